package app

import (
	"strings"
	"testing"

	"zhenggai/fault"
	"zhenggai/form"
	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/store"
	"zhenggai/store/storetest"
)

// pub does something with a publication and fails the test if it is refused.
func (s *site) pub(b *bureau, role org.Role, e *Edition, act ledger.PublicationAct) *Edition {
	s.t.Helper()
	done, err := s.tryPub(b, role, e, act, "")
	if err != nil {
		s.t.Fatalf("%s by %s: %v", act.Event, role, err)
	}
	return done
}

func (s *site) tryPub(b *bureau, role org.Role, e *Edition, act ledger.PublicationAct, words string) (*Edition, error) {
	s.t.Helper()
	if act.Seen.IsZero() {
		act.Seen = e.Publication.Content
	}
	return s.DoPublication(s.ctx, s.of(b, role), PublicationRequest{Book: b.book.ID, ID: e.ID, Words: words, Act: act})
}

// wrote writes the words of the bulletin that the publication begins with.
func (s *site) wrote(b *bureau) {
	s.t.Helper()
	p := got(s.SavePaper(s.ctx, s.of(b, org.Coordinator), Script{Book: b.book.ID, Inspection: b.insp.ID, Form: form.PublicKey, Narrative: form.Narrative{
		"basis":  "2026年2月10日，市委第一巡察组向{单位}党组反馈了巡察意见。按照有关规定，现将巡察整改进展情况予以公布。",
		"issuer": "中共" + b.unit.Name + "党组", "contact": "联系电话：0999-5550123\n通信地址：云川市清江路8号\n电子邮箱：bgs@yunchuan.gov.cn",
		"next": "对照整改方案逐条推进，由纪检组长陈望山负责，举报人李文博反映的问题一并核实。"}}))(s.t)
	got(s.FreezePaper(s.ctx, s.of(b, org.Coordinator), b.book.ID, p.ID, ledger.Digest{}))(s.t)
}

// explain gives a reason for each warning of the last check.
func (s *site) explain(b *bureau, e *Edition) *Edition {
	s.t.Helper()
	for _, c := range e.Checks {
		if c.Severity == "error" {
			s.t.Fatalf("an error: %s %s %q %s", c.Rule, c.At, c.Words, c.ZH)
		}
		if c.Severity == "warning" && c.Explained == "" {
			e = s.pub(b, org.Coordinator, e, ledger.PublicationAct{Event: ledger.Explain, Key: c.Key, Reason: "已核对，属实"})
		}
	}
	return e
}

// approvable leads a bulletin of a bureau to where it can be approved.
func (s *site) submittedEdition(b *bureau, e *Edition) *Edition {
	s.t.Helper()
	e = s.pub(b, org.Coordinator, e, ledger.PublicationAct{Event: ledger.Masking})
	e = s.pub(b, org.Coordinator, e, ledger.PublicationAct{Event: ledger.Checking})
	e = s.explain(b, e)
	return s.pub(b, org.Coordinator, e, ledger.PublicationAct{Event: ledger.Submit})
}

func (s *site) publishedEdition(b *bureau, e *Edition) *Edition {
	s.t.Helper()
	e = s.submittedEdition(b, e)
	e = s.pub(b, org.Secretary, e, ledger.PublicationAct{Event: ledger.Approve, Reason: "同意公开"})
	e = s.pub(b, org.Coordinator, e, ledger.PublicationAct{Event: ledger.Freeze})
	return s.pub(b, org.Coordinator, e, ledger.PublicationAct{Event: ledger.Publish})
}

func TestPublication(t *testing.T) {
	t.Parallel()
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db)
		b := s.bureaus[0]
		s.closed(b, "7")
		g := s.underway(b, "8")
		s.wrote(b)
		coordinator := s.of(b, org.Coordinator)

		_, err := s.DraftPublication(s.ctx, s.of(b, org.Handler), b.book.ID, b.insp.ID, ledger.Public)
		if err == nil {
			t.Error("a handler drafted a publication")
		}
		e := got(s.DraftPublication(s.ctx, coordinator, b.book.ID, b.insp.ID, ledger.Public))(t)
		_, err = s.DraftPublication(s.ctx, coordinator, b.book.ID, b.insp.ID, ledger.Public)
		refusedWith(t, err, fault.Conflict, "办理中的版本")
		got(s.DraftPublication(s.ctx, coordinator, b.book.ID, b.insp.ID, ledger.InParty))(t) // the other channel has a way of its own

		_, err = s.tryPub(b, org.Coordinator, e, ledger.PublicationAct{Event: ledger.Submit}, "")
		refusedWith(t, err, fault.Conflict, "起草")
		e = s.pub(b, org.Coordinator, e, ledger.PublicationAct{Event: ledger.Masking})
		if len(e.Masks) == 0 || strings.Contains(e.Content.Closing.Parts[0].Text+e.Content.Closing.Parts[0].Title, "李文博") {
			t.Fatalf("the informant is not masked: %+v %+v", e.Masks, e.Content.Closing)
		}
		_, err = s.tryPub(b, org.Coordinator, e, ledger.PublicationAct{Event: ledger.Submit}, "")
		refusedWith(t, err, fault.Invalid, "先检查")

		// By hand, and back.
		hide := ledger.PublicationAct{Event: ledger.Hide, Reason: "没有必要点名", Mask: ledger.Mask{After: "某某"}}
		_, err = s.tryPub(b, org.Coordinator, e, hide, "没有的字")
		refusedWith(t, err, fault.Invalid, "照抄")
		e = got(s.tryPub(b, org.Coordinator, e, hide, "陈望山"))(t)
		if m := e.Masks[len(e.Masks)-1]; m.Rule != ledger.ByHand || m.Why == "" {
			t.Errorf("masked by hand as %+v", m)
		}
		m := e.Masks[len(e.Masks)-1]
		_, err = s.tryPub(b, org.Coordinator, e, ledger.PublicationAct{Event: ledger.Unmask, Mask: m}, "")
		refusedWith(t, err, fault.Invalid, "理由")
		e = s.pub(b, org.Coordinator, e, ledger.PublicationAct{Event: ledger.Unmask, Mask: m, Reason: "组长分工已经公开"})

		// Left out: proposed by one, approved by another.
		exclude := ledger.PublicationAct{Event: ledger.Exclude, Finding: g.ID, Class: "privacy", Reason: "当事人可辨认"}
		bad := exclude
		bad.Class = "embarrassing"
		_, err = s.tryPub(b, org.Coordinator, e, bad, "")
		refusedWith(t, err, fault.Invalid, "法定")
		e = s.pub(b, org.Coordinator, e, exclude)
		e = s.pub(b, org.Coordinator, e, ledger.PublicationAct{Event: ledger.Checking})
		e = s.explain(b, e)
		_, err = s.tryPub(b, org.Coordinator, e, ledger.PublicationAct{Event: ledger.Submit}, "")
		refusedWith(t, err, fault.Invalid, "审定")
		e = s.pub(b, org.Group, e, ledger.PublicationAct{Event: ledger.Clear, Reason: "同意"})
		var left *form.Item
		e.Content.Walk(func(it *form.Item) {
			if it.Finding == g.ID {
				left = it
			}
		})
		if left == nil || left.Left != "个人隐私" || left.Title+left.Result != "" || len(left.Measures) > 0 || left.Label == "" {
			t.Errorf("left out as %+v", left)
		}
		e = s.pub(b, org.Coordinator, e, ledger.PublicationAct{Event: ledger.Submit})

		stale := ledger.PublicationAct{Event: ledger.Approve, Seen: ledger.Digest{1}}
		_, err = s.tryPub(b, org.Secretary, e, stale, "")
		refusedWith(t, err, fault.Conflict, "重新审阅")
		e = s.pub(b, org.Secretary, e, ledger.PublicationAct{Event: ledger.Approve, Reason: "同意公开"})
		_, err = s.tryPub(b, org.Coordinator, e, ledger.PublicationAct{Event: ledger.Publish}, "")
		refusedWith(t, err, fault.Conflict, "已批准")
		e = s.pub(b, org.Coordinator, e, ledger.PublicationAct{Event: ledger.Freeze})
		if all := got(s.Released(s.ctx))(t); len(all) != 0 {
			t.Error("something is shown before it was published")
		}
		e = s.pub(b, org.Coordinator, e, ledger.PublicationAct{Event: ledger.Publish})
		if e.N != 1 || e.Publication.Content != e.Approved || e.Inspection.Published.IsZero() {
			t.Errorf("published as %+v", e.Publication)
		}

		all := got(s.Released(s.ctx))(t)
		if len(all) != 1 || all[0].Checkpoint == nil || !all[0].Current || all[0].Bulletin.Title != e.Content.Title {
			t.Fatalf("released: %+v", all)
		}
		s.corrected(b, e)
		s.verified()
	})
}

// corrected publishes a second version, and takes it down.
func (s *site) corrected(b *bureau, first *Edition) {
	s.t.Helper()
	t := s.t
	_, err := s.tryPub(b, org.Coordinator, first, ledger.PublicationAct{Event: ledger.Correct}, "")
	refusedWith(t, err, fault.Invalid, "理由")
	_, err = s.DraftPublication(s.ctx, s.of(b, org.Coordinator), b.book.ID, b.insp.ID, ledger.Public)
	refusedWith(t, err, fault.Conflict, "更正")
	e := s.pub(b, org.Coordinator, first, ledger.PublicationAct{Event: ledger.Correct, Reason: "联系电话有误"})
	if e.Replaces != first.ID || e.N != 0 {
		t.Errorf("corrected by %+v", e.Publication)
	}
	e = s.publishedEdition(b, e)
	if e.N != 2 {
		t.Errorf("the second version has number %d", e.N)
	}
	if d := e.Difference(); len(d) == 0 {
		t.Error("nothing differs, though the first one left a finding out")
	}
	if _, err := s.ReleasedVersion(s.ctx, b.insp.ID, 1); err != nil {
		t.Errorf("the replaced version: %v", err)
	}
	r := got(s.ReleasedVersion(s.ctx, b.insp.ID, 0))(t)
	if r.Publication.N != 2 || len(r.Changes) == 0 {
		t.Errorf("version %d with %d changes", r.Publication.N, len(r.Changes))
	}
	e = s.pub(b, org.Secretary, e, ledger.PublicationAct{Event: ledger.TakeDown, Reason: "依申请撤下"})
	if e.State != ledger.PubWithdrawn {
		t.Errorf("taken down: %s", e.State)
	}
	for n := range 3 {
		if _, err := s.ReleasedVersion(s.ctx, b.insp.ID, n); fault.KindOf(err) != fault.NotFound {
			t.Errorf("version %d of what was taken down: %v", n, err)
		}
	}
}

// TestReleasedAsApproved changes what was published behind the product's back: it is not
// shown, and verification names it.
func TestReleasedAsApproved(t *testing.T) {
	t.Parallel()
	s := newSite(t, storetest.Open(t, storetest.SQLite))
	b := s.bureaus[0]
	s.closed(b, "7")
	s.wrote(b)
	e := s.publishedEdition(b, got(s.DraftPublication(s.ctx, s.of(b, org.Coordinator), b.book.ID, b.insp.ID, ledger.Public))(t))
	other := *e.Content
	other.Title = "另一份通报"
	digest := got(s.keepBulletin(s.ctx, &other))(t)
	for name, spoil := range map[string]func(p *ledger.Publication){
		"another content": func(p *ledger.Publication) { p.Content = digest },
		"both":            func(p *ledger.Publication) { p.Content, p.Approved = digest, digest },
	} {
		var kept ledger.Publication
		must(t, s.change(s.ctx, s.of(b, org.Coordinator), "test.spoil", func(c *change) (string, error) {
			p, err := store.Get[ledger.Publication](c.Tx, b.book.ID, e.ID)
			must(t, err)
			kept = *p
			spoil(p)
			return subject(p), c.Put(p)
		}))
		v := got(s.Verify(s.ctx))(t)
		if v.OK() {
			t.Errorf("%s: nobody noticed", name)
		}
		if name == "another content" {
			if all := got(s.Released(s.ctx))(t); len(all) != 0 {
				t.Errorf("%s: it is shown", name)
			}
		}
		must(t, s.change(s.ctx, s.of(b, org.Coordinator), "test.mend", func(c *change) (string, error) {
			p, err := store.Get[ledger.Publication](c.Tx, b.book.ID, e.ID)
			must(t, err)
			head := p.Head
			*p = kept
			p.Head = head
			return subject(p), c.Put(p)
		}))
	}
	s.verified()
	if len(got(s.Released(s.ctx))(t)) != 1 {
		t.Error("what was put back is not shown")
	}
}
