package store

import (
	"bytes"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/zh"
)

// TestTallyForm: counts read as they were written, equal counts are equal bytes.
func TestTallyForm(t *testing.T) {
	t.Parallel()
	id := rapid.Map(rapid.SliceOfN(rapid.Byte(), 16, 16), func(b []byte) org.ID { return org.ID(b) })
	rapid.Check(t, func(t *rapid.T) {
		counts := tallyDelta{}
		for range rapid.IntRange(0, 60).Draw(t, "cells") {
			c := cell{
				inspection: id.Draw(t, "inspection"), dept: id.Draw(t, "dept"),
				level: ledger.Level(rapid.SampledFrom([]string{"", "aspect", "point"}).Draw(t, "level")),
				state: ledger.State(rapid.SampledFrom([]string{"open", "closed"}).Draw(t, "state")),
				leaf:  rapid.Bool().Draw(t, "leaf"), standing: rapid.Bool().Draw(t, "standing"), partial: rapid.Bool().Draw(t, "partial"),
			}
			if rapid.Bool().Draw(t, "dated") {
				c.due = zh.D(rapid.IntRange(1, 9999).Draw(t, "y"), rapid.IntRange(1, 12).Draw(t, "m"), rapid.IntRange(1, 28).Draw(t, "d"))
			}
			counts[c] = rapid.IntRange(1, 1e6).Draw(t, "n")
		}
		form := appendTally(nil, counts.ordered())
		got, err := parseTally(form)
		if err != nil || !slices.Equal(got, counts.ordered()) {
			t.Fatalf("%v: %v\n got %v\nwant %v", err, form, got, counts)
		}
		// Taking all away again leaves nothing.
		for c := range counts {
			counts[c] = -counts[c]
		}
		if left := addCounts(got, counts.ordered()); len(left) > 0 {
			t.Fatalf("%v are left", left)
		}
		if !bytes.Equal(appendTally(nil, got), form) {
			t.Fatal("equal counts are not equal bytes")
		}
	})
}

func FuzzTally(f *testing.F) {
	f.Add(appendTally(nil, nil))
	f.Add(appendTally(nil, []counted{{cell{level: "point", state: "open", leaf: true, due: zh.D(2026, 6, 1)}, 3}}))
	f.Fuzz(func(t *testing.T, b []byte) {
		if counts, err := parseTally(b); err == nil {
			appendTally(nil, counts)
		}
	})
}
