package ledger

import (
	"slices"

	"zhenggai/fault"
	"zhenggai/org"
)

// FullChain is the preset of a unit that an office supervises; UnitChain that of a
// unit on its own, which ends at the secretary's signature and has the watch group
// (督察组) as its verifier. The coordinator may check at the desk what he submitted
// himself: most units have only one, and the verifier is another person anyway.
var (
	UnitChain = []ChainStep{
		{Key: "self", Title: "承办人自评", Role: org.Handler, Self: true},
		{Key: "lead", Title: "责任领导审核", Role: org.Lead},
		{Key: "desk", Title: "整改办审核", Role: org.Coordinator, Self: true},
		{Key: "watch", Title: "督察组核实", Role: org.Watch, Verify: true},
		{Key: "group", Title: "领导小组会议审定", Role: org.Group, Meeting: true},
		{Key: "secretary", Title: "书记签字", Role: org.Secretary},
	}
	FullChain = []ChainStep{
		{Key: "self", Title: "承办人自评", Role: org.Handler, Self: true},
		{Key: "lead", Title: "责任领导审核", Role: org.Lead},
		{Key: "desk", Title: "整改办审核", Role: org.Coordinator, Self: true},
		{Key: "group", Title: "领导小组会议审定", Role: org.Group, Meeting: true},
		{Key: "secretary", Title: "书记签字", Role: org.Secretary},
		{Key: "office", Title: "巡察办初核", Role: org.Officer, Verify: true, Outside: true},
		{Key: "supervisor", Title: "纪委监委、组织部会签", Role: org.Supervisor, Outside: true},
	}
)

// CheckChain refuses a chain that could close something on paper: one without a
// verifier who is another person, or without one from outside where an office
// supervises; with a key twice or a role that nobody has.
func CheckChain(chain []ChainStep, supervised bool) error {
	var keys []string
	verified := false
	for _, s := range chain {
		if s.Key == "" || slices.Contains(keys, s.Key) {
			return fault.New(fault.Invalid, "审核链每一步都要有自己的标识；“"+s.Key+"”为空或重复。",
				"Every step of the chain needs a key of its own; \""+s.Key+"\" is empty or given twice.", nil)
		}
		keys = append(keys, s.Key)
		if !slices.ContainsFunc(org.Roles, func(r org.RoleLine) bool { return r.Role == s.Role && !r.Administers && r.Role != org.Clock }) {
			return fault.New(fault.Invalid, "审核链的“"+s.Title+"”没有可用的角色："+string(s.Role)+"。",
				"The step \""+s.Title+"\" has no role that could take it: "+string(s.Role)+".", nil)
		}
		if s.Verify && !s.Self && (s.Outside || !supervised) {
			verified = true
		}
	}
	switch {
	case verified:
		return nil
	case supervised:
		return fault.New(fault.Invalid, "有巡察办监督的单位，审核链须有一步由单位以外的人核实，请加上。",
			"Where an office supervises, the chain needs a verifying step taken from outside the unit; please add one.", nil)
	}
	return fault.New(fault.Invalid, "审核链须有一步由申请人以外的人核实，请加上。",
		"The chain needs a verifying step taken by somebody other than who submits; please add one.", nil)
}

// Step returns the step of the chain that s waits for, or nil if none is left.
func (s *Submission) Step() *ChainStep {
	if n := len(s.Verdicts); n < len(s.Chain) {
		return &s.Chain[n]
	}
	return nil
}
