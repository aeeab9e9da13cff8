package cli

import (
	"context"
	"runtime"
	"sync"
)

// inOrder does n pieces of work on all cores and gives the results to emit in
// order. makeWorker is called once for each worker, which may keep what it likes
// between pieces. At most ahead results wait for an earlier one, so that memory
// does not grow with n. It ends early when ctx is done or emit fails.
func inOrder[T any](ctx context.Context, n int, makeWorker func() func(ctx context.Context, i int) T, emit func(i int, v T) error) error {
	type result struct {
		i int
		v T
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	workers := min(runtime.GOMAXPROCS(0), n)
	ahead := make(chan struct{}, 8*max(workers, 1))
	todo, done := make(chan int), make(chan result)
	go func() {
		defer close(todo)
		for i := range n {
			select {
			case ahead <- struct{}{}:
			case <-ctx.Done():
				return
			}
			select {
			case todo <- i:
			case <-ctx.Done():
				return
			}
		}
	}()
	var busy sync.WaitGroup
	for range workers {
		busy.Go(func() {
			work := makeWorker()
			for i := range todo {
				done <- result{i, work(ctx, i)}
			}
		})
	}
	go func() { busy.Wait(); close(done) }()

	var failed error
	waiting, next := map[int]T{}, 0
	for r := range done {
		waiting[r.i] = r.v
		for v, ok := waiting[next]; ok && failed == nil && ctx.Err() == nil; v, ok = waiting[next] {
			delete(waiting, next)
			if failed = emit(next, v); failed != nil {
				cancel()
			}
			next++
			<-ahead
		}
	}
	if failed != nil {
		return failed
	}
	return ctx.Err()
}
