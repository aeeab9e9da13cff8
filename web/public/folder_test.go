package public

import (
	"bytes"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"zhenggai/fault"
)

var links = regexp.MustCompile(`(?:href|src|action)="([^"]*)"`)

// TestFolder: the pages are written as files; every link in them leads to a file; a second
// run writes nothing, and the files are those that the manifest and the book say.
func TestFolder(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	files, err := Files(t.Context(), s.state(), "https://zg.example/open")
	if err != nil {
		t.Fatal(err)
	}
	folder := filepath.Join(t.TempDir(), "site")
	wrote, _, err := WriteFolder(folder, files)
	if err != nil || wrote != len(files) {
		t.Fatalf("wrote %d of %d: %v", wrote, len(files), err)
	}
	again, err := Files(t.Context(), s.state(), "https://zg.example/open/")
	if err != nil {
		t.Fatal(err)
	}
	for name, b := range again {
		if !bytes.Equal(files[name], b) {
			t.Errorf("%s has other bytes the second time", name)
		}
	}
	if wrote, gone, err := WriteFolder(folder, again); err != nil || wrote+gone != 0 {
		t.Errorf("the second run wrote %d and took away %d: %v", wrote, gone, err)
	}
	if flaws, err := CheckFolder(folder, files); err != nil || len(flaws) > 0 {
		t.Errorf("%v %v", err, flaws)
	}
	seen := 0
	for name, b := range files {
		if path.Ext(name) != ".html" {
			continue
		}
		for _, m := range links.FindAllStringSubmatch(string(b), -1) {
			u, err := url.Parse(strings.ReplaceAll(m[1], "&amp;", "&"))
			if err != nil {
				t.Errorf("%s leads to %q", name, m[1])
				continue
			}
			if u.Host == "zg.example" || u.Path == "" {
				continue
			}
			to := path.Join(path.Dir(name), u.Path)
			if files[to] == nil {
				t.Errorf("%s leads to %s, which is not there", name, to)
			}
			if u.Fragment != "" && !strings.Contains(string(files[to]), `id="`+u.Fragment+`"`) {
				t.Errorf("%s leads to %s#%s, which is not there", name, to, u.Fragment)
			}
			seen++
		}
	}
	if seen < 500 {
		t.Errorf("only %d links", seen)
	}
}

// TestFolderOfOthers: a folder with something else in it is left alone, and so is every
// file that publishing did not write.
func TestFolderOfOthers(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	files, err := Files(t.Context(), s.state(), "")
	if err != nil {
		t.Fatal(err)
	}
	foreign := t.TempDir()
	write := func(folder, name, words string) {
		t.Helper()
		if err := os.MkdirAll(filepath.Dir(filepath.Join(folder, name)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(folder, name), []byte(words), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write(foreign, "index.html", "别人的首页")
	if _, _, err := WriteFolder(foreign, files); fault.KindOf(err) != fault.Conflict {
		t.Errorf("a folder of somebody else: %v", err)
	}
	folder := t.TempDir()
	if _, _, err := WriteFolder(folder, files); err != nil {
		t.Fatal(err)
	}
	write(folder, "notes.txt", "自己的")
	write(folder, "search/index.html", "改动过")
	flaws, err := CheckFolder(folder, files)
	if err != nil || len(flaws) != 2 || flaws[0].Name != "search/index.html" || flaws[1].Name != "notes.txt" {
		t.Errorf("%v %+v", err, flaws)
	}
	fewer := map[string][]byte{manifestName: files[manifestName], "index.html": files["index.html"]}
	if _, gone, err := WriteFolder(folder, fewer); err != nil || gone != len(files)-3 { // not the one that was changed
		t.Errorf("took away %d of %d: %v", gone, len(files), err)
	}
	if b, err := os.ReadFile(filepath.Join(folder, "notes.txt")); err != nil || string(b) != "自己的" {
		t.Errorf("a file of somebody else: %q %v", b, err)
	}
	if _, err := os.Stat(filepath.Join(folder, "search/index.html")); err != nil {
		t.Errorf("what was changed by hand was taken away: %v", err)
	}
}

// TestFolderEscapes: a manifest that somebody changed leads nowhere outside of its folder.
func TestFolderEscapes(t *testing.T) {
	t.Parallel()
	top := t.TempDir()
	folder, victim := filepath.Join(top, "site"), filepath.Join(top, "victim.txt")
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(os.MkdirAll(folder, 0o755))
	must(os.WriteFile(victim, []byte("别动"), 0o644))
	must(os.Symlink(top, filepath.Join(folder, "link")))
	for _, name := range []string{"../victim.txt", "/" + victim, "a/../../victim.txt", "link/victim.txt", `..\victim.txt`, "."} {
		sum := `"sha256":"` + strings.Repeat("0", 64) + `"`
		must(os.WriteFile(filepath.Join(folder, manifestName), []byte(`{"program":"`+manifestProgram+`","files":[{"name":`+quoted(name)+`,"size":6,`+sum+`}]}`), 0o644))
		_, _, err := WriteFolder(folder, map[string][]byte{manifestName: []byte("{}")})
		if fault.KindOf(err) != fault.Invalid {
			t.Errorf("%s: %v", name, err)
		}
		must(os.WriteFile(filepath.Join(folder, manifestName), []byte(`{"program":"`+manifestProgram+`","files":[{"name":`+quoted(name)+`,"size":6,`+sum+`}]}`), 0o644))
		if flaws, err := CheckFolder(folder, nil); err == nil && (len(flaws) == 0 || strings.Contains(flaws[0].Msg.EN, "changed")) {
			t.Errorf("%s was read: %v", name, flaws)
		}
	}
	if b, err := os.ReadFile(victim); err != nil || string(b) != "别动" {
		t.Errorf("%q %v", b, err)
	}
}

func quoted(s string) string { return `"` + strings.ReplaceAll(s, `\`, `\\`) + `"` }
