package web

import (
	"maps"
	"slices"
	"strconv"

	"zhenggai/app"
	"zhenggai/ledger"
	"zhenggai/regs"
	"zhenggai/web/ui"
)

func yesOrNo(lang string, yes bool) string {
	switch {
	case yes && lang == "en":
		return "yes"
	case yes:
		return "是"
	case lang == "en":
		return "no"
	}
	return "否"
}

// unverified counts the figures that nobody has read in their source.
func unverified(limits []regs.TimeLimit, warnings regs.Ladder) (n int) {
	for _, l := range limits {
		if !l.Verified {
			n++
		}
	}
	for _, w := range warnings {
		if !w.Verified {
			n++
		}
	}
	return n
}

// warningFrom says when a warning begins.
func warningFrom(lang string, w regs.Warning) string {
	before, unit := strconv.Itoa(w.Before), w.Unit.Title().In(lang)
	switch {
	case w.Before < 0 && lang == "en":
		return "once it is overdue"
	case w.Before < 0:
		return "超期起"
	case lang == "en":
		return "from " + before + " " + unit + " before the day"
	}
	return "到期前 " + before + unit + "起"
}

func spanOf(lang string, s regs.Span) string {
	if s.N == 0 {
		return ""
	}
	return s.Title().In(lang)
}

// ticked reports whether a box is ticked: as it was sent, else as it stands.
func ticked(f ui.Form, name string, stands bool) bool {
	if f.Values == nil {
		return stands
	}
	return f.Values.Get(name) != ""
}

// chainShown is the chain in its form: as it was typed, else as it stands, with two
// empty lines for whoever may add steps.
func chainShown(b *ledger.Book, f ui.Form, may bool) []ledger.ChainStep {
	chain := slices.Clone(b.Chain)
	if f.Values != nil {
		chain = chainOf(f)
	}
	if may {
		chain = append(chain, ledger.ChainStep{}, ledger.ChainStep{})
	}
	return chain
}

// columnsOf returns the columns of a mapping by name, with what each holds.
func columnsOf(m app.NamedMapping) (all [][2]string) {
	for _, name := range slices.Sorted(maps.Keys(m.Mapping.Columns)) {
		all = append(all, [2]string{name, string(m.Mapping.Columns[name])})
	}
	return all
}
