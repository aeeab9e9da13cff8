package cli

import (
	"io"
	"os"
	"path/filepath"
	"strings"

	"zhenggai/app"
	"zhenggai/ledger/draft"
)

// An importCommand takes a document into a book. It shows what it would do, and does
// it only with --yes.
type importCommand struct {
	actorFlags
	File       string `arg:"" name:"file"`
	Book       string `placeholder:"BOOK"`
	Inspection string `placeholder:"INSPECTION"`
	Kind       string `enum:"auto,feedback,plan,progress,public,ledger" default:"auto"`
	Mapping    string `placeholder:"TEXT"`
	Yes        bool
}

// An importView is an import as JSON: the plan, and whether it was done.
type importView struct {
	*draft.View
	Inspection string `json:"inspection,omitempty"` // its number; "" would be a new one
	Other      string `json:"other_unit,omitempty"` // that the document names instead of the book's
	Done       bool   `json:"done"`
	Changed    bool   `json:"changed"` // the book is not as it was before
}

func (c *importCommand) work(d *desk) error {
	b, err := d.book(c.Book)
	if err != nil {
		return err
	}
	p := app.Incoming{Book: b.ID, Mapping: c.Mapping, Name: filepath.Base(c.File)}
	if c.Kind != "auto" {
		p.Kind = draft.Kind(c.Kind)
	}
	if c.Inspection != "" {
		in, err := d.inspection(b.ID, c.Inspection)
		if err != nil {
			return err
		}
		p.Inspection = in.ID
	}
	if p.Body, err = os.ReadFile(c.File); err != nil {
		return noFile(c.File, err)
	}
	in, err := d.app.Import(d.ctx, d.who, p, c.Yes)
	if err != nil {
		return err
	}
	v := importView{View: in.View(d.lang), Other: in.Other, Done: in.Done, Changed: in.Changed}
	if in.Inspection != nil {
		v.Inspection = in.Inspection.No
	}
	if !v.Ready {
		d.code(Found)
	}
	return d.show(v, func() { d.imported(v) })
}

func (d *desk) imported(v importView) {
	for line := range strings.Lines(v.String()) {
		io.WriteString(d.out, inert(strings.TrimRight(line, "\n"))+"\n")
	}
	if v.Other != "" {
		d.line(say{"文件上的单位是“%s”，与账册的单位不同，请核对账册有没有选错。", "The document names %q, which is not the unit of the book: check that it is the right book."}, inert(v.Other))
	}
	switch {
	case v.Done && !v.Changed:
		d.line(say{"没有新内容，账册没有改动。", "Nothing is new: the book was not changed."})
	case v.Done:
		d.line(say{"已导入巡察 %s。", "Imported into the inspection %s."}, v.Inspection)
	case v.Ready && v.Inspection == "":
		d.line(say{"以上是试算，什么也没有改动；将登记一次新的巡察。看过无误，加上 --yes 导入。",
			"This is what would be done; nothing was changed. A new inspection would be filed. If it is right, add --yes."})
	case v.Ready:
		d.line(say{"以上是试算，什么也没有改动；将导入巡察 %s。看过无误，加上 --yes 导入。",
			"This is what would be done to the inspection %s; nothing was changed. If it is right, add --yes."}, v.Inspection)
	}
}
