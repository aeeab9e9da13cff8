package draft

import "testing"

func TestClean(t *testing.T) {
	t.Parallel()
	for words, want := range map[string]string{
		"":                   "",
		"  一是修订办法；\u3000":    "一是修订办法；",
		"建立台\n　　账，逐项销号":      "建立台账，逐项销号",
		"第一段。\r\n　　第二段":      "第一段。\n第二段",
		"执行 ISO\n9001 标准":    "执行 ISO 9001 标准",
		"\n\n一\n\n二：\n\n三\n": "一二：\n三",
	} {
		if got := clean(words); got != want {
			t.Errorf("clean(%q) = %q, want %q", words, got, want)
		}
	}
}

// TestAlike tells texts that say the same, one perhaps condensed, from others.
func TestAlike(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"关于公务用车油卡管理混乱的问题", "公务用车油卡管理混乱。", true},
		{"超标准发放防汛值班补贴", "超标准发放防汛值班补贴4.86万元", true},
		{"财务管理不规范", "档案管理不规范", false},
		{"不规范", "财务管理不规范", false}, // it says too little
		{"", "财务管理不规范", false},
	} {
		if alike(c.a, c.b) != c.want || alike(c.b, c.a) != c.want {
			t.Errorf("alike(%q, %q) is not %v", c.a, c.b, c.want)
		}
	}
}
