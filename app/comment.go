package app

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"zhenggai/fault"
	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/publish"
	"zhenggai/store"
)

// What one address may send in a day, and all together in an hour. Many people may sit
// behind one address: the first is generous, and whoever meets it is told so.
const (
	mostTries    = 60  // of writing, right or wrong
	mostSent     = 10  // comments
	mostLooks    = 30  // receipts that nobody has
	mostInHour   = 300 // comments from everywhere
	lastCompared = 200 // comments that a new one is held against
)

// A NewComment is what a reader sends.
type NewComment struct {
	Publication org.ID // the edition he read
	Finding     org.ID
	Text        string
	Name        string // may be empty, as may be the next
	Contact     string
	Token       string // of the riddle
	Answer      string
	Trap        string // a field that people do not see
}

// SendComment files what a reader sends from an address to its finding, or holds it
// until somebody looked at it. It returns the number of the receipt, which nobody else
// has: with it the reader sees what becomes of his comment.
//
// It takes no actor: whoever reads what was published may write. Name and contact, and
// what of the text was masked, are sealed and kept apart from the journal.
func (a *App) SendComment(ctx context.Context, in NewComment, from string) (code string, err error) {
	if err := in.check(); err != nil {
		return "", err
	}
	report, err := a.published(ctx, in.Publication, in.Finding)
	if err != nil {
		return "", err
	}
	took, err := a.admit(ctx, in, from)
	if err != nil {
		return "", err
	}
	code, receipt, err := a.receipt()
	if err != nil {
		return "", err
	}
	err = a.change(ctx, Public, "comment.received", func(c *change) (string, error) {
		settings, err := commentSettingsOf(c.Tx, report.Book)
		if err != nil {
			return "", err
		}
		_, days, err := catalog(c.Tx)
		if err != nil {
			return "", err
		}
		last, err := c.LastComments(report.Book, lastCompared)
		if err != nil {
			return "", err
		}
		m := &ledger.Comment{Head: c.head(report.Book), Finding: in.Finding, Publication: report.Publication, Edition: report.Edition,
			Item: report.Item(in.Finding).Label, Text: publish.MaskPersonal(in.Text), At: c.now.At, State: ledger.CommentFiled, Receipt: receipt}
		m.Due, _ = days.AddWorkdays(c.now.Day, settings.Reply.Workdays)
		if m.Why = screened(&arrival{m.Text, in.Trap, took, settings.Words, last}); len(m.Why) > 0 {
			m.State = ledger.CommentHeld
		}
		if err := c.keepApart(m, in); err != nil {
			return "", err
		}
		return subject(m), c.Put(m)
	})
	return code, err
}

// check refuses what no comment is, and puts the rest into shape.
func (in *NewComment) check() error {
	valid := validText(in.Text + in.Name + in.Contact + in.Token + in.Answer + in.Trap)
	in.Text, in.Name, in.Contact = written(in.Text, true), written(in.Name, false), written(in.Contact, false)
	n := utf8.RuneCountInString(in.Text)
	switch {
	case !valid:
		return about("text", fault.New(fault.Invalid, "文字中有不能识别的字符，请改正后再发。", "The text has characters that cannot be read; please put them right.", nil))
	case n == 0:
		return about("text", fault.New(fault.Invalid, "请写下您的意见。", "Please write what you have to say.", nil))
	case n > ledger.MostComment:
		return about("text", fault.New(fault.Invalid, fmt.Sprintf("意见不能超过 1000 字，现在有 %d 字，请精简或分次发送。", n),
			fmt.Sprintf("A comment has at most 1,000 characters, this one has %d: please shorten it, or send it in parts.", n), nil))
	case utf8.RuneCountInString(in.Name) > 40:
		return about("name", fault.New(fault.Invalid, "称呼不能超过 40 字。", "A name has at most 40 characters.", nil))
	case utf8.RuneCountInString(in.Contact) > 120:
		return about("contact", fault.New(fault.Invalid, "联系方式不能超过 120 字。", "A contact has at most 120 characters.", nil))
	}
	return nil
}

// written is what somebody typed without what no person types: control characters and
// marks that turn the direction of writing.
func written(s string, lines bool) string {
	s = strings.ReplaceAll(s, "\r\n", "\n")
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		switch {
		case lines && r == '\n':
			return r
		case r == '\t', r == '\n', r == '\r':
			return ' '
		case unicode.IsControl(r), unicode.In(r, unicode.Bidi_Control), r == '\ufeff', r == '\u2028', r == '\u2029':
			return -1
		}
		return r
	}, s))
}

// published returns the edition that was read, if it was published and has the item, and
// the report goes on being published.
func (a *App) published(ctx context.Context, publication, finding org.ID) (*PublicReport, error) {
	all, err := a.publicReports(ctx)
	if err != nil {
		return nil, err
	}
	for _, r := range all {
		if r.Publication == publication && (finding.IsZero() || r.Item(finding) != nil) {
			return r, nil
		}
	}
	return nil, hidden("没有找到这份公开的报告或其中的这一项，可能已经更正；请回到首页重新打开。",
		"There is no such published report or item; it may have been corrected: please start from the first page.")
}

// admit counts a try from an address and looks at the answer to the riddle, which is
// used up by it, right or wrong. It returns how long the reader took.
func (a *App) admit(ctx context.Context, in NewComment, from string) (took time.Duration, err error) {
	key, err := a.secret()
	if err != nil {
		return 0, err
	}
	now := a.moment()
	var refused error
	err = a.DB.Update(ctx, func(tx *store.Tx) error {
		refused = nil
		if err := tx.DropAttempts(now.At.Add(-lockMemory)); err != nil {
			return err
		}
		if err := spend(tx, now, dayTrace(key, now, from, "try"), mostTries); err != nil {
			return err
		}
		right, given, used := solve(key, now.At.Time, in.Token, in.Finding, in.Answer)
		if took = now.At.Sub(given); !right {
			refused = about("answer", fault.New(fault.Invalid, "答案不对，或页面已打开太久；请回答新的小题再发送，您写的文字还在。",
				"The answer is wrong, or the page was open for too long: please answer the new question and send again; your text is still there.", nil))
		}
		if used.IsZero() {
			return nil
		}
		before, err := tx.Attempt(used)
		if err != nil {
			return err
		}
		if before.Failures > 0 {
			refused = about("answer", fault.New(fault.Invalid, "这道小题已经用过；如果刚才已经提交成功，请不要重复提交，否则请回答新的小题。",
				"This question was answered already: if your comment was sent, do not send it again; otherwise please answer the new one.", nil))
			return nil
		}
		if err := tx.SetAttempt(store.Attempt{Key: used, Failures: 1, At: now.At}); err != nil || refused != nil {
			return err
		}
		if err := spend(tx, now, dayTrace(key, now, from, "sent"), mostSent); err != nil {
			return err
		}
		return spend(tx, now, dayTrace(key, now, "", "hour", now.At.Format("15")), mostInHour)
	})
	if err == nil {
		err = refused
	}
	return took, err
}

// errTooMuch is the answer to an address that sends too much. It is a conflict, not a
// refusal of the person: tomorrow he may again.
var errTooMuch = fault.New(fault.Forbidden, "这个网络地址今天提交的次数太多，请明天再来，或按页面上的电话、信箱联系我们。",
	"Too much was sent from this network address today: please come again tomorrow, or use the telephone or the address on the page.", nil)

// spend counts one under a key that has most of them.
func spend(tx *store.Tx, now ledger.Now, key ledger.Digest, most int64) error {
	n, err := tx.Attempt(key)
	if err != nil {
		return err
	}
	if n.Failures >= most {
		return errTooMuch
	}
	return tx.SetAttempt(store.Attempt{Key: key, Failures: n.Failures + 1, At: now.At})
}

// keepApart seals what of a comment is not for the journal.
func (c *change) keepApart(m *ledger.Comment, in NewComment) error {
	r := Reader{Name: in.Name, Contact: in.Contact}
	if m.Text != in.Text {
		r.Text = in.Text
	}
	if r == (Reader{}) {
		return nil
	}
	sealed, err := c.app.seal(r, m.Book, m.ID)
	if err != nil {
		return err
	}
	m.Private = true
	return c.Seal(m.Book, m.ID, sealed)
}

// SendVote counts what a reader thinks of an item, or of the report as a whole for the
// zero finding. An address has one vote a day on each: how many sit behind it is not
// known, and so the number of votes says how many votes there were and nothing else.
func (a *App) SendVote(ctx context.Context, publication, finding org.ID, choice, from string) error {
	if ledger.VoteIndex(choice) < 0 {
		return about("choice", fault.New(fault.Invalid, "请在满意、基本满意、不满意中选一项。", "Please choose one of the three.", nil))
	}
	report, err := a.published(ctx, publication, finding)
	if err != nil {
		return err
	}
	key, err := a.secret()
	if err != nil {
		return err
	}
	return a.change(ctx, Public, "vote.received", func(c *change) (string, error) {
		if err := c.DropAttempts(c.now.At.Add(-lockMemory)); err != nil {
			return "", err
		}
		once := dayTrace(key, c.now, from, "vote", report.ID.String(), finding.String())
		before, err := c.Attempt(once)
		if err != nil {
			return "", err
		}
		if before.Failures > 0 {
			return "", fault.New(fault.Conflict, "这个网络地址今天已对这一项评价过，没有重复计数；明天可以再评。",
				"This network address has voted on this today; it was not counted again.", nil)
		}
		if err := c.SetAttempt(store.Attempt{Key: once, Failures: 1, At: c.now.At}); err != nil {
			return "", err
		}
		v := &ledger.Vote{Head: c.head(report.Book), Inspection: report.ID, Finding: finding, Choice: choice, At: c.now.At}
		return subject(v), c.Put(v)
	})
}

// CommentByReceipt returns the comment of a receipt number, for whoever has it. Numbers
// that nobody was given are counted against the address that tries them.
func (a *App) CommentByReceipt(ctx context.Context, code, from string) (m *ledger.Comment, err error) {
	key, err := a.secret()
	if err != nil {
		return nil, err
	}
	now := a.moment()
	err = a.DB.Update(ctx, func(tx *store.Tx) error {
		looks := dayTrace(key, now, from, "receipt")
		n, err := tx.Attempt(looks)
		if err != nil {
			return err
		}
		if n.Failures >= mostLooks {
			return errTooMuch
		}
		if m, err = tx.CommentOf(receiptDigest(code)); err != nil || m != nil {
			return err
		}
		return tx.SetAttempt(store.Attempt{Key: looks, Failures: n.Failures + 1, At: now.At})
	})
	if err == nil && m == nil {
		err = about("code", fault.New(fault.NotFound, "没有这个回执号，请逐位核对。", "There is no such receipt number; please check it sign by sign.", nil))
	}
	return m, err
}

// commentsInSight keeps those of comments that who may see: of books that he sees whole, all; of
// others what was filed to findings of his own, or given to him.
func commentsInSight(tx *store.Tx, who org.Actor, books []*ledger.Book, all []*ledger.Comment) (lines []*CommentLine, err error) {
	at := map[org.ID]*ledger.Book{}
	for _, b := range books {
		at[b.ID] = b
	}
	heads := make([]org.Head, 0, len(all))
	for _, m := range all {
		heads = append(heads, org.Head{Book: m.Book, ID: m.Finding})
	}
	picked, err := tx.Pick(heads)
	if err != nil {
		return nil, err
	}
	findings := map[org.ID]*ledger.Finding{}
	for _, f := range picked {
		findings[f.ID] = f
	}
	scope := who.Scope()
	for _, m := range all {
		b, f := at[m.Book], findings[m.Finding]
		if b == nil || f == nil {
			continue
		}
		filed := m.State == ledger.CommentFiled || m.State == ledger.CommentAnswered
		if !scope.SeesBook(b.Unit) && !(filed && (scope.Sees(b.Unit, f.Parties()) || m.Assigned == who.Person)) {
			continue
		}
		lines = append(lines, &CommentLine{Comment: m, On: f, Whose: b, Offers: m.Offers(who, b.Unit)})
	}
	return lines, nil
}

// A CommentLine is a comment as the inbox lists it, for one person.
type CommentLine struct {
	*ledger.Comment
	On     *ledger.Finding       `json:"-"`
	Whose  *ledger.Book          `json:"-"`
	Offers []ledger.CommentEvent `json:"-"`
}

// mostComments is how many an inbox shows: those that are due first.
const mostComments = 500

// Comments returns the comments in who's sight, those due first before others; state ""
// is all of them, and the zero book all books.
func (a *App) Comments(ctx context.Context, who org.Actor, book org.ID, state ledger.CommentState) ([]*CommentLine, error) {
	return view(ctx, a, func(tx *store.Tx) ([]*CommentLine, error) {
		books, err := tx.Books(who.Scope())
		if err != nil {
			return nil, err
		}
		var ids []org.ID
		for _, b := range books {
			if book.IsZero() || b.ID == book {
				ids = append(ids, b.ID)
			}
		}
		all, err := tx.Comments(store.CommentQuery{Books: ids, State: state, Limit: mostComments})
		if err != nil {
			return nil, err
		}
		return commentsInSight(tx, who, books, all)
	})
}

// CommentsOn returns what was said about a finding, the last first, as far as who sees it.
func (a *App) CommentsOn(ctx context.Context, who org.Actor, book, finding org.ID) ([]*CommentLine, error) {
	return view(ctx, a, func(tx *store.Tx) ([]*CommentLine, error) {
		all, err := store.List[ledger.Comment](tx, book, "finding_id", finding)
		if err != nil || len(all) == 0 {
			return nil, err
		}
		b, err := store.Get[ledger.Book](tx, book, book)
		if err != nil {
			return nil, err
		}
		slices.Reverse(all)
		return commentsInSight(tx, who, []*ledger.Book{b}, all)
	})
}

// Comment returns one comment in who's sight.
func (a *App) Comment(ctx context.Context, who org.Actor, book, id org.ID) (*CommentLine, error) {
	return view(ctx, a, func(tx *store.Tx) (*CommentLine, error) { return commentFor(tx, who, book, id) })
}

func commentFor(tx *store.Tx, who org.Actor, book, id org.ID) (*CommentLine, error) {
	none := hidden("没有找到这条意见，请从收件箱重新打开。", "There is no such comment; please open it from the inbox.")
	m, err := store.Get[ledger.Comment](tx, book, id)
	if fault.KindOf(err) == fault.NotFound {
		return nil, none
	}
	if err != nil {
		return nil, err
	}
	b, err := store.Get[ledger.Book](tx, book, book)
	if err != nil {
		return nil, err
	}
	lines, err := commentsInSight(tx, who, []*ledger.Book{b}, []*ledger.Comment{m})
	if err == nil && len(lines) == 0 {
		err = none
	}
	if err != nil {
		return nil, err
	}
	return lines[0], nil
}

// DoComment does something with a comment. version is that of the comment as who saw
// it; 0 asks whatever it is now.
func (a *App) DoComment(ctx context.Context, who org.Actor, book, id org.ID, version int64, act ledger.CommentAct) (done *CommentLine, err error) {
	err = a.change(ctx, who, "comment."+string(act.Event), func(c *change) (string, error) {
		l, err := commentFor(c.Tx, who, book, id)
		if err != nil {
			return "", err
		}
		if version != 0 && version != l.Version {
			return "", fault.New(fault.Conflict, "这条意见在您看过之后有人办过，请重新打开再办。", "Somebody worked on this comment after you looked; please open it again.", nil)
		}
		if act.Event == ledger.AssignComment {
			if _, err := personThere(c.Tx, act.To); err != nil {
				return "", about("to", fault.New(fault.Invalid, "没有这个人，或已停用，请重新选择。", "There is no such person, or he may no longer act; please choose again.", err))
			}
		}
		if act.Event == ledger.AnswerComment {
			if act.Text = written(act.Text, true); act.Public {
				act.Text = publish.MaskPersonal(act.Text)
			}
		}
		if err := l.Apply(act, who, l.Whose.Unit, c.now); err != nil {
			return "", err
		}
		if act.Event == ledger.EraseComment {
			if err := c.Seal(book, id, nil); err != nil {
				return "", err
			}
		}
		l.Offers = l.Comment.Offers(who, l.Whose.Unit)
		done = l
		return subject(l.Comment), c.Put(l.Comment)
	})
	return done, err
}

// Reader returns what somebody left of himself with a comment. It is for those who work
// at the inbox, and that it was looked at is journalled.
func (a *App) Reader(ctx context.Context, who org.Actor, book, id org.ID) (r Reader, err error) {
	err = a.change(ctx, who, "comment.contact", func(c *change) (string, error) {
		l, err := commentFor(c.Tx, who, book, id)
		if err != nil {
			return "", err
		}
		if !who.Has(l.Whose.Unit, ledger.CommentDesk...) {
			return "", fault.New(fault.Forbidden, "群众的联系方式只有联络员、领导小组、书记和巡察办可以查看。",
				"How a reader can be reached is for the coordinator, the leading group, the secretary and the office only.", nil)
		}
		sealed, err := c.Sealed(book, id)
		if err != nil {
			return "", err
		}
		if sealed == nil {
			return "", fault.New(fault.NotFound, "没有留下联系方式，或已经清除。", "Nothing was left, or it was erased.", nil)
		}
		if r, err = a.unseal(sealed, book, id); err != nil {
			return "", err
		}
		return subject(l.Comment), c.Remark(book)
	})
	return r, err
}

// A CommentCount is how many comments wait.
type CommentCount struct {
	States map[ledger.CommentState]int
	Late   int
}

// Waits is how many are to be looked at or answered.
func (n CommentCount) Waits() int {
	return n.States[ledger.CommentHeld] + n.States[ledger.CommentFiled]
}

// CommentCount counts the comments of the books at whose inbox who works.
func (a *App) CommentCount(ctx context.Context, who org.Actor) (n CommentCount, err error) {
	return view(ctx, a, func(tx *store.Tx) (n CommentCount, err error) {
		books, err := tx.Books(who.Scope())
		if err != nil {
			return n, err
		}
		var ids []org.ID
		for _, b := range books {
			if who.Has(b.Unit, ledger.CommentDesk...) {
				ids = append(ids, b.ID)
			}
		}
		if len(ids) == 0 {
			return n, nil
		}
		n.States, n.Late, err = tx.CommentCounts(ids, a.moment().Day.String())
		return n, err
	})
}
