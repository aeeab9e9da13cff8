package form_test

import (
	"fmt"
	"strings"
	"testing"

	"zhenggai/form"
	"zhenggai/golden"
)

// TestPage holds doc/forms.md against the tables: it is made from them.
func TestPage(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	b.WriteString("# 表单 Forms\n\n由 `form.Forms`、`form.Figures` 和 `form.Words` 生成。Made from these tables; a test keeps it so.\n\n")
	b.WriteString("| 名称 key | 表单 form | 针对 about | 格式 formats | 用途 what it is for | 由人写的段落 passages |\n|---|---|---|---|---|---|\n")
	about := map[form.Subject]string{form.OfInspection: "巡察 inspection", form.OfFinding: "问题 finding", form.OfOpen: "未销号的问题 open finding", form.OfExtension: "延期申请 request for more time", form.OfMeeting: "会议 meeting"}
	for i := range form.Forms {
		f := &form.Forms[i]
		var formats, passages []string
		for _, x := range f.Formats {
			formats = append(formats, "."+string(x))
		}
		for _, p := range f.Passages {
			passages = append(passages, "`"+p.Key+"` "+p.ZH)
		}
		fmt.Fprintf(&b, "| `%s` | %s<br>%s | %s | %s | %s<br>%s | %s |\n", f.Key, f.ZH, f.EN, about[f.Of], strings.Join(formats, " "), f.About.ZH, f.About.EN, strings.Join(passages, "，"))
	}
	b.WriteString("\n## 字段 Fields\n\n叙述里写 `{名称}`，跟着台账变；定稿后不变。In narrative `{name}` follows the ledger, until the version is frozen.\n\n| 字段 field | English | 单位 counts | 口径 rule |\n|---|---|---|---|\n")
	for i := range form.Figures {
		f := &form.Figures[i]
		fmt.Fprintf(&b, "| `{%s}` | %s | %s | %s |\n", f.ZH, f.EN, f.Unit(), f.Rule)
	}
	b.WriteString("\n## 完成情况用语 Status words\n\n只看台账里的状态，自报的不算；上面的先适用。They follow the ledger alone; the first that fits holds.\n\n| 用语 word | English | 计入完成 counted as done |\n|---|---|---|\n")
	for _, w := range form.Words {
		fmt.Fprintf(&b, "| %s | %s | %s |\n", w.Status, w.EN, map[bool]string{true: "是 yes", false: ""}[w.Finished])
	}
	golden.Check(t, "../doc/forms.md", []byte(b.String()))
}
