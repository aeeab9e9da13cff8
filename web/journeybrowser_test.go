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

// put sets the value of a field as somebody who picks a day or chooses from a list.
func (b *browser) put(name, value string) {
	b.Helper()
	ask[bool](b, `((e) => { e.value = `+quoted(value)+`; e.dispatchEvent(new Event("change", {bubbles: true})); return true })(document.querySelector('[name="`+name+`"]'))`)
}

// TestPlanInBrowser is the journey "plan and assign": the clerk of the town writes a
// measure, names who answers, sends the plan; the office approves it.
func TestPlanInBrowser(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	c := s.bare(0)
	id := c.Finding.ID.String()
	b := s.browse("baixf")
	b.open("/plan")
	b.click(`#f-` + id + ` a[href*="edit="]`)
	b.wait(`!!document.querySelector('[name="` + id + `.new1.text"]')`)
	b.fill(id+".f.lead", "柏长青")
	b.fill(id+".f.dept", "社会事务办")
	b.put(id+".f.kind", "dated")
	b.put(id+".f.due", "2027-01-15")
	b.fill(id+".new1.no", "一是")
	b.fill(id+".new1.text", "逐村核对台账，补登漏登的12户。")
	b.put(id+".new1.kind", "dated")
	b.put(id+".new1.due", "2027-01-10")
	b.shoot("plan-edit")
	b.click(`#f-` + id + ` button[form="plan-form"]`)
	b.wait(`document.body.textContent.includes("已保存")`)
	b.wait(`document.querySelector("#f-` + id + `").textContent.includes("可以报送")`)
	b.click(`#f-` + id + ` input[name="f"]`)
	b.click(`#bulk button[value="plan"]`)
	b.wait(`document.querySelector("[role=status]")?.textContent.includes("报送方案")`)
	b.shoot("plan-sent")
	if now := s.caseNow("baixf", townBook, c.Finding.ID); now.Finding.State != ledger.Planned || now.Finding.Owners.Lead != s.actor("baicq").Person {
		t.Errorf("sent: %s %+v", now.Finding.State, now.Finding.Owners)
	}
	office := s.browse("qiaosx")
	office.open("/plan?book=" + people.Books[townBook].String() + "&state=planned")
	office.click(`#f-` + id + ` input[name="f"]`)
	office.click(`#bulk button[value="approve"]`)
	office.wait(`document.querySelector("[role=status]")?.textContent.includes("批准方案")`)
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
		b.open(path)
		if said := b.ask("main"); said == "" || ask[bool](b, `document.body.textContent.includes(`+quoted(f.Title)+`)`) {
			t.Errorf("%s shows: %s", path, said)
		}
	}
	b.shoot("stranger")
	b.open("/ledger?q=" + string([]rune(f.Title)[:4]))
	if n := ask[int](b, `document.querySelectorAll('a[href^="/b/`+f.Book.String()+`"]').length`); n > 0 {
		t.Errorf("%d rows of another unit are found", n)
	}
	b.open("/overview")
	if ask[bool](b, `document.body.innerHTML.includes(`+quoted(f.Book.String())+`)`) {
		t.Error("the overview names the book of another unit")
	}
	none := newBrowser(t)
	none.home = s.http.URL
	none.open(findingPath(f))
	if none.ask(`form[action="/signin"]`) == "" || ask[bool](none, `document.body.textContent.includes(`+quoted(f.Title)+`)`) {
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
	b.open(findingPath(f))
	if got := ask[string](b, `document.getElementById("f-photo").getAttribute("capture") + document.getElementById("f-photo").accept`); got != "environmentimage/*" {
		t.Errorf("a phone does not open its camera: %s", got)
	}
	path := filepath.Join(t.TempDir(), "现场照片说明.txt")
	if err := os.WriteFile(path, bytes.Repeat([]byte("现场整改情况说明。\n"), 5000), 0o600); err != nil {
		t.Fatal(err)
	}
	b.do(chromium.Protocol(network.EmulateNetworkConditionsByRule, network.EmulateNetworkConditionsByRuleParams{
		MatchedNetworkConditions: []*network.Conditions{{DownloadThroughput: -1, UploadThroughput: 80_000, Latency: 20}}}))
	b.do(chromedp.SetUploadFiles(`#f-file`, []string{path}))
	b.fill("proof_title", "现场说明")
	b.click(`#attach button`)
	b.wait(`!!document.querySelector("progress.z-progress")`)
	b.shoot("upload-bar")
	b.wait(`document.querySelector("[role=status]")?.textContent.includes("佐证") && location.hash === "#evidence"`)
	if !ask[bool](b, `document.getElementById("evidence").textContent.includes("现场说明")`) {
		t.Error("the evidence is not there")
	}
	b.fill("proof_title", "没有文件")
	b.click(`#attach button`)
	b.wait(`!!document.querySelector("#attach .invalid-feedback, #attach [role=alert]")`)
	if got := ask[string](b, `document.querySelector('[name="proof_title"]').value`); got != "没有文件" {
		t.Errorf("what was typed is gone: %q", got)
	}
}
