package rules

import (
	"strconv"
	"strings"

	"zhenggai/lint"
	"zhenggai/report"
	"zhenggai/zh"
)

// arithmetic are the rules of this family, in the order of their IDs.
var arithmetic = []*lint.Rule{a01, a02, a03, a04, a05, a06, a07, a08, a09, a10, a11, a12, a13, a14, a15, a16, a17}

// exact reports whether all of qs claim to be exact numbers of something.
func exact(qs ...*report.Quantity) bool {
	for _, q := range qs {
		if q.Approx != report.Exact || q.Idiom || q.Ordinal || !q.Per.Empty() {
			return false
		}
	}
	return true
}

// part returns quantity k of the run r.
func part(p *lint.Pass, r report.Range, k int32) *report.Quantity {
	return &p.Quantities[p.Parts[r.First+k]]
}

// last returns the last quantity of the run r, nil if it is empty.
func last(p *lint.Pass, r report.Range) *report.Quantity {
	if r.N == 0 {
		return nil
	}
	return part(p, r, r.N-1)
}

// flow adds up the run r. ok is false if a number is not exact or counts
// something else; per cent change by points.
func flow(p *lint.Pass, r report.Range, unit report.Unit) (sum zh.Decimal, ok bool) {
	for k := range r.N {
		q := part(p, r, k)
		if !exact(q) || q.Unit == report.Percent || q.Unit != unit && q.Unit != report.Points {
			return 0, false
		}
		sum += q.N
	}
	return sum, true
}

// scale returns 10,000 for a number that is printed in 万, 100,000,000 for 亿.
func scale(p *lint.Pass, q *report.Quantity) zh.Decimal {
	switch d := p.In(q.Digits); {
	case strings.HasSuffix(d, "万"):
		return 10_000
	case strings.HasSuffix(d, "亿"):
		return 100_000_000
	}
	return 1
}

// grain returns the value of the last printed digit of q.
func grain(p *lint.Pass, q *report.Quantity) zh.Decimal {
	g := zh.One * scale(p, q)
	for range q.Decimals {
		g /= 10
	}
	return g
}

// near reports whether a and b, a sum of n numbers printed as precisely as those of
// qs, agree but for rounding. Whole numbers must agree.
func near(p *lint.Pass, a, b zh.Decimal, n int32, qs ...*report.Quantity) bool {
	d := a - b
	if d < 0 {
		d = -d
	}
	var g zh.Decimal
	coarse := false
	for _, q := range qs {
		if k := grain(p, q); k > g {
			coarse = coarse || g > 0
			g = k
		} else if k < g {
			coarse = true
		}
	}
	if g <= zh.One && qs[0].Decimals == 0 && !coarse {
		return d == 0
	}
	if !coarse { // all alike: numbers that were each rounded
		return d == 0 || qs[0].Decimals > 0 && n >= 3 && d*2 <= g*zh.Decimal(n) && d < 2*g
	}
	return d*2 <= g*zh.Decimal(max(n, 1))
}

// printed returns q as it is printed, without a soft line break inside.
func printed(p *lint.Pass, q *report.Quantity) string {
	w := p.In(q.Span)
	if !strings.ContainsAny(w, "\n \u3000") {
		return w
	}
	return unblanked.Replace(w)
}

// unblanked takes blanks and line breaks out of a number.
var unblanked = strings.NewReplacer("\n", "", " ", "", "\u3000", "")

// inUnit prints the value v in the unit of q: 12.5万元, 41个.
func inUnit(p *lint.Pass, q *report.Quantity, v zh.Decimal) string {
	k, digits := scale(p, q), p.In(q.Digits)
	unit := p.In(q.Class)
	if k > 1 {
		unit = digits[len(digits)-3:] + unit
	}
	if q.Unit == report.Percent && unit == "" {
		unit = "%"
	}
	return (v / k).String() + unit
}

// nounFollows reports whether words follow the classifier of q.
func nounFollows(p *lint.Pass, q *report.Quantity) bool {
	return int(q.End) < len(p.Body) && p.Body[q.End] >= 0xE4 && p.Body[q.End] <= 0xE9
}

// isRate reports whether rate is a out of b, rounded or cut at its printed digits.
func isRate(rate *report.Quantity, a, b zh.Decimal) bool {
	unit := 1.0
	for range rate.Decimals {
		unit /= 10
	}
	d := float64(rate.N)/float64(zh.One) - float64(a)/float64(b)*100
	return d < unit && d > -unit
}

// percent prints a out of b in per cent with one decimal.
func percent(a, b zh.Decimal) string {
	return strings.TrimSuffix(strconv.FormatFloat(float64(a)/float64(b)*100, 'f', 1, 64), ".0") + "%"
}

// clause returns the words before offset i, at most n bytes, from the last full
// stop on.
func clause(p *lint.Pass, i, n int32) string {
	from := max(0, i-n)
	w := p.Body[from:i]
	if k := strings.LastIndex(w, "。"); k >= 0 {
		w = w[k+len("。"):]
	}
	return w
}

// oneSentence reports whether a and b, a first, stand in one sentence. A line end
// between them is a soft one if they are in one node.
func oneSentence(p *lint.Pass, a, b *report.Quantity) bool {
	return a.Node == b.Node && a.End <= b.Start && !strings.Contains(p.Body[a.End:b.Start], "。")
}
