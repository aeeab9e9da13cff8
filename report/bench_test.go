package report

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

	"zhenggai/source"
	"zhenggai/zh"
)

// corpus returns the invented reports of the evaluation set, without their keys.
func corpus(t testing.TB) []string {
	t.Helper()
	files, err := filepath.Glob("../eval/case/dev/*.case")
	if err != nil || len(files) == 0 {
		t.Fatalf("no evaluation cases: %v", err)
	}
	marks := regexp.MustCompile(`⟦[^⟧]*⟧`)
	var out []string
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		_, body, _ := strings.Cut(string(b), "\n\n")
		out = append(out, marks.ReplaceAllString(body, ""))
	}
	return out
}

// samples returns the titles and measures of the invented reports.
func samples(t testing.TB) (titles, measures []string) {
	for _, c := range corpus(t) {
		o := Read(source.New(c))
		for i := range o.Nodes {
			n := &o.Nodes[i]
			switch {
			case n.Role == Measure && n.Body.Len() > 60 && n.Body.Len() < 600:
				measures = append(measures, strings.Trim(strings.ReplaceAll(c[n.Body.Start:n.Body.End], "\n", ""), "。；"))
			case (n.Role == Point || n.Role == Problem) && n.Title.Len() > 12 && n.Title.Len() < 200:
				titles = append(titles, c[n.Title.Start:n.Title.End])
			}
		}
	}
	return titles, measures
}

// narrative are clauses without a fact, of which real measures are mostly made.
var narrative = [...]string{
	"针对存在的薄弱环节逐项剖析原因，把责任落实到岗位和人员，做到有部署、有督促、有回应",
	"通过座谈走访、查阅资料、现场核对等方式摸清底数，对照要求逐条梳理短板弱项，形成问题线索移交承办科室办理",
	"改进工作方式方法，畅通群众反映渠道，对反映集中的事项及时会商研究，避免简单化处理",
	"强化日常监管，完善内部流转程序，重要事项按程序报批，切实防止类似情况再次发生",
	"组织干部职工开展专题讨论，交流心得体会，引导大家转变观念、改进作风、提升服务意识",
	"加大宣传引导力度，用通俗易懂的语言讲清政策要求，营造了人人关心、人人支持的良好氛围",
	"对巡察指出的情况照单全收，深挖思想根源，举一反三开展自查自纠，推动面上工作整体提升",
}

// named are clauses with a title, a body or a date, as often as real ones have
// them.
var named = [...]string{
	"修订完善《机关财务管理办法》《公务接待管理规定》",
	"会同市财政局开展联合检查",
	"5月12日召开党组会议专题研究",
	"印发《关于进一步规范堤防巡查工作的通知》（某水党组〔2022〕15号）",
	"向市自然资源和规划局报送情况说明",
	"组织学习《中国共产党纪律处分条例》",
	"9月20日至24日督促云台区农业农村局落实责任",
	"协调青潭县水利局、白石县人民政府解决用地问题",
}

// report30 returns one report of about 30 KB in the usual layout with as many
// facts as a real one: about 90 quantities, 60 documents, 40 dates and 80 bodies
// in 170 nodes.
func report30(t testing.TB) string {
	_, measures := samples(t)
	n := 0
	return compose(t, 2, func() string {
		n++
		words := narrative[n%len(narrative)] + "；" + named[n%len(named)]
		if n%3 == 0 {
			words += "，" + narrative[(n*3+1)%len(narrative)] + "，" + named[(n*5+3)%len(named)]
		}
		if n%7 < 4 {
			words += "，" + measures[n%len(measures)]
		}
		return words
	})
}

// dense30 returns one of the same size whose measures are nothing but facts.
func dense30(t testing.TB) string {
	_, measures := samples(t)
	m := -1
	return compose(t, 3, func() string {
		m++
		return measures[m%len(measures)]
	})
}

// compose makes a report of 30 KB of titles of invented reports and the measures
// that next gives.
func compose(t testing.TB, most int, next func() string) string {
	t.Helper()
	titles, _ := samples(t)
	var b strings.Builder
	b.WriteString("关于市委巡察反馈意见整改情况的通报\n根据市委统一部署，2022年3月1日至4月30日，市委第二巡察组对市水务局党组开展了巡察，6月10日反馈了巡察意见。现将整改情况予以公布。\n一、组织领导\n局党组召开专题会议3次，印发《整改方案》，明确责任人12名。\n二、反馈问题整改情况\n")
	point := 0
	for problem := 1; b.Len() < 30_000; problem++ {
		if problem%5 == 1 {
			fmt.Fprintf(&b, "（%s）聚焦第%d个方面\n", zh.FormatNumeral(int64(problem/5+1)), problem/5+1)
		}
		fmt.Fprintf(&b, "问题%d：针对%s的问题。\n", problem, titles[problem%len(titles)])
		for k := 0; k < 3; k++ {
			point++
			fmt.Fprintf(&b, "（%d）关于%s。", point, titles[(point*7)%len(titles)])
			for _, ord := range []string{"一是", "。二是", "。三是"}[:point%most+1] {
				b.WriteString(ord + next())
			}
			b.WriteString("。\n")
		}
	}
	b.WriteString("三、下一步打算\n局党组将继续抓好整改落实，巩固整改成果。\n欢迎监督。联系电话：0999-5550123；电子邮箱：swj@shuiwu.example。\n中共某市水务局党组\n2023年1月20日\n")
	return b.String()
}

// sink keeps the compiler from leaving work out.
var sink int

// kernel is the bare pass that reading is measured against: decode each character
// and look its class up.
func kernel(s string) int {
	sum := 0
	for i := 0; i < len(s); {
		c := s[i]
		switch {
		case c < 0x80:
			sum += int(classes[c])
			i++
		case c >= 0xE0 && c < 0xF0 && i+2 < len(s):
			sum += int(classes[uint16(c)<<12|uint16(s[i+1]&0x3F)<<6|uint16(s[i+2]&0x3F)])
			i += 3
		case c < 0xE0 && i+1 < len(s):
			sum += int(classes[uint16(c&0x1F)<<6|uint16(s[i+1]&0x3F)])
			i += 2
		default:
			i += 4
		}
	}
	return sum
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

// BenchmarkRead reads a report of 30 KB as dense in facts as a real one.
func BenchmarkRead(b *testing.B) { benchRead(b, report30(b)) }

// BenchmarkReadDense reads one that is much denser in facts than any real one.
func BenchmarkReadDense(b *testing.B) { benchRead(b, dense30(b)) }

// benchRead reads s, and after each ten times runs the kernel over the same bytes
// ten times. "of-kernel" is the median ratio of their speeds (the bar is 0.5);
// read-ns and kernel-ns are the best.
func benchRead(b *testing.B, s string) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	t := source.New(s)
	var r Reader
	r.Read(t)
	b.SetBytes(int64(t.Len()))
	b.ReportAllocs()
	var reads, kernels, ratios []float64
	for b.Loop() {
		from := cpu()
		for range 10 {
			sink += len(r.Read(t).Nodes)
		}
		mid := cpu()
		for range 10 {
			sink += kernel(s)
		}
		read, bare := float64(mid-from)/10, float64(cpu()-mid)/10
		reads, kernels, ratios = append(reads, read), append(kernels, bare), append(ratios, bare/read)
	}
	slices.Sort(ratios)
	b.ReportMetric(slices.Min(reads), "read-ns")
	b.ReportMetric(slices.Min(kernels), "kernel-ns")
	b.ReportMetric(ratios[len(ratios)/2], "of-kernel")
	b.ReportMetric(slices.Min(kernels)/slices.Min(reads), "best-of-kernel")
}
