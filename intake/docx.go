package intake

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"zhenggai/source"
)

// A docxReader walks through the parts of one .docx and writes its visible
// text: what a person sees who has accepted all tracked changes.
type docxReader struct {
	a     *archive
	b     source.Builder
	x     *xmlScan
	names namespaces
	kind  source.Kind // of text taken from the part: Copied, unless the part had to be recoded
	rels  []relation
	err   error

	styles    *styleSheet // nil until needed
	numbering *numbering  // nil if there is none
	comments  map[string]string
	notes     []source.Note
	noteEnd   int // where the last note's words end in the text

	place    source.Place // of the paragraph being read
	placeDue bool         // place must be given before the next words
	para     int32
	pending  int  // line ends to write before the next words
	fresh    bool // nothing is written yet in this cell or document
	joined   bool // the last paragraph's mark was deleted or hidden: no line end

	sink   *strings.Builder // where words go that are not text
	vanish bool             // the run is hidden
	hidden bool             // the paragraph's style hides its runs
	instr  int              // open fields whose instruction is being read
	fields []bool           // for each open field, whether it is at its instruction
	boxes  []int            // offsets of text boxes of this paragraph

	boxDeep int

	tables    int32
	tableDeep int
	cells     []source.Cell
}

// readDOCX reads a Word document.
func readDOCX(f *File, a *archive) error {
	main := "word/document.xml"
	if !a.has(main) {
		for _, r := range a.relations("") {
			if r.kind == "officeDocument" {
				main = r.target
			}
		}
	}
	d := &docxReader{a: a, rels: a.relations(main), fresh: true}
	if err := d.document(main); err != nil {
		return err
	}
	for _, c := range d.cells {
		d.b.Cell(c)
	}
	for _, n := range d.notes {
		d.b.NoteAt(int(n.Off), n.Kind, n.Words)
	}
	f.Text = d.b.Text()
	if strings.TrimSpace(f.Text.String()) == "" {
		return fail(NoText, nil)
	}
	return nil
}

// document reads the main part and then those that hang on it.
func (d *docxReader) document(main string) error {
	d.authors()
	if p := d.target("numbering"); p != "" {
		s, err := d.part(p)
		if err != nil {
			return err
		}
		d.numbering = parseNumbering(s)
	}
	if err := d.walk(main, ""); err != nil {
		return err
	}
	for _, kind := range []string{"footnotes", "endnotes"} {
		if p := d.target(kind); p != "" {
			if err := d.walk(p, strings.TrimSuffix(kind, "s")); err != nil {
				return err
			}
		}
	}
	return d.margins()
}

// target returns the part of the given kind that the main part points to.
func (d *docxReader) target(kind string) string {
	for _, r := range d.rels {
		if r.kind == kind && d.a.has(r.target) {
			return r.target
		}
	}
	return ""
}

func (d *docxReader) part(name string) (string, error) {
	s, err := d.a.part(name)
	s, _ = asUTF8(s)
	return s, err
}

// authors notes who made and who last saved the file.
func (d *docxReader) authors() {
	const core = "docProps/core.xml"
	if !d.a.has(core) {
		return
	}
	s, err := d.part(core)
	if err != nil {
		return // the properties are not worth failing for
	}
	seen := ""
	for x := newXML(s); x.next(); {
		if n := localName(x.name); !x.end && (n == "creator" || n == "lastModifiedBy") {
			if who := strings.TrimSpace(unescape(x.inner("<"))); who != "" && who != seen {
				seen = who
				d.note(source.NoteAuthor, who)
			}
		}
	}
}

// margins adds those headers and footers as last lines that bear a mark of
// secrecy: such a document must not be published, so the words must be seen.
func (d *docxReader) margins() error {
	seen := map[string]bool{}
	for _, r := range d.rels {
		if r.kind != "header" && r.kind != "footer" || !d.a.has(r.target) {
			continue
		}
		s, err := d.part(r.target)
		if err != nil {
			return err
		}
		words := strings.TrimSpace(wordsOf(s))
		if seen[words] || !strings.Contains(words, "秘密") && !strings.Contains(words, "机密") && !strings.Contains(words, "绝密") {
			continue
		}
		seen[words] = true
		if err := d.walk(r.target, r.kind); err != nil {
			return err
		}
	}
	return nil
}

// walk reads one part; label names it in the places of its text.
func (d *docxReader) walk(name, label string) error {
	s, err := d.a.part(name)
	if err != nil {
		return err
	}
	s, same := asUTF8(s)
	d.kind = source.Copied
	if !same {
		d.kind = source.Transcoded
	}
	if label == "" {
		d.b.Grow(len(s) / 3)
	}
	d.b.Part(name)
	d.x, d.names = newXML(s), namesOf(s)
	d.place = source.Place{Part: label}
	for d.x.next() {
		if !d.x.end {
			d.element()
		}
	}
	switch {
	case d.err != nil:
		return d.err
	case d.x.deep:
		return fail(Deep, fmt.Errorf("%s: deeper than %d", name, maxDepth))
	case d.x.cut:
		return fail(Damaged, fmt.Errorf("%s breaks off", name))
	}
	return nil
}

// children reads what stands in the element just begun.
func (d *docxReader) children() {
	if d.x.empty {
		return
	}
	for out := d.x.depth - 1; d.x.next(); {
		if !d.x.end {
			d.element()
		} else if d.x.depth <= out {
			return
		}
	}
}

// element deals with the element just begun. One that is not named here is a
// wrapper (body, sdt, hyperlink, smartTag, a drawing): the walk goes on inside.
func (d *docxReader) element() {
	switch x := d.x; d.names.element(x) {
	case elT:
		d.text()
	case elR:
		d.vanish = d.hidden
	case elRPr:
		d.runProps()
	case elP:
		d.paragraph()
	case elTbl:
		d.table()
	case elTab:
		d.put("\t", x.at, source.Synthetic)
	case elBr:
		d.put("\n", x.at, source.Synthetic)
	case elHyphen:
		d.put("-", x.at, source.Synthetic)
	case elSym:
		d.put(symbol(x.attr("font"), x.attr("char")), x.at, source.Synthetic)
	case elDel:
		d.struck(source.NoteDeleted)
	case elDelText:
		if d.sink != nil {
			d.text()
		}
	case elIns:
		d.inserted()
	case elFldChar:
		d.field(x.attr("fldCharType"))
	case elTxbx:
		if d.sink == nil && !x.empty && d.boxDeep < maxBoxDeep {
			d.boxes = append(d.boxes, x.pos)
		}
		x.skip()
	case elAlternate:
		d.alternate()
	case elNote:
		if t := x.attr("type"); t != "" && t != "normal" {
			x.skip()
		}
	case elComment:
		d.comment(x.attr("id"))
	case elSkip:
		x.skip()
	}
}

// text writes the character data of the element just begun.
func (d *docxReader) text() {
	x := d.x
	if x.empty {
		return
	}
	keep := strings.Contains(x.attrs, "preserve")
	for {
		from := x.pos
		i := strings.IndexByte(x.s[from:], '<')
		if i < 0 {
			return // the walk will find the part cut
		}
		x.pos = from + i
		d.data(x.s[from:x.pos], from, keep)
		rest, ok := strings.CutPrefix(x.s[x.pos:], "<![CDATA[")
		if !ok {
			return
		}
		end := strings.Index(rest, "]]>")
		if end < 0 {
			return
		}
		at := x.pos + len("<![CDATA[")
		d.put(rest[:end], at, d.kind)
		x.pos = at + end + len("]]>")
	}
}

// data writes raw character data that stands at offset at. As in Word, blanks
// at its ends count only if the element says so, and a line end is a blank.
func (d *docxReader) data(s string, at int, keep bool) {
	if !keep && s != "" && (s[0] <= ' ' || s[len(s)-1] <= ' ') {
		t := strings.TrimLeft(s, " \t\r\n")
		at += len(s) - len(t)
		s = strings.TrimRight(t, " \t\r\n")
	}
	if strings.IndexByte(s, '&') < 0 && strings.IndexByte(s, '\n') < 0 && strings.IndexByte(s, '\r') < 0 {
		d.put(s, at, d.kind)
		return
	}
	chunks(s, at, func(t string, at int, k source.Kind) {
		if k == source.Copied {
			k = d.kind
		}
		for i := strings.IndexAny(t, "\r\n"); i >= 0; i = strings.IndexAny(t, "\r\n") {
			d.put(t[:i], at, k)
			d.put(" ", at+i, source.Transcoded)
			t, at = t[i+1:], at+i+1
		}
		d.put(t, at, k)
	})
}

// put writes words that stand at offset at, or hides them.
func (d *docxReader) put(s string, at int, k source.Kind) {
	switch {
	case s == "" || d.instr > 0 || d.err != nil:
	case d.sink != nil:
		d.sink.WriteString(s)
	case d.vanish:
		d.note(source.NoteHidden, s)
	default:
		d.flush(at)
		d.b.Write(s, at, k)
		d.fresh = false
		if d.b.Len() > maxUnpacked { // list numbers can swell a text beyond its file
			d.err = fail(Bomb, errors.New("text longer than any file"))
		}
	}
}

// flush writes the line ends that are due and says where the next words are.
func (d *docxReader) flush(at int) {
	if d.pending > 0 {
		d.b.Synthetic(strings.Repeat("\n", d.pending), at)
		d.pending = 0
	}
	if d.placeDue {
		d.b.At(d.place)
		d.placeDue = false
	}
}

// note notes words at this point. Words that follow on others of the same kind,
// as when an editor cut them into runs, go into one note.
func (d *docxReader) note(k source.NoteKind, words string) {
	if words == "" {
		return
	}
	off := d.b.Len()
	if n := len(d.notes); n > 0 && d.notes[n-1].Kind == k && d.noteEnd == off && k != source.NoteComment && k != source.NoteAuthor {
		if last := &d.notes[n-1]; len(last.Words) < 200 {
			last.Words += words
		}
		return
	}
	d.notes = append(d.notes, source.Note{Kind: k, Off: int32(off), Words: words})
	d.noteEnd = off
}

// struck reads a tracked deletion, or the place that words were moved from.
func (d *docxReader) struck(k source.NoteKind) {
	if d.sink != nil {
		d.children()
		return
	}
	d.sink = &strings.Builder{}
	d.children()
	words := d.sink.String()
	d.sink = nil
	d.note(k, words)
}

// inserted reads a tracked insertion: its words are text, and noted.
func (d *docxReader) inserted() {
	if d.sink != nil || d.x.empty {
		d.children()
		return
	}
	d.flush(d.x.at)
	from, n := d.b.Len(), len(d.notes)
	d.children()
	words := d.b.Since(from)
	if words == "" {
		return
	}
	if n > 0 && n == len(d.notes) && d.notes[n-1].Kind == source.NoteInserted && d.noteEnd == from {
		if last := &d.notes[n-1]; len(last.Words) < 200 {
			last.Words += words
		}
	} else {
		at := source.Note{Kind: source.NoteInserted, Off: int32(from), Words: words}
		d.notes = append(d.notes[:n], append([]source.Note{at}, d.notes[n:]...)...)
	}
	d.noteEnd = d.b.Len()
}

// field follows a complex field: its instruction is no text, its result is.
func (d *docxReader) field(kind string) {
	top := len(d.fields) - 1
	switch {
	case kind == "begin":
		d.fields = append(d.fields, true)
		d.instr++
	case kind == "separate" && top >= 0 && d.fields[top]:
		d.fields[top] = false
		d.instr--
	case kind == "end" && top >= 0:
		if d.fields[top] {
			d.instr--
		}
		d.fields = d.fields[:top]
	}
}

// alternate reads the first choice of an mc:AlternateContent, or else its
// fallback: both say the same.
func (d *docxReader) alternate() {
	x := d.x
	if x.empty {
		return
	}
	taken := false
	for out := x.depth - 1; x.next(); {
		if x.end {
			if x.depth <= out {
				return
			}
			continue
		}
		if taken {
			x.skip()
			continue
		}
		taken = true
		d.children()
	}
}

// comment notes what a reviewer wrote at this point.
func (d *docxReader) comment(id string) {
	if d.comments == nil {
		d.comments = map[string]string{}
		if p := d.target("comments"); p != "" {
			if s, err := d.part(p); err == nil {
				for x := newXML(s); x.next(); {
					if !x.end && localName(x.name) == "comment" {
						id := x.attr("id")
						d.comments[id] = strings.TrimSpace(wordsOf(x.inner("<w:comment ")))
					}
				}
			}
		}
	}
	d.note(source.NoteComment, d.comments[id])
}

// wordsOf returns all words in a piece of WordprocessingML, a line for each
// paragraph.
func wordsOf(s string) string {
	var sb strings.Builder
	for x := newXML(s); x.next(); {
		switch n := localName(x.name); {
		case x.end && n == "p":
			sb.WriteByte('\n')
		case !x.end && n == "t":
			sb.WriteString(unescape(x.inner("<")))
		}
	}
	return sb.String()
}

func localName(name string) string { return name[strings.IndexByte(name, ':')+1:] }

// symbol returns what a w:sym shows. The symbol fonts put their own pictures on
// the private code points F000–F0FF; those that reports use are known.
func symbol(font, char string) string {
	v, err := strconv.ParseUint(char, 16, 32)
	if err != nil || v == 0 {
		return ""
	}
	if v < 0xF000 || v > 0xF0FF {
		return string(rune(v))
	}
	if s := symbols[font][byte(v)]; s != "" {
		return s
	}
	return "◇"
}

var symbols = map[string]map[byte]string{
	"Wingdings": {0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "□", 0x72: "□", 0x75: "◆", 0xA7: "▪", 0xA8: "□", 0xD8: "➢",
		0xE0: "→", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑"},
	"Wingdings 2": {0x50: "✓", 0x4F: "✗", 0x52: "☑", 0x51: "☒", 0xA3: "□", 0x2A: "□", 0x97: "●"},
	"Symbol":      {0xB7: "•", 0xB4: "×", 0xB8: "÷", 0xA3: "≤", 0xB3: "≥", 0xB1: "±", 0xB9: "≠", 0xAE: "→"},
}
