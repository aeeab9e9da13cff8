package ledger

import (
	"fmt"
	"strings"
	"testing"

	"zhenggai/fault"
	"zhenggai/golden"
	"zhenggai/org"
	"zhenggai/zh"
)

// edition is a publication in a state, with everything that a step could want.
func edition(state PublicationState) (*Edition, map[org.Role]org.Actor) {
	id := func(n byte) org.ID { return org.ID{6: 0x70, 8: 0x80, 15: n} }
	unit := &org.Unit{Head: org.Head{Book: org.Site, ID: id(1)}, Name: "市水务局"}
	tree := org.NewTree([]*org.Unit{unit})
	people := map[org.Role]org.Actor{}
	for i, l := range org.Roles {
		people[l.Role] = org.Actor{Person: id(byte(10 + i)), Unit: unit.ID, Tree: tree, Grants: []org.Grant{{Role: l.Role, Unit: unit.ID}}}
	}
	content := Digest{1}
	p := &Publication{Head: org.Head{Book: id(2), ID: id(3)}, Channel: Public, State: state, By: people[org.Coordinator].Person, Draft: Digest{9}, Content: content, Approved: content, Checked: content,
		Masks:      []Mask{{At: "title", From: 0, To: 3, Rule: "name", After: "***"}},
		Checks:     []Check{{Key: "a", Severity: "warning", Explained: "已核对"}},
		Exclusions: []Exclusion{{Finding: id(5), Class: "privacy", By: people[org.Coordinator].Person}}}
	if state != PubMasked {
		p.Exclusions[0].Approver = people[org.Secretary].Person
	}
	return &Edition{Publication: p, Book: &Book{Head: org.Head{Book: id(2), ID: id(2)}, Unit: unit.ID}}, people
}

func pubAct(event Event) *PublicationAct {
	id := org.ID{6: 0x70, 8: 0x80, 15: 6}
	a := &PublicationAct{Event: event, Reason: "理由", Seen: Digest{1}, Finding: id, Class: "privacy", Classes: []string{"privacy"}, Key: "a", Mask: Mask{At: "title"}, Masks: []Mask{{At: "title", From: 6, To: 9, After: "***"}}}
	if event == Include || event == Keep {
		a.Finding[15] = 5
	}
	return a
}

// TestPublicationMatrix writes down who may do what with a publication in which state.
func TestPublicationMatrix(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	for _, s := range PublicationStates {
		for _, line := range PublicationFlow {
			var who []string
			for _, l := range org.Roles {
				e, people := edition(PublicationState(s.Key))
				if line.Event == Submit {
					e.Exclusions[0].Approver = people[org.Secretary].Person
				}
				before := e.State
				if err := e.Apply(pubAct(line.Event), people[l.Role], Now{}); err == nil {
					to := ""
					if e.State != before {
						to = "→" + string(e.State)
					}
					who = append(who, string(l.Role)+to)
				} else if fault.KindOf(err) == fault.Internal {
					t.Errorf("%s in %s by %s: %v", line.Event, s.Key, l.Role, err)
				} else if e.State != before {
					t.Errorf("%s in %s was refused and changed the state", line.Event, s.Key)
				}
			}
			if len(who) > 0 {
				fmt.Fprintf(&b, "%-10s %-10s %s\n", s.Key, line.Event, strings.Join(who, " "))
			}
		}
	}
	golden.Check(t, "testdata/publication.txt", []byte(b.String()))
}

func TestPublicationPage(t *testing.T) {
	t.Parallel()
	golden.Check(t, "../doc/publication.md", []byte(PublicationPage()))
}

// TestPublicationNeeds takes away one thing at a time that a step needs.
func TestPublicationNeeds(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		event Event
		state PublicationState
		role  org.Role
		spoil func(e *Edition, a *PublicationAct, people map[org.Role]org.Actor)
		want  string
	}{
		{Submit, PubCleared, org.Coordinator, func(e *Edition, _ *PublicationAct, _ map[org.Role]org.Actor) { e.Checked = Digest{2} }, "先检查"},
		{Submit, PubCleared, org.Coordinator, func(e *Edition, _ *PublicationAct, _ map[org.Role]org.Actor) { e.Checks[0].Severity = "error" }, "1 处错误"},
		{Submit, PubCleared, org.Coordinator, func(e *Edition, _ *PublicationAct, _ map[org.Role]org.Actor) { e.Checks[0].Explained = "" }, "没有说明"},
		{Submit, PubMasked, org.Coordinator, func(*Edition, *PublicationAct, map[org.Role]org.Actor) {}, "还没有审定"},
		{Approve, PubSubmitted, org.Secretary, func(e *Edition, _ *PublicationAct, p map[org.Role]org.Actor) { e.By = p[org.Secretary].Person }, "不能自己审批"},
		{Approve, PubSubmitted, org.Secretary, func(_ *Edition, a *PublicationAct, _ map[org.Role]org.Actor) { a.Seen = Digest{3} }, "重新审阅"},
		{Clear, PubMasked, org.Group, func(e *Edition, _ *PublicationAct, p map[org.Role]org.Actor) {
			e.Exclusions[0].By = p[org.Group].Person
		}, "不能自己审批"},
		{Clear, PubMasked, org.Group, func(e *Edition, _ *PublicationAct, _ map[org.Role]org.Actor) { e.Exclusions = nil }, "没有待审定"},
		{Freeze, PubApproved, org.Coordinator, func(e *Edition, _ *PublicationAct, _ map[org.Role]org.Actor) { e.Publication.Content = Digest{2} }, "与批准的不一致"},
		{Publish, PubFrozen, org.Coordinator, func(e *Edition, _ *PublicationAct, _ map[org.Role]org.Actor) { e.Publication.Content = Digest{2} }, "与批准的不一致"},
		{Publish, PubFrozen, org.Coordinator, func(e *Edition, _ *PublicationAct, _ map[org.Role]org.Actor) {
			e.Others = []*Publication{{Channel: Public, State: PubPublished, Head: org.Head{ID: org.ID{15: 9}}}}
		}, "办理更正"},
		{Correct, PubPublished, org.Coordinator, func(e *Edition, _ *PublicationAct, _ map[org.Role]org.Actor) {
			e.Others = []*Publication{{Channel: Public, State: PubMasked, Head: org.Head{ID: org.ID{15: 9}}}}
		}, "办理中的版本"},
		{Explain, PubMasked, org.Coordinator, func(e *Edition, _ *PublicationAct, _ map[org.Role]org.Actor) { e.Checks[0].Severity = "error" }, "先改正"},
		{TakeDown, PubPublished, org.Secretary, func(_ *Edition, a *PublicationAct, _ map[org.Role]org.Actor) { a.Reason = " " }, "理由"},
	} {
		e, people := edition(c.state)
		a := pubAct(c.event)
		if c.state != PubMasked || c.event != Submit {
			if err := e.Check(a, people[c.role], Now{}); err != nil {
				t.Errorf("%s: refused before anything was spoilt: %v", c.event, err)
			}
		}
		c.spoil(e, a, people)
		if err := e.Check(a, people[c.role], Now{}); err == nil || !strings.Contains(fault.Say(err, "zh"), c.want) || fault.Say(err, "en") == "" {
			t.Errorf("%s: got %v, want %q", c.event, err, c.want)
		}
	}
}

// TestPublicationMaskAgain keeps what people did when the rules are applied again.
func TestPublicationMaskAgain(t *testing.T) {
	t.Parallel()
	e, people := edition(PubMasked)
	who := people[org.Coordinator]
	e.Masks = []Mask{{At: "title", From: 0, To: 3, Rule: "name"}, {At: "title", From: 6, To: 9, Rule: "mobile", Undone: "值守电话"}, {At: "invite", From: 0, To: 3, Rule: ByHand}}
	a := &PublicationAct{Event: Masking, Masks: []Mask{{At: "title", From: 6, To: 9, Rule: "mobile"}, {At: "heading", From: 0, To: 3, Rule: "id"}}}
	if err := e.Apply(a, who, Now{Day: zh.D(2026, 3, 2)}); err != nil {
		t.Fatal(err)
	}
	var kept []string
	for _, m := range e.Masks {
		kept = append(kept, m.At+" "+m.Rule+" "+m.Undone)
	}
	if got := strings.Join(kept, "|"); got != "title mobile 值守电话|invite hand |heading id " {
		t.Error(got)
	}
}
