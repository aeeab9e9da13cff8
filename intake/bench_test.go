package intake

import (
	"context"
	"encoding/xml"
	"fmt"
	"io"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// benchWords are what invented reports are made of.
var benchWords = strings.Fields(`针对 关于 云溪县财政局 党组 学习贯彻 上级精神 不够深入 专项资金 管理不严 拨付 不及时 召开 会议 专题研究 制定 修订
	《理论学习制度》 《资金管理办法》 组织 集中学习 开展 交流发言 抽查 科室 发现问题 全部改正 逐笔核对 追回 违规支出 万元 明确 审批时限 工作日 约谈 责任 负责人
	基层党组织 生活 不规范 整改 补学 补录 记录 机关党委 每季度 检查 通报 全局 落实 责任制 意识形态 选人用人 干部 考察 档案 审计 采购 招标 合同 台账 公车 接待
	一是 二是 三是 四是 进一步 健全 完善 长效机制 督促 推进 压实 问题 方面 情况 群众 反映 乡镇 项目 验收 资产 登记 处置 清查 入账 财务 报销 凭证 制度 执行 监督`)

// reportLines returns about n bytes of an invented report.
func reportLines(n int) []string {
	rnd := rand.New(rand.NewPCG(1, 2))
	var lines []string
	for i, size := 0, 0; size < n; i++ {
		var l strings.Builder
		fmt.Fprintf(&l, "（%d）", i+1)
		for range 60 + rnd.IntN(80) {
			l.WriteString(benchWords[rnd.IntN(len(benchWords))])
			switch rnd.IntN(12) {
			case 0:
				fmt.Fprintf(&l, "%d", rnd.IntN(3000))
			case 1, 2:
				l.WriteString("，")
			case 3:
				l.WriteString("；")
			case 4:
				l.WriteString("。")
			}
		}
		lines = append(lines, l.String())
		size += l.Len() + 1
	}
	return lines
}

// wordLike writes lines as Word does: runs of a few words, each with its fonts.
func wordLike(lines []string) string {
	var sb strings.Builder
	for i, l := range lines {
		fmt.Fprintf(&sb, `<w:p w14:paraId="%08X" w14:textId="77777777" w:rsidR="00A77B3E" w:rsidRDefault="00A77B3E"><w:pPr><w:spacing w:line="560" w:lineRule="exact"/><w:ind w:firstLineChars="200" w:firstLine="640"/><w:rPr><w:rFonts w:ascii="仿宋_GB2312" w:eastAsia="仿宋_GB2312"/><w:sz w:val="32"/></w:rPr></w:pPr>`, i)
		for r := []rune(l); len(r) > 0; {
			n := min(len(r), 25)
			fmt.Fprintf(&sb, `<w:r w:rsidRPr="00C31D45"><w:rPr><w:rFonts w:ascii="仿宋_GB2312" w:eastAsia="仿宋_GB2312" w:hAnsi="仿宋_GB2312" w:hint="eastAsia"/><w:sz w:val="32"/></w:rPr><w:t>%s</w:t></w:r>`, string(r[:n]))
			r = r[n:]
		}
		sb.WriteString(`</w:p>`)
	}
	return sb.String()
}

// wordStyles is a style sheet of the size that Word writes.
func wordStyles() string {
	var sb strings.Builder
	for i := range 380 {
		fmt.Fprintf(&sb, `<w:lsdException w:name="heading %d" w:semiHidden="1" w:uiPriority="%d" w:unhideWhenUsed="1"/>`, i, i%99)
	}
	return sb.String()
}

func benchDocx() []byte {
	return docxOf(strings.ReplaceAll(wordLike(reportLines(29<<10)), "w14:", "w:"),
		part{"styles.xml", wordStyles()}, part{"footer1.xml", p("第1页", "")},
		part{"docProps/core.xml", `<c><creator>甲</creator></c>`})
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

// BenchmarkDocx reads a .docx with 29 KB of text in 131 KB of XML: by intake,
// by the standard library's decoder, and only inflated. MB/s are of text; cpu-MB/s
// is the median by processor time, best-MB/s the best.
func BenchmarkDocx(b *testing.B) {
	file := benchDocx()
	f := read(b, "a.docx", file)
	a, err := openArchive(file)
	if err != nil {
		b.Fatal(err)
	}
	doc, _ := a.part("word/document.xml")
	b.Logf("%d bytes of text in %d of XML in %d of zip", f.Text.Len(), len(doc), len(file))
	for _, c := range []struct {
		name string
		run  func() int
	}{
		{"intake", func() int {
			f, err := Read(context.Background(), "a.docx", file)
			if err != nil {
				b.Fatal(err)
			}
			return f.Text.Len()
		}},
		{"encodingxml", func() int { return len(stdText(b, file)) }},
		{"inflate", func() int {
			a, _ := openArchive(file)
			if _, err := a.part("word/document.xml"); err != nil {
				b.Fatal(err)
			}
			return f.Text.Len()
		}},
		{"walk", func() int {
			d := &docxReader{a: &archive{}, fresh: true}
			d.x, d.names = newXML(doc), namesOf(doc)
			d.b.Part("")
			for d.x.next() {
				if !d.x.end {
					d.element()
				}
			}
			return f.Text.Len()
		}},
	} {
		b.Run(c.name, func(b *testing.B) {
			runtime.LockOSThread()
			defer runtime.UnlockOSThread()
			b.SetBytes(int64(f.Text.Len()))
			b.ReportAllocs()
			var took []float64
			for b.Loop() {
				from := cpu()
				if n := c.run(); n != f.Text.Len() {
					b.Fatalf("%d bytes", n)
				}
				took = append(took, float64(cpu()-from))
			}
			slices.Sort(took)
			size := float64(f.Text.Len()) * 1e3
			b.ReportMetric(size/took[0], "best-MB/s")
			b.ReportMetric(size/took[len(took)/2], "cpu-MB/s")
		})
	}
}

// stdText is the plain way: encoding/xml, w:t and line ends, no map.
func stdText(t testing.TB, file []byte) string {
	a, err := openArchive(file)
	if err != nil {
		t.Fatal(err)
	}
	r, err := a.files["word/document.xml"].Open()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	var sb strings.Builder
	in, first := false, true
	for d := xml.NewDecoder(r); ; {
		tok, err := d.RawToken()
		if err == io.EOF {
			return sb.String()
		}
		if err != nil {
			t.Fatal(err)
		}
		switch e := tok.(type) {
		case xml.StartElement:
			in = e.Name.Local == "t"
			if e.Name.Local == "p" {
				if !first {
					sb.WriteByte('\n')
				}
				first = false
			}
		case xml.EndElement:
			in = false
		case xml.CharData:
			if in {
				sb.Write(e)
			}
		}
	}
}
