package blob

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// tempDir holds files that are being written.
const tempDir = "tmp"

// A Folder is a Store in a folder of the file system:
//
//	ab/ab12…   the object of hash ab12…, one folder for each first byte
//	tmp/…      what is being written
//
// Files have mode 0600 and folders 0700. A file becomes an object by a hard link
// after its bytes are synced, so an object is never half there and never replaced.
// Nothing is followed out of the folder, and a link in the place of an object is
// Corrupt.
type Folder struct {
	root *os.Root

	// The two places where the disk fails; tests stand in for it.
	create  func(name string) (tempFile, error)
	syncDir func(name string) error
}

// A tempFile is what Folder writes an object's bytes to.
type tempFile interface {
	io.WriteCloser
	Sync() error
}

// OpenFolder opens the store at path and makes what of it is not there yet. A
// complete store on a read-only disk can be opened and read.
func OpenFolder(path string) (*Folder, error) {
	if err := os.MkdirAll(path, 0o700); err != nil {
		return nil, fmt.Errorf("blob: making folder: %w", failed(err))
	}
	root, err := os.OpenRoot(path)
	if err != nil {
		return nil, fmt.Errorf("blob: opening folder: %w", failed(err))
	}
	f := &Folder{root: root}
	f.create = func(name string) (tempFile, error) {
		return root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	}
	f.syncDir = f.syncFolder
	if err := f.makeDirs(); err != nil {
		root.Close()
		return nil, fmt.Errorf("blob: making folder: %w", failed(err))
	}
	return f, nil
}

// makeDirs makes all sub-folders at once, so that Put need not sync the root.
func (f *Folder) makeDirs() error {
	names := append(shards(), tempDir)
	made := false
	for _, name := range names {
		st, err := f.root.Lstat(name)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			if err := f.root.Mkdir(name, 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
				return err
			}
			made = true
		case err != nil:
			return err
		case !st.IsDir():
			return fail(Setting, fmt.Errorf("%s is no folder", name))
		}
	}
	if !made {
		return nil
	}
	return f.syncDir(".")
}

// shards are the folders of the objects in ascending order.
func shards() []string {
	names := make([]string, 256)
	for i := range names {
		names[i] = fmt.Sprintf("%02x", i)
	}
	return names
}

// Close releases the folder.
func (f *Folder) Close() error { return f.root.Close() }

func shardOf(h Hash) string { return h.String()[:2] }

func pathOf(h Hash) string { return shardOf(h) + "/" + h.String() }

// Put implements Store.
func (f *Folder) Put(ctx context.Context, h Hash, size int64, r io.Reader) (there bool, err error) {
	src := newCheckedReader(ctx, r, h, size)
	there, err = f.has(ctx, h, size)
	switch {
	case err != nil:
	case there:
		err = src.drain()
	default:
		there, err = f.add(ctx, h, size, src)
	}
	if err == nil {
		// Also when it was there: who linked it may not have come to this yet.
		err = f.syncDir(shardOf(h))
	}
	if errors.Is(err, fs.ErrNotExist) {
		err = fail(Setting, err) // a folder of the store was taken away
	}
	if err != nil {
		return false, fmt.Errorf("blob: putting %s: %w", h, failed(err))
	}
	return there, nil
}

// has reports whether the object is there with its size.
func (f *Folder) has(ctx context.Context, h Hash, size int64) (bool, error) {
	st, err := f.lstat(ctx, h)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return false, nil
	case err != nil:
		return false, err
	}
	return true, sameSize(h, st.Size(), size)
}

// add writes a new object. A crash before the link leaves a file in tmp, which
// Sweep takes away; a crash after it leaves the object and perhaps that file.
func (f *Folder) add(ctx context.Context, h Hash, size int64, src io.Reader) (there bool, err error) {
	temp := tempDir + "/" + rand.Text()
	defer f.root.Remove(temp) // a file that stays is no failure
	if err := f.fill(temp, src); err != nil {
		return false, err
	}
	err = f.root.Link(temp, pathOf(h))
	switch {
	case errors.Is(err, fs.ErrExist): // somebody else was faster
		return f.has(ctx, h, size)
	case errors.Is(err, syscall.EPERM), errors.Is(err, errors.ErrUnsupported):
		// A disk without hard links. Rename may replace, but only what somebody
		// wrote in this moment: the same bytes.
		err = f.root.Rename(temp, pathOf(h))
	}
	return false, err
}

// fill writes and syncs a temporary file.
func (f *Folder) fill(temp string, src io.Reader) error {
	w, err := f.create(temp)
	if err != nil {
		return err
	}
	if _, err = io.Copy(w, src); err == nil {
		err = w.Sync()
	}
	return errors.Join(err, w.Close())
}

func (f *Folder) syncFolder(name string) error {
	if runtime.GOOS == "windows" {
		return nil // has no such thing; the file system's own journal must do
	}
	d, err := f.root.Open(name)
	if err != nil {
		return err
	}
	err = d.Sync()
	if errors.Is(err, syscall.EINVAL) || errors.Is(err, errors.ErrUnsupported) {
		err = nil // some network file systems sync folders by themselves
	}
	return errors.Join(err, d.Close())
}

// Open implements Store.
func (f *Folder) Open(ctx context.Context, h Hash) (io.ReadSeekCloser, error) {
	file, err := f.open(ctx, h)
	if err != nil {
		return nil, fmt.Errorf("blob: opening %s: %w", h, failed(err))
	}
	return file, nil
}

func (f *Folder) open(ctx context.Context, h Hash) (*os.File, error) {
	named, err := f.lstat(ctx, h)
	if err != nil {
		return nil, err
	}
	file, err := f.root.Open(pathOf(h))
	if err != nil {
		return nil, err
	}
	opened, err := file.Stat()
	if err == nil && !os.SameFile(named, opened) {
		err = fail(Corrupt, fmt.Errorf("%s was replaced while it was opened", pathOf(h)))
	}
	if err != nil {
		file.Close()
		return nil, err
	}
	return file, nil
}

// Stat implements Store.
func (f *Folder) Stat(ctx context.Context, h Hash) (Object, error) {
	st, err := f.lstat(ctx, h)
	if err != nil {
		return Object{}, fmt.Errorf("blob: looking at %s: %w", h, failed(err))
	}
	return Object{Hash: h, Size: st.Size()}, nil
}

// lstat looks at the file of an object, which must be a regular one.
func (f *Folder) lstat(ctx context.Context, h Hash) (fs.FileInfo, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	st, err := f.root.Lstat(pathOf(h))
	if err == nil && !st.Mode().IsRegular() {
		err = fail(Corrupt, fmt.Errorf("%s has mode %v", pathOf(h), st.Mode()))
	}
	return st, err
}

// Walk implements Store. Files in tmp are not strays: they may be growing.
func (f *Folder) Walk(ctx context.Context) iter.Seq2[Object, error] {
	return func(yield func(Object, error) bool) {
		top, err := f.list(".")
		more := err == nil
		for i := 0; more && i < len(top); i++ {
			switch name := top[i].Name(); {
			case name == tempDir:
			case isShard(name) && top[i].IsDir():
				more, err = f.walkShard(ctx, name, yield)
			default:
				more = yield(Object{Stray: name}, nil)
			}
		}
		if err != nil {
			yield(Object{}, fmt.Errorf("blob: walking: %w", failed(err)))
		}
	}
}

// walkShard yields what is in one sub-folder; more is false once no more is
// wanted or something failed.
func (f *Folder) walkShard(ctx context.Context, shard string, yield func(Object, error) bool) (more bool, err error) {
	files, err := f.list(shard)
	for _, e := range files {
		h, parseErr := ParseHash(e.Name())
		if parseErr != nil || shardOf(h) != shard || !e.Type().IsRegular() {
			if !yield(Object{Stray: shard + "/" + e.Name()}, nil) {
				return false, nil
			}
			continue
		}
		st, err := f.lstat(ctx, h)
		if err != nil {
			return false, err
		}
		if !yield(Object{Hash: h, Size: st.Size()}, nil) {
			return false, nil
		}
	}
	return err == nil, err
}

// list returns the entries of a folder by name.
func (f *Folder) list(name string) ([]fs.DirEntry, error) { return fs.ReadDir(f.root.FS(), name) }

func isShard(name string) bool {
	_, err := strconv.ParseUint(name, 16, 8)
	return err == nil && len(name) == 2 && name == strings.ToLower(name)
}

// Sweep removes the temporary files that were last written before the given
// time and returns how many. They are what a crash left. Before the first Put of
// the only process that uses the folder every one of them is such, and the
// present time is right; otherwise leave the longest upload its time.
func (f *Folder) Sweep(ctx context.Context, before time.Time) (int, error) {
	entries, err := f.list(tempDir)
	n := 0
	for _, e := range entries {
		if err = ctx.Err(); err != nil {
			break
		}
		st, statErr := e.Info()
		if statErr != nil || !st.ModTime().Before(before) {
			continue // gone meanwhile, or young
		}
		err = f.root.Remove(tempDir + "/" + e.Name())
		if errors.Is(err, fs.ErrNotExist) {
			err = nil
			continue
		}
		if err != nil {
			break
		}
		n++
	}
	if err != nil {
		return n, fmt.Errorf("blob: sweeping: %w", failed(err))
	}
	return n, nil
}
