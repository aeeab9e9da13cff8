package intake

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// lvl writes a level of a list.
func lvl(i int, format, text, more string) string {
	return fmt.Sprintf(`<w:lvl w:ilvl="%d"><w:start w:val="1"/><w:numFmt w:val="%s"/>%s<w:lvlText w:val="%s"/></w:lvl>`, i, format, more, text)
}

func abstract(id int, inner string) string {
	return fmt.Sprintf(`<w:abstractNum w:abstractNumId="%d"><w:multiLevelType w:val="multilevel"/>%s</w:abstractNum>`, id, inner)
}

func numDef(id, abs int, inner string) string {
	return fmt.Sprintf(`<w:num w:numId="%d"><w:abstractNumId w:val="%d"/>%s</w:num>`, id, abs, inner)
}

func numPr(id, lvl int) string {
	return fmt.Sprintf(`<w:numPr><w:ilvl w:val="%d"/><w:numId w:val="%d"/></w:numPr>`, lvl, id)
}

func startOver(lvl, start int) string {
	return fmt.Sprintf(`<w:lvlOverride w:ilvl="%d"><w:startOverride w:val="%d"/></w:lvlOverride>`, lvl, start)
}

// outlineList is how a report is numbered: 一、 （一） 1. （1） ①.
var outlineList = lvl(0, "chineseCounting", "%1、", `<w:suff w:val="nothing"/>`) + lvl(1, "chineseCountingThousand", "（%2）", "") +
	lvl(2, "decimal", "%3.", `<w:suff w:val="space"/>`) + lvl(3, "decimal", "（%4）", "") + lvl(4, "decimalEnclosedCircle", "%5", "")

// A numbered case is a document of paragraphs and the lines it must give.
type numbered struct {
	name      string
	numbering string
	styles    string
	body      string
	want      string
}

var numberedCases = []numbered{
	{"outline", abstract(0, outlineList) + numDef(1, 0, ""), "",
		p("甲", numPr(1, 0)) + p("乙", numPr(1, 1)) + p("丙", numPr(1, 2)) + p("丁", numPr(1, 2)) + p("无", "") + p("戊", numPr(1, 3)) + p("己", numPr(1, 4)) + p("庚", numPr(1, 1)) + p("辛", numPr(1, 2)) + p("壬", numPr(1, 0)) + p("癸", numPr(1, 1)),
		"一、甲\n（一）乙\n1. 丙\n2. 丁\n无\n（1）戊\n①己\n（二）庚\n1. 辛\n二、壬\n（一）癸"},
	{"one list, two nums count on", abstract(0, outlineList) + numDef(1, 0, "") + numDef(2, 0, ""), "",
		p("甲", numPr(1, 0)) + p("乙", numPr(2, 0)) + p("丙", numPr(1, 0)), "一、甲\n二、乙\n三、丙"},
	{"start anew", abstract(0, outlineList) + numDef(1, 0, "") + numDef(2, 0, startOver(0, 1)) + numDef(3, 0, startOver(0, 5)), "",
		p("甲", numPr(1, 0)) + p("乙", numPr(1, 0)) + p("丙", numPr(2, 0)) + p("丁", numPr(2, 0)) + p("戊", numPr(3, 0)) + p("己", numPr(3, 0)),
		"一、甲\n二、乙\n一、丙\n二、丁\n五、戊\n六、己"},
	{"runs through", abstract(0, lvl(0, "chineseCounting", "%1、", "")+lvl(1, "decimal", "（%2）", `<w:lvlRestart w:val="0"/>`)) + numDef(1, 0, ""), "",
		p("甲", numPr(1, 0)) + p("乙", numPr(1, 1)) + p("丙", numPr(1, 1)) + p("丁", numPr(1, 0)) + p("戊", numPr(1, 1)), "一、甲\n（1）乙\n（2）丙\n二、丁\n（3）戊"},
	{"restart after the first level only", abstract(0, lvl(0, "decimal", "%1.", "")+lvl(1, "decimal", "%1.%2", "")+lvl(2, "decimal", "%3)", `<w:lvlRestart w:val="1"/>`)) + numDef(1, 0, ""), "",
		p("甲", numPr(1, 0)) + p("乙", numPr(1, 1)) + p("丙", numPr(1, 2)) + p("丁", numPr(1, 1)) + p("戊", numPr(1, 2)) + p("己", numPr(1, 0)) + p("庚", numPr(1, 2)), "1.甲\n1.1乙\n1)丙\n1.2丁\n2)戊\n2.己\n1)庚"},
	{"levels in one number", abstract(0, lvl(0, "chineseCounting", "第%1章", `<w:suff w:val="space"/>`)+lvl(1, "decimal", "%1.%2", `<w:isLgl/><w:suff w:val="space"/>`)+lvl(2, "decimal", "%1-%2-%3", "")) + numDef(1, 0, ""), "",
		p("甲", numPr(1, 0)) + p("乙", numPr(1, 0)) + p("丙", numPr(1, 1)) + p("丁", numPr(1, 1)) + p("戊", numPr(1, 2)), "第一章 甲\n第二章 乙\n2.1 丙\n2.2 丁\n二-2-1戊"},
	{"by style", abstract(0, lvl(0, "chineseCounting", "%1、", `<w:pStyle w:val="H1"/>`)+lvl(1, "chineseCounting", "（%2）", `<w:pStyle w:val="H2"/>`)) + numDef(4, 0, ""),
		`<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="H1"/><w:pPr><w:numPr><w:numId w:val="4"/></w:numPr></w:pPr></w:style>` +
			`<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="H2"/><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="4"/></w:numPr></w:pPr></w:style>` +
			`<w:style w:type="paragraph" w:styleId="H2b"><w:name w:val="H2b"/><w:basedOn w:val="H2"/></w:style>`,
		p("甲", `<w:pStyle w:val="H1"/>`) + p("乙", `<w:pStyle w:val="H2"/>`) + p("丙", `<w:pStyle w:val="H2b"/>`) + p("丁", `<w:pStyle w:val="H1"/><w:numPr><w:numId w:val="0"/></w:numPr>`) + p("戊", `<w:pStyle w:val="H1"/>`),
		"一、甲\n（一）乙\n（二）丙\n丁\n二、戊"},
	{"linked through a style of numbering", abstract(0, `<w:styleLink w:val="L"/>`+outlineList) + abstract(1, `<w:numStyleLink w:val="L"/>`) + numDef(1, 0, "") + numDef(2, 1, ""),
		`<w:style w:type="numbering" w:styleId="L"><w:name w:val="L"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>`,
		p("甲", numPr(2, 0)) + p("乙", numPr(2, 1)), "一、甲\n（一）乙"},
	{"level defined by the num", abstract(0, outlineList) + numDef(1, 0, `<w:lvlOverride w:ilvl="0">`+lvl(0, "upperRoman", "%1.", "")+`</w:lvlOverride>`), "",
		p("甲", numPr(1, 0)) + p("乙", numPr(1, 0)), "I.甲\nII.乙"},
	{"bullet, none, empty", abstract(0, lvl(0, "bullet", "\uF0B7", "")+lvl(1, "none", "", "")+lvl(2, "decimal", "问题%3：", "")) + numDef(1, 0, ""), "",
		p("甲", numPr(1, 0)) + p("乙", numPr(1, 1)) + p("丙", numPr(1, 2)) + p("", numPr(1, 2)) + p("丁", numPr(1, 2)), "•甲\n乙\n问题1：丙\n问题2：\n问题3：丁"},
	{"deleted paragraphs do not count", abstract(0, outlineList) + numDef(1, 0, ""), "",
		p("甲", numPr(1, 0)) + `<w:p><w:pPr>` + numPr(1, 0) + `<w:rPr><w:del w:id="1"/></w:rPr></w:pPr><w:del><w:r><w:delText>乙</w:delText></w:r></w:del></w:p>` + p("丙", numPr(1, 0)), "一、甲\n二、丙"},
	{"old numbering does not count", abstract(0, outlineList) + numDef(1, 0, ""), "",
		p("甲", `<w:pPrChange><w:pPr>`+numPr(1, 0)+`</w:pPr></w:pPrChange>`) + p("乙", numPr(1, 0)), "甲\n一、乙"},
}

func (c numbered) docx() []byte {
	return docxOf(c.body, part{"numbering.xml", c.numbering}, part{"styles.xml", c.styles})
}

func TestDocxNumbers(t *testing.T) {
	t.Parallel()
	for _, c := range numberedCases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got := read(t, "a.docx", c.docx()).Text.String(); got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}

// TestDocxOracle compares the numbers that we compute for a .docx that
// LibreOffice saved with those that LibreOffice printed: the text of its PDF,
// which TestPDF keeps true.
func TestDocxOracle(t *testing.T) {
	t.Parallel()
	b, err := os.ReadFile("testdata/docx/libreoffice.docx")
	if err != nil {
		t.Fatal(err)
	}
	printed, err := os.ReadFile("testdata/pdf/libreoffice.txt")
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(squeeze(string(printed)), squeeze(read(t, "a.docx", b).Text.String())); d != "" {
		t.Error(d)
	}
}

// squeeze takes out white space that no reader would miss.
func squeeze(s string) string {
	var lines []string
	for l := range strings.Lines(s) {
		if l = strings.Join(strings.Fields(l), ""); l != "" {
			lines = append(lines, l)
		}
	}
	return strings.Join(lines, "\n")
}

func TestFormatNumber(t *testing.T) {
	t.Parallel()
	numbers := []int{1, 9, 10, 11, 20, 21, 100, 101, 110, 111, 1010, 2024}
	for format, want := range map[string]string{
		"decimal":                 "1 9 10 11 20 21 100 101 110 111 1010 2024",
		"decimalZero":             "01 09 10 11 20 21 100 101 110 111 1010 2024",
		"decimalFullWidth":        "１ ９ １０ １１ ２０ ２１ １００ １０１ １１０ １１１ １０１０ ２０２４",
		"chineseCounting":         "一 九 十 十一 二十 二十一 一○○ 一○一 一一○ 一一一 一○一○ 二○二四",
		"chineseCountingThousand": "一 九 十 十一 二十 二十一 一百 一百零一 一百一十 一百一十一 一千零一十 二千零二十四",
		"ideographDigital":        "一 九 一〇 一一 二〇 二一 一〇〇 一〇一 一一〇 一一一 一〇一〇 二〇二四",
		"japaneseCounting":        "一 九 十 十一 二十 二十一 百 百一 百十 百十一 千十 二千二十四",
		"chineseLegalSimplified":  "壹 玖 壹拾 壹拾壹 贰拾 贰拾壹 壹佰 壹佰零壹 壹佰壹拾 壹佰壹拾壹 壹仟零壹拾 贰仟零贰拾肆",
		"decimalEnclosedCircle":   "① ⑨ ⑩ ⑪ ⑳ ㉑ 100 101 110 111 1010 2024",
		"decimalEnclosedParen":    "⑴ ⑼ ⑽ ⑾ ⒇ 21 100 101 110 111 1010 2024",
		"upperLetter":             "A I J K T U VVVV WWWW FFFFF GGGGG 1010 2024",
		"lowerRoman":              "i ix x xi xx xxi c ci cx cxi mx mmxxiv",
		"ideographTraditional":    "甲 壬 癸 11 20 21 100 101 110 111 1010 2024",
		"ideographZodiac":         "子 申 酉 戌 20 21 100 101 110 111 1010 2024",
		"none":                    "           ",
	} {
		var got []string
		for _, n := range numbers {
			got = append(got, formatNumber(n, format))
		}
		if s := strings.Join(got, " "); s != want {
			t.Errorf("%s: %s, want %s", format, s, want)
		}
	}
	if got := grouped(10_0203_0040, "零一二三四五六七八九", "十百千"); got != "" {
		t.Errorf("beyond range: %s", got)
	}
	if got := grouped(12_0030, "零一二三四五六七八九", "十百千"); got != "十二万零三十" {
		t.Errorf("ten thousands: %s", got)
	}
}
