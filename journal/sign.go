package journal

import (
	"crypto/ed25519"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"strings"

	"golang.org/x/mod/sumdb/note"

	"zhenggai/fault"
)

// A Signer signs checkpoints and bundles, a Verifier knows its signature. Both are
// those of signed notes (c2sp.org/signed-note), with Ed25519 keys.
type (
	Signer   = note.Signer
	Verifier = note.Verifier
)

// algEd25519 is the mark of an Ed25519 key in the text of a key.
const algEd25519 = 1

// GenerateKey makes a key pair of 32 bytes from random. name says whose it is: no
// spaces, no plus. private is the content of a key file, public is one line, to be
// printed and given to everyone who is to verify.
func GenerateKey(random io.Reader, name string) (private, public string, err error) {
	seed := make([]byte, ed25519.SeedSize)
	if _, err := io.ReadFull(random, seed); err != nil {
		return "", "", fmt.Errorf("journal: make a key: %w", err)
	}
	public, err = publicKey(name, seed)
	if err != nil {
		return "", "", err
	}
	hash, _, _ := strings.Cut(strings.TrimPrefix(public, name+"+"), "+")
	secret := base64.StdEncoding.EncodeToString(append([]byte{algEd25519}, seed...))
	private = fmt.Sprintf("# 存证签名私钥：请妥善保管，勿外传。Private signing key: keep it secret.\n# 公钥 public: %s\nPRIVATE+KEY+%s+%s+%s\n",
		public, name, hash, secret)
	if _, err := ParseSigner(private); err != nil {
		return "", "", err
	}
	return private, public, nil
}

// ParseSigner reads the content of a key file. Lines that begin with # are passed
// over.
func ParseSigner(private string) (Signer, error) {
	s, err := note.NewSigner(keyLine(private))
	if err != nil {
		return nil, fault.New(fault.Invalid, "签名私钥无法识别，请检查密钥文件是否完整。",
			"The private key cannot be read; please check that the key file is complete.", nil) // err might quote the key
	}
	return s, nil
}

// ParseVerifier reads a public key.
func ParseVerifier(public string) (Verifier, error) {
	v, err := note.NewVerifier(keyLine(public))
	if err != nil {
		return nil, fault.New(fault.Invalid, "公钥无法识别：应为一行“名称+八位十六进制+密钥”，请核对是否抄漏。",
			"The public key cannot be read: it is one line, name+eight hex digits+key; please compare it with the original.", err)
	}
	return v, nil
}

// PublicKey returns the public key that belongs to the content of a key file.
func PublicKey(private string) (string, error) {
	s, err := ParseSigner(private)
	if err != nil {
		return "", err
	}
	line := keyLine(private)
	key, err := base64.StdEncoding.DecodeString(line[strings.LastIndexByte(line, '+')+1:])
	if err != nil {
		return "", fmt.Errorf("journal: read a private key: %w", err)
	}
	return publicKey(s.Name(), key[1:])
}

func publicKey(name string, seed []byte) (string, error) {
	pub := ed25519.NewKeyFromSeed(seed).Public().(ed25519.PublicKey)
	public, err := note.NewEd25519VerifierKey(name, pub)
	if err != nil {
		return "", fmt.Errorf("journal: make a public key: %w", err)
	}
	if _, err := note.NewVerifier(public); err != nil {
		return "", fault.New(fault.Invalid, "密钥名称不能为空，不能含空格和加号。", "The name of a key must not be empty nor hold spaces or plus signs.", err)
	}
	return public, nil
}

// keyLine returns the first line that is neither empty nor a comment.
func keyLine(text string) string {
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
			return line
		}
	}
	return ""
}

// sign returns text as a signed note.
func sign(text string, s Signer) ([]byte, error) {
	msg, err := note.Sign(&note.Note{Text: text}, s)
	if err != nil {
		return nil, fmt.Errorf("journal: sign: %w", err)
	}
	return msg, nil
}

// errSignature is the cause where a signature is there and wrong; errUnknownKey
// where only keys that nobody here knows have signed.
var (
	errSignature  = errors.New("journal: invalid signature")
	errUnknownKey = errors.New("journal: no signature by a known key")
	errNoNote     = errors.New("journal: not a signed note")
)

// open returns the text of a signed note. A signature by one of the keys known is
// wanted; those of other keys are passed over.
func open(msg []byte, known []Verifier) (string, error) {
	n, err := note.Open(msg, note.VerifierList(known...))
	if err != nil {
		if _, ok := errors.AsType[*note.InvalidSignatureError](err); ok {
			return "", errSignature
		}
		if _, ok := errors.AsType[*note.UnverifiedNoteError](err); ok {
			return "", errUnknownKey
		}
		return "", fmt.Errorf("%w: %w", errNoNote, err)
	}
	// Base64 lets the last bits of a signature vary; here one form is right.
	for line := range strings.Lines(string(msg[len(n.Text)+1:])) {
		sig := strings.TrimSuffix(line[strings.LastIndexByte(line, ' ')+1:], "\n")
		if _, err := base64.StdEncoding.Strict().DecodeString(sig); err != nil {
			return "", errSignature
		}
	}
	return n.Text, nil
}
