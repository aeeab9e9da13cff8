package report

import (
	"fmt"

	"zhenggai/source"
)

// String returns the name of t as the JSON has it.
func (t DocType) String() string {
	return [...]string{"other", "rule", "flow", "plan", "notice", "report"}[t]
}

// String returns the name of e as the JSON has it.
func (e DocEvent) String() string {
	return [...]string{"mentioned", "issued", "studied", "applied"}[e]
}

// String returns the name of a as the JSON has it.
func (a Approx) String() string {
	return [...]string{"exact", "about", "more", "less", "between"}[a]
}

// String returns the name of k as the JSON has it.
func (k ContactKind) String() string {
	return [...]string{"phone", "mobile", "mail", "address", "postcode", "idcard", "card"}[k]
}

// RepairMessage says in lang what r repaired.
func (o *Outline) RepairMessage(r *Repair, lang string) string {
	style := StyleNone
	printed := o.Text.Slice(r.Span)
	if r.Node != None {
		style = o.Nodes[r.Node].Style
	}
	a, b := style.Format(r.A), style.Format(r.B)
	if r.Kind == RepairNumber || r.Kind == RepairMissing { // in the form of the printed one
		a, b = renumber(printed, style, r.A), renumber(printed, style, r.B)
	}
	en := lang == "en"
	switch r.Kind {
	case RepairNumber:
		if en {
			return fmt.Sprintf("%s is read as %s, which fits the sequence", printed, b)
		}
		return fmt.Sprintf("按前后顺序，%s 读作 %s", printed, b)
	case RepairMissing:
		if r.A == r.B {
			if en {
				return fmt.Sprintf("%s is missing before %s", a, printed)
			}
			return fmt.Sprintf("%s 之前缺少 %s", printed, a)
		}
		if en {
			return fmt.Sprintf("%s to %s are missing before %s", a, b, printed)
		}
		return fmt.Sprintf("%s 之前缺少 %s 至 %s", printed, a, b)
	case RepairHeading:
		if en {
			return fmt.Sprintf("heading %s is not printed; it was inferred, please confirm", b)
		}
		return fmt.Sprintf("未见标题 %s，已推定其位置，请确认", b)
	case RepairBareLine:
		if en {
			return fmt.Sprintf("the number %s stands alone on its line and was joined with the next", printed)
		}
		return fmt.Sprintf("编号 %s 独占一行，已与下一行相连", printed)
	case RepairBreak:
		if en {
			return "a line break inside a sentence was taken out"
		}
		return "句中断行，已相连"
	case RepairGlued:
		if en {
			return fmt.Sprintf("%s stands in the middle of a line and was read as a heading", printed)
		}
		return fmt.Sprintf("%s 出现在行中，已按标题另起", printed)
	}
	return ""
}

// Noun returns what q counts: the words behind its classifier, at most eight
// characters, to the next punctuation; empty if none follow.
func (o *Outline) Noun(q *Quantity) source.Span {
	s := o.Text.Valid()
	i := int(q.End)
	if q.Class.End > q.End {
		i = int(q.Class.End)
	}
	if r, n := runeAt(s, i); r == '的' {
		i += n
	}
	j := i
	for runes := 0; runes < 8 && j < len(s); runes++ {
		c, n := at(s, j)
		if c != clPlain && c != clOrg && c != clTop && c != clWord {
			break
		}
		if r, _ := runeAt(s, j); r == '的' || r == '和' || r == '及' || r == '已' || r == '均' || r == '全' || r == '进' || r == '为' {
			break
		}
		j += n
	}
	return span(i, j)
}
