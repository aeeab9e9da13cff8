// Package paper has one tree for every document the product writes, and the
// writers that print it: .docx to GB/T 9704-2012, HTML and CSV. The writer of
// workbooks is in paper/sheet, because it keeps what it streams on disk; that of
// PDF is in paper/pdf, with the face that it prints in.
//
// A paper is made once, as values, and each writer says the same words with the
// same numbers and dates; no form is laid out twice. Nothing here reads a clock
// or draws a random number: the same tree gives the same bytes.
//
// Words may be hostile. Every writer passes them through Clean, which drops what
// XML cannot hold, and escapes the rest for its own form.
//
// “Clause” in a comment means one of GB/T 9704-2012, 党政机关公文格式.
package paper

import (
	"zhenggai/zh"
)

// A Document is one paper: an official one with its red head and colophon, or a
// bare form that has only a title and a table. What is empty is not printed.
type Document struct {
	Head        Head         // 版头
	Title       string       // 标题; a line end in it is where the title is broken (clause 7.3.1)
	To          string       // 主送机关; the colon behind it may be left out
	Body        []Block      // 正文
	Attachments []Attachment // 附件
	Signature   Signature    // 发文机关署名 and 成文日期
	Note        string       // 附注; its brackets may be left out
	Code        Code         // under the note: where what is printed can be held against what was approved
	Colophon    Colophon     // 版记
}

// A Head is what stands above the red line of an official paper (clause 7.2).
type Head struct {
	Copy    string   // 份号: six digits
	Secrecy string   // 密级和保密期限
	Urgency string   // 紧急程度
	Issuers []string // 发文机关标志: one line for each body that issues jointly
	Suffix  string   // what follows the names there: 文件, or nothing
	Number  string   // 发文字号: 云科党组〔2026〕12号
	Signers []string // 签发人 of a paper that goes upward
}

// Empty reports whether there is no head at all.
func (h Head) Empty() bool {
	return h.Copy == "" && h.Secrecy == "" && h.Urgency == "" && len(h.Issuers) == 0 && h.Number == "" && len(h.Signers) == 0
}

// An Attachment is listed under the text. If it has a body, that is printed from
// a page of its own on, before the colophon (clause 7.3.7).
type Attachment struct {
	Name string
	Body []Block
}

// A Signature is who issues a paper and when. It is also a Block, for papers
// that are signed before they end.
type Signature struct {
	Bodies []string
	Date   zh.Date
	Sealed bool // room is left for a seal: the date stands four characters from the margin (clause 7.3.5.1), else two
}

// A Colophon stands at the foot of the last page (clause 7.4).
type Colophon struct {
	CC     string // 抄送机关; the full stop behind it may be left out
	Issuer string // 印发机关
	Date   zh.Date
}

// A Block is one part of a body: Heading, Paragraph, List, Table, PageBreak or
// Signature.
type Block interface{ block() }

func (Heading) block()   {}
func (Paragraph) block() {}
func (List) block()      {}
func (Table) block()     {}
func (PageBreak) block() {}
func (Signature) block() {}

// A Heading begins a part of level 1 to 4. Its number is printed as clause 7.3.3
// has it: 一、 （一） 1. （1）.
type Heading struct {
	Level  int
	Number int    // 0: the text bears its own number or none
	Text   string // in the face of the level
	Rest   []Run  // words that go on in the same line, in the face of the body
}

// A Paragraph is words of the body, its first line moved in by two characters.
type Paragraph struct {
	Runs  []Run
	Align Align // Auto also moves the first line in; the others do not
}

// A Run is words of one make.
type Run struct {
	Text  string
	Bold  bool
	Field string // name of the figure that Text quotes; where the writer can, the place bears the name
}

// Plain returns text as runs.
func Plain(text string) []Run { return []Run{{Text: text}} }

// A List is items with a mark before each.
type List struct {
	Mark  Mark
	Items [][]Run
}

// A Mark is how the items of a list are marked.
type Mark uint8

// The marks. Steps are how measures are told: 一是 二是.
const (
	Steps   Mark = iota // 一是 二是 三是
	Circles             // ① ② ③
	Dashes              // ——
)

// A PageBreak lets what follows begin on a new page.
type PageBreak struct{}

// Align says where words stand between the margins.
type Align uint8

// The alignments. Auto leaves it to the kind of the paragraph or column.
const (
	Auto Align = iota
	Left
	Center
	Right
)
