package regs

import (
	"fmt"
	"slices"

	"zhenggai/fault"
	"zhenggai/zh"
)

// A Regime is one edition of the rules on time (时限规则). It is a value: nobody
// changes one, With makes another.
type Regime struct {
	Key      string
	Kind     Kind
	Title    Title
	From, To zh.Date // in force for feedback on [From, To); a zero bound is open
	Basis    string
	Limits   []TimeLimit
	Warnings Ladder
	Classes  []Class

	Overlays []string // keys of the overlays that were laid over it, in order
	Base     *Regime  // the regime without them; nil if there are none
}

// An Overlay is local practice: limits that replace those of the same key in a
// regime or join them. Warnings, if it has any, replace the whole ladder, and so
// do classes.
type Overlay struct {
	Key      string
	Kind     Kind // whose regimes it fits; "" fits all
	Title    Title
	Basis    string
	Limits   []TimeLimit
	Warnings Ladder
	Classes  []Class
}

// In reports whether r is in force for feedback given on day.
func (r Regime) In(day zh.Date) bool {
	return !day.Before(r.From) && (r.To.IsZero() || day.Before(r.To))
}

// With returns r with o laid over it. A replaced limit that sets an event goes on
// setting it. The result names its overlays and keeps the regime below as Base.
func (r Regime) With(o Overlay) (Regime, error) {
	if o.Kind != "" && o.Kind != r.Kind {
		return r, fault.New(fault.Invalid,
			fmt.Sprintf("“%s”适用于%s，不能用在“%s”上。", o.Title.ZH, o.Kind.Title().ZH, r.Title.ZH),
			fmt.Sprintf("%s is for %s and does not fit %s.", o.Title.EN, o.Kind.Title().EN, r.Title.EN), nil)
	}
	if r.Base == nil {
		base := r
		r.Base = &base
	}
	r.Overlays = append(slices.Clone(r.Overlays), o.Key)
	r.Limits = slices.Clone(r.Limits)
	for _, l := range o.Limits {
		l.By = o.Key
		i := slices.IndexFunc(r.Limits, func(x TimeLimit) bool { return x.Key == l.Key })
		if i < 0 {
			r.Limits = append(r.Limits, l)
			continue
		}
		if l.Sets == "" {
			l.Sets = r.Limits[i].Sets
		}
		r.Limits[i] = l
	}
	if len(o.Warnings) > 0 {
		r.Warnings = o.Warnings
	}
	if len(o.Classes) > 0 {
		r.Classes = o.Classes
	}
	if err := check(File{Name: o.Key}, o.pack()); err != nil {
		return r, fmt.Errorf("regs: lay %s over %s: %w", o.Key, r.Key, err)
	}
	if err := checkChain(File{Name: o.Key}, r.Limits); err != nil {
		return r, fmt.Errorf("regs: lay %s over %s: %w", o.Key, r.Key, err)
	}
	return r, nil
}
