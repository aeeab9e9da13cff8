package web

import (
	"sync"

	"zhenggai/app"
	"zhenggai/org"
	"zhenggai/zh"
)

// A waitCount is how many things wait for somebody, as the menu shows it, and until
// when it holds.
type waitCount struct {
	work, review int
	day          zh.Date
	entered      int64
}

// waitCounts are the counts of who looked at pages, so that a page costs one short
// statement for its menu and not the whole question what waits. They are kept in
// memory only: what is lost is counted again.
type waitCounts struct {
	mu sync.Mutex
	of map[org.ID]waitCount
}

// mostCounts bounds the memory; an office has some hundred people.
const mostCounts = 10000

func (c *waitCounts) keep(who org.ID, n waitCount) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.of == nil || len(c.of) >= mostCounts {
		c.of = map[org.ID]waitCount{}
	}
	c.of[who] = n
}

func (c *waitCounts) get(who org.ID) (n waitCount, ok bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	n, ok = c.of[who]
	return n, ok
}

// waiting returns what waits for who asks, and keeps how much it is for his menu.
func (v *visit) waiting() ([]*app.Todo, error) {
	w, err := v.s.App.Waiting(v.ctx, v.who)
	if err != nil {
		return nil, err
	}
	n := waitCount{work: len(w.Tasks), day: w.Day, entered: w.Entered}
	for _, t := range w.Tasks {
		if t.Why == app.ToReview {
			n.review++
		}
	}
	v.s.waits.keep(v.me.ID, n)
	return w.Tasks, nil
}

// waitCount returns the counts of the menu; fresh is false if they may be others by now,
// since somebody did something. Then a script asks for them when the page is there, so
// that no page waits for what may take longer than itself; without script they are right
// on the pages of what waits. A failure leaves the menu without counts: the pages behind
// it say what is wrong.
func (v *visit) waitCount() (n waitCount, fresh bool) {
	n, known := v.s.waits.get(v.me.ID)
	if !known {
		if _, err := v.waiting(); err == nil {
			n, known = v.s.waits.get(v.me.ID)
		}
		return n, known
	}
	entered, err := v.s.App.Entered(v.ctx)
	return n, err == nil && entered == n.entered && v.today() == n.day
}

// menuCounts sends the counts of the menu as they are now.
func (v *visit) menuCounts() error {
	if _, err := v.waiting(); err != nil {
		return err
	}
	n, _ := v.s.waits.get(v.me.ID)
	return v.part(200, menuCounts(n))
}
