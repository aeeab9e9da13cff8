package web

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/web/ui"
)

var keeperRoles = []org.Role{org.Coordinator, org.Group, org.Secretary}

var meetingsRoutes = []Route{
	{"GET /meetings", "会议", "meetings", SignedIn, wholeRoles, false, (*visit).meetings},
	{"GET /meetings/{book}/{meeting}", "一次会议", "one meeting", SignedIn, wholeRoles, false, (*visit).meeting},
	{"POST /meetings", "登记会议", "record a meeting", SignedIn, keeperRoles, false, (*visit).addMeeting},
}

// meetingKinds are what meetings are usually called; others can be typed.
var meetingKinds = []string{"党组会", "党委会", "领导小组会", "专题民主生活会", "整改工作推进会", "专项组会"}

// A meetingsView is the meetings of a book.
type meetingsView struct {
	*visit
	*shelf
	names     *names
	Meetings  []*ledger.Meeting // the last first
	Leaves    []*ledger.Finding
	At        map[org.ID]*ledger.Finding
	Waiting   []*ledger.Finding // that are submitted: a meeting may have to decide on them
	Documents []*ledger.Document
	Form      openForm
	Rows      int // of decisions
}

func (v *visit) meetingsView(form openForm) (*meetingsView, error) {
	s, err := v.shelf("/meetings", true)
	if err != nil {
		return nil, err
	}
	w := &meetingsView{visit: v, shelf: s, Form: form, Rows: 4}
	if w.names, err = v.named(); err != nil || s.Book == nil {
		return w, err
	}
	if w.Meetings, err = v.s.App.Meetings(v.ctx, v.who, s.Book.ID); err != nil {
		return nil, err
	}
	slices.SortStableFunc(w.Meetings, func(a, b *ledger.Meeting) int { return cmp.Compare(b.Dated.String(), a.Dated.String()) })
	if w.Leaves, w.At, err = v.leaves(s.Book.ID); err != nil {
		return nil, err
	}
	for _, f := range w.Leaves {
		if f.State == ledger.Submitted {
			w.Waiting = append(w.Waiting, f)
		}
	}
	w.Documents, err = v.s.App.Documents(v.ctx, v.who, s.Book.ID)
	return w, err
}

func (v *visit) meetings() error {
	w, err := v.meetingsView(openForm{})
	if err != nil {
		return err
	}
	return v.show(v.page(v.word("会议", "Meetings")), meetingsPage(w))
}

func (v *visit) meeting() error {
	id, err := v.id("meeting")
	if err != nil {
		return err
	}
	book, err := v.id("book")
	if err != nil {
		return err
	}
	if v.Request.Form == nil {
		v.ParseForm()
	}
	v.Request.Form.Set("book", book.String())
	w, err := v.meetingsView(openForm{})
	if err != nil {
		return err
	}
	i := slices.IndexFunc(w.Meetings, func(m *ledger.Meeting) bool { return m.ID == id })
	if i < 0 {
		return errNoPage
	}
	m := w.Meetings[i]
	return v.show(v.page(m.Title, ui.Link{Text: v.word("会议", "Meetings"), Href: w.at()}), meetingPage(w, m))
}

// addMeeting records a meeting. "more" only asks for more rows of decisions.
func (v *visit) addMeeting() error {
	in, err := v.input()
	if err != nil {
		return err
	}
	w, err := v.meetingsView(openForm{"meeting", in.Form})
	if err != nil {
		return err
	}
	if w.Book == nil {
		return errNoPage
	}
	rows, _ := strconv.Atoi(in.text("rows"))
	w.Rows = min(max(rows, 4), 60)
	m := ledger.Meeting{Kind: in.text("kind"), Title: in.text("title"), Dated: in.day("dated"), Chair: in.text("chair"),
		Present: strings.FieldsFunc(in.text("present"), func(r rune) bool { return strings.ContainsRune("、，,；;\n\r\t", r) }), Minutes: in.ref("minutes")}
	for i, name := range m.Present {
		m.Present[i] = strings.TrimSpace(name)
	}
	m.Present = slices.DeleteFunc(m.Present, func(s string) bool { return s == "" })
	m.Decisions = w.decisions(in)
	if in.Values.Has("more") {
		w.Rows += 6
		w.Form.Form = in.Form
		w.Form.Errors = nil
		return v.show(v.page(v.word("会议", "Meetings")), meetingsPage(w))
	}
	var meeting *ledger.Meeting
	if len(in.Errors) == 0 {
		meeting, err = v.s.App.AddMeeting(v.ctx, v.who, w.Book.ID, m)
	}
	ok, broken := in.tell(err)
	if broken != nil {
		return broken
	}
	if !ok {
		w.Form.Form = in.Form
		return v.refused(v.page(v.word("会议", "Meetings")), meetingsPage(w))
	}
	return v.done(meetingPath(meeting), "会议已登记。", "The meeting is recorded.")
}

// decisions reads what was decided: one text for those ticked, and row by row.
func (w *meetingsView) decisions(in *input) (all []ledger.Resolved) {
	ticked := in.refs("same")
	if same := in.text("same_text"); same != "" {
		for _, id := range ticked {
			all = append(all, ledger.Resolved{Finding: id, Text: same})
		}
	} else if len(ticked) > 0 {
		in.wrong("same_text", "请写明对勾选问题的决定。", "Say what was decided on those ticked.")
	}
	for i := range w.Rows {
		n := strconv.Itoa(i)
		text, finding := in.text("decision"+n), in.ref("finding"+n)
		if text == "" && !finding.IsZero() {
			in.wrong("decision"+n, "请写明对这个问题的决定。", "Say what was decided on this finding.")
		}
		if text != "" {
			all = append(all, ledger.Resolved{Finding: finding, Text: text})
		}
	}
	return all
}

func meetingPath(m *ledger.Meeting) string {
	return "/meetings/" + m.Book.String() + "/" + m.ID.String()
}

// documentChoices are the documents of the book.
func (v *visit) documentChoices(all []*ledger.Document) []ui.Choice {
	choices := []ui.Choice{{Text: v.word("没有", "none")}}
	for _, d := range all {
		choices = append(choices, ui.Choice{Value: d.ID.String(), Text: cmp.Or(d.Title, d.Name)})
	}
	return choices
}

// meetingFields are the fields of the form of a meeting.
func meetingFields(rows int) []string {
	fields := []string{"title", "kind", "dated", "chair", "present", "minutes", "same_text"}
	for i := range rows {
		fields = append(fields, "decision"+strconv.Itoa(i))
	}
	return fields
}
