package form_test

import (
	"strings"
	"testing"

	"zhenggai/form"
	"zhenggai/ledger"
)

// TestResult holds what a bulletin says came of a finding beside the ledger's word: no
// state but that of the ledger, and no claim beyond it that is not marked.
func TestResult(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		progress string
		state    ledger.State
		want     string
	}{
		{"已完成，并长期坚持", ledger.Underway, ""},
		{"已完成", ledger.Closed, ""},
		{"补齐清单12份。\n已完成。", ledger.Underway, "补齐清单12份"},
		{"已完成，新增监控探头12套，接入县级平台", ledger.Underway, "新增监控探头12套，接入县级平台"},
		{"新增监控探头12套，已完成；长期坚持。", ledger.Underway, "新增监控探头12套"},
		{"追回3万元，12户的问题已整改到位。", ledger.Underway, "追回3万元，12户的问题已整改到位" + form.OwnWords},
		{"追回3万元，12户的问题已整改到位。", ledger.Closed, "追回3万元，12户的问题已整改到位"},
		{"完成主体工程的六成", ledger.Underway, "完成主体工程的六成"},
	} {
		a := invented()
		leaf := a.Leaves()[0]
		leaf.Finding.Progress, leaf.Finding.State, leaf.Finding.Partial = c.progress, c.state, false
		b, err := form.BulletinOf(a, nil)
		if err != nil {
			t.Fatal(err)
		}
		b.Walk(func(it *form.Item) {
			if it.Finding != leaf.Finding.ID {
				return
			}
			if it.Result != c.want {
				t.Errorf("%q of what is %s: %q, want %q", c.progress, c.state, it.Result, c.want)
			}
			if differs, marked := it.Status.Contradicts(it.Result); differs != strings.Contains(c.want, form.OwnWords) || differs != marked {
				t.Errorf("%q: differs %v, marked %v", it.Result, differs, marked)
			}
		})
	}
}

// TestZeroClauses holds that a register without a row is not told of in words that
// nobody wrote, and that the sentence around it stays one.
func TestZeroClauses(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		keep int // regulations of the invented ledger: one amended, one made
		want string
	}{{2, "新建制度1项，修订制度1项。"}, {1, "修订制度1项。"}, {0, ""}} {
		a := invented()
		a.Rules = a.Rules[:c.keep]
		b, err := form.BulletinOf(a, nil)
		if err != nil {
			t.Fatal(err)
		}
		said := ""
		for _, p := range b.Opening.Parts {
			if p.Title == "建章立制，巩固成果" {
				said = p.Text
			}
		}
		if said != c.want {
			t.Errorf("%d regulations: %q, want %q", c.keep, said, c.want)
		}
	}
	a := invented()
	for _, c := range a.Leaves() {
		c.Finding.Partial = false
	}
	if b, err := form.BulletinOf(a, nil); err != nil || b.Closing.Lead[0] != "目前，5个具体问题中，已完成2个，完成率40%。" {
		t.Errorf("nothing is largely done: %v, %v", b.Closing.Lead, err)
	}
	written := form.Narrative{"organised": "废止制度{制度废止数}项，这是写下的话。"}
	if b, err := form.BulletinOf(invented(), written); err != nil || b.Opening.Parts[0].Text != "废止制度0项，这是写下的话。" {
		t.Errorf("what a person wrote is changed: %+v, %v", b.Opening.Parts, err)
	}
}
