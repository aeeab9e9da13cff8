package journal

import (
	"cmp"
	"crypto/sha256"
	"fmt"
	"iter"
	"math"
	"slices"
	"time"

	"golang.org/x/mod/sumdb/tlog"
)

// Skew is how much earlier than the entry before it an entry may be without a
// hint: a change reads the clock when it begins and may wait for its turn.
const Skew = time.Minute

// A Copy is one copy of a book's log with all that is kept beside it, as it was at
// one moment: read it in one transaction. Origin and Log are needed; what else is
// nil is not verified.
type Copy struct {
	Origin string
	Log
	Known       []Verifier                   // whose checkpoints count
	Checkpoints iter.Seq2[[]byte, error]     // signed, as kept; in any order
	Witnesses   []Checkpoint                 // held by others, such as on paper; believed without a signature; RootSM3 may be zero
	Head        *Head                        // as kept
	Hashes      iter.Seq2[StoredHash, error] // of the SHA-256 tree, as kept, by index
	Rows        iter.Seq2[Row, error]        // of the ledger as they are now, each once, in any order
}

// A Report is what [Verify] found. Numbers are of what was there to be verified; if
// entries are missing, the roots are of the log before the gap.
type Report struct {
	Size        int64   `json:"size"`
	Root        Hash    `json:"root"`
	RootSM3     Hash    `json:"rootSM3"`
	Details     int64   `json:"details"`
	Blotted     int64   `json:"blotted"`
	Checkpoints int64   `json:"checkpoints"` // witnesses included
	Rows        int64   `json:"rows"`
	Faults      []Fault `json:"faults"`
}

// OK reports whether there are no faults other than hints.
func (r *Report) OK() bool {
	return !slices.ContainsFunc(r.Faults, func(f Fault) bool { return !f.Hint() })
}

// Verify recomputes everything there is of a copy: every leaf and both trees, the
// stored hashes and the head, every checkpoint and that each is of a beginning of
// this log, every digest, the versions of every row, and the rows of the ledger
// against their latest images. It goes on after a fault and returns them all. The
// error is for what could not be read, and the report is then of what came before.
//
// It reads each sequence once (the details once more if rows differ), in time
// linear in their length. It keeps a few hundred bytes for each row of the ledger
// and for each checkpoint, and no images.
func Verify(c Copy) (Report, error) {
	v := &verification{copy: c, slots: map[Key]slot{}, blots: map[string]Detail{}, details: newPuller(c.Details)}
	v.report.Faults = []Fault{} // in JSON a list, never null
	defer v.details.stop()
	if c.Hashes != nil {
		v.hashes = newPuller(c.Hashes)
		defer v.hashes.stop()
	}
	err := v.run()
	v.report.Size, v.report.Root, v.report.RootSM3 = v.want, v.head.Root(), v.head.RootSM3()
	return v.report, err
}

// A verification is one run of Verify.
type verification struct {
	copy   Copy
	report Report

	want   int64 // index of the entry that should come next
	last   time.Time
	head   Head // of the leaves that were read
	broken bool // entries are missing, so the trees cannot be recomputed

	checkpoints []Checkpoint // not yet compared, by size
	good        int64        // size of the latest checkpoint that fits
	bad         bool         // the latest checkpoint did not fit

	hashes  *puller[StoredHash]
	node    int64    // index of the stored hash that should come next
	stored  frontier // of the stored leaf hashes
	details *puller[Detail]
	slots   map[Key]slot
	blots   map[string]Detail // blotted, and no entry says so yet
	buf     []byte
	done    []Hash
}

// A slot is what is kept of a row while the log goes by.
type slot struct {
	version, index int64
	n              int
	image          Sum // SHA-256 of the latest image; zero if blotted
	seen           bool
}

func (v *verification) fault(f Fault) { v.report.Faults = append(v.report.Faults, f) }

func (v *verification) run() error {
	if err := v.readCheckpoints(); err != nil {
		return err
	}
	v.compareCheckpoints()
	for leaf, err := range v.copy.Leaves {
		if err != nil {
			return fmt.Errorf("journal: verify, read entry %d: %w", v.want, err)
		}
		if err := v.leaf(leaf); err != nil {
			return err
		}
	}
	if err := v.end(); err != nil {
		return err
	}
	return v.rows()
}

func (v *verification) readCheckpoints() error {
	if v.copy.Checkpoints != nil {
		n := 0
		for msg, err := range v.copy.Checkpoints {
			if err != nil {
				return fmt.Errorf("journal: verify, read checkpoint %d: %w", n, err)
			}
			if c, err := ParseCheckpoint(msg, v.copy.Known...); err != nil {
				v.fault(checkpointInvalid(n, msg, err))
			} else {
				v.checkpoints = append(v.checkpoints, c)
			}
			n++
		}
		v.report.Checkpoints = int64(n)
	}
	v.checkpoints = append(v.checkpoints, v.copy.Witnesses...)
	v.report.Checkpoints += int64(len(v.copy.Witnesses))
	v.checkpoints = slices.DeleteFunc(v.checkpoints, func(c Checkpoint) bool {
		if c.Origin == v.copy.Origin {
			return false
		}
		v.fault(checkpointForeign(c, v.copy.Origin))
		return true
	})
	slices.SortStableFunc(v.checkpoints, func(a, b Checkpoint) int { return cmp.Compare(a.Size, b.Size) })
	return nil
}

// compareCheckpoints compares those of the present size. Once one does not fit,
// none after it can; of a row of them the first is a fault.
func (v *verification) compareCheckpoints() {
	for len(v.checkpoints) > 0 && v.checkpoints[0].Size <= v.want {
		c := v.checkpoints[0]
		v.checkpoints = v.checkpoints[1:]
		if v.broken {
			continue // that entries are missing was said
		}
		root, rootSM3 := v.head.Root(), v.head.RootSM3()
		bad := c.Root != root || c.RootSM3 != rootSM3 && c.RootSM3 != Hash{}
		if bad && !v.bad {
			v.fault(checkpointBroken(c, v.good, root, rootSM3))
		}
		if !bad {
			v.good = c.Size
		}
		v.bad = bad
	}
}

func (v *verification) leaf(l Leaf) error {
	if l.Index < v.want || l.Index == math.MaxInt64 {
		v.fault(entryOutOfTurn(l.Index, v.want))
		return nil
	}
	if l.Index > v.want {
		v.fault(entryMissing(v.want, l.Index))
		v.broken = true
		if err := v.skip(l.Index); err != nil {
			return err
		}
	}
	e, err := ParseEntry(l.Body)
	known := &e
	switch {
	case err != nil:
		v.fault(entryUnreadable(l.Index, l.Body))
		known = nil
	case e.Index != l.Index:
		v.fault(entryMisplaced(l.Index, e.Index))
		e.Index = l.Index
	}
	if known != nil {
		if !v.last.IsZero() && e.At.Before(v.last.Add(-Skew)) {
			v.fault(clockBack(l.Index, v.last, e.At))
		}
		v.last = e.At
	}
	if !v.broken {
		v.done = v.head.add(l.Body, v.done[:0])
	}
	v.want = l.Index + 1
	if err := v.storedHashes(l.Index, l.Body); err != nil {
		return err
	}
	if err := v.detailsOf(l.Index, known); err != nil {
		return err
	}
	v.compareCheckpoints()
	return nil
}

// skip passes over the stored hashes of entries that are missing.
func (v *verification) skip(to int64) error {
	for ; v.want < to && v.hashes != nil; v.want++ {
		if err := v.storedHashes(v.want, nil); err != nil {
			return err
		}
	}
	v.want = to
	return nil
}

// storedHashes compares the hashes that are stored for an entry: that of the leaf,
// unless body is nil, with the leaf, the inner ones with their children.
func (v *verification) storedHashes(index int64, body []byte) error {
	if v.hashes == nil {
		return nil
	}
	computed := []Hash(nil)
	for level := 0; level == 0 || level < len(computed); level++ {
		h, ok, err := v.storedHash()
		if err != nil {
			return fmt.Errorf("journal: verify, read the hashes of entry %d: %w", index, err)
		}
		leaf := tlog.RecordHash(body)
		switch {
		case !ok && (!v.hashes.filled || level == 0 && body == nil):
			v.fault(hashMissing(index))
			v.hashes = nil
			return nil
		case !ok:
			v.fault(hashDeleted(index, level))
			h = leaf
		case level > 0 && h != computed[level]:
			v.fault(hashAltered(index, level, h, computed[level]))
		case level == 0 && body != nil && leaf != h:
			v.fault(entryAltered(index, h, leaf))
		}
		if level == 0 {
			computed = v.stored.push(index, h, tlog.NodeHash, nil)
		}
	}
	return nil
}

// storedHash takes the stored hash that comes next, and those that stand before it
// without a place; ok is false if it is not there.
func (v *verification) storedHash() (h Hash, ok bool, err error) {
	want := v.node
	v.node++
	for {
		next, ok, err := v.hashes.peek()
		if err != nil || !ok || next.Index > want {
			return Hash{}, false, err
		}
		v.hashes.take() // what was peeked at
		if next.Index == want {
			return next.Hash, true, nil
		}
		v.fault(hashStray(next.Index))
	}
}

// detailsOf takes the details of an entry from the sequence, and those that stand
// before it without one. e is nil if the entry cannot be read.
func (v *verification) detailsOf(index int64, e *Entry) error {
	count := 0
	if e != nil {
		count = e.Details
	}
	all := newEntryDigester(count)
	var key Key
	present, n := 0, 0 // n is the least that the next may have
	for {
		d, ok, err := v.details.peek()
		if err != nil {
			return fmt.Errorf("journal: verify, read the details of entry %d: %w", index, err)
		}
		if !ok || d.Index > index {
			break
		}
		v.details.take() // what was peeked at
		v.detail(&d)
		if d.Index < index || d.N < n || e != nil && d.N >= e.Details {
			v.fault(detailStray(&d))
			continue
		}
		var sum Digest
		sum, v.buf = detailDigest(v.buf, &d)
		all.add(sum)
		key, n = d.Key, d.N+1
		present++
	}
	if e == nil {
		return nil
	}
	if present != e.Details {
		v.fault(detailMissing(index, e.Details, present))
	} else if got := all.digest(); got != e.Digest {
		if present != 1 {
			key = Key{} // one of several, and nothing says which
		}
		v.fault(detailsAltered(e, key, got))
	}
	return nil
}

// detail verifies a detail by itself and remembers its row.
func (v *verification) detail(d *Detail) {
	v.report.Details++
	old := v.slots[d.Key]
	if d.Version != old.version+1 {
		v.fault(versionGap(d, old.version+1))
	}
	now := slot{version: d.Version, index: d.Index, n: d.N}
	if d.Blotted() {
		v.report.Blotted++
		v.blots[d.BlotID()] = *d
		if d.Salt != (Salt{}) {
			v.fault(detailAltered(d, Digest{}))
		}
	} else {
		var sum Digest
		if sum, v.buf = imageDigest(v.buf, d.Salt, d.Image); sum != d.Digest {
			v.fault(detailAltered(d, sum))
		}
		if v.copy.Rows != nil {
			now.image = sha256.Sum256(d.Image)
		}
	}
	if d.Table == BlotTable {
		delete(v.blots, d.ID)
	}
	v.slots[d.Key] = now
}

// end looks at what is left when all entries were read.
func (v *verification) end() error {
	for {
		d, ok, err := v.details.take()
		if err != nil {
			return fmt.Errorf("journal: verify, read the details after the last entry: %w", err)
		}
		if !ok {
			break
		}
		v.detail(&d)
		v.fault(detailStray(&d))
	}
	if v.hashes != nil {
		if _, more, err := v.hashes.take(); err != nil {
			return fmt.Errorf("journal: verify, read the hashes after the last entry: %w", err)
		} else if more {
			v.fault(hashMissing(v.want))
		}
	}
	for _, c := range v.checkpoints {
		v.fault(checkpointAhead(c, v.want))
	}
	if h := v.copy.Head; h != nil && !v.broken && string(h.Bytes()) != string(v.head.Bytes()) {
		v.fault(headAltered(*h, v.head))
	}
	lost := make([]Detail, 0, len(v.blots))
	for _, d := range v.blots {
		lost = append(lost, d)
	}
	slices.SortFunc(lost, func(a, b Detail) int { return cmp.Or(cmp.Compare(a.Index, b.Index), cmp.Compare(a.N, b.N)) })
	for i := range lost {
		v.fault(blotUnrecorded(&lost[i]))
	}
	return nil
}
