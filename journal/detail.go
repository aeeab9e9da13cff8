package journal

import (
	"encoding/hex"
	"encoding/json"
	"strconv"
	"unicode"
	"unicode/utf8"

	"zhenggai/fault"
)

// A Salt makes the digest of an image unguessable; it is drawn at random for each.
type Salt [16]byte

// MarshalText returns the salt as hex.
func (s Salt) MarshalText() ([]byte, error) { return hex.AppendEncode(nil, s[:]), nil }

// UnmarshalText reads 32 hex digits.
func (s *Salt) UnmarshalText(text []byte) error {
	if len(text) != hex.EncodedLen(len(s)) {
		return hex.ErrLength
	}
	_, err := hex.Decode(s[:], text)
	return err
}

// A Key names a row of the ledger within its book.
type Key struct {
	Table string `json:"table"`
	ID    string `json:"id"`
}

// A Row is one row of the ledger at one version: 1 when it is first written, one
// more with each change. Image is its canonical JSON, made by [Image].
type Row struct {
	Key
	Version int64           `json:"version"`
	Image   json.RawMessage `json:"image"`
}

// A Detail is a row as entry Index wrote it, the N-th of that entry from 0. It is
// kept beside the log, not in it: the entry holds a digest.
type Detail struct {
	Index  int64
	N      int
	Row           // Image is empty once it is blotted out
	Salt   Salt   // zero once the image is blotted out
	Digest Digest // of salt and image; stays for good

	made json.RawMessage // the image as NewDetail made it; nil once sealed
}

// NewDetail returns the detail of a row of which the image is that of v; its salt is
// still to be drawn. Seal need not read such an image once more, which took
// 7 in 100 of the processor time of a large import.
func NewDetail(k Key, version int64, v any) (Detail, error) {
	image, err := Image(v)
	if err != nil {
		return Detail{}, err
	}
	return Detail{Row: Row{Key: k, Version: version, Image: image}, made: image}, nil
}

// isMade reports whether the image is the one that NewDetail made, and not another
// that was put in its place.
func (d *Detail) isMade() bool {
	return len(d.made) > 0 && len(d.made) == len(d.Image) && &d.made[0] == &d.Image[0]
}

// BlotTable is the table whose rows say which images were blotted out, by whose
// order and on what ground. The id of such a row is that of [Detail.BlotID].
// [Verify] reports a blotted image for which the log has no such row.
const BlotTable = "blot"

// BlotID returns the id that the row of [BlotTable] about this detail must have.
func (d *Detail) BlotID() string {
	return strconv.FormatInt(d.Index, 10) + "/" + strconv.Itoa(d.N)
}

// Blotted reports whether the image was blotted out.
func (d *Detail) Blotted() bool { return len(d.Image) == 0 }

// Blot returns the detail without image and salt, from which nothing can be
// learnt of the image, not even by guessing. The log stands as before. Blot only
// images that a later version has taken the place of: Verify cannot compare the
// row in the ledger with an image that is gone, and says so.
func (d Detail) Blot() Detail {
	d.Image, d.Salt, d.made = nil, Salt{}, nil
	return d
}

// Line returns the detail as one line of canonical JSON, without a line end.
func (d *Detail) Line() []byte {
	out := make([]byte, 0, len(d.Image)+len(d.ID)+384)
	out = append(out, `{"index":`...)
	out = strconv.AppendInt(out, d.Index, 10)
	out = append(out, `,"n":`...)
	out = strconv.AppendInt(out, int64(d.N), 10)
	out = appendText(append(out, `,"table":`...), d.Table)
	out = appendText(append(out, `,"id":`...), d.ID)
	out = append(out, `,"version":`...)
	out = strconv.AppendInt(out, d.Version, 10)
	out = appendHex(append(out, `,"sha256":`...), d.Digest.SHA256[:])
	out = appendHex(append(out, `,"sm3":`...), d.Digest.SM3[:])
	if !d.Blotted() {
		out = appendHex(append(out, `,"salt":`...), d.Salt[:])
		out = append(append(out, `,"image":`...), d.Image...)
	}
	return append(out, '}')
}

// ParseDetail reads what [Detail.Line] wrote, and nothing else.
func ParseDetail(line []byte) (Detail, error) {
	var d Detail
	err := parseLine(line, &struct {
		Index *int64 `json:"index"`
		N     *int   `json:"n"`
		*Row
		*Digest
		Salt *Salt `json:"salt"`
	}{&d.Index, &d.N, &d.Row, &d.Digest, &d.Salt}, d.Line)
	if err == nil {
		err = d.check()
	}
	if err != nil {
		return Detail{}, fault.New(fault.Invalid, "存证日志的一条明细无法识别。", "A detail of the journal cannot be read.", err)
	}
	return d, nil
}

// check refuses a detail that the journal would not have written.
func (d *Detail) check() error {
	switch {
	case d.Index < 0 || d.N < 0 || d.Version < 1 || !isTerm(d.Table, 64) || !isTerm(d.ID, 512):
		return fault.New(fault.Internal, "存证明细的表名、行号或版本不合规定，请报告这个程序错误。",
			"The table, id or version of a journal detail is not allowed; please report this bug.", nil)
	case d.Blotted(), d.isMade():
		return nil
	}
	return checkImage(d.Image)
}

// isTerm reports whether s is text on one line of 1 to most bytes.
func isTerm(s string, most int) bool {
	if s == "" || len(s) > most || !utf8.ValidString(s) {
		return false
	}
	for _, r := range s {
		if unicode.IsControl(r) || r == '\u2028' || r == '\u2029' {
			return false
		}
	}
	return true
}

func appendHex(out, b []byte) []byte {
	return append(hex.AppendEncode(append(out, '"'), b), '"')
}
