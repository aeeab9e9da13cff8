package ledger

import (
	"slices"

	"zhenggai/fault"
	"zhenggai/org"
	"zhenggai/zh"
)

// An Event is something that is asked of a leaf finding.
type Event string

// The events. Those that change the state come first.
const (
	Plan     Event = "plan"
	Approve  Event = "approve"
	SendBack Event = "send_back"
	Submit   Event = "submit"
	Pass     Event = "pass"
	Return   Event = "return"
	Withdraw Event = "withdraw"
	Reopen   Event = "relapse"
	Annul    Event = "void"

	Renew  Event = "renew"
	Partly Event = "partial"
	Extend Event = "extend"
	Grant  Event = "grant"
	Refuse Event = "refuse"

	Amend      Event = "amend"
	AddMeasure Event = "measure"
	Drop       Event = "drop"
	Finish     Event = "finish"
	Attach     Event = "evidence"
	Detach     Event = "void_evidence"
	Note       Event = "record"
	Register   Event = "register"
)

// A Step is one line of the workflow: what may be asked in which states, by whom,
// on what terms, and where it leads.
type Step struct {
	Event  Event
	From   []State
	To     State      // "" stays
	Roles  []org.Role // who may
	Office []org.Role // who may where an office supervises; nil is Roles
	Chain  bool       // whoever the chain of reviews says
	Needs  []Need
	do     func(*Case, Act, org.Actor, Now) []org.Row
}

// A Need is a named condition of a step. Check returns the refusal, a *fault.Error
// with one sentence that says what is missing and what to do, or nil.
type Need struct {
	Key, ZH, EN string
	Check       func(*Case, Act, org.Actor, Now) error
}

// Now is the moment of a decision: the server's time, and what day that is at the
// site.
type Now struct {
	At  Time
	Day zh.Date
}

// An Act is what somebody asks of a finding. Each event reads the fields it needs;
// the table in doc/workflow.md says which.
type Act struct {
	Event    Event
	ID       org.ID   // names the row that it makes, if it makes one
	On       org.ID   // the measure or evidence it is about; zero is the finding
	Reason   string   // why; the opinion of a verdict; the note of a submission
	Seen     Digest   // what the actor saw, for verdicts
	Day      zh.Date  // the new date; the day that is claimed
	Progress string   // how far it is, when more time is asked for
	Meeting  *Meeting // that decided it
	Row      org.Row  // what is added: a measure, record, evidence, money, accountability
	Edit     *Edit    // what is amended
}

// An Edit changes the fields that are not nil.
type Edit struct {
	Text, Category, RootCause, Goal, Standard, Analogy, Progress, Next *string

	Kind     *Kind
	Due      *zh.Date
	Standing *bool
	Owners   *Owners
	Groups   *[]org.ID
	Involved *Fen

	Milestones *[]Milestone // of a measure
}

// Events are the names of the events, as verbs for buttons and refusals.
var Events = []Word{
	{string(Plan), "报送方案", "send the plan"},
	{string(Approve), "批准方案", "approve the plan"},
	{string(SendBack), "退回方案", "send the plan back"},
	{string(Submit), "申请销号", "ask for closure"},
	{string(Pass), "审核通过", "pass"},
	{string(Return), "审核退回", "return"},
	{string(Withdraw), "撤回申请", "withdraw"},
	{string(Reopen), "登记反弹", "record a relapse"},
	{string(Annul), "撤销", "void"},
	{string(Renew), "复核确认", "confirm again"},
	{string(Partly), "登记基本完成", "record a partial result"},
	{string(Extend), "申请延期", "ask for more time"},
	{string(Grant), "同意延期", "grant more time"},
	{string(Refuse), "不同意延期", "refuse more time"},
	{string(Amend), "修改", "amend"},
	{string(AddMeasure), "增加措施", "add a measure"},
	{string(Drop), "取消措施", "drop a measure"},
	{string(Finish), "登记措施完成", "record a measure as done"},
	{string(Attach), "提交佐证", "add evidence"},
	{string(Detach), "作废佐证", "void evidence"},
	{string(Note), "登记记录", "add a record"},
	{string(Register), "登记台账", "add to a register"},
}

// Sides of the table that recur.
var (
	unitHands  = []org.Role{org.Handler, org.Lead, org.Coordinator}
	unitPlans  = []org.Role{org.Lead, org.Coordinator}
	unitHeads  = []org.Role{org.Group, org.Secretary}
	officeOnly = []org.Role{org.Officer}
	verifiers  = []org.Role{org.Watch}
	outsiders  = []org.Role{org.Officer, org.Supervisor, org.Inspector}
	live       = []State{Open, Planned, Underway, Submitted}
	atWork     = []State{Open, Underway}
	proving    = []State{Underway, Closed}
)

// Workflow is the whole of it.
var Workflow = []Step{
	{Plan, []State{Open}, Planned, unitPlans, nil, false, []Need{needOwner, needMeasures, needDates}, doNothing},
	{Approve, []State{Planned}, Underway, unitHeads, officeOnly, false, nil, doApprove},
	{SendBack, []State{Planned}, Open, unitHeads, officeOnly, false, []Need{needReason}, doSendBack},
	{Submit, []State{Underway}, Submitted, unitHands, nil, false,
		[]Need{needMeasures, needDone, needEvidence, needNoRequest, needMended}, doSubmit},
	{Pass, []State{Submitted}, Closed, nil, nil, true,
		[]Need{needOther, needOutside, needSeen, needUnchanged, needMeeting, needDone, needEvidence, needVerifier}, doPass},
	{Return, []State{Submitted}, Underway, nil, nil, true, []Need{needReason, needSeen}, doReturn},
	{Withdraw, []State{Submitted}, Underway, unitHands, nil, false, nil, doWithdraw},
	{Reopen, []State{Closed}, Open, verifiers, outsiders, false, []Need{needReason}, doReopen},
	{Annul, live, Void, unitHeads, officeOnly, false, []Need{needReason}, doAnnul},

	{Renew, []State{Closed}, "", verifiers, outsiders, false, []Need{needStale, needSeen, needReason}, doRenew},
	{Partly, []State{Underway}, "", unitHands, nil, false, []Need{needReason}, doStage},
	{Extend, []State{Underway}, "", unitPlans, nil, false,
		[]Need{needReason, needProgress, needDue, needBefore, needLater, needNoRequest}, doExtend},
	{Grant, []State{Underway}, "", unitHeads, officeOnly, false, []Need{needRequest, needApprover}, doDecide(Granted)},
	{Refuse, []State{Underway}, "", unitHeads, officeOnly, false, []Need{needRequest, needApprover, needReason}, doDecide(Refused)},

	{Amend, atWork, "", unitPlans, nil, false, []Need{needEdit, needWords, needFirst}, doAmend},
	{AddMeasure, atWork, "", unitPlans, nil, false, []Need{needRow}, doAdd},
	{Drop, atWork, "", unitHeads, officeOnly, false, []Need{needReason, needTarget}, doDrop},
	{Finish, []State{Underway}, "", unitHands, nil, false, []Need{needReason, needTarget, needPast}, doFinish},
	{Attach, proving, "", unitHands, nil, false, []Need{needRow}, doAdd},
	{Detach, proving, "", unitHands, nil, false, []Need{needReason, needTarget}, doDetach},
	{Note, append(slices.Clone(atWork), Closed), "", unitHands, nil, false, []Need{needRow, needPast}, doAdd},
	{Register, append(slices.Clone(atWork), Closed), "", unitHands, nil, false, []Need{needRow, needPast}, doAdd},
}

// StepOf returns the line of the workflow for event, or nil.
func StepOf(event Event) *Step {
	for i := range Workflow {
		if Workflow[i].Event == event {
			return &Workflow[i]
		}
	}
	return nil
}

// RolesIn returns who may take the step in a book.
func (s *Step) RolesIn(supervised bool) []org.Role {
	if supervised && s.Office != nil {
		return s.Office
	}
	return s.Roles
}

// Can says whether the state allows event and the actor's roles suffice; nil if so.
// What the step needs beside that is for Check.
func (c *Case) Can(event Event, who org.Actor) error {
	step := StepOf(event)
	if step == nil {
		return fault.New(fault.Invalid, "没有这个操作："+string(event)+"。", "There is no such step: "+string(event)+".", nil)
	}
	if !slices.Contains(step.From, c.Finding.State) {
		return refuseState(c.Finding, step)
	}
	roles := step.RolesIn(c.Book.Supervised)
	if step.Chain {
		if next := c.next(); next != nil {
			roles = []org.Role{next.Role}
		}
	}
	if !slices.ContainsFunc(roles, func(r org.Role) bool { return c.holds(who, r) }) {
		return refuseRole(c.Finding, step, roles)
	}
	return nil
}

// next returns the step of the chain that the finding waits for, or nil.
func (c *Case) next() *ChainStep {
	if s := c.Submission(); s != nil {
		return s.Step()
	}
	return nil
}

// holds reports whether who has role for this finding: for the unit of the book, or,
// if the role is one that sees parts, for a department that answers for it or as the
// person who does.
func (c *Case) holds(who org.Actor, role org.Role) bool {
	if who.Has(c.Book.Unit, role) {
		return true
	}
	if role.Sight() != org.SeesParts {
		return false
	}
	o := c.Finding.Owners
	for _, unit := range append([]org.ID{o.Dept}, o.Support...) {
		if !unit.IsZero() && who.Has(unit, role) {
			return true
		}
	}
	named := who.Person == o.Lead && role == org.Lead || who.Person == o.Handler && role == org.Handler
	return named && !who.Person.IsZero() && who.Has(who.Unit, role)
}

// Check says whether who may do a now; nil if so, else the refusal.
func (c *Case) Check(a Act, who org.Actor, now Now) error {
	if err := c.Can(a.Event, who); err != nil {
		return err
	}
	for _, need := range StepOf(a.Event).Needs {
		if err := need.Check(c, a, who, now); err != nil {
			return need.beside(err)
		}
	}
	return nil
}

// Apply does a and returns the rows that it changed or made, the finding first.
// The case is changed only if the error is nil.
func (c *Case) Apply(a Act, who org.Actor, now Now) ([]org.Row, error) {
	if err := c.Check(a, who, now); err != nil {
		return nil, err
	}
	step := StepOf(a.Event)
	before := *c.Finding
	rows := step.do(c, a, who, now)
	if step.To != "" && (a.Event != Pass || c.next() == nil) {
		c.Finding.State = step.To
	}
	if changed(&before, c.Finding) {
		rows = append([]org.Row{c.Finding}, rows...)
	}
	if len(rows) == 0 {
		return nil, missing(c, a, "没有改动，不用保存", "nothing is changed")
	}
	return rows, nil
}

// An Offer is a step that could be taken now: nil Refusal, a button; otherwise a
// button in grey with the reason.
type Offer struct {
	Step    *Step
	Refusal error
}

// Offers returns what who could do with the finding as it stands: every step that
// its state and his roles allow, and of each what it still needs. What an act must
// bring with it (a reason, a file, a date) is not asked for.
func (c *Case) Offers(who org.Actor, now Now) []Offer {
	var all []Offer
	for i := range Workflow {
		step := &Workflow[i]
		if c.Can(step.Event, who) != nil {
			continue
		}
		o := Offer{Step: step}
		for _, need := range step.Needs {
			if need.brought() {
				continue
			}
			if o.Refusal = need.Check(c, Act{Event: step.Event, Seen: c.Seen()}, who, now); o.Refusal != nil {
				break
			}
		}
		all = append(all, o)
	}
	return all
}
