package ledger

import (
	"encoding/hex"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"zhenggai/org"
)

// A Digest is 32 bytes of SHA-256 or SM3; the zero Digest is none.
type Digest [32]byte

// IsZero reports whether d is none.
func (d Digest) IsZero() bool { return d == Digest{} }

// String returns d as 64 hexadecimal digits, or "".
func (d Digest) String() string {
	if d.IsZero() {
		return ""
	}
	return hex.EncodeToString(d[:])
}

// MarshalText returns what String does.
func (d Digest) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what MarshalText wrote.
func (d *Digest) UnmarshalText(b []byte) error {
	*d = Digest{}
	if len(b) == 0 {
		return nil
	}
	if len(b) != 64 {
		return errors.New("ledger: not a digest")
	}
	_, err := hex.Decode(d[:], b)
	return err
}

// A Time is a moment in UTC to the millisecond, the server's. It is its own type so
// that its JSON has one form, in every row and for ever.
type Time struct{ time.Time }

// At returns t as the ledger keeps it.
func At(t time.Time) Time { return Time{t.UTC().Truncate(time.Millisecond)} }

const timeForm = "2006-01-02T15:04:05.000Z"

// String returns t as 2006-01-02T15:04:05.000Z, or "" for no moment.
func (t Time) String() string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(timeForm)
}

// MarshalText returns what String does.
func (t Time) MarshalText() ([]byte, error) { return []byte(t.String()), nil }

// MarshalJSON returns what String does, in quotes; it stands before time.Time's own.
func (t Time) MarshalJSON() ([]byte, error) { return strconv.AppendQuote(nil, t.String()), nil }

// UnmarshalText reads what MarshalText wrote.
func (t *Time) UnmarshalText(b []byte) (err error) {
	if len(b) == 0 {
		*t = Time{}
		return nil
	}
	t.Time, err = time.Parse(timeForm, string(b))
	return err
}

// UnmarshalJSON reads what MarshalJSON wrote.
func (t *Time) UnmarshalJSON(b []byte) error {
	s, err := strconv.Unquote(string(b))
	if err != nil {
		return fmt.Errorf("ledger: reading a time: %w", err)
	}
	return t.UnmarshalText([]byte(s))
}

// Fen is an amount of money in hundredths of a yuan.
type Fen int64

// String returns the amount in yuan with two decimals: 5487400.00.
func (f Fen) String() string {
	sign, v := "", int64(f)
	if v < 0 {
		sign, v = "-", -v
	}
	return fmt.Sprintf("%s%d.%02d", sign, v/100, v%100)
}

// MarshalText returns what String does, so that JSON never rounds money.
func (f Fen) MarshalText() ([]byte, error) { return []byte(f.String()), nil }

// UnmarshalText reads yuan with at most two decimals.
func (f *Fen) UnmarshalText(b []byte) (err error) { *f, err = ParseFen(string(b)); return err }

// ParseFen reads an amount in yuan with at most two decimals.
func ParseFen(s string) (Fen, error) {
	digits, negative := strings.CutPrefix(s, "-")
	yuan, fen, _ := strings.Cut(digits, ".")
	if len(fen) > 2 || yuan == "" || strings.ContainsAny(yuan+fen, "+-") {
		return 0, fmt.Errorf("ledger: not an amount: %q", s)
	}
	v, err := strconv.ParseInt(yuan+(fen + "00")[:2], 10, 64)
	if err != nil {
		return 0, fmt.Errorf("ledger: not an amount: %q", s)
	}
	if negative {
		v = -v
	}
	return Fen(v), nil
}

// A Source ties a field of a row to the words of a document it came from.
type Source struct {
	Field    string `json:"field"` // JSON name of the field
	Document org.ID `json:"document"`
	Start    int    `json:"start"` // bytes of the document's text, half open
	End      int    `json:"end"`
}

// Sources are the words that a row's fields came from.
type Sources []Source

// Of returns the source of field, if it has one.
func (s Sources) Of(field string) (Source, bool) {
	for _, src := range s {
		if src.Field == field {
			return src, true
		}
	}
	return Source{}, false
}
