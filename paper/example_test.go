package paper_test

import (
	"os"

	"zhenggai/paper"
	"zhenggai/zh"
)

// A form is a function that makes a Document; any writer prints it.
func Example() {
	d := paper.Document{
		Title: "整改延期申请",
		To:    "区委巡察办",
		Body: []paper.Block{
			paper.Heading{Level: 1, Number: 1, Text: "申请事项"},
			paper.Paragraph{Runs: []paper.Run{{Text: "尚有"}, {Text: "2", Field: "points.open"}, {Text: "项问题未完成整改。"}}},
			paper.Table{
				Columns: []paper.Column{{Title: "问题"}, {Title: "原定期限", Kind: paper.Date}, {Title: "金额（元）", Kind: paper.Money}},
				Rows:    []paper.Row{{Cells: []paper.Cell{paper.Words("项目逾期未验收"), paper.Day(zh.D(2026, 6, 30)), paper.Amount(zh.Int(12_400))}}},
			},
		},
		Signature: paper.Signature{Bodies: []string{"云川市科学技术局党组"}, Date: zh.D(2026, 6, 5)},
	}
	if err := paper.HTML(os.Stdout, d); err != nil {
		panic(err)
	}
	// Output:
	// <article class="paper">
	// <h1 class="paper-title">整改延期申请</h1>
	// <p class="paper-to">区委巡察办：</p>
	// <h2 class="paper-heading">一、申请事项</h2>
	// <p class="paper-text">尚有<span class="paper-field" data-field="points.open">2</span>项问题未完成整改。</p>
	// <table class="paper-table">
	// <thead>
	// <tr><th scope="col" class="paper-center">问题</th><th scope="col" class="paper-center">原定期限</th><th scope="col" class="paper-center">金额（元）</th></tr>
	// </thead>
	// <tbody>
	// <tr><td>项目逾期未验收</td><td class="paper-center"><time datetime="2026-06-30">2026年6月30日</time></td><td class="paper-right"><data value="12400">12,400.00</data></td></tr>
	// </tbody>
	// </table>
	// <p class="paper-signed">云川市科学技术局党组</p>
	// <p class="paper-signed"><time datetime="2026-06-05">2026年6月5日</time></p>
	// </article>
}
