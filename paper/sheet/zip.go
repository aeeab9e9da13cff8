package sheet

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"
	"time"
)

// A steady is a zip writer whose bytes depend on the parts alone: the library
// hands the sheets over in an order of chance. Parts are packed as they come and
// written at the end, sorted by name.
type steady struct {
	w     io.Writer
	parts []*packed
}

// A packed is one part: its own zip of one entry.
type packed struct {
	name string
	buf  bytes.Buffer
	zip  *zip.Writer
}

// epoch is the earliest time that a zip can hold.
var epoch = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

func newSteady(w io.Writer) *steady { return &steady{w: w} }

// Create begins a part.
func (s *steady) Create(name string) (io.Writer, error) {
	p := &packed{name: name}
	p.zip = zip.NewWriter(&p.buf)
	p.zip.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return flate.NewWriter(w, flate.BestSpeed) })
	s.parts = append(s.parts, p)
	return p.zip.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: epoch})
}

// AddFS is part of the library's interface; it is never asked for.
func (s *steady) AddFS(fs.FS) error { return fmt.Errorf("sheet: %w", fs.ErrInvalid) }

// Close writes the parts, the list of their types first as office programs do.
func (s *steady) Close() error {
	const first = "[Content_Types].xml"
	slices.SortFunc(s.parts, func(a, b *packed) int {
		if (a.name == first) != (b.name == first) {
			if a.name == first {
				return -1
			}
			return 1
		}
		return strings.Compare(a.name, b.name)
	})
	z := zip.NewWriter(s.w)
	for _, p := range s.parts {
		if err := p.zip.Close(); err != nil {
			return err
		}
		r, err := zip.NewReader(bytes.NewReader(p.buf.Bytes()), int64(p.buf.Len()))
		if err != nil {
			return err
		}
		for _, f := range r.File {
			if err := z.Copy(f); err != nil {
				return err
			}
		}
		p.buf = bytes.Buffer{}
	}
	return z.Close()
}
