package draft

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

// TestAssign holds assign against trying everything.
func TestAssign(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		n := rapid.IntRange(0, 5).Draw(rt, "n")
		m := rapid.IntRange(0, 5).Draw(rt, "m")
		edges := make([][]edge, n)
		for i := range edges {
			for j := range m {
				if s := rapid.IntRange(-4, 10).Draw(rt, "score"); s > 0 {
					edges[i] = append(edges[i], edge{j, float64(s) / 10})
				}
			}
		}
		got, taken := 0.0, map[int]bool{}
		for i, j := range assign(edges, m) {
			if j == None {
				continue
			}
			if taken[j] {
				rt.Fatalf("%d is the partner of two", j)
			}
			taken[j] = true
			found := false
			for _, e := range edges[i] {
				if e.to == j {
					got, found = got+e.score, true
				}
			}
			if !found {
				rt.Fatalf("%d and %d may not be paired", i, j)
			}
		}
		if want := best(edges, map[int]bool{}); math.Abs(got-want) > 1e-9 {
			rt.Fatalf("sum %v, the best is %v: %v", got, want, edges)
		}
	})
}

// best returns the greatest sum of scores by trying everything.
func best(edges [][]edge, taken map[int]bool) float64 {
	if len(edges) == 0 {
		return 0
	}
	most := best(edges[1:], taken)
	for _, e := range edges[0] {
		if !taken[e.to] {
			taken[e.to] = true
			most = max(most, e.score+best(edges[1:], taken))
			delete(taken, e.to)
		}
	}
	return most
}
