package journal

import (
	"bytes"
	"fmt"
	"math"
	"testing"

	"github.com/emmansun/gmsm/sm3"
	"golang.org/x/mod/sumdb/tlog"
	"pgregory.net/rapid"

	"zhenggai/fault"
)

// stored reads hashes from a slice, as from a table.
func stored(hashes []Hash) HashReader {
	return HashReaderFunc(func(indexes []int64) ([]Hash, error) {
		out := make([]Hash, len(indexes))
		for i, at := range indexes {
			if at >= int64(len(hashes)) {
				return nil, fmt.Errorf("no hash %d", at)
			}
			out[i] = hashes[at]
		}
		return out, nil
	})
}

// naiveSM3 is the Merkle tree hash as RFC 6962, 2.1 writes it, with SM3.
func naiveSM3(leaves [][]byte) Hash {
	switch n := len(leaves); n {
	case 0:
		return sm3.Sum(nil)
	case 1:
		return sm3.Sum(append([]byte{0}, leaves[0]...))
	default:
		k := 1
		for k*2 < n {
			k *= 2
		}
		l, r := naiveSM3(leaves[:k]), naiveSM3(leaves[k:])
		return sm3.Sum(append(append([]byte{1}, l[:]...), r[:]...))
	}
}

// TestAppend holds the head against tlog, which reads the hashes it needs, and
// against the definition.
func TestAppend(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		leaves := rapid.SliceOfN(rapid.SliceOfN(rapid.Byte(), 0, 40), 0, 70).Draw(t, "leaves")
		var head Head
		var hashes []Hash
		for n, leaf := range leaves {
			want, err := tlog.StoredHashes(int64(n), leaf, stored(hashes))
			if err != nil {
				t.Fatal(err)
			}
			before := head.Bytes()
			got, next, err := head.Append(leaf)
			if err != nil || fmt.Sprint(got) != fmt.Sprint(want) {
				t.Fatalf("leaf %d gives %v, %v; tlog gives %v", n, got, err, want)
			}
			if FirstHash(head.Size()) != int64(len(hashes)) {
				t.Fatalf("the hashes of leaf %d do not follow", n)
			}
			if !bytes.Equal(head.Bytes(), before) {
				t.Fatalf("appending changed the old head")
			}
			hashes = append(hashes, got...)
			if head, err = ParseHead(next.Bytes()); err != nil {
				t.Fatal(err)
			}
		}
		root, err := tlog.TreeHash(int64(len(leaves)), stored(hashes))
		if err != nil || head.Root() != root || head.Size() != int64(len(leaves)) {
			t.Fatalf("root %v, %v; tlog has %v", head.Root(), err, root)
		}
		if head.RootSM3() != naiveSM3(leaves) {
			t.Fatalf("the SM3 root is not that of the definition")
		}
	})
}

// TestHeadsPart proves that two heads made from one do not share memory.
func TestHeadsPart(t *testing.T) {
	t.Parallel()
	var head Head
	for range 5 {
		_, head, _ = head.Append([]byte("x"))
	}
	_, a, _ := head.Append([]byte("a"))
	root := a.Root()
	_, b, _ := head.Append([]byte("b"))
	if a.Root() != root || a.Root() == b.Root() {
		t.Error("one head changed the other")
	}
}

func TestHeadLimits(t *testing.T) {
	t.Parallel()
	full := Head{size: math.MaxInt64}
	if _, _, err := full.Append(nil); fault.KindOf(err) != fault.Conflict {
		t.Errorf("a full log: %v", err)
	}
	var head Head
	for range 7 {
		_, head, _ = head.Append([]byte("x"))
	}
	good := head.Bytes()
	for _, b := range [][]byte{nil, []byte("zgh"), []byte("zgh1\x00"), good[:len(good)-1], append(bytes.Clone(good), 0), append([]byte("zgh2"), good[4:]...)} {
		if _, err := ParseHead(b); err == nil {
			t.Errorf("ParseHead(%q) takes it", b)
		}
	}
	negative := bytes.Clone(good)
	negative[4] |= 0x80
	if _, err := ParseHead(append(negative, make([]byte, 64)...)); err == nil {
		t.Error("ParseHead takes a negative size")
	}
}

// grown returns the roots of a log of 0, 1, … n leaves, and its stored hashes.
func grown(n int64, leaf func(int64) []byte) (roots, hashes []Hash) {
	var head Head
	roots = append(roots, head.Root())
	for i := range n {
		var more []Hash
		more, head, _ = head.Append(leaf(i))
		hashes = append(hashes, more...)
		roots = append(roots, head.Root())
	}
	return roots, hashes
}

func TestProofs(t *testing.T) {
	t.Parallel()
	const most = 33
	leaf := func(i int64) []byte { return fmt.Appendf(nil, "leaf %d", i) }
	roots, hashes := grown(most, leaf)
	r := stored(hashes)
	for size := int64(0); size <= most; size++ {
		for i := range size {
			p, err := ProveInclusion(size, i, r)
			if err != nil {
				t.Fatal(err)
			}
			if err := CheckInclusion(p, size, roots[size], i, leaf(i)); err != nil {
				t.Fatalf("leaf %d of %d: %v", i, size, err)
			}
			if CheckInclusion(p, size, roots[size], i, leaf(i+1)) == nil || CheckInclusion(p, size, roots[size-1], i, leaf(i)) == nil {
				t.Fatalf("leaf %d of %d: a false proof holds", i, size)
			}
		}
		for old := int64(0); old <= size; old++ {
			p, err := ProveConsistency(old, size, r)
			if err != nil {
				t.Fatal(err)
			}
			if err := CheckConsistency(p, old, roots[old], size, roots[size]); err != nil {
				t.Fatalf("%d within %d: %v", old, size, err)
			}
			if CheckConsistency(p, old, Hash{1}, size, roots[size]) == nil {
				t.Fatalf("%d within %d: a false root holds", old, size)
			}
			if old > 0 && CheckConsistency(p, old, roots[old], size, Hash{1}) == nil {
				t.Fatalf("%d within %d: a false new root holds", old, size)
			}
			if CheckConsistency(append(p, Hash{}), old, roots[old], size, roots[size]) == nil {
				t.Fatalf("%d within %d: a proof with something added holds", old, size)
			}
		}
	}
}

func TestProofEdges(t *testing.T) {
	t.Parallel()
	const most = 33
	roots, hashes := grown(most, func(int64) []byte { return nil })
	r := stored(hashes)
	if CheckConsistency(nil, 0, roots[0], 0, Hash{1}) == nil {
		t.Error("an empty log with another root holds")
	}
	for _, at := range [][2]int64{{0, 0}, {3, 3}, {3, -1}, {-1, 0}} {
		if _, err := ProveInclusion(at[0], at[1], r); fault.KindOf(err) != fault.NotFound {
			t.Errorf("entry %d of %d: %v", at[1], at[0], err)
		}
		if CheckInclusion(nil, at[0], Hash{}, at[1], nil) == nil {
			t.Errorf("entry %d of %d has a proof", at[1], at[0])
		}
	}
	for _, at := range [][2]int64{{4, 3}, {-1, 3}} {
		if _, err := ProveConsistency(at[0], at[1], r); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%d within %d: %v", at[0], at[1], err)
		}
		if CheckConsistency(nil, at[0], Hash{}, at[1], Hash{}) == nil {
			t.Errorf("%d within %d has a proof", at[0], at[1])
		}
	}
	short := stored(hashes[:2])
	if _, err := ProveInclusion(most, 0, short); err == nil {
		t.Error("a proof without hashes")
	}
	if _, err := ProveConsistency(5, most, short); err == nil {
		t.Error("a proof without hashes")
	}
}
