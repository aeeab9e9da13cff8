package store

import (
	"cmp"
	"encoding/binary"
	"slices"

	"zhenggai/fault"
	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/zh"
)

// A cell is everything that findings are counted by.
type cell struct {
	inspection, dept org.ID
	level            ledger.Level
	leaf             bool
	state            ledger.State
	due              zh.Date
	standing         bool
	partial          bool
}

func cellOf(f *ledger.Finding) cell {
	return cell{f.Inspection, f.Owners.Dept, f.Level, f.Leaf, f.State, f.Due, f.Standing, f.Partial}
}

// A tallyDelta is by how much the counts of a book change.
type tallyDelta map[cell]int

// The counts of a book are one value, small enough to be read and written with every
// change of the book (some 8 bytes a cell), so that the dashboard of forty units
// reads forty rows and not thirty thousand. Its form: the ids, the words (levels
// and states) and then the cells, each part after its length and in order, so that
// equal counts are equal bytes.
type counted struct {
	cell
	n int
}

func (c cell) compare(d cell) int {
	return cmp.Or(c.inspection.Compare(d.inspection), c.dept.Compare(d.dept), cmp.Compare(c.level, d.level),
		cmp.Compare(c.state, d.state), compareDays(c.due, d.due), cmp.Compare(c.flags(), d.flags()))
}

// flags returns leaf, standing and partial as bits.
func (c cell) flags() (f uint64) {
	for i, on := range [...]bool{c.leaf, c.standing, c.partial} {
		if on {
			f |= 1 << i
		}
	}
	return f
}

// ordered returns the counts of delta in order.
func (delta tallyDelta) ordered() []counted {
	all := make([]counted, 0, len(delta))
	for c, n := range delta {
		if n != 0 {
			all = append(all, counted{c, n})
		}
	}
	slices.SortFunc(all, func(a, b counted) int { return a.compare(b.cell) })
	return all
}

// addCounts merges two ordered lists of counts.
func addCounts(a, b []counted) []counted {
	sum := make([]counted, 0, len(a)+len(b))
	for len(a) > 0 || len(b) > 0 {
		order := 1
		switch {
		case len(b) == 0:
			order = -1
		case len(a) > 0:
			order = a[0].compare(b[0].cell)
		}
		switch {
		case order < 0:
			sum, a = append(sum, a[0]), a[1:]
		case order > 0:
			sum, b = append(sum, b[0]), b[1:]
		default:
			if n := a[0].n + b[0].n; n != 0 {
				sum = append(sum, counted{a[0].cell, n})
			}
			a, b = a[1:], b[1:]
		}
	}
	return sum
}

// appendTally appends the form of counts, which are in order.
func appendTally(out []byte, counts []counted) []byte {
	var ids []org.ID
	var words []string // some ten: a search in order is the fastest
	for i := range counts {
		c := &counts[i]
		if i == 0 || c.inspection != counts[i-1].inspection || c.dept != counts[i-1].dept {
			ids = append(ids, c.inspection, c.dept)
		}
		for _, w := range [...]string{string(c.level), string(c.state)} {
			if !slices.Contains(words, w) {
				words = append(words, w)
			}
		}
	}
	slices.SortFunc(ids, org.ID.Compare)
	slices.Sort(words)
	ids = slices.Compact(ids)
	out = binary.AppendUvarint(out, uint64(len(ids)))
	for i := range ids {
		out = append(out, ids[i][:]...)
	}
	out = binary.AppendUvarint(out, uint64(len(words)))
	for _, w := range words {
		out = append(binary.AppendUvarint(out, uint64(len(w))), w...)
	}
	out = binary.AppendUvarint(out, uint64(len(counts)))
	out = slices.Grow(out, 10*len(counts))
	var inspection, dept int // neighbours mostly share them
	for i := range counts {
		c := &counts[i]
		if i == 0 || c.inspection != counts[i-1].inspection || c.dept != counts[i-1].dept {
			inspection, _ = slices.BinarySearchFunc(ids, c.inspection, org.ID.Compare)
			dept, _ = slices.BinarySearchFunc(ids, c.dept, org.ID.Compare)
		}
		for _, n := range [...]uint64{uint64(inspection), uint64(dept),
			uint64(slices.Index(words, string(c.level))), uint64(slices.Index(words, string(c.state))), c.flags(),
			uint64(c.due.Year)<<9 | uint64(c.due.Month)<<5 | uint64(c.due.Day), uint64(c.n)} {
			out = binary.AppendUvarint(out, n)
		}
	}
	return out
}

// errTally is counts that this program did not write.
var errTally = fault.New(fault.Internal, "账册的问题计数已损坏，请运行 zhenggai verify。",
	"The counts of a book are damaged; please run zhenggai verify.", nil)

// eachCell reads what appendTally wrote and calls yield with each count; c is
// overwritten by the next.
func eachCell(b []byte, yield func(c *counted)) error {
	r := tallyReader{b: b}
	ids := make([]org.ID, r.length(len(org.ID{})))
	for i := range ids {
		copy(ids[i][:], r.bytes(len(org.ID{})))
	}
	words := make([]string, r.length(1))
	for i := range words {
		words[i] = string(r.bytes(r.length(1)))
	}
	var c counted
	for range r.length(7) {
		inspection, dept, level, state := r.number(), r.number(), r.number(), r.number()
		flags, due := r.number(), r.number()
		c.n = int(r.number())
		if r.bad || max(inspection, dept) >= uint64(len(ids)) || max(level, state) >= uint64(len(words)) {
			return errTally
		}
		c.inspection, c.dept = ids[inspection], ids[dept]
		c.level, c.state = ledger.Level(words[level]), ledger.State(words[state])
		c.leaf, c.standing, c.partial = flags&1 != 0, flags&2 != 0, flags&4 != 0
		c.due = zh.Date{Year: int16(due >> 9), Month: int8(due >> 5 & 15), Day: int8(due & 31)}
		yield(&c)
	}
	if r.bad || r.at < len(r.b) {
		return errTally
	}
	return nil
}

// parseTally returns what appendTally was given.
func parseTally(b []byte) (counts []counted, err error) {
	counts = make([]counted, 0, len(b)/7) // no cell has fewer bytes
	err = eachCell(b, func(c *counted) { counts = append(counts, *c) })
	return counts, err
}

// A tallyReader reads counts and remembers that something was wrong. It counts where it
// is and does not cut the bytes: a dashboard reads a million numbers.
type tallyReader struct {
	b   []byte
	at  int
	bad bool
}

func (r *tallyReader) number() uint64 {
	if r.at < len(r.b) && r.b[r.at] < 0x80 {
		r.at++
		return uint64(r.b[r.at-1])
	}
	n, size := binary.Uvarint(r.b[r.at:])
	if size <= 0 {
		r.fail()
		return 0
	}
	r.at += size
	return n
}

func (r *tallyReader) fail() { r.bad, r.at = true, len(r.b) }

// length reads how many things follow that have at least size bytes each.
func (r *tallyReader) length(size int) int {
	n := r.number()
	if n > uint64((len(r.b)-r.at)/size) {
		r.fail()
		return 0
	}
	return int(n)
}

func (r *tallyReader) bytes(n int) []byte {
	if n > len(r.b)-r.at {
		r.fail()
		return make([]byte, n)
	}
	r.at += n
	return r.b[r.at-n : r.at]
}

// countUp adds what changed to the counts of book. The head of the journal was
// written before, so nobody else is here.
func (tx *Tx) countUp(book org.ID, delta tallyDelta) error {
	if len(delta) == 0 {
		return nil
	}
	var old []byte
	found, err := tx.queryRow("SELECT counts FROM tally WHERE book_id = $1", []any{book[:]}, &old)
	if err != nil {
		return err
	}
	var counts []counted
	if found {
		counts, err = parseTally(old)
	} else {
		_, err = tx.shelfOf(book) // makes the row
	}
	if err != nil {
		return err
	}
	counts = addCounts(counts, delta.ordered())
	if slices.ContainsFunc(counts, func(c counted) bool { return c.n < 0 }) {
		return errTally
	}
	_, err = tx.exec("UPDATE tally SET counts = $2 WHERE book_id = $1", book[:], appendTally(nil, counts))
	return err
}

// shelfOf returns the number that search knows book by, and gives it one if it has
// none yet. On PostgreSQL two books made at the same moment may get the same
// number; search looks at the book as well, so that costs time and nothing else.
func (tx *Tx) shelfOf(book org.ID) (n int64, err error) {
	found, err := tx.queryRow("SELECT shelf FROM tally WHERE book_id = $1", []any{book[:]}, &n)
	if err != nil || found {
		return n, err
	}
	if _, err := tx.queryRow("SELECT coalesce(max(shelf), 0) + 1 FROM tally", nil, &n); err != nil {
		return 0, err
	}
	_, err = tx.exec("INSERT INTO tally (book_id, shelf, counts) VALUES ($1, $2, $3)", book[:], n, appendTally(nil, nil))
	return n, err
}
