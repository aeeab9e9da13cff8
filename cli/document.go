package cli

import (
	"fmt"
	"slices"
	"strings"

	"zhenggai/fault"
	"zhenggai/ledger"
	"zhenggai/ledger/draft"
)

type documentCommands struct {
	List documentList `cmd:""`
	Show documentShow `cmd:""`
}

// A documentList lists the documents that were read into a book.
type documentList struct {
	actorFlags
	Book string `placeholder:"BOOK"`
}

func (c *documentList) work(d *desk) error {
	all, _, err := d.documents(c.Book)
	if err != nil {
		return err
	}
	return d.show(orNone(all), func() {
		t := d.table(say{"标识", "key"}, say{"文种", "kind"}, say{"落款日期", "dated"}, say{"首次见到", "first seen"}, say{"导入人", "by"}, say{"文件", "document"})
		for _, x := range all {
			t.row(shortID(x.ID.String()), draft.Kind(x.Kind).Name(d.lang), x.Signed, dayOf(x.Seen), d.nameOf(x.By), x.Name)
		}
		d.print(t)
	})
}

// A documentShow shows a document, or the text that was read from it.
type documentShow struct {
	actorFlags
	Document string `arg:"" name:"document"`
	Book     string `placeholder:"BOOK"`
	Text     bool
}

func (c *documentShow) work(d *desk) error {
	all, book, err := d.documents(c.Book)
	if err != nil {
		return err
	}
	x, err := documentNamed(all, c.Document)
	if err != nil {
		return err
	}
	view := struct {
		*ledger.Document
		Words string `json:"words,omitempty"` // its text, if that is asked for
	}{Document: x}
	if c.Text {
		if _, view.Words, err = d.app.Document(d.ctx, d.who, book.ID, x.ID); err != nil {
			return err
		}
	}
	return d.show(view, func() {
		if c.Text {
			for line := range strings.Lines(view.Words) {
				fmt.Fprintln(d.out, inert(strings.TrimRight(line, "\r\n")))
			}
			return
		}
		d.document(x)
	})
}

// documents returns the documents of a book, the last first.
func (d *desk) documents(book string) ([]*ledger.Document, *ledger.Book, error) {
	b, err := d.book(book)
	if err != nil {
		return nil, nil, err
	}
	all, err := d.app.Documents(d.ctx, d.who, b.ID)
	slices.SortFunc(all, func(x, y *ledger.Document) int { return y.ID.Compare(x.ID) })
	return all, b, err
}

// documentNamed returns the document that is meant by its name, its id or the end of
// that; of several with the name the last.
func documentNamed(all []*ledger.Document, name string) (*ledger.Document, error) {
	i := slices.IndexFunc(all, func(x *ledger.Document) bool {
		return x.Name == name || len(name) >= leastSeen && strings.HasSuffix(x.ID.String(), name)
	})
	if i < 0 {
		return nil, fault.New(fault.NotFound, "没有文件“"+name+"”，请用 zhenggai document list 查看。", "There is no document \""+name+"\"; see zhenggai document list.", nil)
	}
	return all[i], nil
}

// document writes what is known of a document.
func (d *desk) document(x *ledger.Document) {
	fmt.Fprintln(d.out, d.ink.paint(inert(x.Name), bold))
	if x.Title != x.Name {
		d.fact(say{"标题", "title"}, x.Title)
	}
	d.fact(say{"标识", "key"}, x.ID.String())
	d.fact(say{"文种", "kind"}, draft.Kind(x.Kind).Name(d.lang))
	d.fact(say{"落款日期", "dated"}, x.Signed.String())
	d.fact(say{"首次见到", "first seen"}, dayOf(x.Seen))
	d.fact(say{"导入人", "by"}, d.nameOf(x.By))
	d.fact(say{"字节", "bytes"}, fmt.Sprint(x.Size))
	d.fact(say{"SHA-256", "SHA-256"}, x.SHA256.String())
	d.fact(say{"SM3", "SM3"}, x.SM3.String())
}
