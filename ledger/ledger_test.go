package ledger

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"zhenggai/fault"
	"zhenggai/golden"
	"zhenggai/org"
	"zhenggai/zh"
)

// bureau is an invented site: a city with an inspection office and a bureau that has
// two departments, and one person for each role.
type bureau struct {
	tree                     *org.Tree
	city, office, unit, a, b org.ID
	people                   map[org.Role]org.Actor
	next                     byte
	day                      zh.Date
	clock                    time.Time
}

func newBureau() *bureau {
	s := &bureau{people: map[org.Role]org.Actor{}, day: zh.D(2026, 3, 2), clock: time.Date(2026, 3, 2, 1, 0, 0, 0, time.UTC)}
	s.city, s.office, s.unit, s.a, s.b = s.id(), s.id(), s.id(), s.id(), s.id()
	unit := func(id, parent org.ID, name string) *org.Unit {
		return &org.Unit{Head: org.Head{Book: org.Site, ID: id}, Parent: parent, Name: name}
	}
	s.tree = org.NewTree([]*org.Unit{unit(s.city, org.ID{}, "云川市"), unit(s.office, s.city, "市委巡察办"),
		unit(s.unit, s.city, "市水务局"), unit(s.a, s.unit, "计划科"), unit(s.b, s.unit, "人事科")})
	for _, r := range org.Roles {
		own, over := s.unit, s.unit
		switch {
		case r.Office:
			own, over = s.office, s.city
		case r.Sight == org.SeesParts:
			own, over = s.a, s.a
		}
		who := org.Actor{Person: s.id(), Unit: own, Tree: s.tree}
		who.Grants = []org.Grant{{Person: who.Person, Role: r.Role, Unit: over}}
		who.Clock = r.Role == org.Clock
		s.people[r.Role] = who
	}
	return s
}

// id returns the next id: 1, 2, 3 …
func (s *bureau) id() org.ID {
	s.next++
	return org.ID{6: 0x70, 8: 0x80, 15: s.next}
}

// now returns a later moment each time.
func (s *bureau) now() Now {
	s.clock = s.clock.Add(time.Minute)
	return Now{At(s.clock), s.day}
}

// open returns a fresh case of department A with two measures.
func (s *bureau) open(supervised bool) *Case {
	book := &Book{Head: org.Head{ID: s.id()}, Unit: s.unit, Name: "市水务局账册", Supervised: supervised, Chain: UnitChain}
	if supervised {
		book.Chain = FullChain
	}
	book.Book = book.ID
	head := func() org.Head { return org.Head{Book: book.ID, ID: s.id(), Version: 1} }
	f := &Finding{Head: head(), Level: Point, Leaf: true, Code: "1.2.7", No: "7", Title: "公务接待清单不全", Text: "公务接待清单不全，部分没有公函。",
		Kind: Dated, Due: zh.D(2026, 6, 30), Owners: Owners{Lead: s.people[org.Lead].Person, Dept: s.a}, State: Open, Cycle: 1}
	c := &Case{Book: book, Finding: f}
	for i, text := range []string{"补齐公函和清单。", "修订公务接待管理办法。"} {
		c.Measures = append(c.Measures, &Measure{Head: head(), Finding: f.ID, Cycle: 1, Ord: i + 1, No: []string{"一是", "二是"}[i], Text: text, Kind: Dated, Due: zh.D(2026, 6, 30-20*i)})
	}
	return c
}

// act applies an event by whoever holds role, and fails the test if it is refused.
func (s *bureau) act(t *testing.T, c *Case, role org.Role, a Act) []org.Row {
	t.Helper()
	rows, err := s.try(c, role, a)
	if err != nil {
		t.Fatalf("%s by %s: %v", a.Event, role, err)
	}
	return rows
}

func (s *bureau) try(c *Case, role org.Role, a Act) ([]org.Row, error) {
	a.ID = s.id()
	if a.Seen.IsZero() {
		a.Seen = c.Seen()
	}
	return c.Apply(a, s.people[role], s.now())
}

func (s *bureau) file(n byte) *Evidence {
	return &Evidence{SHA256: Digest{n}, SM3: Digest{n, 1}, Name: "公函.pdf", Type: "application/pdf", Size: 1000}
}

// underway leads a fresh case to where work begins.
func (s *bureau) underway(t *testing.T, supervised bool) *Case {
	t.Helper()
	c := s.open(supervised)
	s.act(t, c, org.Coordinator, Act{Event: Plan})
	head := org.Secretary
	if supervised {
		head = org.Officer
	}
	s.act(t, c, head, Act{Event: Approve})
	return c
}

// finished leads a case to where closure can be asked for.
func (s *bureau) finished(t *testing.T, supervised bool) *Case {
	t.Helper()
	c := s.underway(t, supervised)
	for i, m := range c.Current() {
		s.act(t, c, org.Handler, Act{Event: Finish, On: m.ID, Reason: "已办结", Day: zh.D(2026, 3, 1)})
		e := s.file(byte(i + 1))
		e.Measure = m.ID
		s.act(t, c, org.Handler, Act{Event: Attach, Row: e})
	}
	return c
}

// pass takes every step of the chain from here on.
func (s *bureau) pass(t *testing.T, c *Case) {
	t.Helper()
	for c.next() != nil {
		a := Act{Event: Pass, Reason: "同意"}
		if c.next().Meeting {
			a.Meeting = &Meeting{Head: org.Head{ID: s.id()}, Dated: s.day, Seen: At(s.clock), Decisions: []Resolved{{Finding: c.Finding.ID, Text: "同意销号"}}}
		}
		s.act(t, c, c.next().Role, a)
	}
}

func (s *bureau) closed(t *testing.T, supervised bool) *Case {
	t.Helper()
	c := s.finished(t, supervised)
	s.act(t, c, org.Coordinator, Act{Event: Submit, Reason: "请予销号"})
	s.pass(t, c)
	return c
}

// TestMatrix writes down who may ask for what in which state: the golden file is the
// page that a lawyer reads.
func TestMatrix(t *testing.T) {
	t.Parallel()
	s := newBureau()
	var b strings.Builder
	for _, supervised := range []bool{false, true} {
		fmt.Fprintf(&b, "# supervised: %v\n", supervised)
		for _, state := range States {
			c := s.open(supervised)
			if c.Finding.State = State(state.Key); c.Finding.State == Submitted {
				c.Submissions = []*Submission{{Chain: c.Book.Chain, Cycle: 1}}
			}
			for _, step := range Workflow {
				var may []string
				for _, r := range org.Roles {
					if c.Can(step.Event, s.people[r.Role]) == nil {
						may = append(may, string(r.Role))
					}
				}
				if len(may) > 0 {
					fmt.Fprintf(&b, "%-10s %-14s %s\n", state.Key, step.Event, strings.Join(may, " "))
				}
			}
		}
	}
	golden.Check(t, "testdata/matrix.txt", []byte(b.String()))
}

// TestPage keeps the page of the workflow true.
func TestPage(t *testing.T) {
	t.Parallel()
	golden.Check(t, "../doc/workflow.md", []byte(Page()))
}

func TestAdministratorsHaveNoPart(t *testing.T) {
	t.Parallel()
	s := newBureau()
	for _, r := range []org.Role{org.SystemAdmin, org.SecurityAdmin, org.AuditAdmin, org.Viewer} {
		for _, state := range States {
			for _, step := range Workflow {
				c := s.open(true)
				if c.Finding.State = State(state.Key); c.Can(step.Event, s.people[r]) == nil {
					t.Errorf("%s may %s when %s", r, step.Event, state.Key)
				}
			}
		}
	}
}

func TestWay(t *testing.T) {
	t.Parallel()
	for _, supervised := range []bool{false, true} {
		s := newBureau()
		c := s.closed(t, supervised)
		cl := c.Closure()
		if c.Finding.State != Closed || cl == nil || c.Stale() {
			t.Fatalf("state %s, closure %v, stale %v", c.Finding.State, cl, c.Stale())
		}
		want := org.Watch
		if supervised {
			want = org.Officer
		}
		if cl.Verifier != s.people[want].Person || cl.Verifier == c.Submissions[0].By {
			t.Errorf("supervised %v: the verifier is not the %s", supervised, want)
		}
		if c.Finding.FirstDue != zh.D(2026, 6, 30) || c.Measures[1].FirstDue != zh.D(2026, 6, 10) {
			t.Error("first dates were not fixed when the plan was approved")
		}
		verifier := org.Watch
		if supervised {
			verifier = org.Officer
		}
		s.act(t, c, org.Handler, Act{Event: Note, Row: &Record{Title: "例行检查", Dated: s.day}})
		if c.Stale() {
			t.Error("a record that came later makes a closure stale")
		}
		s.act(t, c, org.Handler, Act{Event: Attach, Row: s.file(9)})
		if !c.Stale() {
			t.Error("evidence that came later does not make a closure stale")
		}
		s.act(t, c, verifier, Act{Event: Renew, Reason: "补充材料属实"})
		if c.Stale() {
			t.Error("a renewed closure is stale")
		}
		s.act(t, c, verifier, Act{Event: Reopen, Reason: "抽查发现又出现无公函接待", Day: s.day})
		if f := c.Finding; f.State != Open || f.Cycle != 2 || cl.Failed != c.Relapses[0].ID || c.Relapses[0].Closure != cl.ID || len(c.Current()) != 0 {
			t.Errorf("a relapse leads to %+v", f)
		}
	}
}

// TestRefusals shows every refusal that a clerk may read; the golden file is read by
// a person. Each step here must be refused.
func TestRefusals(t *testing.T) {
	t.Parallel()
	s := newBureau()
	var b strings.Builder
	refused := func(what string, c *Case, role org.Role, a Act) {
		t.Helper()
		before, _ := json.Marshal(c)
		rows, err := s.try(c, role, a)
		after, _ := json.Marshal(c)
		var e *fault.Error
		if err == nil || !errors.As(err, &e) || rows != nil || string(before) != string(after) {
			t.Errorf("%s: not refused cleanly: %v", what, err)
			return
		}
		fmt.Fprintf(&b, "%s\n  %s %s\n  %s\n", what, e.Kind, e.Msg.ZH, e.Msg.EN)
	}

	bare := s.open(false)
	bare.Measures, bare.Finding.Owners = nil, Owners{Dept: s.a}
	refused("a plan without measures", bare, org.Coordinator, Act{Event: Plan})
	nobody := s.open(false)
	nobody.Finding.Owners = Owners{}
	refused("a plan without an owner", nobody, org.Coordinator, Act{Event: Plan})
	undated := s.open(false)
	undated.Measures[1].Due = zh.Date{}
	refused("a plan with a measure without date", undated, org.Coordinator, Act{Event: Plan})
	refused("closing what was never planned", s.open(false), org.Coordinator, Act{Event: Submit})
	refused("approving one's own plan as a clerk", func() *Case { c := s.open(true); s.act(t, c, org.Coordinator, Act{Event: Plan}); return c }(), org.Secretary, Act{Event: Approve})

	c := s.underway(t, false)
	refused("submitting with measures open", c, org.Handler, Act{Event: Submit})
	for _, m := range c.Current() {
		s.act(t, c, org.Handler, Act{Event: Finish, On: m.ID, Reason: "已办结"})
	}
	refused("submitting without evidence", c, org.Handler, Act{Event: Submit})
	refused("finishing a measure twice", c, org.Handler, Act{Event: Finish, On: c.Measures[0].ID, Reason: "再办"})
	fresh := s.underway(t, false)
	refused("finishing in the future", fresh, org.Handler, Act{Event: Finish, On: fresh.Measures[0].ID, Reason: "已办结", Day: zh.D(2026, 12, 1)})
	due := zh.D(2026, 9, 30)
	refused("moving a date that is set", c, org.Coordinator, Act{Event: Amend, Edit: &Edit{Due: &due}})
	softer := "个别清单不够齐全。"
	c.Finding.Sources = Sources{{Field: "text", Document: s.id(), Start: 10, End: 60}}
	refused("softening the inspectors' words", c, org.Coordinator, Act{Event: Amend, Edit: &Edit{Text: &softer}})
	refused("an extension without a reason", c, org.Coordinator, Act{Event: Extend, Day: due})
	refused("an extension without progress", c, org.Coordinator, Act{Event: Extend, Day: due, Reason: "招标流程未完"})
	refused("an extension to an earlier day", c, org.Coordinator, Act{Event: Extend, Day: zh.D(2026, 5, 1), Reason: "招标流程未完", Progress: "已完成一半"})
	late := s.underway(t, false)
	s.day = zh.D(2026, 7, 1)
	refused("an extension after the date", late, org.Coordinator, Act{Event: Extend, Day: due, Reason: "招标流程未完", Progress: "已完成一半"})
	s.day = zh.D(2026, 3, 2)

	c = s.finished(t, false)
	s.act(t, c, org.Handler, Act{Event: Submit, Reason: "请予销号"})
	refused("taking another's step", c, org.Secretary, Act{Event: Pass})
	s.act(t, c, org.Handler, Act{Event: Pass})
	refused("returning without a reason", c, org.Lead, Act{Event: Return})
	s.act(t, c, org.Lead, Act{Event: Return, Reason: "台账缺一页"})
	refused("submitting again what was returned", c, org.Handler, Act{Event: Submit})
	s.act(t, c, org.Handler, Act{Event: Attach, Row: s.file(7)})
	s.act(t, c, org.Handler, Act{Event: Submit})
	s.act(t, c, org.Handler, Act{Event: Pass})
	refused("judging what one has not seen", c, org.Lead, Act{Event: Pass, Seen: Digest{1}})
	s.act(t, c, org.Lead, Act{Event: Pass})
	s.act(t, c, org.Coordinator, Act{Event: Pass})
	s.act(t, c, org.Watch, Act{Event: Pass})
	refused("a meeting's step without a meeting", c, org.Group, Act{Event: Pass})
	refused("a meeting that decided something else", c, org.Group, Act{Event: Pass, Meeting: &Meeting{Dated: s.day, Seen: At(s.clock.Add(time.Hour))}})
	refused("a meeting before the submission", c, org.Group, Act{Event: Pass, Meeting: &Meeting{Dated: zh.D(2026, 2, 1), Decisions: []Resolved{{Finding: c.Finding.ID}}}})
	refused("amending under review", c, org.Coordinator, Act{Event: Amend, Edit: &Edit{Due: &due}})
	c.Evidence[0].Title = "后换的材料"
	refused("closing on what was changed since", c, org.Group, Act{Event: Pass, Meeting: &Meeting{Dated: s.day, Decisions: []Resolved{{Finding: c.Finding.ID}}}})

	same := s.finished(t, false)
	lead := s.people[org.Lead]
	lead.Grants = append(lead.Grants, org.Grant{Person: lead.Person, Role: org.Watch, Unit: s.unit})
	s.people[org.Lead] = lead
	s.act(t, same, org.Lead, Act{Event: Submit})
	s.act(t, same, org.Handler, Act{Event: Pass})
	refused("reviewing one's own submission", same, org.Lead, Act{Event: Pass})
	s = newBureau()
	inside := s.finished(t, true)
	officer := s.people[org.Officer]
	officer.Unit = s.a
	s.people[org.Officer] = officer
	s.act(t, inside, org.Handler, Act{Event: Submit})
	for inside.next().Role != org.Officer {
		a := Act{Event: Pass, Meeting: &Meeting{Dated: s.day, Seen: At(s.clock), Decisions: []Resolved{{Finding: inside.Finding.ID}}}}
		s.act(t, inside, inside.next().Role, a)
	}
	refused("verifying from inside", inside, org.Officer, Act{Event: Pass})

	asked := s.underway(t, false)
	s.act(t, asked, org.Coordinator, Act{Event: Extend, Day: due, Reason: "招标流程未完", Progress: "已完成一半"})
	refused("asking twice", asked, org.Lead, Act{Event: Extend, Day: due, Reason: "招标流程未完", Progress: "已完成一半"})
	both := s.people[org.Coordinator]
	both.Grants = append(both.Grants, org.Grant{Person: both.Person, Role: org.Secretary, Unit: s.unit})
	s.people[org.Coordinator] = both
	refused("granting one's own request", asked, org.Coordinator, Act{Event: Grant})
	refused("refusing without a reason", asked, org.Secretary, Act{Event: Refuse})
	golden.Check(t, "testdata/refusals.txt", []byte(b.String()))
}

func TestExtensionKeepsTheFirstDate(t *testing.T) {
	t.Parallel()
	s := newBureau()
	c := s.underway(t, true)
	first, to := c.Finding.Due, zh.D(2026, 9, 30)
	s.act(t, c, org.Lead, Act{Event: Extend, Day: to, Reason: "招标流程未完", Progress: "已完成一半"})
	if c.Finding.Due != first {
		t.Error("asking moved the date")
	}
	s.act(t, c, org.Officer, Act{Event: Grant, Reason: "同意"})
	if f := c.Finding; f.Due != to || f.FirstDue != first || f.Extended != 1 {
		t.Errorf("due %v, first %v, extended %d", f.Due, f.FirstDue, f.Extended)
	}
	if c.Measures[0].Due != to || c.Measures[0].FirstDue != first || c.Measures[1].Due == to {
		t.Error("only the measures due on the same day move with the finding")
	}
}

// TestAmendDropsTheSource holds that what a person changed has no words in a document
// any more, so that no document replaces it.
func TestAmendDropsTheSource(t *testing.T) {
	t.Parallel()
	s := newBureau()
	c := s.underway(t, false)
	doc, goal, standard := s.id(), "清单齐全", "逐次核对"
	c.Finding.Goal, c.Finding.Standard = "全面规范", standard
	c.Finding.Sources = Sources{{Field: "goal", Document: doc, Start: 1, End: 5}, {Field: "standard", Document: doc, Start: 6, End: 9}}
	s.act(t, c, org.Coordinator, Act{Event: Amend, Edit: &Edit{Goal: &goal, Standard: &standard}})
	if _, printed := c.Finding.Sources.Of("goal"); printed || c.Finding.Goal != goal {
		t.Error("the goal still has the words of the document")
	}
	if _, printed := c.Finding.Sources.Of("standard"); !printed {
		t.Error("what was not changed lost its words")
	}
}

func TestParentState(t *testing.T) {
	t.Parallel()
	for want, leaves := range map[State][][]State{
		Open:      {{}, {Open, Open}, {Open, Void}},
		Planned:   {{Open, Planned}, {Planned}},
		Underway:  {{Open, Closed}, {Underway, Submitted}, {Open, Underway}},
		Submitted: {{Submitted, Closed}, {Submitted}},
		Closed:    {{Closed, Closed}, {Closed, Void}},
		Void:      {{Void}},
	} {
		for _, l := range leaves {
			if got := ParentState(l); got != want {
				t.Errorf("%v: %s, want %s", l, got, want)
			}
		}
	}
}

func TestChains(t *testing.T) {
	t.Parallel()
	self := []ChainStep{{Key: "a", Role: org.Handler, Self: true, Verify: true}}
	inside := []ChainStep{{Key: "a", Role: org.Watch, Verify: true}}
	twice := []ChainStep{{Key: "a", Role: org.Watch, Verify: true}, {Key: "a", Role: org.Group}}
	admin := []ChainStep{{Key: "a", Role: org.SystemAdmin, Verify: true}}
	for _, c := range []struct {
		name       string
		chain      []ChainStep
		supervised bool
		ok         bool
	}{{"unit", UnitChain, false, true}, {"full", FullChain, true, true}, {"unit under an office", UnitChain, true, false}, {"nobody", nil, false, false},
		{"self", self, false, false}, {"inside", inside, true, false}, {"inside alone", inside, false, true}, {"twice", twice, false, false}, {"administrator", admin, false, false}} {
		if err := CheckChain(c.chain, c.supervised); (err == nil) != c.ok {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

func TestNamesAreComplete(t *testing.T) {
	t.Parallel()
	for _, s := range Workflow {
		if Name(Events, string(s.Event), "zh") == string(s.Event) {
			t.Errorf("%s has no name", s.Event)
		}
	}
	if len(Events) != len(Workflow) {
		t.Error("an event is named that the workflow does not have")
	}
}
