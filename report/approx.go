package report

import "strings"

// approxAfter reads 余 多 几 behind the digits or the scale at j.
func (sc *scanner) approxAfter(j int, q *Quantity) int {
	r, n := runeAt(sc.s, j)
	switch r {
	case '余', '多', '几':
		if next, _ := runeAt(sc.s, j+n); next == '元' || unitFirst[uint16(next)] != 0 || next == '万' || next == '亿' || next == '千' || next == '百' {
			q.Approx = More
			return j + n
		}
	}
	return j
}

// approxBehind reads 左右 以上 以内 以下 behind the unit at k.
func (sc *scanner) approxBehind(k int, q *Quantity) int {
	if r, _ := runeAt(sc.s, k); r != '左' && r != '以' {
		return k
	}
	for _, a := range [...]struct {
		words string
		is    Approx
	}{{"左右", About}, {"以上", More}, {"以内", Less}, {"以下", Less}} {
		if strings.HasPrefix(sc.s[k:], a.words) {
			q.Approx = a.is
			return k + len(a.words)
		}
	}
	return k
}

// notApprox are the words that end in 约, 近 or 超 and say nothing of exactness.
var notApprox = [...]string{"签约", "履约", "预约", "节约", "公约", "条约", "违约", "集约", "邀约", "合约", "续约", "契约", "制约", "最近", "附近", "邻近", "赶超"}

// approxBefore reads 近 约 大约 逾 超 超过 不足 before the number at i.
func (sc *scanner) approxBefore(i int, q *Quantity) {
	r, n := runeBefore(sc.s, i)
	var a Approx
	switch r {
	case '近', '约':
		a = About
	case '逾', '超':
		a = More
	case '过':
		if !strings.HasSuffix(sc.s[:i-n], "超") {
			return
		}
		a = More
	case '足':
		if !strings.HasSuffix(sc.s[:i-n], "不") {
			return
		}
		a = Less
	default:
		return
	}
	for _, w := range notApprox {
		if strings.HasSuffix(sc.s[:i], w) {
			return
		}
	}
	if q.Approx == Exact {
		q.Approx = a
	}
}
