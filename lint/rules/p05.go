package rules

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"zhenggai/lint"
	"zhenggai/source"
	"zhenggai/zh"
)

var p05 = &lint.Rule{
	ID: "P05", Name: "home-address",
	Title:    lint.Say{ZH: "出现详细到户的住址", EN: "an address down to the door"},
	Severity: lint.Warning,
	Words:    []lint.Word{{Find: "单元"}, {Find: "号楼"}},
	Check: func(p *lint.Pass) {
		end := closing(p.Outline)
		last := int32(-1)
		for _, h := range p.Hits() {
			s, ok := dwelling(p.Body, h.Span)
			if !ok || s.Start < last || end > 0 && h.Span.Start >= end {
				continue
			}
			near := before(p.Body, s.Start, 75) + p.In(s)
			if zh.HasAny(near, "办公", "大厦", "写字楼", "政务", "服务中心", "广场", "通信地址", "联系地址", "地址：", "地址:", "商铺", "门面", "公租房", "廉租房", "房产", "房屋", "维修", "加装", "安装", "改造") {
				continue
			}
			last = s.End
			p.Found(s, lint.Say{ZH: "“%s”详细到户，公开前请概括到小区或者街道。", EN: "%q leads to one door; please name only the estate or the street before publication."}, p.In(s)).Sure(85)
		}
	},
}

// dwelling returns the address around 单元 or 号楼 at h, from the number of the
// house to that of the door; false if no door is named.
func dwelling(body string, h source.Span) (source.Span, bool) {
	digits := func(s string) int {
		n := 0
		for n < len(s) && s[n] >= '0' && s[n] <= '9' {
			n++
		}
		return n
	}
	s := h
	for s.Start > 0 && body[s.Start-1] >= '0' && body[s.Start-1] <= '9' {
		s.Start--
	}
	if s.Start == h.Start {
		return s, false
	}
	if head := before(body, s.Start, 12); zh.EndsAny(head, "栋", "幢", "座", "号楼", "号") {
		for _, w := range [...]string{"栋", "幢", "座", "号楼", "号"} {
			if strings.HasSuffix(head, w) {
				s.Start -= int32(len(w))
				for s.Start > 0 && body[s.Start-1] >= '0' && body[s.Start-1] <= '9' {
					s.Start--
				}
				break
			}
		}
	}
	rest := body[h.End:]
	if n := digits(rest); n > 0 && strings.HasPrefix(rest[n:], "单元") {
		rest = rest[n+len("单元"):]
	}
	n := digits(rest)
	if n < 2 {
		return s, false
	}
	rest = rest[n:]
	s.End = int32(len(body) - len(rest))
	for _, w := range [...]string{"室", "号", "户"} {
		if strings.HasPrefix(rest, w) {
			s.End += int32(len(w))
			return s, true
		}
	}
	next, _ := utf8.DecodeRuneInString(rest)
	return s, n >= 3 && !unicode.IsLetter(next) // 120人 counts something
}
