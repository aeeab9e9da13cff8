package web

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

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
	b.open("/work")
	b.keys("n")
	b.wait(`!!document.querySelector("#attach")`)
	b.open(findingPath(c.Finding))
	b.shoot("finding")
	b.do(chromedp.SetUploadFiles(`#f-file`, []string{photo}))
	b.click(`#attach button`)
	b.wait(`!!document.querySelector(".alert-success")`)
	if !strings.Contains(b.ask("#evidence"), "现场 _b_照片.png") {
		t.Error("the photo is not among the evidence: ", b.ask("#evidence"))
	}
	b.do(chromedp.Click(`.z-exhibit:last-of-type summary`))
	b.wait(`[...document.querySelectorAll(".z-preview img")].some((i) => i.complete && i.naturalWidth === 1)`)
	b.click(`.z-tools a[href*="do=submit"]`)
	b.wait(`!!document.querySelector("#do textarea") && document.readyState === "complete"`)
	b.fill("reason", "已补正")
	b.shoot("submit")
	b.click(`#do button.btn-primary`)
	b.wait(`!!document.querySelector(".z-stations .z-now")`)

	s.as("yinxh").review(c.Finding, "pass", "自评合格", 200)
	p := s.browse("wenyc")
	p.size(390, 844)
	p.open(reviewPath(c.Finding))
	p.shoot("review-phone")
	if wide := ask[float64](p, `document.documentElement.scrollWidth`); wide > 390 {
		t.Errorf("on a phone the review is %v wide", wide)
	}
	p.wait(`document.readyState === "complete"`)
	p.fill("reason", "情况属实")
	p.click(`#verdict button[value=pass]`)
	p.wait(`!!document.querySelector(".alert-success")`)
	p.open(findingPath(c.Finding))
	p.shoot("finding-phone")
	if wide := ask[float64](p, `document.documentElement.scrollWidth`); wide > 390 {
		t.Errorf("on a phone the finding is %v wide", wide)
	}
	now := s.inState(schoolBook, ledger.Submitted, func(x *ledger.Case) bool { return x.Finding.ID == c.Finding.ID })
	if step := now.Submission().Step(); step == nil || step.Role != org.Coordinator {
		t.Errorf("it waits at %+v", step)
	}
}
