package web

import (
	"slices"

	"zhenggai/org"
)

// An Access says who a route is made for. What he may see there is decided by app.
type Access string

const (
	Anybody  Access = "anybody"   // without signing in
	SignedIn Access = "signed-in" // whoever is signed in; Roles narrows it
)

// A Route is one thing that a browser can ask for.
type Route struct {
	Pattern string // as http.ServeMux reads it
	ZH, EN  string // what it is, for the page of rights
	Who     Access
	Roles   []org.Role // one of them is needed, for any unit; nil is every role
	Upload  bool       // it takes files: mostUpload instead of mostForm
	serve   func(*visit) error
}

// Routes is the table of all routes. The page of rights is made from it.
var Routes = slices.Concat(signRoutes, profileRoutes, workRoutes, findingRoutes, reviewRoutes, ledgerRoutes, deskRoutes,
	planRoutes, meetingsRoutes, registersRoutes, workgroupsRoutes, discrepanciesRoutes, papersRoutes, roundsRoutes,
	overviewRoutes, journalRoutes, rulesRoutes, peopleRoutes, rightsRoutes, settingsRoutes, jobsRoutes, backupRoutes, publicationRoutes)

// findingRoles are the roles that see findings: all but the three administrators.
var findingRoles = rolesThat(func(l org.RoleLine) bool { return l.Sight != org.SeesNothing && l.Role != org.Clock })

// wholeRoles are those that see whole books.
var wholeRoles = rolesThat(func(l org.RoleLine) bool { return l.Sight == org.SeesBooks && l.Role != org.Clock })

func rolesThat(fit func(org.RoleLine) bool) (all []org.Role) {
	for _, l := range org.Roles {
		if fit(l) {
			all = append(all, l.Role)
		}
	}
	return all
}

// open reports whether the route is for who holds have.
func (r *Route) open(have []org.Grant) bool {
	return r.Roles == nil || slices.ContainsFunc(have, func(g org.Grant) bool { return slices.Contains(r.Roles, g.Role) })
}
