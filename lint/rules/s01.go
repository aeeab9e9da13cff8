package rules

import (
	"strings"

	"zhenggai/lint"
	"zhenggai/report"
	"zhenggai/source"
	"zhenggai/zh"
)

var s01 = &lint.Rule{
	ID: "S01", Name: "unfinished",
	Title:    lint.Say{ZH: "整改结果是将来的打算", EN: "a result that is still to come"},
	Severity: lint.Warning,
	Check: func(p *lint.Pass) {
		if !judged(p.Outline) {
			return
		}
		for i := range p.Commitments {
			c := &p.Commitments[i]
			s, node := inCell(p, c)
			if c.Next || !reported(p.Outline, node) && !headed(p.Outline, node, c) || !promises(p, c) || admitted(p, node) {
				continue
			}
			f := p.Found(s, lint.Say{ZH: "“%s”写的是将来或者有条件的结果，请说明目前进展，或者列入下一步打算。",
				EN: "%q tells of a result that is still to come; please say how far it is, or list it among the next steps."}, abridged(p.In(s), 24))
			if remains(p, c) {
				f.As(lint.Hint).Sure(70)
			}
		}
	},
}

// reported reports whether the words of node n are given as rectification: a
// measure, or what was achieved.
func reported(o *report.Outline, n int32) bool {
	return n != report.None && (o.Nodes[n].Role == report.Measure || o.Nodes[n].Role == report.Label && o.Nodes[n].Label == report.LabelEffect)
}

// headed reports whether c is itself the heading of node n. No finding begins with
// a plan: it is a measure whose number looks like that of a finding.
func headed(o *report.Outline, n int32, c *report.Commitment) bool {
	return n != report.None && (o.Nodes[n].Role == report.Problem || o.Nodes[n].Role == report.Point) && o.Nodes[n].Title.Start == c.Start
}

// inCell returns the words of c and the node that holds them: in a table, those
// of its cell only.
func inCell(p *lint.Pass, c *report.Commitment) (source.Span, int32) {
	k := strings.Index(p.In(c.Span), "│")
	if k < 0 {
		return c.Span, c.Node
	}
	return source.Span{Start: c.Start, End: c.Start + int32(k)}, p.Holder(c.Start)
}

// admitted reports whether the point of node n says itself that it is not yet
// closed, or L03 looks at it: its status says that it is.
func admitted(p *lint.Pass, n int32) bool {
	point := p.Up(n, report.Point)
	if point == report.None {
		return false
	}
	if openByTitle(p, n) {
		return true
	}
	for k := range p.Children(point) {
		d := &p.Nodes[k]
		if d.Role != report.Label || d.Label != report.LabelEffect {
			continue
		}
		switch statusOf(cellWords(p, k)) {
		case settledOpen, settledPartly:
			return true
		case settledDone:
			return p.Head.Kind == report.Ledger
		}
	}
	return false
}

// openByTitle reports whether the title of the point or problem of node n says
// that it is still open, or that of the part that holds it: 正在推进的问题.
func openByTitle(p *lint.Pass, n int32) bool {
	for _, k := range [...]int32{p.Up(n, report.Point), p.Up(n, report.Problem)} {
		if k != report.None && titleOpen(flat(p.In(p.Nodes[k].Title))) {
			return true
		}
	}
	for k := n; k != report.None; k = p.Nodes[k].Parent {
		if d := &p.Nodes[k]; d.Role == report.Section || d.Role == report.Aspect {
			if t := flat(p.In(d.Title)); report.GroupsByState(t) && zh.HasAny(t, openParts...) {
				return true
			}
		}
	}
	return false
}

// openParts are the words of a part of findings that are not closed yet.
var openParts = []string{"正在", "推进", "未", "尚", "长期", "持续", "限期", "仍", "分阶段", "后续"}

// titleOpen reports whether a title says at its end that the finding is still open:
// 关于…的问题（正在推进）.
func titleOpen(title string) bool {
	if !zh.EndsAny(title, "）", ")") {
		return false // as nearly all do
	}
	title = strings.TrimSuffix(wideBrackets.Replace(title), "）")
	k := strings.LastIndex(title, "（")
	return k >= 0 && statusOf(title[k+len("（"):]) == settledOpen
}

// promises reports whether commitment c is one. The same characters also stand
// in names (拟提拔人选), in rules that a unit made (规定…后,再…) and in deeds
// that were done (争取资金30万元).
func promises(p *lint.Pass, c *report.Commitment) bool {
	s, _ := inCell(p, c)
	words := flat(p.In(s))
	modal := p.In(c.Modal)
	rest := strings.TrimPrefix(words, modal)
	before := flat(p.Body[sentenceFrom(p.Body, c.Start):c.Start])
	if strings.HasSuffix(before, "原") || strings.HasSuffix(before, "曾") || overtaken(p, c) || zh.StartsAny(words, "下一步", "下步", "今后") && lastWords(p, c) {
		return false
	}
	switch modal {
	case "拟":
		return !zh.EndsAny(before, "对", "把", "将", "按", "与", "从", "经") && zh.StartsAny(rest, intends...) && !attributive(rest)
	case "争取":
		return !zh.EndsAny(before, "积极", "主动", "多方", "全力") && !zh.HasAny(rest, "资金", "项目", "补助", "经费", "指标", "政策", "专项", "债券", "名额", "支持") || zh.HasAny(rest, "年底", "月底", "月前", "年内", "日前")
	case "力争":
		return !zh.StartsAny(rest, "上游")
	case "下一步", "下步":
		return !zh.EndsAny(before, "对", "就", "为", "明确", "明确了", "研究", "部署", "安排", "谋划", "提出", "提出了", "制定", "制定了") &&
			!zh.StartsAny(rest, "工作", "整改", "措施", "打算", "计划", "的", "任务", "方向", "思路", "重点") || zh.HasAny(rest, "将", "计划", "拟")
	case "延后":
		return zh.StartsAny(rest, "再", "进行", "考核", "验收", "实施")
	case "将":
		return zh.StartsAny(rest, "继续", "进一步", "持续", "于", "适时", "尽快", "不断", "召开", "开展") && !zh.HasAny(rest, "纳入", "作为", "列为", "列入", "情况", "移交", "报送") && !normative(before) && !closingVow(p, c, rest)
	case "等", "待":
		return !normative(before) && !normative(rest)
	}
	return true
}

// remains reports whether the sentence tells how much is done before it promises
// the rest: 已修复36册，其余84册预计6月完成.
func remains(p *lint.Pass, c *report.Commitment) bool {
	before := p.Body[max(0, c.Start-180):c.Start]
	before = before[lastMark(before, "。")+1:]
	return leftOver.in(before) && zh.HasAny(before, "已", "完成")
}

var leftOver = newNeedles("其余", "剩余", "余下")

// lastWords reports whether c opens a line behind which nothing is reported any
// more: the closing words of a report that has no heading over them.
func lastWords(p *lint.Pass, c *report.Commitment) bool {
	if before := strings.TrimRight(p.Body[:c.Start], " \t\r\u3000"); before != "" && !strings.HasSuffix(before, "\n") {
		return false
	}
	for i := len(p.Nodes) - 1; i >= 0; i-- {
		switch n := &p.Nodes[i]; n.Role {
		case report.Point, report.Problem, report.Measure:
			return n.Span.Start <= c.Start
		}
	}
	return true
}

// closingVow reports whether a 将 belongs to the closing words of the report, though
// their heading was lost: it stands right behind 下一步, or is a vow.
func closingVow(p *lint.Pass, c *report.Commitment, rest string) bool {
	return strings.Contains(p.Body[max(0, c.Start-120):c.Start], "下一步") || zh.HasAny(rest, "高质量发展", "一抓到底", "新篇章", "更大贡献")
}

// intends are the words that follow 拟 where it means to do something.
var intends = []string{"对", "于", "在", "将", "由", "通过", "向", "与", "按", "以", "近期", "年", "下", "今", "明", "本", "20", "投", "建", "新建", "实施", "开展", "组织", "召开",
	"制定", "出台", "采取", "安排", "启动", "完成", "申请", "委托", "采购", "修订", "举办", "继续", "进一步", "再", "争取", "办理", "适时", "印发"}

// attributive reports whether the words behind 拟 describe a thing: 拟出台的文件.
func attributive(rest string) bool {
	head := rest
	if k := indexMark(rest, ",，、"); k >= 0 {
		head = rest[:k]
	}
	k := strings.Index(head, "的")
	return k >= 0 && k <= 24 && !zh.StartsAny(rest, "对", "于", "在", "由", "年", "近期", "20")
}

// overtaken reports whether the sentence goes on to say that what was promised
// has come: 预计12月完工，现已完工.
func overtaken(p *lint.Pass, c *report.Commitment) bool {
	rest := behind(p.Body, c.End, 240)
	if k := indexMark(rest, "。；;"); k >= 0 {
		rest = rest[:k]
	}
	return comeTrue.in(rest)
}

var comeTrue = newNeedles("现已", "目前已", "已提前", "已于", "已经", "已如期")

// normative reports whether s lays down how things are to be done.
func normative(s string) bool {
	return rulings.in(s) || strings.Contains(s, "凡")
}

var rulings = newNeedles("明确", "规定", "约定", "必须", "一律", "实行", "制度", "办法", "流程", "不得", "方可", "原则", "机制")

// sentenceFrom returns the offset behind the last stop before off, at most
// eighty characters back.
func sentenceFrom(body string, off int32) int32 {
	low := max(0, int(off)-240)
	for low < int(off) && body[low]&0xC0 == 0x80 {
		low++
	}
	for k := int(off); k > low; k-- {
		for k-low > 3 && body[k-3] >= 0xE4 && body[k-3] <= 0xE9 { // an ideograph
			k -= 3
		}
		switch body[k-1] {
		case ';':
			return int32(k)
		case 0x82, 0x9A, 0x9B: // the last bytes of 。：；
			if zh.EndsAny(body[low:k], "。", "；", "：") {
				return int32(k)
			}
		}
	}
	return int32(low)
}
