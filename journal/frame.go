package journal

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"errors"
	"io"
	"math"

	"zhenggai/fault"
)

// checkFrame checks the bytes of the file that are content of no member. It writes
// the frame of the ZIP file again, as [WriteBundle] does, around the compressed
// members as they are, and compares. The compressed bytes themselves, of which
// several may stand for the same content, are under Manifest.Before.
func (b *Bundle) checkFrame() error {
	manifest := b.files[len(b.files)-1]
	start, err := manifest.DataOffset()
	if err != nil {
		return altered(manifestMember, err)
	}
	before := sha256.New()
	if _, err := io.Copy(before, io.NewSectionReader(b.src, 0, start)); err != nil {
		return altered(manifestMember, err)
	}
	if Sum(before.Sum(nil)) != b.manifest.Before {
		return frameAltered(nil)
	}
	same := &comparer{src: b.src}
	z := zip.NewWriter(same)
	for _, f := range b.files {
		if err := copyRaw(z, f); err != nil {
			return frameAltered(err)
		}
	}
	if err := z.Close(); err != nil {
		return frameAltered(err)
	}
	if same.at != b.size {
		return frameAltered(errors.New("journal: something follows the directory"))
	}
	return nil
}

// copyRaw adds f to z with the header that CreateHeader would give it.
func copyRaw(z *zip.Writer, f *zip.File) error {
	const version20, version45, descriptor = 20, 45, 8
	header := &zip.FileHeader{
		Name: f.Name, Method: f.Method, Flags: descriptor, CreatorVersion: version20, ReaderVersion: version20,
		CRC32: f.CRC32, CompressedSize64: f.CompressedSize64, UncompressedSize64: f.UncompressedSize64,
	}
	w, err := z.CreateRaw(header)
	if err != nil {
		return err
	}
	if f.CompressedSize64 >= math.MaxUint32 || f.UncompressedSize64 >= math.MaxUint32 {
		header.ReaderVersion = version45 // in the directory only, as sizes are known late
	}
	r, err := f.OpenRaw()
	if err != nil {
		return err
	}
	_, err = io.Copy(w, r)
	return err
}

func frameAltered(err error) error {
	return fault.New(fault.Invalid, "账册包的文件结构被改动过或传送时损坏，请重新传送。",
		"The structure of the bundle file was changed or damaged on the way; please send it again.", err)
}

// A comparer is written to what src should hold.
type comparer struct {
	src io.ReaderAt
	at  int64
	buf []byte
}

func (c *comparer) Write(p []byte) (int, error) {
	if cap(c.buf) < len(p) {
		c.buf = make([]byte, len(p))
	}
	buf := c.buf[:len(p)]
	if n, err := c.src.ReadAt(buf, c.at); n < len(buf) {
		return 0, err
	}
	if !bytes.Equal(buf, p) {
		return 0, errors.New("journal: the bytes differ")
	}
	c.at += int64(len(p))
	return len(p), nil
}
