package journal

import (
	"bytes"
	"fmt"
	"io"
	"testing"
	"time"
)

// bigBook is a book of n entries with two details each, of the usual size.
func bigBook(n int) *book {
	b := newBook()
	b.rows = make([]Row, 0, 2*n)
	for i := range uint64(n) {
		details := make([]Detail, 2)
		for j := range details {
			d := &details[j]
			d.Row = Row{Key{"finding", fmt.Sprintf("0199c0de-0000-7000-8000-%012x", i*2+uint64(j))}, 1, bigRow(i*2 + uint64(j))}
			b.random.Read(d.Salt[:])
			b.rows = append(b.rows, d.Row)
		}
		b.now = b.now.Add(time.Second)
		b.add(Entry{At: b.now, Actor: "0199c0de-0000-7000-8000-00000000ffff", Action: "finding.submit", Subject: "finding/" + details[0].ID}, details)
	}
	return b
}

// BenchmarkAppend is one leaf onto a log of a million.
func BenchmarkAppend(b *testing.B) {
	leaf := bigBook(1).leaves[0].Body
	var head Head
	for range 1_000_000 {
		head.add(leaf, nil)
	}
	b.ReportAllocs()
	for b.Loop() {
		_, _, _ = head.Append(leaf)
	}
}

// BenchmarkAdd is what a change costs: an entry with two details, sealed, encoded
// and appended, and the head made ready to be stored.
func BenchmarkAdd(b *testing.B) {
	big := bigBook(1)
	e := must(ParseEntry(big.leaves[0].Body))
	b.ReportAllocs()
	for b.Loop() {
		a, err := big.head.Add(e, big.details)
		if err != nil || len(a.Head.Bytes()) == 0 {
			b.Fatal(err)
		}
	}
}

func BenchmarkImage(b *testing.B) {
	image := bigRow(1)
	b.SetBytes(int64(len(image)))
	b.ReportAllocs()
	for b.Loop() {
		if err := checkImage(image); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkVerify is 100,000 entries with 200,000 details, all stored hashes, and
// 200,000 rows of the ledger.
func BenchmarkVerify(b *testing.B) {
	big := bigBook(100_000)
	c := big.copy()
	size := int64(0)
	for i := range big.leaves {
		size += int64(len(big.leaves[i].Body))
	}
	for i := range big.details {
		size += int64(len(big.details[i].Image))
	}
	b.SetBytes(size)
	b.ReportAllocs()
	for b.Loop() {
		if r, err := Verify(c); err != nil || !r.OK() {
			b.Fatal(err, len(r.Faults))
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/100_000, "ns/entry")
}

func BenchmarkReplay(b *testing.B) {
	big := bigBook(20_000)
	l := big.log()
	b.ReportAllocs()
	for b.Loop() {
		if s, err := Replay(l, nil); err != nil || s.Len() != 40_000 {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/20_000, "ns/entry")
}

func BenchmarkBundle(b *testing.B) {
	signer, verifier := testKey("unit")
	big := bigBook(20_000)
	big.sign(signer)
	c := contents(big)
	file := pack(b, c, signer)
	b.Run("write", func(b *testing.B) {
		b.SetBytes(int64(len(file)))
		for b.Loop() {
			if _, err := WriteBundle(io.Discard, c, signer); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("verify", func(b *testing.B) {
		b.SetBytes(int64(len(file)))
		for b.Loop() {
			if r, err := VerifyBundle(bytes.NewReader(file), int64(len(file)), verifier); err != nil || !r.OK() {
				b.Fatal(err)
			}
		}
	})
}
