// Package form makes the papers of rectification from the ledger: each form is a value
// of Forms that turns what the ledger holds of an inspection, a finding or a request
// into a paper.Document. Nobody types a fact twice, and no form is laid out twice.
//
// It decides what a paper says, never how it is printed (package paper) nor who may
// make it (package app).
package form

import (
	"strconv"

	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/zh"
)

// A Bulletin is the public report of rectification (整改情况通报) as values: what is
// published is exactly this, frozen, and every face of it (the paper, the pages of the
// public site, the files handed out) is made from it and from nothing else. Its JSON is
// what a digest is taken over.
type Bulletin struct {
	Unit    string    `json:"unit"`              // the inspected body: 中共云川市水务局党组
	Title   string    `json:"title"`             // 关于…整改进展情况的通报
	Basis   []string  `json:"basis,omitempty"`   // paragraphs: round, team, days, that it is now published
	Opening Section   `json:"opening,omitzero"`  // 一、 how the work was organised
	Heading string    `json:"heading"`           // 二、 the title above the items
	Items   []*Item   `json:"items"`             // aspects, or problems where there are none
	Closing Section   `json:"closing,omitzero"`  // 三、 next steps
	Contact []Line    `json:"contact,omitempty"` // telephone, address, mail
	Invite  string    `json:"invite,omitzero"`   // the sentence before the contact
	Signed  Signature `json:"signed,omitzero"`
}

// A Section is a chapter of narrative. Its parts are numbered （一）（二） when printed.
type Section struct {
	Title string   `json:"title"`
	Lead  []string `json:"lead,omitempty"` // paragraphs before the first part
	Parts []Part   `json:"parts,omitempty"`
}

// A Part is one numbered paragraph of a section.
type Part struct {
	Title string `json:"title,omitzero"`
	Text  string `json:"text"`
}

// An Item is a finding with what was done about it.
type Item struct {
	Finding  org.ID       `json:"finding"` // anchors, comments and differences go by it
	Level    ledger.Level `json:"level"`
	Label    string       `json:"label"` // 问题3 or 12, as the feedback has it
	Title    string       `json:"title"`
	Measures []string     `json:"measures,omitempty"`
	Result   string       `json:"result,omitzero"`
	Status   Status       `json:"status,omitzero"` // of a leaf
	Left     string       `json:"left,omitzero"`   // the class under which its text is left out; the rest is then empty
	Items    []*Item      `json:"items,omitempty"`
}

// A Status is the word by which the public reads how far a leaf has come. Words has them.
type Status string

// A Line is one way to reach the unit.
type Line struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// A Signature is who issues the bulletin and when.
type Signature struct {
	Bodies []string `json:"bodies,omitempty"`
	Date   zh.Date  `json:"date,omitzero"`
}

// Texts calls do with each text of b in the order in which it is read, and with the
// place it stands at: "basis/0", "items/<finding>/measures/1". What do writes, b then
// holds: masks and checks go through here, so that no text is forgotten.
func (b *Bulletin) Texts(do func(at string, text *string)) {
	all := func(at string, list []string) {
		for i := range list {
			do(at+"/"+strconv.Itoa(i), &list[i])
		}
	}
	section := func(at string, s *Section) {
		do(at+"/title", &s.Title)
		all(at+"/lead", s.Lead)
		for i := range s.Parts {
			do(at+"/parts/"+strconv.Itoa(i)+"/title", &s.Parts[i].Title)
			do(at+"/parts/"+strconv.Itoa(i)+"/text", &s.Parts[i].Text)
		}
	}
	do("unit", &b.Unit)
	do("title", &b.Title)
	all("basis", b.Basis)
	section("opening", &b.Opening)
	do("heading", &b.Heading)
	b.Walk(func(it *Item) {
		at := "items/" + it.Finding.String()
		do(at+"/title", &it.Title)
		all(at+"/measures", it.Measures)
		do(at+"/result", &it.Result)
	})
	section("closing", &b.Closing)
	do("invite", &b.Invite)
	for i := range b.Contact {
		do("contact/"+strconv.Itoa(i), &b.Contact[i].Value)
	}
	all("signed", b.Signed.Bodies)
}

// Walk calls do with each item, parents first, in the order of the report.
func (b *Bulletin) Walk(do func(*Item)) { walk(b.Items, do) }

func walk(items []*Item, do func(*Item)) {
	for _, it := range items {
		do(it)
		walk(it.Items, do)
	}
}
