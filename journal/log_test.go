package journal

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"zhenggai/fault"
)

func TestReplay(t *testing.T) {
	t.Parallel()
	s, _ := testKey("unit")
	b := sampleBook(s)
	whole, err := Replay(b.log(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if whole.Size != 7 || whole.Len() != len(b.rows) || !whole.At.Equal(b.now) {
		t.Errorf("state of %d entries, %d rows, at %s", whole.Size, whole.Len(), whole.At)
	}
	for _, want := range b.rows {
		if got, ok := whole.Row(want.Key); !ok || got.Version != want.Version || string(got.Image) != string(want.Image) {
			t.Errorf("row %v is %v, want %v", want.Key, got, want)
		}
	}
	early, err := Replay(b.log(), First(2))
	if err != nil {
		t.Fatal(err)
	}
	r, ok := early.Row(Key{"finding", "1"})
	if early.Size != 2 || early.Len() != 5 || !ok || r.Version != 1 || r.Image != nil {
		t.Errorf("after 2 entries: %d rows, blotted row %v", early.Len(), r)
	}
	if n := len(slices.Collect(early.Rows("measure"))); n != 2 {
		t.Errorf("%d measures, want 2", n)
	}
	if n := len(slices.Collect(early.Rows(""))); n != 5 {
		t.Errorf("%d rows, want 5", n)
	}
	empty, err := Replay(b.log(), First(0))
	if err != nil || empty.Size != 0 || empty.Len() != 0 || !empty.At.IsZero() {
		t.Errorf("before the first entry: %v, %v", empty, err)
	}
}

func TestReplayAsOf(t *testing.T) {
	t.Parallel()
	b := newBook()
	b.write("finding.add", "finding", "1")
	b.write("finding.amend", "finding", "1")
	second := b.now
	b.now = start.Add(-time.Hour) // the clock is set back
	b.write("finding.amend", "finding", "1")
	for _, tc := range []struct {
		at   time.Time
		want int64
	}{
		{start, 0},
		{second.Add(-time.Millisecond), 1},
		{second, 3},
		{second.AddDate(1, 0, 0), 3},
	} {
		s, err := Replay(b.log(), AsOf(tc.at))
		if err != nil {
			t.Fatal(err)
		}
		if s.Size != tc.want {
			t.Errorf("as of %s: %d entries, want %d", tc.at, s.Size, tc.want)
		}
	}
}

// TestReplayRefuses proves that no false state is given of a damaged log.
func TestReplayRefuses(t *testing.T) {
	t.Parallel()
	s, _ := testKey("unit")
	for name, damage := range map[string]func(b *book){
		"entry gone":      func(b *book) { b.leaves = slices.Delete(b.leaves, 2, 3) },
		"entry altered":   func(b *book) { b.leaves[2].Body[3] ^= 1 },
		"detail gone":     func(b *book) { b.details = slices.Delete(b.details, 2, 3) },
		"image altered":   func(b *book) { b.details[4].Image[9] ^= 1 },
		"version altered": func(b *book) { b.details[4].Version++ },
		"row exchanged":   func(b *book) { b.details[3].ID, b.details[4].ID = b.details[4].ID, b.details[3].ID },
		"detail too many": func(b *book) {
			d := b.details[len(b.details)-1]
			d.N, d.ID = 1, "new"
			b.details = append(b.details, d)
		},
	} {
		b := sampleBook(s)
		damage(b)
		if _, err := Replay(b.log(), nil); fault.KindOf(err) != fault.Conflict {
			t.Errorf("%s: %v", name, err)
		}
	}
	b := sampleBook(s)
	for n := range 8 {
		l := b.log()
		l.Details = cutOff(l.Details, n)
		if _, err := Replay(l, nil); !errors.Is(err, io.ErrUnexpectedEOF) {
			t.Errorf("details fail after %d: %v", n, err)
		}
		l = b.log()
		l.Leaves = cutOff(l.Leaves, n)
		if _, err := Replay(l, nil); n < 7 && !errors.Is(err, io.ErrUnexpectedEOF) {
			t.Errorf("leaves fail after %d: %v", n, err)
		}
	}
}

func TestCompare(t *testing.T) {
	t.Parallel()
	base := func() *book {
		b := newBook()
		b.write("finding.add", "finding", "1")
		b.write("finding.add", "finding", "2")
		return b
	}
	more := base()
	more.write("finding.submit", "finding", "1")
	other := base()
	other.write("finding.void", "finding", "2")
	unreadable := more.clone()
	unreadable.leaves[2].Body = []byte("x")
	a, b := fault.Msg{ZH: "本地账册", EN: "the local book"}, fault.Msg{ZH: "来件", EN: "the file"}
	var said strings.Builder
	for _, tc := range []struct {
		a, b   *book
		want   Relation
		common int64
	}{
		{newBook(), newBook(), Same, 0},
		{newBook(), base(), Behind, 0},
		{base(), base(), Same, 2},
		{base(), more, Behind, 2},
		{more, base(), Ahead, 2},
		{more, other, Parted, 2},
		{more, unreadable, Parted, 2},
	} {
		c, err := Compare(tc.a.log().Leaves, tc.b.log().Leaves)
		if err != nil {
			t.Fatal(err)
		}
		if c.Relation != tc.want || c.Common != tc.common {
			t.Errorf("%s after %d, want %s after %d", c.Relation, c.Common, tc.want, tc.common)
		}
		if parted := c.Relation == Parted; parted != (c.A != nil && c.B != nil) {
			t.Errorf("%s shows %v and %v", c.Relation, c.A, c.B)
		}
		m := c.Msg(a, b)
		fmt.Fprintf(&said, "%s\n%s\n", m.ZH, m.EN)
	}
	checkGolden(t, "compare.golden", said.String())
	for n := range 2 {
		_, err := Compare(cutOff(base().log().Leaves, n), base().log().Leaves)
		_, err2 := Compare(base().log().Leaves, cutOff(base().log().Leaves, n))
		if !errors.Is(err, io.ErrUnexpectedEOF) || !errors.Is(err2, io.ErrUnexpectedEOF) {
			t.Errorf("reading fails after %d: %v, %v", n, err, err2)
		}
	}
}
