package ledger

// A State is where a leaf finding stands. Overdue is derived, never stored.
type State string

// The states, in the order of the way.
const (
	Open      State = "open"
	Planned   State = "planned"
	Underway  State = "underway"
	Submitted State = "submitted"
	Closed    State = "closed"
	Void      State = "void"
)

// A Word is a value of the ledger with its names.
type Word struct{ Key, ZH, EN string }

// The words of each kind of value. Pages, help and printed lists are made from them.
var (
	States = []Word{
		{string(Open), "待定措施", "measures to be decided"},
		{string(Planned), "方案待审", "plan under review"},
		{string(Underway), "整改中", "underway"},
		{string(Submitted), "申请销号", "closure asked for"},
		{string(Closed), "已销号", "closed"},
		{string(Void), "撤销", "void"},
	}
	Levels = []Word{
		{string(Aspect), "方面", "aspect"},
		{string(Problem), "问题", "problem"},
		{string(Point), "具体问题", "point"},
	}
	Kinds = []Word{
		{string(Immediate), "立行立改", "at once"},
		{string(Dated), "限期整改", "by a date"},
		{string(Lasting), "长期坚持", "standing"},
	}
	Claims = []Word{
		{string(ClaimDone), "已完成", "done"},
		{string(ClaimClosed), "已销号", "closed"},
		{string(ClaimPartial), "基本完成", "partly done"},
		{string(ClaimDoing), "正在整改", "under way"},
		{string(ClaimExtended), "申请延期", "more time asked for"},
		{string(ClaimReturned), "退回", "returned"},
		{string(ClaimOpen), "未完成", "not done"},
	}
	Outcomes = []Word{
		{string(Passed), "通过", "passed"},
		{string(Returned), "退回", "returned"},
		{string(Withdrawn), "撤回", "withdrawn"},
	}
	MoneyEvents = []Word{
		{"repaid", "清退", "paid back"},
		{"recovered", "追回", "recovered"},
		{"saved", "挽回损失", "loss made good"},
	}
	RegulationEvents = []Word{
		{"made", "新建", "made"},
		{"amended", "修订", "amended"},
		{"repealed", "废止", "repealed"},
	}
)

// Name returns the name of key among words in the language lang, "en" or Chinese,
// and the key itself if it is not among them.
func Name(words []Word, key, lang string) string {
	for _, w := range words {
		if w.Key != key {
			continue
		}
		if lang == "en" {
			return w.EN
		}
		return w.ZH
	}
	return key
}

// ParentState returns the state of a parent with leaves in these states: closed
// when every leaf that was not voided is, void when all are, otherwise that of the
// leaf which is furthest behind, where submitted and closed leaves beside others
// count as underway.
func ParentState(leaves []State) State {
	count := map[State]int{}
	for _, s := range leaves {
		count[s]++
	}
	live := len(leaves) - count[Void]
	switch {
	case len(leaves) == 0:
		return Open
	case live == 0:
		return Void
	case count[Closed] == live:
		return Closed
	case count[Submitted]+count[Closed] == live:
		return Submitted
	case count[Open] == live:
		return Open
	case count[Open]+count[Planned] == live:
		return Planned
	}
	return Underway
}
