package journal

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/note"

	"zhenggai/fault"
	"zhenggai/golden"
)

func checkGolden(t *testing.T, name, got string) {
	t.Helper()
	golden.Check(t, "testdata/"+name, []byte(got))
}

func TestCheckpoint(t *testing.T) {
	t.Parallel()
	signer, verifier := testKey("zhenggai/site/demo")
	b := sampleBook(signer)
	msg := b.checkpoints[0]
	checkGolden(t, "checkpoint.golden", string(msg))
	got, err := ParseCheckpoint(msg, verifier)
	if err != nil {
		t.Fatal(err)
	}
	if got.Origin != b.origin || got.Size != 3 || got.At != start.Add(3*97*time.Second) {
		t.Errorf("read back as %+v", got)
	}
	empty := Head{}.Checkpoint(b.origin, start)
	if back, err := ParseCheckpoint(must(empty.Sign(signer)), verifier); err != nil || back != empty {
		t.Errorf("an empty log: %+v, %v", back, err)
	}

	// A witness may sign beside the log.
	other, otherVerifier := testKey("witness")
	n, err := note.Open(msg, note.VerifierList(verifier))
	if err != nil {
		t.Fatal(err)
	}
	both := must(note.Sign(n, other))
	for _, known := range [][]Verifier{{verifier}, {otherVerifier}, {verifier, otherVerifier}} {
		if back, err := ParseCheckpoint(both, known...); err != nil || back != got {
			t.Errorf("with a witness: %+v, %v", back, err)
		}
	}
	if _, err := ParseCheckpoint(msg, otherVerifier); !errors.Is(err, errUnknownKey) || fault.KindOf(err) != fault.Invalid {
		t.Errorf("under another key: %v", err)
	}
	if _, err := ParseCheckpoint(msg); !errors.Is(err, errUnknownKey) {
		t.Errorf("under no key: %v", err)
	}
	flipped(msg, func(at int) {
		if _, err := ParseCheckpoint(msg, verifier); err == nil {
			t.Errorf("byte %d changed and not seen", at)
		}
	})
}

func TestCheckpointRefuses(t *testing.T) {
	t.Parallel()
	signer, verifier := testKey("unit")
	good := Head{}.Checkpoint(Origin("a"), start)
	for name, c := range map[string]Checkpoint{
		"no book":       {Origin("")[:len(originPrefix)-1], 0, good.Root, good.RootSM3, good.At},
		"odd book":      {Origin("a b"), 0, good.Root, good.RootSM3, good.At},
		"two lines":     {Origin("a\nb"), 0, good.Root, good.RootSM3, good.At},
		"negative size": {Origin("a"), -1, good.Root, good.RootSM3, good.At},
		"finer time":    {Origin("a"), 0, good.Root, good.RootSM3, good.At.Add(time.Nanosecond)},
	} {
		msg, err := c.Sign(signer)
		if name == "finer time" {
			if back, err := ParseCheckpoint(msg, verifier); err != nil || back.At != good.At {
				t.Errorf("%s: %v, %v", name, back, err)
			}
		} else if err == nil {
			t.Errorf("%s is signed", name)
		}
	}
	text := good.Text()
	for _, bad := range []string{
		"", "\n", strings.Replace(text, "\n0\n", "\n00\n", 1), strings.Replace(text, "\n0\n", "\n-0\n", 1), strings.Replace(text, "\n0\n", "\n+0\n", 1),
		strings.Replace(text, "sm3 ", "", 1), strings.Replace(text, "time ", "time  ", 1), text + "more\n", strings.Replace(text, "zhenggai/", "zg/", 1),
		strings.Replace(text, "Z\n", "+08:00\n", 1), strings.Replace(text, good.Root.String(), "AAAA", 1),
	} {
		msg := must(note.Sign(&note.Note{Text: bad + "\n"}, signer))
		if strings.HasSuffix(bad, "\n") {
			msg = must(note.Sign(&note.Note{Text: bad}, signer))
		}
		if _, err := ParseCheckpoint(msg, verifier); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

func TestKeys(t *testing.T) {
	t.Parallel()
	private, public, err := GenerateKey(strings.NewReader(strings.Repeat("k", 32)), "zhenggai/site/demo")
	if err != nil {
		t.Fatal(err)
	}
	checkGolden(t, "key.golden", private+public+"\n")
	if again, err := PublicKey(private); err != nil || again != public {
		t.Errorf("PublicKey: %q, %v", again, err)
	}
	signer, err := ParseSigner("\n" + strings.ReplaceAll(private, "\n", "\r\n"))
	if err != nil {
		t.Fatal(err)
	}
	verifier, err := ParseVerifier("  " + public + "\n")
	if err != nil {
		t.Fatal(err)
	}
	if signer.KeyHash() != verifier.KeyHash() || signer.Name() != verifier.Name() {
		t.Error("private and public key do not belong together")
	}
	for _, bad := range []string{"", "#", "x", private[:len(private)-9], public} {
		_, err := ParseSigner(bad)
		_, err2 := PublicKey(bad)
		if fault.KindOf(err) != fault.Invalid || fault.KindOf(err2) != fault.Invalid {
			t.Errorf("private key %q: %v, %v", bad, err, err2)
		}
	}
	secret := strings.TrimSpace(private[strings.LastIndexByte(private, '+')+1:])
	if _, err := ParseSigner(strings.Replace(private, "+KEY+z", "+KEY+Z", 1)); err == nil || strings.Contains(err.Error(), secret) {
		t.Errorf("a key with another name: %v", err)
	}
	if _, err := ParseVerifier(public[1:]); fault.KindOf(err) != fault.Invalid {
		t.Errorf("a public key cut off: %v", err)
	}
	for _, name := range []string{"", "a b", "a+b", "甲　乙"} {
		if _, _, err := GenerateKey(bytes.NewReader(make([]byte, 32)), name); fault.KindOf(err) != fault.Invalid {
			t.Errorf("name %q: %v", name, err)
		}
	}
	if _, _, err := GenerateKey(strings.NewReader("short"), "a"); !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("too little randomness: %v", err)
	}
}
