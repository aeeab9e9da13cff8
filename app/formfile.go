package app

import (
	"context"
	"encoding/base64"
	"fmt"
	"io"

	"zhenggai/fault"
	"zhenggai/form"
	"zhenggai/org"
	"zhenggai/paper"
	"zhenggai/paper/sheet"
)

// WritePaper writes a paper as a file of a format. It is whole in itself: a page has its
// styles in it.
func (a *App) WritePaper(w io.Writer, d paper.Document, f form.Format) error {
	switch f {
	case form.Docx:
		return paper.Docx(w, d, paper.Profile{})
	case form.PDF:
		_, err := a.PDF(w, d) // where a glyph is missing, 〓 says so
		return err
	case form.Xlsx:
		return sheet.Write(w, d.Sheets()...)
	case form.CSV:
		if all := d.Sheets(); len(all) > 0 {
			return paper.CSV(w, all[0])
		}
		return nil
	case form.HTML:
		return paper.Page(w, d, "data:text/css;base64,"+base64.StdEncoding.EncodeToString([]byte(paper.Style)))
	}
	return fault.New(fault.Invalid, "没有“"+string(f)+"”这种文件格式。", "There is no format "+string(f)+".", nil)
}

// ComparePapers tells two versions of a paper apart, as each reads: a frozen one as it
// was frozen, a draft with the figures of today.
func (a *App) ComparePapers(ctx context.Context, who org.Actor, book, old, now org.ID) ([]form.Change, error) {
	x, err := a.PaperVersion(ctx, who, book, old)
	if err != nil {
		return nil, err
	}
	y, err := a.PaperVersion(ctx, who, book, now)
	if err != nil {
		return nil, err
	}
	if x.Paper.Form != y.Paper.Form || x.Subject != y.Subject {
		return nil, fault.New(fault.Invalid, fmt.Sprintf("“%s”和“%s”不是同一份文稿，不能对照。", x.Form.ZH, y.Form.ZH),
			fmt.Sprintf("%s and %s are not versions of one paper.", x.Form.EN, y.Form.EN), nil)
	}
	return form.Compare(x.Document, y.Document), nil
}
