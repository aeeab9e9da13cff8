package rules

import (
	"strings"

	"zhenggai/lint"
	"zhenggai/report"
)

var m11 = &lint.Rule{
	ID: "M11", Name: "marks-on-no-document",
	Title:    lint.Say{ZH: "书名号用于非文件名称", EN: "title marks around what is no document"},
	Severity: lint.Hint,
	Check: func(p *lint.Pass) {
		for i := range p.Documents {
			d := &p.Documents[i]
			if d.Type != report.DocOther || d.Outer != report.None || d.Conf < 90 || d.ASCII || !noDocument(p.In(d.Title)) || aWork(p, d) || onPortal(p, d.Span) {
				continue
			}
			p.Found(d.Span, lint.Say{ZH: "%s不是文件或书刊名称，书名号宜去掉或改用引号，请核对。", EN: "%s is no document, book or paper; please take the title marks off or use quotes."}, p.In(d.Span)).Sure(78)
		}
	},
}

// noTitles are things that bear no title marks by themselves, noTitleEnds those
// that do not at the end of a longer name.
var (
	noTitles    = [...]string{"党课", "党日", "主题党日", "三会一课", "组织生活会", "民主生活会", "谈心谈话", "党风廉政建设", "廉政建设", "党风廉政", "意识形态", "党建", "党建工作", "志愿服务", "警示教育", "廉政教育", "四个意识", "四个自信", "两个维护", "两个确立", "三重一大", "一岗双责", "两学一做", "三严三实", "微党课", "学习强国", "回头看", "八项规定"}
	noTitleEnds = newEndings("全会精神", "会议精神", "大会精神", "讲话精神", "主题党日", "党日活动", "主题活动", "系列活动", "宣传活动", "服务活动", "主题教育", "学习教育", "教育活动", "实践活动", "民主生活会", "组织生活会", "专项行动", "专项整治", "专项治理", "培训班", "推进会", "座谈会", "动员会", "知识竞赛", "演讲比赛", "技能大赛")
)

func noDocument(title string) bool {
	for _, w := range noTitles {
		if title == w {
			return true
		}
	}
	return noTitleEnds.end(title) && len(title) <= 90
}

// aWork reports whether the words around d say that it is a work: a lecture, a
// film, a book, a column bears its title in marks.
func aWork(p *lint.Pass, d *report.Document) bool {
	before, after := p.Body[max(0, d.Start-45):d.Start], p.Body[d.End:min(len(p.Body), int(d.End)+36)]
	if k := lastMark(before, "，,。；;：:\n"); k >= 0 {
		before = before[k:]
	}
	return strings.Contains(before, "以") || workBefore.in(before) ||
		opensAny(after, "为题", "专题", "一书", "一文", "等书", "读本", "为主题", "影片", "电影", "教育片", "专栏", "栏目", "节目", "等文章", "讲座", "微视频", "视频", "宣传片", "系列丛书", "杂志", "手册", "微信", "公众号", "等材料", "的通知", "的报告", "课件", "授课", "辅导", "文件")
}

// workBefore are words before the title of a work.
var workBefore = newNeedles("题为", "讲授", "授课", "观看", "收看", "收听", "影片", "电影", "专题片", "教育片", "纪录片", "刊发", "发表", "撰写", "文章", "编印", "读本", "书籍", "图书", "节目", "栏目", "歌曲", "报纸", "刊物", "期刊", "课题", "辅导", "宣讲稿", "课件", "购买", "征订", "订阅", "出版", "材料")
