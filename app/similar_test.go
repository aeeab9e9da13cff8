package app

import (
	"slices"
	"testing"

	"zhenggai/org"
	"zhenggai/store"
	"zhenggai/store/storetest"
)

// TestSimilar holds that a finding of another book with the same words and measures is
// found by who sees both books, and by nobody else.
func TestSimilar(t *testing.T) {
	t.Parallel()
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db)
		here, there := s.finding(s.bureaus[0], "7"), s.finding(s.bureaus[1], "9")
		s.finding(s.bureaus[0], "8") // of the same book: not meant
		all := got(s.Similar(s.ctx, s.as("banli"), here.Book, here.ID))(t)
		if len(all) != 1 || all[0].Finding.ID != there.ID || all[0].Book.ID != there.Book || all[0].Words.Jaccard < 0.9 {
			t.Errorf("got %+v", all)
		}
		if all := got(s.Similar(s.ctx, s.of(s.bureaus[0], org.Coordinator), here.Book, here.ID))(t); len(all) != 0 {
			t.Errorf("who sees one book is shown %d findings of others", len(all))
		}
		if _, err := s.Similar(s.ctx, s.of(s.bureaus[1], org.Coordinator), here.Book, here.ID); err == nil {
			t.Error("who does not see the finding may ask for it")
		}
	})
}

func TestPieces(t *testing.T) {
	t.Parallel()
	for title, want := range map[string][]string{
		"":         nil,
		"公务接待清单不全": {"公务接待", "清单不全"},
		"“三重一大”制度，执行不严格":     {"执行不严", "三重一大", "制度"},
		"落实意识形态工作责任制不到位、有差距": {"落实意识", "形态工作", "责任制不"},
	} {
		if got := pieces(title); !slices.Equal(got, want) {
			t.Errorf("%s: got %q, want %q", title, got, want)
		}
	}
}
