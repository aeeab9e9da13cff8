package blob_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"zhenggai/blob"
)

// TestSecrecyMark shows each text with its mark between ⟦ and ⟧, and its level.
func TestSecrecyMark(t *testing.T) {
	t.Parallel()
	body := strings.Repeat("一行正文，讲整改。\n", 20)
	for _, c := range []struct{ text, level string }{
		// a star
		{"⟦秘密★10年⟧\n云溪县财政局文件", "秘密"},
		{"⟦机密★长期⟧", "机密"},
		{"⟦绝密★启封前⟧", "绝密"},
		{"⟦★秘密⟧", "秘密"},
		{"⟦★ 机密 ５年⟧\n", "机密"},
		{"⟦绝　密 ★ 三十年⟧", "绝密"},
		{"⟦机 密☆6个月⟧", "机密"},
		{"⟦机密*10年⟧", "机密"},
		{"⟦機密★⟧", "机密"},
		{body + "附件1 ⟦秘密★5年⟧\n", "秘密"},
		{"云溪县财政局文件⟦机密★1年⟧", "机密"},
		{"\ufeff\u200b⟦秘\u200b密★⟧", "秘密"},
		// a label
		{"⟦密级：机密⟧\n", "机密"},
		{"⟦密  级 : 秘密级⟧，份数：3", "秘密"},
		{body + "文件⟦密级:绝密★长期⟧", "绝密"},
		{"⟦保密等级│秘密⟧│3份", "秘密"},
		{"⟦秘密等级：机密⟧", "机密"},
		{"⟦密级\t秘密⟧", "秘密"},
		{"⟦密级：□绝密 ☑机密⟧ □秘密", "机密"},
		// alone on one of the first lines
		{"⟦机密⟧\n关于整改的报告", "机密"},
		{"000001\n⟦绝　密⟧\n特急\n", "绝密"},
		{"000001 ⟦机密⟧ 特急\n", "机密"},
		{"⟦秘密 10年⟧\n", "秘密"},
		{"⟦【机密】⟧\n", "机密"},
		{"⟦（秘密）⟧\n", "秘密"},
		{"云溪县委办公室　　⟦机密级⟧", "机密"},
		{"⟦机密⟧        编号：001", "机密"},
		{body + "\f⟦机密⟧\n第二份文件", "机密"},

		// not marks
		{"", ""},
		{"要保守国家秘密，履行保密义务。", ""},
		{"涉及商业秘密的，按规定处理。", ""},
		{"《机密文件管理制度》\n", ""},
		{"机密文件管理制度", ""},
		{"秘密级载体应当登记。", ""},
		{"绝密、机密、秘密三级", ""},
		{"密级：绝密、机密、秘密", ""},
		{"密级：□绝密 □机密 □秘密", ""},
		{"密级：秘密级载体应当登记", ""},
		{"密级：非密", ""},
		{"密级：内部", ""},
		{"内部★5年", ""},
		{"商业秘密★5年", ""},
		{"工作秘密★长期", ""},
		{"密级机密的文件", ""},
		{"★ 秘密文件要登记\n★ 机密文件要专人保管", ""},
		{"文件应当标注“机密★10年”字样。", ""},
		{"文件应当标注「★秘密」。", ""},
		{body + "秘密\n", ""},
		{"秘密花园\n", ""},
		{"秘密 花园\n", ""},
		{"保守 秘密\n", ""},
		{"机密*\n*注：指机要文件", ""},
		{"机要、密码工作\n机\n密\n", ""},
		{"资料（机密）已退还。", ""},
		{"时机密切相关", ""},
		{"**秘密**", ""},
	} {
		if c.level == "" {
			c.text = strings.NewReplacer("⟦", "", "⟧", "").Replace(c.text)
		}
		text := strings.NewReplacer("⟦", "", "⟧", "").Replace(c.text)
		level, start, end, ok := blob.SecrecyMark(text)
		got := text
		if ok {
			got = text[:start] + "⟦" + text[start:end] + "⟧" + text[end:]
		}
		if got != c.text || level != c.level || ok != (c.level != "") {
			t.Errorf("got %q %q\nwant %q %q", level, got, c.level, c.text)
		}
	}
}

// TestSecrecyMarkIsFound holds that no text before and behind a mark of its own line
// hides it.
func TestSecrecyMarkIsFound(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		prose := rapid.StringOf(rapid.RuneFrom([]rune("保守国家密文件整改，。“”（）★ \t\n　10年")))
		before, after := prose.Draw(t, "before"), prose.Draw(t, "after")
		mark := rapid.SampledFrom([]string{"秘密★10年", "机密★长期", "密级：绝密"}).Draw(t, "mark")
		text := before + "\n" + mark + "\n" + after
		if _, _, end, ok := blob.SecrecyMark(text); !ok || end > len(before)+1+len(mark) {
			t.Fatalf("%q: mark up to %d, %v", text, end, ok)
		}
	})
}

func FuzzSecrecyMark(f *testing.F) {
	for _, s := range []string{"秘密★10年", "密级：□绝密 ☑机密", "000001 机密 特急", "（秘密）", "绝　密 ★", "保守国家秘密", "机", "密级：", "\xff机密★\xfe", "★秘密"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		level, start, end, ok := blob.SecrecyMark(text)
		if !ok {
			if level != "" || start != 0 || end != 0 {
				t.Fatalf("nothing found is %q %d %d", level, start, end)
			}
			return
		}
		if start < 0 || start >= end || end > len(text) || strings.ContainsAny(text[start:end], "\n\r") {
			t.Fatalf("%q: mark %d to %d", text, start, end)
		}
		if utf8.ValidString(text) && !utf8.ValidString(text[start:end]) {
			t.Fatalf("%q: the mark cuts characters", text)
		}
		if !strings.Contains(text[start:end], "密") || !strings.Contains("绝密机密秘密", level) {
			t.Fatalf("%q: level %q in %q", text, level, text[start:end])
		}
	})
}

// BenchmarkSecrecyMark searches prose, and one line made to be slow.
func BenchmarkSecrecyMark(b *testing.B) {
	for name, text := range map[string]string{
		"prose":   strings.Repeat("各单位要保守国家秘密，落实机密文件管理制度，整改台账随时更新。\n", 10_000),
		"hostile": strings.Repeat("  “秘密0☑机密", 50_000),
	} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				if _, _, _, ok := blob.SecrecyMark(text); ok {
					b.Fatal("a mark")
				}
			}
		})
	}
}
