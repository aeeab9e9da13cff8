package rules

import (
	"strings"

	"zhenggai/lint"
	"zhenggai/report"
	"zhenggai/zh"
)

var d02 = &lint.Rule{
	ID: "D02", Name: "future-as-done",
	Title:    lint.Say{ZH: "已完成事项的日期晚于落款日期", EN: "something done is dated after the sign-off"},
	Severity: lint.Error,
	Check: func(p *lint.Pass) {
		end := p.Head.Published
		if end.IsZero() || p.Head.Kind == report.Ledger {
			return
		}
		promised := 0
		for i := range p.Dates {
			d := &p.Dates[i]
			if !d.From.After(end) || promisedDate(p, d, &promised) || d.Span == p.Head.PublishedSpan {
				continue
			}
			sure := doneLater(p, d)
			if sure == 0 {
				continue
			}
			f := p.Found(d.Span, lint.Say{ZH: "此处称已办结，而日期“%s”晚于落款日期%s，请核对。", EN: "This is said to be done, but %q is after the sign-off of %s; please check."}, flat(p.In(d.Span)), end.String()).
				And(p.Head.PublishedSpan, lint.Say{ZH: "落款日期。", EN: "The sign-off."}).Sure(sure)
			if sure < 95 {
				f.As(lint.Warning)
			}
		}
	},
}

// doneLater returns how sure it is, in per cent, that the text says of something
// that it was done on the later date d; 0 if it does not.
func doneLater(p *lint.Pass, d *report.Date) uint8 {
	if d.Title || d.Until || d.Since || d.Bad || d.Damaged || d.NoYear && d.Rel == report.RelNone || d.Grain > report.GrainQuarter || d.Node == report.None || deadlineLabel(p, d.Node) {
		return 0
	}
	if p.Nodes[d.Node].Role == report.Chrome {
		return 0
	}
	head, tail := aroundDate(p, d.Node, d.Span)
	piece, first := lastPiece(head), firstPiece(strings.TrimLeft(tail, "，, "))
	already := zh.EndsAny(piece, "已于", "已在", "均已于", "已经于")
	if already {
		head = piece
	}
	if zh.HasAny(head, "计划", "安排", "列入", "纳入", "拟", "预计", "力争", "将", "争取", "确保", "有效期", "到期", "期限", "时限", "合同", "协议", "约定", "限", "目标", "要求", "明确", "截至", "截止", "至") ||
		zh.HasAny(first, "前", "将", "拟", "预计", "到期", "届满", "底前", "计划") || zh.StartsAny(tail, "前", "底前", "起", "至") {
		return 0
	}
	done := zh.HasAny(first, "完成", "建成", "投用", "竣工", "办结", "整改到位", "召开", "印发", "开展", "举办", "启用", "验收", "上缴", "退回", "清退", "收回", "通过") ||
		zh.StartsAny(first, "已", "全部", "均已") && zh.HasAny(first, "出台", "归档", "修订", "签订", "到位", "更换", "安装", "拨付", "退还", "追回", "补缴", "缴回", "缴入", "发放", "兑现", "公示", "公布", "上线", "拆除", "销号", "办理")
	switch {
	case done && (already || zh.StartsAny(first, "已", "全部完成", "均已")):
		return 97
	case done && zh.HasAny(first, "完成了", "召开了", "印发了", "开展了", "举办了", "通过了"):
		return 85
	}
	return 0
}
