package intake

import (
	"bytes"
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"zhenggai/source"
)

// A sheet is one sheet of a workbook and what its own part says beside its cells.
type sheet struct {
	name, part string
	hidden     bool
	work       bool // a sheet of cells, not a chart
	merged     map[cellRef]source.Cell
	covered    map[cellRef]bool
	hiddenCols map[int]bool
}

// A cellRef is a cell by row and column, 1-based.
type cellRef struct{ row, col int }

// A bookReader writes the rows of a workbook as lines. Offsets in the original
// are row numbers of the sheet: the bytes of a cell may stand anywhere in it.
type bookReader struct {
	ctx   context.Context
	b     source.Builder
	table int32
	cells int
	seen  map[int]bool // hidden columns already noted
}

// readXLSX reads the visible cells of a workbook as a person sees them.
func readXLSX(ctx context.Context, f *File, b []byte, a *archive) error {
	if err := a.check(); err != nil {
		return err
	}
	sheets, err := a.sheets()
	if err != nil {
		return err
	}
	x, err := excelize.OpenReader(bytes.NewReader(b), excelize.Options{
		UnzipSizeLimit:    maxUnpacked,
		UnzipXMLSizeLimit: maxUnpacked, // beyond it excelize writes files to disk
		ShortDatePattern:  "yyyy-mm-dd",
		LongDatePattern:   "yyyy年m月d日",
		CultureInfo:       excelize.CultureNameZhCN,
	})
	if err != nil {
		return fail(Damaged, err)
	}
	defer x.Close()
	r := &bookReader{ctx: ctx}
	for i := range sheets {
		s := &sheets[i]
		if !s.work {
			continue
		}
		if s.hidden {
			r.b.Note(source.NoteHidden, "工作表“"+s.name+"”")
			continue
		}
		if err := s.look(a); err != nil {
			return err
		}
		if err := r.sheet(x, s); err != nil {
			return err
		}
	}
	f.Text = r.b.Text()
	if strings.TrimSpace(f.Text.String()) == "" {
		return fail(NoText, nil)
	}
	return nil
}

// check looks at the sizes that the directory of a zip states, for a library
// that unpacks it without looking.
func (a *archive) check() error {
	var total uint64
	for name, f := range a.files {
		if f.Flags&1 != 0 {
			return fail(Encrypted, nil)
		}
		n := f.UncompressedSize64
		total += n
		if n > maxUnpacked || total > maxUnpacked || n > ratioFree && n > maxRatio*max(f.CompressedSize64, 1) {
			return fail(Bomb, fmt.Errorf("%s: %d bytes in %d", name, n, f.CompressedSize64))
		}
	}
	return nil
}

// sheets lists the sheets of a workbook in their order.
func (a *archive) sheets() ([]sheet, error) {
	main := "xl/workbook.xml"
	if !a.has(main) {
		for _, r := range a.relations("") {
			if r.kind == "officeDocument" {
				main = r.target
			}
		}
	}
	s, err := a.part(main)
	if err != nil {
		return nil, err
	}
	s, _ = asUTF8(s)
	rels := map[string]relation{}
	for _, r := range a.relations(main) {
		rels[r.id] = r
	}
	var out []sheet
	for x := newXML(s); x.next(); {
		if x.end || localName(x.name) != "sheet" {
			continue
		}
		r := rels[x.attr("id")]
		state := x.attr("state")
		out = append(out, sheet{name: unescape(x.attr("name")), part: r.target,
			hidden: state == "hidden" || state == "veryHidden", work: r.kind == "worksheet"})
	}
	if len(out) == 0 {
		return nil, fail(Damaged, fmt.Errorf("no sheets in %s", main))
	}
	return out, nil
}

// look reads from the sheet's part which cells are merged and which columns are
// hidden: the library would load the whole sheet to tell.
func (s *sheet) look(a *archive) error {
	xml, err := a.part(s.part)
	if err != nil {
		return err
	}
	s.merged, s.covered, s.hiddenCols = map[cellRef]source.Cell{}, map[cellRef]bool{}, map[int]bool{}
	ranges := 0
	x := newXML(xml)
	for x.next() {
		if x.end {
			continue
		}
		switch localName(x.name) {
		case "col":
			if v := x.attr("hidden"); (v == "1" || v == "true") && ranges < 1<<10 {
				for c := max(x.number("min", 0), 1); c <= min(x.number("max", 0), 1<<14); c++ {
					s.hiddenCols[c] = true
				}
				ranges++
			}
		case "sheetData":
			if i := strings.LastIndex(x.s, "sheetData>"); i > x.pos { // what follows the cells
				x.pos = i + len("sheetData>")
			}
		case "mergeCell":
			s.merge(x.attr("ref"))
		}
	}
	return nil
}

// merge notes the merged range ref, such as B2:D3.
func (s *sheet) merge(ref string) {
	from, to, ok := strings.Cut(ref, ":")
	if !ok {
		return
	}
	c1, r1, err1 := excelize.CellNameToCoordinates(from)
	c2, r2, err2 := excelize.CellNameToCoordinates(to)
	if err1 != nil || err2 != nil || r2 < r1 || c2 < c1 {
		return
	}
	s.merged[cellRef{r1, c1}] = source.Cell{Rows: int32(r2 - r1 + 1), Cols: int32(c2 - c1 + 1)}
	if len(s.covered)+(r2-r1+1)*(c2-c1+1) > maxCells/5 {
		return // it is as good as empty; only its size is told
	}
	for r := r1; r <= r2; r++ {
		for c := c1; c <= c2; c++ {
			s.covered[cellRef{r, c}] = r != r1 || c != c1
		}
	}
}

// sheet writes one sheet.
func (r *bookReader) sheet(x *excelize.File, s *sheet) error {
	rows, err := x.Rows(s.name)
	if err != nil {
		return fail(Damaged, err)
	}
	defer rows.Close()
	r.table++
	r.seen = map[int]bool{}
	r.b.Part(s.name)
	for n := 1; rows.Next(); n++ {
		if n%1024 == 0 {
			if err := r.ctx.Err(); err != nil {
				return fail(Cancelled, err)
			}
		}
		values, err := rows.Columns()
		if err != nil {
			return fail(Damaged, err)
		}
		if r.cells += len(values); r.cells > maxCells {
			return fail(Deep, fmt.Errorf("more than %d cells", maxCells))
		}
		if rows.GetRowOpts().Hidden {
			r.b.Note(source.NoteHidden, strings.Join(values, cellMark))
			continue
		}
		r.row(s, n, values)
	}
	if err := rows.Error(); err != nil {
		return fail(Damaged, err)
	}
	return nil
}

// row writes row n as one line, unless it is empty.
func (r *bookReader) row(s *sheet, n int, values []string) {
	for len(values) > 0 && (strings.TrimSpace(values[len(values)-1]) == "" || s.hiddenCols[len(values)]) {
		if v := values[len(values)-1]; v != "" {
			r.hiddenCol(len(values), v)
		}
		values = values[:len(values)-1]
	}
	if len(values) == 0 {
		return
	}
	if r.b.Len() > 0 {
		r.b.Synthetic("\n", n)
	}
	first := true
	for i, v := range values {
		ref := cellRef{n, i + 1}
		if s.hiddenCols[ref.col] {
			r.hiddenCol(ref.col, v)
			continue
		}
		if !first {
			r.b.Synthetic(cellMark, n)
		}
		first = false
		if s.covered[ref] {
			continue
		}
		c := source.Cell{Rows: 1, Cols: 1}
		if m, ok := s.merged[ref]; ok {
			c = m
		}
		c.Table, c.Row, c.Col = r.table, int32(n), int32(ref.col)
		c.Start = int32(r.b.Len())
		if v != "" {
			r.b.At(source.Place{Sheet: s.name, Row: int32(n), Col: int32(ref.col), Cell: columnName(ref.col) + strconv.Itoa(n)})
			r.b.Write(strings.ReplaceAll(v, "\r\n", "\n"), n, source.Transcoded)
		}
		c.End = int32(r.b.Len())
		r.b.Cell(c)
	}
}

// hiddenCol notes a hidden column where its first words would stand.
func (r *bookReader) hiddenCol(col int, v string) {
	if v == "" || r.seen[col] {
		return
	}
	r.seen[col] = true
	r.b.Note(source.NoteHidden, columnName(col)+"列 "+v)
}

// columnName returns the letters of column n: A for 1.
func columnName(n int) string {
	var b [8]byte
	i := len(b)
	for ; n > 0 && i > 0; n = (n - 1) / 26 {
		i--
		b[i] = byte('A' + (n-1)%26)
	}
	return string(b[i:])
}
