package app

import (
	"os"
	"path/filepath"
	"testing"

	"zhenggai/fault"
	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/store"
	"zhenggai/store/storetest"
	"zhenggai/zh"
)

func TestBookSettings(t *testing.T) {
	t.Parallel()
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db)
		alone, supervised := s.bureaus[0], s.bureaus[1]
		short := []ledger.ChainStep{{Key: "self", Title: "承办人自评", Role: org.Handler, Self: true}, {Key: "watch", Title: "督察组核实", Role: org.Watch, Verify: true}}
		paperOnly := short[:1]
		_, err := s.AmendBook(s.ctx, s.of(alone, org.Secretary), alone.book.ID, BookEdit{Chain: &paperOnly})
		refusedWith(t, err, fault.Invalid, "申请人以外的人核实")
		got(s.AmendBook(s.ctx, s.of(alone, org.Secretary), alone.book.ID, BookEdit{Chain: &short}))(t)
		f := s.finished(alone, "7")
		cs := s.done(alone, org.Handler, f, ledger.Act{Event: ledger.Submit})
		if len(cs.Submissions[0].Chain) != 2 {
			t.Error("the submission does not go through the new chain")
		}
		_, err = s.AmendBook(s.ctx, s.of(supervised, org.Secretary), supervised.book.ID, BookEdit{Chain: &short})
		refusedWith(t, err, fault.Forbidden, "巡察办")
		_, err = s.AmendBook(s.ctx, s.as("banli"), supervised.book.ID, BookEdit{Chain: &short})
		refusedWith(t, err, fault.Invalid, "单位以外的人核实")
	})
}

func TestSettle(t *testing.T) {
	t.Parallel()
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db)
		b := s.bureaus[0]
		f := s.finding(b, "7")
		d := &ledger.Discrepancy{Subject: "finding", Row: f.ID, Finding: f.ID, Field: "due", Kept: "2026-06-30", Other: "2026-09-30"}
		must(t, s.change(s.ctx, s.of(b, org.Coordinator), "test.differ", func(c *change) (string, error) {
			d.Head = c.head(b.book.ID)
			return subject(d), c.Put(d)
		}))
		_, err := s.Settle(s.ctx, s.of(b, org.Coordinator), b.book.ID, d.ID, " ")
		refusedWith(t, err, fault.Invalid, "原因")
		_, err = s.Settle(s.ctx, s.of(b, org.Viewer), b.book.ID, d.ID, "笔误")
		refusedWith(t, err, fault.Forbidden, "联络员")
		got(s.Settle(s.ctx, s.of(b, org.Coordinator), b.book.ID, d.ID, "公开稿笔误"))(t)
		_, err = s.Settle(s.ctx, s.of(b, org.Coordinator), b.book.ID, d.ID, "又说")
		refusedWith(t, err, fault.Conflict, "公开稿笔误")
		all := got(s.Discrepancies(s.ctx, s.of(b, org.Viewer), b.book.ID))(t)
		if len(all) != 1 || all[0].Kept != "2026-06-30" || all[0].Settled == "" {
			t.Errorf("%+v", all)
		}
	})
}

// TestRegimeByFeedbackDay holds that the rules of its day are those of an inspection,
// and that a round may put another figure beside them.
func TestRegimeByFeedbackDay(t *testing.T) {
	t.Parallel()
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db)
		b := s.bureaus[0]
		who := s.of(b, org.Coordinator)
		add := func(feedback zh.Date, round org.ID) org.ID {
			return got(s.AddInspection(s.ctx, who, b.book.ID, ledger.Inspection{Title: "一轮", Kind: "inspection", Feedback: feedback, Round: round}))(t).ID
		}
		old, recent := add(zh.D(2020, 9, 10), org.ID{}), add(zh.D(2026, 2, 10), org.ID{})
		before, _, err := s.Deadlines(s.ctx, who, b.book.ID, old)
		must(t, err)
		after, due, err := s.Deadlines(s.ctx, who, b.book.ID, recent)
		must(t, err)
		if before.Key == after.Key {
			t.Errorf("2020 and 2026 both have the regime %s", after.Key)
		}
		key := due[0].Limit.Key
		round := got(s.AddRound(s.ctx, s.as("banli"), ledger.Round{Office: s.office.ID, Name: "第四轮", Kind: "inspection",
			Limits: []ledger.LimitEdit{{Limit: key, N: 3, Unit: "month", Reason: "市里另有规定"}}}))(t)
		_, own, err := s.Deadlines(s.ctx, who, b.book.ID, add(zh.D(2026, 2, 11), round.ID))
		must(t, err)
		found := false
		for _, d := range own {
			if d.Limit.Key == key {
				found = d.Day == zh.D(2026, 5, 11) && d.Base != nil
			}
		}
		if !found {
			t.Errorf("the round's figure does not hold: %+v", own)
		}
		_, _, err = s.Deadlines(s.ctx, s.as("ly-coordinator"), b.book.ID, old)
		refusedWith(t, err, fault.NotFound, "没有找到账册")
	})
}

func TestBoard(t *testing.T) {
	t.Parallel()
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db)
		b := s.bureaus[0]
		s.underway(b, "7")
		s.finding(b, "8")
		s.closed(b, "9")
		cells := got(s.Board(s.ctx, s.of(b, org.Viewer), store.FindingQuery{}, zh.D(2026, 7, 1)))(t)
		n := map[string]int{}
		for _, c := range cells {
			n[string(c.State)+" "+string(c.Colour)] += c.N
		}
		if len(cells) != 3 || n["underway red"] != 1 || n["open red"] != 1 || n["closed "] != 1 {
			t.Errorf("%+v", cells)
		}
		if cells := got(s.Board(s.ctx, s.as("sw-other"), store.FindingQuery{}, zh.D(2026, 7, 1)))(t); len(cells) != 0 {
			t.Errorf("another department counts %+v", cells)
		}
		past := got(s.AsOf(s.ctx, s.of(b, org.Viewer), b.book.ID, zh.D(2026, 3, 1)))(t)
		if len(past.Findings) != 0 {
			t.Error("findings that were not there yet were there")
		}
		past = got(s.AsOf(s.ctx, s.of(b, org.Viewer), b.book.ID, zh.D(2026, 3, 2)))(t)
		if len(past.Findings) != 9 || len(past.Closures) != 1 {
			t.Errorf("%d findings, %d closures", len(past.Findings), len(past.Closures))
		}
		if past := got(s.AsOf(s.ctx, s.as("sw-other"), b.book.ID, zh.D(2026, 3, 2)))(t); len(past.Findings)+len(past.Measures)+len(past.Closures) != 0 {
			t.Error("the past shows what the present does not")
		}
	})
}

func TestChannels(t *testing.T) {
	t.Parallel()
	s := newSite(t, storetest.Open(t, storetest.SQLite))
	path := filepath.Join(t.TempDir(), "channels.json")
	must(t, s.ReadChannels(path))
	write := func(text string, mode os.FileMode) error {
		must(t, os.WriteFile(path, []byte(text), mode))
		must(t, os.Chmod(path, mode))
		return s.ReadChannels(path)
	}
	refusedWith(t, write(`{}`, 0o644), fault.Forbidden, "chmod 600")
	refusedWith(t, write(`{"post":1}`, 0o600), fault.Invalid, "手册")
	refusedWith(t, write(`{"mail":{"host":"mail.invalid","port":25,"tls":"maybe","from":"a@mail.invalid"}}`, 0o600), fault.Invalid, "手册")
	must(t, write(`{"link":"https://zg.invalid","mail":{"host":"mail.invalid","port":587,"from":"a@mail.invalid"},"webhook":{"service":"plain","url":"https://hook.invalid/x"}}`, 0o600))
	if len(s.Channels) != 2 || s.Link == "" {
		t.Errorf("%d channels", len(s.Channels))
	}
}
