package report

import "strings"

// A modal is a word that announces what is not yet done.
type modal struct {
	words string
	not   []string // what may not follow
	only  []string // what must follow, if anything is given
	prev  string   // characters that may not come before
}

// modals, in the order in which they are tried.
var modals = [...]modal{
	{words: "拟", not: []string{"定", "制", "稿", "提拔", "任", "发展", "聘", "推荐", "录用", "表彰", "合", "态", "人"}, prev: "模虚草比起"},
	{words: "预计", not: []string{"划"}},
	{words: "力争"},
	{words: "争取", not: []string{"到", "了", "资金", "上级"}},
	{words: "有望"},
	{words: "下一步", not: []string{"工作安排", "工作打算", "打算"}},
	{words: "下步"},
	{words: "尚待"}, {words: "尚需"}, {words: "有待"},
	{words: "将", only: []string{"继续", "进一步", "持续", "于", "在", "认真", "加强", "严格", "不断", "适时", "尽快", "按照", "根据", "组织", "定期", "结合", "以", "全面", "积极", "召开", "开展"}},
	{words: "计划", only: []string{"于", "在", "投入", "今年", "明年", "年底", "近期", "下半年", "本月", "202"}, prev: "照本年该按训作发划项定总习查工案教培学年"},
	{words: "延后"},
	{words: "待", only: []string{"条件成熟", "资金到位", "上级", "验收", "审批", "批复"}, prev: "等期招对看优亟有尚接善款"},
}

// modalSet finds the modal that stands at a place.
var modalSet = func() *wordSet {
	var words []string
	for _, m := range modals {
		words = append(words, m.words)
	}
	return newWords(words...)
}()

// word reacts to the first character of a word that matters.
func (sc *scanner) word(i, n int) int {
	if j := sc.ordinal(i); j > 0 {
		return j
	}
	if j := sc.relative(i); j > 0 {
		return j
	}
	if j := sc.commitment(i); j > 0 {
		return j
	}
	return i + n
}

// commitment reads a modal at i and adds what it announces, to the end of the
// clause; 0 if none stands there. The scan goes on behind the modal, so that
// dates and amounts inside are still found.
func (sc *scanner) commitment(i int) int {
	s := sc.s
	if sc.quotes > 0 {
		return 0
	}
	if j := sc.untilThen(i); j > 0 {
		return j
	}
	_, k := modalSet.at(s, i)
	if k < 0 {
		return 0
	}
	m := &modals[k]
	if !m.allows(s[i+len(m.words):]) {
		return 0
	}
	if m.words == "将" && lapses.near(s, i+len(m.words), 36) || doneWords.near(s, i+len(m.words), 90) {
		return 0 // 将于5月到期的合同; 预计…的供水厂已于3月建成
	}
	if m.words == "争取" && gains.near(s, i+len(m.words), 36) {
		return 0 // 争取上级资金: they were got
	}
	if r, size := runeBefore(s, i); size > 0 && m.prev != "" && strings.ContainsRune(m.prev, r) {
		return 0
	}
	sc.addCommitment(i, len(m.words))
	return i + len(m.words)
}

func (m *modal) allows(rest string) bool {
	for _, w := range m.not {
		if strings.HasPrefix(rest, w) {
			return false
		}
	}
	for _, w := range m.only {
		if strings.HasPrefix(rest, w) {
			return true
		}
	}
	return len(m.only) == 0
}

// gains are what is asked for by 争取 and not promised.
var gains = newWords("资金", "项目", "支持", "政策", "补助", "经费", "指标", "投资", "名额", "编制")

// lapses happen by themselves; doneWords say that something has happened.
var (
	lapses    = newWords("到期", "届满", "期满")
	doneWords = newWords("已于", "已建成", "已完成", "已全部", "已投入")
)

// near reports whether one of the words stands in the clause from i on, within n
// bytes.
func (w *wordSet) near(s string, i, n int) bool {
	end := min(len(s), i+n)
	for i < end {
		if _, id := w.at(s, i); id >= 0 {
			return true
		}
		c, size := at(s, i)
		if c == clComma || c == clStop || c == clSemi || c == clNewline || c == clBar {
			return false
		}
		i += size
	}
	return false
}

// untilThen reads 等…后,再…: something waits for something else.
func (sc *scanner) untilThen(i int) int {
	s := sc.s
	if i != sc.bound || !(strings.HasPrefix(s[i:], "等") || strings.HasPrefix(s[i:], "待")) {
		return 0
	}
	end := min(len(s), i+150)
	for k := i + len("等"); k < end; {
		c, n := at(s, k)
		if c == clStop || c == clSemi || c == clNewline {
			break
		}
		if c == clComma {
			if !strings.HasSuffix(s[:k], "后") && !strings.HasSuffix(s[:k], "以后") && !strings.HasSuffix(s[:k], "时") {
				break
			}
			clause := s[k+n : min(len(s), k+n+24)]
			if strings.Contains(clause, "再") || strings.Contains(clause, "将") {
				sc.addCommitment(i, len("等"))
				return i + len("等")
			}
			break
		}
		k += n
	}
	return 0
}

// addCommitment adds the clause that the modal at i opens. A second modal of the
// same clause says the same thing again and is left out.
func (sc *scanner) addCommitment(i, n int) {
	s := sc.s
	if k := len(sc.out.Commitments); k > 0 && int(sc.out.Commitments[k-1].End) > i {
		return
	}
	j := i + n
	for j < len(s) {
		c, size := at(s, j)
		if c == clStop || c == clSemi || c == clNewline || c == clBar || c == clComma && j-i > 24 {
			break
		}
		j += size
	}
	sc.out.Commitments = append(sc.out.Commitments, Commitment{
		Fact:  Fact{Span: span(i, j), Node: None, Conf: 90},
		Modal: span(i, i+n), Due: None,
	})
}
