package web

import (
	"net/http"
	"net/url"
	"strings"

	"zhenggai/fault"
	"zhenggai/org"
	"zhenggai/web/ui"
)

var signRoutes = []Route{
	{"GET /{$}", "首页", "first page", SignedIn, nil, false, (*visit).home},
	{"GET /signin", "登录", "sign in", Anybody, nil, false, (*visit).signInPage},
	{"POST /signin", "登录", "sign in", Anybody, nil, false, (*visit).signIn},
	{"POST /signout", "退出", "sign out", Anybody, nil, false, (*visit).signOut},
	{"POST /language", "切换语言", "change the language", Anybody, nil, false, (*visit).changeLanguage},
}

// homes are where somebody's work begins; the first that is open to him is his. Who has
// no role yet sees in his profile that he has none.
var homes = []string{"/work", "/people", "/journal"}

// home leads to the first page that is for who asks.
func (v *visit) home() error {
	for _, path := range homes {
		if v.s.open(path, v.who.Grants) {
			v.redirect(path)
			return nil
		}
	}
	v.redirect("/profile")
	return nil
}

func (v *visit) signInPage() error {
	if v.me != nil {
		v.redirect("/")
		return nil
	}
	return v.show(v.page(v.word("登录", "Sign in")), signInForm(ui.Form{}, v.FormValue("to")))
}

// signIn begins a session. Its token is a new one: one that was known before, to
// whoever set it, is worth nothing.
func (v *visit) signIn() error {
	f, err := v.form()
	if err != nil {
		return err
	}
	person, change, err := v.s.App.SignIn(v.ctx, strings.TrimSpace(f.Value("login", "")), f.Value("password", ""), v.from())
	if err != nil {
		if !refusal(err) {
			return err
		}
		f.Refuse(v.ctx, err)
		f.Values.Del("password")
		return v.refused(v.page(v.word("登录", "Sign in")), signInForm(f, f.Value("to", "")))
	}
	if err := v.s.sessions.RenewToken(v.ctx); err != nil {
		return err
	}
	v.begin(person, change)
	v.redirect(local(f.Value("to", "")))
	return nil
}

// begin fills a new session.
func (v *visit) begin(person *org.Person, change bool) {
	for name, value := range map[string]string{"person": person.ID.String(), "from": v.from(), "agent": v.UserAgent(),
		"since": v.s.App.Now().UTC().Format("2006-01-02T15:04:05.000Z")} {
		v.s.sessions.Put(v.ctx, name, value)
	}
	v.s.sessions.Put(v.ctx, "change", change)
}

func (v *visit) signOut() error {
	if err := v.s.sessions.Destroy(v.ctx); err != nil {
		return err
	}
	v.redirect("/signin")
	return nil
}

// changeLanguage keeps the language in a cookie of its own: it holds without signing in.
func (v *visit) changeLanguage() error {
	lang := v.FormValue("lang")
	if lang != "zh" && lang != "en" {
		return fault.New(fault.Invalid, "没有这种语言。", "There is no such language.", nil)
	}
	http.SetCookie(v.w, &http.Cookie{Name: "lang", Value: lang, Path: "/", MaxAge: 365 * 24 * 3600,
		HttpOnly: true, Secure: v.s.TLS, SameSite: http.SameSiteLaxMode})
	v.redirect(local(v.FormValue("back")))
	return nil
}

// local returns to if it is an address on this site, else the first page: nobody is led
// elsewhere by a link that begins here.
func local(to string) string {
	u, err := url.Parse(to)
	if err != nil || u.Scheme != "" || u.Host != "" || !strings.HasPrefix(to, "/") || strings.HasPrefix(to, "//") || strings.ContainsAny(to, "\\\r\n") {
		return "/"
	}
	return to
}
