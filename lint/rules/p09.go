package rules

import (
	"strings"
	"unicode/utf8"

	"zhenggai/lint"
	"zhenggai/source"
	"zhenggai/zh"
)

var p09 = &lint.Rule{
	ID: "P09", Name: "plate-or-account",
	Title:    lint.Say{ZH: "出现车辆号牌", EN: "a vehicle's number plate"},
	Severity: lint.Warning,
	Words: []lint.Word{{Find: "私家车"}, {Find: "私车"}, {Find: "车牌"}, {Find: "号牌"}, {Find: "牌照"}, {Find: "牌号"}, {Find: "车号"}, {Find: "轿车"}, {Find: "越野车"}, {Find: "面包车"},
		{Find: "小汽车"}, {Find: "商务车"}, {Find: "公务用车"}, {Find: "公务车"}, {Find: "公车"}, {Find: "车辆"}},
	Check: func(p *lint.Pass) {
		last := int32(-1)
		for _, h := range p.Hits() {
			s, ok := plateNear(p.Body, h.Span)
			if !ok || s.Start <= last {
				continue
			}
			last = s.Start
			near := before(p.Body, s.Start, 60) + behind(p.Body, s.End, 30)
			f := p.Found(s, lint.Say{ZH: "疑似车辆号牌“%s”，公开前请核对，个人车辆的请遮盖。", EN: "Probably a vehicle's number plate, %q; please mask it before publication if the vehicle is private."}, p.In(s))
			if !zh.HasAny(near, "私家车", "私车", "个人", "本人", "其妻", "其夫", "亲属") || strings.Contains(near, "公务用车") {
				f.As(lint.Hint)
			}
		}
	},
}

// provinces begin number plates.
const provinces = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"

// plateNear returns the number plate within twenty characters of h.
func plateNear(body string, h source.Span) (source.Span, bool) {
	left := before(body, h.Start, 60)
	if s, ok := plateIn(left, h.Start-int32(len(left))); ok {
		return s, true
	}
	return plateIn(behind(body, h.End, 60), h.End)
}

// plateIn returns the first plate in s, which stands at off: a province, a letter,
// and five or six letters and digits.
func plateIn(s string, off int32) (source.Span, bool) {
	for i, r := range s {
		if r < 0x80 || !strings.ContainsRune(provinces, r) {
			continue
		}
		j := i + utf8.RuneLen(r)
		if j >= len(s) || s[j] < 'A' || s[j] > 'Z' {
			continue
		}
		j++
		for _, dot := range [...]string{"·", "•", "-", "."} {
			if strings.HasPrefix(s[j:], dot) {
				j += len(dot)
				break
			}
		}
		n, digit := 0, false
		for j+n < len(s) && (s[j+n] >= '0' && s[j+n] <= '9' || s[j+n] >= 'A' && s[j+n] <= 'Z') {
			digit = digit || s[j+n] <= '9'
			n++
		}
		if n >= 4 && n <= 6 && digit {
			return source.Span{Start: off + int32(i), End: off + int32(j+n)}, true
		}
	}
	return source.Span{}, false
}
