package similar

import (
	"math"
	"math/rand/v2"
	"sort"
	"strings"
)

// A corpus invents measures: about 66 runes each, in clauses of words drawn by
// Zipf's law from an invented vocabulary; 30 % of the clauses are set phrases,
// likewise drawn by Zipf's law; one in fifty measures is a copy of an earlier one
// with up to 20 % of its runes edited. Seeded, so always the same.
type corpus struct {
	rng     *rand.Rand
	words   []string
	phrases []string
	wordLaw zipf
	setLaw  zipf
}

// A plant is a copy that the corpus made.
type plant struct{ source, copy ID }

func newCorpus(seed uint64) *corpus {
	c := &corpus{rng: rand.New(rand.NewPCG(seed, 66))}
	// 2,500 ideographs are what a literate text gets along with.
	for range 20_000 {
		var w strings.Builder
		for range 2 + c.rng.IntN(10)/8 {
			w.WriteRune('一' + rune(c.rng.IntN(2_500)*8))
		}
		c.words = append(c.words, w.String())
	}
	c.wordLaw = newZipf(len(c.words), 0.9)
	for range 2_500 {
		c.phrases = append(c.phrases, c.clause(8+c.rng.IntN(18)))
	}
	c.setLaw = newZipf(len(c.phrases), 1)
	return c
}

// clause makes about n runes of words.
func (c *corpus) clause(n int) string {
	var s strings.Builder
	for n > 0 {
		w := c.words[c.wordLaw.draw(c.rng)]
		switch c.rng.IntN(40) {
		case 0:
			w = "《" + w + c.words[c.wordLaw.draw(c.rng)] + "办法》"
		case 1:
			w = "2024年" + w
		}
		s.WriteString(w)
		n -= len([]rune(w))
	}
	return s.String()
}

func (c *corpus) measure() string {
	var s strings.Builder
	for n := 30 + c.rng.IntN(60); n > 0; {
		clause := ""
		if c.rng.IntN(10) < 3 {
			clause = c.phrases[c.setLaw.draw(c.rng)]
		} else {
			clause = c.clause(8 + c.rng.IntN(18))
		}
		if s.Len() > 0 {
			s.WriteString(",")
		}
		s.WriteString(clause)
		n -= len([]rune(clause))
	}
	s.WriteString("。")
	return s.String()
}

// edit replaces, drops or inserts stretches of 1 to most runes, of 1 to 4, until a
// share of the runes was touched.
func (c *corpus) edit(text string, share float64) string {
	r, most := []rune(text), 1+c.rng.IntN(4)
	for left := int(math.Round(share * float64(len(r)))); left > 0 && len(r) > 8; {
		n := min(1+c.rng.IntN(most), left)
		at := c.rng.IntN(len(r) - n)
		fresh := []rune(c.clause(n))[:n]
		switch c.rng.IntN(4) {
		case 0:
			r = append(r[:at:at], r[at+n:]...)
		case 1:
			r = append(r[:at:at], append(fresh, r[at:]...)...)
		default:
			copy(r[at:], fresh)
		}
		left -= n
	}
	return string(r)
}

// texts makes n measures, and says which are copies of which.
func (c *corpus) texts(n int) ([]string, []plant) {
	texts := make([]string, 0, n)
	var plants []plant
	for i := range n {
		if i > 0 && c.rng.IntN(50) == 0 {
			source := c.rng.IntN(i)
			plants = append(plants, plant{ID(source), ID(i)})
			texts = append(texts, c.edit(texts[source], c.rng.Float64()*0.2))
			continue
		}
		texts = append(texts, c.measure())
	}
	return texts, plants
}

// A zipf draws ranks below n with a probability that falls as a power of the rank.
type zipf struct{ sums []float64 }

func newZipf(n int, power float64) zipf {
	z := zipf{make([]float64, n)}
	sum := 0.0
	for i := range z.sums {
		sum += math.Pow(float64(i+1), -power)
		z.sums[i] = sum
	}
	return z
}

func (z zipf) draw(rng *rand.Rand) int {
	return sort.SearchFloat64s(z.sums, rng.Float64()*z.sums[len(z.sums)-1])
}
