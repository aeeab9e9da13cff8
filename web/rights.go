package web

import (
	"slices"
	"strings"

	"zhenggai/ledger"
	"zhenggai/org"
)

var rightsRoutes = []Route{
	{"GET /rights", "权限表", "the table of rights", SignedIn, nil, false, (*visit).rights},
}

func (v *visit) rights() error {
	return v.show(v.page(v.word("权限表", "Rights")), rightsPage(v))
}

// people are the roles that people hold, as the columns of the tables.
func heldRoles() []org.RoleLine {
	return slices.DeleteFunc(slices.Clone(org.Roles), func(l org.RoleLine) bool { return l.Role == org.Clock })
}

// stepRoles are the columns of the workflow: the roles that have a part in findings.
func stepRoles() []org.RoleLine {
	return slices.DeleteFunc(heldRoles(), func(l org.RoleLine) bool { return l.Administers })
}

// may says in a cell who may take a step: in any book, or only where an office
// supervises, or only where none does.
func may(v *visit, s *ledger.Step, role org.Role) string {
	if s.Chain {
		for _, chain := range [][]ledger.ChainStep{ledger.UnitChain, ledger.FullChain} {
			if slices.ContainsFunc(chain, func(c ledger.ChainStep) bool { return c.Role == role }) {
				return v.word("链", "chain")
			}
		}
		return ""
	}
	alone, watched := slices.Contains(s.RolesIn(false), role), slices.Contains(s.RolesIn(true), role)
	switch {
	case alone && watched:
		return "✓"
	case watched:
		return v.word("监督", "superv.")
	case alone:
		return v.word("自管", "alone")
	}
	return ""
}

// statesOf names the states in which a step may be taken.
func statesOf(v *visit, s *ledger.Step) string {
	var all []string
	for _, st := range s.From {
		all = append(all, ledger.Name(ledger.States, string(st), v.lang()))
	}
	return strings.Join(all, v.word("、", ", "))
}

// needsOf names what a step needs.
func needsOf(v *visit, s *ledger.Step) string {
	var all []string
	for _, n := range s.Needs {
		all = append(all, v.word(n.ZH, n.EN))
	}
	return strings.Join(all, v.word("；", "; "))
}

// opens says in a cell whether a route is open to a role.
func opens(r *Route, role org.Role) string {
	if r.Who == Anybody || r.open([]org.Grant{{Role: role}}) {
		return "✓"
	}
	return ""
}

func tick(yes bool) string {
	if yes {
		return "✓"
	}
	return ""
}
