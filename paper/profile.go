package paper

import (
	"math"

	"zhenggai/fault"
)

// A Profile is how a body lays out its papers. A field that is zero is as the
// standard has it, so the zero Profile is GB/T 9704-2012 itself and a local
// variant names only what it does otherwise. Lengths are in mm.
type Profile struct {
	Name                     string
	Top, Bottom, Left, Right float64 // 37, 35, 28, 26 (clause 5.2.1)
	Lines, Chars             int     // 22 lines of 28 characters on a page (clause 5.2.3)
	Line                     float64 // height of a line in points; else the text area is shared out evenly
	Fonts                    Fonts
	BoldThird                bool    // 1. in bold: a habit of many bodies, not in the standard
	TableSize                float64 // in points; 12, and 10.5 on a landscape page
}

// Fonts are the names of faces. They are named, never embedded: most bodies have
// a licence for them, and their programs fall back to the likes of them if not.
type Fonts struct {
	Title  string // 小标宋 (clause 7.3.1)
	Body   string // 仿宋 (clause 5.2.2)
	Level1 string // 黑体 (clause 7.3.3)
	Level2 string // 楷体 (clause 7.3.3)
	Page   string // 宋体, of the page number (clause 7.5)
	Latin  string // of Latin letters and digits; else as the Chinese around them
}

// The sizes of type in points: 二号, 三号, 四号.
const (
	SizeTitle = 22.0
	SizeBody  = 16.0
	SizeSmall = 14.0
)

// filled returns p with the standard's values where it has none.
func (p Profile) filled() (Profile, error) {
	or := func(v *float64, std float64) {
		if *v == 0 {
			*v = std
		}
	}
	or(&p.Top, 37)
	or(&p.Bottom, 35)
	or(&p.Left, 28)
	or(&p.Right, 26)
	if p.Lines == 0 {
		p.Lines = 22
	}
	if p.Chars == 0 {
		p.Chars = 28
	}
	name := func(v *string, std string) {
		if *v = OneLine(*v); *v == "" {
			*v = std
		}
	}
	name(&p.Fonts.Title, "方正小标宋简体")
	name(&p.Fonts.Body, "仿宋_GB2312")
	name(&p.Fonts.Level1, "黑体")
	name(&p.Fonts.Level2, "楷体_GB2312")
	name(&p.Fonts.Page, "宋体")
	p.Fonts.Latin = OneLine(p.Fonts.Latin)
	return p, p.check()
}

// check refuses what no page can be laid out by.
func (p Profile) check() error {
	bad := func(field, zh, en string) error {
		e := fault.New(fault.Invalid, zh, en, nil)
		e.Field = field
		return e
	}
	for _, v := range []float64{p.Top, p.Bottom, p.Left, p.Right} {
		if !(v >= 10 && v <= 100) {
			return bad("margin", "版式的页边距须在10至100毫米之间：请改正", "a margin of the layout must lie between 10 and 100 mm: correct it")
		}
	}
	if p.Lines < 10 || p.Lines > 60 || p.Chars < 10 || p.Chars > 60 {
		return bad("grid", "版式每面的行数、每行的字数须在10至60之间：请改正", "lines a page and characters a line must lie between 10 and 60: correct them")
	}
	if p.Line != 0 && !(p.Line >= 12 && p.Line <= 60) {
		return bad("line", "版式的行距须在12至60磅之间：请改正", "the line height of the layout must lie between 12 and 60 points: correct it")
	}
	if p.TableSize != 0 && !(p.TableSize >= 5 && p.TableSize <= 22) {
		return bad("table_size", "版式的表格字号须在5至22磅之间：请改正", "the type size of tables must lie between 5 and 22 points: correct it")
	}
	return nil
}

// A Measure is a profile in twips, 1/20 of a point, as word processors count: how
// every writer that knows pages lays them out.
type Measure struct {
	PageWidth, PageHeight    int
	Top, Bottom, Left, Right int // margins
	Width, Height            int // of the text area
	Pitch                    int // of lines
	Line                     int // height of a line
	Char                     int // of characters
	Space                    int // between characters of the body, so that a line holds as many as it should
}

// Facts of the pages in twips.
const (
	MarkTop    = 1984 // 35 mm from the edge of the text area to the red mark (clause 7.2.4)
	FootDrop   = 397  // 7 mm from the text area to the dash of the page number (clause 7.5)
	RedGap     = 120  // from the line of the number to the red line: 4 mm with the lead of the line (clause 7.2.7)
	CellSide   = 85   // from the border of a cell to its words
	CellEnd    = 30   // above and below them
	pageW      = 11906
	pageH      = 16838 // A4, 210 × 297 mm (clause 5.1)
	footHeight = 360
)

func twips(mm float64) int { return int(math.Round(mm / 25.4 * 1440)) }

// Measure returns the profile in twips, or what is wrong with it. The pitch is
// rounded down, as is the space between characters: one twip more and the last
// line of a page, the last character of a line, would not fit. The space is a
// property of the words and not of the page's grid, because programs other than
// Word give a character that is wider than the grid two of its fields.
func (p Profile) Measure() (Measure, error) {
	p, err := p.filled()
	if err != nil {
		return Measure{}, err
	}
	m := Measure{PageWidth: pageW, PageHeight: pageH, Top: twips(p.Top), Bottom: twips(p.Bottom), Left: twips(p.Left), Right: twips(p.Right)}
	m.Width, m.Height = pageW-m.Left-m.Right, pageH-m.Top-m.Bottom
	m.Pitch = m.Height / p.Lines
	m.Line = m.Pitch
	if p.Line > 0 {
		m.Line = int(math.Round(p.Line * 20))
	}
	char := float64(m.Width) / 20 / float64(p.Chars) // in points
	m.Char = int(char * 20)
	m.Space = int(math.Floor((char - SizeBody) * 20))
	return m, nil
}

// Turned returns the measure of a landscape page: the upright one turned so that
// its head lies at the binding (clause 8).
func (m Measure) Turned() Measure {
	m.PageWidth, m.PageHeight = m.PageHeight, m.PageWidth
	m.Top, m.Right, m.Bottom, m.Left = m.Left, m.Top, m.Right, m.Bottom
	m.Width, m.Height = m.Height, m.Width
	return m
}

// CellSize returns the size of type in tables, in points.
func (p Profile) CellSize(wide bool) float64 {
	switch {
	case p.TableSize > 0:
		return p.TableSize
	case wide:
		return 10.5
	}
	return 12
}
