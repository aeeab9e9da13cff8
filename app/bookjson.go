package app

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strconv"

	"zhenggai/fault"
	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/store"
)

// bookForm names the form of WriteBook, with its version. Members may be added to it;
// what is there keeps its name and meaning.
const bookForm = "zhenggai-book/1"

// A bookHead says what a book in JSON is of.
type bookHead struct {
	Form    string      `json:"format"`
	Book    org.ID      `json:"book"`
	Entries int64       `json:"entries"` // of its journal
	At      ledger.Time `json:"at"`      // when it was last written to
}

// WriteBook writes a book as it is now as one JSON document: every row of it by table,
// as its image in the journal has it (doc/json.md). It holds neither the bytes of
// evidence nor what went before: that is for Export. The same book gives the same
// bytes, however large it is few rows are held at once. It is for who sees the book
// whole.
func (a *App) WriteBook(ctx context.Context, who org.Actor, book org.ID, w io.Writer) error {
	out := &begun{w: w}
	return a.DB.View(ctx, func(tx *store.Tx) error {
		if out.wrote {
			return fault.New(fault.Conflict, "写到一半时账册正忙，没有写完，请再试一次。", "The book was busy half-way and what was written is not whole; please try again.", nil)
		}
		b, err := store.Get[ledger.Book](tx, book, book)
		if err != nil || !who.Scope().SeesBook(b.Unit) {
			return errNoBook(book.String(), err)
		}
		head := bookHead{Form: bookForm, Book: book}
		last, err := tx.Entries(store.EntryQuery{Book: book, Limit: 1})
		if err != nil {
			return err
		}
		if len(last) > 0 {
			head.Entries, head.At = last[0].Index+1, ledger.At(last[0].At)
		}
		return writeRows(tx, head, out)
	})
}

// begun is a writer that knows whether it was written to: a look at the ledger that is
// tried again must not go on behind what it wrote before.
type begun struct {
	w     io.Writer
	wrote bool
}

func (b *begun) Write(p []byte) (int, error) {
	b.wrote = true
	return b.w.Write(p)
}

// writeRows writes the rows of a book, each on a line of its own.
func writeRows(tx *store.Tx, head bookHead, w io.Writer) error {
	out := bufio.NewWriter(w) // keeps the first error until it is flushed
	b, err := json.Marshal(head)
	if err != nil {
		return fmt.Errorf("app: a book as JSON: %w", err)
	}
	out.Write(b[:len(b)-1])
	out.WriteString(`,"rows":{`)
	table := ""
	for r, err := range tx.Images(head.Book) {
		switch {
		case err != nil:
			return err
		case r.Image == nil:
			return fault.New(fault.Conflict, "账册里有一行读不出来（"+r.Key.Table+" "+r.Key.ID+"），没有导出；请用 zhenggai verify 核验，再从备份恢复。",
				"A row of the book cannot be read ("+r.Key.Table+" "+r.Key.ID+") and nothing was written; run zhenggai verify and restore a backup.", nil)
		case table == "":
			out.WriteString("\n" + strconv.Quote(r.Key.Table) + ":[\n")
		case table != r.Key.Table:
			out.WriteString("\n],\n" + strconv.Quote(r.Key.Table) + ":[\n")
		default:
			out.WriteString(",\n")
		}
		table = r.Key.Table
		if _, err := out.Write(r.Image); err != nil {
			return fmt.Errorf("app: a book as JSON: %w", err)
		}
	}
	if table != "" {
		out.WriteString("\n]")
	}
	out.WriteString("}}\n")
	if err := out.Flush(); err != nil {
		return fmt.Errorf("app: a book as JSON: %w", err)
	}
	return nil
}
