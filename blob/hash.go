package blob

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"

	"github.com/emmansun/gmsm/sm3"
)

// A Hash is a digest of 32 bytes. As text and in JSON it is 64 lower-case
// hexadecimal digits.
type Hash [32]byte

// ParseHash reads the text form of a Hash. It takes no other spelling, so that
// one object has one name.
func ParseHash(s string) (Hash, error) {
	var h Hash
	if len(s) != 2*len(h) || s != strings.ToLower(s) {
		return Hash{}, fmt.Errorf("blob: %q is not a hash of %d lower-case hexadecimal digits", s, 2*len(h))
	}
	if _, err := hex.Decode(h[:], []byte(s)); err != nil {
		return Hash{}, fmt.Errorf("blob: hash %q: %w", s, err)
	}
	return h, nil
}

// String returns h as text.
func (h Hash) String() string { return hex.EncodeToString(h[:]) }

// IsZero reports whether h is the zero Hash, which names nothing.
func (h Hash) IsZero() bool { return h == Hash{} }

// MarshalText returns the text form, also for JSON.
func (h Hash) MarshalText() ([]byte, error) { return []byte(h.String()), nil }

// UnmarshalText reads the text form.
func (h *Hash) UnmarshalText(b []byte) error {
	got, err := ParseHash(string(b))
	if err != nil {
		return err
	}
	*h = got
	return nil
}

// Compare orders hashes as their text is ordered.
func (h Hash) Compare(o Hash) int { return bytes.Compare(h[:], o[:]) }

// Digests returns the SHA-256 and the SM3 of b.
func Digests(b []byte) (sha, sm Hash) { return sha256.Sum256(b), sm3.Sum(b) }
