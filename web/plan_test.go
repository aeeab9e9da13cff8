package web

import (
	"html"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"zhenggai/app"
	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/store"
	"zhenggai/zh"
)

// actor is somebody of the city as the product knows him.
func (s *site) actor(login string) org.Actor {
	s.Helper()
	who, err := s.app.Actor(s.Context(), login)
	if err != nil {
		s.Fatal(err)
	}
	return who
}

// cases are the leaf findings of the only inspection of a book.
func (s *site) cases(login string, book int) []*ledger.Case {
	s.Helper()
	who, id := s.actor(login), people.Books[book]
	inspections, err := s.app.Inspections(s.Context(), who, id)
	if err != nil {
		s.Fatal(err)
	}
	all, err := s.app.Cases(s.Context(), who, id, inspections[0].ID)
	if err != nil {
		s.Fatal(err)
	}
	return all
}

// shows fails unless a page that came with a status has all words.
func (s *site) shows(want, status int, page string, words ...string) {
	s.Helper()
	if status != want {
		s.Errorf("status %d, want %d: %s", status, want, mainOf(page))
	}
	plain := html.UnescapeString(page)
	for _, w := range words {
		if !strings.Contains(plain, w) {
			s.Errorf("the page does not say %q: %s", w, mainOf(plain))
		}
	}
}

// hides fails if a page has one of words.
func (s *site) hides(page string, words ...string) {
	s.Helper()
	for _, w := range words {
		if strings.Contains(page, w) {
			s.Errorf("the page says %q", w)
		}
	}
}

// mainOf is the part of a page that is its own.
func mainOf(page string) string {
	_, page, _ = strings.Cut(page, "<main")
	if len(page) > 3000 {
		page = page[:3000]
	}
	return page
}

// bare returns a finding of the town for which nothing was planned yet.
func (s *site) bare(n int) *ledger.Case {
	s.Helper()
	for _, c := range s.cases("baixf", townBook) {
		if c.Finding.State == ledger.Open && len(c.Measures) == 0 && !c.Finding.Owners.Named() {
			if n == 0 {
				return c
			}
			n--
		}
	}
	s.Fatal("the town has no finding that is bare")
	return nil
}

func (s *site) caseNow(login string, book int, id org.ID) *ledger.Case {
	s.Helper()
	c, err := s.app.Case(s.Context(), s.actor(login), people.Books[book], id)
	if err != nil {
		s.Fatal(err)
	}
	return c
}

func TestPlanAndAssign(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	clerk, officer := s.as("baixf"), s.as("qiaosx")
	c, other := s.bare(0), s.bare(1)
	id := c.Finding.ID.String()

	status, page, _ := clerk.get("/plan")
	s.shows(200, status, page, c.Finding.Title, "待补：至少有一条整改措施", "报送全部已备齐的方案")
	status, page, _ = clerk.get("/plan?edit=" + id)
	s.shows(200, status, page, id+".new3.text", `list="z-people"`)

	// One row cannot be read: it is said there, everything typed stays, nothing is saved.
	form := url.Values{"line": {id}, id + ".f.seen": {c.Seen().String()}, id + ".f.lead": {"柏长青"}, id + ".f.dept": {"社会事务办"},
		id + ".f.kind": {"dated"}, id + ".f.due": {"2027-01-15"},
		id + ".new1.no": {"一是"}, id + ".new1.text": {"<b>摸底</b>排查"}, id + ".new1.kind": {"dated"}, id + ".new1.due": {"明年"}}
	status, page, _ = clerk.post("/plan/save", form)
	s.shows(422, status, page, "日期没有读懂", "<b>摸底</b>排查", `value="社会事务办"`)
	s.hides(page, "<b>摸底")
	if now := s.caseNow("baixf", townBook, c.Finding.ID); len(now.Measures) != 0 || now.Finding.Owners.Named() {
		t.Errorf("something was saved of a line that was refused: %+v", now.Finding.Owners)
	}

	form.Set(id+".new1.due", "2027-01-10")
	status, page, at := clerk.post("/plan/save", form)
	s.shows(200, status, page, "已保存 2 处修改", "<b>摸底</b>排查", "可以报送")
	if !strings.HasPrefix(at, "/plan?") {
		t.Errorf("saving leads to %s", at)
	}
	now := s.caseNow("baixf", townBook, c.Finding.ID)
	if m := now.Current(); len(m) != 1 || m[0].Due != zh.D(2027, 1, 10) || now.Finding.Due != zh.D(2027, 1, 15) ||
		now.Finding.Owners.Lead != s.actor("baicq").Person || now.Finding.Owners.Dept.IsZero() || m[0].Owners.Lead != now.Finding.Owners.Lead {
		t.Errorf("saved: %+v %+v", now.Finding, m)
	}
	if status, page, _ := clerk.post("/plan/save", form); status != 422 || !strings.Contains(page, "您看过之后有变动") {
		t.Errorf("what was seen before is saved again: %d", status)
	}

	// In bulk, each by itself: what is ready goes, what is not says why.
	tick := url.Values{"do": {"plan"}, "f": {id, other.Finding.ID.String()},
		id + ".f.seen": {now.Seen().String()}, other.Finding.ID.String() + ".f.seen": {other.Seen().String()}}
	status, page, _ = clerk.post("/plan/bulk", tick)
	s.shows(422, status, page, "办成 1 项，有 1 项没有办成", "问题 "+other.Finding.Code+" 不能“报送方案”：还没有定责任领导", "已办：报送方案")
	if now = s.caseNow("baixf", townBook, c.Finding.ID); now.Finding.State != ledger.Planned {
		t.Errorf("the plan is %s", now.Finding.State)
	}

	book := "book=" + people.Books[townBook].String()
	status, page, _ = officer.get("/plan?" + book + "&state=planned")
	s.shows(200, status, page, c.Finding.Title, "批准勾选的")
	s.hides(page, other.Finding.Title)
	back := url.Values{"book": {people.Books[townBook].String()}, "do": {"send_back"}, "f": {id}, id + ".f.seen": {now.Seen().String()}}
	status, page, _ = officer.post("/plan/bulk", back)
	s.shows(422, status, page, "要写明理由")
	back.Set("do", "approve")
	status, page, _ = officer.post("/plan/bulk", back)
	s.shows(200, status, page, "“批准方案”已办 1 项："+c.Finding.Code)
	if now = s.caseNow("baixf", townBook, c.Finding.ID); now.Finding.State != ledger.Underway || now.Current()[0].FirstDue != zh.D(2027, 1, 10) {
		t.Errorf("after approval: %s %s", now.Finding.State, now.Current()[0].FirstDue)
	}
}

func TestPlanInBulk(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	clerk := s.as("baixf")
	a, b := s.bare(0), s.bare(1)
	form := url.Values{"do": {"set"}, "lead": {"柏长青"}, "dept": {"不在名单上的科"}, "due": {"2027-03-31"}, "kind": {"dated"}, "standing": {"yes"}}
	status, page, _ := clerk.post("/plan/bulk", form)
	s.shows(422, status, page, "没有选中问题", `value="不在名单上的科"`)
	for _, c := range []*ledger.Case{a, b} {
		form.Add("f", c.Finding.ID.String())
		form.Set(c.Finding.ID.String()+".f.seen", c.Seen().String())
	}
	status, page, _ = clerk.post("/plan/bulk", form)
	s.shows(200, status, page, "“成批填写”已办 2 项")
	for _, c := range []*ledger.Case{a, b} {
		f := s.caseNow("baixf", townBook, c.Finding.ID).Finding
		if f.Due != zh.D(2027, 3, 31) || !f.Standing || f.Kind != ledger.Dated || f.Owners.Lead != s.actor("baicq").Person ||
			f.Owners.DeptName != "不在名单上的科" || !f.Owners.Dept.IsZero() {
			t.Errorf("%s is %+v", f.Code, f)
		}
	}
	// Everything that lacks nothing is sent with one button, and nothing else.
	status, page, _ = clerk.post("/plan/bulk", url.Values{"do": {"ready"}, "f": {a.Finding.ID.String()}})
	s.shows(422, status, page, "变动") // what was seen is not said: nothing is sent unseen
	form = url.Values{"do": {"ready"}}
	ready := 0
	for _, c := range s.cases("baixf", townBook) {
		form.Set(c.Finding.ID.String()+".f.seen", c.Seen().String())
		if len(c.Current()) > 0 {
			ready++
		}
	}
	status, page, _ = clerk.post("/plan/bulk", form)
	s.shows(200, status, page, "“报送方案”已办")
	planned, _, err := s.app.Findings(t.Context(), s.actor("baixf"), store.FindingQuery{States: []ledger.State{ledger.Planned}, LeafOnly: true})
	if err != nil || len(planned) != ready {
		t.Errorf("%d plans were sent, want %d: %v", len(planned), ready, err)
	}
}

func TestPlanRights(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	school := people.Books[schoolBook].String()
	f := s.cases("luzy", schoolBook)[0].Finding
	form := url.Values{"book": {school}, "line": {f.ID.String()}, "do": {"approve"}, "f": {f.ID.String()}}

	if _, _, at := s.stranger().get("/plan"); !strings.HasPrefix(at, "/signin") {
		t.Errorf("a stranger comes to %s", at)
	}
	if _, _, at := s.stranger().post("/plan/bulk", form); !strings.HasPrefix(at, "/signin") {
		t.Errorf("a stranger who sends a form comes to %s", at)
	}
	viewer := s.as("gongxt")
	status, page, _ := viewer.get("/plan")
	s.shows(200, status, page, f.Title)
	s.hides(page, "报送勾选的", "批准勾选的", "编辑整张表", `type="checkbox" class="form-check-input" form="bulk"`)
	for _, path := range []string{"/plan/save", "/plan/bulk"} {
		if status, _, _ := viewer.post(path, form); status != http.StatusForbidden {
			t.Errorf("a viewer who sends %s gets %d", path, status)
		}
	}
	town := s.as("baixf")
	if status, _, _ := town.get("/plan?book=" + school); status != http.StatusNotFound {
		t.Errorf("the plan of another unit is %d", status)
	}
	form.Del("book")
	if status, _, _ := town.post("/plan/save", form); status != http.StatusNotFound {
		t.Errorf("a line of another unit is %d", status)
	}
	if status, _, _ := s.as("weizp").get("/plan"); status != http.StatusForbidden {
		t.Errorf("the system administrator gets %d", status)
	}
	// A handler sees the lines that are his.
	status, page, _ = s.as("yinxh").get("/plan")
	his := len(s.cases("yinxh", schoolBook))
	if all := len(s.cases("luzy", schoolBook)); his == 0 || his >= all || strings.Count(page, `<tbody id="f-`) != his || status != 200 {
		t.Errorf("a handler sees %d of %d lines, %d on the page", his, all, strings.Count(page, `<tbody id="f-`))
	}
}

// Where an office supervises, a measure is dropped by the office, with a reason.
func TestPlanDrop(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	var c *ledger.Case
	for _, x := range s.cases("luzy", schoolBook) {
		if x.Finding.State == ledger.Underway && len(x.Current()) > 1 {
			c = x
		}
	}
	id, m := c.Finding.ID.String(), c.Current()[0].ID.String()
	form := url.Values{"book": {people.Books[schoolBook].String()}, "line": {id}, id + ".f.seen": {c.Seen().String()}, id + "." + m + ".drop": {"1"}}
	status, page, _ := s.as("luzy").post("/plan/save", form)
	s.shows(422, status, page, "由巡察办办理，您没有这个角色")
	office := s.as("qiaosx")
	status, page, _ = office.get("/plan?book=" + people.Books[schoolBook].String() + "&edit=" + id)
	s.shows(200, status, page, id+"."+m+".drop")
	s.hides(page, id+".new1.text")
	status, page, _ = office.post("/plan/save", form)
	s.shows(422, status, page, "要写明理由", `value="1" checked`)
	form.Set(id+"."+m+".reason", "与另一条重复")
	status, page, _ = office.post("/plan/save", form)
	s.shows(200, status, page, "已保存 1 处修改")
	now := s.caseNow("luzy", schoolBook, c.Finding.ID)
	if len(now.Current()) != len(c.Current())-1 || now.Measures[len(now.Measures)-len(c.Current())].Dropped != "与另一条重复" {
		t.Errorf("after dropping: %d measures", len(now.Current()))
	}
}

// TestSentBackShown: why a plan was sent back stands where the finding is planned anew,
// and stays in its history when the plan was approved.
func TestSentBackShown(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	u, said := s.as("luzy"), "调研课题没有列出题目和成果形式"
	for _, c := range s.cases("luzy", 1) {
		f := c.Finding
		if len(f.SentBack) == 0 {
			continue
		}
		page := u.has(findingPath(f), "上次退回方案：", said)
		s.hides(page, "方案被退回：")
		do := func(e ledger.Event, reason string) {
			_, err := s.app.Do(t.Context(), s.actor("qiaosx"), app.Request{Book: f.Book, Finding: f.ID, Act: ledger.Act{Event: e, Reason: reason}})
			if err != nil {
				t.Fatal(err)
			}
		}
		do(ledger.SendBack, "期限没有写明")
		u.has(findingPath(f), "方案被退回：", "期限没有写明", said, "乔慎行")
		u.has("/work", "方案被退回：期限没有写明")
		u.has("/plan", "方案被退回：", "期限没有写明")
		if _, err := s.app.Do(t.Context(), s.actor("luzy"), app.Request{Book: f.Book, Finding: f.ID, Act: ledger.Act{Event: ledger.Plan}}); err != nil {
			t.Fatal(err)
		}
		do(ledger.Approve, "")
		s.hides(u.has(findingPath(f), said, "期限没有写明"), "方案被退回：")
		return
	}
	t.Error("no plan of the city was sent back")
}

// TestPlanMilestones: milestones and the departments that help are written in the plan;
// what cannot be read is said beside its measure.
func TestPlanMilestones(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	u := s.as("luzy")
	c := s.caseNow("luzy", schoolBook, s.one("luzy", ledger.Underway).ID)
	id, m := c.Finding.ID.String(), c.Current()[0]
	key := id + "." + m.ID.String()
	form := url.Values{"book": {c.Finding.Book.String()}, "line": {id}, id + ".f.seen": {c.Seen().String()}, id + ".f.support": {"组织人事科、计划财务科"},
		key + ".milestones": {"下周 初稿"}}
	status, page, _ := u.post("/plan/save", form)
	s.shows(422, status, page, "节点“下周 初稿”读不出来", "组织人事科、计划财务科")
	form.Set(key+".milestones", "2026-12-01 完成初稿\r\n2026-12-20 印发 | 2026-12-18")
	status, page, _ = u.post("/plan/save", form)
	s.shows(200, status, page, "已保存 2 处修改", "2026-12-01 完成初稿", "组织人事科、计划财务科")
	now := s.caseNow("luzy", schoolBook, c.Finding.ID)
	stones := now.Measures[0].Milestones
	if len(stones) != 2 || stones[1].Done != zh.D(2026, 12, 18) || len(now.Finding.Owners.Support) != 2 {
		t.Errorf("kept: %+v %+v", stones, now.Finding.Owners)
	}
	form = url.Values{"book": form["book"], "line": {id}, id + ".f.seen": {now.Seen().String()}, id + ".f.support": {"计划财务科、市财政局"}}
	if status, page, _ = u.post("/plan/save", form); status != 200 || !strings.Contains(page, "计划财务科、市财政局") {
		t.Errorf("a department of another unit: %d", status)
	}
}
