package org

// A Head stands at the front of every row the product keeps: which book it
// belongs to, what names it, and how often it was written. A row is saved only
// if its version is still the one that was read, so nobody overwrites what he
// has not seen.
type Head struct {
	Book    ID    `json:"book"`
	ID      ID    `json:"id"`
	Version int64 `json:"version"` // 0 until it is saved for the first time
}

// Key returns the head itself; it makes every struct that embeds a Head a Row
// once it names its table.
func (h *Head) Key() *Head { return h }

// A Row is one thing that is kept: a value with a Head and the name of its
// table. Its JSON is its image in the journal, so the fields of a row and their
// order are a promise: new fields are added at the end and left out when empty.
type Row interface {
	Key() *Head
	Table() string
}
