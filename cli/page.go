package cli

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"os"
	"path/filepath"

	"zhenggai/fault"
)

var (
	//go:embed page/page.tmpl
	pageText string
	//go:embed page/page.css
	pageStyle string
	//go:embed page/page.js
	pageScript string
)

var pageTemplate = template.Must(template.New("page").Parse(pageText))

// A pagePrinter writes one self-contained page: the text of each report with the
// words at fault marked, and beside it what was found, the tree and the facts.
// It needs no network, and no script but for filtering. Nothing of a report is
// ever taken for markup or script; the policy in the page forbids it besides.
type pagePrinter struct {
	*checking
	path string
	page pageView
	made int // reports so far
}

// A pageView is what the template shows.
type pageView struct {
	Lang, Title string
	Style       template.HTML // the style element, ours
	Script      template.HTML // the script element, ours
	Policy      string
	Made        string
	Reports     []*reportView
	Unread      []string
	Words       pageWords
}

// newPage returns the printer of the page at path, which must not be one of the
// files in list.
func newPage(k *checking, path string, list []input) (*pagePrinter, error) {
	if st, err := os.Stat(filepath.Dir(path)); err != nil || !st.IsDir() {
		return nil, wrong(say{"%s：网页文件写不了，没有这个文件夹。", "%s: the page cannot be written, there is no such folder."}, path)
	}
	if st, err := os.Stat(path); err == nil {
		for _, in := range list {
			if other, err := os.Stat(in.path); err == nil && os.SameFile(st, other) || st.IsDir() {
				return nil, wrong(say{"%s：网页文件不能覆盖要检查的文件或文件夹。", "%s: the page must not replace a folder or a file that is checked."}, path)
			}
		}
	}
	tongue := "zh-CN"
	if k.s.lang == "en" {
		tongue = "en"
	}
	v := pageView{Lang: tongue, Title: k.s.say(say{"整改报告检查结果", "Check of rectification reports"}), Words: wordsOfPage(k.s.lang),
		Style: template.HTML("<style>" + pageStyle + "</style>"), Script: template.HTML("<script>" + pageScript + "</script>"),
		Policy: fmt.Sprintf("default-src 'none'; style-src %s; script-src %s; base-uri 'none'; form-action 'none'", hashOf(pageStyle), hashOf(pageScript))}
	v.Made = k.s.say(say{"zhenggai %s · 检查方案：%s · 检查日期 %s", "zhenggai %s · profile: %s · checked on %s"}, thisBuild().Version,
		k.config.Profile.Title.In(k.s.lang), k.config.Today)
	return &pagePrinter{checking: k, path: path, page: v}, nil
}

// hashOf returns the source expression of a content security policy that allows
// an inline element with this text.
func hashOf(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

func (p *pagePrinter) make(c *checked) any { return newReportView(p.s, c) }

func (p *pagePrinter) put(_ *checked, v any) error {
	r := v.(*reportView)
	p.made++
	r.number(p.made)
	p.page.Reports = append(p.page.Reports, r)
	return nil
}

func (p *pagePrinter) unread(in input, err error) {
	p.page.Unread = append(p.page.Unread, p.s.label(in)+p.s.say(say{"：", ": "})+fault.Say(err, p.s.lang))
}

// end writes the page beside its place and then moves it there, so that a run
// that is stopped leaves no half of it.
func (p *pagePrinter) end() error {
	if len(p.page.Reports) == 1 {
		p.page.Title = p.page.Reports[0].Title + " · " + p.page.Title
	}
	var b bytes.Buffer
	if err := pageTemplate.Execute(&b, &p.page); err != nil {
		return err
	}
	broken := func(err error) error {
		return fault.New(fault.Internal, "网页文件没有写成，请检查磁盘空间和权限。", "The page could not be written: check the space and permissions.", err)
	}
	temp, err := os.CreateTemp(filepath.Dir(p.path), ".zhenggai-*.html")
	if err != nil {
		return broken(err)
	}
	defer os.Remove(temp.Name())
	_, err = temp.Write(b.Bytes())
	if e := temp.Close(); err == nil {
		err = e
	}
	if err == nil {
		err = os.Chmod(temp.Name(), 0o644)
	}
	if err == nil {
		err = os.Rename(temp.Name(), p.path)
	}
	if err != nil {
		return broken(err)
	}
	p.s.warn(say{"网页已写入 %s", "the page is in %s"}, p.path)
	return nil
}

// pageWords are the words of the page itself.
type pageWords struct {
	Findings, Tree, Facts, Waived, Top, None, NoTree, Rules, Notice string
}

func wordsOfPage(lang string) pageWords {
	w := func(m say) string { return m.In(lang) }
	return pageWords{
		Findings: w(say{"结果", "Findings"}), Tree: w(say{"结构", "Tree"}), Facts: w(say{"事实", "Facts"}),
		Waived: w(say{"已豁免", "waived"}), Top: w(say{"各份报告", "Reports"}), Rules: w(say{"本页用到的规则", "The rules on this page"}),
		None: w(say{"未发现需要说明之处。", "Nothing that needs explanation was found."}), NoTree: w(say{"没有读出问题和措施。", "No problems or measures were found."}),
		Notice: w(say{"结果只列出需要说明、需要核对的地方，不是结论。", "Findings ask for an explanation; none says that something is false."}),
	}
}
