package web

import (
	"strconv"
	"strings"

	"zhenggai/app"
	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/web/ui"
	"zhenggai/zh"
)

var commentRoutes = []Route{
	{"GET /comments", "群众意见", "comments of readers", SignedIn, findingRoles, false, (*visit).comments},
	{"GET /comments/{book}/{comment}", "一条群众意见", "a comment", SignedIn, findingRoles, false, (*visit).comment},
	{"POST /comments/{book}/{comment}/do", "办理群众意见", "work on a comment", SignedIn, findingRoles, false, (*visit).doComment},
	{"POST /comments/{book}/{comment}/contact", "查看群众联系方式", "look at a reader's contact", SignedIn, ledger.CommentDesk, false, (*visit).readerOf},
}

// A commentsView is the inbox as one person sees it.
type commentsView struct {
	*visit
	All   []*app.CommentLine // whatever their state
	Shown []*app.CommentLine
	State ledger.CommentState // "" is what waits
	names *names
}

// comments shows the inbox: what waits first, what is due first at the top.
func (v *visit) comments() error {
	w := &commentsView{visit: v, State: ledger.CommentState(v.URL.Query().Get("state"))}
	var err error
	if w.All, err = v.s.App.Comments(v.ctx, v.who, org.ID{}, ""); err != nil {
		return err
	}
	if w.names, err = v.named(); err != nil {
		return err
	}
	for _, l := range w.All {
		if l.State == w.State || w.State == "" && l.Waits() || w.State == "all" {
			w.Shown = append(w.Shown, l)
		}
	}
	return v.show(v.page(v.word("群众意见", "Comments")), commentsPage(w))
}

// count is how many comments stand in a state; "" is what waits.
func (w *commentsView) count(state ledger.CommentState) string {
	n := 0
	for _, l := range w.All {
		if l.State == state || state == "" && l.Waits() {
			n++
		}
	}
	return strconv.Itoa(n)
}

// A commentView is one comment with the forms of what may be done with it.
type commentView struct {
	*app.CommentLine
	v      *visit
	names  *names
	form   openForm
	reader *app.Reader // what was left of himself, once it was asked for
	people []ui.Choice
}

func commentPath(m *ledger.Comment) string {
	return "/comments/" + m.Book.String() + "/" + m.ID.String()
}

// commentView reads the comment that the address names.
func (v *visit) commentView() (*commentView, error) {
	book, err := v.id("book")
	if err != nil {
		return nil, err
	}
	id, err := v.id("comment")
	if err != nil {
		return nil, err
	}
	l, err := v.s.App.Comment(v.ctx, v.who, book, id)
	if err != nil {
		return nil, err
	}
	w := &commentView{CommentLine: l, v: v}
	if w.names, err = v.named(); err != nil {
		return nil, err
	}
	w.people = v.handsOf(l.Whose.Unit, w.names)
	return w, nil
}

// handsOf are the people of a unit and those below it, to give something to.
func (v *visit) handsOf(unit org.ID, n *names) []ui.Choice {
	choices := []ui.Choice{{Text: v.word("请选择", "choose")}}
	people, err := v.s.App.People(v.ctx)
	if err != nil {
		return choices
	}
	for _, p := range people {
		if !p.Closed && v.who.Tree.Within(p.Unit, unit) {
			choices = append(choices, ui.Choice{Value: p.ID.String(), Text: strings.TrimSpace(p.Name + " " + n.unit(p.Unit))})
		}
	}
	return choices
}

func (w *commentView) frame() ui.Page {
	return w.v.page(w.v.word("意见 ", "Comment ")+w.ID.String()[24:], ui.Link{Text: w.v.word("群众意见", "Comments"), Href: "/comments"},
		ui.Link{Text: zh.Clip(w.On.Code+" "+w.On.Title, 18), Href: findingPath(w.On)})
}

func (v *visit) comment() error {
	w, err := v.commentView()
	if err != nil {
		return err
	}
	return v.show(w.frame(), commentPage(w))
}

// offers reports whether who asks may do something with the comment.
func (w *commentView) offers(event ledger.CommentEvent) bool {
	for _, e := range w.Offers {
		if e == event {
			return true
		}
	}
	return false
}

// publishes reports whether who asks may answer publicly.
func (w *commentView) publishes() bool { return w.v.who.Has(w.Whose.Unit, ledger.CommentDesk...) }

// commentDone says what was done.
var commentDone = map[ledger.CommentEvent][2]string{
	ledger.FileComment:   {"已归入问题，等待答复。", "Filed to its finding, to be answered."},
	ledger.HoldComment:   {"已暂存。", "Held."},
	ledger.JunkComment:   {"已判为无效。", "Called spam."},
	ledger.AssignComment: {"已交办。", "Assigned."},
	ledger.AnswerComment: {"已答复。", "Answered."},
	ledger.EraseComment:  {"联系方式和未遮盖的原文已清除。", "The contact and what was masked are erased."},
}

// doComment does what one of the forms of a comment asks.
func (v *visit) doComment() error {
	in, err := v.input()
	if err != nil {
		return err
	}
	w, err := v.commentView()
	if err != nil {
		return err
	}
	event := ledger.CommentEvent(in.text("event"))
	version, _ := strconv.ParseInt(in.text("version"), 10, 64)
	act := ledger.CommentAct{Event: event, Reason: in.text("reason"), To: in.ref("to"), Text: in.text("text"), Public: in.text("public") == "1"}
	if event == ledger.AnswerComment && in.text("public") == "" {
		in.wrong("public", "请选择是否公开这次答复。", "Say whether the answer is published.")
	}
	if len(in.Errors) == 0 {
		_, err = v.s.App.DoComment(v.ctx, v.who, w.Comment.Book, w.ID, version, act)
	}
	ok, broken := in.tell(err)
	if broken != nil {
		return broken
	}
	if !ok {
		w.form = openForm{string(event), in.Form}
		return v.refused(w.frame(), commentPage(w))
	}
	said := commentDone[event]
	return v.done(commentPath(w.Comment), said[0], said[1])
}

// readerOf shows what a reader left of himself, and that is journalled: so it is asked
// for with a form, and never shown by following a link.
func (v *visit) readerOf() error {
	w, err := v.commentView()
	if err != nil {
		return err
	}
	r, err := v.s.App.Reader(v.ctx, v.who, w.Comment.Book, w.ID)
	if err != nil {
		return err
	}
	w.reader = &r
	return v.show(w.frame(), commentPage(w))
}

// commentColour is the colour of the day by which a comment is to be answered: red when
// it has passed, yellow in the last three days.
func commentColour(m *ledger.Comment, today zh.Date) string {
	switch {
	case !m.Waits():
		return "secondary"
	case m.OverdueOn(today):
		return "red"
	case !today.AddDays(3).Before(m.Due):
		return "yellow"
	}
	return "green"
}

// commentStateColours are the colours of the states of comments.
var commentStateColours = map[ledger.CommentState]string{ledger.CommentHeld: "orange", ledger.CommentFiled: "blue",
	ledger.CommentAnswered: "green", ledger.CommentSpam: "secondary"}
