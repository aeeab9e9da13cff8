package journal

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestVerifySound(t *testing.T) {
	t.Parallel()
	signer, verifier := testKey("unit")
	b := sampleBook(signer)
	r := verify(t, b.copy(verifier))
	if !r.OK() || len(r.Faults) != 0 {
		t.Errorf("a sound log has faults %v", kinds(r))
	}
	want := Report{Size: 7, Root: b.head.Root(), RootSM3: b.head.RootSM3(), Details: 10, Blotted: 1, Checkpoints: 2, Rows: 6, Faults: []Fault{}}
	if d := cmp.Diff(want, r); d != "" {
		t.Errorf("report (-want +got):\n%s", d)
	}
	if r := verify(t, (&book{origin: b.origin}).copy()); len(r.Faults) != 0 || r.Root != (Head{}).Root() {
		t.Errorf("an empty log has faults %v", kinds(r))
	}
	least := verify(t, Copy{Origin: b.origin, Log: b.log()})
	if len(least.Faults) != 0 || least.Root != b.head.Root() {
		t.Errorf("a log by itself has faults %v", kinds(least))
	}
}

// tamperings are things done by hand to the sample book, and the faults that tell
// of them.
var tamperings = []struct {
	name string
	do   func(b *book, s Signer)
	want []string
}{
	{"actor of an entry", func(b *book, _ Signer) {
		b.leaves[2].Body = bytes.Replace(b.leaves[2].Body, []byte("用户 7"), []byte("用户 9"), 1)
	}, []string{"entry_altered 2", "checkpoint_broken 3", "head_altered 7"}},
	{"an entry that is none", func(b *book, _ Signer) { b.leaves[5].Body = []byte(`{"index":5}`) },
		[]string{"entry_unreadable 5", "entry_altered 5", "checkpoint_broken 7", "head_altered 7"}},
	{"two entries exchanged", func(b *book, _ Signer) {
		b.leaves[4].Body, b.leaves[5].Body = b.leaves[5].Body, b.leaves[4].Body
	}, []string{"entry_misplaced 4", "entry_altered 4", "detail_missing 4", "entry_misplaced 5", "clock_back 5", "entry_altered 5", "detail_stray 5 finding/3",
		"details_altered 5 finding/1", "checkpoint_broken 7", "head_altered 7"}},
	{"an entry deleted", func(b *book, _ Signer) { b.leaves = slices.Delete(b.leaves, 3, 4) }, []string{"entry_missing 3"}},
	{"an entry deleted with its details", func(b *book, _ Signer) {
		b.leaves = slices.Delete(b.leaves, 2, 3)
		b.details = slices.DeleteFunc(b.details, func(d Detail) bool { return d.Index == 2 })
	}, []string{"entry_missing 2", "version_gap 4 finding/2"}},
	{"the end cut off", func(b *book, _ Signer) {
		b.leaves = b.leaves[:5]
		b.details = slices.DeleteFunc(b.details, func(d Detail) bool { return d.Index >= 5 })
	}, []string{"hash_missing 5", "checkpoint_ahead 7", "head_altered 5", "blot_unrecorded 0 finding/1",
		"row_blotted 0 finding/1", "row_altered 0 finding/3", "row_unrecorded -1 blot/0/0"}},
	{"entries deleted", func(b *book, _ Signer) { b.leaves = slices.Delete(b.leaves, 3, 5) }, []string{"entry_missing 3", "detail_stray 4 finding/2"}},
	{"an entry again", func(b *book, _ Signer) { b.leaves = append(b.leaves, b.leaves[1]) }, []string{"entry_out_of_turn 1"}},
	{"an entry at the end of all numbers", func(b *book, _ Signer) { b.leaves = append(b.leaves, Leaf{math.MaxInt64, b.leaves[1].Body}) },
		[]string{"entry_out_of_turn 9223372036854775807"}},
	{"an entry rewritten with all hashes, head and details", func(b *book, s Signer) {
		f := sampleBook(s)
		*b = *newBook()
		b.write("inspection.import", "finding", "1", "2", "3")
		b.write("measure.add", "measure", "11", "12")
		b.write("finding.void", "finding", "2")
		b.checkpoints = f.checkpoints[:1]
	}, []string{"checkpoint_broken 3"}},
	{"the clock set back", func(b *book, s Signer) {
		b.now = b.now.Add(-24 * time.Hour)
		b.write("finding.amend", "finding", "2")
	}, []string{"clock_back 7"}},
	{"waiting for one's turn", func(b *book, s Signer) {
		b.now = b.now.Add(-150 * time.Second) // 53 seconds before the last
		b.write("finding.amend", "finding", "2")
	}, nil},
	{"a stored leaf hash", func(b *book, _ Signer) { b.hashes[FirstHash(4)][0] ^= 1 }, []string{"entry_altered 4", "hash_altered 5"}},
	{"a stored inner hash", func(b *book, _ Signer) { b.hashes[FirstHash(3)+2][0] ^= 1 }, []string{"hash_altered 3"}},
	{"a stored hash too many", func(b *book, _ Signer) { b.hashes = append(b.hashes, Hash{1}) }, []string{"hash_missing 7"}},
	{"a stored leaf hash deleted", func(b *book, _ Signer) { b.hashes[FirstHash(4)] = Hash{} }, []string{"hash_missing 4"}},
	{"a stored inner hash deleted", func(b *book, _ Signer) { b.hashes[FirstHash(3)+2] = Hash{} }, []string{"hash_missing 3"}},
	{"the last stored hash deleted", func(b *book, _ Signer) { b.hashes[len(b.hashes)-1] = Hash{} }, []string{"hash_missing 6"}},
	{"the head", func(b *book, _ Signer) { b.head = must(ParseHead(append(b.head.Bytes()[:150], make([]byte, 54)...))) }, []string{"head_altered 7"}},
	{"an image", func(b *book, _ Signer) {
		b.details[1].Image = bytes.Replace(b.details[1].Image, []byte("1234567"), []byte("1234568"), 1)
	},
		[]string{"detail_altered 0 finding/2"}},
	{"an image and its digest", func(b *book, _ Signer) {
		d := &b.details[5]
		d.Image = bytes.Replace(d.Image, []byte("2469134"), []byte("2469135"), 1)
		d.Digest, _ = imageDigest(nil, d.Salt, d.Image)
	}, []string{"details_altered 2 finding/2"}},
	{"one of several images and its digest", func(b *book, _ Signer) {
		d := &b.details[3]
		d.Image = must(Image(map[string]int{"amount": 1}))
		d.Digest, _ = imageDigest(nil, d.Salt, d.Image)
	}, []string{"details_altered 1", "row_altered 1 measure/11"}},
	{"a version", func(b *book, _ Signer) { b.details[6].Version = 7 },
		[]string{"version_gap 4 finding/2", "details_altered 4 finding/2", "row_altered 4 finding/2"}},
	{"a detail deleted", func(b *book, _ Signer) { b.details = slices.Delete(b.details, 3, 4) },
		[]string{"detail_missing 1", "row_unrecorded -1 measure/11"}},
	{"a detail put in", func(b *book, _ Signer) {
		d := b.details[9]
		d.ID, d.N = "13", 1
		b.details = append(b.details, d)
	}, []string{"detail_stray 6 blot/13", "row_missing 6 blot/13"}},
	{"a detail of no entry", func(b *book, _ Signer) {
		d := b.details[9]
		d.ID, d.Index = "13", 7
		b.details = append(b.details, d)
	}, []string{"detail_stray 7 blot/13", "row_missing 7 blot/13"}},
	{"blotted out without a word", func(b *book, _ Signer) { b.details[1] = b.details[1].Blot() }, []string{"blot_unrecorded 0 finding/2"}},
	{"blotted out, the latest image", func(b *book, _ Signer) { b.details[4] = b.details[4].Blot() },
		[]string{"blot_unrecorded 1 measure/12", "row_blotted 1 measure/12"}},
	{"a salt left behind", func(b *book, _ Signer) { b.details[0].Salt[0] = 1 }, []string{"detail_altered 0 finding/1"}},
	{"a checkpoint", func(b *book, _ Signer) {
		b.checkpoints[0] = bytes.Replace(b.checkpoints[0], []byte("\n3\n"), []byte("\n2\n"), 1)
	},
		[]string{"checkpoint_invalid -1"}},
	{"a checkpoint by someone else", func(b *book, _ Signer) {
		other, _ := testKey("other")
		b.sign(other)
	}, []string{"checkpoint_invalid -1"}},
	{"a checkpoint of another book", func(b *book, s Signer) {
		b.checkpoints = append(b.checkpoints, must(b.head.Checkpoint(Origin("other"), b.now).Sign(s)))
	}, []string{"checkpoint_foreign 7"}},
	{"a checkpoint of another log", func(b *book, s Signer) {
		b.checkpoints = append(b.checkpoints, must(Checkpoint{b.origin, 5, Hash{1}, Hash{2}, start}.Sign(s)))
	}, []string{"checkpoint_broken 5"}},
	{"a row of the ledger", func(b *book, _ Signer) {
		b.rows[1].Image = bytes.Replace(b.rows[1].Image, []byte("3703701"), []byte("3703700"), 1)
	}, []string{"row_altered 4 finding/2"}},
	{"a version in the ledger", func(b *book, _ Signer) { b.rows[1].Version-- }, []string{"row_altered 4 finding/2"}},
	{"a row put in", func(b *book, _ Signer) {
		b.rows = append(b.rows, Row{Key{"finding", "9"}, 1, bytes.Clone(b.rows[1].Image)})
	},
		[]string{"row_unrecorded -1 finding/9"}},
	{"a row deleted", func(b *book, _ Signer) { b.rows = slices.Delete(b.rows, 1, 2) }, []string{"row_missing 4 finding/2"}},
	{"a row that is no object", func(b *book, _ Signer) { b.rows[1].Image = []byte("x") }, []string{"row_altered 4 finding/2"}},
	{"a row written otherwise", func(b *book, _ Signer) { b.rows[1].Image = append(b.rows[1].Image, ' ') }, []string{"row_altered 4 finding/2"}},
}

// TestTamperings holds what each tampering is called, and the sentences that
// people read (testdata/faults.golden).
func TestTamperings(t *testing.T) {
	t.Parallel()
	signer, verifier := testKey("unit")
	var said strings.Builder
	for _, tc := range tamperings {
		b := sampleBook(signer).clone()
		tc.do(b, signer)
		r := verify(t, b.copy(verifier))
		if d := cmp.Diff(tc.want, kinds(r)); d != "" {
			t.Errorf("%s (-want +got):\n%s", tc.name, d)
		}
		if sound := len(tc.want) == 0 || tc.want[0] == "clock_back 7"; r.OK() != sound {
			t.Errorf("%s: OK is %v", tc.name, r.OK())
		}
		fmt.Fprintf(&said, "-- %s --\n", tc.name)
		for _, f := range r.Faults {
			fmt.Fprintf(&said, "%s %d %s %s\n  want %s\n  got  %s\n  %s\n  %s\n", f.Kind, f.Index, f.Table, f.ID, f.Want, f.Got, f.Msg.ZH, f.Msg.EN)
		}
	}
	checkGolden(t, "faults.golden", said.String())
}

// TestWitness proves that a printed page suffices to see what was rewritten by
// someone who has the key.
func TestWitness(t *testing.T) {
	t.Parallel()
	signer, verifier := testKey("unit")
	b := sampleBook(signer)
	paper := Checkpoint{Origin: b.origin, Size: b.head.Size(), Root: b.head.Root()}
	c := b.copy(verifier)
	c.Witnesses = []Checkpoint{paper}
	if r := verify(t, c); len(r.Faults) != 0 || r.Checkpoints != 3 {
		t.Errorf("the page fits, but: %v", kinds(r))
	}
	forged := newBook()
	for range paper.Size {
		forged.write("finding.add", "finding", "1")
	}
	forged.sign(signer)
	c = forged.copy(verifier)
	if r := verify(t, c); len(r.Faults) != 0 {
		t.Errorf("without the page nothing can be seen, but: %v", kinds(r))
	}
	c.Witnesses = []Checkpoint{paper}
	if r := verify(t, c); !slices.Equal(kinds(r), []string{"checkpoint_broken 7"}) {
		t.Errorf("with the page: %v", kinds(r))
	}
}

// TestBlot proves that blotting leaves every leaf, hash and checkpoint as it is
// and nothing of the image behind.
func TestBlot(t *testing.T) {
	t.Parallel()
	signer, verifier := testKey("unit")
	b := sampleBook(signer)
	for i := range b.details {
		d := b.details[i].Blot()
		if !d.Blotted() || d.Salt != (Salt{}) || bytes.Contains(d.Line(), []byte("salt")) || bytes.Contains(d.Line(), []byte("image")) {
			t.Errorf("detail %d keeps something: %s", i, d.Line())
		}
		if d.Digest != b.details[i].Digest || d.Key != b.details[i].Key {
			t.Errorf("detail %d loses its place", i)
		}
		b.details[i] = d
	}
	for _, f := range verify(t, b.copy(verifier)).Faults {
		if f.Kind != BlotUnrecorded && f.Kind != RowBlotted {
			t.Errorf("everything is blotted out: %s %d", f.Kind, f.Index)
		}
	}
	s, err := Replay(b.log(), nil)
	if err != nil || s.Len() != len(b.rows) {
		t.Errorf("replayed: %v", err)
	}
}

// TestEveryBit flips bits in every byte of everything that is kept of a log; each
// time Verify must see it, and where it can be known, name the place.
func TestEveryBit(t *testing.T) {
	t.Parallel()
	signer, verifier := testKey("unit")
	b := sampleBook(signer)
	f := flipper{t, b, verifier}
	for i := range b.leaves {
		f.bytes(fmt.Sprintf("leaf %d", i), b.leaves[i].Body, int64(i))
		f.number(fmt.Sprintf("key of leaf %d", i), &b.leaves[i].Index, -1)
	}
	for i := range b.details {
		d := &b.details[i]
		what, index := fmt.Sprintf("detail %d ", i), d.Index
		f.text(what+"table", &d.Table, index)
		f.text(what+"id", &d.ID, index)
		f.number(what+"version", &d.Version, index)
		f.bytes(what+"salt", d.Salt[:], index)
		f.bytes(what+"image", d.Image, index)
		f.bytes(what+"SHA-256", d.Digest.SHA256[:], index)
		f.bytes(what+"SM3", d.Digest.SM3[:], index)
		f.number(what+"index", &d.Index, index)
		for bit := range 63 {
			d.N ^= 1 << bit
			f.see(fmt.Sprintf("%s place, bit %d", what, bit), index)
			d.N ^= 1 << bit
		}
	}
	for i := range b.hashes {
		f.bytes(fmt.Sprintf("hash %d", i), b.hashes[i][:], -1)
	}
	for i := range b.checkpoints {
		f.bytes(fmt.Sprintf("checkpoint %d", i), b.checkpoints[i], -1)
	}
	for i := range b.rows {
		r := &b.rows[i]
		f.text(fmt.Sprintf("row %d table", i), &r.Table, -1)
		f.text(fmt.Sprintf("row %d id", i), &r.ID, -1)
		f.number(fmt.Sprintf("row %d version", i), &r.Version, -1)
		f.bytes(fmt.Sprintf("row %d image", i), r.Image, -1)
	}
	head := b.head.Bytes()
	flipped(head, func(at int) {
		if h, err := ParseHead(head); err == nil {
			b.head = h
			f.see(fmt.Sprintf("head, byte %d", at), -1)
		}
	})
}

// A flipper changes one thing of a book, wants Verify to see it, and changes it
// back.
type flipper struct {
	t        *testing.T
	book     *book
	verifier Verifier
}

// see wants a fault, and one that names entry index unless that is -1.
func (f flipper) see(what string, index int64) {
	f.t.Helper()
	r := verify(f.t, f.book.copy(f.verifier))
	if r.OK() {
		f.t.Errorf("%s: not seen", what)
	}
	if index >= 0 && !slices.ContainsFunc(r.Faults, func(f Fault) bool { return f.Index == index }) {
		f.t.Errorf("%s: seen, but not at entry %d: %v", what, index, kinds(r))
	}
}

func (f flipper) bytes(what string, s []byte, index int64) {
	flipped(s, func(at int) { f.see(fmt.Sprintf("%s, byte %d", what, at), index) })
}

func (f flipper) text(what string, s *string, index int64) {
	old := *s
	buf := []byte(old)
	flipped(buf, func(at int) {
		*s = string(buf)
		f.see(fmt.Sprintf("%s, byte %d", what, at), index)
	})
	*s = old
}

func (f flipper) number(what string, n *int64, index int64) {
	for bit := range 64 {
		*n ^= 1 << bit
		f.see(fmt.Sprintf("%s, bit %d", what, bit), index)
		*n ^= 1 << bit
	}
}

// TestVerifyReading proves that what cannot be read is an error and no fault.
func TestVerifyReading(t *testing.T) {
	t.Parallel()
	signer, verifier := testKey("unit")
	b := sampleBook(signer)
	altered := b.clone()
	altered.rows[1].Image = []byte("{}")
	reads := 0
	for n := range 12 {
		for name, c := range map[string]func(*Copy){
			"leaves":      func(c *Copy) { c.Leaves = cutOff(c.Leaves, n) },
			"details":     func(c *Copy) { c.Details = cutOff(c.Details, n) },
			"hashes":      func(c *Copy) { c.Hashes = cutOff(c.Hashes, n) },
			"checkpoints": func(c *Copy) { c.Checkpoints = cutOff(c.Checkpoints, n) },
			"rows":        func(c *Copy) { c.Rows = cutOff(c.Rows, n) },
			"details again": func(c *Copy) {
				all, first := c.Details, true
				c.Rows = altered.copy().Rows
				c.Details = func(yield func(Detail, error) bool) {
					if s := cutOff(all, n); !first {
						s(yield)
						return
					}
					first = false
					all(yield)
				}
			},
		} {
			damaged := b.copy(verifier)
			c(&damaged)
			r, err := Verify(damaged)
			if err == nil {
				continue // n is over its length
			}
			reads++
			if !errors.Is(err, io.ErrUnexpectedEOF) || len(r.Faults) != 0 {
				t.Errorf("%s after %d: %v, faults %v", name, n, err, kinds(r))
			}
		}
	}
	if want := 7 + 10 + 11 + 2 + 6 + 10; reads != want {
		t.Errorf("%d of %d failures were errors", reads, want)
	}
}
