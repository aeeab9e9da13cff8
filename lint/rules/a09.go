package rules

import (
	"zhenggai/lint"
	"zhenggai/report"
	"zhenggai/zh"
)

var a09 = &lint.Rule{
	ID: "A09", Name: "declared-vs-tree",
	Title:    lint.Say{ZH: "开头所称个数与正文不符", EN: "the report has not as many findings as it says"},
	Severity: lint.Error,
	Check: func(p *lint.Pass) {
		if p.Head.Kind == report.Ledger || len(p.Head.Stated) == 0 {
			return
		}
		t := countTree(p)
		if t.problems < 2 || t.numbered*2 < t.problems {
			return
		}
		open := p.In(p.Head.Opening)
		if zh.HasAny(open, "不予公开", "不宜公开", "部分问题", "主要问题整改", "涉密", "节选", "摘要") {
			return
		}
		wrong := 0
		for _, s := range p.Head.Stated {
			if s.What == report.StatedAspects && s.N != t.aspects || s.What == report.StatedProblems && s.N != t.problems && s.N != t.points {
				wrong++
			}
		}
		t.doubtful = t.doubtful || wrong > 1 // then it is rather the tree that was misread
		for _, s := range p.Head.Stated {
			q := &p.Quantities[s.Quantity]
			switch s.What {
			case report.StatedAspects:
				if t.aspects >= 2 && s.N != t.aspects && s.N != t.problems {
					t.tell(p, q, s.N, t.aspects, lint.Say{
						ZH: "前文称%d个方面，正文有%d个，请核对或说明未列出的部分。",
						EN: "The report speaks of %d aspects and has %d; please check, or say what was left out.",
					})
				}
			case report.StatedProblems:
				if s.N != t.problems && s.N != t.points && s.N != t.leaves && s.N != t.problems-t.synthetic && s.N != t.aspects {
					t.tell(p, q, s.N, t.problems, lint.Say{
						ZH: "前文称%d个问题，正文有%d个，请核对或说明未列出的部分。",
						EN: "The report speaks of %d problems and has %d; please check, or say what was left out.",
					})
				}
			case report.StatedPoints:
				if t.points > t.problems && s.N != t.points && s.N != t.problems {
					t.tell(p, q, s.N, t.points, lint.Say{
						ZH: "前文称%d个具体问题，正文有%d个，请核对或说明未列出的部分。",
						EN: "The report speaks of %d findings in detail and has %d; please check, or say what was left out.",
					})
				}
			case report.StatedMeasures:
				if s.N != t.measures { // texts run measures together: a hint
					p.Found(q.Span, lint.Say{
						ZH: "前文称整改措施%d条，正文读到%d条，请核对统计口径。",
						EN: "The report speaks of %d measures, %d were read in it; please say how they were counted.",
					}, int(s.N), int(t.measures)).As(lint.Hint).Sure(60)
				}
			}
		}
	},
}

// A treeCount counts the findings of a report.
type treeCount struct {
	aspects, problems, points int32
	leaves                    int32 // points, and problems without points of their own
	measures                  int32
	synthetic                 int32 // problems whose heading is not printed
	numbered                  int32
	doubtful                  bool
}

func countTree(p *lint.Pass) (t treeCount) {
	for i := range p.Nodes {
		n := &p.Nodes[i]
		switch n.Role {
		case report.Aspect:
			t.aspects++
		case report.Problem:
			t.problems++
			if !n.Number.Empty() || n.Flags&report.Synthetic != 0 {
				t.numbered++
			}
			if n.Flags&report.Synthetic != 0 {
				t.synthetic++
			}
		case report.Measure:
			t.measures++
			continue
		case report.Point:
			t.leaves++
			if n.Flags&report.Implicit == 0 && !n.Title.Empty() {
				t.points++
			}
		default:
			continue
		}
		if n.Conf < 75 || n.Flags&report.Synthetic != 0 {
			t.doubtful = true
		}
	}
	for i := range p.Repairs {
		if k := p.Repairs[i].Kind; k == report.RepairMissing {
			t.doubtful = true
		}
	}
	return t
}

// tell reports a stated number; where the tree itself is in doubt, or far from it,
// only as something to look at.
func (t *treeCount) tell(p *lint.Pass, q *report.Quantity, stated, counted int32, say lint.Say) {
	f := p.Found(q.Span, say, int(stated), int(counted))
	if t.doubtful {
		f.As(lint.Warning).Sure(80)
	}
	if counted*2 < stated || stated*2 < counted {
		f.As(lint.Hint).Sure(60)
	}
}
