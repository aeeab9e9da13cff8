// Package gallery says what there is to be seen: every page, in every state, as whoever
// sees it, over the invented city of package demo. People who work on the pages look
// through it, a test opens all of it in both languages, and the pictures of the manual
// are taken of it.
package gallery

import (
	"context"
	"fmt"
	"strings"

	"zhenggai/app"
	"zhenggai/demo"
	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/store"
	"zhenggai/web"
)

// The books of the city, as demo.City has them.
const (
	water = iota
	school
	town
	anywhere
)

// A show collects exhibits; the first error ends it.
type show struct {
	ctx  context.Context
	app  *app.App
	city *demo.City
	all  []web.Exhibit
	err  error
}

// Exhibits returns all of it. Addresses hold ids, so they are looked up in the city.
func Exhibits(ctx context.Context, a *app.App, city *demo.City) ([]web.Exhibit, error) {
	s := &show{ctx: ctx, app: a, city: city}
	s.all = append(s.all, plain...)
	s.reading("qiaosx", "11月31日")
	s.inspection("qiaosx", school)
	for _, p := range publications {
		s.publication(p)
	}
	for _, f := range states {
		s.finding(f)
	}
	return s.all, s.err
}

// reading lays the report that the water bureau published on somebody's desk, unless it
// lies there, and adds it at the line with these words.
func (s *show) reading(login, words string) {
	who := s.actor(login)
	if s.err != nil {
		return
	}
	book := s.city.Books[water]
	papers, err := s.app.Documents(s.ctx, who, book)
	if err != nil {
		s.err = err
		return
	}
	for _, p := range papers {
		_, text, err := s.app.Document(s.ctx, who, book, p.ID)
		if err != nil {
			s.err = err
			return
		}
		text = strings.ReplaceAll(text, "\n\n", "\n") // as an office types it
		before, _, found := strings.Cut(text, words)
		if !found {
			continue
		}
		line := 1 + strings.Count(before, "\n")
		r, err := s.laid(who, p.Name, text)
		if err != nil {
			s.err = err
			return
		}
		s.all = append(s.all, web.Exhibit{Name: "desk-reading", ZH: "读出来的报告", EN: "a report as it was read", Login: login, Manual: true,
			Path: fmt.Sprintf("/desk/%s?line=%d#l%d", r.ID, line, line)})
		return
	}
	s.err = fmt.Errorf("gallery: no paper of the city says %s", words)
}

// laid returns what lies on a desk under a name; if nothing does, text is laid there.
func (s *show) laid(who org.Actor, name, text string) (*app.Reading, error) {
	have, err := s.app.Readings(s.ctx, who)
	if err != nil {
		return nil, err
	}
	for _, r := range have {
		if r.Name == name {
			return r, nil
		}
	}
	return s.app.LayOut(s.ctx, who, name, []byte(text))
}

// inspection adds the page of the inspection of a book.
func (s *show) inspection(login string, book int) {
	who := s.actor(login)
	if s.err != nil {
		return
	}
	all, err := s.app.Inspections(s.ctx, who, s.city.Books[book])
	if err == nil && len(all) == 0 {
		err = fmt.Errorf("gallery: book %d has no inspection", book)
	}
	if err != nil {
		s.err = err
		return
	}
	s.all = append(s.all, web.Exhibit{Name: "inspection", ZH: "一次巡察和它的时限", EN: "an inspection with its time limits", Login: login, Manual: true,
		Path: fmt.Sprintf("/rounds/%s/%s", all[0].Book, all[0].ID)})
}

// actor returns who signs in as login.
func (s *show) actor(login string) org.Actor {
	if s.err != nil {
		return org.Actor{}
	}
	who, err := s.app.Actor(s.ctx, login)
	s.err = err
	return who
}

// plain are the pages whose addresses hold no id.
var plain = []web.Exhibit{
	{Name: "signin", ZH: "登录", EN: "signing in", Path: "/signin", Manual: true},
	{Name: "work-handler", ZH: "承办人的工作", EN: "what waits for a handler", Login: "miaojm", Path: "/work", Manual: true},
	{Name: "work-coordinator", ZH: "联络员的工作", EN: "what waits for a coordinator", Login: "luzy", Path: "/work"},
	{Name: "work-office", ZH: "巡察办的工作", EN: "what waits for the office", Login: "qiaosx", Path: "/work"},
	{Name: "work-none", ZH: "没有待办", EN: "nothing waits", Login: "gongxt", Path: "/work"},
	{Name: "ledger", ZH: "台账", EN: "the ledger", Login: "luzy", Path: "/ledger", Manual: true},
	{Name: "ledger-search", ZH: "检索两个字", EN: "found by two characters", Login: "qiaosx", Path: "/ledger?q=经费&leaf=1"},
	{Name: "ledger-none", ZH: "没有符合条件的", EN: "nothing fits", Login: "qiaosx", Path: "/ledger?q=没有这样的字"},
	{Name: "ledger-overdue", ZH: "已超期的", EN: "overdue", Login: "qiaosx", Path: "/ledger?overdue=1&leaf=1"},
	{Name: "review", ZH: "待审核", EN: "reviews that wait", Login: "luzy", Path: "/review"},
	{Name: "overview", ZH: "全市总览", EN: "the whole city", Login: "qiaosx", Path: "/overview", Manual: true},
	{Name: "overview-unit", ZH: "一个单位的总览", EN: "one unit", Login: "rongjz", Path: "/overview"},
	{Name: "desk", ZH: "阅读台", EN: "the reading desk", Login: "luzy", Path: "/desk"},
	{Name: "papers", ZH: "文稿和表单", EN: "papers and forms", Login: "yewq", Path: "/papers", Manual: true},
	{Name: "paper-public", ZH: "通报：预览和文字", EN: "the public report with its words", Login: "yewq", Path: "/papers/public", Manual: true},
	{Name: "paper-approval", ZH: "销号审批表", EN: "the approval of a closure", Login: "luzy", Path: "/papers/approval"},
	{Name: "paper-sheet", ZH: "三色预警台账", EN: "the three-colour ledger", Login: "luzy", Path: "/papers/ledger-colour"},
	{Name: "paper-phone", ZH: "手机上的督办单", EN: "an order on a phone", Login: "qiaosx", Path: "/papers/urge", Phone: true},
	{Name: "figures", ZH: "可以引用的数字", EN: "figures that can be quoted", Login: "yewq", Path: "/papers/figures"},
	{Name: "figure", ZH: "一个数字数的是哪些", EN: "what one figure counts", Login: "luzy", Path: "/papers/figures?name=逾期数"},
	{Name: "plan", ZH: "方案", EN: "a plan", Login: "baixf", Path: "/plan", Manual: true},
	{Name: "plan-done", ZH: "已批准的方案", EN: "a plan that was approved", Login: "luzy", Path: "/plan"},
	{Name: "meetings", ZH: "会议", EN: "meetings", Login: "luzy", Path: "/meetings"},
	{Name: "publications", ZH: "公开", EN: "publications", Login: "yewq", Path: "/publications"},
	{Name: "registers", ZH: "登记簿", EN: "registers", Login: "luzy", Path: "/registers"},
	{Name: "discrepancies", ZH: "出入", EN: "discrepancies", Login: "luzy", Path: "/discrepancies"},
	{Name: "rounds", ZH: "轮次", EN: "rounds", Login: "qiaosx", Path: "/rounds", Manual: true},
	{Name: "rules", ZH: "检查规则", EN: "rules", Login: "luzy", Path: "/rules"},
	{Name: "rule", ZH: "一条规则", EN: "one rule", Login: "luzy", Path: "/rules/N02"},
	{Name: "journal", ZH: "存证日志", EN: "the journal", Login: "luzy", Path: "/journal", Manual: true},
	{Name: "journal-site", ZH: "站点的日志", EN: "the journal of the site", Login: "zhengcw", Path: "/journal"},
	{Name: "people", ZH: "人员与授权", EN: "people and roles", Login: "guansy", Path: "/people", Manual: true},
	{Name: "people-system", ZH: "系统管理员看人员", EN: "people, as the system administrator sees them", Login: "weizp", Path: "/people"},
	{Name: "rights", ZH: "权限表", EN: "rights", Login: "guansy", Path: "/rights"},
	{Name: "settings", ZH: "设置", EN: "settings", Login: "weizp", Path: "/settings"},
	{Name: "jobs", ZH: "定时任务", EN: "jobs", Login: "weizp", Path: "/jobs"},
	{Name: "backup", ZH: "备份", EN: "backup", Login: "weizp", Path: "/backup"},
	{Name: "profile", ZH: "个人信息", EN: "profile", Login: "luzy", Path: "/profile"},
	{Name: "password", ZH: "修改密码", EN: "changing the password", Login: "luzy", Path: "/profile/password"},
	{Name: "no-page", ZH: "没有这个页面", EN: "no such page", Login: "luzy", Path: "/no/such/page"},
	{Name: "not-yours", ZH: "无权使用的页面", EN: "a page for others", Login: "gongxt", Path: "/backup"},
}

// A state is a finding as it stands at some moment of its way.
type state struct {
	name, zh, en, login string
	book                int
	query               store.FindingQuery
	fit                 func(*ledger.Case) bool // nil takes the first
	path                string                  // before the finding's own
	phone, manual       bool
}

// states are the findings that are shown, one for each state and what is special in it.
var states = []state{
	{name: "finding-open", zh: "待定措施的问题", en: "a finding without a plan", login: "baixf", book: town, query: in(ledger.Open)},
	{name: "finding-planned", zh: "方案待审的问题", en: "a plan under review", login: "qiaosx", book: anywhere, query: in(ledger.Planned)},
	{name: "finding-underway", zh: "整改中的问题", en: "a finding underway", login: "miaojm", book: school, query: in(ledger.Underway), manual: true},
	{name: "finding-returned", zh: "被退回的问题", en: "a finding that was returned", login: "luzy", book: school, query: in(ledger.Underway), fit: returned},
	{name: "finding-asked", zh: "申请延期的问题", en: "more time is asked for", login: "luzy", book: school, query: in(ledger.Underway), fit: func(c *ledger.Case) bool { return c.Asked() != nil }},
	{name: "finding-submitted", zh: "申请销号的问题", en: "closure is asked for", login: "luzy", book: school, query: in(ledger.Submitted)},
	{name: "finding-closed", zh: "已销号的问题", en: "a closed finding", login: "yewq", book: water, query: in(ledger.Closed)},
	{name: "finding-stale", zh: "销号后有变动的问题", en: "changed after it was closed", login: "duanmc", book: water, query: in(ledger.Closed), fit: (*ledger.Case).Stale},
	{name: "finding-relapsed", zh: "反弹的问题", en: "a relapse", login: "yewq", book: water, query: leaves(), fit: func(c *ledger.Case) bool { return len(c.Relapses) > 0 }},
	{name: "finding-phone", zh: "手机上的问题", en: "a finding on a phone", login: "miaojm", book: school, query: in(ledger.Underway), phone: true, manual: true},
	{name: "review-one", zh: "审核一个问题", en: "a review", login: "luzy", book: school, query: in(ledger.Submitted), fit: at("desk"), path: "/review", manual: true},
	{name: "review-phone", zh: "手机上审核", en: "a review on a phone", login: "wenyc", book: school, query: in(ledger.Submitted), fit: at("lead"), path: "/review", phone: true},
}

func leaves() store.FindingQuery { return store.FindingQuery{LeafOnly: true} }

func in(s ledger.State) store.FindingQuery {
	return store.FindingQuery{LeafOnly: true, States: []ledger.State{s}}
}

// at fits a submission that waits at a step of its chain.
func at(step string) func(*ledger.Case) bool {
	return func(c *ledger.Case) bool {
		s := c.Submission()
		return s != nil && s.Step() != nil && s.Step().Key == step
	}
}

func returned(c *ledger.Case) bool {
	n := len(c.Submissions)
	return n > 0 && c.Submissions[n-1].Outcome == ledger.Returned
}

// finding adds the first finding of a book that is in a state.
func (s *show) finding(f state) {
	who := s.actor(f.login)
	if s.err != nil {
		return
	}
	q := f.query
	if f.book != anywhere {
		q.Books = []org.ID{s.city.Books[f.book]}
	}
	list, _, err := s.app.Findings(s.ctx, who, q)
	if err != nil {
		s.err = err
		return
	}
	for _, found := range list {
		if f.fit != nil {
			c, err := s.app.Case(s.ctx, who, found.Book, found.ID)
			if err != nil {
				s.err = err
				return
			}
			if !f.fit(c) {
				continue
			}
		}
		path := fmt.Sprintf("%s/b/%s/f/%s", f.path, found.Book, found.ID)
		s.all = append(s.all, web.Exhibit{Name: f.name, ZH: f.zh, EN: f.en, Login: f.login, Path: path, Phone: f.phone, Manual: f.manual})
		return
	}
	s.err = fmt.Errorf("gallery: the city has nothing to show for %s", f.name)
}
