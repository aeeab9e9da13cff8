package app

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"zhenggai/fault"
	"zhenggai/journal"
	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/store"
	"zhenggai/store/storetest"
)

// paperText reads one of the invented documents that the drafts are tested with.
func paperText(t testing.TB, name string) []byte {
	t.Helper()
	return got(os.ReadFile(filepath.Join("..", "ledger", "draft", "testdata", "paper", name)))(t)
}

func (s *site) take(b *bureau, name string, body []byte, do bool) (*Imported, error) {
	s.t.Helper()
	return s.Import(s.ctx, s.of(b, org.Coordinator), Incoming{Book: b.book.ID, Name: name, Body: body}, do)
}

// tree returns how many findings an inspection has by level, and how many leaves.
func (s *site) tree(b *bureau, inspection org.ID) (levels map[ledger.Level]int, leaves int) {
	s.t.Helper()
	levels = map[ledger.Level]int{}
	for _, f := range got(s.Outline(s.ctx, s.of(b, org.Coordinator), b.book.ID, inspection))(s.t) {
		levels[f.Level]++
		if f.Leaf {
			leaves++
		}
	}
	return levels, leaves
}

// TestImportTwice takes feedback, plan and public report of one inspection: one tree,
// and taking a document again changes nothing at all.
func TestImportTwice(t *testing.T) {
	t.Parallel()
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db)
		b := s.bureaus[0]
		before := s.entries(b)
		dry := got(s.take(b, "feedback.txt", paperText(t, "feedback.txt"), false))(t)
		if dry.Done || s.entries(b) != before || s.stored() != 0 {
			t.Fatal("looking at a plan changed something")
		}
		// The public report has a problem that neither of the others has.
		for _, step := range []struct {
			name   string
			leaves int
		}{{"feedback.txt", 8}, {"plan.txt", 8}, {"public.txt", 9}} {
			name := step.name
			in := got(s.take(b, name, paperText(t, name), true))(t)
			if _, n := s.tree(b, in.Inspection.ID); !in.Done || n != step.leaves {
				t.Errorf("after %s the tree has %d leaves, want %d", name, n, step.leaves)
			}
			at := s.entries(b)
			again := got(s.take(b, name, paperText(t, name), true))(t)
			if s.entries(b) != at || again.Document != in.Document {
				t.Errorf("taking %s again wrote something", name)
			}
		}
		s.verified()
	})
}

// entries returns the size of the journal of the bureau's book.
func (s *site) entries(b *bureau) (n int64) {
	s.t.Helper()
	must(s.t, s.DB.View(s.ctx, func(tx *store.Tx) error {
		head, err := tx.JournalHead(b.book.ID)
		n = head.Size()
		return err
	}))
	return n
}

// verified fails the test unless everything there is can be recomputed.
func (s *site) verified() {
	s.t.Helper()
	v := got(s.Verify(s.ctx))(s.t)
	for _, b := range v.Books {
		for _, f := range b.Faults {
			if !f.Hint() {
				s.t.Errorf("%s: %s", b.Name, f.Msg.EN)
			}
		}
		for _, c := range b.Counts {
			s.t.Errorf("%s: count %v", b.Name, c)
		}
	}
	for _, f := range v.Blobs.Flaws {
		s.t.Logf("blob: %s", f.Msg().EN)
	}
	if !v.OK() {
		s.t.Error("the site does not verify")
	}
}

// TestCarry takes a book to another installation and back, goes on in both, and is
// told where they parted.
func TestCarry(t *testing.T) {
	t.Parallel()
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db)
		b := s.bureaus[1] // the office supervises it
		f := s.closed(b, "7")
		got(s.Checkpoint(s.ctx))(t)
		file := s.export(b)

		there := newSite(t, storetest.Open(t, storetest.SQLite))
		taker := there.as("banli")
		take := func(file []byte) (*Taken, error) {
			return there.Take(there.ctx, taker, bytes.NewReader(file), int64(len(file)), s.Known...)
		}
		taken := got(take(file))(t)
		if taken.Relation != journal.Behind || taken.Entries != s.entries(b) {
			t.Fatalf("taken: %+v", taken)
		}
		there.verified()
		taker = there.as("banli")
		cs := got(there.Case(there.ctx, taker, b.book.ID, f.ID))(t)
		if cs.Finding.State != ledger.Closed || cs.Stale() {
			t.Errorf("there it is %s, stale %v", cs.Finding.State, cs.Stale())
		}
		if again := got(take(file))(t); again.Relation != journal.Same || again.Entries != 0 {
			t.Errorf("the same file again: %+v", again)
		}
		s.attach(b, f, "又补")
		if more := got(take(s.export(b)))(t); more.Relation != journal.Behind || more.Entries != 1 {
			t.Errorf("one entry more: %+v", more)
		}
		there.verified()
		if _, err := there.Do(there.ctx, taker, Request{Book: b.book.ID, Finding: f.ID, Act: ledger.Act{Event: ledger.Reopen, Reason: "抽查又有无公函接待"}}); err != nil {
			t.Fatal(err)
		}
		s.attach(b, f, "再补")
		parted := got(take(s.export(b)))(t)
		if parted.Relation != journal.Parted || parted.Parted.A == nil || parted.Parted.A.Action != "finding.relapse" || parted.Parted.B.Action != "finding.evidence" {
			t.Errorf("parted: %+v", parted)
		}
		spoilt := bytes.Clone(file)
		spoilt[len(spoilt)/2] ^= 1
		if _, err := take(spoilt); fault.KindOf(err) != fault.Invalid {
			t.Errorf("a file that was changed: %v", err)
		}
		there.verified()
	})
}

func (s *site) export(b *bureau) []byte {
	s.t.Helper()
	var out bytes.Buffer
	got(s.Export(s.ctx, s.of(b, org.Coordinator), b.book.ID, &out))(s.t)
	return out.Bytes()
}
