package oscal

import (
	"zhenggai/ledger"
	"zhenggai/org"
)

// Named returns the people and units that the rows of a plan name: those that belong
// among its parties, and nobody else.
func (p *Plan) Named() map[org.ID]bool {
	ids := []org.ID{p.Book.Unit}
	for _, d := range p.Documents {
		ids = append(ids, d.By)
	}
	for _, c := range p.Cases {
		ids = append(ids, namedBy(c)...)
	}
	named := map[org.ID]bool{}
	for _, id := range ids {
		named[id] = true
	}
	delete(named, org.ID{})
	return named
}

func namedBy(c *ledger.Case) (ids []org.ID) {
	owners := func(o *ledger.Owners) {
		for _, role := range ownerRoles(o) {
			ids = append(ids, role.who()...)
		}
	}
	owners(&c.Finding.Owners)
	for _, m := range c.Measures {
		owners(&m.Owners)
		if m.Done != nil {
			ids = append(ids, m.Done.By)
		}
	}
	for _, e := range c.Evidence {
		ids = append(ids, e.By)
	}
	for _, r := range c.Records {
		ids = append(ids, r.By)
	}
	for _, s := range c.Submissions {
		ids = append(ids, s.By)
		for _, v := range s.Verdicts {
			ids = append(ids, v.By, v.Unit)
		}
	}
	for _, x := range c.Closures {
		ids = append(ids, x.By, x.Verifier)
		for _, r := range x.Renewed {
			ids = append(ids, r.By)
		}
	}
	for _, r := range c.Relapses {
		ids = append(ids, r.By)
	}
	for _, x := range c.Extensions {
		ids = append(ids, x.By, x.DecidedBy)
	}
	return ids
}
