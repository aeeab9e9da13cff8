package paper

import (
	"archive/zip"
	"io"
	"time"
)

// epoch is the time of every entry: the earliest that a zip can hold. A real one
// would make two prints of the same paper differ.
var epoch = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

type part struct {
	name string
	body []byte
}

// writeZip writes the parts in their order.
func writeZip(w io.Writer, parts []part) error {
	z := zip.NewWriter(w)
	for _, p := range parts {
		e, err := z.CreateHeader(&zip.FileHeader{Name: p.name, Method: zip.Deflate, Modified: epoch})
		if err != nil {
			return err
		}
		if _, err := e.Write(p.body); err != nil {
			return err
		}
	}
	return z.Close()
}
