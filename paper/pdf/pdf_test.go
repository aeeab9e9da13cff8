package pdf_test

import (
	"bytes"
	"io"
	"testing"

	"zhenggai/paper"
	"zhenggai/paper/papertest"
	"zhenggai/paper/pdf"
)

// write prints a paper and fails the test where that fails.
func write(t testing.TB, d paper.Document) ([]byte, []rune) {
	t.Helper()
	var b bytes.Buffer
	missing, err := pdf.Write(&b, d, paper.Profile{})
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes(), missing
}

func TestSameBytes(t *testing.T) {
	t.Parallel()
	for name, d := range papertest.Samples() {
		a, missing := write(t, d)
		b, _ := write(t, d)
		if !bytes.Equal(a, b) {
			t.Errorf("%s: two prints differ", name)
		}
		if len(missing) > 0 {
			t.Errorf("%s: no glyphs for %q", name, missing)
		}
	}
}

func BenchmarkPDF(b *testing.B) {
	d := papertest.Report(40)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := pdf.Write(io.Discard, d, paper.Profile{}); err != nil {
			b.Fatal(err)
		}
	}
}
