package intake

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"zhenggai/golden"
)

// TestPDF reads one report printed by two programs, with different lines, page
// breaks and fonts. The paragraphs must be the same, and the list numbers that
// LibreOffice printed those that we compute from its .docx.
func TestPDF(t *testing.T) {
	t.Parallel()
	docx, err := os.ReadFile("testdata/docx/libreoffice.docx")
	if err != nil {
		t.Fatal(err)
	}
	want := squeeze(read(t, "a.docx", docx).Text.String())
	for _, name := range []string{"libreoffice", "chromium"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b, err := os.ReadFile(filepath.Join("testdata/pdf", name+".pdf"))
			if err != nil {
				t.Fatal(err)
			}
			f := read(t, name+".pdf", b)
			if got := squeeze(f.Text.String()); got != want {
				t.Errorf("the PDF and the .docx differ:\n%s\n%s", got, want)
			}
			golden.Check(t, "testdata/pdf/"+name+".txt", []byte(f.Text.String()+"\n"))
			off := int32(strings.Index(f.Text.String(), "选人用人"))
			if p := f.Text.Place(off); p.Page < 2 || p.Para < 20 {
				t.Errorf("place %+v", p)
			}
			if o := f.Text.Origin(off); o.Part != fmt.Sprintf("page %d", f.Text.Place(off).Page) {
				t.Errorf("origin %+v", o)
			}
		})
	}
}

// tinyPDF is a PDF of empty pages, as a scan is but for its pictures.
func tinyPDF(pages int) []byte {
	var sb strings.Builder
	sb.WriteString("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count " + fmt.Sprint(pages) + "/Kids[")
	for range pages {
		sb.WriteString("3 0 R ")
	}
	sb.WriteString("]>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R/Size 4>>\n%%EOF\n")
	return []byte(sb.String())
}

func TestPDFErrors(t *testing.T) {
	t.Parallel()
	whole, err := os.ReadFile("testdata/pdf/libreoffice.pdf")
	if err != nil {
		t.Fatal(err)
	}
	locked, err := os.ReadFile("testdata/pdf-locked.pdf")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name string
		b    []byte
		want Cause
	}{
		{"scan", tinyPDF(3), Scan},
		{"too many pages", tinyPDF(maxPages + 1), TooManyPage},
		{"locked", locked, Locked},
		{"cut in half", whole[:len(whole)/2], DamagedPDF},
		{"garbage", []byte("%PDF-1.7\n" + strings.Repeat("garbage ", 200) + "%%EOF"), DamagedPDF},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			_, err := Read(context.Background(), "a.pdf", c.b)
			if !errors.Is(err, c.want) {
				t.Errorf("got %v, want %s", err, c.want)
			}
			sentence(t, err)
		})
	}
}

func TestPDFStopped(t *testing.T) { // alone, so that it is the reading that is stopped, not the wait for it
	b, err := os.ReadFile("testdata/pdf/chromium.pdf")
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range []time.Duration{0, 5, 20, 60} {
		ctx, cancel := context.WithTimeout(context.Background(), d*time.Millisecond)
		if _, err := Read(ctx, "a.pdf", b); err != nil && !errors.Is(err, TooSlow) && !errors.Is(err, Cancelled) {
			t.Errorf("after %v ms: %v", d, err)
		}
		cancel()
	}
	read(t, "a.pdf", b) // the engine goes on with the next file
}

// FuzzPDF only looks for panics and errors without a sentence; it is slow.
func FuzzPDF(f *testing.F) {
	f.Add(tinyPDF(1))
	f.Fuzz(func(t *testing.T, b []byte) {
		if len(b) > 64<<10 {
			return
		}
		b = append([]byte("%PDF-1.4\n"), b...)
		if _, err := Read(context.Background(), "a.pdf", b); err != nil {
			sentence(t, err)
		}
	})
}
