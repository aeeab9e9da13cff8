package journal

import (
	"bytes"
	"encoding/binary"
	"math"
	"math/bits"
	"slices"

	"github.com/emmansun/gmsm/sm3"
	"golang.org/x/mod/sumdb/tlog"

	"zhenggai/fault"
)

// A Hash is a node of a tree; its text is base64. A HashReader reads nodes of the
// SHA-256 tree by the index they are stored under.
type (
	Hash           = tlog.Hash
	HashReader     = tlog.HashReader
	HashReaderFunc = tlog.HashReaderFunc
)

// FirstHash returns the index under which the first hash of entry n is stored;
// the others of the entry follow it.
func FirstHash(n int64) int64 { return tlog.StoredHashIndex(0, n) }

// A Head is the end of a log: all that must be known to append to it. It is a
// value: Append leaves it as it is. The zero Head is the empty log.
type Head struct {
	size        int64
	sha256, sm3 frontier
}

// Size returns the number of entries.
func (h Head) Size() int64 { return h.size }

// emptyRoots is the roots of the empty log, as RFC 6962 has it.
var emptyRoots = digestOf(nil)

// Root returns the root of the SHA-256 tree.
func (h Head) Root() Hash { return h.sha256.root(tlog.NodeHash, Hash(emptyRoots.SHA256)) }

// RootSM3 returns the root of the SM3 tree.
func (h Head) RootSM3() Hash { return h.sm3.root(nodeSM3, Hash(emptyRoots.SM3)) }

// Append returns the head after one more leaf, and the hashes to store from
// FirstHash(h.Size()) on. It reads nothing: the head has all that it needs. The
// only error is a log of the greatest possible size.
func (h Head) Append(leaf []byte) (hashes []Hash, next Head, err error) {
	if h.size == math.MaxInt64 {
		return nil, h, fault.New(fault.Conflict, "存证日志已满。", "The journal is full.", nil)
	}
	next = Head{h.size, h.sha256.clone(), h.sm3.clone()}
	return next.add(leaf, make([]Hash, 0, 1+bits.TrailingZeros64(^uint64(h.size)))), next, nil
}

// add appends a leaf in place, and the hashes to store to done.
func (h *Head) add(leaf []byte, done []Hash) []Hash {
	done = h.sha256.push(h.size, tlog.RecordHash(leaf), tlog.NodeHash, done)
	h.sm3.push(h.size, recordSM3(leaf), nodeSM3, nil)
	h.size++
	return done
}

// An Addition is what one transaction inserts, together with the rows themselves,
// to add an entry to a log: entry and leaf, its details, the hashes that are
// stored from FirstHash on, and the head that takes the place of the old one.
type Addition struct {
	Entry     Entry
	Leaf      []byte
	Details   []Detail
	FirstHash int64
	Hashes    []Hash
	Head      Head
}

// Add seals e as the next entry of the log; details are completed in place.
func (h Head) Add(e Entry, details []Detail) (Addition, error) {
	e.Index = h.size
	e, err := e.Seal(details)
	if err != nil {
		return Addition{}, err
	}
	leaf := e.Leaf()
	hashes, next, err := h.Append(leaf)
	return Addition{e, leaf, details, FirstHash(h.size), hashes, next}, err
}

// headMagic begins the stored form of a head; the digit is its version.
const headMagic = "zgh1"

// Bytes returns the head as it is stored: at most 4 KB.
func (h Head) Bytes() []byte {
	out := binary.BigEndian.AppendUint64([]byte(headMagic), uint64(h.size))
	for _, f := range []frontier{h.sha256, h.sm3} {
		for _, node := range f {
			out = append(out, node[:]...)
		}
	}
	return out
}

// ErrHead is that the stored form of a head is none: somebody changed it.
var ErrHead = fault.New(fault.Internal, "存证日志的末端记录已损坏，请运行 zhenggai verify。",
	"The head of the journal is damaged; please run zhenggai verify.", nil)

// ParseHead reads what [Head.Bytes] wrote, and nothing else; the error is ErrHead.
func ParseHead(b []byte) (Head, error) {
	rest, ok := bytes.CutPrefix(b, []byte(headMagic))
	if ok && len(rest) >= 8 {
		size := binary.BigEndian.Uint64(rest)
		rest = rest[8:]
		half := bits.OnesCount64(size) * tlog.HashSize
		if size <= math.MaxInt64 && len(rest) == 2*half {
			return Head{int64(size), parseFrontier(rest[:half]), parseFrontier(rest[half:])}, nil
		}
	}
	return Head{}, ErrHead
}

// A frontier is the roots of the complete subtrees that a tree is made of, the
// largest first: one for each 1 in the binary form of the tree's size.
type frontier []Hash

// push adds the hash of leaf n, and appends to done the hashes that it completes,
// from the leaf up.
func (f *frontier) push(n int64, h Hash, node func(l, r Hash) Hash, done []Hash) []Hash {
	done = append(done, h)
	for ; n&1 == 1; n >>= 1 {
		last := len(*f) - 1
		h = node((*f)[last], h)
		*f = (*f)[:last]
		done = append(done, h)
	}
	*f = append(*f, h)
	return done
}

func (f frontier) root(node func(l, r Hash) Hash, empty Hash) Hash {
	if len(f) == 0 {
		return empty
	}
	h := f[len(f)-1]
	for i := len(f) - 2; i >= 0; i-- {
		h = node(f[i], h)
	}
	return h
}

// clone leaves room for one more.
func (f frontier) clone() frontier { return append(make(frontier, 0, len(f)+1), f...) }

func parseFrontier(b []byte) frontier {
	var f frontier
	for node := range slices.Chunk(b, tlog.HashSize) {
		f = append(f, Hash(node))
	}
	return f
}

// recordSM3 and nodeSM3 are to SM3 what RecordHash and NodeHash of tlog are to
// SHA-256.
func recordSM3(leaf []byte) Hash { return sm3.Sum(append([]byte{0}, leaf...)) }

func nodeSM3(l, r Hash) Hash {
	var b [1 + 2*tlog.HashSize]byte
	b[0] = 1
	copy(b[1:], l[:])
	copy(b[1+tlog.HashSize:], r[:])
	return sm3.Sum(b[:])
}
