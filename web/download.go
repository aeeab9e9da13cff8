package web

import "net/http"

// errAbort ends an answer in the middle: the connection breaks.
var errAbort = http.ErrAbortHandler

// A download is a file that is sent while it is written. What is refused before its
// first byte is still a page.
type download struct {
	v     *visit
	name  string
	begun bool
}

// Write sends b.
func (d *download) Write(b []byte) (int, error) {
	if !d.begun {
		d.begun, d.v.answered = true, true
		d.v.w.Header().Set("Content-Type", "application/zip")
		d.v.w.Header().Set("Content-Disposition", `attachment; filename="`+d.name+`"`)
	}
	return d.v.w.Write(b)
}
