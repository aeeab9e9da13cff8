package regs

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"zhenggai/zh"
)

// A pack is a regime or an overlay as it is written.
type pack struct {
	Type     string      `json:"type"` // regime or overlay
	Key      string      `json:"key"`
	Kind     Kind        `json:"kind,omitzero"`
	Title    Title       `json:"title"`
	From     string      `json:"from,omitzero"`
	To       string      `json:"to,omitzero"`
	Basis    string      `json:"basis"`
	Limits   []TimeLimit `json:"limits,omitempty"`
	Warnings Ladder      `json:"warnings,omitempty"`
	Classes  []Class     `json:"classes,omitempty"`
}

const (
	typeRegime  = "regime"
	typeOverlay = "overlay"
)

func (p *pack) overlay() Overlay {
	return Overlay{p.Key, p.Kind, p.Title, p.Basis, p.Limits, p.Warnings, p.Classes}
}

func (o *Overlay) pack() *pack {
	return &pack{Type: typeOverlay, Key: o.Key, Kind: o.Kind, Title: o.Title, Basis: o.Basis,
		Limits: o.Limits, Warnings: o.Warnings, Classes: o.Classes}
}

// ParseOverlay reads the overlay that a site or a round has of its own.
func ParseOverlay(f File) (Overlay, error) {
	p, err := parse(f)
	if err != nil {
		return Overlay{}, err
	}
	if p.Type != typeOverlay {
		return Overlay{}, f.bad("type", "这里需要overlay，写的是%s", "an overlay is needed here, not a %s", p.Type)
	}
	return p.overlay(), nil
}

// File writes o as ParseOverlay reads it, for a round that keeps an overlay made on
// a page.
func (o Overlay) File() (File, error) {
	b, err := json.MarshalIndent(o.pack(), "", "  ")
	return File{o.Key + ".json", append(b, '\n')}, err
}

// parse reads a pack and checks all that can be said of it alone.
func parse(f File) (*pack, error) {
	p := new(pack)
	if err := f.decode(p); err != nil {
		return nil, err
	}
	if err := check(f, p); err != nil {
		return nil, err
	}
	return p, nil
}

// regime returns p as a regime; its dates were checked.
func (p *pack) regime() Regime {
	r := Regime{Key: p.Key, Kind: p.Kind, Title: p.Title, Basis: p.Basis,
		Limits: p.Limits, Warnings: p.Warnings, Classes: p.Classes}
	r.From, _ = zh.ParseDay(p.From)
	r.To, _ = zh.ParseDay(p.To)
	return r
}

// check refuses what no pack may say.
func check(f File, p *pack) error {
	if p.Type != typeRegime && p.Type != typeOverlay {
		return f.bad("type", "只能是regime（时限规则）或overlay（地方做法）", "it must be regime or overlay")
	}
	if err := f.checkKey("key", p.Key); err != nil {
		return err
	}
	if _, ok := titleOf(kinds, p.Kind); !ok && (p.Kind != "" || p.Type == typeRegime) {
		return f.bad("kind", "“%s”不在%v之中", "%q is none of %v", p.Kind, keys(kinds))
	}
	if err := f.checkTitle("title", p.Title); err != nil {
		return err
	}
	if strings.TrimSpace(p.Basis) == "" {
		return f.bad("basis", "请写明依据", "please name what it rests on")
	}
	if err := f.checkForce(p); err != nil {
		return err
	}
	for i := range p.Limits {
		if err := f.checkLimit(p.Limits, i); err != nil {
			return err
		}
	}
	if p.Type == typeRegime {
		if err := checkChain(f, p.Limits); err != nil {
			return err
		}
	}
	if err := f.checkLadder(p.Warnings); err != nil {
		return err
	}
	return f.checkClasses(p.Classes)
}

// checkForce checks when p is in force.
func (f File) checkForce(p *pack) error {
	if p.Type == typeOverlay && p.From+p.To != "" {
		return f.bad("from", "地方做法由轮次指定，不写起止日期", "a round chooses its overlays, so they have no dates")
	}
	for _, d := range [...]struct{ field, day string }{{"from", p.From}, {"to", p.To}} {
		if _, err := zh.ParseDay(d.day); err != nil && d.day != "" {
			return f.bad(d.field, "“%s”不是日期，请写成2024-02-08的样子", "%q is no day; please write it like 2024-02-08", d.day)
		}
	}
	if p.From != "" && p.To != "" && p.From >= p.To { // years have four digits
		return f.bad("to", "%s不晚于%s（施行到前一日为止）", "%s is not after %s (it is in force to the day before)", p.To, p.From)
	}
	return nil
}

// checkKey wants what is easily typed and stands in addresses.
func (f File) checkKey(field, key string) error {
	plain := func(r rune) bool { return r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '-' || r == '_' }
	if key == "" || len(key) > 64 || strings.IndexFunc(key, func(r rune) bool { return !plain(r) }) >= 0 {
		return f.bad(field, "“%s”不合要求，只能用小写字母、数字、-和_，不超过64个", "%q will not do: lower-case letters, digits, - and _, at most 64", key)
	}
	return nil
}

func (f File) checkTitle(field string, t Title) error {
	if strings.TrimSpace(t.ZH) == "" || strings.TrimSpace(t.EN) == "" {
		return f.bad(field, "中文（zh）和英文（en）都要写", "it needs both zh and en")
	}
	return nil
}

// checkSource wants a source, and a reason where it was not confirmed.
func (f File) checkSource(at, source, note string, verified bool) error {
	if strings.TrimSpace(source) == "" {
		return f.bad(at+"source", "请写明出处", "please name the source")
	}
	if !verified && strings.TrimSpace(note) == "" {
		return f.bad(at+"note", "没有核实的数字要写明原因", "a figure that is not verified needs the reason")
	}
	return nil
}

func (f File) checkLimit(limits []TimeLimit, i int) error {
	l, at := &limits[i], "limits["+strconv.Itoa(i)+"]."
	if err := f.checkKey(at+"key", l.Key); err != nil {
		return err
	}
	if slices.ContainsFunc(limits[:i], func(x TimeLimit) bool { return x.Key == l.Key }) {
		return f.bad(at+"key", "%s写了两遍", "%s is there twice", l.Key)
	}
	if err := f.checkTitle(at+"title", l.Title); err != nil {
		return err
	}
	if err := f.checkTitle(at+"duty", l.Duty); err != nil {
		return err
	}
	if _, ok := titleOf(events, l.Event); !ok {
		return f.bad(at+"event", "“%s”不在%v之中", "%q is none of %v", l.Event, keys(events))
	}
	if _, ok := titleOf(events, l.Sets); l.Sets != "" && (!ok || l.Sets == l.Event) {
		return f.bad(at+"sets", "“%s”不在%v之中，或者就是起算事件本身", "%q is none of %v, or the event it starts from", l.Sets, keys(events))
	}
	if err := f.checkSpan(at+"n", at+"unit", l.Span); err != nil {
		return err
	}
	if l.Plus != (Span{}) {
		if err := f.checkSpan(at+"plus.n", at+"plus.unit", l.Plus); err != nil {
			return err
		}
	}
	if l.Every < 0 || l.Every > most[l.Unit] || l.Every > 0 && l.NotBefore {
		return f.bad(at+"every", "%d不合要求：写0至%d，不与not_before同用", "%d will not do: 0 to %d, and not together with not_before", l.Every, most[l.Unit])
	}
	return f.checkSource(at, l.Source, l.Note, l.Verified)
}

func (f File) checkSpan(n, unit string, s Span) error {
	limit, ok := most[s.Unit]
	if !ok {
		return f.bad(unit, "“%s”不在%v之中", "%q is none of %v", s.Unit, keys(units))
	}
	if s.N < -limit || s.N > limit {
		return f.bad(n, "%d超出±%d", "%d is beyond ±%d", s.N, limit)
	}
	return nil
}

// checkChain sees that an event is set once, by a limit that starts from an event
// which nothing sets: so one pass finds every day.
func checkChain(f File, limits []TimeLimit) error {
	var set []Event
	for _, l := range limits {
		if l.Sets == "" {
			continue
		}
		if slices.Contains(set, l.Sets) {
			return f.bad("sets", "“%s”由两个时限确定，请只留一个", "%q is set by two limits; please keep one", l.Sets)
		}
		set = append(set, l.Sets)
	}
	for _, l := range limits {
		if l.Sets != "" && slices.Contains(set, l.Event) {
			return f.bad("sets", "时限%s从“%s”起算，又用来确定“%s”，链条太长", "limit %s starts from %q, which is set itself, and sets %q", l.Key, l.Event, l.Sets)
		}
	}
	return nil
}

func (f File) checkLadder(l Ladder) error {
	for i, w := range l {
		at := "warnings[" + strconv.Itoa(i) + "]."
		if _, ok := titleOf(colours, w.Colour); !ok {
			return f.bad(at+"colour", "“%s”不在%v之中", "%q is none of %v", w.Colour, keys(colours))
		}
		if w.Unit != Day && w.Unit != Workday || w.Unit != l[0].Unit {
			return f.bad(at+"unit", "只能是day或workday，各级相同", "it must be day or workday, and the same on each step")
		}
		if w.Before > most[w.Unit] || w.Before < -most[w.Unit] || i > 0 && w.Before >= l[i-1].Before {
			return f.bad(at+"before", "%d不合要求：各级应当一级比一级晚", "%d will not do: each step must be later than the one before", w.Before)
		}
		if len(w.To) == 0 {
			return f.bad(at+"to", "请写明提醒谁", "please say who is warned")
		}
		for j, a := range w.To {
			if _, ok := titleOf(addressees, a); !ok || slices.Contains(w.To[:j], a) {
				return f.bad(at+"to", "“%s”不在%v之中，或者写了两遍", "%q is none of %v, or is there twice", a, keys(addressees))
			}
		}
		if err := f.checkSource(at, w.Source, w.Note, w.Verified); err != nil {
			return err
		}
	}
	return nil
}

func (f File) checkClasses(classes []Class) error {
	for i, c := range classes {
		at := "classes[" + strconv.Itoa(i) + "]."
		if err := f.checkKey(at+"key", c.Key); err != nil {
			return err
		}
		if slices.ContainsFunc(classes[:i], func(x Class) bool { return x.Key == c.Key }) {
			return f.bad(at+"key", "%s写了两遍", "%s is there twice", c.Key)
		}
		if err := f.checkTitle(at+"title", c.Title); err != nil {
			return err
		}
		for _, s := range [...]struct {
			field string
			span  Span
		}{{"least", c.Least}, {"most", c.Most}} {
			if s.span == (Span{}) {
				continue
			}
			if err := f.checkSpan(at+s.field+".n", at+s.field+".unit", s.span); err != nil {
				return err
			}
			if s.span.N < 1 {
				return f.bad(at+s.field+".n", "%d不合要求，至少是1", "%d will not do, it must be 1 at least", s.span.N)
			}
		}
		if c.Least != (Span{}) && c.Most != (Span{}) && (c.Least.Unit != c.Most.Unit || c.Least.N > c.Most.N) {
			return f.bad(at+"least", "应当与most单位相同，且不大于它", "it must have the unit of most and be no more")
		}
		if err := f.checkSource(at, c.Source, c.Note, c.Verified); err != nil {
			return err
		}
	}
	return nil
}
