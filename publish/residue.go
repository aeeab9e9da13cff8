package publish

import (
	"strings"
	"unicode/utf8"

	"zhenggai/form"
	"zhenggai/ledger"
	"zhenggai/lint/rules"
	"zhenggai/zh"
)

// A Left is what masking may have missed.
type Left struct {
	At       string
	From, To int
	Rule     string // key of Masks that it looks like
}

// Residue looks through a masked bulletin by patterns that are stricter than those of
// the masks: they see numbers through any separators, in Chinese numerals and inside of
// other characters, and would rather see one too many. hidden are words that were
// masked somewhere and must stand nowhere.
func Residue(b *form.Bulletin, hidden ...string) (all []Left) {
	b.Texts(func(at string, text *string) {
		s := *text
		found := func(rule string, w span) { all = append(all, Left{at, w.from, w.to, rule}) }
		if !contactLine(at) {
			for _, w := range findMobilesStrictly(s) {
				found("mobile", w)
			}
			for _, k := range [...]string{"@", "＠"} {
				for _, w := range occurrences(s, k) {
					if rest := s[w.to:]; rules.FreeMail(rest[:domainLen(rest)]) {
						found("mail", w)
					}
				}
			}
			for _, w := range findPlates(s) {
				found("plate", w)
			}
			for _, w := range findHomes(s) {
				if !strings.Contains(s[w.from:w.to], Stars) {
					found("home", w)
				}
			}
		}
		for _, w := range findNumbersStrictly(s) {
			found(w.rule, w.span)
		}
		for _, w := range occurrences(s, "★") {
			found("secret", w)
		}
		for _, w := range findSanctioned(s) {
			found("name", w)
		}
		for _, w := range findInformants(s) {
			found("informant", w)
		}
		for _, words := range hidden {
			if strings.HasPrefix(at, "items/") && utf8.RuneCountInString(words) >= 3 {
				for _, w := range occurrences(s, words) {
					found("hand", w)
				}
			}
		}
	})
	return all
}

func domainLen(s string) (n int) {
	for n < len(s) && mailLetter(s[n]) {
		n++
	}
	return len(strings.TrimRight(s[:n], ".-"))
}

// loose returns the digits of s as one row with where each begins and ends, whatever
// separators stand between them. A character that is neither ends a row.
func loose(s string, chinese bool, row func(digits string, at []span)) {
	var digits []byte
	var at []span
	flush := func() {
		if len(digits) > 0 {
			row(string(digits), at)
		}
		digits, at = nil, nil
	}
	for i := 0; i < len(s); {
		d, n := digitAt(s, i)
		if n == 0 {
			r, w := utf8.DecodeRuneInString(s[i:])
			n = w
			if k := strings.IndexRune("〇一二三四五六七八九", r); chinese && k >= 0 {
				d = byte('0' + k/3)
			} else if r == '零' && chinese {
				d = '0'
			} else if chinese || !strings.ContainsRune(" -－—·_\u3000\u00a0", r) {
				flush()
			}
		}
		if d != 0 {
			digits, at = append(digits, d), append(at, span{i, i + n})
		}
		i += n
	}
	flush()
}

// findMobilesStrictly finds rows of exactly eleven digits, or 86 and eleven, that begin
// like a mobile number.
func findMobilesStrictly(s string) (all []span) {
	for _, chinese := range [...]bool{false, true} {
		loose(s, chinese, func(digits string, at []span) {
			if isMobile(digits) && (len(digits) == 11 || len(digits) == 13) {
				if w := (span{at[0].from, at[len(at)-1].to}); !amount(s, w) && !numbered(s, w) {
					all = append(all, w)
				}
			}
		})
	}
	return all
}

// numbered reports whether words before a number call it the number of a thing.
func numbered(s string, w span) bool {
	return zh.HasAny(clause(s, w.from, 48), "编号", "单号", "代码", "文号", "票号", "合同号", "凭证号", "识别号", "税号", "条码")
}

type ruled struct {
	span
	rule string
}

// findNumbersStrictly finds identity numbers and cards in rows of digits.
func findNumbersStrictly(s string) (all []ruled) {
	loose(s, false, func(digits string, at []span) {
		w := span{at[0].from, at[len(at)-1].to}
		last := w.to
		if crossAt(s, last) > 0 && len(digits) == 17 {
			digits, w.to = digits+"X", last+crossAt(s, last)
		}
		switch n := len(digits); {
		case isID(digits):
			all = append(all, ruled{w, "id"})
		case n >= 16 && n <= 19 && !strings.HasSuffix(digits, "X") && luhn(digits) && !amount(s, w) && !numbered(s, w):
			all = append(all, ruled{w, "card"})
		case isOldID(digits) && !numbered(s, w):
			all = append(all, ruled{w, "id"})
		}
	})
	return all
}

// residue makes checks of what masking left. What a person lifted is his decision and
// only told of.
func (a *Audit) residue() (all []ledger.Check) {
	var hidden []string
	for _, m := range a.Masks {
		if m.Undone == "" && (m.Rule == "name" || m.Rule == "informant" || m.Rule == ledger.ByHand) {
			hidden = append(hidden, Before(a.Draft, m))
		}
	}
	content := texts(a.Content)
	for _, l := range Residue(a.Content, hidden...) {
		words := content[l.At][l.From:l.To]
		c := ledger.Check{Key: keyOf("residue", l.At, words), Rule: "residue", Severity: "error", At: l.At, Words: short(words),
			ZH: "脱敏以后仍有疑似" + MaskName(l.Rule, "zh") + "，请遮盖；确可公开的，取消遮盖并写明理由。",
			EN: "What looks like a " + MaskName(l.Rule, "en") + " is left after masking; please mask it, or lift its mask with a reason."}
		if l.Rule == ledger.ByHand {
			c.ZH, c.EN = "这几个字在别处已经遮盖，这里没有；请一并遮盖。", "These words are masked elsewhere and not here; please mask them here too."
		}
		if m := a.lifted(l.At, words, ""); m != nil {
			c.Severity, c.ZH, c.EN = "hint", "已取消遮盖，理由："+m.Undone, "The mask was lifted: "+m.Undone
		}
		all = append(all, c)
	}
	return all
}

// CheckNames are the names of the checks that are not rules of package lint.
var CheckNames = []ledger.Word{
	{Key: "missing", ZH: "台账有、公开稿没有", EN: "in the ledger, not in the bulletin"},
	{Key: "extra", ZH: "公开稿有、台账没有", EN: "in the bulletin, not in the ledger"},
	{Key: "status", ZH: "完成情况与台账不符", EN: "status differs from the ledger"},
	{Key: "claim", ZH: "成效的说法与台账不符", EN: "a result claims another state"},
	{Key: "measure", ZH: "措施没有写全", EN: "a measure is missing"},
	{Key: "no-measure", ZH: "没有措施", EN: "no measure"},
	{Key: "no-result", ZH: "没有成效", EN: "no result"},
	{Key: "unfilled", ZH: "没有填写", EN: "not filled in"},
	{Key: "figure", ZH: "数字与台账不符", EN: "numbers differ from the ledger"},
	{Key: "stale", ZH: "起草后有改动", EN: "changed since the draft"},
	{Key: "residue", ZH: "脱敏残留", EN: "left after masking"},
}
