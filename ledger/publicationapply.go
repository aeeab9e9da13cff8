package ledger

import (
	"slices"
	"strconv"
	"strings"

	"zhenggai/org"
)

func itoa(n int) string { return strconv.Itoa(n) }

// doRedraft takes a fresh draft. Where its masks stand is known of the old one only; what
// is left out is left out by finding and stays.
func doRedraft(e *Edition, a *PublicationAct, _ org.Actor, _ Now) {
	e.Draft, e.Title = a.Draft, a.Title
	e.Masks, e.Content, e.Checked, e.Checks = nil, Digest{}, Digest{}, nil
}

// doMasking sets the masks by rule, and keeps what people did: a mask set by hand, and
// one that was lifted.
func doMasking(e *Edition, a *PublicationAct, _ org.Actor, _ Now) {
	var masks []Mask
	for _, m := range e.Masks {
		if m.Rule == ByHand || m.Undone != "" {
			masks = append(masks, m)
		}
	}
	for _, m := range a.Masks {
		if !slices.ContainsFunc(masks, func(o Mask) bool { return o.At == m.At && o.From < m.To && m.From < o.To }) {
			masks = append(masks, m)
		}
	}
	e.Masks = masks
}

func doHide(e *Edition, a *PublicationAct, who org.Actor, now Now) {
	masks := slices.Clone(e.Masks)
	for _, m := range a.Masks {
		m.Rule, m.Why, m.By, m.On = ByHand, strings.TrimSpace(a.Reason), who.Person, now.At
		// One that was lifted at the same words gives way.
		masks = slices.DeleteFunc(masks, func(o Mask) bool { return o.At == m.At && o.From < m.To && m.From < o.To })
		masks = append(masks, m)
	}
	e.Masks = masks
}

func doUnmask(e *Edition, a *PublicationAct, who org.Actor, now Now) {
	e.Masks = slices.Clone(e.Masks)
	m := e.maskAt(a.Mask.At, a.Mask.From)
	m.Undone, m.By, m.On = strings.TrimSpace(a.Reason), who.Person, now.At
}

// doChecking takes the results; what was explained before stays so.
func doChecking(e *Edition, a *PublicationAct, _ org.Actor, _ Now) {
	checks := slices.Clone(a.Checks)
	for i := range checks {
		k := slices.IndexFunc(e.Checks, func(c Check) bool { return c.Key == checks[i].Key && c.Severity == checks[i].Severity })
		if k >= 0 {
			checks[i].Explained, checks[i].By, checks[i].On = e.Checks[k].Explained, e.Checks[k].By, e.Checks[k].On
		}
	}
	e.Checks, e.Checked = checks, e.Content
}

func doExplain(e *Edition, a *PublicationAct, who org.Actor, now Now) {
	e.Checks = slices.Clone(e.Checks)
	for i := range e.Checks {
		if c := &e.Checks[i]; c.Key == a.Key {
			c.Explained, c.By, c.On = strings.TrimSpace(a.Reason), who.Person, now.At
		}
	}
}

func doExclude(e *Edition, a *PublicationAct, who org.Actor, now Now) {
	e.Exclusions = append(slices.Clone(e.Exclusions), Exclusion{Finding: a.Finding, Class: a.Class, Reason: strings.TrimSpace(a.Reason), By: who.Person, At: now.At})
}

func doInclude(e *Edition, a *PublicationAct, _ org.Actor, _ Now) {
	e.Exclusions = slices.DeleteFunc(slices.Clone(e.Exclusions), func(x Exclusion) bool { return x.Finding == a.Finding })
}

func doClear(e *Edition, a *PublicationAct, who org.Actor, now Now) {
	e.Exclusions = slices.Clone(e.Exclusions)
	for i := range e.Exclusions {
		if x := &e.Exclusions[i]; x.Approver.IsZero() {
			x.Approver, x.Approved, x.Opinion = who.Person, now.At, strings.TrimSpace(a.Reason)
		}
	}
}

func doApproveEdition(e *Edition, _ *PublicationAct, _ org.Actor, _ Now) { e.Approved = e.Content }

func doReturnEdition(e *Edition, _ *PublicationAct, _ org.Actor, _ Now) { e.Approved = Digest{} }

func doPublish(e *Edition, _ *PublicationAct, _ org.Actor, now Now) {
	for _, o := range e.Others {
		if o.Channel == e.Channel {
			e.N = max(e.N, o.N)
		}
	}
	e.N++
	e.Day = now.Day
}
