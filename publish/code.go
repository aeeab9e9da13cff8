package publish

import (
	"strconv"
	"strings"

	"rsc.io/qr"

	"zhenggai/fault"
	"zhenggai/ledger"
)

// A Code is a QR code as modules: dark or light squares. It is drawn by whoever shows
// it, as one path, so that no page needs a picture or a script for it.
type Code struct {
	Size int // squares on a side, without the quiet zone
	dark func(x, y int) bool
}

// Quiet is how many light squares a code needs around it.
const Quiet = 4

// NewCode returns the code of words, such as an address and a digest. It still reads
// where a part of it is spoilt.
func NewCode(words string) (*Code, error) {
	c, err := qr.Encode(words, qr.M)
	if err != nil {
		return nil, fault.New(fault.Invalid, "这段内容太长，做不成二维码，请缩短网址。", "This is too long for a QR code; please shorten the address.", err)
	}
	return &Code{Size: c.Size, dark: c.Black}, nil
}

// Dark reports whether a square is dark.
func (c *Code) Dark(x, y int) bool { return c.dark(x, y) }

// Path returns the dark squares as the path of an SVG drawing whose side is
// Size + 2·Quiet.
func (c *Code) Path() string {
	var b strings.Builder
	for y := range c.Size {
		for x := 0; x < c.Size; x++ {
			n := 0
			for x+n < c.Size && c.dark(x+n, y) {
				n++
			}
			if n > 0 {
				b.WriteString("M" + strconv.Itoa(x+Quiet) + " " + strconv.Itoa(y+Quiet) + "h" + strconv.Itoa(n) + "v1h-" + strconv.Itoa(n) + "z")
				x += n
			}
		}
	}
	return b.String()
}

// SVG returns the code as a drawing of its own, with what it says as its title.
func (c *Code) SVG(title string) string {
	side := strconv.Itoa(c.Size + 2*Quiet)
	esc := strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;").Replace(title)
	return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ` + side + " " + side + `" role="img"><title>` + esc +
		`</title><rect width="` + side + `" height="` + side + `" fill="#fff"/><path d="` + c.Path() + `"/></svg>`
}

// Box is the box of the drawing whose path Path is.
func (c *Code) Box() string {
	side := strconv.Itoa(c.Size + 2*Quiet)
	return "0 0 " + side + " " + side
}

// CodeWords is what the code of a published version says: where it is read, if that is
// known, the digest of what was approved and the checkpoint under which it was published,
// so that a copy on paper can be held against the page. checkpoint may be empty.
func CodeWords(address string, p *ledger.Publication, checkpoint string) string {
	words := "sha256:" + p.Approved.String()
	if address != "" {
		words = strings.TrimSuffix(address, "/") + "/" + p.Inspection.String() + "/" + strconv.Itoa(p.N) + "\n" + words
	}
	if checkpoint != "" {
		words += "\ncheckpoint:" + checkpoint
	}
	return words
}
