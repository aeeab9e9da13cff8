package intake

import (
	"bytes"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// cutPDF reports whether the end of a PDF is missing. The engine would repair
// the file and give the pages that are left as if they were all.
func cutPDF(b []byte) bool {
	if !bytes.Contains(b, []byte("%%EOF")) {
		return true
	}
	// A file made for the web has an end mark near its beginning too, and says
	// how long it is.
	head := b[:min(len(b), 2048)]
	if !bytes.Contains(head, []byte("/Linearized")) {
		return false
	}
	_, rest, ok := bytes.Cut(head, []byte("/L "))
	if !ok {
		return false
	}
	digits := rest[:len(rest)-len(bytes.TrimLeft(rest, "0123456789"))]
	n, err := strconv.Atoi(string(digits))
	return err == nil && n > len(b)
}

// pdfRune returns the character that a glyph stands for, 0 for none. Some fonts
// give the radicals of the dictionary where the ideograph is meant.
func pdfRune(r rune) rune {
	switch {
	case r == 0x02: // the engine's sign for a hyphen at a line's end
		return '-'
	case r <= ' ' || r == 0xA0 || r == 0x3000 || r == 0xFFFE || r == 0xFFFF || r >= 0xD800 && r <= 0xDFFF:
		return 0
	case r >= 0x2E80 && r <= 0x2FD5:
		return radical(r)
	}
	return r
}

// radicals pairs the signs of the supplement of radicals with ideographs.
var radicals = func() map[rune]rune {
	m := map[rune]rune{}
	pairs := []rune("⺁厂⺇几⺌小⺎兀⺏尣⺒巳⺓幺⺛旡⺝月⺟母⺠民⺩王⺫目⺭示⺯糸⺰纟⺲罒⺶羊⺻聿⺼肉⺾艹⻁虎⻂衣⻃覀⻄西⻅见⻆角⻇角⻈讠⻉贝⻊足⻋车⻌辶⻍辶⻎辶⻏阝⻑長⻒镸⻓长⻔门⻕阜⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻟食⻠饣⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龟⻲亀⻳龟")
	for i := 0; i+1 < len(pairs); i += 2 {
		m[pairs[i]] = pairs[i+1]
	}
	return m
}()

// radical returns the ideograph that a radical looks like.
func radical(r rune) rune {
	if u, ok := radicals[r]; ok {
		return u
	}
	if r < 0x2F00 {
		return r
	}
	for _, u := range norm.NFKC.String(string(r)) {
		return u
	}
	return r
}

// isHan reports whether r is an ideograph.
func isHan(r rune) bool { return r >= 0x3400 && r <= 0x9FFF || r >= 0x20000 && r <= 0x3FFFF }

// closing are the signs that do not begin a line.
const closing = "，。、；：！？）》〉」』】〕”’％…—·,.;:!?)]}%"

// stops are the signs that a sentence ends with.
const stops = "。；：！？"

func endsSentence(r rune) bool { return strings.ContainsRune(stops, r) }
