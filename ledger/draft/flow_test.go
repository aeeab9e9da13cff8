package draft_test

import (
	"bytes"
	"encoding/json"
	"testing"

	"zhenggai/golden"
)

// TestOneInspection imports feedback, plan and public report of one inspection: one
// tree grows, and each dry run is a golden file.
func TestOneInspection(t *testing.T) {
	t.Parallel()
	s := newShelf(t)
	for _, name := range []string{"feedback", "plan", "public"} {
		d := s.read(paper(t, name+".txt"), "")
		if string(d.Kind) != name {
			t.Fatalf("%s is read as %s", name, d.Kind)
		}
		p, _ := s.take(d)
		for _, lang := range []string{"zh", "en"} {
			golden.Check(t, "testdata/golden/"+name+"."+lang+".txt", []byte(p.View(lang).String()))
		}
		golden.Check(t, "testdata/golden/"+name+".json", indented(t, p.View("zh")))
		s.sound()
	}
}

func indented(t *testing.T, v any) []byte {
	t.Helper()
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	if err := enc.Encode(v); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
