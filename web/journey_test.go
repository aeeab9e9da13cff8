package web

import (
	"net/url"
	"strconv"
	"strings"
	"testing"

	"zhenggai/chromium"
)

// TestOverviewToRows: from each figure of the overview a click leads to as many rows as
// it says, at a browser.
func TestOverviewToRows(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	b := s.browse("qiaosx")
	b.Open("/overview")
	figures := chromium.Ask[[]string](b, `[...document.querySelectorAll("main a[data-n]")].map(a => a.dataset.n + " " + a.getAttribute("href"))`)
	if len(figures) < 40 {
		t.Fatalf("only %d figures", len(figures))
	}
	seen := map[string]bool{}
	for i, f := range figures {
		said, href, _ := strings.Cut(f, " ")
		if seen[href] || i%7 != 0 { // all of them are counted without a browser elsewhere
			continue
		}
		seen[href] = true
		b.Open("/overview")
		b.Wait(`!!document.querySelector(` + chromium.Quoted(`main a[href="`+href+`"]`) + `)`)
		chromium.Ask[bool](b, `(document.querySelector(`+chromium.Quoted(`main a[href="`+href+`"]`)+`).dispatchEvent(new MouseEvent("click", {bubbles: true, cancelable: true})), true)`)
		b.Wait(`location.pathname === "/ledger" && !!document.querySelector(".z-total")`)
		if shown := strings.Fields(b.Words(".z-total")); len(shown) == 0 || shown[0] != said {
			t.Errorf("%s says %s, and there are %v rows", href, said, shown)
		}
	}
}

// TestWithoutScript goes with scripts switched off from the workbench to a finding,
// writes down what was done, and finds it in the history.
func TestWithoutScript(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	b := s.browse("miaojm")
	b.Script(false)
	b.Open("/work")
	b.Click("[data-rows] a[data-row]")
	at := b.At()
	if !strings.HasPrefix(at, "/b/") {
		t.Fatalf("the first task leads to %s", at)
	}
	path, _, _ := strings.Cut(at, "?")
	b.Open(path + "?do=partial#do")
	b.Fill("reason", "已清退二十四万元，其余按月追缴")
	b.Click(`form[action="` + path + `/do"] .btn-primary`)
	b.Until(func() bool { return b.At() == path })
	b.Script(true)
	b.Open(path)
	if page := b.Words("main"); !strings.Contains(page, "其余按月追缴") {
		t.Errorf("what was written down is not there: %s", page)
	}
}

// TestRights: a stranger sees nothing, whoever sees one book nothing of another, and a
// handler only what is his.
func TestRights(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	all := s.lines("qiaosx", ledgerQuery{Leaf: true})
	for _, login := range []string{"", "yewq", "miaojm", "guansy"} {
		u, mine := s.stranger(), map[string]bool{}
		if login != "" {
			u = s.as(login)
		}
		if login == "yewq" || login == "miaojm" {
			for _, l := range s.lines(login, ledgerQuery{Leaf: true}).Lines {
				mine[l.Finding.ID.String()] = true
			}
		}
		_, listed, _ := u.get("/ledger?" + url.Values{"leaf": {"1"}}.Encode())
		for _, l := range all.Lines {
			f := l.Finding
			if mine[f.ID.String()] {
				continue
			}
			status, page, _ := u.get(findingPath(f))
			if strings.Contains(page, f.Title) || strings.Contains(listed, f.Title) {
				t.Fatalf("%q sees %s (%s)", login, f.Title, strconv.Itoa(status))
			}
		}
		if login != "" && login != "guansy" && len(mine) == 0 {
			t.Errorf("%s sees nothing at all", login)
		}
	}
}
