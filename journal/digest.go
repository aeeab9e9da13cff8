package journal

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"hash"

	"github.com/emmansun/gmsm/sm3"
)

// A Sum is the value of one hash function; its text is lower-case hex.
type Sum [32]byte

// String returns the sum as hex.
func (s Sum) String() string { return hex.EncodeToString(s[:]) }

// MarshalText returns the sum as hex.
func (s Sum) MarshalText() ([]byte, error) { return hex.AppendEncode(nil, s[:]), nil }

// UnmarshalText reads 64 hex digits.
func (s *Sum) UnmarshalText(text []byte) error {
	if len(text) != hex.EncodedLen(len(s)) {
		return hex.ErrLength
	}
	_, err := hex.Decode(s[:], text)
	return err
}

// A Digest is what both hash functions say of the same bytes.
type Digest struct {
	SHA256 Sum `json:"sha256"`
	SM3    Sum `json:"sm3"`
}

// digestOf returns the digest of b.
func digestOf(b []byte) Digest { return Digest{sha256.Sum256(b), sm3.Sum(b)} }

// A digester digests a stream.
type digester struct{ sha256, sm3 hash.Hash }

func newDigester() digester { return digester{sha256.New(), sm3.New()} }

func (d digester) Write(p []byte) (int, error) {
	d.sha256.Write(p) // a hash never fails
	d.sm3.Write(p)
	return len(p), nil
}

// digest returns the digest of what was written.
func (d digester) digest() Digest {
	var out Digest
	d.sha256.Sum(out.SHA256[:0])
	d.sm3.Sum(out.SM3[:0])
	return out
}

// What is hashed begins with what it is, so that no bytes can be taken for
// something else, and every part of varying length follows its length.
const (
	imageDomain   = "zhenggai image v1\n"
	detailDomain  = "zhenggai detail v1\n"
	detailsDomain = "zhenggai details v1\n"
)

// imageDigest commits to an image without giving it away: the salt keeps others
// from guessing short images. buf is scratch and may be nil.
func imageDigest(buf []byte, salt Salt, image []byte) (d Digest, scratch []byte) {
	buf = append(buf[:0], imageDomain...)
	buf = append(buf, salt[:]...)
	buf = appendSized(buf, image)
	return digestOf(buf), buf
}

// detailDigest binds the digest of an image to the row and version it is of. It
// does not need the image, so it stays the same when the image is blotted out.
func detailDigest(buf []byte, d *Detail) (sum Digest, scratch []byte) {
	buf = append(buf[:0], detailDomain...)
	buf = appendSized(buf, []byte(d.Table))
	buf = appendSized(buf, []byte(d.ID))
	buf = binary.BigEndian.AppendUint64(buf, uint64(d.Version))
	end := len(buf)
	buf = append(buf, d.Digest.SHA256[:]...)
	sum.SHA256 = sha256.Sum256(buf)
	buf = append(buf[:end], d.Digest.SM3[:]...)
	sum.SM3 = sm3.Sum(buf)
	return sum, buf
}

// An entryDigester makes the digest of an entry from those of its n details.
type entryDigester struct{ digester }

func newEntryDigester(n int) entryDigester {
	d := entryDigester{newDigester()}
	d.Write(binary.BigEndian.AppendUint64([]byte(detailsDomain), uint64(n)))
	return d
}

func (d entryDigester) add(sum Digest) {
	d.sha256.Write(sum.SHA256[:])
	d.sm3.Write(sum.SM3[:])
}

func appendSized(buf, part []byte) []byte {
	buf = binary.BigEndian.AppendUint64(buf, uint64(len(part)))
	return append(buf, part...)
}
