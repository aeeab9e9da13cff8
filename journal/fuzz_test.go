package journal

import (
	"bytes"
	"os"
	"testing"
)

func readFile(t testing.TB, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// FuzzEntry holds that what is read is written the same.
func FuzzEntry(f *testing.F) {
	signer, _ := testKey("unit")
	b := sampleBook(signer)
	for _, l := range b.leaves {
		f.Add(l.Body)
	}
	for i := range b.details {
		f.Add(b.details[i].Line())
	}
	f.Fuzz(func(t *testing.T, line []byte) {
		if e, err := ParseEntry(line); err == nil && !bytes.Equal(e.Leaf(), line) {
			t.Errorf("%q is written %q", line, e.Leaf())
		}
		if d, err := ParseDetail(line); err == nil && !bytes.Equal(d.Line(), line) {
			t.Errorf("%q is written %q", line, d.Line())
		}
	})
}

// FuzzCanonical holds that the canonical form is a fixed point.
func FuzzCanonical(f *testing.F) {
	f.Add([]byte(`{"b":[1,2.50,null,"\u6574"],"a":{"x":null}}`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		once, err := canonical(nil, raw)
		if err != nil {
			return
		}
		if twice, err := canonical(nil, once); err != nil || !bytes.Equal(once, twice) {
			t.Errorf("%q becomes %q, then %q, %v", raw, once, twice, err)
		}
	})
}

func FuzzHead(f *testing.F) {
	signer, _ := testKey("unit")
	f.Add(sampleBook(signer).head.Bytes())
	f.Add(Head{}.Bytes())
	f.Fuzz(func(t *testing.T, b []byte) {
		h, err := ParseHead(b)
		if err != nil {
			return
		}
		if !bytes.Equal(h.Bytes(), b) {
			t.Errorf("%x is written %x", b, h.Bytes())
		}
		if _, next, err := h.Append([]byte("x")); err == nil && next.Size() != h.Size()+1 {
			t.Errorf("%x does not go on", b)
		}
	})
}

// FuzzCheckpoint reads both a signed note and the text that would be signed.
func FuzzCheckpoint(f *testing.F) {
	signer, verifier := testKey("unit")
	for _, msg := range sampleBook(signer).checkpoints {
		f.Add(msg)
		f.Add(msg[:bytes.Index(msg, []byte("\n\n"))+1])
	}
	f.Fuzz(func(t *testing.T, msg []byte) {
		if c, err := ParseCheckpoint(msg, verifier); err == nil && !bytes.HasPrefix(msg, []byte(c.Text()+"\n")) {
			t.Errorf("%q reads as %q", msg, c.Text())
		}
		if c, err := parseCheckpointText(string(msg)); err == nil && c.Text() != string(msg) {
			t.Errorf("%q reads as %q", msg, c.Text())
		}
	})
}

// FuzzBundle holds that nothing but the bundle itself passes for a bundle.
func FuzzBundle(f *testing.F) {
	signer, verifier := testKey("unit")
	b := newBook()
	b.write("finding.add", "finding", "1")
	b.sign(signer)
	good := bundleOf(f, b, signer)
	f.Add(good)
	f.Fuzz(func(t *testing.T, file []byte) {
		if r, err := verifyBundle(file, verifier); err == nil && r.OK() && r.Root == b.head.Root() && !bytes.Equal(file, good) {
			t.Errorf("%x passes", file)
		}
	})
}

func FuzzManifest(f *testing.F) {
	f.Add(readFile(f, "testdata/manifest.golden"))
	f.Fuzz(func(t *testing.T, text []byte) {
		m, err := parseManifest(text)
		if err != nil {
			return
		}
		if again, err := m.text(); err != nil || !bytes.Equal(again, text) {
			t.Errorf("%q is written %q, %v", text, again, err)
		}
	})
}
