package paper

import "strconv"

// What follows is where the standard has the parts of a paper stand, for every
// writer that knows pages. Places along a line are in characters of the body.

// BeginsWide reports whether a paper is a wide table under its title: both stand
// on a landscape page then.
func (d Document) BeginsWide() bool {
	if len(d.Body) == 0 || !d.Head.Empty() || Lines(d.To) != nil {
		return false
	}
	t, ok := d.Body[0].(Table)
	return ok && t.Wide
}

// MarkSize returns the size in points of the red mark of who issues, as large as
// a line of the given width in twips allows, and how many characters the longest
// name has.
func (h Head) MarkSize(width int) (size, longest float64) {
	for _, s := range h.Issuers {
		longest = max(longest, Breadth(OneLine(s)))
	}
	size = float64(width) / 20 * 0.97 / max(longest+Breadth(OneLine(h.Suffix)), 1)
	return min(max(size, SizeTitle), 52), longest // 52 points is about 18 mm
}

// SignerRows returns the names of the signers, two in a line.
func (h Head) SignerRows() []string {
	var rows []string
	for i, s := range h.Signers {
		if s = OneLine(s); i%2 == 0 {
			rows = append(rows, s)
		} else {
			rows[len(rows)-1] += "　" + s
		}
	}
	return rows
}

// A Listed is a line of the list of attachments: the mark begins at Begin, the
// name and the lines in which it goes on at Left.
type Listed struct {
	Mark, Name  string
	Begin, Left float64
}

// Listing returns the list of attachments under the text (clause 7.3.4).
func Listing(list []Attachment) []Listed {
	var out []Listed
	for i, a := range list {
		l := Listed{Mark: strconv.Itoa(i+1) + ".", Name: OneLine(a.Name), Begin: 5, Left: 6.5}
		switch {
		case len(list) == 1:
			l.Mark, l.Begin, l.Left = "附件：", 2, 5
		case i == 0:
			l.Mark, l.Begin = "附件：1.", 2
		}
		out = append(out, l)
	}
	return out
}

// AttachmentMark returns what stands above attachment n, counted from 1, of so many.
func AttachmentMark(n, of int) string {
	if of > 1 {
		return "附件" + strconv.Itoa(n)
	}
	return "附件"
}

// A Placed is a line of a signature and how far from the right margin it ends.
type Placed struct {
	Text  string
	Right float64
}

// Placed returns the lines of a signature, names above the date. With a seal the
// names stand midway above the date, which ends four characters from the margin
// (clause 7.3.5.1); without one the date begins two characters right of where the
// last name begins (7.3.5.2). width says how wide words are.
func (s Signature) Placed(width func(string) float64) []Placed {
	var out []Placed
	for _, b := range s.Bodies {
		if b = OneLine(b); b != "" {
			out = append(out, Placed{Text: b})
		}
	}
	date := longDate(s.Date)
	wide, dateRight := width(date), 4.0
	if s.Sealed {
		for i := range out {
			out[i].Right = max(4+(wide-width(out[i].Text))/2, 0)
		}
	} else {
		// The name ends two characters from the margin and the date begins two right
		// of it; a date that would then reach further ends there instead.
		last, right := 0.0, 2.0
		if len(out) > 0 {
			last = width(out[len(out)-1].Text)
		}
		if last > 0 && wide+2 > last {
			right = wide + 4 - last
		}
		for i := range out {
			out[i].Right = right
		}
		dateRight = max(right+last-2-wide, 2)
	}
	if date != "" {
		out = append(out, Placed{date, dateRight})
	}
	return out
}

// Empty reports whether nothing of a signature is printed.
func (s Signature) Empty() bool { return len(s.Placed(Breadth)) == 0 }

// Closing reports whether block i of a body is the last before a signature;
// signed says that one follows the body. The last words stay with it: what is
// signed on a page of its own could stand under anything (clause 7.3.5.4).
func Closing(body []Block, i int, signed bool) bool {
	if _, ok := body[i].(PageBreak); ok {
		return false
	}
	for i++; i < len(body); i++ {
		s, ok := body[i].(Signature)
		if !ok || !s.Empty() {
			return ok
		}
	}
	return signed
}

// MayBreak is the part of a page that a row of a table must exceed before it may
// go on on the next one.
const MayBreak = 3
