package web

import (
	"bytes"
	"context"
	"iter"
	"net/http"
	"net/url"
	"strconv"

	"zhenggai/fault"
	"zhenggai/paper"
	"zhenggai/paper/sheet"
	"zhenggai/web/ui"
	"zhenggai/zh"
)

// exportLedger sends all rows of the query with the columns that are shown, as a
// workbook, as CSV (as=csv) or printed (as=pdf).
func (v *visit) exportLedger() error {
	var q ledgerQuery
	if err := q.parse(v.URL.Query()); err != nil {
		return err
	}
	q.After = ""
	first, err := v.ledgerPart(q)
	if err != nil {
		return err
	}
	all := paper.Sheet{Name: v.word("台账", "Ledger"), Table: paper.Table{Columns: sheetColumns(v.ctx, first.cols)}, More: v.sheetRows(q, first)}
	form, media, write := "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", func() error { return sheet.Write(v.w, all) }
	switch v.FormValue("as") {
	case "csv":
		form, media, write = "csv", "text/csv; charset=utf-8", func() error { return paper.CSV(v.w, all) }
	case "pdf":
		b, err := v.ledgerPDF(all)
		if err != nil {
			return err
		}
		form, media, write = "pdf", "application/pdf", func() error { _, err := v.w.Write(b); return err }
	}
	v.answered = true
	name := v.today().String() + "." + form
	v.w.Header().Set("Content-Type", media)
	v.w.Header().Set("Content-Disposition", `attachment; filename="ledger-`+name+`"; filename*=UTF-8''`+url.PathEscape("台账-"+name))
	if err := write(); err != nil {
		if v.Context().Err() == nil {
			v.s.Log.Error("web: an export broke off: " + err.Error())
		}
		panic(http.ErrAbortHandler) // half a list must not look like a whole one
	}
	return nil
}

// ledgerPDF prints a list on landscape pages, with a note that names what could not
// be printed. Lists beyond what anybody prints are refused.
func (v *visit) ledgerPDF(all paper.Sheet) ([]byte, error) {
	const most = 5000
	t := all.Table
	for r, err := range all.Rows() {
		if err != nil {
			return nil, err
		}
		if t.Rows = append(t.Rows, r); len(t.Rows) > most {
			return nil, fault.New(fault.Invalid, "超过5000行，不宜打印：请先筛选，或者导出 Excel", "more than 5,000 rows are too many to print: narrow the list first, or export Excel", nil)
		}
	}
	t.Wide = true
	d := paper.Document{Title: all.Name + "（" + paper.Day(v.today()).String() + "）", Body: []paper.Block{t.Fitted()}}
	var b bytes.Buffer
	missing, err := v.s.App.PDF(&b, d)
	if err != nil || len(missing) == 0 {
		return b.Bytes(), err
	}
	d.Note = v.word("以下文字没有字形，印作〓：", "Printed as 〓 for want of a glyph: ") + string(missing)
	b.Reset()
	_, err = v.s.App.PDF(&b, d)
	return b.Bytes(), err
}

// exportPath is where the ledger that q asks for is had in a form.
func exportPath(q ledgerQuery, as string) string {
	values := q.Values()
	values.Set("as", as)
	return "/ledger/export?" + values.Encode()
}

// ledgerPart reads some lines of the ledger that q asks for.
func (v *visit) ledgerPart(q ledgerQuery) (*ledgerView, error) {
	p, err := v.s.App.Ledger(v.ctx, v.who, q.find(v.who.Tree, v.today(), 5*ledgerLines))
	if err != nil {
		return nil, err
	}
	return v.ledgerOf(q, p)
}

// sheetRows are the rows of all parts, of which the first was read already.
func (v *visit) sheetRows(q ledgerQuery, w *ledgerView) iter.Seq2[paper.Row, error] {
	return func(yield func(paper.Row, error) bool) {
		for {
			for i := range w.p.Lines {
				row := paper.Row{Cells: make([]paper.Cell, len(w.cols))}
				for j, c := range w.cols {
					row.Cells[j] = sheetCell(c, c.text(w, &w.p.Lines[i]))
				}
				if !yield(row, nil) {
					return
				}
			}
			if q.After = w.p.Next; q.After == "" {
				return
			}
			var err error
			if w, err = v.ledgerPart(q); err != nil {
				yield(paper.Row{}, err)
				return
			}
		}
	}
}

func sheetColumns(ctx context.Context, cols []*ledgerColumn) (all []paper.Column) {
	for _, c := range cols {
		column := paper.Column{Title: ui.Say(ctx, c.ZH, c.EN)}
		if c.Number {
			column.Kind = paper.Number
		}
		all = append(all, column)
	}
	return all
}

// sheetCell is a value of the ledger as a program for sheets computes with it: days as
// days, numbers as numbers.
func sheetCell(c *ledgerColumn, text string) paper.Cell {
	if d, err := zh.ParseDay(text); err == nil && !d.IsZero() {
		return paper.Day(d)
	}
	if n, err := strconv.ParseInt(text, 10, 64); err == nil && c.Number {
		return paper.Figure(zh.Int(n))
	}
	return paper.Words(text)
}
