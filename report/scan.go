package report

import (
	"strings"

	"zhenggai/source"
)

// A mark is a printed heading number, an ordinal or a label.
type mark struct {
	span, number source.Span
	value        int32
	inner        int32 // second number of "3.问题4:", else 0
	line         int32
	stop         int32 // first full stop outside quotes and brackets behind a heading, noStop; 0 if it is not known
	style        Style
	sep          Sep
	kind         LabelKind
	family       family
	inline       bool // not at the start of its line
	bare         bool // alone on its line
	dead         bool // judged to be text after all
	weak         bool // behind a comma: an ordinal only if a second one follows
	aside        bool // a label in brackets behind a measure: （责任领导：…）
	fenced       bool // a label in brackets that are a paragraph: its text ends with them
}

// A family is the wording of an ordinal; one node uses one.
type family uint8

const (
	famNone   family = iota
	famIs            // 一是
	famNth           // 第一,
	famFirst         // 首先 其次
	famItem          // 其一,
	famMust          // 一要
	famDigits        // 1. 2. inside a line
	famParen         // (1) (2) inside a line
	famCircle        // ① ② inside a line
	famBullet        // ● ◆ - at the start of a line
	familyEnd
)

// noStop says that no full stop ends the title of a heading before its line ends.
const noStop = -1

// A line is one line of the text: its words without blanks at both ends.
type line struct {
	span  source.Span
	first int32 // index of its first mark, or None
	row   int32 // index of the table row it belongs to, plus one; 0 outside tables
	last  class // class of its last character
}

// A scanner makes marks, lines and facts in one pass over the text.
type scanner struct {
	s     string
	out   *Outline
	marks []mark
	lines []line
	stops []int32 // offset behind each end of a sentence, line ends included

	bound  int  // behind the last punctuation and blanks: where a clause begins
	strong bool // the bound is a line start or 。；：, not a comma
	clause int  // behind the last 。；, or line start, for looking back
	quotes int  // depth of “ ”
	parens int  // depth of ( )
	openQ  int  // offset of the outermost open quote
	openP  int
	closer closer

	ornamented int      // behind the bullet before the label of this line
	event      DocEvent // what was done with the document before
	eventAt    int      // offset behind that document

	effects []int32 // offset of each 。 that 通过以上 follows
	bars    bool    // there is a │

	pending int32 // the heading of this line whose first full stop is looked for, or None
	seen    int   // number of out.Marks when the line began
	odd     bool  // brackets were passed over that do not match

	num  numeral  // the number that is being read
	when dateText // the date that is being read
}

func (sc *scanner) reset(s string, out *Outline) {
	*sc = scanner{s: s, out: out, marks: sc.marks[:0], lines: sc.lines[:0], stops: sc.stops[:0], effects: sc.effects[:0]}
}

// scan reads the whole text.
func (sc *scanner) scan() {
	for i := 0; i < len(sc.s); {
		i = sc.line(i)
	}
}

// line reads the line that begins at i and returns the offset of the next.
func (sc *scanner) line(i int) int {
	s := sc.s
	start := blank(s, i)
	sc.bound, sc.clause, sc.strong = start, start, true
	sc.quotes, sc.parens = 0, 0
	sc.event = DocMentioned
	n := int32(len(sc.lines))
	sc.lines = append(sc.lines, line{span: source.Span{Start: int32(start), End: int32(start)}, first: int32(len(sc.marks))})
	i = sc.heading(start, n)
	sc.pending, sc.seen, sc.odd = None, len(sc.out.Marks), false
	if k := int32(len(sc.marks)) - 1; k >= sc.lines[n].first {
		sc.pending = k
	}
	sc.bound = max(sc.bound, blank(s, i))
	next := sc.words(sc.bound)

	l := &sc.lines[n]
	end := next
	if end > start && s[end-1] == '\n' {
		end--
	}
	l.last = clNewline
	for end > start {
		r, size := runeBefore(s, end)
		c := classes[uint16(r)]
		if r > 0xFFFF {
			c = clPlain
		}
		l.last = c
		if c != clSpace {
			break
		}
		end -= size
	}
	l.span.End = int32(end)
	if sc.pending != None {
		sc.titleStop(noStop)
	}
	if int(l.first) == len(sc.marks) {
		sc.labelLine(l)
	}
	if int(l.first) == len(sc.marks) {
		l.first = None
	}
	sc.closeMarks(end)
	sc.stops = append(sc.stops, int32(next))
	return next
}

// titleStop notes the first full stop behind the heading of the line, if all
// quotes and brackets before it match: only then is it sure to stand outside.
func (sc *scanner) titleStop(at int32) {
	if !sc.odd && len(sc.out.Marks) == sc.seen {
		sc.marks[sc.pending].stop = at
	}
	sc.pending = None
}

// stop reacts to the full stop at i.
func (sc *scanner) stop(i, n int) int {
	if sc.pending != None && sc.quotes == 0 && sc.parens == 0 {
		sc.titleStop(int32(i))
	}
	sc.effect(i, n)
	sc.stops = append(sc.stops, int32(i+n))
	return sc.breakAt(i+n, true)
}

// effect notes the full stop at i if 通过以上 follows.
func (sc *scanner) effect(i, n int) {
	if n == 3 && i+n < len(sc.s) && sc.s[i+n] == "通"[0] && strings.HasPrefix(sc.s[i:], "。通过以上") {
		sc.effects = append(sc.effects, int32(i))
	}
}

// quoted reports whether i, where a clause may begin and quotes are open, stands in
// them. A quote that is still open behind a full stop and that nothing closes in
// the line was forgotten: it is noted, and closed. Each line is searched once at
// the most.
func (sc *scanner) quoted(i int) bool {
	if i != sc.bound || !sc.strong {
		return true
	}
	if n := len(sc.lines); sc.closer.line != n {
		end := len(sc.s)
		if k := strings.IndexByte(sc.s[i:], '\n'); k >= 0 {
			end = i + k
		}
		sc.closer = closer{line: n, end: end}
	}
	if c := &sc.closer; c.at <= i && c.at < c.end {
		c.at = c.end
		if k := strings.Index(sc.s[i:c.end], "”"); k >= 0 {
			c.at = i + k
		}
	}
	if sc.closer.at < sc.closer.end {
		return true
	}
	sc.leftOpen(sc.openQ, len("“"))
	sc.quotes = 0
	return false
}

// A closer remembers where in a line the next closing quote stands: at its end if
// there is none.
type closer struct{ line, at, end int }

func (sc *scanner) leftOpen(i, n int) {
	sc.out.Marks = append(sc.out.Marks, Mark{Kind: MarkUnclosed, Span: span(i, i+n)})
}

// closeMarks notes the quotes and brackets that the line leaves open.
func (sc *scanner) closeMarks(end int) {
	if sc.quotes > 0 {
		sc.leftOpen(sc.openQ, len("“"))
	}
	if sc.parens > 0 {
		_, n := runeAt(sc.s, sc.openP)
		sc.leftOpen(sc.openP, n)
	}
}

// words reads from i to behind the end of the line. Plain characters, most of
// any text, are skipped in the inner loop; of the others most are commas and
// characters of words that are not there, and those are dealt with in place.
func (sc *scanner) words(i int) int {
	s := sc.s
	for i < len(s) {
		cl, n := clPlain, 3
		if c := s[i]; c >= 0xE0 && c < 0xF0 && i+2 < len(s) {
			cl = classes[uint16(c)<<12|uint16(s[i+1]&0x3F)<<6|uint16(s[i+2]&0x3F)]
			if cl == clPlain {
				i += 3
				continue
			}
		} else {
			cl, n = at(s, i)
			if cl == clPlain || cl == clLetter {
				i += n
				continue
			}
		}
		switch cl {
		case clComma, clPause:
			i = blank(s, i+n)
			sc.bound, sc.strong = i, false
		case clNewline:
			return i + n
		case clHan:
			if i != sc.bound && i+5 < len(s) && !mayNumber(s, i+3) {
				i += 3
				continue
			}
			i = sc.han(i)
		case clWord:
			if i+5 < len(s) && !wordPairs.has(low12(s, i), low12(s, i+3)) && (i != sc.bound || !boundWords.has3(s, i)) {
				i += 3
				continue
			}
			i = sc.word(i, n)
		case clOrg:
			if i >= 3 && !orgPairs.has(low12(s, i), low12(s, i-3)) {
				i += 3
				continue
			}
			i = sc.orgEnd(i, n)
		case clTop:
			if i >= 3 && !titlePairs.has(low12(s, i), low12(s, i-3)) {
				i += 3
				continue
			}
			i = sc.titleEnd(i, n)
		case clDigit:
			i = sc.digits(i)
		case clStop:
			i = sc.stop(i, n)
		case clOpen, clClose, clQuote, clQuoteEnd, clTitleEnd:
			i = sc.pair(cl, i, n)
		default:
			i = sc.react(cl, i, n)
		}
	}
	return i
}

// mayNumber reports whether the character at s[j], where three bytes are left,
// may follow a Chinese numeral in a number.
func mayNumber(s string, j int) bool {
	c := s[j]
	if c < 0x80 {
		return false
	}
	return c < 0xE0 || c >= 0xF0 || hanNext.has3(s, j)
}

// react handles the rarer characters that matter and returns where to go on.
func (sc *scanner) react(cl class, i, n int) int {
	switch cl {
	case clSemi:
		return sc.breakAt(i+n, true)
	case clTitle:
		return sc.document(i)
	case clColon:
		if j := sc.label(i, n); j > 0 {
			return j
		}
		return sc.breakAt(i+n, true)
	case clSpace:
		return blank(sc.s, i+n)
	case clBracket:
		return sc.bracket(i, n)
	case clAt:
		return sc.mail(i, n)
	case clCircle, clEnclosed:
		return sc.circle(i, n)
	case clBar:
		sc.bars = true
		return sc.breakAt(i+n, true)
	}
	return i + n
}

// breakAt begins a new clause at i.
func (sc *scanner) breakAt(i int, strong bool) int {
	j := blank(sc.s, i)
	sc.bound, sc.strong = j, strong
	if strong {
		sc.clause = j
	}
	return j
}

// pair counts quotes and brackets.
func (sc *scanner) pair(cl class, i, n int) int {
	switch cl {
	case clQuote:
		if sc.quotes == 0 {
			sc.openQ = i
		}
		sc.quotes++
		sc.bound, sc.strong = i+n, false
	case clQuoteEnd:
		if sc.quotes > 0 {
			sc.quotes--
		} else {
			sc.unopened(i, n)
		}
	case clOpen:
		if j := sc.parenList(i, n); j > 0 {
			return j
		}
		if sc.parens == 0 {
			sc.openP = i
		}
		sc.parens++
		sc.bound, sc.strong = i+n, false
	case clClose:
		if sc.parens > 0 {
			sc.parens--
		} else if sc.odd = true; !sc.halfClose(i) {
			sc.unopened(i, n)
		}
	case clTitleEnd:
		sc.unopened(i, n)
	}
	return i + n
}

func (sc *scanner) unopened(i, n int) {
	sc.out.Marks = append(sc.out.Marks, Mark{Kind: MarkUnopened, Span: source.Span{Start: int32(i), End: int32(i + n)}})
}

// halfClose reports whether the bracket at i closes a list number, "1)".
func (sc *scanner) halfClose(i int) bool {
	return i > sc.bound && i-sc.bound <= 3 && classes[sc.s[i-1]] == clDigit || i > 0 && sc.s[i-1] < 0x80 && classes[sc.s[i-1]] == clDigit
}

func span(i, j int) source.Span { return source.Span{Start: int32(i), End: int32(j)} }
