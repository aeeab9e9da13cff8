package paper

import (
	"bytes"
	"encoding/json"
	"fmt"
)

// A paper that must stay as it is (frozen, approved) is kept as JSON, so that every
// writer prints it later as it would have then. The names of fields are part of what is
// kept: a test holds them.

// kept is a Document as it is kept.
type kept struct {
	V           int // of this form of keeping
	Head        Head
	Title, To   string
	Body        []keptBlock
	Attachments []keptAttachment
	Signature   Signature
	Note        string
	Colophon    Colophon
	Code        *Code `json:",omitempty"`
}

type keptAttachment struct {
	Name string
	Body []keptBlock
}

// keptBlock has one field that is not zero.
type keptBlock struct {
	Heading   *Heading   `json:",omitempty"`
	Paragraph *Paragraph `json:",omitempty"`
	List      *List      `json:",omitempty"`
	Table     *Table     `json:",omitempty"`
	PageBreak bool       `json:",omitzero"`
	Signature *Signature `json:",omitempty"`
}

// keptVersion is the form of keeping that is written.
const keptVersion = 1

// Encode returns d as JSON: the same document gives the same bytes, and [Decode] gives
// one that every writer prints as it prints d.
func Encode(d Document) ([]byte, error) {
	k := kept{keptVersion, d.Head, d.Title, d.To, keep(d.Body), nil, d.Signature, d.Note, d.Colophon, nil}
	if d.Code.Side() > 0 {
		k.Code = &d.Code
	}
	for _, a := range d.Attachments {
		k.Attachments = append(k.Attachments, keptAttachment{a.Name, keep(a.Body)})
	}
	b, err := json.Marshal(k)
	if err != nil || !bytes.Contains(b, []byte(`\ufffd`)) {
		return b, err
	}
	// Bytes that were no UTF-8 are written as an escape, U+FFFD itself is not: once more,
	// so that what was read back is kept under the same digest.
	var again kept
	if err := json.Unmarshal(b, &again); err != nil {
		return nil, err
	}
	return json.Marshal(again)
}

// Decode returns the document that [Encode] wrote.
func Decode(b []byte) (Document, error) {
	var k kept
	if err := json.Unmarshal(b, &k); err != nil {
		return Document{}, fmt.Errorf("paper: a kept document: %w", err)
	}
	if k.V != keptVersion {
		return Document{}, fmt.Errorf("paper: a kept document of version %d, not %d", k.V, keptVersion)
	}
	d := Document{Head: k.Head, Title: k.Title, To: k.To, Body: restore(k.Body), Signature: k.Signature, Note: k.Note, Colophon: k.Colophon}
	if k.Code != nil {
		d.Code = *k.Code
	}
	for _, a := range k.Attachments {
		d.Attachments = append(d.Attachments, Attachment{a.Name, restore(a.Body)})
	}
	return d, nil
}

func keep(body []Block) (all []keptBlock) {
	for _, b := range body {
		var k keptBlock
		switch b := b.(type) {
		case Heading:
			k.Heading = &b
		case Paragraph:
			k.Paragraph = &b
		case List:
			k.List = &b
		case Table:
			k.Table = &b
		case PageBreak:
			k.PageBreak = true
		case Signature:
			k.Signature = &b
		}
		all = append(all, k)
	}
	return all
}

func restore(body []keptBlock) (all []Block) {
	for _, k := range body {
		switch {
		case k.Heading != nil:
			all = append(all, *k.Heading)
		case k.Paragraph != nil:
			all = append(all, *k.Paragraph)
		case k.List != nil:
			all = append(all, *k.List)
		case k.Table != nil:
			all = append(all, *k.Table)
		case k.PageBreak:
			all = append(all, PageBreak{})
		case k.Signature != nil:
			all = append(all, *k.Signature)
		}
	}
	return all
}
