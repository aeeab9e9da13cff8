package similar

import (
	"fmt"
	"runtime"
	"slices"
	"strconv"
	"syscall"
	"testing"
	"time"
)

// BenchmarkMillion is a whole rebuild of a city's measures over many years. Run
// it with -benchtime=1x; GOMAXPROCS=1 (-cpu 1) for the time on one thread.
func BenchmarkMillion(b *testing.B) { benchmarkRebuild(b, 1_000_000) }

// BenchmarkRound is a round of forty units, ten rounds back.
func BenchmarkRound(b *testing.B) { benchmarkRebuild(b, 50_000) }

func benchmarkRebuild(b *testing.B, n int) {
	texts, plants := newCorpus(1).texts(n)
	runes := 0
	for _, t := range texts {
		runes += len([]rune(t))
	}
	b.ReportMetric(float64(runes)/float64(n), "runes/measure")
	before := liveHeap()
	b.ResetTimer()
	for range b.N {
		start, begin := cpu(), time.Now()
		var builder Builder
		for _, t := range texts {
			builder.Add(t)
		}
		added := cpu()
		ix := builder.Index()
		built := cpu()
		pairs := 0
		for range ix.Pairs {
			pairs++
		}
		done, end := cpu(), time.Now()
		b.StopTimer()
		b.ReportMetric(added-start, "add-cpu-s")
		b.ReportMetric(built-added, "index-cpu-s")
		b.ReportMetric(done-built, "pairs-cpu-s")
		b.ReportMetric(done-start, "cpu-s")
		b.ReportMetric(end.Sub(begin).Seconds(), "wall-s")
		b.ReportMetric(float64(pairs), "pairs")
		b.ReportMetric(float64(liveHeap()-before)/1e6, "index-MB")
		b.ReportMetric(float64(peakHeap(ix)-before)/1e6, "pairs-MB")
		candidates := 0
		for _, n := range ix.plan(maxShard).partners {
			candidates += int(n)
		}
		b.ReportMetric(float64(candidates)/1e6, "M-groupings")
		found := make(map[plant]bool)
		for p := range ix.Pairs {
			found[plant{p.A, p.B}] = true
		}
		for _, band := range recallOf(texts, plants, found) {
			b.ReportMetric(band.near(), fmt.Sprintf("recall-%.2f", band.from))
			b.ReportMetric(band.all(), fmt.Sprintf("recall-all-%.2f", band.from))
		}
		b.StartTimer()
	}
	runtime.KeepAlive(texts)
}

// BenchmarkQuery looks up one text among so many, copies and others.
func BenchmarkQuery(b *testing.B) {
	for _, n := range []int{50_000, 1_000_000} {
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			if n > 50_000 && testing.Short() {
				b.Skip("a million measures take some seconds")
			}
			texts, plants := newCorpus(1).texts(n)
			var builder Builder
			for _, t := range texts {
				builder.Add(t)
			}
			ix := builder.Index()
			queries, _ := newCorpus(2).texts(2_000)
			for _, p := range plants[:500] {
				queries = append(queries, texts[p.copy])
			}
			var took []time.Duration
			var buf []Match
			for _, q := range queries[:200] {
				buf = ix.Query(q, buf[:0])
			}
			b.ReportAllocs()
			b.ResetTimer()
			for i := range b.N {
				start := time.Now()
				buf = ix.Query(queries[i*7%len(queries)], buf[:0])
				took = append(took, time.Since(start))
			}
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)/2].Nanoseconds())/1e3, "p50-µs")
			b.ReportMetric(float64(took[len(took)*99/100].Nanoseconds())/1e3, "p99-µs")
		})
	}
}

// BenchmarkWithin is what the rule for copies within a report costs: a hundred
// measures, thirteen pairs of them near copies, as in the published report that
// the bars were set on; and one that is mostly set phrases.
func BenchmarkWithin(b *testing.B) {
	for name, texts := range map[string][]string{"report": report(), "formulaic": formulaic()} {
		b.Run(name, func(b *testing.B) {
			var c Comparer
			b.ReportMetric(float64(within(&c, texts)), "pairs")
			b.ReportAllocs()
			for b.Loop() {
				within(&c, texts)
			}
			b.ReportMetric(float64(within(&c, texts)), "pairs")
		})
	}
}

func within(c *Comparer, texts []string) (pairs int) {
	c.Reset()
	for _, t := range texts {
		c.Add(t)
	}
	for range c.Pairs {
		pairs++
	}
	return pairs
}

// report invents the measures of a report.
func report() []string {
	c := newCorpus(3)
	var texts []string
	for range 87 {
		texts = append(texts, c.clause(30+c.rng.IntN(25))+","+c.clause(10+c.rng.IntN(25)))
	}
	for i := range 13 {
		texts = append(texts, c.edit(texts[i*3], float64(i)/100))
	}
	return texts
}

// formulaic invents a report in which every third clause is a set phrase.
func formulaic() []string {
	c := newCorpus(3)
	var texts []string
	for range 90 {
		texts = append(texts, c.measure())
	}
	for i := range 10 {
		texts = append(texts, c.edit(texts[i*3], float64(i)/100))
	}
	return texts
}

// BenchmarkAllPairs is the same without fingerprints, for comparison.
func BenchmarkAllPairs(b *testing.B) {
	texts := report()
	var ps passages
	for _, t := range texts {
		ps.add(t)
	}
	var m matcher
	for b.Loop() {
		for i := range texts {
			m.take(ps.at(uint32(i)))
			for j := range i {
				m.near(ps.at(uint32(j)), false, nil)
			}
		}
	}
}

// BenchmarkAdd is the price of one new passage in a large index, sorting in
// included.
func BenchmarkAdd(b *testing.B) {
	texts, _ := newCorpus(1).texts(100_000)
	var builder Builder
	for _, t := range texts[:50_000] {
		builder.Add(t)
	}
	ix := builder.Index()
	b.ResetTimer()
	for i := range b.N {
		ix.Add(texts[50_000+i%50_000])
	}
}

func BenchmarkFold(b *testing.B) {
	texts := report()
	size := 0
	for _, t := range texts {
		size += len(t)
	}
	b.SetBytes(int64(size))
	var p passage
	for b.Loop() {
		for _, t := range texts {
			p.fold(t)
		}
	}
}

func BenchmarkWinnow(b *testing.B) {
	var ps passages
	for _, t := range report() {
		ps.add(t)
	}
	var prints []fingerprint
	for b.Loop() {
		for i := range ps.len() {
			prints = winnow(prints[:0], ps.at(uint32(i)).runes)
		}
	}
}

// cpu is the processor time of the process so far, in seconds.
func cpu() float64 {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return float64(u.Utime.Nano()+u.Stime.Nano()) / 1e9
}

func liveHeap() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// peakHeap is the most that is alive while Pairs runs, looked at ten times.
func peakHeap(ix *Index) (peak uint64) {
	n := 0
	for range ix.Pairs {
		n++
	}
	i := 0
	for range ix.Pairs {
		if i++; i%(n/10+1) == 1 {
			peak = max(peak, liveHeap())
		}
	}
	return peak
}
