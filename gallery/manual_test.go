package gallery

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// manual is where the manual of the pages is.
const manual = "../doc/manual"

// linked finds what a page of Markdown links to or shows.
var linked = regexp.MustCompile(`!?\[[^]]*\]\(([^)#\s]+)[^)]*\)`)

// TestManual: what a page of the manual links to or shows is there, both languages have
// the same pages, the list of each names all of them, and no picture is left over.
func TestManual(t *testing.T) {
	t.Parallel()
	shown := map[string]bool{}
	pages := map[string][]string{}
	for _, lang := range []string{"zh", "en"} {
		all, err := filepath.Glob(filepath.Join(manual, lang, "*.md"))
		if err != nil || len(all) == 0 {
			t.Fatalf("no pages in %s: %v", lang, err)
		}
		for _, page := range all {
			pages[lang] = append(pages[lang], filepath.Base(page))
			for _, to := range links(t, page) {
				shown[to] = true
				if strings.HasSuffix(to, ".png") && !strings.HasSuffix(to, "."+lang+".png") {
					t.Errorf("%s shows %s, which is in the other language", page, to)
				}
			}
		}
		list := links(t, filepath.Join(manual, lang, "README.md"))
		for _, page := range all {
			if filepath.Base(page) != "README.md" && !slices.Contains(list, page) {
				t.Errorf("the list of %s has no %s", lang, page)
			}
		}
	}
	if !slices.Equal(pages["zh"], pages["en"]) {
		t.Errorf("zh has %s, en has %s", pages["zh"], pages["en"])
	}
	pictures, err := fs.Glob(os.DirFS(manual), "image/*")
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range pictures {
		if !shown[filepath.Join(manual, p)] {
			t.Errorf("%s is on no page", p)
		}
	}
	for _, page := range []string{"../README.md", "../README.zh-CN.md"} {
		links(t, page)
	}
}

// links returns the files that a page links to, which have to exist.
func links(t *testing.T, page string) (all []string) {
	t.Helper()
	text, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range linked.FindAllStringSubmatch(string(text), -1) {
		if strings.Contains(m[1], "://") {
			continue
		}
		to := filepath.Join(filepath.Dir(page), m[1])
		if _, err := os.Stat(to); err != nil {
			t.Errorf("%s links to %s, which is not there", page, m[1])
		}
		all = append(all, to)
	}
	return all
}
