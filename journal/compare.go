package journal

import (
	"bytes"
	"fmt"
	"iter"

	"zhenggai/fault"
)

// A Relation says how two copies of a log stand to each other.
type Relation string

// The four relations.
const (
	Same   Relation = "same"
	Behind Relation = "behind" // the first is the beginning of the second
	Ahead  Relation = "ahead"  // the second is the beginning of the first
	Parted Relation = "parted" // both went on in their own way
)

// A Comparison is what [Compare] found.
type Comparison struct {
	Relation Relation `json:"relation"`
	Common   int64    `json:"common"` // entries that both begin with
	// A and B are the entries at index Common; nil where a copy ends before. An
	// entry that cannot be read is a zero Entry.
	A *Entry `json:"a,omitempty"`
	B *Entry `json:"b,omitempty"`
}

// Compare reads two copies of a log side by side until they differ. It compares
// entries byte by byte and recomputes nothing: verify both copies first.
func Compare(a, b iter.Seq2[Leaf, error]) (Comparison, error) {
	left, right := newPuller(a), newPuller(b)
	defer left.stop()
	defer right.stop()
	for n := int64(0); ; n++ {
		x, okA, err := left.take()
		if err != nil {
			return Comparison{}, fmt.Errorf("journal: compare, first copy, entry %d: %w", n, err)
		}
		y, okB, err := right.take()
		if err != nil {
			return Comparison{}, fmt.Errorf("journal: compare, second copy, entry %d: %w", n, err)
		}
		if okA && okB && x.Index == y.Index && bytes.Equal(x.Body, y.Body) {
			continue
		}
		c := Comparison{Relation: Parted, Common: n}
		switch {
		case !okA && !okB:
			c.Relation = Same
		case !okA:
			c.Relation = Behind
		case !okB:
			c.Relation = Ahead
		}
		c.A, c.B = entryOrZero(x, okA), entryOrZero(y, okB)
		return c, nil
	}
}

func entryOrZero(l Leaf, ok bool) *Entry {
	if !ok {
		return nil
	}
	e, _ := ParseEntry(l.Body) // which copy is damaged is for Verify to say
	return &e
}

// Msg says the comparison in a sentence; a and b are what to call the copies.
func (c Comparison) Msg(a, b fault.Msg) fault.Msg {
	switch c.Relation {
	case Same:
		return fault.Msg{ZH: fmt.Sprintf("%s与%s的存证日志相同，共 %d 条。", a.ZH, b.ZH, c.Common),
			EN: fmt.Sprintf("The journals of %s and %s are the same, with %d entries.", a.EN, b.EN, c.Common)}
	case Behind:
		return fault.Msg{ZH: fmt.Sprintf("%s的 %d 条存证记录都在%s中，后者此后又有新记录。", a.ZH, c.Common, b.ZH),
			EN: fmt.Sprintf("All %d entries of %s are in %s, which goes on after them.", c.Common, a.EN, b.EN)}
	case Ahead:
		return Comparison{Relation: Behind, Common: c.Common}.Msg(b, a)
	}
	return fault.Msg{ZH: fmt.Sprintf("两份存证日志前 %d 条相同，自序号 %d 起分岔：%s是%s，%s是%s。", c.Common, c.Common, a.ZH, c.A.zh(), b.ZH, c.B.zh()),
		EN: fmt.Sprintf("The first %d entries are the same; the journals part at entry %d: %s has %s, %s has %s.",
			c.Common, c.Common, a.EN, c.A.en(), b.EN, c.B.en())}
}

func (e *Entry) zh() string {
	if e.Action == "" {
		return "一条无法识别的记录"
	}
	return fmt.Sprintf("“%s %s 由 %s 于 %s”", e.Action, e.Subject, e.Actor, e.At.Format(timeForm))
}

func (e *Entry) en() string {
	if e.Action == "" {
		return "an entry that cannot be read"
	}
	return fmt.Sprintf("“%s %s by %s at %s”", e.Action, e.Subject, e.Actor, e.At.Format(timeForm))
}
