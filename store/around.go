package store

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/zh"
)

// An Around is what a list shows beside a finding: one line, not the whole case.
type Around struct {
	Above    []*ledger.Finding // those above it, the topmost first, without their words
	Measures []Brief           // of the cycle that runs, less those dropped, in order
	Evidence int               // files of the cycle that runs, less those voided
}

// A Brief is a measure in short.
type Brief struct {
	Text string
	Due  zh.Date
	Done bool
}

// Around returns what stands around each finding of a list. However long the list,
// it takes three statements for each thousand.
func (tx *Tx) Around(list []*ledger.Finding) (map[org.ID]*Around, error) {
	all := map[org.ID]*Around{}
	for _, f := range list {
		all[f.ID] = &Around{}
	}
	for part := range slices.Chunk(list, most) {
		from, args := pairs(tx.db, part, func(f *ledger.Finding) org.Head { return f.Head })
		for _, read := range []func(map[org.ID]*Around, []*ledger.Finding, string, []any) error{tx.above, tx.briefs, tx.proofs} {
			if err := read(all, part, from, args); err != nil {
				return nil, fmt.Errorf("store: around findings: %w", tx.db.explain(err))
			}
		}
	}
	return all, nil
}

// sizes are how many rows a [pairs] has: few, so that its texts are few, and each is
// parsed once. Parsing two hundred arguments costs SQLite more than finding the rows.
var sizes = []int{1, 8, 32, 128, 512, most}

// pairs returns a FROM of the rows that a list names, v, with book and id as columns,
// filled up with some that name nothing.
func pairs[T any](db *DB, list []T, head func(T) org.Head) (string, []any) {
	i, _ := slices.BinarySearch(sizes, len(list))
	var nothing org.ID
	var b strings.Builder
	args := make([]any, 0, 2*sizes[i])
	b.WriteString(" FROM (VALUES ")
	for n := range sizes[i] {
		kind := db.types[kindID]
		if n > 0 {
			b.WriteByte(',')
			kind = ""
		}
		b.WriteString("($" + strconv.Itoa(2*n+1) + kind + ",$" + strconv.Itoa(2*n+2) + kind + ")")
		if n < len(list) {
			h := head(list[n])
			args = append(args, h.Book[:], h.ID[:])
		} else {
			args = append(args, nothing[:], nothing[:])
		}
	}
	b.WriteString(") v")
	return b.String(), args
}

// above reads the parents and theirs: many findings have the same. A tree has three
// levels.
func (tx *Tx) above(all map[org.ID]*Around, list []*ledger.Finding, _ string, _ []any) error {
	const columns = ".book_id, %.id, %.inspection_id, %.parent_id, %.level, %.leaf, %.code, %.no, %.title, %.state"
	part := func(t string) string { return t + strings.ReplaceAll(columns, "%", t) }
	known := map[org.ID]*ledger.Finding{}
	var parents []*ledger.Finding
	for _, f := range list {
		if _, met := known[f.Parent]; !met && !f.Parent.IsZero() {
			parents, known[f.Parent] = append(parents, f), nil
		}
	}
	if len(parents) == 0 {
		return nil
	}
	from, args := pairs(tx.db, parents, func(f *ledger.Finding) org.Head { return org.Head{Book: f.Book, ID: f.Parent} })
	const parent = " CROSS JOIN finding p WHERE p.book_id = v.column1 AND p.id = v.column2"
	text := "SELECT " + part("p") + from + parent + " UNION SELECT " + part("g") + from +
		strings.Replace(parent, " WHERE", " CROSS JOIN finding g WHERE", 1) + " AND g.book_id = v.column1 AND g.id = p.parent_id"
	rows, err := tx.query(text, args...)
	err = each(rows, err, func(r scanner) error {
		f := &ledger.Finding{}
		err := r.Scan(idField{&f.Book}, idField{&f.ID}, idField{&f.Inspection}, refField{&f.Parent}, textField[ledger.Level]{&f.Level},
			flagField{&f.Leaf}, textField[string]{&f.Code}, textField[string]{&f.No}, textField[string]{&f.Title}, textField[ledger.State]{&f.State})
		known[f.ID] = f
		return err
	})
	for _, f := range list {
		for up := known[f.Parent]; up != nil; up = known[up.Parent] {
			all[f.ID].Above = append([]*ledger.Finding{up}, all[f.ID].Above...)
		}
	}
	return err
}

// briefs reads the measures.
func (tx *Tx) briefs(all map[org.ID]*Around, list []*ledger.Finding, from string, args []any) error {
	now := cycles(list)
	text := "SELECT m.finding_id, m.cycle, m.text, m.due, m.done <> ''" + from + " CROSS JOIN measure m" +
		" WHERE m.book_id = v.column1 AND m.finding_id = v.column2 AND m.dropped = '' ORDER BY m.finding_id, m.ord, m.id"
	rows, err := tx.query(text, args...)
	return each(rows, err, func(r scanner) error {
		var id org.ID
		var cycle int
		var m Brief
		err := r.Scan(idField{&id}, numberField[int]{&cycle}, textField[string]{&m.Text}, dayField{&m.Due}, flagField{&m.Done})
		if err == nil && cycle == now[id] {
			all[id].Measures = append(all[id].Measures, m)
		}
		return err
	})
}

// proofs counts the evidence.
func (tx *Tx) proofs(all map[org.ID]*Around, list []*ledger.Finding, from string, args []any) error {
	now := cycles(list)
	text := "SELECT e.finding_id, e.cycle, count(*)" + from + " CROSS JOIN evidence e" +
		" WHERE e.book_id = v.column1 AND e.finding_id = v.column2 AND e.voided = '' GROUP BY e.finding_id, e.cycle"
	rows, err := tx.query(text, args...)
	return each(rows, err, func(r scanner) error {
		var id org.ID
		var cycle, n int
		err := r.Scan(idField{&id}, numberField[int]{&cycle}, &n)
		if err == nil && cycle == now[id] {
			all[id].Evidence = n
		}
		return err
	})
}

// cycles are those that run.
func cycles(list []*ledger.Finding) map[org.ID]int {
	now := map[org.ID]int{}
	for _, f := range list {
		now[f.ID] = f.Cycle
	}
	return now
}

// Pick returns the findings that heads name, as far as there are such, in text order.
// Who may see them is for whoever asks.
func (tx *Tx) Pick(heads []org.Head) (picked []*ledger.Finding, err error) {
	for part := range slices.Chunk(heads, most) {
		from, args := pairs(tx.db, part, func(h org.Head) org.Head { return h })
		text := "SELECT " + findings.list + from + " CROSS JOIN finding t WHERE t.book_id = v.column1 AND t.id = v.column2 ORDER BY " + byText
		rows, err := tx.query(text, args...)
		err = each(rows, err, func(r scanner) error {
			f := &ledger.Finding{}
			picked = append(picked, f)
			return r.Scan(findings.fields(f)...)
		})
		if err != nil {
			return nil, fmt.Errorf("store: pick findings: %w", tx.db.explain(err))
		}
	}
	return picked, nil
}
