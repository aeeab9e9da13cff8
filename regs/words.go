package regs

import "slices"

// A Title names a thing in both languages.
type Title struct {
	ZH string `json:"zh"`
	EN string `json:"en"`
}

// In returns the title in the language lang, "en" or Chinese.
func (t Title) In(lang string) string {
	if lang == "en" {
		return t.EN
	}
	return t.ZH
}

// A word is one of a fixed vocabulary, with its title.
type word[T ~string] struct {
	key   T
	title Title
}

// titleOf returns the title of key; ok is false if there is no such word.
func titleOf[T ~string](words []word[T], key T) (t Title, ok bool) {
	i := slices.IndexFunc(words, func(w word[T]) bool { return w.key == key })
	if i < 0 {
		return Title{string(key), string(key)}, false
	}
	return words[i].title, true
}

// keys lists the words, for the sentence that refuses another one.
func keys[T ~string](words []word[T]) []T {
	all := make([]T, len(words))
	for i, w := range words {
		all[i] = w.key
	}
	return all
}

// A Kind says whose findings a regime times.
type Kind string

// The kinds of regime.
const (
	Inspection  Kind = "inspection"  // 巡视巡察
	Audit       Kind = "audit"       // 审计
	Environment Kind = "environment" // 生态环境保护督察
)

var kinds = []word[Kind]{
	{Inspection, Title{"巡视巡察", "inspection"}},
	{Audit, Title{"审计", "audit"}},
	{Environment, Title{"生态环境保护督察", "environmental inspection"}},
}

// Title names k.
func (k Kind) Title() Title { t, _ := titleOf(kinds, k); return t }

// An Event starts the count of a time limit.
type Event string

// The events.
const (
	Feedback       Event = "feedback"        // feedback was given
	Notice         Event = "notice"          // a notice to rectify at once was received
	InspectionEnd  Event = "inspection_end"  // the team leaves
	PeriodEnd      Event = "period_end"      // the concentrated period of rectification is over
	Disclosure     Event = "disclosure"      // the result was disclosed in the Party and to the public
	Transfer       Event = "transfer"        // a clue was handed over
	ReportReceived Event = "report_received" // the audit report was received
	LookbackNotice Event = "lookback_notice" // the notice of a look-back was received
	LookbackStart  Event = "lookback_start"  // the look-back team comes
	Due            Event = "due"             // the due day of the measure at hand
)

var events = []word[Event]{
	{Feedback, Title{"反馈之日", "feedback"}},
	{Notice, Title{"收到立行立改通知书", "receipt of a notice to rectify at once"}},
	{InspectionEnd, Title{"巡察结束", "end of the inspection"}},
	{PeriodEnd, Title{"集中整改期满", "end of the concentrated period"}},
	{Disclosure, Title{"党内和社会公开", "disclosure"}},
	{Transfer, Title{"线索移交", "transfer of a clue"}},
	{ReportReceived, Title{"收到审计报告", "receipt of the audit report"}},
	{LookbackNotice, Title{"收到回头看通知", "receipt of the notice of a look-back"}},
	{LookbackStart, Title{"回头看进驻", "arrival of the look-back team"}},
	{Due, Title{"完成时限届满", "due day of the measure"}},
}

// Title names e.
func (e Event) Title() Title { t, _ := titleOf(events, e); return t }

// A Unit is what time is counted in.
type Unit string

// The units.
const (
	Day     Unit = "day"
	Workday Unit = "workday"
	Month   Unit = "month"
	Year    Unit = "year"
)

var units = []word[Unit]{
	{Day, Title{"日", "days"}},
	{Workday, Title{"个工作日", "working days"}},
	{Month, Title{"个月", "months"}},
	{Year, Title{"年", "years"}},
}

// Title names u as it stands behind a number.
func (u Unit) Title() Title { t, _ := titleOf(units, u); return t }

// A Colour is the state of a due day as a light.
type Colour string

// The colours, from mild to grave.
const (
	Green  Colour = "green"
	Yellow Colour = "yellow"
	Red    Colour = "red"
)

var colours = []word[Colour]{
	{Green, Title{"绿", "green"}},
	{Yellow, Title{"黄", "yellow"}},
	{Red, Title{"红", "red"}},
}

// Title names c.
func (c Colour) Title() Title { t, _ := titleOf(colours, c); return t }

// An Addressee is a role that a warning goes to.
type Addressee string

// The addressees.
const (
	ToHandler   Addressee = "handler"
	ToLeader    Addressee = "leader"
	ToUnit      Addressee = "unit"
	ToPrincipal Addressee = "principal"
)

var addressees = []word[Addressee]{
	{ToHandler, Title{"承办人", "handler"}},
	{ToLeader, Title{"责任领导", "lead leader"}},
	{ToUnit, Title{"所在单位", "unit"}},
	{ToPrincipal, Title{"主要负责人", "principal"}},
}

// Title names a.
func (a Addressee) Title() Title { t, _ := titleOf(addressees, a); return t }
