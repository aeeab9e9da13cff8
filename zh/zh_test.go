package zh

import (
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestParseNumeral(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		in string
		v  int64
		n  int // characters read
	}{
		{"二十一个", 21, 3}, {"十", 10, 1}, {"十二", 12, 2}, {"一百零五", 105, 4}, {"三万五千", 35000, 4}, {"两亿", 2e8, 2},
		{"二〇二六年", 2026, 4}, {"廿三", 23, 2}, {"卅", 30, 1}, {"壹佰贰拾", 120, 4}, {"一万零三百", 10300, 5}, {"一亿二千万", 120000000, 5},
		{"百", 0, 0}, {"万", 0, 0}, {"个", 0, 0}, {"", 0, 0}, {"三个", 3, 1}, {"一千一", 1001, 3}, {"零", 0, 1},
	} {
		v, n := ParseNumeral(c.in)
		if v != c.v || n != 3*c.n {
			t.Errorf("ParseNumeral(%q) = %d, %d bytes; want %d, %d", c.in, v, n, c.v, 3*c.n)
		}
	}
}

func TestNumeralRoundTrip(t *testing.T) {
	t.Parallel()
	check := func(t interface{ Fatalf(string, ...any) }, v int64) {
		s := FormatNumeral(v)
		if got, n := ParseNumeral(s); got != v || n != len(s) {
			t.Fatalf("%d is written %s and read %d (%d of %d bytes)", v, s, got, n, len(s))
		}
	}
	for v := int64(0); v < 20000; v++ {
		check(t, v)
	}
	rapid.Check(t, func(t *rapid.T) { check(t, rapid.Int64Range(0, 1e12).Draw(t, "v")) })
}

func FuzzParseNumeral(f *testing.F) {
	for _, s := range []string{"三万五千", "二〇二六", "廿三", "一亿零三万", "十百千万亿"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		v, n := ParseNumeral(s)
		if n < 0 || n > len(s) || v < 0 && n < 60 {
			t.Errorf("ParseNumeral(%q) = %d, %d", s, v, n)
		}
	})
}

func TestDates(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		day := time.Date(1900, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, rapid.IntRange(0, 80000).Draw(t, "days"))
		more := rapid.IntRange(-4000, 4000).Draw(t, "more")
		other := day.AddDate(0, 0, more)
		a, b := D(day.Year(), int(day.Month()), day.Day()), D(other.Year(), int(other.Month()), other.Day())
		if !a.Valid() || b.Days()-a.Days() != more || a.Before(b) != (more > 0) || a.After(b) != (more < 0) {
			t.Fatalf("%s and %s are %d days apart, not %d", a, b, b.Days()-a.Days(), more)
		}
		if back, err := ParseDay(a.String()); err != nil || back != a {
			t.Fatalf("%s is read back as %s: %v", a, back, err)
		}
	})
	for _, bad := range []Date{D(2023, 2, 29), D(2023, 13, 1), D(2023, 6, 31), D(2023, 0, 1), {}} {
		if bad.Valid() {
			t.Errorf("%v passes for a day", bad)
		}
	}
	if got := D(2023, 8, 31).AddMonths(6); got != D(2024, 2, 29) {
		t.Errorf("six months after 31 August 2023 is %s", got)
	}
	if got := Month(2024, 2); got.Days() != 29 || Year(2023).Days() != 365 {
		t.Errorf("February 2024 has %d days, 2023 has %d", got.Days(), Year(2023).Days())
	}
}

func TestDecimal(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		d            Decimal
		plain, money string
	}{
		{Int(5487400), "5487400", "5487400.00"}, {3995 * One / 10, "399.5", "399.50"}, {One / 20, "0.05", "0.05"},
		{-One / 2, "-0.5", "-0.50"}, {70200, "7.02", "7.02"}, {1, "0.0001", "0.0001"}, {0, "0", "0.00"},
	} {
		if c.d.String() != c.plain || c.d.Fixed() != c.money {
			t.Errorf("%d prints %s and %s, want %s and %s", c.d, c.d, c.d.Fixed(), c.plain, c.money)
		}
	}
	if !Int(3).IsInt() || (One / 2).IsInt() || Int(7).Int() != 7 {
		t.Error("whole numbers are not told from others")
	}
}

func TestFold(t *testing.T) {
	t.Parallel()
	for _, c := range [][2]string{
		{"《关于ＡＢ１２的通知》", "关于ab12的通知"}, {"a b，c。", "ABC"}, {"二〇二〇", "二零二零"},
	} {
		if Key(c[0]) != Key(c[1]) {
			t.Errorf("%q and %q have other keys", c[0], c[1])
		}
	}
	if Key("学习办法") == Key("学习方法") {
		t.Error("different names have one key")
	}
}

func TestBigrams(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"党组会": "党组 组会", "钱": "钱", "用Excel表2个": "用 excel 表 2 个", "": "", "a-b": "a b", "经费，使用": "经费 使用",
	} {
		var got []string
		Bigrams(in, func(s string) bool { got = append(got, s); return true })
		if strings.Join(got, " ") != want {
			t.Errorf("bigrams of %q are %q, want %q", in, got, want)
		}
	}
	// A word of two characters is found exactly where it stands.
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOfN(rapid.RuneFrom([]rune("经费使用党组会 a，")), 0, 20, -1).Draw(t, "text")
		word := rapid.StringOfN(rapid.RuneFrom([]rune("经费使用党组会")), 2, 2, -1).Draw(t, "word")
		var all []string
		Bigrams(text, func(s string) bool { all = append(all, s); return true })
		if slices.Contains(all, word) != strings.Contains(text, word) {
			t.Fatalf("%q in %q: bigrams say %v", word, text, slices.Contains(all, word))
		}
	})
}

func TestWidth(t *testing.T) {
	t.Parallel()
	for s, want := range map[string]int{"问题1.": 6, "，": 2, "a,": 2, "“引”": 4, "\u200b": 0, "e\u0301": 1} {
		if got := StringWidth(s, false); got != want {
			t.Errorf("%q takes %d columns, want %d", s, got, want)
		}
	}
	if StringWidth("“引”", true) != 6 {
		t.Error("ambiguous characters are not wide where the terminal says so")
	}
}
