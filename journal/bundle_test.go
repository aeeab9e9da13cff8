package journal

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"zhenggai/fault"
)

// bundleOf returns the book with two blobs as a bundle.
func bundleOf(t testing.TB, b *book, s Signer) []byte {
	t.Helper()
	return pack(t, contents(b), s)
}

func contents(b *book) Contents {
	return Contents{Origin: b.origin, At: b.now, Log: b.log(), Checkpoints: seq(b.checkpoints), Blobs: blobs("会议纪要", "照片")}
}

func pack(t testing.TB, c Contents, s Signer) []byte {
	t.Helper()
	var buf bytes.Buffer
	if _, err := WriteBundle(&buf, c, s); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

func verifyBundle(file []byte, known ...Verifier) (Report, error) {
	return VerifyBundle(bytes.NewReader(file), int64(len(file)), known...)
}

func TestBundle(t *testing.T) {
	t.Parallel()
	signer, verifier := testKey("unit")
	b := sampleBook(signer)
	file := bundleOf(t, b, signer)
	if !bytes.Equal(file, bundleOf(t, b, signer)) {
		t.Error("the same contents give other bytes")
	}
	r, err := verifyBundle(file, verifier)
	if err != nil || !r.OK() || r.Size != 7 || r.Details != 10 || r.Checkpoints != 2 || r.Root != b.head.Root() {
		t.Fatalf("%+v, %v", r, err)
	}
	bundle, err := OpenBundle(bytes.NewReader(file), int64(len(file)), verifier)
	if err != nil {
		t.Fatal(err)
	}
	m := bundle.Manifest()
	text, err := m.text()
	if err != nil {
		t.Fatal(err)
	}
	checkGolden(t, "manifest.golden", string(text))
	for range 2 { // each sequence can be read again
		c, err := Compare(bundle.Log().Leaves, b.log().Leaves)
		if err != nil || c.Relation != Same {
			t.Errorf("the log is another: %+v, %v", c, err)
		}
		state, err := Replay(bundle.Log(), nil)
		if err != nil || state.Len() != len(b.rows) {
			t.Errorf("replayed: %v", err)
		}
		n := 0
		for msg, err := range bundle.Checkpoints() {
			if err != nil || !bytes.Equal(msg, b.checkpoints[n]) {
				t.Errorf("checkpoint %d is %q, %v", n, msg, err)
			}
			n++
		}
	}
	if len(m.Blobs()) != 2 {
		t.Fatalf("%d blobs", len(m.Blobs()))
	}
	for _, blob := range m.Blobs() {
		r, err := bundle.Blob(blob.SHA256)
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(r)
		if err != nil || r.Close() != nil || digestOf(content) != blob.Digest {
			t.Errorf("blob %s holds %q, %v", blob.Name, content, err)
		}
	}
	if _, err := bundle.Blob(Sum{}); fault.KindOf(err) != fault.NotFound {
		t.Errorf("a blob that is not there: %v", err)
	}
}

// TestBundleOfBefore proves that a bundle of the first format, written by an earlier
// release, is still read and that every byte of it still counts; it fails if a new
// release of Go writes the frame of ZIP files otherwise. The file is never written
// anew: another format gets a file of its own.
func TestBundleOfBefore(t *testing.T) {
	t.Parallel()
	_, verifier := testKey("unit")
	const path = "testdata/format1.zip"
	if r, err := verifyBundle(readFile(t, path), verifier); err != nil || !r.OK() || r.Size != 7 {
		t.Errorf("%s: %+v, %v", path, r, err)
	}
}

func TestBundleEmpty(t *testing.T) {
	t.Parallel()
	signer, verifier := testKey("unit")
	b := newBook()
	file := pack(t, Contents{Origin: b.origin, At: start, Log: b.log()}, signer)
	if r, err := verifyBundle(file, verifier); err != nil || !r.OK() || r.Size != 0 {
		t.Errorf("%+v, %v", r, err)
	}
}

// TestBundleShowsFaults proves that a damaged log can be carried and its faults
// are seen there.
func TestBundleShowsFaults(t *testing.T) {
	t.Parallel()
	signer, verifier := testKey("unit")
	b := sampleBook(signer)
	b.details[1].Image = bytes.Replace(b.details[1].Image, []byte("1234567"), []byte("1234568"), 1)
	r, err := verifyBundle(bundleOf(t, b, signer), verifier)
	if err != nil || !slices.Equal(kinds(r), []string{"detail_altered 0 finding/2"}) {
		t.Errorf("%v, %v", kinds(r), err)
	}
}

// TestBundleEveryByte flips a bit in every byte of a bundle, also of an encrypted
// one, and cuts it off everywhere.
func TestBundleEveryByte(t *testing.T) {
	t.Parallel()
	signer, verifier := testKey("unit")
	b := newBook()
	b.write("finding.add", "finding", "1", "2")
	b.write("finding.amend", "finding", "1")
	b.blot(0)
	b.sign(signer)
	file := pack(t, contents(b), signer)
	flipped(file, func(at int) {
		if r, err := verifyBundle(file, verifier); err == nil && r.OK() {
			t.Errorf("byte %d of %d changed and not seen", at, len(file))
		} else if err != nil && fault.KindOf(err) != fault.Invalid {
			t.Errorf("byte %d changed: no sentence in %v", at, err)
		}
	})
	for n := range file {
		if _, err := verifyBundle(file[:n], verifier); fault.KindOf(err) != fault.Invalid {
			t.Errorf("cut off after %d bytes: %v", n, err)
		}
	}
	if _, err := verifyBundle(append(bytes.Clone(file), 0), verifier); err == nil {
		t.Error("a byte too many is not seen")
	}

	private, public, err := GenerateIdentity()
	if err != nil {
		t.Fatal(err)
	}
	secret := encrypted(t, file, func(w io.Writer) (io.WriteCloser, error) { return EncryptTo(w, public) })
	try := func(secret []byte) error {
		plain, n, err := DecryptWith(bytes.NewReader(secret), int64(len(secret)), private)
		if err != nil {
			return err
		}
		_, err = VerifyBundle(plain, n, verifier)
		return err
	}
	if err := try(secret); err != nil {
		t.Fatal(err)
	}
	flipped(secret[:300], func(at int) {
		if err := try(secret); fault.KindOf(err) != fault.Invalid {
			t.Errorf("encrypted byte %d changed: %v", at, err)
		}
	})
	for n := 0; n < len(secret); n += 13 {
		if err := try(secret[:n]); fault.KindOf(err) != fault.Invalid {
			t.Errorf("encrypted, cut off after %d bytes: %v", n, err)
		}
	}
}

func encrypted(t *testing.T, file []byte, by func(io.Writer) (io.WriteCloser, error)) []byte {
	t.Helper()
	var buf bytes.Buffer
	w, err := by(&buf)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(file); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

// TestBundleRefuses holds the one sentence that each refusal says.
func TestBundleRefuses(t *testing.T) {
	t.Parallel()
	signer, verifier := testKey("unit")
	other, otherVerifier := testKey("other")
	b := sampleBook(signer)
	good := bundleOf(t, b, signer)
	_, public, err := GenerateIdentity()
	if err != nil {
		t.Fatal(err)
	}
	var said strings.Builder
	for _, tc := range []struct {
		name string
		file []byte
	}{
		{"nothing", nil},
		{"something else", []byte(strings.Repeat("报告", 100))},
		{"cut off", good[:len(good)-30]},
		{"encrypted", encrypted(t, good, func(w io.Writer) (io.WriteCloser, error) { return EncryptTo(w, public) })},
		{"by someone else", bundleOf(t, b, other)},
		{"a blob changed", bytes.Replace(bytes.Clone(good), []byte("会议纪要"), []byte("会议记要"), 1)},
		{"an empty zip", rezip(t, good, func([]part) []part { return nil })},
		{"no manifest", rezip(t, good, func(p []part) []part { return p[:len(p)-1] })},
		{"a file too many", rezip(t, good, func(p []part) []part {
			return slices.Insert(p, 3, part{"blob/../../etc/passwd", zip.Store, []byte("x"), 0})
		})},
		{"a file twice", rezip(t, good, func(p []part) []part { return slices.Insert(p, 3, p[2]) })},
		{"a file missing", rezip(t, good, func(p []part) []part { return slices.Delete(p, 3, 4) })},
		{"two files exchanged", rezip(t, good, func(p []part) []part { p[3], p[4] = p[4], p[3]; return p })},
		{"another size", rezip(t, good, func(p []part) []part { p[0].content = p[0].content[1:]; return p })},
		{"another content", rezip(t, good, func(p []part) []part { p[1].content[9] ^= 1; return p })},
		{"a bomb", rezip(t, good, func(p []part) []part { p[1].claims = 1 << 30; return p })},
		{"a manifest that is none", signedManifest(t, good, signer, "{}\n")},
		{"a manifest of tomorrow", signedManifest(t, good, signer, "{\"format\":2}\n")},
		{"a manifest with a wrong signature", rezip(t, good, func(p []part) []part {
			m := &p[len(p)-1]
			m.content = bytes.Replace(m.content, []byte(`"size": 7`), []byte(`"size": 6`), 1)
			return p
		})},
		{"other bytes between", rezip(t, good, func(p []part) []part { return p })},
	} {
		r, err := verifyBundle(tc.file, verifier)
		if fault.KindOf(err) != fault.Invalid {
			t.Errorf("%s: %v, %v", tc.name, kinds(r), err)
			continue
		}
		fmt.Fprintf(&said, "%s\n  %s\n  %s\n", tc.name, fault.Say(err, "zh"), fault.Say(err, "en"))
	}
	checkGolden(t, "refusals.golden", said.String())
	if _, err := verifyBundle(good, otherVerifier); !errors.Is(err, errUnknownKey) {
		t.Errorf("under another key: %v", err)
	}
	if _, err := verifyBundle(good, otherVerifier, verifier); err != nil {
		t.Errorf("under several keys: %v", err)
	}
}

// TestCheckedReader proves that a member which inflates to more than it said is
// given up at once.
func TestCheckedReader(t *testing.T) {
	t.Parallel()
	endless := &checkedReader{io.NopCloser(zeros{}), newDigester(), Member{Name: "details.jsonl", Size: 1000}, 0}
	n, err := io.Copy(io.Discard, endless)
	if n > 1000 || fault.KindOf(err) != fault.Invalid {
		t.Errorf("%d bytes, %v", n, err)
	}
}

// zeros has no end.
type zeros struct{}

func (zeros) Read(p []byte) (int, error) { return len(p), nil }

// A part is a member of a ZIP file.
type part struct {
	name    string
	method  uint16
	content []byte
	claims  uint64 // if not 0, the size it says that content inflates to
}

// rezip takes a ZIP file apart and puts it together changed.
func rezip(t *testing.T, file []byte, change func([]part) []part) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	var parts []part
	for _, f := range z.File {
		content, err := readAll(f, 1<<30)
		if err != nil {
			t.Fatal(err)
		}
		parts = append(parts, part{f.Name, f.Method, content, 0})
	}
	var buf bytes.Buffer
	w := zip.NewWriter(&buf)
	for _, p := range change(parts) {
		create, header := w.CreateHeader, &zip.FileHeader{Name: p.name, Method: p.method, Comment: "changed"}
		if p.claims > 0 {
			create, header.CompressedSize64, header.UncompressedSize64 = w.CreateRaw, uint64(len(p.content)), p.claims
		}
		f, err := create(header)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write(p.content); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

func signedManifest(t *testing.T, file []byte, s Signer, text string) []byte {
	return rezip(t, file, func(p []part) []part {
		p[len(p)-1].content = must(sign(text, s))
		return p
	})
}

func TestWriteBundleRefuses(t *testing.T) {
	t.Parallel()
	signer, _ := testKey("unit")
	broken := errors.New("no disk")
	for name, change := range map[string]func(c *Contents, b *book){
		"no book":             func(c *Contents, _ *book) { c.Origin = "x" },
		"an entry gone":       func(c *Contents, b *book) { b.leaves = b.leaves[1:]; c.Log = b.log() },
		"an entry unreadable": func(c *Contents, b *book) { b.leaves[1].Body = []byte("{}"); c.Log = b.log() },
		"a detail unreadable": func(c *Contents, b *book) { b.details[1].Image = []byte("{\n}"); c.Log = b.log() },
		"a checkpoint unreadable": func(c *Contents, _ *book) {
			c.Checkpoints = seq([][]byte{[]byte("\xff")})
		},
		"leaves fail":  func(c *Contents, _ *book) { c.Leaves = cutOff(c.Leaves, 1) },
		"details fail": func(c *Contents, _ *book) { c.Details = cutOff(c.Details, 1) },
		"blobs fail":   func(c *Contents, _ *book) { c.Blobs = cutOff(c.Blobs, 1) },
		"blobs twice": func(c *Contents, _ *book) {
			one := c.Blobs
			c.Blobs = func(yield func(Blob, error) bool) { one(yield); one(yield) }
		},
		"a blob changed": func(c *Contents, _ *book) {
			c.Blobs = seq([]Blob{{Sum{1}, func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader("x")), nil }}})
		},
		"a blob gone": func(c *Contents, _ *book) {
			c.Blobs = seq([]Blob{{Sum{1}, func() (io.ReadCloser, error) { return nil, broken }}})
		},
	} {
		b := sampleBook(signer).clone()
		c := contents(b)
		change(&c, b)
		if _, err := WriteBundle(io.Discard, c, signer); err == nil {
			t.Errorf("%s: written", name)
		}
	}
	for n := range 40 {
		if _, err := WriteBundle(&fullDisk{n * 100, broken}, contents(sampleBook(signer)), signer); !errors.Is(err, broken) {
			t.Errorf("disk full after %d bytes: %v", n*100, err)
		}
	}
}

// A fullDisk takes left bytes.
type fullDisk struct {
	left int
	err  error
}

func (d *fullDisk) Write(p []byte) (int, error) {
	if len(p) > d.left {
		return d.left, d.err
	}
	d.left -= len(p)
	return len(p), nil
}

func TestEncryption(t *testing.T) {
	t.Parallel()
	file := bytes.Repeat([]byte("账册"), 50_000)
	private, public, err := GenerateIdentity()
	if err != nil {
		t.Fatal(err)
	}
	otherPrivate, _, err := GenerateIdentity()
	if err != nil {
		t.Fatal(err)
	}
	byKey := encrypted(t, file, func(w io.Writer) (io.WriteCloser, error) { return EncryptTo(w, " "+public+"\n") })
	r, n, err := DecryptWith(bytes.NewReader(byKey), int64(len(byKey)), otherPrivate, private+"\n")
	if err != nil {
		t.Fatal(err)
	}
	if got, err := io.ReadAll(io.NewSectionReader(r, 0, n)); err != nil || !bytes.Equal(got, file) {
		t.Errorf("%d bytes come back, %v", len(got), err)
	}
	if !Encrypted(bytes.NewReader(byKey)) || Encrypted(bytes.NewReader(file)) || Encrypted(bytes.NewReader(nil)) {
		t.Error("Encrypted does not tell")
	}
	for name, try := range map[string]func() error{
		"wrong key": func() error {
			_, _, err := DecryptWith(bytes.NewReader(byKey), int64(len(byKey)), otherPrivate)
			return err
		},
		"no key":            func() error { _, _, err := DecryptWith(bytes.NewReader(byKey), int64(len(byKey)), "x"); return err },
		"not encrypted":     func() error { _, _, err := DecryptWith(bytes.NewReader(file), int64(len(file)), private); return err },
		"unknown recipient": func() error { _, err := EncryptTo(io.Discard, private); return err },
	} {
		if err := try(); fault.KindOf(err) != fault.Invalid || strings.Contains(err.Error(), private) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := EncryptTo(io.Discard); err == nil {
		t.Error("encrypted to nobody")
	}
}
