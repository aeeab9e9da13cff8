package lint

import (
	"encoding/json"
	"fmt"
	"io"

	"zhenggai/fault"
	"zhenggai/source"
	"zhenggai/zh"
)

// A Waiver says that a finding was looked at and explained. It is bound to the
// words, not to their offset: it survives changes elsewhere in the text and ends
// when the words themselves change.
type Waiver struct {
	Rule   string `json:"rule"`
	Anchor string `json:"anchor"` // see Anchor
	Reason string `json:"reason"` // required
	By     string `json:"by,omitempty"`
	On     string `json:"on,omitempty"` // day, 2006-01-02
}

// ReadWaivers reads waivers from JSON: a list of objects.
func ReadWaivers(r io.Reader) ([]Waiver, error) {
	var list []Waiver
	dec := json.NewDecoder(r)
	dec.DisallowUnknownFields()
	if err := dec.Decode(&list); err != nil {
		return nil, fault.New(fault.Invalid, fmt.Sprintf("豁免文件有误（%v），请按说明改正后重试。", err),
			fmt.Sprintf("The waiver file is not right (%v); please correct it.", err), err)
	}
	for i, w := range list {
		if w.Rule == "" || w.Anchor == "" || w.Reason == "" {
			return nil, fault.New(fault.Invalid, fmt.Sprintf("第 %d 条豁免缺少规则、位置或理由，请补全。", i+1),
				fmt.Sprintf("Waiver %d lacks its rule, anchor or reason; please complete it.", i+1), nil)
		}
	}
	return list, nil
}

// Anchor names a finding by rule and words: the words at fault, and up to sixteen
// characters on each side in the same line, folded.
func Anchor(body string, rule string, s source.Span) string {
	from, to := int(s.Start), int(s.End)
	for k := 0; k < 16 && from > 0 && body[from-1] != '\n'; k++ {
		from--
		for from > 0 && body[from]&0xC0 == 0x80 {
			from--
		}
	}
	for k := 0; k < 16 && to < len(body) && body[to] != '\n'; k++ {
		to++
		for to < len(body) && body[to]&0xC0 == 0x80 {
			to++
		}
	}
	return fmt.Sprintf("%s-%012x", rule, zh.Key(body[from:to])&(1<<48-1))
}

// Waive marks the findings that a waiver covers and returns the waivers that
// cover none: those are stale and are to be reported too.
func Waive(body string, found []Finding, waivers []Waiver) (stale []Waiver) {
	for _, w := range waivers {
		used := false
		for i := range found {
			f := &found[i]
			if f.Rule.ID == w.Rule && Anchor(body, w.Rule, f.Span) == w.Anchor {
				f.Waived, used = w.Reason, true
			}
		}
		if !used {
			stale = append(stale, w)
		}
	}
	return stale
}

// Anchor returns the anchor of f in body, for a waiver.
func (f *Finding) Anchor(body string) string { return Anchor(body, f.Rule.ID, f.Span) }
