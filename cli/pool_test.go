package cli

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
)

func TestInOrder(t *testing.T) {
	t.Parallel()
	for _, n := range []int{0, 1, 7, 500} {
		var got []int
		err := inOrder(t.Context(), n, func() func(context.Context, int) int {
			return func(_ context.Context, i int) int { return i * i }
		}, func(i, v int) error {
			if v != i*i {
				t.Errorf("%d got %d", i, v)
			}
			got = append(got, i)
			return nil
		})
		if err != nil || len(got) != n {
			t.Fatalf("n=%d: %v, %d results", n, err, len(got))
		}
		for i, v := range got {
			if i != v {
				t.Fatalf("n=%d: result %d came as number %d", n, v, i)
			}
		}
	}
}

func TestInOrderEndsEarly(t *testing.T) {
	t.Parallel()
	full := errors.New("disk full")
	var worked atomic.Int64
	work := func() func(context.Context, int) int {
		return func(_ context.Context, i int) int { worked.Add(1); return i }
	}
	err := inOrder(t.Context(), 1_000_000, work, func(i, _ int) error {
		if i == 3 {
			return full
		}
		return nil
	})
	if !errors.Is(err, full) || worked.Load() > 10_000 {
		t.Errorf("%v after %d pieces", err, worked.Load())
	}
	ctx, cancel := context.WithCancel(t.Context())
	worked.Store(0)
	err = inOrder(ctx, 1_000_000, work, func(i, _ int) error {
		if i == 3 {
			cancel()
		}
		return nil
	})
	if !errors.Is(err, context.Canceled) || worked.Load() > 10_000 {
		t.Errorf("%v after %d pieces", err, worked.Load())
	}
}
