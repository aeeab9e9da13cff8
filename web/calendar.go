package web

import (
	"net/url"
	"strings"

	"zhenggai/ledger"
	"zhenggai/web/ui"
)

var calendarRoutes = []Route{
	{"GET /calendar/{secret}", "日历订阅（凭地址里的密钥）", "the calendar that programs subscribe to, by the secret in its address", Anybody, nil, false, (*visit).subscribed},
	{"POST /profile/calendar", "生成日历地址", "make an address of a calendar", SignedIn, nil, false, (*visit).renewCalendar},
	{"POST /profile/calendar/withdraw", "停用日历地址", "withdraw the address of a calendar", SignedIn, nil, false, (*visit).withdrawCalendar},
}

// subscribed sends what waits for the person whose secret stands in the address. Nobody
// is signed in by it, and it stands in no log of ours.
func (v *visit) subscribed() error {
	secret, ok := strings.CutSuffix(v.PathValue("secret"), ".ics")
	v.URL.Path, v.RequestURI = "/calendar", "/calendar"
	if !ok {
		return errNoPage
	}
	ics, err := v.s.App.CalendarOf(v.ctx, secret, v.from())
	if err != nil {
		return err
	}
	v.answered = true
	v.w.Header().Set("Content-Type", "text/calendar; charset=utf-8")
	v.w.Header().Set("Content-Disposition", `attachment; filename="zhenggai.ics"`)
	v.w.Header().Set("X-Robots-Tag", "noindex")
	_, err = v.w.Write(ics)
	if err != nil {
		v.s.Log.Warn("web: a calendar was not sent", "error", err)
	}
	return nil
}

// renewCalendar makes an address and shows it this once: only its hash is kept.
func (v *visit) renewCalendar() error {
	secret, err := v.s.App.RenewCalendar(v.ctx, v.who)
	if err != nil {
		return err
	}
	return v.show(v.page(v.word("日历地址", "The address of your calendar"), ui.Link{Href: "/profile", Text: v.word("个人信息", "Profile")}), calendarAddress(v.address("/calendar/"+secret+".ics")))
}

func (v *visit) withdrawCalendar() error {
	if err := v.s.App.WithdrawCalendar(v.ctx, v.who); err != nil {
		return err
	}
	return v.done("/profile", "日历地址已停用，原来的订阅不再更新。", "The address of your calendar is withdrawn; what subscribed to it gets nothing more.")
}

// address returns the whole address of a page: that of the site where it is known, else
// the one that the browser came by.
func (v *visit) address(path string) string {
	if base, err := url.Parse(v.s.App.Link); err == nil && base.Host != "" {
		return strings.TrimSuffix(v.s.App.Link, "/") + path
	}
	u := url.URL{Scheme: "http", Host: v.Host, Path: path}
	if v.s.TLS {
		u.Scheme = "https"
	}
	return u.String()
}

// calendarSince says since when an address holds; "" if there is none.
func calendarSince(t ledger.Time) string {
	if t.IsZero() {
		return ""
	}
	return ui.Moment(t.Time)
}
