package app

import (
	"testing"

	"zhenggai/blob"
	"zhenggai/fault"
	"zhenggai/journal"
	"zhenggai/store"
	"zhenggai/store/storetest"
)

// TestBackup backs a site up while somebody works in it, restores it into every engine
// and verifies what is there then.
func TestBackup(t *testing.T) {
	t.Parallel()
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db)
		b := s.bureaus[0]
		f := s.closed(b, "7")
		got(s.Checkpoint(s.ctx))(t)
		dir := t.TempDir()
		busy := make(chan error)
		go func() {
			defer close(busy)
			for _, no := range []string{"21", "22", "23", "24"} {
				s.finding(b, no)
			}
		}()
		first := got(s.Backup(s.ctx, dir))(t)
		for range busy {
		}
		if first.Blobs == 0 {
			t.Error("no evidence was copied")
		}
		for _, e := range storetest.Engines {
			dsn := storetest.DSN(t, e)
			blobs := &blob.Memory{}
			must(t, Restore(s.ctx, first.File, dsn, blobs))
			there := &site{App: &App{DB: storetest.OpenAt(t, dsn), Blobs: blobs, Now: s.Now, Known: []journal.Verifier{s.Known[0]}}, ctx: s.ctx, t: t}
			there.verified()
			cs := got(there.Case(s.ctx, there.as(b.logins["watch"]), b.book.ID, f.ID))(t)
			if cs.Closure() == nil || cs.Stale() {
				t.Errorf("on %s the closure is gone or stale", e)
			}
			if err := Restore(s.ctx, first.File, dsn, blobs); fault.KindOf(err) != fault.Conflict && fault.KindOf(err) != fault.Invalid {
				t.Errorf("restoring over a site: %v", err)
			}
		}
		if second := got(s.Backup(s.ctx, dir))(t); second.Blobs != 0 || second.File == first.File {
			t.Errorf("the same evidence was copied again: %+v", second)
		}
		s.verified()
	})
}
