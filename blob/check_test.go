package blob_test

import (
	"context"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"zhenggai/blob"
	"zhenggai/blob/blobtest"
)

// TestCheck spoils a store in each way and holds that Check names exactly that.
func TestCheck(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	f := openFolder(t, dir)
	known := map[blob.Hash]int64{}
	names := make([]blob.Hash, 6)
	for i := range names {
		b := blobtest.Bytes(uint64(i), 1000+i)
		blobtest.Put(t, f, b)
		names[i] = blobtest.HashOf(b)
		known[names[i]] = int64(len(b))
	}
	at := func(h blob.Hash) string { return filepath.Join(dir, h.String()[:2], h.String()) }
	object := func(i int) blob.Object { return blob.Object{Hash: names[i], Size: int64(1000 + i)} }
	flipped := blobtest.Bytes(1, 1001)
	flipped[500] ^= 1
	for _, err := range []error{
		os.Remove(at(names[0])),
		os.WriteFile(at(names[1]), flipped, 0o600),
		os.Truncate(at(names[2]), 10),
		os.WriteFile(filepath.Join(dir, "notes.txt"), []byte("x"), 0o600),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	delete(known, names[3])
	res, err := blob.Check(t.Context(), f, maps.All(known))
	if err != nil {
		t.Fatal(err)
	}
	want := []blob.Flaw{
		{Kind: blob.FlawExtra, Object: blob.Object{Stray: "notes.txt"}},
		{Kind: blob.FlawMissing, Object: object(0)},
		{Kind: blob.FlawBytes, Object: object(1), Size: 1001},
		{Kind: blob.FlawSize, Object: object(2), Size: 10},
		{Kind: blob.FlawExtra, Object: object(3), Size: 1003},
	}
	byName := cmpopts.SortSlices(func(a, b blob.Flaw) bool {
		return string(a.Kind)+a.Object.Hash.String() < string(b.Kind)+b.Object.Hash.String()
	})
	if d := cmp.Diff(want, res.Flaws, byName); d != "" {
		t.Error(d)
	}
	if res.Objects != 4 || res.Bytes != 1001+10+1004+1005 {
		t.Errorf("read %d objects, %d bytes", res.Objects, res.Bytes)
	}
	for _, f := range res.Flaws {
		if m := f.Msg(); m.ZH == "" || m.EN == "" {
			t.Errorf("%v has no sentence", f.Kind)
		}
	}
}

func TestCheckMemory(t *testing.T) {
	t.Parallel()
	var m blob.Memory
	a, b := []byte("first"), []byte("second")
	blobtest.Put(t, &m, a)
	blobtest.Put(t, &m, b)
	m.Spoil(blobtest.HashOf(a), []byte("fIrst"))
	m.Spoil(blobtest.HashOf(b), nil)
	known := map[blob.Hash]int64{blobtest.HashOf(a): 5, blobtest.HashOf(b): 6}
	res, err := blob.Check(t.Context(), &m, maps.All(known))
	if err != nil || len(res.Flaws) != 2 {
		t.Errorf("check: %+v, %v", res, err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := blob.Check(ctx, &m, maps.All(known)); !errors.Is(err, blob.Cancelled) {
		t.Errorf("a cancelled check: %v", err)
	}
}
