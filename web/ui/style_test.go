package ui

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestStyleIsUsed: a class of our own style sheet is named by some template, page or
// script; else it is of something that is no longer there.
func TestStyleIsUsed(t *testing.T) {
	t.Parallel()
	css, err := os.ReadFile("asset/zhenggai.css")
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	err = filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasSuffix(path, "_templ.go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		if name := filepath.Base(path); strings.HasSuffix(name, ".templ") || strings.HasSuffix(name, ".go") || strings.HasSuffix(name, ".js") && !strings.HasSuffix(name, ".min.js") {
			b, err := os.ReadFile(path)
			all.Write(b)
			return err
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	text, named := all.String(), map[string]bool{}
	for _, name := range regexp.MustCompile(`z-[a-z0-9-]+`).FindAllString(text, -1) {
		named[name] = true
	}
	for _, name := range strings.Fields("done now next back aspect problem point") { // stations and levels: "z-" + what they are
		named["z-"+name] = true
	}
	for _, name := range regexp.MustCompile(`\.(z-[a-z0-9-]+)`).FindAllStringSubmatch(string(css), -1) {
		class := name[1]
		if named[class] {
			continue
		}
		begins := false // of a name that is put together: "z-state-" + key
		for i := strings.LastIndexByte(class, '-'); i > 1; i = strings.LastIndexByte(class[:i], '-') {
			begins = begins || strings.Contains(text, `"`+class[:i+1]+`"`)
		}
		if !begins {
			t.Errorf("nothing is of the class %s", class)
		}
	}
}
