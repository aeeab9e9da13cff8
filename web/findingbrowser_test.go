package web

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"zhenggai/chromium"
	"zhenggai/ledger"
	"zhenggai/org"
)

// TestJourney leads a finding that was returned back to its submission, at a browser:
// the handler files evidence and submits, the lead passes it on a phone.
func TestJourney(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	c := s.inState(schoolBook, ledger.Underway, func(c *ledger.Case) bool {
		n := len(c.Submissions)
		return n > 0 && c.Submissions[n-1].Outcome == ledger.Returned && c.Finding.Owners.HandlerName == "尹小禾"
	})
	photo := filepath.Join(t.TempDir(), "现场 <b>照片.png")
	if err := os.WriteFile(photo, []byte(dot), 0o600); err != nil {
		t.Fatal(err)
	}
	b := s.browse("yinxh")
	b.Open("/work")
	b.Keys("n")
	b.Wait(`!!document.querySelector("#attach")`)
	b.Open(findingPath(c.Finding))
	b.Shoot("finding")
	b.Do(chromedp.SetUploadFiles(`#f-file`, []string{photo}))
	b.Click(`#attach button`)
	b.Wait(`!!document.querySelector(".alert-success")`)
	if !strings.Contains(b.Words("#evidence"), "现场 _b_照片.png") {
		t.Error("the photo is not among the evidence: ", b.Words("#evidence"))
	}
	b.Do(chromedp.Click(`.z-exhibit:last-of-type summary`))
	b.Wait(`[...document.querySelectorAll(".z-preview img")].some((i) => i.complete && i.naturalWidth === 1)`)
	b.Click(`.z-tools a[href*="do=submit"]`)
	b.Wait(`!!document.querySelector("#do textarea") && document.readyState === "complete"`)
	b.Fill("reason", "已补正")
	b.Shoot("submit")
	b.Click(`#do button.btn-primary`)
	b.Wait(`!!document.querySelector(".z-stations .z-now")`)

	s.as("yinxh").review(c.Finding, "pass", "自评合格", 200)
	p := s.browse("wenyc")
	p.Size(390, 844)
	p.Open(reviewPath(c.Finding))
	p.Shoot("review-phone")
	if wide := chromium.Ask[float64](p, `document.documentElement.scrollWidth`); wide > 390 {
		t.Errorf("on a phone the review is %v wide", wide)
	}
	p.Wait(`document.readyState === "complete"`)
	p.Fill("reason", "情况属实")
	p.Click(`#verdict button[value=pass]`)
	p.Wait(`!!document.querySelector(".alert-success")`)
	p.Open(findingPath(c.Finding))
	p.Shoot("finding-phone")
	if wide := chromium.Ask[float64](p, `document.documentElement.scrollWidth`); wide > 390 {
		t.Errorf("on a phone the finding is %v wide", wide)
	}
	now := s.inState(schoolBook, ledger.Submitted, func(x *ledger.Case) bool { return x.Finding.ID == c.Finding.ID })
	if step := now.Submission().Step(); step == nil || step.Role != org.Coordinator {
		t.Errorf("it waits at %+v", step)
	}
}
