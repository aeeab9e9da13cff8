package form_test

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf16"
)

// A drawn is words as a page of a PDF has them, in points from its lower left corner.
type drawn struct {
	Page       int
	X, Y, Size float64
	Words      string
	Artifact   bool // of the page and not of the paper: its number, a head again
}

// A printedPage is one page of a PDF.
type printedPage struct {
	Width, Height float64
	Rules         int // lines and frames
	words         []drawn
}

var (
	pdfObject = regexp.MustCompile(`(?s)(\d+) 0 obj\n(.*?)\nendobj\n`)
	pdfChar   = regexp.MustCompile(`<([0-9A-F]{4})><([0-9A-F]+)>`)
	pdfFont   = regexp.MustCompile(`(/F\d+) (\d+) 0 R`)
	pdfToken  = regexp.MustCompile(`/\w+|-?[\d.]+|<[0-9A-F]*>|[\[\]]|[A-Za-z*]+`)
	pdfRef    = regexp.MustCompile(`/Contents (\d+) 0 R`)
	pdfBox    = regexp.MustCompile(`/MediaBox\[0 0 ([\d.]+) ([\d.]+)\]`)
	pdfText   = regexp.MustCompile(`/ToUnicode (\d+) 0 R`)
)

// printedPages reads the pages of a PDF that package paper/pdf wrote.
func printedPages(b []byte) (all []printedPage, err error) {
	objects := map[string]string{}
	var order []string
	for _, m := range pdfObject.FindAllStringSubmatch(string(b), -1) {
		objects[m[1]] = m[2]
		order = append(order, m[1])
	}
	fonts := map[string]map[string]string{}
	for _, n := range order {
		if !strings.Contains(objects[n], "/Type/Pages") {
			continue
		}
		for _, f := range pdfFont.FindAllStringSubmatch(objects[n], -1) {
			chars := map[string]string{}
			table, err := inflated(objects[first(pdfText, objects[f[2]])])
			if err != nil {
				return nil, err
			}
			for _, c := range pdfChar.FindAllStringSubmatch(table, -1) {
				chars[c[1]] = ofUTF16(c[2])
			}
			fonts[f[1]] = chars
		}
		_, kids, _ := strings.Cut(objects[n], "/Kids[")
		kids, _, _ = strings.Cut(kids, "]")
		for _, k := range strings.Fields(strings.ReplaceAll(kids, " 0 R", "")) {
			l := printedPage{}
			if m := pdfBox.FindStringSubmatch(objects[k]); m != nil {
				l.Width, _ = strconv.ParseFloat(m[1], 64)
				l.Height, _ = strconv.ParseFloat(m[2], 64)
			}
			content, err := inflated(objects[first(pdfRef, objects[k])])
			if err != nil {
				return nil, err
			}
			l.read(content, len(all)+1, fonts)
			all = append(all, l)
		}
	}
	return all, nil
}

func first(re *regexp.Regexp, s string) string {
	if m := re.FindStringSubmatch(s); m != nil {
		return m[1]
	}
	return ""
}

func inflated(object string) (string, error) {
	_, data, ok := strings.Cut(object, "stream\n")
	if !ok {
		return "", fmt.Errorf("no stream in %.40q", object)
	}
	z, err := zlib.NewReader(bytes.NewReader([]byte(strings.TrimSuffix(data, "\nendstream"))))
	if err != nil {
		return "", fmt.Errorf("%w", err)
	}
	s, err := io.ReadAll(z)
	if err != nil {
		return "", fmt.Errorf("%w", err)
	}
	return string(s), nil
}

func ofUTF16(s string) string {
	var u []uint16
	for ; len(s) >= 4; s = s[4:] {
		n, _ := strconv.ParseUint(s[:4], 16, 16)
		u = append(u, uint16(n))
	}
	return string(utf16.Decode(u))
}

// read reads what a page draws.
func (l *printedPage) read(content string, page int, fonts map[string]map[string]string) {
	var stack []string
	now, font := drawn{Page: page}, ""
	num := func(back int) float64 {
		f, _ := strconv.ParseFloat(stack[len(stack)-back], 64)
		return f
	}
	for _, tok := range pdfToken.FindAllString(content, -1) {
		switch tok {
		case "Tf":
			font, now.Size = stack[len(stack)-2], num(1)
		case "Tm":
			now.X, now.Y = num(2), num(1)
		case "TJ":
			d := now
			for _, part := range stack {
				if strings.HasPrefix(part, "<") {
					for h := part[1 : len(part)-1]; len(h) >= 4; h = h[4:] {
						d.Words += fonts[font][h[:4]]
					}
				}
			}
			l.words = append(l.words, d)
		case "BMC":
			now.Artifact = true
		case "EMC":
			now.Artifact = false
		case "l", "re":
			l.Rules++
		default:
			if strings.ContainsRune("/<[]-0123456789", rune(tok[0])) {
				stack = append(stack, tok)
				continue
			}
		}
		stack = stack[:0]
	}
}

// layout tells where the words of each page stand, a line for each line of a page or
// of a cell.
func layout(b []byte) (string, error) {
	pages, err := printedPages(b)
	if err != nil {
		return "", err
	}
	var sb strings.Builder
	for i, l := range pages {
		fmt.Fprintf(&sb, "page %d: %.0f×%.0f, %d rules\n", i+1, l.Width, l.Height, l.Rules)
		last := drawn{}
		for _, d := range l.words {
			if d.X == last.X && d.Y == last.Y { // goes on in another face
				sb.WriteString("                  + ")
			} else {
				fmt.Fprintf(&sb, "%5.0f %5.0f %5.1f  ", d.X, d.Y, d.Size)
			}
			sb.WriteString(d.Words + "\n")
			last = d
		}
	}
	return sb.String(), nil
}
