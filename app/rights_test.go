package app

import (
	"bytes"
	"strings"
	"testing"

	"zhenggai/fault"
	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/store"
	"zhenggai/store/storetest"
)

// TestStrangersLeaveNoTrace holds that who has no part in a book neither writes into
// it nor learns of it by what is refused: not its journal, not the store of bytes.
func TestStrangersLeaveNoTrace(t *testing.T) {
	t.Parallel()
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db)
		b, stranger := s.bureaus[1], s.as("sw-coordinator")
		f := s.closed(b, "7")
		file := s.export(b)
		s.attach(b, f, "又补")
		entries, stored := s.entries(b), s.stored()
		secret := []byte("机密★五年\n关于有关事项的会议纪要\n参加人员若干。\n")
		_, err := s.Import(s.ctx, stranger, Incoming{Book: b.book.ID, Name: "纪要.txt", Body: secret}, true)
		refusedWith(t, err, fault.NotFound, "没有找到账册")
		_, err = s.Import(s.ctx, stranger, Incoming{Book: b.book.ID, Name: "plan.txt", Body: paperText(t, "plan.txt")}, true)
		refusedWith(t, err, fault.NotFound, "没有找到账册")
		taken, err := s.Take(s.ctx, stranger, bytes.NewReader(file), int64(len(file)), s.Known...)
		refusedWith(t, err, fault.Forbidden, "联络员或巡察办")
		if taken != nil {
			t.Errorf("a stranger learns how the file stands to a book he cannot see: %+v", taken)
		}
		if s.entries(b) != entries || s.stored() != stored {
			t.Errorf("journal %d, was %d; bytes %d, were %d", s.entries(b), entries, s.stored(), stored)
		}
	})
}

// TestNothingIsKeptOfWhatMayNotBeAdded offers a file to a finding that takes none now.
func TestNothingIsKeptOfWhatMayNotBeAdded(t *testing.T) {
	t.Parallel()
	s := newSite(t, storetest.Open(t, storetest.SQLite))
	b := s.bureaus[0]
	f := s.finding(b, "7")
	_, err := s.Attach(s.ctx, s.of(b, org.Handler), Offering{Book: b.book.ID, Finding: f.ID, Name: "公函.txt", Size: -1, Body: strings.NewReader("公函三份。\n")})
	refusedWith(t, err, fault.Conflict, "不能“提交佐证”")
	if s.stored() != 0 {
		t.Error("the bytes were kept")
	}
}

// TestSupervisionIsNotLeftToTheUnit holds that a unit below an office cannot open a book
// that the office does not supervise.
func TestSupervisionIsNotLeftToTheUnit(t *testing.T) {
	t.Parallel()
	s := newSite(t, storetest.Open(t, storetest.SQLite))
	city := s.as("xitong").Tree.Unit(s.office.Parent)
	unit := got(s.AddUnit(s.ctx, s.as("xitong"), "市交通局", city.ID, false))(t)
	s.person("jt", "交通某", unit.ID, org.Coordinator, unit.ID)
	_, err := s.OpenBook(s.ctx, s.as("jt"), NewBook{Unit: unit.ID})
	refusedWith(t, err, fault.Forbidden, "巡察办")
	book := got(s.OpenBook(s.ctx, s.as("jt"), NewBook{Unit: unit.ID, Supervised: true}))(t)
	if len(book.Chain) != len(ledger.FullChain) {
		t.Error("the book has not the full chain")
	}
}
