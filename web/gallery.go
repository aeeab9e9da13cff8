package web

import (
	"strconv"

	"zhenggai/fault"
)

// An Exhibit is one page in one state, as somebody sees it: what a person who works on
// the pages looks through, and what the screenshots of the manual are taken of.
type Exhibit struct {
	Name   string // of the picture: ledger-filtered
	ZH, EN string // what is to be seen
	Login  string // who sees it; "" is a stranger
	Path   string
	Phone  bool // on a small screen
	Manual bool // it is a picture of the manual
}

// galleryRoutes are there only where an invented city is shown.
var galleryRoutes = []Route{
	{"GET /gallery", "陈列", "gallery", Anybody, nil, false, (*visit).gallery},
	{"GET /gallery/{n}", "陈列的一页", "a page of the gallery", Anybody, nil, false, (*visit).exhibit},
}

func (v *visit) gallery() error {
	return v.show(v.page(v.word("陈列", "Gallery")), galleryPage(v.s.Gallery))
}

// exhibit leads to the page that is shown, signed in as who sees it.
func (v *visit) exhibit() error {
	n, err := strconv.Atoi(v.PathValue("n"))
	if err != nil || n < 0 || n >= len(v.s.Gallery) {
		return errNoPage
	}
	e := v.s.Gallery[n]
	if err := v.s.sessions.Destroy(v.ctx); err != nil {
		return err
	}
	if e.Login == "" {
		v.redirect(e.Path)
		return nil
	}
	people, err := v.s.App.People(v.ctx)
	if err != nil {
		return err
	}
	for _, p := range people {
		if p.Login == e.Login {
			v.begin(p, false)
			v.redirect(e.Path)
			return nil
		}
	}
	return fault.New(fault.NotFound, "没有这个人。", "There is no such person.", nil)
}
