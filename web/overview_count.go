package web

import (
	"cmp"
	"slices"
	"strconv"

	"zhenggai/app"
	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/regs"
	"zhenggai/web/ui"
	"zhenggai/zh"
)

// An overview is what the page shows, counted in one pass over the tallies.
type overview struct {
	n     narrowing
	lang  string
	today zh.Date
	years *regs.Calendar
	books map[org.ID]string

	levels map[ledger.Level]*line
	leaves line
	units  map[org.ID]*line // by book
	last   *line            // of units, that was counted in last
	due    map[zh.Date]int  // leaves that are not finished, by due day
	aged   map[app.Age]int  // leaves that are not finished, by how long they have been open
	all    bool             // every unit is shown
}

// A line is the counts of one level, of all leaves, or of the leaves of one unit.
type line struct {
	name    string
	n       narrowing
	keys    []string // of the address of its rows
	some    bool     // anything was counted
	states  tally
	colours lights
	partial int // partly done and not finished
	overdue int
	held    int // closed, and to be kept up for good
}

// A tally is counts by state: an array, since an office counts some hundred thousand.
type tally [7]int

func (t *tally) of(s ledger.State) *int {
	switch s {
	case ledger.Open:
		return &t[0]
	case ledger.Planned:
		return &t[1]
	case ledger.Underway:
		return &t[2]
	case ledger.Submitted:
		return &t[3]
	case ledger.Closed:
		return &t[4]
	case ledger.Void:
		return &t[5]
	}
	return &t[6]
}

// lights are counts by colour.
type lights [4]int

func (l *lights) of(c regs.Colour) *int {
	switch c {
	case regs.Green:
		return &l[0]
	case regs.Yellow:
		return &l[1]
	case regs.Red:
		return &l[2]
	}
	return &l[3]
}

// add counts findings that are alike.
func (l *line) add(t *app.Tally, today zh.Date) {
	l.some = true
	*l.states.of(t.State) += t.N
	if t.Standing && t.State == ledger.Closed {
		l.held += t.N
	}
	if t.State == ledger.Closed || t.State == ledger.Void {
		return
	}
	if t.Partial {
		l.partial += t.N
	}
	if t.Leaf {
		*l.colours.of(t.Colour) += t.N
		if !t.Due.IsZero() && t.Due.Before(today) {
			l.overdue += t.N
		}
	}
}

// The states that count, those that are not finished, and those from each stage on.
var (
	counted  = []ledger.State{ledger.Open, ledger.Planned, ledger.Underway, ledger.Submitted, ledger.Closed}
	atWork   = counted[:4]
	planned  = counted[1:]
	approved = counted[2:]
	asked    = counted[3:]
)

// sum returns how many findings are in the states.
func (l *line) sum(states ...ledger.State) (n int) {
	for _, s := range states {
		n += *l.states.of(s)
	}
	return n
}

// rows returns the address of the line's findings in the states, with more keys.
func (l *line) rows(states []ledger.State, more ...string) string {
	keys := slices.Concat(l.keys, more)
	for _, s := range states {
		keys = append(keys, "state", string(s))
	}
	return l.n.path("/ledger", keys...)
}

// Rates of a line, with what each is of.
func (l *line) closedRate() string { return ui.Percent(l.sum(ledger.Closed), l.sum(counted...)) }
func (l *line) doneRate() string {
	return ui.Percent(l.sum(ledger.Closed)+l.partial, l.sum(counted...))
}

// stateBars are the line's states side by side.
func (l *line) stateBars(lang string) (bars []ui.Bar) {
	for _, s := range slices.Backward(counted) {
		bars = append(bars, ui.Bar{Text: ledger.Name(ledger.States, string(s), lang), Fill: stateFill[s], N: l.sum(s), Href: l.rows([]ledger.State{s})})
	}
	return bars
}

// colourBars are the line's lights side by side.
func (l *line) colourBars(lang string) (bars []ui.Bar) {
	for _, c := range []regs.Colour{regs.Red, regs.Yellow, regs.Green} {
		bars = append(bars, ui.Bar{Text: c.Title().In(lang), Fill: colourFill[c], N: *l.colours.of(c), Href: l.rows(nil, "colour", string(c))})
	}
	return append(bars, ui.Bar{Text: unlitWord(lang), Fill: "grey", N: *l.colours.of(""), Href: l.rows(nil, "colour", string(app.Unlit))})
}

// begin forgets what was counted.
func (o *overview) begin() {
	o.levels, o.units, o.due, o.last = map[ledger.Level]*line{}, map[org.ID]*line{}, map[zh.Date]int{}, nil
	o.aged = map[app.Age]int{}
	for _, w := range ledger.Levels {
		o.levels[ledger.Level(w.Key)] = &line{name: ledger.Name(ledger.Levels, w.Key, o.lang), n: o.n, keys: []string{"level", w.Key}}
	}
	o.leaves = line{n: o.n, keys: []string{"leaf", "1"}}
}

// add counts findings that are alike; they come book by book.
func (o *overview) add(t *app.Tally) {
	if l := o.levels[t.Level]; l != nil {
		l.add(t, o.today)
	}
	if !t.Leaf {
		return
	}
	o.leaves.add(t, o.today)
	if o.last == nil || o.last.n.book != t.Book {
		o.last = o.unit(t.Book)
	}
	o.last.add(t, o.today)
	if t.Age != "" {
		o.aged[t.Age] += t.N
	}
	if t.State != ledger.Closed && t.State != ledger.Void && !t.Due.IsZero() {
		o.due[t.Due] += t.N
	}
}

// unit returns the line of a book.
func (o *overview) unit(book org.ID) *line {
	l := o.units[book]
	if l == nil {
		n := o.n
		n.book = book
		l = &line{name: o.books[book], n: n, keys: []string{"leaf", "1"}}
		o.units[book] = l
	}
	return l
}

// unitsShown is how many units are compared unless all are asked for.
const unitsShown = 40

// compared returns the units, those with the most overdue first; more is how many are
// not among them.
func (o *overview) compared() (all []*line, more int) {
	for _, l := range o.units {
		all = append(all, l)
	}
	slices.SortFunc(all, func(a, b *line) int { return cmp.Or(b.overdue-a.overdue, cmp.Compare(a.name, b.name)) })
	if !o.all && len(all) > unitsShown {
		all, more = all[:unitsShown], len(all)-unitsShown
	}
	return all, more
}

// say returns the words in the language of the page.
func (o *overview) say(zh, en string) string {
	if o.lang == "en" {
		return en
	}
	return zh
}

// funnel is the way from found to closed: how many came how far.
func (o *overview) funnel() (bars []ui.Bar) {
	l := &o.leaves
	found := l.sum(counted...)
	for _, s := range []struct {
		zh, en string
		states []ledger.State
		fill   string
	}{
		{"已发现", "found", counted, "grey"},
		{"方案已报", "plan sent", planned, "azure"},
		{"方案已批", "plan approved", approved, "blue"},
		{"已申请销号", "closure asked for", asked, "yellow"},
		{"已销号", "closed", []ledger.State{ledger.Closed}, "green"},
	} {
		n := l.sum(s.states...)
		bars = append(bars, ui.Bar{Text: o.say(s.zh, s.en), Fill: s.fill, N: n, Note: ui.Percent(n, found), Href: l.rows(s.states)})
	}
	return append(bars, ui.Bar{Text: o.say("其中长期坚持", "kept up for good"), Fill: "green", N: l.held, Note: ui.Percent(l.held, found), Href: l.rows([]ledger.State{ledger.Closed}, "standing", "1")})
}

// ages is how long ago, or how far ahead, the unfinished are due.
func (o *overview) ages() (bars []ui.Bar) {
	const ever = 1 << 20
	for _, a := range []struct {
		zh, en   string
		from, to int // days from today
		fill     string
	}{
		{"超期 90 天以上", "overdue by 90+ d", -ever, -91, "red"},
		{"超期 31–90 天", "overdue 31–90 d", -90, -31, "red"},
		{"超期 8–30 天", "overdue 8–30 d", -30, -8, "orange"},
		{"超期 1–7 天", "overdue 1–7 d", -7, -1, "orange"},
		{"7 天内到期", "due within 7 d", 0, 7, "yellow"},
		{"8–30 天内到期", "due in 8–30 d", 8, 30, "azure"},
		{"31–90 天内到期", "due in 31–90 d", 31, 90, "blue"},
		{"90 天以后到期", "due after 90 d", 91, ever, "grey"},
	} {
		b := ui.Bar{Text: o.say(a.zh, a.en), Fill: a.fill}
		var keys []string
		if a.from > -ever {
			keys = append(keys, "from", o.today.AddDays(a.from).String())
		}
		if a.to < ever {
			keys = append(keys, "to", o.today.AddDays(a.to).String())
		}
		for day, n := range o.due {
			if d := day.Days() - o.today.Days(); d >= a.from && d <= a.to {
				b.N += n
			}
		}
		b.Href = o.leaves.rows(atWork, keys...)
		bars = append(bars, b)
	}
	return bars
}

// ageing is how long the unfinished have been open.
func (o *overview) ageing() (bars []ui.Bar) {
	fills := []string{"green", "azure", "blue", "yellow", "red", "grey"} // as app.Ages has them
	for i, a := range app.Ages {
		bars = append(bars, ui.Bar{Text: ledger.Name(app.Ages, a.Key, o.lang), Fill: fills[i], N: o.aged[app.Age(a.Key)], Href: o.leaves.rows(nil, "age", a.Key)})
	}
	return bars
}

// weeksShown is how far the calendar of due days reaches.
const weeksShown = 8

// weeks is the calendar of due days from this week on.
func (o *overview) weeks() (weeks [][]ui.Day) {
	day := o.today.AddDays(-(int(o.today.Weekday()) + 6) % 7)
	for range weeksShown {
		var week []ui.Day
		for range 7 {
			n := o.due[day]
			work, _ := o.years.IsWorkday(day)
			d := ui.Day{Text: strconv.Itoa(int(day.Day)), N: n, Here: day == o.today, Past: day.Before(o.today), Resting: !work}
			if day.Day == 1 || len(weeks)+len(week) == 0 {
				d.Text = strconv.Itoa(int(day.Month)) + "-" + strconv.Itoa(int(day.Day))
			}
			if n > 0 {
				d.Title = day.String() + o.say("：到期 ", ": due ") + strconv.Itoa(n)
				d.Href = o.leaves.rows(atWork, "from", day.String(), "to", day.String())
			}
			week = append(week, d)
			day = day.AddDays(1)
		}
		weeks = append(weeks, week)
	}
	return weeks
}

// weekdays are the heads of the calendar.
func (o *overview) weekdays() []string {
	if o.lang == "en" {
		return []string{"Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"}
	}
	return []string{"一", "二", "三", "四", "五", "六", "日"}
}

// unlitWord names what is under no light.
func unlitWord(lang string) string {
	if lang == "en" {
		return "no light"
	}
	return "未亮灯"
}
