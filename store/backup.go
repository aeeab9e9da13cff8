package store

import (
	"archive/zip"
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"zhenggai/fault"
	"zhenggai/org"
)

// A backup is a ZIP file with one file of JSON lines for each table, each line an
// array of the columns of a row, and a manifest that says how many there are. It is
// the same for both engines, so what was kept on one can be restored on the other.
// What can be computed from rows is not in it.

// manifestName is the file of a backup that is written last.
const manifestName = "manifest.json"

// backupFormat is the version of the form of a backup.
const backupFormat = 1

// A manifest says what a backup holds.
type manifest struct {
	Format int      `json:"format"`
	Schema int64    `json:"schema"` // the last step of the schema it was made with
	Tables []stored `json:"tables"` // in the order in which they can be restored
}

// A stored is one table of a backup.
type stored struct {
	Name    string   `json:"name"`
	Columns []string `json:"columns"`
	Kinds   []kind   `json:"kinds"`
	Rows    int64    `json:"rows"`
}

// kindBytes is bytes of any length, in tables that people's rows are not in.
const kindBytes kind = "bytes"

// plain are the tables that are backed up beside those of rows: name, key and
// columns. What is not named is text.
//
// Passwords and what people prefer are among them. Sessions and counts of failures to
// sign in are not: who has a backup must not be signed in by it.
var plain = []struct{ name, order, ids, bytes, numbers, flags, texts string }{
	{"head", "book_id", "book_id", "state", "size", "", ""},
	{"entry", "book_id, n", "book_id", "sha256 sm3", "n details", "", "at actor action subject"},
	{"detail", "book_id, n, i", "book_id", "sha256 sm3 salt", "n i row_version", "", "row_table row_id image"},
	{"hash", "book_id, i", "book_id", "hash", "i", "", ""},
	{"checkpoint", "book_id, size", "book_id", "note", "size", "", ""},
	{"job", "book_id, id", "book_id id", "", "tries", "", "kind payload due lease lease_by failure done"},
	{"outbox", "book_id, id", "book_id id", "", "tries", "", "channel message due failure sent"},
	{"password", "book_id, person_id", "book_id person_id", "", "", "must_change", "phc at"},
	{"preference", "book_id, person_id, name", "book_id person_id", "", "", "", "name value"},
	{"reader", "book_id, comment_id", "book_id comment_id", "sealed", "", "", ""},
}

// backedUp returns all tables of a backup, and the order of the rows of each.
func backedUp() (all []stored, orders []string) {
	for _, t := range tables {
		all, orders = append(all, stored{Name: t.name, Columns: t.names, Kinds: t.kinds}), append(orders, "book_id, id")
	}
	for _, p := range plain {
		s := stored{Name: p.name}
		for _, c := range []struct {
			names string
			kind  kind
		}{{p.ids, kindID}, {p.bytes, kindBytes}, {p.numbers, kindNumber}, {p.flags, kindFlag}, {p.texts, kindText}} {
			for _, name := range strings.Fields(c.names) {
				s.Columns, s.Kinds = append(s.Columns, name), append(s.Kinds, c.kind)
			}
		}
		all, orders = append(all, s), append(orders, p.order)
	}
	return all, orders
}

// Backup writes a copy of everything to a new file at path, as it is at one moment,
// while others go on reading and writing. The bytes of evidence are not in it: they
// are the blob store's.
func (db *DB) Backup(ctx context.Context, path string) (err error) {
	if _, err := os.Stat(path); err == nil {
		return fault.New(fault.Conflict, "备份文件 "+path+" 已经存在，为防覆盖没有写；请换一个文件名。",
			"The file "+path+" exists and was not overwritten; please give another name.", nil)
	}
	part := path + ".part"
	f, err := os.Create(part)
	if err != nil {
		return fault.New(fault.Invalid, "无法在 "+path+" 写备份，请检查目录和权限。",
			"The backup cannot be written to "+path+"; please check the folder and its permissions.", err)
	}
	defer func() {
		if err = errors.Join(err, f.Close()); err == nil {
			err = os.Rename(part, path)
		}
		if err != nil {
			os.Remove(part)
			err = fmt.Errorf("store: backup: %w", db.explain(err))
		}
	}()
	buffer := bufio.NewWriterSize(f, 1<<16)
	z := zip.NewWriter(buffer)
	if err := db.View(ctx, func(tx *Tx) error { return tx.dump(z) }); err != nil {
		return err
	}
	return errors.Join(z.Close(), buffer.Flush(), f.Sync())
}

func (tx *Tx) dump(z *zip.Writer) error {
	version, err := tx.db.version(tx.ctx)
	if err != nil {
		return err
	}
	m := manifest{Format: backupFormat, Schema: version}
	all, orders := backedUp()
	for i, s := range all {
		w, err := z.Create(s.Name + ".jsonl")
		if err != nil {
			return err
		}
		if s.Rows, err = tx.dumpTable(w, s, orders[i]); err != nil {
			return fmt.Errorf("%s: %w", s.Name, err)
		}
		m.Tables = append(m.Tables, s)
	}
	w, err := z.Create(manifestName)
	if err != nil {
		return err
	}
	return json.NewEncoder(w).Encode(m)
}

func (tx *Tx) dumpTable(w io.Writer, s stored, order string) (n int64, err error) {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	row, to := make([]any, len(s.Columns)), make([]any, len(s.Columns))
	for i := range row {
		to[i] = &row[i]
	}
	rows, err := tx.queryOnce("SELECT " + strings.Join(s.Columns, ", ") + " FROM " + s.Name + " ORDER BY " + order)
	return n, each(rows, err, func(r scanner) error {
		if err := r.Scan(to...); err != nil {
			return err
		}
		for i, k := range s.Kinds {
			switch v := row[i].(type) {
			case int64: // as SQLite keeps a flag
				if k == kindFlag {
					row[i] = v != 0
				}
			case []byte: // no bytes are not NULL
				row[i] = append([]byte{}, v...)
			}
		}
		n++
		return enc.Encode(row)
	})
}

// Restore fills a new ledger at dsn from the backup at path, all or nothing: the
// schema of the backup is made, filled, and then brought to what this program
// knows. What is computed from rows is computed, and the rows are counted.
func Restore(ctx context.Context, dsn, path string) (err error) {
	z, err := zip.OpenReader(path)
	if err != nil {
		return unreadable(path, err)
	}
	defer z.Close()
	m, err := readManifest(&z.Reader)
	if err != nil {
		return unreadable(path, err)
	}
	if m.Format != backupFormat || m.Schema > int64(len(steps)) {
		return fault.New(fault.Conflict, "备份由更新版本的程序写成，请升级程序后再恢复。",
			"The backup was written by a newer version of this program; please upgrade the program.", nil)
	}
	db, err := openAt(ctx, dsn, m.Schema)
	if err != nil {
		return err
	}
	defer db.Close()
	if err := db.Update(ctx, func(tx *Tx) error { return tx.fill(&z.Reader, m) }); err != nil {
		return fmt.Errorf("store: restore: %w", err)
	}
	if err := db.migrate(ctx, int64(len(steps))); err != nil {
		return fmt.Errorf("store: restore: %w", db.explain(err))
	}
	return db.rebuildAll(ctx)
}

func unreadable(path string, err error) error {
	return fault.New(fault.Invalid, "备份文件 "+path+" 打不开或不完整，请换一份备份。",
		"The backup "+path+" cannot be read or is not complete; please take another.", err)
}

func readManifest(z *zip.Reader) (m manifest, err error) {
	f, err := z.Open(manifestName)
	if err != nil {
		return m, err
	}
	defer f.Close()
	return m, json.NewDecoder(f).Decode(&m)
}

// fill inserts all rows of a backup into an empty ledger.
func (tx *Tx) fill(z *zip.Reader, m manifest) error {
	var there int
	if _, err := tx.queryRow("SELECT count(*) FROM head", nil, &there); err != nil {
		return err
	}
	if there > 0 {
		return fault.New(fault.Conflict, "目标账册里已有内容，为防混淆没有恢复；请恢复到新的位置。",
			"The target is not empty and nothing was restored; please restore to a new place.", nil)
	}
	known, _ := backedUp()
	for _, s := range m.Tables {
		if !knows(known, s) {
			return fmt.Errorf("the backup has a table %q that is not one of the ledger", s.Name)
		}
		if err := tx.fillTable(z, s); err != nil {
			return fmt.Errorf("%s: %w", s.Name, err)
		}
	}
	return nil
}

// knows reports whether the names of s may stand in a statement: a table that this
// program has, and columns that are plain words.
func knows(known []stored, s stored) bool {
	for _, name := range s.Columns {
		if strings.Trim(name, "abcdefghijklmnopqrstuvwxyz_0123456789") != "" {
			return false
		}
	}
	for _, k := range known {
		if k.Name == s.Name {
			return len(s.Columns) == len(s.Kinds)
		}
	}
	return false
}

func (tx *Tx) fillTable(z *zip.Reader, s stored) error {
	f, err := z.Open(s.Name + ".jsonl")
	if err != nil {
		return err
	}
	defer f.Close()
	head := "INSERT INTO " + s.Name + " (" + strings.Join(s.Columns, ", ") + ") VALUES "
	var args []any
	insert := func() error {
		if len(args) == 0 {
			return nil
		}
		_, err := tx.exec(head+tx.db.tuples(len(args)/len(s.Columns), len(s.Columns)), args...)
		args = args[:0]
		return err
	}
	dec := json.NewDecoder(f)
	var n int64
	for dec.More() {
		var row []json.RawMessage
		if err := dec.Decode(&row); err != nil {
			return err
		}
		if args, err = s.values(args, row); err != nil {
			return err
		}
		if n++; n%int64(tx.db.batch) == 0 {
			if err := insert(); err != nil {
				return err
			}
		}
	}
	if n != s.Rows {
		return fmt.Errorf("%d rows, and the manifest says %d", n, s.Rows)
	}
	return insert()
}

// values appends a row of a backup to args.
func (s *stored) values(args []any, row []json.RawMessage) ([]any, error) {
	if len(row) != len(s.Kinds) {
		return nil, errors.New("a row of another length")
	}
	for i, k := range s.Kinds {
		var err error
		var v any
		switch k {
		case kindID, kindRef, kindDigest, kindBytes:
			var b []byte
			if err = json.Unmarshal(row[i], &b); b != nil {
				v = b
			}
		case kindNumber:
			var n int64
			err = json.Unmarshal(row[i], &n)
			v = n
		case kindFlag:
			var on bool
			err = json.Unmarshal(row[i], &on)
			v = on
		default:
			var t string
			err = json.Unmarshal(row[i], &t)
			v = t
		}
		if err != nil {
			return nil, err
		}
		args = append(args, v)
	}
	return args, nil
}

// rebuildAll computes anew what is kept about the findings of each book.
func (db *DB) rebuildAll(ctx context.Context) error {
	var books []org.ID
	err := db.View(ctx, func(tx *Tx) (err error) {
		books, err = tx.Journals()
		return err
	})
	for _, book := range books {
		if err == nil {
			err = db.Update(ctx, func(tx *Tx) error { return tx.Rebuild(book) })
		}
	}
	return err
}
