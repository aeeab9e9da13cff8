package paper_test

import (
	"bytes"
	"strings"
	"testing"

	"zhenggai/paper"
	"zhenggai/paper/papertest"
	"zhenggai/zh"
)

func TestClean(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"":                             "",
		"整改，（一）":                       "整改，（一）",
		"a\r\nb\rc\n":                  "a\nb\nc\n",
		"a\u2028b\u2029c\u0085d":       "a\nb\nc\nd",
		"\x00a\x07\x1b\x7f\u009fb\tc":  "ab\tc",
		"整\xe6\x94":                    "整\uFFFD\uFFFD",
		"\xed\xa0\x80":                 "\uFFFD\uFFFD\uFFFD", // a surrogate
		"\ufffe\uffff\U0001fffe\ufffd": "\uFFFD\uFFFD\U0001fffe\uFFFD",
		"\u00a0\u00ad\u202e\ufeff":     "\u00a0\u00ad\u202e\ufeff",
		"𠮷\U0010ffff":                  "𠮷\U0010ffff",
	} {
		if got := paper.Clean(in); got != want {
			t.Errorf("%q became %q, want %q", in, got, want)
		}
	}
}

func TestCell(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		cell paper.Cell
		want string
	}{
		{paper.Words("=1\r\n2"), "=1\n2"},
		{paper.Figure(zh.Int(1234567)), "1234567"},
		{paper.Figure(-1), "-0.0001"},
		{paper.Amount(zh.Int(1234567)), "1,234,567.00"},
		{paper.Amount(zh.Int(-999)), "-999.00"},
		{paper.Amount(-1_234_567), "-123.4567"},
		{paper.Amount(zh.Int(-1000)), "-1,000.00"},
		{paper.Day(zh.D(2026, 7, 5)), "2026年7月5日"},
		{paper.Day(zh.Date{}), ""},
	} {
		if got := c.cell.String(); got != c.want {
			t.Errorf("%+v reads %q, want %q", c.cell, got, c.want)
		}
	}
}

// TestFinished holds that what the standard asks for at the end of a line is
// put there once, whether or not a person typed it.
func TestFinished(t *testing.T) {
	t.Parallel()
	for _, d := range []paper.Document{
		{To: "局属各单位", Note: "此件公开", Colophon: paper.Colophon{CC: "市纪委"}},
		{To: "局属各单位：", Note: "（此件公开）", Colophon: paper.Colophon{CC: "市纪委。"}},
		{To: "局属各单位:", Note: " （此件公开）\n", Colophon: paper.Colophon{CC: "市纪委."}},
	} {
		var b bytes.Buffer
		if err := paper.HTML(&b, d); err != nil {
			t.Fatal(err)
		}
		for _, want := range []string{">局属各单位：<", ">（此件公开）<", ">抄送：市纪委。<"} {
			if strings.Count(b.String(), want) != 1 {
				t.Errorf("%s lacks %s", b.String(), want)
			}
		}
	}
}

// TestMarks holds how many items have a mark of their own.
func TestMarks(t *testing.T) {
	t.Parallel()
	item := [][]paper.Run{paper.Plain("甲")}
	for range 50 {
		item = append(item, paper.Plain("甲"))
	}
	var b bytes.Buffer
	if err := paper.HTML(&b, paper.Document{Body: []paper.Block{paper.List{Mark: paper.Circles, Items: item}, paper.List{Items: item}}}); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"①甲", "⑳甲", "㉑甲", "㉟甲", "㊱甲", "㊿甲", "（51）甲", "二十一是甲", "五十一是甲"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("no %s", want)
		}
	}
}

// TestSheets holds that every table of a paper can be had as a sheet.
func TestSheets(t *testing.T) {
	t.Parallel()
	named := papertest.Plan()
	bare := paper.Table{Columns: []paper.Column{{Title: "甲"}}}
	d := paper.Document{Title: "整改\n方案", Body: []paper.Block{paper.Paragraph{}, bare, named}, Attachments: []paper.Attachment{{Name: "名单"}, {Name: "附表", Body: []paper.Block{bare}}}}
	got := ""
	for _, s := range d.Sheets() {
		got += s.Name + "/" + s.Title + " "
	}
	if want := "整改方案/整改方案 整改任务清单/整改任务清单 附表/附表 "; got != want {
		t.Errorf("sheets %s, want %s", got, want)
	}
}
