package web

import (
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"zhenggai/app"
	"zhenggai/demo"
	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/store"
	"zhenggai/zh"
)

// bigSite is the invented city with books of some 820 findings each beside its own, size
// findings in all, and somebody of the office signed in: his cookie. The rows are put
// into the store as they are, with the journal; nobody decided them.
func bigSite(b *testing.B, size int) (*Server, string) {
	b.Helper()
	a, c, err := demo.Make(b.Context(), b.TempDir(), now)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { a.Close() })
	a.Now = func() time.Time { return now }
	units, err := a.Units(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	m := &filler{App: a, B: b, random: rand.NewChaCha8([32]byte{7}), top: units[0].ID}
	for made := 0; made < size; {
		made += m.book()
	}
	s := New(a, slog.New(slog.DiscardHandler), Options{})
	login := ""
	for _, p := range c.People {
		for _, r := range p.Roles {
			if r == org.Officer {
				login = p.Login
			}
		}
	}
	w := httptest.NewRecorder()
	r := httptest.NewRequest("POST", "/signin", strings.NewReader(url.Values{"login": {login}, "password": {c.Password}}.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	s.ServeHTTP(w, r)
	cookie, _, _ := strings.Cut(w.Header().Get("Set-Cookie"), ";")
	if cookie == "" {
		b.Fatal("nobody is signed in")
	}
	return s, cookie
}

// measure asks for a page again and again, packed as a browser takes it, and reports the
// processor time of an answer.
func measure(b *testing.B, s *Server, cookie, path string) {
	b.Helper()
	r := httptest.NewRequest("GET", path, nil)
	r.Header.Set("Cookie", cookie)
	r.Header.Set("Accept-Encoding", "gzip")
	size, before := 0, cpu()
	b.ReportAllocs()
	for b.Loop() {
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		if w.Code != 200 {
			b.Fatal(w.Code, w.Body.String())
		}
		size = w.Body.Len()
	}
	b.ReportMetric(float64((cpu()-before).Microseconds())/1000/float64(b.N), "cpu-ms/op")
	b.ReportMetric(float64(size)/1000, "kB")
}

// A filler puts books into a site.
type filler struct {
	*app.App
	*testing.B
	random *rand.ChaCha8
	top    org.ID
	n      int
}

func (m *filler) head(book org.ID) org.Head {
	var r [10]byte
	m.random.Read(r[:]) //nolint:errcheck // it always reads
	id := org.NewID(now, r)
	if book.IsZero() {
		book = id
	}
	return org.Head{Book: book, ID: id}
}

// book fills one book: 4 aspects, 16 problems, 800 points.
func (m *filler) book() int {
	m.n++
	unit := &org.Unit{Head: m.head(org.Site), Parent: m.top, Name: fmt.Sprintf("第%d号单位", m.n)}
	book := &ledger.Book{Head: m.head(org.ID{}), Unit: unit.ID, Name: unit.Name + "账册", Supervised: true, Chain: ledger.FullChain, UnitName: unit.Name}
	in := &ledger.Inspection{Head: m.head(book.ID), No: "2026-01", Title: "第三轮巡察", Kind: "inspection", Feedback: zh.D(2026, 3, 10)}
	var depts []*org.Unit
	rows := []org.Row{unit}
	for i := range 6 {
		depts = append(depts, &org.Unit{Head: m.head(org.Site), Parent: unit.ID, Name: fmt.Sprintf("第%d科", i+1)})
		rows = append(rows, depts[i])
	}
	rows = append(rows, book, in)
	findings, ord := 0, 0
	add := func(parent org.ID, level ledger.Level, code string) org.ID {
		f := &ledger.Finding{Head: m.head(book.ID), Inspection: in.ID, Parent: parent, Level: level, Leaf: level == ledger.Point, Ord: ord, Code: code,
			Title: "公务接待清单不全" + code, State: ledger.Underway, Cycle: 1}
		if f.Leaf {
			f.State = ledger.State(ledger.States[ord%5].Key)
			f.Due = zh.D(2026, 9, 1).AddDays(ord * 7 % 180)
			f.FirstDue, f.Owners.Dept, f.Partial = f.Due, depts[ord%6].ID, f.State == ledger.Underway && ord%3 == 0
			f.Standing = ord%4 == 0
		}
		ord++
		findings++
		rows = append(rows, f)
		return f.ID
	}
	for x := range 4 {
		aspect := add(org.ID{}, ledger.Aspect, fmt.Sprint(x+1))
		for y := range 4 {
			problem := add(aspect, ledger.Problem, fmt.Sprint(x+1, ".", y+1))
			for z := range 50 {
				add(problem, ledger.Point, fmt.Sprint(x+1, ".", y+1, ".", z+1))
			}
		}
	}
	err := m.DB.Update(m.Context(), func(tx *store.Tx) error {
		if err := tx.Put(rows...); err != nil {
			return err
		}
		return tx.Journal(now, "clock", "book.import", "book/"+book.ID.String(), m.random)
	})
	if err != nil {
		m.Fatal(err)
	}
	return findings
}
