package store_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"sync"
	"syscall"
	"testing"
	"time"

	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/store"
	"zhenggai/store/storetest"
	"zhenggai/zh"
)

// The benchmarks stand for what people wait for. STORE_BENCH_FINDINGS says how many
// findings the ledger has; 100,000 if it is not set. A book has about 1,000 of them,
// a point has three measures, a round has forty units: that is what an office looks
// at, whatever else the ledger holds.

// A bench is one big ledger.
type bench struct {
	*site
	dsn   string
	round []*book // the last one
}

var (
	benches  = map[storetest.Engine]*bench{}
	benchMu  sync.Mutex
	benchEng = []storetest.Engine{storetest.SQLite, storetest.Postgres}
)

func benchSize() int {
	if n, err := strconv.Atoi(os.Getenv("STORE_BENCH_FINDINGS")); err == nil {
		return n
	}
	return 100_000
}

// kept is a testing.TB whose cleanups wait until the binary ends.
type kept struct{ testing.TB }

func (kept) Cleanup(func()) {}
func (k kept) TempDir() string {
	dir, err := os.MkdirTemp("", "bench")
	if err != nil {
		k.Fatal(err)
	}
	leftovers = append(leftovers, dir)
	return dir
}

var leftovers []string

// bigLedger returns the big ledger of an engine, which is made once.
func bigLedger(b *testing.B, e storetest.Engine) *bench {
	b.Helper()
	benchMu.Lock()
	defer benchMu.Unlock()
	if big := benches[e]; big != nil {
		return big
	}
	tb := kept{b}
	dsn := storetest.DSN(tb, e)
	big := &bench{site: newSite(tb, storetest.OpenAt(tb, dsn)), dsn: dsn}
	for made, n := 0, 0; made < benchSize(); n++ {
		if n%40 == 0 {
			big.site.round = &ledger.Round{Head: big.head(org.Site), Office: big.office.ID, Name: "第" + itoa(n/40+1) + "轮巡察", Kind: "regular"}
			big.save("round.add", big.site.round)
			big.round = nil
		}
		x := big.book(fmt.Sprintf("第%d号单位", n+1), 820)
		big.save("book.import", x.rows()...)
		made += len(x.findings)
		x.measures = nil
		big.round = append(big.round, x)
	}
	benches[e] = big
	return big
}

// units are those of the last round.
func (b *bench) units() (ids []org.ID) {
	for _, x := range b.round {
		ids = append(ids, x.unit.ID)
	}
	slices.SortFunc(ids, org.ID.Compare)
	return ids
}

func onBig(b *testing.B, run func(b *testing.B, big *bench)) {
	for _, e := range benchEng {
		b.Run(string(e), func(b *testing.B) {
			big := bigLedger(b, e)
			b.ReportAllocs()
			b.ResetTimer()
			before := cpu()
			run(b, big)
			b.ReportMetric(float64((cpu()-before).Microseconds())/1000/float64(b.N), "cpu-ms/op")
		})
	}
}

func (b *bench) list(t *testing.B, q store.FindingQuery) {
	var total, n int
	for t.Loop() {
		b.view(func(tx *store.Tx) error {
			list, all, err := tx.Findings(q)
			total, n = all, len(list)
			return err
		})
	}
	t.ReportMetric(float64(total), "total")
	if n == 0 {
		t.Fatal("nothing found")
	}
}

func BenchmarkList(b *testing.B) {
	for _, c := range []struct {
		name string
		q    store.FindingQuery
	}{
		{"underway-by-due", store.FindingQuery{LeafOnly: true, States: []ledger.State{ledger.Underway}, Sort: store.ByDue, Limit: 50}},
		{"overdue", store.FindingQuery{Overdue: zh.D(2026, 9, 1), Sort: store.ByDue, Limit: 50}},
		{"by-text", store.FindingQuery{LeafOnly: true, Limit: 50}},
		{"submitted-by-text", store.FindingQuery{LeafOnly: true, States: []ledger.State{ledger.Submitted}, Partial: store.Yes, Limit: 50}},
	} {
		b.Run(c.name, func(b *testing.B) {
			onBig(b, func(b *testing.B, big *bench) {
				c.q.Scope = org.Scope{Whole: big.units()}
				big.list(b, c.q)
			})
		})
	}
	b.Run("dept", func(b *testing.B) {
		onBig(b, func(b *testing.B, big *bench) {
			x := big.round[len(big.round)/2]
			big.list(b, store.FindingQuery{Scope: org.Scope{Parties: []org.ID{x.depts[1].ID}}, LeafOnly: true, Limit: 50})
		})
	})
	b.Run("whole-site", func(b *testing.B) {
		onBig(b, func(b *testing.B, big *bench) {
			big.list(b, store.FindingQuery{Scope: org.Scope{All: true}, States: []ledger.State{ledger.Underway}, Sort: store.ByDue, Limit: 50})
		})
	})
}

func BenchmarkSearch(b *testing.B) {
	for _, c := range []struct {
		text string
		all  bool
	}{{"经费", false}, {"食堂", false}, {"科技", false}, {"费", false}, {"党组会议", false}, {"经费", true}} {
		b.Run(fmt.Sprint(c.text, " all=", c.all), func(b *testing.B) {
			onBig(b, func(b *testing.B, big *bench) {
				scope := org.Scope{Whole: big.units()}
				if c.all {
					scope = org.Scope{All: true}
				}
				big.list(b, store.FindingQuery{Scope: scope, Text: c.text, LeafOnly: true, Limit: 50})
			})
		})
	}
}

func BenchmarkDashboard(b *testing.B) {
	onBig(b, func(b *testing.B, big *bench) {
		scope := org.Scope{Whole: big.units()}
		today := zh.D(2026, 6, 10)
		type line struct {
			unit   org.ID
			state  ledger.State
			colour int
		}
		lines := 0
		for b.Loop() {
			board := map[line]int{}
			big.view(func(tx *store.Tx) error {
				return tx.Board(store.FindingQuery{Scope: scope, LeafOnly: true}, func(l store.BoardLine) {
					colour := 0
					if left := l.Due.Days() - today.Days(); left < 0 {
						colour = 2
					} else if left < 30 {
						colour = 1
					}
					board[line{l.Unit, l.State, colour}] += l.N
				})
			})
			lines = len(board)
		}
		b.ReportMetric(float64(lines), "lines")
	})
}

func BenchmarkStatusChange(b *testing.B) {
	onBig(b, func(b *testing.B, big *bench) {
		x := big.round[0]
		n := 0
		for b.Loop() {
			id := x.findings[n%len(x.findings)].ID
			n++
			err := big.db.Update(context.Background(), func(tx *store.Tx) error {
				c, err := tx.Case(x.book.ID, id)
				if err != nil {
					return err
				}
				c.Finding.State = states[(n+slices.Index(states, c.Finding.State))%len(states)]
				if err := tx.Put(c.Finding); err != nil {
					return err
				}
				return tx.Journal(big.now, "tester", "finding.act", "finding/"+id.String(), big.random)
			})
			if err != nil {
				b.Fatal(err)
			}
		}
	})
}

// BenchmarkImport imports whole books, each in one transaction with its journal
// entry, search and counts.
func BenchmarkImport(b *testing.B) {
	for _, measures := range []bool{false, true} {
		b.Run(fmt.Sprint("measures=", measures), func(b *testing.B) {
			for _, e := range benchEng {
				b.Run(string(e), func(b *testing.B) {
					s := newSite(b, storetest.Open(b, e))
					findings, rows, used := 0, 0, time.Duration(0)
					for b.Loop() {
						b.StopTimer()
						x := s.book("单位"+itoa(findings), 820)
						if !measures {
							x.measures = nil
						}
						all := x.rows()
						before := cpu()
						b.StartTimer()
						s.save("book.import", all...)
						used += cpu() - before
						findings += len(x.findings)
						rows += len(all)
					}
					b.ReportMetric(float64(findings)/b.Elapsed().Seconds(), "findings/s")
					b.ReportMetric(float64(findings)/used.Seconds(), "findings/cpu-s")
					b.ReportMetric(float64(rows)/used.Seconds(), "rows/cpu-s")
				})
			}
		})
	}
}

// cpu is how much processor time this process has used: what a figure is worth on a
// machine that is shared.
func cpu() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// BenchmarkMemory reports what a process holds that opens the big ledger and uses it: a
// fresh one, for the process that made the ledger keeps what that took.
func BenchmarkMemory(b *testing.B) {
	big := bigLedger(b, storetest.SQLite)
	for b.Loop() {
		storetest.Memory(b, useEnv+"="+big.dsn)
	}
}

// useEnv names the ledger that [TestUse] opens.
const useEnv = "STORE_BENCH_USE"

// TestUse opens a ledger that is there and does what people do all day: everything on
// lists, searches, the dashboard, one change after the other. It is the process that
// [BenchmarkMemory] looks at; by itself it uses a small ledger.
func TestUse(t *testing.T) {
	dsn := os.Getenv(useEnv)
	if dsn == "" {
		t.Parallel()
		dsn = storetest.DSN(t, storetest.SQLite)
		s := newSite(t, storetest.OpenAt(t, dsn))
		s.save("book.import", s.book("某单位", 50).rows()...)
	}
	db := storetest.OpenAt(t, dsn)
	all := org.Scope{All: true}
	view := func(run func(tx *store.Tx) error) {
		t.Helper()
		if err := db.View(t.Context(), run); err != nil {
			t.Fatal(err)
		}
	}
	var list []*ledger.Finding
	for _, q := range []store.FindingQuery{
		{LeafOnly: true, Sort: store.ByDue},
		{LeafOnly: true, Overdue: zh.D(2026, 9, 1), Sort: store.ByDue},
		{Text: "经费"}, {Text: "费"}, {Text: "党组会议"},
		{LeafOnly: true},
	} {
		q.Scope, q.Limit = all, 100
		view(func(tx *store.Tx) (err error) {
			list, _, err = tx.Findings(q)
			return err
		})
	}
	view(func(tx *store.Tx) error {
		return tx.Board(store.FindingQuery{Scope: all, LeafOnly: true}, func(store.BoardLine) {})
	})
	for i, f := range list {
		err := db.Update(t.Context(), func(tx *store.Tx) error {
			c, err := tx.Case(f.Book, f.ID)
			if err != nil {
				return err
			}
			c.Finding.Next = "第" + itoa(i) + "次改动"
			if err := tx.Put(c.Finding); err != nil {
				return err
			}
			return tx.Journal(time.Date(2026, 6, 10, 9, 0, 0, 0, time.UTC), "tester", "finding.act", "finding/"+f.ID.String(), rand.NewChaCha8([32]byte{byte(i)}))
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if len(list) == 0 {
		t.Fatal("nothing found")
	}
	if dsn == os.Getenv(useEnv) {
		storetest.Held(t)
	}
}
