package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"zhenggai/ledger"
)

func TestMeeting(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	u := s.as("jiyf")
	var waiting *ledger.Finding
	for _, c := range s.cases("jiyf", schoolBook) {
		if c.Finding.State == ledger.Submitted {
			waiting = c.Finding
		}
	}
	form := url.Values{"title": {`<script>alert("会")</script>`}, "kind": {"领导小组会"}, "dated": {"2026-12-24"}, "present": {"容静之、纪云帆， 路知远"},
		"same": {waiting.ID.String()}, "decision0": {"其他事项"}}
	status, page, _ := u.post("/meetings", form)
	s.shows(422, status, page, "请写明对勾选问题的决定", "其他事项", `value="2026-12-24"`)
	form.Set("same_text", "同意申请销号。")
	status, page, _ = u.post("/meetings", form)
	s.shows(422, status, page, "2026-12-24 还没有到", "同意申请销号。")
	status, page, _ = u.post("/meetings", url.Values{"more": {"1"}, "rows": {"4"}, "decision3": {"写到一半"}})
	s.shows(200, status, page, "写到一半", `name="decision9"`)
	form.Set("dated", "2026-11-20")
	status, page, at := u.post("/meetings", form)
	s.shows(200, status, page, "会议已登记", "同意申请销号。", waiting.Title, findingPath(waiting), "容静之、纪云帆、路知远")
	s.hides(page, "<script>alert")
	if !strings.HasPrefix(at, "/meetings/") {
		t.Errorf("the meeting stands at %s", at)
	}
	status, page, _ = u.get("/meetings")
	s.shows(200, status, page, `<script>alert("会")</script>`, waiting.Code)
	s.hides(page, "<script>alert")

	viewer := s.as("gongxt")
	if status, page, _ = viewer.get(at); status != 200 || strings.Contains(page, "new-meeting") {
		t.Errorf("a viewer gets %d", status)
	}
	if status, _, _ = viewer.post("/meetings", form); status != http.StatusForbidden {
		t.Errorf("a viewer who records a meeting gets %d", status)
	}
	if status, _, _ = s.as("baixf").get(at); status != http.StatusNotFound {
		t.Errorf("a meeting of another unit is %d", status)
	}
}

func TestSettle(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	u := s.as("luzy")
	all, err := s.app.Discrepancies(t.Context(), s.actor("luzy"), people.Books[schoolBook])
	if err != nil || len(all) == 0 {
		t.Fatal(err, len(all))
	}
	var open *ledger.Discrepancy
	for _, d := range all {
		if d.Settled == "" {
			open = d
		}
	}
	status, page, _ := u.get("/discrepancies")
	s.shows(200, status, page, open.Kept, open.Other, "台账保留的", "/d/"+open.OtherIn.Document.String())
	path := "/discrepancies/" + open.ID.String()
	status, page, _ = u.post(path, url.Values{"explanation": {"  "}})
	s.shows(422, status, page, "请写明两处不一致的原因")
	status, page, _ = u.post(path, url.Values{"explanation": {"进展报告笔误 <i>"}})
	s.shows(200, status, page, "进展报告笔误 <i>", "已说明")
	s.hides(page, "笔误 <i>")
	if strings.Index(page, "待说明</span>") > strings.Index(page, "笔误") {
		t.Error("what is explained stands before what is open")
	}
	status, page, _ = u.post(path, url.Values{"explanation": {"再来一次"}})
	s.shows(422, status, page, "已经说明过了")
	if status, _, _ := s.as("gongxt").post(path, url.Values{"explanation": {"x"}}); status != http.StatusForbidden {
		t.Errorf("a viewer who explains gets %d", status)
	}
	status, page, _ = u.get("/documents")
	s.shows(200, status, page, "整改方案", "SHA-256")
}
