package report

import (
	"fmt"
	"strings"
	"testing"

	"zhenggai/source"
)

// TestChanges reads 由A调整为B with what came in and what left.
func TestChanges(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ text, want string }{
		{"志愿队由6个调整为7个,队员由101人调整为130人,新增33人,调出4人。", "6→7 + - | 101→130 +33 -4"},
		{"公租房由1286套调整为1352套，新增80套，退出24套，房源信息同步录入。", "1286→1352 +80 -24"},
		{"每周开放时间由56小时增加到70小时，增加14小时。", "56→70 +14 - up"},
		{"漏损率由12.8%下降到9.6%，下降3.2个百分点。", "12.8→9.6 + -3.2 down"},
		{"技术人员由86人调整为104人，新引进23人，退休离岗3人。", "86→104 +23 -3"},
		{"技术人员由86人调整为104人，新增技术员23人。", "86→104 + -"},
		{"把6个支部调整为8个，新设2个专业部支部。", "6→8 +2 -"},
		{"平均用时由15天缩短到9天。", "15→9 + - down"},
		{"培训12人，考核结果提高到90人。", ""},
		{"满意率为93.5%，较上年提高2个百分点。", ""},
		{"由6个增加到9个，投入5个工作日。", "6→9 + - up"},
		{"驾驶员由1248人调整为1310人，新招录105人，退休53人。", "1248→1310 +105 -53"},
		{"教师由86人调整为90人，新考录12人，自然减员8人。", "86→90 +12 -8"},
		{"教师由86人调整为90人，新招12人，新聘用3人，辞职离岗11人。", "86→90 +12,3 -11"},
		{"教师由86人调整为90人，新生12人。", "86→90 + -"},
		{"调出4人,新增33人,由101人调整为130人。", "101→130 + -"},
	} {
		o := Read(source.New(c.text))
		var got []string
		for _, h := range o.Changes {
			s := o.Quantities[h.From].N.String() + "→" + o.Quantities[h.To].N.String() + " +" + parts(o, h.Plus) + " -" + parts(o, h.Minus)
			if h.Up {
				s += " up"
			}
			if h.Down {
				s += " down"
			}
			got = append(got, s)
		}
		if g := strings.Join(got, " | "); g != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.text, g, c.want)
		}
	}
}

func parts(o *Outline, r Range) string {
	var out []string
	for _, i := range o.Parts[r.First : r.First+r.N] {
		out = append(out, o.Quantities[i].N.String())
	}
	return strings.Join(out, ",")
}

// TestTotals reads sums in brackets, behind 其中 and before 共.
func TestTotals(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ text, want string }{
		{"评选项目41个(一等奖4个、二等奖7个、三等奖10个、优秀奖20个)。", "41=4,7,10,20"},
		{"给予处理334人（其中党纪处分315人、政务处分40人）。", "334>315,40"},
		{"查处案件9起（一般3起、重大6起等）。", "9>3,6"},
		{"办结3类（紧急类2小时、一般类24小时）。", ""},
		{"退还押金2.49万元（每人300元）。", ""},
		{"安排经费58万元（清淤21万元、维修19万元、修补18万元）。", "580000=210000,190000,180000"},
		{"评估机构20家，其中评定A级6家、B级9家和C级5家。", "20>6,9,5"},
		{"甲类机构6家、乙类机构9家、丙类机构4家，共20家。", "20=6,9,4"},
		{"聘任高级职称4人、中级职称9人，合计13人。", "13=4,9"},
		{"已上缴资金184.32万元，归还原渠道资金67.5万元，合计251.82万元。", "2518200=1843200,675000"},
		{"其中二类会议5.2万元、三类会议7.1万元，两类合计12.3万元。", "123000=52000,71000"},
		{"对30名教师按每人600元补发培训费，共1.8万元。", ""},
		{"查处3个单位，发放资料500份。", ""},
		{"培训60人（应到62人、请假2人）。", ""},
		{"对9名采编人员扣发绩效共7200元（编辑4名扣发3000元、记者5名扣发4500元）。", "7200=3000,4500"},
		{"退还押金8000元（4名教师退还3000元，5名学生退还5000元）。", "8000=3000,5000"},
		{"退还押金2700元（教师4名300元、学生5名300元）。", "2700=300,300"},
		{"退还押金8000元（教师4名每人退还750元、学生5名每人退还1000元）。", ""},
	} {
		o := Read(source.New(c.text))
		var got []string
		for _, h := range o.Totals {
			sign := ">"
			if h.Exhaustive {
				sign = "="
			}
			got = append(got, o.Quantities[h.Total].N.String()+sign+parts(o, h.Parts))
		}
		if g := strings.Join(got, " | "); g != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.text, g, c.want)
		}
	}
}

// TestStates reads counts by state.
func TestStates(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ text, want string }{
		{"反馈问题12个，其中已完成整改9个，基本完成2个，正在推进1个。", "12: 9 2 1 - -"},
		{"46条措施已完成38条，基本完成5条，正在推进3条。", "46: 38 5 3 - -"},
		{"应整改图斑80宗,已完成整改68宗,整改完成率为85%。", "80: 68 - - - 85"},
		{"受理咨询74件，办结71件，办结率为95.9%。", "74: 71 - - - 95.9"},
		{"应核查3200人，已核查2880人，核查率为90%。", "3200: 2880 - - - 90"},
		{"受理咨询74件，办结71件，满意率为99%。", "74: 71 - - - -"},
		{"30个问题，已完成21个，正在整改5个，未完成4个。", "30: 21 - 5 4 -"},
		{"30个问题，已完成21个，需长期坚持5个，正在推进4个。", "30: 21 - 5 4 -"},
		{"明确56项整改措施。现已完成52项,正在推进4项。", "56: 52 - 4 - -"},
		{"全市86所学校仅开放19所，开放率为32.1%。", "86: 19 - - - 32.1"},
		{"全市86所学校已开放19所，开放率22.1%。", "86: 19 - - - 22.1"},
		{"发放问卷500份，回收480份，有效456份，有效率91.2%。", ""},
		{"抽检食品120批次，不合格3批次，合格率97.5%。", ""},
		{"完成投资20000万元，同比增长3000万元，增长率17.6%。", ""},
		{"新建学校6所。培训教师9名，完成5所。", ""},
		{"印发制度3个，召开会议5次。", ""},
		{"检查企业50家，已有企业35家。", ""},
	} {
		o := Read(source.New(c.text))
		var got []string
		n := func(i int32) string {
			if i == None {
				return "-"
			}
			return o.Quantities[i].N.String()
		}
		for _, h := range o.States {
			got = append(got, fmt.Sprintf("%s: %s %s %s %s %s", n(h.Total), n(h.Done), n(h.Partial), n(h.Doing), n(h.Open), n(h.Rate)))
		}
		if g := strings.Join(got, " | "); g != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.text, g, c.want)
		}
	}
}

// TestLists reads names and dates with their stated number.
func TestLists(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ text, want string }{
		{"赴青岩、柏川、石坝3个县调研。", "3 of 3"},
		{"督促清源、桐花、望湖、北关3个街道整改。", "4 of 3"},
		{"联合青州公司（原青州厂、青州站）、远山公司等5家企业。", "2 of 5+"},
		{"县财政局、县民政局和县水务局3家单位。", "3 of 3"},
		{"县发展和改革局、县水务局2家单位。", "2 of 2"},
		{"新建、改造分类投放点136个。", ""},
		{"新建公厕8座、停车位460个。", ""},
		{"分别在5月26日、7月1日、11月17日、12月4日分4次组织测试。", "4 of 4 dates"},
		{"3月1日、4月2日先后3次开会。", "2 of 3 dates"},
		{"2020年、2021年组织的14次招聘。", ""},
	} {
		o := Read(source.New(c.text))
		var got []string
		for _, h := range o.Lists {
			s := fmt.Sprintf("%d of %s", h.Items, o.Quantities[h.Quantity].N)
			if h.Open {
				s += "+"
			}
			if h.Dates {
				s += " dates"
			}
			got = append(got, s)
		}
		if g := strings.Join(got, " | "); g != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.text, g, c.want)
		}
	}
}

const headed = `中共青潭县水务局党组关于巡察整改情况的通报
2023年3月6日至4月28日，县委第二巡察组对县水务局党组开展了巡察，6月2日反馈了3个方面4个问题。
一、工作组织情况
上轮巡察的8个问题已销号。制定整改措施46条，制定和完善相关制度13个。
二、反馈问题整改情况
（一）贯彻落实上级部署方面
1.关于学习不深入的问题。一是印发《学习办法》；二是拟于2023年12月31日前举办培训1期，联系手机13900000000。
（二）工程管理方面
2.关于监管不严的问题。一是青潭县水务局联合县水利公司检查工程9处；二是县水利公司下一步整改。
三、下一步打算
县水务局党组将继续抓好整改。
欢迎监督。联系电话：0999-5550123。
中共青潭县水务局党组
2023年9月20日
`

// TestHeadRelations reads what belongs to the report as a whole.
func TestHeadRelations(t *testing.T) {
	t.Parallel()
	o := Read(source.New(headed))
	var got []string
	for _, s := range o.Head.Stated {
		got = append(got, fmt.Sprintf("%s %d", s.What, s.N))
	}
	if g, w := strings.Join(got, ", "), "aspects 3, problems 4, measures 46, regulations 13"; g != w {
		t.Errorf("stated %s, want %s", g, w)
	}
	got = nil
	for _, c := range o.Commitments {
		due := "-"
		if c.Due != None {
			due = o.Text.Slice(o.Dates[c.Due].Span)
		}
		got = append(got, fmt.Sprintf("%s %v", due, c.Next))
	}
	if g, w := strings.Join(got, ", "), "2023年12月31日 false, - false, - true"; g != w {
		t.Errorf("commitments %s, want %s", g, w)
	}
	for _, c := range o.Contacts {
		if want := c.Kind == Phone; c.Office != want {
			t.Errorf("contact %s: office %v", o.Text.Slice(c.Span), c.Office)
		}
	}
}

// TestBodies finds the first mention of the same body.
func TestBodies(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		a, b string
		same bool
	}{
		{"县科技局", "青潭县科学技术局", true}, {"中共青潭县水务局党组", "县水务局", true}, {"青潭县水务局", "松桥县水务局", false},
		{"县财政局", "县教育局", false}, {"县财政局", "市财政局", false}, {"市人社局", "云岫市人力资源和社会保障局", true},
	} {
		var o Outline
		s := c.a + "，" + c.b
		o.Orgs = []Org{{Fact: Fact{Span: span(0, len(c.a))}}, {Fact: Fact{Span: span(len(c.a)+3, len(s))}}}
		r := relater{o: &o, s: s}
		r.bodies()
		if got := o.Orgs[1].Canon == 0; got != c.same {
			t.Errorf("%s, %s: same %v, want %v", c.a, c.b, got, c.same)
		}
	}
}

// TestRelateAllocates holds that relating a second time costs no memory.
func TestRelateAllocates(t *testing.T) {
	var r Reader
	text := source.New(report30(t))
	o := r.Read(text)
	if n := testing.AllocsPerRun(20, func() { relateAgain(o, &r) }); n > 0 {
		t.Errorf("relate allocates %v times", n)
	}
}

// relateAgain relates o once more.
func relateAgain(o *Outline, r *Reader) {
	o.Changes, o.Totals, o.States, o.Lists, o.Parts, o.Head.Stated = o.Changes[:0], o.Totals[:0], o.States[:0], o.Lists[:0], o.Parts[:0], o.Head.Stated[:0]
	o.relate(o.Text.Valid(), &r.scan)
}

// FuzzRelate holds that relations stay inside the text whatever it is.
func FuzzRelate(f *testing.F) {
	f.Add(headed)
	f.Add("由6个调整为7个（其中3个、4个），共11个，已完成3个，甲、乙、丙等3家，5月1日、6月1日分2次")
	f.Fuzz(func(t *testing.T, s string) {
		o := Read(source.New(s))
		n, q := int32(len(o.Text.Valid())), int32(len(o.Quantities))
		check := func(g Fact, ids ...int32) {
			if g.Start < 0 || g.End > n || g.Start > g.End {
				t.Fatalf("span %v of %d", g.Span, n)
			}
			for _, i := range ids {
				if i < None || i >= q {
					t.Fatalf("quantity %d of %d", i, q)
				}
			}
		}
		for _, c := range o.Changes {
			check(c.Fact, append([]int32{c.From, c.To}, o.Parts[c.Plus.First:c.Plus.First+c.Plus.N]...)...)
		}
		for _, c := range o.Totals {
			check(c.Fact, append([]int32{c.Total}, o.Parts[c.Parts.First:c.Parts.First+c.Parts.N]...)...)
		}
		for _, c := range o.States {
			check(c.Fact, c.Total, c.Done, c.Partial, c.Doing, c.Open, c.Rate)
		}
		for _, c := range o.Lists {
			check(c.Fact, c.Quantity)
		}
	})
}

// BenchmarkRelate measures relate alone on a report of 30 KB.
func BenchmarkRelate(b *testing.B) {
	var r Reader
	o := r.Read(source.New(report30(b)))
	b.ReportAllocs()
	for b.Loop() {
		relateAgain(o, &r)
	}
	b.ReportMetric(float64(len(o.Quantities)), "quantities")
}
