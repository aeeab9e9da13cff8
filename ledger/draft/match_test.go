package draft_test

import (
	"encoding/binary"
	"os"
	"testing"

	"zhenggai/ledger"
	"zhenggai/ledger/draft"
	"zhenggai/org"
	"zhenggai/report"
	"zhenggai/source"
)

// A shelf is a book in memory: what a store would do with the rows of plans.
type shelf struct {
	t    testing.TB
	rows map[org.ID]org.Row
	ids  uint64
	draft.Existing
}

var book = org.ID{1: 7}

func newShelf(t testing.TB) *shelf { return &shelf{t: t, rows: map[org.ID]org.Row{}} }

func (s *shelf) newID() (id org.ID) {
	s.ids++
	id[0] = 1
	binary.BigEndian.PutUint64(id[8:], s.ids)
	return id
}

// read makes the draft of a text as a new document of the book.
func (s *shelf) read(text string, kind draft.Kind) *draft.Draft {
	s.t.Helper()
	o := report.Read(source.New(text))
	if kind == "" {
		kind = draft.KindOf(o)
	}
	d := draft.New(o, draft.About{Kind: kind, Document: s.newID()})
	if len(d.Problems) > 0 {
		s.t.Fatalf("problems: %v", d.Problems)
	}
	s.Documents = append(s.Documents, &ledger.Document{Head: org.Head{Book: book, ID: d.Document}, Kind: string(d.Kind), Signed: d.Signed})
	return d
}

// take matches d with the shelf, saves its rows and returns the plan and them.
func (s *shelf) take(d *draft.Draft) (*draft.Plan, []org.Row) {
	s.t.Helper()
	p := draft.Match(s.Existing, d)
	rows := p.Rows(draft.Stamp{Book: book, Inspection: s.newID(), NewID: s.newID})
	for _, r := range rows {
		s.save(r)
	}
	return p, rows
}

// save keeps a row as a store would: by version, with everything it points at there.
func (s *shelf) save(r org.Row) {
	s.t.Helper()
	h := r.Key()
	if h.ID.IsZero() || h.Book != book {
		s.t.Fatalf("%s has head %+v", r.Table(), *h)
	}
	var version int64
	if was := s.rows[h.ID]; was != nil {
		version = was.Key().Version
	}
	if h.Version != version {
		s.t.Fatalf("%s %s: version %d, the shelf has %d", r.Table(), h.ID, h.Version, version)
	}
	h.Version++
	fresh := s.rows[h.ID] == nil
	s.rows[h.ID] = r
	there := func(id org.ID) {
		if !id.IsZero() && s.rows[id] == nil {
			s.t.Fatalf("%s points at %s, which is not there", r.Table(), id)
		}
	}
	switch r := r.(type) {
	case *ledger.Inspection:
		s.Inspection = r
	case *ledger.Finding:
		there(r.Parent)
		there(r.Inspection)
		put(&s.Findings, r, fresh)
	case *ledger.Measure:
		there(r.Finding)
		put(&s.Measures, r, fresh)
	case *ledger.Regulation:
		for _, f := range r.Findings {
			there(f)
		}
		put(&s.Regulations, r, fresh)
	case *ledger.Money:
		there(r.Finding)
		put(&s.Moneys, r, fresh)
	case *ledger.Accountability:
		there(r.Finding)
		put(&s.Accounts, r, fresh)
	case *ledger.Meeting:
		put(&s.Meetings, r, fresh)
	case *ledger.Record:
		there(r.Finding)
		there(r.Measure)
		if r.Measure.IsZero() {
			s.t.Errorf("record %q is tied to no measure", r.Title)
		}
		put(&s.Records, r, fresh)
	case *ledger.Discrepancy:
		there(r.Row)
		put(&s.Discrepancies, r, fresh)
	default:
		s.t.Fatalf("a row of type %T", r)
	}
}

func put[T any, P interface {
	*T
	org.Row
}](list *[]*T, row *T, fresh bool) {
	if fresh {
		*list = append(*list, row)
		return
	}
	for i, r := range *list {
		if P(r).Key().ID == P(row).Key().ID {
			(*list)[i] = row
		}
	}
}

// sound checks that codes are unique and that only leaves have measures.
func (s *shelf) sound() {
	s.t.Helper()
	codes, leaf, kids := map[string]bool{}, map[org.ID]bool{}, map[org.ID]int{}
	for _, f := range s.Findings {
		if codes[f.Code] {
			s.t.Errorf("code %s stands twice", f.Code)
		}
		codes[f.Code], leaf[f.ID] = true, f.Leaf
		kids[f.Parent]++
	}
	for _, f := range s.Findings {
		if f.Leaf != (kids[f.ID] == 0) {
			s.t.Errorf("%s: leaf %v with %d below it", f.Code, f.Leaf, kids[f.ID])
		}
	}
	for _, m := range s.Measures {
		if !leaf[m.Finding] {
			s.t.Errorf("measure %q is not at a leaf", m.Text)
		}
	}
}

func paper(t testing.TB, name string) string {
	t.Helper()
	b, err := os.ReadFile("testdata/paper/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
