package app

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"zhenggai/fault"
	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/regs"
	"zhenggai/store"
)

// The names under which a site keeps its own packs and holiday years.
const (
	packSetting     = "regime/"   // regime/NAME: a pack
	calendarSetting = "calendar/" // calendar/2027: a year
)

// catalog returns the regimes and the calendar that the site knows: the built-in ones
// with its own laid over them.
func catalog(tx *store.Tx) (*regs.Catalog, *regs.Calendar, error) {
	packs, years := regs.Packs(), regs.Holidays()
	settings, err := store.All[ledger.Setting](tx, org.Site)
	if err != nil {
		return nil, nil, err
	}
	var packFiles, yearFiles []regs.File
	for _, s := range settings {
		switch f := (regs.File{Name: s.Name, JSON: []byte(s.Value)}); {
		case s.Value == "":
		case strings.HasPrefix(s.Name, packSetting):
			packFiles = append(packFiles, f)
		case strings.HasPrefix(s.Name, calendarSetting):
			yearFiles = append(yearFiles, f)
		}
	}
	if packs, err = packs.With(packFiles...); err != nil {
		return nil, nil, err
	}
	years, err = years.With(yearFiles...)
	return packs, years, err
}

// AddRegime takes a pack of the site's own: a regime or an overlay. It is refused if
// it cannot be read or collides with another.
func (a *App) AddRegime(ctx context.Context, who org.Actor, name string, pack []byte) error {
	return a.setChecked(ctx, who, packSetting+name, pack)
}

// AddHolidays takes the holidays of a year that the product does not know yet.
func (a *App) AddHolidays(ctx context.Context, who org.Actor, name string, year []byte) error {
	return a.setChecked(ctx, who, calendarSetting+name, year)
}

// setChecked keeps a setting of the site after the catalog took it.
func (a *App) setChecked(ctx context.Context, who org.Actor, name string, value []byte) error {
	file := regs.File{Name: name, JSON: value}
	err := a.DB.View(ctx, func(tx *store.Tx) error {
		packs, years, err := catalog(tx)
		if err != nil {
			return err
		}
		if strings.HasPrefix(name, packSetting) {
			_, err = packs.With(file)
		} else {
			_, err = years.With(file)
		}
		return err
	})
	if err != nil {
		return err
	}
	return a.Set(ctx, who, org.Site, name, string(value))
}

// Regimes returns the regimes that the site knows.
func (a *App) Regimes(ctx context.Context) (*regs.Catalog, error) {
	return view(ctx, a, func(tx *store.Tx) (*regs.Catalog, error) {
		packs, _, err := catalog(tx)
		return packs, err
	})
}

// regimeOf chooses the regime of an inspection: the one its round names, or the one
// in force on its feedback day, with the round's overlays and figures laid over it.
func regimeOf(tx *store.Tx, packs *regs.Catalog, in *ledger.Inspection) (r regs.Regime, err error) {
	var round *ledger.Round
	if !in.Round.IsZero() {
		if round, err = store.Get[ledger.Round](tx, org.Site, in.Round); err != nil {
			return r, fmt.Errorf("app: loading the round of %s: %w", in.No, err)
		}
	}
	return regimeIn(packs, in, round)
}

// regimeIn is regimeOf where the round of the inspection is at hand; nil is none.
func regimeIn(packs *regs.Catalog, in *ledger.Inspection, round *ledger.Round) (regs.Regime, error) {
	by := regs.Choice{Kind: regs.Kind(in.Kind), Feedback: in.Feedback, Regime: in.Regime}
	if by.Kind == "" {
		by.Kind = regs.Inspection
	}
	if round == nil {
		return packs.Choose(by)
	}
	if by.Regime == "" {
		by.Regime = round.Regime
	}
	by.Overlays = round.Overlays
	base, err := packs.Choose(by)
	if err != nil || len(round.Limits) == 0 {
		return base, err
	}
	own := regs.Overlay{Key: "round", Title: regs.Title{ZH: round.Name, EN: round.Name}, Basis: round.Name}
	for _, edit := range round.Limits {
		i := slices.IndexFunc(base.Limits, func(l regs.TimeLimit) bool { return l.Key == edit.Limit })
		if i < 0 {
			return base, fault.New(fault.Invalid, "时限规则“"+base.Title.ZH+"”没有“"+edit.Limit+"”这一项，请核对轮次的调整。",
				"The regime "+base.Title.EN+" has no limit "+edit.Limit+"; please check the round.", nil)
		}
		limit := base.Limits[i]
		limit.Span, limit.Source, limit.Note, limit.Verified = regs.Span{N: edit.N, Unit: regs.Unit(edit.Unit)}, round.Name, edit.Reason, true
		own.Limits = append(own.Limits, limit)
	}
	return base.With(own)
}

// Deadlines returns the regime of an inspection in who's sight and what is due when.
func (a *App) Deadlines(ctx context.Context, who org.Actor, book, inspection org.ID) (r regs.Regime, due []regs.Deadline, err error) {
	if _, err := a.Inspections(ctx, who, book); err != nil {
		return r, nil, err
	}
	err = a.DB.View(ctx, func(tx *store.Tx) error {
		in, err := store.Get[ledger.Inspection](tx, book, inspection)
		if err != nil {
			return err
		}
		packs, years, err := catalog(tx)
		if err != nil {
			return err
		}
		if r, err = regimeOf(tx, packs, in); err != nil {
			return err
		}
		due = r.Deadlines(eventsOf(in), years)
		return nil
	})
	return r, due, err
}

// eventsOf returns the days of an inspection that start time limits.
func eventsOf(in *ledger.Inspection) regs.Events {
	at := regs.Events{}
	if !in.Feedback.IsZero() {
		at[regs.Feedback] = in.Feedback
	}
	if !in.To.IsZero() {
		at[regs.InspectionEnd] = in.To
	}
	if !in.Published.IsZero() {
		at[regs.Disclosure] = in.Published
	}
	return at
}
