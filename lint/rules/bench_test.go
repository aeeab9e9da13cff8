package rules

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"zhenggai/lint"
	"zhenggai/report"
	"zhenggai/source"
	"zhenggai/zh"
)

// report30 returns a report of 30 KB of the usual layout, made of the titles and
// measures of the invented reports of the evaluation set: about as many findings,
// copies and facts as a careless one has.
func report30(t testing.TB) string {
	t.Helper()
	files, err := filepath.Glob("../../eval/case/dev/*.case")
	if err != nil || len(files) == 0 {
		t.Fatalf("no evaluation cases: %v", err)
	}
	marks := regexp.MustCompile(`⟦[^⟧]*⟧`)
	var titles, measures []string
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		_, body, _ := strings.Cut(string(b), "\n\n")
		o := report.Read(source.New(marks.ReplaceAllString(body, "")))
		for i := range o.Nodes {
			n := &o.Nodes[i]
			switch words := strings.Trim(strings.ReplaceAll(o.Text.Slice(n.Body), "\n", ""), "。；"); {
			case n.Role == report.Measure && len(words) > 60 && len(words) < 600:
				measures = append(measures, words)
			case n.Role == report.Point && n.Title.Len() > 12 && n.Title.Len() < 200:
				titles = append(titles, o.Text.Slice(n.Title))
			}
		}
	}
	var b strings.Builder
	b.WriteString("关于市委巡察反馈意见整改情况的通报\n根据市委统一部署，2022年3月1日至4月30日，市委第二巡察组对市水务局党组开展了巡察，6月10日反馈了巡察意见。现将整改情况予以公布。\n一、反馈问题整改情况\n")
	point, next := 0, 0
	for problem := 1; b.Len() < 30_000; problem++ {
		if problem%5 == 1 {
			fmt.Fprintf(&b, "（%s）聚焦第%d个方面\n", zh.FormatNumeral(int64(problem/5+1)), problem/5+1)
		}
		fmt.Fprintf(&b, "问题%d：针对%s的问题。\n", problem, titles[problem%len(titles)])
		for range 3 {
			point++
			fmt.Fprintf(&b, "（%d）关于%s。", point, titles[point*7%len(titles)])
			for _, ord := range []string{"一是", "。二是", "。三是"}[:point%3+1] {
				b.WriteString(ord + measures[next%len(measures)])
				next++
			}
			b.WriteString("。\n")
		}
	}
	b.WriteString("二、下一步打算\n局党组将继续抓好整改落实，巩固整改成果。\n欢迎监督。联系电话：0999-5550123。\n中共某市水务局党组\n2022年11月20日\n")
	return b.String()
}

// cpu returns the processor time of this thread: on a shared machine the time on
// the wall says little.
func cpu() time.Duration {
	var t unix.Timespec
	if err := unix.ClockGettime(unix.CLOCK_THREAD_CPUTIME_ID, &t); err != nil {
		panic(err)
	}
	return time.Duration(t.Nano())
}

// sample is a real published report of 30 KB. It is not part of the repository.
const sample = "../../../shared/samples/suining-2021.txt"

// BenchmarkCheck reads a report of 30 KB and runs all rules over it: the bar is
// half a millisecond. read-µs is the part of reading; cpu-µs the median, best-µs
// the least, which other work on the machine disturbs less.
func BenchmarkCheck(b *testing.B) {
	b.Run("invented", func(b *testing.B) { benchCheck(b, report30(b)) })
	b.Run("real", func(b *testing.B) {
		words, err := os.ReadFile(sample)
		if err != nil {
			b.Skipf("the real report is not beside the repository: %v", err)
		}
		benchCheck(b, string(words))
	})
}

func benchCheck(b *testing.B, words string) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	t := source.New(words)
	var r report.Reader
	c := lint.NewChecker(All(), lint.Config{Today: zh.D(2025, 3, 1)})
	found := len(c.Check(r.Read(t)))
	b.SetBytes(int64(t.Len()))
	b.ReportAllocs()
	var reads, all []float64
	for b.Loop() {
		from := cpu()
		o := r.Read(t)
		mid := cpu()
		c.Check(o)
		end := cpu()
		reads, all = append(reads, float64(mid-from)), append(all, float64(end-from))
	}
	slices.Sort(reads)
	slices.Sort(all)
	b.ReportMetric(reads[len(reads)/2]/1e3, "read-µs")
	b.ReportMetric(all[0]/1e3, "best-µs")
	b.ReportMetric(all[len(all)/2]/1e3, "cpu-µs")
	b.ReportMetric(all[len(all)*99/100]/1e3, "p99-µs")
	b.ReportMetric(float64(found), "findings")
}

// BenchmarkRule runs each rule alone, less what a checker costs without any.
func BenchmarkRule(b *testing.B) {
	t := source.New(report30(b))
	o := report.Read(t)
	for _, r := range All() {
		b.Run(r.ID, func(b *testing.B) {
			c := lint.NewChecker([]*lint.Rule{r}, lint.Config{Today: zh.D(2025, 3, 1)})
			c.Check(o)
			b.ReportAllocs()
			for b.Loop() {
				c.Check(o)
			}
		})
	}
}
