package intake

import (
	"strings"

	"zhenggai/source"
)

// An element is one that the walk through a document must know.
type element uint8

const (
	elOther element = iota
	elP
	elR
	elT
	elRPr
	elPPr
	elTbl
	elTr
	elTc
	elTrPr
	elTcPr
	elTab
	elBr
	elHyphen
	elSym
	elDel
	elDelText
	elIns
	elFldChar
	elTxbx
	elNote
	elComment
	elSkip
	elAlternate
)

// wordElement returns the element of the WordprocessingML namespace called n.
func wordElement(n string) element {
	switch n {
	case "p":
		return elP
	case "r":
		return elR
	case "t":
		return elT
	case "rPr":
		return elRPr
	case "pPr":
		return elPPr
	case "tbl":
		return elTbl
	case "tr":
		return elTr
	case "tc":
		return elTc
	case "trPr":
		return elTrPr
	case "tcPr":
		return elTcPr
	case "tab", "ptab":
		return elTab
	case "br", "cr":
		return elBr
	case "noBreakHyphen":
		return elHyphen
	case "sym":
		return elSym
	case "del", "moveFrom":
		return elDel
	case "delText":
		return elDelText
	case "ins", "moveTo":
		return elIns
	case "fldChar":
		return elFldChar
	case "txbxContent":
		return elTxbx
	case "footnote", "endnote":
		return elNote
	case "commentReference":
		return elComment
	case "sdtPr", "sectPr", "tblPr", "tblPrEx", "tblGrid", "instrText", "delInstrText", "rt", "rubyPr", "fldData", "ffData", "pPrChange", "rPrChange":
		return elSkip
	}
	return elOther
}

// namespaces tells which prefixes of a part stand for which namespace.
type namespaces struct {
	word  string // prefix of WordprocessingML with its colon; "" if it is the default
	known map[string]string
}

const (
	strictWord = "http://purl.oclc.org/ooxml/wordprocessingml/main"
	looseWord  = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
	markup     = "http://schemas.openxmlformats.org/markup-compatibility/2006"
	strictMath = "http://purl.oclc.org/ooxml/officeDocument/math"
	looseMath  = "http://schemas.openxmlformats.org/officeDocument/2006/math"
)

// namesOf finds the prefix of WordprocessingML in a part.
func namesOf(s string) namespaces {
	n := namespaces{word: "w:", known: map[string]string{}}
	i := strings.Index(s, looseWord)
	if i < 0 {
		i = strings.Index(s, strictWord)
	}
	if i < 2 {
		return n
	}
	decl := strings.TrimRight(s[:i-1], "= \t\r\n")
	if j := strings.LastIndexAny(decl, " \t\r\n"); j >= 0 {
		switch name := decl[j+1:]; {
		case name == "xmlns":
			n.word = ""
		case strings.HasPrefix(name, "xmlns:"):
			n.word = name[len("xmlns:"):] + ":"
		}
	}
	return n
}

// element returns what the tag just met is.
func (n *namespaces) element(x *xmlScan) element {
	p := n.word
	if len(x.name) > len(p) && x.name[:len(p)] == p {
		if e := wordElement(x.name[len(p):]); e != elOther || p != "" {
			return e
		}
	}
	prefix, local, ok := strings.Cut(x.name, ":")
	if !ok {
		return elOther
	}
	switch n.uri(x, prefix) {
	case looseWord, strictWord:
		return wordElement(local)
	case markup:
		if local == "AlternateContent" {
			return elAlternate
		}
	case looseMath, strictMath:
		if local == "t" {
			return elT
		}
	}
	return elOther
}

// uri returns the namespace of a prefix, looking its declaration up once.
func (n *namespaces) uri(x *xmlScan, prefix string) string {
	u, ok := n.known[prefix]
	if !ok && len(n.known) < 64 { // no writer uses more
		before := x.s[:x.pos]
		if i := strings.LastIndex(before, "xmlns:"+prefix+"="); i >= 0 {
			rest := before[i+len("xmlns:")+len(prefix)+1:]
			if end := strings.IndexAny(rest[min(1, len(rest)):], `"'`); end >= 0 {
				u = rest[1 : 1+end]
			}
		}
		n.known[prefix] = u
	}
	return u
}

// paraProps is what the properties of a paragraph say that matters here.
type paraProps struct {
	style      string
	numID, lvl int  // -1 where not given
	gone       bool // the paragraph's mark is deleted or hidden
}

// paragraph reads the paragraph just begun.
func (d *docxReader) paragraph() {
	x := d.x
	boxes := d.boxes
	d.boxes = nil
	p := paraProps{numID: -1, lvl: -1}
	begun := false
	if x.empty {
		d.begin(p)
		begun = true
	} else {
		for out := x.depth - 1; x.next(); {
			if x.end {
				if x.depth <= out {
					break
				}
				continue
			}
			if !begun {
				begun = true
				if d.names.element(x) == elPPr {
					p = readParaProps(x)
					d.begin(p)
					continue
				}
				d.begin(p)
			}
			d.element()
		}
	}
	if !begun {
		d.begin(p)
	}
	d.vanish, d.hidden, d.joined = false, false, p.gone || d.hidden
	// An instruction does not reach over the end of its paragraph; a field that
	// was never closed must not swallow the rest of the document.
	if d.instr > 0 {
		clear(d.fields)
		d.instr = 0
	}
	mine := d.boxes
	d.boxes = boxes
	for _, at := range mine {
		d.box(at)
	}
}

// begin starts a line and writes the number that Word would compute.
func (d *docxReader) begin(p paraProps) {
	if d.sink != nil {
		return
	}
	if !d.fresh && !d.joined {
		d.pending++
	}
	if d.place.Part == "" || d.place.Part == "textbox" {
		d.para++
		d.place.Para = d.para
	}
	d.placeDue = true
	if p.style != "" || d.numbering != nil {
		d.sheet()
	}
	d.hidden = d.styles != nil && d.styles.hides(p.style)
	d.vanish = d.hidden
	if d.numbering != nil && !p.gone && !d.hidden {
		if num, lvl, ok := d.numbering.resolve(p, d.styles); ok {
			d.put(d.numbering.label(num, lvl), d.x.at, source.Synthetic)
		}
	}
}

// readParaProps reads the w:pPr just begun.
func readParaProps(outer *xmlScan) paraProps {
	p := paraProps{numID: -1, lvl: -1}
	s := outer.inner("pPrChange")
	if i := strings.Index(s, "pPrChange"); i >= 0 {
		s = s[:max(strings.LastIndexByte(s[:i], '<'), 0)]
	}
	x := xmlScan{s: s}
	for x.next() {
		if x.end {
			continue
		}
		switch localName(x.name) {
		case "pStyle":
			p.style = unescape(x.attr("val"))
		case "ilvl":
			p.lvl = x.number("val", -1)
		case "numId":
			p.numID = x.number("val", -1)
		case "vanish":
			p.gone = p.gone || x.on()
		case "del", "moveFrom":
			p.gone = true
		case "rPrChange", "sectPr":
			x.skip()
		}
	}
	return p
}

// runProps reads the w:rPr just begun: is the run hidden?
func (d *docxReader) runProps() {
	if d.x.skipPlain(d.names.word, "vanish", "rStyle", "rPrChange") {
		return
	}
	s := d.x.inner("rPrChange")
	if i := strings.Index(s, "rPrChange"); i >= 0 {
		s = s[:max(strings.LastIndexByte(s[:i], '<'), 0)]
	}
	direct := false
	for x := (&xmlScan{s: s}); x.next(); {
		if x.end {
			continue
		}
		switch localName(x.name) {
		case "vanish":
			d.vanish, direct = x.on(), true
		case "rStyle":
			if !direct && d.sheet().hides(unescape(x.attr("val"))) {
				d.vanish = true
			}
		}
	}
}

// box reads the text box whose content begins at offset at.
func (d *docxReader) box(at int) {
	outer, place := d.x, d.place
	d.x = &xmlScan{s: outer.s, pos: at, depth: outer.depth + 1}
	d.place.Part = "textbox"
	d.joined = false
	d.boxDeep++
	d.children()
	d.boxDeep--
	outer.deep = outer.deep || d.x.deep
	d.x, d.place = outer, place
}
