package app

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"zhenggai/fault"
	"zhenggai/form"
	"zhenggai/paper"
	"zhenggai/paper/papertest"
)

// TestFonts holds where the fonts of PDFs are looked for, that papers are printed in
// them, and what is said where they cannot be.
func TestFonts(t *testing.T) {
	t.Parallel()
	good, barred := papertest.Face(4, "仿宋", 0), papertest.Face(4, "仿宋", 2)
	for _, c := range []struct {
		name  string
		named string // within the folder of the site
		files map[string][]byte
		own   bool
		want  string // words of the refusal
	}{
		{name: "none"},
		{name: "in the site", files: map[string][]byte{"fonts/fs.ttf": good, "fonts/说明.txt": []byte("仿宋")}, own: true},
		{name: "none in the site", files: map[string][]byte{"fonts/说明.txt": []byte("仿宋")}},
		{name: "elsewhere", named: "mine", files: map[string][]byte{"fonts/body.ttf": []byte("坏"), "mine/fs.ttf": good}, own: true},
		{name: "no folder", named: "mine", want: "读不了：请检查路径和权限"},
		{name: "an empty folder", named: "mine", files: map[string][]byte{"mine/说明.txt": nil}, want: "里没有字体"},
		{name: "must not be embedded", files: map[string][]byte{"fonts/fs.ttf": barred}, want: "不准嵌入"},
	} {
		site := t.TempDir()
		for name, b := range c.files {
			path := filepath.Join(site, name)
			if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, b, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		a := &App{Folder: site}
		if c.named != "" {
			a.Fonts = filepath.Join(site, c.named)
		}
		var b bytes.Buffer
		err := a.WritePaper(&b, paper.Document{Body: []paper.Block{paper.Paragraph{Runs: paper.Plain("甲乙")}}}, form.PDF)
		if c.want != "" {
			if got := fault.Say(err, "zh"); err == nil || !strings.Contains(got, c.want) {
				t.Errorf("%s: %q, want %q", c.name, got, c.want)
			}
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
		if own := strings.Count(b.String(), "/FontDescriptor ") == 2; own != c.own { // 甲 in the site's, 乙 in the one within the program
			t.Errorf("%s: printed in the site's font is %v", c.name, own)
		}
	}
}
