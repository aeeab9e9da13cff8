package cli

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"zhenggai/source"
)

func TestWrap(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text string
		n    int
		want []string
	}{
		{"", 10, nil},
		{"一二三四五", 10, []string{"一二三四五"}},
		{"一二三四五六", 10, []string{"一二三四五", "六"}},
		{"一二三四五，六", 10, []string{"一二三四", "五，六"}},
		{"一二三四“五", 10, []string{"一二三四", "“五"}},
		{"see the options", 9, []string{"see the", "options"}},
		{"abcdefghij", 4, []string{"abcd", "efgh", "ij"}},
	} {
		if got := wrap(c.text, c.n); !slices.Equal(got, c.want) {
			t.Errorf("wrap(%q, %d) = %q, want %q", c.text, c.n, got, c.want)
		}
	}
}

func TestWrapKeepsWidthAndText(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`[一-十a-z，。“”（） 0-9]{0,80}`).Draw(t, "text")
		n := rapid.IntRange(4, 40).Draw(t, "n")
		lines := wrap(text, n)
		for _, l := range lines {
			if widthOf(l) > n {
				t.Fatalf("%q is wider than %d", l, n)
			}
		}
		bare := func(s string) string { return strings.ReplaceAll(s, " ", "") }
		if got := bare(strings.Join(lines, "")); got != bare(text) {
			t.Fatalf("%q became %q", text, got)
		}
	})
}

func TestCut(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text string
		n    int
		want string
	}{{"一二三", 6, "一二三"}, {"一二三", 5, "一二…"}, {"abc", 2, "a…"}, {"", 3, ""}} {
		if got := cut(c.text, c.n); got != c.want {
			t.Errorf("cut(%q, %d) = %q, want %q", c.text, c.n, got, c.want)
		}
	}
}

// The marks stand under the words, whatever is cut off and however wide the
// characters are.
func TestExcerptMarksTheWords(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		line := rapid.StringMatching(`[一-十a-z“…0-9（é\t]{1,120}`).Draw(t, "line")
		runes := utf8.RuneCountInString(line)
		from := rapid.IntRange(0, runes-1).Draw(t, "from")
		to := rapid.IntRange(from+1, runes).Draw(t, "to")
		offset := func(n int) int32 { return int32(len(string([]rune(line)[:n]))) }
		text := source.New("前一行\n" + line + "\n后一行")
		base := int32(len("前一行\n"))
		at := source.Span{Start: base + offset(from), End: base + offset(to)}
		width := rapid.IntRange(30, 100).Draw(t, "width")
		var b strings.Builder
		e := excerpt{ruler: newRuler(text), width: width, mark: '^', numbered: true}
		e.write(&b, []source.Span{at})
		rows := strings.Split(b.String(), "\n")
		words, under := strings.TrimPrefix(rows[0], "    2 │ "), strings.TrimPrefix(rows[1], "      │ ")
		if widthOf(rows[0]) > width || widthOf(rows[1]) > width {
			t.Fatalf("wider than %d:\n%s", width, b.String())
		}
		marked, col := "", 0
		for _, r := range words {
			w := widthOf(string(r))
			if col < len(under) && under[col] == '^' {
				marked += string(r)
			}
			col += w
		}
		if want := inert(text.Slice(at)); strings.Trim(marked, " ") == "" && strings.Trim(want, " ") != "" || !strings.HasPrefix(want, strings.TrimRight(marked, " ")) {
			t.Fatalf("marked %q of %q:\n%s", marked, want, b.String())
		}
	})
}

func TestExcerptOfAPlace(t *testing.T) {
	t.Parallel()
	text := source.New("一二三\n四五六")
	for _, c := range []struct {
		at   source.Span
		want string
	}{
		{source.Span{Start: 3, End: 3}, "    1 │ 一二三\n      │   ^^\n"},
		{source.Span{Start: 9, End: 9}, "    1 │ 一二三\n      │       ^\n"},
		{source.Span{Start: 6, End: 13}, "    1 │ 一二三\n      │     ^^\n"},
		{source.Span{Start: 19, End: 19}, "    2 │ 四五六\n      │       ^\n"},
	} {
		var b strings.Builder
		e := excerpt{ruler: newRuler(text), width: 80, mark: '^', numbered: true}
		e.write(&b, []source.Span{c.at})
		if b.String() != c.want {
			t.Errorf("%v:\n%s", c.at, b.String())
		}
	}
}

// The ruler says what the text itself says.
func TestRuler(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		body := strings.Repeat(rapid.StringMatching(`[一二a😀é\n\r]{1,40}`).Draw(t, "line"), rapid.IntRange(1, 200).Draw(t, "times")) + rapid.SampledFrom([]string{"", "\xff\xfe", "\n"}).Draw(t, "end")
		text := source.New(body)
		r := newRuler(text)
		off := rapid.IntRange(0, len(body)).Draw(t, "off")
		for off < len(body) && !utf8.RuneStart(body[off]) {
			off++
		}
		for _, o := range []int32{int32(off), int32(len(body)), 0} {
			if got, want := r.at(o), text.Position(o); got != want {
				t.Fatalf("offset %d: %v, want %v", o, got, want)
			}
			if got, units := r.atUTF16(o); got != text.PositionUTF16(o) || units != source.UTF16Len(body[:o]) {
				t.Fatalf("offset %d: %v and %d", o, got, units)
			}
		}
	})
}

func TestInert(t *testing.T) {
	t.Parallel()
	if got := inert("a\x1b[1m\tb\r\nc\u202e\u0085d"); got != "a·[1m b  c··d" {
		t.Errorf("%q", got)
	}
}
