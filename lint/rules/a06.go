package rules

import (
	"strings"

	"zhenggai/lint"
	"zhenggai/report"
	"zhenggai/source"
	"zhenggai/zh"
)

var a06 = &lint.Rule{
	ID: "A06", Name: "shares",
	Title:    lint.Say{ZH: "各占比之和不是100%", EN: "the shares do not make 100 per cent"},
	Severity: lint.Warning,
	Check: func(p *lint.Pass) {
		for i := 0; i < len(p.Quantities); {
			n, sum, unit := shareRun(p, i)
			if n < 3 {
				i += max(n, 1)
				continue
			}
			first, end := &p.Quantities[i], &p.Quantities[i+n-1]
			i += n
			low, high := 100*zh.One-sum, sum-100*zh.One
			slack := unit*zh.Decimal(n)/2 + 1
			words := clause(p, first.Start, 45)
			some := zh.HasAny(words, "其中", "主要", "前三", "前几") || strings.HasPrefix(p.Body[end.End:], "等")
			if high > slack && zh.HasAny(words, "同比", "比上年", "多选") || attributes(p.Body[max(0, first.Start-36):end.Start], 0) || high <= slack && low <= slack || low > slack && some {
				continue
			}
			f := p.Found(source.Span{Start: first.Start, End: end.End}, lint.Say{
				ZH: "所列%d项占比之和为%s%%，请核对或说明其余部分。",
				EN: "The %d shares make %s%%; please check, or say what the rest is.",
			}, n, sum.String()).Sure(90)
			if low > 20*zh.One || high > 20*zh.One {
				f.As(lint.Hint).Sure(60)
			}
		}
	},
}

// shareRun reads the run 甲占50%、乙占30%… from quantity i on: how many shares it
// has, their sum, and the last digit printed.
func shareRun(p *lint.Pass, i int) (n int, sum, unit zh.Decimal) {
	semi := false
	for k := i; k < len(p.Quantities); k++ {
		q := &p.Quantities[k]
		if q.Unit != report.Percent || !exact(q) {
			break
		}
		before := p.Body[max(0, q.Start-18):q.Start]
		if k > i {
			gap := p.Body[p.Quantities[k-1].End:q.Start]
			end := strings.HasPrefix(gap, "；") || strings.HasPrefix(gap, ";")
			if len(gap) > 60 || !oneSentence(p, &p.Quantities[k-1], q) || !end && !strings.HasPrefix(gap, "、") && !strings.HasPrefix(gap, "，") && !strings.HasPrefix(gap, ",") || k > i+1 && end != semi {
				break // a semicolon ends a run that has commas
			}
			semi = end
			before = gap
		}
		if !isShare(before) {
			break
		}
		sum, n = sum+q.N, n+1
		if g := grain(p, q); g > unit {
			unit = g
		}
	}
	return n, sum, unit
}

// isShare reports whether the words before a percentage end in 占, 占比为 ….
func isShare(w string) bool {
	for _, x := range [...]string{"占", "占比", "占比为", "占比达", "占到", "占比是", "占总数的", "占总量的", "占比约"} {
		if strings.HasSuffix(w, x) {
			return true
		}
	}
	return false
}
