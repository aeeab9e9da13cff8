package blob

import (
	"context"
	"io"
)

// FailDisk makes every write after the first room bytes fail with err, as a full
// disk does.
func (f *Folder) FailDisk(room int, err error) {
	create := f.create
	f.create = func(name string) (tempFile, error) {
		file, createErr := create(name)
		if createErr != nil {
			return nil, createErr
		}
		return &fullFile{file, room, err}, nil
	}
}

// FailSync makes the next sync of a folder fail after it was done, so that its
// object is there and the caller does not know.
func (f *Folder) FailSync(err error) {
	syncDir := f.syncDir
	f.syncDir = func(name string) error {
		f.syncDir = syncDir
		if syncErr := syncDir(name); syncErr != nil {
			return syncErr
		}
		return err
	}
}

type fullFile struct {
	tempFile
	room int
	err  error
}

func (f *fullFile) Write(p []byte) (int, error) {
	if len(p) <= f.room {
		f.room -= len(p)
		return f.tempFile.Write(p)
	}
	n, _ := f.tempFile.Write(p[:f.room])
	f.room = 0
	return n, f.err
}

// FillFull receives r on a disk with room for so many bytes.
func FillFull(ctx context.Context, room int, err error, r io.Reader) error {
	u := &Upload{}
	return failed(u.fill(ctx, &fullWriter{room, err}, Spool{Limit: 1 << 20}, -1, r))
}

type fullWriter struct {
	room int
	err  error
}

func (f *fullWriter) Write(p []byte) (int, error) {
	if len(p) <= f.room {
		f.room -= len(p)
		return len(p), nil
	}
	return f.room, f.err
}
