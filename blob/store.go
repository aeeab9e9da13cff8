package blob

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"hash"
	"io"
	"iter"

	"zhenggai/fault"
)

// An Object is one entry of a Store.
type Object struct {
	Hash Hash
	Size int64 // in bytes
	// Stray names, relative to the store, what Walk found that is no object: a
	// file of another name, a link, a folder. Hash and Size are then zero.
	Stray string
}

// A Store keeps objects. All methods may be called from several goroutines, and
// several processes may use the same folder or bucket. Their errors are faults:
// Missing for an object that is not there.
type Store interface {
	// Put keeps the bytes of r, which must be size many and hash to h, and
	// reports whether they were there already. It reads r to the end in either
	// case. When it returns without an error the object is persisted; when it
	// fails, the object is there whole or not at all, and the same Put may be
	// done again. Other bytes are a Mismatch and nothing is kept. An object is
	// never written over: a damaged one is left as it is, as Corrupt.
	Put(ctx context.Context, h Hash, size int64, r io.Reader) (there bool, err error)
	// Open returns the bytes of an object; who reads closes.
	Open(ctx context.Context, h Hash) (io.ReadSeekCloser, error)
	// Stat returns what the store says of an object without reading it.
	Stat(ctx context.Context, h Hash) (Object, error)
	// Walk yields the objects by ascending hash, and strays where they come.
	// After an error it yields nothing more.
	Walk(ctx context.Context) iter.Seq2[Object, error]
}

// A checkedReader passes on the bytes of r while it compares them with what they
// should be. It holds back the last of them until it knows that all are right, so
// who writes them by their announced size can never complete a wrong object.
type checkedReader struct {
	ctx  context.Context
	r    io.Reader
	want Hash
	left int64
	sum  hash.Hash
	err  error // what every further Read returns
}

func newCheckedReader(ctx context.Context, r io.Reader, want Hash, size int64) *checkedReader {
	return &checkedReader{ctx: ctx, r: r, want: want, left: size, sum: sha256.New()}
}

// Read implements io.Reader. Its errors are faults.
func (c *checkedReader) Read(p []byte) (int, error) {
	if c.err == nil && c.ctx.Err() != nil {
		c.err = fail(Cancelled, c.ctx.Err())
	}
	if c.err != nil || len(p) == 0 {
		return 0, c.err
	}
	n, err := 0, error(nil)
	if c.left > 0 {
		n, err = c.r.Read(p[:min(int64(len(p)), c.left)])
		c.sum.Write(p[:n])
		c.left -= int64(n)
	}
	if c.left == 0 {
		if c.err = c.finish(); c.err != io.EOF {
			return 0, c.err
		}
		return n, nil
	}
	if err != nil {
		c.err = interrupted(c.ctx, err)
	}
	return n, c.err
}

// finish decides when all bytes announced have been read: io.EOF if they are
// the right ones and there are no more.
func (c *checkedReader) finish() error {
	var more [1]byte
	switch n, err := io.ReadFull(c.r, more[:]); {
	case n > 0:
		return fail(Mismatch, errors.New("more bytes than announced"))
	case err != io.EOF:
		return interrupted(c.ctx, err)
	}
	if got := Hash(c.sum.Sum(nil)); got != c.want {
		return fail(Mismatch, fmt.Errorf("got %s, want %s", got, c.want))
	}
	return io.EOF
}

// interrupted returns the fault for an error of the source of bytes.
func interrupted(ctx context.Context, err error) error {
	var known *fault.Error
	switch {
	case ctx.Err() != nil:
		return fail(Cancelled, err)
	case errors.As(err, &known):
		return err
	case err == io.EOF:
		err = io.ErrUnexpectedEOF
	}
	return fail(Interrupted, err)
}

// drain reads the rest of c, and reports whether it was all right.
func (c *checkedReader) drain() error {
	_, err := io.Copy(io.Discard, c)
	return err
}

// sameSize returns Corrupt if an object does not have the size of its bytes.
func sameSize(h Hash, stored, want int64) error {
	if stored == want {
		return nil
	}
	return fail(Corrupt, fmt.Errorf("object %s has %d bytes, its content %d", h, stored, want))
}
