package app

import (
	"testing"

	"zhenggai/fault"
	"zhenggai/org"
	"zhenggai/store"
	"zhenggai/store/storetest"
)

// TestClose: whose account is closed can do nothing more, and his work stays; a unit is
// closed when nothing is left in it; nobody locks the site.
func TestClose(t *testing.T) {
	t.Parallel()
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db)
		b := s.bureaus[0]
		f := s.finished(b, "7")
		handler := s.of(b, org.Handler)
		refusedWith(t, s.ClosePerson(s.ctx, s.grantor, handler.Person), fault.Forbidden, "系统管理员")
		refusedWith(t, s.ClosePerson(s.ctx, s.admin, s.admin.Person), fault.Forbidden, "自己的账号")
		refusedWith(t, s.ClosePerson(s.ctx, s.admin, s.grantor.Person), fault.Conflict, "唯一的")
		must(t, s.ClosePerson(s.ctx, s.admin, handler.Person))
		if _, err := s.Actor(s.ctx, b.logins[org.Handler]); err == nil {
			t.Error("a closed account can act")
		}
		if _, _, err := s.ActorOf(s.ctx, handler.Person); err == nil {
			t.Error("a closed account can act in an old session")
		}
		refusedWith(t, s.ClosePerson(s.ctx, s.admin, handler.Person), fault.NotFound, "已经停用")
		for _, g := range got(s.Grants(s.ctx))(t) {
			if g.Person == handler.Person && !g.Closed {
				t.Errorf("still %s", g.Role)
			}
		}
		c := got(s.Case(s.ctx, s.of(b, org.Coordinator), b.book.ID, f.ID))(t)
		if m := c.Measures[0]; m.Done == nil || m.Done.By.IsZero() {
			t.Error("what was done is gone")
		}

		refusedWith(t, s.CloseUnit(s.ctx, s.admin, b.unit.ID), fault.Conflict, "有账册")
		refusedWith(t, s.CloseUnit(s.ctx, s.admin, b.dept.ID), fault.Conflict, "还有人员")
		u := got(s.AddUnit(s.ctx, s.admin, "临时专班", b.unit.ID, false))(t)
		refusedWith(t, s.CloseUnit(s.ctx, s.grantor, u.ID), fault.Forbidden, "系统管理员")
		must(t, s.CloseUnit(s.ctx, s.admin, u.ID))
		refusedWith(t, s.CloseUnit(s.ctx, s.admin, u.ID), fault.NotFound, "已经停用")
	})
}
