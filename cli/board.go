package cli

import (
	"fmt"
	"slices"
	"strings"

	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/regs"
	"zhenggai/store"
	"zhenggai/zh"
)

// A boardCommand counts leaf findings by unit, state and colour.
type boardCommand struct {
	actorFlags
	Book  string  `placeholder:"BOOK"`
	Round string  `placeholder:"ROUND"`
	Day   zh.Date `placeholder:"2006-01-02"`
}

// A boardRow is the findings of one unit.
type boardRow struct {
	name    string
	states  map[ledger.State]int
	colours map[regs.Colour]int
	partial int
	all     int
}

func (c *boardCommand) work(d *desk) error {
	q := store.FindingQuery{}
	if c.Book != "" {
		b, err := d.book(c.Book)
		if err != nil {
			return err
		}
		q.Books = []org.ID{b.ID}
	}
	if c.Round != "" {
		r, err := d.round(c.Round)
		if err != nil {
			return err
		}
		q.Round = r.ID
	}
	cells, err := d.app.Board(d.ctx, d.who, q, c.Day)
	if err != nil {
		return err
	}
	return d.show(orNone(cells), func() {
		total := &boardRow{name: d.say(say{"合计", "total"}), states: map[ledger.State]int{}, colours: map[regs.Colour]int{}}
		rows := map[org.ID]*boardRow{}
		for _, cell := range cells {
			if rows[cell.Unit] == nil {
				rows[cell.Unit] = &boardRow{name: d.unitPath(cell.Unit), states: map[ledger.State]int{}, colours: map[regs.Colour]int{}}
			}
			rows[cell.Unit].add(cell.State, cell.Colour, cell.Partial, cell.N)
			total.add(cell.State, cell.Colour, cell.Partial, cell.N)
		}
		var all []*boardRow
		for _, r := range rows {
			all = append(all, r)
		}
		slices.SortFunc(all, func(a, b *boardRow) int { return strings.Compare(a.name, b.name) })
		if len(all) != 1 {
			all = append(all, total)
		}
		d.board(all)
	})
}

func (r *boardRow) add(s ledger.State, c regs.Colour, partial bool, n int) {
	r.states[s] += n
	r.colours[c] += n
	r.all += n
	if partial && s == ledger.Underway {
		r.partial += n
	}
}

// board writes the table, and what its rate is.
func (d *desk) board(rows []*boardRow) {
	colours := []regs.Colour{regs.Red, regs.Yellow, regs.Green}
	heads := []say{{"单位", "unit"}, {"#问题", "#findings"}}
	for _, s := range ledger.States {
		heads = append(heads, say{"#" + s.ZH, "#" + s.Key})
	}
	heads = append(heads, say{"#基本完成", "#partial"})
	for _, c := range colours {
		heads = append(heads, say{"#" + c.Title().ZH, "#" + c.Title().EN})
	}
	t := d.table(append(heads, say{"#销号率", "#closed"})...)
	for _, r := range rows {
		cells := []any{r.name, r.all}
		for _, s := range ledger.States {
			cells = append(cells, r.states[ledger.State(s.Key)])
		}
		cells = append(cells, r.partial)
		for _, c := range colours {
			cells = append(cells, r.colours[c])
		}
		rate := "—"
		if live := r.all - r.states[ledger.Void]; live > 0 {
			rate = fmt.Sprintf("%.1f%%", 100*float64(r.states[ledger.Closed])/float64(live))
		}
		t.row(append(cells, rate)...)
	}
	d.print(t)
	d.line(say{"销号率 = 已销号 ÷（问题 − 撤销）；只数末级问题，基本完成不算销号。", "closed = closed ÷ (findings − void); only leaf findings count, and a partial result is not closed."})
}
