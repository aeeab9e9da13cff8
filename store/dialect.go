package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"io"

	"github.com/pressly/goose/v3"

	"zhenggai/fault"
	"zhenggai/org"
)

// A dialect is all that SQLite and PostgreSQL do not share. Statements are written
// once, in the subset that doc/sql.md describes; before adding a field here, read it.
type dialect struct {
	name        string
	goose       goose.Dialect
	viewOptions *sql.TxOptions           // of a View: one snapshot, read only
	queues      bool                     // whoever writes waits his turn in the engine: trying again adds nothing
	bare        bool                     // arguments may be written ? where they come in order
	batch       int                      // rows of one INSERT
	schema      func(text string) string // the schema as the engine writes it
	migrated    string                   // whether the table of migrations is there
	types       map[kind]string          // how an argument's type is said where it cannot be inferred
	code        func(error) string       // the engine's own code of an error, or ""
	codes       map[string]trouble
	sound       string // asks whether the file is what it should be; "" if the engine cannot say
	search      searcher
	narrows     bool // search heeds the traits of a query by itself
}

// A searcher is how an engine finds text; see search.go.
type searcher interface {
	// put makes documents known, or known anew.
	put(tx *Tx, docs []doc) error
	// drop forgets the documents of book.
	drop(tx *Tx, book org.ID) error
	// hits returns the query for book_id and finding_id of what q finds in shelves.
	hits(shelves []shelf, q searchQuery) (string, []any)
	// known returns the findings of book that can be found; true if by the words of
	// their document. The zero ID is something that is no finding.
	known(tx *Tx, book org.ID, docs []doc) (map[org.ID]bool, error)
	// counts returns the query for how many there are in each book.
	counts(shelves []shelf, q searchQuery) (string, []any)
}

// A trouble is what an error of an engine means to the product.
type trouble int

const (
	unknown   trouble = iota
	busy              // somebody was in the way: try again
	double            // a unique key is taken
	dangling          // a foreign key points at nothing
	full              // the disk is full
	readonly          // the file or the server takes no writes
	lost              // the connection or the file is gone
	damaged           // the file is not what it should be
	cancelled         // whoever asked gave up
	strange           // tables or columns are not what they should be
	badText           // text the engine cannot keep
)

func (d *dialect) trouble(err error) trouble { return d.codes[d.code(err)] }

// isBusy reports whether a transaction that ended so may succeed if tried again.
func (d *dialect) isBusy(err error) bool {
	return errors.Is(err, errOvertaken) || d.trouble(err) == busy
}

// explain gives an error of an engine the sentence for the person.
func (d *dialect) explain(err error) error {
	var said *fault.Error
	if err == nil || errors.As(err, &said) {
		return err
	}
	t := d.trouble(err)
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		t = cancelled
	}
	if t == unknown && (errors.Is(err, driver.ErrBadConn) || errors.Is(err, sql.ErrConnDone) || errors.Is(err, io.ErrUnexpectedEOF) || isClosed(err)) {
		t = lost
	}
	return sentenceOf(t, err)
}

// sentenceOf gives err the sentence of t, if there is one.
func sentenceOf(t trouble, err error) error {
	if s, ok := sentences[t]; ok {
		return fault.New(s.kind, s.zh, s.en, err)
	}
	return err
}

// isClosed recognises what database/sql says of a DB after Close; it has no value
// for it.
func isClosed(err error) bool { return err.Error() == "sql: database is closed" }

// sentences are what a person is told.
var sentences = map[trouble]struct {
	kind   fault.Kind
	zh, en string
}{
	busy: {fault.Conflict, "数据库正被别的程序占用，请稍后再试。",
		"The database is in use by another program; please try again in a moment."},
	double: {fault.Conflict, "编号或名称已被占用，请换一个再存。",
		"The number or name is already taken; please choose another."},
	dangling: {fault.Conflict, "所指的记录不存在或已被改动，请刷新后再试。",
		"What this refers to does not exist; please reload and try again."},
	full: {fault.Internal, "磁盘已满，什么也没有存；请清理磁盘后再试。",
		"The disk is full and nothing was saved; please free some space and try again."},
	readonly: {fault.Internal, "数据库是只读的，什么也没有存；请检查文件权限或服务器状态。",
		"The database is read-only and nothing was saved; please check the permissions of the file or the state of the server."},
	lost: {fault.Internal, "与数据库的连接已断开，请检查数据库是否在运行，然后重新查看是否已存上。",
		"The connection to the database is lost; please check that it runs, and then whether the change was saved."},
	damaged: {fault.Internal, "数据库文件已损坏，请停止使用，从备份恢复并运行 zhenggai verify。",
		"The database file is damaged; please stop using it, restore a backup and run zhenggai verify."},
	cancelled: {fault.Internal, "操作已取消或超时，请重新查看是否已存上，没有存上就再试一次。",
		"The operation was cancelled or took too long; please check whether it was saved, and if not try again."},
	strange: {fault.Internal, "数据库的表结构与程序不符，可能被改动过或已损坏；请停止使用，从备份恢复并运行 zhenggai verify。",
		"The tables of the database are not those of this program and may have been changed or damaged; please stop using it, restore a backup and run zhenggai verify."},
	badText: {fault.Invalid, "文字中有不能保存的字符，请改正后再存。",
		"The text has characters that cannot be kept; please put them right."},
}
