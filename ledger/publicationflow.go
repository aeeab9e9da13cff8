package ledger

import (
	"slices"
	"strings"

	"zhenggai/fault"
	"zhenggai/org"
	"zhenggai/zh"
)

// The events of publications, beside those that findings have too.
const (
	Redraft  Event = "redraft"
	Masking  Event = "mask"
	Hide     Event = "hide"
	Unmask   Event = "unmask"
	Checking Event = "check"
	Explain  Event = "explain"
	Exclude  Event = "exclude"
	Include  Event = "include"
	Clear    Event = "clear"
	Keep     Event = "keep"
	Freeze   Event = "freeze"
	Publish  Event = "publish"
	Correct  Event = "correct"
	Replace  Event = "replace"
	TakeDown Event = "take_down"
	Abandon  Event = "abandon"
	Drafting Event = "draft"
)

// PublicationEvents are the names of what is done with a publication.
var PublicationEvents = []Word{
	{string(Drafting), "起草", "draft"},
	{string(Redraft), "按台账重新起草", "draft anew from the ledger"},
	{string(Masking), "按规则脱敏", "mask by rule"},
	{string(Hide), "手工遮盖", "mask by hand"},
	{string(Unmask), "取消遮盖", "lift a mask"},
	{string(Checking), "公开前检查", "check"},
	{string(Explain), "说明检查结果", "explain a check"},
	{string(Exclude), "提出不予公开", "propose to leave out"},
	{string(Include), "撤回不予公开", "no longer leave out"},
	{string(Clear), "审定不予公开事项", "approve what is left out"},
	{string(Keep), "不同意不予公开", "refuse to leave out"},
	{string(Submit), "送审", "submit"},
	{string(Withdraw), "撤回送审", "withdraw"},
	{string(Approve), "批准", "approve"},
	{string(Return), "退回", "return"},
	{string(Freeze), "定稿", "freeze"},
	{string(Publish), "公开", "publish"},
	{string(Correct), "更正", "correct"},
	{string(Replace), "被新版本更正", "replaced by a new version"},
	{string(TakeDown), "撤下", "take down"},
	{string(Abandon), "作废", "abandon"},
}

// A PublicationLine is one line of the way of a publication: what may be asked in which
// states, by whom, on what terms, and where it leads.
type PublicationLine struct {
	Event Event
	From  []PublicationState
	To    PublicationState // "" stays
	Roles []org.Role
	Needs []PublicationNeed
	do    func(*Edition, *PublicationAct, org.Actor, Now)
}

// A PublicationNeed is a named condition of a line. Check returns what is missing and
// what to do, in both languages, or "".
type PublicationNeed struct {
	Key, ZH, EN string
	Brought     bool // the act brings it: a reason, a place
	Check       func(*Edition, *PublicationAct, org.Actor, Now) (zh, en string)
}

// A PublicationAct is what somebody asks of a publication. Each event reads the fields
// that it needs.
type PublicationAct struct {
	Event   Event
	Reason  string // why; the opinion of an approver; the explanation of a check
	Seen    Digest // the content that the actor saw, for verdicts
	Finding org.ID // to leave out
	Class   string // of publish.Classes
	Key     string // of a check
	Mask    Mask   // to lift: At and From; where to set one by hand and what stands there then: At and After
	Day     zh.Date

	// What was worked out for it, not asked by anybody.
	Draft   Digest  // of a fresh draft
	Title   string  // of it
	Masks   []Mask  // by rule, or by hand
	Checks  []Check // of the content
	Classes []string
}

// An Edition is a publication with what decides about it.
type Edition struct {
	*Publication
	Book   *Book
	Others []*Publication // of the same inspection
}

var (
	pubHands  = []org.Role{org.Coordinator}
	pubHeads  = []org.Role{org.Group, org.Secretary}
	pubAll    = []org.Role{org.Coordinator, org.Group, org.Secretary}
	inWork    = []PublicationState{PubMasked, PubCleared}
	beginning = []PublicationState{PubDraft, PubMasked, PubCleared}
	drafter   = []Event{Drafting, Redraft, Masking, Hide, Unmask, Explain, Exclude, Include, Submit, Withdraw} // who did one of these drafted it
	unshown   = []PublicationState{PubDraft, PubMasked, PubCleared, PubSubmitted, PubApproved, PubFrozen}
)

// PublicationFlow is the whole way of a publication. Buttons, help and doc/publication.md
// are made from it.
var PublicationFlow = []PublicationLine{
	{Redraft, beginning, PubDraft, pubHands, nil, doRedraft},
	{Masking, beginning, PubMasked, pubHands, nil, doMasking},
	{Hide, inWork, PubMasked, pubHands, []PublicationNeed{pubReason, pubPlace}, doHide},
	{Unmask, inWork, PubMasked, pubHands, []PublicationNeed{pubReason, pubMask}, doUnmask},
	{Checking, beginning, "", pubAll, nil, doChecking},
	{Explain, inWork, "", pubHands, []PublicationNeed{pubReason, pubCheck}, doExplain},
	{Exclude, inWork, PubMasked, pubHands, []PublicationNeed{pubReason, pubClass}, doExclude},
	{Include, inWork, PubMasked, pubHands, []PublicationNeed{pubExcluded}, doInclude},
	{Clear, []PublicationState{PubMasked}, PubCleared, pubHeads, []PublicationNeed{pubSome, pubOther}, doClear},
	{Keep, []PublicationState{PubMasked}, "", pubHeads, []PublicationNeed{pubReason, pubExcluded}, doInclude},
	{Submit, inWork, PubSubmitted, pubHands, []PublicationNeed{pubExcluding, pubChecked, pubRight, pubExplained}, nil},
	{Withdraw, []PublicationState{PubSubmitted}, PubMasked, pubHands, nil, nil},
	{Approve, []PublicationState{PubSubmitted}, PubApproved, pubHeads, []PublicationNeed{pubOther, pubSeen, pubChecked, pubRight, pubExplained}, doApproveEdition},
	{Return, []PublicationState{PubSubmitted, PubApproved}, PubMasked, pubHeads, []PublicationNeed{pubReason}, doReturnEdition},
	{Freeze, []PublicationState{PubApproved}, PubFrozen, pubHands, []PublicationNeed{pubSame}, nil},
	{Publish, []PublicationState{PubFrozen}, PubPublished, pubAll, []PublicationNeed{pubSame, pubNext}, doPublish},
	{Correct, []PublicationState{PubPublished}, "", pubHands, []PublicationNeed{pubReason, pubAlone}, nil},
	{TakeDown, []PublicationState{PubPublished}, PubWithdrawn, pubHeads, []PublicationNeed{pubReason}, nil},
	{Abandon, unshown, PubVoid, pubAll, []PublicationNeed{pubReason}, nil},
}

// PublicationLineOf returns the line for event, or nil.
func PublicationLineOf(event Event) *PublicationLine {
	for i := range PublicationFlow {
		if PublicationFlow[i].Event == event {
			return &PublicationFlow[i]
		}
	}
	return nil
}

// The needs.
var (
	pubReason = PublicationNeed{"reason", "写明理由", "a reason is given", true,
		func(_ *Edition, a *PublicationAct, _ org.Actor, _ Now) (string, string) {
			return unless(strings.TrimSpace(a.Reason) != "", "要写明理由，请补上", "a reason is wanted; please write one")
		}}
	pubPlace = PublicationNeed{"place", "指明要遮盖的文字", "the words to mask are named", true,
		func(_ *Edition, a *PublicationAct, _ org.Actor, _ Now) (string, string) {
			return unless(len(a.Masks) > 0, "没有找到要遮盖的文字，或者已经遮盖；请从正文中照抄",
				"the words to mask were not found, or are masked already; please copy them from the text")
		}}
	pubMask = PublicationNeed{"mask", "有这处遮盖", "there is such a mask", true,
		func(e *Edition, a *PublicationAct, _ org.Actor, _ Now) (string, string) {
			m := e.maskAt(a.Mask.At, a.Mask.From)
			return unless(m != nil && m.Undone == "", "没有这处遮盖，请刷新后再选", "there is no such mask; please reload and choose again")
		}}
	pubCheck = PublicationNeed{"check", "有这条检查结果", "there is such a check", true,
		func(e *Edition, a *PublicationAct, _ org.Actor, _ Now) (string, string) {
			i := slices.IndexFunc(e.Checks, func(c Check) bool { return c.Key == a.Key })
			if i >= 0 && e.Checks[i].Severity == "error" {
				return "这是错误，说明不能代替改正；请先改正", "this is an error and must be put right, not explained"
			}
			return unless(i >= 0, "没有这条检查结果，请重新检查", "there is no such check; please check again")
		}}
	pubClass = PublicationNeed{"class", "选定问题和不予公开的类别", "a finding and a class are chosen", true,
		func(e *Edition, a *PublicationAct, _ org.Actor, _ Now) (string, string) {
			if e.Excluded(a.Finding) != nil {
				return "这个问题已经提出不予公开", "this finding is left out already"
			}
			return unless(!a.Finding.IsZero() && slices.Contains(a.Classes, a.Class), "请选定问题和法定的不予公开类别", "please choose a finding and one of the legal classes")
		}}
	pubExcluded = PublicationNeed{"excluded", "这个问题已提出不予公开", "the finding is proposed to be left out", true,
		func(e *Edition, a *PublicationAct, _ org.Actor, _ Now) (string, string) {
			return unless(e.Excluded(a.Finding) != nil, "这个问题没有提出不予公开", "this finding is not to be left out")
		}}
	pubSome = PublicationNeed{"some", "有待审定的不予公开事项", "something is proposed to be left out", false,
		func(e *Edition, _ *PublicationAct, _ org.Actor, _ Now) (string, string) {
			return unless(e.open() > 0, "没有待审定的不予公开事项", "nothing waits to be approved as left out")
		}}
	pubOther = PublicationNeed{"other", "不是起草人本人", "somebody other than who drafted it", false,
		func(e *Edition, _ *PublicationAct, who org.Actor, _ Now) (string, string) {
			mine := who.Person == e.By || slices.ContainsFunc(e.Steps, func(s PublicationStep) bool { return s.By == who.Person && slices.Contains(drafter, s.Event) })
			for i := range e.Exclusions {
				mine = mine || e.Exclusions[i].By == who.Person
			}
			return unless(!mine, "起草人不能自己审批，请由领导小组或书记中的另一人办理", "who drafted it cannot approve it; please let another of the leading group or the secretary do so")
		}}
	pubSeen = PublicationNeed{"seen", "看到的就是现在的内容", "what was seen is what is there now", false,
		func(e *Edition, a *PublicationAct, _ org.Actor, _ Now) (string, string) {
			return unless(a.Seen == e.Content, "您打开以后内容有改动，请刷新后重新审阅", "the content changed since you opened it; please reload and read it again")
		}}
	pubExcluding = PublicationNeed{"excluding", "不予公开事项已全部审定", "all that is left out is approved", false,
		func(e *Edition, _ *PublicationAct, _ org.Actor, _ Now) (string, string) {
			return unless(e.open() == 0, "有不予公开事项还没有审定，请先由领导小组或书记审定", "something that is left out is not approved yet; please have the leading group or the secretary approve it")
		}}
	pubChecked = PublicationNeed{"checked", "已对现在的内容做过检查", "the content as it is was checked", false,
		func(e *Edition, _ *PublicationAct, _ org.Actor, _ Now) (string, string) {
			return unless(!e.Content.IsZero() && e.Checked == e.Content, "还没有对现在的内容做公开前检查，请先检查", "the content as it is was not checked yet; please check it first")
		}}
	pubRight = PublicationNeed{"right", "检查没有错误", "the checks found no error", false,
		func(e *Edition, _ *PublicationAct, _ org.Actor, _ Now) (string, string) {
			n, _ := e.Waiting()
			return unless(n == 0, "检查有 "+itoa(n)+" 处错误，请先改正", itoa(n)+" errors were found; please put them right first")
		}}
	pubExplained = PublicationNeed{"explained", "每条警告都有说明", "every warning is explained", false,
		func(e *Edition, _ *PublicationAct, _ org.Actor, _ Now) (string, string) {
			_, n := e.Waiting()
			return unless(n == 0, "有 "+itoa(n)+" 条警告没有说明，请逐条说明或改正", itoa(n)+" warnings are not explained; please explain each or put it right")
		}}
	pubSame = PublicationNeed{"same", "内容就是批准的内容", "the content is what was approved", false,
		func(e *Edition, _ *PublicationAct, _ org.Actor, _ Now) (string, string) {
			return unless(!e.Approved.IsZero() && e.Approved == e.Content, "内容与批准的不一致，不能公开；请退回重新审批", "the content is not what was approved; please return it and have it approved again")
		}}
	pubNext = PublicationNeed{"next", "已公开的版本只能由更正它的版本代替", "what is published is replaced only by the version that corrects it", false,
		func(e *Edition, _ *PublicationAct, _ org.Actor, _ Now) (string, string) {
			for _, o := range e.Others {
				if o.ID != e.ID && o.Channel == e.Channel && o.Shown() && o.ID != e.Replaces {
					return "同一渠道已有公开的版本，请在它上面办理更正", "a version is published on this channel; please correct that one"
				}
			}
			return "", ""
		}}
	pubAlone = PublicationNeed{"alone", "同一渠道没有办理中的版本", "no other version is in work on the channel", false,
		func(e *Edition, _ *PublicationAct, _ org.Actor, _ Now) (string, string) {
			for _, o := range e.Others {
				if o.ID != e.ID && o.Channel == e.Channel && !o.Shown() && !o.Over() {
					return "同一渠道已有一个办理中的版本，请先办完或作废它", "another version is in work on this channel; please finish or abandon it first"
				}
			}
			return "", ""
		}}
)

func unless(ok bool, zh, en string) (string, string) {
	if ok {
		return "", ""
	}
	return zh, en
}

// open returns how many exclusions nobody approved.
func (e *Edition) open() (n int) {
	for i := range e.Exclusions {
		if e.Exclusions[i].Approver.IsZero() {
			n++
		}
	}
	return n
}

// Begin says whether who may draft a version, of which only inspection, channel and
// what it replaces are known yet.
func (e *Edition) Begin(who org.Actor, now Now) error {
	line := &PublicationLine{Event: Drafting, Roles: pubHands}
	if err := e.mayTake(line, who); err != nil {
		return err
	}
	for _, need := range []PublicationNeed{pubAlone, pubNext} {
		if zh, en := need.Check(e, nil, who, now); zh != "" {
			return e.refuse(fault.Conflict, Drafting, zh, en)
		}
	}
	return nil
}

// Can says whether the state and who's roles allow event; nil if so.
func (e *Edition) Can(event Event, who org.Actor) error {
	line := PublicationLineOf(event)
	if line == nil {
		return fault.New(fault.Invalid, "公开没有这个操作："+string(event)+"。", "A publication has no such step: "+string(event)+".", nil)
	}
	if !slices.Contains(line.From, e.State) {
		var zh, en []string
		for _, s := range line.From {
			zh, en = append(zh, Name(PublicationStates, string(s), "zh")), append(en, Name(PublicationStates, string(s), "en"))
		}
		return e.refuse(fault.Conflict, event, "现在是“"+Name(PublicationStates, string(e.State), "zh")+"”，这一步只在“"+strings.Join(zh, "”“")+"”时办理",
			"it is "+Name(PublicationStates, string(e.State), "en")+", and this is for what is "+strings.Join(en, ", "))
	}
	return e.mayTake(line, who)
}

func (e *Edition) mayTake(line *PublicationLine, who org.Actor) error {
	if who.Has(e.Book.Unit, line.Roles...) {
		return nil
	}
	var zh, en []string
	for _, r := range line.Roles {
		zh, en = append(zh, r.Name("zh")), append(en, r.Name("en"))
	}
	return e.refuse(fault.Forbidden, line.Event, "由"+strings.Join(zh, "、")+"办理，您没有这个角色；请转给他们", "this is for the "+strings.Join(en, ", ")+"; please pass it on")
}

// Check says whether who may do a now; nil if so, else the refusal.
func (e *Edition) Check(a *PublicationAct, who org.Actor, now Now) error {
	if err := e.Can(a.Event, who); err != nil {
		return err
	}
	for _, need := range PublicationLineOf(a.Event).Needs {
		if zh, en := need.Check(e, a, who, now); zh != "" {
			kind := fault.Invalid
			if need.Key == "seen" || need.Key == "next" || need.Key == "alone" || need.Key == "same" {
				kind = fault.Conflict
			}
			err := e.refuse(kind, a.Event, zh, en)
			if need.Key == "reason" || need.Key == "class" {
				err.Field = need.Key
			}
			return err
		}
	}
	return nil
}

func (e *Edition) refuse(kind fault.Kind, event Event, zh, en string) *fault.Error {
	return fault.New(kind, "不能“"+Name(PublicationEvents, string(event), "zh")+"”："+zh+"。", "Cannot "+Name(PublicationEvents, string(event), "en")+": "+en+".", nil)
}

// Apply does a. The edition is changed only if the error is nil. The content that
// follows from masks and exclusions is for whoever has the draft to set.
func (e *Edition) Apply(a *PublicationAct, who org.Actor, now Now) error {
	if err := e.Check(a, who, now); err != nil {
		return err
	}
	line := PublicationLineOf(a.Event)
	if line.do != nil {
		line.do(e, a, who, now)
	}
	if line.To != "" {
		e.State = line.To
	}
	return nil
}

// Sign notes that a was done. It comes after the content is set, because the step tells
// which content that was.
func (e *Edition) Sign(a *PublicationAct, who org.Actor, now Now) {
	e.Steps = append(e.Steps, PublicationStep{Event: a.Event, By: who.Person, At: now.At, Opinion: strings.TrimSpace(a.Reason), Finding: a.Finding, Content: e.Content})
}

// A PublicationOffer is a step that could be taken now: nil Refusal, a button;
// otherwise a button in grey with the reason.
type PublicationOffer struct {
	Line    *PublicationLine
	Refusal error
}

// Offers returns what who could do with the publication as it stands. What an act must
// bring with it is not asked for.
func (e *Edition) Offers(who org.Actor, now Now) (all []PublicationOffer) {
	for i := range PublicationFlow {
		line := &PublicationFlow[i]
		if e.Can(line.Event, who) != nil {
			continue
		}
		o := PublicationOffer{Line: line}
		for _, need := range line.Needs {
			if need.Brought {
				continue
			}
			if zh, en := need.Check(e, &PublicationAct{Event: line.Event, Seen: e.Content}, who, now); zh != "" {
				o.Refusal = e.refuse(fault.Invalid, line.Event, zh, en)
				break
			}
		}
		all = append(all, o)
	}
	return all
}
