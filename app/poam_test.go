package app

import (
	"bytes"
	"fmt"
	"os"
	"strings"
	"testing"

	"zhenggai/fault"
	"zhenggai/ledger"
	"zhenggai/ledger/draft"
	"zhenggai/org"
	"zhenggai/oscal"
	"zhenggai/store"
	"zhenggai/store/storetest"
)

// told returns what a tree says: numbers, titles, days, owners, measures.
func (s *site) told(b *bureau, inspection org.ID) string {
	s.t.Helper()
	var w strings.Builder
	tree := got(s.Outline(s.ctx, s.of(b, org.Coordinator), b.book.ID, inspection))(s.t)
	measures := map[org.ID][]*ledger.Measure{}
	for _, c := range got(s.Cases(s.ctx, s.of(b, org.Coordinator), b.book.ID, inspection))(s.t) {
		measures[c.Finding.ID] = c.Measures
	}
	for _, f := range tree {
		fmt.Fprintf(&w, "%s %s %s %s|%s|%s %s %v %s %s\n", f.Code, f.Level, f.No, f.Title, f.Text, f.Kind, f.Due, f.Standing, f.Owners.LeadName, f.Owners.DeptName)
		for _, m := range measures[f.ID] {
			fmt.Fprintf(&w, "  %s %s %s %s %v %s %s\n", m.No, m.Text, m.Kind, m.Due, m.Standing, m.Owners.LeadName, m.Owners.DeptName)
		}
	}
	return w.String()
}

// An inspection goes out as OSCAL and comes into the book of another unit: first only
// looked at, then done, and a second time without change.
func TestPoam(t *testing.T) {
	t.Parallel()
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db)
		from, to := s.bureaus[0], s.bureaus[1]
		in := got(s.take(from, "feedback.txt", paperText(t, "feedback.txt"), true))(t)
		got(s.take(from, "plan.txt", paperText(t, "plan.txt"), true))(t)
		for _, version := range oscal.Versions {
			var doc, again bytes.Buffer
			must(t, s.WritePoam(s.ctx, s.of(from, org.Viewer), from.book.ID, in.Inspection.ID, version, &doc))
			must(t, s.WritePoam(s.ctx, s.of(from, org.Viewer), from.book.ID, in.Inspection.ID, version, &again))
			if !bytes.Equal(doc.Bytes(), again.Bytes()) {
				t.Error("the same book gave other bytes")
			}
			if bytes.Contains(doc.Bytes(), []byte("管系统")) {
				t.Error("the document names people who have no part in it")
			}
			dry := got(s.take(to, "poam.json", doc.Bytes(), false))(t)
			if version != oscal.Versions[0] {
				continue
			}
			if before := s.stored(); !dry.Ready() || dry.Done || before == 0 {
				t.Fatalf("looking at it: %+v", dry.Draft.Problems)
			}
			done := got(s.take(to, "poam.json", doc.Bytes(), true))(t)
			if want, have := s.told(from, in.Inspection.ID), s.told(to, done.Inspection.ID); want != have {
				t.Errorf("sent:\n%s\ncame:\n%s", want, have)
			}
			at := s.entries(to)
			if got(s.take(to, "poam.json", doc.Bytes(), true))(t); s.entries(to) != at {
				t.Error("taking it again wrote something")
			}
		}
		s.verified()
	})
}

// A plan of OSCAL lies on the desk as the text that tells it, and is taken over from there.
func TestPoamAtDesk(t *testing.T) {
	t.Parallel()
	s := newSite(t, storetest.Open(t, storetest.SQLite))
	b := s.bureaus[0]
	who := s.of(b, org.Coordinator)
	doc := got(os.ReadFile("../oscal/testdata/foreign.json"))(t)
	r := got(s.LayOut(s.ctx, who, "poam.json", doc))(t)
	_, lies, err := s.Reading(s.ctx, who, r.ID)
	must(t, err)
	if text := lies.Text.String(); !strings.Contains(text, "整改措施：Set up a nightly copy") || strings.Contains(text, "{") {
		t.Errorf("on the desk it is %q", text)
	}
	if in := got(s.TakeOver(s.ctx, who, r.ID, Incoming{Book: b.book.ID}, true))(t); !in.Done || in.Count("measure", draft.Added) != 2 {
		t.Errorf("taken over: %+v", in.Lines)
	}
	if _, err := s.LayOut(s.ctx, who, "poam.json", []byte(`{"plan-of-action-and-milestones":{}}`)); fault.KindOf(err) != fault.Invalid {
		t.Errorf("one with faults: %v", err)
	}
	s.verified()
}

func TestPoamRights(t *testing.T) {
	t.Parallel()
	s := newSite(t, storetest.Open(t, storetest.SQLite))
	b, other := s.bureaus[0], s.bureaus[1]
	in := got(s.take(b, "feedback.txt", paperText(t, "feedback.txt"), true))(t)
	write := func(who org.Actor) error {
		return s.WritePoam(s.ctx, who, b.book.ID, in.Inspection.ID, "1.2.2", &bytes.Buffer{})
	}
	for name, who := range map[string]org.Actor{"a handler": s.of(b, org.Handler), "a neighbour": s.of(other, org.Coordinator), "an administrator": s.admin, "nobody": {}} {
		if err := write(who); fault.KindOf(err) != fault.NotFound {
			t.Errorf("%s: %v", name, err)
		}
	}
	must(t, write(s.as("banli")))
	if _, err := s.take(b, "poam.json", []byte(`{"plan-of-action-and-milestones":{"metadata":{"oscal-version":"1.2.2"}}}`), false); fault.KindOf(err) != fault.Invalid || !strings.Contains(err.Error(), "faults") {
		t.Errorf("a document with faults: %v", err)
	}
	secret := `{"plan-of-action-and-milestones":{"uuid":"0f8a1b52-6c0e-4a8e-9d63-2f1f6f7f0a01","metadata":{"title":"机密★5年","last-modified":"2026-06-01T09:30:00Z","version":"1","oscal-version":"1.2.2"},` +
		`"system-id":{"id":"x"},"poam-items":[{"title":"机密★5年","description":"机密★5年"}]}}`
	if _, err := s.take(b, "poam.json", []byte(secret), false); fault.KindOf(err) == "" {
		t.Error("a plan that bears a secrecy mark was taken")
	}
}
