package store

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"strconv"
	"strings"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"

	"zhenggai/fault"
)

//go:embed migrations
var migrations embed.FS

// steps are the migrations in order, forward only. Step n is the files
// migrations/000n_NAME.sql, for both engines, and 000n_NAME.ENGINE.sql for what
// differs, in this order. Steps that were released are never changed.
var steps = []string{"0001_ledger", "0002_signin", "0003_turn", "0004_paper", "0005_publication", "0006_comment", "0007_sent_back"}

func itoa(n int) string { return strconv.Itoa(n) }

// errApplied is that another process was faster with a step.
var errApplied = errors.New("store: the step is already applied")

// migrate brings the schema to a step, if it is not there yet.
func (db *DB) migrate(ctx context.Context, step int64) error {
	version, err := db.version(ctx)
	if err != nil {
		return err
	}
	if version > int64(len(steps)) {
		return fault.New(fault.Conflict, "账册由更新版本的程序写成，请升级程序后再打开。",
			"The ledger was written by a newer version of this program; please upgrade the program.",
			fmt.Errorf("schema %d, this program knows %d", version, len(steps)))
	}
	if version >= step {
		return nil
	}
	if db.dialect == lite && version > 0 {
		if err := db.saveCopy(ctx, version+1); err != nil {
			return err
		}
	}
	for {
		p, err := db.provider()
		if err != nil {
			return err
		}
		if _, err = p.UpTo(ctx, step); !errors.Is(err, errApplied) {
			return err
		}
	}
}

// version returns the last step that was applied; 0 for a new database.
func (db *DB) version(ctx context.Context) (version int64, err error) {
	var there int
	if err := db.write.QueryRowContext(ctx, db.migrated).Scan(&there); err != nil || there == 0 {
		return 0, err
	}
	const last = "SELECT coalesce(max(version_id), 0) FROM goose_db_version WHERE is_applied"
	return version, db.write.QueryRowContext(ctx, last).Scan(&version)
}

func (db *DB) provider() (*goose.Provider, error) {
	options := []goose.ProviderOption{goose.WithDisableGlobalRegistry(true)}
	for i := range steps {
		options = append(options, goose.WithGoMigrations(goose.NewGoMigration(int64(i+1),
			&goose.GoFunc{RunTx: func(ctx context.Context, tx *sql.Tx) error { return db.step(ctx, tx, i+1) }}, nil)))
	}
	if db.dialect == postgres {
		locker, err := lock.NewPostgresSessionLocker()
		if err != nil {
			return nil, err
		}
		options = append(options, goose.WithSessionLocker(locker))
	}
	return goose.NewProvider(db.goose, db.write, nil, options...)
}

// step applies step n. On SQLite the transaction has the write lock from its first
// statement, so that whoever comes second sees that it was done.
func (db *DB) step(ctx context.Context, tx *sql.Tx, n int) error {
	var done int
	const applied = "SELECT count(*) FROM goose_db_version WHERE version_id = $1"
	if err := tx.QueryRowContext(ctx, applied, n).Scan(&done); err != nil {
		return err
	}
	if done > 0 {
		return errApplied
	}
	for _, name := range []string{steps[n-1] + ".sql", steps[n-1] + "." + db.name + ".sql"} {
		b, err := migrations.ReadFile("migrations/" + name)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return err
		}
		text := db.schema(string(b))
		if db.dialect == postgres {
			var parts sql.NullString
			if err := tx.QueryRowContext(ctx, "SELECT current_setting($1, true)", partitions).Scan(&parts); err != nil {
				return err
			}
			text = spread(text, parts.String)
		}
		for _, statement := range strings.SplitAfter(text, ";\n") {
			if strings.TrimSpace(statement) == "" {
				continue
			}
			if _, err := tx.ExecContext(ctx, statement); err != nil {
				return fmt.Errorf("schema %s: %w", name, err)
			}
		}
	}
	return nil
}
