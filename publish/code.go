package publish

import (
	"rsc.io/qr"

	"zhenggai/fault"
	"zhenggai/ledger"
	"zhenggai/paper"
)

// NewCode returns the QR code of words, such as a digest. It still reads where a part of
// it is spoilt.
func NewCode(words string) (paper.Code, error) {
	c, err := qr.Encode(words, qr.M)
	if err != nil {
		return paper.Code{}, fault.New(fault.Invalid, "这段内容太长，做不成二维码，请缩短网址。", "This is too long for a QR code; please shorten the address.", err)
	}
	code := paper.Code{Words: words}
	for y := range c.Size {
		row := make([]byte, c.Size)
		for x := range row {
			row[x] = '.'
			if c.Black(x, y) {
				row[x] = '#'
			}
		}
		code.Rows = append(code.Rows, string(row))
	}
	return code, nil
}

// CodeWords is what the code on a published version says: the digest of what was approved
// and the checkpoint under which it was published, so that a copy on paper can be held
// against the page. checkpoint may be empty.
func CodeWords(p *ledger.Publication, checkpoint string) string {
	words := "sha256:" + p.Approved.String()
	if checkpoint != "" {
		words += "\ncheckpoint:" + checkpoint
	}
	return words
}
