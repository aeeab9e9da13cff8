package store_test

import (
	"context"
	"encoding/binary"
	"math/rand/v2"
	"testing"
	"time"

	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/store"
	"zhenggai/zh"
)

// A site is a made-up ledger, the same for the same seed.
type site struct {
	t      testing.TB
	db     *store.DB
	random *rand.ChaCha8
	rnd    *rand.Rand
	ids    uint64
	now    time.Time
	office *org.Unit
	round  *ledger.Round
}

func newSite(t testing.TB, db *store.DB) *site {
	var seed [32]byte
	copy(seed[:], t.Name())
	s := &site{t: t, db: db, random: rand.NewChaCha8(seed), now: time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)}
	s.rnd = rand.New(s.random)
	s.office = &org.Unit{Head: s.head(org.Site), Name: "云岭市委巡察办", Office: true}
	s.round = &ledger.Round{Head: s.head(org.Site), Office: s.office.ID, Name: "五届市委第三轮巡察", Kind: "regular"}
	s.save("site.setup", s.office, s.round)
	return s
}

func (s *site) id() org.ID {
	var r [10]byte
	s.ids++
	binary.BigEndian.PutUint64(r[2:], s.ids)
	return org.NewID(s.now, r)
}

func (s *site) head(book org.ID) org.Head { return org.Head{Book: book, ID: s.id()} }

// save puts rows and journals them.
func (s *site) save(action string, rows ...org.Row) {
	s.t.Helper()
	if err := s.try(action, rows...); err != nil {
		s.t.Fatal(err)
	}
}

func (s *site) try(action string, rows ...org.Row) error {
	s.now = s.now.Add(time.Second)
	return s.db.Update(context.Background(), func(tx *store.Tx) error {
		if err := tx.Put(rows...); err != nil {
			return err
		}
		return tx.Journal(s.now, "tester", action, "test", s.random)
	})
}

// view runs f on what is kept.
func (s *site) view(f func(tx *store.Tx) error) {
	s.t.Helper()
	if err := s.db.View(context.Background(), f); err != nil {
		s.t.Fatal(err)
	}
}

// A book is one unit with its book, departments and one inspection.
type book struct {
	unit       *org.Unit
	book       *ledger.Book
	inspection *ledger.Inspection
	depts      []*org.Unit
	findings   []*ledger.Finding
	measures   []*ledger.Measure
}

// book makes a book with n points below their aspects and problems, not yet saved.
func (s *site) book(name string, n int) *book {
	b := &book{}
	b.unit = &org.Unit{Head: s.head(org.Site), Parent: s.office.ID, Name: name}
	for _, d := range []string{"办公室", "人事科", "财务科", "项目科", "法规科", "机关党委"} {
		b.depts = append(b.depts, &org.Unit{Head: s.head(org.Site), Parent: b.unit.ID, Name: d})
	}
	key := s.id()
	b.book = &ledger.Book{Head: org.Head{Book: key, ID: key}, Unit: b.unit.ID, Name: name + "账册", Supervised: true,
		Chain: []ledger.ChainStep{{Key: "lead", Title: "责任领导审核", Role: org.Lead}}}
	b.inspection = &ledger.Inspection{Head: s.head(key), No: "2026-01", Round: s.round.ID, Title: name + "巡察整改", Feedback: zh.D(2026, 1, 12)}
	var aspect, problem *ledger.Finding
	for i := range n {
		if i%40 == 0 {
			aspect = s.finding(b, nil, ledger.Aspect)
		}
		if i%5 == 0 {
			problem = s.finding(b, aspect, ledger.Problem)
		}
		f := s.finding(b, problem, ledger.Point)
		for k := range 3 {
			b.measures = append(b.measures, &ledger.Measure{Head: s.head(key), Finding: f.ID, Cycle: 1, Ord: k + 1,
				Text: s.sentence() + s.sentence(), Kind: ledger.Dated, FirstDue: f.Due, Due: f.Due, Owners: f.Owners})
		}
	}
	return b
}

var states = []ledger.State{ledger.Open, ledger.Planned, ledger.Underway, ledger.Underway, ledger.Underway, ledger.Submitted, ledger.Closed, ledger.Closed, ledger.Closed, ledger.Void}

func (s *site) finding(b *book, parent *ledger.Finding, level ledger.Level) *ledger.Finding {
	dept := b.depts[s.rnd.IntN(len(b.depts))]
	due := zh.D(2026, 1+s.rnd.IntN(12), 28)
	if s.rnd.IntN(10) == 0 {
		due = zh.Date{}
	}
	f := &ledger.Finding{Head: s.head(b.book.ID), Inspection: b.inspection.ID, Level: level, Leaf: level == ledger.Point,
		Ord: len(b.findings) + 1, Code: itoa(len(b.findings) + 1), Title: s.sentence(), Text: s.sentence() + s.sentence() + s.sentence(),
		RootCause: s.sentence(), Goal: s.sentence(),
		Kind: ledger.Dated, FirstDue: due, Due: due, Standing: s.rnd.IntN(5) == 0, Partial: s.rnd.IntN(9) == 0,
		Owners: ledger.Owners{Dept: dept.ID, DeptName: dept.Name, LeadName: "周明远"},
		State:  states[s.rnd.IntN(len(states))], Cycle: 1,
		Sources: ledger.Sources{{Field: "title", Document: b.inspection.ID, Start: 100, End: 160}, {Field: "text", Document: b.inspection.ID, Start: 160, End: 400}}}
	if parent != nil {
		f.Parent = parent.ID
	}
	b.findings = append(b.findings, f)
	return f
}

// rows are all rows of b.
func (b *book) rows() (rows []org.Row) {
	rows = []org.Row{b.unit, b.book, b.inspection}
	for _, d := range b.depts {
		rows = append(rows, d)
	}
	for _, f := range b.findings {
		rows = append(rows, f)
	}
	for _, m := range b.measures {
		rows = append(rows, m)
	}
	return rows
}

// The words of made-up reports. Some are in half of all findings (科技), some in one
// of fifty (经费), as in real ones.
var (
	who = []string{"局党组", "机关党委", "财务科", "下属事业单位", "部分党支部", "项目科", "班子成员", "基层站所", "镇党委", "工会",
		"办公室", "人事科", "纪检组", "信息中心", "村两委", "社区", "老干部科", "审批窗口", "执法大队", "后勤中心"}
	where = []string{"科技项目管理", "巡察整改", "选人用人", "工程招投标", "公车管理", "意识形态工作", "基层党建", "信访办理", "资产处置", "政府采购",
		"档案管理", "合同签订", "津补贴发放", "会议培训", "食堂管理", "印章使用", "保密工作", "安全生产", "惠民补贴", "项目验收",
		"小金库治理", "公务接待", "差旅报销", "执法办案", "干部考核", "谈心谈话", "请示报告", "党费收缴", "研发投入加计扣除", "经费使用"}
	how = []string{"落实不到位", "重视程度不够", "制度执行不严格", "存在超标准列支", "研究部署不及时", "监督检查流于形式", "台账登记不完整", "责任压得不实",
		"整改时限一拖再拖", "报销手续不齐全（见附件）", "党组会议研究不充分", "底数不清", "程序倒置", "以会议落实会议", "签字把关不严", "长期挂账未清理",
		"底稿缺失", "公示期不足", "抽查比例偏低", "问题反复出现"}
)

// skewed draws one of all, the first most often.
func skewed(s *site, all []string) string {
	x := s.rnd.Float64()
	return all[int(x*x*x*float64(len(all)))]
}

// sentence is a line of the kind that reports are made of.
func (s *site) sentence() string {
	return some(s.rnd, who...) + "在" + skewed(s, where) + "方面" + some(s.rnd, how...) + "，涉及" + itoa(s.rnd.IntN(97)+3) + "万元。"
}
