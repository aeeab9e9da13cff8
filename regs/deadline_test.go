package regs

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"zhenggai/zh"
)

func chosen(t testing.TB, by Choice) Regime {
	t.Helper()
	r, err := Packs().Choose(by)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestSpan(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		s    Span
		from zh.Date
		want zh.Date
	}{
		{Span{1, Month}, zh.D(2024, 1, 31), zh.D(2024, 2, 29)},
		{Span{1, Month}, zh.D(2024, 2, 29), zh.D(2024, 3, 29)},
		{Span{-3, Month}, zh.D(2024, 5, 31), zh.D(2024, 2, 29)},
		{Span{6, Month}, zh.D(2020, 9, 10), zh.D(2021, 3, 10)},
		{Span{1, Year}, zh.D(2024, 2, 29), zh.D(2025, 2, 28)},
		{Span{1, Day}, zh.D(2024, 9, 10), zh.D(2024, 9, 11)},
		{Span{0, Day}, zh.D(2024, 9, 10), zh.D(2024, 9, 10)},
		{Span{15, Workday}, zh.D(2024, 9, 10), zh.D(2024, 10, 8)},
		{Span{}, zh.D(2024, 9, 10), zh.D(2024, 9, 10)},
	} {
		if got, p := c.s.After(c.from, Holidays()); got != c.want || p {
			t.Errorf("%s and %+v is %s, want %s", c.from, c.s, got, c.want)
		}
	}
}

func TestFigure(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		l    TimeLimit
		want Title
	}{
		{TimeLimit{Span: Span{6, Month}}, Title{"6个月", "6 months"}},
		{TimeLimit{Span: Span{1, Year}}, Title{"1年", "1 year"}},
		{TimeLimit{Span: Span{1, Workday}}, Title{"1个工作日", "1 working day"}},
		{TimeLimit{Span: Span{0, Day}}, Title{"当日", "on the day"}},
		{TimeLimit{Span: Span{-3, Day}}, Title{"提前3日", "3 days before"}},
		{TimeLimit{Span: Span{2, Month}, Plus: Span{5, Day}, Every: 1}, Title{"2个月再加5日，此后每1个月一次", "2 months and 5 days, then every 1 month"}},
		{TimeLimit{Span: Span{6, Month}, NotBefore: true}, Title{"6个月以后", "not before 6 months"}},
	} {
		if got := c.l.Figure(); got != c.want {
			t.Errorf("%+v is written %v, want %v", c.l, got, c.want)
		}
	}
}

// list writes deadlines, one a line.
func list(all []Deadline) string {
	var b strings.Builder
	for _, d := range all {
		b.WriteString(d.Day.String() + " " + d.Limit.Key + " from " + d.From.String())
		if d.Unverified {
			b.WriteString(" unverified")
		}
		if d.Provisional {
			b.WriteString(" provisional")
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func TestDeadlines(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		by   Choice
		at   Events
		want string
	}{
		{"the 2015 regulations", Choice{Kind: Inspection, Feedback: zh.D(2020, 9, 10)}, Events{Feedback: zh.D(2020, 9, 10)}, `
2020-11-10 period from 2020-09-10
2020-11-10 report from 2020-09-10
2020-11-10 principal_report from 2020-09-10
`},
		{"the 2024 revision", Choice{Kind: Inspection, Feedback: zh.D(2024, 8, 31)}, Events{Feedback: zh.D(2024, 8, 31)}, `
2025-02-28 period from 2024-08-31
2025-02-28 report from 2025-02-28 unverified
2025-02-28 principal_report from 2025-02-28 unverified
`},
		{"an end of the period that the ledger knows", Choice{Kind: Inspection, Feedback: zh.D(2024, 9, 10)},
			Events{Feedback: zh.D(2024, 9, 10), PeriodEnd: zh.D(2025, 1, 15)}, `
2025-01-15 report from 2025-01-15 unverified
2025-01-15 principal_report from 2025-01-15 unverified
2025-03-10 period from 2024-09-10
`},
		{"nothing happened yet", Choice{Kind: Inspection, Feedback: zh.D(2024, 9, 10)}, Events{Feedback: {}}, "\n"},
		{"a state enterprise, without holidays for 2030", Choice{Kind: Inspection, Feedback: zh.D(2030, 9, 10), Overlays: []string{"soe-manual", "evaluation-month"}},
			Events{Feedback: zh.D(2030, 9, 10)}, `
2030-10-01 plan from 2030-09-10 provisional
2030-10-10 meeting from 2030-09-10
2030-12-10 progress from 2030-09-10
2031-03-10 period from 2030-09-10
2031-03-10 report from 2031-03-10 unverified
2031-03-10 principal_report from 2031-03-10 unverified
2031-04-10 evaluation from 2031-03-10
`},
		{"an evaluation after a period nobody confirmed", Choice{Kind: Inspection, Feedback: zh.D(2014, 6, 1), Overlays: []string{"evaluation-month"}},
			Events{Feedback: zh.D(2014, 6, 1)}, `
2014-08-01 period from 2014-06-01 unverified
2014-08-01 report from 2014-06-01
2014-09-01 evaluation from 2014-08-01 unverified
`},
		{"audit", Choice{Kind: Audit, Regime: "audit-internal", Overlays: []string{"audit-60-days"}}, Events{ReportReceived: zh.D(2024, 12, 31)}, `
2025-01-31 report from 2024-12-31
2025-03-01 immediate from 2024-12-31 unverified
2025-03-05 update from 2024-12-31
`},
		{"a look-back of four months", Choice{Kind: Inspection, Regime: "inspection-2024", Overlays: []string{"lookback-four-months"}},
			Events{LookbackNotice: zh.D(2025, 3, 3)}, `
2025-04-03 lookback_self from 2025-03-03
2025-05-18 lookback_site from 2025-03-03 unverified
2025-06-18 lookback_opinion from 2025-03-03 unverified
2025-07-03 lookback_report from 2025-03-03
`},
	} {
		r := chosen(t, c.by)
		if d := cmp.Diff(c.want, "\n"+list(r.Deadlines(c.at, Holidays()))); d != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, d)
		}
	}
}

// A limit of the 31st falls due on the last day of each month, not on the 28th for
// good.
func TestNext(t *testing.T) {
	t.Parallel()
	r := chosen(t, Choice{Kind: Audit, Regime: "audit-internal"})
	var got []string
	for _, d := range r.Deadlines(Events{ReportReceived: zh.D(2024, 12, 31)}, Holidays()) {
		for ok := true; ok && d.Turn < 4; d, ok = d.Next(Holidays()) {
			got = append(got, d.Limit.Key+" "+d.Day.String())
		}
	}
	want := []string{"report 2025-01-31", "update 2025-03-05", "update 2025-04-05", "update 2025-05-05", "update 2025-06-05"}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	city := chosen(t, Choice{Kind: Inspection, Regime: "inspection-2024", Overlays: []string{"refund-and-quarterly"}})
	for _, d := range city.Deadlines(Events{Feedback: zh.D(2024, 8, 31)}, Holidays()) {
		if next, ok := d.Next(Holidays()); ok && (d.Day != zh.D(2025, 2, 28) || next.Day != zh.D(2025, 5, 31)) {
			t.Errorf("quarterly from 31 August is %s, then %s", d.Day, next.Day)
		}
	}
	own := Overlay{Key: "own", Title: Title{"本轮", "own"}, Basis: "通知", Limits: []TimeLimit{r.Limits[1]}}
	own.Limits[0].Plus.N = 10
	if r, err := r.With(own); err != nil {
		t.Error(err)
	} else if d, ok := r.Deadlines(Events{ReportReceived: zh.D(2025, 1, 10)}, Holidays())[1].Next(Holidays()); !ok || d.Day != zh.D(2025, 4, 20) || d.Base.Day != zh.D(2025, 4, 15) {
		t.Errorf("the next turn is %s instead of %+v", d.Day, d.Base)
	}
}

// A day that was guessed is not made sure by what is reckoned from it.
func TestProvisionalIsPassedOn(t *testing.T) {
	t.Parallel()
	r := chosen(t, Choice{Kind: Inspection, Regime: "inspection-2024", Overlays: []string{"evaluation-month"}})
	own := Overlay{Key: "own", Title: Title{"本轮", "own"}, Basis: "通知", Limits: []TimeLimit{r.Limits[0]}}
	own.Limits[0].Span, own.Limits[0].Every = Span{60, Workday}, 60
	r, err := r.With(own)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range r.Deadlines(Events{Feedback: zh.D(2030, 9, 10)}, Holidays()) {
		if !d.Provisional {
			t.Errorf("%s of 2030 is sure", d.Limit.Key)
		}
	}
	for _, d := range r.Deadlines(Events{Feedback: zh.D(2026, 8, 10)}, Holidays()) {
		if next, again := d.Next(Holidays()); d.Provisional || again && !next.Provisional {
			t.Errorf("%s of 2026 is provisional %v, the next turn %v", d.Limit.Key, d.Provisional, next.Provisional)
		}
	}
}

// What happens later is never due earlier, whatever the limit.
func TestDeadlinesMonotone(t *testing.T) {
	t.Parallel()
	unit := rapid.SampledFrom(keys(units))
	rapid.Check(t, func(t *rapid.T) {
		l := TimeLimit{
			Span:  Span{rapid.IntRange(-60, 60).Draw(t, "n"), unit.Draw(t, "unit")},
			Plus:  Span{rapid.IntRange(0, 30).Draw(t, "plus"), unit.Draw(t, "plus unit")},
			Every: rapid.IntRange(0, 12).Draw(t, "every"),
		}
		if l.Unit == Year || l.Plus.Unit == Year {
			l.N, l.Plus.N = l.N%10, l.Plus.N%10
		}
		d := zh.D(2016, 1, 1).AddDays(rapid.IntRange(0, 3000).Draw(t, "day"))
		later := d.AddDays(rapid.IntRange(0, 40).Draw(t, "later"))
		turn := rapid.IntRange(0, 3).Draw(t, "turn")
		a, _ := l.day(d, turn, Holidays())
		if b, _ := l.day(later, turn, Holidays()); b.Before(a) {
			t.Fatalf("%+v: from %s due %s, from %s due %s", l, d, a, later, b)
		}
		if b, _ := l.day(d, turn+1, Holidays()); b.Before(a) {
			t.Fatalf("%+v: turn %d is due %s, the next %s", l, turn, a, b)
		}
	})
}
