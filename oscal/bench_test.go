package oscal

import (
	"bytes"
	"io"
	"testing"
	"time"

	"zhenggai/org"
)

// large is a plan with n leaves, each of two cycles.
func large(n int) *Plan {
	p := bureau()
	leaf := p.Cases[1]
	made := 0
	id := func() org.ID {
		made++
		return org.NewID(time.UnixMilli(1_800_000_000_000+int64(made)), [10]byte{1})
	}
	for range n {
		c, f := *leaf, *leaf.Finding
		f.ID = id()
		c.Finding, c.Measures = &f, nil
		for _, m := range leaf.Measures {
			one := *m
			one.ID = id()
			c.Measures = append(c.Measures, &one)
		}
		c.Evidence, c.Submissions, c.Closures, c.Relapses, c.Extensions = nil, nil, nil, nil, nil
		p.Cases = append(p.Cases, &c)
	}
	return p
}

func BenchmarkWrite(b *testing.B) {
	p := large(1000)
	b.ReportAllocs()
	for b.Loop() {
		if err := Write(io.Discard, p, "1.2.2", modified); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkRead(b *testing.B) {
	doc := written(b, large(1000), "1.2.2")
	b.SetBytes(int64(len(doc)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Read(bytes.NewReader(doc)); err != nil {
			b.Fatal(err)
		}
	}
}
