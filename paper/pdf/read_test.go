package pdf

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"
)

// A drawn is a stretch of words or a rule as the file has it.
type drawn struct {
	page     int
	x, y     float64 // from the lower left corner
	font     string
	size     float64
	words    string
	artifact bool
	rule     string // the operands and the operator of a rule or box
	turned   bool
}

var (
	objectRE = regexp.MustCompile(`(?s)(\d+) 0 obj\n(.*?)\nendobj\n`)
	charRE   = regexp.MustCompile(`<([0-9A-F]{4})><([0-9A-F]+)>`)
	tokenRE  = regexp.MustCompile(`/\w+|-?[\d.]+|<[0-9A-F]*>|[\[\]]|[A-Za-z*]+`)
)

type fataler interface {
	Helper()
	Fatalf(format string, args ...any)
}

// inflate returns the bytes of a stream.
func inflate(t fataler, body string) string {
	t.Helper()
	_, data, ok := strings.Cut(body, "stream\n")
	if !ok {
		t.Fatalf("no stream in %.80q", body)
	}
	z, err := zlib.NewReader(strings.NewReader(strings.TrimSuffix(data, "\nendstream")))
	if err != nil {
		t.Fatalf("stream: %v", err)
	}
	b, err := io.ReadAll(z)
	if err != nil {
		t.Fatalf("stream: %v", err)
	}
	return string(b)
}

// find returns the number that follows a key.
func find(body, key string) string {
	_, rest, ok := strings.Cut(body, key+" ")
	if !ok {
		return ""
	}
	n, _, _ := strings.Cut(rest, " ")
	return n
}

// parse reads a file that this package wrote, by what is in it and not by how it
// was made: references, streams, the map from glyphs to characters.
func parse(t fataler, b []byte) []drawn {
	t.Helper()
	objects := map[string]string{}
	for _, m := range objectRE.FindAllStringSubmatch(string(b), -1) {
		objects[m[1]] = m[2]
	}
	tree := objects[find(objects[find(string(b[bytes.LastIndex(b, []byte("trailer")):]), "/Root")], "/Pages")]
	fonts := map[string]map[string]string{}
	for _, m := range regexp.MustCompile(`(/F\d+) (\d+) 0 R`).FindAllStringSubmatch(tree, -1) {
		fonts[m[1]] = map[string]string{}
		for _, c := range charRE.FindAllStringSubmatch(inflate(t, objects[find(objects[m[2]], "/ToUnicode")]), -1) {
			fonts[m[1]][c[1]] = fromHex(c[2])
		}
	}
	_, kids, _ := strings.Cut(tree, "/Kids[")
	kids, _, _ = strings.Cut(kids, "]")
	var out []drawn
	for i, k := range strings.Fields(strings.ReplaceAll(kids, " 0 R", "")) {
		for _, d := range content(t, inflate(t, objects[find(objects[k], "/Contents")]), fonts) {
			d.page = i + 1
			out = append(out, d)
		}
	}
	return out
}

func fromHex(s string) string {
	var u []uint16
	for ; len(s) >= 4; s = s[4:] {
		n, _ := strconv.ParseUint(s[:4], 16, 16)
		u = append(u, uint16(n))
	}
	return string(utf16.Decode(u))
}

// content reads what is drawn on a page.
func content(t fataler, s string, fonts map[string]map[string]string) []drawn {
	t.Helper()
	var out []drawn
	var stack []string
	var now drawn
	num := func(back int) float64 {
		f, err := strconv.ParseFloat(stack[len(stack)-back], 64)
		if err != nil {
			t.Fatalf("%v: %v", stack, err)
		}
		return f
	}
	for _, tok := range tokenRE.FindAllString(s, -1) {
		switch tok {
		case "Tf":
			now.font, now.size = stack[len(stack)-2], num(1)
		case "Tm":
			now.x, now.y, now.turned = num(2), num(1), stack[len(stack)-6] == "0"
		case "BMC":
			now.artifact = true
		case "EMC":
			now.artifact = false
		case "TJ":
			d := now
			for _, part := range stack {
				if strings.HasPrefix(part, "<") {
					for h := part[1 : len(part)-1]; len(h) >= 4; h = h[4:] {
						c, ok := fonts[now.font][h[:4]]
						if !ok {
							t.Fatalf("glyph %s of %s is no character", h[:4], now.font)
						}
						d.words += c
					}
				}
			}
			out = append(out, d)
		case "l", "re": // a line from stack[0:2], a box
			out = append(out, drawn{artifact: now.artifact, rule: strings.Join(append(stack, tok), " ")})
		case "m": // the operands of l follow
			continue
		default:
			if strings.ContainsRune("/<[]-0123456789", rune(tok[0])) {
				stack = append(stack, tok)
				continue
			}
		}
		stack = stack[:0]
	}
	return out
}

// told returns the words of a file as they are read: without page numbers and
// heads that are repeated.
func told(t fataler, b []byte) string {
	t.Helper()
	var sb strings.Builder
	for _, d := range parse(t, b) {
		if !d.artifact {
			sb.WriteString(d.words)
		}
	}
	return sb.String()
}

// laid tells where everything stands, in points from the lower left corner.
func laid(t testing.TB, b []byte) []byte {
	var sb strings.Builder
	page := 0
	var last drawn
	for _, d := range parse(t, b) {
		if d.page != page {
			page = d.page
			fmt.Fprintf(&sb, "page %d\n", page)
			last = drawn{}
		}
		switch {
		case d.rule != "":
			fmt.Fprintf(&sb, "  rule %s\n", d.rule)
		case d.x == last.x && d.y == last.y:
			fmt.Fprintf(&sb, "  +                    %s\n", d.words)
		default:
			fmt.Fprintf(&sb, "  %7.2f %7.2f %4.1f %s\n", d.x, d.y, d.size, d.words)
		}
		last = d
	}
	return []byte(sb.String())
}
