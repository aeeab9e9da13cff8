package web

import (
	"fmt"
	"net/http"
	"net/url"
	"os"
	"strings"
	"testing"

	"zhenggai/chromium"
	"zhenggai/ledger"
)

// edition returns a publication of a book of the city in a state, as login sees it.
func (s *site) edition(login string, book int, channel ledger.Channel, state ledger.PublicationState) *ledger.Publication {
	s.Helper()
	all, err := s.app.Publications(s.Context(), s.actor(login), people.Books[book])
	if err != nil {
		s.Fatal(err)
	}
	for _, p := range all {
		if p.Channel == channel && p.State == state {
			return p
		}
	}
	s.Fatalf("no publication %s %s", channel, state)
	return nil
}

// stamped are the fields that bind a step to what was looked at.
func (s *site) stamped(login string, p *ledger.Publication, fields ...string) url.Values {
	s.Helper()
	e, err := s.app.Publication(s.Context(), s.actor(login), p.Book, p.ID)
	if err != nil {
		s.Fatal(err)
	}
	f := url.Values{"version": {fmt.Sprint(e.Version)}, "seen": {e.Publication.Content.String()}}
	for i := 0; i+1 < len(fields); i += 2 {
		f.Set(fields[i], fields[i+1])
	}
	return f
}

// TestPublicationDesk leads the draft of the education bureau through its first steps:
// masks, checks, what is left out, refusals.
func TestPublicationDesk(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	u := s.as("luzy")
	p := s.edition("luzy", schoolBook, ledger.Public, ledger.PubDraft)
	at := publicationPath(p)
	status, page, _ := u.get("/publications")
	s.shows(200, status, page, at, "党内公开", "按台账起草")
	status, page, _ = u.get(at)
	s.shows(200, status, page, "李文博", "按规则脱敏", "公开前检查", "脱敏残留")

	status, page, _ = u.post(at, s.stamped("luzy", p, "event", "mask"))
	s.shows(200, status, page, "已办理：按规则脱敏。", "举报人、信访人姓名", "周某某", `<mark`)
	status, page, _ = u.get(at + "/preview")
	s.shows(200, status, page, "周某某")
	s.hides(page, "李文博", "周远航", "13800000000")
	for _, kind := range []string{"html", "json", "docx", "pdf"} {
		if status, page, _ = u.get(at + "/file/" + kind); status != 200 || strings.Contains(page, "李文博") {
			t.Errorf("%s: status %d, or the name is in it", kind, status)
		}
	}

	status, page, _ = u.post(at, s.stamped("luzy", p, "event", "hide", "words", "没有这样的字", "reason", "x"))
	s.shows(422, status, page, "照抄", "没有这样的字")
	status, page, _ = u.post(at, s.stamped("luzy", p, "event", "hide", "words", "食堂", "after", "某处", "reason", "不必点明"))
	s.shows(200, status, page, "不必点明")
	stale := s.stamped("luzy", p, "event", "check")
	stale.Set("version", "1")
	status, page, _ = u.post(at, stale)
	s.shows(422, status, page, "别人改动过")
	status, page, _ = u.post(at, s.stamped("luzy", p, "event", "check"))
	s.shows(200, status, page, "已办理：公开前检查。")
	status, page, _ = u.post(at+"/reasons", url.Values{})
	s.shows(422, status, page, "还没有写说明")
	status, page, _ = u.post(at+"/reasons", url.Values{"same": {"已核对"}})
	s.shows(200, status, page, "条说明", "已核对")

	var f *ledger.Finding
	for _, c := range s.cases("luzy", schoolBook) {
		f = c.Finding
	}
	status, page, _ = u.post(at, s.stamped("luzy", p, "event", "exclude", "finding", f.ID.String(), "class", "crowd"))
	s.shows(422, status, page, "要写明理由")
	status, page, _ = u.post(at, s.stamped("luzy", p, "event", "exclude", "finding", f.ID.String(), "class", "crowd", "reason", "涉及集体上访"))
	s.shows(200, status, page, "涉及集体上访", "待领导小组或书记审定")
	if status, _, _ = s.as("rongjz").post(at, s.stamped("rongjz", p, "event", "submit")); status != 422 {
		t.Errorf("a secretary who submits gets %d", status)
	}
	status, page, _ = s.as("rongjz").post(at, s.stamped("rongjz", p, "event", "clear", "reason", "同意"))
	s.shows(200, status, page, "审定：")

	if status, _, _ = s.as("gongxt").post(at, s.stamped("luzy", p, "event", "submit")); status != http.StatusForbidden {
		t.Errorf("a viewer gets %d", status)
	}
	if status, _, _ = s.as("baixf").get(at); status != http.StatusNotFound {
		t.Errorf("the publication of another unit is %d", status)
	}
}

// TestPublished looks at what the water bureau published and corrected.
func TestPublished(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	u := s.as("yewq")
	p := s.edition("yewq", 0, ledger.Public, ledger.PubPublished)
	at := publicationPath(p)
	status, page, _ := u.get(at)
	s.shows(200, status, page, "第 2 版", "已公开", "更正", "个人隐私")
	s.hides(page, `value="submit"`)
	status, page, _ = u.get(at + "/difference")
	s.shows(200, status, page, "联系电话变更", "5550143", "<del>", "<ins>")
	status, page, _ = u.get(at + "/preview")
	s.shows(200, status, page, "<path d=\"M4 4h7", "不予公开（个人隐私）", "sha256:"+p.Approved.String(), "checkpoint:")
	s.hides(page, "秦立本")
	status, page, _ = u.post(at, s.stamped("yewq", p, "event", "correct"))
	s.shows(422, status, page, "要写明理由")
	status, page, _ = u.post(at, s.stamped("yewq", p, "event", "correct", "reason", "数字有误"))
	s.shows(200, status, page, "未公开", "数字有误")
}

// TestPublicationPictures takes pictures for who works on the pages: SHOTS=folder.
func TestPublicationPictures(t *testing.T) {
	folder := os.Getenv("SHOTS")
	if folder == "" {
		return
	}
	s := newSite(t)
	take := func(b *chromium.Browser, name, at string) {
		b.Open(at)
		b.Shoot(name)
	}
	b := s.browse("yewq")
	b.Size(1280, 720)
	shown := publicationPath(s.edition("yewq", 0, ledger.Public, ledger.PubPublished))
	approved := publicationPath(s.edition("yewq", 0, ledger.InParty, ledger.PubApproved))
	take(b, "list", "/publications")
	take(b, "published", shown)
	take(b, "preview", shown+"/preview")
	take(b, "difference", shown+"/difference")
	take(b, "approved", approved)
	c := s.browse("luzy")
	c.Size(1280, 1600)
	p := s.edition("luzy", schoolBook, ledger.Public, ledger.PubDraft)
	take(c, "draft", publicationPath(p))
	s.as("luzy").post(publicationPath(p), s.stamped("luzy", p, "event", "mask"))
	s.as("luzy").post(publicationPath(p), s.stamped("luzy", p, "event", "check"))
	take(c, "masked", publicationPath(p))
	c.Open("/publications")
	c.Click(".z-lang button")
	c.Size(1280, 720)
	take(c, "masked-en", publicationPath(p))
	take(c, "list-en", "/publications")
	c.Size(390, 844)
	take(c, "masked-phone", publicationPath(p))
}
