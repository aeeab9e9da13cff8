package app

import (
	"context"
	"fmt"
	"io"
	"path/filepath"

	"zhenggai/blob"
	"zhenggai/org"
	"zhenggai/store"
)

// blobFolder is the folder of a backup that holds the evidence.
const blobFolder = "blobs"

// A Backup is one state of a site, as it was kept in a folder.
type Backup struct {
	File  string `json:"file"`  // the database, in a form that both engines take
	Blobs int    `json:"blobs"` // evidence that the folder did not have yet
}

// Backup writes the site into a folder while it is being used: the database at one
// moment as a file of its own, the evidence beside it. Evidence never changes, so a
// folder that is used again takes only what is new. The signing key is not in it:
// whoever has both could write another past.
func (a *App) Backup(ctx context.Context, dir string) (*Backup, error) {
	b := &Backup{File: filepath.Join(dir, "zhenggai-"+a.Now().UTC().Format("20060102-150405")+".zip")}
	to, err := blob.OpenFolder(filepath.Join(dir, blobFolder))
	if err != nil {
		return nil, err
	}
	defer to.Close()
	// The database comes first: evidence never goes away, so the folder has at least
	// what the file knows.
	if err := a.DB.Backup(ctx, b.File); err != nil {
		return nil, err
	}
	hashes, err := a.blobs(ctx)
	if err != nil {
		return nil, err
	}
	b.Blobs, err = copyBlobs(ctx, a.Blobs, to, hashes)
	return b, err
}

// blobs returns the hashes and sizes of all bytes that the site's rows need.
func (a *App) blobs(ctx context.Context) (known map[blob.Hash]int64, err error) {
	err = a.DB.View(ctx, func(tx *store.Tx) error {
		known = map[blob.Hash]int64{}
		books, err := tx.Books(org.Scope{All: true})
		if err != nil {
			return err
		}
		for _, book := range books {
			for b, err := range tx.Blobs(book.ID) {
				if err != nil {
					return err
				}
				known[blob.Hash(b.SHA256)] = b.Size
			}
		}
		return nil
	})
	return known, err
}

// copyBlobs copies bytes from one store to another and returns how many were not there.
func copyBlobs(ctx context.Context, from, to blob.Store, known map[blob.Hash]int64) (n int, err error) {
	for h := range known {
		if _, err := to.Stat(ctx, h); err == nil {
			continue
		}
		r, err := from.Open(ctx, h)
		if err != nil {
			return n, fmt.Errorf("app: opening %s: %w", h, err)
		}
		size, err := r.Seek(0, io.SeekEnd)
		if err == nil {
			_, err = r.Seek(0, io.SeekStart)
		}
		if err == nil {
			_, err = to.Put(ctx, h, size, r)
		}
		r.Close()
		if err != nil {
			return n, fmt.Errorf("app: copying %s: %w", h, err)
		}
		n++
	}
	return n, nil
}

// Restore puts a backup into an empty database at dsn, of either engine, and its
// evidence into blobs. The caller verifies what he has then.
func Restore(ctx context.Context, file, dsn string, blobs blob.Store) error {
	if err := store.Restore(ctx, dsn, file); err != nil {
		return err
	}
	from, err := blob.OpenFolder(filepath.Join(filepath.Dir(file), blobFolder))
	if err != nil {
		return err
	}
	defer from.Close()
	db, err := store.Open(ctx, dsn)
	if err != nil {
		return err
	}
	defer db.Close()
	known, err := (&App{DB: db}).blobs(ctx)
	if err != nil {
		return err
	}
	_, err = copyBlobs(ctx, from, blobs, known)
	return err
}
