package report

import (
	"slices"

	"zhenggai/source"
)

// surnames are the common family names; a name counts only beside a title.
var surnames = newRunes("王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐沿梅莫庄辛管祝左涂谷祁时舒耿牟卜路詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强戚佟蔺滕仇冀尚瞿慕茹艾容柴华车冉房边")

// personTitles stand beside names.
var personTitles = newEndings(
	"局长", "副局长", "书记", "副书记", "主任", "副主任", "科长", "副科长", "组长", "副组长", "院长", "副院长", "校长", "副校长", "处长", "副处长", "股长", "所长", "站长", "部长", "县长", "副县长", "市长", "副市长", "区长", "镇长", "乡长", "主席", "副主席", "院士", "同志", "委员", "经理", "总经理", "董事长", "教授", "会计", "出纳", "党组成员", "班子成员", "秘书长", "行长", "队长", "会长", "调研员", "干部", "主任科员", "巡视员",
)

// titleEnd reads the name beside the title that ends with the character at i:
// 局长王某某, 王某某同志. It adds the person and returns where to go on.
func (sc *scanner) titleEnd(i, n int) int {
	s, end := sc.s, i+n
	title, _ := personTitles.before(s, end)
	if title == "" {
		return end
	}
	if name := nameAt(s, end); name > 0 && personTail(s, end+name) {
		sc.addPerson(span(end, end+name), span(end-len(title), end))
		return end + name
	}
	start := end - len(title)
	if title == "同志" || title == "院士" || title == "教授" || title == "局长" || title == "书记" {
		if name := nameBefore(s, start, sc.bound); name > 0 {
			sc.addPerson(span(start-name, start), span(start, end))
		}
	}
	return end
}

func (sc *scanner) addPerson(name, title source.Span) {
	sc.out.Persons = append(sc.out.Persons, Person{Fact: Fact{Span: name, Node: None, Conf: 80}, Name: name, Title: title})
}

// nameAt returns the length of the name at i: a surname with one or two
// characters, or a masked name such as 王某某; 0 if there is none.
func nameAt(s string, i int) int {
	r, n := runeAt(s, i)
	if n != 3 || !surnames.has(r) {
		return 0
	}
	end := i + n
	for k := 0; k < 2; k++ {
		r, n := runeAt(s, end)
		if n != 3 || classes[uint16(r)] != clPlain && classes[uint16(r)] != clOrg && classes[uint16(r)] != clTop || nameTail(s, end) {
			break
		}
		end += n
	}
	if end-i < 6 {
		return 0
	}
	return end - i
}

// nameTails are words that follow a name and are no part of it.
var nameTails = newWords("同志", "任", "为", "等", "的", "主持", "带队", "担任", "参加", "出席", "在", "对", "作", "于", "向", "与", "和", "及", "就", "负责", "牵头", "带领", "已", "因", "被", "受", "给", "率", "先后", "到", "第一", "主动", "亲自", "深入", "带头", "多次", "召集", "诫勉", "警告", "处分", "记过", "撤职", "免职", "督")

func nameTail(s string, i int) bool {
	_, id := nameTails.at(s, i)
	return id >= 0
}

// personTail reports whether what stands at i may follow a name.
func personTail(s string, i int) bool {
	if i >= len(s) || nameTail(s, i) {
		return true
	}
	c, _ := at(s, i)
	return c != clPlain && c != clWord && c != clOrg && c != clTop && c != clHan && c != clDigit
}

// nameHeads are words that stand before a name.
var nameHeads = newEndings("邀请", "对", "给", "由", "与", "向", "长", "记", "任", "请", "和", "经")

// nameBefore returns the length of the name that ends at i and begins a clause,
// follows a pause, or a title; 0 if there is none.
func nameBefore(s string, i, bound int) int {
	for _, runes := range [...]int{3, 2} {
		j := i - 3*runes
		if j < bound {
			continue
		}
		if k := nameAt(s, j); k != i-j {
			continue
		}
		if j == bound {
			return i - j
		}
		if nameHeads.ends(s[:j]) {
			return i - j
		}
	}
	return 0
}

// named adds the persons that labels and columns of owners name without a title:
// 责任领导：张某某、李某某.
func (o *Outline) named(s string) {
	n := len(o.Persons)
	for i := range o.Nodes {
		node := &o.Nodes[i]
		if node.Role != Label || node.Label != LabelLeader && node.Label != LabelPerson && node.Label != LabelChecker {
			continue
		}
		for at, end := int(node.Body.Start), int(node.Body.End); at < end; {
			k := ownerAt(s, at, end)
			if k > at {
				p := Person{Fact: Fact{Span: span(at, k), Node: int32(i), Conf: 85}, Name: span(at, k)}
				o.Persons = append(o.Persons, p)
			}
			at = nextOwner(s, max(k, at), end)
		}
	}
	if len(o.Persons) > n {
		o.sortPersons()
	}
}

// ownerAt returns the end of the name that begins at i in the text of a label, which
// ends at end; i if there is none. In such a place two to four characters between
// separators are a name, whatever the surname, unless they name a body.
func ownerAt(s string, i, end int) int {
	j := i
	for j < end {
		c, n := at(s, j)
		if c != clPlain && c != clOrg && c != clTop && c != clHan && c != clWord {
			break
		}
		j += n
	}
	words := s[i:j]
	if title, _ := personTitles.before(s, j); title != "" && len(title) < len(words) {
		words = words[:len(words)-len(title)] // 王某某局长
	}
	if len(words) < 6 || len(words) > 12 || signEnds.ends(words) || bodyEnds.ends(words) {
		if k := nameAt(s, i); k > 0 && i+k <= end && personTail(s, i+k) {
			return i + k
		}
		return i
	}
	return i + len(words)
}

// bodyEnds end the names of parts of a body, and words that stand for all of them.
var bodyEnds = newEndings("科", "股", "室", "处", "组", "部", "队", "站", "所", "办", "中心", "科室", "单位", "成员", "部门", "干部", "人员", "领导", "书记", "主任", "局长", "负责人", "院", "会", "班", "社", "团", "村", "馆", "司")

// nextOwner returns the offset behind the next separator from i on.
func nextOwner(s string, i, end int) int {
	for i < end {
		c, n := at(s, i)
		i += n
		if c != clPlain && c != clOrg && c != clTop && c != clHan && c != clWord {
			break
		}
	}
	return i
}

// sortPersons puts the persons in text order and drops those that were found
// twice.
func (o *Outline) sortPersons() {
	slices.SortStableFunc(o.Persons, func(a, b Person) int { return int(a.Start - b.Start) })
	o.Persons = slices.CompactFunc(o.Persons, func(a, b Person) bool { return a.Name.Overlaps(b.Name) })
}

// Surname reports whether r is one of the common family names.
func Surname(r rune) bool { return surnames.has(r) }
