package form

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"zhenggai/fault"
	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/paper"
	"zhenggai/regs"
	"zhenggai/zh"
)

// errSubject says that what a form is about is not there.
func errSubject(f *Form) error {
	return fault.New(fault.NotFound, "请先选定“"+f.ZH+"”所针对的事项。", "Please choose what the form "+f.EN+" is about.", nil)
}

// leaf returns the leaf that the form is about.
func (d *Draft) leaf() (*ledger.Case, error) {
	if c := d.Cases[d.Subject]; c != nil {
		return c, nil
	}
	return nil, errSubject(d.Form)
}

// A sheetlet is a form of labels and values, four columns wide.
type sheetlet struct{ rows []paper.Row }

// pair adds a row of two labels with their values.
func (s *sheetlet) pair(a string, x paper.Cell, b string, y paper.Cell) {
	s.rows = append(s.rows, paper.Row{Height: 9, Cells: []paper.Cell{paper.Label(a), x, paper.Label(b), y}})
}

// wide adds a row of one label with its value.
func (s *sheetlet) wide(label, text string, height float64) {
	s.rows = append(s.rows, paper.Row{Height: height, Cells: []paper.Cell{paper.Label(label), paper.Words(text).Over(1, 3)}})
}

// under adds rows of two cells under one label.
func (s *sheetlet) under(label string, lines [][2]string) {
	for i, l := range lines {
		row := paper.Row{Height: 16}
		if i == 0 {
			row.Cells = append(row.Cells, paper.Label(label).Over(len(lines), 1))
		}
		row.Cells = append(row.Cells, paper.Label(l[0]), paper.Words(l[1]).Over(1, 2))
		s.rows = append(s.rows, row)
	}
}

func (s *sheetlet) table() paper.Table {
	return paper.Table{Columns: []paper.Column{{Width: 5}, {Width: 8}, {Width: 5}, {Width: 10}}, Rows: s.rows}
}

// head begins a form about a leaf: whose it is, what was found, who answers.
func (d *Draft) head(c *ledger.Case) *sheetlet {
	o := d.owner(c.Finding.Owners)
	s := &sheetlet{}
	s.pair("整改单位", paper.Words(d.Unit()), "问题编号", paper.Words(c.Finding.Code))
	s.pair("巡察名称", paper.Words(d.Inspection.Title), "反馈日期", paper.Day(d.Inspection.Feedback))
	s.pair("责任领导", paper.Words(o.lead), "责任部门", paper.Words(o.dept))
	s.pair("承办人", paper.Words(o.handler), "配合部门", paper.Words(o.support))
	s.wide("反馈问题", cmp.Or(strings.TrimSpace(c.Finding.Text), titleOf(c.Finding)), 16)
	return s
}

// reconcile is the sheet by which a finding is told off against the account.
var reconcile = Form{
	Key: "reconcile", ZH: "对账销号单", EN: "closing account of a finding", Of: OfFinding, Formats: letters,
	About:    about("一个问题一张：问题、逐项措施的完成情况、佐证材料和申请意见。", "A sheet for each finding: the measures with what was done, the evidence, the request."),
	Passages: []Passage{titled("巡察反馈问题对账销号单"), chapter("opinion", "申请意见", "request", "")},
	Make: func(d *Draft) (paper.Document, error) {
		c, err := d.leaf()
		if err != nil {
			return paper.Document{}, err
		}
		f, s := c.Finding, d.head(c)
		s.pair("首次时限", paper.Day(f.FirstDue), "现行时限", dueCell(f))
		s.pair("完成情况", paper.Words(string(d.stands(c).Status)), "完成日期", paper.Day(doneOn(c)))
		s.wide("产生原因", f.RootCause, 9)
		s.wide("整改标准", f.Standard, 9)
		s.wide("整改成效", resultOf(d.Account, c), 9)
		s.wide("举一反三", f.Analogy, 9)
		s.wide("申请意见", cmp.Or(strings.Join(d.lines("opinion"), "\n"), lastNote(c)), 12)
		doc := paper.Document{Title: d.say("title"), Body: []paper.Block{s.table(), paper.Paragraph{Runs: paper.Plain("一、整改措施"), Align: paper.Left}, d.done(c)}}
		if proof := proofOf(c); len(proof.Rows) > 0 {
			doc.Body = append(doc.Body, paper.Paragraph{Runs: paper.Plain("二、佐证材料"), Align: paper.Left}, proof)
		}
		return doc, nil
	},
}

// lastNote is the note of the last request for closure.
func lastNote(c *ledger.Case) string {
	if len(c.Submissions) == 0 {
		return ""
	}
	return c.Submissions[len(c.Submissions)-1].Note
}

// done lists the measures with what was done.
func (d *Draft) done(c *ledger.Case) paper.Table {
	t := paper.Table{Columns: []paper.Column{{Title: "序号", Width: 3, Kind: paper.Number}, {Title: "整改措施", Width: 14}, {Title: "时限", Width: 7, Kind: paper.Date}, {Title: "完成日期", Width: 7, Kind: paper.Date}, {Title: "完成情况", Width: 9}}}
	for i, m := range c.Current() {
		row := paper.Row{Cells: []paper.Cell{paper.Figure(zh.Int(int64(i + 1))), paper.Words(m.Text), paper.Day(m.Due), paper.Day(zh.Date{}), paper.Words("尚未完成")}}
		if m.Done != nil {
			row.Cells[3], row.Cells[4] = paper.Day(m.Done.Dated), paper.Words(cmp.Or(m.Done.Result, "已完成"))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// proofOf lists the evidence with the digests of its bytes.
func proofOf(c *ledger.Case) paper.Table {
	t := paper.Table{Columns: []paper.Column{{Title: "序号", Width: 3, Kind: paper.Number}, {Title: "材料名称", Width: 12}, {Title: "材料日期", Width: 7, Kind: paper.Date}, {Title: "收到日期", Width: 7, Kind: paper.Date}, {Title: "SHA-256（前16位）", Width: 10}}}
	for i, e := range c.Proof() {
		t.Rows = append(t.Rows, paper.Row{Cells: []paper.Cell{paper.Figure(zh.Int(int64(i + 1))), paper.Words(cmp.Or(e.Title, e.Name)), paper.Day(e.Dated), paper.Day(dayOf(e.Seen)), paper.Words(short(e.SHA256))}})
	}
	return t
}

func short(d ledger.Digest) string { return d.String()[:min(16, len(d.String()))] }

// approval is the sheet of signatures by which a finding is closed.
var approval = Form{
	Key: "approval", ZH: "销号审批表", EN: "approval of closure", Of: OfFinding, Formats: letters,
	About:    about("销号的逐级审核：每一步的意见、签字人、时间和所审内容的摘要值。", "The chain of reviews: of each step the opinion, signer, time and digest of what was seen."),
	Passages: []Passage{titled("巡察反馈问题整改销号审批表")},
	Make: func(d *Draft) (paper.Document, error) {
		c, err := d.leaf()
		if err != nil {
			return paper.Document{}, err
		}
		s := d.head(c)
		s.wide("整改情况", join(measuresOf(c), resultOf(d.Account, c), "\n"), 20)
		chain, sub := c.Book.Chain, (*ledger.Submission)(nil)
		if n := len(c.Submissions); n > 0 {
			sub = c.Submissions[n-1]
			chain = sub.Chain
			s.pair("申请人", paper.Words(d.signer(sub.By)), "申请时间", paper.Words(moment(sub.At)))
			s.wide("申请说明", sub.Note, 9)
		}
		var steps [][2]string
		for _, step := range chain {
			steps = append(steps, [2]string{step.Title, d.verdict(sub, step.Key)})
		}
		s.under("审核\n意见", steps)
		outcome := "尚未销号"
		if cl := c.Closure(); cl != nil {
			outcome = fmt.Sprintf("%s准予销号，核实人%s。\n所审内容摘要值：%s", moment(cl.At), d.signer(cl.Verifier), cl.Seen)
			if c.Stale() {
				outcome += "\n销号后内容有变动，应当复核。"
			}
		}
		s.wide("销号结果", outcome, 12)
		return paper.Document{Title: d.say("title"), Body: []paper.Block{s.table()}}, nil
	},
}

// signer returns how a form names who signed: with his title, if he has one.
func (a *Account) signer(id org.ID) string {
	p := a.People[id]
	return join(p.Name, p.Title, " ")
}

// verdict is what a step of the chain said, or room for a signature by hand.
func (d *Draft) verdict(sub *ledger.Submission, step string) string {
	if sub != nil {
		for _, v := range sub.Verdicts {
			if v.Step != step {
				continue
			}
			said := "同意"
			if !v.Pass {
				said = "退回"
			}
			if v.Opinion != "" && v.Opinion != said {
				said += "。" + sentence(v.Opinion)
			}
			return fmt.Sprintf("%s\n签字：%s　　%s\n摘要值：%s", said, d.signer(v.By), moment(v.At), short(v.Seen))
		}
	}
	return "\n签字：　　　　　　　　年　　月　　日"
}

// extension is the request for a later date.
var extension = Form{
	Key: "extension", ZH: "整改延期申请表", EN: "request for more time", Of: OfExtension, Formats: letters,
	About:    about("申请延长整改时限：原时限、拟延至、理由、进展和审批意见。", "A later date is asked for: first date, new date, reason, progress, decision."),
	Passages: []Passage{titled("巡察反馈问题整改延期申请表")},
	Make: func(d *Draft) (paper.Document, error) {
		c, x := d.extension()
		if x == nil {
			return paper.Document{}, errSubject(d.Form)
		}
		s := d.head(c)
		s.pair("首次时限", paper.Day(c.Finding.FirstDue), "第几次延期", paper.Figure(zh.Int(int64(x.N))))
		s.pair("原时限", paper.Day(x.From), "拟延至", paper.Day(x.To))
		s.wide("延期理由", x.Reason, 20)
		s.wide("目前进展", x.Progress, 16)
		s.pair("申请人", paper.Words(d.signer(x.By)), "申请时间", paper.Words(moment(x.At)))
		opinion := "\n签字：　　　　　　　　年　　月　　日"
		if x.Decision != "" {
			opinion = map[ledger.Decision]string{ledger.Granted: "同意延期", ledger.Refused: "不同意延期"}[x.Decision]
			opinion = join(opinion, bare(x.Opinion), "。") + "。\n签字：" + d.signer(x.DecidedBy) + "　　" + moment(x.DecidedAt)
		}
		s.wide("审批意见", opinion, 20)
		return paper.Document{Title: d.say("title"), Body: []paper.Block{s.table()}}, nil
	},
}

func (d *Draft) extension() (*ledger.Case, *ledger.Extension) {
	for _, c := range d.Cases {
		for _, x := range c.Extensions {
			if x.ID == d.Subject {
				return c, x
			}
		}
	}
	return nil, nil
}

// urge is the letter by which an office presses what is overdue.
var urge = Form{
	Key: "urge", ZH: "整改督办单", EN: "order to hasten", Of: OfOpen, Numbered: true, Formats: letters,
	About: about("对逾期或临期未完成的问题督办：时限、当前颜色、要求和回复期限。", "For what is overdue or nearly so: date, colour, what is wanted, by when to reply."),
	Passages: []Passage{{"issuer", "发文单位", "issuing body", true, "市委巡察工作领导小组办公室"}, titled("巡察整改督办单"), {"to", "主送", "addressee", true, "{党组织}"},
		chapter("demand", "督办要求（一行一条）", "what is wanted (a line each)", "请责任领导立即研究，查明未按期完成的原因，制定赶进度措施。\n请在收到本单之日起5个工作日内书面回复办理情况。")},
	Make: func(d *Draft) (paper.Document, error) { return d.press("督办") },
}

// remind is the milder notice of the three colours.
var remind = Form{
	Key: "remind", ZH: "整改提醒单", EN: "reminder", Of: OfOpen, Numbered: true, Formats: letters,
	About: about("按三色预警提醒责任人：剩余天数、当前颜色和应办事项。", "A notice of the three colours to who answers: days left, colour, what is to be done."),
	Passages: []Passage{{"issuer", "发文单位", "issuing body", true, "{单位}整改办"}, titled("巡察整改提醒单"), {"to", "主送", "addressee", true, ""},
		chapter("demand", "提醒事项（一行一条）", "what is to be done (a line each)", "请对照整改措施抓紧推进，按期完成并提交佐证材料。\n确有困难不能按期完成的，请在时限届满前申请延期。")},
	Make: func(d *Draft) (paper.Document, error) { return d.press("提醒") },
}

// press makes a notice about a leaf that is not done.
func (d *Draft) press(word string) (paper.Document, error) {
	c, err := d.leaf()
	if err != nil {
		return paper.Document{}, err
	}
	f, o := c.Finding, d.owner(c.Finding.Owners)
	to := cmp.Or(d.say("to"), join(o.lead, o.dept, "、"))
	doc := paper.Document{Title: d.say("title"), To: to, Signature: paper.Signature{Bodies: []string{d.say("issuer")}, Date: d.Today, Sealed: true}}
	if d.Number != "" {
		doc.Body = append(doc.Body, paper.Paragraph{Runs: paper.Plain(d.Number), Align: paper.Right})
	}
	doc.Body = append(doc.Body, paper.Paragraph{Runs: paper.Plain("现就下列问题予以" + word + "：")})
	s := d.head(c)
	s.pair("整改时限", dueCell(f), "剩余时间", paper.Words(left(f, d.Today)))
	s.pair("预警颜色", paper.Words(d.colour(c)), "当前状态", paper.Words(string(d.stands(c).Status)))
	s.wide("未完成措施", undone(c), 16)
	if sent := d.notices(c); sent != "" {
		s.wide("已发提醒", sent, 9)
	}
	doc.Body = append(doc.Body, s.table())
	for i, l := range d.lines("demand") {
		doc.Body = append(doc.Body, paper.Heading{Level: 2, Number: i + 1, Rest: paper.Plain(l)})
	}
	return doc, nil
}

// left says how long it is until a finding is due.
func left(f *ledger.Finding, today zh.Date) string {
	if f.Due.IsZero() {
		return "没有时限"
	}
	switch n := f.Due.Days() - today.Days(); {
	case f.State == ledger.Closed:
		return "已销号"
	case n < 0:
		return fmt.Sprintf("已逾期%d天", -n)
	case n == 0:
		return "今天到期"
	default:
		return fmt.Sprintf("还有%d天", n)
	}
}

// colour names the light under which a leaf stands.
func (a *Account) colour(c *ledger.Case) string {
	if x := a.Colours[c.Finding.ID]; x != "" {
		return x.Title().ZH + "色"
	}
	return "未预警"
}

// undone lists the measures that are not done.
func undone(c *ledger.Case) string {
	var all []string
	for _, m := range c.Current() {
		if m.Done == nil {
			all = append(all, fmt.Sprintf("%d.%s", len(all)+1, sentence(m.Text)))
		}
	}
	if len(all) == 0 {
		return "措施已全部完成，请申请销号。"
	}
	return strings.Join(all, "\n")
}

// notices lists the warnings that were sent about a leaf for the date that holds.
func (a *Account) notices(c *ledger.Case) string {
	var all []string
	for _, n := range a.Notices {
		if n.Finding == c.Finding.ID && n.Due == c.Finding.Due {
			all = append(all, day(dayOf(n.At))+regs.Colour(n.Colour).Title().ZH+"色提醒")
		}
	}
	return strings.Join(slices.Compact(all), "；")
}
