package app

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/similar"
	"zhenggai/store"
)

// An Alike is a finding of another book that is like one, or has measures like its.
type Alike struct {
	Finding *ledger.Finding
	Book    *ledger.Book
	Words   similar.Likeness // of the words of the two
	Copied  []Copied         // measures that are near copies
}

// A Copied is a pair of measures of two findings that are near copies.
type Copied struct {
	Here, There *ledger.Measure
	similar.Likeness
}

// The bounds of a look for what is similar: how many pieces of the title are searched
// for, how many findings each may bring, and how many are shown.
const (
	alikePieces = 3
	alikeHits   = 40
	alikeShown  = 12
)

// Similar returns findings of other books, in who's sight, that are like a leaf: among
// those that have a piece of its title in their words. It does not look at every pair
// of the ledger, so what shares no piece of the title is not found.
func (a *App) Similar(ctx context.Context, who org.Actor, book, id org.ID) ([]*Alike, error) {
	return view(ctx, a, func(tx *store.Tx) ([]*Alike, error) {
		cs, err := caseFor(tx, who, book, id)
		if err != nil {
			return nil, err
		}
		books, err := tx.Books(who.Scope())
		if err != nil {
			return nil, err
		}
		books = slices.DeleteFunc(books, func(b *ledger.Book) bool { return b.ID == book })
		found, err := candidates(tx, who, cs.Finding, books)
		if err != nil || len(found) == 0 {
			return nil, err
		}
		measures, err := store.Hanging[ledger.Measure](tx, found)
		if err != nil {
			return nil, err
		}
		return alikeTo(cs, found, books, measures), nil
	})
}

// candidates are leaves of books that have a piece of the title of f.
func candidates(tx *store.Tx, who org.Actor, f *ledger.Finding, books []*ledger.Book) (found []*ledger.Finding, err error) {
	if len(books) == 0 {
		return nil, nil // asking for no book would ask for all
	}
	q := store.FindingQuery{Scope: who.Scope(), LeafOnly: true, Limit: alikeHits}
	for _, b := range books {
		q.Books = append(q.Books, b.ID)
	}
	seen := map[org.ID]bool{}
	for _, piece := range pieces(f.Title) {
		q.Text = piece
		hits, _, err := tx.Findings(q)
		if err != nil {
			return nil, err
		}
		for _, g := range hits {
			if !seen[g.ID] {
				seen[g.ID] = true
				found = append(found, g)
			}
		}
	}
	return found, nil
}

// alikeTo holds the candidates against a case and leaves those that are like it.
func alikeTo(cs *ledger.Case, found []*ledger.Finding, books []*ledger.Book, measures []*ledger.Measure) (all []*Alike) {
	named, theirs := map[org.ID]*ledger.Book{}, map[org.ID][]*ledger.Measure{}
	for _, b := range books {
		named[b.ID] = b
	}
	for _, m := range measures {
		theirs[m.Finding] = append(theirs[m.Finding], m)
	}
	for _, g := range found {
		x := &Alike{Finding: g, Book: named[g.Book], Words: similar.Compare(cs.Finding.Title+cs.Finding.Text, g.Title+g.Text)}
		for _, here := range cs.Current() {
			for _, there := range theirs[g.ID] {
				if l := similar.Compare(here.Text, there.Text); l.Near() {
					x.Copied = append(x.Copied, Copied{here, there, l})
				}
			}
		}
		if x.Book != nil && (len(x.Copied) > 0 || x.Words.Near() || x.Words.Containment >= 0.5) {
			all = append(all, x)
		}
	}
	slices.SortStableFunc(all, func(a, b *Alike) int {
		return cmp.Or(cmp.Compare(len(b.Copied), len(a.Copied)), cmp.Compare(b.Words.Jaccard, a.Words.Jaccard))
	})
	return all[:min(len(all), alikeShown)]
}

// pieces returns what of a title is searched for: its longest runs without punctuation,
// cut to the length of a word or two.
func pieces(title string) (all []string) {
	runs := strings.FieldsFunc(title, func(r rune) bool {
		return strings.ContainsRune("，。、；：“”‘’《》（）()〔〕,.;: 　", r)
	})
	slices.SortStableFunc(runs, func(a, b string) int { return cmp.Compare(len(b), len(a)) })
	for _, run := range runs {
		r := []rune(run)
		for from := 0; from < len(r) && len(all) < alikePieces; from += 4 {
			if rest := r[from:min(from+4, len(r))]; len(rest) >= 3 || from == 0 && len(rest) >= 2 {
				all = append(all, string(rest))
			}
		}
	}
	return all
}
