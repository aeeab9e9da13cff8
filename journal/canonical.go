package journal

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"zhenggai/fault"
)

// MaxImage is the most bytes that the image of a row may have.
const MaxImage = 16 << 20

// Image returns the image of a row: the canonical JSON of v, which must encode as
// an object. Equal rows have equal images: members are in the order of their
// names, there is no space, a character is written in one way only and a number
// too, and members that are null are left out, so that a column which a later
// version of the product adds does not make the old images differ. Numbers that
// are written without fraction and exponent keep all their digits.
func Image(v any) (json.RawMessage, error) {
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, fmt.Errorf("journal: make an image: %w", err)
	}
	// What canonical writes is canonical, so nothing is left to ask but what it is.
	image, err := canonical(make([]byte, 0, buf.Len()), bytes.TrimSuffix(buf.Bytes(), []byte("\n")))
	if err != nil {
		return nil, fmt.Errorf("journal: make an image: %w", err)
	}
	if image[0] != '{' {
		return nil, noImage(errNotCanonical)
	}
	if err := checkSize(image); err != nil {
		return nil, err
	}
	return image, nil
}

// checkImage refuses what is not the image of a row.
func checkImage(image []byte) error {
	if err := checkSize(image); err != nil {
		return err
	}
	c, err := canonical(make([]byte, 0, len(image)), image)
	if err == nil && (image[0] != '{' || !bytes.Equal(c, image)) {
		err = errNotCanonical
	}
	if err != nil {
		return noImage(err)
	}
	return nil
}

func checkSize(image []byte) error {
	if len(image) > MaxImage {
		return fault.New(fault.Invalid, "一行记录超过 16 MB，存证日志不收，请把大段内容作为佐证文件保存。",
			"A row is larger than 16 MB, which the journal does not take; keep large content as an evidence file.", nil)
	}
	return nil
}

func noImage(err error) error {
	return fault.New(fault.Internal, "记录的映像不是规范的 JSON 对象，请报告这个程序错误。",
		"The image of a row is not a canonical JSON object; please report this bug.", err)
}

// canonical appends the canonical form of the JSON value raw to out.
func canonical(out, raw []byte) ([]byte, error) {
	c := canonizer{in: raw, out: out}
	if err := c.value(0); err != nil {
		return nil, err
	}
	c.space()
	if c.pos != len(c.in) {
		return nil, c.wrong("something follows the value")
	}
	return c.out, nil
}

// maxNesting is how deep the values of an image may lie in one another.
const maxNesting = 64

// A canonizer reads JSON from in and writes its canonical form to out.
type canonizer struct {
	in, out []byte
	pos     int
}

// A member is one member of an object: its bytes in out, comma excluded.
type member struct {
	name     []byte
	from, to int
}

func (c *canonizer) wrong(what string) error {
	return fmt.Errorf("journal: JSON at byte %d: %s", c.pos, what)
}

func (c *canonizer) space() {
	for c.pos < len(c.in) && strings.IndexByte(" \t\r\n", c.in[c.pos]) >= 0 {
		c.pos++
	}
}

// next skips space and returns the byte that follows, 0 at the end.
func (c *canonizer) next() byte {
	c.space()
	if c.pos == len(c.in) {
		return 0
	}
	return c.in[c.pos]
}

func (c *canonizer) value(depth int) error {
	if depth > maxNesting {
		return c.wrong("nested too deeply")
	}
	switch b := c.next(); {
	case b == '{':
		return c.object(depth)
	case b == '[':
		return c.array(depth)
	case b == '"':
		s, err := c.text()
		c.out = appendText(c.out, s)
		return err
	case b == '-' || b >= '0' && b <= '9':
		return c.number()
	}
	for _, word := range []string{"true", "false", "null"} {
		if bytes.HasPrefix(c.in[c.pos:], []byte(word)) {
			c.pos += len(word)
			c.out = append(c.out, word...)
			return nil
		}
	}
	return c.wrong("no value")
}

func (c *canonizer) array(depth int) error {
	c.pos++
	c.out = append(c.out, '[')
	if c.next() == ']' {
		c.pos++
		c.out = append(c.out, ']')
		return nil
	}
	for {
		if err := c.value(depth + 1); err != nil {
			return err
		}
		switch c.next() {
		case ',', ']':
			c.out = append(c.out, c.in[c.pos])
			c.pos++
		default:
			return c.wrong("an array wants , or ]")
		}
		if c.in[c.pos-1] == ']' {
			return nil
		}
	}
}

func (c *canonizer) object(depth int) error {
	c.pos++
	var few [32]member // so that rows of usual width need no memory
	members, start := few[:0], len(c.out)
	for done := c.next() == '}'; !done; {
		m, err := c.member(depth)
		if err != nil {
			return err
		}
		if m.to > m.from {
			members = append(members, m)
		}
		switch c.next() {
		case ',':
			c.pos++
		case '}':
			done = true
		default:
			return c.wrong("an object wants , or }")
		}
	}
	c.pos++
	return c.join(start, members)
}

// member reads a name and a value; a member that is null leaves no bytes.
func (c *canonizer) member(depth int) (member, error) {
	if c.next() != '"' {
		return member{}, c.wrong("an object wants a name")
	}
	name, err := c.text()
	if err != nil {
		return member{}, err
	}
	if c.next() != ':' {
		return member{}, c.wrong("a name wants :")
	}
	c.pos++
	m := member{name: name, from: len(c.out)}
	c.out = append(appendText(c.out, name), ':')
	start := len(c.out)
	if err := c.value(depth + 1); err != nil {
		return member{}, err
	}
	if string(c.out[start:]) == "null" {
		c.out = c.out[:m.from]
	}
	m.to = len(c.out)
	return m, nil
}

// join puts the members, which stand in out from start on, in order.
func (c *canonizer) join(start int, members []member) error {
	slices.SortFunc(members, func(a, b member) int { return bytes.Compare(a.name, b.name) })
	for i := 1; i < len(members); i++ {
		if bytes.Equal(members[i].name, members[i-1].name) {
			return c.wrong("an object has a name twice: " + string(members[i].name))
		}
	}
	raw := c.out[start:]
	end := len(c.out)
	c.out = append(c.out, '{')
	for i, m := range members {
		if i > 0 {
			c.out = append(c.out, ',')
		}
		c.out = append(c.out, raw[m.from-start:m.to-start]...)
	}
	c.out = append(c.out, '}')
	c.out = append(c.out[:start], c.out[end:]...)
	return nil
}

// text reads a string.
func (c *canonizer) text() ([]byte, error) {
	start, plain := c.pos, true
	for c.pos++; ; c.pos++ {
		if c.pos >= len(c.in) {
			return nil, c.wrong("a string does not end")
		}
		b := c.in[c.pos]
		if b == '"' {
			break
		}
		if b < 0x20 {
			return nil, c.wrong("a control character in a string")
		}
		if b == '\\' {
			plain = false
			c.pos++
		}
	}
	c.pos++
	raw := c.in[start:c.pos]
	if !utf8.Valid(raw) {
		return nil, c.wrong("a string that is not UTF-8")
	}
	if plain {
		return raw[1 : len(raw)-1], nil
	}
	var s string
	if err := json.Unmarshal(raw, &s); err != nil {
		return nil, err
	}
	return []byte(s), nil
}

// number reads a number. An integer keeps its digits; any other number is
// written as the shortest one that reads as the same float64.
func (c *canonizer) number() error {
	start := c.pos
	for c.pos < len(c.in) && strings.IndexByte("+-.0123456789eE", c.in[c.pos]) >= 0 {
		c.pos++
	}
	raw := c.in[start:c.pos]
	if !json.Valid(raw) {
		return c.wrong("a number that is none")
	}
	if !bytes.ContainsAny(raw, ".eE") && string(raw) != "-0" {
		c.out = append(c.out, raw...)
		return nil
	}
	f, err := strconv.ParseFloat(string(raw), 64)
	if err != nil {
		return err
	}
	if f == 0 {
		f = 0 // not -0
	}
	short, err := json.Marshal(f)
	c.out = append(c.out, short...)
	return err
}

// appendText appends s as a JSON string: only what must be escaped is, and U+2028
// and U+2029, which some readers take for the end of a line.
func appendText[S string | []byte](out []byte, s S) []byte {
	const hex = "0123456789abcdef"
	out = append(out, '"')
	from := 0
	for i := 0; i < len(s); i++ {
		b := s[i]
		if b >= 0x20 && b != '"' && b != '\\' && b != 0xE2 {
			continue
		}
		short := strings.IndexByte("\"\\\b\f\n\r\t", b)
		switch {
		case short >= 0:
			out = append(append(out, s[from:i]...), '\\', `"\bfnrt`[short])
		case b < 0x20:
			out = append(append(out, s[from:i]...), '\\', 'u', '0', '0', hex[b>>4], hex[b&15])
		case i+2 < len(s) && s[i+1] == 0x80 && s[i+2]&^1 == 0xA8: // b is 0xE2
			out = append(append(out, s[from:i]...), `\u202`...)
			out = append(out, hex[s[i+2]&15])
			i += 2
		default:
			continue
		}
		from = i + 1
	}
	return append(append(out, s[from:]...), '"')
}

// errNotCanonical is the cause where a line can be read but was written otherwise.
var errNotCanonical = errors.New("not in canonical form")

// parseLine reads one line of JSON into v and wants line to be what write makes
// of it, so that there is one way only to write a thing.
func parseLine(line []byte, v any, write func() []byte) error {
	dec := json.NewDecoder(bytes.NewReader(line))
	dec.DisallowUnknownFields()
	if err := dec.Decode(v); err != nil {
		return err
	}
	if !bytes.Equal(write(), line) {
		return errNotCanonical
	}
	return nil
}
