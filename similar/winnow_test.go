package similar

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// runesGen draws folded texts over few runes, so that they have much in common.
func runesGen(from, to int) *rapid.Generator[[]uint16] {
	return rapid.SliceOfN(rapid.Uint16Range('一', '一'+3), from, to)
}

// hashesOf returns the hashes of the grams of runes.
func hashesOf(runes []uint16) (hashes []uint32) {
	for i := 0; i+gram <= len(runes); i++ {
		var four uint64
		for _, r := range runes[i+1 : i+gram] {
			four = four<<16 | uint64(r)
		}
		hashes = append(hashes, uint32(hashGram(uint64(runes[i]), four)>>32))
	}
	return hashes
}

// The definition: of each window the least hash, the last of equals.
func winnowByDefinition(runes []uint16) []fingerprint {
	n := len(runes) - gram + 1
	if n <= 0 {
		return nil
	}
	hashes := hashesOf(runes)
	var prints []fingerprint
	for from := 0; from == 0 || from+window <= n; from++ {
		least := from
		for i := from; i < min(from+window, n); i++ {
			if hashes[i] <= hashes[least] {
				least = i
			}
		}
		f := fingerprint{spread(hashes[least]), uint32(least)}
		if len(prints) == 0 || prints[len(prints)-1] != f {
			prints = append(prints, f)
		}
	}
	return prints
}

func TestWinnowDefinition(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		runes := runesGen(0, 80).Draw(t, "runes")
		got, want := winnow(nil, runes), winnowByDefinition(runes)
		if !slices.Equal(got, want) {
			t.Fatalf("got %v, want %v", got, want)
		}
	})
}

// The promise of the paper: a common run of MinShared runes is seen.
func TestEverySharedRunIsSeen(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		run := runesGen(MinShared, 2*MinShared).Draw(t, "run")
		var hashes [2][]uint32
		for i, name := range []string{"a", "b"} {
			// Wider alphabets around the run, and a different one for each text,
			// so that nothing else is common.
			around := rapid.SliceOfN(rapid.Uint16Range(uint16('甲'+1000*i), uint16('甲'+1000*i)+500), 0, 40)
			text := slices.Concat(around.Draw(t, name+" before"), run, around.Draw(t, name+" after"))
			for _, f := range winnow(nil, text) {
				hashes[i] = append(hashes[i], f.hash)
			}
		}
		for _, h := range hashes[0] {
			if slices.Contains(hashes[1], h) {
				return
			}
		}
		t.Fatal("no common fingerprint")
	})
}

// A third of the grams is the density that the paper proves for random text; the
// index's size rests on it.
func TestWinnowDensity(t *testing.T) {
	t.Parallel()
	c := newCorpus(5)
	grams, prints := 0, 0
	for range 500 {
		p := folded(c.clause(66))
		grams += len(p.runes) - gram + 1
		prints += len(winnow(nil, p.runes))
	}
	if share := float64(prints) / float64(grams); share < 0.30 || share > 0.38 {
		t.Errorf("kept %.3f of the grams, want about 2/(window+1)", share)
	}
}

func TestHashOfGramOnly(t *testing.T) {
	t.Parallel()
	a := folded("局党组专题研究整改工作").runes
	b := folded("会议上局党组专题研究整改工作部署").runes
	ha, hb := hashesOf(a), hashesOf(b)
	if !slices.Equal(ha, hb[3:3+len(ha)]) {
		t.Errorf("hashes of the same grams differ: %v, %v", ha, hb)
	}
	seen := make(map[uint32]bool)
	for _, h := range hb {
		seen[h] = true
	}
	if len(seen) != len(hb) {
		t.Errorf("%d grams have %d hashes", len(hb), len(seen))
	}
}
