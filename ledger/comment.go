package ledger

import (
	"slices"
	"strings"
	"unicode/utf8"

	"zhenggai/fault"
	"zhenggai/org"
	"zhenggai/zh"
)

// MostComment and MostReply are how many characters a comment and an answer may have.
const (
	MostComment = 1000
	MostReply   = 2000
)

// A CommentState is where a comment stands.
type CommentState string

// The states of a comment, in the order in which an inbox is worked through.
const (
	CommentHeld     CommentState = "held"     // something in it wants a person to look first
	CommentFiled    CommentState = "filed"    // belongs to its finding and waits for an answer
	CommentAnswered CommentState = "answered" // was answered, publicly or not
	CommentSpam     CommentState = "spam"     // says nothing about the finding
)

// CommentStates are their names.
var CommentStates = []Word{
	{string(CommentHeld), "待甄别", "held"},
	{string(CommentFiled), "待答复", "to be answered"},
	{string(CommentAnswered), "已答复", "answered"},
	{string(CommentSpam), "无效", "spam"},
}

// A Comment (群众意见) is what a reader of a published report wrote about one of its
// items. Text is what is kept for good and journalled: personal data in it is masked
// before it is kept. What was masked, and how its writer can be reached, is kept apart
// and can be erased.
type Comment struct {
	org.Head
	Finding     org.ID       `json:"finding"`
	Publication org.ID       `json:"publication"` // the version that was read
	Edition     int          `json:"edition"`     // and its number
	Item        string       `json:"item"`        // the item's label there
	Text        string       `json:"text"`
	At          Time         `json:"at"`
	State       CommentState `json:"state"`
	Why         []string     `json:"why,omitempty"`    // keys of the rules that held it
	Receipt     Digest       `json:"receipt"`          // of the number its writer was given
	Due         zh.Date      `json:"due"`              // by when it is to be answered
	Private     bool         `json:"private,omitzero"` // something of it is kept apart
	Assigned    org.ID       `json:"assigned,omitzero"`
	Reason      string       `json:"reason,omitzero"` // why a person moved it last
	Replies     []Reply      `json:"replies,omitempty"`
}

// Table names the table of comments.
func (*Comment) Table() string { return "comment" }

// A Reply is an answer to a comment. A later one takes the place of those before it,
// which stay.
type Reply struct {
	Text   string `json:"text"`
	Public bool   `json:"public,omitzero"` // shown beside the item, with the comment
	By     org.ID `json:"by"`
	At     Time   `json:"at"`
}

// Reply returns the answer that holds, or nil.
func (c *Comment) Reply() *Reply {
	if len(c.Replies) == 0 {
		return nil
	}
	return &c.Replies[len(c.Replies)-1]
}

// Shown reports whether the public sees c and its answer beside the item.
func (c *Comment) Shown() bool {
	r := c.Reply()
	return c.State == CommentAnswered && r != nil && r.Public
}

// Waits reports whether c is still to be answered.
func (c *Comment) Waits() bool { return c.State == CommentHeld || c.State == CommentFiled }

// OverdueOn reports whether c should have been answered before the day today.
func (c *Comment) OverdueOn(today zh.Date) bool {
	return c.Waits() && !c.Due.IsZero() && today.After(c.Due)
}

// ExpiredOn reports whether what is kept apart for c has been kept for so many days
// since it served its purpose: since the answer, or since c came if it is spam. What
// still waits keeps it.
func (c *Comment) ExpiredOn(today zh.Date, days int) bool {
	if !c.Private || c.Waits() {
		return false
	}
	last := c.At
	if r := c.Reply(); r != nil && r.At.After(last.Time) {
		last = r.At
	}
	return today.After(dayOf(last).AddDays(days))
}

// A CommentEvent is something that is done with a comment.
type CommentEvent string

// The events of a comment.
const (
	HoldComment   CommentEvent = "hold"
	FileComment   CommentEvent = "file"
	JunkComment   CommentEvent = "spam"
	AssignComment CommentEvent = "assign"
	AnswerComment CommentEvent = "answer"
	EraseComment  CommentEvent = "erase"
)

// CommentEvents are their names, as verbs for buttons and refusals.
var CommentEvents = []Word{
	{string(HoldComment), "暂存", "hold"},
	{string(FileComment), "归入问题", "file"},
	{string(JunkComment), "判为无效", "call it spam"},
	{string(AssignComment), "交办", "assign"},
	{string(AnswerComment), "答复", "answer"},
	{string(EraseComment), "清除联系方式", "erase the contact"},
}

// A CommentStep is one line of what may be done with a comment: from where, leading
// where, by whom.
type CommentStep struct {
	Event  CommentEvent
	From   []CommentState
	To     CommentState // "" stays
	Roles  []org.Role
	Hand   bool // whoever it was assigned to may, too
	Reason bool // it wants a reason
}

// CommentDesk are the roles that work at the inbox of a book.
var CommentDesk = []org.Role{org.Coordinator, org.Group, org.Secretary, org.Officer}

// CommentSteps is the whole of it.
var CommentSteps = []CommentStep{
	{FileComment, []CommentState{CommentHeld, CommentSpam}, CommentFiled, CommentDesk, false, false},
	{JunkComment, []CommentState{CommentHeld, CommentFiled}, CommentSpam, CommentDesk, false, true},
	{HoldComment, []CommentState{CommentFiled, CommentSpam, CommentAnswered}, CommentHeld, CommentDesk, false, true},
	{AssignComment, []CommentState{CommentHeld, CommentFiled}, "", CommentDesk, false, false},
	{AnswerComment, []CommentState{CommentFiled, CommentAnswered}, CommentAnswered, CommentDesk, true, false},
	{EraseComment, []CommentState{CommentHeld, CommentFiled, CommentAnswered, CommentSpam}, "", CommentDesk, false, true},
}

// A CommentAct is what somebody asks of a comment.
type CommentAct struct {
	Event  CommentEvent
	Reason string
	To     org.ID // whom it is assigned to
	Text   string // of an answer
	Public bool   // the answer is shown with the comment
}

// desk reports whether who works at the inbox of unit.
func desk(who org.Actor, unit org.ID) bool { return who.Has(unit, CommentDesk...) }

// Offers returns what who may do with c, which is in the book of unit.
func (c *Comment) Offers(who org.Actor, unit org.ID) (events []CommentEvent) {
	for i := range CommentSteps {
		if s := &CommentSteps[i]; c.can(s, who, unit) == nil {
			events = append(events, s.Event)
		}
	}
	return events
}

// can says whether state and role allow a step; nil if so.
func (c *Comment) can(s *CommentStep, who org.Actor, unit org.ID) error {
	name := func(lang string) string { return Name(CommentEvents, string(s.Event), lang) }
	if !who.Has(unit, s.Roles...) && !(s.Hand && !who.Person.IsZero() && c.Assigned == who.Person) {
		return fault.New(fault.Forbidden, "“"+name("zh")+"”由联络员、领导小组、书记或巡察办办理，您没有这个角色；请转给他们。",
			"To "+name("en")+" is for the coordinator, the leading group, the secretary or the office; please pass it on.", nil)
	}
	if !slices.Contains(s.From, c.State) {
		return fault.New(fault.Conflict, "这条意见现在是“"+Name(CommentStates, string(c.State), "zh")+"”，不能“"+name("zh")+"”；请刷新后再看。",
			"The comment is now \""+Name(CommentStates, string(c.State), "en")+"\" and it is not possible to "+name("en")+"; please look again.", nil)
	}
	if s.Event == EraseComment && !c.Private {
		return fault.New(fault.Conflict, "这条意见没有另存的联系方式，或已清除。", "Nothing is kept apart for this comment, or it was erased.", nil)
	}
	return nil
}

// Apply does a, for somebody in the book of unit, and changes c only if that is
// allowed.
func (c *Comment) Apply(a CommentAct, who org.Actor, unit org.ID, now Now) error {
	i := slices.IndexFunc(CommentSteps, func(s CommentStep) bool { return s.Event == a.Event })
	if i < 0 {
		return fault.New(fault.Invalid, "没有“"+string(a.Event)+"”这种办理。", "There is no such act: "+string(a.Event)+".", nil)
	}
	s := &CommentSteps[i]
	if err := c.can(s, who, unit); err != nil {
		return err
	}
	reason := strings.TrimSpace(a.Reason)
	if s.Reason && reason == "" {
		return fieldRefused("reason", "请写明理由。", "Please give the reason.")
	}
	switch a.Event {
	case AssignComment:
		if a.To.IsZero() {
			return fieldRefused("to", "请选择交给谁办。", "Please say whom it is assigned to.")
		}
		c.Assigned = a.To
	case AnswerComment:
		if err := c.answer(a, who, unit, now); err != nil {
			return err
		}
	case EraseComment:
		c.Private = false
	}
	if s.To != "" {
		c.State = s.To
	}
	if reason != "" {
		c.Reason = reason
	}
	return nil
}

// answer adds a reply. What the public sees is for those at the desk to say.
func (c *Comment) answer(a CommentAct, who org.Actor, unit org.ID, now Now) error {
	text := strings.TrimSpace(a.Text)
	switch {
	case text == "":
		return fieldRefused("text", "请写明答复内容。", "Please write the answer.")
	case utf8.RuneCountInString(text) > MostReply:
		return fieldRefused("text", "答复不能超过 2000 字，请精简。", "An answer has at most 2,000 characters; please shorten it.")
	case a.Public && !desk(who, unit):
		return fieldRefused("public", "公开答复由联络员、领导小组、书记或巡察办作出；您可以作不公开的答复。",
			"A public answer is for the coordinator, the leading group, the secretary or the office; you may answer without publishing.")
	}
	c.Replies = append(slices.Clone(c.Replies), Reply{Text: text, Public: a.Public, By: who.Person, At: now.At})
	return nil
}

func fieldRefused(field, zh, en string) error {
	return &fault.Error{Kind: fault.Invalid, Field: field, Msg: fault.Msg{ZH: zh, EN: en}}
}

// A Vote is what one reader thinks of an item, or of the report as a whole. Who he is
// is not known.
type Vote struct {
	org.Head
	Inspection org.ID `json:"inspection"`       // whose report it is about, in whatever version
	Finding    org.ID `json:"finding,omitzero"` // zero is the report as a whole
	Choice     string `json:"choice"`           // of VoteChoices
	At         Time   `json:"at"`
}

// Table names the table of votes.
func (*Vote) Table() string { return "vote" }

// VoteChoices are what can be voted.
var VoteChoices = []Word{
	{"good", "满意", "satisfied"},
	{"fair", "基本满意", "fairly satisfied"},
	{"poor", "不满意", "dissatisfied"},
}

// A Poll is how many voted what, in the order of VoteChoices.
type Poll [3]int

// N returns how many votes there are.
func (p Poll) N() int { return p[0] + p[1] + p[2] }

// VoteIndex returns the place of a choice in a Poll, and -1 if there is no such choice.
func VoteIndex(choice string) int {
	return slices.IndexFunc(VoteChoices, func(w Word) bool { return w.Key == choice })
}
