package report

import "strings"

// orgEnds are the last words of names of bodies, by their last character.
var orgEnds = newEndings(
	"局", "厅", "公司", "银行", "大学", "学院", "医院", "法院", "检察院", "研究院", "设计院", "卫生院", "党校",
	"中心", "党委", "市委", "县委", "区委", "省委", "纪委", "党工委", "监委", "政府", "组织部", "宣传部", "统战部", "财政部", "科技部", "政法委", "发改委", "卫健委", "国资委", "农委", "编委", "教委", "办事处", "巡察办", "支部", "总支部", "人社部", "教育部", "审计署", "巡察组", "巡视组", "审计组",
)

// orgStops are words at which a name that is followed backwards ends: what
// stands before it is not part of it.
var orgStops = newEndings(
	"和", "与", "及", "向", "由", "对", "在", "到", "从", "经", "被", "让", "将", "把", "为", "是", "了", "的", "等", "请", "报", "给", "并", "以", "于", "按", "据", "同", "赴", "至", "该", "各", "全", "我", "本", "原", "会", "邀", "往", "入", "予", "达", "有", "个", "家", "名", "月", "日", "年",
	"联合", "协调", "申报", "前往", "要求", "督导", "督促", "支持", "组织", "印发", "配合", "指导", "推荐", "报送", "报请", "商请", "接受", "通过", "根据", "责成", "召开", "成立", "会同", "参加", "安排", "协助", "召集", "积极", "主动", "及时", "争取", "对接", "委托", "聘请", "落实", "贯彻", "遵守", "部分", "相关", "有关", "所属", "下属", "现任", "拟任", "牵头", "负责",
)

// adminPrefix are the characters that end the name of an administrative area.
var adminPrefix = newRunes("省市县区州盟旗乡镇街")

func hasArea(name string) bool {
	for i := 0; i+3 <= len(name); i++ {
		if name[i] < 0xE0 {
			continue
		}
		if adminPrefix.has3(name, i) {
			return true
		}
		i += 2
	}
	return false
}

// orgEnd reads the name of a body that ends with the character at i. Names are
// the least sure of all facts: only one with an area, or three characters more
// than its ending, is taken.
func (sc *scanner) orgEnd(i, n int) int {
	s, end := sc.s, i+n
	word, _ := orgEnds.before(s, end)
	if word == "" {
		return end
	}
	if end >= len(s) || s[end] < 0xE0 {
		// nothing that changes its meaning follows
	} else if r, _ := runeAt(s, end); word == "局" && (r == '面' || r == '部' || r == '势') || word == "党委" && r == '会' || r == '长' && word != "公司" && word != "中心" {
		if r != '长' || word != "局" && word != "厅" {
			return end
		}
		// 市财政局长 still names the body
	}
	if strings.HasPrefix(s[end:], "党") && word != "党委" {
		for _, tail := range [...]string{"党组", "党委", "党总支", "党支部"} {
			if strings.HasPrefix(s[end:], tail) {
				end += len(tail)
				break
			}
		}
	}
	start := sc.orgStart(i+n-len(word), sc.bound)
	if start == i+n-len(word) {
		return i + n // nothing but the ending
	}
	area := hasArea(s[start : i+n])
	if _, size := runeAt(s, start); !area && start+size == i+n-len(word) {
		return i + n // one character and no area
	}
	conf := uint8(60)
	if area {
		conf = 80
	}
	if k := len(sc.out.Orgs); k > 0 && int(sc.out.Orgs[k-1].End) > start {
		sc.out.Orgs = sc.out.Orgs[:k-1] // 市科技局党组办公室 holds 市科技局
	}
	sc.out.Orgs = append(sc.out.Orgs, Org{Fact: Fact{Span: span(start, end), Node: None, Conf: conf}, Canon: None})
	return end
}

// orgStart follows a name backwards from i to the nearest stop: a word of
// orgStops, or what is neither Han nor a digit nor a capital letter.
func (sc *scanner) orgStart(i, bound int) int {
	s, j := sc.s, i
	for runes := 0; j > bound && runes < 22; runes++ {
		if j < 3 || s[j-1] < 0x80 {
			if c := s[j-1]; !(c >= '0' && c <= '9') && !(c >= 'A' && c <= 'Z') {
				break
			}
			j--
			continue
		}
		if c := s[j-3]; c < 0xE4 || c > 0xE9 || c == 0xE4 && s[j-2] < 0xB8 {
			break
		}
		if j < 6 || stopPairs.has(low12(s, j-3), low12(s, j-6)) {
			if w, _ := orgStops.behind(s, j); w != "" && !(w == "和" && orgKeepsAnd(s[:j], s[j:i])) {
				break
			}
		}
		j -= 3
	}
	return j
}

// andNames are the names of bodies that hold 和.
var andNames = [...][2]string{
	{"人力资源", "社会保障"}, {"住房", "城乡"}, {"自然资源", "规划"}, {"农业", "农村"}, {"文化", "旅游"}, {"发展", "改革"}, {"经济", "信息化"}, {"工业", "信息化"}, {"卫生", "健康"}, {"城市管理", "行政执法"}, {"教育", "体育"}, {"文化广播电视", "旅游"}, {"规划", "自然资源"},
}

// orgKeepsAnd reports whether the 和 at the end of before is part of the name whose
// rest is after: 人力资源和社会保障局.
func orgKeepsAnd(before, after string) bool {
	before = strings.TrimSuffix(before, "和")
	for _, a := range andNames {
		if strings.HasSuffix(before, a[0]) && strings.HasPrefix(after, a[1]) {
			return true
		}
	}
	return false
}
