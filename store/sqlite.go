package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"

	"github.com/pressly/goose/v3"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"zhenggai/fault"
)

// applicationID marks a file as a ledger of this product: "zhgg".
const applicationID = 0x7a686767

var lite = &dialect{
	name:     "sqlite",
	queues:   true,
	goose:    goose.DialectSQLite3,
	bare:     true,
	batch:    50,
	schema:   strings.NewReplacer(" BYTEA", " BLOB", "/* clustered */", "WITHOUT ROWID").Replace,
	migrated: "SELECT count(*) FROM sqlite_master WHERE name = 'goose_db_version'",
	types:    map[kind]string{},
	code: func(err error) string {
		if e, ok := errors.AsType[*sqlite.Error](err); ok {
			if code := strconv.Itoa(e.Code()); e.Code()&0xff == sqlite3.SQLITE_CONSTRAINT {
				return code
			}
			return strconv.Itoa(e.Code() & 0xff)
		}
		return ""
	},
	codes: map[string]trouble{
		strconv.Itoa(sqlite3.SQLITE_BUSY):                  busy,
		strconv.Itoa(sqlite3.SQLITE_LOCKED):                busy,
		strconv.Itoa(sqlite3.SQLITE_CONSTRAINT_UNIQUE):     double,
		strconv.Itoa(sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY): double,
		strconv.Itoa(sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY): dangling,
		strconv.Itoa(sqlite3.SQLITE_FULL):                  full,
		strconv.Itoa(sqlite3.SQLITE_READONLY):              readonly,
		strconv.Itoa(sqlite3.SQLITE_CANTOPEN):              lost,
		strconv.Itoa(sqlite3.SQLITE_IOERR):                 lost,
		strconv.Itoa(sqlite3.SQLITE_CORRUPT):               damaged,
		strconv.Itoa(sqlite3.SQLITE_NOTADB):                damaged,
		strconv.Itoa(sqlite3.SQLITE_ERROR):                 strange, // our statements are right where the schema is ours
	},
	sound:   "PRAGMA integrity_check(20)",
	search:  liteSearch{},
	narrows: true,
}

// openSQLite opens the file at path. Pragmas stand in the address, so that each
// connection has them; synchronous(2) because what was acknowledged must survive a
// power cut, and up to 32 MB of log before it is copied, so that an import is written
// once and not page by page in turns.
func openSQLite(ctx context.Context, path string) (*DB, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	if err := claim(ctx, abs); err != nil {
		return nil, err
	}
	address := func(pragmas ...string) string {
		u := url.URL{Scheme: "file", Path: filepath.ToSlash(abs)}
		return u.String() + "?_pragma=busy_timeout(5000)&_pragma=foreign_keys(1)&" + strings.Join(pragmas, "&")
	}
	file, err := os.Stat(abs)
	if err != nil {
		return nil, err
	}
	db := &DB{dialect: lite, path: abs, file: file}
	db.write, err = sql.Open("sqlite", address("_pragma=journal_mode(WAL)", "_pragma=synchronous(2)",
		"_pragma=cache_size(-32000)", "_pragma=wal_autocheckpoint(8000)", "_txlock=immediate"))
	if err != nil {
		return nil, err
	}
	db.write.SetMaxOpenConns(1)
	db.read, err = sql.Open("sqlite", address("_pragma=query_only(1)", "_pragma=cache_size(-8000)"))
	if err != nil {
		db.write.Close()
		return nil, err
	}
	db.read.SetMaxOpenConns(2 * runtime.NumCPU())
	db.read.SetMaxIdleConns(2 * runtime.NumCPU())
	db.reads, db.writes = newPrepared(lite, db.read), newPrepared(lite, db.write)
	return db, nil
}

// inPlace refuses to go on when the file that is open is no longer the one at its
// path: what was written to it would be gone with the last who has it open.
func (db *DB) inPlace() error {
	if db.file == nil {
		return nil // a server
	}
	now, err := os.Stat(db.path)
	if err == nil && os.SameFile(db.file, now) {
		return nil
	}
	return fault.New(fault.Internal, "数据库文件已被移走或换掉，什么也没有存；请停下程序，把文件放回原处再启动。",
		"The database file was moved away or replaced and nothing was saved; please stop the program, put the file back and start again.", err)
}

// claim refuses a file that is no ledger before SQLite touches it, and marks a new
// one as ours before it is anything else.
func claim(ctx context.Context, path string) error {
	head := make([]byte, 72) // the application id stands at byte 68
	f, err := os.Open(path)
	if err == nil {
		defer f.Close()
		if _, err = io.ReadFull(f, head); err == nil && string(head[:16]) == "SQLite format 3\x00" && string(head[68:]) == "zhgg" {
			return nil
		}
	}
	if !errors.Is(err, os.ErrNotExist) && !errors.Is(err, io.EOF) { // io.EOF is an empty file
		return fault.New(fault.Invalid, path+" 不是整改账册文件或打不开，没有动它；请检查路径和权限，或换一个路径。",
			path+" is not a ledger of this product or cannot be opened, and was left alone; please check the path and its permissions.", err)
	}
	db, err := sql.Open("sqlite", "file:"+(&url.URL{Path: filepath.ToSlash(path)}).EscapedPath())
	if err != nil {
		return err
	}
	_, err = db.ExecContext(ctx, "PRAGMA application_id = "+strconv.Itoa(applicationID))
	return errors.Join(err, db.Close())
}

// saveCopy keeps the file as it is before step, beside it.
func (db *DB) saveCopy(ctx context.Context, step int64) error {
	var path string
	if err := db.write.QueryRowContext(ctx, "SELECT file FROM pragma_database_list WHERE name = 'main'").Scan(&path); err != nil {
		return err
	}
	to := path + ".before-" + strconv.FormatInt(step, 10)
	for n := 2; ; n++ {
		if _, err := os.Stat(to); errors.Is(err, os.ErrNotExist) {
			break
		}
		to = path + ".before-" + strconv.FormatInt(step, 10) + "-" + strconv.Itoa(n)
	}
	if _, err := db.write.ExecContext(ctx, "VACUUM INTO $1", to); err != nil {
		return fmt.Errorf("keeping a copy as %s: %w", to, err)
	}
	db.Saved = to
	return nil
}
