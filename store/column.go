package store

import (
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"unicode/utf8"

	"zhenggai/fault"
	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/zh"
)

// A kind is what a column holds. What each is called in SQL is in the schema; a test
// compares the two.
type kind string

// The kinds. A day, a moment and JSON are text in one fixed form, so that both
// engines compare and sort them alike; none of the text kinds is ever NULL.
const (
	kindID     kind = "id"     // 16 bytes
	kindRef    kind = "ref"    // 16 bytes, or NULL for none
	kindDigest kind = "digest" // 32 bytes, or no bytes for none
	kindText   kind = "text"
	kindDay    kind = "day"    // 2006-01-02, or ''
	kindMoment kind = "moment" // 2006-01-02T15:04:05.000Z, or ''
	kindJSON   kind = "json"   // '' for an empty value
	kindNumber kind = "number"
	kindFlag   kind = "flag"
)

// A column ties a column of a table to a field of one row.
type column struct {
	name  string
	kind  kind
	field field
}

// A field reads and writes one field of a row.
type field interface {
	sql.Scanner
	value() (any, error)
}

func id(name string, p *org.ID) column  { return column{name, kindID, idField{p}} }
func ref(name string, p *org.ID) column { return column{name, kindRef, refField{p}} }
func digest(name string, p *ledger.Digest) column {
	return column{name, kindDigest, digestField{p}}
}
func text[T ~string](name string, p *T) column  { return column{name, kindText, textField[T]{p}} }
func day(name string, p *zh.Date) column        { return column{name, kindDay, dayField{p}} }
func moment(name string, p *ledger.Time) column { return column{name, kindMoment, momentField{p}} }
func flag(name string, p *bool) column          { return column{name, kindFlag, flagField{p}} }
func number[T ~int | ~int64](name string, p *T) column {
	return column{name, kindNumber, numberField[T]{p}}
}

// list is a small list of values that belongs to its row, as JSON.
func list[T any](name string, p *[]T) column { return column{name, kindJSON, listField[T]{p}} }

// few is a list of plain values that many rows share, as JSON: chains of review, which
// every page reads with its books. Each is decoded once.
func few[T any](name string, p *[]T) column {
	return column{name, kindJSON, fewField[T]{listField[T]{p}}}
}

// value is a struct that belongs to its row, as JSON; ” if it is zero.
func value[T comparable](name string, p *T) column { return column{name, kindJSON, valueField[T]{p}} }

// part is a value that belongs to its row or is absent, as JSON.
func part[T any](name string, p **T) column { return column{name, kindJSON, partField[T]{p}} }

type (
	idField     struct{ p *org.ID }
	refField    struct{ p *org.ID }
	digestField struct{ p *ledger.Digest }
	dayField    struct{ p *zh.Date }
	momentField struct{ p *ledger.Time }
	flagField   struct{ p *bool }

	textField[T ~string]         struct{ p *T }
	numberField[T ~int | ~int64] struct{ p *T }
	listField[T any]             struct{ p *[]T }
	fewField[T any]              struct{ listField[T] }
	partField[T any]             struct{ p **T }
	valueField[T comparable]     struct{ p *T }
)

// errColumn is what a column holds that this program did not write.
func errColumn(src any) error {
	return fmt.Errorf("store: a column holds %T, which it never should", src)
}

func (f idField) value() (any, error) { return f.p[:], nil }
func (f idField) Scan(src any) error {
	b, ok := src.([]byte)
	if !ok || len(b) != len(f.p) {
		return errColumn(src)
	}
	copy(f.p[:], b)
	return nil
}

func (f refField) value() (any, error) {
	if f.p.IsZero() {
		return nil, nil
	}
	return f.p[:], nil
}

func (f refField) Scan(src any) error {
	if src == nil {
		*f.p = org.ID{}
		return nil
	}
	return idField(f).Scan(src)
}

func (f digestField) value() (any, error) {
	if f.p.IsZero() {
		return []byte{}, nil
	}
	return f.p[:], nil
}

func (f digestField) Scan(src any) error {
	b, ok := src.([]byte)
	if !ok || len(b) != 0 && len(b) != len(f.p) {
		return errColumn(src)
	}
	*f.p = ledger.Digest{}
	copy(f.p[:], b)
	return nil
}

func (f textField[T]) value() (any, error) { return checkText(string(*f.p)) }
func (f textField[T]) Scan(src any) error {
	s, ok := src.(string)
	*f.p = T(s)
	if !ok {
		return errColumn(src)
	}
	return nil
}

// checkText refuses what PostgreSQL cannot keep and JSON cannot carry, so that
// both engines take the same text and the image of a row is the row.
func checkText(s string) (any, error) {
	if strings.IndexByte(s, 0) >= 0 || !utf8.ValidString(s) {
		return nil, fault.New(fault.Invalid, "文字中有不能保存的字符（零字节或乱码），请改正后再存。",
			"The text has characters that cannot be kept (a zero byte or broken UTF-8); please put them right.", nil)
	}
	return s, nil
}

func (f dayField) value() (any, error) { return f.p.String(), nil }
func (f dayField) Scan(src any) error {
	s, ok := src.(string)
	if !ok {
		return errColumn(src)
	}
	return f.p.UnmarshalText([]byte(s))
}

func (f momentField) value() (any, error) { return f.p.String(), nil }
func (f momentField) Scan(src any) error {
	s, ok := src.(string)
	if !ok {
		return errColumn(src)
	}
	return f.p.UnmarshalText([]byte(s))
}

func (f flagField) value() (any, error) { return *f.p, nil }
func (f flagField) Scan(src any) error {
	switch v := src.(type) {
	case bool:
		*f.p = v
	case int64:
		*f.p = v != 0
	default:
		return errColumn(src)
	}
	return nil
}

func (f numberField[T]) value() (any, error) { return int64(*f.p), nil }
func (f numberField[T]) Scan(src any) error {
	n, ok := src.(int64)
	*f.p = T(n)
	if !ok {
		return errColumn(src)
	}
	return nil
}

// An absent list and an empty one stay two things: images show the difference.
func (f listField[T]) value() (any, error) {
	if *f.p == nil {
		return "", nil
	}
	return encode(*f.p)
}

func (f listField[T]) Scan(src any) error {
	*f.p = nil
	return decode(src, f.p)
}

// decoded are the lists that few met, by their JSON; no more than mostDecoded are kept.
var (
	decoded     sync.Map
	decodedSize atomic.Int64
)

const mostDecoded = 200

func (f fewField[T]) Scan(src any) error {
	s, _ := src.(string)
	if known, ok := decoded.Load(s); ok {
		if all, ok := known.([]T); ok {
			*f.p = slices.Clone(all)
			return nil
		}
	}
	if err := f.listField.Scan(src); err != nil {
		return err
	}
	if s != "" && decodedSize.Load() < mostDecoded {
		if _, met := decoded.LoadOrStore(s, slices.Clone(*f.p)); !met {
			decodedSize.Add(1)
		}
	}
	return nil
}

func (f partField[T]) value() (any, error) {
	if *f.p == nil {
		return "", nil
	}
	return encode(*f.p)
}

func (f partField[T]) Scan(src any) error {
	*f.p = nil
	return decode(src, f.p)
}

func (f valueField[T]) value() (any, error) {
	if *f.p == *new(T) {
		return "", nil
	}
	return encode(*f.p)
}

func (f valueField[T]) Scan(src any) error {
	*f.p = *new(T)
	return decode(src, f.p)
}

func encode(v any) (any, error) {
	b, err := json.Marshal(v)
	return string(b), err
}

// decode reads the JSON of a column into p; it leaves p alone if there is none.
func decode(src, p any) error {
	s, ok := src.(string)
	if !ok {
		return errColumn(src)
	}
	if s == "" {
		return nil
	}
	if err := json.Unmarshal([]byte(s), p); err != nil {
		return errors.Join(errColumn(src), err)
	}
	return nil
}
