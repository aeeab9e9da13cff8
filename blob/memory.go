package blob

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"maps"
	"slices"
	"sync"
)

// Memory is a Store for tests. The zero Memory is empty and ready. Beyond the
// contract it polices its caller: a Put of other bytes under the hash of an
// object that is there is a bug, and panics.
type Memory struct {
	mu      sync.Mutex
	objects map[Hash][]byte
	failing []failure
}

// A Moment is when a Put fails.
type Moment uint8

// The moments.
const (
	Before Moment = iota // the object is not there
	After                // the object is there, but the caller is told that it failed
)

type failure struct {
	at  Moment
	err error
}

// FailPut makes the next Put that is not yet going to fail do so.
func (m *Memory) FailPut(at Moment, err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.failing = append(m.failing, failure{at, err})
}

// Spoil puts other bytes in the place of an object, as a hand on the disk would;
// nil takes the object away.
func (m *Memory) Spoil(h Hash, b []byte) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.set(h, b)
}

func (m *Memory) set(h Hash, b []byte) {
	if m.objects == nil {
		m.objects = map[Hash][]byte{}
	}
	if b == nil {
		delete(m.objects, h)
		return
	}
	m.objects[h] = b
}

// Put implements Store.
func (m *Memory) Put(ctx context.Context, h Hash, size int64, r io.Reader) (there bool, err error) {
	b, err := io.ReadAll(newCheckedReader(ctx, r, h, size))
	m.mu.Lock()
	defer m.mu.Unlock()
	old, there := m.objects[h]
	if err != nil {
		if there && errors.Is(err, Mismatch) {
			panic(fmt.Sprintf("blob: other bytes under the known hash %s: %v", h, err))
		}
		return false, fmt.Errorf("blob: putting %s: %w", h, err)
	}
	if there {
		if err := sameSize(h, int64(len(old)), size); err != nil {
			return false, fmt.Errorf("blob: putting %s: %w", h, err)
		}
	}
	var f failure
	if len(m.failing) > 0 {
		f, m.failing = m.failing[0], m.failing[1:]
	}
	if f.err != nil && f.at == Before {
		return false, f.err
	}
	if !there {
		m.set(h, b)
	}
	if f.err != nil {
		return false, f.err
	}
	return there, nil
}

// Open implements Store.
func (m *Memory) Open(ctx context.Context, h Hash) (io.ReadSeekCloser, error) {
	b, err := m.get(ctx, h)
	if err != nil {
		return nil, fmt.Errorf("blob: opening %s: %w", h, err)
	}
	return nopCloser{bytes.NewReader(b)}, nil
}

type nopCloser struct{ io.ReadSeeker }

func (nopCloser) Close() error { return nil }

// Stat implements Store.
func (m *Memory) Stat(ctx context.Context, h Hash) (Object, error) {
	b, err := m.get(ctx, h)
	if err != nil {
		return Object{}, fmt.Errorf("blob: looking at %s: %w", h, err)
	}
	return Object{Hash: h, Size: int64(len(b))}, nil
}

func (m *Memory) get(ctx context.Context, h Hash) ([]byte, error) {
	if err := ctx.Err(); err != nil {
		return nil, failed(err)
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	b, ok := m.objects[h]
	if !ok {
		return nil, fail(Missing, nil)
	}
	return b, nil
}

// Walk implements Store.
func (m *Memory) Walk(ctx context.Context) iter.Seq2[Object, error] {
	return func(yield func(Object, error) bool) {
		m.mu.Lock()
		sizes := make(map[Hash]int64, len(m.objects))
		for h, b := range m.objects {
			sizes[h] = int64(len(b))
		}
		m.mu.Unlock()
		for _, h := range slices.SortedFunc(maps.Keys(sizes), Hash.Compare) {
			if err := ctx.Err(); err != nil {
				yield(Object{}, fmt.Errorf("blob: walking: %w", failed(err)))
				return
			}
			if !yield(Object{Hash: h, Size: sizes[h]}, nil) {
				return
			}
		}
	}
}
