package app

import (
	"errors"
	"strings"
	"testing"

	"zhenggai/blob"
	"zhenggai/fault"
	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/store"
	"zhenggai/store/storetest"
	"zhenggai/zh"
)

// dealings are the ways to change findings and what goes with them.
func dealings(s *site, b *bureau) []useCase {
	f := s.underway(b, "7")
	measures := got(s.Case(s.ctx, s.of(b, org.Handler), b.book.ID, f.ID))(s.t).Current()
	act := func(role org.Role, a ledger.Act) func() error {
		return func() error {
			_, err := s.do(b, role, f, a)
			return err
		}
	}
	coordinator := s.of(b, org.Coordinator)
	report := s.publishedItem(b, f)
	written := func() *ledger.Comment {
		return got(s.CommentsOn(s.ctx, coordinator, b.book.ID, f.ID))(s.t)[0].Comment
	}
	return []useCase{
		{"add a unit", func() error { _, err := s.AddUnit(s.ctx, s.admin, "财务科", b.unit.ID, false); return err }},
		{"add a person", func() error {
			_, err := s.AddPerson(s.ctx, s.admin, org.Person{Login: "new", Name: "新来的", Unit: b.dept.ID})
			return err
		}},
		{"close a unit", func() error {
			units, err := s.Units(s.ctx)
			if err != nil {
				return err
			}
			return s.CloseUnit(s.ctx, s.admin, units[len(units)-1].ID)
		}},
		{"grant", func() error {
			_, err := s.Grant(s.ctx, s.grantor, s.as("new").Person, org.Viewer, b.unit.ID)
			return err
		}},
		{"withdraw", func() error { return s.Withdraw(s.ctx, s.grantor, s.as("new").Person, org.Viewer, b.unit.ID) }},
		{"set", func() error {
			return s.Set(s.ctx, coordinator, b.book.ID, "mapping/月报", `{"columns":{"问题描述":"finding"}}`)
		}},
		{"file an inspection", func() error {
			_, err := s.AddInspection(s.ctx, coordinator, b.book.ID, ledger.Inspection{Title: "又一轮", Kind: "inspection", Feedback: zh.D(2025, 2, 10)})
			return err
		}},
		{"import", func() error { _, err := s.take(b, "feedback.txt", paperText(s.t, "feedback.txt"), true); return err }},
		{"form a workgroup", func() error {
			_, err := s.AddWorkgroup(s.ctx, coordinator, b.book.ID, ledger.Workgroup{Name: "综合组"})
			return err
		}},
		{"enter a regulation", func() error {
			_, err := s.AddRegulation(s.ctx, coordinator, b.book.ID, ledger.Regulation{Title: "公务接待管理办法", Event: "amended", Dated: zh.D(2026, 3, 1)})
			return err
		}},
		{"amend", act(org.Coordinator, ledger.Act{Event: ledger.Amend, Edit: &ledger.Edit{Goal: new("接待有函、清单齐全")}})},
		{"add a measure", act(org.Coordinator, ledger.Act{Event: ledger.AddMeasure, Row: &ledger.Measure{Text: "全员培训。", Kind: ledger.Immediate}})},
		{"drop a measure", act(s.head(b), ledger.Act{Event: ledger.Drop, On: measures[1].ID, Reason: "并入第一条"})},
		{"finish a measure", act(org.Handler, ledger.Act{Event: ledger.Finish, On: measures[0].ID, Reason: "已补齐"})},
		{"add a record", act(org.Handler, ledger.Act{Event: ledger.Note, Row: &ledger.Record{Kind: "学习", Title: "学习接待规定", Dated: zh.D(2026, 3, 1)}})},
		{"enter money", act(org.Handler, ledger.Act{Event: ledger.Register, Row: &ledger.Money{Event: "repaid", Amount: 120000, Dated: zh.D(2026, 3, 1)}})},
		{"attach", func() error {
			_, err := s.Attach(s.ctx, s.of(b, org.Handler), Offering{Book: b.book.ID, Finding: f.ID, Name: "公函.txt", Size: -1, Body: strings.NewReader("公函三份。\n")})
			return err
		}},
		{"ask for more time", act(org.Lead, ledger.Act{Event: ledger.Extend, Day: zh.D(2026, 9, 30), Reason: "招标未完", Progress: "已完成一半"})},
		{"grant more time", act(s.head(b), ledger.Act{Event: ledger.Grant, Reason: "同意"})},
		{"hold a meeting", func() error {
			_, err := s.AddMeeting(s.ctx, coordinator, b.book.ID, ledger.Meeting{Title: "第六次会议", Dated: s.Today()})
			return err
		}},
		{"write as a reader", func() error {
			in := s.comment(report, "建议公开接待标准和陪餐人数。")
			in.Contact = "13912345678"
			_, err := s.SendComment(s.ctx, in, "192.0.2.1")
			return err
		}},
		{"vote as a reader", func() error { return s.SendVote(s.ctx, report.Publication, f.ID, "good", "192.0.2.1") }},
		{"look at a reader's contact", func() error {
			_, err := s.Reader(s.ctx, coordinator, b.book.ID, written().ID)
			return err
		}},
		{"answer a reader", func() error {
			m := written()
			if m.State == ledger.CommentHeld {
				if _, err := s.DoComment(s.ctx, coordinator, m.Book, m.ID, 0, ledger.CommentAct{Event: ledger.FileComment}); err != nil {
					return err
				}
			}
			_, err := s.DoComment(s.ctx, coordinator, m.Book, m.ID, 0, ledger.CommentAct{Event: ledger.AnswerComment, Text: "已采纳。", Public: true})
			return err
		}},
		{"set the terms of comments", func() error {
			return s.SetCommentTerms(s.ctx, coordinator, b.book.ID, CommentTerms{Workdays: 9, Keep: 30})
		}},
		{"void", act(s.head(b), ledger.Act{Event: ledger.Annul, Reason: "与另一问题重复"})},
		{"set a password", func() error { return s.SetPassword(s.ctx, s.grantor, s.as("banli").Person, firstWord) }},
		{"sign in", func() error { _, _, err := s.SignIn(s.ctx, "banli", firstWord, "192.0.2.7"); return err }},
		{"fail to sign in", func() error {
			_, _, err := s.SignIn(s.ctx, "banli", ownWord, "192.0.2.7")
			if fault.KindOf(err) == fault.Forbidden {
				return nil
			}
			return err
		}},
		{"renew the calendar", func() error { _, err := s.RenewCalendar(s.ctx, s.as("banli")); return err }},
		{"withdraw the calendar", func() error { return s.WithdrawCalendar(s.ctx, s.as("banli")) }},
		{"change a password", func() error { return s.ChangePassword(s.ctx, s.as("banli"), firstWord, ownWord) }},
		{"sign checkpoints", func() error { _, err := s.Checkpoint(s.ctx); return err }},
		{"warn", func() error { _, err := s.Warn(s.ctx); return err }},
		{"plan jobs", func() error { return s.PlanJobs(s.ctx) }},
	}
}

var errTorn = errors.New("the line to the database was torn")

// TestFailedAndDidNotHappen breaks each use case before it commits: nothing of it is
// there, and the same request sent again succeeds.
func TestFailedAndDidNotHappen(t *testing.T) {
	t.Parallel()
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		f := &store.Faults{}
		db.Faults = f
		s := newSite(t, db)
		for _, u := range useCases(s, s.bureaus[0]) {
			before := s.everything()
			f.Before = func() error { return errTorn }
			if err := u.do(); !errors.Is(err, errTorn) {
				t.Errorf("%s: %v", u.name, err)
			}
			f.Before = nil
			if after := s.everything(); after != before {
				t.Errorf("%s failed and left something: %v, before %v", u.name, after, before)
			}
			if err := u.do(); err != nil {
				t.Errorf("%s, sent again: %v", u.name, err)
			}
		}
		s.verified()
	})
}

// TestFailedButHappened breaks each use case after it committed: all of it is there,
// once, and the same request sent again succeeds or is refused in words.
func TestFailedButHappened(t *testing.T) {
	t.Parallel()
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		f := &store.Faults{}
		db.Faults = f
		s := newSite(t, db)
		for _, u := range useCases(s, s.bureaus[1]) {
			broken := false
			f.After = func() error { broken = true; return errTorn }
			if err := u.do(); !errors.Is(err, errTorn) || !broken {
				t.Errorf("%s: %v", u.name, err)
			}
			f.After = nil
			if err := u.do(); fault.KindOf(err) == fault.Internal {
				t.Errorf("%s, sent again: %v", u.name, err)
			}
		}
		s.verified()
	})
}

// everything returns the sizes of all journals and how many jobs and objects there
// are.
func (s *site) everything() (sizes [4]int64) {
	s.t.Helper()
	must(s.t, s.DB.View(s.ctx, func(tx *store.Tx) error {
		for i, book := range []org.ID{org.Site, s.bureaus[0].book.ID, s.bureaus[1].book.ID} {
			head, err := tx.JournalHead(book)
			if err != nil {
				return err
			}
			sizes[i] = head.Size()
		}
		jobs, err := tx.Jobs(100)
		sizes[3] = int64(len(jobs))
		return err
	}))
	return sizes
}

// TestBlobFails breaks the store of bytes: no row points at bytes that are not there.
func TestBlobFails(t *testing.T) {
	t.Parallel()
	for _, at := range []blob.Moment{blob.Before, blob.After} {
		s := newSite(t, storetest.Open(t, storetest.SQLite))
		b := s.bureaus[0]
		f := s.underway(b, "7")
		offer := func() error {
			_, err := s.Attach(s.ctx, s.of(b, org.Handler), Offering{Book: b.book.ID, Finding: f.ID, Name: "公函.txt", Size: -1, Body: strings.NewReader("公函三份。\n")})
			return err
		}
		before := s.entries(b)
		s.blobs.FailPut(at, errTorn)
		if err := offer(); !errors.Is(err, errTorn) || s.entries(b) != before {
			t.Errorf("%v: %v", at, err)
		}
		s.blobs.FailPut(at, nil)
		must(t, offer())
		s.verified()
	}
}
