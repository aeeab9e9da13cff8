package intake

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
)

// TestPDFTables reads a ledger of several pages that two programs printed: its cells
// are those of the file it was printed from, over the ends of pages.
func TestPDFTables(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		from []byte
	}{{"libreoffice-table.pdf", fixtureTableDocx()}, {"chromium-table.pdf", []byte(fixtureTableHTML())}} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			b, err := os.ReadFile("testdata/pdf/" + c.name)
			if err != nil {
				t.Fatal(err)
			}
			got, want := read(t, c.name, b).Text, read(t, "a", c.from).Text
			if cells(got) != cells(want) {
				t.Errorf("it reads\n%s\nwant\n%s", cells(got), cells(want))
			}
			if squeeze(got.String()) != squeeze(want.String()) {
				t.Errorf("it reads\n%s\nwant\n%s", got, want)
			}
			pages := map[int32]bool{}
			for _, x := range got.Cells() {
				p := got.Place(x.Start)
				pages[p.Page] = true
				if x.Len() > 0 && (p.Table != x.Table || p.Row != x.Row || p.Col != x.Col || got.Origin(x.Start).Part != fmt.Sprintf("page %d", p.Page)) {
					t.Errorf("cell %+v is at %+v, of %+v", x, p, got.Origin(x.Start))
				}
			}
			if len(pages) < 3 {
				t.Errorf("it stands on %d pages", len(pages))
			}
		})
	}
}

// drawnPDF is a PDF of one page for each content; %X in it draws the form of that
// content, which is moved up by 300 points.
func drawnPDF(turned int, form string, contents ...string) []byte {
	var sb strings.Builder
	kids := ""
	for i := range contents {
		kids += fmt.Sprintf("%d 0 R ", 10+2*i)
	}
	fmt.Fprintf(&sb, "%%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count %d/Kids[%s]/MediaBox[0 0 600 800]/Rotate %d/Resources<</Font<</F 3 0 R>>/XObject<</X 4 0 R>>>>>>endobj\n", len(contents), kids, turned)
	sb.WriteString("3 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n")
	fmt.Fprintf(&sb, "4 0 obj<</Type/XObject/Subtype/Form/BBox[0 0 600 800]/Matrix[1 0 0 1 0 300]/Resources<</Font<</F 3 0 R>>>>/Length %d>>stream\n%s\nendstream endobj\n", len(form), form)
	for i, c := range contents {
		fmt.Fprintf(&sb, "%d 0 obj<</Type/Page/Parent 2 0 R/Contents %d 0 R>>endobj\n%d 0 obj<</Length %d>>stream\n%s\nendstream endobj\n", 10+2*i, 11+2*i, 11+2*i, len(c), c)
	}
	sb.WriteString("trailer<</Root 1 0 R/Size 40>>\n%%EOF\n")
	return []byte(sb.String())
}

// at draws words with their baseline at a point.
func at(x, y int, words string) string {
	return fmt.Sprintf("BT /F 10 Tf %d %d Td (%s) Tj ET\n", x, y, words)
}

// strokes draws lines from "x y x y" each.
func strokes(lines ...string) string {
	var sb strings.Builder
	for _, l := range lines {
		var a, b, c, d int
		_, _ = fmt.Sscan(l, &a, &b, &c, &d)
		fmt.Fprintf(&sb, "%d %d m %d %d l S\n", a, b, c, d)
	}
	return sb.String()
}

// TestPDFRules reads tables by the rules that programs draw in their ways.
func TestPDFRules(t *testing.T) {
	t.Parallel()
	// Two columns from x 100 to 200 and 300, two rows from y 500 to 480 and 460.
	words := at(105, 486, "number") + at(205, 486, "finding") + at(105, 466, "1") + at(205, 466, "late reports")
	full := "1:1,1 1x1 \"number\"\n1:1,2 1x1 \"finding\"\n1:2,1 1x1 \"1\"\n1:2,2 1x1 \"late reports\"\n"
	outer := []string{"100 500 300 500", "100 460 300 460", "100 500 100 460", "300 500 300 460"}
	lines := append([]string{"100 480 300 480", "200 500 200 460"}, outer...)
	box := func(op string, x, y, w, h int) string { return fmt.Sprintf("%d %d %d %d re %s\n", x, y, w, h, op) }
	for _, c := range []struct {
		name, form, content, want string
		turned                    int
	}{
		{"lines", "", strokes(lines...) + words, full, 0},
		{"a path of all lines", "", strings.ReplaceAll(strokes(lines...), "S\n", "") + "S\n" + words, full, 0},
		{"a box for each cell", "", box("S", 100, 480, 100, 20) + box("S", 200, 480, 100, 20) + box("S", 100, 460, 100, 20) + box("S", 200, 460, 100, 20) + words, full, 0},
		{"flat boxes", "", box("f", 100, 500, 200, 1) + box("f", 100, 480, 200, 1) + box("f", 100, 460, 200, 1) + box("f", 100, 460, 1, 41) + box("f", 200, 460, 1, 41) + box("f", 300, 460, 1, 41) + words, full, 0},
		{"flat boxes in one path", "", box("", 100, 500, 200, 1) + box("", 100, 480, 200, 1) + box("", 100, 460, 200, 1) + box("", 100, 460, 1, 41) + box("", 200, 460, 1, 41) + box("f*", 300, 460, 1, 41) + words, full, 0},
		{"short pieces", "", strokes("100 500 200 500", "201 500 300 500", "100 480 150 480", "150 480 300 480", "100 460 300 460", "100 500 100 481", "100 480 100 460", "200 500 200 460", "300 500 300 460") + words, full, 0},
		{"double borders", "", strokes(append([]string{"98 502 302 502", "98 458 302 458", "98 502 98 458", "302 502 302 458"}, lines...)...) + words, full, 0},
		{"no border left and right", "", strokes("100 500 300 500", "100 480 300 480", "100 460 300 460", "200 500 200 460") + words, full, 0},
		{"filled cells", "", "0.9 g " + box("f", 100, 480, 200, 20) + "0 g " + strokes(lines...) + words, full, 0},
		{"a drawing within", strokes("100 200 300 200", "100 180 300 180", "100 160 300 160", "100 200 100 160", "200 200 200 160", "300 200 300 160"), "/X Do\n" + words, full, 0},
		{"a page that is turned", "", "0 1 -1 0 600 0 cm " + strokes(lines...) + words, full, 90},
		{"merged cells", "", strokes(append(outer, "100 480 200 480", "200 500 200 460")...) + at(105, 486, "number") + at(105, 466, "of all") + at(205, 476, "finding"), "1:1,1 1x1 \"number\"\n1:1,2 2x1 \"finding\"\n1:2,1 1x1 \"of all\"\n", 0},
		{"a frame is no table", "", strokes(outer...) + words, "", 0},
		{"lines under words are none", "", strokes("100 480 300 480", "100 460 300 460", "100 440 300 440") + words, "", 0},
		{"a figure is none", "", strokes(lines...) + at(100, 600, "a figure without any words"), "", 0},
		{"what is not painted is none", "", "100 460 200 40 re W n\n" + strings.ReplaceAll(strokes(lines...), "S\n", "n\n") + words, "", 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			text := read(t, "a.pdf", drawnPDF(c.turned, c.form, c.content)).Text
			if got := cells(text); got != c.want {
				t.Errorf("reads\n%s\nwant\n%s\nof %s", got, c.want, text)
			}
		})
	}
}

// TestPDFTableGoesOn reads tables over the end of a page: what is joined and what is
// not.
func TestPDFTableGoesOn(t *testing.T) {
	t.Parallel()
	// Three columns, rows 30 high from y down.
	grid := func(y int, rows ...[3]string) string {
		var sb strings.Builder
		for i, r := range rows {
			top := y - 30*i
			for k, x := range []int{100, 140, 240} {
				w := []int{40, 100, 60}[k]
				fmt.Fprintf(&sb, "%d %d %d %d re S\n", x, top-30, w, 30)
				for n, l := range strings.Split(r[k], "|") {
					if l != "" {
						sb.WriteString(at(x+4, top-12-12*n, l))
					}
				}
			}
		}
		return sb.String()
	}
	head := [3]string{"no", "what was done", "day"}
	one, two := [3]string{"1", "first measure.", "May"}, [3]string{"2", "second measure of a|long sentence that", "June"}
	for _, c := range []struct {
		name, first, second, want string
	}{
		{"the head again", grid(200, head, one), grid(700, head, two), "no|what was done|day\n1|first measure.|May\n2|second measure of a long sentence that|June\n"},
		{"no head again", grid(200, head, one), grid(700, two), "no|what was done|day\n1|first measure.|May\n2|second measure of a long sentence that|June\n"},
		{"a row that was cut", grid(200, head, two), grid(700, head, [3]string{"", "goes on here.", ""}, [3]string{"3", "third.", "July"}), "no|what was done|day\n2|second measure of a long sentence that goes on here.|June\n3|third.|July\n"},
		{"a row without number is a row", grid(200, head, one), grid(700, head, [3]string{"", "other words.", "July"}), "no|what was done|day\n1|first measure.|May\n|other words.|July\n"},
		{"a row that begins a cell is a row", grid(200, head, [3]string{"1", "", "May"}), grid(700, head, [3]string{"", "other words.", ""}), "no|what was done|day\n1||May\n|other words.|\n"},
		{"words between", grid(200, head, one), at(100, 750, "another table here") + grid(700, head, two), "no|what was done|day\n1|first measure.|May\n\nno|what was done|day\n2|second measure of a long sentence that|June\n"},
		{"other columns", grid(200, head, one), strokes("100 700 300 700", "100 670 300 670", "100 640 300 640", "100 700 100 640", "180 700 180 640", "300 700 300 640") + at(104, 680, "left") + at(184, 680, "right") + at(104, 650, "2"), "no|what was done|day\n1|first measure.|May\n\nleft|right\n2|\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			text := read(t, "a.pdf", drawnPDF(0, "", at(100, 400, "some words above the table")+c.first, c.second)).Text
			var sb strings.Builder
			for i, x := range text.Cells() {
				if prev := text.Cells()[max(i-1, 0)]; i > 0 && x.Row == prev.Row && x.Table == prev.Table {
					sb.WriteString("|")
				} else if i > 0 {
					sb.WriteString("\n")
					if x.Table != prev.Table {
						sb.WriteString("\n")
					}
				}
				sb.WriteString(text.Slice(x.Span))
			}
			if got := sb.String() + "\n"; got != c.want {
				t.Errorf("reads\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}

// TestGridsHold lays out pages of random rules and glyphs: whatever the rules are taken
// for, no glyph is lost or told twice, and the cells of a row stand one behind another.
func TestGridsHold(t *testing.T) {
	t.Parallel()
	next := uint32(7)
	draw := func(n int) int {
		next = next*1664525 + 1013904223
		return int(next>>8) % n
	}
	tables := 0
	for i := range 1500 {
		pages := make([]pdfPage, 1+draw(3))
		r := rune(0x4E00)
		for k := range pages {
			p := &pages[k]
			p.width, p.height = 600, 800
			for range draw(40) {
				x, y, n := float64(50+50*draw(10)), float64(50+40*draw(17)), float64(20*(1+draw(20)))
				p.rules = append(p.rules, rule{draw(2) == 0, x, y, y + n}, rule{false, y, x, x + n})
			}
			for n := range 10 + draw(60) {
				x, y := float64(40+draw(500)), float64(40+draw(700))
				p.glyphs = append(p.glyphs, glyph{r: r, index: int32(n), x: x, y: y, left: x, right: x + 10, low: y - 2, high: y + 10})
				r++
			}
		}
		text, err := layPages(pages)
		if err != nil {
			t.Fatal(err)
		}
		for g := rune(0x4E00); g < r; g++ {
			if n := strings.Count(text.String(), string(g)); n != 1 {
				t.Fatalf("pages %d: %c is told %d times in\n%s", i, g, n, text)
			}
		}
		tables += len(text.Cells())
		end, at := int32(0), [3]int32{}
		for _, c := range text.Cells() {
			now := [3]int32{c.Table, c.Row, c.Col}
			if c.Start < end || c.End < c.Start || slices.Compare(now[:], at[:]) <= 0 || c.Rows < 1 || c.Cols < 1 {
				t.Fatalf("pages %d: cell %+v stands behind %v, which ends at %d", i, c, at, end)
			}
			end, at = c.End, now
		}
	}
	if tables < 1000 {
		t.Errorf("only %d cells were read", tables)
	}
}
