package intake

import (
	"math"

	"github.com/klippa-app/go-pdfium/enums"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/structs"
)

// A rule is a straight line that a page draws along one of its axes, in points: the
// edge of a frame or the border of a cell.
type rule struct {
	upright  bool
	at       float64 // x of an upright rule, y of another
	from, to float64
}

// What is taken for a rule. A program may draw a border as a line, as one side of a
// frame or as a filled box that is very flat.
const (
	thickRule = 3.0 // at most
	shortRule = 4.0 // at least
	askew     = 0.7 // off its axis, at most

	maxRuleObjects = 20_000  // of a page; a map has more, a table never
	maxRulePoints  = 200_000 // of a document
	maxRuleForms   = 3       // drawings within drawings
)

// A matrix leads from where an object is drawn to the page.
type matrix struct{ a, b, c, d, e, f float64 }

var unmoved = matrix{a: 1, d: 1}

func matrixOf(m structs.FPDF_FS_MATRIX) matrix {
	return matrix{float64(m.A), float64(m.B), float64(m.C), float64(m.D), float64(m.E), float64(m.F)}
}

// then returns the matrix that does m and then n.
func (m matrix) then(n matrix) matrix {
	return matrix{
		m.a*n.a + m.b*n.c, m.a*n.b + m.b*n.d,
		m.c*n.a + m.d*n.c, m.c*n.b + m.d*n.d,
		m.e*n.a + m.f*n.c + n.e, m.e*n.b + m.f*n.d + n.f,
	}
}

func (m matrix) of(p point) point { return point{m.a*p.x + m.c*p.y + m.e, m.b*p.x + m.d*p.y + m.f} }

type point struct{ x, y float64 }

// ruleReader gathers the rules of a page. What it cannot read it leaves out: without
// its rules a table is read line by line, and no word is lost.
type ruleReader struct {
	*pdfReader
	out []rule
}

// rules returns the rules that a page draws.
func (r *pdfReader) rules(page requests.Page) []rule {
	g := &ruleReader{pdfReader: r}
	n, err := r.FPDFPage_CountObjects(&requests.FPDFPage_CountObjects{Page: page})
	if err != nil || n.Count > maxRuleObjects {
		return nil
	}
	for i := range n.Count {
		o, err := r.FPDFPage_GetObject(&requests.FPDFPage_GetObject{Page: page, Index: i})
		if err != nil {
			return g.out
		}
		g.object(o.PageObject, unmoved, 0)
	}
	return g.out
}

// object gathers the rules of an object and of what is drawn within it.
func (g *ruleReader) object(o references.FPDF_PAGEOBJECT, to matrix, deep int) {
	kind, err := g.FPDFPageObj_GetType(&requests.FPDFPageObj_GetType{PageObject: o})
	if err != nil {
		return
	}
	switch kind.Type {
	case enums.FPDF_PAGEOBJ_PATH:
		g.path(o, to)
	case enums.FPDF_PAGEOBJ_FORM:
		n, err := g.FPDFFormObj_CountObjects(&requests.FPDFFormObj_CountObjects{PageObject: o})
		if err != nil || n.Count > maxRuleObjects || deep == maxRuleForms {
			return
		}
		m, err := g.FPDFPageObj_GetMatrix(&requests.FPDFPageObj_GetMatrix{PageObject: o})
		if err != nil {
			return
		}
		within := matrixOf(m.Matrix).then(to)
		for i := range n.Count {
			inner, err := g.FPDFFormObj_GetObject(&requests.FPDFFormObj_GetObject{PageObject: o, Index: uint64(i)})
			if err != nil {
				return
			}
			g.object(inner.PageObject, within, deep+1)
		}
	}
}

// path gathers the rules of a path that can be seen.
func (g *ruleReader) path(o references.FPDF_PAGEOBJECT, to matrix) {
	mode, err := g.FPDFPath_GetDrawMode(&requests.FPDFPath_GetDrawMode{PageObject: o})
	if err != nil || !mode.Stroke && mode.FillMode == enums.FPDF_FILLMODE_NONE {
		return
	}
	box, err := g.FPDFPageObj_GetBounds(&requests.FPDFPageObj_GetBounds{PageObject: o})
	if err != nil {
		return
	}
	if g.flat(to.of(point{float64(box.Left), float64(box.Bottom)}), to.of(point{float64(box.Right), float64(box.Top)})) {
		return
	}
	n, err := g.FPDFPath_CountSegments(&requests.FPDFPath_CountSegments{PageObject: o})
	if err != nil || n.Count > g.points {
		return
	}
	g.points -= n.Count
	m, err := g.FPDFPageObj_GetMatrix(&requests.FPDFPageObj_GetMatrix{PageObject: o})
	if err != nil {
		return
	}
	w := pathWalk{g: g, stroke: mode.Stroke}
	to = matrixOf(m.Matrix).then(to)
	for i := range n.Count {
		s, err := g.FPDFPath_GetPathSegment(&requests.FPDFPath_GetPathSegment{PageObject: o, Index: i})
		if err != nil {
			return
		}
		at, err := g.FPDFPathSegment_GetPoint(&requests.FPDFPathSegment_GetPoint{PathSegment: s.PathSegment})
		if err != nil {
			return
		}
		kind, err := g.FPDFPathSegment_GetType(&requests.FPDFPathSegment_GetType{PathSegment: s.PathSegment})
		if err != nil {
			return
		}
		end, err := g.FPDFPathSegment_GetClose(&requests.FPDFPathSegment_GetClose{PathSegment: s.PathSegment})
		if err != nil {
			return
		}
		w.step(kind.Type, to.of(point{float64(at.X), float64(at.Y)}), end.IsClose)
	}
	w.end()
}

// flat adds the rule that a box between two corners is, if it is one.
func (g *ruleReader) flat(a, b point) bool {
	left, right, low, high := min(a.x, b.x), max(a.x, b.x), min(a.y, b.y), max(a.y, b.y)
	w, h := right-left, high-low
	switch {
	case min(w, h) > thickRule:
		return false
	case max(w, h) < shortRule: // a dot
	case w > h:
		g.out = append(g.out, rule{at: (low + high) / 2, from: left, to: right})
	default:
		g.out = append(g.out, rule{upright: true, at: (left + right) / 2, from: low, to: high})
	}
	return true
}

// A pathWalk goes along a path: each straight line of one that is stroked is a rule,
// and each flat piece of one that is filled.
type pathWalk struct {
	g        *ruleReader
	stroke   bool
	begun    bool
	first, p point
	low, up  point // corners of the piece
}

func (w *pathWalk) step(kind enums.FPDF_SEGMENT, p point, end bool) {
	if kind == enums.FPDF_SEGMENT_MOVETO || !w.begun {
		w.end()
		w.begun, w.first, w.p, w.low, w.up = true, p, p, p, p
	} else {
		if kind == enums.FPDF_SEGMENT_LINETO {
			w.line(w.p, p)
		}
		w.p = p
		w.low = point{min(w.low.x, p.x), min(w.low.y, p.y)}
		w.up = point{max(w.up.x, p.x), max(w.up.y, p.y)}
	}
	if end {
		w.line(w.p, w.first)
		w.p = w.first
	}
}

func (w *pathWalk) line(a, b point) {
	if w.stroke && min(math.Abs(a.x-b.x), math.Abs(a.y-b.y)) <= askew {
		w.g.flat(a, b)
	}
}

// end ends a piece of the path.
func (w *pathWalk) end() {
	if w.begun && !w.stroke {
		w.g.flat(w.low, w.up)
	}
	w.begun = false
}
