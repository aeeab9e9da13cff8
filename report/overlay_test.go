package report

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"zhenggai/source"
)

const overlaid = `二、整改落实情况
问题1.关于采购不规范的问题。
(1)关于询价走过场。一是补充询价记录12份，5月6日完成；二是印发《询价办法》，并开展抽查3次。
(2)关于合同不规范。修订合同8份。
加强日常监督。公示采购结果6次。
问题2.关于公车管理不严的问题。
(3)关于派车无记录。补登记录30条。
2023年9月1日
`

// anchorOf returns the anchor of the words in the text of o.
func (o *Outline) anchorOf(t *testing.T, words string) Anchor {
	t.Helper()
	i := strings.Index(o.Text.Valid(), words)
	if i < 0 {
		t.Fatalf("%q is not in the text", words)
	}
	return o.AnchorOf(source.Span{Start: int32(i), End: int32(i + len(words))})
}

func TestReplay(t *testing.T) {
	t.Parallel()
	o := Read(source.New(overlaid))
	log := []Correction{
		{Op: OpSplit, At: o.anchorOf(t, "并开展抽查")},
		{Op: OpJoin, At: o.anchorOf(t, "二是印发")},
		{Op: OpSetNumber, At: o.anchorOf(t, "(3)关于"), Number: 4},
		{Op: OpSetYear, At: o.anchorOf(t, "5月6日"), Year: 2022},
		{Op: OpDropFact, At: o.anchorOf(t, "30条"), Kind: "count"},
		{Op: OpAddFact, At: o.anchorOf(t, "日常监督"), Kind: "document"},
		{Op: OpSetRole, At: o.anchorOf(t, "问题2."), Role: "aspect"},
		{Op: OpSetParent, At: o.anchorOf(t, "(2)关于")},
	}
	if lost := o.Replay(log); len(lost) > 0 {
		t.Errorf("lost: %v", lost)
	}
	if err := verify(o); err != nil {
		t.Error(err)
	}
	tree, facts, _ := show(o)
	for _, want := range []string{"measure [implicit] | 并开展抽查3次", "point (3) → (4)", "aspect 问题2", "\npoint (2)"} {
		if !strings.Contains(tree, want) {
			t.Errorf("the tree lacks %q:\n%s", want, tree)
		}
	}
	for _, want := range []string{"from=2022-05-06", "document\t日常监督"} {
		if !strings.Contains(facts, want) {
			t.Errorf("the facts lack %q:\n%s", want, facts)
		}
	}
	if strings.Contains(facts, "30条") {
		t.Error("the fact that was dropped is there")
	}
}

// TestReplayAgain holds that a log gives the same outline after every reading, and
// after it went through a file.
func TestReplayAgain(t *testing.T) {
	t.Parallel()
	read := func(text string, log []Correction) (string, []Correction) {
		o := Read(source.New(text))
		lost := o.Replay(log)
		tree, facts, _ := show(o)
		return tree + facts, lost
	}
	o := Read(source.New(overlaid))
	log := []Correction{
		{Op: OpSetRole, At: o.anchorOf(t, "(1)关于"), Role: "problem", Style: true},
		{Op: OpSplit, At: o.anchorOf(t, "并开展抽查")},
	}
	b, err := json.Marshal(log)
	if err != nil {
		t.Fatal(err)
	}
	var back []Correction
	if err := json.Unmarshal(b, &back); err != nil {
		t.Fatal(err)
	}
	first, _ := read(overlaid, log)
	second, lost := read(overlaid, back)
	if d := cmp.Diff(first, second); d != "" || len(lost) > 0 {
		t.Errorf("the log gives another outline (lost %v):\n%s", lost, d)
	}
	if strings.Contains(first, "\npoint (") || !strings.Contains(first, "problem (3)") {
		t.Errorf("the role was not set for all headings of the style:\n%s", first)
	}
	// Words elsewhere change: the corrections still fit. The words themselves
	// change: they are lost, and said to be.
	moved := "前言一段。\n" + strings.Replace(overlaid, "修订合同8份", "修订合同9份", 1)
	if _, lost := read(moved, log); len(lost) > 0 {
		t.Errorf("lost though the words stand: %v", lost)
	}
	if _, lost := read(strings.Replace(overlaid, "并开展抽查", "并组织复查", 1), log); len(lost) != 1 || lost[0].Op != OpSplit {
		t.Errorf("lost %v, want the split alone", lost)
	}
}

// TestReplayLinks holds that the children of a corrected tree are those whose parent
// says so, each once.
func TestReplayLinks(t *testing.T) {
	t.Parallel()
	o := Read(source.New("整改情况\n一、党的领导方面\n（一）学习不到位问题\n1.制定了制度。\n2.开展了学习。\n（二）落实不到位问题\n1.召开了会议。\n"))
	for range 2 {
		o.Replay(nil)
		seen := map[int32]int32{}
		for i := range o.Nodes {
			for k := range o.Children(int32(i)) {
				if _, twice := seen[k]; twice {
					t.Fatalf("node %d is a child twice", k)
				}
				seen[k] = int32(i)
			}
		}
		for i := range o.Nodes {
			if p, ok := seen[int32(i)]; ok != (o.Nodes[i].Parent != None) || ok && p != o.Nodes[i].Parent {
				t.Errorf("node %d is a child of %d, its parent is %d", i, p, o.Nodes[i].Parent)
			}
		}
	}
}
