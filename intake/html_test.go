package intake

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"

	"zhenggai/golden"
	"zhenggai/source"
)

func htmlText(t testing.TB, page string) *source.Text {
	t.Helper()
	f := read(t, "页面.html", []byte(page))
	if f.Format != HTML {
		t.Fatalf("read as %s", f.Format)
	}
	return f.Text
}

func TestHTMLText(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, page, want string }{
		{"blocks", "<html><body><div>一、甲，乙丙丁。</div><p>（一）戊\n己</p>庚<br/>辛</body></html>", "一、甲，乙丙丁。\n（一）戊己\n庚\n辛"},
		{"unclosed", "<p>甲<p>乙<div>丙<p>丁</div>戊", "甲\n乙\n丙\n丁\n戊"},
		{"a span per word", `<p><span>整</span><font>改</font> <span>R&amp;D</span> <b>投入</b></p>`, "整改 R&D 投入"},
		{"blanks", "<p>&nbsp;&nbsp;甲 \n 乙  A\nB　</p><p>　　丙&ensp;</p><p>&nbsp;</p>", "\u00a0\u00a0甲乙 A B　\n　　丙"},
		{"references", "<p>&ldquo;甲&rdquo;&#x4E59;&#19993;&lt;b&gt; &nosuch; & &middot;</p>", "“甲”乙丙<b> &nosuch; & ·"},
		{"broken text by br", `<div>一、甲<br>&nbsp;<br />　　二、乙<BR>三、丙</div>`, "一、甲\n　　二、乙\n三、丙"},
		{"nothing from scripts", `<div>甲<script>var a="<p>乙</p>";</script><style>p{}</style><noscript>丙</noscript><!-- 丁 --><template>戊</template></div>`, "甲"},
		{"pre", "<pre>甲\n乙</pre>", "甲\n乙"},
		{"list", `<ol start="3"><li>甲<li value="7">乙</ol><ol type="a"><li>丙</li></ol><ul><li>丁</ul><ol style="list-style-type:none"><li>戊</ol>`, "3.甲\n7.乙\na.丙\n丁\n戊"},
		{"stray end tags", `<div><p>甲</span></p></p></td>乙</div></div>丙`, "甲\n乙\n丙"},
		{"crossed", `<b><p>甲</b>乙</p><table><tr><td>丙</div></td><td>丁</table>`, "甲\n乙\n丙│丁"},
		{"table", `<table><caption>表一</caption><thead><tr><th>序号<th>问题</thead><tr><td rowspan=2>1<td><p>甲</p><p>乙</p><tr><td>丙</table>`, "表一\n序号│问题\n1│甲\n乙\n│丙"},
		{"layout table", `<table><tr><td><p>一、甲</p><p>二、乙</p></td></tr></table>`, "一、甲\n二、乙"},
		{"nested layout", `<table><tr><td>标题</td><td><table><tr><td>一、甲</td></tr></table></td></tr></table>`, "标题\n一、甲"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got := htmlText(t, c.page).String(); got != c.want {
				t.Errorf("got  %q\nwant %q", got, c.want)
			}
		})
	}
}

func TestHTMLTableCells(t *testing.T) {
	t.Parallel()
	x := htmlText(t, `<table><tr><td rowspan=2 colspan=2>甲</td><td>乙</td></tr><tr><td>丙</td></tr><tr><td>丁<td>戊<td>己</table>`)
	if got, want := x.String(), "甲│乙\n││丙\n丁│戊│己"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got, want := cells(x), "1:1,1 2x2 \"甲\"\n1:1,3 1x1 \"乙\"\n1:2,3 1x1 \"丙\"\n1:3,1 1x1 \"丁\"\n1:3,2 1x1 \"戊\"\n1:3,3 1x1 \"己\"\n"; got != want {
		t.Errorf("got\n%s", got)
	}
	if p := x.Place(int32(strings.Index(x.String(), "丙"))); p.Table != 1 || p.Row != 2 || p.Col != 3 {
		t.Errorf("place %+v", p)
	}
}

func TestHTMLHidden(t *testing.T) {
	t.Parallel()
	x := htmlText(t, `<div><p>一、甲甲甲甲。</p><p style="DISPLAY : none">内部掌握</p><p hidden>乙</p><p>二、丙丙丙丙。</p></div>`)
	if got := x.String(); got != "一、甲甲甲甲。\n二、丙丙丙丙。" {
		t.Errorf("got %q", got)
	}
	if n := x.Notes(); len(n) != 2 || n[0].Words != "内部掌握" || n[0].Kind != source.NoteHidden || n[1].Words != "乙" {
		t.Errorf("notes %+v", n)
	}
}

// TestHTMLPages reads invented portal pages of many makes. Each golden file is
// the text that a person would copy out of the page.
func TestHTMLPages(t *testing.T) {
	t.Parallel()
	pages, err := filepath.Glob("testdata/html/*.html")
	if err != nil || len(pages) < 6 {
		t.Fatalf("%d pages, %v", len(pages), err)
	}
	for _, path := range pages {
		t.Run(filepath.Base(path), func(t *testing.T) {
			t.Parallel()
			b, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			f := read(t, path, b)
			golden.Check(t, strings.TrimSuffix(path, ".html")+".txt", []byte(f.Text.String()+"\n"))
			gb, err := simplifiedchinese.GB18030.NewEncoder().Bytes(b)
			if err != nil {
				t.Fatal(err)
			}
			g := read(t, path, gb)
			if g.Encoding != "gb18030" || g.Text.String() != f.Text.String() {
				t.Errorf("in GB 18030 it reads otherwise (%s)", g.Encoding)
			}
			checkOrigins(t, g.Text, map[string]string{"": string(gb)})
			checkOrigins(t, f.Text, map[string]string{"": string(b)})
		})
	}
}

// checkOrigins checks that each copied byte leads back to an equal one.
func checkOrigins(t testing.TB, x *source.Text, parts map[string]string) {
	t.Helper()
	s := x.String()
	for i := range len(s) {
		o := x.Origin(int32(i))
		part, ok := parts[o.Part]
		if !ok {
			t.Fatalf("byte %d is from part %q", i, o.Part)
		}
		if int(o.Off) > len(part) {
			t.Fatalf("byte %d is from %d of %d", i, o.Off, len(part))
		}
		if o.Kind == source.Copied && part[o.Off] != s[i] {
			t.Fatalf("byte %d (%q) is not the one at %d of %q", i, s[max(0, i-10):i+1], o.Off, o.Part)
		}
	}
}

// BenchmarkHTML reads a portal page with 30 KB of text, a span for every word.
func BenchmarkHTML(b *testing.B) {
	var sb strings.Builder
	sb.WriteString(`<!DOCTYPE html><html><head><meta charset="utf-8"><title>通报</title></head><body><div class="nav"><a href="/">首页</a></div><div id="zoom">`)
	for _, l := range reportLines(29 << 10) {
		sb.WriteString(`<p style="text-indent:2em">`)
		for r := []rune(l); len(r) > 0; {
			n := min(len(r), 12)
			fmt.Fprintf(&sb, `<span style="font-family:仿宋;font-size:16pt">%s</span>`, string(r[:n]))
			r = r[n:]
		}
		sb.WriteString(`</p>`)
	}
	sb.WriteString(`</div><div class="footer">版权所有</div></body></html>`)
	page := []byte(sb.String())
	n := htmlText(b, string(page)).Len()
	b.SetBytes(int64(n))
	b.ReportAllocs()
	for b.Loop() {
		read(b, "a.html", page)
	}
}
