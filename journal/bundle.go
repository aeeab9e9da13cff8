package journal

import (
	"archive/zip"
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"

	"zhenggai/fault"
)

// A Bundle is a bundle that is being read. Its manifest is signed by a known key;
// what its members hold is compared with the manifest as it is read.
type Bundle struct {
	manifest Manifest
	files    []*zip.File // manifest.Members, then the manifest
	src      io.ReaderAt
	size     int64
}

// OpenBundle opens a bundle and checks its manifest's signature by one of the keys
// known, and that it has the members that the manifest says, of that size. It does
// not read them: that is for who reads them, or for [VerifyBundle].
func OpenBundle(r io.ReaderAt, size int64, known ...Verifier) (*Bundle, error) {
	if Encrypted(r) {
		return nil, fault.New(fault.Invalid, "账册包是加密的，请给出解密密钥。", "The bundle is encrypted; please give the key.", nil)
	}
	z, err := zip.NewReader(r, size)
	if err != nil {
		return nil, fault.New(fault.Invalid, "这不是完整的账册包：文件被截断，或者不是账册包，请重新传送。",
			"This is not a complete bundle: the file was cut off or is something else; please send it again.", err)
	}
	b := &Bundle{files: z.File, src: r, size: size}
	if err := b.readManifest(known); err != nil {
		return nil, fmt.Errorf("journal: open a bundle: %w", err)
	}
	if err := b.checkMembers(); err != nil {
		return nil, fmt.Errorf("journal: open a bundle: %w", err)
	}
	return b, nil
}

func (b *Bundle) readManifest(known []Verifier) error {
	var f *zip.File
	if n := len(b.files); n > 0 {
		f = b.files[n-1]
	}
	if f == nil || f.Name != manifestMember || f.Method != zip.Store {
		return fault.New(fault.Invalid, "账册包里没有清单：这不是账册包，或者被改动过。", "There is no manifest in the bundle: it is something else, or it was changed.", nil)
	}
	if f.UncompressedSize64 > maxManifest {
		return tooLarge(manifestMember)
	}
	msg, err := readAll(f, maxManifest)
	if err != nil {
		return altered(manifestMember, err)
	}
	text, err := open(msg, known)
	switch {
	case errors.Is(err, errUnknownKey):
		return fault.New(fault.Invalid, "账册包不是用所给公钥对应的私钥签名的：请换用正确的公钥，否则不要采信。",
			"The bundle was not signed with the key given: use the right public key, or do not trust it.", err)
	case err != nil:
		return fault.New(fault.Invalid, "账册包清单的签名不对：清单被改动过，请勿采信。",
			"The signature of the bundle's manifest is wrong: the manifest was changed; do not trust it.", err)
	}
	b.manifest, err = parseManifest([]byte(text))
	return err
}

// A member over harmlessSize may not be more than maxRatio times smaller than its
// content. Lines of the log are full of digests, which do not shrink.
const (
	harmlessSize = 256 << 20
	maxRatio     = 100
)

func (b *Bundle) checkMembers() error {
	missing := map[string]bool{}
	for _, m := range b.manifest.Members {
		missing[m.Name] = true
	}
	for _, f := range b.files[:len(b.files)-1] {
		if !missing[f.Name] {
			return fault.New(fault.Invalid, fmt.Sprintf("账册包里有清单之外（或重复）的文件 %q。", cut(f.Name)),
				fmt.Sprintf("The bundle has a file %q that is not in its manifest, or has it twice.", cut(f.Name)), nil)
		}
		delete(missing, f.Name)
	}
	for _, m := range b.manifest.Members {
		if missing[m.Name] {
			return fault.New(fault.Invalid, fmt.Sprintf("账册包里缺少文件 %s。", m.Name), fmt.Sprintf("The bundle lacks its file %s.", m.Name), nil)
		}
	}
	for i, m := range b.manifest.Members {
		f := b.files[i]
		if f.Name != m.Name || f.Method != methodOf(i) {
			return frameAltered(nil)
		}
		if f.UncompressedSize64 > harmlessSize && f.UncompressedSize64/maxRatio > f.CompressedSize64 {
			return tooLarge(m.Name)
		}
		if f.UncompressedSize64 != uint64(m.Size) {
			return altered(m.Name, nil)
		}
	}
	return nil
}

// methodOf returns how the i-th member is compressed: lines are, blobs are not.
func methodOf(i int) uint16 {
	if i < len(logMembers) {
		return zip.Deflate
	}
	return zip.Store
}

// Manifest returns the manifest.
func (b *Bundle) Manifest() Manifest { return b.manifest }

// Log returns the log in the bundle.
func (b *Bundle) Log() Log {
	return Log{
		Leaves: func(yield func(Leaf, error) bool) {
			n := int64(0)
			for line, err := range b.lines(0, maxLeaf) {
				if !yield(Leaf{n, line}, err) {
					return
				}
				n++
			}
		},
		Details: func(yield func(Detail, error) bool) {
			for line, err := range b.lines(1, maxDetail) {
				var d Detail
				if err == nil {
					if d, err = ParseDetail(line); err != nil {
						err = altered(detailsMember, err)
					}
				}
				if !yield(d, err) || err != nil {
					return
				}
			}
		},
	}
}

// Checkpoints returns the signed checkpoints in the bundle.
func (b *Bundle) Checkpoints() iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		for line, err := range b.lines(2, maxLeaf) {
			var msg string
			if err == nil && parseLine(line, &msg, func() []byte { return appendText(nil, msg) }) != nil {
				err = altered(checkpointsMember, nil)
			}
			if !yield([]byte(msg), err) || err != nil {
				return
			}
		}
	}
}

// Blob opens a blob. Reading it ends with an error if it is not the one of the
// manifest; so do not use what was read before its end is reached.
func (b *Bundle) Blob(sum Sum) (io.ReadCloser, error) {
	for i, m := range b.manifest.Blobs() {
		if m.SHA256 == sum {
			return b.member(len(logMembers) + i)
		}
	}
	return nil, fault.New(fault.NotFound, fmt.Sprintf("账册包里没有佐证文件 %s。", sum), fmt.Sprintf("There is no evidence file %s in the bundle.", sum), nil)
}

// The longest lines that are read of a bundle.
const (
	maxLeaf   = 64 << 10
	maxDetail = MaxImage + 64<<10
)

// lines yields the lines of member i, each a slice of its own.
func (b *Bundle) lines(i, most int) iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		name := b.manifest.Members[i].Name
		r, err := b.member(i)
		if err != nil {
			yield(nil, err)
			return
		}
		defer r.Close()
		scan := bufio.NewScanner(r)
		scan.Buffer(nil, most)
		scan.Split(wholeLines)
		for scan.Scan() {
			if !yield(bytes.Clone(scan.Bytes()), nil) {
				return
			}
		}
		switch err := scan.Err(); {
		case errors.Is(err, bufio.ErrTooLong):
			yield(nil, tooLarge(name))
		case err == io.ErrUnexpectedEOF:
			yield(nil, altered(name, err))
		case err != nil:
			yield(nil, err)
		}
	}
}

// wholeLines splits at line ends and wants one after the last line.
func wholeLines(data []byte, atEOF bool) (int, []byte, error) {
	if i := bytes.IndexByte(data, '\n'); i >= 0 {
		return i + 1, data[:i], nil
	}
	if atEOF && len(data) > 0 {
		return 0, nil, io.ErrUnexpectedEOF
	}
	return 0, nil, nil
}

// member opens the i-th member for reading against the manifest.
func (b *Bundle) member(i int) (io.ReadCloser, error) {
	r, err := b.files[i].Open()
	if err != nil {
		return nil, altered(b.files[i].Name, err)
	}
	return &checkedReader{r, newDigester(), b.manifest.Members[i], 0}, nil
}

// A checkedReader reads a member; at its end it compares size and digest with what
// they should be, and it never gives more than the size.
type checkedReader struct {
	io.ReadCloser
	digester digester
	want     Member
	n        int64
}

func (r *checkedReader) Read(p []byte) (int, error) {
	n, err := r.ReadCloser.Read(p)
	if r.n += int64(n); r.n > r.want.Size {
		return 0, tooLarge(r.want.Name)
	}
	r.digester.Write(p[:n])
	switch {
	case err == io.EOF && (r.n != r.want.Size || r.digester.digest() != r.want.Digest):
		return n, altered(r.want.Name, nil)
	case err != nil && err != io.EOF:
		return n, altered(r.want.Name, err)
	}
	return n, err
}

func tooLarge(name string) error {
	return fault.New(fault.Invalid, fmt.Sprintf("账册包里的 %s 解开后大得不合常理，不予读取。", name),
		fmt.Sprintf("The file %s of the bundle is larger than it can rightly be and is not read.", name), nil)
}

func altered(name string, err error) error {
	return fault.New(fault.Invalid, fmt.Sprintf("账册包里的 %s 与清单不符：被改动过或传送时损坏，请重新传送。", cut(name)),
		fmt.Sprintf("The file %s of the bundle is not as its manifest says: it was changed or damaged on the way; please send it again.", cut(name)), err)
}

func readAll(f *zip.File, most int64) ([]byte, error) {
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return io.ReadAll(io.LimitReader(r, most))
}

// VerifyBundle verifies a bundle as a whole, with nothing but the file and the
// keys known: every byte of the file, every member, the log as [Verify] does, and
// that it is the log which the manifest tells of. What is wrong with the file is
// the error; what is wrong with the log in it is in the report.
func VerifyBundle(r io.ReaderAt, size int64, known ...Verifier) (Report, error) {
	b, err := OpenBundle(r, size, known...)
	if err != nil {
		return Report{}, err
	}
	m := b.manifest
	for i := range m.Blobs() {
		if err := b.readThrough(len(logMembers) + i); err != nil {
			return Report{}, fmt.Errorf("journal: verify a bundle: %w", err)
		}
	}
	report, err := Verify(Copy{Origin: m.Origin, Log: b.Log(), Known: known, Checkpoints: b.Checkpoints()})
	if err == nil {
		err = b.checkFrame() // last, so that a changed member is named
	}
	if err == nil && (report.Size != m.Size || report.Root != m.Root || report.RootSM3 != m.RootSM3 ||
		report.Details != m.Details || report.Checkpoints != m.Checkpoints) {
		err = altered(manifestMember, nil)
	}
	return report, err
}

func (b *Bundle) readThrough(i int) error {
	r, err := b.member(i)
	if err != nil {
		return err
	}
	defer r.Close()
	_, err = io.Copy(io.Discard, r)
	return err
}
