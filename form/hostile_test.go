package form_test

import (
	"bytes"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode"

	"zhenggai/form"
	"zhenggai/intake"
	"zhenggai/ledger/draft"
	"zhenggai/paper"
	"zhenggai/paper/papertest"
	"zhenggai/paper/pdf"
)

// hostile is text that has broken writers of documents.
const hostile = "\x00\x07\x1b\x7f\u0085\u00ad\u2028\ufffe\ufeff\xff\xed\xa0\x80\r\n\t</w:t>]]><!--&lt;&#0;<script>\"'_x0041_%s${x}=HYPERLINK(\"x\")\n+1\n@SUM(A1)＝1" +
	"𠮷\U0002A6D6\U000323AF㐀龦\ue5e5🙂👩‍👩‍👧é́，。）》；：？！עברית\u202eالعربية\u2066"

// starts are what a value begins with: in a cell, some would be a formula.
var starts = []string{"", "=1+1", "+1", "-1", "@SUM(A1)", "＝1", "\t=2", " =3"}

// words that stand for one of a closed list, by type and field.
var closedWords = map[string]bool{"Money.Event": true, "Notice.Colour": true, "Regulation.Event": true, "Inspection.Kind": true, "Verdict.Step": true, "Step.Key": true, "Source.Field": true, "Accountability.Form": true}

// passage takes out of hostile text what parts a passage: braces are fields, and lines
// are items.
var passage = strings.NewReplacer("{", "", "}", "", "\r", "", "\n", "")

// A spoiler puts hostile text into every text of a value.
type spoiler struct {
	seen   map[any]bool
	fields map[string]string // what was put, by its mark, and where
	values map[string]string
}

// put returns hostile text with a mark of its own.
func (s *spoiler) put(field string, long bool) string {
	n := len(s.values)
	mark := fmt.Sprintf("甲%d丙", n)
	v := starts[n%len(starts)] + mark + hostile
	if long {
		v += strings.Repeat("一个很长的单元格，", 1111) // 10,000 characters
	}
	v += fmt.Sprintf("%d乙", n)
	s.values[mark], s.fields[mark] = v, field
	return v
}

// spoil walks a value.
func (s *spoiler) spoil(v reflect.Value, field string) {
	switch v.Kind() {
	case reflect.Pointer:
		if v.IsNil() || s.seen[v.Interface()] {
			return
		}
		s.seen[v.Interface()] = true
		s.spoil(v.Elem(), field)
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() {
				s.spoil(v.Field(i), v.Type().Name()+"."+f.Name)
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			s.spoil(v.Index(i), field)
		}
	case reflect.Map:
		for _, k := range v.MapKeys() {
			e := reflect.New(v.Type().Elem()).Elem()
			e.Set(v.MapIndex(k))
			s.spoil(e, field)
			v.SetMapIndex(k, e)
		}
	case reflect.String:
		if v.Type() == reflect.TypeFor[string]() && !closedWords[field] {
			v.SetString(s.put(field, strings.HasSuffix(field, "Measure.Text") && !slices.Contains(slices.Collect(maps.Values(s.fields)), field)))
		}
	}
}

// TestHostile puts hostile text into every text of a ledger and every passage of a form,
// and holds that all of it is in every file of every form: what has no glyph is named.
func TestHostile(t *testing.T) {
	t.Parallel()
	a := invented()
	a.Book.Chain = slices.Clone(a.Book.Chain) // it is one of all books
	for _, c := range a.Cases {
		for _, x := range c.Submissions {
			x.Chain = slices.Clone(x.Chain)
		}
	}
	s := &spoiler{seen: map[any]bool{}, fields: map[string]string{}, values: map[string]string{}}
	s.spoil(reflect.ValueOf(a), "")
	a.Mappings = []draft.Mapping{{Columns: map[string]draft.Field{s.put("column", false): draft.FieldFinding, s.put("column", false): draft.FieldMeasures, s.put("column", false): draft.FieldNote, s.put("column", false): draft.FieldCategory}}}
	passages := form.Narrative{}
	for i := range form.Forms {
		for _, p := range form.Forms[i].Passages {
			if _, ok := passages[p.Key]; !ok && p.Key != "mapping" {
				name := ""
				if p.Key == "contact" { // it is parted into what it is and the rest
					name = "联系电话："
				}
				passages[p.Key] = name + passage.Replace(s.put("passage "+p.Key, false))
			}
		}
	}
	number := s.put("number", false)
	printed := map[string]bool{}
	for i := range form.Forms {
		f := &form.Forms[i]
		for _, own := range []bool{true, false} { // the passages of the form, and those that people write
			d := form.Draft{Account: a, Form: f, Subject: subject(a, f), Number: number}
			if !own {
				d.Narrative = form.Narrative{}
				for _, p := range f.Passages {
					if v, ok := passages[p.Key]; ok {
						d.Narrative[p.Key] = v
					}
				}
			}
			doc, err := form.Make(d)
			if err != nil {
				t.Fatalf("%s: %v", f.Key, err)
			}
			for _, mark := range s.unharmed(t, f.Key, doc) {
				printed[s.fields[mark]] = true
			}
			if own || len(f.Passages) > 1 {
				t.Run(fmt.Sprint(f.Key, own), func(t *testing.T) {
					t.Parallel()
					for _, format := range f.Formats {
						unharmedFile(t, format, doc)
					}
				})
			}
		}
	}
	const least = 45
	if len(printed) < least {
		t.Errorf("only %d fields are printed by any form: %v", len(printed), printed)
	}
}

// barely returns words as readers see them, whatever parts lines and cells.
func barely(s string) string { return papertest.Bare(paper.Clean(s)) }

// unharmed holds that each value of which a paper says something is said whole, and
// returns their marks.
func (s *spoiler) unharmed(t *testing.T, key string, doc paper.Document) (marks []string) {
	t.Helper()
	said := papertest.Said(doc)
	for mark, v := range s.values {
		if !strings.Contains(said, mark) {
			continue
		}
		marks = append(marks, mark)
		if strings.HasPrefix(s.fields[mark], "passage") {
			v = passage.Replace(v)
		}
		if whole := barely(v); !strings.Contains(said, whole) {
			t.Errorf("%s harms %s: %q is not in it", key, s.fields[mark], whole[:min(len(whole), 300)])
		}
	}
	return marks
}

// unharmedFile holds that a file has all words of a paper.
func unharmedFile(t *testing.T, format form.Format, doc paper.Document) {
	t.Helper()
	var b bytes.Buffer
	if format == form.PDF {
		unharmedPDF(t, doc)
		return
	}
	if err := files[format](&b, doc); err != nil {
		t.Fatalf(".%s: %v", format, err)
	}
	f, err := intake.Read(t.Context(), "a", b.Bytes())
	if err != nil {
		t.Fatalf(".%s: %v", format, err)
	}
	got, want := papertest.Bare(f.Text.String()), papertest.Said(doc)
	switch format {
	case form.Xlsx:
		want = cellWords(doc, true)
	case form.CSV:
		want = cellWords(doc, false)
	}
	if got != want {
		i := 0
		for i < min(len(got), len(want)) && got[i] == want[i] {
			i++
		}
		t.Errorf(".%s reads …%.120q, want …%.120q", format, got[max(i-20, 0):], want[max(i-20, 0):])
	}
}

// cellWords are the words of the tables of a paper as sheets show them: numbers without
// the commas of paper, and in .csv dates as computers sort them.
func cellWords(doc paper.Document, titled bool) string {
	var sb strings.Builder
	for _, s := range doc.Sheets() {
		if titled {
			sb.WriteString(paper.Clean(s.Title))
		}
		for _, r := range slices.Concat(s.Table.HeadRows(), s.Table.Rows) {
			for _, c := range r.Cells {
				switch {
				case c.Kind == paper.Money && !titled:
					sb.WriteString(c.Number.Fixed())
				case c.Kind == paper.Date && !titled:
					sb.WriteString(c.Date.String())
				default:
					sb.WriteString(c.String())
				}
			}
		}
	}
	return papertest.Bare(sb.String())
}

// unharmedPDF holds that a PDF has every character of a paper that has a shape, can be
// read, and that who has it made is told what could not be drawn. Where a row goes on
// over pages its cells take turns, so the characters are counted.
func unharmedPDF(t *testing.T, doc paper.Document) {
	t.Helper()
	var b bytes.Buffer
	missing, err := pdf.Write(&b, doc, paper.Profile{})
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range "🙂👩עة" {
		if !slices.Contains(missing, r) {
			t.Errorf(".pdf: nobody is told that there is no %c", r)
		}
	}
	pages, err := printedPages(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	count := map[rune]int{}
	for _, l := range pages {
		for _, d := range l.words {
			if !d.Artifact {
				for _, r := range papertest.Bare(d.Words) {
					count[r]++
				}
			}
		}
	}
	for _, r := range papertest.Said(doc) {
		count[r]--
	}
	for r, n := range count {
		if n != 0 && !unicode.Is(unicode.Cf, r) && r != 0xFFFC {
			t.Errorf(".pdf: %q stands there %+d times too often", r, n)
		}
	}
	if _, err := intake.Read(t.Context(), "a.pdf", b.Bytes()); err != nil {
		t.Errorf(".pdf: %v", err)
	}
}
