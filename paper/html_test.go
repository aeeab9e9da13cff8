package paper_test

import (
	"bytes"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"zhenggai/golden"
	"zhenggai/paper"
	"zhenggai/paper/papertest"
)

func TestHTMLGolden(t *testing.T) {
	t.Parallel()
	for name, d := range papertest.Samples() {
		var b bytes.Buffer
		if err := paper.HTML(&b, d); err != nil {
			t.Fatal(err)
		}
		golden.Check(t, "testdata/"+name+".html", b.Bytes())
		if !bytes.Contains(page(t, d), b.Bytes()) {
			t.Errorf("%s: the page is not the fragment with a head", name)
		}
	}
}

// tame reports what in a fragment could run or carry a style, or an element
// that this package does not write.
func tame(t fataler, fragment string) {
	t.Helper()
	z := html.NewTokenizer(strings.NewReader(fragment))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return
		case html.StartTagToken, html.SelfClosingTagToken:
			tok := z.Token()
			if !strings.Contains(" article div p h1 h2 h3 h4 h5 b br hr span data time table caption thead tbody tr th td svg title path ", " "+tok.Data+" ") {
				t.Fatalf("element %s in %q", tok.Data, fragment)
			}
			for _, a := range tok.Attr {
				if !strings.Contains(" class data-field value datetime scope rowspan colspan viewbox width height role d ", " "+a.Key+" ") {
					t.Fatalf("attribute %s in %q", a.Key, fragment)
				}
			}
		case html.CommentToken, html.DoctypeToken:
			t.Fatalf("a comment in %q", fragment)
		}
	}
}

// TestStyled holds that every class has a rule, and that every rule is for a class.
func TestStyled(t *testing.T) {
	t.Parallel()
	used := map[string]bool{}
	for _, d := range papertest.Samples() {
		d.Code = paper.Code{Rows: []string{"#"}}
		d.Body = append(d.Body, paper.Paragraph{Align: paper.Left}, paper.Paragraph{Align: paper.Center}, paper.Paragraph{Align: paper.Right},
			paper.Heading{Level: 1, Text: "一", Rest: paper.Plain("级")})
		var b bytes.Buffer
		if err := paper.HTML(&b, d); err != nil {
			t.Fatal(err)
		}
		tame(t, b.String())
		for s := range strings.SplitSeq(b.String(), `class="`) {
			classes, _, _ := strings.Cut(s, `"`)
			for _, c := range strings.Fields(classes) {
				if strings.HasPrefix(c, "paper") {
					used["."+c] = true
				}
			}
		}
	}
	// These need no look of their own: they say what a part is.
	plain := map[string]bool{".paper-copy": true, ".paper-to": true, ".paper-field": true, ".paper-wide": true, ".paper-level3": true, ".paper-level4": true}
	for c := range used {
		if !plain[c] && !strings.Contains(paper.Style, c) {
			t.Errorf("%s has no rule", c)
		}
	}
	for _, f := range strings.FieldsFunc(paper.Style, func(r rune) bool { return !(r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '-' || r == '.') }) {
		if i := strings.Index(f, ".paper"); i >= 0 && !used[f[i:]] {
			t.Errorf("%s is styled and not used", f)
		}
	}
}
