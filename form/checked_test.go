package form_test

import (
	"bytes"
	"testing"

	"zhenggai/form"
	"zhenggai/intake"
	"zhenggai/lint"
	"zhenggai/lint/rules"
	"zhenggai/report"
)

// TestChecked runs the checker over the public report that is made of each ledger, in
// each format: it finds no error, and the same in all of them.
func TestChecked(t *testing.T) {
	t.Parallel()
	f := form.Named("public")
	for n, a := range ledgers(t) {
		doc, err := form.Make(form.Draft{Account: a, Form: f})
		if err != nil {
			t.Fatal(err)
		}
		found := map[string]form.Format{}
		for _, format := range f.Formats {
			var b bytes.Buffer
			if err := files[format](&b, doc); err != nil {
				t.Fatal(err)
			}
			file, err := intake.Read(t.Context(), "通报", b.Bytes())
			if err != nil {
				t.Fatal(err)
			}
			said := ""
			for _, x := range lint.NewChecker(rules.All(), lint.Config{}).Check(report.Read(file.Text)) {
				said += x.Rule.ID + " " + x.Message("zh") + "\n"
				if x.Severity >= lint.Error {
					t.Errorf("ledger %d as .%s: %s: %s", n, format, x.Rule.ID, x.Message("zh"))
				}
			}
			found[said] = format
		}
		if len(found) != 1 {
			t.Errorf("ledger %d: what is found differs: %v", n, found)
		}
	}
}
