package papertest

import (
	"strings"

	"pgregory.net/rapid"

	"zhenggai/paper"
	"zhenggai/zh"
)

// Nasty are words that have broken writers of documents.
var Nasty = []string{"党组会议", "整改", "12.4万元", "R&D", "<甲>", "</w:t>", "]]>", "<!--", "&lt;", "&#0;", "“乙”", "\"", "'", "，", "。",
	"=1+1", "+1", "-1", "@SUM(A1)", "＝1", "\t=2", "\x00", "\x07", "\x1b", "\x7f", "\u0085", "\u00ad", "\u2028", "\ufffe", "\uffff", "\ufeff", "\ufdd0",
	"\xff", "\xc3\x28", "\xed\xa0\x80", "\r\n", "\r", "\n", "\t", " ", "　", "_x0041_", "_x005F_", "%s", "${x}", "javascript:", "𠮷", "\U0002A6D6", "\U000323AF", "㐀", "龦", "",
	"🙂", "👩‍👩‍👧", "עברית", "\u202e", "العربية", "é", "e\u0301", "\U0001FFFE"}

// shared returns a generator that tests which run at once may share: it has its name,
// which it would otherwise make when it is first used, and write while another reads it.
func shared[V any](g *rapid.Generator[V]) *rapid.Generator[V] {
	_ = g.String()
	return g
}

func words(least int) *rapid.Generator[string] {
	piece := shared(rapid.OneOf(rapid.SampledFrom(Nasty), rapid.SampledFrom(Nasty), rapid.StringN(0, 4, -1)))
	return rapid.Custom(func(t *rapid.T) string {
		s := strings.Join(rapid.SliceOfN(piece, 0, 6).Draw(t, "pieces"), "")
		if least > 0 {
			s = "第" + s + "条"
		}
		return s
	})
}

// Some words, and words that begin and end with a character.
var (
	Some  = shared(words(0))
	Words = shared(words(1)) // begins and ends with a character
	days  = shared(rapid.Custom(func(t *rapid.T) zh.Date {
		y, m := rapid.IntRange(1, 9999).Draw(t, "year"), rapid.IntRange(1, 12).Draw(t, "month")
		return zh.D(y, m, rapid.IntRange(1, zh.DaysIn(y, m)).Draw(t, "day"))
	}))
	sums = shared(rapid.Custom(func(t *rapid.T) zh.Decimal {
		return zh.Decimal(rapid.OneOf(rapid.Int64Range(-20_000, 20_000), rapid.Int64Range(-1<<62, 1<<62)).Draw(t, "sum"))
	}))
	runs = shared(rapid.SliceOfN(rapid.Custom(func(t *rapid.T) paper.Run {
		return paper.Run{Text: Some.Draw(t, "text"), Bold: rapid.Bool().Draw(t, "bold"), Field: rapid.SampledFrom([]string{"", "", "a.b", "\"<\x00"}).Draw(t, "field")}
	}), 0, 3))
)

func cells() *rapid.Generator[paper.Cell] {
	return rapid.Custom(func(t *rapid.T) paper.Cell {
		switch rapid.IntRange(0, 5).Draw(t, "kind") {
		case 0:
			return paper.Figure(sums.Draw(t, "n"))
		case 1:
			return paper.Amount(sums.Draw(t, "n"))
		case 2:
			return paper.Day(days.Draw(t, "day"))
		case 3:
			return paper.Label(Words.Draw(t, "label"))
		}
		return paper.Words(Words.Draw(t, "words"))
	})
}

// rowsGen draws rows that tile a grid, some of their cells over several fields.
func rowsGen(t *rapid.T, cols, n int) []paper.Row {
	taken := make([][]bool, n)
	for i := range taken {
		taken[i] = make([]bool, cols)
	}
	rows := make([]paper.Row, n)
	for r := range rows {
		for c := range cols {
			if taken[r][c] {
				continue
			}
			cell := cells().Draw(t, "cell")
			h, w := 1, 1
			if rapid.IntRange(0, 4).Draw(t, "merge") == 0 {
				h = rapid.IntRange(1, n-r+2).Draw(t, "rows") // some reach below the table
				for w < cols-c && !taken[r][c+w] && rapid.Bool().Draw(t, "wider") {
					w++
				}
			}
			for i := r; i < min(r+h, n); i++ {
				for k := c; k < c+w; k++ {
					taken[i][k] = true
				}
			}
			if h > 1 || w > 1 {
				cell = cell.Over(h, w)
			}
			rows[r].Cells = append(rows[r].Cells, cell)
		}
	}
	return rows
}

// Tables draws tables, some of their cells over several fields.
func Tables() *rapid.Generator[paper.Table] {
	return rapid.Custom(func(t *rapid.T) paper.Table {
		tab := paper.Table{Caption: strings.TrimSpace(Words.Draw(t, "caption")), Wide: rapid.Bool().Draw(t, "wide")}
		for range rapid.IntRange(2, 5).Draw(t, "columns") {
			tab.Columns = append(tab.Columns, paper.Column{Title: Words.Draw(t, "title"), Width: float64(rapid.IntRange(0, 20).Draw(t, "width")),
				Kind: paper.Kind(rapid.IntRange(0, 3).Draw(t, "kind"))})
		}
		if rapid.Bool().Draw(t, "head") {
			tab.Head = rowsGen(t, len(tab.Columns), rapid.IntRange(1, 2).Draw(t, "head rows"))
		}
		tab.Rows = rowsGen(t, len(tab.Columns), rapid.IntRange(1, 5).Draw(t, "rows"))
		return tab
	})
}

func blocks(least int) *rapid.Generator[[]paper.Block] {
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) paper.Block {
		switch rapid.IntRange(0, 6).Draw(t, "block") {
		case 0, 1:
			return paper.Heading{Level: rapid.IntRange(1, 4).Draw(t, "level"), Number: rapid.SampledFrom([]int{0, 1, 2, 12}).Draw(t, "number"),
				Text: Words.Draw(t, "text"), Rest: runs.Draw(t, "rest")}
		case 2:
			return paper.List{Mark: paper.Mark(rapid.IntRange(0, 2).Draw(t, "mark")), Items: rapid.SliceOfN(runs, 1, 3).Draw(t, "items")}
		case 3:
			return Tables().Draw(t, "table")
		case 4:
			return paper.PageBreak{}
		case 5:
			return paper.Signature{Bodies: rapid.SliceOfN(Words, 0, 2).Draw(t, "bodies"), Date: days.Draw(t, "date"), Sealed: rapid.Bool().Draw(t, "sealed")}
		}
		return paper.Paragraph{Runs: append(paper.Plain("段"), runs.Draw(t, "runs")...), Align: paper.Align(rapid.IntRange(0, 3).Draw(t, "align"))}
	}), least, 6)
}

// Documents draws documents full of hostile words.
func Documents() *rapid.Generator[paper.Document] {
	return rapid.Custom(func(t *rapid.T) paper.Document {
		maybe := func(name string) string {
			if rapid.Bool().Draw(t, "has "+name) {
				return Words.Draw(t, name)
			}
			return ""
		}
		d := paper.Document{
			Head: paper.Head{Copy: maybe("copy"), Secrecy: maybe("secrecy"), Urgency: maybe("urgency"), Issuers: rapid.SliceOfN(Words, 0, 1).Draw(t, "issuers"),
				Suffix: maybe("suffix"), Number: maybe("number"), Signers: rapid.SliceOfN(Words, 0, 2).Draw(t, "signers")},
			Title: Words.Draw(t, "title"), To: maybe("to"),
			Body:      blocks(1).Draw(t, "body"),
			Signature: paper.Signature{Bodies: rapid.SliceOfN(Words, 0, 2).Draw(t, "bodies"), Sealed: rapid.Bool().Draw(t, "sealed")},
			Note:      maybe("note"),
			Colophon:  paper.Colophon{CC: maybe("cc"), Issuer: maybe("printer")},
		}
		if rapid.Bool().Draw(t, "dated") {
			d.Signature.Date, d.Colophon.Date = days.Draw(t, "date"), days.Draw(t, "printed")
		}
		for range rapid.IntRange(0, 2).Draw(t, "attachments") {
			d.Attachments = append(d.Attachments, paper.Attachment{Name: Words.Draw(t, "name"), Body: blocks(0).Draw(t, "attached")})
		}
		return d
	})
}
