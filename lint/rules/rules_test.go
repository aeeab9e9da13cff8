package rules

import (
	"fmt"
	"io/fs"
	"os"
	"regexp"
	"strings"
	"testing"

	"zhenggai/lint/linttest"
)

// TestRules runs the cases and the page of each rule.
func TestRules(t *testing.T) {
	t.Parallel()
	for _, r := range All() {
		t.Run(r.ID, func(t *testing.T) {
			t.Parallel()
			linttest.Run(t, r, "testdata")
		})
	}
}

// TestPages holds that each rule has a page with the six headings, and each page
// and case folder its rule.
func TestPages(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, r := range All() {
		if seen[r.ID] || !regexp.MustCompile(`^[NDAMWSCPL]\d\d$`).MatchString(r.ID) {
			t.Errorf("ID %q is doubled or malformed", r.ID)
		}
		seen[r.ID] = true
		if r.Name == "" || r.Title.ZH == "" || r.Title.EN == "" || r.Severity == 0 {
			t.Errorf("%s lacks name, title or severity", r.ID)
		}
		if !strings.HasPrefix(r.Page, "# "+r.ID+" "+r.Title.ZH+"\n") {
			t.Errorf("%s: its page must begin with %q", r.ID, "# "+r.ID+" "+r.Title.ZH)
		}
		at := 0
		for _, h := range []string{"检查什么", "为什么", "依据", "反例", "正例", "如何整改"} {
			k := strings.Index(r.Page[at:], "\n## "+h+"\n")
			if k < 0 {
				t.Errorf("%s: page lacks the heading %s in its place", r.ID, h)
				continue
			}
			at += k
		}
		for _, w := range []string{"虚假", "造假", "伪造"} {
			if strings.Contains(r.Title.ZH, w) {
				t.Errorf("%s accuses: %s", r.ID, r.Title.ZH)
			}
		}
	}
	files, err := fs.Glob(pages, "page/*.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if id := strings.TrimSuffix(strings.TrimPrefix(f, "page/"), ".md"); !seen[id] {
			t.Errorf("page %s has no rule in its family's list", id)
		}
	}
	dirs, err := os.ReadDir("testdata")
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range dirs {
		if d.IsDir() && !seen[d.Name()] {
			t.Errorf("testdata/%s has no rule", d.Name())
		}
	}
}

// TestIDs holds that the IDs of each family run without a gap, but for those that
// are kept free with a reason.
func TestIDs(t *testing.T) {
	t.Parallel()
	next := map[string]int{}
	for _, r := range All() {
		next[r.ID[:1]] = max(next[r.ID[:1]], int(r.ID[1]-'0')*10+int(r.ID[2]-'0'))
	}
	for _, f := range Families {
		for n := 1; n <= next[f.Letter]; n++ {
			id := fmt.Sprintf("%s%02d", f.Letter, n)
			if _, free := unborn[id]; (Find(id) == nil) != free {
				t.Errorf("%s: a rule bears it: %v; kept free: %v", id, Find(id) != nil, free)
			}
		}
	}
}
