package form_test

import (
	"bytes"
	"testing"

	"zhenggai/form"
	"zhenggai/intake"
	"zhenggai/lint"
	"zhenggai/lint/rules"
	"zhenggai/paper"
	"zhenggai/report"
)

// TestChecked runs the checker over the public report that is made of the invented
// ledger: it finds no error.
func TestChecked(t *testing.T) {
	t.Parallel()
	doc, err := form.Make(form.Draft{Account: invented(), Form: form.Named("public")})
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := paper.Docx(&b, doc, paper.Profile{}); err != nil {
		t.Fatal(err)
	}
	f, err := intake.Read(t.Context(), "通报.docx", b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	o := new(report.Reader).Read(f.Text)
	for _, x := range lint.NewChecker(rules.All(), lint.Config{}).Check(o) {
		if x.Severity >= lint.Error {
			t.Errorf("%s: %s", x.Rule.ID, x.Message("zh"))
		}
	}
}
