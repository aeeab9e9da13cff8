package rules

import (
	"cmp"
	"slices"
	"strings"

	"zhenggai/lint"
	"zhenggai/source"
	"zhenggai/zh"
)

var m07 = &lint.Rule{
	ID: "M07", Name: "person-variant",
	Title:    lint.Say{ZH: "同一职务的姓名差一字", EN: "one office, two names that differ by a character"},
	Severity: lint.Warning,
	Words: []lint.Word{
		{Find: "局长"}, {Find: "书记"}, {Find: "主任"}, {Find: "校长"}, {Find: "院长"}, {Find: "县长"}, {Find: "区长"}, {Find: "市长"}, {Find: "镇长"}, {Find: "乡长"}, {Find: "处长"}, {Find: "部长"}, {Find: "组长"}, {Find: "主席"}, {Find: "会长"}, {Find: "厅长"}, {Find: "董事长"}, {Find: "总经理"},
	},
	Check: func(p *lint.Pass) {
		var few [fewHolders]holder
		list := holders(p, few[:0])
		for i := range list {
			for j := range i {
				if a, b := &list[i], &list[j]; sameHolder(p, a, b) {
					foundVariant(p, a, b)
					break
				}
			}
		}
	},
}

// A holder is a person with the office that the text names beside him.
type holder struct {
	name  source.Span
	title string
}

// fewHolders is how many names are compared with one another.
const fewHolders = 120

// holders appends the persons of three characters to buf, each name once: those
// that the reader knows, and those that follow an office.
func holders(p *lint.Pass, buf []holder) []holder {
	add := func(h holder) {
		name := p.In(h.name)
		if len(name) == 9 && len(buf) < fewHolders && !slices.ContainsFunc(buf, func(o holder) bool { return p.In(o.name) == name }) {
			buf = append(buf, h)
		}
	}
	for i := range p.Persons {
		add(holder{p.Persons[i].Name, p.In(p.Persons[i].Title)})
	}
	for _, h := range p.Hits() {
		if name := nameBehind(p.Body, h.Span.End); !name.Empty() {
			title := h.Word.Find
			if closesAny(p.Body[:h.Span.Start], "副") {
				title = p.Body[h.Span.Start-3 : h.Span.End]
			}
			add(holder{name, title})
		}
	}
	slices.SortFunc(buf, func(a, b holder) int { return cmp.Compare(a.name.Start, b.name.Start) })
	return buf
}

// plainSurnames are family names that begin few other words; the reader knows
// more, but it also knows what follows a name.
const plainSurnames = "王李张刘陈杨赵黄周吴徐孙胡朱郭罗梁宋郑谢韩唐冯董曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛阎余潘杜戴夏钟汪姜范姚谭廖邹熊陆郝孔崔邱秦史顾侯邵孟段雷钱汤尹黎贺龚庞樊殷翟颜倪芦俞鲁葛韦聂焦柳邢岳莫祁耿牟詹靳甄裴鲍覃霍翁隋柯阮闵冉"

// behindNames are words that follow a name.
var behindNames = [...]string{"带头", "带队", "到", "主持", "同志", "任", "为", "等", "，", "。", "、", "；", "：", ",", ";", ":", "亲自", "率", "先后", "多次", "于", "对", "在", "与", "和", "参加", "出席", "负责", "牵头", "（", "(", ")", "）", "进行", "以", "主动", "就", "担任", "作", "向", "已", "带领", "深入", "赴", "前往", "召开", "组织", "的", "及", "给予", "因", "│", "\n"}

// nameBehind returns the name of three characters at offset i, if there is one.
func nameBehind(s string, i int32) source.Span {
	if int(i)+12 > len(s) || !strings.Contains(plainSurnames, s[i:i+3]) || !hanAt(s[i:i+3]) || !hanAt(s[i+3:i+6]) || !hanAt(s[i+6:i+9]) || !opensAny(s[i+9:], behindNames[:]...) {
		return source.Span{}
	}
	return source.Span{Start: i, End: i + 9}
}

// sameHolder reports whether a and b hold one office, are not named side by side, and
// their names have the family name and one more character in common.
func sameHolder(p *lint.Pass, a, b *holder) bool {
	x, y := p.In(a.name), p.In(b.name)
	return x[:3] == y[:3] && (x[3:6] == y[3:6]) != (x[6:] == y[6:]) && a.title == b.title && a.name.Start-b.name.End > 30
}

func foundVariant(p *lint.Pass, a, b *holder) {
	f := p.Found(a.name, lint.Say{
		ZH: "“%s”与前文同一职务的“%s”只差一字，请核对姓名。",
		EN: "%q differs from %q, who held the same office above, by one character; please check the name."}, p.In(a.name), p.In(b.name)).
		And(b.name, lint.Say{ZH: "前文的姓名。", EN: "The name above."}).Sure(88)
	if manyHolders(a.title) {
		f.As(lint.Hint)
	}
}

// manyHolders reports whether several people hold an office at one time.
func manyHolders(title string) bool {
	return title == "" || zh.HasAny(title, "副", "成员", "委员", "同志", "科长", "股长", "教授", "院士", "干部", "人员", "会计", "所长", "站长")
}
