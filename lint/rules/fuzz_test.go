package rules

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"zhenggai/lint"
	"zhenggai/report"
	"zhenggai/source"
	"zhenggai/zh"
)

// sound returns what is wrong with findings as such, whatever the text.
func sound(body string, found []lint.Finding) string {
	for i := range found {
		f := &found[i]
		spans := append([]source.Span{f.Span}, f.More...)
		for _, r := range f.Related {
			spans = append(spans, r.Span)
		}
		for _, s := range spans {
			if s.Start < 0 || s.End < s.Start || int(s.End) > len(body) ||
				int(s.Start) < len(body) && !utf8.RuneStart(body[s.Start]) || int(s.End) < len(body) && !utf8.RuneStart(body[s.End]) {
				return f.Rule.ID + ": a span outside the text or through a character"
			}
		}
		for _, lang := range []string{"zh", "en"} {
			if m := f.Message(lang); m == "" || strings.Contains(m, "%!") {
				return f.Rule.ID + ": bad message " + m
			}
		}
	}
	return ""
}

// TestDamaged runs all rules over damaged reports: lines lost, doubled, swapped,
// cut, joined.
func TestDamaged(t *testing.T) {
	t.Parallel()
	lines := strings.Split(report30(t), "\n")
	var r report.Reader
	c := lint.NewChecker(All(), lint.Config{Today: zh.D(2025, 3, 1)})
	rapid.Check(t, func(t *rapid.T) {
		from := rapid.IntRange(0, len(lines)-12).Draw(t, "from")
		part := append([]string(nil), lines[from:from+12]...)
		for k := rapid.IntRange(0, 5).Draw(t, "times"); k > 0; k-- {
			i, j := rapid.IntRange(0, 11).Draw(t, "line"), rapid.IntRange(0, 11).Draw(t, "other")
			switch rapid.IntRange(0, 3).Draw(t, "how") {
			case 0:
				part[i] = part[j]
			case 1:
				part[i], part[j] = part[j], part[i]
			case 2:
				runes := []rune(part[i])
				part[i] = string(runes[rapid.IntRange(0, len(runes)).Draw(t, "cut"):])
			case 3:
				part[i] += part[j]
			}
		}
		text := strings.Join(part, "\n")
		if bad := sound(text, c.Check(r.Read(source.New(text)))); bad != "" {
			t.Fatal(bad)
		}
	})
}

// FuzzCheck holds that no text makes a rule panic or point outside it.
func FuzzCheck(f *testing.F) {
	for _, rule := range All() {
		for _, part := range strings.Split(rule.Page, "```text\n")[1:] {
			example, _, _ := strings.Cut(part, "```")
			f.Add(example)
		}
	}
	var r report.Reader
	c := lint.NewChecker(All(), lint.Config{Today: zh.D(2025, 3, 1)})
	f.Fuzz(func(t *testing.T, s string) {
		text := source.New(s)
		if bad := sound(text.Valid(), c.Check(r.Read(text))); bad != "" {
			t.Fatal(bad)
		}
	})
}
