package rules

import (
	"slices"
	"strings"
	"unicode/utf8"

	"zhenggai/lint"
	"zhenggai/source"
	"zhenggai/zh"
)

var p06 = &lint.Rule{
	ID: "P06", Name: "named-sanction",
	Title:    lint.Say{ZH: "点名公开对个人的处理", EN: "a sanction with the person's name"},
	Severity: lint.Error,
	Words:    sanctionWords(),
	Check: func(p *lint.Pass) {
		last := int32(-1)
		for _, h := range p.Hits() {
			name, comrade := nameSanctioned(p.Body, h.Span.Start)
			if name.Empty() || name.Start == last {
				continue
			}
			last = name.Start
			f := p.Found(source.Span{Start: name.Start, End: h.Span.End}, lint.Say{ZH: "公开文本写明了“%s”受到的处理，请核对是否已经公开过；没有的，改为职务或者“某某”。",
				EN: "The text says by name how %q was dealt with; if that is not public already, please give the office only or mask the name."}, p.In(name))
			if utf8.RuneCountInString(p.In(name)) < 3 && !comrade {
				f.As(lint.Warning).Sure(80) // two characters may be a word
			}
		}
	},
}

// sanctions are what is done to persons and is nobody else's business.
const sanctions = "诫勉 警告 记过 记大过 政务处分 党纪处分 处分 降级 撤职 撤销职务 开除 免职 免去 停职 留党察看 立案 通报批评 批评教育 提醒谈话 谈话提醒 约谈 问责 责令检查 责令作出 调离 辞退 组织处理"

func sanctionWords() (words []lint.Word) {
	for w := range strings.FieldsSeq(sanctions) {
		words = append(words, lint.Word{Find: w})
	}
	return words
}

// titlesBefore end the offices and callings that stand before a name.
var titlesBefore = []string{"长", "书记", "主任", "主席", "委员", "会计", "出纳", "经理", "科员", "干部", "教授", "成员", "助理", "党员", "职工", "教师", "医生", "驾驶员", "办事员", "工作人员"}

// families are the common family names.
const families = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐梅莫庄辛管祝左涂谷祁时舒耿牟卜詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强柴华车冉房边"

var familyNames = newHanSet(families)

// nameSanctioned returns the name that stands behind a title and before the words
// at off that tell what was done, and whether it is called 同志.
func nameSanctioned(body string, off int32) (name source.Span, comrade bool) {
	s := before(body, off, 90)
	for n := -1; n != len(s); {
		n = len(s)
		for _, w := range [...]string{"党内", "严重", "政务", "党纪", "进行了", "进行", "予以", "给予了", "给予", "作出", "实施", "采取", "受到了", "受到", "被", "已", "了", "因此"} {
			s = strings.TrimSuffix(s, w)
		}
	}
	s, comrade = strings.CutSuffix(s, "同志")
	for _, n := range [...]int{9, 6} {
		if len(s) <= n || !utf8.RuneStart(s[len(s)-n]) {
			continue
		}
		words, head := s[len(s)-n:], s[:len(s)-n]
		if !familyNames.begins(words) || utf8.RuneCountInString(words) != n/3 || !fullName(words) || !zh.EndsAny(head, titlesBefore...) {
			continue
		}
		end := off - int32(len(before(body, off, 90))-len(s))
		if !suffers(body, end-int32(n), body[end:off]) {
			return name, false // he did it, and not it was done to him
		}
		return source.Span{Start: end - int32(n), End: end}, comrade
	}
	return name, false
}

// suffers reports whether the person whose name begins at off is the one to whom
// it was done: 对…, 给予…, or 被 behind the name.
func suffers(body string, off int32, tail string) bool {
	if zh.HasAny(tail, "被", "受到", "受") {
		return true
	}
	clause := body[clauseFrom(body, off):off]
	for _, w := range [...]string{"对", "给予", "责令"} {
		if k := strings.LastIndex(clause, w); k >= 0 && len(clause)-k <= 75 && !zh.StartsAny(clause[k:], "对接", "对照", "对标", "对口") {
			return true
		}
	}
	return false
}

// notNames are words that begin like a family name and stand between a title and
// what was done.
var notNames = []string{"单独", "严肃", "严格", "严厉", "当面", "任前", "任职", "集体", "分别", "全部", "公开", "及时", "方面", "成员", "相关", "连续", "高度", "明确", "时任", "党纪", "党内", "政务", "干部", "同志", "进行", "给予", "予以", "常态", "逐一", "本人", "任期", "于年", "严重", "严肃问", "应当", "任组长", "任副组", "万元", "成立", "于月", "黄牌", "单位", "有关", "成员", "时限", "方案", "项目", "管理", "解释", "向上", "全体"}

// fullName reports whether s is a name that is not masked.
func fullName(s string) bool {
	n := utf8.RuneCountInString(s)
	if n < 2 || n > 3 || strings.ContainsAny(s, "某×*Xx○、，。；：“”（）") {
		return false
	}
	return !slices.ContainsFunc(notNames, func(w string) bool { return strings.HasPrefix(s, w) })
}
