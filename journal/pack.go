package journal

import (
	"archive/zip"
	"crypto/sha256"
	"fmt"
	"hash"
	"io"
	"iter"
	"time"
	"unicode/utf8"

	"zhenggai/fault"
)

// A Blob is evidence bytes to be put into a bundle under their SHA-256.
type Blob struct {
	SHA256 Sum
	Open   func() (io.ReadCloser, error)
}

// Contents is what goes into a bundle: the log of one book with its details and
// checkpoints, and the blobs by ascending hash, each once.
type Contents struct {
	Origin string
	At     time.Time
	Log
	Checkpoints iter.Seq2[[]byte, error] // nil: none
	Blobs       iter.Seq2[Blob, error]   // nil: none
}

// WriteBundle writes contents as one ZIP file, signed by s, and returns its
// manifest. The same contents and key give the same bytes (with the same release of
// Go, whose compression it is). It reads each sequence once and holds no more than
// one entry, detail or piece of a blob. It does not verify: a damaged log can be
// carried to those who are to look at it, unless its lines cannot be read.
func WriteBundle(w io.Writer, c Contents, s Signer) (Manifest, error) {
	if !isOrigin(c.Origin) {
		return Manifest{}, fault.New(fault.Internal, "账册编号不合规定，请报告这个程序错误。", "The id of the book is not allowed; please report this bug.", nil)
	}
	p := &packer{
		before:   sha256.New(),
		manifest: Manifest{Format: bundleFormat, Origin: c.Origin, At: instant(c.At)},
	}
	p.zip = zip.NewWriter(io.MultiWriter(w, p.before))
	if err := p.pack(c, s); err != nil {
		return Manifest{}, fmt.Errorf("journal: write the bundle of %s: %w", c.Origin, err)
	}
	return p.manifest, nil
}

// A packer writes one bundle.
type packer struct {
	zip      *zip.Writer
	before   hash.Hash // of what was written
	manifest Manifest
	head     Head
	done     []Hash
}

func (p *packer) pack(c Contents, s Signer) error {
	m := &p.manifest
	if err := p.lines(entriesMember, eachLine(c.Leaves, p.leafLine)); err != nil {
		return err
	}
	m.Size, m.Root, m.RootSM3 = p.head.Size(), p.head.Root(), p.head.RootSM3()
	if err := p.lines(detailsMember, eachLine(c.Details, p.detailLine)); err != nil {
		return err
	}
	if err := p.lines(checkpointsMember, eachLine(c.Checkpoints, p.checkpointLine)); err != nil {
		return err
	}
	if c.Blobs != nil {
		for b, err := range c.Blobs {
			if err != nil {
				return err
			}
			if err := p.blob(b); err != nil {
				return err
			}
		}
	}
	return p.close(s)
}

func (p *packer) leafLine(l Leaf) ([]byte, error) {
	if _, err := ParseEntry(l.Body); err != nil || l.Index != p.head.size {
		return nil, damaged(p.head.size, err)
	}
	p.done = p.head.add(l.Body, p.done[:0])
	return l.Body, nil
}

func (p *packer) detailLine(d Detail) ([]byte, error) {
	if err := d.check(); err != nil {
		return nil, damaged(d.Index, err)
	}
	p.manifest.Details++
	return d.Line(), nil
}

func (p *packer) checkpointLine(msg []byte) ([]byte, error) {
	line := appendText(nil, msg)
	if !utf8.Valid(msg) || len(line) > maxLeaf {
		return nil, unreadableCheckpoint(nil)
	}
	p.manifest.Checkpoints++
	return line, nil
}

// eachLine makes a sequence of lines; a nil sequence is empty.
func eachLine[T any](seq iter.Seq2[T, error], line func(T) ([]byte, error)) iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		if seq == nil {
			return
		}
		for t, err := range seq {
			var b []byte
			if err == nil {
				b, err = line(t)
			}
			if !yield(b, err) || err != nil {
				return
			}
		}
	}
}

// lines writes a member of lines.
func (p *packer) lines(name string, lines iter.Seq2[[]byte, error]) error {
	return p.member(name, zip.Deflate, func(w io.Writer) error {
		var buf []byte
		for line, err := range lines {
			if err != nil {
				return err
			}
			buf = append(append(buf[:0], line...), '\n')
			if _, err := w.Write(buf); err != nil {
				return err
			}
		}
		return nil
	})
}

func (p *packer) blob(b Blob) error {
	name := blobPrefix + b.SHA256.String()
	members := p.manifest.Members
	if len(members) > len(logMembers) && members[len(members)-1].Name >= name {
		return fmt.Errorf("journal: blobs are not in the order of their hashes at %s", name)
	}
	err := p.member(name, zip.Store, func(w io.Writer) error {
		r, err := b.Open()
		if err != nil {
			return err
		}
		defer r.Close()
		_, err = io.Copy(w, r)
		return err
	})
	if err != nil {
		return err
	}
	if got := p.manifest.Members[len(p.manifest.Members)-1].SHA256; got != b.SHA256 {
		return fault.New(fault.Conflict, fmt.Sprintf("佐证文件 %s 的内容被改动过，无法导出，请运行 zhenggai verify。", b.SHA256),
			fmt.Sprintf("The evidence file %s was changed and cannot be exported; run zhenggai verify.", b.SHA256), nil)
	}
	return nil
}

// member writes one member and notes it in the manifest.
func (p *packer) member(name string, method uint16, fill func(io.Writer) error) error {
	w, err := p.zip.CreateHeader(&zip.FileHeader{Name: name, Method: method})
	if err != nil {
		return err
	}
	d := newDigester()
	n := counter{}
	if err := fill(io.MultiWriter(w, d, &n)); err != nil {
		return err
	}
	p.manifest.Members = append(p.manifest.Members, Member{name, n.n, d.digest()})
	return nil
}

// close writes the manifest and the directory.
func (p *packer) close(s Signer) error {
	w, err := p.zip.CreateHeader(&zip.FileHeader{Name: manifestMember, Method: zip.Store})
	if err != nil {
		return err
	}
	if err := p.zip.Flush(); err != nil {
		return err
	}
	p.before.Sum(p.manifest.Before[:0])
	text, err := p.manifest.text()
	if err != nil {
		return err
	}
	msg, err := sign(string(text), s)
	if err != nil {
		return err
	}
	if len(msg) > maxManifest {
		return fault.New(fault.Invalid, "佐证文件太多，一个账册包装不下，请分批导出。",
			"There are too many evidence files for one bundle; please export them in parts.", nil)
	}
	if _, err := w.Write(msg); err != nil {
		return err
	}
	return p.zip.Close()
}

// A counter counts bytes.
type counter struct{ n int64 }

func (c *counter) Write(p []byte) (int, error) {
	c.n += int64(len(p))
	return len(p), nil
}
