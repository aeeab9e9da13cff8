package app

import (
	"bytes"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"

	"zhenggai/fault"
	"zhenggai/store"
	"zhenggai/store/storetest"
)

// TestBlobByHand changes one byte of what a book needs, and takes it away.
func TestBlobByHand(t *testing.T) {
	t.Parallel()
	s := lived(t, storetest.Open(t, storetest.SQLite))
	h := &hand{site: s}
	marked := append([]byte("\ufeff"), paperText(t, "plan.txt")...) // its text is kept beside it, and has another length
	before := s.stored()
	got(s.take(s.bureaus[0], "plan.txt", marked, true))(t)
	if s.stored() != before+2 {
		t.Errorf("%d objects were kept, want 2", s.stored()-before)
	}
	for o, err := range s.blobs.Walk(s.ctx) {
		must(t, err)
		body := got(io.ReadAll(got(s.blobs.Open(s.ctx, o.Hash))(t)))(t)
		spoilt := bytes.Clone(body)
		spoilt[len(spoilt)/2] ^= 1
		name := []string{"blob/" + o.Hash.String()}
		s.blobs.Spoil(o.Hash, spoilt)
		h.names("a byte", name)
		s.blobs.Spoil(o.Hash, append(spoilt, 0))
		h.names("a byte more", name)
		s.blobs.Spoil(o.Hash, nil)
		h.names("taken away", name)
		s.blobs.Spoil(o.Hash, body)
	}
	s.verified()
}

// TestOneByte changes one byte anywhere in the file of a ledger. It is reported, or
// the file is refused in a sentence, or the byte was in free space: then every row of
// every table is as it was.
func TestOneByte(t *testing.T) {
	t.Parallel()
	places := 300
	if racing() {
		places = 60
	}
	dsn := storetest.DSN(t, storetest.SQLite)
	db := got(store.Open(t.Context(), dsn))(t)
	s := lived(t, db)
	must(t, db.Close())
	before := contents(t, dsn)
	whole := got(os.ReadFile(dsn))(t)
	rnd := rand.New(rand.NewPCG(3, 5))
	outcomes := map[string]int{}
	var mu sync.Mutex
	var group sync.WaitGroup
	room := make(chan struct{}, runtime.GOMAXPROCS(0))
	for range places {
		at, bits := rnd.IntN(len(whole)), byte(1+rnd.IntN(255))
		room <- struct{}{}
		group.Go(func() {
			defer func() { <-room }()
			outcome := s.oneByte(t, whole, at, bits, before)
			mu.Lock()
			defer mu.Unlock()
			outcomes[outcome]++
		})
	}
	group.Wait()
	t.Logf("of %d places in %d bytes: %v", places, len(whole), outcomes)
	if outcomes["reported"]+outcomes["refused"] < places/10 { // most of the file of a small ledger is free space
		t.Errorf("hardly anything was reported: %v", outcomes)
	}
}

// oneByte changes a byte of a copy of the file and says what came of it.
func (s *site) oneByte(t *testing.T, whole []byte, at int, bits byte, before string) string {
	spoilt := bytes.Clone(whole)
	spoilt[at] ^= bits
	path := filepath.Join(t.TempDir(), "ledger.db")
	if err := os.WriteFile(path, spoilt, 0o600); err != nil {
		t.Error(err)
		return "failed"
	}
	inWords := func(err error) string {
		if _, ok := errors.AsType[*fault.Error](err); !ok {
			t.Errorf("byte %d ^ %#x: no sentence: %v", at, bits, err)
		}
		return "refused"
	}
	db, err := store.Open(t.Context(), path)
	if err != nil {
		return inWords(err)
	}
	defer db.Close()
	a := &App{DB: db, Blobs: s.Blobs, Spool: s.Spool, Signer: s.Signer, Known: s.Known, Now: s.Now, Random: s.Random}
	switch v, err := a.Verify(t.Context()); {
	case err != nil:
		return inWords(err)
	case !v.OK():
		return "reported"
	}
	if contents(t, path) != before {
		t.Errorf("byte %d ^ %#x: a row is another and nobody noticed", at, bits)
	}
	return "free"
}

// contents returns every row of every table of an SQLite file, as it is kept; of the
// index for search, every word and where it stands, however its pages hold them.
func contents(t *testing.T, path string) string {
	t.Helper()
	var all strings.Builder
	db, err := sql.Open("sqlite", "file:"+path+"?mode=ro")
	if err == nil {
		defer db.Close()
		var names []string
		if names, err = lines(db, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT IN ('gram', 'gram_data', 'gram_idx') ORDER BY name"); len(names) < 38 {
			t.Errorf("only the tables %q", names)
		}
		for _, name := range names {
			what := "*"
			if name == "goose_db_version" { // when a step was applied is a note that nobody reads
				what = "id, version_id, is_applied"
			}
			rows, failed := lines(db, "SELECT "+what+" FROM "+name+" ORDER BY 1, 2")
			err = errors.Join(err, failed)
			fmt.Fprintln(&all, name, rows)
		}
	}
	if err != nil {
		t.Error(err)
	}
	return all.String()
}

// lines returns the rows of a query, each as a line.
func lines(db *sql.DB, query string) (all []string, err error) {
	rows, err := db.Query(query)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	columns, err := rows.Columns()
	row, to := make([]any, len(columns)), make([]any, len(columns))
	for i := range row {
		to[i] = &row[i]
	}
	for err == nil && rows.Next() {
		err = rows.Scan(to...)
		all = append(all, strings.TrimSuffix(fmt.Sprintln(row...), "\n"))
	}
	return all, errors.Join(err, rows.Err())
}
