package store

import (
	"strconv"
	"strings"

	"zhenggai/org"
)

// A table describes how one row type is kept. It is a value: the statements are
// made from its columns, and a test holds it against the schema.
type table struct {
	name    string
	fresh   func() org.Row
	columns func(org.Row) []column // those after book_id, id and version

	names  []string // of all columns, in order
	kinds  []kind
	list   string // names for SELECT, each with the prefix t.
	insert string // INSERT INTO … VALUES, without values
	update string // by book, id and version
}

// rowOf is a pointer to a row type.
type rowOf[T any] interface {
	*T
	org.Row
}

// describe returns the table that keeps T.
func describe[T any, P rowOf[T]](columns func(P) []column) *table {
	t := &table{
		name:    P(new(T)).Table(),
		fresh:   func() org.Row { return P(new(T)) },
		columns: func(r org.Row) []column { return columns(r.(P)) },
		names:   []string{"book_id", "id", "version"},
		kinds:   []kind{kindID, kindID, kindNumber},
	}
	set := []string{"version = $3"}
	for _, c := range columns(P(new(T))) {
		t.names, t.kinds = append(t.names, c.name), append(t.kinds, c.kind)
		set = append(set, c.name+" = $"+strconv.Itoa(len(t.names)))
	}
	t.list = "t." + strings.Join(t.names, ", t.")
	t.insert = "INSERT INTO " + t.name + " (" + strings.Join(t.names, ", ") + ") VALUES "
	t.update = "UPDATE " + t.name + " SET " + strings.Join(set, ", ") +
		" WHERE book_id = $1 AND id = $2 AND version = $" + strconv.Itoa(len(t.names)+1)
	return t
}

// has reports whether the table has a column of this name that holds an id.
func (t *table) has(name string) bool {
	for i, n := range t.names {
		if n == name {
			return t.kinds[i] == kindID || t.kinds[i] == kindRef
		}
	}
	return false
}

// fields returns where Scan puts the columns of r.
func (t *table) fields(r org.Row) []any {
	h := r.Key()
	to := make([]any, 3, len(t.names))
	to[0], to[1], to[2] = idField{&h.Book}, idField{&h.ID}, numberField[int64]{&h.Version}
	for _, c := range t.columns(r) {
		to = append(to, c.field)
	}
	return to
}

// values appends what is kept of r to args.
func (t *table) values(args []any, r org.Row) ([]any, error) {
	h := r.Key()
	args = append(args, h.Book[:], h.ID[:], h.Version)
	for _, c := range t.columns(r) {
		v, err := c.field.value()
		if err != nil {
			return nil, err
		}
		args = append(args, v)
	}
	return args, nil
}

// valuesOf returns what is kept of rows.
func (t *table) valuesOf(rows []org.Row) (args []any, err error) {
	args = make([]any, 0, len(rows)*len(t.names))
	for _, r := range rows {
		if args, err = t.values(args, r); err != nil {
			return nil, err
		}
	}
	return args, nil
}

// tableOf returns the table of a name, or nil.
func tableOf(name string) *table {
	for _, t := range tables {
		if t.name == name {
			return t
		}
	}
	return nil
}

// tuples returns n times (…, …), each of width arguments, numbered from 1.
// Statements that have nothing but these arguments leave the numbers out where the
// engine takes that: SQLite looks a numbered one up among all the others.
func (d *dialect) tuples(n, width int) string {
	var b strings.Builder
	for i := range n {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteByte('(')
		for j := range width {
			if j > 0 {
				b.WriteByte(',')
			}
			if d.bare {
				b.WriteByte('?')
			} else {
				b.WriteByte('$')
				b.WriteString(strconv.Itoa(i*width + j + 1))
			}
		}
		b.WriteByte(')')
	}
	return b.String()
}
