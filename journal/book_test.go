package journal

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"
)

// start is when the logs of the tests begin.
var start = time.Date(2026, 3, 2, 1, 30, 0, 125e6, time.UTC)

// A book keeps a log as a database would, for tests.
type book struct {
	origin      string
	leaves      []Leaf
	details     []Detail
	hashes      []Hash
	head        Head
	checkpoints [][]byte
	rows        []Row
	now         time.Time
	random      *rand.ChaCha8
}

func newBook() *book {
	return &book{origin: Origin("0199c0de-0000-7000-8000-000000000001"), now: start, random: rand.NewChaCha8([32]byte{7})}
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// testKey returns a signer and its verifier, always the same for one name.
func testKey(name string) (Signer, Verifier) {
	private, public, err := GenerateKey(strings.NewReader(strings.Repeat(name, 32)), name)
	if err != nil {
		panic(err)
	}
	return must(ParseSigner(private)), must(ParseVerifier(public))
}

// write makes one entry that writes rows of table, by id; version and image follow.
func (b *book) write(action, table string, ids ...string) {
	var details []Detail
	for _, id := range ids {
		k := Key{table, id}
		i := slices.IndexFunc(b.rows, func(r Row) bool { return r.Key == k })
		if i < 0 {
			i = len(b.rows)
			b.rows = append(b.rows, Row{Key: k})
		}
		r := &b.rows[i]
		r.Version++
		r.Image = must(Image(map[string]any{"id": id, "title": "问题" + id, "note": strings.Repeat("<措施>", int(r.Version)), "amount": r.Version * 1234567}))
		d := Detail{Row: *r}
		b.random.Read(d.Salt[:])
		details = append(details, d)
	}
	b.now = b.now.Add(97 * time.Second)
	b.add(Entry{At: b.now, Actor: "用户 7", Action: action, Subject: table + "/" + ids[0]}, details)
}

func (b *book) add(e Entry, details []Detail) {
	a := must(b.head.Add(e, details))
	b.leaves = append(b.leaves, Leaf{a.Entry.Index, a.Leaf})
	b.details = append(b.details, a.Details...)
	if int64(len(b.hashes)) != a.FirstHash {
		panic("hashes do not follow one another")
	}
	b.hashes = append(b.hashes, a.Hashes...)
	b.head = a.Head
}

func (b *book) sign(s Signer) {
	b.checkpoints = append(b.checkpoints, must(b.head.Checkpoint(b.origin, b.now).Sign(s)))
}

// blot blots out detail i and records it, as the law wants.
func (b *book) blot(i int) {
	id := b.details[i].BlotID()
	b.details[i] = b.details[i].Blot()
	b.write("journal.blot", BlotTable, id)
}

// sampleBook has 7 entries, a checkpoint after 3 and one at the end, and one image
// that was blotted out.
func sampleBook(s Signer) *book {
	b := newBook()
	b.write("inspection.import", "finding", "1", "2", "3")
	b.write("measure.add", "measure", "11", "12")
	b.write("finding.submit", "finding", "2")
	b.sign(s)
	b.add(Entry{At: b.now, Actor: "用户 8", Action: "evidence.refuse", Subject: "finding/2"}, nil)
	b.write("finding.close", "finding", "2")
	b.write("finding.amend", "finding", "1", "3")
	b.blot(0)
	b.sign(s)
	return b
}

func (b *book) clone() *book {
	c := *b
	c.leaves = slices.Clone(b.leaves)
	for i := range c.leaves {
		c.leaves[i].Body = bytes.Clone(c.leaves[i].Body)
	}
	c.details = slices.Clone(b.details)
	for i := range c.details {
		c.details[i].Image = bytes.Clone(c.details[i].Image)
	}
	c.hashes = slices.Clone(b.hashes)
	c.checkpoints = nil
	for _, msg := range b.checkpoints {
		c.checkpoints = append(c.checkpoints, bytes.Clone(msg))
	}
	c.rows = slices.Clone(b.rows)
	for i := range c.rows {
		c.rows[i].Image = bytes.Clone(c.rows[i].Image)
	}
	return &c
}

// log reads the book in the order of its keys, as a database would.
func (b *book) log() Log {
	leaves, details := slices.Clone(b.leaves), slices.Clone(b.details)
	slices.SortStableFunc(leaves, func(x, y Leaf) int { return int(min(1, max(-1, x.Index-y.Index))) })
	slices.SortStableFunc(details, func(x, y Detail) int {
		if x.Index != y.Index {
			return int(min(1, max(-1, x.Index-y.Index)))
		}
		return x.N - y.N
	})
	return Log{seq(leaves), seq(details)}
}

func (b *book) copy(known ...Verifier) Copy {
	return Copy{Origin: b.origin, Log: b.log(), Known: known, Checkpoints: seq(b.checkpoints),
		Head: &b.head, Hashes: b.stored(), Rows: seq(b.rows)}
}

// stored are the hashes under their indexes, less those that are zero.
func (b *book) stored() iter.Seq2[StoredHash, error] {
	var all []StoredHash
	for i, h := range b.hashes {
		if h != (Hash{}) {
			all = append(all, StoredHash{int64(i), h})
		}
	}
	return seq(all)
}

func seq[T any](s []T) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for _, t := range s {
			if !yield(t, nil) {
				return
			}
		}
	}
}

// cutOff is a sequence that fails after n pieces.
func cutOff[T any](s iter.Seq2[T, error], n int) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for t, err := range s {
			if n--; n < 0 {
				yield(t, io.ErrUnexpectedEOF)
				return
			}
			if !yield(t, err) {
				return
			}
		}
	}
}

func verify(t testing.TB, c Copy) Report {
	t.Helper()
	r, err := Verify(c)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// kinds names the faults of a report: "detail_altered 3 finding/2".
func kinds(r Report) []string {
	var out []string
	for _, f := range r.Faults {
		s := fmt.Sprintf("%s %d", f.Kind, f.Index)
		if f.ID != "" {
			s += " " + f.Table + "/" + f.ID
		}
		out = append(out, s)
	}
	return out
}

// blobs returns contents as blobs by ascending hash.
func blobs(contents ...string) iter.Seq2[Blob, error] {
	byHash := map[Sum]string{}
	for _, c := range contents {
		byHash[digestOf([]byte(c)).SHA256] = c
	}
	var out []Blob
	for _, sum := range slices.SortedFunc(maps.Keys(byHash), func(a, b Sum) int { return bytes.Compare(a[:], b[:]) }) {
		out = append(out, Blob{sum, func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(byHash[sum])), nil }})
	}
	return seq(out)
}

// flipped calls f with s after each flip of one bit, and puts it back.
func flipped(s []byte, f func(at int)) {
	for i := range s {
		bit := byte(1) << (i * 3 % 8)
		s[i] ^= bit
		f(i)
		s[i] ^= bit
	}
}

// bigRow returns a row of the usual size.
func bigRow(n uint64) json.RawMessage {
	return must(Image(map[string]any{"id": fmt.Sprintf("0199c0de-0000-7000-8000-%012x", n), "no": n, "state": "underway",
		"title": "学习贯彻重要精神不够深入，结合实际研究落实举措不够", "unit": "0199c0de-0000-7000-8000-00000000ab12", "due": "2026-12-31",
		"cause": strings.Repeat("责任压得不实，跟踪问效不够。", 6), "digest": binary.BigEndian.AppendUint64(nil, n)}))
}
