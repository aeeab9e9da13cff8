package regs

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"zhenggai/fault"
	"zhenggai/zh"
)

// A Term is what the column 完成时限 of a ledger says: a day, at once, for good, or
// several of them together, as in "2024年底前，并长期坚持".
type Term struct {
	Due         zh.Date // the last day; zero if none is said
	Standing    bool    // to be kept up for good
	Immediate   bool    // to be put right at once (立行立改); it may have a day as well
	Provisional bool    // Due was counted in working days without a table of holidays
	Phrase      string  // as printed
}

// String writes t in the words that ParseTerm reads back: 立行立改，2024年12月31日前，
// 并长期坚持. It is "" if t says nothing.
func (t Term) String() string {
	var parts []string
	if t.Immediate {
		parts = append(parts, "立行立改")
	}
	if !t.Due.IsZero() {
		parts = append(parts, fmt.Sprintf("%d年%d月%d日前", t.Due.Year, t.Due.Month, t.Due.Day))
	}
	if t.Standing && !t.Due.IsZero() {
		parts = append(parts, "并长期坚持")
	} else if t.Standing {
		parts = append(parts, "长期坚持")
	}
	return strings.Join(parts, "，")
}

// ParseTerm reads a printed due phrase. Base, the day of feedback, is what relative
// wordings (三个月内, 年底前, 3月底) are reckoned from; they are refused if it is
// zero.
//
// The last day of what is named is due: 12月, 12月底 and 2024年第四季度 end with
// 31 December, 上旬 ends with the 10th, 中旬 with the 20th, and 31日前 includes the
// 31st. A month without a year is the next one that does not end before base. Of
// several days the latest is due. Half a month is 15 days.
//
// Each character must be understood. If one is not, or if the wording can be read
// in two ways (12月前: before December, or before its end?), the error says so; the
// Term then has the phrase and nothing else.
func ParseTerm(phrase string, base zh.Date, cal *Calendar) (Term, error) {
	r := termReader{rest: plain(phrase), base: base, cal: cal}
	for r.rest != "" && r.refusal == nil {
		if !r.word() && !r.span() && !r.date() {
			r.refuse(unknown)
		}
	}
	if r.refusal == nil && r.t == (Term{}) {
		r.refuse(unknown)
	}
	if r.refusal != nil {
		m := fault.Msg{ZH: fmt.Sprintf(r.refusal.ZH, phrase), EN: fmt.Sprintf(r.refusal.EN, phrase)}
		return Term{Phrase: phrase}, &fault.Error{Kind: fault.Invalid, Msg: m}
	}
	r.t.Phrase = phrase
	return r.t, nil
}

// A refusal is why a phrase was not read; its sentences take the phrase.
type refusal struct{ ZH, EN string }

var (
	unknown = &refusal{
		"完成时限“%s”没有读懂，原文已保留；请改写成“2024年12月31日前”“立行立改”“长期坚持”这样的写法。",
		"The due phrase %q was not understood and is kept as it is; please write it like 2024年12月31日前, 立行立改 or 长期坚持.",
	}
	twoReadings = &refusal{
		"完成时限“%s”有两种读法：该时段开始之前，还是结束之前；请写明到哪一天，如“12月31日前”或“11月底前”。",
		"The due phrase %q can be read in two ways, before the period begins or before it ends; please write the day.",
	}
	noBase = &refusal{
		"完成时限“%s”要从反馈日期推算，而反馈日期没有填写；请先填写反馈日期，或者写明年月日。",
		"The due phrase %q is reckoned from the day of feedback, which is missing; please enter it, or write the full date.",
	}
	noSuchDay = &refusal{
		"完成时限“%s”里的日期在日历上不存在，请核对。",
		"The due phrase %q names a day that does not exist; please check it.",
	}
)

// A termReader reads a phrase from left to right.
type termReader struct {
	rest     string
	base     zh.Date
	cal      *Calendar
	t        Term
	fromPlan bool // 即日起 was read: what follows counts from a day that nobody told us
	refusal  *refusal
}

func (r *termReader) refuse(why *refusal) { r.refusal = why }

// due enters a last day; the latest one counts.
func (r *termReader) due(d zh.Date) {
	if d.After(r.t.Due) {
		r.t.Due = d
	}
}

// take skips the first of words that rest begins with.
func (r *termReader) take(words ...string) bool {
	for _, w := range words {
		if rest, ok := strings.CutPrefix(r.rest, w); ok {
			r.rest = rest
			return true
		}
	}
	return false
}

// plain drops blanks, and makes full-width forms half-width and dashes "-".
func plain(s string) string {
	return strings.Map(func(c rune) rune {
		switch {
		case unicode.IsSpace(c):
			return -1
		case c >= 0xFF01 && c <= 0xFF5E:
			c -= 0xFEE0
		}
		if strings.ContainsRune("~—–‐‑‒―−", c) {
			return '-'
		}
		return c
	}, s)
}

// A termWord is a wording with a meaning of its own, or none.
type termWord struct {
	word string
	mean meaning
}

type meaning uint8

const (
	filler meaning = iota
	immediate
	standing
)

// termWords are all such wordings, long ones before those that they begin with.
var termWords = func() []termWord {
	var all []termWord
	for mean, words := range map[meaning]string{
		immediate: `立行立改 立行立改到位 即知即改 立知立改 立查立改 即查即改 立整立改 边查边改 边整边改 边查边整 即行即改 立即整改 立即改正 立即 马上整改
			当即整改 即时整改 即刻整改 即改 立改 即日 即日起 即日起至 即日起到 即日起- 从即日起 自即日起 从即日起至 自即日起至`,
		standing: `长期 长期坚持 长期推进 长期整改 长期落实 长期执行 长期巩固 长期抓 长期抓好 长期开展 长期任务 长效坚持 持续 持续坚持 持续推进 持续整改 持续落实
			持续巩固 持续巩固提升 持续用力 持续改进 持续抓 持续抓好 持续开展 持续长期坚持 常态化 常态化推进 常态化坚持 常态化落实 常态化开展 常态化整改
			常态长效 常态坚持 常抓不懈 久久为功 坚持 始终坚持 一以贯之 经常性 经常性工作 每年 每半年 每季度 每季 每月 每周`,
		filler: `, . ; : 、 。 ( ) + 并 且 并且 同时 然后 此后 今后 其后 完成 完成后 整改完成 整改完成后 完成整改 完成整改任务 整改到位 整改到位后 改到位 到位 全部完成
			全面完成 基本完成 全部整改到位 基本整改到位 取得阶段性成效 取得阶段性成果 取得明显成效 见成效 见效 予以 至 到 于 在 截至 截止 截止到 不迟于 不晚于 最迟
			最晚 最迟于 力争 争取 确保 原则上 拟 计划 预计 须 务必 收到 自收到 反馈后 反馈意见后 反馈之日起 反馈意见之日起 自反馈之日起 自反馈意见之日起 自反馈后 巡察反馈后 巡视反馈后 巡察反馈之日起
			巡视反馈之日起 自巡察反馈之日起 自巡视反馈之日起 至少 一次 1次 整改时限 完成时限 时限`,
	} {
		for _, w := range strings.Fields(words) {
			all = append(all, termWord{w, mean})
		}
	}
	slices.SortFunc(all, func(a, b termWord) int {
		return cmp.Or(len(b.word)-len(a.word), strings.Compare(a.word, b.word))
	})
	return all
}()

// word reads one of termWords.
func (r *termReader) word() bool {
	for _, w := range termWords {
		if !r.take(w.word) {
			continue
		}
		r.t.Immediate = r.t.Immediate || w.mean == immediate
		r.t.Standing = r.t.Standing || w.mean == standing
		r.fromPlan = r.fromPlan || strings.Contains(w.word, "即日起")
		return true
	}
	return false
}

// spanUnits follow a number; the first that fits is taken.
var spanUnits = []struct {
	word string
	span Span // of one
	in   bool // only with 内 behind it: 30日 alone is a day of a month
}{
	{"个工作日", Span{1, Workday}, false}, {"工作日", Span{1, Workday}, false}, {"个自然日", Span{1, Day}, false}, {"自然日", Span{1, Day}, false},
	{"个季度", Span{3, Month}, false}, {"个星期", Span{7, Day}, false}, {"星期", Span{7, Day}, false}, {"周", Span{7, Day}, false},
	{"个月", Span{1, Month}, false}, {"天", Span{1, Day}, false}, {"日", Span{1, Day}, true}, {"年", Span{1, Year}, false},
}

// span reads a length of time from base: 3个月内, 半年内, 15个工作日, 3-5年.
func (r *termReader) span() bool {
	start := r.rest
	s, in := r.spanLength()
	if s.N == 0 {
		r.rest = start
		return false
	}
	in = r.take("以内", "之内", "内") || in
	if strings.HasPrefix(r.rest, "后") || strings.HasPrefix(r.rest, "以后") || strings.HasPrefix(r.rest, "之后") {
		return false // not before, rather than not after
	}
	if !in && s.Unit == Year && s.N > 12 { // 24年12月 is a date
		r.rest = start
		return false
	}
	switch {
	case s.N > most[s.Unit] || r.fromPlan:
		r.refuse(unknown)
	case r.base.IsZero():
		r.refuse(noBase)
	default:
		d, p := s.After(r.base, r.cal)
		r.due(d)
		r.t.Provisional = r.t.Provisional || p
	}
	return true
}

// spanLength reads the number and its unit; N is 0 if there is none. In says that
// the wording cannot be a date.
func (r *termReader) spanLength() (s Span, in bool) {
	switch {
	case r.take("半年"):
		return Span{6, Month}, true
	case r.take("半个月"):
		return Span{15, Day}, true
	}
	n, digits := r.number()
	if n == 0 || digits > 3 {
		return Span{}, false
	}
	if r.take("-", "至", "到") { // 3-5年: the longer one is the limit
		m, digits := r.number()
		if m <= n || digits > 3 {
			return Span{}, false
		}
		n, in = m, true
	}
	for _, u := range spanUnits {
		if r.take(u.word) {
			if u.in && !strings.HasPrefix(r.rest, "内") && !strings.HasPrefix(r.rest, "以内") && !strings.HasPrefix(r.rest, "之内") {
				return Span{}, false
			}
			return Span{n * u.span.N, u.span.Unit}, in
		}
	}
	return Span{}, false
}

// number reads a number up to 99999999 and says how many digits or characters it
// has; 0 digits is none.
func (r *termReader) number() (n, digits int) {
	for digits < len(r.rest) && digits < 8 && r.rest[digits] >= '0' && r.rest[digits] <= '9' {
		n = n*10 + int(r.rest[digits]-'0')
		digits++
	}
	if digits > 0 {
		r.rest = r.rest[digits:]
		return n, digits
	}
	v, size := zh.ParseNumeral(r.rest)
	if size == 0 || v > 99_999_999 {
		return 0, 0
	}
	r.rest = r.rest[size:]
	return int(v), size / len("一")
}
