package report

import (
	"strings"

	"zhenggai/zh"
)

// document reads the title that begins with the 《 at i, with the titles inside
// it, and returns the offset behind it. Nothing else is looked for in a title:
// its years and numbers are names, not facts.
func (sc *scanner) document(i int) int {
	s := sc.s
	outer := int32(len(sc.out.Documents))
	sc.out.Documents = append(sc.out.Documents, Document{})
	inner := [4]int32{}
	depth, j, pairs, key := 0, i+len("《"), 0, keySeed
	for limit := min(len(s), i+longestTitle); j < limit; {
		if b := s[j]; b >= 0xE4 && b <= 0xE9 { // Han are never a mark
			r := uint16(b)<<12 | uint16(s[j+1]&0x3F)<<6 | uint16(s[j+2]&0x3F)
			if r >= 0x4E00 {
				key = (key ^ uint64(r)) * keyPrime
				j += 3
				continue
			}
		}
		c, n := at(s, j)
		r, _ := runeAt(s, j)
		if r = zh.Fold(r); r != 0 {
			key = (key ^ uint64(r)) * keyPrime
		}
		pairs += balance[c]
		sc.odd = sc.odd || pairs < 0
		switch c {
		case clStop:
			sc.effect(j, n)
		case clBar:
			sc.bars = true
		case clNewline:
			return sc.unclosed(i, j, outer)
		case clTitle, clInner:
			if c == clTitle {
				sc.out.Marks = append(sc.out.Marks, Mark{Kind: MarkNested, Span: span(j, j+n), Open: span(i, i+len("《"))})
			}
			if depth < len(inner) {
				inner[depth] = sc.openTitle(outer, inner[:depth], j, n)
				depth++
			}
		case clInnerEnd:
			if depth > 0 {
				depth--
				sc.closeTitle(inner[depth], j, n)
			}
		case clTitleEnd:
			if depth > 0 && n == 3 && !sc.lastTitleEnd(j+n) {
				depth--
				sc.closeTitle(inner[depth], j, n)
				break
			}
			for depth > 0 { // 《关于印发《办法的通知》: the inner mark is missing
				depth--
				sc.closeTitle(inner[depth], j, 0)
			}
			sc.odd = sc.odd || pairs != 0
			return sc.addDocument(outer, i, j, j+n, key)
		}
		j += n
	}
	return sc.unclosed(i, j, outer)
}

// No title is longer than this, in bytes, nor has more 《 inside: a 《 that nothing
// closes must not cost a walk over all that follows, nor a mark for each 《 there.
const (
	longestTitle = 1500
	mostNested   = 16
)

// lastTitleEnd reports whether no further 》 closes the outer title: the next mark
// behind j is an opening one, a stop or the line end.
func (sc *scanner) lastTitleEnd(j int) bool {
	for k := j; k < len(sc.s); {
		c, n := at(sc.s, k)
		switch c {
		case clTitleEnd:
			return false
		case clTitle, clStop, clNewline, clSemi, clComma:
			return true
		}
		k += n
	}
	return true
}

// balance counts the quotes and brackets that are open.
var balance = [256]int{clQuote: 1, clOpen: 1, clQuoteEnd: -1, clClose: -1}

// openTitle adds the title whose mark stands at j inside the title outer and those
// of inner, and returns its index.
func (sc *scanner) openTitle(outer int32, inner []int32, j, n int) int32 {
	d := Document{Outer: outer, Number: None, ASCII: n == 1}
	if k := len(inner); k > 0 {
		d.Outer = inner[k-1]
	}
	d.Span = span(j, j+n)
	d.Title = span(j+n, j+n)
	sc.out.Documents = append(sc.out.Documents, d)
	return int32(len(sc.out.Documents) - 1)
}

func (sc *scanner) closeTitle(d int32, j, n int) {
	doc := &sc.out.Documents[d]
	doc.Title.End, doc.Span.End = int32(j), int32(j+n)
	title := doc.Title.In(sc.s)
	sc.finish(doc, title, titleKey(title))
}

// unclosed closes the title of 《 at i, which has no 》 before j, at its last
// plausible end: the next comma or stop.
func (sc *scanner) unclosed(i, j int, outer int32) int {
	s := sc.s
	k := len(sc.out.Marks)
	for k > 0 && sc.out.Marks[k-1].Kind == MarkNested && int(sc.out.Marks[k-1].Open.Start) == i {
		k--
	}
	if len(sc.out.Marks)-k > mostNested {
		sc.out.Marks = sc.out.Marks[:k+mostNested]
	}
	sc.out.Marks = append(sc.out.Marks, Mark{Kind: MarkUnclosed, Span: span(i, i+len("《"))})
	sc.out.Documents = sc.out.Documents[:outer]
	for k := i + len("《"); k < j; {
		c, n := at(s, k)
		switch c {
		case clComma, clStop, clSemi, clPause:
			sc.out.Documents = append(sc.out.Documents, Document{})
			sc.addDocument(outer, i, k, k, titleKey(s[i+len("《"):k]))
			sc.out.Documents[outer].Conf = 60
			return k
		}
		k += n
	}
	return i + len("《")
}

// addDocument completes document d, whose title lies between i and j, and binds
// the number that follows in brackets.
func (sc *scanner) addDocument(d int32, i, j, end int, key uint64) int {
	doc := &sc.out.Documents[d]
	*doc = Document{Fact: Fact{Span: span(i, end), Node: None, Conf: 98}, Title: span(i+len("《"), j), Outer: None, Number: None}
	sc.finish(doc, doc.Title.In(sc.s), key)
	doc.Event = sc.eventBefore(i)
	sc.event, sc.eventAt = doc.Event, end
	if c, n := at2(sc.s, end); c == clOpen {
		if k := sc.docNumber(end+n, d); k > 0 {
			if c, m := at2(sc.s, k); c == clClose {
				k += m
			} else {
				sc.odd = true
			}
			sc.eventAt = k
			return k
		}
	}
	return end
}

// finish fills in what follows from the title alone.
func (sc *scanner) finish(doc *Document, title string, key uint64) {
	doc.Node, doc.Conf = None, 98
	doc.Key = key
	doc.Type = docType(title)
}

// The constants of zh.Key, which is FNV-1a over characters.
const (
	keySeed  = uint64(14695981039346656037)
	keyPrime = uint64(1099511628211)
)

// titleKey is zh.Key, quick for the Han that most titles are made of.
func titleKey(s string) uint64 {
	h := keySeed
	for i := 0; i < len(s); {
		r, n := runeAt(s, i)
		i += n
		if r < 0x4E00 || r > 0x9FFF {
			if r = zh.Fold(r); r == 0 {
				continue
			}
		}
		h = (h ^ uint64(r)) * keyPrime
	}
	return h
}

// docTypes are the last words of titles.
var docTypes = [...]struct {
	words string
	is    DocType
}{
	{"制度", DocRule}, {"办法", DocRule}, {"规定", DocRule}, {"细则", DocRule}, {"规则", DocRule}, {"规程", DocRule}, {"准则", DocRule},
	{"条例", DocRule}, {"守则", DocRule}, {"规范", DocRule}, {"机制", DocRule}, {"章程", DocRule}, {"措施", DocRule}, {"公约", DocRule}, {"若干政策", DocRule},
	{"流程", DocFlow}, {"流程图", DocFlow}, {"清单", DocFlow}, {"预案", DocFlow}, {"标准", DocFlow}, {"指南", DocFlow}, {"手册", DocFlow}, {"台账", DocFlow}, {"任务分工表", DocFlow}, {"分工表", DocFlow},
	{"方案", DocPlan}, {"计划", DocPlan}, {"要点", DocPlan}, {"规划", DocPlan},
	{"通知", DocNotice}, {"通报", DocNotice}, {"公告", DocNotice}, {"决定", DocNotice}, {"意见", DocNotice}, {"函", DocNotice}, {"批复", DocNotice}, {"纪要", DocNotice}, {"决议", DocNotice}, {"命令", DocNotice},
	{"报告", DocReport}, {"总结", DocReport}, {"材料", DocReport}, {"合同", DocReport}, {"协议", DocReport}, {"承诺书", DocReport}, {"责任书", DocReport}, {"建议书", DocReport}, {"通知书", DocReport}, {"登记表", DocReport}, {"记录", DocReport},
}

// docType returns the type of the document with this title; what stands in
// brackets behind it, (试行), is left out.
func docType(title string) DocType {
	for strings.HasSuffix(title, ")") || strings.HasSuffix(title, "）") {
		i := max(strings.LastIndex(title, "("), strings.LastIndex(title, "（"))
		if i <= 0 {
			break
		}
		title = title[:i]
	}
	if _, k := docTypeSet.before(title, len(title)); k >= 0 {
		return docTypes[k].is
	}
	return DocOther
}

var docTypeSet = func() *wordSet {
	var words []string
	for _, t := range docTypes {
		words = append(words, t.words)
	}
	return newEndings(words...)
}()

// eventWords say what is done with the document behind them.
var eventWords = [...]struct {
	words string
	is    DocEvent
}{
	{"印发", DocIssued}, {"制定", DocIssued}, {"出台", DocIssued}, {"修订", DocIssued}, {"制订", DocIssued}, {"建立", DocIssued}, {"完善", DocIssued}, {"下发", DocIssued}, {"修改", DocIssued}, {"起草", DocIssued}, {"发布", DocIssued}, {"健全", DocIssued}, {"印制", DocIssued}, {"编制", DocIssued}, {"拟定", DocIssued}, {"拟制", DocIssued}, {"新建", DocIssued},
	{"学习", DocStudied}, {"传达", DocStudied}, {"贯彻", DocStudied}, {"研读", DocStudied}, {"领会", DocStudied}, {"宣讲", DocStudied}, {"解读", DocStudied},
	{"按照", DocApplied}, {"根据", DocApplied}, {"依据", DocApplied}, {"依照", DocApplied}, {"对照", DocApplied}, {"执行", DocApplied}, {"遵守", DocApplied}, {"落实", DocApplied}, {"违反", DocApplied},
}

// eventBefore looks at the words before the 《 at i: the verb, or another title
// of the same list.
func (sc *scanner) eventBefore(i int) DocEvent {
	s := sc.s
	if sc.eventAt > 0 && i >= sc.eventAt && i-sc.eventAt <= 6 {
		switch s[sc.eventAt:i] {
		case "", "、", "和", "及", "与", "以及", ",", "，":
			return sc.event
		}
	}
	for j, runes := i, 0; j > sc.clause && runes < 12; runes++ {
		if _, k := eventSet.before(s, j); k >= 0 {
			return eventWords[k].is
		}
		_, n := runeBefore(s, j)
		j -= n
	}
	return DocMentioned
}

var eventSet = func() *wordSet {
	var words []string
	for _, w := range eventWords {
		words = append(words, w.words)
	}
	return newEndings(words...)
}()

// bracket reads 〔2020〕 inside a document number, or a label in 【】.
func (sc *scanner) bracket(i, n int) int {
	s := sc.s
	if strings.HasPrefix(s[i:], "【") {
		if j := sc.bracketLabel(i, n); j > 0 {
			return j
		}
		return sc.breakAt(i+n, false)
	}
	if j := sc.docNumberAt(i, n); j > 0 {
		return j
	}
	return i + n
}

// docNumber reads 某党组〔2020〕20号 from i on and binds it to document d.
func (sc *scanner) docNumber(i int, d int32) int {
	for k := i; k < len(sc.s) && k-i < 60; {
		c, n := at(sc.s, k)
		switch c {
		case clBracket, clOpen:
			if j := sc.docNumberAt(k, n); j > 0 {
				sc.out.Documents[d].Number = int32(len(sc.out.DocNumbers) - 1)
				return j
			}
			return 0
		case clClose, clNewline, clStop, clComma, clTitle:
			return 0
		case clBar:
			sc.bars = true
		}
		k += n
	}
	return 0
}

// docNumberAt reads the number whose year stands in the bracket at i; 0 if it is
// none. The issuer's code reaches back to the last punctuation or blank.
func (sc *scanner) docNumberAt(i, n int) int {
	s := sc.s
	open, _ := runeAt(s, i)
	y, j, _ := number(s, blank(s, i+n))
	if blank(s, i+n) >= len(s) || j == 0 || y < 1949 || y > 2099 {
		return 0
	}
	j = blank(s, j)
	if c, m := at2(s, j); c == clBracketEnd || c == clClose {
		sc.odd = sc.odd || (open == '(' || open == '（') != (c == clClose)
		j += m
	} else {
		return 0
	}
	num := DocNumber{Year: y, Open: open}
	k := blank(s, j)
	num.Padded = k > j
	if strings.HasPrefix(s[k:], "第") {
		num.Padded = true
		k += len("第")
	}
	if k >= len(s) {
		return 0
	}
	v, e, han := number(s, k)
	if e == 0 || han {
		return 0
	}
	num.Padded = num.Padded || s[k] == '0'
	e = blank(s, e)
	if !strings.HasPrefix(s[e:], "号") {
		return 0
	}
	e += len("号")
	start := sc.codeStart(i)
	num.N, num.Code = v, span(start, i)
	num.Fact = Fact{Span: span(start, e), Node: None, Conf: 97}
	sc.out.DocNumbers = append(sc.out.DocNumbers, num)
	return e
}

// codeStart returns where the issuer's code that ends at i begins.
func (sc *scanner) codeStart(i int) int {
	s, j := sc.s, i
	for runes := 0; j > sc.clause && runes < 16; runes++ {
		r, n := runeBefore(s, j)
		if c := classes[uint16(r)]; r < 0xFFFF && (c == clSpace || c == clComma || c == clOpen || c == clClose || c == clTitleEnd ||
			c == clPause || c == clColon || c == clQuote || c == clQuoteEnd || c == clDigit || c == clBar) {
			break
		}
		if r == '以' || r == '为' || r == '文' && strings.HasSuffix(s[:j-n], "发") {
			break
		}
		j -= n
	}
	return j
}
