package ui

import "github.com/a-h/templ"

// A Page is the frame of one page.
type Page struct {
	Title  string
	Path   string // its address with the query, to come back to
	Nav    []Group
	Counts string // when a script asks for the counts of the menu again; "" never
	Person string // who is signed in; "" is nobody
	Unit   string // for whom he acts
	Note   *Note
	Crumbs []Link
	Site   string          // name of the site
	Public bool            // without side bar: sign-in, errors before it
	Tools  templ.Component // at the right of the title
}

// A Link leads somewhere.
type Link struct {
	Text, Href string
	Here       bool   // it is the page that is shown
	Count      int    // of what waits there; 0 shows none
	Mark       string // id of the place of the count; "" has none
	Key        string // the keys that lead there: g l
}

// A Group is a part of the side bar.
type Group struct {
	Title string
	Links []Link
}

// A Note is said once at the top of the next page: what was done, and how to undo it.
type Note struct {
	Kind string // ok, warn, bad
	Text string
	Undo *Undo
}

// An Undo is a form of one button.
type Undo struct {
	Text, Action string
	Hidden       map[string]string
}

// HTMX is how htmx is set up: nothing inline, refusals are shown like pages, and no
// history kept in the browser's store, where the next user of the machine would find it.
const HTMX = `{"includeIndicatorStyles":false,"allowEval":false,"historyCacheSize":0,"refreshOnHistoryMiss":true,"selfRequestsOnly":true,"responseHandling":[{"code":"204","swap":false},{"code":"[23]..","swap":true},{"code":"422","swap":true},{"code":"[45]..","swap":true,"target":"body"}]}`
