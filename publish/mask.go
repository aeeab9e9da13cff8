package publish

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"zhenggai/fault"
	"zhenggai/form"
	"zhenggai/ledger"
	"zhenggai/lint"
	"zhenggai/lint/rules"
	"zhenggai/report"
	"zhenggai/source"
	"zhenggai/zh"
)

// A MaskRule finds one kind of words that the public must not read.
type MaskRule struct {
	Key, ZH, EN string
	Why         fault.Msg
	Lint        string // the rule of package lint that looks for the same
	Contact     bool   // in the unit's own lines of contact as well
	find        func(s string) []span
	after       func(words string) string // nil is Stars
}

// Stars stand where something was taken out.
const Stars = "***"

// Masks is the table of masks. Where two find the same words the first one holds.
var Masks = []MaskRule{
	{Key: "id", ZH: "居民身份证号码", EN: "identity card number", Lint: "P01", Contact: true, find: findIDs,
		Why: fault.Msg{ZH: "身份证号码是个人信息，不得公开", EN: "an identity number is personal"}},
	{Key: "card", ZH: "银行卡号、账号", EN: "bank card or account", Lint: "P04", Contact: true, find: findCards,
		Why: fault.Msg{ZH: "银行卡号和账号不得公开", EN: "card and account numbers are nobody else's business"}},
	{Key: "mobile", ZH: "手机号码", EN: "mobile number", Lint: "P02", find: findMobiles,
		Why: fault.Msg{ZH: "手机号码是个人信息；对外公开的联系方式应当是办公电话", EN: "a mobile number is personal; what is given to the public is an office number"}},
	{Key: "mail", ZH: "个人电子邮箱", EN: "private mail address", Lint: "P03", find: findMail,
		Why: fault.Msg{ZH: "个人邮箱是个人信息", EN: "a private mail address is personal"}},
	{Key: "chat", ZH: "微信号、QQ号", EN: "chat account", find: findChat,
		Why: fault.Msg{ZH: "个人即时通讯账号是个人信息", EN: "a private chat account is personal"}},
	{Key: "home", ZH: "家庭住址", EN: "home address", Lint: "P05", find: findHomes,
		Why: fault.Msg{ZH: "详细到户的住址是个人信息", EN: "an address down to the door is personal"}},
	{Key: "plate", ZH: "车辆号牌", EN: "number plate", Lint: "P09", find: findPlates,
		Why: fault.Msg{ZH: "由号牌可以认出车主", EN: "the plate leads to the owner"}},
	{Key: "secret", ZH: "涉密文件的标志和文号", EN: "marks and numbers of classified papers", find: findSecrets,
		Why: fault.Msg{ZH: "涉密文件的密级和文号不得公开", EN: "the mark and number of a classified paper must not be published"}},
	{Key: "informant", ZH: "举报人、信访人姓名", EN: "name of an informant", find: findInformants,
		Why: fault.Msg{ZH: "不得泄露举报人、信访人", EN: "whoever informed must not be shown"}},
	{Key: "name", ZH: "被谈话、被处理人姓名", EN: "name of who was dealt with", Lint: "P06", find: findSanctioned, after: maskName,
		Why: fault.Msg{ZH: "对个人的谈话和处理未经公布的，不点名公开", EN: "how a person was dealt with is not published by name"}},
}

// MaskRuleOf returns the rule of a key, or nil.
func MaskRuleOf(key string) *MaskRule {
	for i := range Masks {
		if Masks[i].Key == key {
			return &Masks[i]
		}
	}
	return nil
}

// MaskName names the rule of a mask in the language lang.
func MaskName(key, lang string) string {
	if r := MaskRuleOf(key); r != nil {
		return fault.Msg{ZH: r.ZH, EN: r.EN}.In(lang)
	}
	return fault.Msg{ZH: "手工遮盖", EN: "by hand"}.In(lang)
}

// MaskWhy returns why a mask is there.
func MaskWhy(m ledger.Mask, lang string) string {
	if r := MaskRuleOf(m.Rule); r != nil {
		return r.Why.In(lang)
	}
	return m.Why
}

// Mask finds what is to be masked in b, in the order in which it is read. It changes
// nothing: [Render] does.
func Mask(b *form.Bulletin) (all []ledger.Mask) {
	var known []string // full names of people who were dealt with
	f := newFinder()
	b.Texts(func(at string, text *string) {
		for _, m := range f.masks(at, *text) {
			if words := (*text)[m.From:m.To]; m.Rule == "name" && utf8.RuneCountInString(words) >= 3 && !slices.Contains(known, words) {
				known = append(known, words)
			}
			all = append(all, m)
		}
	})
	// Somebody who is masked in one place must not be named in the next.
	b.Texts(func(at string, text *string) {
		if !strings.HasPrefix(at, "items/") {
			return
		}
		for _, name := range known {
			for _, w := range occurrences(*text, name) {
				all = add(all, ledger.Mask{At: at, From: w.from, To: w.to, Rule: "name", After: maskName(name)})
			}
		}
	})
	place := map[string]int{}
	b.Texts(func(at string, _ *string) { place[at] = len(place) })
	slices.SortStableFunc(all, func(x, y ledger.Mask) int {
		if d := place[x.At] - place[y.At]; d != 0 {
			return d
		}
		return x.From - y.From
	})
	return all
}

// Hide returns masks by hand over words: where they stand in the text at a place of the
// draft or, with no place, in any of its texts. What is masked already is left as it is.
func Hide(draft *form.Bulletin, masks []ledger.Mask, place, words, after string) (all []ledger.Mask) {
	if after = strings.TrimSpace(after); after == "" {
		after = Stars
	}
	words = strings.TrimSpace(words)
	draft.Texts(func(at string, text *string) {
		if place != "" && at != place {
			return
		}
		for _, w := range occurrences(*text, words) {
			m := ledger.Mask{At: at, From: w.from, To: w.to, Rule: ledger.ByHand, After: after}
			if !slices.ContainsFunc(masks, func(o ledger.Mask) bool { return o.Undone == "" && o.At == at && o.From < m.To && m.From < o.To }) {
				all = append(all, m)
			}
		}
	})
	return all
}

// add appends a mask unless one of the same place overlaps it.
func add(all []ledger.Mask, m ledger.Mask) []ledger.Mask {
	if slices.ContainsFunc(all, func(o ledger.Mask) bool { return o.At == m.At && o.From < m.To && m.From < o.To }) {
		return all
	}
	return append(all, m)
}

// occurrences returns where words stand in s.
func occurrences(s, words string) (all []span) {
	for i := 0; words != ""; {
		k := strings.Index(s[i:], words)
		if k < 0 {
			break
		}
		all = append(all, span{i + k, i + k + len(words)})
		i += k + len(words)
	}
	return all
}

// A finder finds masks in one text after the other. Where package lint reads addresses
// and names, what it would report is masked too. Numbers are told here alone, because
// lint also warns of amounts that look like one.
type finder struct {
	reader  report.Reader
	checker *lint.Checker
}

func newFinder() *finder {
	return &finder{checker: lint.NewChecker([]*lint.Rule{rules.Find("P05"), rules.Find("P06")}, lint.Config{})}
}

// contactLine reports whether a place is where the unit says how to reach it.
func contactLine(at string) bool { return strings.HasPrefix(at, "contact/") || at == "invite" }

// masks returns the masks of one text.
func (f *finder) masks(at, text string) (all []ledger.Mask) {
	if text == "" || !utf8.ValidString(text) {
		return nil
	}
	said := f.said(text)
	for i := range Masks {
		r := &Masks[i]
		if contactLine(at) && !r.Contact {
			continue
		}
		for _, w := range append(r.find(text), said[r.Lint]...) {
			words := text[w.from:w.to]
			after := Stars
			if r.after != nil {
				after = r.after(words)
			}
			if words != after && !strings.Contains(words, Stars) {
				all = add(all, ledger.Mask{At: at, From: w.from, To: w.to, Rule: r.Key, After: after})
			}
		}
	}
	return all
}

// said returns what the rules of package lint report in a text, by rule.
func (f *finder) said(text string) map[string][]span {
	o := f.reader.Read(source.New(text))
	all := map[string][]span{}
	for _, found := range f.checker.Check(o) {
		w := span{int(found.Span.Start), int(found.Span.End)}
		if w.to > len(text) || w.from >= w.to {
			continue
		}
		if found.Rule.ID == "P06" {
			w.to = w.from + len(nameOf(text[w.from:w.to]))
		}
		all[found.Rule.ID] = append(all[found.Rule.ID], w)
	}
	return all
}

// findIDs finds identity numbers: 18 digits whose check digit is right, or which are
// called one; and the old ones of 15.
func findIDs(s string) (all []span) {
	for _, r := range runs(s) {
		r.shapes(idForms, func(w span, digits string, glued bool) bool {
			near := clause(s, w.from, 48)
			called := zh.HasAny(near, "身份证", "证件号", "公民身份")
			code := zh.HasAny(near, "信用代码", "项目代码", "税号", "识别号", "编号", "合同号", "单号")
			ok := !glued && (isID(digits) || isOldID(digits) && !code || called && (len(digits) == 18 || len(digits) == 15))
			if ok {
				all = append(all, w)
			}
			return ok
		})
	}
	return all
}

// findMobiles finds mobile numbers. What is longer, has letters beside it or is money is
// none.
func findMobiles(s string) (all []span) {
	for _, r := range runs(s) {
		r.shapes(mobileForms, func(w span, digits string, glued bool) bool {
			near := clause(s, w.from, 30)
			ok := !glued && isMobile(digits) && !amount(s, w) && !zh.HasAny(near, "编号", "单号", "代码", "文号", "票号", "合同号", "凭证号")
			if ok {
				if w.from > 0 && s[w.from-1] == '+' {
					w.from--
				}
				all = append(all, w)
			}
			return ok
		})
	}
	return all
}

// findCards finds bank cards and accounts: 16 to 19 digits with a right check digit, or
// any number behind words that call it one.
func findCards(s string) (all []span) {
	for _, r := range runs(s) {
		r.shapes(cardForms, func(w span, digits string, glued bool) bool {
			near := clause(s, w.from, 48)
			n := len(digits)
			called := zh.EndsAny(strings.TrimRight(near, "：: 为是（("), "卡号", "账号", "帐号", "账户", "帐户", "银行卡")
			code := zh.HasAny(near, "信用代码", "项目代码", "编号", "代码", "单号", "合同号", "识别号", "条码")
			ok := !glued && !strings.HasSuffix(digits, "X") && (called && n >= 8 && n <= 25 || n >= 16 && n <= 19 && luhn(digits) && !code && !amount(s, w))
			if ok {
				all = append(all, w)
			}
			return ok
		})
	}
	return all
}

// mailLetter reports whether c may stand in a mail address.
func mailLetter(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '.' || c == '_' || c == '-' || c == '+' || c == '%'
}

// findMail finds addresses of providers where anybody gets one.
func findMail(s string) (all []span) {
	for _, at := range [...]string{"@", "＠"} {
		for _, w := range occurrences(s, at) {
			from, to := w.from, w.to
			for from > 0 && mailLetter(s[from-1]) {
				from--
			}
			for to < len(s) && mailLetter(s[to]) {
				to++
			}
			domain := strings.TrimRight(s[w.to:to], ".-")
			if from < w.from && rules.FreeMail(domain) {
				all = append(all, span{from, w.to + len(domain)})
			}
		}
	}
	return all
}

// findChat finds accounts behind the name of a service.
func findChat(s string) (all []span) {
	for _, name := range [...]string{"微信号", "微信", "QQ号码", "QQ号", "QQ", "qq"} {
		for _, w := range occurrences(s, name) {
			from := w.to
			for from < len(s) {
				r, n := utf8.DecodeRuneInString(s[from:])
				if !strings.ContainsRune("：:为是 号", r) {
					break
				}
				from += n
			}
			to := from
			for to < len(s) && (s[to]|0x20 >= 'a' && s[to]|0x20 <= 'z' || s[to] >= '0' && s[to] <= '9' || s[to] == '_' || s[to] == '-') {
				to++
			}
			if n := to - from; n >= 5 && n <= 20 {
				all = append(all, span{from, to})
			}
		}
	}
	return all
}

// homeWords stand before the address of a home.
var homeWords = []string{"家庭住址", "家庭地址", "现住址", "户籍地址", "户籍所在地", "户籍地", "居住地址", "住址", "家住"}

// findHomes finds what is called somebody's home.
func findHomes(s string) (all []span) {
	for _, word := range homeWords {
		for _, w := range occurrences(s, word) {
			from := w.to
			for from < len(s) {
				r, n := utf8.DecodeRuneInString(s[from:])
				if !strings.ContainsRune("：:为是在 ", r) {
					break
				}
				from += n
			}
			to := from
			for to < len(s) {
				r, n := utf8.DecodeRuneInString(s[to:])
				if strings.ContainsRune("，。；、,;（(）)\n“”", r) {
					break
				}
				to += n
			}
			if places := s[from:to]; utf8.RuneCountInString(places) >= 4 && zh.HasAny(places, "号", "路", "街", "村", "组", "栋", "幢", "小区", "室", "巷", "单元") {
				all = append(all, span{from, to})
			}
		}
	}
	return all
}

// provinces begin number plates.
const provinces = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"

// findPlates finds number plates: a province, a letter, and four to six letters and
// digits of which one at least is a digit.
func findPlates(s string) (all []span) {
	for i, r := range s {
		if r < utf8.RuneSelf || !strings.ContainsRune(provinces, r) {
			continue
		}
		j := i + utf8.RuneLen(r)
		if j >= len(s) || s[j] < 'A' || s[j] > 'Z' {
			continue
		}
		j++
		for _, dot := range [...]string{"·", "•", "-", ".", " ", "－"} {
			if strings.HasPrefix(s[j:], dot) {
				j += len(dot)
				break
			}
		}
		n, digits := 0, 0
		for j+n < len(s) && (s[j+n] >= '0' && s[j+n] <= '9' || s[j+n] >= 'A' && s[j+n] <= 'Z') {
			if s[j+n] <= '9' {
				digits++
			}
			n++
		}
		tail := 0
		for _, w := range [...]string{"警", "学", "挂", "港", "澳"} {
			if strings.HasPrefix(s[j+n:], w) {
				tail = len(w)
			}
		}
		if digits >= 2 && (n == 5 || n == 6 || n == 4 && tail > 0) && !letterAt(s, j+n) {
			if n != 4 {
				tail = 0
			}
			all = append(all, span{i, j + n + tail})
		}
	}
	return all
}

// findSecrets finds marks of secrecy and the numbers of secret papers.
func findSecrets(s string) (all []span) {
	for _, word := range [...]string{"绝密★", "机密★", "秘密★", "绝密 ★", "机密 ★", "秘密 ★", "（绝密）", "（机密）", "（秘密）", "【绝密】", "【机密】", "【秘密】", "〔绝密〕", "〔机密〕", "〔秘密〕"} {
		for _, w := range occurrences(s, word) {
			for w.to < len(s) && strings.HasSuffix(word, "★") {
				r, n := utf8.DecodeRuneInString(s[w.to:])
				if !unicode.IsDigit(r) && !strings.ContainsRune("年月个长期", r) {
					break
				}
				w.to += n
			}
			all = append(all, w)
		}
	}
	for _, w := range occurrences(s, "密") {
		to := w.to
		for n := 0; n < 3 && to < len(s) && unicode.Is(unicode.Han, first(s[to:])); n++ {
			to += 3
		}
		end, ok := yearAndNumber(s, to)
		if !ok {
			continue
		}
		from := w.from
		for n := 0; n < 8 && from >= 3 && strings.ContainsRune(issuers, first(s[from-3:])); n++ {
			from -= 3
		}
		all = append(all, span{from, end})
	}
	return all
}

// issuers are characters of the short names of bodies in numbers of papers.
const issuers = "中共国务院省市县区州委办纪监组宣统政法局厅府发字函机绝秘" + provinces

func first(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

// yearAndNumber returns the end of 〔2024〕3号 at i.
func yearAndNumber(s string, i int) (int, bool) {
	for _, open := range [...]string{"〔", "[", "［", "（", "("} {
		if !strings.HasPrefix(s[i:], open) {
			continue
		}
		year := groupAt(s, i+len(open))
		j := year.to
		if len(year.digits) != 4 || j >= len(s) {
			return 0, false
		}
		j += utf8.RuneLen(first(s[j:]))
		if j > len(s) {
			return 0, false
		}
		if g := groupAt(s, j); g.digits != "" && strings.HasPrefix(s[g.to:], "号") {
			return g.to + len("号"), true
		}
	}
	return 0, false
}
