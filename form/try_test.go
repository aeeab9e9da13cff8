package form_test

import (
	"bytes"
	"fmt"
	"testing"

	"zhenggai/form"
	"zhenggai/intake"
	"zhenggai/ledger/draft"
	"zhenggai/report"
	"zhenggai/zh"
)

func TestTry(t *testing.T) {
	for _, key := range []string{"reconcile", "approval", "extension", "urge", "remind"} {
		doc, err := form.Make(draftOf(invented(), form.Named(key)))
		if err != nil {
			t.Fatal(err)
		}
		for name, write := range faces(doc) {
			if name == "通报.html" {
				continue
			}
			var b bytes.Buffer
			write(&b)
			f, err := intake.Read(t.Context(), name, b.Bytes())
			if err != nil {
				t.Fatal(err)
			}
			o := new(report.Reader).Read(f.Text)
			d := draft.New(o, draft.Paper{Kind: draft.KindOf(o), Feedback: zh.D(2026, 5, 12)})
			fmt.Println("=====", key, name, d.Kind, o.Head.Kind)
			fmt.Println(f.Text.String())
			for _, x := range d.Findings {
				x.Sources = nil
				fmt.Printf("%+v\n", x.Finding)
				for _, m := range x.Measures {
					fmt.Println("  M", m.Text, m.Due)
				}
			}
			fmt.Println(d.Problems)
		}
	}
}
