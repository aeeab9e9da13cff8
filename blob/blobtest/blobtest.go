// Package blobtest holds the contract of blob.Store as tests, the same for every
// store.
package blobtest

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"
	"testing/iotest"

	"zhenggai/blob"
	"zhenggai/fault"
)

// HashOf returns the hash of b.
func HashOf(b []byte) blob.Hash { return sha256.Sum256(b) }

// Bytes returns n bytes that differ with seed.
func Bytes(seed uint64, n int) []byte {
	rnd, b := rand.New(rand.NewPCG(seed, 0)), make([]byte, n)
	for i := range b {
		b[i] = byte(rnd.Uint32())
	}
	return b
}

// Put puts b into s under its own hash and reports whether it was there.
func Put(t testing.TB, s blob.Store, b []byte) (there bool) {
	t.Helper()
	there, err := s.Put(t.Context(), HashOf(b), int64(len(b)), bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	return there
}

// Get returns the bytes of an object.
func Get(t testing.TB, s blob.Store, h blob.Hash) []byte {
	t.Helper()
	r, err := s.Open(t.Context(), h)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	b, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// Run holds the store that open makes, an empty one each time, to the contract.
func Run(t *testing.T, open func(t *testing.T) blob.Store) {
	for _, c := range []struct {
		name string
		test func(*testing.T, blob.Store)
	}{
		{"put and open", putAndOpen},
		{"absent", absent},
		{"wrong bytes are not kept", wrongBytes},
		{"a put cut off can be done again", cutOff},
		{"other bytes under a known hash", otherBytes},
		{"many put the same", manyPutTheSame},
		{"walk", walk},
		{"cancelled", cancelled},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			c.test(t, open(t))
		})
	}
}

func putAndOpen(t *testing.T, s blob.Store) {
	for i, n := range []int{0, 1, 511, 64 << 10, 1<<20 + 7} {
		b := Bytes(uint64(i), n)
		if Put(t, s, b) {
			t.Errorf("%d bytes were there before they were put", n)
		}
		if !Put(t, s, b) {
			t.Errorf("%d bytes were not there when they were put again", n)
		}
		if got := Get(t, s, HashOf(b)); !bytes.Equal(got, b) {
			t.Errorf("%d bytes came back as %d other ones", n, len(got))
		}
		if o, err := s.Stat(t.Context(), HashOf(b)); err != nil || o != (blob.Object{Hash: HashOf(b), Size: int64(n)}) {
			t.Errorf("%d bytes are %+v, %v", n, o, err)
		}
	}
	b := Bytes(3, 64<<10)
	r, err := s.Open(t.Context(), HashOf(b))
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	part := make([]byte, 100)
	if _, err := r.Seek(1000, io.SeekStart); err != nil {
		t.Fatal(err)
	}
	if _, err := io.ReadFull(r, part); err != nil || !bytes.Equal(part, b[1000:1100]) {
		t.Errorf("reading from the middle: %v", err)
	}
}

func absent(t *testing.T, s blob.Store) {
	h := HashOf([]byte("never put"))
	_, openErr := s.Open(t.Context(), h)
	_, statErr := s.Stat(t.Context(), h)
	for _, err := range []error{openErr, statErr} {
		if !errors.Is(err, blob.Missing) || fault.KindOf(err) != fault.NotFound {
			t.Errorf("an absent object is %v", err)
		}
	}
}

// refuse puts what must not succeed, and sees that nothing came of it.
func refuse(t *testing.T, s blob.Store, h blob.Hash, size int64, r io.Reader, want blob.Cause) {
	t.Helper()
	if _, err := s.Put(t.Context(), h, size, r); !errors.Is(err, want) {
		t.Errorf("put is %v, want %s", err, want)
	}
	if _, err := s.Stat(t.Context(), h); !errors.Is(err, blob.Missing) {
		t.Errorf("after a put that was refused: %v", err)
	}
}

func wrongBytes(t *testing.T, s blob.Store) {
	b := Bytes(1, 100<<10)
	bad := bytes.Clone(b)
	bad[len(bad)-1] ^= 1
	size := int64(len(b))
	refuse(t, s, HashOf(b), size, bytes.NewReader(bad), blob.Mismatch)
	refuse(t, s, HashOf(b), size, bytes.NewReader(append(bad, 0)), blob.Mismatch)
	refuse(t, s, HashOf(b), size, bytes.NewReader(append(bytes.Clone(b), 0)), blob.Mismatch)
	refuse(t, s, HashOf([]byte("x")), 0, strings.NewReader(""), blob.Mismatch)
	refuse(t, s, HashOf(nil), 0, strings.NewReader("x"), blob.Mismatch)
}

func cutOff(t *testing.T, s blob.Store) {
	b := Bytes(2, 200<<10)
	for _, n := range []int{0, 1, 100 << 10, len(b) - 1} {
		refuse(t, s, HashOf(b), int64(len(b)), bytes.NewReader(b[:n]), blob.Interrupted)
		broken := io.MultiReader(bytes.NewReader(b[:n]), iotest.ErrReader(errors.New("connection reset")))
		refuse(t, s, HashOf(b), int64(len(b)), broken, blob.Interrupted)
	}
	if Put(t, s, b) {
		t.Error("what was cut off was kept")
	}
	if !bytes.Equal(Get(t, s, HashOf(b)), b) {
		t.Error("other bytes came back")
	}
}

func otherBytes(t *testing.T, s blob.Store) {
	b := Bytes(4, 4096)
	Put(t, s, b)
	func() {
		defer func() { _ = recover() }() // Memory panics: it is a bug of its caller
		if _, err := s.Put(t.Context(), HashOf(b), int64(len(b)), bytes.NewReader(Bytes(5, 4096))); !errors.Is(err, blob.Mismatch) {
			t.Errorf("other bytes under a known hash: %v", err)
		}
	}()
	if !bytes.Equal(Get(t, s, HashOf(b)), b) {
		t.Error("an object was written over")
	}
}

func manyPutTheSame(t *testing.T, s blob.Store) {
	b := Bytes(6, 300<<10)
	var wg sync.WaitGroup
	var mu sync.Mutex
	fresh := 0
	for range 8 {
		wg.Go(func() {
			there, err := s.Put(t.Context(), HashOf(b), int64(len(b)), bytes.NewReader(b))
			if err != nil {
				t.Error(err)
			}
			mu.Lock()
			defer mu.Unlock()
			if !there {
				fresh++
			}
		})
	}
	wg.Wait()
	if fresh != 1 {
		t.Errorf("%d of 8 were told that they were first", fresh)
	}
	if !bytes.Equal(Get(t, s, HashOf(b)), b) {
		t.Error("other bytes came back")
	}
}

func walk(t *testing.T, s blob.Store) {
	want := map[blob.Hash]int64{}
	for i := range 30 {
		b := Bytes(uint64(100+i), i+1)
		Put(t, s, b)
		want[HashOf(b)] = int64(len(b))
	}
	var last blob.Hash
	n := 0
	for o, err := range s.Walk(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		if size, ok := want[o.Hash]; !ok || o.Size != size || o.Stray != "" {
			t.Errorf("walked to %+v, want size %d", o, size)
		}
		if n > 0 && last.Compare(o.Hash) >= 0 {
			t.Errorf("%s comes after %s", o.Hash, last)
		}
		last = o.Hash
		n++
	}
	if n != len(want) {
		t.Errorf("walked to %d objects of %d", n, len(want))
	}
	for range s.Walk(t.Context()) {
		break // must be allowed
	}
	res, err := blob.Check(t.Context(), s, func(yield func(blob.Hash, int64) bool) {
		for h, size := range want {
			if !yield(h, size) {
				return
			}
		}
	})
	if err != nil || len(res.Flaws) > 0 || res.Objects != len(want) {
		t.Errorf("check: %+v, %v", res, err)
	}
}

func cancelled(t *testing.T, s blob.Store) {
	kept := Bytes(7, 10)
	Put(t, s, kept)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	b := Bytes(8, 10)
	_, putErr := s.Put(ctx, HashOf(b), int64(len(b)), bytes.NewReader(b))
	_, openErr := s.Open(ctx, HashOf(kept))
	_, statErr := s.Stat(ctx, HashOf(kept))
	var walkErr error
	for _, err := range s.Walk(ctx) {
		walkErr = err
	}
	for i, err := range []error{putErr, openErr, statErr, walkErr} {
		if !errors.Is(err, blob.Cancelled) || !errors.Is(err, context.Canceled) {
			t.Error(fmt.Errorf("call %d after cancelling: %w", i, err))
		}
	}
	if _, err := s.Stat(t.Context(), HashOf(b)); !errors.Is(err, blob.Missing) {
		t.Errorf("a cancelled put: %v", err)
	}
}
