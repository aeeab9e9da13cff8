package rules

import (
	"slices"
	"strings"

	"zhenggai/lint"
	"zhenggai/source"
)

var m09 = &lint.Rule{
	ID: "M09", Name: "number-phrase",
	Title:    lint.Say{ZH: "数字提法不准确", EN: "a number phrase has a wrong number or lacks a member"},
	Severity: lint.Warning,
	Words:    numberWords(),
	Check: func(p *lint.Pass) {
		done := int32(0)
		for _, h := range wordHits(p) {
			if h.Word.Sort == setMember {
				if in := sentenceAt(p.Body, h.Span); h.Span.Start >= done {
					done = in.End
					missingMember(p, h, in)
				}
				continue
			}
			wrongNumberPhrase(p, h)
		}
	},
}

// setMember is the sort of words that are members of a set, not names of one.
const setMember = "member"

// wrongSets are set phrases with a wrong number. Those behind ~ are also used for
// sets of their own (强化“三个意识”) and are hints unless an official set stands
// beside them.
const wrongSets = `
~两个意识>四个意识 ~三个意识>四个意识 ~五个意识>四个意识 ~六个意识>四个意识
两个自信>四个自信 五个自信>四个自信 六个自信>四个自信 ~三个自信>四个自信
一个维护>两个维护 ~三个维护>两个维护 ~四个维护>两个维护 一个确立>两个确立 三个确立>两个确立 四个确立>两个确立
三会两课>三会一课 四会一课>三会一课 两会一课>三会一课 三学一做>两学一做 两学两做>两学一做 一学一做>两学一做
两严三实>三严三实 三严两实>三严三实 三严四实>三严三实 四严三实>三严三实 三严一实>三严三实 三实三严>三严三实
中央七项规定>中央八项规定 中央九项规定>中央八项规定 中央六项规定>中央八项规定 中央十项规定>中央八项规定
“四位一体”总体布局>“五位一体”总体布局 “六位一体”总体布局>“五位一体”总体布局 “三个全面”战略布局>“四个全面”战略布局 “五个全面”战略布局>“四个全面”战略布局
三重两大>三重一大 四重一大>三重一大 两重一大>三重一大 三重一小>三重一大 “三种形态”>“四种形态” “五种形态”>“四种形态”
四个区分开来>三个区分开来 两个区分开来>三个区分开来 五个区分开来>三个区分开来 两不愁两保障>两不愁三保障 三不愁两保障>两不愁三保障 两不愁四保障>两不愁三保障 三不愁三保障>两不愁三保障 一不愁三保障>两不愁三保障
三不两直>四不两直 四不三直>四不两直 四不一直>四不两直 五不两直>四不两直 双随机、两公开>双随机、一公开 双随机、双公开>双随机、一公开 四大发展理念>五大发展理念 六大发展理念>五大发展理念 “三个最严”>“四个最严” “五个最严”>“四个最严”
~“三风”问题>“四风”问题 ~“五风”问题>“四风”问题
`

// A numberSet is an official set with its members.
type numberSet struct {
	name    string
	members []string
	need    int    // so many must stand in the sentence before one is missed
	named   bool   // and the set's name too: the members are also used by themselves
	unless  string // a word with which a shorter list is right
}

var numberSets = [...]numberSet{
	{name: "四个意识", members: []string{"政治意识", "大局意识", "核心意识", "看齐意识"}, need: 3},
	{name: "四个自信", members: []string{"道路自信", "理论自信", "制度自信", "文化自信"}, need: 3, unless: "十八大"},
	{name: "四风", members: []string{"形式主义", "官僚主义", "享乐主义", "奢靡之风"}, need: 3, named: true},
	{name: "六项纪律", members: []string{"政治纪律", "组织纪律", "廉洁纪律", "群众纪律", "工作纪律", "生活纪律"}, need: 5, named: true},
	{name: "六大纪律", members: []string{"政治纪律", "组织纪律", "廉洁纪律", "群众纪律", "工作纪律", "生活纪律"}, need: 5, named: true},
	{name: "三严三实", members: []string{"严以修身", "严以用权", "严以律己", "谋事要实", "创业要实", "做人要实"}, need: 4},
	{name: "政治三力", members: []string{"政治判断力", "政治领悟力", "政治执行力"}, need: 2},
}

// numberWords makes the words of M09: the wrong phrases, and of each set the
// members by which it is known.
func numberWords() (words []lint.Word) {
	for pair := range strings.FieldsSeq(wrongSets) {
		pair, local := strings.CutPrefix(pair, "~")
		wrong, right, _ := strings.Cut(pair, ">")
		w := lint.Word{Find: wrong, Say: right}
		if local {
			w.Sort = localSet
		}
		words = append(words, w)
	}
	for _, m := range [...]string{"核心意识", "看齐意识", "道路自信", "制度自信", "享乐主义", "廉洁纪律", "严以用权", "谋事要实", "政治领悟力", "政治执行力"} {
		words = append(words, lint.Word{Find: m, Sort: setMember})
	}
	return words
}

// localSet is the sort of phrases that units also use for sets of their own.
const localSet = "also a local set"

// officialSets are the sets whose company shows that an official one is meant.
var officialSets = [...]string{"四个意识", "四个自信", "两个维护", "两个确立"}

func wrongNumberPhrase(p *lint.Pass, h lint.Hit) {
	rest := p.Body[h.Span.End:min(len(p.Body), int(h.Span.End)+12)]
	if opensAny(strings.TrimPrefix(rest, "”"), "：", ":", "（", "(", "，即", "即") {
		return // the text says itself what it means
	}
	if toldAsFault(p, h.Span) {
		return
	}
	company := false
	in := p.In(sentenceAt(p.Body, h.Span))
	for _, w := range officialSets {
		company = company || w != h.Word.Say && strings.Contains(in, w)
	}
	local := h.Word.Sort == localSet
	if local && !company && strings.Contains(in, h.Word.Say) {
		return // both stand there: one is the unit's own
	}
	f := p.Found(h.Span, lint.Say{ZH: "%s与通行提法%s数字不一致，请核对；如另有所指，请写明内容。", EN: "%s differs in number from the usual %s; please check, or say what it stands for."}, inQuotes(h.Word.Find), inQuotes(h.Word.Say))
	if local && !company {
		f.As(lint.Hint).Sure(70)
	}
}

// missingMember reports a list in the sentence in that has all members of a set
// but one.
func missingMember(p *lint.Pass, h lint.Hit, in source.Span) {
	words := p.In(in)
	for i := range numberSets {
		set := &numberSets[i]
		if !slices.Contains(set.members, h.Word.Find) {
			continue
		}
		have, first, end, missing := 0, len(words), 0, ""
		for _, m := range set.members {
			k := strings.Index(words, m)
			if k < 0 {
				missing = m
				continue
			}
			have++
			first, end = min(first, k), max(end, k+len(m))
		}
		if have < set.need || have == len(set.members) || set.named && !strings.Contains(words, set.name) || set.unless != "" && strings.Contains(words, set.unless) || !strings.Contains(words[first:end], "、") || strings.HasPrefix(words[end:], "等") {
			continue
		}
		if len(set.members)-have > 1 {
			missing += "等"
		}
		at := source.Span{Start: in.Start + int32(first), End: in.Start + int32(end)}
		f := p.Found(at, lint.Say{ZH: "此处列举“%s”，未见“%s”，请核对是否漏列。", EN: "This lists %q without %q; please check whether it was left out."}, set.name, missing).Sure(90)
		if len(set.members) == 3 {
			f.As(lint.Hint) // two of three may be all that was meant
		}
		return
	}
}
