package report

import "strings"

// frame finds where the report itself begins and where its closing part does:
// what stands before is the portal's, what stands behind hangs on the root.
func (g *grower) frame() {
	n := int32(len(g.lines))
	g.top, g.tail = 0, n
	first := n
	for i := range g.marks {
		if m := &g.marks[i]; !m.dead && !m.inline && m.style < StyleOrd {
			first = m.line
			break
		}
	}
	// The portal's lines come first, if they do at all: up to the title or the
	// first long line.
	for i := int32(0); i < min(first, 40, n); i++ {
		words := g.lines[i].span.In(g.s)
		if words == "" {
			continue
		}
		if g.titleAt(int(i)) > 0 || len(words) > 120 {
			g.top = i
			break
		}
	}
	for i := n - 1; i > first && i >= n-40; i-- {
		if g.closes(i) {
			g.tail = i
			continue
		}
		if g.lines[i].span.Empty() || g.tail == n && chromeLine(g.lines[i].span.In(g.s)) {
			continue
		}
		if g.tail < n && !g.short(i) || g.lines[i].first != None {
			break
		}
		if g.lines[i].span.Len() > 240 {
			break
		}
	}
	for g.tail < n && g.lines[g.tail].first != None && g.headed(g.tail) {
		g.tail++
	}
	g.attachments(first)
}

// attachments lets the closing part begin where a list of attachments does; what
// is numbered there are files, not findings.
func (g *grower) attachments(first int32) {
	n := int32(len(g.lines))
	for i := max(first+1, n-40); i < n; i++ {
		words := g.lines[i].span.In(g.s)
		if !strings.HasPrefix(words, "附件") && !strings.HasPrefix(words, "附表") || len(words) > 150 {
			continue
		}
		for k := i; k < n; k++ {
			if g.lines[k].row > 0 || !g.short(k) && !g.closes(k) {
				return // the attachment itself follows
			}
		}
		g.tail = min(g.tail, i)
		for k := range g.marks {
			if g.marks[k].line >= i {
				g.marks[k].dead = true
			}
		}
		return
	}
}

func (g *grower) headed(n int32) bool {
	m := &g.marks[g.lines[n].first]
	return !m.inline && m.style < StyleOrd && !m.dead
}

// closeWords begin the lines of the closing part.
var closeWords = newWords("欢迎", "联系", "监督电话", "电子邮箱", "邮政", "通信地址", "通讯地址", "特此", "邮箱", "电话", "地址", "办公电话", "传真", "邮编", "受理", "附件", "附表")

func (g *grower) short(i int32) bool { return g.lines[i].span.Len() <= 120 }

// closes reports whether line i belongs to the closing part: contact, signer,
// date. A row of a table belongs to its table.
func (g *grower) closes(i int32) bool {
	l := &g.lines[i]
	words := l.span.In(g.s)
	if words == "" || l.row > 0 || l.first != None && g.headed(i) {
		return false
	}
	if closeWords.starts(words) {
		return true
	}
	if strings.Contains(words, "联系电话") || strings.Contains(words, "监督") && (strings.Contains(words, "邮箱") || strings.Contains(words, "电话")) {
		return true
	}
	return signLine(words) || dateLine(words)
}

// signLine reports whether words are the name of a signer.
func signLine(words string) bool {
	words = strings.Trim(words, " \u3000")
	return len(words) <= 105 && signEnds.ends(words) && !strings.ContainsAny(words, "。，,：:；;")
}

// signEnds end the names of bodies that sign reports.
var signEnds = newEndings("党组", "党委", "党支部", "党总支", "党工委", "委员会", "局", "办公室", "领导小组", "支部", "公司", "中心", "学校", "政府", "医院", "中学", "小学", "学院", "银行", "联合会", "厅", "巡察办", "镇", "乡", "街道", "办事处", "巡察组", "巡视组", "审计组")

// dateLine reports whether words are nothing but a date.
func dateLine(words string) bool {
	words = strings.Trim(words, " \u3000")
	return len(words) <= 45 && dayEnds.ends(words) && strings.Contains(words, "年") && !strings.ContainsAny(words, "。，,：:")
}

var dayEnds = newEndings("日", "月", "号")

// titleWords end the titles of reports.
var titleWords = newEndings("通报", "公告", "报告", "情况", "方案", "反馈意见", "通知", "公示", "台账", "清单", "意见", "公开", "一览表", "汇总表")

// titleAt returns how many lines, one or two, the title takes that begins at line
// i; 0 if none does.
func (g *grower) titleAt(i int) int {
	a := g.lines[i].span
	if a.Empty() || g.lines[i].first != None && g.headed(int32(i)) {
		return 0
	}
	if i+1 < len(g.lines) {
		b := g.lines[i+1]
		if titlePair(a.In(g.s), b.span.In(g.s)) && (b.first == None || !g.headed(int32(i+1))) {
			return 2
		}
	}
	if titleLine(a.In(g.s)) {
		return 1
	}
	return 0
}

// titlePair reports whether two lines are a title that was broken.
func titlePair(a, b string) bool {
	if len(a) > 150 || len(b) > 120 || b == "" || strings.ContainsAny(a, "。；;：:>|") || strings.ContainsAny(b, "。；;，,：:>|年") {
		return false
	}
	return titleWords.ends(strings.Trim(b, " \u3000）)")) && (titleSubject(a) || titleSubject(b)) && !chromeLine(a) && !chromeLine(b)
}

// titleSubject reports whether words name what these reports are about.
func titleSubject(words string) bool {
	_, id, _ := titleSubjects.find(words, 0)
	return id >= 0
}

var titleSubjects = newWords("整改", "反馈", "巡察", "巡视", "审计")

// titleLine reports whether words are the title of a report.
func titleLine(words string) bool {
	if len(words) > 240 || len(words) < 12 || !titleWords.ends(strings.Trim(words, " \u3000）)")) || strings.ContainsAny(words, "。；;") || strings.Contains(words, "来源") || strings.Contains(words, "发布") {
		return false
	}
	return titleSubject(words) && !strings.Contains(words, ">") && !strings.Contains(words, "|") && !strings.Contains(words, "位置") // a bread crumb
}

// chromeWords begin or fill the lines that portals put around a report.
var chromeWords = [...]string{"来源", "浏览次数", "字体", "打印", "关闭窗口", "发布时间", "发布日期", "当前位置", "您的位置", "您现在的位置", "上一篇", "下一篇", "责任编辑", "分享", "版权所有", "ICP备", "网站地图", "点击数", "阅读次数", "信息来源", "作者", "浏览量", "网安备", "主办单位", "承办单位", "技术支持", "网站标识码", "返回顶部", "返回首页", "扫一扫", "收藏", "访问量", "相关链接", "相关阅读", "附件下载", "【字号", "字号", "首页"}

// chromeLine reports whether words were put there by a portal.
func chromeLine(words string) bool {
	if len(words) > 200 {
		return false
	}
	if strings.ContainsAny(words, "。；") {
		return false
	}
	for _, w := range chromeWords {
		if strings.HasPrefix(words, w) || len(words) < 120 && strings.Contains(words, w) && (strings.ContainsAny(words, ":：|[]【】>") || len(words) < 40) {
			return true
		}
	}
	return false
}
