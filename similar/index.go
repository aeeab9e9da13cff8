package similar

import (
	"cmp"
	"slices"
)

// An Index finds near copies in a large collection of passages. About 250 bytes a
// measure of 66 runes: two for each rune, six for each of its twenty
// fingerprints; the texts themselves are not kept. [Builder] makes one.
//
// A fingerprint that occurs in more than [MaxPassages] passages is boilerplate
// and does not lead from one to the other; two passages are compared if they
// have a common fingerprint of at most 3 passages, or two of at most
// MaxPassages. So passages alike in boilerplate only are found, if at all, by
// what happens to stand beside it, and their Likeness says that it is
// boilerplate.
//
// Any number of goroutines may use an Index at the same time, but none while Add
// runs. What is found depends on the texts and their order only, not on which of
// them came by Add.
type Index struct {
	passages passages
	sorted   sorted
	recent   chains // of the passages from settled on
	settled  int
	prints   []fingerprint // memory for Add
}

// A Match is a passage that is a near copy of a text; the text is A in the
// likeness and the passage B.
type Match struct {
	ID ID
	Likeness
}

// A Formula is a stretch of a text that is boilerplate, with the number of
// passages that its rarest fingerprint occurs in, which is over MaxPassages.
type Formula struct {
	Span     Span
	Passages int
}

// Len returns the number of passages.
func (ix *Index) Len() int { return ix.passages.len() }

// Add adds a text and returns its id. New passages lie unsorted beside the rest
// until there is one to twenty old ones; then Add sorts them in, which takes a
// fraction of the time of building the index.
func (ix *Index) Add(text string) ID {
	id, p := ix.passages.add(text)
	ix.prints = winnow(ix.prints[:0], p.runes)
	ix.recent.add(uint32(id), ix.prints)
	if n := ix.Len() - ix.settled; n >= minRecent && n*20 >= ix.settled {
		ix.settle()
	}
	return id
}

// minRecent keeps a small index from sorting with every passage.
const minRecent = 256

// Query appends to buf the passages that are near copies of text, by falling
// Jaccard index, then by falling length of the common run, then by id, and returns
// it. A text that is in the index itself is found as well.
func (ix *Index) Query(text string, buf []Match) []Match {
	s := idle.Get().(*scratch)
	defer idle.Put(s)
	s.text.fold(text)
	s.prints = winnow(s.prints[:0], s.text.runes)
	prints := s.prints
	s.tally.reset(min(ix.Len(), MaxPassages*len(prints)))
	s.distinct.reset(len(prints))
	for _, f := range prints {
		if _, fresh := s.distinct.at(uint64(f.hash)); !fresh {
			continue // what it says was counted
		}
		old, young := ix.sorted.find(f.hash), ix.recent.find(f.hash)
		w := weight(len(old) + int(young.count))
		if w == 0 || ix.sorted.formulas[f.hash] > 0 {
			continue
		}
		for _, id := range old {
			s.tally.add(id, w)
		}
		for at := young.first; at >= 0; at = ix.recent.links[at].next {
			s.tally.add(ix.recent.links[at].id, w)
		}
	}
	first := len(buf)
	if len(s.tally.ids) > 0 {
		s.matcher.take(s.text)
	}
	for _, id := range s.tally.ids {
		if l, ok := s.matcher.near(ix.passages.at(id), false, ix); ok {
			buf = append(buf, Match{ID(id), l})
		}
	}
	slices.SortFunc(buf[first:], func(a, b Match) int {
		return cmp.Or(
			cmp.Compare(b.Jaccard, a.Jaccard),
			cmp.Compare(b.Longest.Runes, a.Longest.Runes),
			cmp.Compare(a.ID, b.ID),
		)
	})
	return buf
}

// Formulas appends to buf the stretches of text that are boilerplate in the
// collection, in order, and returns it.
func (ix *Index) Formulas(text string, buf []Formula) []Formula {
	s := idle.Get().(*scratch)
	defer idle.Put(s)
	s.text.fold(text)
	from, to, least := 0, 0, 0
	flush := func() {
		if least > 0 {
			buf = append(buf, Formula{s.text.span(from, to), least})
		}
		least = 0
	}
	s.prints = winnow(s.prints[:0], s.text.runes)
	for _, f := range s.prints {
		n := ix.count(f.hash)
		if n <= MaxPassages {
			flush() // what lies between two formulas is not one
			continue
		}
		if least == 0 {
			from, least = int(f.at), n
		}
		to, least = int(f.at)+gram, min(least, n)
	}
	flush()
	return buf
}

// count returns the number of passages that have a fingerprint.
func (ix *Index) count(hash uint32) int {
	n := int(ix.sorted.formulas[hash])
	if n == 0 {
		n = len(ix.sorted.find(hash))
	}
	return n + int(ix.recent.find(hash).count)
}

// frequent is count(hash) > MaxPassages, quicker: what was not boilerplate when it
// was sorted can have become so by the recent passages only.
func (ix *Index) frequent(hash uint32) bool {
	if ix.sorted.formulas[hash] > 0 {
		return true
	}
	n := int(ix.recent.find(hash).count)
	return n > 0 && n+len(ix.sorted.find(hash)) > MaxPassages
}

// sortIDs sorts a short list; slices.Sort is made for longer ones.
func sortIDs(ids []uint32) {
	if len(ids) > 16 {
		slices.Sort(ids)
		return
	}
	for i := range ids {
		for j := i; j > 0 && ids[j] < ids[j-1]; j-- {
			ids[j], ids[j-1] = ids[j-1], ids[j]
		}
	}
}
