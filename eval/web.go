package eval

import (
	"fmt"
	"html"
	"strings"
)

// portal writes the report inside an invented page of a portal: navigation,
// side bar, a line with source and date, footer.
func portal(c *Case) string {
	blocks := c.blocks()
	title := c.Head["title"]
	var text strings.Builder
	head := 0
	if len(blocks) > 0 && blocks[0].table == nil {
		head, title = 1, blocks[0].words
	}
	if title == "" {
		title = "整改台账"
	}
	writeBlocks(&text, blocks[head:])
	title = html.EscapeString(title)
	return fmt.Sprintf(portalPage, title, title, portalDay(c), text.String())
}

// portalDay is when the page was published: the day of the report, or where it
// has none the last day that it names.
func portalDay(c *Case) string {
	if d := c.Head["published"]; d != "" && d != "-" {
		return d
	}
	last := "2024-01-31"
	for i, f := range c.Facts {
		if f.Kind != "date" {
			continue
		}
		if d := f.Value[len(f.Value)-len(last):]; i == 0 || d > last {
			last = d
		}
	}
	return last
}

func writeBlocks(sb *strings.Builder, blocks []block) {
	for _, b := range blocks {
		if b.table != nil {
			writeTable(sb, b.table)
			continue
		}
		fmt.Fprintf(sb, "<p style=\"text-indent: 2em;\"><span style=\"font-family: 仿宋_GB2312; font-size: 16pt;\">%s</span></p>\n", html.EscapeString(b.words))
	}
}

func writeTable(sb *strings.Builder, t [][]cell) {
	sb.WriteString("<table border=\"1\" cellspacing=\"0\"><tbody>\n")
	for _, r := range t {
		sb.WriteString("<tr>")
		for _, c := range r {
			if c.covered {
				continue
			}
			span := ""
			if c.cols > 1 {
				span += fmt.Sprintf(` colspan="%d"`, c.cols)
			}
			if c.rows > 1 {
				span += fmt.Sprintf(` rowspan="%d"`, c.rows)
			}
			fmt.Fprintf(sb, "<td%s><p>%s</p></td>", span, html.EscapeString(c.words))
		}
		sb.WriteString("</tr>\n")
	}
	sb.WriteString("</tbody></table>\n")
}

const portalPage = `<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>%s_澄江廉洁网</title>
<style>body{margin:0}.nav a{padding:0 8px}</style><script>var siteId = "0999";</script></head>
<body>
<div class="top"><a href="/">设为首页</a> | <a href="/">加入收藏</a> | <span>今天是星期一</span></div>
<div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/zx">工作动态</a></li><li><a href="/xx">信息公开</a></li><li><a href="/xc">巡察整改</a></li><li><a href="/jd">监督曝光</a></li><li><a href="/fg">党纪法规</a></li><li><a href="/hd">互动交流</a></li></ul></div>
<div class="crumb">当前位置：<a href="/">首页</a> &gt; <a href="/xc">巡察整改</a> &gt; 正文</div>
<div class="main">
<div class="article">
<h1>%s</h1>
<div class="info"><span>来源：澄江廉洁网</span> <span>发布时间：%s</span> <span>浏览次数：1286</span> <span>字号：【大 中 小】</span></div>
<div class="content" id="zoom">
%s</div>
<div class="tools"><a href="#">【打印】</a> <a href="#">【关闭】</a></div>
<div class="pages"><p>上一篇：<a href="/xc/101.html">青溪区档案馆党支部巡察整改进展情况</a></p><p>下一篇：<a href="/xc/103.html">青溪区科学技术协会党组巡察整改进展情况</a></p></div>
</div>
<div class="side"><h3>热点推荐</h3><ul><li><a href="/a/1.html">全市巡察工作会议召开</a></li><li><a href="/a/2.html">县委第六轮巡察公告</a></li><li><a href="/a/3.html">2024年度部门决算公开</a></li><li><a href="/a/4.html">关于征求意见的通知</a></li></ul></div>
</div>
<div class="footer"><p>主办单位：中共澄江市纪律检查委员会　澄江市监察委员会</p><p>地址：澄江市府前街1号　邮编：999000　电话：0999-5550000</p><p>澄ICP备2020000001号　网站标识码：9900000001</p></div>
</body></html>
`

// plain writes the report as a page for printing on A4.
func plain(c *Case) string {
	var sb strings.Builder
	blocks := c.blocks()
	sb.WriteString(plainHead)
	if len(blocks) > 0 && blocks[0].table == nil {
		fmt.Fprintf(&sb, "<h1>%s</h1>\n", html.EscapeString(blocks[0].words))
		blocks = blocks[1:]
	}
	for i, b := range blocks {
		switch {
		case b.table != nil:
			writeTable(&sb, b.table)
		case i >= len(blocks)-2 && len([]rune(b.words)) < 30: // signer and date
			fmt.Fprintf(&sb, "<p class=\"sign\">%s</p>\n", html.EscapeString(b.words))
		default:
			fmt.Fprintf(&sb, "<p>%s</p>\n", html.EscapeString(b.words))
		}
	}
	return sb.String() + "</body></html>\n"
}

const plainHead = `<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>report</title><style>
@page { size: A4; margin: 35mm 26mm 33mm 28mm; @bottom-center { content: "— " counter(page) " —"; font: 14pt "Noto Serif CJK SC" } }
body { font: 16pt/29pt "Noto Serif CJK SC", serif; margin: 0 }
h1 { font-size: 20pt; line-height: 32pt; text-align: center; margin: 0 0 20pt }
p { margin: 0; text-indent: 2em; text-align: justify }
p.sign { text-align: right; text-indent: 0; padding-right: 4em }
td p { text-indent: 0 } table { border-collapse: collapse; font-size: 10pt; line-height: 16pt }
</style></head><body>
`
