package ui

import (
	"context"
	"strconv"
)

// A Bar is one bar of a figure: how many, of what, and where its rows are.
type Bar struct {
	Text string
	Note string // behind the number, such as a rate
	Hint string // the definition, shown when it is pointed at
	Href string
	Fill string // green, yellow, orange, red, blue, azure, grey
	N    int
	Said string // what stands for N where it is no count, such as 3.5 days
}

// value is what is written for N.
func (b Bar) value() string { return or(b.Said, strconv.Itoa(b.N)) }

// title is what a bar says to whoever cannot see it.
func (b Bar) title(ctx context.Context) string {
	s := b.Text + Say(ctx, "：", ": ") + b.value()
	if b.Note != "" {
		s += " " + b.Note
	}
	if b.Hint != "" {
		s += " · " + b.Hint
	}
	return s
}

// The measures of figures, in units of their view box.
const (
	barHeight = 24
	barLabel  = 168
	barWide   = 270
	barEnd    = 92 // for number and note
	miniWide  = 160
	miniHigh  = 14
)

// widest returns the greatest number of bars, at least 1.
func widest(bars []Bar) int {
	most := 1
	for _, b := range bars {
		most = max(most, b.N)
	}
	return most
}

// scale returns n of most as a part of wide; what is there at all can be seen.
func scale(n, most, wide int) int {
	if n <= 0 || most <= 0 {
		return 0
	}
	return max(2, n*wide/most)
}

// A slice is a piece of a stacked bar at its place.
type slice struct {
	Bar
	x, w int
}

// slices lays bars side by side over wide, which stands for all of them: what is
// there has at least two units, taken from the widest.
func slices(bars []Bar, wide int) (all []slice) {
	sum, most := 0, 0
	for _, b := range bars {
		sum += b.N
	}
	used := 0
	for _, b := range bars {
		if b.N <= 0 {
			continue
		}
		all = append(all, slice{b, 0, max(2, b.N*wide/sum)})
		used += all[len(all)-1].w
		if all[len(all)-1].w > all[most].w {
			most = len(all) - 1
		}
	}
	if len(all) > 0 {
		all[most].w += wide - used
	}
	x := 0
	for i := range all {
		all[i].x = x
		x += all[i].w
	}
	return all
}

func px(n int) string { return strconv.Itoa(n) }

func box(w, h int) string { return "0 0 " + px(w) + " " + px(h) }

// A Day is a cell of a calendar.
type Day struct {
	Text    string // 23, or 12-1 where a month begins
	Title   string
	Href    string
	N       int
	Past    bool
	Here    bool // today
	Resting bool // nobody works
}

// heat returns how strongly a day of n is coloured among days of at most most: 0 to 4.
func heat(n, most int) string {
	if n == 0 {
		return "z-heat-0"
	}
	return "z-heat-" + px(1+min(3, (n-1)*4/max(most, 4)))
}

func busiest(weeks [][]Day) int {
	most := 0
	for _, w := range weeks {
		for _, d := range w {
			most = max(most, d.N)
		}
	}
	return most
}
