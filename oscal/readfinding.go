package oscal

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/zh"
)

// readFindings reads the findings with all that is tied to them. Cycles of one finding
// become one.
func (r *reader) readFindings() {
	cycles := map[org.ID]int{}
	for i := range r.doc.Findings {
		f := &r.doc.Findings[i]
		path := fmt.Sprintf("findings[%d]", i)
		row := &ledger.Finding{Cycle: 1, State: ledger.Open}
		r.set(path+".props", f.Props, cycleFields(row))
		row.Head, row.Inspection = r.head(idOr(row.ID, f.UUID)), r.p.Inspection.ID
		r.current[lower(f.UUID)] = row.ID
		if cycles[row.ID]++; row.Cycle != cycles[row.ID] {
			r.c.fault(path, "这是第 %d 个周期，应为第 %d 个：周期要从 1 起依次排列。", "this is cycle %d and should be %d: cycles come in order, from 1 on.", row.Cycle, cycles[row.ID])
			row.Cycle = cycles[row.ID]
		}
		c := r.rows[row.ID]
		if c == nil {
			c = &ledger.Case{Book: r.p.Book, Inspection: r.p.Inspection, Finding: row}
			r.rows[row.ID] = c
			r.p.Cases = append(r.p.Cases, c)
		}
		c.Finding = row
		r.finding(path, f, c)
	}
	r.hang()
}

// hang puts each finding below its parent.
func (r *reader) hang() {
	for i := range r.doc.Findings {
		f := &r.doc.Findings[i]
		c := r.rows[r.current[lower(f.UUID)]]
		for _, l := range f.Links {
			if id, ok := r.current[lower(strings.TrimPrefix(l.Href, "#"))]; ok && l.Rel == "parent" {
				c.Finding.Parent = id
			}
		}
	}
	for _, c := range r.p.Cases {
		up := c.Finding.Parent
		for n := 0; !up.IsZero(); n++ {
			if n == mostDeep {
				r.c.fault("findings", "“%s”的上级一环套一环，没有顶，或层数太多。", "the parents of %q go round in a circle, or are too many.", clip(c.Finding.Title))
				c.Finding.Parent = org.ID{}
				break
			}
			up = r.rows[up].Finding.Parent
		}
	}
	parents := map[org.ID]bool{}
	for _, c := range r.p.Cases {
		parents[c.Finding.Parent] = true
	}
	for i, c := range r.p.Cases {
		f := c.Finding
		if r.p.Foreign {
			f.Leaf, f.Ord = !parents[f.ID], i+1
			f.Level = ledger.Problem
			if f.Leaf {
				f.Level = ledger.Point
			}
		}
		if f.Leaf && parents[f.ID] {
			r.c.fault("findings", "“%s”下面还有问题，不能标为最末一级。", "%q has findings below it and cannot be a leaf.", clip(f.Title))
		}
	}
	r.p.Cases = inOrder(r.p.Cases)
}

// inOrder returns cases with each parent before its children, else as they were.
func inOrder(all []*ledger.Case) (sorted []*ledger.Case) {
	below := map[org.ID][]*ledger.Case{}
	at, good := map[org.ID]bool{{}: true}, true
	for _, c := range all {
		good = good && at[c.Finding.Parent]
		at[c.Finding.ID] = true
		below[c.Finding.Parent] = append(below[c.Finding.Parent], c)
	}
	if good {
		return all
	}
	stack := slices.Clone(below[org.ID{}])
	slices.Reverse(stack)
	for len(stack) > 0 {
		c := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		sorted = append(sorted, c)
		for _, one := range slices.Backward(below[c.Finding.ID]) {
			stack = append(stack, one)
		}
	}
	return sorted
}

// finding reads one cycle of a finding into its case.
func (r *reader) finding(path string, f *finding, c *ledger.Case) {
	row := c.Finding
	row.Title = f.Props.heading("title", f.Title)
	row.Text = f.Props.words(f.Description, row.Title)
	r.set(path+".props", f.Props, findingFields(row))
	i := r.itemOf[lower(f.UUID)]
	if row.Code == "" {
		row.No = r.numberOf(i)
	}
	refs, seen := f.Risks, f.Observations
	if i != nil {
		refs, seen = append(slices.Clip(refs), i.Risks...), append(slices.Clip(seen), i.Observations...)
	}
	named := f.Props.has("state")
	if !named && f.Target.Status.State == "satisfied" {
		row.State = ledger.Closed
	}
	done := map[string]bool{}
	for _, ref := range refs {
		one := r.risks[lower(ref.UUID)]
		if done[lower(ref.UUID)] {
			continue
		}
		done[lower(ref.UUID)] = true
		r.risk(one, c, named)
		seen = append(seen, one.Observations...)
	}
	r.observations(seen, c)
}

// numberOf returns the number that others give to an item.
func (r *reader) numberOf(i *item) string {
	if i == nil {
		return ""
	}
	for _, p := range i.Props {
		if strings.EqualFold(p.Name, "item-number") || strings.EqualFold(p.Name, "POAM-ID") {
			return p.Value
		}
	}
	return ""
}

// states are what the words of the standard mean, for plans that do not say more.
var states = map[string]ledger.State{"open": ledger.Open, "investigating": ledger.Planned, "remediating": ledger.Underway,
	"deviation-requested": ledger.Underway, "deviation-approved": ledger.Underway, "closed": ledger.Closed}

// risk reads what is done about a finding. What the standard itself says counts more
// than our property beside it: another program may have changed the one and not known
// the other.
func (r *reader) risk(one *risk, c *ledger.Case, named bool) {
	f := c.Finding
	if s, ok := states[one.Status]; ok && (!named || statusOf(f.State) != one.Status) {
		f.State = s
	}
	if d := dayOf(one.Deadline); d.Valid() {
		f.Due = d
	}
	path := "risks " + one.UUID
	for i := range one.Remediations {
		if r.full() {
			return
		}
		re := &one.Remediations[i]
		if part, _ := re.Props.of("part"); part == "owners" && len(re.Tasks) > 0 {
			f.Owners = r.owners(re.Tasks[0].Roles)
			continue
		}
		r.measure(path, re, c)
	}
	if r.p.Foreign && f.Due.Valid() {
		f.FirstDue, f.Kind = f.Due, ledger.Dated
	}
	if one.Log != nil {
		r.log(path, one.Log.Entries, c)
	}
}

func (r *reader) measure(path string, re *response, c *ledger.Case) {
	m := &ledger.Measure{Finding: c.Finding.ID, Cycle: c.Finding.Cycle, Text: re.Props.words(re.Description, "")}
	r.set(path, re.Props, measureFields(m))
	ours := !m.ID.IsZero()
	m.Head = r.head(idOr(m.ID, re.UUID))
	if !ours {
		m.Ord = len(c.Measures) + 1
		if m.Text == "" {
			m.Text = plain(re.Title)
		}
	}
	if re.Lifecycle == "completed" {
		m.Done = &ledger.Done{}
		r.set(path, re.Props, doneFields(m.Done))
	}
	for i := range re.Tasks {
		t := &re.Tasks[i]
		if d := due(t.Timing); d.Valid() && !d.Before(m.Due) {
			m.Due = d
		}
		if o := r.owners(t.Roles); i == 0 || !m.Owners.Named() {
			m.Owners = o
		}
		if !ours && t.Type == "milestone" {
			m.Milestones = append(m.Milestones, ledger.Milestone{Title: plain(t.Title), Due: due(t.Timing)})
		}
		for _, step := range t.Tasks {
			s := ledger.Milestone{Title: step.Props.heading("title", step.Title), Due: due(step.Timing)}
			r.set(path, step.Props, milestoneFields(&s))
			m.Milestones = append(m.Milestones, s)
		}
	}
	if !ours && m.Due.Valid() {
		m.FirstDue, m.Kind = m.Due, ledger.Dated
	}
	c.Measures = append(c.Measures, m)
}

// due returns the last day of a task.
func due(t *timing) zh.Date {
	switch {
	case t == nil:
		return zh.Date{}
	case t.On != nil:
		return dayOf(t.On.Date)
	case t.Within != nil:
		return dayOf(t.Within.End)
	}
	return zh.Date{}
}

// owners reads who answers for something: by id where the plan is ours and knows him,
// else by name.
func (r *reader) owners(roles []responsibleRole) (o ledger.Owners) {
	for _, role := range roles {
		r.owner(&o, role)
	}
	return o
}

func (r *reader) owner(o *ledger.Owners, role responsibleRole) {
	to, known := ownerRole{}, false
	for _, one := range ownerRoles(o) {
		if one.role == role.Role && r.ownRole(role.Role) {
			to, known = one, true
		}
	}
	var names []string
	for _, id := range role.Parties {
		one := r.parties[lower(id)]
		if one == nil {
			continue
		}
		if known && (one.Props.has("party") || one.Props.has("unnamed")) {
			to.add(r.partyID(id))
			continue
		}
		names = append(names, one.Name)
		if !known { // a role of theirs: a department or a person
			to = ownerRole{name: &o.HandlerName}
			if one.Type == "organization" {
				to.name = &o.DeptName
			}
			joinName(to.name, one.Name)
		}
	}
	if !known {
		return
	}
	if printed, ok := role.Props.of("printed"); ok {
		*to.name = printed
	} else if len(names) > 0 {
		*to.name = strings.Join(names, "、")
	}
}

// ownRole reports whether a role means what it means with us: plans of others may have
// another of the same name.
func (r *reader) ownRole(id string) bool { return !r.p.Foreign || id == roleSupport || id == roleDept }

// joinName adds a name to those that are there.
func joinName(to *string, name string) {
	switch {
	case name == "" || slices.Contains(strings.Split(*to, "、"), name):
	case *to == "":
		*to = name
	default:
		*to += "、" + name
	}
}

// observations reads evidence, records and the rows of registers.
func (r *reader) observations(refs []observedBy, c *ledger.Case) {
	done := map[string]bool{}
	for _, ref := range refs {
		o := r.observed[lower(ref.UUID)]
		if done[lower(ref.UUID)] || slices.Contains(o.Types, "discovery") {
			continue
		}
		done[lower(ref.UUID)] = true
		if r.full() {
			return
		}
		if o.Props.has("record") {
			rec := &ledger.Record{Finding: c.Finding.ID, Title: o.Props.heading("title", o.Title), Seen: timeOf(o.Collected)}
			rec.Text = o.Props.words(o.Description, rec.Title)
			r.set("observations "+o.UUID, o.Props, recordFields(rec))
			rec.Book = r.p.Book.ID
			c.Records = append(c.Records, rec)
		}
		r.noted(o, c)
		for _, e := range o.Evidence {
			if res := r.resources[lower(strings.TrimPrefix(e.Href, "#"))]; res != nil && !r.full() {
				r.evidence(o, res, c)
			}
		}
	}
}

// noted reads money that was moved, and how people were held to account.
func (r *reader) noted(o *observation, c *ledger.Case) {
	path, words, seen := "observations "+o.UUID, o.Props.words(o.Description, plain(o.Title)), timeOf(o.Collected)
	switch {
	case o.Props.has("money"):
		m := &ledger.Money{Finding: c.Finding.ID, Text: words, Seen: seen}
		r.set(path, o.Props, moneyFields(m))
		m.Book = r.p.Book.ID
		c.Moneys = append(c.Moneys, m)
	case o.Props.has("accountability"):
		a := &ledger.Accountability{Finding: c.Finding.ID, Text: words, Seen: seen}
		r.set(path, o.Props, accountFields(a))
		a.Book = r.p.Book.ID
		c.Accounts = append(c.Accounts, a)
	}
}

func (r *reader) evidence(o *observation, res *resource, c *ledger.Case) {
	e := &ledger.Evidence{Finding: c.Finding.ID, Cycle: c.Finding.Cycle, SHA256: r.hash(res), Seen: timeOf(o.Collected)}
	r.set("back-matter "+res.UUID, res.Props, evidenceFields(e))
	if e.ID.IsZero() {
		e.Title = plain(res.Title)
	} else {
		e.Title, _ = res.Props.of("title")
	}
	e.Head = r.head(idOr(e.ID, res.UUID))
	if len(res.Links) > 0 {
		e.Type = res.Links[0].Media
	}
	c.Evidence = append(c.Evidence, e)
}

// strangers reads the items that no finding stands behind, and the risks that neither an
// item nor a finding names: nothing that a plan says is passed over.
func (r *reader) strangers() {
	used := map[string]bool{}
	for i := range r.doc.Findings {
		for _, ref := range r.doc.Findings[i].Risks {
			used[lower(ref.UUID)] = true
		}
	}
	for n := range r.doc.Items {
		i := &r.doc.Items[n]
		if len(i.Findings) > 0 {
			for _, ref := range i.Risks {
				used[lower(ref.UUID)] = true
			}
			continue
		}
		c := r.stranger(orElse(i.UUID, uuid("item", r.doc.UUID, strconv.Itoa(n))), i.Title, i.Description)
		c.Finding.No = r.numberOf(i)
		seen := slices.Clone(i.Observations)
		for _, ref := range i.Risks {
			used[lower(ref.UUID)] = true
			one := r.risks[lower(ref.UUID)]
			r.risk(one, c, false)
			seen = append(seen, one.Observations...)
		}
		r.observations(seen, c)
	}
	for n := range r.doc.Risks {
		if one := &r.doc.Risks[n]; !used[lower(one.UUID)] {
			c := r.stranger(one.UUID, one.Title, one.Description)
			r.risk(one, c, false)
			r.observations(one.Observations, c)
		}
	}
}

// stranger adds a leaf that is made of something else than a finding.
func (r *reader) stranger(uuid, title, text string) *ledger.Case {
	f := &ledger.Finding{Head: r.head(parseID(uuid)), Inspection: r.p.Inspection.ID, Level: ledger.Point, Leaf: true, Ord: len(r.p.Cases) + 1,
		Title: plain(title), Text: plain(text), State: ledger.Open, Cycle: 1}
	c := &ledger.Case{Book: r.p.Book, Inspection: r.p.Inspection, Finding: f}
	r.p.Cases = append(r.p.Cases, c)
	return c
}
