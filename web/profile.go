package web

import (
	"strings"

	"zhenggai/app"
	"zhenggai/web/ui"
)

var profileRoutes = []Route{
	{"GET /profile", "个人信息", "profile", SignedIn, nil, false, (*visit).profile},
	{"GET /profile/password", "修改密码", "change the password", SignedIn, nil, false, (*visit).passwordPage},
	{"POST /profile/password", "修改密码", "change the password", SignedIn, nil, false, (*visit).changePassword},
	{"POST /profile/session", "结束登录", "end a session", SignedIn, nil, false, (*visit).endSession},
}

// profile shows who is signed in, what was granted to him, and from where else he is
// signed in.
func (v *visit) profile() error {
	n, err := v.named()
	if err != nil {
		return err
	}
	sessions, err := v.s.App.Sessions(v.ctx, v.who)
	if err != nil {
		return err
	}
	since, err := v.s.App.CalendarSince(v.ctx, v.who)
	if err != nil {
		return err
	}
	return v.show(v.page(v.word("个人信息", "Profile")), profilePage(v, n, sessions, calendarSince(since)))
}

func (v *visit) passwordPage() error {
	return v.show(v.page(v.word("修改密码", "Change the password")), passwordForm(ui.Form{}, v.s.sessions.GetBool(v.ctx, "change")))
}

func (v *visit) changePassword() error {
	f, err := v.form()
	if err != nil {
		return err
	}
	first := v.s.sessions.GetBool(v.ctx, "change")
	if f.Value("password", "") != f.Value("again", "") {
		f.Errors = map[string]string{"again": v.word("两次输入的新密码不一样，请重新输入。", "The two new passwords differ: type them again.")}
	} else if err := v.s.App.ChangePassword(v.ctx, v.who, f.Value("old", ""), f.Value("password", "")); err != nil {
		if !refusal(err) {
			return err
		}
		f.Refuse(v.ctx, err)
	}
	if len(f.Errors) > 0 {
		return v.refused(v.page(v.word("修改密码", "Change the password")), passwordForm(f, first))
	}
	// The old token may be known elsewhere; the change ended every session but gave this
	// one a right to go on.
	if err := v.s.sessions.RenewToken(v.ctx); err != nil {
		return err
	}
	v.begin(v.me, false)
	return v.done("/", "密码已修改，其他地方的登录已结束。", "The password is changed; sessions elsewhere have ended.")
}

func (v *visit) endSession() error {
	if err := v.s.App.EndSession(v.ctx, v.who, v.FormValue("session")); err != nil {
		return err
	}
	return v.done("/profile", "该处登录已结束。", "That session has ended.")
}

// browsers are the names by which browsers and machines give themselves away, the more
// telling first.
var browsers, machines = []string{"Edg", "MicroMessenger", "QQBrowser", "Firefox", "Chrome", "Safari"},
	[]string{"HarmonyOS", "Android", "iPhone", "iPad", "Windows", "Mac OS", "Linux"}

// sessionFrom says where somebody is signed in, as far as his browser says so.
func sessionFrom(s app.Session) string {
	said := s.From
	for _, names := range [][]string{machines, browsers} {
		for _, name := range names {
			if strings.Contains(s.Agent, name) {
				said += " · " + name
				break
			}
		}
	}
	return said
}
