package draft

import (
	"slices"
	"strings"

	"zhenggai/ledger"
	"zhenggai/report"
	"zhenggai/source"
)

// A Field says what a column of a sheet or a label in a text holds.
type Field string

// The fields.
const (
	FieldNumber    Field = "number"    // 序号
	FieldLevel     Field = "level"     // 层级: 方面, 问题 or 具体问题
	FieldAspect    Field = "aspect"    // 方面
	FieldProblem   Field = "problem"   // 问题, where another column has the points
	FieldFinding   Field = "finding"   // 反馈问题
	FieldMeasures  Field = "measures"  // 整改措施
	FieldLead      Field = "lead"      // 责任领导
	FieldDept      Field = "dept"      // 责任科室 牵头单位
	FieldSupport   Field = "support"   // 配合单位 协办科室
	FieldHandler   Field = "handler"   // 责任人 承办人
	FieldKind      Field = "kind"      // 整改类型: 立行立改 限期 长期
	FieldStart     Field = "start"     // 启动时间
	FieldDue       Field = "due"       // 整改时限
	FieldDone      Field = "done"      // 完成日期 销号日期
	FieldStatus    Field = "status"    // 完成情况 整改成效 整改进展: claims
	FieldNext      Field = "next"      // 下一步打算
	FieldCause     Field = "cause"     // 原因分析
	FieldGoal      Field = "goal"      // 整改目标
	FieldStandard  Field = "standard"  // 整改标准
	FieldAnalogy   Field = "analogy"   // 举一反三
	FieldInvolved  Field = "involved"  // 涉及金额
	FieldRecovered Field = "recovered" // 已追回金额
	FieldCategory  Field = "category"  // 问题类型 问题来源
	FieldNote      Field = "note"      // 备注, 佐证材料, 验收人
	FieldIgnore    Field = "ignore"    // not read at all
)

// A FieldLine is one line of the table of fields.
type FieldLine struct {
	Field  Field
	ZH, EN string
	// column is the name by which the reader knows such a column; "" for what is not
	// read at all.
	column string
}

// Fields is the table of fields: help, mappings and the reader's names are made from
// it.
var Fields = []FieldLine{
	{FieldNumber, "序号", "number", "序号"},
	{FieldLevel, "层级", "level", "备注"},
	{FieldAspect, "方面", "aspect", "方面"},
	{FieldProblem, "问题", "problem", "反馈问题"},
	{FieldFinding, "具体问题", "finding", "反馈问题"},
	{FieldMeasures, "整改措施", "measures", "整改措施"},
	{FieldLead, "责任领导", "lead leader", "责任领导"},
	{FieldDept, "牵头科室", "lead department", "责任科室"},
	{FieldSupport, "协办", "support", "配合科室"},
	{FieldHandler, "承办人", "handler", "责任人"},
	{FieldKind, "整改类型", "kind of term", "整改类型"},
	{FieldStart, "开始时间", "start", "启动时间"},
	{FieldDue, "整改时限", "due", "整改时限"},
	{FieldDone, "完成日期", "day done", "完成日期"},
	{FieldStatus, "完成情况", "status", "整改成效"},
	{FieldNext, "下一步", "next", "下一步"},
	{FieldCause, "原因分析", "root cause", "原因分析"},
	{FieldGoal, "整改目标", "goal", "整改目标"},
	{FieldStandard, "整改标准", "standard", "整改标准"},
	{FieldAnalogy, "举一反三", "analogy", "备注"},
	{FieldInvolved, "涉及金额", "amount involved", "涉及金额"},
	{FieldRecovered, "已追回金额", "amount recovered", "涉及金额"},
	{FieldCategory, "问题类型", "category", "问题类型"},
	{FieldNote, "备注", "note", "备注"},
	{FieldIgnore, "不读", "ignored", ""},
}

// fieldWords are words in the name of a label or column that say which field it is,
// whatever the reader takes it for. The first that stands in the name decides.
var fieldWords = [...]struct {
	words string
	field Field
}{
	{"举一反三", FieldAnalogy}, {"配合", FieldSupport}, {"协办", FieldSupport}, {"协助", FieldSupport}, {"协同", FieldSupport}, {"参与单位", FieldSupport},
	{"整改标准", FieldStandard}, {"验收标准", FieldStandard}, {"完成标准", FieldStandard}, {"销号标准", FieldStandard},
	{"整改类型", FieldKind}, {"整改类别", FieldKind}, {"时限类型", FieldKind},
	{"已整改金额", FieldRecovered}, {"整改金额", FieldRecovered}, {"追回金额", FieldRecovered}, {"收回金额", FieldRecovered}, {"清退金额", FieldRecovered}, {"挽回", FieldRecovered},
	{"金额", FieldInvolved}, {"问题类型", FieldCategory}, {"问题来源", FieldCategory}, {"问题性质", FieldCategory},
	{"层级", FieldLevel}, {"问题级别", FieldLevel}, {"目标", FieldGoal}, {"原因", FieldCause}, {"下一步", FieldNext}, {"下步", FieldNext},
}

// fieldKinds is what the reader's labels are where no word decides.
var fieldKinds = map[report.LabelKind]Field{
	report.LabelEffect: FieldStatus, report.LabelLeader: FieldLead, report.LabelDept: FieldDept, report.LabelPerson: FieldHandler, report.LabelDue: FieldDue,
	report.LabelNext: FieldNext, report.LabelCause: FieldCause, report.LabelGoal: FieldGoal, report.LabelNote: FieldNote, report.LabelDone: FieldDone,
	report.LabelChecker: FieldNote, report.LabelEvidence: FieldNote, report.LabelStart: FieldStart,
}

// fieldOf returns what a label or a column with this name holds; "" if that is not
// known.
func fieldOf(name string, kind report.LabelKind) Field {
	for _, w := range fieldWords {
		if strings.Contains(name, w.words) {
			return w.field
		}
	}
	return fieldKinds[kind]
}

// A saying is the words that stand under one label, in a text or in a cell.
type saying struct {
	field Field
	name  string // of the label or column
	span  source.Span
}

// A holder is what a saying belongs to: a finding, and the measures it speaks of.
type holder struct {
	f        *Finding
	measures []*ledger.Measure
	own      bool // it speaks of these measures alone, not of the finding
}

// labels files what stands under labels and in the cells of tables.
func (b *builder) labels() {
	for i := range b.o.Nodes {
		n := &b.o.Nodes[i]
		if n.Role != report.Label || n.Label == report.LabelFinding || n.Flags&report.FromTable != 0 {
			continue
		}
		if s := trimmed(b.o.Text.String(), n.Body); !s.Empty() {
			name := strings.Trim(clean(b.o.Text.Slice(n.Marker)), marks)
			if h, ok := b.holder(n.Parent); ok {
				b.file(h, saying{fieldOf(name, n.Label), name, s})
			}
		}
	}
	b.cells()
}

// holder returns what a label below node n speaks of.
func (b *builder) holder(n int32) (holder, bool) {
	for k := n; k != report.None; k = b.o.Nodes[k].Parent {
		if p, ok := b.measures[k]; ok {
			f := b.d.Findings[p.finding]
			return holder{f, f.Measures[p.measure : p.measure+1], true}, true
		}
	}
	at := b.above(n)
	if at == None {
		return holder{}, false
	}
	f := b.d.Findings[at]
	return holder{f, f.Measures, false}, true
}

// file writes one saying into the fields it is about. What this kind of document
// may not set, and what no field is for, goes into the note.
func (b *builder) file(h holder, s saying) {
	if g := fieldGroup(s.field); s.field != FieldNote && b.d.Kind.may(g) == never {
		s.field = FieldNote
	}
	f := &h.f.Finding
	switch s.field {
	case FieldIgnore, FieldLevel: // the level is read with the tree, see regrade
	case FieldLead, FieldDept, FieldSupport, FieldHandler:
		for _, part := range b.shared(s) {
			b.owner(h, part)
		}
	case FieldDue, FieldKind:
		b.term(h, s)
	case FieldStatus:
		b.status(h, s)
	case FieldInvolved, FieldRecovered:
		b.amount(f, s)
	case FieldNext:
		b.text(&f.Sources, "next", &f.Next, s)
	case FieldCause:
		b.text(&f.Sources, "root_cause", &f.RootCause, s)
	case FieldGoal:
		b.text(&f.Sources, "goal", &f.Goal, s)
	case FieldStandard:
		b.text(&f.Sources, "standard", &f.Standard, s)
	case FieldAnalogy:
		b.text(&f.Sources, "analogy", &f.Analogy, s)
	case FieldCategory:
		b.text(&f.Sources, "category", &f.Category, s)
	default:
		b.note(f, s)
	}
}

// fieldGroup returns the group of powers that f belongs to.
func fieldGroup(f Field) group {
	switch f {
	case FieldStatus, FieldNext, FieldAnalogy, FieldRecovered, FieldDone:
		return theClaims
	case FieldInvolved, FieldCategory, FieldNote, FieldLevel, FieldNumber:
		return theNature
	}
	return theWay
}

// text sets a field of words; what stands under the same label twice is joined.
func (b *builder) text(src *ledger.Sources, field string, to *string, s saying) {
	words := b.words(s.span)
	if *to != "" {
		if same(*to, words) {
			return
		}
		words = *to + "\n" + words
	}
	*to = words
	b.cite(src, field, s.span)
}

// note adds a line to the note of f: the name of the label and its words.
func (b *builder) note(f *ledger.Finding, s saying) {
	line := strings.ReplaceAll(b.words(s.span), "\n", " ")
	if s.name != "" {
		line = s.name + "：" + line
	}
	b.cite(&f.Sources, "note", s.span)
	switch {
	case f.Note == "":
		f.Note = line
	case !slices.Contains(strings.Split(f.Note, "\n"), line):
		f.Note += "\n" + line
	}
}

// shares are words before those who answer in one cell: 牵头：办公室；配合：财务科.
var shares = [...]struct {
	words string
	field Field
}{
	{"牵头领导", FieldLead}, {"责任领导", FieldLead}, {"牵头", FieldDept}, {"主办", FieldDept}, {"主责", FieldDept}, {"责任单位", FieldDept}, {"责任科室", FieldDept}, {"责任部门", FieldDept},
	{"配合", FieldSupport}, {"协办", FieldSupport}, {"协同", FieldSupport}, {"责任人", FieldHandler}, {"承办人", FieldHandler},
}

// shared parts a saying about who answers that names several in different parts.
func (b *builder) shared(s saying) (all []saying) {
	text := b.o.Text.String()
	part := s
	for i := int(s.span.Start); i < int(s.span.End); {
		field, n := shareAt(text[i:s.span.End])
		if n == 0 {
			i++
			continue
		}
		part.span.End = int32(i)
		all = append(all, part)
		part = saying{field, s.name, source.Span{Start: int32(i + n), End: s.span.End}}
		i += n
	}
	all = append(all, part)
	for i := range all {
		if words := all[i].span.In(text); len(all) > 1 {
			all[i].span.End = all[i].span.Start + int32(len(strings.TrimRight(words, "；;，,、。 \u3000\n")))
		}
	}
	return slices.DeleteFunc(all, func(p saying) bool {
		return strings.Trim(p.span.In(text), marks) == ""
	})
}

// shareAt returns what share the words begin to name, and the length of the words
// that say so; 0 if they do not.
func shareAt(words string) (Field, int) {
	for _, w := range shares {
		rest, ok := strings.CutPrefix(words, w.words)
		if !ok {
			continue
		}
		for _, of := range [...]string{"单位", "科室", "部门", "股室", "处室"} {
			rest = strings.TrimPrefix(rest, of)
		}
		for _, colon := range [...]string{"：", ":"} {
			if tail, ok := strings.CutPrefix(rest, colon); ok {
				return w.field, len(words) - len(tail)
			}
		}
	}
	return "", 0
}

// owner sets who answers, for the finding and for its measures: what stands at a
// measure of its own is that measure's.
func (b *builder) owner(h holder, s saying) {
	set := func(o *ledger.Owners, src *ledger.Sources) {
		to, field := ownerField(o, s.field)
		if *to == "" {
			b.text(src, field, to, s)
		} else if words := b.words(s.span); !slices.Contains(strings.Split(*to, "、"), words) {
			*to += "、" + words
			b.cite(src, field, s.span)
		}
	}
	if !h.own {
		set(&h.f.Owners, &h.f.Sources)
	}
	for _, m := range h.measures {
		set(&m.Owners, &m.Sources)
	}
}

// ownerField returns the name that field f sets in o, and its JSON name.
func ownerField(o *ledger.Owners, f Field) (*string, string) {
	switch f {
	case FieldLead:
		return &o.LeadName, "owners.lead_name"
	case FieldDept:
		return &o.DeptName, "owners.dept_name"
	case FieldSupport:
		return &o.SupportName, "owners.support_name"
	}
	return &o.HandlerName, "owners.handler_name"
}
