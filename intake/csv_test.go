package intake

import (
	"strings"
	"testing"
)

// TestCSV reads tables of comma-separated values; what is none is plain text.
func TestCSV(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, text, want string }{
		{"a table", "序号,反馈问题,整改措施\n1,账目不清,清账\n", "序号│反馈问题│整改措施\n1│账目不清│清账"},
		{"of a spreadsheet", "\uFEFF序号,反馈问题,整改措施\r\n1,\"账目,不清\",\"一是清账；\r\n二是\"\"查\"\"账\"\r\n", "序号│反馈问题│整改措施\n1│账目,不清│一是清账；\n二是\"查\"账"},
		{"only quotes", "序号,问题,备注\n1,\"\"\"\"\"\",\"甲\"\"\"\n", "序号│问题│备注\n1│\"\"│甲\""},
		{"empty fields", "序号,问题,备注\n1,,\n,甲,乙\n,,\n", "序号│问题│备注\n1\n│甲│乙"},
		{"disarmed formulas", "序号,问题,备注\n1,\"'=1+1\",'甲\n2,\"'　＋乙\",-3\n", "序号│问题│备注\n1│=1+1│'甲\n2│　＋乙│-3"},
		{"no line end behind the last", "a,b,c\n1,2,3", "a│b│c\n1│2│3"},
		{"two columns are prose", "甲,乙\n丙,丁\n", "甲,乙\n丙,丁\n"},
		{"other fields are prose", "甲,乙,丙\n丁,戊\n", "甲,乙,丙\n丁,戊\n"},
		{"one line is prose", "甲,乙,丙\n", "甲,乙,丙\n"},
		{"an open quote is prose", "甲,乙,丙\n\"丁,戊,己\n", "甲,乙,丙\n\"丁,戊,己\n"},
		{"a quote within is prose", "甲,乙,丙\n丁\"x\",戊,己\n", "甲,乙,丙\n丁\"x\",戊,己\n"},
	} {
		f := read(t, "a.csv", []byte(c.text))
		if f.Text.String() != c.want {
			t.Errorf("%s: %q, want %q", c.name, f.Text.String(), c.want)
		}
		if table := len(f.Text.Cells()) > 0; table != (f.Format == CSV) || table == strings.Contains(c.name, "prose") {
			t.Errorf("%s: %s with %d cells", c.name, f.Format, len(f.Text.Cells()))
		}
		for _, x := range f.Text.Cells() {
			words, o := f.Text.Slice(x.Span), f.Text.Origin(x.Start)
			if first, _, _ := strings.Cut(words, "\n"); !strings.Contains(first, "\"") && !strings.HasPrefix(c.text[o.Off:], first) {
				t.Errorf("%s: %q is led back to %q", c.name, words, c.text[o.Off:])
			}
		}
	}
	f := read(t, "a.csv", gb(t, "序号,反馈问题,整改措施\n1,账目不清,清账\n"))
	if f.Encoding != "gb18030" || f.Format != CSV || f.Text.Slice(f.Text.Cells()[4].Span) != "账目不清" {
		t.Errorf("%s as %s: %s", f.Format, f.Encoding, f.Text)
	}
	if p := f.Text.Place(f.Text.Cells()[4].Start); p.Cell != "B2" {
		t.Errorf("it is at %+v", p)
	}
}
