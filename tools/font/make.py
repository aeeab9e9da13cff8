#!/usr/bin/python3
"""Makes the face that paper/pdf embeds, from Noto Serif CJK SC Regular (OFL 1.1).

A person runs it, and only when the choice of characters changes:

    apt-get install python3-fonttools fonts-noto-cjk
    tools/font/make.py paper/pdf/face.ttf.gz

The source has cubic (CFF) outlines in a collection; PDF readers of every age
take quadratic (TrueType) ones best, and those can be cut to the glyphs of a
paper without a font library. So outlines are converted, hints and everything
that lays out text are dropped. The same source gives the same bytes.
"""
import gzip
import io
import sys

from fontTools import subset
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTCollection, TTFont, newTable

SOURCE = "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc"
NAME = "Zhenggai Song"  # a changed font bears a name of its own
ERROR = 1.5  # of 1000: how far a converted outline may lie from the original


def wanted(cmap):
    """The characters: GBK, what forms use beside it, and rarer Han for names."""
    out = set(range(0x20, 0x7F)) | set(range(0xA0, 0x180)) | set(range(0x370, 0x460))
    for a in range(0x81, 0xFF):
        for b in range(0x40, 0xFF):
            try:
                out.add(ord(bytes([a, b]).decode("gbk")))
            except UnicodeDecodeError:
                pass
    for a, b in [(0x2000, 0x206F), (0x20A0, 0x20BF), (0x2100, 0x27BF), (0x2E80, 0x2FDF), (0x3000, 0x30FF),
                 (0x3200, 0x33FF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0xFE30, 0xFE4F), (0xFF01, 0xFF5E), (0xFFE0, 0xFFE6)]:
        out |= set(range(a, b + 1))
    out |= {c for c in cmap if 0x3400 <= c <= 0x4DBF or 0x20000 <= c <= 0x3FFFF}
    return {c for c in out if c in cmap and not 0xE000 <= c <= 0xF8FF and c not in (0xAD, 0xFEFF)}


def outlines(font):
    """Turns the CFF outlines of a font into TrueType ones."""
    glyphs = font.getGlyphSet()
    glyf, order = newTable("glyf"), font.getGlyphOrder()
    glyf.glyphs, glyf.glyphOrder = {}, order
    for name in order:
        pen = TTGlyphPen(None)
        glyphs[name].draw(Cu2QuPen(pen, ERROR, reverse_direction=True))
        glyf.glyphs[name] = pen.glyph()
    font["loca"], font["glyf"] = newTable("loca"), glyf
    glyf.compile(font)
    maxp = font["maxp"] = newTable("maxp")
    maxp.tableVersion, maxp.numGlyphs = 0x00010000, len(order)
    for field, v in dict(maxZones=1, maxTwilightPoints=0, maxStorage=0, maxFunctionDefs=0, maxInstructionDefs=0, maxStackElements=0,
                         maxSizeOfInstructions=0, maxComponentElements=0, maxPoints=0, maxContours=0, maxCompositePoints=0,
                         maxCompositeContours=0, maxComponentDepth=0).items():
        setattr(maxp, field, v)
    hmtx = font["hmtx"]
    for name in order:
        g = glyf.glyphs[name]
        g.recalcBounds(glyf)
        hmtx[name] = (hmtx[name][0], getattr(g, "xMin", 0))
    font["post"].formatType, font["post"].extraNames, font["post"].mapping = 3.0, [], {}
    font["post"].glyphOrder = order
    del font["CFF "]
    font.sfntVersion = "\000\001\000\000"


def main(out):
    font = next(f for f in TTCollection(SOURCE) if f["name"].getDebugName(1) == "Noto Serif CJK SC")
    o = subset.Options()
    o.layout_features, o.hinting, o.notdef_outline, o.name_IDs, o.name_languages = [], False, True, [0, 1, 2, 4, 5, 6, 13, 14], [0x409]
    o.drop_tables += ["GSUB", "GPOS", "GDEF", "BASE", "VORG", "vhea", "vmtx", "DSIG", "STAT"]
    s = subset.Subsetter(o)
    chars = wanted(font.getBestCmap())
    s.populate(unicodes=chars)
    s.subset(font)
    outlines(font)
    for r in font["name"].names:
        if r.nameID in (1, 4):
            r.string = NAME
        if r.nameID == 6:
            r.string = NAME.replace(" ", "")
    font["head"].modified = font["head"].created
    font.recalcTimestamp = False
    ttf = io.BytesIO()
    font.save(ttf)
    TTFont(io.BytesIO(ttf.getvalue()))  # it can be read back
    with open(out, "wb") as w, gzip.GzipFile("", "wb", 9, w, 0) as z:
        z.write(ttf.getvalue())
    print(len(chars), "characters,", len(font.getGlyphOrder()), "glyphs")


if __name__ == "__main__":
    main(sys.argv[1])
