package web

import (
	"net/url"
	"strings"
	"testing"

	"zhenggai/ledger"
)

func TestRegisters(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	book := people.Books[schoolBook].String()
	clerk, handler, viewer := s.as("luzy"), s.as("miaojm"), s.as("gongxt")
	before, err := s.app.Moneys(t.Context(), s.actor("luzy"), people.Books[schoolBook])
	if err != nil {
		t.Fatal(err)
	}
	var total ledger.Fen
	for _, m := range before {
		total += m.Amount
	}
	status, page, _ := viewer.get("/registers?kind=money&book=" + book)
	s.shows(200, status, page, "合计 <b>"+yuan(total)+"</b>", before[0].Text)
	s.hides(page, `action="/registers"`)

	var f *ledger.Finding
	for _, c := range s.cases("miaojm", schoolBook) {
		if c.Finding.State == ledger.Underway {
			f = c.Finding
		}
	}
	form := url.Values{"kind": {"money"}, "finding": {f.ID.String()}, "event": {"repaid"}, "amount": {"一千"}, "payer": {"<u>某</u>"}, "dated": {"2026-11-20"}}
	status, page, _ = handler.post("/registers", form)
	s.shows(422, status, page, "金额没有读懂", `value="一千"`, `value="2026-11-20"`)
	form.Set("amount", "1000.50")
	status, page, _ = handler.post("/registers", form)
	s.shows(200, status, page, "已登记", "1,000.50", f.Code)
	s.hides(page, "<u>某")
	status, page, _ = clerk.get("/registers?kind=money")
	s.shows(200, status, page, yuan(total+100050))
	form.Set("dated", "2026-12-30")
	status, page, _ = handler.post("/registers", form)
	s.shows(422, status, page, "还没有到")
	status, page, _ = handler.post("/registers", url.Values{"kind": {"accountability"}, "finding": {f.ID.String()}, "form": {"诫勉"}, "persons": {"x"}})
	s.shows(422, status, page, "请填整数")
	status, page, _ = handler.post("/registers", url.Values{"kind": {"record"}, "finding": {f.ID.String()}, "form": {"检查"}, "title": {"到校抽查"}, "dated": {"2026-11-19"}})
	s.shows(200, status, page, "到校抽查", "苗嘉木")

	// A handler has the register of his own findings and none of the book's regulations.
	status, page, _ = handler.get("/registers")
	s.shows(200, status, page, "资金")
	s.hides(page, "kind=regulation")
	if status, _, _ = handler.get("/registers?kind=regulation"); status != 404 {
		t.Errorf("a handler gets the regulations of the book: %d", status)
	}
	mine, err := s.app.Moneys(t.Context(), s.actor("yinxh"), people.Books[schoolBook])
	if err != nil || len(mine) >= len(before)+1 {
		t.Errorf("who sees a part of the book sees %d of %d sums: %v", len(mine), len(before)+1, err)
	}

	reg := url.Values{"kind": {"regulation"}, "title": {""}, "event": {"made"}, "no": {"云教〔2026〕9号"}, "findings": {f.ID.String()}}
	status, page, _ = clerk.post("/registers", reg)
	s.shows(422, status, page, "请写明制度名称", "云教〔2026〕9号", `value="`+f.ID.String()+`" checked`)
	reg.Set("title", "采购管理办法")
	status, page, _ = clerk.post("/registers", reg)
	s.shows(200, status, page, "采购管理办法", findingPath(f))
	if status, _, _ = viewer.post("/registers", reg); status != 403 {
		t.Errorf("a viewer who enters a regulation gets %d", status)
	}
	status, page, _ = clerk.post("/workgroups", url.Values{"name": {"<b>专项组"}, "leader": {s.login("wenyc").String()}, "member": {s.login("yinxh").String()}})
	s.shows(200, status, page, "<b>专项组", "温亦初", "尹小禾")
	s.hides(page, "<b>专项组")
}

func TestYuan(t *testing.T) {
	t.Parallel()
	for in, want := range map[ledger.Fen]string{0: "0.00", 100: "1.00", 99999: "999.99", 100000: "1,000.00", 123456789: "1,234,567.89"} {
		if got := yuan(in); got != want {
			t.Errorf("%d is %s, want %s", in, got, want)
		}
	}
	if strings.Contains(yuan(12345), ",") {
		t.Error("123.45 has a comma")
	}
}
