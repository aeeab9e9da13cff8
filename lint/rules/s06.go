package rules

import (
	"zhenggai/lint"
	"zhenggai/report"
	"zhenggai/source"
	"zhenggai/zh"
)

var s06 = &lint.Rule{
	ID: "S06", Name: "accountability-vague",
	Title:    lint.Say{ZH: "问责没有写明人数和方式", EN: "accountability without number and form"},
	Severity: lint.Hint,
	Words: []lint.Word{
		{Find: "问责处理"}, {Find: "严肃问责"}, {Find: "进行问责"}, {Find: "进行了问责"}, {Find: "予以问责"}, {Find: "给予问责"}, {Find: "实施问责"}, {Find: "严肃处理"},
		{Find: "追责处理"}, {Find: "追责问责"}, {Find: "问责追责"}, {Find: "严肃追责"}, {Find: "进行追责"}, {Find: "进行了追责"}, {Find: "追究责任"}, {Find: "追究了责任"}, {Find: "进行了处理"}, {Find: "作出处理"},
	},
	Check: func(p *lint.Pass) {
		if !judged(p.Outline) {
			return
		}
		prose := !anyMeasure(p.Outline)
		last := int32(-1)
		var seen source.Span // the last point that was looked at, and what it says
		said := false
		for _, h := range p.Hits() {
			from := clauseFrom(p.Body, h.Span.Start)
			clause := flat(p.Body[from:h.Span.Start])
			if from == last || !zh.HasAny(clause, "责任人", "有关人员", "相关人员", "当事人", "责任领导", "责任单位", "经办人", "有关干部", "相关干部") ||
				normative(clause) || zh.HasAny(clause, "将", "要求", "对于", "凡", "如有", "如发现", "违反") {
				continue
			}
			node := p.Holder(h.Span.Start)
			if node == report.None {
				continue
			}
			where := p.Nodes[node].Span
			switch {
			case reported(p.Outline, node):
				from = max(from, p.Nodes[node].Body.Start)
				// In prose the sentences stand side by side under no heading.
				if up := p.Up(node, report.Point); up != report.None && !loose(p.Outline, up) {
					where = measuresSpan(p, up)
				}
			case !prose || p.Nodes[node].Role != report.Prose:
				continue
			default:
				where = sentenceOf(p.Body, h.Span.Start)
			}
			if where != seen {
				seen, said = where, formed(flat(p.In(where)))
			}
			if said {
				continue
			}
			last = from
			s := source.Span{Start: from, End: clauseEnd(p.Body, h.Span.End)}
			p.Found(s, lint.Say{ZH: "“%s”没有写明问责了几人、以什么方式问责，请补充（不便公开的注明）。",
				EN: "%q does not say how many were held to account and in which form; please add it, or say that it is not for publication."}, abridged(p.In(s), 24)).Sure(90)
		}
	},
}
