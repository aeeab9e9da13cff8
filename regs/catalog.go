package regs

import (
	"cmp"
	"embed"
	"fmt"
	"maps"
	"slices"
	"sync"

	"zhenggai/fault"
	"zhenggai/zh"
)

//go:embed pack/*.json
var packs embed.FS

// A Catalog is the regimes and overlays that a site knows. It is never changed.
type Catalog struct {
	regimes  map[string]Regime
	overlays map[string]Overlay
}

// Packs returns the catalog that is built in.
var Packs = sync.OnceValue(func() *Catalog {
	files, err := embedded()
	if err == nil {
		var c *Catalog
		if c, err = new(Catalog).With(files...); err == nil {
			return c
		}
	}
	panic(err) // a test loads them
})

// embedded returns the packs of the program.
func embedded() ([]File, error) {
	entries, err := packs.ReadDir("pack")
	if err != nil {
		return nil, err
	}
	files := make([]File, len(entries))
	for i, e := range entries {
		b, err := packs.ReadFile("pack/" + e.Name())
		if err != nil {
			return nil, err
		}
		files[i] = File{"regs/pack/" + e.Name(), b}
	}
	return files, nil
}

// With returns the catalog with the packs of files added. A pack of a key that c
// has already replaces it; two of one key among files are refused, and so are two
// regimes of one kind that are in force on one day.
func (c *Catalog) With(files ...File) (*Catalog, error) {
	n := &Catalog{regimes: maps.Clone(c.regimes), overlays: maps.Clone(c.overlays)}
	if n.regimes == nil {
		n.regimes, n.overlays = map[string]Regime{}, map[string]Overlay{}
	}
	from := map[string]File{} // by key
	for _, f := range files {
		p, err := parse(f)
		if err != nil {
			return nil, fmt.Errorf("regs: read pack: %w", err)
		}
		if g, twice := from[p.Key]; twice {
			return nil, fmt.Errorf("regs: read pack: %w", f.bad("key", "%s与文件%s相同", "%s is that of file %s too", p.Key, g.Name))
		}
		from[p.Key] = f
		delete(n.regimes, p.Key)
		delete(n.overlays, p.Key)
		if p.Type == typeRegime {
			n.regimes[p.Key] = p.regime()
		} else {
			n.overlays[p.Key] = p.overlay()
		}
	}
	if err := n.checkOverlap(from); err != nil {
		return nil, fmt.Errorf("regs: read pack: %w", err)
	}
	return n, nil
}

// checkOverlap wants one regime at most for each kind and day.
func (c *Catalog) checkOverlap(from map[string]File) error {
	all := c.Regimes()
	for i := 1; i < len(all); i++ {
		a, b := &all[i-1], &all[i]
		if a.Kind != b.Kind || !a.To.IsZero() && !b.From.Before(a.To) {
			continue
		}
		f, ok := from[b.Key]
		if !ok {
			f, a, b = from[a.Key], b, a
		}
		return f.bad("from", "%s与%s的施行日期重叠", "%s and %s are in force on the same days", b.Key, a.Key)
	}
	return nil
}

// Regimes returns the regimes by kind and date.
func (c *Catalog) Regimes() []Regime {
	kind := func(r Regime) int {
		return slices.IndexFunc(kinds, func(w word[Kind]) bool { return w.key == r.Kind })
	}
	return slices.SortedFunc(maps.Values(c.regimes), func(a, b Regime) int {
		return cmp.Or(kind(a)-kind(b), a.From.Days()-b.From.Days(), cmp.Compare(a.Key, b.Key))
	})
}

// Overlays returns the overlays by key.
func (c *Catalog) Overlays() []Overlay {
	return slices.SortedFunc(maps.Values(c.overlays), func(a, b Overlay) int { return cmp.Compare(a.Key, b.Key) })
}

// Overlay returns the overlay of that key.
func (c *Catalog) Overlay(key string) (Overlay, error) {
	o, ok := c.overlays[key]
	if !ok {
		return o, fault.New(fault.NotFound, fmt.Sprintf("没有名为“%s”的地方做法，请在时限规则一览中选择。", key),
			fmt.Sprintf("There is no overlay %q; please choose one from the list of regimes.", key), nil)
	}
	return o, nil
}

// A Choice is what a round says about its regime.
type Choice struct {
	Kind     Kind
	Feedback zh.Date
	Regime   string    // key of the regime; "" takes the one in force on the feedback day
	Overlays []string  // keys of the overlays to lay over it, in order
	Own      []Overlay // of this round alone, laid over those
}

// Choose returns the regime of a round with its overlays laid over it. It is NotFound
// if there is none for the day or the key, Invalid if kinds do not fit.
func (c *Catalog) Choose(by Choice) (Regime, error) {
	r, err := c.base(by)
	if err != nil {
		return Regime{}, err
	}
	over := make([]Overlay, 0, len(by.Overlays)+len(by.Own))
	for _, key := range by.Overlays {
		o, err := c.Overlay(key)
		if err != nil {
			return Regime{}, err
		}
		over = append(over, o)
	}
	for _, o := range append(over, by.Own...) {
		if r, err = r.With(o); err != nil {
			return Regime{}, err
		}
	}
	return r, nil
}

func (c *Catalog) base(by Choice) (Regime, error) {
	if by.Regime != "" {
		r, ok := c.regimes[by.Regime]
		switch {
		case !ok:
			return r, fault.New(fault.NotFound, fmt.Sprintf("没有名为“%s”的时限规则，请在时限规则一览中选择。", by.Regime),
				fmt.Sprintf("There is no regime %q; please choose one from the list of regimes.", by.Regime), nil)
		case r.Kind != by.Kind:
			return r, fault.New(fault.Invalid, fmt.Sprintf("“%s”适用于%s，不适用于%s。", r.Title.ZH, r.Kind.Title().ZH, by.Kind.Title().ZH),
				fmt.Sprintf("%s is for %s, not for %s.", r.Title.EN, r.Kind.Title().EN, by.Kind.Title().EN), nil)
		}
		return r, nil
	}
	if by.Feedback.IsZero() {
		return Regime{}, fault.New(fault.Invalid, "没有反馈日期，无法确定适用的时限规则；请填写反馈日期，或者直接指定规则。",
			"Without the day of feedback no regime can be chosen; please enter it, or name the regime.", nil)
	}
	for _, r := range c.regimes {
		if r.Kind == by.Kind && r.In(by.Feedback) {
			return r, nil
		}
	}
	return Regime{}, fault.New(fault.NotFound, fmt.Sprintf("%s反馈的%s没有适用的时限规则，请为本轮次指定一个。", by.Feedback, by.Kind.Title().ZH),
		fmt.Sprintf("No regime is in force for %s with feedback on %s; please name one for the round.", by.Kind.Title().EN, by.Feedback), nil)
}
