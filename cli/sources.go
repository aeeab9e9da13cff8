package cli

import (
	"fmt"
	"strings"

	"zhenggai/fault"
	"zhenggai/ledger"
	"zhenggai/ledger/draft"
	"zhenggai/org"
)

// Where the fields of a finding come from: the document and its words.

// A sourceView is the words that a field came from, as JSON. Other programs rely on it.
type sourceView struct {
	Row      string `json:"row"` // table/id
	Field    string `json:"field"`
	Document org.ID `json:"document"`
	Name     string `json:"name"`  // of the document
	Start    int    `json:"start"` // bytes of the document's text, half open
	End      int    `json:"end"`
	Words    string `json:"words"`

	of string // the row for people, "" for the finding itself
}

// A sourcedRow is a row with its sources; of names it for people.
type sourcedRow struct {
	row     org.Row
	of      string
	sources ledger.Sources
}

// sourcesOfCase returns the rows of a case that were read from documents.
func sourcesOfCase(cs *ledger.Case) (rows []sourcedRow) {
	rows = append(rows, sourcedRow{cs.Finding, "", cs.Finding.Sources})
	for _, m := range cs.Measures {
		rows = append(rows, sourcedRow{m, fmt.Sprint(m.Ord), m.Sources})
	}
	for _, r := range cs.Records {
		rows = append(rows, sourcedRow{r, r.Title, r.Sources})
	}
	for _, m := range cs.Moneys {
		rows = append(rows, sourcedRow{m, m.Amount.String(), m.Sources})
	}
	for _, a := range cs.Accounts {
		rows = append(rows, sourcedRow{a, a.Form, a.Sources})
	}
	return rows
}

// sourcesOf returns the words that rows of a book came from. Documents are for those
// who see the whole book: their words tell of other findings too.
func (d *desk) sourcesOf(book org.ID, rows []sourcedRow) ([]sourceView, error) {
	type document struct{ name, text string }
	read := map[org.ID]document{}
	views := []sourceView{}
	for _, r := range rows {
		for _, src := range r.sources {
			doc, ok := read[src.Document]
			if !ok {
				row, text, err := d.app.Document(d.ctx, d.who, book, src.Document)
				if fault.KindOf(err) == fault.NotFound {
					return nil, fault.New(fault.Forbidden, "来源文件只给能看整本账册的人看，请去掉 --sources。",
						"The documents are for those who see the whole book; please leave out --sources.", err)
				}
				if err != nil {
					return nil, err
				}
				doc = document{row.Name, text}
				read[src.Document] = doc
			}
			if src.Start < 0 || src.End < src.Start || src.End > len(doc.text) {
				return nil, fault.New(fault.Conflict, "文件“"+doc.name+"”的文字与登记的来源对不上，请先核验（zhenggai verify）。",
					"The text of "+doc.name+" is not that which the fields were read from; please verify the site (zhenggai verify).", nil)
			}
			views = append(views, sourceView{r.row.Table() + "/" + r.row.Key().ID.String(), src.Field, src.Document, doc.name,
				src.Start, src.End, doc.text[src.Start:src.End], r.of})
		}
	}
	return views, nil
}

// sourceTitles are the names of the fields that draft.FieldTitle has no name for, or
// that of another table.
var sourceTitles = map[string]say{
	"no": {"编号", "number"}, "printed": {"印出的编号", "number as printed"}, "first_due": {"最初期限", "first date"}, "event": {"事项", "event"},
	"amount": {"金额", "amount"}, "form": {"处理形式", "form"}, "persons": {"人数", "people"}, "record/kind": {"类型", "kind"},
}

// fieldTitle returns the name of a field of a table.
func (d *desk) fieldTitle(table, field string) string {
	for _, key := range []string{table + "/" + field, field} {
		if m, ok := sourceTitles[key]; ok {
			return d.say(m)
		}
	}
	return draft.FieldTitle(field, d.lang)
}

// sources writes the words that fields came from.
func (d *desk) sources(views []sourceView) {
	if len(views) == 0 {
		return
	}
	d.part(say{"来源", "Sources"})
	tables := map[string]say{"finding": {"问题", "finding"}, "measure": {"措施", "measure"}, "record": {"记录", "record"},
		"money": {"资金", "money"}, "accountability": {"问责", "accountability"}}
	t := d.table(say{"来自", "of"}, say{"字段", "field"}, say{"文件", "document"}, say{"原文", "words"})
	for _, v := range views {
		table, _, _ := strings.Cut(v.Row, "/")
		t.row(strings.TrimSpace(d.say(tables[table])+" "+v.of), d.fieldTitle(table, v.Field), v.Name, oneLine(v.Words))
	}
	d.print(t)
}

// oneLine returns words with each run of space as one blank.
func oneLine(words string) string { return strings.Join(strings.Fields(words), " ") }
