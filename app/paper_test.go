package app

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"zhenggai/journal"
	"zhenggai/org"
	"zhenggai/store"
)

// TestPaperHolds keeps a checkpoint on paper: a journal that was written anew with the
// key, or taken away with its book, is found out by it. What was published names the
// entries of its approval, and misses them; nothing else sees it.
func TestPaperHolds(t *testing.T) {
	t.Parallel()
	byHand(t, func(t *testing.T, h *hand) {
		book := h.bureaus[1].book.ID
		var paper journal.Checkpoint
		must(t, h.DB.View(h.ctx, func(tx *store.Tx) error {
			head, err := tx.JournalHead(book)
			paper = head.Checkpoint(journal.Origin(book.String()), h.Now())
			return err
		}))
		if v := got(h.Verify(h.ctx, paper))(t); !v.OK() {
			t.Fatal("the page does not fit the journal it is of")
		}
		forged := h.forge(book)
		unpublished := func(v *Verification) map[string]string {
			all := places(v)
			maps.DeleteFunc(all, func(place, said string) bool {
				return strings.HasPrefix(place, "publication/") && strings.Contains(said, "没有批准的记录")
			})
			return all
		}
		if named := unpublished(got(h.Verify(h.ctx))(t)); len(named) > 0 {
			t.Errorf("without the page nothing can be seen, but: %v", named)
		}
		named := unpublished(got(h.Verify(h.ctx, paper))(t))
		if said := named[fmt.Sprintf("checkpoint/%d", paper.Size)]; len(named) != 1 || !strings.Contains(said, "检查点不符") && (forged >= paper.Size || !strings.Contains(said, "末尾被截去")) {
			t.Errorf("a journal of %d entries written anew: %v", forged, named)
		}
		for _, table := range append(h.rowTables(), slices.Collect(maps.Keys(keysOf))...) {
			h.exec("DELETE FROM "+table+" WHERE book_id = $1", book[:])
		}
		named = unpublished(got(h.Verify(h.ctx, paper))(t))
		if said := named[fmt.Sprintf("checkpoint/%d", paper.Size)]; !strings.Contains(said, "末尾被截去") {
			t.Errorf("a book that is gone: %v", named)
		}
	})
}

// forge writes the journal of a book anew, by the product's own means and with its
// key: the same rows, other actors. It returns the number of entries.
func (h *hand) forge(book org.ID) int64 {
	h.t.Helper()
	var images []journal.Row
	must(h.t, h.DB.View(h.ctx, func(tx *store.Tx) error {
		for r, err := range tx.Images(book) {
			if err != nil {
				return err
			}
			r.Version = 1
			images = append(images, r)
		}
		return nil
	}))
	slices.SortStableFunc(images, func(a, b journal.Row) int { // findings after those above them
		if a.Table != "finding" || b.Table != "finding" {
			return 0
		}
		return depth(a) - depth(b)
	})
	for _, table := range append(h.rowTables(), "head", "entry", "detail", "hash", "checkpoint") {
		h.exec("DELETE FROM "+table+" WHERE book_id = $1", book[:])
	}
	// What is computed from findings goes with them.
	for _, table := range []string{"sight", "tally", "search"} {
		h.exec("DELETE FROM "+table+" WHERE book_id = $1", book[:])
	}
	var head journal.Head
	for _, image := range images {
		var members map[string]any
		must(h.t, json.Unmarshal(image.Image, &members))
		members["version"] = 1
		image.Image = got(journal.Image(members))(h.t)
		d := journal.Detail{Row: image}
		h.Random.Read(d.Salt[:])
		a := got(head.Add(journal.Entry{At: h.Now(), Actor: "forger", Action: "row.add", Subject: image.Table + "/" + image.ID}, []journal.Detail{d}))(h.t)
		must(h.t, h.DB.Update(h.ctx, func(tx *store.Tx) error { return tx.Adopt(book, a.Entry, a.Details) }))
		head = a.Head
	}
	note := got(head.Checkpoint(journal.Origin(book.String()), h.Now()).Sign(h.Signer))(h.t)
	must(h.t, h.DB.Update(h.ctx, func(tx *store.Tx) error { return tx.AddCheckpoint(book, head.Size(), note) }))
	return head.Size()
}

// depth is how far down the tree the finding of an image stands.
func depth(r journal.Row) int {
	return slices.IndexFunc([]string{`"level":"aspect"`, `"level":"problem"`, `"level":"point"`}, func(l string) bool { return bytes.Contains(r.Image, []byte(l)) })
}
