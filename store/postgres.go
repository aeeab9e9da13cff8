package store

import (
	"context"
	"database/sql"
	"errors"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"
)

var postgres = &dialect{
	name:        "postgres",
	goose:       goose.DialectPostgres,
	viewOptions: &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true},
	batch:       200,
	schema:      func(text string) string { return text },
	migrated:    "SELECT count(*) FROM pg_tables WHERE schemaname = current_schema() AND tablename = 'goose_db_version'",
	types:       map[kind]string{kindID: "::bytea", kindText: "::text", kindDay: "::text", kindNumber: "::bigint"},
	code: func(err error) string {
		if e, ok := errors.AsType[*pgconn.PgError](err); ok {
			if _, known := pgCodes[e.Code]; !known && len(e.Code) == 5 {
				return e.Code[:2]
			}
			return e.Code
		}
		if e, ok := errors.AsType[*pgconn.ConnectError](err); ok && e != nil {
			return "08"
		}
		return ""
	},
	codes:  pgCodes,
	search: postgresSearch{},
}

// pgCodes are SQLSTATEs, or their class where it says enough.
var pgCodes = map[string]trouble{
	"40001": busy,     // serialization_failure
	"40P01": busy,     // deadlock_detected
	"55P03": busy,     // lock_not_available
	"23505": double,   // unique_violation
	"23503": dangling, // foreign_key_violation
	"53100": full,     // disk_full
	"25006": readonly, // read_only_sql_transaction
	"53300": busy,     // too_many_connections
	"57P01": lost,     // admin_shutdown
	"57P02": lost,     // crash_shutdown
	"57P03": lost,     // cannot_connect_now
	"08":    lost,     // connection exceptions
	"XX001": damaged,  // data_corrupted
	"42P01": strange,  // undefined_table
	"42703": strange,  // undefined_column
	"42804": strange,  // datatype_mismatch
	"22021": badText,  // character_not_in_repertoire
}

// partitions is the setting by which a new database says how many parts its tables
// have; it travels as a parameter of the session.
const partitions = "zhenggai.partitions"

// openPostgres opens a pool. Transactions are REPEATABLE READ unless the address
// says otherwise: since every change of a book writes the head of its journal, two
// that overlap cannot both commit, and what each read still held when it did.
func openPostgres(ctx context.Context, dsn string) (*DB, error) {
	config, err := pgx.ParseConfig(dsn)
	if err != nil {
		return nil, err
	}
	const isolation = "default_transaction_isolation"
	if config.RuntimeParams[isolation] == "" {
		config.RuntimeParams[isolation] = "repeatable read"
	}
	pool := stdlib.OpenDB(*config)
	pool.SetMaxOpenConns(16)
	pool.SetMaxIdleConns(16)
	db := &DB{dialect: postgres, read: pool, write: pool}
	if err := pool.PingContext(ctx); err != nil {
		pool.Close()
		return nil, err
	}
	return db, nil
}

// spread adds to each table of a schema that it is partitioned by book, and its
// parts.
func spread(text, parts string) string {
	n := 0
	for _, c := range parts {
		if c < '0' || c > '9' {
			return text
		}
		n = n*10 + int(c-'0')
	}
	if n < 2 {
		return text
	}
	var b strings.Builder
	for _, statement := range strings.SplitAfter(text, ";\n") {
		name, ok := tableMade(statement)
		if !ok {
			b.WriteString(statement)
			continue
		}
		b.WriteString(strings.TrimSuffix(statement, ";\n") + " PARTITION BY HASH (book_id);\n")
		for i := range n {
			b.WriteString("CREATE TABLE " + name + "_" + itoa(i) + " PARTITION OF " + name +
				" FOR VALUES WITH (MODULUS " + itoa(n) + ", REMAINDER " + itoa(i) + ");\n")
		}
	}
	return b.String()
}

// tableMade returns the name of the table that a statement makes.
func tableMade(statement string) (name string, ok bool) {
	_, rest, ok := strings.Cut(statement, "CREATE TABLE ")
	name, _, _ = strings.Cut(rest, " ")
	return name, ok
}
