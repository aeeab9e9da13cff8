package app

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"zhenggai/fault"
	"zhenggai/journal"
	"zhenggai/org"
	"zhenggai/store"
	"zhenggai/store/storetest"
)

// A book in JSON is every row of it, as its journal has it, in the same bytes each time.
func TestWriteBook(t *testing.T) {
	t.Parallel()
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db)
		b := s.bureaus[1]
		f := s.closed(b, "7")
		var doc, again bytes.Buffer
		must(t, s.WriteBook(s.ctx, s.of(b, org.Viewer), b.book.ID, &doc))
		must(t, s.WriteBook(s.ctx, s.as("banli"), b.book.ID, &again))
		if !bytes.Equal(doc.Bytes(), again.Bytes()) {
			t.Error("the same book gave other bytes")
		}
		var book struct {
			Format  string
			Entries int64
			Rows    map[string][]json.RawMessage
		}
		must(t, json.Unmarshal(doc.Bytes(), &book))
		if book.Format != "zhenggai-book/1" || book.Entries != s.entries(b) {
			t.Errorf("format %s, %d entries", book.Format, book.Entries)
		}
		n := 0
		must(t, s.DB.View(s.ctx, func(tx *store.Tx) error {
			state, err := journal.Replay(tx.Log(b.book.ID), nil)
			if err != nil {
				return err
			}
			for table, rows := range book.Rows {
				for _, row := range rows {
					var h org.Head
					must(t, json.Unmarshal(row, &h))
					was, ok := state.Row(journal.Key{Table: table, ID: h.ID.String()})
					if !ok || !bytes.Equal(was.Image, row) {
						t.Errorf("%s %s is not as the journal has it", table, h.ID)
					}
					n++
				}
				for range state.Rows(table) {
					n--
				}
			}
			return nil
		}))
		if n != 0 || len(book.Rows["closure"]) != 1 || !strings.Contains(doc.String(), f.ID.String()) {
			t.Errorf("%d rows more than the journal has", n)
		}
	})
}

func TestWriteBookRights(t *testing.T) {
	t.Parallel()
	s := newSite(t, storetest.Open(t, storetest.SQLite))
	b, other := s.bureaus[0], s.bureaus[1]
	for name, who := range map[string]org.Actor{"a handler": s.of(b, org.Handler), "a neighbour": s.of(other, org.Coordinator), "an administrator": s.admin, "nobody": {}} {
		var doc bytes.Buffer
		if err := s.WriteBook(s.ctx, who, b.book.ID, &doc); fault.KindOf(err) != fault.NotFound || doc.Len() > 0 {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := s.WriteBook(s.ctx, s.of(b, org.Viewer), b.book.ID, deafWriter{}); !errors.Is(err, errDeaf) {
		t.Errorf("a writer that fails: %v", err)
	}
}

var errDeaf = errors.New("nobody listens")

type deafWriter struct{}

func (deafWriter) Write([]byte) (int, error) { return 0, errDeaf }
