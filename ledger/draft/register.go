package draft

import (
	"strings"
	"unicode/utf8"

	"zhenggai/ledger"
	"zhenggai/report"
	"zhenggai/source"
	"zhenggai/zh"
)

// registers prefills the registers from the facts of the measures. A register holds
// only what the words say outright; a person completes it.
func (b *builder) registers() {
	b.regulations()
	b.moneys()
	b.accounts()
	b.records()
	b.meetings()
}

// of returns the finding and measure in which a fact stands; ok is false outside
// the measures.
func (b *builder) of(f *report.Fact) (p place, ok bool) {
	for n := f.Node; n != report.None; n = b.o.Nodes[n].Parent {
		if p, ok = b.measures[n]; ok {
			return p, true
		}
	}
	return place{}, false
}

// clauseStops end a clause.
const clauseStops = "，。；,;：:\n\r│"

// clause returns the clause that s stands in, without the number of its measure.
func (b *builder) clause(s source.Span) source.Span {
	text := b.o.Text.String()
	start := strings.LastIndexAny(text[:s.Start], clauseStops)
	if start >= 0 {
		_, n := utf8.DecodeRuneInString(text[start:])
		start += n
	} else {
		start = 0
	}
	end := strings.IndexAny(text[s.End:], clauseStops)
	if end < 0 {
		end = len(text)
	} else {
		end += int(s.End)
	}
	if n := b.o.Holder(s.Start); n != report.None && s.Start >= b.o.Nodes[n].Body.Start {
		start = max(start, int(b.o.Nodes[n].Body.Start))
	}
	return source.Span{Start: int32(start), End: int32(end)}
}

// A verb leads from words to the event that they tell of.
type verb struct{ words, event string }

// lastVerb returns the event of the verb that stands last in words, and where;
// "" if there is none.
func lastVerb(words string, verbs []verb) (event string, at int) {
	at = -1
	for _, v := range verbs {
		if i := strings.LastIndex(words, v.words); i > at {
			at, event = i, v.event
		}
	}
	return event, at
}

// firstVerb returns the event of the verb that stands first in words, and where.
func firstVerb(words string, verbs []verb) (event string, at int) {
	at = len(words)
	for _, v := range verbs {
		if i := strings.Index(words, v.words); i >= 0 && i < at {
			at, event = i, v.event
		}
	}
	return event, at
}

// makings are what is done with regulations.
var makings = []verb{
	{"修订", "amended"}, {"修改", "amended"}, {"完善", "amended"}, {"修编", "amended"}, {"健全", "amended"},
	{"废止", "repealed"}, {"废除", "repealed"}, {"停止执行", "repealed"},
	{"印发", "made"}, {"制定", "made"}, {"制订", "made"}, {"出台", "made"}, {"建立", "made"}, {"下发", "made"}, {"发布", "made"}, {"新建", "made"}, {"编制", "made"}, {"起草", "made"}, {"拟定", "made"},
	{"学习", ""}, {"传达", ""}, {"按照", ""}, {"根据", ""}, {"依据", ""}, {"执行", ""}, {"贯彻", ""}, {"落实", ""}, {"违反", ""}, {"对照", ""}, {"遵守", ""},
}

// regulations lists the regulations that measures made, amended or repealed: each
// once, with all the findings it stands at.
func (b *builder) regulations() {
	seen := map[string]*Entry[ledger.Regulation]{}
	event, verbAt, behind := "", int32(0), int32(-1)
	for i := range b.o.Documents {
		d := &b.o.Documents[i]
		if d.Outer != report.None {
			continue
		}
		if joined := d.Start >= behind && behind >= 0 && strings.Trim(b.o.Text.String()[behind:d.Start], "、和及与以 ,，") == ""; !joined {
			head, at := b.clause(d.Span), 0
			event, at = lastVerb(b.o.Text.String()[head.Start:d.Start], makings)
			verbAt = head.Start + int32(max(at, 0))
		}
		behind = d.End
		if d.Number != report.None {
			behind = b.o.DocNumbers[d.Number].End + int32(len("）"))
		}
		title, is := b.regulation(i)
		p, ok := b.of(&d.Fact)
		if !is || !ok || event == "" {
			continue
		}
		words := b.words(title)
		key := fold(words) + event
		e := seen[key]
		if e == nil {
			e = &Entry[ledger.Regulation]{Measure: p.measure}
			e.Row.Title, e.Row.Event = words, event
			b.cite(&e.Row.Sources, "title", title)
			b.cite(&e.Row.Sources, "event", source.Span{Start: verbAt, End: title.End})
			if d.Number != report.None {
				e.Row.No = b.words(b.o.DocNumbers[d.Number].Span)
				b.cite(&e.Row.Sources, "no", b.o.DocNumbers[d.Number].Span)
			}
			if day, s, ok := b.dayBefore(d.Span); ok {
				e.Row.Dated = day
				b.cite(&e.Row.Sources, "dated", s)
			}
			seen[key] = e
			b.d.Regulations = append(b.d.Regulations, e)
		}
		if n := len(e.At); n == 0 || e.At[n-1] != p.finding {
			e.At = append(e.At, p.finding)
		}
	}
}

// regulation returns the title of the regulation that document i is or puts into
// force: 《关于印发〈…办法〉的通知》 is about the inner one.
func (b *builder) regulation(i int) (title source.Span, is bool) {
	d := &b.o.Documents[i]
	if d.Type == report.DocRule || d.Type == report.DocFlow {
		return d.Title, true
	}
	if d.Type != report.DocNotice {
		return d.Title, false
	}
	for k := i + 1; k < len(b.o.Documents) && b.o.Documents[k].Outer != report.None; k++ {
		if in := &b.o.Documents[k]; in.Type == report.DocRule || in.Type == report.DocFlow {
			return in.Title, true
		}
	}
	return d.Title, strings.HasSuffix(b.o.Text.Slice(d.Title), "意见")
}

// dayBefore returns the last day that stands before s in its sentence.
func (b *builder) dayBefore(s source.Span) (day zh.Date, at source.Span, ok bool) {
	text := b.o.Text.String()
	from := int32(strings.LastIndexAny(text[:s.Start], "。；;\n│") + 1)
	for _, d := range b.dates(source.Span{Start: from, End: s.Start}) {
		if b.isDay(&d) {
			day, at, ok = d.From, d.Span, true
		}
	}
	return day, at, ok
}

// isDay reports whether d is one day that something happened on.
func (b *builder) isDay(d *report.Date) bool {
	return d.Grain == report.GrainDay && !d.Bad && !d.Range && !d.Title && !d.Since && !d.Until && d.Rel == report.RelNone && d.From.Valid()
}

// movings are what is done with money. Verbs without an event move none of the
// unit's own.
var movings = []verb{
	{"退还", "repaid"}, {"退回", "repaid"}, {"清退", "repaid"}, {"返还", "repaid"}, {"归还", "repaid"}, {"退赔", "repaid"}, {"上缴", "repaid"}, {"缴回", "repaid"}, {"交回", "repaid"}, {"补缴", "repaid"}, {"退缴", "repaid"},
	{"追回", "recovered"}, {"收回", "recovered"}, {"追缴", "recovered"}, {"清收", "recovered"}, {"挽回", "recovered"}, {"收缴", "recovered"}, {"没收", "recovered"}, {"追讨", "recovered"},
	{"节约", "saved"}, {"节省", "saved"}, {"核减", "saved"}, {"压减", "saved"}, {"减少支出", "saved"}, {"扣减", "saved"},
	{"发放", ""}, {"支付", ""}, {"投入", ""}, {"补助", ""}, {"兑现", ""}, {"下达", ""}, {"拨付", ""}, {"列支", ""}, {"支出", ""}, {"挪用", ""}, {"套取", ""},
}

// moneys lists the sums that measures say were paid back, recovered or saved. Parts
// of a sum that is stated are not counted beside it, nor sums per head.
func (b *builder) moneys() {
	part := map[int32]bool{}
	for i := range b.o.Totals {
		t := &b.o.Totals[i]
		for _, q := range b.o.Parts[t.Parts.First : t.Parts.First+t.Parts.N] {
			part[q] = true
		}
	}
	text := b.o.Text.String()
	for i := range b.o.Quantities {
		q := &b.o.Quantities[i]
		if q.Unit != report.Money || !q.Per.Empty() || part[int32(i)] || q.N <= 0 {
			continue
		}
		p, ok := b.of(&q.Fact)
		cl := b.clause(q.Span)
		before, behind := text[cl.Start:q.Start], text[q.End:cl.End]
		if !ok || perHead(before) {
			continue
		}
		event := movingOf(before)
		if event == "" { // 将报销的90元退回
			event, _ = firstVerb(behind, movings)
		}
		if event == "" {
			continue
		}
		e := &Entry[ledger.Money]{Row: ledger.Money{Event: event, Amount: fenOf(q.N), Text: b.words(cl)}, At: []int{p.finding}, Measure: p.measure}
		b.cite(&e.Row.Sources, "amount", q.Span)
		b.cite(&e.Row.Sources, "event", cl)
		b.cite(&e.Row.Sources, "text", cl)
		if day, s, ok := b.dayBefore(q.Span); ok {
			e.Row.Dated = day
			b.cite(&e.Row.Sources, "dated", s)
		}
		b.d.Moneys = append(b.d.Moneys, e)
	}
}

// movingOf returns the event of the last verb in words that is the verb of the
// clause: 发放 in 清退违规发放的补贴 is none.
func movingOf(words string) string {
	for {
		event, at := lastVerb(words, movings)
		if at < 0 || !strings.Contains(words[at:], "的") {
			return event
		}
		words = words[:at]
	}
}

// perHead reports whether the amount behind words is one of each: 每人, 人均.
func perHead(words string) bool {
	for _, w := range [...]string{"每人", "每户", "每个", "每笔", "每台", "每辆", "每餐", "每月", "人均", "户均", "单价"} {
		if strings.HasSuffix(words, w) {
			return true
		}
	}
	return false
}

// forms are the forms of accountability, longer ones before those they hold.
var forms = [...]string{"党内严重警告", "党内警告", "党纪政务处分", "党纪处分", "政务处分", "留党察看", "开除党籍", "撤职", "降级", "记大过", "记过", "诫勉谈话", "诫勉", "通报批评", "谈话批评", "批评教育",
	"谈话提醒", "提醒谈话", "责令检查", "书面检查", "警示谈话", "约谈", "问责处理", "组织处理", "移送司法"}

// accounts lists the forms in which measures say people were held to account, with
// how many where they say so; 0 is not said.
func (b *builder) accounts() {
	text := b.o.Text.String()
	var used []string // most texts name few forms, and every character is looked at
	for _, f := range forms {
		if strings.Contains(text, f) {
			used = append(used, f)
		}
	}
	for i := range b.o.Nodes {
		at, ok := b.measures[int32(i)]
		if !ok {
			continue
		}
		body := b.o.Nodes[i].Body
		for off := body.Start; off < body.End; {
			form := formAt(text[off:body.End], used)
			if form == "" {
				_, n := utf8.DecodeRuneInString(text[off:])
				off += int32(n)
				continue
			}
			s := source.Span{Start: off, End: off + int32(len(form))}
			off = s.End
			cl := b.clause(s)
			if quoted(text[cl.Start:s.Start]) {
				continue
			}
			n, many := b.persons(s, cl)
			e := &Entry[ledger.Accountability]{Row: ledger.Accountability{Form: form, Persons: n, Text: b.words(cl)}, At: []int{at.finding}, Measure: at.measure}
			b.cite(&e.Row.Sources, "form", s)
			b.cite(&e.Row.Sources, "text", cl)
			if n > 0 {
				b.cite(&e.Row.Sources, "persons", many)
			}
			if day, s, ok := b.dayBefore(s); ok {
				e.Row.Dated = day
				b.cite(&e.Row.Sources, "dated", s)
			}
			b.d.Accounts = append(b.d.Accounts, e)
		}
	}
}

// formAt returns the first of the forms that words begin with, or "".
func formAt(words string, forms []string) string {
	for _, f := range forms {
		if strings.HasPrefix(words, f) {
			return f
		}
	}
	return ""
}

// quoted reports whether the words before a form make it a rule or a plan rather
// than a deed: 明确对…追责, 《…问责办法.
func quoted(words string) bool {
	for _, w := range [...]string{"明确", "规定", "将", "拟", "凡", "一律"} {
		if strings.Contains(words, w) {
			return true
		}
	}
	return strings.Count(words, "《") > strings.Count(words, "》")
}

// persons returns how many people the form at s concerns: the number behind it, or
// the last one before it in its clause.
func (b *builder) persons(s, cl source.Span) (n int, at source.Span) {
	for _, q := range b.quantities(cl) {
		if q.Unit != report.Count || q.ClassID != report.ClassPerson && q.ClassID != report.ClassHeads || q.Ordinal || !q.N.IsInt() {
			continue
		}
		if q.End <= s.Start {
			n, at = int(q.N.Int()), q.Span
		} else if q.Start-s.End <= int32(len("处理")) {
			return int(q.N.Int()), q.Span
		}
	}
	return n, at
}

// doings are what is done on a day, and the kind of record it makes; those without
// a kind of their own come last.
var doings = []verb{
	{"学习", "学习"}, {"培训", "培训"}, {"测试", "测试"}, {"考试", "测试"}, {"谈话", "谈话"}, {"谈心", "谈话"}, {"约谈", "谈话"}, {"检查", "检查"}, {"督查", "检查"}, {"抽查", "检查"}, {"巡查", "检查"}, {"督导", "检查"},
	{"调研", "调研"}, {"走访", "走访"}, {"座谈", "会议"}, {"召开", "会议"}, {"通报", "通报"}, {"验收", "验收"}, {"签订", "签订"}, {"举办", "活动"}, {"开展", "活动"},
}

// records lists what measures say was done on a day that they name.
func (b *builder) records() {
	text := b.o.Text.String()
	for i := range b.o.Dates {
		d := &b.o.Dates[i]
		p, ok := b.of(&d.Fact)
		if !ok || !b.isDay(d) {
			continue
		}
		rest := text[d.End:]
		if k := strings.IndexAny(rest, "。；;\n│"); k >= 0 {
			rest = rest[:k]
		}
		kind, at := firstVerb(rest, doings)
		const near = 90 // bytes from the day to what was done on it
		if kind == "" || at > near {
			continue
		}
		s := b.clauseFrom(d.End + int32(at))
		start := d.End
		for _, more := range b.dates(source.Span{Start: d.End, End: d.End + int32(at)}) { // 7月3日、7月10日
			start = more.End
		}
		s.Start = start + int32(len(text[start:s.End])-len(strings.TrimLeft(text[start:s.End], marks)))
		e := &Entry[ledger.Record]{Row: ledger.Record{Kind: kind, Dated: d.From, Title: b.words(s)}, At: []int{p.finding}, Measure: p.measure}
		b.cite(&e.Row.Sources, "dated", d.Span)
		b.cite(&e.Row.Sources, "title", s)
		b.cite(&e.Row.Sources, "kind", s)
		b.d.Records = append(b.d.Records, e)
	}
}

// clauseFrom returns the words from offset off to the end of their clause.
func (b *builder) clauseFrom(off int32) source.Span {
	cl := b.clause(source.Span{Start: off, End: off})
	return source.Span{Start: off, End: cl.End}
}

// meetings lists the meetings of the unit that the text says were held on a day.
func (b *builder) meetings() {
	text := b.o.Text.String()
	for i := range b.o.Dates {
		d := &b.o.Dates[i]
		if !b.isDay(d) || b.o.Head.Opening.Contains(d.Span) {
			continue
		}
		cl := b.clauseFrom(d.End)
		words := text[d.End:cl.End]
		k := strings.Index(words, "召开")
		if k < 0 || k > 60 {
			continue
		}
		title := words[k+len("召开"):]
		end, kind := meetingEnd(title)
		if end == 0 {
			continue
		}
		s := source.Span{Start: d.End + int32(k+len("召开"))}
		s.End = s.Start + int32(end)
		e := &Entry[ledger.Meeting]{Row: ledger.Meeting{Kind: kind, Title: b.words(s), Dated: d.From}, Measure: None}
		b.cite(&e.Row.Sources, "title", s)
		b.cite(&e.Row.Sources, "kind", s)
		b.cite(&e.Row.Sources, "dated", d.Span)
		if p, ok := b.of(&d.Fact); ok {
			e.At, e.Measure = []int{p.finding}, p.measure
		}
		b.d.Meetings = append(b.d.Meetings, e)
	}
}

// meetingKinds are the meetings that matter to rectification, longer names before
// those they hold.
var meetingKinds = [...]string{"专题民主生活会", "民主生活会", "组织生活会", "领导小组会", "专题会", "推进会", "部署会", "党组会", "党委会", "党总支会", "支委会", "支部党员大会", "党员大会", "办公会", "常务会", "座谈会", "例会", "大会"}

// meetingEnd returns where the name of a meeting ends that words begin with, and
// its kind; 0 if they begin with none.
func meetingEnd(words string) (end int, kind string) {
	end = len(words)
	for _, k := range meetingKinds {
		if i := strings.Index(words, k); i >= 0 && i+len(k) <= end && i <= 45 {
			end, kind = i+len(k), k
		}
	}
	if kind == "" {
		return 0, ""
	}
	for _, tail := range [...]string{"议", "（扩大）会议"} {
		if strings.HasPrefix(words[end:], tail) {
			end += len(tail)
		}
	}
	return end, kind
}
