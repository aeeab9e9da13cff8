package web

import (
	"strings"

	"zhenggai/org"
	"zhenggai/web/ui"
)

// A navLine is one line of the menu. It is shown to whom the route behind it is open.
type navLine struct {
	Path   string
	ZH, EN string
	Key    string
}

// menu is the menu, in groups.
var menu = []struct {
	ZH, EN string
	Lines  []navLine
}{
	{"", "", []navLine{
		{"/work", "我的工作", "My work", "g w"},
		{"/review", "审核", "Review", "g r"},
		{"/ledger", "台账", "Ledger", "g l"},
		{"/overview", "总览", "Overview", "g o"},
	}},
	{"办理", "Rectification", []navLine{
		{"/desk", "阅读台", "Reading desk", "g d"},
		{"/plan", "方案", "Plan", "g p"},
		{"/meetings", "会议", "Meetings", "g m"},
		{"/registers", "登记簿", "Registers", "g e"},
		{"/papers", "文稿", "Papers", "g f"},
		{"/discrepancies", "出入", "Discrepancies", ""},
		{"/documents", "文件", "Documents", ""},
		{"/workgroups", "专项组", "Workgroups", ""},
		{"/publications", "公开", "Publication", "g u"},
	}},
	{"巡察", "Inspection", []navLine{
		{"/rounds", "轮次与巡察", "Rounds", ""},
		{"/rules", "检查规则", "Rules", ""},
		{"/journal", "存证日志", "Journal", "g j"},
	}},
	{"管理", "Administration", []navLine{
		{"/people", "人员与授权", "People and roles", ""},
		{"/rights", "权限表", "Rights", ""},
		{"/settings", "设置", "Settings", ""},
		{"/jobs", "定时任务", "Jobs", ""},
		{"/backup", "备份", "Backup", ""},
	}},
}

// nav returns the menu as far as it is for who asks.
func (v *visit) nav() (groups []ui.Group) {
	for _, g := range menu {
		group := ui.Group{Title: v.word(g.ZH, g.EN)}
		for _, l := range g.Lines {
			if v.s.open(l.Path, v.who.Grants) {
				here := v.URL.Path == l.Path || strings.HasPrefix(v.URL.Path, l.Path+"/")
				group.Links = append(group.Links, ui.Link{Text: v.word(l.ZH, l.EN), Href: l.Path, Here: here, Key: l.Key})
			}
		}
		if len(group.Links) > 0 {
			groups = append(groups, group)
		}
	}
	return groups
}

// open reports whether there is a page at path for who holds have.
func (s *Server) open(path string, have []org.Grant) bool {
	for i := range s.routes {
		if s.routes[i].Pattern == "GET "+path {
			return s.routes[i].open(have)
		}
	}
	return false
}
