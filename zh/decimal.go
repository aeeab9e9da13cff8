package zh

import "strconv"

// A Decimal is a fixed-point number in units of 1/10,000: exact for money down
// to a tenth of a fen and for every per cent that reports print. Floats would
// make 548.74万元 unequal to itself.
type Decimal int64

// One is 1 as a Decimal.
const One Decimal = 10_000

// Int returns n as a Decimal.
func Int(n int64) Decimal { return Decimal(n) * One }

// IsInt reports whether d is whole.
func (d Decimal) IsInt() bool { return d%One == 0 }

// Int returns the whole part of d.
func (d Decimal) Int() int64 { return int64(d / One) }

// String returns d with as few decimals as it needs.
func (d Decimal) String() string { return string(d.append(nil, 0)) }

// Fixed returns d with at least two decimals, as money is written.
func (d Decimal) Fixed() string { return string(d.append(nil, 2)) }

func (d Decimal) append(b []byte, least int) []byte {
	if d < 0 {
		b, d = append(b, '-'), -d
	}
	b = strconv.AppendInt(b, int64(d/One), 10)
	frac, digits := int64(d%One), 4
	for digits > least && frac%10 == 0 {
		frac /= 10
		digits--
	}
	if digits == 0 {
		return b
	}
	b = append(b, '.')
	at := len(b)
	b = strconv.AppendInt(b, frac, 10)
	for len(b)-at < digits { // leading zeros of the fraction
		b = append(b[:at+1], b[at:]...)
		b[at] = '0'
	}
	return b
}
