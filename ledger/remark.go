package ledger

import (
	"fmt"
	"time"

	"zhenggai/fault"
	"zhenggai/org"
	"zhenggai/zh"
)

// A Remark is something about a case that wants an explanation: two facts side by
// side. It accuses nobody and stops nothing.
type Remark struct {
	Key string
	On  org.ID // the measure or evidence it is about; zero is the finding
	fault.Msg
}

// lateFiling is how many days after the day it claims a document is still filed in time.
const lateFiling = 30

// Remarks returns what is to be noticed about the case on a day.
func (c *Case) Remarks(day zh.Date) []Remark {
	r := &remarks{}
	c.remarkTime(r, day)
	for _, e := range c.Proof() {
		c.remarkProof(r, e)
	}
	c.remarkMeasures(r)
	for _, rec := range c.Records {
		if seen := dayOf(rec.Seen); rec.Dated.Before(seen.AddDays(-lateFiling)) {
			r.add("record-late", rec.ID, fmt.Sprintf("记录“%s”写的是 %s，%d 天后才登记。", rec.Title, rec.Dated, seen.Days()-rec.Dated.Days()),
				fmt.Sprintf("The record %q is dated %s and was entered %d days later.", rec.Title, rec.Dated, seen.Days()-rec.Dated.Days()))
		}
	}
	return r.all
}

type remarks struct{ all []Remark }

func (r *remarks) add(key string, on org.ID, zh, en string) {
	r.all = append(r.all, Remark{key, on, fault.Msg{ZH: zh, EN: en}})
}

// remarkTime looks at days, extensions, returns and closures of the finding.
func (c *Case) remarkTime(r *remarks, day zh.Date) {
	f, none := c.Finding, org.ID{}
	if f.OverdueOn(day) {
		n := day.Days() - f.Due.Days()
		r.add("overdue", none, fmt.Sprintf("期限 %s 已过 %d 天，还没有销号。", f.Due, n), fmt.Sprintf("The date %s passed %d days ago and it is not closed.", f.Due, n))
	}
	if f.Extended > 0 {
		r.add("extended", none, fmt.Sprintf("已延期 %d 次：首次期限 %s，现期限 %s。", f.Extended, f.FirstDue, f.Due),
			fmt.Sprintf("More time was granted %s: first date %s, present date %s.", times(f.Extended), f.FirstDue, f.Due))
	}
	if c.Stale() {
		cl := c.Closure()
		r.add("stale", none, fmt.Sprintf("%s 销号以后材料有变动，现在的材料不是当时审定的，需要复核确认。", dayOf(cl.At)),
			fmt.Sprintf("Something was changed after it was closed on %s: what is there is not what was judged, and it is to be confirmed again.", dayOf(cl.At)))
	}
	returned := 0
	for _, s := range c.Submissions {
		if s.Cycle == f.Cycle && s.Outcome == Returned {
			returned++
		}
	}
	if returned > 0 {
		r.add("returned", none, fmt.Sprintf("本周期的销号申请被退回过 %d 次。", returned), fmt.Sprintf("Closure was asked for and returned %s in this cycle.", times(returned)))
	}
	if n := len(c.Relapses); n > 0 {
		r.add("relapsed", none, fmt.Sprintf("已反弹 %d 次，现为第 %d 周期。", n, f.Cycle), fmt.Sprintf("It relapsed %s; this is cycle %d.", times(n), f.Cycle))
	}
}

// remarkProof holds the day that a document claims against the days that are known.
func (c *Case) remarkProof(r *remarks, e *Evidence) {
	if e.Dated.IsZero() {
		return
	}
	name, seen := e.Title, dayOf(e.Seen)
	if name == "" {
		name = e.Name
	}
	if e.Dated.After(seen) {
		r.add("dated-after-seen", e.ID, fmt.Sprintf("“%s”落款 %s，晚于收到的日期 %s。", name, e.Dated, seen),
			fmt.Sprintf("%q is dated %s, later than it arrived (%s).", name, e.Dated, seen))
	}
	if e.Dated.Before(seen.AddDays(-lateFiling)) {
		n := seen.Days() - e.Dated.Days()
		r.add("filed-late", e.ID, fmt.Sprintf("“%s”落款 %s，%d 天后（%s）才收到。", name, e.Dated, n, seen),
			fmt.Sprintf("%q is dated %s and arrived %d days later (%s).", name, e.Dated, n, seen))
	}
	if start := c.began(); !start.IsZero() && e.Dated.Before(start) {
		r.add("dated-before-cycle", e.ID, fmt.Sprintf("“%s”落款 %s，早于提出问题的日期 %s。", name, e.Dated, start),
			fmt.Sprintf("%q is dated %s, before the finding was raised (%s).", name, e.Dated, start))
	}
	for _, m := range c.Current() {
		if m.ID != e.Measure {
			continue
		}
		if set := madeOn(m.ID); c.Finding.Cycle == m.Cycle && e.Dated.Before(set) && set.Before(seen) {
			r.add("dated-before-measure", e.ID, fmt.Sprintf("“%s”落款 %s，早于它所证明的措施列入账册的日期 %s。", name, e.Dated, set),
				fmt.Sprintf("%q is dated %s, before the measure that it proves was entered (%s).", name, e.Dated, set))
		}
	}
}

// remarkMeasures looks at what was said to be done.
func (c *Case) remarkMeasures(r *remarks) {
	proved := map[org.ID]bool{}
	for _, e := range c.Proof() {
		proved[e.Measure] = true
	}
	for _, m := range c.Current() {
		if m.Done == nil {
			continue
		}
		if !proved[m.ID] && !proved[org.ID{}] {
			r.add("done-unproved", m.ID, "措施“"+short(m.Text, 16)+"”登记为完成，没有佐证材料。", fmt.Sprintf("The measure %q is recorded as done without evidence.", short(m.Text, 16)))
		}
		if start := c.began(); !start.IsZero() && !m.Done.Dated.IsZero() && m.Done.Dated.Before(start) {
			r.add("done-before-cycle", m.ID, fmt.Sprintf("措施“%s”登记的完成日期 %s 早于提出问题的日期 %s。", short(m.Text, 16), m.Done.Dated, start),
				fmt.Sprintf("The measure %q is said to be done on %s, before the finding was raised (%s).", short(m.Text, 16), m.Done.Dated, start))
		}
	}
}

// began is the day that the cycle began: of the feedback, or of its relapse.
func (c *Case) began() zh.Date {
	for _, r := range c.Relapses {
		if r.Cycle == c.Finding.Cycle {
			if !r.Found.IsZero() {
				return r.Found
			}
			return dayOf(r.At)
		}
	}
	if c.Inspection == nil {
		return zh.Date{}
	}
	return c.Inspection.Feedback
}

// madeOn is the day on which the row of an id came into a ledger: an id tells its time.
func madeOn(id org.ID) zh.Date {
	var ms int64
	for _, b := range id[:6] {
		ms = ms<<8 | int64(b)
	}
	return dayOf(Time{time.UnixMilli(ms)})
}

// times says how often in English.
func times(n int) string {
	if n == 1 {
		return "once"
	}
	return fmt.Sprintf("%d times", n)
}
