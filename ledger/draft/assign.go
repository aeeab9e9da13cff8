package draft

import "container/heap"

// An edge is one thing that may be paired with another, and how well they go
// together, from 0 to 1.
type edge struct {
	to    int
	score float64
}

// assign pairs things with others so that the sum of their scores is the greatest.
// edges[i] are those that i may be paired with, of n; the answer is the partner of
// each i, None for those that are left alone.
//
// It is the method of shortest augmenting paths on the sparse graph: one thing
// after the other is placed, and those placed before make room along the path that
// costs least. Being left alone is a partner of one's own that costs 1.
func assign(edges [][]edge, n int) []int {
	all := n + len(edges)
	a := assigner{edges: edges, n: n, owner: make([]int, all), partner: make([]int, len(edges)), price: make([]float64, all), seen: make([]visit, all)}
	for j := range a.owner {
		a.owner[j] = None
	}
	for i := range a.partner {
		a.partner[i] = None
	}
	for i := range edges {
		a.place(i)
	}
	for i, j := range a.partner {
		if j >= n {
			a.partner[i] = None
		}
	}
	return a.partner
}

// An assigner is an assignment in the making. Partners from n on are the ones of
// their own.
type assigner struct {
	edges   [][]edge
	n       int
	owner   []int     // of each partner
	partner []int     // of each thing
	price   []float64 // what each partner has become dearer by, never above 0
	seen    []visit
	round   int
	queue   reached
}

// A visit is the way to a partner in the present round.
type visit struct {
	round int
	cost  float64
	from  int // who would take it
	done  bool
}

// place finds a partner for i, moving others if that is better for all.
func (a *assigner) place(i int) {
	a.round++
	a.queue = a.queue[:0]
	var passed []int
	a.offer(i, 0)
	for {
		r := heap.Pop(&a.queue).(reach)
		v := &a.seen[r.to]
		if v.done || r.cost > v.cost {
			continue
		}
		v.done = true
		if a.owner[r.to] == None {
			for _, j := range passed {
				a.price[j] += a.seen[j].cost - v.cost
			}
			a.shift(r.to)
			return
		}
		passed = append(passed, r.to)
		owner := a.owner[r.to]
		a.offer(owner, v.cost-(a.cost(owner, r.to)-a.price[r.to]))
	}
}

// cost returns what it costs to give i the partner j.
func (a *assigner) cost(i, j int) float64 {
	if j >= a.n {
		return 1
	}
	for _, e := range a.edges[i] {
		if e.to == j {
			return 1 - e.score
		}
	}
	return 1
}

// offer reaches all partners that i may have, where i is free at the given cost.
func (a *assigner) offer(i int, at float64) {
	for _, e := range a.edges[i] {
		a.reach(i, e.to, at+1-e.score-a.price[e.to])
	}
	own := a.n + i
	a.reach(i, own, at+1-a.price[own])
}

func (a *assigner) reach(i, j int, cost float64) {
	v := &a.seen[j]
	if v.round == a.round && (v.done || v.cost <= cost) {
		return
	}
	*v = visit{round: a.round, cost: cost, from: i}
	heap.Push(&a.queue, reach{j, cost})
}

// shift moves everybody along the way that ends at partner j.
func (a *assigner) shift(j int) {
	for j != None {
		i := a.seen[j].from
		next := a.partner[i]
		a.owner[j], a.partner[i] = i, j
		j = next
	}
}

// A reach is a partner in the queue.
type reach struct {
	to   int
	cost float64
}

type reached []reach

func (q reached) Len() int { return len(q) }
func (q reached) Less(i, j int) bool {
	return q[i].cost < q[j].cost || q[i].cost == q[j].cost && q[i].to < q[j].to
}
func (q reached) Swap(i, j int) { q[i], q[j] = q[j], q[i] }
func (q *reached) Push(x any)   { *q = append(*q, x.(reach)) }
func (q *reached) Pop() any {
	old := *q
	last := old[len(old)-1]
	*q = old[:len(old)-1]
	return last
}
