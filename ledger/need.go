package ledger

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"zhenggai/fault"
	"zhenggai/org"
	"zhenggai/zh"
)

// The needs of the workflow. Each says what is missing and what to do about it.
var (
	needOwner = Need{"owner", "已定责任领导或牵头科室", "a lead leader or lead department is named",
		func(c *Case, a Act, _ org.Actor, _ Now) error {
			if c.Finding.Owners.Named() {
				return nil
			}
			return missing(c, a, "还没有定责任领导或牵头科室，请先填上", "nobody answers for it yet; please name a lead leader or lead department")
		}}
	needMeasures = Need{"measures", "至少有一条整改措施", "there is at least one measure",
		func(c *Case, a Act, _ org.Actor, _ Now) error {
			if len(c.Current()) > 0 {
				return nil
			}
			return missing(c, a, "还没有整改措施，请先增加措施", "it has no measure yet; please add one")
		}}
	needDates = Need{"dates", "每条措施有期限，或立行立改、长期坚持", "every measure has a date, or is at once or standing",
		func(c *Case, a Act, _ org.Actor, _ Now) error {
			var bare []*Measure
			for _, m := range c.Current() {
				if m.Due.IsZero() && !m.Standing && m.Kind != Immediate && m.Kind != Lasting {
					bare = append(bare, m)
				}
			}
			if len(bare) == 0 {
				return nil
			}
			return missing(c, a, fmt.Sprintf("有 %d 条措施没有完成时限（%s），请逐条填上日期，或标为立行立改、长期坚持", len(bare), names(bare)),
				fmt.Sprintf("%d measures have no date (%s); please give each a date or mark it as at once or standing", len(bare), names(bare)))
		}}
	needDone = Need{"done", "措施全部完成", "every measure is done",
		func(c *Case, a Act, _ org.Actor, _ Now) error {
			var left []*Measure
			for _, m := range c.Current() {
				if m.Done == nil {
					left = append(left, m)
				}
			}
			if len(left) == 0 {
				return nil
			}
			return missing(c, a, fmt.Sprintf("还有 %d 条措施没有完成（%s），请先逐条登记完成情况", len(left), names(left)),
				fmt.Sprintf("%d measures are not done (%s); please record what was done for each", len(left), names(left)))
		}}
	needEvidence = Need{"evidence", "每条措施有佐证材料", "every measure has evidence",
		func(c *Case, a Act, _ org.Actor, _ Now) error {
			covered := map[org.ID]bool{}
			for _, e := range c.Proof() {
				covered[e.Measure] = true
			}
			var bare []*Measure
			for _, m := range c.Current() {
				if !covered[m.ID] && !covered[org.ID{}] {
					bare = append(bare, m)
				}
			}
			if len(bare) == 0 {
				return nil
			}
			return missing(c, a, fmt.Sprintf("有 %d 条措施没有佐证材料（%s），请先提交文件", len(bare), names(bare)),
				fmt.Sprintf("%d measures have no evidence (%s); please add a file", len(bare), names(bare)))
		}}
	needMended = Need{"mended", "退回以后有补正", "something was mended since it was returned",
		func(c *Case, a Act, _ org.Actor, _ Now) error {
			last := c.returned()
			if last == nil || last.Seen != c.Seen() {
				return nil
			}
			return missing(c, a, "上次退回以后什么都没有改动，请先按退回意见补正，再重新申请",
				"nothing was changed since it was returned; please mend it first")
		}}
	needReason = Need{"reason", "写明理由", "a reason is given",
		func(c *Case, a Act, _ org.Actor, _ Now) error {
			if strings.TrimSpace(a.Reason) != "" {
				return nil
			}
			return missing(c, a, "要写明理由或结果，请补上", "a reason or result is wanted; please write one")
		}}
	needProgress = Need{"progress", "写明目前进展", "the progress so far is given",
		func(c *Case, a Act, _ org.Actor, _ Now) error {
			if strings.TrimSpace(a.Progress) != "" {
				return nil
			}
			return missing(c, a, "要写明目前进展，请补上", "the progress so far is wanted; please write it")
		}}
	needDue = Need{"due", "已有期限", "it has a date",
		func(c *Case, a Act, _ org.Actor, _ Now) error {
			if !c.Finding.Due.IsZero() {
				return nil
			}
			return missing(c, a, "这个问题没有期限，不用延期", "it has no date that could be put off")
		}}
	needBefore = Need{"before", "在到期之前提出", "it is asked before the date has passed",
		func(c *Case, a Act, _ org.Actor, now Now) error {
			if !now.Day.After(c.Finding.Due) {
				return nil
			}
			return missing(c, a, "期限 "+c.Finding.Due.String()+" 已过，延期只能在到期之前申请；请如实按超期登记进展",
				"the date "+c.Finding.Due.String()+" has passed and more time can only be asked before it; please record the progress as overdue")
		}}
	needLater = Need{"later", "新期限晚于现期限", "the new date is later than the present one",
		func(c *Case, a Act, _ org.Actor, _ Now) error {
			if a.Day.Valid() && a.Day.After(c.Finding.Due) {
				return nil
			}
			return missing(c, a, "新期限要晚于现在的 "+c.Finding.Due.String()+"，请改日期", "the new date must be later than "+c.Finding.Due.String()+"; please change it")
		}}
	needNoRequest = Need{"no-request", "没有待批的延期申请", "no request for more time is open",
		func(c *Case, a Act, _ org.Actor, _ Now) error {
			if c.Asked() == nil {
				return nil
			}
			return missing(c, a, "有一份延期申请还没有批复，请先等批复", "a request for more time is still open; please wait for the answer")
		}}
	needRequest = Need{"request", "有待批的延期申请", "a request for more time is open",
		func(c *Case, a Act, _ org.Actor, _ Now) error {
			if c.Asked() != nil {
				return nil
			}
			return missing(c, a, "没有待批的延期申请", "no request for more time is open")
		}}
	needApprover = Need{"approver", "批复人不是申请人", "who decides is not who asked",
		func(c *Case, a Act, who org.Actor, _ Now) error {
			if x := c.Asked(); x == nil || x.By != who.Person {
				return nil
			}
			return missing(c, a, "延期是您本人申请的，须由另一人批复", "you asked for it yourself; somebody else must decide")
		}}
	needOther = Need{"other", "审核人不是申请人", "who reviews is not who submitted",
		func(c *Case, a Act, who org.Actor, _ Now) error {
			if s := c.Submission(); s == nil || s.By != who.Person || c.next() == nil || c.next().Self {
				return nil
			}
			return missing(c, a, "销号是您本人申请的，“"+c.next().Title+"”须由另一人办理", "you submitted it yourself; this step must be taken by somebody else")
		}}
	needOutside = Need{"outside", "须单位以外的人办理的，由单位以外的人办理", "a step for outsiders is taken by one",
		func(c *Case, a Act, who org.Actor, _ Now) error {
			if next := c.next(); next == nil || !next.Outside || !who.Tree.Within(who.Unit, c.Book.Unit) {
				return nil
			}
			return missing(c, a, "“"+c.next().Title+"”须由本单位以外的人办理", "this step must be taken by somebody from outside the unit")
		}}
	needSeen = Need{"seen", "所见材料与现在一致", "what was seen is what is there",
		func(c *Case, a Act, _ org.Actor, _ Now) error {
			if a.Seen == c.Seen() {
				return nil
			}
			return conflict(c, a, "您看过之后材料有变动，请重新打开、看过再办", "something was changed after you looked; please open it again before you decide")
		}}
	needUnchanged = Need{"unchanged", "申请以后材料没有变动", "nothing was changed since it was submitted",
		func(c *Case, a Act, _ org.Actor, _ Now) error {
			s, now := c.Submission(), c.Seen()
			if s == nil || s.Seen == now {
				return nil
			}
			return conflict(c, a, "申请以后材料有变动，前面的意见针对的是旧材料，请退回后重新申请",
				"something was changed since it was submitted and earlier opinions are on what was there before; please return it")
		}}
	needMeeting = Need{"meeting", "会议审定的，有会议决定", "a step for a meeting has its decision",
		func(c *Case, a Act, _ org.Actor, now Now) error {
			next := c.next()
			if next == nil || !next.Meeting {
				return nil
			}
			if a.Meeting == nil {
				return missing(c, a, "“"+next.Title+"”要有会议决定，请先登记会议，再指明是哪次会议", "this step wants the decision of a meeting; please record the meeting and name it")
			}
			s := c.Submission()
			if a.Meeting.Dated.After(now.Day) {
				return missing(c, a, "会议日期 "+a.Meeting.Dated.String()+" 还没有到", "the meeting's day "+a.Meeting.Dated.String()+" has not come yet")
			}
			if s != nil && a.Meeting.Seen.Before(s.At.Time) && a.Meeting.Dated.Before(dayOf(s.At)) {
				return missing(c, a, "会议（"+a.Meeting.Dated.String()+"）早于这次销号申请，不能审定它", "the meeting was held before this submission and cannot have decided it")
			}
			for _, d := range a.Meeting.Decisions {
				if d.Finding == c.Finding.ID {
					return nil
				}
			}
			return missing(c, a, "这次会议的决定里没有这个问题，请在会议里补记对它的决定", "the meeting has no decision on this finding; please record it with the meeting")
		}}
	needVerifier = Need{"verifier", "有申请人以外的人核实（有巡察办监督的，由单位以外的人）", "somebody other than who submitted has verified it, from outside the unit where an office supervises",
		func(c *Case, a Act, who org.Actor, _ Now) error {
			s := c.Submission()
			if s == nil || len(s.Verdicts)+1 < len(s.Chain) || !c.verifier(s, who).IsZero() {
				return nil
			}
			return missing(c, a, "还没有申请人以外的人核实，不能销号；请退回并改审核链", "nobody other than who submitted has verified it; please return it and mend the chain")
		}}
	needStale = Need{"stale", "销号后有变动", "it was changed after it was closed",
		func(c *Case, a Act, _ org.Actor, _ Now) error {
			if c.Stale() {
				return nil
			}
			return missing(c, a, "销号以后没有变动，不用复核", "nothing was changed since it was closed")
		}}
	needEdit = Need{"edit", "写明改什么", "what is amended is given",
		func(c *Case, a Act, _ org.Actor, _ Now) error {
			if a.Edit != nil && (a.On.IsZero() || c.measure(a.On) != nil) {
				return nil
			}
			return missing(c, a, "没有写明改哪一条、改什么", "it is not said what is to be amended")
		}}
	needWords = Need{"words", "不改巡察组的原话", "the inspectors' own words stay as they are",
		func(c *Case, a Act, _ org.Actor, _ Now) error {
			if a.Edit == nil || a.Edit.Text == nil || !a.On.IsZero() || *a.Edit.Text == c.Finding.Text {
				return nil
			}
			if _, printed := c.Finding.Sources.Of("text"); !printed {
				return nil
			}
			return missing(c, a, "问题的文字来自文件原文，不能改；有不同意见请写在进展里", "its words come from a document and stay as they are; please put what you have to say into the progress")
		}}
	needFirst = Need{"first", "方案批准后，期限只能经延期改动", "once the plan is approved a date is only moved by an extension",
		func(c *Case, a Act, _ org.Actor, _ Now) error {
			if a.Edit == nil || a.Edit.Due == nil {
				return nil
			}
			first, due := c.Finding.FirstDue, c.Finding.Due
			if m := c.measure(a.On); m != nil {
				first, due = m.FirstDue, m.Due
			}
			if c.Finding.State == Open || first.IsZero() || *a.Edit.Due == due {
				return nil
			}
			return missing(c, a, "期限已定为 "+due.String()+"，不能直接改；要推迟请申请延期", "the date is set to "+due.String()+" and cannot be changed; please ask for more time")
		}}
	needRow = Need{"row", "写明登记什么", "what is added is given",
		func(c *Case, a Act, _ org.Actor, _ Now) error {
			if fits(a.Event, a.Row) {
				return nil
			}
			return missing(c, a, "没有要登记的内容", "there is nothing to add")
		}}
	needTarget = Need{"target", "指明哪一条", "which one is given",
		func(c *Case, a Act, _ org.Actor, _ Now) error {
			switch a.Event {
			case Detach:
				for _, e := range c.Proof() {
					if e.ID == a.On {
						return nil
					}
				}
			default:
				if m := c.measure(a.On); m != nil && m.Cycle == c.Finding.Cycle && m.Dropped == "" && (m.Done == nil || a.Event == Drop) {
					return nil
				}
			}
			return missing(c, a, "没有这一条，或者它已经办过，请重新选", "there is no such one, or it was dealt with already; please choose again")
		}}
	needPast = Need{"past", "日期不晚于今天", "the day that is claimed is not in the future",
		func(c *Case, a Act, _ org.Actor, now Now) error {
			day := a.Day
			switch row := a.Row.(type) {
			case *Record:
				day = row.Dated
			case *Money:
				day = row.Dated
			case *Accountability:
				day = row.Dated
			}
			if !day.After(now.Day) {
				return nil
			}
			return missing(c, a, "日期 "+day.String()+" 还没有到，请改为已经发生的日期", "the day "+day.String()+" has not come yet; please give one that has")
		}}
)

// brought reports whether the need is about what an act brings with it rather than
// about the finding as it stands.
func (n Need) brought() bool {
	switch n.Key {
	case "reason", "progress", "later", "meeting", "edit", "words", "first", "row", "target", "past":
		return true
	}
	return false
}

// beside names the field of an act that a refusal is about, so that a form can show it
// where the person looks.
func (n Need) beside(err error) error {
	said, ok := errors.AsType[*fault.Error](err)
	if field := needFields[n.Key]; ok && said.Field == "" {
		said.Field = field
	}
	return err
}

// needFields are the fields that the needs look at.
var needFields = map[string]string{"reason": "reason", "progress": "progress", "later": "day", "past": "day", "meeting": "meeting",
	"words": "text", "first": "due"}

// missing and conflict make the refusals of needs: what was asked, why not, what to do.
func missing(c *Case, a Act, zh, en string) error { return refusal(fault.Invalid, c, a, zh, en) }

func conflict(c *Case, a Act, zh, en string) error { return refusal(fault.Conflict, c, a, zh, en) }

func refusal(kind fault.Kind, c *Case, a Act, zh, en string) error {
	event := string(a.Event)
	return fault.New(kind, "问题 "+c.Finding.Code+" 不能“"+Name(Events, event, "zh")+"”："+zh+"。",
		"Finding "+c.Finding.Code+", "+Name(Events, event, "en")+": "+en+".", nil)
}

// refuseState says that the finding's state does not allow the step.
func refuseState(f *Finding, s *Step) error {
	var from, fromEN []string
	for _, st := range s.From {
		from, fromEN = append(from, Name(States, string(st), "zh")), append(fromEN, Name(States, string(st), "en"))
	}
	event, state := string(s.Event), string(f.State)
	return fault.New(fault.Conflict,
		fmt.Sprintf("问题 %s 现在是“%s”，不能“%s”；这一步只在“%s”时办理。", f.Code, Name(States, state, "zh"), Name(Events, event, "zh"), strings.Join(from, "”“")),
		fmt.Sprintf("Finding %s is %q, so it cannot take the step %q, which is for %q.", f.Code, Name(States, state, "en"), Name(Events, event, "en"), strings.Join(fromEN, ", ")), nil)
}

// refuseRole says who may take the step instead.
func refuseRole(f *Finding, s *Step, roles []org.Role) error {
	var zh, en []string
	for _, r := range roles {
		zh, en = append(zh, r.Name("zh")), append(en, r.Name("en"))
	}
	event := string(s.Event)
	return fault.New(fault.Forbidden,
		fmt.Sprintf("问题 %s 的“%s”由%s办理，您没有这个角色；请转给他们。", f.Code, Name(Events, event, "zh"), strings.Join(zh, "、")),
		fmt.Sprintf("The step %q of finding %s is for the %s; please pass it on to them.", Name(Events, event, "en"), f.Code, strings.Join(en, ", ")), nil)
}

// names lists measures by their numbers, or by the beginning of their words.
func names(measures []*Measure) string {
	var all []string
	for _, m := range measures {
		name := m.No
		if name == "" {
			name = short(m.Text, 12)
		}
		if all = append(all, name); len(all) == 5 && len(measures) > 5 {
			return strings.Join(all, "、") + "…"
		}
	}
	return strings.Join(all, "、")
}

// short cuts s after n characters.
func short(s string, n int) string {
	for i := range s {
		if n--; n < 0 {
			return s[:i] + "…"
		}
	}
	return s
}

// dayOf returns the day of t in China, where every site is.
func dayOf(t Time) zh.Date {
	y, m, d := t.Add(8 * time.Hour).UTC().Date()
	return zh.D(y, int(m), d)
}
