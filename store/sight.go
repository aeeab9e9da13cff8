package store

import (
	"slices"

	"zhenggai/ledger"
	"zhenggai/org"
)

// A sight says that a finding is one of a party's: a department, a workgroup, a
// person.
type sight struct{ book, party, finding org.ID }

// newSights returns the sights of f that it did not have before; was may be nil.
func newSights(was, f *ledger.Finding) (added []sight) {
	var had []org.ID
	if was != nil {
		had = was.Parties()
	}
	for i, p := range f.Parties() {
		if !slices.Contains(had, p) && !slices.Contains(f.Parties()[:i], p) {
			added = append(added, sight{f.Book, p, f.ID})
		}
	}
	return added
}

// see saves sights, many in one statement.
func (tx *Tx) see(all []sight) error {
	for part := range slices.Chunk(all, 5*tx.db.batch) {
		args := make([]any, 0, 3*len(part))
		for i := range part {
			args = append(args, part[i].book[:], part[i].party[:], part[i].finding[:])
		}
		if _, err := tx.exec("INSERT INTO sight (book_id, party_id, finding_id) VALUES "+tx.db.tuples(len(part), 3), args...); err != nil {
			return err
		}
	}
	return nil
}

// unsee deletes the sights that a finding no longer has.
func (tx *Tx) unsee(was, f *ledger.Finding) error {
	const drop = "DELETE FROM sight WHERE book_id = $1 AND party_id = $2 AND finding_id = $3"
	for _, s := range newSights(f, was) {
		if _, err := tx.exec(drop, s.book[:], s.party[:], s.finding[:]); err != nil {
			return err
		}
	}
	return nil
}
