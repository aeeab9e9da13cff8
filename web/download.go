package web

import "net/http"

// errAbort ends an answer in the middle: the connection breaks.
var errAbort = http.ErrAbortHandler

// A download is a file that is sent while it is written. What is refused before its
// first byte is still a page.
type download struct {
	v     *visit
	name  string
	media string
	begun bool
}

// Write sends b.
func (d *download) Write(b []byte) (int, error) {
	if !d.begun {
		d.begun, d.v.answered = true, true
		d.v.w.Header().Set("Content-Type", d.media)
		d.v.w.Header().Set("Content-Disposition", `attachment; filename="`+d.name+`"`)
	}
	return d.v.w.Write(b)
}

// end is how a file ends: with what went wrong, if that can still be told.
func (d *download) end(err error) error {
	if err != nil && d.begun {
		d.v.s.Log.Error("web: a download broke off", "name", d.name, "error", err)
		panic(errAbort) // the browser must not take half a file for a whole one
	}
	return err
}
