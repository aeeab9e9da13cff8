package journal_test

import (
	"fmt"
	"iter"
	"strings"
	"time"

	"zhenggai/journal"
)

// A change of the ledger becomes an entry; a checkpoint is signed; later the row is
// changed by hand, and Verify says which.
func Example() {
	private, public, _ := journal.GenerateKey(strings.NewReader(strings.Repeat("not random ", 3)), "example")
	signer, _ := journal.ParseSigner(private)
	verifier, _ := journal.ParseVerifier(public)
	now := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)

	image, _ := journal.Image(map[string]any{"title": "会议记录不全", "due": "2026-06-30"})
	row := journal.Row{Key: journal.Key{Table: "finding", ID: "7"}, Version: 1, Image: image}
	salt := journal.Salt([]byte("drawn at random!"))
	var head journal.Head
	change, _ := head.Add(
		journal.Entry{At: now, Actor: "u1", Action: "finding.add", Subject: "finding/7"},
		[]journal.Detail{{Row: row, Salt: salt}})
	origin := journal.Origin("b1")
	checkpoint, _ := change.Head.Checkpoint(origin, now).Sign(signer)

	row.Image, _ = journal.Image(map[string]any{"title": "会议记录不全", "due": "2027-06-30"})
	report, _ := journal.Verify(journal.Copy{
		Origin: origin,
		Log: journal.Log{
			Leaves:  one(journal.Leaf{Index: change.Entry.Index, Body: change.Leaf}),
			Details: one(change.Details[0]),
		},
		Known:       []journal.Verifier{verifier},
		Checkpoints: one(checkpoint),
		Rows:        one(row),
	})
	for _, f := range report.Faults {
		fmt.Println(f.Kind, f.Msg.EN)
	}
	// Output:
	// row_altered Table finding row 7 differs from entry 0: it should be due: "2026-06-30" and is due: "2027-06-30".
}

func one[T any](t T) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) { yield(t, nil) }
}
