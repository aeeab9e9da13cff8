package oscal

import (
	"slices"
	"strconv"

	"zhenggai/ledger"
	"zhenggai/org"
)

// statuses are the words of the standard for states.
var statuses = map[ledger.State]string{ledger.Open: "open", ledger.Planned: "investigating", ledger.Underway: "remediating",
	ledger.Submitted: "remediating", ledger.Closed: "closed", ledger.Void: "closed"}

// statusOf returns the word of the standard for a state.
func statusOf(s ledger.State) string { return orElse(statuses[s], "open") }

// risk returns what is to be done about a finding in a cycle and what was: for a leaf,
// and for a parent that has a day or somebody who answers.
func (w *writer) risk(c *ledger.Case, f *ledger.Finding, last bool) (risk, bool) {
	k := f.Cycle
	r := risk{UUID: riskAt(f.ID, k), Title: headline(f.Title), Description: orElse(markup(orElse(f.Text, f.Title)), nameless), Status: statusOf(f.State)}
	r.Statement = orElse(markup(f.RootCause), r.Description)
	var whole []response
	if last {
		r.Deadline = dayEnd(f.Due)
		if roles := w.owners(&f.Owners); len(roles) > 0 {
			whole = []response{w.whole(f, roles)}
		}
	}
	if !f.Leaf && r.Deadline == "" && whole == nil {
		return risk{}, false
	}
	r.Remediations = whole
	for _, m := range c.Measures {
		if within(c, m.Cycle) == k {
			r.Remediations = append(r.Remediations, w.measure(m))
		}
	}
	if k > 1 {
		r.Links = append(r.Links, link{"#" + riskAt(f.ID, k-1), "relapse-of"})
	}
	if entries := w.log(c, k); len(entries) > 0 {
		r.Log = &riskLog{entries}
	}
	return r, true
}

// whole is the remediation of a finding as a whole: who answers for it.
func (w *writer) whole(f *ledger.Finding, roles []responsibleRole) response {
	r := response{UUID: uuid("whole", f.ID.String()), Lifecycle: "planned", Title: "整改责任", Description: orElse(markup(orElse(f.Goal, f.Title)), nameless)}
	if f.State == ledger.Closed {
		r.Lifecycle = "completed"
	}
	r.Props.add("part", "owners")
	r.Tasks = []task{{UUID: uuid("task", f.ID.String()), Type: "milestone", Title: "整改到位", Timing: on(dayEnd(f.Due)), Roles: roles}}
	return r
}

func (w *writer) measure(m *ledger.Measure) response {
	r := response{UUID: uuid("measure", m.ID.String()), Lifecycle: "planned", Title: headline("整改措施 " + m.No)}
	r.Description = r.Props.body(m.Text, "")
	r.Props.write(measureFields(m))
	if m.Done != nil {
		r.Lifecycle = "completed"
		r.Props.write(doneFields(m.Done))
	}
	t := task{UUID: uuid("task", m.ID.String()), Type: "action", Title: r.Title, Timing: on(dayEnd(m.Due)), Roles: w.owners(&m.Owners)}
	for i, s := range m.Milestones {
		step := task{UUID: uuid("milestone", m.ID.String(), strconv.Itoa(i)), Type: "milestone", Title: headline(s.Title), Timing: on(dayEnd(s.Due))}
		step.Props.write(milestoneFields(&s))
		step.Props.addHeading("title", s.Title)
		t.Tasks = append(t.Tasks, step)
	}
	if t.Timing != nil || t.Tasks != nil || t.Roles != nil {
		r.Tasks = []task{t}
	}
	return r
}

func on(date string) *timing {
	if date == "" {
		return nil
	}
	return &timing{On: &onDate{date}}
}

// owners returns who answers for something. Where a paper gives no more than a name,
// that is a party; what it prints beside somebody who is known stands in a property.
func (w *writer) owners(o *ledger.Owners) (roles []responsibleRole) {
	for _, one := range ownerRoles(o) {
		r := responsibleRole{Role: one.role}
		for _, id := range one.who() {
			r.Parties = append(r.Parties, w.party(id))
		}
		if *one.name != "" {
			r.Props.add("printed", *one.name)
			if len(r.Parties) == 0 {
				r.Parties = []string{w.partyNamed(one.role, *one.name)}
			}
		}
		if len(r.Parties) > 0 {
			roles = append(roles, r)
		}
	}
	return roles
}

// An ownerRole is one of the four ways to answer for something.
type ownerRole struct {
	role string
	one  *org.ID   // or
	many *[]org.ID // of them
	name *string
}

func ownerRoles(o *ledger.Owners) []ownerRole {
	return []ownerRole{{roleLead, &o.Lead, nil, &o.LeadName}, {roleDept, &o.Dept, nil, &o.DeptName},
		{roleSupport, nil, &o.Support, &o.SupportName}, {roleHandler, &o.Handler, nil, &o.HandlerName}}
}

func (r ownerRole) who() []org.ID {
	switch {
	case r.many != nil:
		return *r.many
	case r.one.IsZero():
		return nil
	}
	return []org.ID{*r.one}
}

func (r ownerRole) add(id org.ID) {
	if r.many != nil {
		*r.many = append(*r.many, id)
	} else if r.one.IsZero() {
		*r.one = id
	}
}

// The kinds of entries in a log.
const (
	entrySubmission = "submission"
	entryVerdict    = "verdict"
	entryClosure    = "closure"
	entryRenewal    = "renewal"
	entryRelapse    = "relapse"
	entryExtension  = "extension"
	entryDecision   = "decision"
)

// entry returns one line of a log, which bears the names that it is called by.
func (w *writer) entry(kind, title string, at ledger.Time, by org.ID, role org.Role, words, id string, fields []field) entry {
	e := entry{UUID: uuid("entry", kind, id), Title: headline(title), Description: markup(words), Start: moment(at)}
	e.Props.add("entry", kind)
	e.Props.write(fields)
	if !by.IsZero() {
		e.Logged = []loggedBy{{w.party(by), string(role)}}
	}
	return e
}

// log is what became of a finding in a cycle, in the order of time.
func (w *writer) log(c *ledger.Case, k int) (all []entry) {
	for _, r := range c.Relapses {
		if within(c, r.Cycle) == k && k > 1 {
			e := w.entry(entryRelapse, "登记反弹", r.At, r.By, "", r.Reason, r.ID.String(), relapseFields(r))
			e.Status = statusOf(ledger.Open)
			all = append(all, e)
		}
	}
	for _, x := range c.Extensions {
		if cycleOf(c, x.At) == k {
			all = w.extension(all, x)
		}
	}
	for _, s := range c.Submissions {
		if within(c, s.Cycle) == k {
			all = w.submission(all, s)
		}
	}
	for _, one := range c.Closures {
		if within(c, one.Cycle) == k {
			all = w.closure(all, one)
		}
	}
	slices.SortStableFunc(all, func(a, b entry) int { return timeOf(a.Start).Compare(timeOf(b.Start).Time) })
	return all
}

func (w *writer) extension(all []entry, x *ledger.Extension) []entry {
	all = append(all, w.entry(entryExtension, "申请延期", x.At, x.By, "", x.Reason, x.ID.String(), extensionFields(x)))
	if x.Decision != "" {
		title := "同意延期"
		if x.Decision == ledger.Refused {
			title = "不同意延期"
		}
		all = append(all, w.entry(entryDecision, title, x.DecidedAt, x.DecidedBy, "", x.Opinion, x.ID.String(), decisionFields(&x.ID, x)))
	}
	return all
}

func (w *writer) submission(all []entry, s *ledger.Submission) []entry {
	all = append(all, w.entry(entrySubmission, "申请销号", s.At, s.By, "", s.Note, s.ID.String(), submissionFields(s)))
	for i, v := range s.Verdicts {
		title, role, status := v.Step, org.Role(""), ""
		for _, step := range s.Chain {
			if step.Key == v.Step {
				title, role = step.Title, step.Role
			}
		}
		if v.Pass {
			title += "：通过"
		} else {
			title += "：退回"
			status = statusOf(ledger.Underway)
		}
		e := w.entry(entryVerdict, title, v.At, v.By, role, v.Opinion, s.ID.String()+"/"+strconv.Itoa(i), verdictFields(&s.ID, &v))
		e.Status = status
		e.Props.add("order", strconv.Itoa(i+1))
		all = append(all, e)
	}
	return all
}

func (w *writer) closure(all []entry, c *ledger.Closure) []entry {
	e := w.entry(entryClosure, "销号", c.At, c.By, "", "", c.ID.String(), closureFields(c))
	e.Status = statusOf(ledger.Closed)
	all = append(all, e)
	for i, r := range c.Renewed {
		e := w.entry(entryRenewal, "复核确认", r.At, r.By, "", r.Opinion, c.ID.String()+"/"+strconv.Itoa(i), renewalFields(&c.ID, &r))
		e.Props.add("order", strconv.Itoa(i+1))
		all = append(all, e)
	}
	return all
}
