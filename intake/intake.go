// Package intake turns a file into text: .txt, .docx, .html, .pdf, .xlsx and .csv
// become a source.Text whose every byte leads back to its place in the original.
//
// The form is recognised from the content; the name is only shown. Nothing is
// written to disk but the compilation cache of the PDF engine. Every error is a
// *fault.Error whose sentence says what is wrong and what to do, and whose Err
// holds a Cause.
package intake

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"zhenggai/source"
)

// The forms that File.Format names.
const (
	TXT  = "txt"
	DOCX = "docx"
	HTML = "html"
	PDF  = "pdf"
	XLSX = "xlsx"
	CSV  = "csv"
)

// A File is what was read: its text and what is known of the original.
type File struct {
	Name     string // base name, as given
	SHA256   string // of the original bytes, in hexadecimal
	Format   string // TXT, DOCX, HTML, PDF, XLSX or CSV
	Encoding string // of a txt, html or csv file: "utf-8", "utf-8-bom", "gb18030", "utf-16le", "utf-16be"; else ""
	Size     int64  // of the original in bytes
	Text     *source.Text
}

// Open reads the file at path. Its size is looked at before its content.
func Open(ctx context.Context, path string) (*File, error) {
	st, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, fail(Missing, err)
	case errors.Is(err, fs.ErrPermission):
		return nil, fail(Unreadable, err)
	case err != nil:
		return nil, fail(Unreadable, err)
	case st.IsDir():
		return nil, fail(Directory, nil)
	case !st.Mode().IsRegular():
		return nil, fail(Unreadable, fmt.Errorf("mode %v", st.Mode()))
	case st.Size() == 0:
		return nil, fail(Empty, nil)
	case st.Size() > maxFile:
		return nil, fail(TooLarge, nil)
	}
	b, err := readAll(path, st.Size())
	if err != nil {
		return nil, err
	}
	return Read(ctx, filepath.Base(path), b)
}

// readAll reads the file at path, which was size bytes long a moment ago. The
// first bytes decide which limit holds before the rest is read.
func readAll(path string, size int64) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fail(Unreadable, err)
	}
	defer f.Close()
	head := make([]byte, min(size, sniffLen))
	n, err := io.ReadFull(f, head)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, fail(Unreadable, err)
	}
	head = head[:n]
	limit := limitOf(head)
	if size > limit {
		return nil, fail(TooLarge, nil)
	}
	b := make([]byte, n, max(size, int64(n)))
	copy(b, head)
	for int64(len(b)) <= limit { // one byte more tells that the file grew
		if len(b) == cap(b) {
			b = append(b, 0)[:len(b)]
		}
		n, err := f.Read(b[len(b):cap(b)])
		b = b[:len(b)+n]
		if err == io.EOF {
			return b, nil
		}
		if err != nil {
			return nil, fail(Unreadable, err)
		}
	}
	return nil, fail(TooLarge, nil)
}

// Read reads the bytes b of a file called name. b must not be changed afterwards.
func Read(ctx context.Context, name string, b []byte) (f *File, err error) {
	defer func() {
		// The parsers below, ours and others', read what anybody may send:
		// a bug in one of them must cost one file, not the program.
		if p := recover(); p != nil {
			f, err = nil, fail(Broken, fmt.Errorf("panic: %v", p))
		}
	}()
	if len(b) == 0 {
		return nil, fail(Empty, nil)
	}
	if int64(len(b)) > limitOf(b) {
		return nil, fail(TooLarge, nil)
	}
	if err := ctx.Err(); err != nil {
		return nil, fail(Cancelled, err)
	}
	form, err := recognise(b)
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(b)
	f = &File{Name: name, SHA256: hex.EncodeToString(sum[:]), Format: form.name, Size: int64(len(b))}
	if err := form.read(ctx, f, b); err != nil {
		return nil, err
	}
	if err := ctx.Err(); err != nil {
		return nil, fail(Cancelled, err)
	}
	return f, nil
}
