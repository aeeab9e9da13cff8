package org

import (
	"encoding/hex"
	"errors"
	"time"
)

// An ID names one row for good: a UUID of version 7, so that ids made later sort
// later and none is ever given out twice, whichever installation made it. The
// zero ID names nothing.
type ID [16]byte

// Site is the book of what belongs to no inspected unit: units, people, grants,
// rounds, settings. It is a fixed id, so that every installation has one.
var Site = ID{6: 0x70, 8: 0x80, 15: 1}

// NewID returns the UUIDv7 of the millisecond at and ten random bytes.
func NewID(at time.Time, random [10]byte) ID {
	var id ID
	ms := uint64(at.UnixMilli())
	for i := range 6 {
		id[i] = byte(ms >> (40 - 8*i))
	}
	copy(id[6:], random[:])
	id[6] = id[6]&0x0f | 0x70 // version 7
	id[8] = id[8]&0x3f | 0x80 // RFC 9562 variant
	return id
}

// Time returns the millisecond that id was made at.
func (id ID) Time() time.Time {
	var ms int64
	for _, b := range id[:6] {
		ms = ms<<8 | int64(b)
	}
	return time.UnixMilli(ms).UTC()
}

// IsZero reports whether id names nothing.
func (id ID) IsZero() bool { return id == ID{} }

// String returns the usual form, 8-4-4-4-12 hexadecimal digits; "" for the zero ID.
func (id ID) String() string {
	b, _ := id.MarshalText()
	return string(b)
}

// MarshalText returns what String does.
func (id ID) MarshalText() ([]byte, error) {
	if id.IsZero() {
		return []byte{}, nil
	}
	b := make([]byte, 0, 36)
	for i, n := range []int{4, 2, 2, 2, 6} {
		if i > 0 {
			b = append(b, '-')
		}
		b = hex.AppendEncode(b, id[:n])
		id = shift(id, n)
	}
	return b, nil
}

// shift returns id without its first n bytes.
func shift(id ID, n int) (rest ID) {
	copy(rest[:], id[n:])
	return rest
}

// UnmarshalText reads what MarshalText wrote; "" is the zero ID.
func (id *ID) UnmarshalText(b []byte) error {
	*id = ID{}
	if len(b) == 0 {
		return nil
	}
	if len(b) != 36 || b[8] != '-' || b[13] != '-' || b[18] != '-' || b[23] != '-' {
		return errors.New("org: not an id")
	}
	digits := make([]byte, 0, 32)
	for i, c := range b {
		if i != 8 && i != 13 && i != 18 && i != 23 {
			digits = append(digits, c)
		}
	}
	var read ID
	if _, err := hex.Decode(read[:], digits); err != nil {
		return errors.New("org: not an id")
	}
	*id = read
	return nil
}

// ParseID reads the usual form of an id.
func ParseID(s string) (id ID, err error) {
	if s == "" {
		return id, errors.New("org: not an id")
	}
	return id, id.UnmarshalText([]byte(s))
}
