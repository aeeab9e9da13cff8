package draft

import (
	"slices"
	"strings"

	"zhenggai/ledger"
	"zhenggai/source"
)

// statusWords are the words by which documents say how far a finding is put right,
// longer ones before those they hold.
var statusWords = [...]struct {
	words string
	claim ledger.Claim
}{
	{"未整改到位", ledger.ClaimOpen}, {"未完成", ledger.ClaimOpen}, {"未整改", ledger.ClaimOpen}, {"未启动", ledger.ClaimOpen}, {"未办结", ledger.ClaimOpen}, {"未销号", ledger.ClaimOpen}, {"尚未", ledger.ClaimOpen},
	{"申请延期", ledger.ClaimExtended}, {"延期", ledger.ClaimExtended},
	{"二次整改", ledger.ClaimReturned}, {"再整改", ledger.ClaimReturned}, {"退回", ledger.ClaimReturned},
	{"基本完成", ledger.ClaimPartial}, {"基本整改", ledger.ClaimPartial}, {"部分完成", ledger.ClaimPartial}, {"阶段性", ledger.ClaimPartial}, {"持续销号", ledger.ClaimPartial},
	{"已销号", ledger.ClaimClosed}, {"对账销号", ledger.ClaimClosed}, {"销号", ledger.ClaimClosed}, {"归零", ledger.ClaimClosed},
	{"已完成", ledger.ClaimDone}, {"已整改", ledger.ClaimDone}, {"整改到位", ledger.ClaimDone}, {"整改完成", ledger.ClaimDone}, {"完成整改", ledger.ClaimDone}, {"已办结", ledger.ClaimDone}, {"办结", ledger.ClaimDone},
	{"正在", ledger.ClaimDoing}, {"整改中", ledger.ClaimDoing}, {"推进", ledger.ClaimDoing}, {"进行中", ledger.ClaimDoing}, {"持续整改", ledger.ClaimDoing}, {"长期整改", ledger.ClaimDoing},
	{"完成", ledger.ClaimDone},
}

// standingWords say that something is kept up for good.
var standingWords = [...]string{"长期", "常态", "持续坚持", "坚持不懈", "久久为功"}

// longStatus is how long words may be, in bytes, to be a status as a whole; of
// longer ones the first clause is looked at.
const longStatus = 60

// claimOf reads a status: what it claims ("" if it is none) and whether it says that
// the matter goes on for good. 长期坚持 alone claims that it is being done.
func claimOf(status string) (c ledger.Claim, standing bool) {
	if len(status) > longStatus {
		if i := strings.IndexAny(status, "，。；,;"); i >= 0 {
			status = status[:i]
		}
	}
	if len(status) > longStatus {
		return "", false
	}
	standing = slices.ContainsFunc(standingWords[:], func(w string) bool { return strings.Contains(status, w) })
	if status == "是" {
		return ledger.ClaimDone, false
	}
	if status == "否" {
		return ledger.ClaimOpen, false
	}
	at := len(status)
	for _, w := range statusWords {
		i := strings.Index(status, w.words)
		if i < 0 || i >= at || w.words == "完成" && !ended(status[i+len(w.words):]) {
			continue // 完成主体工程的六成 does not say that it is done
		}
		at, c = i, w.claim
	}
	if c == "" && standing {
		c = ledger.ClaimDoing
	}
	return c, standing
}

// ended reports whether a status ends here, or only goes on in another clause.
func ended(rest string) bool {
	rest = strings.TrimLeft(rest, " 了整改")
	return rest == "" || strings.ContainsRune("，。；、：,;.（(）)】并且率", []rune(rest)[0])
}

// claimOrder ranks claims from the least to the most: a finding claims no more than
// the least of its measures.
var claimOrder = []ledger.Claim{ledger.ClaimOpen, ledger.ClaimReturned, ledger.ClaimExtended, ledger.ClaimDoing, ledger.ClaimPartial, ledger.ClaimDone, ledger.ClaimClosed}

// status files the words of a status or of an effect: as a claim of the measures it
// speaks of, and as progress of the finding.
func (b *builder) status(h holder, s saying) {
	for _, m := range h.measures {
		if h.own {
			b.text(&m.Sources, "claims", &m.Claims, s)
		}
	}
	b.progress(&h.f.Finding, s.span, stated(s.name))
}

// stated reports whether what stands under a label is a status, and no account of what
// was achieved: that may speak of anything (退回报销单12张).
func stated(name string) bool {
	for _, w := range [...]string{"完成情况", "状态", "是否", "结果", "结论", "销号", "进度", "办理情况"} {
		if strings.Contains(name, w) {
			return true
		}
	}
	return false
}

// progress adds the words of s to the progress of f and takes its claim from them. A
// claim that is stated as such holds against one that is only found in an account.
func (b *builder) progress(f *ledger.Finding, s source.Span, stated bool) {
	words := b.words(s)
	if b.d.Kind.may(theClaims) == never {
		b.note(f, saying{FieldNote, "", s})
		return
	}
	if !slices.Contains(strings.Split(f.Progress, "\n"), words) {
		b.text(&f.Sources, "progress", &f.Progress, saying{FieldStatus, "", s})
	}
	c, standing := claimOf(words)
	if c == "" {
		return
	}
	// 是否完成 and 销号情况 of one row may differ: the further one holds. The rows of
	// several measures are settled by settle.
	more := slices.Index(claimOrder, c) > slices.Index(claimOrder, f.Claim)
	if f.Claim == "" || stated && !b.stated[f] || more && stated == b.stated[f] {
		b.stated[f] = stated
		if f.Claim != "" {
			f.Sources = without(f.Sources, "claim")
		}
		f.Claim = c
		b.cite(&f.Sources, "claim", s)
	}
	if standing && !f.Standing {
		f.Standing = true
		b.cite(&f.Sources, "standing", s)
	}
}

// without returns src less the sources of field.
func without(src ledger.Sources, field string) ledger.Sources {
	return slices.DeleteFunc(slices.Clone(src), func(s ledger.Source) bool { return s.Field == field })
}

// statusAt parts a status in brackets at the end of a title from the title: 管理不严
// 的问题：【已完成】. status is empty if there is none.
func (b *builder) statusAt(title source.Span) (status, bare source.Span) {
	text := b.o.Text.String()
	words := title.In(text)
	for _, pair := range [...][2]string{{"【", "】"}, {"（", "）"}, {"(", ")"}, {"[", "]"}} {
		if !strings.HasSuffix(words, pair[1]) {
			continue
		}
		i := strings.LastIndex(words, pair[0])
		if i <= 0 {
			continue
		}
		inner := words[i+len(pair[0]) : len(words)-len(pair[1])]
		if c, _ := claimOf(inner); c == "" || len(inner) > longStatus/2 {
			continue
		}
		start := title.Start + int32(i+len(pair[0]))
		head := strings.TrimRight(words[:i], marks)
		return source.Span{Start: start, End: start + int32(len(inner))}, source.Span{Start: title.Start, End: title.Start + int32(len(head))}
	}
	return source.Span{}, title
}

// fillers are the words that stand around a status and say nothing beside it,
// longer ones before those they hold.
var fillers = [...]string{
	"整改完成情况", "整改进展情况", "整改状态", "整改情况", "整改进展", "整改进度", "整改成效", "整改结果", "完成情况", "具体问题", "该项", "该问题",
	"问题", "整改", "目前", "现已", "已经", "全部", "全面", "均已", "并将", "坚持", "持续", "落实", "状态", "继续", "到位", "均", "现", "已", "并", "且", "需", "要", "后", "的", "了", "项",
}

// OnlyStatus reports whether words say nothing but how far a finding is put right:
// 已完成，并长期坚持 does, 已完成清退12户 does not.
func OnlyStatus(words string) bool {
	words = strings.TrimSpace(words)
	if words == "是" || words == "否" {
		return true
	}
	rest := words
	for _, w := range statusWords {
		rest = strings.ReplaceAll(rest, w.words, "\x00")
	}
	for _, w := range standingWords {
		rest = strings.ReplaceAll(rest, w, "\x00")
	}
	if rest == words {
		return false
	}
	for _, w := range fillers {
		rest = strings.ReplaceAll(rest, w, "\x00")
	}
	return strings.Trim(rest, "\x00 　\n：:，,。；;、（）()【】[]！") == ""
}

// wholeWords say of a finding as a whole that it is put right, wherever they stand;
// hedges before them in the same clause take that back.
var (
	wholeWords = [...]string{"整改到位", "整改完成", "完成整改", "已整改", "整改已完成", "整改任务已完成", "已销号", "对账销号", "完成销号", "已办结"}
	hedges     = [...]string{"未", "尚", "没有", "不能", "基本", "部分", "正在", "推动", "推进", "确保", "保证", "督促", "促进", "力争", "直至", "直到", "将", "拟", "尽快", "限期", "逐步", "计划", "要求", "待", "如期", "按期", "按时"}
)

// SaysDone reports whether words claim somewhere that the finding as a whole is put
// right: 问题已整改到位 does, 已完成主体工程的六成 and 确保整改到位 do not.
func SaysDone(words string) bool {
	for _, clause := range clauses(words) {
		if c, _ := claimOf(clause); OnlyStatus(clause) && (c == ledger.ClaimDone || c == ledger.ClaimClosed) {
			return true
		}
		for _, w := range wholeWords {
			before, after, ok := strings.Cut(clause, w)
			if ok && ends(after) && !slices.ContainsFunc(hedges[:], func(h string) bool { return strings.Contains(before, h) }) {
				return true
			}
		}
	}
	return false
}

// ends reports whether a claim ends before these words: 整改到位并长期坚持 does, 已整改
// 12户 and 完成整改任务的验收 do not.
func ends(after string) bool {
	after = strings.TrimLeft(after, " 　”》）)】]")
	return after == "" || OnlyStatus(after) || slices.ContainsFunc([]string{"并", "且", "、", "（", "(", "销号"}, func(s string) bool { return strings.HasPrefix(after, s) })
}

// SaysOpen reports whether words say somewhere that the finding is not put right yet.
func SaysOpen(words string) bool {
	for _, clause := range clauses(words) {
		if c, _ := claimOf(clause); c == ledger.ClaimOpen || OnlyStatus(clause) && c != "" && c != ledger.ClaimDone && c != ledger.ClaimClosed && !lasting(clause) {
			return true
		}
	}
	return false
}

// lasting reports whether a status is only that the matter goes on for good, which
// what is done may.
func lasting(status string) bool { _, standing := claimOf(status); return standing }

func clauses(words string) []string {
	return strings.FieldsFunc(words, func(r rune) bool { return strings.ContainsRune("，,。；;！\n", r) })
}
