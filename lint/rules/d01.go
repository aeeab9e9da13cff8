package rules

import (
	"strings"

	"zhenggai/lint"
	"zhenggai/report"
	"zhenggai/source"
	"zhenggai/zh"
)

var d01 = &lint.Rule{
	ID: "D01", Name: "before-feedback",
	Title:    lint.Say{ZH: "整改措施早于反馈日期", EN: "a measure is dated before the feedback"},
	Severity: lint.Warning,
	Check: func(p *lint.Pass) {
		fb := p.Head.Feedback
		if fb.IsZero() || p.Head.FeedbackSpan.Empty() || p.Head.Kind == report.Feedback {
			return
		}
		promised := 0
		var buf [8]source.Span
		for i := 0; i < len(p.Dates); {
			m := p.Up(p.Dates[i].Node, report.Measure)
			early, level := buf[:0], lint.Off
			for ; i < len(p.Dates) && p.Up(p.Dates[i].Node, report.Measure) == m; i++ {
				d := &p.Dates[i]
				if m == report.None || !d.To.Before(fb) || promisedDate(p, d, &promised) {
					continue
				}
				if s := earlyAction(p, d, m); s > lint.Off {
					early, level = append(early, d.Span), max(level, s)
				}
			}
			if len(early) == 0 {
				continue
			}
			f := p.Found(early[0], lint.Say{ZH: "措施日期“%s”早于反馈日期%s，请说明是否为针对反馈问题的整改。", EN: "The measure is dated %q, before the feedback of %s; please explain how it answers the finding."},
				flat(p.In(early[0])), fb.String()).
				And(p.Head.FeedbackSpan, lint.Say{ZH: "反馈日期。", EN: "The feedback."})
			f.Also(early[1:]...)
			if level == lint.Hint {
				f.As(lint.Hint).Sure(60)
			} else {
				f.Sure(90)
			}
		}
	},
}

// earlyAction says how much a date before the feedback in measure m matters: it
// must be the day of an action and not part of the description of a thing.
func earlyAction(p *lint.Pass, d *report.Date, m int32) lint.Severity {
	if d.Title || d.Since || d.Until || d.Bad || d.Damaged || d.Reverse || d.From.Year < 1990 || d.Rel == report.RelNow || d.Rel == report.RelLastYear {
		return lint.Off
	}
	if d.NoYear && p.Head.Published.IsZero() && d.Why != report.WhyCarried {
		return lint.Off // its year is a guess
	}
	if d.Grain != report.GrainDay && d.Grain != report.GrainMonth && !(d.Grain == report.GrainPart && d.From.Month == d.To.Month) {
		return lint.Off
	}
	if d.Range && (d.Grain != report.GrainDay || d.Days() > 31) {
		return lint.Off // a stretch of time that was looked into
	}
	fb := p.Head.Feedback
	ago := fb.Days() - d.To.Days()
	if ago > 420 {
		return lint.Off
	}
	head, tail := aroundDate(p, m, d.Span)
	tail = strings.TrimPrefix(tail, "份")
	if !actsOn(tail) || describes(head, tail) {
		return lint.Off
	}
	from := fb.AddMonths(-9)
	if v := p.Head.Period; v.From.Year > 0 {
		from = v.From.AddMonths(-4)
	}
	if d.From.Before(from) || onTheSpot(flat(p.In(p.Nodes[m].Span))) {
		return lint.Hint
	}
	return lint.Warning
}

// describes reports whether the date between head and tail describes something
// that was there before: 对3月5日发放的…, 经查,3月5日….
func describes(head, tail string) bool {
	piece := lastPiece(head)
	if zh.EndsAny(piece, "对", "将", "把", "针对", "就", "按", "按照", "根据", "依据", "落实", "对照", "自", "从", "关于", "执行", "参照", "因", "由", "至", "到", "为", "(", "（", "《", "“", "比", "较", "同", "距", "贯彻", "传达", "学习", "学习了", "传达了", "结合", "涉及", "审计", "核查", "清理", "核实", "发现", "收到") {
		return true
	}
	if heardBefore.in(head) ||
		formerly.in(piece) || strings.Contains(piece, "曾") {
		return true
	}
	if zh.StartsAny(tail, "起", "前", "之前", "以前", "以来", "至今", "期间", "的", "之间", "以后", "后", "版", "度", "底前", "末前", "）", ")", "”", "》", "至", "到", "-", "—", "年", "印发的", "出台的", "制定的", "下发的", "开始") {
		return true
	}
	if strings.HasPrefix(tail, "，") || strings.HasPrefix(tail, ",") {
		tail = strings.TrimLeft(tail, "，, ")
		return faultAfter.in(firstPiece(tail))
	}
	first := firstPiece(tail)
	if k := strings.Index(first, "的"); k >= 0 && k <= 36 && !zh.HasAny(first[:k], "了", "为期", "全体", "名") {
		return true // 3月5日发放的补贴
	}
	return foundAfter.in(first) || stillOpen.in(tail)
}

// onTheSpot reports whether a measure says that it was taken while the inspection
// still ran.
func onTheSpot(words string) bool {
	return spotWords.in(words)
}

// actionVerbs say that something was done on a date, wherever they stand in the
// clause; dayVerbs only right behind it.
var (
	actionVerbs = newNeedles("召开", "组织", "开展", "印发", "制定", "出台", "举办", "修订", "联合", "邀请", "约谈", "下发", "报送", "清退", "追缴", "退回", "退还", "上缴", "收回", "整改", "谈话", "通报", "督查", "检查", "调研", "走访", "排查", "补缴", "举行", "培训", "学习", "完善", "督导", "核查", "评查", "测试",
		"上线", "启用", "建成", "投用", "投入使用", "开通")
	dayVerbs = [...]string{"成立", "签订", "完成", "安装", "更换", "建立", "发布", "实施", "公示", "拨付", "兑现", "调整", "研究", "审议", "听取", "全部", "已", "向", "对", "与", "到", "在", "由", "将", "集中"}
)

// actsOn reports whether tail tells what was done.
func actsOn(tail string) bool {
	words := strings.TrimLeft(tail, "，, 、")
	for _, w := range dayVerbs {
		if strings.HasPrefix(words, w) {
			return true
		}
	}
	return actionVerbs.in(words)
}

var (
	spotWords   = newNeedles("立行立改", "即知即改", "边巡边改", "边查边改", "即查即改", "立查立改", "立知立改", "未巡先改", "巡察期间", "巡视期间", "巡察过程中", "当场", "现场整改", "先行整改")
	formerly    = newNeedles("原为", "原于", "原系", "违规", "巡察组", "巡视组", "审计组", "超标准", "超范围")
	faultAfter  = newNeedles("巡察组", "巡视组", "审计组", "违规", "发现", "该问题", "反馈")
	foundAfter  = newNeedles("巡察组", "巡视组", "审计组", "违规", "发现", "之后", "以后", "收到")
	stillOpen   = newNeedles("一直未", "至今未", "尚未", "仍未", "长期未", "此次予以", "本次予以", "此次已", "本次已", "现已")
	heardBefore = newNeedles("经查", "经核", "经调查", "此前", "前期", "先前", "早在", "反馈前", "反映", "指出", "问题发生", "组发现", "审计发现")
)
