package app

import (
	"strings"
	"testing"

	"zhenggai/fault"
	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/store"
	"zhenggai/store/storetest"
	"zhenggai/zh"
)

func TestClosing(t *testing.T) {
	t.Parallel()
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db)
		for _, b := range s.bureaus {
			f := s.finished(b, "7")
			s.refused(fault.Conflict, "不能“审核通过”", b, org.Secretary, f, ledger.Act{Event: ledger.Pass})
			s.done(b, org.Handler, f, ledger.Act{Event: ledger.Submit, Reason: "请予销号"})
			s.done(b, org.Handler, f, ledger.Act{Event: ledger.Pass, Reason: "自评完成"})
			s.done(b, org.Lead, f, ledger.Act{Event: ledger.Return, Reason: "清单缺页"})
			s.attach(b, f, "补页")
			s.done(b, org.Handler, f, ledger.Act{Event: ledger.Submit, Reason: "已补"})
			s.passAll(b, f)
			cs := got(s.Case(s.ctx, s.of(b, org.Coordinator), b.book.ID, f.ID))(t)
			if cs.Finding.State != ledger.Closed || len(cs.Submissions) != 2 || cs.Submissions[0].Outcome != ledger.Returned || cs.Stale() {
				t.Errorf("state %s after %d submissions, stale %v", cs.Finding.State, len(cs.Submissions), cs.Stale())
			}
			problem := got(s.FindingNamed(s.ctx, s.of(b, org.Coordinator), b.book.ID, "1.2-7"))(t)
			if problem.State != ledger.Closed {
				t.Errorf("the parent of a closed leaf is %s", problem.State)
			}
			s.attach(b, f, "事后补")
			if cs := got(s.Case(s.ctx, s.of(b, org.Coordinator), b.book.ID, f.ID))(t); !cs.Stale() {
				t.Error("evidence added later does not show")
			}
			watch := org.Watch
			if b.book.Supervised {
				watch = org.Officer
			}
			s.done(b, watch, f, ledger.Act{Event: ledger.Reopen, Reason: "抽查又有无公函接待", Day: zh.D(2026, 3, 1)})
			problem = got(s.FindingNamed(s.ctx, s.of(b, org.Coordinator), b.book.ID, "1.2-7"))(t)
			cs = got(s.Case(s.ctx, s.of(b, org.Coordinator), b.book.ID, f.ID))(t)
			if problem.State != ledger.Open || cs.Finding.Cycle != 2 || cs.Relapses[0].Closure != cs.Closures[0].ID {
				t.Errorf("after a relapse the parent is %s, the cycle %d", problem.State, cs.Finding.Cycle)
			}
		}
	})
}

// TestUnseen holds that who does not see a finding cannot learn that it exists: the
// answer is the same as for one that does not.
func TestUnseen(t *testing.T) {
	t.Parallel()
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db)
		b := s.bureaus[0]
		f := s.finding(b, "7")
		nobody := ledger.Finding{}
		nobody.ID = org.ID{1}
		for _, login := range []string{"sw-other", "ly-coordinator", "ly-viewer", "xitong", "anquan", "shenji"} {
			who := s.as(login)
			_, there := s.Case(s.ctx, who, b.book.ID, f.ID)
			_, missing := s.Case(s.ctx, who, b.book.ID, nobody.ID)
			same := strings.ReplaceAll(fault.Say(there, "zh"), f.ID.String(), "") == strings.ReplaceAll(fault.Say(missing, "zh"), nobody.ID.String(), "")
			if fault.KindOf(there) != fault.NotFound || !same {
				t.Errorf("%s: %v, and of one that does not exist: %v", login, there, missing)
			}
			for _, event := range []ledger.Event{ledger.Plan, ledger.Annul, ledger.Submit} {
				_, err := s.Do(s.ctx, who, Request{Book: b.book.ID, Finding: f.ID, Act: ledger.Act{Event: event, Reason: "x"}})
				refusedWith(t, err, fault.NotFound, "没有找到")
			}
			if _, total, err := s.Findings(s.ctx, who, store.FindingQuery{LeafOnly: true}); total != 0 || err != nil {
				t.Errorf("%s lists %d findings: %v", login, total, err)
			}
			if _, err := s.FindingNamed(s.ctx, who, b.book.ID, "7"); fault.KindOf(err) != fault.NotFound {
				t.Errorf("%s finds it by name: %v", login, err)
			}
			if books := got(s.Books(s.ctx, who))(t); len(books) > 0 && books[0].ID == b.book.ID {
				t.Errorf("%s sees the book", login)
			}
		}
		if _, total, err := s.Findings(s.ctx, s.as("sw-handler"), store.FindingQuery{LeafOnly: true}); total != 1 || err != nil {
			t.Errorf("the handler of its department lists %d findings: %v", total, err)
		}
	})
}

// TestTwoAtOnce lets two people decide on one finding at one time: one wins, the
// other is told what happened.
func TestTwoAtOnce(t *testing.T) {
	t.Parallel()
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db)
		b := s.bureaus[0]
		f := s.finding(b, "7")
		s.done(b, org.Coordinator, f, ledger.Act{Event: ledger.Plan})
		version := got(s.Case(s.ctx, s.of(b, org.Group), b.book.ID, f.ID))(t).Finding.Version
		errs := make(chan error, 2)
		for role, event := range map[org.Role]ledger.Event{org.Secretary: ledger.Approve, org.Group: ledger.SendBack} {
			who := s.of(b, role)
			go func() {
				_, err := s.Do(s.ctx, who, Request{Book: b.book.ID, Finding: f.ID, Version: version, Act: ledger.Act{Event: event, Reason: "期限太长"}})
				errs <- err
			}()
		}
		first, second := <-errs, <-errs
		if first == nil {
			first, second = second, first
		}
		if second != nil || first == nil {
			t.Fatalf("both: %v, %v", first, second)
		}
		refusedWith(t, first, fault.Conflict, "请重新打开再办")
		if say := fault.Say(first, "zh"); !strings.Contains(say, "某于") || !strings.Contains(say, "办理") {
			t.Errorf("the loser is not told who did what: %s", say)
		}
	})
}

func TestSecretFileIsRefused(t *testing.T) {
	t.Parallel()
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db)
		b := s.bureaus[0]
		f := s.underway(b, "7")
		before := s.stored()
		_, err := s.Attach(s.ctx, s.of(b, org.Handler), Offering{Book: b.book.ID, Finding: f.ID, Name: "纪要.txt", Size: -1,
			Body: strings.NewReader("机密★五年\n关于有关事项的会议纪要\n参加人员若干。\n")})
		refusedWith(t, err, fault.Forbidden, "机密")
		if s.stored() != before {
			t.Error("the bytes were kept")
		}
		var last string
		must(t, s.DB.View(s.ctx, func(tx *store.Tx) error {
			entries, err := tx.Entries(store.EntryQuery{Book: b.book.ID, Limit: 1})
			if len(entries) > 0 && entries[0].Details == 0 {
				last = entries[0].Action
			}
			return err
		}))
		if last != "evidence.refused" {
			t.Errorf("the journal's last entry is %q", last)
		}
	})
}

func TestSameFileTwice(t *testing.T) {
	t.Parallel()
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db)
		b, other := s.bureaus[0], s.bureaus[1]
		f, g, far := s.underway(b, "7"), s.underway(b, "8"), s.underway(other, "9")
		if at := s.attach(b, f, "同一份"); len(at.Before) != 0 {
			t.Error("a first file was there before")
		}
		if at := s.attach(b, g, "同一份"); len(at.Before) != 1 || at.Before[0].Finding != f.ID {
			t.Error("the same file under another finding goes unnoticed")
		}
		if at := s.attach(other, far, "同一份"); len(at.Before) != 0 {
			t.Error("a handler learns of evidence in another bureau's book")
		}
	})
}

func TestAdministration(t *testing.T) {
	t.Parallel()
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db)
		b := s.bureaus[0]
		people := got(s.People(s.ctx))(t)
		handler := people[len(people)-1]
		_, err := s.Grant(s.ctx, s.admin, handler.ID, org.Officer, b.unit.ID)
		refusedWith(t, err, fault.Forbidden, "安全管理员")
		_, err = s.Grant(s.ctx, s.grantor, s.grantor.Person, org.Officer, b.unit.ID)
		refusedWith(t, err, fault.Forbidden, "自己")
		_, err = s.Grant(s.ctx, s.grantor, handler.ID, org.AuditAdmin, b.unit.ID)
		refusedWith(t, err, fault.Forbidden, "三员分立")
		_, err = s.AddUnit(s.ctx, s.grantor, "新科", b.unit.ID, false)
		refusedWith(t, err, fault.Forbidden, "系统管理员")
		refusedWith(t, s.Found(s.ctx, Founding{Unit: "又一个", System: Account{"a", ""}, Security: Account{"b", ""}, Audit: Account{"c", ""}}), fault.Conflict, "已经建好")
		_, err = s.OpenBook(s.ctx, s.of(b, org.Coordinator), NewBook{Unit: b.unit.ID, Supervised: true})
		refusedWith(t, err, fault.Conflict, "已有账册")
		must(t, s.Withdraw(s.ctx, s.grantor, s.of(b, org.Viewer).Person, org.Viewer, b.unit.ID))
		if len(got(s.Books(s.ctx, s.of(b, org.Viewer)))(t)) != 0 {
			t.Error("a withdrawn role still sees")
		}
	})
}
