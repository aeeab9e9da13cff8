package rules

import (
	"cmp"
	"slices"
	"strings"

	"zhenggai/lint"
	"zhenggai/report"
	"zhenggai/source"
	"zhenggai/zh"
)

// substance are the rules of family S.
var substance = []*lint.Rule{s01, s02, s03, s04, s05, s06, s07, s08, s09, s10, s11}

// An act is what words say was done, as a set.
type act uint16

const (
	actStudy  act = 1 << iota // 学习 传达 培训: somebody was taught
	actMeet                   // 会议 座谈: somebody met
	actTalk                   // 谈心谈话, 剖析, 检讨: somebody was spoken to
	actPledge                 // 加强 严格 坚持: somebody means to
	actHard                   // something changed: money, things, people, checks
	actBuild                  // 印发 制定 建立: a rule or an office was made
	actLong                   // 长期坚持 常抓不懈
	actSystem                 // 制度 办法 机制 流程 …: how it is to be from now on
	actReturn                 // 清退 追缴 退回: money went back
	actDone                   // 了 已 到位: words of completion
)

// actWords are the words of each act. They stand in text from which titles of
// documents were taken out.
var actWords = map[act]string{
	actStudy: "学习 学懂 传达 培训 研讨 研学 宣讲 宣传 测试 考试 党课 辅导 警示教育 教育 领会 观看 参观 讨论 撰写 心得",
	actMeet:  "召开 会议 专题会 党组会 党委会 支委会 大会 座谈 民主生活会 组织生活会 通报会 交流会 推进会 部署会",
	actTalk:  "谈心 谈话 约谈 认领 剖析 检讨 检查材料 批评和自我批评 表态 承诺 对照检查 查摆 反思 提醒 强调",
	actPledge: "加强 严格 坚持 进一步 切实 强化 持续 不断 认真 深入 牢固 增强 提高 提升 深化 压实 聚焦 紧盯 高度重视 注重 积极 努力 大力 扎实 着力 " +
		"始终 加大 推进 推动 严肃 牢记 树牢 筑牢 坚定 确保 做到 做好 抓好 抓实 要求 落实 引导 规范 按照 鼓励 支持 杜绝 防止 避免 带头 履行 统筹 营造 优化",
	actHard: "清退 退回 退还 退缴 退赔 追缴 追回 收回 收缴 上缴 归还 补缴 缴纳 扣减 扣发 扣回 核减 核销 拨付 兑现 支付 发放 投入 下达 安排资金 " +
		"处分 诫勉 警告 记过 免职 撤职 降级 调离 开除 辞退 解聘 通报批评 提醒谈话 谈话提醒 批评教育 谈话批评 问责 追责 立案 处罚 罚款 移送 移交 起诉 查处 " +
		"核查 核对 核实 检查 抽查 排查 清查 清理 清点 盘点 审计 审查 审核 审读 复查 复核 比对 评估 测评 验收 调研 走访 督查 督导 督办 暗访 自查 检测 监测 巡查 征求意见 " +
		"整理 归档 补齐 补充 补办 补签 补登 补正 补录 补开 补学 重新 更换 更新 维修 修复 修缮 建成 新建 改造 安装 拆除 购置 采购 配备 配齐 增设 添置 增加 减少 压减 压缩 取消 终止 停止 暂停 撤销 关闭 封存 " +
		"调整 轮岗 交流轮岗 选派 选拔 招聘 招录 引进 聘请 任命 改选 换届 补选 增补 转正 吸收 发展党员 公示 公开 公布 张贴 登记 建档 录入 上报 报送 申报 备案 签订 备齐 销号 办结 解决 化解 处置 受理 " +
		"选举 产生 推选 选出 选优 配强 任用 聘任 增选 推荐 吸纳 种植 栽植 清运 清扫 养护 铺设 疏通 绿化 收集 采纳 撤换 撤出 拆分 合并 划分 拆解 淘汰 设置 布设 印制 印发 悬挂 曝光 移出 注销 吊销 换发 办理 审批 " +
		"复垦 返还 兑付 签署 上传 发布 推送 归集 盘活 变更 更正 纠正 修正 开放 延长 缩短 扩大 供应 配送 安置 接诊 救治 就业 减免 补齐 追加 压实到 入户 比选 询价 核定 测绘 勘察 鉴定 认定 评定 评选 结算 决算 退出 " +
		"打造 组建 成立 设立 开通 启用 上线 推行 实行 试行 完工 竣工 投产 投用 开工 动工 施工 拍照 划转 调拨 出租 拍卖 处理 责令 责成 专人 专班 通报 纳入 细化 分解 列出 梳理 汇编 编印 编写 划定 摸底 摸排 统计 " +
		"慰问 帮扶 救助 资助 补助 补贴 承办 实施 清零 整治 治理 搬迁 腾退 改为 推广 对接 协调 联合 试点 考核 评比 表彰 挂牌 授牌 测算 论证 评审 招标 签约 落户 结对 包保 值班 轮值 下沉 驻点 答复 回复",
	actBuild:  "印发 制定 修订 修改 出台 制订 下发 编制 起草 建立 健全 完善 搭建 构建 明确 确定 指定",
	actLong:   "长期坚持 常抓不懈 持续推进 长期推进 久久为功 常态化推进 持之以恒 一以贯之 持续抓好 长抓不懈 坚持不懈",
	actSystem: "制度 办法 机制 流程 规定 规范 细则 规程 规则 清单 方案 台账 长效 举一反三 审批 公示 体系 标准 章程 责任制 全面 逐一 逐项 逐个 自查 排查 清查 专项",
	actReturn: "清退 退回 退还 退缴 退赔 追缴 追回 收回 收缴 上缴 归还 归垫 补缴 缴回 缴还 扣回 扣减 扣缴 扣发 核减 核销 返还 追索 挽回 调账 冲抵 抵扣 抵缴 冲减 回收 退出 收取 偿还 补收 退付 退至 交回 交还 退款 缴款 缴清 已全部退 全额退 " +
		"不属于清退 无需清退 不予清退 不涉及清退 不需清退 补发 补扣 补交 上交 入库 缴入 缴存 归还原渠道 整改资金 资金归位 原渠道 回款 不再发放 停发 停止发放 取消",
	actDone: "完成 到位 办结 建成 见效 均已 业已 成功 顺利 实现 取得 得到 达到 达成 扭转 好转 落地 消除 有效遏制 未发现 未再",
}

// A deed is one word with its act.
type deed struct {
	word string
	act  act
}

// A vocabulary finds words in one pass: the first two characters of a word, six
// bytes, lead to the words that begin so.
type vocabulary struct {
	first pairSet         // what the words begin with
	heads [1 << 13]uint16 // by slot: index of its first word, plus one
	words []deed          // those of a slot one after the other
	slots []uint16        // of words
}

var acts = newVocabulary(actWords)

func newVocabulary(all map[act]string) *vocabulary {
	v := &vocabulary{}
	for a, words := range all {
		for w := range strings.FieldsSeq(words) {
			v.words = append(v.words, deed{w, a})
		}
	}
	slices.SortFunc(v.words, func(a, b deed) int {
		return cmp.Or(cmp.Compare(pairSlot(a.word), pairSlot(b.word)), cmp.Compare(a.word, b.word), cmp.Compare(a.act, b.act))
	})
	for i, w := range v.words {
		v.first.put(w.word)
		h := pairSlot(w.word)
		v.slots = append(v.slots, h)
		if v.heads[h] == 0 {
			v.heads[h] = uint16(i + 1)
		}
	}
	return v
}

// in returns the acts that s tells of. What stands in 《》 and “” is a name and
// tells of nothing.
func (v *vocabulary) in(s string) act { return v.until(s, 0) }

// until is in that stops when it comes to one of the acts enough.
func (v *vocabulary) until(s string, enough act) (is act) {
	depth := 0
	for i := 0; i+3 <= len(s) && is&enough == 0; {
		switch c := s[i]; {
		case c < 0x80:
			i++
			continue
		case c >= 0xE4 && c <= 0xE9 && depth > 0: // an ideograph in a name
			i += 3
			continue
		case c >= 0xE4 && c <= 0xE9 && s[i+1] != "了"[1] && s[i+1] != "已"[1]:
			if i+6 <= len(s) && v.first.may(s[i:]) {
				is |= v.more(s[i:], is)
			}
			i += 3
			continue
		}
		switch threeBytes(s[i:]) {
		case 0xE3808A, 0xE2809C: // 《 “
			depth++
		case 0xE3808B, 0xE2809D: // 》 ”
			depth = max(depth-1, 0)
		case 0xE4BA86: // 了
			if depth == 0 && !strings.HasPrefix(s[i:], "了解") && !strings.HasSuffix(s[:i], "为") && !strings.HasSuffix(s[:i], "除") {
				is |= actDone
			}
		case 0xE5B7B2: // 已
			if depth == 0 {
				is |= actDone
			}
		default:
			if depth == 0 && i+6 <= len(s) && v.first.may(s[i:]) {
				is |= v.more(s[i:], is)
			}
		}
		i += 3
		for i < len(s) && s[i]&0xC0 == 0x80 {
			i++
		}
	}
	return is
}

// at returns the acts of the words with which s, of six bytes or more, begins.
func (v *vocabulary) at(s string) (is act) { return v.more(s, 0) }

// more is at without the words of acts that are known.
func (v *vocabulary) more(s string, known act) (is act) {
	h := pairSlot(s)
	k := int(v.heads[h])
	if k == 0 {
		return 0
	}
	for k--; k < len(v.words) && v.slots[k] == h; k++ {
		if w := &v.words[k]; known&w.act == 0 && strings.HasPrefix(s, w.word) && !(w.act == actHard && zh.StartsAny(s[len(w.word):], "程序", "流程", "制度", "机制", "质量", "力度", "意识", "能力", "水平", "标准", "环节")) {
			is |= w.act // 审核 is done, 审核程序 is a thing
		}
	}
	return is
}

// judged reports whether o is a text whose measures the rules of this family
// judge: not a feedback notice, not news, and not a plan, whose measures are all
// still to come.
func judged(o *report.Outline) bool {
	if o.Head.Kind == report.Feedback || o.Head.Kind == report.Unknown {
		return false
	}
	title := o.Head.Title.In(o.Text.Valid())
	return !zh.EndsAny(strings.TrimRight(title, " \t\r)）》"), "方案", "计划", "要点", "清单", "分工", "分工表", "安排") || zh.HasAny(title, "情况", "报告", "台账")
}

// measureLike reports whether the title of point i tells of something done: then
// it was a measure and no finding, whatever its number.
func measureLike(p *lint.Pass, i int32) bool {
	title := p.In(findingOf(p, i))
	return len(title) >= 6 && (acts.at(title)&(actHard|actBuild|actStudy|actMeet) != 0 || zh.StartsAny(title, "开展", "组织", "对照", "按照", "通过")) && !zh.HasAny(title, "不", "未", "问题", "违规", "缺", "少", "弱", "差")
}

// Evidence is what a point states beside words: how many facts its measures and
// its results hold. What stands in its heading is the finding's, and what its
// deadline or its owner says proves nothing.
type evidence struct {
	documents int // titles, studied ones too
	issued    int // documents that the unit itself made
	dates     int
	counts    int // sums, shares and counts of all kinds
	hard      int // 1 if one of them counts more than lessons, meetings and people taught
	persons   int
}

func (e *evidence) none() bool {
	return e.documents == 0 && e.dates == 0 && e.counts == 0 && e.persons == 0
}

// evidenceOf returns the evidence of point i.
func evidenceOf(p *lint.Pass, i int32) *evidence { return &(*pointEvidence.Of(p))[i] }

// pointEvidence keeps the evidence of each point, by its node.
var pointEvidence = lint.Shared[[]evidence]{Make: func(p *lint.Pass, t *[]evidence) {
	*t = slices.Grow((*t)[:0], len(p.Nodes))[:len(p.Nodes)]
	clear(*t)
	g := gleaner{Outline: p.Outline, body: p.Body}
	for i := range p.Nodes {
		if p.Nodes[i].Role == report.Point {
			(*t)[i] = g.glean(int32(i))
		}
	}
}}

// A gleaner collects the evidence of points in text order: one walk over all
// facts for all points.
type gleaner struct {
	*report.Outline
	body                          string
	document, date, count, person int
}

// glean returns the evidence of point i. Points must be asked for in text order.
func (g *gleaner) glean(i int32) (e evidence) {
	span := g.Nodes[i].Span
	for ; g.document < len(g.Documents) && g.Documents[g.document].Start < span.End; g.document++ {
		if d := &g.Documents[g.document]; d.Start >= span.Start && d.Outer == report.None && g.counts(d.Node) {
			e.documents++
			if d.Event == report.DocIssued {
				e.issued++
			}
		}
	}
	for ; g.date < len(g.Dates) && g.Dates[g.date].Start < span.End; g.date++ {
		if d := &g.Dates[g.date]; d.Start >= span.Start && !d.Title && d.Rel == report.RelNone && g.counts(d.Node) {
			e.dates++
		}
	}
	for ; g.count < len(g.Quantities) && g.Quantities[g.count].Start < span.End; g.count++ {
		if q := &g.Quantities[g.count]; q.Start >= span.Start && !q.Idiom && !q.Ordinal && g.counts(q.Node) {
			e.counts++
			if e.hard == 0 && !g.soft(q) {
				e.hard++
			}
		}
	}
	for ; g.person < len(g.Persons) && g.Persons[g.person].Start < span.End; g.person++ {
		if d := &g.Persons[g.person]; d.Start >= span.Start && g.counts(d.Node) {
			e.persons++
		}
	}
	return e
}

// counts reports whether facts of node n are evidence.
func (g *gleaner) counts(n int32) bool {
	if n == report.None {
		return false
	}
	d := &g.Nodes[n]
	return d.Role == report.Measure || d.Role == report.Label && (d.Label == report.LabelEffect || d.Label == report.LabelMeasures || d.Label == report.LabelNote)
}

// soft reports whether q counts lessons, meetings or those who sat in them.
func (g *gleaner) soft(q *report.Quantity) bool {
	if q.Unit == report.Money || q.Unit == report.Percent || q.Unit == report.Points {
		return false
	}
	switch q.Class.In(g.body) {
	case "次", "场", "场次", "期", "篇", "堂", "讲", "课时", "学时", "轮", "轮次", "天", "年", "个半天", "届", "节", "方面", "":
		return true
	}
	return lessons.in(g.body[max(0, int(q.Start)-24):min(len(g.body), int(q.End)+18)])
}

// lessons are words near the counts of lessons and meetings.
var lessons = newNeedles("专题", "学习", "心得", "体会", "笔记", "试卷", "承诺", "发言", "会议", "专栏", "知识", "培训", "参训", "参会", "到会", "参加", "谈心", "谈话", "教育", "测试", "听课")

// measureActs returns what the measures and results of point i tell of, and how
// many measures it has; known is false where one of them tells of nothing soft.
// When they tell of something hard or built, they are read no further: no rule
// asks for the rest then.
func measureActs(p *lint.Pass, i int32) (all act, n int, known bool) {
	m := &(*pointActs.Of(p))[i]
	if !m.made {
		m.all, m.n, m.known = actsOfPoint(p, i)
		m.made = true
	}
	return m.all, m.n, m.known
}

// pointActs keeps for each node what measureActs returns, as far as it was asked.
var pointActs = lint.Shared[[]pointAct]{Make: func(p *lint.Pass, t *[]pointAct) {
	*t = slices.Grow((*t)[:0], len(p.Nodes))[:len(p.Nodes)]
	clear(*t)
}}

type pointAct struct {
	all         act
	n           int
	known, made bool
}

func actsOfPoint(p *lint.Pass, i int32) (all act, n int, known bool) {
	known = true
	for k := range p.Children(i) {
		if all&(actHard|actBuild) != 0 {
			break
		}
		d := &p.Nodes[k]
		switch {
		case d.Role == report.Measure:
			a := acts.until(flat(p.In(d.Body)), actHard|actBuild)
			all |= a
			n++
			known = known && a&(actStudy|actMeet|actTalk|actPledge|actLong) != 0
		case d.Role == report.Label && d.Label == report.LabelEffect:
			all |= acts.until(flat(p.In(d.Body)), actHard|actBuild)
		}
	}
	return all, n, known
}

// findingOf returns the words that name the finding of point i: its own title, or
// that of the problem whose only point it is, or what its label says.
func findingOf(p *lint.Pass, i int32) source.Span {
	if t := p.Nodes[i].Title; !t.Empty() {
		return t
	}
	for k := range p.Children(i) {
		if d := &p.Nodes[k]; d.Role == report.Label && d.Label == report.LabelFinding && !d.Body.Empty() {
			return d.Body
		}
	}
	if up := p.Nodes[i].Parent; up != report.None && p.Nodes[up].Role == report.Problem {
		return p.Nodes[up].Title
	}
	return source.Span{}
}

// headOf returns the words to mark where a whole point is at fault: its number
// and title, or the first words of its measures.
func headOf(p *lint.Pass, i int32) source.Span {
	n := &p.Nodes[i]
	if !n.Title.Empty() {
		return source.Span{Start: n.Span.Start, End: max(n.Title.End, n.Span.Start)}
	}
	if up := n.Parent; up != report.None && !p.Nodes[up].Title.Empty() && p.Nodes[up].Flags&report.Synthetic == 0 {
		return source.Span{Start: p.Nodes[up].Span.Start, End: p.Nodes[up].Title.End}
	}
	for k := range p.Children(i) {
		if p.Nodes[k].Role == report.Measure {
			return p.Nodes[k].Body
		}
	}
	return n.Span
}

// measuresSpan returns the span from the first to the last measure of point i, empty
// if it has none.
func measuresSpan(p *lint.Pass, i int32) (s source.Span) {
	for k := range p.Children(i) {
		if d := &p.Nodes[k]; d.Role == report.Measure {
			if s.Empty() {
				s.Start = d.Span.Start
			}
			s.End = d.Span.End
		}
	}
	return s
}

// abridged cuts s at n characters, so that a message stays readable.
func abridged(s string, n int) string {
	s = flat(s)
	for i := range s {
		if n == 0 {
			return s[:i] + "…"
		}
		n--
	}
	return s
}

// anyMeasure reports whether o has measures; a text without any is prose.
func anyMeasure(o *report.Outline) bool {
	for i := range o.Nodes {
		if o.Nodes[i].Role == report.Measure {
			return true
		}
	}
	return false
}

// pointOf returns the point whose finding or measures stand at off, or None. In
// the title of a problem that has no points of its own it is the implicit one.
func pointOf(p *lint.Pass, off int32) int32 {
	n := p.Holder(off)
	if i := p.Up(n, report.Point); i != report.None || n == report.None {
		return i
	}
	if i := p.Nodes[n].First; i != report.None && p.Nodes[i].Role == report.Point {
		return i
	}
	return report.None
}

// clauseFrom returns the offset behind the last punctuation before off, at most
// forty characters back.
func clauseFrom(body string, off int32) int32 {
	low := max(0, int(off)-120)
	for low < int(off) && body[low]&0xC0 == 0x80 {
		low++
	}
	k := 0
	for i, r := range body[low:off] {
		switch r {
		case '。', '；', ';', '，', ',', '：', ':', '\n', '！', '？', '│':
			k = i + len(string(r))
		}
	}
	return int32(low + k)
}

// sentenceOf returns the sentence that holds off, without its stop, at most a
// hundred characters on each side.
func sentenceOf(body string, off int32) source.Span {
	s := source.Span{Start: sentenceFrom(body, off), End: int32(len(body))}
	rest := body[off:min(len(body), int(off)+300)]
	if k := indexMark(rest, "。；;\n"); k >= 0 {
		s.End = off + int32(k)
	} else {
		s.End = off + int32(len(rest))
		for s.End > off && int(s.End) < len(body) && body[s.End]&0xC0 == 0x80 {
			s.End--
		}
	}
	return s
}

// formed reports whether s says in which form, or how many people, were held to
// account.
func formed(s string) bool {
	return zh.HasAny(s, "诫勉", "谈话", "警告", "处分", "通报", "批评", "约谈", "检讨", "免职", "撤职", "记过", "调离", "开除", "立案", "留置", "移送", "扣", "停职", "降级", "辞退",
		"1人", "2人", "3人", "4人", "5人", "6人", "7人", "8人", "9人", "0人", "名", "位", "人次", "两人", "二人", "三人", "四人", "五人")
}

// clauseEnd returns the offset of the first punctuation from off on, at most forty
// characters ahead.
func clauseEnd(body string, off int32) int32 {
	for i, r := range body[off:] {
		switch r {
		case '。', '；', ';', '，', ',', '：', ':', '\n', '！', '？', '│':
			return off + int32(i)
		}
		if i > 120 {
			return off + int32(i)
		}
	}
	return int32(len(body))
}

// loose reports whether point i only gathers the sentences of a text that is
// prose throughout.
func loose(o *report.Outline, i int32) bool {
	up := o.Nodes[i].Parent
	return up != report.None && o.Nodes[up].Flags&report.Implicit != 0
}
