package form

import (
	"slices"
	"strings"

	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/zh"
)

// A Figure is something of the ledger that narrative may quote by name: a number with
// the rows that it counts, or a fact such as a day. It is never kept: it is worked out
// each time it is asked for, until the paper that quotes it is frozen.
type Figure struct {
	ZH, EN string
	Fact   bool   // words, not a number
	Rule   string // how a rate is worked out; printed beside it
	Of     func(*Account) Value
}

// A Value is what a figure is at the moment. A number of 0 is a number; the empty Text
// of a fact says that the ledger does not know.
type Value struct {
	Text string
	N    zh.Decimal // of a number; money is in yuan
	Rows []Trace    // that the number counts
}

// A Trace is one row behind a figure.
type Trace struct {
	Finding org.ID // that it belongs to; zero is none
	Row     org.ID
	Text    string
	Day     zh.Date
	Amount  ledger.Fen
}

// Figures are the names that narrative may quote, in the order in which they are
// offered.
var Figures = slices.Concat(facts, counts, kinds, rates, registers)

var facts = []Figure{
	fact("单位", "unit", func(a *Account) string { return a.Unit() }),
	fact("党组织", "Party organisation", func(a *Account) string { return a.Party() }),
	fact("巡察名称", "title of the inspection", func(a *Account) string { return a.Inspection.Title }),
	fact("轮次", "round", func(a *Account) string {
		if a.Round == nil {
			return ""
		}
		return a.Round.Name
	}),
	fact("巡察组", "inspection team", func(a *Account) string { return a.Inspection.Team }),
	fact("进驻日期", "first day on site", func(a *Account) string { return day(a.Inspection.From) }),
	fact("离驻日期", "last day on site", func(a *Account) string { return day(a.Inspection.To) }),
	fact("反馈日期", "day of the feedback", func(a *Account) string { return day(a.Inspection.Feedback) }),
	fact("公开日期", "day of publication", func(a *Account) string { return day(a.Inspection.Published) }),
	fact("今天", "today", func(a *Account) string { return day(a.Today) }),
	fact("专项组名称", "names of the workgroups", func(a *Account) (s string) {
		for _, g := range a.Groups {
			if !g.Closed {
				s = join(s, g.Name, "、")
			}
		}
		return s
	}),
}

var counts = []Figure{
	number("方面总数", "aspects", func(a *Account) []Trace { return level(a, ledger.Aspect) }),
	number("问题总数", "problems", func(a *Account) []Trace { return level(a, ledger.Problem) }),
	number("具体问题总数", "findings to be closed", leavesThat(func(*Account, *ledger.Case) bool { return true })),
	number("措施总数", "measures", measuresThat(func(*ledger.Measure) bool { return true })),
	number("措施完成数", "measures done", measuresThat(func(m *ledger.Measure) bool { return m.Done != nil })),
	number("已完成数", "findings done", leavesThat(func(a *Account, c *ledger.Case) bool { return a.stands(c).Finished })),
	number("未完成总数", "findings not done", leavesThat(func(a *Account, c *ledger.Case) bool { return !a.stands(c).Finished })),
	number("待审核数", "findings under review", leavesThat(func(_ *Account, c *ledger.Case) bool { return c.Finding.State == ledger.Submitted })),
	number("逾期数", "findings overdue", leavesThat(func(a *Account, c *ledger.Case) bool {
		return c.Finding.State != ledger.Closed && c.Finding.OverdueOn(a.Today)
	})),
	number("佐证件数", "pieces of evidence", func(a *Account) (all []Trace) {
		for _, c := range a.Leaves() {
			for _, e := range c.Proof() {
				all = append(all, Trace{c.Finding.ID, e.ID, e.Name, e.Dated, 0})
			}
		}
		return all
	}),
}

// kinds count findings of a kind that there need not be any of.
var kinds = []Figure{
	number("基本完成数", "findings largely done", leavesThat(func(a *Account, c *ledger.Case) bool { return a.stands(c).Status == partly })),
	number("延期数", "findings with more time", leavesThat(func(_ *Account, c *ledger.Case) bool { return c.Finding.Extended > 0 })),
	number("反弹数", "findings that relapsed", leavesThat(func(_ *Account, c *ledger.Case) bool { return len(c.Relapses) > 0 })),
	number("长期坚持数", "findings kept up for good", leavesThat(func(_ *Account, c *ledger.Case) bool {
		return c.Finding.Standing || c.Finding.Kind == ledger.Lasting
	})),
	number("立行立改数", "findings put right at once", leavesThat(func(_ *Account, c *ledger.Case) bool { return c.Finding.Kind == ledger.Immediate })),
}

// The two rates stand side by side, each with its rule: what is largely done is in
// the numerator of the second only.
var rates = []Figure{
	rate("完成率", "rate done", "已完成数÷具体问题总数", false),
	rate("含基本完成率", "rate done or largely done", "（已完成数＋基本完成数）÷具体问题总数", true),
}

var registers = []Figure{
	number("制度总数", "regulations", rulesThat("")),
	number("制度新建数", "regulations made", rulesThat("made")),
	number("制度修订数", "regulations amended", rulesThat("amended")),
	number("制度废止数", "regulations repealed", rulesThat("repealed")),
	number("会议次数", "meetings", meetingsThat("")),
	number("专题民主生活会次数", "criticism meetings", meetingsThat("民主生活会")),
	number("学习次数", "study sessions", recordsThat("学习")),
	number("党课次数", "lectures", recordsThat("党课")),
	number("检查次数", "checks", recordsThat("检查")),
	number("谈话次数", "talks", recordsThat("谈话")),
	money("清退金额", "money paid back", "repaid"),
	money("追回金额", "money recovered", "recovered"),
	money("挽回损失金额", "losses made good", "saved"),
	money("资金合计", "money in all", ""),
	persons("谈话提醒人数", "persons warned in a talk", "谈话提醒"),
	persons("批评教育人数", "persons criticised", "批评教育"),
	persons("诫勉人数", "persons admonished", "诫勉"),
	persons("组织处理人数", "persons moved or removed", "组织处理"),
	persons("党纪政务处分人数", "persons punished", "处分"),
	persons("移送人数", "persons handed over", "移送"),
	persons("问责人数", "persons held to account", ""),
	{ZH: "问责党组织数", EN: "Party organisations held to account", Of: func(a *Account) Value {
		return accounts(a, "", func(x *ledger.Accountability) int { return x.Bodies })
	}},
}

// FigureNamed returns the figure of a name, or nil.
func FigureNamed(name string) *Figure {
	for i := range Figures {
		if f := &Figures[i]; f.ZH == name || strings.EqualFold(f.EN, name) {
			return f
		}
	}
	return nil
}
