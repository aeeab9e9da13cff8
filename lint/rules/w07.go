package rules

import (
	"strings"
	"unicode/utf8"

	"zhenggai/lint"
	"zhenggai/source"
)

var w07 = &lint.Rule{
	ID: "W07", Name: "odd-characters",
	Title:    lint.Say{ZH: "异常字符", EN: "odd characters"},
	Severity: lint.Warning,
	Check: func(p *lint.Pass) {
		var found [oddKinds][]source.Span // a text taken from a PDF may hold hundreds: one finding for each kind
		s := p.Body
		next := 0
		for _, k := range p.Sights().Odd {
			i := int(k)
			if i < next {
				continue
			}
			kind, n := oddAt(s, i)
			at := source.Span{Start: int32(i), End: int32(i + n)}
			next = i + n
			if kind != oddNone && !onPortal(p, at) {
				found[kind] = append(found[kind], at)
			}
		}
		for kind, spans := range found {
			if len(spans) > 0 {
				foundOdd(p, odd(kind), spans)
			}
		}
	},
}

// An odd is a kind of odd character.
type odd uint8

const (
	oddNone odd = iota
	oddRadical
	oddCompat
	oddHidden
	oddPrivate
	oddLost
	oddMarkup
	oddKinds
)

// markup is what remains of a web page when its text was copied badly.
var markup = [...]string{"&nbsp;", "&lt;", "&gt;", "&amp;", "&quot;", "&ldquo;", "&rdquo;", "&mdash;", "&middot;", "&#160;", "<br", "<p>", "</p>", "<span", "</span", "<div", "</div", "<strong", "</strong", "<td", "</td", "<o:p"}

// oddAt returns the kind and length of what is odd at s[i].
func oddAt(s string, i int) (odd, int) {
	switch s[i] {
	case 0x1A:
		return oddLost, 1
	case '&', '<':
		for _, m := range markup {
			if strings.HasPrefix(s[i:], m) {
				return oddMarkup, len(m)
			}
		}
		return oddNone, 1
	case 0xEF:
		if i+2 < len(s) && (s[i+1] == 0xBC || s[i+1] == 0xBD) {
			return oddNone, 3 // full-width forms: by far the most of these
		}
	case 0xE2:
		if i+2 < len(s) && s[i+1] == 0x80 && s[i+2] >= 0x90 && s[i+2] <= 0xAE {
			return oddNone, 3 // dashes, quotes, ellipsis
		}
	}
	r, n := utf8.DecodeRuneInString(s[i:])
	switch {
	case r >= 0x2E80 && r <= 0x2FDF:
		return oddRadical, n
	case r >= 0xF900 && r <= 0xFAFF:
		return oddCompat, n
	case r >= 0x200B && r <= 0x200F, r >= 0x202A && r <= 0x202E, r >= 0x2060 && r <= 0x2064, r == 0xAD, r == 0xFEFF && i > 0:
		return oddHidden, n
	case r >= 0xE000 && r <= 0xF8FF:
		return oddPrivate, n
	case r == 0xFFFD:
		return oddLost, n
	}
	return oddNone, n
}

// radicals are what the characters U+2F00 to U+2FD5 look like.
var radicals = []rune("一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢尸屮山巛工己巾干幺广廴廾弋弓彐彡彳心戈戶手支攴文斗斤方无日曰月木欠止歹殳毋比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮皿目矛矢石示禸禾穴立竹米糸缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行衣襾見角言谷豆豕豸貝赤走足身車辛辰辵邑酉釆里金長門阜隶隹雨靑非面革韋韭音頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻黃黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠")

var radicalSay = lint.Say{
	ZH: "“%s”（U+%04X）是部首字符，不是汉字“%s”，检索和校对都认不出；本类字符共%d处，请替换。",
	EN: "%q (U+%04X) is a radical, not the character %q: no search finds it. There are %d of this kind; please replace them."}

// oddSays tell of the kinds; the first character stands in the sentence.
var oddSays = [oddKinds]lint.Say{
	oddRadical: {ZH: "“%s”是部首字符（U+%04X），不是汉字；本类字符共%d处，请替换。", EN: "%q is a radical (U+%04X), not a character. There are %d of this kind; please replace them."},
	oddCompat:  {ZH: "“%s”是兼容字符（U+%04X），不是规范汉字；本类字符共%d处，请替换。", EN: "%q is a compatibility form (U+%04X), not the character itself. There are %d of this kind; please replace them."},
	oddHidden:  {ZH: "此处有不可见字符%s（U+%04X），全文共%d处，请删除。", EN: "An invisible character%s (U+%04X) stands here, %d in all; please delete them."},
	oddPrivate: {ZH: "此处字符%s（U+%04X）属自定义区，换一台机器会显示成别的样子；全文共%d处，请核对。", EN: "The character %q (U+%04X) is private to one font and looks different elsewhere; %d in all; please check."},
	oddLost:    {ZH: "此处字符%s（U+%04X）是转换时丢失的字，全文共%d处，请补上。", EN: "The character %q (U+%04X) stands for one that was lost in conversion, %d in all; please restore them."},
	oddMarkup:  {ZH: "“%s”是网页代码残留（以U+%04X开头），全文共%d处，请删除。", EN: "%q is left over from a web page (it begins with U+%04X), %d in all; please delete them."},
}

// foundOdd reports the first place and adds at most twenty others.
func foundOdd(p *lint.Pass, kind odd, spans []source.Span) {
	words := p.In(spans[0])
	r, _ := utf8.DecodeRuneInString(words)
	more := spans[1:min(len(spans), 21)]
	if kind == oddRadical && r >= 0x2F00 && int(r-0x2F00) < len(radicals) {
		p.Found(spans[0], radicalSay, words, r, string(radicals[r-0x2F00]), len(spans)).Also(more...)
		return
	}
	if kind == oddHidden {
		words = ""
	}
	f := p.Found(spans[0], oddSays[kind], words, r, len(spans)).Also(more...)
	bullet := kind == oddPrivate && (spans[0].Start == 0 || p.Body[spans[0].Start-1] == '\n')
	if kind == oddHidden || bullet {
		f.As(lint.Hint) // nobody sees it, or it is a list mark
	}
}
