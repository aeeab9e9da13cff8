package intake

import (
	"bytes"
	"time"
)

// Limits on what a file may ask of us. They are far beyond any report (the
// longest known is 2 MiB of text) and far below what would hurt the machine.
const (
	maxTextFile = 61 << 20  // txt and html
	maxFile     = 256 << 20 // anything else

	maxUnpacked  = 256 << 20 // all parts of a zip that are read, together
	maxRatio     = 200       // unpacked to packed size of one part…
	ratioFree    = 1 << 20   // …once it is larger than this
	maxParts     = 10_000    // entries of a zip
	maxDepth     = 256       // nesting of XML elements
	maxTableDeep = 32        // tables within tables
	maxBoxDeep   = 4         // text boxes within text boxes
	maxLabel     = 300       // bytes of a list number's pattern
	maxCovered   = 1 << 20   // cells of a page that others cover
	maxNodes     = 1 << 20   // elements and texts of a web page
	maxHTMLDeep  = 512       // nesting of a web page; what is deeper is flattened
	maxCells     = 5_000_000 // cells of a workbook

	maxPages    = 2000
	maxPDFTime  = 120 * time.Second
	pdfMemPages = 12_288 // of 64 KiB each: 768 MiB
)

// sniffLen is how many bytes the form is recognised from.
const sniffLen = 4096

// limitOf returns the size limit for a file that begins with head.
func limitOf(head []byte) int64 {
	if bytes.HasPrefix(head, zipMagic) || bytes.HasPrefix(head, oleMagic) || isPDF(head) {
		return maxFile
	}
	return maxTextFile
}
