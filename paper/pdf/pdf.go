// Package pdf prints a paper as PDF, laid out by the same profile as its .docx.
//
// The face is in the program and only the glyphs of a paper are in its file, so it
// looks the same everywhere. Every word can be searched and copied as it was
// given, also where the face has no glyph for it. The same tree gives the same
// bytes: nothing here reads a clock, and lengths are whole numbers.
package pdf

import (
	"cmp"
	"fmt"
	"io"
	"slices"

	"zhenggai/paper"
)

// Faces are fonts of a site's own. A face that is nil is the embedded one, which
// also stands in for what a site's face has no glyph for. Where a level has no
// face of its own, it is told apart by its weight.
type Faces struct {
	Title  *Face // 小标宋
	Body   *Face // 仿宋
	Level1 *Face // 黑体
	Level2 *Face // 楷体
}

// Write writes d as a PDF laid out by the profile in the embedded face. It returns
// the characters for which there is no glyph, in order: 〓 is printed in their
// stead, and the file is whole.
func Write(w io.Writer, d paper.Document, p paper.Profile) (missing []rune, err error) {
	return Faces{}.Write(w, d, p)
}

// Write writes d as the function Write does, in the faces of a site.
//
// One thing of the standard is left to the person: the colophon stands at the foot
// of the last page whether or not that is an even one.
func (f Faces) Write(w io.Writer, d paper.Document, p paper.Profile) (missing []rune, err error) {
	m, err := p.Measure()
	if err != nil {
		return nil, err
	}
	x := newLayout(f, p, m)
	if err := x.document(d); err != nil {
		return nil, err
	}
	x.number()
	if err := x.write(w, paper.OneLine(d.Title)); err != nil {
		return nil, fmt.Errorf("paper: pdf: %w", err)
	}
	for r := range x.missing {
		missing = append(missing, r)
	}
	slices.Sort(missing)
	return missing, nil
}

// write writes the file.
func (x *layout) write(w io.Writer, title string) error {
	f := newFile()
	root, info, tree := f.reserve(), f.reserve(), f.reserve()
	fonts := ""
	for i, s := range x.subsets {
		if len(s.runes) > 1 {
			fonts += fmt.Sprintf("/F%d %d 0 R", i, f.font(s, fmt.Sprintf("ZHENG%c+%s", 'A'+i, cmp.Or(s.face.script, "Song"))))
		}
	}
	kids := ""
	for _, p := range x.pages {
		n, content := f.reserve(), f.reserve()
		kids += fmt.Sprintf("%d 0 R ", n)
		b := &page{}
		b.num(p.m.PageWidth)
		b.num(p.m.PageHeight)
		f.object(n, "<</Type/Page/Parent %d 0 R/MediaBox[0 0 %s]/Contents %d 0 R>>", tree, b.b[:len(b.b)-1], content)
		f.stream(content, p.b, "")
	}
	f.object(tree, "<</Type/Pages/Count %d/Kids[%s]/Resources<</Font<<%s>>>>>>", len(x.pages), kids, fonts)
	f.object(root, "<</Type/Catalog/Pages %d 0 R/Lang(zh-CN)/ViewerPreferences<</DisplayDocTitle true>>>>", tree)
	f.object(info, "<</Title<FEFF%s>>>", hexOf(title))
	return f.finish(w, root, info)
}
