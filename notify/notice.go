package notify

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"zhenggai/zh"
)

// A Colour says how near a due day is. What number of days means which colour is
// decided by the regime of the inspection, not here.
type Colour uint8

// The colours, the most pressing last.
const (
	Green  Colour = iota + 1 // 绿牌: there is time yet
	Yellow                   // 黄牌: the due day is near
	Red                      // 红牌: it is over
)

// A Level says as what somebody is told of a finding: as it gets more pressing,
// one level more is told.
type Level uint8

// The levels.
const (
	Handler   Level = iota + 1 // 承办人, who carries it out
	Leader                     // 责任领导, who answers for it
	Principal                  // 单位主要负责人
)

// words are the names of colours and levels.
var (
	colourWords = map[Colour][2]string{Green: {"绿牌", "green"}, Yellow: {"黄牌", "yellow"}, Red: {"红牌", "red"}}
	levelWords  = map[Level][2]string{Handler: {"承办人", "handler"}, Leader: {"责任领导", "lead leader"}, Principal: {"单位主要负责人", "principal of the unit"}}
)

// In returns the name of c in the language lang, "en" or Chinese.
func (c Colour) In(lang string) string { return pick(colourWords[c], lang) }

// In returns the name of l in the language lang, "en" or Chinese.
func (l Level) In(lang string) string { return pick(levelWords[l], lang) }

func pick(w [2]string, lang string) string {
	if lang == "en" {
		return w[1]
	}
	return w[0]
}

// A Notice is one finding of which its addressee must be reminded.
type Notice struct {
	Colour  Colour
	Unit    string // whose finding it is
	Code    string // number of the finding
	Title   string
	Handler string // name of who carries it out; may be empty
	Due     zh.Date
	Days    int   // from today to Due: 0 is today, -3 three days over
	Level   Level // as what the addressee is told
}

// Line returns the notice as one line in the language lang, "en" or Chinese.
func (n Notice) Line(lang string) string {
	if lang == "en" {
		s := fmt.Sprintf("%s, finding %s “%s”: deadline %s, %s", n.Unit, n.Code, n.Title, n.Due, n.left(lang))
		if n.Handler != "" {
			s += ", handled by " + n.Handler
		}
		return oneLine(s + "; you are the " + n.Level.In(lang) + ".")
	}
	s := fmt.Sprintf("%s %s号问题“%s”：期限%d年%d月%d日，%s", n.Unit, n.Code, n.Title, n.Due.Year, n.Due.Month, n.Due.Day, n.left(lang))
	if n.Handler != "" {
		s += "，承办人" + n.Handler
	}
	return oneLine(s + "；您是" + n.Level.In(lang) + "。")
}

// left says how long there is to the due day.
func (n Notice) left(lang string) string {
	en := lang == "en"
	switch {
	case n.Days == 0 && en:
		return "due today"
	case n.Days == 0:
		return "今天到期"
	case n.Days < 0 && en:
		return amount(-n.Days, "day") + " overdue"
	case n.Days < 0:
		return fmt.Sprintf("已逾期%d天", -n.Days)
	case en:
		return amount(n.Days, "day") + " left"
	}
	return fmt.Sprintf("还有%d天", n.Days)
}

// amount returns a number with its English noun.
func amount(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// Compose returns one message to one person about the given notices, of which there
// is at least one, in the language lang, "en" or Chinese. The most pressing come
// first. The subject, which others may see on a screen, counts and gives numbers of
// findings, but no titles.
func Compose(id string, to Address, lang, link string, at time.Time, notices []Notice) Message {
	sorted := slices.Clone(notices)
	slices.SortStableFunc(sorted, func(a, b Notice) int {
		return cmp.Or(cmp.Compare(b.Colour, a.Colour), cmp.Compare(a.Days, b.Days), cmp.Compare(a.Unit, b.Unit), cmp.Compare(a.Code, b.Code))
	})
	return Message{ID: id, To: []Address{to}, At: at, Link: link, Subject: subject(lang, sorted), Body: letter(to.Name, lang, sorted)}
}

// subject returns the subject for sorted notices.
func subject(lang string, ns []Notice) string {
	if len(ns) == 1 {
		n := ns[0]
		if lang == "en" {
			return fmt.Sprintf("[%s notice] %s, finding %s: %s", n.Colour.In(lang), n.Unit, n.Code, n.left(lang))
		}
		return fmt.Sprintf("【%s提醒】%s%s号问题%s", n.Colour.In(lang), n.Unit, n.Code, n.left(lang))
	}
	var parts []string
	for _, c := range []Colour{Red, Yellow, Green} {
		count := 0
		for _, n := range ns {
			if n.Colour == c {
				count++
			}
		}
		switch {
		case count == 0:
		case lang == "en":
			parts = append(parts, fmt.Sprintf("%d %s", count, c.In(lang)))
		default:
			parts = append(parts, fmt.Sprintf("%s%d项", c.In(lang), count))
		}
	}
	if lang == "en" {
		return fmt.Sprintf("[Rectification] %s: %s", amount(len(ns), "notice"), strings.Join(parts, ", "))
	}
	return fmt.Sprintf("【整改提醒】共%d项：%s", len(ns), strings.Join(parts, "、"))
}

// advice says what to do about findings of each colour.
var advice = map[Colour][2]string{
	Red:    {"请说明未按期完成的原因和下一步安排。", "Please explain why it is not done in time, and what comes next."},
	Yellow: {"请抓紧办理；确需延期的，请在到期前申请。", "Please press on; if more time is needed, ask for it before the due day."},
	Green:  {"请按计划推进，并及时上传佐证材料。", "Please go on as planned, and add evidence as it arises."},
}

// letter returns the body for sorted notices.
func letter(name, lang string, ns []Notice) string {
	var b strings.Builder
	name = oneLine(name)
	if lang == "en" {
		fmt.Fprintf(&b, "Dear %s,\n\nthe following findings come to your attention.\n", cmp.Or(name, "colleague"))
	} else {
		fmt.Fprintf(&b, "%s：\n\n下列问题的整改期限请您关注。\n", cmp.Or(name, "您好"))
	}
	var colour Colour
	number := 0
	for _, n := range ns {
		if n.Colour != colour {
			colour, number = n.Colour, 0
			head := pick([2]string{"【" + colour.In(lang) + "】", "[" + colour.In(lang) + "] "}, lang)
			fmt.Fprintf(&b, "\n%s%s\n", head, pick(advice[colour], lang))
		}
		number++
		fmt.Fprintf(&b, "%d. %s\n", number, n.Line(lang))
	}
	return b.String()
}
