package cli

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"zhenggai/demo"
)

// TestCommentsAndPublish works at the inbox of the invented city by commands, and writes
// its public site as files.
func TestCommentsAndPublish(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 23, 10, 0, 0, 0, time.FixedZone("UTC+8", 8*3600))
	folder := filepath.Join(t.TempDir(), "site")
	a, _, err := demo.Make(t.Context(), folder, now)
	if err != nil {
		t.Fatal(err)
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	run := func(want int, words string, args ...string) string {
		t.Helper()
		var out, bad bytes.Buffer
		code := Run(t.Context(), Env{Stdin: strings.NewReader(""), Stdout: &out, Stderr: &bad, Getenv: func(string) string { return "" },
			Now: func() time.Time { return now }, Width: 120}, append(args, "--site", folder))
		if said := out.String() + bad.String(); code != want || !strings.Contains(said, words) {
			t.Errorf("%v: %d, want %d with %s\n%s", args, code, want, words, said)
		}
		return out.String()
	}
	idOf := func(list, words string) string {
		t.Helper()
		for line := range strings.Lines(list) {
			if strings.Contains(line, words) {
				return strings.Fields(line)[0]
			}
		}
		t.Fatalf("no comment says %s:\n%s", words, list)
		return ""
	}
	list := run(Clean, "待甄别", "comment", "list", "--as", "yewq")
	run(Clean, "群众意见", "log", "--as", "yewq", "--book", "市水务局")
	spam, water, bid := idOf(list, "发票"), idOf(list, "水箱清洗"), idOf(list, "拆分发包")
	run(Clean, "含有网址", "comment", "show", spam, "--as", "yewq")
	run(Clean, "无效", "comment", "spam", spam, "--as", "yewq", "--reason", "广告")
	run(Clean, "待答复", "comment", "file", spam, "--as", "yewq")
	run(Clean, "待甄别", "comment", "hold", spam, "--as", "yewq", "--reason", "再看看")
	run(Refused, "不能“答复”", "comment", "answer", spam, "不办发票", "--as", "yewq")
	run(Clean, "180 天（上一级的规定）", "comment", "terms", "--as", "yewq")
	run(Clean, "90 天（自定，上一级是 180）", "comment", "terms", "--as", "yewq", "--keep", "90")
	run(Clean, "90 天（自定，上一级是 180）", "comment", "terms", "--as", "yewq", "--reply", "10")
	run(Refused, "保存期限须在", "comment", "terms", "--as", "yewq", "--keep", "99999")
	run(Refused, "系统管理员", "comment", "terms", "--as", "yewq", "--of-site", "--keep", "9")
	run(Clean, "30 天（自定", "comment", "terms", "--as", "weizp", "--of-site", "--keep", "30")
	run(Clean, "清除", "job", "list")
	run(Clean, "任务 erase 已完成：0", "job", "run", "erase")
	run(Clean, "0999-5550188", "comment", "contact", water, "--as", "yewq")
	run(Refused, "没有留下", "comment", "contact", bid, "--as", "yewq")
	run(Clean, "交办", "comment", "assign", water, "--as", "yewq", "--to", "guixm")
	run(Clean, "水箱清洗", "comment", "list", "--as", "guixm")
	run(Refused, "公开答复由", "comment", "answer", water, "已写明", "--as", "guixm", "--public")
	run(Clean, "已答复", "comment", "answer", water, "公示牌已写明下次清洗的时间。", "--as", "guixm")
	run(Clean, "清除联系方式", "comment", "erase", water, "--as", "yewq", "--reason", "已办结")
	run(Refused, "已清除", "comment", "erase", water, "--as", "yewq", "--reason", "已办结")
	run(Refused, "没有意见", "comment", "show", bid, "--as", "luzy") // of another bureau
	run(Clean, "", "verify")

	site := filepath.Join(t.TempDir(), "www")
	run(Clean, "2 个版本", "publish", site)
	run(Clean, "写入 0 个", "publish", site)
	run(Clean, "核验通过", "publish", "--verify", site)
	run(Clean, "已答复", "comment", "answer", bid, "已重新招标，结果已公布。", "--as", "yewq", "--public")
	run(Found, "请重新发布", "publish", "--verify", site)
	run(Clean, "已发布到", "publish", site)
	if err := os.WriteFile(filepath.Join(site, "index.html"), []byte("别的"), 0o644); err != nil {
		t.Fatal(err)
	}
	run(Found, "被改动过", "publish", "--verify", site)
	run(Refused, "别的内容", "publish", folder)
	run(Misuse, "--public", "serve", "--public-only")
}
