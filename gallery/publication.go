package gallery

import (
	"fmt"

	"zhenggai/ledger"
	"zhenggai/web"
)

// A bulletin is a publication as it stands at some moment of its way.
type bulletin struct {
	name, zh, en, login string
	book                int
	channel             ledger.Channel
	state               ledger.PublicationState
	path                string // behind the publication's own
	manual              bool
}

// publications are the publications that are shown.
var publications = []bulletin{
	{name: "publication-draft", zh: "有错误的公开稿", en: "a draft with faults", login: "luzy", book: school, channel: ledger.Public, state: ledger.PubDraft, manual: true},
	{name: "publication-approved", zh: "已批准的公开稿", en: "an approved publication", login: "yewq", book: water, channel: ledger.InParty, state: ledger.PubApproved},
	{name: "publication-published", zh: "已公开的通报", en: "a published bulletin", login: "yewq", book: water, channel: ledger.Public, state: ledger.PubPublished},
	{name: "publication-replaced", zh: "已被更正的通报", en: "a bulletin that was corrected", login: "shenhc", book: water, channel: ledger.Public, state: ledger.PubReplaced},
	{name: "publication-difference", zh: "更正了什么", en: "what was corrected", login: "yewq", book: water, channel: ledger.Public, state: ledger.PubPublished, path: "/difference"},
	{name: "publication-preview", zh: "公众看到的通报", en: "as the public sees it", login: "yewq", book: water, channel: ledger.Public, state: ledger.PubPublished, path: "/preview"},
}

// publication adds the publication of a book that is in a state.
func (s *show) publication(b bulletin) {
	who := s.actor(b.login)
	if s.err != nil {
		return
	}
	all, err := s.app.Publications(s.ctx, who, s.city.Books[b.book])
	if err != nil {
		s.err = err
		return
	}
	for _, p := range all {
		if p.Channel == b.channel && p.State == b.state {
			s.all = append(s.all, web.Exhibit{Name: b.name, ZH: b.zh, EN: b.en, Login: b.login, Manual: b.manual,
				Path: fmt.Sprintf("/publications/%s/%s%s", p.Book, p.ID, b.path)})
			return
		}
	}
	s.err = fmt.Errorf("gallery: the city has no publication to show for %s", b.name)
}
