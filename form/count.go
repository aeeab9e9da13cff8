package form

import (
	"cmp"
	"strconv"
	"strings"

	"zhenggai/ledger"
	"zhenggai/zh"
)

// fact is a figure of words.
func fact(zh, en string, of func(*Account) string) Figure {
	return Figure{ZH: zh, EN: en, Fact: true, Of: func(a *Account) Value { return Value{Text: of(a)} }}
}

// number is a figure that counts rows.
func number(zh, en string, rows func(*Account) []Trace) Figure {
	return Figure{ZH: zh, EN: en, Of: func(a *Account) Value {
		all := rows(a)
		return counted(len(all), all)
	}}
}

// counted is the value of a number with what it counts.
func counted(n int, rows []Trace) Value {
	return Value{Text: strconv.Itoa(n), N: zh.Int(int64(n)), Rows: rows}
}

// rate is one of the two rates. It says 100% only where nothing is left: it is
// rounded down.
func rate(name, en, rule string, partlyToo bool) Figure {
	return Figure{ZH: name, EN: en, Rule: rule, Of: func(a *Account) Value {
		var done []Trace
		all := a.Leaves()
		for _, c := range all {
			if w := a.stands(c); w.Finished || partlyToo && w.Status == partly {
				done = append(done, of(c))
			}
		}
		if len(all) == 0 {
			return Value{Text: "—"}
		}
		n := zh.Decimal(len(done) * 10000 / len(all) * int(zh.One) / 100)
		return Value{Text: n.String() + "%", N: n, Rows: done}
	}}
}

// partly is the word of what is largely done.
const partly Status = "基本完成"

// stands returns how far a leaf has come.
func (a *Account) stands(c *ledger.Case) Word {
	for _, w := range Words {
		if w.When(c.Finding, a.Today) {
			return w
		}
	}
	return Word{}
}

// of is the trace of a leaf.
func of(c *ledger.Case) Trace {
	return Trace{Finding: c.Finding.ID, Row: c.Finding.ID, Text: c.Finding.Title, Day: c.Finding.Due}
}

// level traces the findings of a level under which a leaf stands that was not voided.
func level(a *Account, l ledger.Level) (all []Trace) {
	for _, f := range a.Tree {
		if f.Level == l && f.State != ledger.Void {
			all = append(all, Trace{Finding: f.ID, Row: f.ID, Text: titleOf(f)})
		}
	}
	return all
}

func leavesThat(is func(*Account, *ledger.Case) bool) func(*Account) []Trace {
	return func(a *Account) (all []Trace) {
		for _, c := range a.Leaves() {
			if is(a, c) {
				all = append(all, of(c))
			}
		}
		return all
	}
}

func measuresThat(is func(*ledger.Measure) bool) func(*Account) []Trace {
	return func(a *Account) (all []Trace) {
		for _, c := range a.Leaves() {
			for _, m := range c.Current() {
				if is(m) {
					all = append(all, Trace{c.Finding.ID, m.ID, m.Text, m.Due, 0})
				}
			}
		}
		return all
	}
}

func rulesThat(event string) func(*Account) []Trace {
	return func(a *Account) (all []Trace) {
		for _, r := range a.Rules {
			if event == "" || r.Event == event {
				t := Trace{Row: r.ID, Text: join(r.Title, r.No, " "), Day: r.Dated}
				if len(r.Findings) > 0 {
					t.Finding = r.Findings[0]
				}
				all = append(all, t)
			}
		}
		return all
	}
}

func meetingsThat(kind string) func(*Account) []Trace {
	return func(a *Account) (all []Trace) {
		for _, m := range a.Meetings {
			if strings.Contains(m.Kind, kind) || strings.Contains(m.Title, kind) {
				all = append(all, Trace{Row: m.ID, Text: cmp.Or(m.Title, m.Kind), Day: m.Dated})
			}
		}
		return all
	}
}

func recordsThat(kind string) func(*Account) []Trace {
	return func(a *Account) (all []Trace) {
		for _, c := range a.Leaves() {
			for _, r := range c.Records {
				if strings.Contains(r.Kind, kind) {
					all = append(all, Trace{c.Finding.ID, r.ID, r.Title, r.Dated, 0})
				}
			}
		}
		return all
	}
}

// money is a figure of the sums that rectification moved; event "" is all of them.
func money(name, en, event string) Figure {
	return Figure{ZH: name, EN: en, Of: func(a *Account) (v Value) {
		var sum ledger.Fen
		for _, c := range a.Leaves() {
			for _, m := range c.Moneys {
				if event == "" || m.Event == event {
					sum += m.Amount
					v.Rows = append(v.Rows, Trace{c.Finding.ID, m.ID, join(m.Text, m.Voucher, " "), m.Dated, m.Amount})
				}
			}
		}
		v.N = yuan(sum)
		v.Text = v.N.String() + "元"
		return v
	}}
}

// yuan returns an amount in yuan.
func yuan(f ledger.Fen) zh.Decimal { return zh.Decimal(f) * (zh.One / 100) }

// persons is a figure of the persons to whom something was done in one form.
func persons(name, en, form string) Figure {
	return Figure{ZH: name, EN: en, Of: func(a *Account) Value {
		return accounts(a, form, func(x *ledger.Accountability) int { return x.Persons })
	}}
}

// accounts adds up n of what was done about people in one form; "" is every form.
func accounts(a *Account, form string, n func(*ledger.Accountability) int) Value {
	sum := 0
	var rows []Trace
	for _, c := range a.Leaves() {
		for _, x := range c.Accounts {
			if k := n(x); k > 0 && strings.Contains(x.Form, form) {
				sum += k
				rows = append(rows, Trace{c.Finding.ID, x.ID, join(x.Form, x.Text, "："), x.Dated, 0})
			}
		}
	}
	return counted(sum, rows)
}

// titleOf returns the title of a finding, or what stands for one.
func titleOf(f *ledger.Finding) string {
	if f.Title == "" && f.Text == "" {
		return ledger.Untitled.ZH
	}
	return cmp.Or(f.Title, f.Text)
}
