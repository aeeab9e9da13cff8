package app

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"zhenggai/blob"
	"zhenggai/fault"
	"zhenggai/form"
	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/paper"
	"zhenggai/store"
	"zhenggai/store/storetest"
)

// TestBulletin makes the public report from the ledger: its tree, its measures and a
// status word for each leaf.
func TestBulletin(t *testing.T) {
	t.Parallel()
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db)
		b := s.bureaus[0]
		s.closed(b, "1")
		s.underway(b, "2")
		said := got(s.Bulletin(s.ctx, s.of(b, org.Coordinator), b.book.ID, b.insp.ID))(t)
		var words []form.Status
		said.Walk(func(it *form.Item) {
			if it.Status != "" {
				words = append(words, it.Status)
				if len(it.Measures) != 2 {
					t.Errorf("%s has the measures %q", it.Title, it.Measures)
				}
			}
		})
		if len(said.Items) != 2 || len(words) != 2 || words[0] != "已完成" || words[1] != "正在整改" {
			t.Errorf("%d items with the words %q", len(said.Items), words)
		}
		if said.Unit != "中共云川市水务局党组" || !strings.Contains(said.Closing.Lead[0], "2个具体问题中，已完成1个") {
			t.Errorf("unit %q, closing %q", said.Unit, said.Closing.Lead)
		}
		for _, who := range []org.Actor{s.of(s.bureaus[1], org.Coordinator), s.of(b, org.Handler), s.admin} {
			if _, err := s.Bulletin(s.ctx, who, b.book.ID, b.insp.ID); fault.KindOf(err) != fault.NotFound {
				t.Errorf("somebody who does not see the book whole: %v", err)
			}
		}
	})
}

// TestAccountStatements holds what an account costs however large the inspection is.
func TestAccountStatements(t *testing.T) {
	t.Parallel()
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db)
		b := s.bureaus[0]
		who := s.of(b, org.Coordinator)
		cost := func() (n int) {
			must(t, s.DB.View(s.ctx, func(tx *store.Tx) error {
				_, err := s.account(tx, who, b.book.ID, b.insp.ID)
				n = tx.Statements()
				return err
			}))
			return n
		}
		s.closed(b, "1")
		few := cost()
		for _, no := range []string{"2", "3", "4"} {
			s.closed(b, no)
		}
		if many := cost(); many != few || many > 28 {
			t.Errorf("one finding costs %d statements, four %d", few, many)
		}
	})
}

// TestPaperVersions goes the way of a paper: words are saved as versions, a draft
// follows the ledger, a frozen version gives the same bytes whatever becomes of that.
func TestPaperVersions(t *testing.T) {
	t.Parallel()
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db)
		b := s.bureaus[0]
		s.closed(b, "1")
		who := s.of(b, org.Coordinator)
		script := Script{Book: b.book.ID, Inspection: b.insp.ID, Form: form.PublicKey, Narrative: form.Narrative{"lead": "共{具体问题总数}个问题。"}}
		first := got(s.SavePaper(s.ctx, who, script))(t)
		if again := got(s.SavePaper(s.ctx, who, script))(t); again.ID != first.ID {
			t.Error("the same words made another version")
		}
		draft := got(s.PaperVersion(s.ctx, who, b.book.ID, first.ID))(t)
		if got := text(t, draft.Document); !strings.Contains(got, "共1个问题。") {
			t.Errorf("a draft says %s", got)
		}
		s.underway(b, "2")
		_, err := s.FreezePaper(s.ctx, who, b.book.ID, first.ID, draft.Digest)
		refusedWith(t, err, fault.Conflict, "台账在您看过之后有变动")
		draft = got(s.PaperVersion(s.ctx, who, b.book.ID, first.ID))(t)
		frozen := got(s.FreezePaper(s.ctx, who, b.book.ID, first.ID, draft.Digest))(t)
		_, err = s.FreezePaper(s.ctx, who, b.book.ID, first.ID, ledger.Digest{})
		refusedWith(t, err, fault.Conflict, "已经定稿")

		s.underway(b, "3")
		s.clock.set(s.Now().AddDate(0, 1, 0))
		kept := got(s.PaperVersion(s.ctx, who, b.book.ID, frozen.ID))(t)
		if kept.Digest != draft.Digest || text(t, kept.Document) != text(t, draft.Document) {
			t.Error("a frozen paper reads otherwise")
		}
		_, bulletin, err := s.FrozenBulletin(s.ctx, who, b.book.ID, frozen.ID)
		must(t, err)
		if again := got(json.Marshal(bulletin))(t); !bytes.Equal(again, draft.Content) {
			t.Errorf("frozen as %s, read back %s", draft.Content, again)
		}
		if v := got(s.Verify(s.ctx))(t); !v.OK() {
			t.Errorf("verify: %+v", v)
		}

		script.Narrative = form.Narrative{"lead": "改写。"}
		script.Seen = 1
		second := got(s.SavePaper(s.ctx, who, script))(t)
		script.Narrative = form.Narrative{"lead": "又改。"}
		_, err = s.SavePaper(s.ctx, who, script)
		refusedWith(t, err, fault.Conflict, "保存了第 2 版")
		if all := got(s.Papers(s.ctx, who, b.book.ID, b.insp.ID))(t); len(all) != 2 || second.N != 2 {
			t.Errorf("%d versions, the last is %d", len(all), second.N)
		}
	})
}

// TestPaperRefused holds who may write papers, and what.
func TestPaperRefused(t *testing.T) {
	t.Parallel()
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db)
		b := s.bureaus[0]
		for _, c := range []struct {
			who   org.Role
			form  string
			n     form.Narrative
			kind  fault.Kind
			words string
		}{
			{org.Coordinator, "public", form.Narrative{"lead": "共{问题数目}个"}, fault.Invalid, "没有名为{问题数目}的字段，是不是{"},
			{org.Coordinator, "public", form.Narrative{"nothing": ""}, fault.Invalid, "没有“nothing”这一段"},
			{org.Coordinator, "nothing", nil, fault.NotFound, "没有名为“nothing”的表单"},
			{org.Viewer, "public", nil, fault.Forbidden, "这件事由联络员"},
			{org.Handler, "public", nil, fault.NotFound, "没有找到账册"},
		} {
			_, err := s.SavePaper(s.ctx, s.of(b, c.who), Script{Book: b.book.ID, Inspection: b.insp.ID, Form: c.form, Narrative: c.n})
			refusedWith(t, err, c.kind, c.words)
		}
	})
}

// TestFrozenLost takes the bytes of a frozen paper away: verification names the paper,
// and the paper says what to do.
func TestFrozenLost(t *testing.T) {
	t.Parallel()
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db)
		b := s.bureaus[0]
		who := s.of(b, org.Coordinator)
		s.closed(b, "1")
		p := got(s.SavePaper(s.ctx, who, Script{Book: b.book.ID, Inspection: b.insp.ID, Form: form.PublicKey}))(t)
		p = got(s.FreezePaper(s.ctx, who, b.book.ID, p.ID, ledger.Digest{}))(t)
		for _, d := range []ledger.Digest{p.Document, p.Content} {
			s.blobs.Spoil(blob.Hash(d), nil)
			if v := got(s.Verify(s.ctx))(t); v.OK() {
				t.Error("verification did not notice")
			}
		}
		if _, err := s.PaperVersion(s.ctx, who, b.book.ID, p.ID); err == nil {
			t.Error("a paper was made of nothing")
		}
	})
}

// text returns what a document says, as HTML.
func text(t *testing.T, d paper.Document) string {
	t.Helper()
	var b strings.Builder
	must(t, paper.HTML(&b, d))
	return b.String()
}
