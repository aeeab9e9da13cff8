package draft_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"zhenggai/eval"
	"zhenggai/ledger"
	"zhenggai/ledger/draft"
)

// TestAgain imports every case, and the real report where it is there, twice: the
// second time nothing changes, under whatever id the document comes.
func TestAgain(t *testing.T) {
	t.Parallel()
	cases, err := eval.Load("../../eval/case", "dev")
	if err != nil {
		t.Fatal(err)
	}
	texts := map[string]string{}
	for _, c := range cases {
		if c.Kind != "round" && c.Name != "15-ledger-defects" {
			texts[c.Name] = c.Text
		}
	}
	if b, err := os.ReadFile(sample); err == nil {
		texts["sample"] = string(b)
	}
	for name, text := range texts {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newShelf(t)
			first := s.read(text, "")
			if _, rows := s.take(first); len(rows) == 0 {
				t.Fatal("nothing was imported")
			}
			s.sound()
			for _, d := range []*draft.Draft{first, s.read(text, "")} {
				p, rows := s.take(d)
				if len(rows) > 0 {
					t.Errorf("%d rows the second time:\n%s", len(rows), p.View("zh"))
				}
				for i := range p.Lines {
					if p.Lines[i].Result != draft.Same {
						t.Errorf("%+v", p.Lines[i])
					}
				}
			}
		})
	}
}

// subjects and faults are what invented findings are made of.
var (
	subjects = strings.Fields("河道保洁 粮食储备 校园食堂 公务接待 工程招标 药品采购 低保审核 农机补贴 档案保管 会议纪要 党费收缴 干部选任 公车使用 防汛物资 养老服务 垃圾清运 路灯维修 水质检测 项目验收 票据审核 信访办理 窗口服务 林地审批 集体资产 村务公开 消防检查 医保结算 学籍登记 殡葬收费 出租收益")
	defects  = strings.Fields("责任落实不到位 监督检查流于形式 底数不清 程序执行不严格 档案资料缺失 长期无人过问 整改不彻底 资金沉淀闲置 超标准列支 审批把关不严 台账登记不规范 反复出现同类问题")
	detail   = strings.Fields("连续两年未开展清查 抽查发现缺项较多 群众反映强烈 未按规定集体研究 仅以口头方式安排 存在补签补记现象 与实际数量不符 责任人长期空缺 未签订书面合同 超出批复范围")
)

// findings draws n distinct invented findings.
func findings(rt *rapid.T, n int) []string {
	all := rapid.Permutation(combinations()).Draw(rt, "findings")
	return all[:n]
}

func combinations() (all []string) {
	for i, s := range subjects {
		for k := range 3 {
			all = append(all, s+defects[(i*5+k*4)%len(defects)]+"，"+detail[(i+k*3)%len(detail)])
		}
	}
	return all
}

// notice writes findings as a feedback notice, in aspects of five.
func notice(list []string) string {
	var b strings.Builder
	b.WriteString("县委第二巡察组关于巡察青石县水务局党组的反馈意见\n2024年3月5日至5月10日，县委第二巡察组对青石县水务局党组开展了常规巡察，现反馈如下。\n一、巡察发现的主要问题\n")
	for i, f := range list {
		if i%5 == 0 {
			fmt.Fprintf(&b, "（%s）%s方面\n", strings.Fields("一 二 三 四 五 六 七 八")[i/5], strings.Fields("政治建设 民生保障 财经纪律 作风建设 组织建设 项目监管 队伍管理 整改落实")[i/5])
		}
		title, text, _ := strings.Cut(f, "，")
		fmt.Fprintf(&b, "%d.%s。%s。\n", i%5+1, title, text)
	}
	b.WriteString("二、意见建议\n（一）提高政治站位。抓好整改。\n县委第二巡察组\n2024年6月18日\n")
	return b.String()
}

func leaves(d *draft.Draft) (n int) {
	for _, f := range d.Findings {
		if f.Leaf {
			n++
		}
	}
	return n
}

// TestPermuted imports findings and then the same in another order and numbering:
// all are found again and none is doubled.
func TestPermuted(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		n := rapid.IntRange(3, 30).Draw(rt, "n")
		list := findings(rt, n)
		s := newShelf(t)
		d := s.read(notice(list), draft.KindFeedback)
		if leaves(d) != n {
			rt.Fatalf("%d leaves of %d", leaves(d), n)
		}
		s.take(d)
		other := rapid.Permutation(list).Draw(rt, "order")
		p, _ := s.take(s.read(notice(other), draft.KindFeedback))
		for i := range p.Lines {
			if l := &p.Lines[i]; l.Table == "finding" && l.Result != draft.Same && l.Result != draft.Part {
				rt.Fatalf("%s %s %q", l.Result, l.Code, l.Title)
			}
		}
	})
}

// TestDropped leaves k findings out: exactly those are gone.
func TestDropped(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		n := rapid.IntRange(3, 30).Draw(rt, "n")
		list := findings(rt, n)
		s := newShelf(t)
		s.take(s.read(notice(list), draft.KindFeedback))
		k := rapid.IntRange(1, n-2).Draw(rt, "k")
		gone := map[string]bool{}
		for _, f := range list[:k] {
			title, _, _ := strings.Cut(f, "，")
			gone[title] = true
		}
		p := draft.Match(s.Existing, s.read(notice(rapid.Permutation(list[k:]).Draw(rt, "order")), draft.KindFeedback))
		for i := range p.Lines {
			l := &p.Lines[i]
			if l.Table != "finding" || l.Level == ledger.Aspect {
				continue
			}
			if want := gone[l.Title]; want != (l.Result == draft.Gone) || l.Result == draft.Added {
				rt.Fatalf("%s %q\n%s", l.Result, l.Title, p.View("zh"))
			}
			delete(gone, l.Title)
		}
		if len(gone) > 0 {
			rt.Fatalf("not reported as gone: %v", gone)
		}
	})
}

// TestSameWords holds that a finding named again in its own words is that one, though
// another of the book stood at its place and is worded alike.
func TestSameWords(t *testing.T) {
	t.Parallel()
	all := combinations()
	var list []string
	for title := range strings.FieldsSeq(`河道保洁责任落实不到位 河道保洁档案资料缺失 河道保洁超标准列支 粮食储备长期无人过问 粮食储备审批把关不严
		粮食储备监督检查流于形式 医保结算台账登记不规范 校园食堂底数不清 校园食堂整改不彻底 公务接待程序执行不严格
		公务接待反复出现同类问题 医保结算底数不清 工程招标超标准列支 工程招标责任落实不到位 工程招标档案资料缺失
		党费收缴台账登记不规范 药品采购长期无人过问 药品采购审批把关不严 低保审核底数不清 农机补贴反复出现同类问题
		农机补贴程序执行不严格 农机补贴资金沉淀闲置 档案保管档案资料缺失 档案保管超标准列支 档案保管责任落实不到位
		会议纪要审批把关不严 党费收缴底数不清`) {
		list = append(list, all[slices.IndexFunc(all, func(f string) bool { return strings.HasPrefix(f, title) })])
	}
	s := newShelf(t)
	s.take(s.read(notice(list), draft.KindFeedback))
	var left []string // the first eleven are gone, some others stand elsewhere
	for _, i := range []int{11, 12, 13, 14, 21, 16, 15, 18, 19, 20, 17, 22, 23, 24, 25, 26} {
		left = append(left, list[i])
	}
	p := draft.Match(s.Existing, s.read(notice(left), draft.KindFeedback))
	gone := false
	for i := range p.Lines {
		l := &p.Lines[i]
		if l.Result == draft.Changed && l.Level != ledger.Aspect {
			t.Errorf("%s %q is taken for another\n%s", l.Code, l.Title, p.View("zh"))
		}
		gone = gone || l.Result == draft.Gone && l.Title == "医保结算台账登记不规范"
	}
	if !gone {
		t.Error("what is no longer named is not said to be gone")
	}
}
