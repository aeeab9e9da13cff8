package journal

import (
	"fmt"
	"iter"
	"time"

	"zhenggai/fault"
)

// A Leaf is the bytes of an entry as they are kept, under the index they are kept
// at.
type Leaf struct {
	Index int64
	Body  []byte
}

// A StoredHash is a node of the SHA-256 tree under the index it is kept at.
type StoredHash struct {
	Index int64
	Hash  Hash
}

// A Log is the log of one book as it is kept, to be read from its start. Leaves
// come by index, details by index and N. Each sequence can be ranged over more
// than once and ends after an error. What is yielded is not changed later.
type Log struct {
	Leaves  iter.Seq2[Leaf, error]
	Details iter.Seq2[Detail, error]
}

// A Stop says whether replaying is to end before an entry; a nil Stop never does.
type Stop func(Entry) bool

// AsOf stops before the first entry later than t. Should the clock have been set
// back, what follows that entry does not count either: the state is one that was.
func AsOf(t time.Time) Stop { return func(e Entry) bool { return e.At.After(t) } }

// First stops after n entries.
func First(n int64) Stop { return func(e Entry) bool { return e.Index >= n } }

// A State is the ledger of a book after some entries of its log: for each row the
// latest image.
type State struct {
	Size int64     // entries replayed
	At   time.Time // of the last of them; zero if there is none
	rows map[Key]Row
}

// Len returns the number of rows.
func (s *State) Len() int { return len(s.rows) }

// Row returns a row. Its Image is empty if it was blotted out.
func (s *State) Row(k Key) (Row, bool) {
	r, ok := s.rows[k]
	return r, ok
}

// Rows yields the rows of a table, or of all tables if table is "", in no order.
func (s *State) Rows(table string) iter.Seq[Row] {
	return func(yield func(Row) bool) {
		for k, r := range s.rows {
			if (table == "" || k.Table == table) && !yield(r) {
				return
			}
		}
	}
}

// Replay folds the log into the state that the ledger had where stop says. It
// reads the log once and keeps no more than the state. It takes no detail that
// its entry does not vouch for: the first one is the error. It does not ask for
// checkpoints; that is what Verify is for.
func Replay(l Log, stop Stop) (*State, error) {
	s := &State{rows: map[Key]Row{}}
	details := newPuller(l.Details)
	defer details.stop()
	for leaf, err := range l.Leaves {
		if err != nil {
			return nil, fmt.Errorf("journal: replay entry %d: %w", s.Size, err)
		}
		e, err := ParseEntry(leaf.Body)
		if err != nil || e.Index != s.Size || leaf.Index != s.Size {
			return nil, damaged(s.Size, err)
		}
		if stop != nil && stop(e) {
			break
		}
		if err := s.apply(e, details); err != nil {
			return nil, err
		}
	}
	return s, nil
}

// apply takes the details of e from the sequence.
func (s *State) apply(e Entry, details *puller[Detail]) error {
	all := newEntryDigester(e.Details)
	var buf []byte
	for n := range e.Details {
		d, ok, err := details.take()
		if err != nil {
			return fmt.Errorf("journal: replay the details of entry %d: %w", e.Index, err)
		}
		if !ok || d.Index != e.Index || d.N != n || d.Version != s.rows[d.Key].Version+1 {
			return damaged(e.Index, nil)
		}
		var sum Digest
		if !d.Blotted() {
			if sum, buf = imageDigest(buf, d.Salt, d.Image); sum != d.Digest {
				return damaged(e.Index, nil)
			}
		}
		sum, buf = detailDigest(buf, &d)
		all.add(sum)
		s.rows[d.Key] = d.Row
	}
	next, more, err := details.peek()
	if err != nil {
		return fmt.Errorf("journal: replay the details of entry %d: %w", e.Index, err)
	}
	if all.digest() != e.Digest || more && next.Index <= e.Index {
		return damaged(e.Index, nil)
	}
	s.Size, s.At = e.Index+1, e.At
	return nil
}

// damaged is the error of a log that cannot be gone on with.
func damaged(index int64, err error) error {
	return fault.New(fault.Conflict, fmt.Sprintf("存证日志在序号 %d 处损坏，请运行 zhenggai verify 查明。", index),
		fmt.Sprintf("The journal is damaged at entry %d; run zhenggai verify to see how.", index), err)
}

// A puller reads a sequence piece by piece; a nil sequence is empty.
type puller[T any] struct {
	next   func() (T, error, bool)
	stop   func()
	ahead  T
	filled bool
}

func newPuller[T any](seq iter.Seq2[T, error]) *puller[T] {
	if seq == nil {
		seq = func(func(T, error) bool) {}
	}
	p := &puller[T]{}
	p.next, p.stop = iter.Pull2(seq)
	return p
}

// peek returns what take will return next.
func (p *puller[T]) peek() (t T, ok bool, err error) {
	if !p.filled {
		if p.ahead, err, ok = p.next(); !ok || err != nil {
			return t, false, err
		}
		p.filled = true
	}
	return p.ahead, true, nil
}

// take returns the next piece; ok is false after the last.
func (p *puller[T]) take() (t T, ok bool, err error) {
	t, ok, err = p.peek()
	p.filled = false
	return t, ok, err
}
