package blob

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"os"

	"github.com/emmansun/gmsm/sm3"

	"zhenggai/fault"
)

// A Receipt says what was received.
type Receipt struct {
	SHA256 Hash        `json:"sha256"`          // names the object
	SM3    Hash        `json:"sm3"`             // the national digest of the same bytes, GB/T 32905
	Size   int64       `json:"size"`            // in bytes
	Type   string      `json:"type"`            // media type, by content
	Name   string      `json:"name"`            // as CleanName gives it, always with an extension
	Notes  []fault.Msg `json:"notes,omitempty"` // what a person should know of the file: that it holds macros
}

// A Spool receives files from people.
type Spool struct {
	Dir   string // for temporary files; "" means the system's folder
	Limit int64  // greatest size of a file in bytes
}

// An Upload is a file that was received and is accepted, but not yet kept. Its
// bytes are read by ReadAt or, from their beginning, by Reader.
type Upload struct {
	Receipt
	file *os.File
}

// Receive copies a file that its sender calls name and says is size bytes long
// (-1: not said), hashes it and looks at what it is. A file that is not accepted
// is a fault with the field "file"; then, and after a crash, nothing of it stays on
// the disk (but on Windows, where a crash may leave a file called upload-…). The
// caller closes the Upload.
func (s Spool) Receive(ctx context.Context, name string, size int64, r io.Reader) (*Upload, error) {
	up, err := s.receive(ctx, name, size, r)
	if errors.Is(err, fs.ErrNotExist) {
		err = fail(Setting, err) // the folder was taken away
	}
	if err != nil {
		err = failed(err)
		if f, ok := errors.AsType[*fault.Error](err); ok && f.Kind == fault.Invalid {
			f.Field = "file"
		}
		return nil, fmt.Errorf("blob: receiving: %w", err)
	}
	return up, nil
}

func (s Spool) receive(ctx context.Context, name string, size int64, r io.Reader) (*Upload, error) {
	if size > s.Limit {
		return nil, s.tooLarge()
	}
	file, err := os.CreateTemp(s.Dir, "upload-*")
	if err != nil {
		return nil, err
	}
	os.Remove(file.Name()) // it lives on while it is open; Windows refuses, see Close
	up := &Upload{Receipt: Receipt{Name: CleanName(name)}, file: file}
	if err := up.fill(ctx, file, s, size, r); err != nil {
		up.Close()
		return nil, err
	}
	k, notes, err := detect(file, up.Size, up.Name)
	if err != nil {
		up.Close()
		return nil, err
	}
	up.Type, up.Notes = k.Media, notes
	if extOf(up.Name) == "" {
		up.Name += "." + k.Ext
	}
	return up, nil
}

// fill copies r to w, which is the file but for tests, and works out digests and
// size on the way.
func (u *Upload) fill(ctx context.Context, w io.Writer, s Spool, size int64, r io.Reader) error {
	sha, sm := sha256.New(), sm3.New()
	src := &uploadReader{ctx: ctx, r: r}
	n, err := io.Copy(io.MultiWriter(w, sha, sm), io.LimitReader(src, s.Limit+1))
	switch {
	case src.err != nil:
		return interrupted(ctx, src.err)
	case err != nil:
		return err
	case n > s.Limit:
		return s.tooLarge()
	case size >= 0 && n != size:
		return fail(Interrupted, fmt.Errorf("%d of %d bytes", n, size))
	case n == 0:
		return fail(Empty, nil)
	}
	u.Size, u.SHA256, u.SM3 = n, sum(sha), sum(sm)
	return nil
}

func sum(h hash.Hash) Hash { return Hash(h.Sum(nil)) }

// An uploadReader remembers that it was the sender, and not the disk, that failed.
type uploadReader struct {
	ctx context.Context
	r   io.Reader
	err error
}

// Read implements io.Reader.
func (u *uploadReader) Read(p []byte) (int, error) {
	if u.err = u.ctx.Err(); u.err != nil {
		return 0, u.err
	}
	n, err := u.r.Read(p)
	if err != nil && err != io.EOF {
		u.err = err
	}
	return n, err
}

func (s Spool) tooLarge() error {
	return explain(TooLarge, fault.Invalid,
		fmt.Sprintf("文件太大，最多%s，请压缩或拆分后再上传。", amount(s.Limit)),
		fmt.Sprintf("The file is too large, at most %s are taken: compress or split it.", amount(s.Limit)), nil)
}

// amount returns a number of bytes for a person.
func amount(n int64) string {
	switch {
	case n >= 1<<30 && n%(1<<30) == 0:
		return fmt.Sprintf("%dGiB", n>>30)
	case n >= 1<<20:
		return fmt.Sprintf("%dMiB", n>>20)
	case n >= 1<<10:
		return fmt.Sprintf("%dKiB", n>>10)
	}
	return fmt.Sprintf("%d bytes", n)
}

// ReadAt implements io.ReaderAt.
func (u *Upload) ReadAt(p []byte, off int64) (int, error) { return u.file.ReadAt(p, off) }

// Reader returns a reader of the bytes from their beginning.
func (u *Upload) Reader() *io.SectionReader { return io.NewSectionReader(u.file, 0, u.Size) }

// Keep puts the bytes into a store and reports whether they were there already.
// It may be done again after it failed.
func (u *Upload) Keep(ctx context.Context, s Store) (there bool, err error) {
	return s.Put(ctx, u.SHA256, u.Size, u.Reader())
}

// Close throws away the temporary file. What was kept stays kept.
func (u *Upload) Close() error {
	err := u.file.Close()
	os.Remove(u.file.Name()) // gone long ago but on Windows
	return err
}
