package web

import (
	"slices"
	"strings"

	"zhenggai/fault"
	"zhenggai/form"
	"zhenggai/ledger"
	"zhenggai/paper"
	"zhenggai/publish"
	"zhenggai/web/ui"
	"zhenggai/zh"
)

// pubStations are the states that a publication goes through, in order, with the event
// by which it comes to each.
var pubStations = []struct {
	state ledger.PublicationState
	event ledger.Event
}{
	{ledger.PubDraft, ledger.Drafting}, {ledger.PubMasked, ledger.Masking}, {ledger.PubCleared, ledger.Clear}, {ledger.PubSubmitted, ledger.Submit},
	{ledger.PubApproved, ledger.Approve}, {ledger.PubFrozen, ledger.Freeze}, {ledger.PubPublished, ledger.Publish},
}

// stations are the line of steps of a publication.
func (w *publicationView) stations() (all []station) {
	at := slices.IndexFunc(pubStations, func(s struct {
		state ledger.PublicationState
		event ledger.Event
	}) bool {
		return s.state == w.State
	})
	if w.State == ledger.PubReplaced || w.State == ledger.PubWithdrawn {
		at = len(pubStations) - 1
	}
	for i, s := range pubStations {
		st := station{title: ledger.Name(ledger.PublicationStates, string(s.state), w.lang()), state: "next"}
		step := w.Last(s.event)
		switch {
		case i > at:
			step = nil
		case i == at && !w.Over() && w.State != ledger.PubPublished:
			st.state = "now"
		default:
			st.state = "done"
		}
		if s.state == ledger.PubCleared && len(w.Exclusions) == 0 {
			st.title, step = w.word("无不予公开事项", "nothing left out"), nil
		}
		if step != nil {
			st.who, st.when, st.opinion = w.names.person(step.By), ui.Moment(step.At.Time), step.Opinion
		}
		all = append(all, st)
	}
	if w.State == ledger.PubReplaced || w.State == ledger.PubWithdrawn {
		last := w.Steps[len(w.Steps)-1]
		all = append(all, station{title: ledger.Name(ledger.PublicationStates, string(w.State), w.lang()), state: "back", who: w.names.person(last.By), when: ui.Moment(last.At.Time), opinion: last.Opinion})
	}
	return all
}

// A segment is words of a text, plain or where a mask stands.
type segment struct {
	Text string
	Mask *ledger.Mask
}

// segments returns a text of the bulletin with its masks.
func (w *publicationView) segments(at, draft string) (all []segment) {
	var here []*ledger.Mask
	for i := range w.Masks {
		if w.Masks[i].At == at {
			here = append(here, &w.Masks[i])
		}
	}
	slices.SortFunc(here, func(a, b *ledger.Mask) int { return a.From - b.From })
	end := 0
	for _, m := range here {
		if m.From < end || m.To > len(draft) {
			continue
		}
		all = append(all, segment{Text: draft[end:m.From]})
		words := m.After
		if m.Undone != "" {
			words = draft[m.From:m.To]
		}
		all = append(all, segment{words, m})
		end = m.To
	}
	return append(all, segment{Text: draft[end:]})
}

// maskTitle says what a mask is and why.
func (w *publicationView) maskTitle(m *ledger.Mask) string {
	if m.Undone != "" {
		return w.word("已取消遮盖：", "mask lifted: ") + m.Undone
	}
	return publish.MaskName(m.Rule, w.lang()) + w.word("：", ": ") + publish.MaskWhy(*m, w.lang())
}

// before are the words that a mask hides.
func (w *publicationView) before(m *ledger.Mask) string { return publish.Before(w.Draft, *m) }

// offer returns the offer of an event, or nil.
func (w *publicationView) offer(event ledger.Event) *ledger.PublicationOffer {
	i := slices.IndexFunc(w.offers, func(o ledger.PublicationOffer) bool { return o.Line.Event == event })
	if i < 0 {
		return nil
	}
	return &w.offers[i]
}

// apart are the events that have a form of their own on the desk.
var apart = []ledger.Event{ledger.Hide, ledger.Unmask, ledger.Explain, ledger.Exclude, ledger.Include, ledger.Keep}

// final are the events that cannot be undone, or that readers notice.
var final = []ledger.Event{ledger.Publish, ledger.TakeDown, ledger.Abandon}

// plainOffers are the steps that are buttons of the desk.
func (w *publicationView) plainOffers() (all []ledger.PublicationOffer) {
	for _, o := range w.offers {
		if !slices.Contains(apart, o.Line.Event) && !slices.Contains(final, o.Line.Event) {
			all = append(all, o)
		}
	}
	return all
}

func (w *publicationView) finalOffers() (all []ledger.PublicationOffer) {
	for _, o := range w.offers {
		if slices.Contains(final, o.Line.Event) {
			all = append(all, o)
		}
	}
	return all
}

// takesReason reports whether a step takes a reason or an opinion.
func takesReason(o ledger.PublicationOffer) bool {
	switch o.Line.Event {
	case ledger.Redraft, ledger.Masking, ledger.Checking, ledger.Freeze:
		return false
	}
	return true
}

// leads reports whether a step is the one that leads on from where the publication is.
func (w *publicationView) leads(e ledger.Event) bool {
	switch e {
	case ledger.Masking:
		return w.State == ledger.PubDraft
	case ledger.Checking:
		return w.State != ledger.PubDraft && w.Checked != w.Publication.Content
	case ledger.Clear, ledger.Submit, ledger.Approve, ledger.Freeze, ledger.Publish:
		return true
	}
	return false
}

func (w *publicationView) eventName(e ledger.Event) string {
	return w.actName(ledger.PublicationEvents, string(e))
}

// leavable are the findings that may be left out and are not yet.
func (w *publicationView) leavable() []ui.Choice {
	choices := []ui.Choice{{Text: w.word("选择问题", "Choose a finding")}}
	w.Draft.Walk(func(it *form.Item) {
		if f := w.tree[it.Finding]; f != nil && w.Excluded(it.Finding) == nil {
			choices = append(choices, ui.Choice{Value: it.Finding.String(), Text: f.Code + " " + zh.Clip(f.Title, 30)})
		}
	})
	return choices
}

func (w *publicationView) classes() []ui.Choice {
	choices := []ui.Choice{{Text: w.word("选择类别", "choose a class")}}
	for _, c := range publish.Classes {
		choices = append(choices, ui.Choice{Value: c.Key, Text: w.word(c.ZH, c.EN)})
	}
	return choices
}

func (w *publicationView) className(key string) string {
	for _, c := range publish.Classes {
		if c.Key == key {
			return w.word(c.ZH, c.EN)
		}
	}
	return key
}

// checksOf returns the checks of a severity.
func (w *publicationView) checksOf(severity string) (all []*ledger.Check) {
	for i := range w.Checks {
		if w.Checks[i].Severity == severity {
			all = append(all, &w.Checks[i])
		}
	}
	return all
}

// item returns the item of the content for one of the draft.
func (w *publicationView) left(it *form.Item) string {
	for i := range w.Exclusions {
		x := &w.Exclusions[i]
		if x.Finding == it.Finding || w.below(it, x) {
			return w.className(x.Class)
		}
	}
	return ""
}

// below reports whether an item stands under a finding that is left out.
func (w *publicationView) below(it *form.Item, x *ledger.Exclusion) bool {
	for f := w.tree[it.Finding]; f != nil; f = w.tree[f.Parent] {
		if f.ID == x.Finding {
			return true
		}
	}
	return false
}

func checkBadge(severity string) string {
	switch severity {
	case "error":
		return "red"
	case "warning":
		return "orange"
	}
	return "secondary"
}

func stateBadge(s ledger.PublicationState) string {
	switch s {
	case ledger.PubPublished:
		return "green"
	case ledger.PubWithdrawn, ledger.PubVoid:
		return "red"
	case ledger.PubReplaced:
		return "secondary"
	case ledger.PubSubmitted, ledger.PubApproved, ledger.PubFrozen:
		return "blue"
	}
	return "azure"
}

// say is a refusal in the language of the visit.
func (w *publicationView) say(err error) string { return fault.Say(err, w.lang()) }

// reasoned reports whether a plain step takes a reason or an opinion.
func (w *publicationView) reasoned() bool { return slices.ContainsFunc(w.plainOffers(), takesReason) }

// reasonedForm is the form of the plain step that was refused, or none.
func (w *publicationView) reasonedForm() string {
	if e := ledger.Event(w.Form.Which); slices.Contains(apart, e) || slices.Contains(final, e) {
		return ""
	}
	return w.Form.Which
}

// warning says what comes of a step that readers notice.
func (w *publicationView) warning(e ledger.Event) string {
	switch e {
	case ledger.Publish:
		return w.word("公开以后内容不能再改，只能用新版本更正。检查点随即签署。", "Once published it cannot be changed, only corrected by a new version. A checkpoint is signed at once.")
	case ledger.TakeDown:
		return w.word("撤下以后公众看不到这份公开稿，记录保留。", "Readers no longer see it; the record stays.")
	}
	return w.word("作废以后不能恢复，可以重新起草。", "This cannot be undone; another can be drafted.")
}

// html is the text as the public reads it, drawn by package paper.
func (w *publicationView) html() string {
	var b strings.Builder
	if err := paper.HTML(&b, publish.Paper(w.shown(), w.Publication, w.Checkpoint())); err != nil {
		w.s.Log.Error("web: a bulletin as HTML: " + err.Error())
		return ""
	}
	return b.String()
}
