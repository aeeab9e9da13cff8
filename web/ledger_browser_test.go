package web

import (
	"testing"

	"github.com/chromedp/chromedp/kb"

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
	b.open("/ledger")
	b.shoot("ledger")
	b.fill("q", two)
	b.wait(`location.search.startsWith("?q=")`)
	b.wait(`[...document.querySelectorAll("#ledger a[data-row]")].some((a) => a.getAttribute("href") === ` + quoted(findingPath(f)) + `)`)
	b.shoot("ledger-found")
	if n := ask[int](b, `[...document.querySelectorAll("#ledger a[data-row]")].filter((a) => !a.closest("tr").textContent.includes(`+quoted(two)+`)).length`); n > 3 {
		t.Errorf("%d rows do not show what was typed", n)
	}
	if !ask[bool](b, `document.activeElement.name === "q"`) {
		t.Error("typing lost the focus")
	}

	cell := `a.z-cell[href$="` + place(f.Head) + `.handler"]`
	b.click(cell)
	b.wait(`document.activeElement.name === "value"`)
	b.shoot("ledger-cell")
	b.keys(kb.Escape)
	b.wait(`!document.querySelector(".z-celledit")`)
	was := b.ask(cell)
	b.click(cell)
	b.wait(`document.activeElement.name === "value"`)
	ask[bool](b, `(document.querySelector(".z-celledit select").selectedIndex += 1, true)`)
	b.click(".z-celledit button")
	b.wait(`!!document.querySelector(".z-undo")`)
	b.wait(`document.activeElement.closest(".z-undo") !== null`) // now the row answers
	b.shoot("ledger-saved")
	if now := s.again("luzy", f); now.Owners.Handler == f.Owners.Handler {
		t.Error("the handler is the same")
	}
	b.click(".z-undo button")
	b.wait(`document.querySelector(` + quoted(cell) + `)?.textContent.trim() === ` + quoted(was))
	if now := s.again("luzy", f); now.Owners.Handler != f.Owners.Handler {
		t.Error("undoing left another handler")
	}

	due := `a.z-cell[href$="` + place(f.Head) + `.due"]`
	b.click(due)
	b.wait(`document.activeElement.type === "date"`)
	ask[bool](b, `(document.querySelector(".z-celledit input[type=date]").value = "2027-06-30", true)`)
	b.click(".z-celledit button")
	b.wait(`document.querySelector(".z-celledit")?.textContent.includes("延期")`)
	b.shoot("ledger-refused")

	b.lookAtLedger()
}

// lookAtLedger goes through what else there is to see.
func (b *browser) lookAtLedger() {
	b.Helper()
	b.open("/ledger?state=underway")
	b.click("[data-all=f]")
	b.click("#bulk button")
	b.wait(`!!document.querySelector("[name=do]")`)
	b.shoot("ledger-bulk")
	b.open("/ledger?sort=due&leaf=1&cols=unit.code.title.text.goal.progress.state")
	b.shoot("ledger-columns")
	b.open("/ledger?state=underway&sort=due")
	b.click(`form[action="/language"] button`)
	b.wait(`document.documentElement.lang === "en"`)
	b.shoot("ledger-english")
	b.open("/ledger")
	if over := ask[int](b, `(e => e.scrollWidth - e.clientWidth)(document.querySelector(".z-ledger"))`); over > 0 {
		b.Errorf("the English ledger is %d too wide", over)
	}
	b.open("/ledger?state=underway&sort=due")
	b.click(".z-bar details:nth-of-type(2) summary")
	b.shoot("ledger-english-columns")
	if han := ask[string](b, `[...document.querySelectorAll("main label, main th, main button, main legend, main summary, main .badge, main small")].map((e) => e.textContent).filter((s) => /[\u4e00-\u9fff]/.test(s)).join(" | ")`); han != "" {
		b.Errorf("left in Chinese: %s", han)
	}
	b.size(390, 844)
	b.open("/ledger")
	b.shoot("ledger-phone")
}
