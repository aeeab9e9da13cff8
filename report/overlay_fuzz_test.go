package report

import (
	"testing"

	"pgregory.net/rapid"

	"zhenggai/source"
)

// TestReplayAny holds that any corrections of any words leave an outline whole.
func TestReplayAny(t *testing.T) {
	t.Parallel()
	texts := corpus(t)
	ops := []string{OpSetRole, OpSetParent, OpSplit, OpJoin, OpSetNumber, OpSetYear, OpSetDate, OpAddFact, OpDropFact, OpSetAlias}
	rapid.Check(t, func(t *rapid.T) {
		o := Read(source.New(rapid.SampledFrom(texts).Draw(t, "report")))
		anchor := func(name string) Anchor {
			return o.AnchorOf(o.Nodes[rapid.IntRange(0, len(o.Nodes)-1).Draw(t, name)].Span)
		}
		var log []Correction
		for k := rapid.IntRange(1, 5).Draw(t, "corrections"); k > 0; k-- {
			log = append(log, Correction{Op: rapid.SampledFrom(ops).Draw(t, "op"), At: anchor("at"), Parent: anchor("parent"),
				Role: rapid.SampledFrom(roleNames[:]).Draw(t, "role"), Style: rapid.Bool().Draw(t, "style"), Number: 7, Year: 2021,
				Kind: "date", From: "2021-02-03"})
		}
		o.Replay(log)
		if err := verify(o); err != nil {
			t.Fatal(err)
		}
	})
}
