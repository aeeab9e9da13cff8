package org

import "bytes"

// A Role is what a person may do for a unit.
type Role string

// The roles. What each sees and whether it administers is in Roles; what each may
// do with a finding is in ledger.Workflow.
const (
	Handler     Role = "handler"     // 承办人
	Lead        Role = "lead"        // 责任领导
	Coordinator Role = "coordinator" // 联络员（整改办）
	Group       Role = "group"       // 整改领导小组
	Secretary   Role = "secretary"   // 书记
	Watch       Role = "watch"       // 督察组
	Viewer      Role = "viewer"      // 查阅人

	Officer    Role = "officer"    // 巡察办
	Supervisor Role = "supervisor" // 纪委监委、组织部
	Inspector  Role = "inspector"  // 巡察组

	SystemAdmin   Role = "system-admin"   // 系统管理员
	SecurityAdmin Role = "security-admin" // 安全管理员
	AuditAdmin    Role = "audit-admin"    // 审计管理员

	Clock Role = "clock" // 系统自动：the product itself
)

// A Sight is how much of a book a role sees.
type Sight string

// The three sights.
const (
	SeesNothing Sight = ""      // no finding at all
	SeesParts   Sight = "parts" // findings whose parties are its own
	SeesBooks   Sight = "books" // whole books
)

// A RoleLine is one line of the table of roles.
type RoleLine struct {
	Role        Role
	ZH, EN      string
	Sight       Sight
	Office      bool // belongs to the side that supervises
	Administers bool // one of the three administrators
}

// Roles is the table of roles. Rights pages, help and checks are made from it.
var Roles = []RoleLine{
	{Handler, "承办人", "handler", SeesParts, false, false},
	{Lead, "责任领导", "lead leader", SeesParts, false, false},
	{Coordinator, "联络员", "coordinator", SeesBooks, false, false},
	{Group, "整改领导小组", "leading group", SeesBooks, false, false},
	{Secretary, "书记", "secretary", SeesBooks, false, false},
	{Watch, "督察组", "watch group", SeesBooks, false, false},
	{Viewer, "查阅人", "viewer", SeesBooks, false, false},
	{Officer, "巡察办", "inspection office", SeesBooks, true, false},
	{Supervisor, "监督部门", "supervisor", SeesBooks, true, false},
	{Inspector, "巡察组", "inspection team", SeesBooks, true, false},
	{SystemAdmin, "系统管理员", "system administrator", SeesNothing, false, true},
	{SecurityAdmin, "安全管理员", "security administrator", SeesNothing, false, true},
	{AuditAdmin, "审计管理员", "audit administrator", SeesNothing, false, true},
	{Clock, "系统自动", "the product itself", SeesBooks, false, false},
}

func lookup(r Role) (RoleLine, bool) {
	for _, line := range Roles {
		if line.Role == r {
			return line, true
		}
	}
	return RoleLine{Role: r, ZH: string(r), EN: string(r)}, false
}

// Sight returns how much of a book r sees.
func (r Role) Sight() Sight {
	line, _ := lookup(r)
	return line.Sight
}

// Name returns the name of r in the language lang, "en" or Chinese.
func (r Role) Name(lang string) string {
	line, _ := lookup(r)
	if lang == "en" {
		return line.EN
	}
	return line.ZH
}

// Compare orders ids; later ids sort later.
func (id ID) Compare(other ID) int { return bytes.Compare(id[:], other[:]) }
