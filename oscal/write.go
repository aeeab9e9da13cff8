package oscal

import (
	"cmp"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"zhenggai/fault"
	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/zh"
)

// Write writes p as OSCAL of a version. modified is when what it says was last
// changed; the same arguments give the same bytes.
func Write(w io.Writer, p *Plan, version string, modified time.Time) error {
	if err := supported(version); err != nil {
		return err
	}
	if !slices.ContainsFunc(p.Cases, func(c *ledger.Case) bool { return c.Finding.Leaf }) {
		return fault.New(fault.Invalid, "这次巡察还没有具体问题，OSCAL 至少要有一条；请先导入或登记问题。",
			"This inspection has no finding yet and OSCAL wants at least one: import or add findings first.", nil)
	}
	wr := &writer{p: p, modified: moment(ledger.At(modified)), named: map[string]party{}, known: map[org.ID]bool{}, at: map[org.ID]*ledger.Case{}}
	for _, party := range p.Parties {
		wr.known[party.ID] = true
	}
	for _, c := range p.Cases {
		wr.at[c.Finding.ID] = c
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	if err := enc.Encode(document{wr.plan(version)}); err != nil {
		return fmt.Errorf("oscal: writing: %w", err)
	}
	return nil
}

// A writer makes the document of one plan.
type writer struct {
	p         *Plan
	modified  string
	known     map[org.ID]bool         // parties that have a name
	at        map[org.ID]*ledger.Case // by finding
	named     map[string]party        // by uuid: those that a paper names and the site does not know
	strangers []party                 // ids that a row has and the plan does not name
	out       poam
}

// The roles of a plan that are none of the ledger's own.
const (
	roleUnit    = "inspected-unit"
	roleTeam    = "inspection-team"
	roleLead    = string(org.Lead)
	roleDept    = "lead-department"
	roleSupport = "support"
	roleHandler = string(org.Handler)
)

func (w *writer) plan(version string) poam {
	p, in := w.p, w.p.Inspection
	w.out.UUID = uuid("plan", in.ID.String(), w.modified, version)
	w.out.SystemID = &systemID{Type: NS, ID: orElse(oneLine(p.Book.Unit.String()+"/"+in.No), in.ID.String())}
	w.discovery()
	for _, c := range p.Cases {
		for k := 1; k <= max(c.Finding.Cycle, 1); k++ {
			w.cycle(c, k)
		}
	}
	w.backMatter()
	w.metadata(version)
	return w.out
}

func (w *writer) metadata(version string) {
	in := w.p.Inspection
	m := &w.out.Metadata
	m.Title, m.LastModified, m.Version, m.OSCAL = headline(in.Title), w.modified, w.modified, version
	m.Props.addHeading("title", in.Title)
	m.Props.write(bookFields(w.p.Book))
	m.Props.write(inspectionFields(in))
	m.Roles = []roleLine{{roleUnit, "被巡察单位"}, {roleTeam, "巡察组"}, {roleDept, "牵头科室"}, {roleSupport, "协办"}}
	for _, r := range org.Roles {
		m.Roles = append(m.Roles, roleLine{string(r.Role), r.ZH})
	}
	if id := w.p.Book.Unit; !id.IsZero() {
		m.Responsible = append(m.Responsible, responsibleParty{roleUnit, []string{w.party(id)}})
	}
	if in.Team != "" {
		m.Responsible = append(m.Responsible, responsibleParty{roleTeam, []string{w.partyNamed(roleTeam, in.Team)}})
	}
	for _, one := range w.p.Parties {
		out := party{UUID: uuid("party", one.ID.String()), Type: "person", Name: oneLine(one.Name)}
		if one.Unit {
			out.Type = "organization"
		}
		out.Props.add("party", one.ID.String())
		if out.Name != one.Name {
			out.Props.add("name", one.Name)
		}
		out.Props.add("title", one.Title)
		m.Parties = append(m.Parties, out)
	}
	m.Parties = append(m.Parties, w.strangers...)
	for _, one := range w.named {
		m.Parties = append(m.Parties, one)
	}
	slices.SortFunc(m.Parties, func(a, b party) int { return cmp.Compare(a.UUID, b.UUID) })
}

// party returns the identifier of a person or unit, which the document will name.
func (w *writer) party(id org.ID) string {
	at := uuid("party", id.String())
	if !w.known[id] {
		w.known[id] = true
		stranger := party{UUID: at, Type: "person"}
		stranger.Props.add("unnamed", id.String())
		w.strangers = append(w.strangers, stranger)
	}
	return at
}

// partyNamed returns the identifier of somebody of whom a paper gives no more than the
// name.
func (w *writer) partyNamed(role, name string) string {
	kind := "person"
	if role != roleLead && role != roleHandler {
		kind = "organization"
	}
	at := uuid("named", kind, name)
	one := party{UUID: at, Type: kind, Name: oneLine(name)}
	one.Props.add("printed", "yes")
	w.named[at] = one
	return at
}

// discovery is the observation that all findings come from: the feedback, with the
// papers that it was given in.
func (w *writer) discovery() {
	in := w.p.Inspection
	o := observation{UUID: w.discovered(), Title: "反馈意见", Description: markup(orElse(in.Title, "反馈意见")), Methods: []string{"EXAMINE"}, Types: []string{"discovery"},
		Collected: orElse(dayStart(in.Feedback), moment(ledger.At(in.ID.Time())))}
	for _, d := range w.p.Documents {
		o.Evidence = append(o.Evidence, relevant{Href: "#" + uuid("document", d.ID.String()), Description: headline(orElse(d.Title, d.Name))})
	}
	w.out.Observations = append(w.out.Observations, o)
}

func (w *writer) discovered() string { return uuid("discovery", w.p.Inspection.ID.String()) }

// findingAt is the identifier of a finding in one of its cycles.
func findingAt(id org.ID, cycle int) string {
	return uuid("finding", id.String(), strconv.Itoa(cycle))
}

func riskAt(id org.ID, cycle int) string { return uuid("risk", id.String(), strconv.Itoa(cycle)) }

// cycle writes a finding as it stands, or stood when an earlier cycle of it was closed.
func (w *writer) cycle(c *ledger.Case, k int) {
	row := *c.Finding
	last := k == max(row.Cycle, 1)
	row.Cycle = k
	if !last {
		row.State = ledger.Closed
	}
	f := finding{UUID: findingAt(row.ID, k), Title: headline(row.Title),
		Target: target{Type: "objective-id", ID: token(row.Code)}}
	f.Target.Status.State, f.Target.Status.Reason = "not-satisfied", "fail"
	switch row.State {
	case ledger.Closed:
		f.Target.Status.State, f.Target.Status.Reason = "satisfied", "pass"
	case ledger.Void:
		f.Target.Status.State, f.Target.Status.Reason = "satisfied", "other"
	}
	f.Props.write(cycleFields(&row))
	f.Props.addHeading("title", row.Title)
	f.Description = f.Props.body(row.Text, row.Title)
	if last {
		f.Props.write(findingFields(&row))
	} else {
		f.Props.add("item-number", row.Code)
	}
	if up := w.at[row.Parent]; up != nil {
		f.Links = append(f.Links, link{"#" + findingAt(row.Parent, max(up.Finding.Cycle, 1)), "parent"})
	}
	if k > 1 {
		f.Links = append(f.Links, link{"#" + findingAt(row.ID, k-1), "relapse-of"})
	}
	f.Observations = append([]observedBy{{w.discovered()}}, w.observations(c, k)...)
	if r, ok := w.risk(c, &row, last); ok {
		r.Observations = f.Observations[1:]
		f.Risks = []riskRef{{r.UUID}}
		w.out.Risks = append(w.out.Risks, r)
	}
	w.out.Findings = append(w.out.Findings, f)
	if row.Leaf {
		w.item(&f, &row)
	}
}

// item is the line of the plan for a cycle of a leaf.
func (w *writer) item(f *finding, row *ledger.Finding) {
	i := item{UUID: uuid("item", row.ID.String(), strconv.Itoa(row.Cycle)), Title: f.Title, Description: f.Description,
		Findings: []findingRef{{f.UUID}}, Observations: f.Observations, Risks: f.Risks}
	i.Props.add("item-number", row.Code)
	i.Props.add("state", string(row.State))
	i.Props.add("state-name", ledger.Name(ledger.States, string(row.State), "zh"))
	if row.Cycle > 1 {
		i.Props.add("cycle", strconv.Itoa(row.Cycle))
	}
	w.out.Items = append(w.out.Items, i)
}

// cycleOf returns the cycle of c that ran at a moment: records and extensions do not
// say in which they were made.
func cycleOf(c *ledger.Case, at ledger.Time) int {
	k := 1
	for _, r := range c.Relapses {
		if !r.At.After(at.Time) {
			k = max(k, r.Cycle)
		}
	}
	return within(c, k)
}

// within returns cycle, or the nearest that c has.
func within(c *ledger.Case, cycle int) int { return min(max(cycle, 1), max(c.Finding.Cycle, 1)) }

// observations writes what was put forward in a cycle: evidence, records of what was
// done, money that was moved, and how people were held to account.
func (w *writer) observations(c *ledger.Case, k int) (refs []observedBy) {
	for _, e := range c.Evidence {
		if within(c, e.Cycle) != k {
			continue
		}
		at := uuid("observation", e.ID.String())
		w.out.Observations = append(w.out.Observations, observation{UUID: at, Title: "佐证材料", Description: orElse(markup(orElse(e.Title, e.Name)), nameless),
			Methods: []string{"EXAMINE"}, Types: []string{"mitigation"}, Collected: moment(e.Seen),
			Evidence: []relevant{{"#" + uuid("evidence", e.ID.String()), headline(orElse(e.Title, e.Name))}}})
		refs = append(refs, observedBy{at})
	}
	for _, r := range c.Records {
		if cycleOf(c, r.Seen) != k {
			continue
		}
		o := observation{UUID: uuid("observation", r.ID.String()), Title: headline(r.Title),
			Methods: []string{"UNKNOWN"}, Types: []string{"mitigation"}, Collected: moment(r.Seen)}
		o.Props.write(recordFields(r))
		o.Props.addHeading("title", r.Title)
		o.Description = o.Props.body(r.Text, r.Title)
		w.out.Observations = append(w.out.Observations, o)
		refs = append(refs, observedBy{o.UUID})
	}
	for _, m := range c.Moneys {
		if cycleOf(c, m.Seen) == k {
			title := ledger.Name(ledger.MoneyEvents, m.Event, "zh") + " " + m.Amount.String() + "元"
			refs = append(refs, w.noted(m.ID, title, m.Text, m.Seen, moneyFields(m)))
		}
	}
	for _, a := range c.Accounts {
		if cycleOf(c, a.Seen) == k {
			title := "问责处理 " + a.Form
			if a.Persons > 0 {
				title += " " + strconv.Itoa(a.Persons) + "人"
			}
			refs = append(refs, w.noted(a.ID, title, a.Text, a.Seen, accountFields(a)))
		}
	}
	return refs
}

// noted writes a row of a register as an observation; what it says stands in properties.
func (w *writer) noted(id org.ID, title, words string, seen ledger.Time, fields []field) observedBy {
	o := observation{UUID: uuid("observation", id.String()), Title: headline(title), Methods: []string{"UNKNOWN"}, Types: []string{"mitigation"}, Collected: moment(seen)}
	o.Props.write(fields)
	o.Description = o.Props.body(words, oneLine(title))
	w.out.Observations = append(w.out.Observations, o)
	return observedBy{o.UUID}
}

// backMatter lists the papers, regulations and evidence. Of bytes it gives the hash: they
// are in the archive of the book.
func (w *writer) backMatter() {
	var all []resource
	for _, d := range w.p.Documents {
		r := resource{UUID: uuid("document", d.ID.String()), Title: headline(orElse(d.Title, d.Name)), Links: hashed(d.SHA256, "")}
		r.Props.write(documentFields(d))
		r.Props.add("title", d.Title)
		all = append(all, r)
	}
	for _, d := range w.p.Regulations {
		r := resource{UUID: uuid("regulation", d.ID.String()), Title: headline(d.Title)}
		r.Props.write(regulationFields(d))
		r.Props.addHeading("title", d.Title)
		all = append(all, r)
	}
	for _, c := range w.p.Cases {
		for _, e := range c.Evidence {
			r := resource{UUID: uuid("evidence", e.ID.String()), Title: headline(orElse(e.Title, e.Name)), Links: hashed(e.SHA256, e.Type)}
			r.Props.write(evidenceFields(e))
			r.Props.add("title", e.Title)
			all = append(all, r)
		}
	}
	if len(all) > 0 {
		w.out.BackMatter = &backMatter{all}
	}
}

// hashed names bytes by their hash (RFC 6920); nothing if there is none.
func hashed(d ledger.Digest, media string) []rlink {
	if d.IsZero() {
		return nil
	}
	return []rlink{{"ni:///sha-256;" + base64.RawURLEncoding.EncodeToString(d[:]), oneLine(media), []hash{{"SHA-256", d.String()}}}}
}

// token returns s as an identifier of the standard: letters, digits, dots and dashes.
func token(s string) string {
	return "item-" + strings.Map(func(r rune) rune {
		if letter(r) || digit(r) || strings.ContainsRune(".-_", r) {
			return r
		}
		return '_'
	}, s)
}

// The zone of days: those of China.
const (
	zone     = "+08:00"
	dayBegin = "T00:00:00" + zone
	dayClose = "T23:59:59" + zone
)

// dayStart returns when a day begins, dayEnd when it ends; "" for no day and for one
// that the standard cannot write.
func dayStart(d zh.Date) string { return dayAt(d, dayBegin) }
func dayEnd(d zh.Date) string   { return dayAt(d, dayClose) }

func dayAt(d zh.Date, at string) string {
	if !d.Valid() || d.Year < firstYear || d.Year > lastYear {
		return ""
	}
	return d.String() + at
}

// The years that the standard can write.
const firstYear, lastYear = 1900, 2999

// moment returns t as the standard has it. What has no moment is put at the beginning of
// time, as the standard wants one.
func moment(t ledger.Time) string {
	if t.Year() < firstYear || t.Year() > lastYear {
		return never
	}
	return t.String()
}

const never = "1970-01-01T00:00:00.000Z"

func orElse(s, other string) string {
	if s == "" {
		return other
	}
	return s
}
