package rules

import (
	"cmp"
	"slices"
	"strings"

	"zhenggai/lint"
	"zhenggai/source"
	"zhenggai/zh"
)

var m05 = &lint.Rule{
	ID: "M05", Name: "near-name",
	Title:    lint.Say{ZH: "同一机构两种名称", EN: "one body under two names"},
	Severity: lint.Warning,
	Words:    []lint.Word{{Find: "实验室"}, {Find: "研究中心"}, {Find: "孵化中心"}, {Find: "孵化器"}, {Find: "孵化基地"}, {Find: "创新中心"}, {Find: "示范基地"}, {Find: "推广站"}},
	Check: func(p *lint.Pass) {
		nearBodies(p)
		turnedNames(p)
	},
}

// leastName is the least length in characters of names that are compared: short
// ones are near each other by chance.
const leastName = 8

// A body is the first mention of a name of a body.
type body struct {
	at   source.Span
	name string
}

// nearBodies reports names that differ in one place in their middle by at most
// three characters.
func nearBodies(p *lint.Pass) {
	var few [fewTitles]body
	list := few[:0]
	for i := range p.Orgs {
		at := p.Orgs[i].Span
		if p.Orgs[i].Conf < 75 {
			at = fromArea(p.Body, at)
		}
		if at.Len() >= 3*leastName {
			list = append(list, body{at, p.In(at)})
		}
	}
	for _, h := range p.Hits() {
		if at := fromArea(p.Body, h.Span); at.Len() >= 3*leastName {
			list = append(list, body{at, p.In(at)})
		}
	}
	slices.SortFunc(list, func(a, b body) int {
		return cmp.Or(strings.Compare(a.name, b.name), cmp.Compare(a.at.Start, b.at.Start))
	})
	list = slices.CompactFunc(list, func(a, b body) bool { return a.name == b.name })
	var ring foldRing
	for i := range list {
		for j := i + 1; j < len(list) && j <= i+neighbours; j++ {
			if farApart(list[i].name, list[j].name) {
				continue
			}
			a, b := ring.at(i, list[i].name), ring.at(j, list[j].name)
			if max(len(a), len(b)) > 80 {
				continue
			}
			x, y := list[i], list[j]
			if y.at.Start < x.at.Start {
				x, y = y, x
			}
			if g := gapOf(a, b); nearBody(g) {
				foundNear(p, x.at, y.at)
			} else if otherEnd(g) {
				foundNear(p, x.at, y.at).As(lint.Hint)
			}
		}
	}
}

// areaLast end the names of areas.
var areaLast = newHanSet("县市区州旗")

// fromArea follows a name whose beginning is not sure back to the area it begins
// with, 丰庐县, or returns an empty span.
func fromArea(s string, at source.Span) source.Span {
	for i := int(at.Start); i >= 9 && int(at.Start)-i < 24; i -= 3 {
		if !hanAt(s[i-3 : i]) {
			return source.Span{}
		}
		if areaLast.begins(s[i-3 : i]) {
			if !hanAt(s[i-6:i-3]) || !hanAt(s[i-9:i-6]) {
				return source.Span{}
			}
			return source.Span{Start: int32(i - 9), End: at.End}
		}
	}
	return source.Span{}
}

// nearBody reports whether names with the difference g may be those of one body:
// some characters were left out in the middle. What tells branches apart counts
// as two bodies.
func nearBody(g gap) bool {
	long := g.a
	if len(long) == 0 {
		long = g.b
	} else if len(g.b) > 0 {
		return false
	}
	word := string(long)
	return len(long) >= 1 && len(long) <= 3 && g.at >= 4 && g.rest >= 2 && !twoEditions(g) &&
		!zh.HasAny(word, "人民", "有限", "责任", "股份", "集团", "分", "总", "局", "委", "办", "院", "校", "所", "支", "党", "直属", "附属", "中医", "妇", "儿", "高级", "职业", "专科", "综合", "民族", "商业", "学", "共产")
}

// facilityEnds are the last words of names of facilities; which of them one bears
// is easily confused.
var facilityEnds = [...]string{"中心", "器", "基地", "园", "站"}

// otherEnd reports whether names are the same but for such a word.
func otherEnd(g gap) bool {
	return g.rest == 0 && g.at >= 7 && slices.Contains(facilityEnds[:], string(g.a)) && slices.Contains(facilityEnds[:], string(g.b))
}

func foundNear(p *lint.Pass, x, y source.Span) *lint.Finding {
	return p.Found(y, lint.Say{
		ZH: "“%s”与“%s”名称相近，若为同一机构请统一名称。",
		EN: "%q and %q are nearly the same name; if they are one body please use one name."}, p.In(y), p.In(x)).
		And(x, lint.Say{ZH: "另一处的名称。", EN: "The name elsewhere."}).Sure(85)
}

// A turned pair is looked for among the first mentions only.
const fewNames = 24

// turnedNames reports names made of the same characters in another order:
// 某省代谢病厅市共建实验室 and 厅市共建某省代谢病实验室.
func turnedNames(p *lint.Pass) {
	var few [fewNames]lint.Hit
	list := few[:0]
	for _, h := range p.Hits() {
		if len(list) < fewNames && !onPortal(p, h.Span) {
			list = append(list, h)
		}
	}
	for i := range list {
		for j := i + 1; j < len(list); j++ {
			if list[i].Word != list[j].Word {
				continue
			}
			if n := turned(p.Body, int(list[i].Span.End), int(list[j].Span.End)); n > 0 {
				x := source.Span{Start: list[i].Span.End - int32(n), End: list[i].Span.End}
				foundNear(p, x, source.Span{Start: list[j].Span.End - int32(n), End: list[j].Span.End})
				return // one pair says it
			}
		}
	}
}

// turned returns the length in bytes of the names that end at offsets a and b of
// s if they hold the same characters in another order, else 0.
func turned(s string, a, b int) int {
	same := 0
	for n := 3; n <= 75 && n <= a; n += 3 {
		x, y := s[a-n:a-n+3], s[b-n:b-n+3]
		if !hanAt(x) || !hanAt(y) {
			return 0
		}
		if x == y && same == n-3 {
			same = n
			continue
		}
		if n-same >= 12 && n >= 30 && sameCharacters(s[a-n:a-same], s[b-n:b-same]) {
			return n
		}
	}
	return 0
}

// hanAt reports whether s is one Chinese character of three bytes.
func hanAt(s string) bool { return s[0] >= 0xE4 && s[0] <= 0xE9 && s[1]&0xC0 == 0x80 }

// sameCharacters reports whether x and y, both Chinese and of one length, hold
// the same characters.
func sameCharacters(x, y string) bool {
	sum := uint32(0) // tells most names apart
	for k := 0; k < len(x); k += 3 {
		sum += threeBytes(x[k:]) - threeBytes(y[k:])
	}
	if sum != 0 {
		return false
	}
	for k := 0; k < len(x); k += 3 {
		if strings.Count(x, x[k:k+3]) != strings.Count(y, x[k:k+3]) {
			return false
		}
	}
	return true
}
