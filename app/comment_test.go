package app

import (
	"bytes"
	"context"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"zhenggai/fault"
	"zhenggai/form"
	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/store"
	"zhenggai/store/storetest"
)

// publishedItem publishes a report of one item in a bureau, as the readers see it.
func (s *site) publishedItem(b *bureau, f *ledger.Finding) *PublicReport {
	s.t.Helper()
	r := &PublicReport{Book: b.book.ID, ID: b.insp.ID, Publication: f.ID, Edition: 1, At: ledger.At(s.Now()), Digest: ledger.Digest{1},
		Bulletin: &form.Bulletin{Title: "关于巡察整改进展情况的通报", Items: []*form.Item{{Finding: f.ID, Level: f.Level, Label: f.Code, Title: f.Title}}}}
	s.reports = func(context.Context) ([]*PublicReport, error) { return []*PublicReport{r}, nil }
	return r
}

// solved is the answer to a riddle, worked out as a reader does.
func solved(t testing.TB, q Riddle) string {
	t.Helper()
	var x, y string
	number := func(s string) int {
		for i, w := range digitsZH {
			if w == s {
				return i
			}
		}
		t.Fatalf("no number: %q in %q", s, q.ZH)
		return 0
	}
	for _, form := range []struct {
		re string
		do func() int
	}{
		{"^(.)加(.)等", func() int { return number(x) + number(y) }},
		{"^(.)减去(.)等", func() int { return number(x) - number(y) }},
		{"^比(.)多(.)的", func() int { return number(x) + number(y) }},
		{"^(.)的(两)倍", func() int { return 2 * number(x) }},
	} {
		if m := regexp.MustCompile(form.re).FindStringSubmatch(q.ZH); m != nil {
			x, y = m[1], m[2]
			return fmt.Sprint(form.do())
		}
	}
	t.Fatalf("what is asked: %q", q.ZH)
	return ""
}

// comment is what a reader sends who took his time and answered the riddle.
func (s *site) comment(r *PublicReport, text string) NewComment {
	s.t.Helper()
	on := r.Bulletin.Items[0].Finding
	q := got(s.Riddle(on))(s.t)
	s.clock.set(s.Now().Add(time.Minute))
	return NewComment{Publication: r.Publication, Finding: on, Text: text, Token: q.Token, Answer: solved(s.t, q)}
}

const secretContact = "wanghai@example.com 微信 wh-2468"

// TestComment: a reader writes, the office answers, the reader sees it by his receipt,
// everybody sees it beside the item, and nothing of who he is is in the journal.
func TestComment(t *testing.T) {
	t.Parallel()
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db)
		b := s.bureaus[1]
		f := s.underway(b, "7")
		r := s.publishedItem(b, f)
		in := s.comment(r, "公务接待清单建议在网上公开，我的电话是13912345678，身份证11010519491231002X。")
		in.Name, in.Contact = "王海", secretContact
		code := got(s.SendComment(s.ctx, in, "192.0.2.1"))(t)

		coordinator := s.of(b, org.Coordinator)
		all := got(s.Comments(s.ctx, coordinator, org.ID{}, ""))(t)
		if len(all) != 1 || all[0].State != ledger.CommentFiled || all[0].On.ID != f.ID || !all[0].Private {
			t.Fatalf("the inbox has %+v", all)
		}
		m := all[0]
		if m.Text != "公务接待清单建议在网上公开，我的电话是***，身份证***。" {
			t.Errorf("kept as %q", m.Text)
		}
		if m.Due.String() != "2026-03-23" { // fifteen working days after Monday, 2 March
			t.Errorf("to be answered by %s", m.Due)
		}
		if reader := got(s.Reader(s.ctx, coordinator, m.Book, m.ID))(t); reader.Name != "王海" || reader.Contact != secretContact || !strings.Contains(reader.Text, "13912345678") {
			t.Errorf("what he left: %+v", reader)
		}
		for _, role := range []org.Role{org.Handler, org.Viewer, org.Watch} {
			_, err := s.Reader(s.ctx, s.of(b, role), m.Book, m.ID)
			refusedWith(t, err, fault.Forbidden, "联系方式")
		}
		if other := got(s.Comments(s.ctx, s.of(s.bureaus[0], org.Coordinator), org.ID{}, ""))(t); len(other) != 0 {
			t.Errorf("another bureau sees %d", len(other))
		}

		act := func(who org.Actor, a ledger.CommentAct) *CommentLine {
			t.Helper()
			return got(s.DoComment(s.ctx, who, m.Book, m.ID, 0, a))(t)
		}
		act(coordinator, ledger.CommentAct{Event: ledger.AssignComment, To: s.of(b, org.Handler).Person})
		_, err := s.DoComment(s.ctx, s.of(b, org.Handler), m.Book, m.ID, 0, ledger.CommentAct{Event: ledger.AnswerComment, Text: "已采纳", Public: true})
		refusedWith(t, err, fault.Invalid, "公开答复")
		_, err = s.DoComment(s.ctx, coordinator, m.Book, m.ID, m.Version, ledger.CommentAct{Event: ledger.AnswerComment, Text: "已采纳"})
		refusedWith(t, err, fault.Conflict, "有人办过")
		act(coordinator, ledger.CommentAct{Event: ledger.AnswerComment, Text: "已采纳，清单按季公布，可致电13800000000。", Public: true})

		p := got(s.Public(s.ctx))(t)
		if shown := p.Shown[f.ID]; len(shown) != 1 || shown[0].Reply().Text != "已采纳，清单按季公布，可致电***。" {
			t.Errorf("shown: %+v", p.Shown)
		}
		if mine := got(s.CommentByReceipt(s.ctx, strings.ToLower(code), "192.0.2.1"))(t); mine.ID != m.ID {
			t.Errorf("the receipt leads to %s", mine.ID)
		}
		act(coordinator, ledger.CommentAct{Event: ledger.EraseComment, Reason: "本人要求"})
		if _, err := s.Reader(s.ctx, coordinator, m.Book, m.ID); fault.KindOf(err) != fault.NotFound {
			t.Errorf("what was erased: %v", err)
		}
		var book bytes.Buffer
		got(s.Export(s.ctx, s.as("banli"), b.book.ID, &book))(t)
		s.unnamed("王海", secretContact, "13912345678", "11010519491231002", code, strings.ReplaceAll(code, "-", ""))
		s.verified()
	})
}

// TestContactsExpire holds how long it is kept how a reader can be reached: as long as
// his comment waits, then for the days that the book, the site or the product names.
func TestContactsExpire(t *testing.T) {
	t.Parallel()
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db)
		b := s.bureaus[1]
		f := s.underway(b, "7")
		r := s.publishedItem(b, f)
		coordinator := s.of(b, org.Coordinator)
		send := func(text string) *CommentLine {
			in := s.comment(r, text)
			in.Name, in.Contact = "王海", secretContact
			got(s.SendComment(s.ctx, in, "192.0.2.1"))(t)
			for _, l := range got(s.Comments(s.ctx, coordinator, org.ID{}, ""))(t) {
				if l.Text == text {
					return l
				}
			}
			t.Fatalf("%s did not arrive", text)
			return nil
		}
		do := func(l *CommentLine, a ledger.CommentAct) {
			t.Helper()
			got(s.DoComment(s.ctx, coordinator, l.Comment.Book, l.ID, 0, a))(t)
		}
		kept := func() (n int) {
			for _, l := range got(s.Comments(s.ctx, coordinator, org.ID{}, ""))(t) {
				if l.Private {
					n++
					got(s.Reader(s.ctx, coordinator, l.Comment.Book, l.ID))(t)
				}
			}
			return n
		}
		answered, junk := send("建议公开接待标准和陪餐人数。"), send("今年的水费比去年贵了不少，请说明。")
		send("还没有答复的一条意见，请告知结果。")
		do(answered, ledger.CommentAct{Event: ledger.AnswerComment, Text: "已采纳"})
		do(junk, ledger.CommentAct{Event: ledger.JunkComment, Reason: "与问题无关"})
		on := func(days, want int, why string) {
			t.Helper()
			s.clock.set(answered.At.AddDate(0, 0, days))
			got(s.RunJob(s.ctx, "erase"))(t)
			if left := kept(); left != want {
				t.Errorf("%s: %d are kept, want %d", why, left, want)
			}
		}
		on(180, 3, "on the last of 180 days")
		must(t, s.SetCommentTerms(s.ctx, s.admin, org.Site, CommentTerms{Keep: 400}))
		on(181, 3, "when the site keeps them for longer")
		must(t, s.SetCommentTerms(s.ctx, coordinator, b.book.ID, CommentTerms{Keep: 200}))
		on(201, 1, "when the book has its own period, of what waits the contact stays")
		on(201, 1, "done twice")
		expired := 0
		for _, e := range got(s.Entries(s.ctx, coordinator, store.EntryQuery{Book: b.book.ID, Limit: 99}))(t) {
			if e.Action == "comment.expire" {
				expired++
				if e.Actor != "clock" || e.Details != 2 {
					t.Errorf("%s erased %d", e.Actor, e.Details)
				}
			}
		}
		if expired != 1 {
			t.Errorf("%d entries say that contacts were erased", expired)
		}
		s.unnamed("王海", secretContact)
		s.verified()
	})
}

// TestCommentTerms holds whose the periods are: a book's before the site's before the
// product's, and who may set them.
func TestCommentTerms(t *testing.T) {
	t.Parallel()
	s := newSite(t, storetest.Open(t, storetest.SQLite))
	b := s.bureaus[1]
	coordinator := s.of(b, org.Coordinator)
	check := func(book org.ID, hold, own CommentTerms) {
		t.Helper()
		if x := got(s.CommentTerms(s.ctx, coordinator, book))(t); x.Hold != hold || x.Own != own {
			t.Errorf("%+v, want %v of %v", x, hold, own)
		}
	}
	check(org.Site, CommentTerms{15, 180}, CommentTerms{})
	must(t, s.SetCommentTerms(s.ctx, s.admin, org.Site, CommentTerms{Workdays: 10, Keep: 90}))
	must(t, s.SetCommentTerms(s.ctx, coordinator, b.book.ID, CommentTerms{Workdays: 5}))
	check(org.Site, CommentTerms{10, 90}, CommentTerms{10, 90})
	check(b.book.ID, CommentTerms{5, 90}, CommentTerms{Workdays: 5})
	must(t, s.SetCommentTerms(s.ctx, coordinator, b.book.ID, CommentTerms{}))
	check(b.book.ID, CommentTerms{10, 90}, CommentTerms{})

	refusedWith(t, s.SetCommentTerms(s.ctx, s.of(b, org.Viewer), b.book.ID, CommentTerms{Keep: 9}), fault.Forbidden, "联络员")
	refusedWith(t, s.SetCommentTerms(s.ctx, coordinator, org.Site, CommentTerms{Keep: 9}), fault.Forbidden, "系统管理员")
	refusedWith(t, s.SetCommentTerms(s.ctx, coordinator, b.book.ID, CommentTerms{Keep: 4000}), fault.Invalid, "保存期限")
	refusedWith(t, s.SetCommentTerms(s.ctx, coordinator, b.book.ID, CommentTerms{Workdays: -1}), fault.Invalid, "答复期限")
	if x := got(s.CommentTerms(s.ctx, coordinator, b.book.ID))(t); x.Above != (CommentTerms{10, 90}) {
		t.Errorf("above the book there is %v", x.Above)
	}
	_, err := s.CommentTerms(s.ctx, s.of(s.bureaus[0], org.Coordinator), b.book.ID)
	refusedWith(t, err, fault.NotFound, "没有找到账册")
}

// unnamed fails the test if an image or an entry of any journal has one of words.
func (s *site) unnamed(words ...string) {
	s.t.Helper()
	must(s.t, s.DB.View(s.ctx, func(tx *store.Tx) error {
		for _, book := range []org.ID{org.Site, s.bureaus[0].book.ID, s.bureaus[1].book.ID} {
			for d, err := range tx.Log(book).Details {
				if err != nil {
					return err
				}
				for _, w := range words {
					if strings.Contains(string(d.Image), w) {
						s.t.Errorf("the journal says %q: %s", w, d.Image)
					}
				}
			}
			for _, w := range words {
				for image, err := range tx.Images(book) {
					if err != nil {
						return err
					}
					if strings.Contains(string(image.Image), w) {
						s.t.Errorf("a row says %q: %s", w, image.Image)
					}
				}
			}
		}
		return nil
	}))
}

// TestCommentRefused: what is no comment, a riddle that is not answered, or was, and too
// much from one address.
func TestCommentRefused(t *testing.T) {
	t.Parallel()
	s := newSite(t, storetest.Open(t, storetest.SQLite))
	b := s.bureaus[0]
	f := s.finding(b, "7")
	r := s.publishedItem(b, f)
	send := func(in NewComment, from string) error {
		_, err := s.SendComment(s.ctx, in, from)
		return err
	}
	for name, c := range map[string]struct {
		change func(*NewComment)
		kind   fault.Kind
		words  string
	}{
		"empty":        {func(in *NewComment) { in.Text = " \u202e\x07 " }, fault.Invalid, "写下"},
		"too long":     {func(in *NewComment) { in.Text = strings.Repeat("长", 1001) }, fault.Invalid, "1000"},
		"broken":       {func(in *NewComment) { in.Text = "乱\xff码" }, fault.Invalid, "不能识别"},
		"wrong":        {func(in *NewComment) { in.Answer = "99" }, fault.Invalid, "答案不对"},
		"no token":     {func(in *NewComment) { in.Token = "" }, fault.Invalid, "答案不对"},
		"other item":   {func(in *NewComment) { in.Token = got(s.Riddle(b.book.ID))(t).Token }, fault.Invalid, "答案不对"},
		"no item":      {func(in *NewComment) { in.Finding = b.book.ID }, fault.NotFound, "没有找到"},
		"no report":    {func(in *NewComment) { in.Publication = b.book.ID }, fault.NotFound, "没有找到"},
		"long contact": {func(in *NewComment) { in.Contact = strings.Repeat("9", 121) }, fault.Invalid, "120"},
	} {
		in := s.comment(r, "接待清单公开以后群众可以监督。")
		c.change(&in)
		if err := send(in, "192.0.2.9"); fault.KindOf(err) != c.kind || !strings.Contains(fault.Say(err, "zh"), c.words) {
			t.Errorf("%s: %v", name, err)
		}
	}
	once := s.comment(r, "建议公开接待标准和陪餐人数。")
	must(t, send(once, "192.0.2.9"))
	refusedWith(t, send(once, "192.0.2.9"), fault.Invalid, "已经用过")
	late := s.comment(r, "建议公开采购清单和验收结果。")
	s.clock.set(s.Now().Add(riddleHolds))
	refusedWith(t, send(late, "192.0.2.9"), fault.Invalid, "打开太久")

	sent := 0
	for i := range 70 {
		in := s.comment(r, fmt.Sprintf("第%d条不同的意见，说的是%s。", i, strings.Repeat(string(rune('一'+i)), 3)))
		if err := send(in, "2001:db8::1:"+fmt.Sprint(i)); err == nil { // one subscriber
			sent++
		} else {
			refusedWith(t, err, fault.Forbidden, "太多")
		}
	}
	if sent != mostSent {
		t.Errorf("%d were taken from one address", sent)
	}
	must(t, send(s.comment(r, "别处来的人照样可以提意见。"), "192.0.2.77"))
	s.clock.set(s.Now().Add(24 * time.Hour))
	must(t, send(s.comment(r, "过了一天又可以提意见了。"), "2001:db8::1:1"))
	s.verified()
}

// TestCommentScreens: what holds a comment, and what does not.
func TestCommentScreens(t *testing.T) {
	t.Parallel()
	s := newSite(t, storetest.Open(t, storetest.SQLite))
	b := s.bureaus[0]
	r := s.publishedItem(b, s.finding(b, "7"))
	must(t, s.Set(s.ctx, s.of(b, org.Coordinator), b.book.ID, wordsSetting, "推广链接\n代写检讨"))
	must(t, s.Set(s.ctx, s.of(b, org.Coordinator), b.book.ID, replySetting, "5"))
	for i, c := range []struct{ text, why string }{
		{"东门小区供水管道还有漏水，请核实整改是否到位。", ""},
		{"详情见 ｗｗｗ.example.com/page", "link"},
		{"需要发票的 加 微 信 联系", "words"},
		{"专业代写检讨，价格从优", "words"},
		{"东门小区供水管道还有漏水，请核实整改是否到位！", "copy"},
		{"好好好好好好好好好好好好好好好好好好", "noise"},
		{"？？", "noise"},
		{"<script>alert(1)</script>应当原样保存", ""},
	} {
		got(s.SendComment(s.ctx, s.comment(r, c.text), fmt.Sprintf("192.0.2.%d", i)))(t)
		all := got(s.CommentsOn(s.ctx, s.of(b, org.Coordinator), b.book.ID, r.Bulletin.Items[0].Finding))(t)
		if why := strings.Join(all[0].Why, " "); why != c.why || (all[0].State == ledger.CommentHeld) != (c.why != "") {
			t.Errorf("%q: %s, held for %q, want %q", c.text, all[0].State, why, c.why)
		}
		if all[0].Due.String() != "2026-03-09" {
			t.Errorf("to be answered by %s", all[0].Due)
		}
	}
	in := s.comment(r, "隐藏栏目被程序填写了的意见。")
	in.Trap = "http://x"
	got(s.SendComment(s.ctx, in, "192.0.2.99"))(t)
	q := got(s.Riddle(in.Finding))(t)
	fast := NewComment{Publication: r.Publication, Finding: in.Finding, Text: "几秒钟之内写不出这么长的一段话来。", Token: q.Token, Answer: solved(t, q)}
	got(s.SendComment(s.ctx, fast, "192.0.2.98"))(t)
	all := got(s.CommentsOn(s.ctx, s.of(b, org.Coordinator), b.book.ID, in.Finding))(t)
	if all[0].Why[0] != "fast" || all[1].Why[0] != "trap" {
		t.Errorf("held for %v and %v", all[0].Why, all[1].Why)
	}
	s.verified()
}

// TestVotes: an address has one vote a day on an item, and all are counted.
func TestVotes(t *testing.T) {
	t.Parallel()
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db)
		b := s.bureaus[0]
		r := s.publishedItem(b, s.finding(b, "7"))
		on := r.Bulletin.Items[0].Finding
		must(t, s.SendVote(s.ctx, r.Publication, on, "good", "192.0.2.1"))
		refusedWith(t, s.SendVote(s.ctx, r.Publication, on, "poor", "192.0.2.1"), fault.Conflict, "已对这一项评价过")
		must(t, s.SendVote(s.ctx, r.Publication, org.ID{}, "fair", "192.0.2.1"))
		must(t, s.SendVote(s.ctx, r.Publication, on, "poor", "192.0.2.2"))
		refusedWith(t, s.SendVote(s.ctx, r.Publication, on, "best", "192.0.2.3"), fault.Invalid, "选一项")
		s.clock.set(s.Now().Add(24 * time.Hour))
		must(t, s.SendVote(s.ctx, r.Publication, on, "poor", "192.0.2.1"))
		polls := got(s.Public(s.ctx))(t).Polls[r.ID]
		if polls[on] != (ledger.Poll{1, 0, 2}) || polls[org.ID{}] != (ledger.Poll{0, 1, 0}) {
			t.Errorf("counted %v", polls)
		}
		s.unnamed("192.0.2")
		s.verified()
	})
}

// TestReceipts: nobody finds a comment by trying numbers.
func TestReceipts(t *testing.T) {
	t.Parallel()
	s := newSite(t, storetest.Open(t, storetest.SQLite))
	b := s.bureaus[0]
	r := s.publishedItem(b, s.finding(b, "7"))
	code := got(s.SendComment(s.ctx, s.comment(r, "建议公开接待标准和陪餐人数。"), "192.0.2.1"))(t)
	for range mostLooks {
		_, err := s.CommentByReceipt(s.ctx, "ABCD-EFGH-JKMN-PQRS", "192.0.2.5")
		refusedWith(t, err, fault.NotFound, "没有这个回执号")
	}
	_, err := s.CommentByReceipt(s.ctx, code, "192.0.2.5") // even the right one
	refusedWith(t, err, fault.Forbidden, "太多")
	got(s.CommentByReceipt(s.ctx, " "+strings.ReplaceAll(code, "-", " "), "192.0.2.6"))(t)
}
