package draft

import (
	"fmt"
	"strings"

	"zhenggai/fault"
	"zhenggai/ledger"
	"zhenggai/zh"
)

// The JSON of a dry run. Other programs rely on it: names and meaning are kept.

// A View is a Plan as JSON, and as text for people (String).
type View struct {
	Kind     string        `json:"kind"`
	Document string        `json:"document"`
	Ready    bool          `json:"ready"` // false: there are problems, and nothing may be imported
	Problems []ProblemView `json:"problems"`
	Columns  []ColumnView  `json:"columns"` // of tables, as they were understood
	Counts   []CountView   `json:"counts"`
	Lines    []LineView    `json:"lines"`

	lang string
}

// A ProblemView is a Problem.
type ProblemView struct {
	Place   string `json:"place,omitempty"`
	Span    [2]int `json:"span"`
	Message string `json:"message"`
}

// A ColumnView is a Column; a field of "" is kept as a note.
type ColumnView struct {
	Name  string `json:"name"`
	Field string `json:"field"`
	Place string `json:"place"`
}

// A CountView counts the lines of one table by result.
type CountView struct {
	Table  string         `json:"table"`
	Counts map[Result]int `json:"counts"`
}

// A LineView is a Line.
type LineView struct {
	Result     Result       `json:"result"`
	Table      string       `json:"table"`
	Row        string       `json:"row,omitempty"`
	Code       string       `json:"code,omitempty"`
	Level      string       `json:"level,omitempty"`
	Title      string       `json:"title"`
	Dated      zh.Date      `json:"dated,omitzero"`
	Confidence float64      `json:"confidence"`
	Why        string       `json:"why,omitempty"`
	Changes    []ChangeView `json:"changes,omitempty"`
}

// A ChangeView is a Change.
type ChangeView struct {
	Field  string `json:"field"`
	Old    string `json:"old,omitempty"`
	New    string `json:"new"`
	Effect Effect `json:"effect"`
}

// tables are the tables of a plan in the order in which people see them.
var tables = []struct {
	table string
	name  fault.Msg
}{
	{"inspection", fault.Msg{ZH: "巡察", EN: "inspection"}},
	{"finding", fault.Msg{ZH: "问题", EN: "findings"}},
	{"measure", fault.Msg{ZH: "整改措施", EN: "measures"}},
	{"regulation", fault.Msg{ZH: "制度", EN: "regulations"}},
	{"money", fault.Msg{ZH: "资金", EN: "sums of money"}},
	{"accountability", fault.Msg{ZH: "问责处理", EN: "accountability"}},
	{"meeting", fault.Msg{ZH: "会议", EN: "meetings"}},
	{"record", fault.Msg{ZH: "记录", EN: "records"}},
}

// results are the results in the order in which people see them.
var results = []struct {
	result Result
	name   fault.Msg
}{
	{Added, fault.Msg{ZH: "新增", EN: "new"}},
	{Changed, fault.Msg{ZH: "有变动", EN: "changed"}},
	{Same, fault.Msg{ZH: "不变", EN: "same"}},
	{Part, fault.Msg{ZH: "归并", EN: "part of another"}},
	{Back, fault.Msg{ZH: "重新提到", EN: "named again"}},
	{Gone, fault.Msg{ZH: "未提到", EN: "not named"}},
}

var effects = map[Effect]fault.Msg{
	Filled:  {ZH: "填入", EN: "filled"},
	Renewed: {ZH: "更新", EN: "renewed"},
	Differs: {ZH: "出入，两者都保留", EN: "differs, both are kept"},
}

// fieldTitles are the names of fields for people.
var fieldTitles = map[string]fault.Msg{
	"title": {ZH: "标题", EN: "title"}, "text": {ZH: "内容", EN: "text"}, "category": {ZH: "类型", EN: "category"}, "root_cause": {ZH: "原因", EN: "root cause"},
	"goal": {ZH: "目标", EN: "goal"}, "standard": {ZH: "标准", EN: "standard"}, "analogy": {ZH: "举一反三", EN: "analogy"}, "progress": {ZH: "进展", EN: "progress"},
	"next": {ZH: "下一步", EN: "next"}, "kind": {ZH: "整改类型", EN: "kind"}, "due": {ZH: "时限", EN: "due"}, "standing": {ZH: "长期坚持", EN: "standing"},
	"involved": {ZH: "涉及金额", EN: "amount involved"}, "recovered": {ZH: "已追回金额", EN: "amount recovered"}, "claim": {ZH: "自报状态", EN: "claimed state"},
	"claims": {ZH: "自报成效", EN: "claimed effect"}, "note": {ZH: "备注", EN: "note"}, "parent": {ZH: "上级", EN: "parent"}, "team": {ZH: "巡察组", EN: "team"},
	"from": {ZH: "进驻", EN: "from"}, "to": {ZH: "离驻", EN: "to"}, "feedback": {ZH: "反馈日期", EN: "feedback"}, "published": {ZH: "公开日期", EN: "published"},
	"owners.lead_name": {ZH: "责任领导", EN: "lead leader"}, "owners.dept_name": {ZH: "牵头科室", EN: "lead department"}, "owners.support_name": {ZH: "协办", EN: "support"},
	"owners.handler_name": {ZH: "承办人", EN: "handler"}, "no": {ZH: "文号", EN: "number"}, "dated": {ZH: "日期", EN: "dated"}, "findings": {ZH: "相关问题", EN: "findings"},
}

// FieldTitle returns the name of the field of a row in the language lang, "en" or
// Chinese; the field itself if it has none.
func FieldTitle(field, lang string) string {
	title, ok := fieldTitles[field]
	if !ok {
		return field
	}
	return title.In(lang)
}

// View returns p as JSON has it; lang is the language of the sentences, "en" or
// Chinese.
func (p *Plan) View(lang string) *View {
	v := &View{Kind: string(p.Draft.Kind), Document: p.Draft.Document.String(), Ready: p.Ready(), Problems: []ProblemView{}, Columns: []ColumnView{},
		Counts: []CountView{}, Lines: []LineView{}, lang: lang}
	for _, x := range p.Draft.Problems {
		v.Problems = append(v.Problems, ProblemView{x.Place, [2]int{int(x.Span.Start), int(x.Span.End)}, x.Msg.In(lang)})
	}
	for _, c := range p.Draft.Columns {
		v.Columns = append(v.Columns, ColumnView{c.Name, string(c.Field), c.Place})
	}
	for _, t := range tables {
		counts := map[Result]int{}
		for i := range p.Lines {
			l := &p.Lines[i]
			if l.Table != t.table {
				continue
			}
			counts[l.Result]++
			v.Lines = append(v.Lines, l.view(lang))
		}
		if len(counts) > 0 {
			v.Counts = append(v.Counts, CountView{t.table, counts})
		}
	}
	return v
}

func (l *Line) view(lang string) LineView {
	v := LineView{Result: l.Result, Table: l.Table, Row: l.Row.String(), Code: l.Code, Level: string(l.Level), Title: l.Title, Dated: l.Dated,
		Confidence: float64(l.Conf) / 100, Why: l.Why.In(lang)}
	for _, c := range l.Changes {
		v.Changes = append(v.Changes, ChangeView(c))
	}
	return v
}

// String returns v as a page of text: problems, unknown columns, counts, and each
// line that is not the same.
func (v *View) String() string {
	var b strings.Builder
	say := func(zh, en string, args ...any) { fmt.Fprintf(&b, fault.Msg{ZH: zh, EN: en}.In(v.lang), args...) }
	for _, x := range v.Problems {
		fmt.Fprintln(&b, x.Message)
	}
	if !v.Ready {
		say("共 %d 处有误，一条也不导入。\n", "%d problems: nothing is imported.\n", len(v.Problems))
	}
	for _, c := range v.Columns {
		if c.Field == "" {
			say("%s 的列“%s”不认识，内容记入备注；可用列对照表指明它是什么。\n", "Column %[2]q at %[1]s is not known; its cells are kept as notes. A mapping can say what it is.\n", c.Place, c.Name)
		}
	}
	if !v.Ready {
		return b.String()
	}
	for _, c := range v.Counts {
		v.count(&b, c)
	}
	for i := range v.Lines {
		if l := &v.Lines[i]; l.Result != Same {
			v.line(&b, l)
		}
	}
	return b.String()
}

// count writes how many lines of one table there are of each result.
func (v *View) count(b *strings.Builder, c CountView) {
	for _, t := range tables {
		if t.table != c.Table {
			continue
		}
		fmt.Fprintf(b, "%s:", t.name.In(v.lang))
		for _, r := range results {
			if n := c.Counts[r.result]; n > 0 {
				fmt.Fprintf(b, " %s %d", r.name.In(v.lang), n)
			}
		}
		b.WriteByte('\n')
	}
}

// line writes one line with its changes.
func (v *View) line(b *strings.Builder, l *LineView) {
	for _, r := range results {
		if r.result == l.Result {
			fmt.Fprintf(b, "  [%s]", r.name.In(v.lang))
		}
	}
	for _, t := range tables {
		if t.table == l.Table && l.Table != "finding" {
			fmt.Fprintf(b, " %s", t.name.In(v.lang))
		}
	}
	if l.Code != "" {
		fmt.Fprintf(b, " %s", l.Code)
	}
	if !l.Dated.IsZero() {
		fmt.Fprintf(b, " %s", l.Dated)
	}
	fmt.Fprintf(b, " %s", short(l.Title))
	if l.Why != "" {
		fmt.Fprintf(b, fault.Msg{ZH: "（%s）", EN: " (%s)"}.In(v.lang), l.Why)
	}
	b.WriteByte('\n')
	for _, c := range l.Changes {
		fmt.Fprintf(b, "      %s %s: ", FieldTitle(c.Field, v.lang), effects[c.Effect].In(v.lang))
		if c.Old != "" && c.Field != "note" {
			fmt.Fprintf(b, "%s → ", v.value(c.Old))
		}
		fmt.Fprintln(b, v.value(c.New))
	}
}

// value returns the name of a value, or the value itself, cut short.
func (v *View) value(s string) string {
	if s == "true" {
		return fault.Msg{ZH: "是", EN: "yes"}.In(v.lang)
	}
	for _, words := range [][]ledger.Word{ledger.Kinds, ledger.Claims} {
		if name := ledger.Name(words, s, v.lang); name != s {
			return name
		}
	}
	return short(s)
}

// short returns at most 40 characters of words, in one line.
func short(words string) string {
	const most = 40
	n := 0
	for i, r := range words {
		if r == '\n' {
			return words[:i] + " …"
		}
		if n++; n > most {
			return words[:i] + "…"
		}
	}
	return words
}

// TableName returns the name of a table of rows in the language lang, "en" or Chinese.
func TableName(table, lang string) string {
	for _, t := range tables {
		if t.table == table {
			return t.name.In(lang)
		}
	}
	return table
}

// Name returns the name of r in the language lang, "en" or Chinese.
func (r Result) Name(lang string) string {
	for _, x := range results {
		if x.result == r {
			return x.name.In(lang)
		}
	}
	return string(r)
}

// Name returns the name of e in the language lang, "en" or Chinese.
func (e Effect) Name(lang string) string { return effects[e].In(lang) }

// Value returns a value of a field as people read it.
func (v *View) Value(s string) string { return v.value(s) }
