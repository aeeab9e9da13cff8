package journal

import (
	"fmt"

	"golang.org/x/mod/sumdb/tlog"

	"zhenggai/fault"
)

// ProveInclusion proves that entry index is in the log as it was at size. r reads
// the stored hashes. The proof is that of RFC 6962 for the SHA-256 tree.
func ProveInclusion(size, index int64, r HashReader) ([]Hash, error) {
	if index < 0 || index >= size {
		return nil, fault.New(fault.NotFound, fmt.Sprintf("存证日志只有 %d 条，没有序号 %d（从 0 数起）。", size, index),
			fmt.Sprintf("The journal has %d entries; there is no entry %d (counted from 0).", size, index), nil)
	}
	p, err := tlog.ProveRecord(size, index, r)
	if err != nil {
		return nil, fmt.Errorf("journal: prove entry %d of %d: %w", index, size, err)
	}
	return p, nil
}

// CheckInclusion checks a proof that leaf is entry index of the log that had the
// given size and root.
func CheckInclusion(proof []Hash, size int64, root Hash, index int64, leaf []byte) error {
	if err := tlog.CheckRecord(proof, size, root, index, tlog.RecordHash(leaf)); err != nil {
		return fault.New(fault.Invalid, "证明不成立：这条记录不在该检查点的存证日志里，或证明被改动过。",
			"The proof does not hold: this entry is not in the journal of that checkpoint, or the proof was changed.", err)
	}
	return nil
}

// ProveConsistency proves that the log at size only added to the log at old. The
// proof from an empty log, or from a log to itself, is empty.
func ProveConsistency(old, size int64, r HashReader) ([]Hash, error) {
	if old < 0 || old > size {
		return nil, fault.New(fault.Invalid, fmt.Sprintf("存证日志只有 %d 条，无法与 %d 条时的状态比较。", size, old),
			fmt.Sprintf("The journal has %d entries; it cannot be compared with its state at %d.", size, old), nil)
	}
	if old == 0 || old == size {
		return nil, nil
	}
	p, err := tlog.ProveTree(size, old, r)
	if err != nil {
		return nil, fmt.Errorf("journal: prove %d within %d: %w", old, size, err)
	}
	return p, nil
}

// CheckConsistency checks a proof that the log with the given size and root has
// as its beginning the log with oldSize and oldRoot.
func CheckConsistency(proof []Hash, oldSize int64, oldRoot Hash, size int64, root Hash) error {
	var err error
	switch {
	case oldSize < 0 || oldSize > size:
		err = fmt.Errorf("journal: %d is not within %d", oldSize, size)
	case oldSize == 0:
		if len(proof) != 0 || oldRoot != (Head{}).Root() || size == 0 && root != oldRoot {
			err = fmt.Errorf("journal: not the root of an empty log")
		}
	default:
		err = tlog.CheckTree(proof, size, root, oldSize, oldRoot)
	}
	if err != nil {
		return fault.New(fault.Invalid, "证明不成立：后来的存证日志不是在先前的基础上续写的，或证明被改动过。",
			"The proof does not hold: the later journal does not continue the earlier one, or the proof was changed.", err)
	}
	return nil
}

// A ProofStep is one step from a leaf to the root: the hash beside it, on which side
// that stands, and what the two give.
type ProofStep struct {
	Left  bool // With stands to the left
	With  Hash
	Gives Hash
}

// LeafHash returns the hash of a leaf in the SHA-256 tree.
func LeafHash(leaf []byte) Hash { return tlog.RecordHash(leaf) }

// ProofSteps returns how a proof leads from leaf, entry index, to the root of the log
// of the given size, to be shown and done again by hand. It shows and does not judge:
// CheckInclusion does.
func ProofSteps(proof []Hash, size, index int64, leaf []byte) (steps []ProofStep) {
	at, last, h := index, size-1, LeafHash(leaf)
	for _, with := range proof {
		left := at&1 == 1 || at == last
		if left {
			h = tlog.NodeHash(with, h)
			for at&1 == 0 && at > 0 { // there is none to the right: the same hash stands higher up
				at, last = at>>1, last>>1
			}
		} else {
			h = tlog.NodeHash(h, with)
		}
		steps = append(steps, ProofStep{left, with, h})
		at, last = at>>1, last>>1
	}
	return steps
}
