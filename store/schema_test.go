package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"zhenggai/golden"
)

// DescribedSchema checks the descriptors against the schema of db, and the schema
// against its golden file. It is run by the tests outside the package, which have
// the engines.
func DescribedSchema(t *testing.T, db *DB) {
	t.Helper()
	var kept [][3]string // table, column, type
	query := `SELECT m.name, p.name, p.type || CASE WHEN p."notnull" = 1 THEN ' NOT NULL' ELSE '' END
		FROM sqlite_master m JOIN pragma_table_info(m.name) p WHERE m.type = 'table' ORDER BY m.name, p.cid`
	if db.dialect == postgres {
		query = `SELECT c.relname, a.attname, upper(format_type(a.atttypid, a.atttypmod)) || CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END
			FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid JOIN pg_namespace n ON n.oid = c.relnamespace
			WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND a.attnum > 0 ORDER BY c.relname, a.attnum`
	}
	all, _ := backedUp()
	err := db.View(context.Background(), func(tx *Tx) error {
		rows, err := tx.queryOnce(query)
		return each(rows, err, func(r scanner) error {
			var k [3]string
			err := r.Scan(&k[0], &k[1], &k[2])
			kept = append(kept, k)
			return err
		})
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range all {
		var want, got []string
		for i, name := range s.Columns {
			want = append(want, name+" "+db.typeOf(s.Kinds[i]))
		}
		for _, k := range kept {
			if k[0] == s.Name {
				got = append(got, k[1]+" "+k[2])
			}
		}
		slices.Sort(want)
		slices.Sort(got)
		if !slices.Equal(want, got) {
			t.Errorf("%s\n described %v\n kept      %v", s.Name, want, got)
		}
	}
}

// typeOf returns what a kind is called in the schema.
func (db *DB) typeOf(k kind) string {
	bytes := "BYTEA"
	if db.dialect == lite {
		bytes = "BLOB"
	}
	switch k {
	case kindID, kindDigest, kindBytes:
		return bytes + " NOT NULL"
	case kindRef:
		return bytes
	case kindNumber:
		return "BIGINT NOT NULL"
	case kindFlag:
		return "BOOLEAN NOT NULL"
	}
	return "TEXT NOT NULL"
}

// GoldenSchema compares the schema of db with the page that a person reads.
func GoldenSchema(t *testing.T, db *DB) {
	t.Helper()
	query := "SELECT coalesce(sql, '') FROM sqlite_master WHERE (name = 'gram_word' OR name NOT LIKE 'gram_%') AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'goose_%' ORDER BY tbl_name, type DESC, name"
	if db.dialect == postgres {
		query = `SELECT x.line FROM (
			SELECT c.relname AS rel, 0 AS part, '' AS name, 'CREATE TABLE ' || c.relname || E' (\n\t' || string_agg(a.attname || ' ' || upper(format_type(a.atttypid, a.atttypmod)) ||
				CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END, E',\n\t' ORDER BY a.attnum) || E'\n)' AS line
			FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid JOIN pg_namespace n ON n.oid = c.relnamespace
			WHERE n.nspname = 'public' AND c.relkind = 'r' AND a.attnum > 0 AND c.relname NOT LIKE 'goose%' GROUP BY c.relname
			UNION ALL SELECT conrelid::regclass::text, 1, conname, 'ALTER TABLE ' || conrelid::regclass::text || ' ADD ' || pg_get_constraintdef(oid)
			FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND conrelid::regclass::text NOT LIKE 'goose%'
			UNION ALL SELECT tablename, 2, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename NOT LIKE 'goose%'
				AND indexname NOT LIKE '%_pkey' AND indexname NOT LIKE '%_key'
			) x ORDER BY x.rel COLLATE "C", x.part, x.name COLLATE "C"`
	}
	var out strings.Builder
	err := db.View(context.Background(), func(tx *Tx) error {
		rows, err := tx.queryOnce(query)
		return each(rows, err, func(r scanner) error {
			var line string
			err := r.Scan(&line)
			out.WriteString(line + ";\n\n")
			return err
		})
	})
	if err != nil {
		t.Fatal(err)
	}
	golden.Check(t, filepath.Join("testdata", "schema."+db.name+".sql"), []byte(out.String()))
}

// TestByBook: every table begins with its book, and so does every key.
func TestByBook(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("migrations/*.sql")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		for _, statement := range strings.SplitAfter(string(b), ";\n") {
			name, ok := tableMade(statement)
			if !ok || strings.Contains(f, ".sqlite.") { // one file is never spread
				continue
			}
			if !strings.Contains(statement, " (\n\tbook_id BYTEA NOT NULL,") {
				t.Errorf("%s: %s does not begin with book_id", f, name)
			}
			for _, key := range regexp.MustCompile(`(PRIMARY KEY|UNIQUE|FOREIGN KEY|REFERENCES \w+) \((\w+)`).FindAllStringSubmatch(statement, -1) {
				if key[2] != "book_id" {
					t.Errorf("%s: %s: %s begins with %s", f, name, key[1], key[2])
				}
			}
		}
	}
}

// TestPlainSQL: no value is ever pasted into a statement.
func TestPlainSQL(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasSuffix(f, "_test.go") && strings.Contains(string(b), "Sprint") {
			t.Errorf("%s uses Sprint: statements are constants, values are arguments", f)
		}
	}
}

// TestLibc: the driver works with exactly the libc it names.
func TestLibc(t *testing.T) {
	t.Parallel()
	module := func(name string) (m struct{ Version, GoMod string }) {
		out, err := exec.Command("go", "list", "-m", "-json", name).Output()
		if err == nil {
			err = json.Unmarshal(out, &m)
		}
		if err != nil {
			t.Fatal(err)
		}
		return m
	}
	b, err := os.ReadFile(module("modernc.org/sqlite").GoMod)
	if err != nil {
		t.Fatal(err)
	}
	if libc := module("modernc.org/libc").Version; !strings.Contains(string(b), "modernc.org/libc "+libc+"\n") {
		t.Errorf("modernc.org/libc %s is not what modernc.org/sqlite was made for", libc)
	}
}

// rawOf is the writing pool, for tests that change things by hand.
func RawOf(db *DB) *sql.DB { return db.write }
