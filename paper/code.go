package paper

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"iter"
	"strconv"
	"strings"
)

// A Code is a drawing of equal squares, such as a QR code. It is printed under the note,
// with the light edge around it that readers of codes need.
type Code struct {
	Rows  []string // a character for each square: '#' is dark, all others are light
	Words string   // what it says, for who cannot see it
}

// CodeSide is how long a side of a code is in print, in mm, with its edge: a telephone
// reads 40 squares from a hand's breadth away.
const CodeSide = 30

// CodeEdge is how many light squares stand around a code (ISO/IEC 18004).
const CodeEdge = 4

// Side returns how many squares a side has, with the edge; 0 is no code.
func (c Code) Side() int {
	if len(c.Rows) == 0 {
		return 0
	}
	return len(c.Rows) + 2*CodeEdge
}

// Dark yields the runs of dark squares: column and row of the first, counted with the
// edge, and how many.
func (c Code) Dark() iter.Seq2[image.Point, int] {
	return func(yield func(image.Point, int) bool) {
		for y, row := range c.Rows {
			for x := 0; x < len(row); x++ {
				n := 0
				for x+n < len(row) && row[x+n] == '#' {
					n++
				}
				if n > 0 && !yield(image.Pt(x+CodeEdge, y+CodeEdge), n) {
					return
				}
				x += n
			}
		}
	}
}

// Path returns the dark squares as the path of an SVG drawing whose box is Box.
func (c Code) Path() string {
	var b []byte
	for at, n := range c.Dark() {
		b = append(b, 'M')
		b = strconv.AppendInt(b, int64(at.X), 10)
		b = append(b, ' ')
		b = strconv.AppendInt(b, int64(at.Y), 10)
		b = append(b, 'h')
		b = strconv.AppendInt(b, int64(n), 10)
		b = append(b, "v1h-"...)
		b = strconv.AppendInt(b, int64(n), 10)
		b = append(b, 'z')
	}
	return string(b)
}

// Box is the box of the drawing whose path Path is.
func (c Code) Box() string {
	side := strconv.Itoa(c.Side())
	return "0 0 " + side + " " + side
}

// picture returns the code as a PNG of four dots a square, for writers that have no
// drawing of their own.
func (c Code) picture() ([]byte, error) {
	const dots = 4
	side := c.Side() * dots
	m := image.NewPaletted(image.Rect(0, 0, side, side), color.Palette{color.White, color.Black})
	for at, n := range c.Dark() {
		for y := at.Y * dots; y < (at.Y+1)*dots; y++ {
			for x := at.X * dots; x < (at.X+n)*dots; x++ {
				m.SetColorIndex(x, y, 1)
			}
		}
	}
	var b bytes.Buffer
	err := png.Encode(&b, m)
	return b.Bytes(), err
}

// code draws c.
func (x *page) code(c Code) {
	if c.Side() == 0 {
		return
	}
	x.raw(`<p class="paper-code"><svg viewBox="` + c.Box() + `" width="` + strconv.Itoa(CodeSide) + `mm" height="` + strconv.Itoa(CodeSide) + `mm" role="img"><title>`)
	x.text(OneLine(c.Words))
	x.raw(`</title><path d="` + c.Path() + `"/></svg></p>` + "\n")
}

// parts returns what a .docx says of its parts and how they hang together, with the
// picture of c, if there is one.
func (c Code) parts() (types, rels string, media []part, err error) {
	if c.Side() == 0 {
		return contentTypes, documentRels, nil, nil
	}
	const name = "media/code.png"
	png, err := c.picture()
	types = strings.Replace(contentTypes, "<Override", `<Default Extension="png" ContentType="image/png"/><Override`, 1)
	rels = strings.Replace(documentRels, "</Relationships>", `<Relationship Id="rId6" Type="`+relation+`image" Target="`+name+`"/></Relationships>`, 1)
	return types, rels, []part{{"word/" + name, png}}, err
}

// code writes the picture of c in a paragraph of its own.
func (x *docx) code(c Code) {
	if c.Side() == 0 {
		return
	}
	side := strconv.Itoa(CodeSide * 36000) // English metric units
	const main = "http://schemas.openxmlformats.org/drawingml/2006/"
	words := string(appendXML(nil, OneLine(c.Words)))
	x.para(pp{style: "Flush", align: Left, exact: CodeSide*1440*10/254 + 20})
	x.raw(`<w:r><w:drawing><wp:inline xmlns:wp="` + main + `wordprocessingDrawing" distT="0" distB="0" distL="0" distR="0"><wp:extent cx="` + side + `" cy="` + side +
		`"/><wp:docPr id="1" name="Code" descr="` + words + `"/><a:graphic xmlns:a="` + main + `main"><a:graphicData uri="` + main + `picture">` +
		`<pic:pic xmlns:pic="` + main + `picture"><pic:nvPicPr><pic:cNvPr id="1" name="Code"/><pic:cNvPicPr/></pic:nvPicPr>` +
		`<pic:blipFill><a:blip r:embed="rId6"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="` + side + `" cy="` + side +
		`"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>`)
	x.end()
}
