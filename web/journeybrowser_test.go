package web

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"

	"zhenggai/chromium"
	"zhenggai/ledger"
)

// TestPlanInBrowser is the journey "plan and assign": the clerk of the town writes a
// measure, names who answers, sends the plan; the office approves it.
func TestPlanInBrowser(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	c := s.bare(0)
	id := c.Finding.ID.String()
	b := s.browse("baixf")
	b.Open("/plan")
	b.Click(`#f-` + id + ` a[href*="edit="]`)
	b.Wait(`!!document.querySelector('[name="` + id + `.new1.text"]')`)
	b.Fill(id+".f.lead", "柏长青")
	b.Fill(id+".f.dept", "社会事务办")
	b.Put(id+".f.kind", "dated")
	b.Put(id+".f.due", "2027-01-15")
	b.Fill(id+".new1.no", "一是")
	b.Fill(id+".new1.text", "逐村核对台账，补登漏登的12户。")
	b.Put(id+".new1.kind", "dated")
	b.Put(id+".new1.due", "2027-01-10")
	b.Shoot("plan-edit")
	b.Click(`#f-` + id + ` button[form="plan-form"]`)
	b.Wait(`document.body.textContent.includes("已保存")`)
	b.Wait(`document.querySelector("#f-` + id + `").textContent.includes("可以报送")`)
	b.Click(`#f-` + id + ` input[name="f"]`)
	b.Click(`#bulk button[value="plan"]`)
	b.Wait(`document.querySelector("[role=status]")?.textContent.includes("报送方案")`)
	b.Shoot("plan-sent")
	if now := s.caseNow("baixf", townBook, c.Finding.ID); now.Finding.State != ledger.Planned || now.Finding.Owners.Lead != s.actor("baicq").Person {
		t.Errorf("sent: %s %+v", now.Finding.State, now.Finding.Owners)
	}
	office := s.browse("qiaosx")
	office.Open("/plan?book=" + people.Books[townBook].String() + "&state=planned")
	office.Click(`#f-` + id + ` input[name="f"]`)
	office.Click(`#bulk button[value="approve"]`)
	office.Wait(`document.querySelector("[role=status]")?.textContent.includes("批准方案")`)
	if now := s.caseNow("baixf", townBook, c.Finding.ID); now.Finding.State != ledger.Underway {
		t.Errorf("approved: %s", now.Finding.State)
	}
}

// TestStrangerInBrowser is the journey "rights": who is of another unit finds neither
// the finding nor its book, in no list, by no search and by no address; who is nobody
// gets to the door.
func TestStrangerInBrowser(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	f := s.one("luzy", ledger.Underway)
	b := s.browse("baixf") // of the town
	for _, path := range []string{findingPath(f), reviewPath(f), findingPath(f) + "?do=submit", findingPath(f) + "/similar"} {
		b.Open(path)
		if said := b.Words("main"); said == "" || chromium.Ask[bool](b, `document.body.textContent.includes(`+chromium.Quoted(f.Title)+`)`) {
			t.Errorf("%s shows: %s", path, said)
		}
	}
	b.Shoot("stranger")
	b.Open("/ledger?q=" + string([]rune(f.Title)[:4]))
	if n := chromium.Ask[int](b, `document.querySelectorAll('a[href^="/b/`+f.Book.String()+`"]').length`); n > 0 {
		t.Errorf("%d rows of another unit are found", n)
	}
	b.Open("/overview")
	if chromium.Ask[bool](b, `document.body.innerHTML.includes(`+chromium.Quoted(f.Book.String())+`)`) {
		t.Error("the overview names the book of another unit")
	}
	none := chromium.New(t, s.http.URL)
	none.Open(findingPath(f))
	if none.Words(`form[action="/signin"]`) == "" || chromium.Ask[bool](none, `document.body.textContent.includes(`+chromium.Quoted(f.Title)+`)`) {
		t.Error("who is not signed in is not at the door")
	}
}

// TestUploadBar: a file that takes longer than a moment shows how far it is, and what is
// refused is shown with what was typed.
func TestUploadBar(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	f := s.one("luzy", ledger.Underway)
	b := s.browse("luzy")
	b.Open(findingPath(f))
	if got := chromium.Ask[string](b, `document.getElementById("f-photo").getAttribute("capture") + document.getElementById("f-photo").accept`); got != "environmentimage/*" {
		t.Errorf("a phone does not open its camera: %s", got)
	}
	path := filepath.Join(t.TempDir(), "现场照片说明.txt")
	if err := os.WriteFile(path, bytes.Repeat([]byte("现场整改情况说明。\n"), 5000), 0o600); err != nil {
		t.Fatal(err)
	}
	b.Do(chromium.Protocol(network.EmulateNetworkConditionsByRule, network.EmulateNetworkConditionsByRuleParams{
		MatchedNetworkConditions: []*network.Conditions{{DownloadThroughput: -1, UploadThroughput: 80_000, Latency: 20}}}))
	b.Do(chromedp.SetUploadFiles(`#f-file`, []string{path}))
	b.Fill("proof_title", "现场说明")
	b.Click(`#attach button`)
	b.Wait(`!!document.querySelector("progress.z-progress")`)
	b.Shoot("upload-bar")
	b.Wait(`document.querySelector("[role=status]")?.textContent.includes("佐证") && location.hash === "#evidence"`)
	if !chromium.Ask[bool](b, `document.getElementById("evidence").textContent.includes("现场说明")`) {
		t.Error("the evidence is not there")
	}
	b.Fill("proof_title", "没有文件")
	b.Click(`#attach button`)
	b.Wait(`!!document.querySelector("#attach .invalid-feedback, #attach [role=alert]")`)
	if got := chromium.Ask[string](b, `document.querySelector('[name="proof_title"]').value`); got != "没有文件" {
		t.Errorf("what was typed is gone: %q", got)
	}
}
