package form_test

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"zhenggai/form"
	"zhenggai/golden"
	"zhenggai/paper"
)

// A shown is how a format of a form is shown to who reviews a change: as text, for a
// file that is packed is read by nobody.
var shown = map[form.Format]struct {
	ext string
	of  func(*testing.T, []byte) string
}{
	form.HTML: {".html", func(_ *testing.T, b []byte) string { return string(b) }},
	form.CSV:  {".csv", func(_ *testing.T, b []byte) string { return string(b) }},
	form.Docx: {".docx.txt", wordText},
	form.Xlsx: {".xlsx.txt", sheetText},
	form.PDF: {".pdf.txt", func(t *testing.T, b []byte) string {
		s, err := layout(b)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}},
}

// TestForms makes each form of an invented ledger and compares it in each format.
func TestForms(t *testing.T) {
	t.Parallel()
	for i := range form.Forms {
		f := &form.Forms[i]
		t.Run(f.Key, func(t *testing.T) {
			t.Parallel()
			doc, err := form.Make(draftOf(invented(), f))
			if err != nil {
				t.Fatal(err)
			}
			for _, format := range f.Formats {
				var b bytes.Buffer
				if format == form.HTML {
					err = paper.HTML(&b, doc) // what stands in the page of every face
				} else {
					err = files[format](&b, doc)
				}
				if err != nil {
					t.Fatalf("%s: %v", format, err)
				}
				s, ok := shown[format]
				if !ok {
					t.Fatalf("nobody can review the format %s", format)
				}
				golden.Check(t, "testdata/"+f.Key+s.ext, []byte(s.of(t, b.Bytes())))
			}
		})
	}
}

// part returns a part of a packed file.
func part(t *testing.T, b []byte, name string) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := z.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	all, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// A tag is an element of a part.
type tag struct {
	name string
	at   []xml.Attr
	kids []tag
	text string
}

// tagged reads a part.
func tagged(t *testing.T, b []byte) tag {
	t.Helper()
	stack := []tag{{}}
	d := xml.NewDecoder(bytes.NewReader(b))
	for {
		tok, err := d.Token()
		if err == io.EOF {
			return stack[0].kids[0]
		} else if err != nil {
			t.Fatal(err)
		}
		switch tok := tok.(type) {
		case xml.StartElement:
			stack = append(stack, tag{name: tok.Name.Local, at: slices.Clone(tok.Attr)})
		case xml.CharData:
			stack[len(stack)-1].text += string(tok)
		case xml.EndElement:
			n := len(stack) - 1
			stack[n-1].kids = append(stack[n-1].kids, stack[n])
			stack = stack[:n]
		}
	}
}

func (g tag) kid(name string) tag {
	for _, k := range g.kids {
		if k.name == name {
			return k
		}
	}
	return tag{}
}

func (g tag) attr(name string) string {
	for _, a := range g.at {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// brief writes an element with what it has, in one line.
func (g tag) brief() string {
	var sb strings.Builder
	sb.WriteString(g.name)
	switch {
	case len(g.at) == 1 && g.at[0].Name.Local == "val":
		sb.WriteString("=" + g.at[0].Value)
	case len(g.at) > 0:
		for i, a := range g.at {
			sb.WriteString([]string{"(", " "}[min(i, 1)] + a.Name.Local + "=" + a.Value)
		}
		sb.WriteString(")")
	}
	return sb.String()
}

// briefs writes what a kid of an element has.
func (g tag) briefs(kid string, but ...string) string {
	var all []string
	for _, k := range g.kid(kid).kids {
		if !slices.Contains(but, k.name) {
			all = append(all, k.brief())
		}
	}
	return strings.Join(all, " ")
}

// wordText shows the text of a Word document: a line for each paragraph with its
// style, the cells of tables with what they cover, and the section.
func wordText(t *testing.T, b []byte) string {
	var sb strings.Builder
	for _, k := range tagged(t, part(t, b, "word/document.xml")).kid("body").kids {
		showWord(&sb, k, "")
	}
	return sb.String()
}

func showWord(sb *strings.Builder, g tag, in string) {
	switch g.name {
	case "p":
		fmt.Fprintf(sb, "%s%s │ ", in, strings.TrimPrefix(g.briefs("pPr", "sectPr"), "pStyle="))
		for _, r := range g.kids {
			showRun(sb, r)
		}
		sb.WriteString("\n")
		if s := g.kid("pPr").kid("sectPr"); s.name != "" {
			showWord(sb, s, in)
		}
	case "tbl":
		fmt.Fprintf(sb, "%stable %s\n", in, g.briefs("tblGrid"))
		for _, r := range g.kids {
			if r.name != "tr" {
				continue
			}
			fmt.Fprintf(sb, "%s row %s\n", in, r.briefs("trPr"))
			for _, c := range r.kids {
				if c.name != "tc" {
					continue
				}
				if over := c.briefs("tcPr", "tcW", "vAlign"); over != "" {
					fmt.Fprintf(sb, "%s  over %s\n", in, over)
				}
				for _, p := range c.kids {
					showWord(sb, p, in+"  ")
				}
			}
		}
	case "sectPr":
		fmt.Fprintf(sb, "%ssection", in)
		for _, k := range g.kids {
			sb.WriteString(" " + k.brief())
		}
		sb.WriteString("\n")
	}
}

func showRun(sb *strings.Builder, r tag) {
	switch r.name {
	case "r":
		if p := r.briefs("rPr"); p != "" {
			sb.WriteString("{" + p + "}")
		}
		for _, k := range r.kids {
			switch k.name {
			case "t", "instrText":
				sb.WriteString(k.text)
			case "rPr":
			default:
				sb.WriteString("<" + k.brief() + ">")
			}
		}
	case "pPr":
	default: // a field, a place with a name
		sb.WriteString("<" + r.brief() + ">")
		for _, k := range r.kids {
			showRun(sb, k)
		}
	}
}

// sheetText shows the first sheet of a workbook: its widths, what stays in view and
// what is merged, and a line for each row with the style of each cell.
func sheetText(t *testing.T, b []byte) string {
	var sb strings.Builder
	for _, k := range tagged(t, part(t, b, "xl/worksheets/sheet1.xml")).kids {
		switch k.name {
		case "sheetData":
			for _, r := range k.kids {
				fmt.Fprintf(&sb, "row %s %s\n", r.attr("r"), r.attr("ht"))
				for _, c := range r.kids {
					words := c.kid("v").text
					for _, p := range c.kid("is").kids {
						words += p.text + p.kid("t").text
					}
					if words = strings.TrimSpace(words); words != "" {
						fmt.Fprintf(&sb, "  %-4s s%s %s│ %s\n", c.attr("r"), c.attr("s"), c.attr("t"), strings.ReplaceAll(words, "\n", "⏎"))
					}
				}
			}
		case "cols", "mergeCells", "sheetViews":
			fmt.Fprintf(&sb, "%s", k.name)
			for _, x := range k.kids {
				sb.WriteString(" " + x.brief())
				for _, y := range x.kids {
					sb.WriteString(" " + y.brief())
				}
			}
			sb.WriteString("\n")
		case "pageMargins", "pageSetup", "headerFooter", "printOptions":
			fmt.Fprintf(&sb, "%s\n", k.brief())
		}
	}
	return sb.String()
}
