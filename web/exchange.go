package web

import (
	"slices"

	"zhenggai/app"
	"zhenggai/oscal"
)

var exchangeRoutes = []Route{
	{"GET /rounds/{book}/{inspection}/oscal", "下载 OSCAL（POA&M）", "an inspection as OSCAL", SignedIn, wholeRoles, false, (*visit).oscal},
	{"GET /rounds/{book}/json", "下载账册的 JSON", "a book as JSON", SignedIn, wholeRoles, false, (*visit).bookJSON},
}

// oscal sends an inspection as OSCAL, of the version that is asked for.
func (v *visit) oscal() error {
	book, err := v.id("book")
	if err != nil {
		return err
	}
	inspection, err := v.id("inspection")
	if err != nil {
		return err
	}
	version := v.FormValue("version")
	if version == "" {
		version = oscal.Versions[0]
	}
	name := version // of a file, so it is one that is known
	if !slices.Contains(oscal.Versions, version) {
		name = "unknown"
	}
	w := &download{v: v, name: "zhenggai-" + v.today().String() + "-oscal-" + name + ".json", media: "application/json; charset=utf-8"}
	return w.end(v.s.App.WritePoam(v.ctx, v.who, book, inspection, version, w))
}

// bookJSON sends a book as it is now.
func (v *visit) bookJSON() error {
	book, err := v.id("book")
	if err != nil {
		return err
	}
	w := &download{v: v, name: "zhenggai-" + v.today().String() + "-" + book.String() + ".json", media: "application/json; charset=utf-8"}
	return w.end(v.s.App.WriteBook(v.ctx, v.who, book, w))
}

// mayExchange reports whether who may take a whole book elsewhere.
func mayExchange(v *visit, line *app.Inspected) bool { return v.who.Scope().SeesBook(line.Book.Unit) }
