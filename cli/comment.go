package cli

import (
	"strings"

	"zhenggai/app"
	"zhenggai/fault"
	"zhenggai/ledger"
	"zhenggai/org"
)

// The comments of readers: the inbox of the unit and the office.
type commentCommands struct {
	List    commentList    `cmd:""`
	Show    commentShow    `cmd:""`
	File    commentFile    `cmd:""`
	Hold    commentHold    `cmd:""`
	Spam    commentSpam    `cmd:""`
	Assign  commentAssign  `cmd:""`
	Answer  commentAnswer  `cmd:""`
	Contact commentContact `cmd:""`
	Erase   commentErase   `cmd:""`
	Terms   commentTerms   `cmd:""`
}

// A commentRef names a comment: by its id, or by the end of it.
type commentRef struct {
	actorFlags
	Comment string `arg:"" name:"comment"`
}

// line returns the comment that is meant.
func (r *commentRef) line(d *desk) (*app.CommentLine, error) {
	all, err := d.app.Comments(d.ctx, d.who, org.ID{}, "")
	if err != nil {
		return nil, err
	}
	var found []*app.CommentLine
	for _, l := range all {
		if r.Comment != "" && strings.HasSuffix(l.ID.String(), strings.ToLower(r.Comment)) {
			found = append(found, l)
		}
	}
	switch len(found) {
	case 0:
		return nil, fault.New(fault.NotFound, "没有意见“"+r.Comment+"”，请用 zhenggai comment list 查看。", "There is no comment \""+r.Comment+"\"; see zhenggai comment list.", nil)
	case 1:
		return found[0], nil
	}
	return nil, fault.New(fault.Invalid, "有几条意见的编号以“"+r.Comment+"”结尾，请写长一些。", "Several comments end in \""+r.Comment+"\"; please give more of the id.", nil)
}

// do does something with the comment that is meant.
func (r *commentRef) do(d *desk, act ledger.CommentAct) error {
	l, err := r.line(d)
	if err != nil {
		return err
	}
	if l, err = d.app.DoComment(d.ctx, d.who, l.Comment.Book, l.ID, l.Version, act); err != nil {
		return err
	}
	return d.done(l.Comment, say{"意见 %s：%s，现为“%s”", "Comment %s: %s, now \"%s\""}, commentNo(l.ID),
		ledger.Name(ledger.CommentEvents, string(act.Event), d.lang), ledger.Name(ledger.CommentStates, string(l.State), d.lang))
}

// commentNo is the end of an id, enough to tell comments apart.
func commentNo(id org.ID) string { return id.String()[24:] }

// A commentList lists comments.
type commentList struct {
	actorFlags
	Book  string `placeholder:"BOOK"`
	State string `enum:",held,filed,answered,spam" default:""`
}

func (c *commentList) work(d *desk) error {
	var book org.ID
	if c.Book != "" {
		b, err := d.book(c.Book)
		if err != nil {
			return err
		}
		book = b.ID
	}
	all, err := d.app.Comments(d.ctx, d.who, book, ledger.CommentState(c.State))
	if err != nil {
		return err
	}
	return d.show(orNone(all), func() {
		t := d.table(say{"编号", "id"}, say{"情况", "state"}, say{"答复期限", "due"}, say{"问题", "finding"}, say{"意见", "comment"})
		for _, l := range all {
			due := l.Due.String()
			if l.OverdueOn(d.app.Today()) {
				due += d.say(say{" 逾期", " late"})
			}
			t.row(commentNo(l.ID), ledger.Name(ledger.CommentStates, string(l.State), d.lang), due, l.On.Code, strings.ReplaceAll(l.Text, "\n", " "))
		}
		d.print(t)
	})
}

// A commentShow shows one comment.
type commentShow struct{ commentRef }

func (c *commentShow) work(d *desk) error {
	l, err := c.line(d)
	if err != nil {
		return err
	}
	return d.show(l.Comment, func() {
		d.line(say{"问题：%s %s（公开第 %d 版，%s）", "Finding: %s %s (edition %d, %s)"}, l.On.Code, l.On.Title, l.Edition, l.Item)
		d.line(say{"收到：%s，答复期限 %s", "Received: %s, to be answered by %s"}, momentOf(l.At), l.Due)
		d.line(say{"情况：%s", "State: %s"}, ledger.Name(ledger.CommentStates, string(l.State), d.lang))
		for _, key := range l.Why {
			d.line(say{"　　%s", "  %s"}, app.RuleName(key, d.lang))
		}
		if !l.Assigned.IsZero() {
			d.line(say{"交办：%s", "Assigned to: %s"}, d.nameOf(l.Assigned))
		}
		if l.Reason != "" {
			d.line(say{"理由：%s", "Reason: %s"}, l.Reason)
		}
		d.line(say{"意见：%s", "Comment: %s"}, l.Text)
		for _, r := range l.Replies {
			how := d.say(say{"不公开", "not published"})
			if r.Public {
				how = d.say(say{"公开", "published"})
			}
			d.line(say{"答复（%s，%s，%s）：%s", "Answer (%s, %s, %s): %s"}, d.nameOf(r.By), momentOf(r.At), how, r.Text)
		}
	})
}

// A commentFile files a comment that was held to its finding.
type commentFile struct{ commentRef }

func (c *commentFile) work(d *desk) error {
	return c.do(d, ledger.CommentAct{Event: ledger.FileComment})
}

// A commentReason is what wants a reason.
type commentReason struct {
	commentRef
	Reason string `required:"" placeholder:"TEXT"`
}

// Those that do.
type (
	commentHold  struct{ commentReason }
	commentSpam  struct{ commentReason }
	commentErase struct{ commentReason }
)

func (c *commentHold) work(d *desk) error {
	return c.do(d, ledger.CommentAct{Event: ledger.HoldComment, Reason: c.Reason})
}

func (c *commentSpam) work(d *desk) error {
	return c.do(d, ledger.CommentAct{Event: ledger.JunkComment, Reason: c.Reason})
}

func (c *commentErase) work(d *desk) error {
	return c.do(d, ledger.CommentAct{Event: ledger.EraseComment, Reason: c.Reason})
}

// A commentAssign gives a comment to somebody.
type commentAssign struct {
	commentRef
	To string `required:"" placeholder:"LOGIN"`
}

func (c *commentAssign) work(d *desk) error {
	p, err := d.person(c.To)
	if err != nil {
		return err
	}
	return c.do(d, ledger.CommentAct{Event: ledger.AssignComment, To: p.ID})
}

// A commentAnswer answers a comment.
type commentAnswer struct {
	commentRef
	Text   string `arg:"" name:"text"`
	Public bool
}

func (c *commentAnswer) work(d *desk) error {
	return c.do(d, ledger.CommentAct{Event: ledger.AnswerComment, Text: c.Text, Public: c.Public})
}

// A commentContact shows how the writer of a comment can be reached.
type commentContact struct{ commentRef }

func (c *commentContact) work(d *desk) error {
	l, err := c.line(d)
	if err != nil {
		return err
	}
	r, err := d.app.Reader(d.ctx, d.who, l.Comment.Book, l.ID)
	if err != nil {
		return err
	}
	return d.show(r, func() {
		d.line(say{"称呼：%s", "Name: %s"}, r.Name)
		d.line(say{"联系方式：%s", "Contact: %s"}, r.Contact)
		if r.Text != "" {
			d.line(say{"原文：%s", "As it was written: %s"}, r.Text)
		}
	})
}

// A commentTerms shows, or sets, the periods that hold for comments.
type commentTerms struct {
	actorFlags
	Book   string `placeholder:"BOOK"`
	OfSite bool   `name:"of-site"`
	Reply  *int   `placeholder:"N"`
	Keep   *int   `placeholder:"N"`
}

func (c *commentTerms) work(d *desk) error {
	book := org.Site
	if !c.OfSite {
		b, err := d.book(c.Book)
		if err != nil {
			return err
		}
		book = b.ID
	}
	t, err := d.app.CommentTerms(d.ctx, d.who, book)
	if err != nil {
		return err
	}
	if c.Reply != nil || c.Keep != nil {
		if c.Reply != nil {
			t.Own.Workdays = *c.Reply
		}
		if c.Keep != nil {
			t.Own.Keep = *c.Keep
		}
		if err := d.app.SetCommentTerms(d.ctx, d.who, book, t.Own); err != nil {
			return err
		}
		if t, err = d.app.CommentTerms(d.ctx, d.who, book); err != nil {
			return err
		}
	}
	return d.show(t, func() {
		for _, x := range []struct {
			what           say
			hold, own, all int
		}{
			{say{"答复期限：%d 个工作日", "To be answered within %d working days"}, t.Hold.Workdays, t.Own.Workdays, t.Above.Workdays},
			{say{"办结后联系方式保存：%d 天", "After that contacts are kept for %d days"}, t.Hold.Keep, t.Own.Keep, t.Above.Keep},
		} {
			from := d.say(say{"（自定，上一级是 %d）", " (its own; above it is %d)"}, x.all)
			if x.own == 0 {
				from = d.say(say{"（上一级的规定）", " (from above)"})
			}
			d.line(say{"%s%s", "%s%s"}, d.say(x.what, x.hold), from)
		}
	})
}
