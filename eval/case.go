// Package eval measures the reader and the checker on cases with keys.
//
// A case is an invented report with its key in the text (FORMAT.md). Parse takes
// it apart, Render writes it in one of the forms in which reports arrive, and
// Measure reads that form back and compares what was read with the key.
package eval

import (
	"zhenggai/source"
)

// A Case is one report with its key. All spans are of Text.
type Case struct {
	Name    string // base name without .case
	Set     string // dev or sealed: the folder it stands in
	About   string
	Layout  string
	Kind    string            // as report.Kind prints it
	Clean   bool              // no finding of severity error or warning is right
	Formats []string          // in which it is measured
	Head    map[string]string // head facts by key; "-" is "not stated"
	Text    string            // the report without marks
	First   int               // line of the case file on which Text begins
	Nodes   []Node            // in text order
	Facts   []Fact            // in the order of their ends
	Marks   []Mark
}

// A Node is one node of the key.
type Node struct {
	Role      string
	Number    string // as printed; "" for none
	Expected  string // "" where the printed number is right
	Synthetic bool   // a heading that is missing in print
	Span      source.Span
	Title     source.Span // empty where the key does not imply one
	Parent    int         // index into Case.Nodes, or -1

	numberAt int32 // where Number stands
	titleEnd int32 // of ⟦|⟧, -1 without
	closed   bool  // by ⟦/⟧
}

// A Fact is one fact of the key.
type Fact struct {
	Kind  string
	Span  source.Span
	Value string // as in the mark: "2023-09-01 2023-09-30", "399.50/人", "12 个"
}

// A Mark says that rule Rule must find something on the line of Off.
type Mark struct {
	Rule string
	Off  int32
}

// The formats in which cases are measured.
const (
	TXT      = "txt"
	GB18030  = "gb18030"
	CRLF     = "crlf"
	Wrapped  = "wrapped"
	DOCX     = "docx"
	DOCXAuto = "docx-auto"
	HTML     = "html"
	PDF      = "pdf"
	XLSX     = "xlsx"
)

// Formats lists all formats.
var Formats = []string{TXT, GB18030, CRLF, Wrapped, DOCX, DOCXAuto, HTML, PDF, XLSX}

// levels orders the roles of the tree: a node closes all open ones at its level
// or below.
var levels = map[string]int{"section": 0, "aspect": 1, "problem": 2, "point": 3, "measure": 4, "label": 4, "prose": 1, "chrome": 0, "table": 4}

// headKeys are the keys of the head facts.
var headKeys = []string{"title", "unit", "team", "period", "feedback", "published", "signer"}

// factKinds are the kinds of fact and whether their mark holds a value.
var factKinds = map[string]bool{"date": true, "money": true, "count": true, "percent": true, "document": false, "docnumber": false,
	"org": false, "person": false, "contact": false, "change": false, "total": false, "state": false, "commitment": false}

// Exhaustive are the kinds of fact of which a case marks every one, so that
// one read beside them is wrong.
var Exhaustive = []string{"date", "money", "document"}
