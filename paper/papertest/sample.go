// Package papertest has papers for tests and for measuring.
package papertest

import (
	"fmt"

	"zhenggai/paper"
	"zhenggai/zh"
)

// Report is a public report of a number of points, in the order in which such
// reports go.
func Report(points int) paper.Document {
	body := []paper.Block{
		paper.Paragraph{Runs: paper.Plain("根据市委统一部署，2026年3月4日至4月28日，市委第三巡察组对云川市科学技术局党组开展了巡察。5月15日，市委第三巡察组反馈了巡察意见。按照巡察工作有关要求，现将巡察整改情况予以公布。")},
		paper.Heading{Level: 1, Number: 1, Text: "强化政治担当，扎实推进整改"},
		paper.Heading{Level: 2, Number: 1, Text: "加强组织领导。", Rest: paper.Plain("局党组召开专题会议，成立整改工作领导小组，制定《整改方案》（云科党组〔2026〕12号）。")},
		paper.Paragraph{Runs: []paper.Run{{Text: "截至目前，反馈的"}, {Text: fmt.Sprint(points), Field: "points.total"}, {Text: "项具体问题已完成整改"},
			{Text: "35", Field: "points.closed", Bold: true}, {Text: "项，追回资金12.40万元。"}}},
		paper.Heading{Level: 1, Number: 2, Text: "逐项落实整改"},
	}
	for i := range points {
		if i%10 == 0 {
			body = append(body, paper.Heading{Level: 2, Number: i/10 + 1, Text: "聚焦“服务创新主体”方面"})
		}
		body = append(body,
			paper.Heading{Level: 3, Number: i + 1, Text: "关于科技项目后续管理不够严格的问题。"},
			paper.List{Items: [][]paper.Run{
				paper.Plain("修订《云川市科技计划项目管理办法》，明确立项、中期检查、验收各环节的责任科室和办理时限。"),
				paper.Plain("对2023年以来立项的126个项目逐一核查，对逾期未验收的7个项目下达限期验收通知。"),
			}},
			paper.Heading{Level: 4, Number: 1, Text: "整改状态：", Rest: []paper.Run{{Text: "已完成，并长期坚持。", Bold: true}}})
	}
	body = append(body, paper.Heading{Level: 1, Number: 3, Text: "下一步打算"},
		paper.Paragraph{Runs: paper.Plain("欢迎广大干部群众对巡察整改落实情况进行监督。")})
	return paper.Document{
		Head:  paper.Head{Issuers: []string{"中共云川市科学技术局党组"}, Suffix: "文件", Number: "云科党组〔2026〕31号"},
		Title: "中共云川市科学技术局党组\n关于市委第三巡察组反馈意见整改情况的通报",
		To:    "局属各单位，机关各科室",
		Body:  body,
		Attachments: []paper.Attachment{
			{Name: "市委第三巡察组反馈意见整改任务台账及责任分工一览表（截至2026年7月）", Body: []paper.Block{Plan()}},
			{Name: "群众意见办理情况"},
		},
		Signature: paper.Signature{Bodies: []string{"中共云川市科学技术局党组"}, Date: zh.D(2026, 7, 5), Sealed: true},
		Note:      "联系方式：意见箱设在局机关一楼大厅",
		Colophon:  paper.Colophon{CC: "市纪委监委，市委组织部，市委巡察办", Issuer: "云川市科学技术局办公室", Date: zh.D(2026, 7, 6)},
	}
}

// Plan is the table of a plan: landscape, with a head of two rows and findings
// that reach over several measures.
func Plan() paper.Table {
	t := paper.Table{
		Caption: "整改任务清单",
		Wide:    true,
		Columns: []paper.Column{{Width: 3, Kind: paper.Number}, {Width: 10}, {Width: 16}, {Width: 4}, {Width: 5}, {Width: 8, Kind: paper.Date}, {Width: 7, Kind: paper.Money}, {Width: 4}},
		Head: []paper.Row{
			{Cells: []paper.Cell{paper.Label("序号").Over(2, 1), paper.Label("反馈问题").Over(2, 1), paper.Label("整改措施").Over(2, 1),
				paper.Label("责任").Over(1, 2), paper.Label("完成时限").Over(2, 1), paper.Label("涉及金额（元）").Over(2, 1), paper.Label("状态").Over(2, 1)}},
			{Cells: []paper.Cell{paper.Label("领导"), paper.Label("科室")}},
		},
	}
	for i := range 6 {
		t.Rows = append(t.Rows,
			paper.Row{Cells: []paper.Cell{paper.Figure(zh.Int(int64(i+1))).Over(2, 1), paper.Words("科技项目后续管理不够严格，部分项目逾期未验收。").Over(2, 1),
				paper.Words("修订《云川市科技计划项目管理办法》，明确各环节责任。"), paper.Words("李云"), paper.Words("规划科"),
				paper.Day(zh.D(2026, 9, 30)), paper.Amount(zh.Decimal(123_456_789)), paper.Words("进行中")}},
			paper.Row{Cells: []paper.Cell{paper.Words("对逾期未验收的项目下达限期验收通知。"), paper.Words("李云"), paper.Words("监督科"),
				paper.Words("长期坚持"), paper.Amount(-zh.Decimal(50_000)), paper.Words("已完成")}})
	}
	return t
}

// Closure is the form by which a finding is closed: one table of labels and
// signatures, many of its cells merged.
func Closure() paper.Document {
	sign := "\n\n签字：　　　　　　　　年　　月　　日"
	wide := func(label, s string, height float64) paper.Row {
		return paper.Row{Height: height, Cells: []paper.Cell{paper.Label(label), paper.Words(s).Over(1, 3)}}
	}
	return paper.Document{
		Title: "巡察反馈问题整改销号审批表",
		Body: []paper.Block{
			paper.Paragraph{Runs: paper.Plain("编号：2.7.33"), Align: paper.Right},
			paper.Table{
				Columns: []paper.Column{{Width: 5}, {Width: 7}, {Width: 6}, {Width: 10}},
				Rows: []paper.Row{
					{Height: 10, Cells: []paper.Cell{paper.Label("整改单位"), paper.Words("云川市科学技术局党组"), paper.Label("完成日期"), paper.Day(zh.D(2026, 6, 30))}},
					{Height: 10, Cells: []paper.Cell{paper.Label("责任领导"), paper.Words("李云"), paper.Label("追回金额（元）"), paper.Amount(zh.Decimal(124_000_0000))}},
					wide("反馈问题", "科技项目后续管理不够严格，部分项目逾期未验收。", 20),
					wide("整改情况", "一是修订办法；二是逐一核查126个项目。", 30),
					{Height: 25, Cells: []paper.Cell{paper.Label("审核\n意见").Over(3, 1), paper.Label("责任领导"), paper.Words("情况属实，同意销号。"+sign).Over(1, 2)}},
					{Height: 25, Cells: []paper.Cell{paper.Label("整改办公室"), paper.Words("同意。"+sign).Over(1, 2)}},
					{Height: 25, Cells: []paper.Cell{paper.Label("党组"), paper.Words("同意销号。"+sign).Over(1, 2)}},
					wide("巡察办意见", sign, 25),
				},
			},
		},
	}
}

// Upward is a paper to a superior body by two issuers, with every part of a head.
func Upward() paper.Document {
	return paper.Document{
		Head: paper.Head{Copy: "000012", Secrecy: "内部", Urgency: "特急", Issuers: []string{"中共云川市科学技术局党组", "中共云川市工业局党组"}, Suffix: "文件",
			Number: "云科党组〔2026〕8号", Signers: []string{"李云", "周川", "王石"}},
		Title: "关于联合开展科技项目整改情况的报告",
		To:    "市委：",
		Body: []paper.Block{
			paper.Paragraph{Runs: paper.Plain("现将有关情况报告如下。")},
			paper.List{Mark: paper.Circles, Items: [][]paper.Run{paper.Plain("完成核查。"), paper.Plain("完成验收。")}},
			paper.Table{Columns: []paper.Column{{Title: "事项", Width: 12}, {Title: "数量", Kind: paper.Number}, {Title: "日期", Kind: paper.Date}},
				Rows: []paper.Row{{Cells: []paper.Cell{paper.Words("项目核查"), paper.Figure(zh.Int(126)), paper.Day(zh.D(2026, 6, 1))}}}},
			paper.PageBreak{},
			paper.Paragraph{Runs: paper.Plain("特此报告。")},
		},
		Attachments: []paper.Attachment{{Name: "核查名单"}},
		Signature:   paper.Signature{Bodies: []string{"中共云川市科学技术局党组", "中共云川市工业局党组"}, Date: zh.D(2026, 7, 15)},
		Colophon:    paper.Colophon{CC: "市纪委监委，市委组织部，市委宣传部，市委巡察办，市财政局，市审计局，各县（区）科学技术局", Issuer: "云川市科学技术局办公室", Date: zh.D(2026, 7, 15)},
	}
}

// Samples are the papers that people have read in every form.
func Samples() map[string]paper.Document {
	return map[string]paper.Document{"report": Report(3), "closure": Closure(), "upward": Upward()}
}
