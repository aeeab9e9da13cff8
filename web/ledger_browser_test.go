package web

import (
	"testing"

	"github.com/chromedp/chromedp/kb"

	"zhenggai/chromium"
	"zhenggai/ledger"
)

// TestLedgerBrowser is the journey "find by two characters" and what script adds to
// the ledger: a cell is changed in its place, and changed back.
func TestLedgerBrowser(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	f := s.one("luzy", ledger.Underway)
	two := string([]rune(f.Title)[:2])
	b := s.browse("luzy")
	b.Open("/ledger")
	b.Shoot("ledger")
	b.Fill("q", two)
	b.Wait(`location.search.startsWith("?q=")`)
	b.Wait(`[...document.querySelectorAll("#ledger a[data-row]")].some((a) => a.getAttribute("href") === ` + chromium.Quoted(findingPath(f)) + `)`)
	b.Shoot("ledger-found")
	if n := chromium.Ask[int](b, `[...document.querySelectorAll("#ledger a[data-row]")].filter((a) => !a.closest("tr").textContent.includes(`+chromium.Quoted(two)+`)).length`); n > 3 {
		t.Errorf("%d rows do not show what was typed", n)
	}
	if !chromium.Ask[bool](b, `document.activeElement.name === "q"`) {
		t.Error("typing lost the focus")
	}

	cell := `a.z-cell[href$="` + place(f.Head) + `.handler"]`
	b.Click(cell)
	b.Wait(`document.activeElement.name === "value"`)
	b.Shoot("ledger-cell")
	b.Keys(kb.Escape)
	b.Wait(`!document.querySelector(".z-celledit")`)
	was := b.Words(cell)
	b.Click(cell)
	b.Wait(`document.activeElement.name === "value"`)
	chromium.Ask[bool](b, `(document.querySelector(".z-celledit select").selectedIndex += 1, true)`)
	b.Click(".z-celledit button")
	b.Wait(`!!document.querySelector(".z-undo")`)
	b.Wait(`document.activeElement.closest(".z-undo") !== null`) // now the row answers
	b.Shoot("ledger-saved")
	if now := s.again("luzy", f); now.Owners.Handler == f.Owners.Handler {
		t.Error("the handler is the same")
	}
	b.Click(".z-undo button")
	b.Wait(`document.querySelector(` + chromium.Quoted(cell) + `)?.textContent.trim() === ` + chromium.Quoted(was))
	if now := s.again("luzy", f); now.Owners.Handler != f.Owners.Handler {
		t.Error("undoing left another handler")
	}

	due := `a.z-cell[href$="` + place(f.Head) + `.due"]`
	b.Click(due)
	b.Wait(`document.activeElement.type === "date"`)
	chromium.Ask[bool](b, `(document.querySelector(".z-celledit input[type=date]").value = "2027-06-30", true)`)
	b.Click(".z-celledit button")
	b.Wait(`document.querySelector(".z-celledit")?.textContent.includes("延期")`)
	b.Shoot("ledger-refused")

	lookAtLedger(b)
}

// lookAtLedger goes through what else there is to see.
func lookAtLedger(b *chromium.Browser) {
	b.Helper()
	b.Open("/ledger?state=underway")
	b.Click("[data-all=f]")
	b.Click("#bulk button")
	b.Wait(`!!document.querySelector("[name=do]")`)
	b.Shoot("ledger-bulk")
	b.Open("/ledger?sort=due&leaf=1&cols=unit.code.title.text.goal.progress.state")
	b.Shoot("ledger-columns")
	b.Open("/ledger?state=underway&sort=due")
	b.Click(`form[action="/language"] button`)
	b.Wait(`document.documentElement.lang === "en"`)
	b.Shoot("ledger-english")
	b.Open("/ledger")
	if over := chromium.Ask[int](b, `(e => e.scrollWidth - e.clientWidth)(document.querySelector(".z-ledger"))`); over > 0 {
		b.Errorf("the English ledger is %d too wide", over)
	}
	b.Open("/ledger?state=underway&sort=due")
	b.Click(".z-bar details:nth-of-type(2) summary")
	b.Shoot("ledger-english-columns")
	if han := chromium.Ask[string](b, `[...document.querySelectorAll("main label, main th, main button, main legend, main summary, main .badge, main small")].map((e) => e.textContent).filter((s) => /[\u4e00-\u9fff]/.test(s)).join(" | ")`); han != "" {
		b.Errorf("left in Chinese: %s", han)
	}
	b.Size(390, 844)
	b.Open("/ledger")
	b.Shoot("ledger-phone")
}
