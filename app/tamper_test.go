package app

import (
	"bytes"
	"database/sql"
	"encoding/hex"
	"fmt"
	"maps"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"zhenggai/blob"
	"zhenggai/form"
	"zhenggai/golden"
	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/store"
	"zhenggai/store/storetest"
	"zhenggai/zh"
)

// lived returns a site in which every table has rows.
func lived(t *testing.T, db *store.DB) *site {
	t.Helper()
	s := newSite(t, db)
	b, other := s.bureaus[1], s.bureaus[0]
	coordinator := s.of(b, org.Coordinator)
	f := s.closed(b, "7")
	s.done(b, org.Officer, f, ledger.Act{Event: ledger.Reopen, Reason: "抽查又有无公函接待", Day: zh.D(2026, 3, 1)})
	got(s.Checkpoint(s.ctx))(t)
	g := s.underway(b, "8")
	s.done(b, org.Handler, g, ledger.Act{Event: ledger.Note, Row: &ledger.Record{Kind: "学习", Title: "学习接待规定", Dated: zh.D(2026, 3, 1)}})
	s.done(b, org.Handler, g, ledger.Act{Event: ledger.Register, Row: &ledger.Money{Event: "repaid", Amount: 120000, Dated: zh.D(2026, 3, 1)}})
	s.done(b, org.Handler, g, ledger.Act{Event: ledger.Register, Row: &ledger.Accountability{Form: "谈话提醒", Persons: 2, Dated: zh.D(2026, 3, 1)}})
	s.done(b, org.Lead, g, ledger.Act{Event: ledger.Extend, Day: zh.D(2026, 9, 30), Reason: "招标未完", Progress: "已完成一半"})
	s.done(b, s.head(b), g, ledger.Act{Event: ledger.Grant, Reason: "同意"})
	got(s.AddRound(s.ctx, s.as("banli"), ledger.Round{Office: s.office.ID, Name: "八届市委第三轮", Kind: "inspection"}))(t)
	got(s.AddWorkgroup(s.ctx, coordinator, b.book.ID, ledger.Workgroup{Name: "综合组"}))(t)
	got(s.AddRegulation(s.ctx, coordinator, b.book.ID, ledger.Regulation{Title: "公务接待管理办法", Event: "amended", Dated: zh.D(2026, 3, 1)}))(t)
	must(t, s.Set(s.ctx, coordinator, b.book.ID, "mapping/月报", `{"columns":{"问题描述":"finding"}}`))
	words := got(s.SavePaper(s.ctx, coordinator, Script{Book: b.book.ID, Inspection: b.insp.ID, Form: form.PublicKey, Narrative: form.Narrative{"invite": "请监督。"}}))(t)
	got(s.FreezePaper(s.ctx, coordinator, b.book.ID, words.ID, ledger.Digest{}))(t)
	got(s.take(other, "feedback.txt", paperText(t, "feedback.txt"), true))(t)
	must(t, s.change(s.ctx, coordinator, "test.discrepancy", func(c *change) (string, error) {
		d := &ledger.Discrepancy{Head: c.head(b.book.ID), Subject: "finding", Row: g.ID, Finding: g.ID, Field: "due", Kept: "2026-06-30", Other: "2026-07-30"}
		return subject(d), c.Put(d)
	}))
	s.wrote(b)
	s.publishedEdition(b, got(s.DraftPublication(s.ctx, coordinator, b.book.ID, b.insp.ID, ledger.Public))(t))
	r := s.publishedItem(b, g)
	got(s.SendComment(s.ctx, s.comment(r, "建议公开接待标准，电话13912345678。"), "192.0.2.1"))(t)
	must(t, s.SendVote(s.ctx, r.Publication, g.ID, "good", "192.0.2.1"))
	s.reports = nil
	s.clock.set(time.Date(2026, 9, 25, 1, 0, 0, 0, time.UTC))
	if got(s.Warn(s.ctx))(t) == 0 {
		t.Fatal("no notices")
	}
	got(s.Checkpoint(s.ctx))(t)
	s.verified()
	return s
}

// A hand works on the database of a site behind the product's back.
type hand struct {
	*site
	raw *sql.Conn
	rnd *rand.Rand
}

// byHand calls f with a hand on a site of each engine.
func byHand(t *testing.T, f func(t *testing.T, h *hand)) {
	t.Helper()
	for _, e := range storetest.Engines {
		t.Run(string(e), func(t *testing.T) {
			t.Parallel()
			dsn := storetest.DSN(t, e)
			h := &hand{site: lived(t, storetest.OpenAt(t, dsn)), rnd: rand.New(rand.NewPCG(7, 11))}
			h.raw = rawConn(t, dsn)
			if e != storetest.SQLite {
				h.exec("SET session_replication_role = replica") // foreign keys are off, as on SQLite
			}
			f(t, h)
		})
	}
}

// rawConn opens a database as any tool could.
func rawConn(t *testing.T, dsn string) *sql.Conn {
	t.Helper()
	driver := "pgx"
	if !strings.HasPrefix(dsn, "postgres") {
		driver, dsn = "sqlite", "file:"+dsn+"?_pragma=busy_timeout(5000)"
	}
	raw := got(sql.Open(driver, dsn))(t)
	t.Cleanup(func() { raw.Close() })
	conn := got(raw.Conn(t.Context()))(t)
	t.Cleanup(func() { conn.Close() })
	return conn
}

func (h *hand) exec(query string, args ...any) {
	h.t.Helper()
	if _, err := h.raw.ExecContext(h.ctx, query, args...); err != nil {
		h.t.Fatalf("%s: %v", query, err)
	}
}

// A spot is one row of a table, as it is kept.
type spot struct {
	table   string
	columns []string
	keys    []string
	row     []any
}

func (p *spot) at(column string) any { return p.row[slices.Index(p.columns, column)] }

// keysOf are the keys of the tables that keep no rows of people's.
var keysOf = map[string][]string{
	"head": {"book_id"}, "tally": {"book_id"}, "entry": {"book_id", "n"}, "detail": {"book_id", "n", "i"}, "hash": {"book_id", "i"},
	"checkpoint": {"book_id", "size"}, "sight": {"book_id", "party_id", "finding_id"}, "search": {"book_id", "finding_id"},
}

// spots returns all rows of a table.
func (h *hand) spots(table string) (all []*spot) {
	h.t.Helper()
	keys := keysOf[table]
	if keys == nil {
		keys = []string{"book_id", "id"}
	}
	rows := got(h.raw.QueryContext(h.ctx, "SELECT * FROM "+table+" ORDER BY "+strings.Join(keys, ", ")))(h.t)
	defer rows.Close()
	columns := got(rows.Columns())(h.t)
	for rows.Next() {
		row, to := make([]any, len(columns)), make([]any, len(columns))
		for i := range row {
			to[i] = &row[i]
		}
		must(h.t, rows.Scan(to...))
		all = append(all, &spot{table, columns, keys, row})
	}
	must(h.t, rows.Err())
	return all
}

// spot returns some row of a table.
func (h *hand) spot(table string) *spot {
	h.t.Helper()
	all := h.spots(table)
	if len(all) == 0 {
		h.t.Fatalf("table %s is empty", table)
	}
	return all[h.rnd.IntN(len(all))]
}

// where is the condition for the row with the keys of row, after n arguments.
func (p *spot) where(row []any, n int) (string, []any) {
	var terms []string
	var args []any
	for _, k := range p.keys {
		args = append(args, row[slices.Index(p.columns, k)])
		terms = append(terms, fmt.Sprintf("%s = $%d", k, n+len(args)))
	}
	return " WHERE " + strings.Join(terms, " AND "), args
}

func (h *hand) drop(p *spot, row []any) {
	h.t.Helper()
	where, args := p.where(row, 0)
	h.exec("DELETE FROM "+p.table+where, args...)
}

func (h *hand) add(p *spot, row []any) {
	h.t.Helper()
	var places []string
	for i := range row {
		places = append(places, fmt.Sprintf("$%d", i+1))
	}
	h.exec("INSERT INTO "+p.table+" ("+strings.Join(p.columns, ", ")+") VALUES ("+strings.Join(places, ", ")+")", row...)
}

// with returns the row with another value in a column.
func (p *spot) with(column string, v any) []any {
	row := slices.Clone(p.row)
	row[slices.Index(p.columns, column)] = v
	return row
}

// other returns another value for a column.
func other(v any) any {
	switch v := v.(type) {
	case nil:
		return bytes.Repeat([]byte{7}, 16)
	case []byte:
		if len(v) == 0 {
			return bytes.Repeat([]byte{7}, 32)
		}
		v = slices.Clone(v)
		v[len(v)-1] ^= 1
		return v
	case string:
		if day, err := time.Parse(time.DateOnly, v); err == nil {
			return day.AddDate(0, 0, 1).Format(time.DateOnly)
		}
		if strings.HasPrefix(v, "'") { // the words of search on PostgreSQL
			return "'x'"
		}
		return v + "改"
	case int64:
		return v + 1000
	case bool:
		return !v
	}
	panic(fmt.Sprintf("a column holds %T", v))
}

// places are what a verification names: each row, entry, count and blob once.
func places(v *Verification) map[string]string {
	all := map[string]string{}
	for _, b := range v.Books {
		for _, f := range b.Faults {
			if f.Hint() {
				continue
			}
			if f.Table != "" {
				all[f.Table+"/"+f.ID] += f.Msg.ZH
			}
			if !strings.HasPrefix(string(f.Kind), "row_") {
				all[fmt.Sprintf("%s/%d", strings.SplitN(string(f.Kind), "_", 2)[0], f.Index)] += f.Msg.ZH
			}
		}
		for _, c := range b.Counts {
			of := c.Finding.String()
			if c.Finding.IsZero() {
				of = "none"
			}
			all[c.Kept+"/"+of] += c.Msg.ZH
		}
	}
	for _, f := range v.Blobs.Flaws {
		if f.Kind != blob.FlawExtra {
			all["blob/"+f.Object.Hash.String()] = f.Msg().ZH
		}
	}
	return all
}

// names verifies and fails the test unless everything in want is named, and nothing
// that does not begin with want or with one of also.
func (h *hand) names(what string, want []string, also ...string) {
	h.t.Helper()
	v, err := h.Verify(h.ctx)
	if err != nil {
		h.t.Errorf("%s: verifying broke off: %v", what, err)
		return
	}
	named := places(v)
	if v.OK() {
		h.t.Errorf("%s: nobody noticed", what)
		return
	}
	for _, w := range want {
		if _, ok := named[w]; !ok {
			h.t.Errorf("%s: %s is not named, but %v", what, w, slices.Sorted(maps.Keys(named)))
		}
	}
	for n, said := range named {
		if !slices.ContainsFunc(append(also, want...), func(p string) bool { return strings.HasPrefix(n, p) }) {
			h.t.Errorf("%s: %s is named without need: %s", what, n, said)
		}
	}
}

// id writes what is kept as an id as verification does.
func id(v any) string {
	b := v.([]byte)
	if len(b) != 16 {
		return hex.EncodeToString(b)
	}
	return org.ID(b).String()
}

// rowTables are the tables that keep people's rows: those that the journals tell of.
func (h *hand) rowTables() (names []string) {
	h.t.Helper()
	rows := got(h.raw.QueryContext(h.ctx, "SELECT DISTINCT row_table FROM detail ORDER BY row_table"))(h.t)
	defer rows.Close()
	for rows.Next() {
		var n string
		must(h.t, rows.Scan(&n))
		names = append(names, n)
	}
	must(h.t, rows.Err())
	if len(names) != 28 {
		h.t.Fatalf("the site has %d kinds of rows, want all 28: %v", len(names), names)
	}
	return names
}

// few returns all names on SQLite and some of them, by chance, on the other engines,
// where what holds of one of them holds of the others.
func (h *hand) few(names []string, n int) []string {
	names = slices.Clone(names)
	if h.DB.Engine() == "sqlite" && !racing() {
		return names
	}
	h.rnd.Shuffle(len(names), func(i, j int) { names[i], names[j] = names[j], names[i] })
	return names[:min(n, len(names))]
}

// follows are what else is rightly named when a row is changed: what is computed from
// it, and the bytes it says it needs.
func follows(p *spot) []string {
	switch p.table {
	case "finding":
		return []string{"search/" + id(p.at("id")), "sight/" + id(p.at("id")), "tally/"}
	case "evidence", "document", "paper", "publication":
		return []string{"blob/"}
	}
	return nil
}

// TestEveryColumn changes one column of one row of each table of rows, each column in
// its turn: verification names exactly that row.
func TestEveryColumn(t *testing.T) {
	t.Parallel()
	byHand(t, func(t *testing.T, h *hand) {
		for _, table := range h.rowTables() {
			p := h.spot(table)
			for _, column := range h.few(p.columns, 3) {
				row := p.with(column, other(p.at(column)))
				h.drop(p, p.row)
				h.add(p, row)
				want := []string{table + "/" + id(p.at("id"))}
				also := follows(p)
				if column == "id" {
					now := id(row[slices.Index(p.columns, "id")])
					want = append(want, table+"/"+now)
					also = append(also, "search/"+now, "sight/"+now)
				}
				h.names(table+"."+column, want, also...)
				h.drop(p, row)
				h.add(p, p.row)
			}
		}
		h.verified()
	})
}

// TestRowsByHand deletes a row of each table, and puts one in.
func TestRowsByHand(t *testing.T) {
	t.Parallel()
	unique := map[string]string{"person": "login", "book": "unit_id", "setting": "name", "inspection": "no", "finding": "code"}
	byHand(t, func(t *testing.T, h *hand) {
		for _, table := range h.few(h.rowTables(), 8) {
			p := h.spot(table)
			h.drop(p, p.row)
			h.names(table+" deleted", []string{table + "/" + id(p.at("id"))}, follows(p)...)
			h.add(p, p.row)

			put := p.with("id", bytes.Repeat([]byte{9}, 16))
			if u := unique[table]; u != "" {
				put[slices.Index(p.columns, u)] = other(p.at(u))
			}
			now := id(put[slices.Index(p.columns, "id")])
			h.add(p, put)
			h.names(table+" put in", []string{table + "/" + now}, "search/"+now, "sight/"+now, "tally/")
			h.drop(p, put)
			put[slices.Index(p.columns, "book_id")] = bytes.Repeat([]byte{3}, 16)
			h.add(p, put)
			h.names(table+" put into no book", []string{table + "/" + now}, "search/"+now, "sight/"+now, "tally/")
			h.drop(p, put)
		}
		h.verified()
	})
}

// TestMachineryByHand changes each column of one row of each table that the journal,
// lists and search are kept in, deletes the row, and puts another in.
func TestMachineryByHand(t *testing.T) {
	t.Parallel()
	byHand(t, func(t *testing.T, h *hand) {
		for _, table := range slices.Sorted(maps.Keys(keysOf)) {
			p := h.spot(table)
			h.drop(p, p.row)
			if table == "checkpoint" {
				// A checkpoint vouches for the journal and nothing vouches for it: what it
				// said is in the next one, and on paper.
				h.verified()
			} else {
				h.names(table+" deleted", h.where(p, ""), h.beside(p)...)
			}
			for _, column := range p.columns {
				row := p.with(column, other(p.at(column)))
				if column == "book_id" {
					row = p.with(column, bytes.Repeat([]byte{3}, 16))
				}
				h.add(p, row)
				h.names(table+"."+column, h.where(p, column), append(h.beside(p), h.beside(&spot{table, p.columns, p.keys, row})...)...)
				h.drop(p, row)
			}
			h.add(p, p.row)
			last := p.keys[len(p.keys)-1]
			row := p.with(last, other(p.at(last)))
			if i := slices.Index(p.columns, "doc"); i >= 0 { // the number that SQLite's index knows a finding by
				row[i] = other(row[i])
			}
			h.add(p, row)
			h.names(table+" put in", nil, h.beside(&spot{table, p.columns, p.keys, row})...)
			h.drop(p, row)
		}
		h.verified()
	})
}

// where returns what must be named when a column of p is changed, or p is deleted.
func (h *hand) where(p *spot, column string) []string {
	switch p.table {
	case "entry":
		return []string{fmt.Sprintf("entry/%d", p.at("n"))}
	case "detail":
		if strings.HasPrefix(column, "row_") {
			return []string{fmt.Sprintf("details/%d", p.at("n"))}
		}
		return []string{fmt.Sprintf("detail/%d", p.at("n"))}
	case "hash":
		level, n := tlog.SplitStoredHashIndex(p.at("i").(int64))
		entry := (n+1)<<level - 1
		if level == 0 && column == "hash" {
			return []string{fmt.Sprintf("entry/%d", entry)}
		}
		return []string{fmt.Sprintf("hash/%d", entry)}
	case "sight", "search":
		return []string{p.table + "/" + id(p.at("finding_id"))}
	}
	return nil
}

// beside returns what else is rightly named when p is changed: what vouches for it,
// and what it vouches for.
func (h *hand) beside(p *spot) []string {
	h.t.Helper()
	switch p.table {
	case "entry":
		also := []string{"entry/", "head/", "checkpoint/", "hash/"}
		rows := got(h.raw.QueryContext(h.ctx, "SELECT row_table, row_id FROM detail WHERE n = $1", p.at("n")))(h.t)
		defer rows.Close()
		for rows.Next() {
			var table, row string
			must(h.t, rows.Scan(&table, &row))
			also = append(also, table+"/"+row)
		}
		n := p.at("n").(int64)
		return append(also, fmt.Sprintf("detail/%d", n), fmt.Sprintf("details/%d", n), fmt.Sprintf("version/%d", n))
	case "detail":
		n := p.at("n").(int64)
		return []string{p.at("row_table").(string) + "/" + p.at("row_id").(string), fmt.Sprintf("detail/%d", n), fmt.Sprintf("details/%d", n), fmt.Sprintf("version/%d", n)}
	case "hash":
		return []string{"hash/", h.where(p, "hash")[0]}
	case "sight", "search":
		return []string{p.table + "/" + id(p.at("finding_id")), p.table + "/none"}
	}
	return []string{p.table + "/"}
}

// tamperings are what a person with a tool for databases may do to a book.
var tamperings = []struct {
	name   string
	engine string // "" is each
	edits  []string
}{
	{"a finding that was closed by hand", "", []string{"UPDATE finding SET state = 'closed' WHERE book_id = $1 AND code = '1.2.8'"}},
	{"a due day moved, in the form of nobody", "", []string{"UPDATE finding SET due = '30.9.2026' WHERE book_id = $1 AND code = '1.2.8'"}},
	{"the name of whoever signed", "", []string{"UPDATE signatory SET name = '无名' WHERE book_id = $1 AND name = '书记某'"}},
	{"a closure deleted", "", []string{"DELETE FROM closure WHERE book_id = $1"}},
	{"evidence made to look older", "", []string{"UPDATE evidence SET seen = '2026-01-05T01:00:00.000Z' WHERE book_id = $1"}},
	{"a list that is none", "", []string{"UPDATE meeting SET decisions = '[' WHERE book_id = $1"}},
	{"a list written otherwise", "", []string{"UPDATE book SET chain = chain || ' ' WHERE book_id = $1"}},
	{"a flag that is neither on nor off", "sqlite", []string{"UPDATE workgroup SET closed = 2 WHERE book_id = $1"}},
	{"an id that is text", "sqlite", []string{"UPDATE regulation SET id = 'abc' WHERE book_id = $1"}},
	{"a hash that is text", "sqlite", []string{"UPDATE evidence SET sha256 = lower(hex(sha256)) WHERE book_id = $1"}},
	{"an entry that is hardly one", "sqlite", []string{"UPDATE entry SET sha256 = x'00' WHERE book_id = $1 AND n = 3"}},
	{"an image that is hardly one", "sqlite", []string{"UPDATE detail SET salt = 'abc' WHERE book_id = $1 AND n = 3"}},
	{"another text in the place of what was approved", "", []string{"UPDATE publication SET content = draft WHERE book_id = $1"}},
	{"and approved by hand", "", []string{"UPDATE publication SET content = draft, approved = draft WHERE book_id = $1"}},
	{"the row of the book deleted", "", []string{"DELETE FROM book WHERE book_id = $1"}},
	{"an entry and its details deleted", "", []string{"DELETE FROM detail WHERE book_id = $1 AND n = 4", "DELETE FROM entry WHERE book_id = $1 AND n = 4"}},
	{"words changed in the index", "postgres", []string{"UPDATE search SET body = 'x' WHERE book_id = $1 AND body LIKE '8_1.2.8_%'"}},
	{"the size of a head", "", []string{"UPDATE head SET size = size + 1 WHERE book_id = $1"}},
	{"a head that is none", "", []string{"UPDATE head SET state = '\x01' WHERE book_id = $1"}},
	{"counts that are none", "", []string{"UPDATE tally SET counts = '\x01' WHERE book_id = $1"}},
	{"something of no book", "sqlite", []string{"INSERT INTO tally (book_id, shelf, counts) VALUES ('none', 9, x'000000')"}},
	{"words taken from the index", "sqlite", []string{"DELETE FROM gram WHERE rowid = (SELECT doc FROM search WHERE book_id = $1 ORDER BY doc DESC LIMIT 1)"}},
}

// TestSaid holds the sentences in which people read what was done by hand.
func TestSaid(t *testing.T) {
	t.Parallel()
	byHand(t, func(t *testing.T, h *hand) {
		engine := h.DB.Engine()
		book := h.bureaus[1].book.ID
		var said strings.Builder
		for _, tc := range tamperings {
			if tc.engine != "" && tc.engine != engine {
				continue
			}
			undo := h.kept(tc.edits)
			for _, e := range tc.edits {
				args := []any{book[:]}
				if !strings.Contains(e, "$1") {
					args = nil
				}
				h.exec(e, args...)
			}
			v, err := h.Verify(h.ctx)
			if err != nil {
				t.Errorf("%s: verifying broke off: %v", tc.name, err)
				continue
			}
			if v.OK() {
				t.Errorf("%s: nobody noticed", tc.name)
			}
			fmt.Fprintf(&said, "-- %s --\n", tc.name)
			for _, b := range v.Books {
				for _, f := range b.Faults {
					fmt.Fprintf(&said, "%s: %s\n", b.Name, f.Msg.ZH)
				}
				for _, c := range b.Counts {
					fmt.Fprintf(&said, "%s: %s\n", b.Name, c.Msg.ZH)
				}
			}
			undo()
		}
		golden.Check(t, filepath.Join("testdata", "tamper."+engine+".golden"), []byte(masked(said.String())))
	})
}

// kept remembers the tables that statements change, and returns what puts them back.
// The index of search on SQLite cannot be put back.
func (h *hand) kept(edits []string) (undo func()) {
	h.t.Helper()
	tables := map[string][]*spot{}
	for _, e := range edits {
		words := strings.Fields(e)
		table := words[1]
		if words[0] != "UPDATE" {
			table = words[2]
		}
		if table != "gram" {
			tables[table] = h.spots(table)
		}
	}
	return func() {
		h.t.Helper()
		for table, all := range tables {
			h.exec("DELETE FROM " + table)
			for _, p := range all {
				h.add(p, p.row)
			}
		}
	}
}

// masked puts dots in the place of ids and digests, which differ from run to run.
func masked(s string) string {
	var out strings.Builder
	for len(s) > 0 {
		if len(s) >= 36 && s[8] == '-' {
			if _, err := org.ParseID(s[:36]); err == nil {
				out.WriteString("…")
				s = s[36:]
				continue
			}
		}
		if len(s) >= 64 {
			if _, err := hex.DecodeString(s[:64]); err == nil {
				out.WriteString("…")
				s = s[64:]
				continue
			}
		}
		out.WriteByte(s[0])
		s = s[1:]
	}
	return out.String()
}
