package intake

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// fixtureLines is the invented report that the PDF files in testdata are made
// of: list level (−1 for none) and words.
func fixtureLines() []struct {
	lvl  int
	text string
} {
	type line = struct {
		lvl  int
		text string
	}
	lines := []line{
		{-1, "根据县委统一部署，2023年5月8日至6月20日，县委第三巡察组对云溪县水务局党组进行了巡察，9月12日反馈了巡察意见。按照党务公开原则和巡察工作有关要求，现将巡察整改进展情况予以公布。"},
		{0, "加强组织领导，扛起整改责任"},
		{-1, "局党组先后召开党组会5次，制定《云溪县水务局巡察整改方案》（云水党组〔2023〕14号），成立由党组书记任组长的整改工作领导小组，明确整改任务21项、整改措施63条。"},
		{0, "对照反馈问题，逐项整改落实"},
	}
	problems := []string{"学习贯彻上级决策部署不够深入", "城乡供水保障工作推进缓慢", "专项资金管理使用不规范", "执行招标采购制度不严格", "基层党组织生活不规范", "选人用人程序不严谨"}
	for i, pr := range problems {
		if i%2 == 0 {
			lines = append(lines, line{1, []string{"聚焦落实上级决策部署方面", "聚焦群众身边不正之风方面", "聚焦基层党组织建设方面"}[i/2]})
		}
		lines = append(lines, line{2, "关于" + pr + "的问题"})
		lines = append(lines, line{-1, fmt.Sprintf("一是召开专题会议%d次，组织党组中心组学习研讨%d次，印发《云溪县水务局工作规则》《云溪县水务局财务管理办法》等制度%d项；二是对2021年以来的%d个项目逐一核查，追回违规支出%d.4万元，约谈责任科室负责人%d名；三是建立月调度、季通报机制，由分管领导牵头，明确专人负责，确保2023年12月底前全部完成整改，并长期坚持。", i+2, i+3, i+1, 10+i, 3+i, i+1)})
		lines = append(lines, line{3, "已完成。"}, line{3, "持续推进，预计2024年6月底前全面完成漏损管网改造。"})
	}
	return append(lines, line{0, "下一步工作打算"},
		line{-1, "坚持目标不变、力度不减，持续巩固整改成果，防止问题反弹。欢迎广大干部群众对巡察整改落实情况进行监督。联系电话：0999-5550123；邮政地址：云溪县水源路6号；电子邮箱：shuiwuju@example.com。"})
}

const (
	fixtureTitle = "中共云溪县水务局党组关于巡察整改进展情况的通报"
	fixtureSign  = "中共云溪县水务局党组"
	fixtureDate  = "2024年1月18日"
)

// TestWriteFixtures writes what the files in testdata/pdf were made of into the
// folder FIXTURES names; testdata/README.md has the commands.
func TestWriteFixtures(t *testing.T) {
	dir := os.Getenv("FIXTURES")
	if dir == "" {
		t.Skip("FIXTURES is not set: nothing to write")
	}
	write := func(name string, b []byte) {
		if err := os.WriteFile(filepath.Join(dir, name), b, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("report.docx", fixtureDocx())
	write("report.html", []byte(fixtureHTML()))
	write("table.docx", fixtureTableDocx())
	write("table.html", []byte(fixtureTableHTML()))
}

func fixtureDocx() []byte {
	rpr := `<w:rPr><w:rFonts w:ascii="Noto Serif CJK SC" w:hAnsi="Noto Serif CJK SC" w:eastAsia="Noto Serif CJK SC"/><w:sz w:val="32"/></w:rPr>`
	para := func(props, text string) string {
		return `<w:p><w:pPr>` + props + `</w:pPr><w:r>` + rpr + `<w:t>` + text + `</w:t></w:r></w:p>`
	}
	var sb strings.Builder
	sb.WriteString(para(`<w:jc w:val="center"/>`, fixtureTitle))
	for _, l := range fixtureLines() {
		props := `<w:spacing w:line="560" w:lineRule="exact"/><w:ind w:firstLine="640"/>`
		if l.lvl >= 0 {
			props = numPr(1, l.lvl) + props
		}
		sb.WriteString(para(props, l.text))
	}
	sb.WriteString(para(`<w:jc w:val="right"/>`, fixtureSign) + para(`<w:jc w:val="right"/>`, fixtureDate))
	sb.WriteString(`<w:sectPr><w:headerReference w:type="default" r:id="rId2"/><w:footerReference w:type="default" r:id="rId1"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1588" w:header="851" w:footer="992"/></w:sectPr>`)
	field := func(s string) string { return `<w:r><w:fldChar w:fldCharType="` + s + `"/></w:r>` }
	body := strings.Replace(sb.String(), "<w:sectPr>", "", 1)
	return docxOf(strings.Replace(strings.TrimSuffix(body, "</w:sectPr>")+"", "<w:headerReference", `<w:sectPr xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><w:headerReference`, 1)+"</w:sectPr>",
		part{"numbering.xml", abstract(0, strings.NewReplacer("<w:lvlText", `<w:suff w:val="nothing"/><w:lvlText`, `<w:suff w:val="nothing"/>`, "", `<w:suff w:val="space"/>`, "").Replace(outlineList)) + numDef(1, 0, "")},
		part{"footer1.xml", `<w:p><w:pPr><w:jc w:val="center"/></w:pPr>` + run("— ") + field("begin") + `<w:r><w:instrText>PAGE</w:instrText></w:r>` + field("separate") + run("1") + field("end") + run(" —") + `</w:p>`},
		part{"header1.xml", `<w:p><w:pPr><w:jc w:val="right"/></w:pPr>` + run("云溪县水务局巡察整改通报") + `</w:p>`})
}

func fixtureHTML() string {
	var sb strings.Builder
	sb.WriteString(`<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>` + fixtureTitle + `</title><style>@page{size:A4;margin:25mm 26mm}body{font-family:"Noto Serif CJK SC";font-size:15pt;line-height:1.8}p{text-indent:2em;margin:0;text-align:justify}.c{text-align:center;text-indent:0}.r{text-align:right}</style></head><body><p class="c">` + fixtureTitle + `</p>`)
	var n [4]int
	for _, l := range fixtureLines() {
		label := ""
		if l.lvl >= 0 {
			n[l.lvl]++
			clear(n[l.lvl+1:])
			label = fmt.Sprintf([]string{"%s、", "（%s）", "%s.", "（%s）"}[l.lvl], formatNumber(n[l.lvl], []string{"chineseCounting", "chineseCounting", "decimal", "decimal"}[l.lvl]))
		}
		sb.WriteString("<p>" + label + l.text + "</p>\n")
	}
	sb.WriteString(`<p class="r">` + fixtureSign + `</p><p class="r">` + fixtureDate + `</p></body></html>`)
	return sb.String()
}

// A fixtureCell is a cell of the ledger that testdata/pdf/*-table.pdf are printed from.
type fixtureCell struct {
	words string
	rows  int // it covers; 0: the one above covers this place
}

// fixtureRows are an invented ledger of several pages: aspects reach over findings,
// one row is longer than what is left of its page, some have empty cells.
func fixtureRows() (head []string, rows [][]fixtureCell) {
	head = []string{"序号", "方面", "反馈问题", "整改措施", "责任领导", "完成时限"}
	problems := []string{"供水管网改造进度滞后", "水费收缴管理不严格，部分用户长期欠费", "河道采砂监管不到位", "工程变更未经集体研究", "差旅费报销附件不全", "固定资产账实不符，12件设备没有登记", "支部换届提醒不及时", "党费收缴记录不完整", "合同归档不规范"}
	for i := range 18 {
		aspect := fixtureCell{}
		if i%6 == 0 {
			aspect = fixtureCell{[]string{"贯彻落实决策部署", "群众身边不正之风", "基层党组织建设"}[i/6], 6}
		}
		measures := fmt.Sprintf("一是召开专题会议%d次，修订《云溪县水务局管理办法》；二是对2022年以来的%d个项目逐一核查，追回违规支出%d.5万元；三是建立月调度机制。", i+1, i+10, i+2)
		if i == 7 {
			measures = strings.Repeat("对照问题逐项核对台账，补齐缺失的记录，明确专人负责，每季度抽查一次。", 20)
		}
		due := fmt.Sprintf("2023年%d月30日", i%9+4)
		if i%5 == 4 {
			due = ""
		}
		rows = append(rows, []fixtureCell{{fmt.Sprint(i + 1), 1}, aspect, {problems[i%len(problems)], 1}, {measures, 1}, {[]string{"温敬亭", "柳知秋", "石伯安"}[i%3], 1}, {due, 1}})
	}
	return head, rows
}

func fixtureTableHTML() string {
	head, rows := fixtureRows()
	var sb strings.Builder
	sb.WriteString(`<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>台账</title><style>@page{size:A4 landscape;margin:20mm}body{font-family:"Noto Serif CJK SC";font-size:12pt}h1{font-size:16pt;text-align:center}table{border-collapse:collapse;width:100%}td,th{border:1px solid #000;padding:3pt 4pt}td:first-child,td:last-child{text-align:center}</style></head><body><h1>` + fixtureLedger + `</h1><table><thead><tr>`)
	for _, h := range head {
		sb.WriteString("<th>" + h + "</th>")
	}
	sb.WriteString("</tr></thead><tbody>")
	for _, r := range rows {
		sb.WriteString("<tr>")
		for _, c := range r {
			if c.rows > 0 {
				fmt.Fprintf(&sb, `<td rowspan="%d">%s</td>`, c.rows, c.words)
			}
		}
		sb.WriteString("</tr>\n")
	}
	sb.WriteString("</tbody></table><p>填表人：石伯安</p></body></html>")
	return sb.String()
}

const fixtureLedger = "云溪县水务局巡察整改台账"

func fixtureTableDocx() []byte {
	head, rows := fixtureRows()
	rpr := `<w:rPr><w:rFonts w:ascii="Noto Serif CJK SC" w:hAnsi="Noto Serif CJK SC" w:eastAsia="Noto Serif CJK SC"/><w:sz w:val="21"/></w:rPr>`
	para := func(jc, text string) string {
		return `<w:p><w:pPr><w:jc w:val="` + jc + `"/></w:pPr><w:r>` + rpr + `<w:t>` + text + `</w:t></w:r></w:p>`
	}
	var sb strings.Builder
	sb.WriteString(para("center", fixtureLedger) + `<w:tbl><w:tblPr><w:tblW w:w="5000" w:type="pct"/><w:tblBorders>`)
	for _, side := range []string{"top", "left", "bottom", "right", "insideH", "insideV"} {
		sb.WriteString(`<w:` + side + ` w:val="single" w:sz="4" w:space="0" w:color="000000"/>`)
	}
	sb.WriteString(`</w:tblBorders></w:tblPr><w:tblGrid>`)
	for _, w := range []int{500, 1200, 1900, 3800, 700, 944} {
		fmt.Fprintf(&sb, `<w:gridCol w:w="%d"/>`, w)
	}
	sb.WriteString(`</w:tblGrid><w:tr><w:trPr><w:tblHeader/></w:trPr>`)
	for _, h := range head {
		sb.WriteString(`<w:tc>` + para("center", h) + `</w:tc>`)
	}
	sb.WriteString(`</w:tr>`)
	for _, r := range rows {
		sb.WriteString(`<w:tr>`)
		for i, c := range r {
			merge := ""
			if i == 1 && c.rows > 0 {
				merge = `<w:tcPr><w:vMerge w:val="restart"/><w:vAlign w:val="center"/></w:tcPr>`
			} else if i == 1 {
				merge = `<w:tcPr><w:vMerge/></w:tcPr>`
			}
			sb.WriteString(`<w:tc>` + merge + para("left", c.words) + `</w:tc>`)
		}
		sb.WriteString(`</w:tr>`)
	}
	sb.WriteString(`</w:tbl>` + para("left", "填表人：石伯安") + `<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440" w:header="851" w:footer="992"/></w:sectPr>`)
	return docxOf(sb.String())
}
