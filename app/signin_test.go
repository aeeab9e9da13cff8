package app

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"zhenggai/fault"
	"zhenggai/org"
	"zhenggai/password"
	"zhenggai/store"
	"zhenggai/store/storetest"
)

// Words that the tests sign in with.
const (
	firstWord = "chushi-8426-wu"
	ownWord   = "Qing-shan-7193"
)

// withPassword gives the person of a login the first word, or his own too.
func (s *site) withPassword(login string, own bool) org.Actor {
	s.t.Helper()
	who := s.as(login)
	must(s.t, s.SetPassword(s.ctx, s.as("anquan"), who.Person, firstWord))
	if own {
		must(s.t, s.ChangePassword(s.ctx, who, firstWord, ownWord))
	}
	return who
}

// said returns the last entries of the site's journal: actor, action and subject, with
// logins in the place of ids.
func (s *site) said(n int) (lines []string) {
	s.t.Helper()
	people := got(s.People(s.ctx))(s.t)
	entries := got(s.Entries(s.ctx, s.as("shenji"), store.EntryQuery{Book: org.Site, Limit: n}))(s.t)
	for _, e := range slices.Backward(entries) {
		line := e.Actor + " " + e.Action + " " + e.Subject
		for _, p := range people {
			line = strings.ReplaceAll(line, p.ID.String(), p.Login)
		}
		lines = append(lines, line)
	}
	return lines
}

func TestSignIn(t *testing.T) {
	t.Parallel()
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db)
		who := s.withPassword("banli", false)
		p, mustChange, err := s.SignIn(s.ctx, " banli ", firstWord, "192.0.2.7")
		if err != nil || p.ID != who.Person || !mustChange || !got(s.MustChange(s.ctx, who.Person))(t) {
			t.Fatalf("%v %v %v", p, mustChange, err)
		}
		must(t, s.ChangePassword(s.ctx, who, firstWord, ownWord))
		if p, mustChange, err := s.SignIn(s.ctx, "banli", ownWord, "192.0.2.7"); err != nil || p.ID != who.Person || mustChange || got(s.MustChange(s.ctx, who.Person))(t) {
			t.Fatalf("%v %v %v", p, mustChange, err)
		}
		_, _, err = s.SignIn(s.ctx, "banli", firstWord, "192.0.2.8\x00\n")
		refusedWith(t, err, fault.Forbidden, "登录名或密码不对")
		_, _, err = s.SignIn(s.ctx, ownWord, "", "")
		refusedWith(t, err, fault.Forbidden, "登录名或密码不对")
		want := []string{
			"anquan password.set person/banli", "banli signin.done address/192.0.2.7", "banli password.change person/banli", "banli signin.done address/192.0.2.7",
			"address/192.0.2.8 signin.refused person/banli", "address/- signin.refused person/-",
		}
		if had := s.said(len(want)); !slices.Equal(had, want) {
			t.Errorf("the journal says\n%s", strings.Join(had, "\n"))
		}
		act, p, err := s.ActorOf(s.ctx, who.Person)
		if err != nil || p.Login != "banli" || len(act.Grants) != 1 || !act.Has(s.office.ID, org.Officer) {
			t.Errorf("%v %v %v", act, p, err)
		}
		_, _, err = s.ActorOf(s.ctx, org.ID{1: 1})
		refusedWith(t, err, fault.Forbidden, "已停用或不存在")
		s.verified()
	})
}

// close marks somebody as one who may no longer act.
func (s *site) close(login string) org.ID {
	s.t.Helper()
	id := s.as(login).Person
	must(s.t, s.change(s.ctx, s.admin, "test.close", func(c *change) (string, error) {
		p, err := store.Get[org.Person](c.Tx, org.Site, id)
		if err != nil {
			return "", err
		}
		p.Closed = true
		return subject(p), c.Put(p)
	}))
	return id
}

// TestSignInTellsNothing: whoever may not sign in gets one answer, after one hashing.
func TestSignInTellsNothing(t *testing.T) {
	t.Parallel()
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db)
		s.withPassword("banli", true)
		left := s.withPassword("huiqian", true).Person
		s.close("huiqian")
		var hashings atomic.Int64
		s.hashed = func() { hashings.Add(1) }
		answers := map[string]bool{}
		for _, c := range []struct{ name, login, password string }{
			{"a wrong password", "banli", ownWord + "x"}, {"a login nobody has", "meiyou", ownWord}, {"no login", "", ownWord},
			{"a person without password", "shenji", ownWord}, {"a person without password, and none given", "shenji", ""},
			{"a closed person", "huiqian", ownWord}, {"broken text", "ban\x00li\xff", ownWord}, {"a very long password", "banli", strings.Repeat("长", 1<<20)},
		} {
			before := hashings.Load()
			p, mustChange, err := s.SignIn(s.ctx, c.login, c.password, "")
			if fault.KindOf(err) != fault.Forbidden || p != nil || mustChange {
				t.Errorf("%s: %v %v %v", c.name, p, mustChange, err)
			}
			answers[fault.Say(err, "zh")+fault.Say(err, "en")] = true
			if n := hashings.Load() - before; n != 1 {
				t.Errorf("%s: %d hashings", c.name, n)
			}
		}
		if len(answers) != 1 {
			t.Errorf("the answers differ: %v", answers)
		}
		_, _, err := s.ActorOf(s.ctx, left)
		refusedWith(t, err, fault.Forbidden, "已停用")
		refusedWith(t, s.ChangePassword(s.ctx, org.Actor{Person: left}, ownWord, firstWord), fault.NotFound, "已停用")
		refusedWith(t, s.SetPassword(s.ctx, s.as("anquan"), left, firstWord), fault.NotFound, "已停用")
	})
}

// TestSignInLocks: after some failures nobody gets an answer for a while that grows, not
// even with the right password, and a login that nobody has is locked like any other.
func TestSignInLocks(t *testing.T) {
	t.Parallel()
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db)
		s.withPassword("banli", true)
		var hashings atomic.Int64
		s.hashed = func() { hashings.Add(1) }
		at := time.Date(2026, 3, 2, 2, 0, 0, 0, time.UTC)
		s.Now = func() time.Time { return at }
		for _, login := range []string{"banli", "meiyou"} {
			for range lockLogin {
				_, _, err := s.SignIn(s.ctx, login, "wrong", "")
				refusedWith(t, err, fault.Forbidden, "登录名或密码不对")
			}
			for _, minutes := range []int{1, 2, 4, 8, 16, 32, 60, 60} {
				before, entries := hashings.Load(), s.everything()
				_, _, err := s.SignIn(s.ctx, login, ownWord, "")
				refusedWith(t, err, fault.Forbidden, fmt.Sprintf("请在 %d 分钟后再试", minutes))
				at = at.Add(time.Duration(minutes)*time.Minute - time.Millisecond)
				_, _, err = (&App{DB: db, Now: s.Now, Cost: s.Cost}).SignIn(s.ctx, login, ownWord, "") // started anew
				refusedWith(t, err, fault.Forbidden, "请在 1 分钟后再试")
				if hashings.Load() != before || s.everything() != entries {
					t.Error("a locked login costs a hashing or an entry")
				}
				at = at.Add(time.Millisecond)
				_, _, err = s.SignIn(s.ctx, login, "wrong", "")
				refusedWith(t, err, fault.Forbidden, "登录名或密码不对")
			}
		}
		must(t, s.SetPassword(s.ctx, s.as("anquan"), s.as("banli").Person, firstWord)) // lifts the lock
		if _, _, err := s.SignIn(s.ctx, "banli", firstWord, ""); err != nil {
			t.Error(err)
		}
		at = at.Add(lockMemory + time.Second)
		for range lockLogin { // a day later all is forgotten
			_, _, err := s.SignIn(s.ctx, "meiyou", "wrong", "")
			refusedWith(t, err, fault.Forbidden, "登录名或密码不对")
		}
		s.verified()
	})
}

// TestSignInAddress: guessing the passwords of many from one address locks the address,
// and having one good password does not help.
func TestSignInAddress(t *testing.T) {
	t.Parallel()
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db)
		s.withPassword("banli", true)
		at := time.Date(2026, 3, 2, 2, 0, 0, 0, time.UTC)
		s.Now = func() time.Time { return at }
		for i := range lockAddress {
			_, _, err := s.SignIn(s.ctx, fmt.Sprint("nobody", i), "wrong", "192.0.2.7")
			refusedWith(t, err, fault.Forbidden, "登录名或密码不对")
			if i == lockAddress-1 {
				break
			}
			if _, _, err := s.SignIn(s.ctx, "banli", ownWord, "192.0.2.7"); err != nil {
				t.Fatalf("after %d failures of others: %v", i+1, err)
			}
		}
		_, _, err := s.SignIn(s.ctx, "banli", ownWord, "192.0.2.7")
		refusedWith(t, err, fault.Forbidden, "请在 1 分钟后再试")
		if _, _, err := s.SignIn(s.ctx, "banli", ownWord, "192.0.2.8"); err != nil {
			t.Errorf("from another address: %v", err)
		}
	})
}

// TestSignInAtOnce: trying many passwords at once gives no more tries.
func TestSignInAtOnce(t *testing.T) {
	t.Parallel()
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db)
		s.withPassword("banli", true)
		at := time.Date(2026, 3, 2, 2, 0, 0, 0, time.UTC)
		s.Now = func() time.Time { return at }
		var hashings atomic.Int64
		s.hashed = func() { hashings.Add(1) }
		var all sync.WaitGroup
		for i := range 16 {
			all.Go(func() {
				if _, _, err := s.SignIn(s.ctx, "banli", fmt.Sprint("wrong", i), ""); err == nil {
					t.Error("a wrong password was taken")
				}
			})
		}
		all.Wait()
		if n := hashings.Load(); n > lockLogin {
			t.Errorf("%d passwords were looked at", n)
		}
		s.verified()
	})
}

// TestPasswordsRefused: who may set which password.
func TestPasswordsRefused(t *testing.T) {
	t.Parallel()
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db)
		who := s.withPassword("banli", true)
		for _, login := range []string{"xitong", "shenji", "banli"} {
			refusedWith(t, s.SetPassword(s.ctx, s.as(login), who.Person, firstWord), fault.Forbidden, "安全管理员")
		}
		refusedWith(t, s.SetPassword(s.ctx, s.as("anquan"), org.ID{1: 1}, firstWord), fault.NotFound, "没有这个用户")
		for _, c := range []struct{ password, words, field string }{
			{"", "太短", "password"}, {"Ab3-5678x", "太短", "password"}, {"Banli-20260302", "登录名", "password"}, {"woshiyizhixiaoniao", "太简单", "password"},
			{"Password1234", "太常见", "password"}, {"Admin@123456", "太常见", "password"}, {"aaaaaaaaaa1", "太常见", "password"}, {"整改管理员密码12345678", "太常见", "password"},
			{"qing\x07shan-7193", "不能输入", "password"}, {"qing\xffshan-7193", "不能输入", "password"}, {strings.Repeat("青山绿水7", 40), "太长", "password"}, {ownWord, "一样", "password"},
		} {
			err := s.ChangePassword(s.ctx, who, ownWord, c.password)
			refusedWith(t, err, fault.Invalid, c.words)
			if f, ok := errors.AsType[*fault.Error](err); !ok || f.Field != c.field {
				t.Errorf("%q: the field is not named", c.password)
			}
			if c.password != ownWord {
				refusedWith(t, s.SetPassword(s.ctx, s.as("anquan"), who.Person, c.password), fault.Invalid, c.words)
			}
		}
		for range lockLogin {
			err := s.ChangePassword(s.ctx, who, "wrong", firstWord)
			refusedWith(t, err, fault.Invalid, "原密码不对")
			if f, ok := errors.AsType[*fault.Error](err); !ok || f.Field != "old" {
				t.Error("the field is not named")
			}
		}
		refusedWith(t, s.ChangePassword(s.ctx, who, ownWord, firstWord), fault.Forbidden, "失败次数太多")
		refusedWith(t, s.ChangePassword(s.ctx, s.as("shenji"), "", firstWord), fault.Invalid, "原密码不对")
	})
}

// TestPasswordNowhere: neither password nor hash is in the journal, and what is kept is
// a hash.
func TestPasswordNowhere(t *testing.T) {
	t.Parallel()
	byHand(t, func(t *testing.T, h *hand) {
		h.withPassword("banli", true)
		for _, table := range []string{"entry", "detail"} {
			for _, p := range h.spots(table) {
				for _, v := range p.row {
					if s, ok := v.(string); ok && (strings.Contains(s, "argon2") || strings.Contains(s, firstWord) || strings.Contains(s, ownWord)) {
						t.Errorf("%s has %s", table, s)
					}
				}
			}
		}
		var phc string
		must(t, h.raw.QueryRowContext(h.ctx, "SELECT phc FROM password").Scan(&phc))
		if !strings.HasPrefix(phc, "$argon2id$v=19$m=64,t=1,p=1$") {
			t.Errorf("kept is %s", phc)
		}
		h.verified()
	})
}

// TestFounded: the administrators of a new site get passwords that they must change.
func TestFounded(t *testing.T) {
	t.Parallel()
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		a := &App{DB: db, Now: (&clock{now: time.Date(2026, 3, 2, 1, 0, 0, 0, time.UTC)}).read, Cost: password.Cost{Memory: 64, Passes: 1}}
		f := Founding{Unit: "云川市", System: Account{"xitong", "管系统"}, Security: Account{"anquan", "管安全"}, Audit: Account{"shenji", "管审计"},
			Passwords: map[org.Role]string{org.SystemAdmin: "short"}}
		refusedWith(t, a.Found(t.Context(), f), fault.Invalid, "太短")
		f.Passwords = map[org.Role]string{org.SystemAdmin: firstWord, org.SecurityAdmin: ownWord}
		must(t, a.Found(t.Context(), f))
		for login, word := range map[string]string{"xitong": firstWord, "anquan": ownWord} {
			if _, mustChange, err := a.SignIn(t.Context(), login, word, ""); err != nil || !mustChange {
				t.Errorf("%s: %v %v", login, mustChange, err)
			}
		}
		_, _, err := a.SignIn(t.Context(), "shenji", "", "")
		refusedWith(t, err, fault.Forbidden, "不对")
	})
}

func TestPreferences(t *testing.T) {
	t.Parallel()
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db)
		me, other := s.as("banli"), s.as("huiqian")
		must(t, s.SetPreference(s.ctx, me, "lang", "zh"))
		must(t, s.SetPreference(s.ctx, me, "lang", "en"))
		must(t, s.SetPreference(s.ctx, me, "view/我的超期", "colour=red&state=underway"))
		must(t, s.SetPreference(s.ctx, me, "view/a", "q=公函"))
		must(t, s.SetPreference(s.ctx, me, "view/gone", "x"))
		must(t, s.SetPreference(s.ctx, me, "view/gone", ""))
		if lang := got(s.Preference(s.ctx, me, "lang"))(t); lang != "en" {
			t.Errorf("the language is %q", lang)
		}
		want := []store.Preference{{Name: "view/a", Value: "q=公函"}, {Name: "view/我的超期", Value: "colour=red&state=underway"}}
		if had := got(s.Preferences(s.ctx, me, "view/"))(t); !slices.Equal(had, want) {
			t.Errorf("the views are %v", had)
		}
		if had := got(s.Preferences(s.ctx, other, ""))(t); len(had) != 0 {
			t.Errorf("somebody else sees %v", had)
		}
		refusedWith(t, s.SetPreference(s.ctx, me, "", "x"), fault.Invalid, "名称")
		refusedWith(t, s.SetPreference(s.ctx, me, "view/x", strings.Repeat("x", maxValue+1)), fault.Invalid, "太长")
		refusedWith(t, s.SetPreference(s.ctx, me, "view/\x00", "x"), fault.Invalid, "不能保存的字符")
		refusedWith(t, s.SetPreference(s.ctx, org.Actor{}, "lang", "en"), fault.Forbidden, "登录")
		for i := range maxPreferences - 3 {
			must(t, s.SetPreference(s.ctx, me, fmt.Sprint("view/", i), "x"))
		}
		refusedWith(t, s.SetPreference(s.ctx, me, "view/more", "x"), fault.Conflict, "太多")
		must(t, s.SetPreference(s.ctx, me, "lang", "zh"))
	})
}
