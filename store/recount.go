package store

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"zhenggai/fault"
	"zhenggai/ledger"
	"zhenggai/org"
)

// A Miscount is something kept beside rows and journal that is not what they give.
// Nobody but a person with a tool for databases makes one.
type Miscount struct {
	Kept    string    `json:"kept"`             // the table: tally, sight, search, checkpoint…; "file" is the database itself
	Finding org.ID    `json:"finding,omitzero"` // whose, if it is about one
	Msg     fault.Msg `json:"msg"`
}

// Recount computes anew what is kept about the findings of book (counts, who sees
// what, search) and under which size each checkpoint is, and returns what differs.
func (tx *Tx) Recount(book org.ID) (wrong []Miscount, err error) {
	r := recount{tx: tx, book: book, want: tallyDelta{}}
	for _, step := range []func() error{r.rows, r.tally, r.sights, r.search, r.checkpoints} {
		if err := step(); err != nil {
			return nil, fmt.Errorf("store: recount %s: %w", book, tx.db.explain(err))
		}
	}
	return r.wrong, nil
}

type recount struct {
	tx    *Tx
	book  org.ID
	want  tallyDelta
	sight []sight
	docs  []doc
	wrong []Miscount
}

func (r *recount) fault(kept string, finding org.ID, zh, en string) {
	r.wrong = append(r.wrong, Miscount{kept, finding, fault.Msg{ZH: zh, EN: en}})
}

// rows computes everything from the findings that can be read; of the others their
// images tell.
func (r *recount) rows() error {
	rows, err := r.tx.query("SELECT "+findings.list+" FROM finding t WHERE t.book_id = $1 ORDER BY t.id", r.book[:])
	return each(rows, err, func(row scanner) error {
		f := &ledger.Finding{}
		if row.Scan(findings.fields(f)...) != nil {
			return nil
		}
		r.want[cellOf(f)]++
		r.sight = append(r.sight, newSights(nil, f)...)
		r.docs = append(r.docs, docOf(f))
		return nil
	})
}

func (r *recount) tally() error {
	kept := appendTally(nil, nil) // of a book that has none
	if _, err := r.tx.queryRow("SELECT t.counts FROM tally t WHERE t.book_id = $1", []any{r.book[:]}, &kept); err != nil {
		return err
	}
	if !bytes.Equal(kept, appendTally(nil, r.want.ordered())) {
		r.fault("tally", org.ID{}, "账册的问题计数与实际不符。", "The counts of findings are not what the rows give.")
	}
	return nil
}

func (r *recount) sights() error {
	kept := map[sight]bool{}
	rows, err := r.tx.query("SELECT s.party_id, s.finding_id FROM sight s WHERE s.book_id = $1", r.book[:])
	err = each(rows, err, func(row scanner) error {
		s := sight{book: r.book}
		if row.Scan(idField{&s.party}, idField{&s.finding}) != nil {
			s = sight{} // of nobody
		}
		kept[s] = true
		return nil
	})
	if err != nil {
		return err
	}
	for _, s := range r.sight {
		if !kept[s] {
			r.fault("sight", s.finding, "问题的可见范围缺少一方。", "A party of the finding cannot see it.")
		}
		delete(kept, s)
	}
	for s := range kept {
		r.fault("sight", s.finding, "问题的可见范围多出一方。", "Somebody sees the finding who is no party to it.")
	}
	return nil
}

// search looks whether every finding can be found by its words, and nothing else.
func (r *recount) search() error {
	known, err := r.tx.db.search.known(r.tx, r.book, r.docs)
	if err != nil {
		return err
	}
	var lost []org.ID
	for _, d := range r.docs {
		right, there := known[d.finding]
		switch {
		case !there:
			r.fault("search", d.finding, "问题不在检索中，查找时会漏掉。", "The finding is not in the index and would not be found.")
		case !right:
			lost = append(lost, d.finding)
		}
		delete(known, d.finding)
	}
	if len(lost) > 1 && len(lost) == len(r.docs) {
		r.fault("tally", org.ID{}, "账册的检索编号被改动，所有问题都查找不到。", "The number that search knows the book by was changed: no finding can be found.")
		lost = nil
	}
	for _, id := range lost {
		r.fault("search", id, "检索中的文字与问题的文字不符。", "The index has other words than the finding.")
	}
	for id := range known {
		r.fault("search", id, "检索中有不存在的问题。", "The index has a finding that does not exist.")
	}
	return nil
}

// checkpoints looks whether each stands under the size that it is of.
func (r *recount) checkpoints() error {
	rows, err := r.tx.query("SELECT c.size, c.note FROM checkpoint c WHERE c.book_id = $1 ORDER BY c.size", r.book[:])
	return each(rows, err, func(row scanner) error {
		kept, err := raw(row, 2)
		note, _ := kept[1].([]byte)
		lines := strings.SplitN(string(note), "\n", 3)
		if size := keyText(kept[0]); err == nil && len(lines) == 3 && lines[1] != size {
			r.fault("checkpoint", org.ID{}, "检查点登记的是 "+size+" 条，签名的是 "+lines[1]+" 条：登记被改动过。",
				"A checkpoint stands under "+size+" entries and is signed for "+lines[1]+": it was moved.")
		}
		return err
	})
}

// Rebuild computes anew what is kept about the findings of book and puts it in the
// place of what is there: after a restore, or when Recount found a fault.
func (tx *Tx) Rebuild(book org.ID) error {
	err := tx.rebuild(book)
	if err != nil {
		return fmt.Errorf("store: rebuild %s: %w", book, tx.db.explain(err))
	}
	return nil
}

func (tx *Tx) rebuild(book org.ID) error {
	if err := tx.db.search.drop(tx, book); err != nil {
		return err
	}
	for _, drop := range []string{"DELETE FROM sight WHERE book_id = $1", "DELETE FROM tally WHERE book_id = $1"} {
		if _, err := tx.exec(drop, book[:]); err != nil {
			return err
		}
	}
	r := recount{tx: tx, book: book, want: tallyDelta{}}
	if err := r.rows(); err != nil {
		return err
	}
	if err := tx.see(r.sight); err != nil {
		return err
	}
	for part := range slices.Chunk(r.docs, page) {
		if err := tx.db.search.put(tx, part); err != nil {
			return err
		}
	}
	return tx.countUp(book, r.want)
}
