package app

import (
	"context"
	"math/rand/v2"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"zhenggai/blob"
	"zhenggai/fault"
	"zhenggai/journal"
	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/password"
	"zhenggai/store"
	"zhenggai/store/storetest"
	"zhenggai/zh"
)

func TestMain(m *testing.M) {
	if path := os.Getenv(worker); path != "" {
		work(path) // until it is killed
	}
	if os.Getenv(smallDisk) != "" {
		os.Exit(m.Run()) // needs no server
	}
	storetest.Main(m)
}

// A site is an invented city with an inspection office and two bureaus, each with a
// book and one person for each role.
type site struct {
	*App
	ctx            context.Context
	t              testing.TB
	blobs          *blob.Memory
	clock          *clock
	private        string // the key, and its public half
	public         string
	office         *org.Unit
	bureaus        []*bureau
	admin, grantor org.Actor
}

// A bureau is a unit with two departments, its people and its book.
type bureau struct {
	unit, dept, other *org.Unit
	book              *ledger.Book
	insp              *ledger.Inspection
	logins            map[org.Role]string
}

// A clock goes forward by a second each time it is read.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *clock) read() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(time.Second)
	return c.now
}

func (c *clock) set(t time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = t
}

// newSite founds a site in db.
func newSite(t testing.TB, db *store.DB) *site {
	t.Helper()
	seed := rand.NewChaCha8([32]byte{byte(sites.Add(1))})
	private, public, err := journal.GenerateKey(seed, "yunchuan")
	if err != nil {
		t.Fatal(err)
	}
	signer, err := journal.ParseSigner(private)
	if err != nil {
		t.Fatal(err)
	}
	verifier, err := journal.ParseVerifier(public)
	if err != nil {
		t.Fatal(err)
	}
	s := &site{ctx: t.Context(), t: t, private: private, public: public, blobs: new(blob.Memory), clock: &clock{now: time.Date(2026, 3, 2, 1, 0, 0, 0, time.UTC)}}
	s.App = &App{DB: db, Blobs: s.blobs, Spool: &blob.Spool{Dir: t.TempDir(), Limit: 1 << 20}, Folder: t.TempDir(), Signer: signer,
		Known: []journal.Verifier{verifier}, Now: s.clock.read, Random: &lockedReader{r: seed}, Cost: password.Cost{Memory: 64, Passes: 1}}
	must(t, s.Found(s.ctx, Founding{Unit: "云川市", System: Account{"xitong", "管系统"}, Security: Account{"anquan", "管安全"}, Audit: Account{"shenji", "管审计"}}))
	s.admin, s.grantor = s.as("xitong"), s.as("anquan")
	city := got(s.Units(s.ctx))(t)[0]
	s.office = got(s.AddUnit(s.ctx, s.admin, "市委巡察办", city.ID, true))(t)
	s.person("banli", "巡察办某", s.office.ID, org.Officer, city.ID)
	s.person("huiqian", "会签某", s.office.ID, org.Supervisor, city.ID)
	s.bureaus = []*bureau{s.bureau("市水务局", "sw", city.ID, false), s.bureau("市林业局", "ly", city.ID, true)}
	return s
}

// sites counts the sites that were founded: each has ids of its own.
var sites atomic.Uint32

// lockedReader is a source of random bytes for several goroutines.
type lockedReader struct {
	mu sync.Mutex
	r  interface{ Read([]byte) (int, error) }
}

func (l *lockedReader) Read(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.r.Read(b)
}

func (s *site) bureau(name, prefix string, city org.ID, supervised bool) *bureau {
	b := &bureau{logins: map[org.Role]string{}}
	b.unit = got(s.AddUnit(s.ctx, s.admin, name, city, false))(s.t)
	s.admin = s.as("xitong")
	b.dept = got(s.AddUnit(s.ctx, s.admin, "计划科", b.unit.ID, false))(s.t)
	b.other = got(s.AddUnit(s.ctx, s.admin, "人事科", b.unit.ID, false))(s.t)
	for _, r := range []org.Role{org.Handler, org.Lead, org.Coordinator, org.Group, org.Secretary, org.Watch, org.Viewer} {
		over := b.unit.ID
		if r.Sight() == org.SeesParts {
			over = b.dept.ID
		}
		b.logins[r] = prefix + "-" + string(r)
		s.person(b.logins[r], r.Name("zh")+"某", b.dept.ID, r, over)
	}
	s.person(prefix+"-other", "人事科某", b.other.ID, org.Handler, b.other.ID)
	who := s.as(b.logins[org.Coordinator])
	opener := who
	if !supervised { // only the office may leave a unit below it to itself
		opener = s.as("banli")
	}
	b.book = got(s.OpenBook(s.ctx, opener, NewBook{Unit: b.unit.ID, Supervised: supervised}))(s.t)
	b.insp = got(s.AddInspection(s.ctx, who, b.book.ID, ledger.Inspection{Title: "八届市委第三轮巡察", Team: "市委第一巡察组", Kind: "inspection", Feedback: zh.D(2026, 2, 10)}))(s.t)
	return b
}

func (s *site) person(login, name string, unit org.ID, role org.Role, over org.ID) {
	s.t.Helper()
	p := got(s.AddPerson(s.ctx, s.as("xitong"), org.Person{Login: login, Name: name, Unit: unit}))(s.t)
	got(s.Grant(s.ctx, s.as("anquan"), p.ID, role, over))(s.t)
}

// as returns the actor who signs in as login.
func (s *site) as(login string) org.Actor {
	s.t.Helper()
	return got(s.Actor(s.ctx, login))(s.t)
}

// finding puts a tree of three findings with two measures into a bureau's book and
// returns its leaf: what an import does, without a document.
func (s *site) finding(b *bureau, no string) *ledger.Finding {
	s.t.Helper()
	var leaf *ledger.Finding
	must(s.t, s.change(s.ctx, s.as(b.logins[org.Coordinator]), "test.import", func(c *change) (string, error) {
		aspect := &ledger.Finding{Head: c.head(b.book.ID), Inspection: b.insp.ID, Level: ledger.Aspect, Code: "1-" + no, Title: "聚焦主责主业", State: ledger.Open, Cycle: 1, Ord: 1}
		problem := &ledger.Finding{Head: c.head(b.book.ID), Inspection: b.insp.ID, Parent: aspect.ID, Level: ledger.Problem, Code: "1.2-" + no, Title: "公务接待管理不严", State: ledger.Open, Cycle: 1, Ord: 2}
		leaf = &ledger.Finding{Head: c.head(b.book.ID), Inspection: b.insp.ID, Parent: problem.ID, Level: ledger.Point, Leaf: true, No: no, Code: "1.2." + no,
			Title: "公务接待清单不全", Text: "公务接待清单不全，部分没有公函。", Kind: ledger.Dated, Due: zh.D(2026, 6, 30), Owners: ledger.Owners{Dept: b.dept.ID}, State: ledger.Open, Cycle: 1, Ord: 3}
		rows := []org.Row{aspect, problem, leaf}
		for i, text := range []string{"补齐公函和清单。", "修订公务接待管理办法。"} {
			rows = append(rows, &ledger.Measure{Head: c.head(b.book.ID), Finding: leaf.ID, Cycle: 1, Ord: i + 1, No: []string{"一是", "二是"}[i], Text: text, Kind: ledger.Dated, Due: zh.D(2026, 6, 30)})
		}
		return subject(leaf), c.Put(rows...)
	}))
	return leaf
}

// do acts as whoever holds role in the bureau, having looked at the case just before.
func (s *site) do(b *bureau, role org.Role, f *ledger.Finding, act ledger.Act) (*ledger.Case, error) {
	s.t.Helper()
	who := s.of(b, role)
	cs, err := s.Case(s.ctx, who, b.book.ID, f.ID)
	if err != nil {
		return nil, err
	}
	act.Seen = cs.Seen()
	r := Request{Book: b.book.ID, Finding: f.ID, Version: cs.Finding.Version, Act: act}
	if sub := cs.Submission(); act.Event == ledger.Pass && sub != nil && sub.Step().Meeting {
		m := got(s.AddMeeting(s.ctx, s.of(b, org.Group), b.book.ID, ledger.Meeting{Kind: "领导小组会", Title: "第五次会议", Dated: s.Today(),
			Decisions: []ledger.Resolved{{Finding: f.ID, Text: "同意销号"}}}))(s.t)
		r.Meeting = m.ID
	}
	return s.Do(s.ctx, who, r)
}

// of returns whoever holds role in the bureau or, for the office's roles, there.
func (s *site) of(b *bureau, role org.Role) org.Actor {
	s.t.Helper()
	switch role {
	case org.Officer:
		return s.as("banli")
	case org.Supervisor:
		return s.as("huiqian")
	}
	return s.as(b.logins[role])
}

// done acts and fails the test if that is refused.
func (s *site) done(b *bureau, role org.Role, f *ledger.Finding, act ledger.Act) *ledger.Case {
	s.t.Helper()
	cs, err := s.do(b, role, f, act)
	if err != nil {
		s.t.Fatalf("%s by %s: %v", act.Event, role, err)
	}
	return cs
}

// refused acts and fails the test unless that is refused with a fault of this kind
// whose sentence has the words.
func (s *site) refused(kind fault.Kind, words string, b *bureau, role org.Role, f *ledger.Finding, act ledger.Act) {
	s.t.Helper()
	_, err := s.do(b, role, f, act)
	refusedWith(s.t, err, kind, words)
}

func refusedWith(t testing.TB, err error, kind fault.Kind, words string) {
	t.Helper()
	if fault.KindOf(err) != kind || !strings.Contains(fault.Say(err, "zh"), words) {
		t.Errorf("got %s %v, want %s with %q", fault.KindOf(err), err, kind, words)
	}
}

// underway leads a fresh finding to where work begins.
func (s *site) underway(b *bureau, no string) *ledger.Finding {
	s.t.Helper()
	f := s.finding(b, no)
	s.done(b, org.Coordinator, f, ledger.Act{Event: ledger.Plan})
	s.done(b, s.head(b), f, ledger.Act{Event: ledger.Approve})
	return f
}

// head is who approves plans in the bureau.
func (s *site) head(b *bureau) org.Role {
	if b.book.Supervised {
		return org.Officer
	}
	return org.Secretary
}

// finished leads a fresh finding to where closure can be asked for.
func (s *site) finished(b *bureau, no string) *ledger.Finding {
	s.t.Helper()
	f := s.underway(b, no)
	cs := got(s.Case(s.ctx, s.of(b, org.Handler), b.book.ID, f.ID))(s.t)
	for _, m := range cs.Current() {
		s.done(b, org.Handler, f, ledger.Act{Event: ledger.Finish, On: m.ID, Reason: "已办结", Day: zh.D(2026, 3, 1)})
	}
	s.attach(b, f, "清单"+no)
	return f
}

func (s *site) attach(b *bureau, f *ledger.Finding, text string) *Attached {
	s.t.Helper()
	return got(s.Attach(s.ctx, s.of(b, org.Handler), Offering{Book: b.book.ID, Finding: f.ID, Name: "公函.txt", Size: -1, Body: strings.NewReader(text + "：公函三份，清单三份。\n"), Dated: zh.D(2026, 3, 1)}))(s.t)
}

// closed leads a fresh finding to its closure.
func (s *site) closed(b *bureau, no string) *ledger.Finding {
	s.t.Helper()
	f := s.finished(b, no)
	s.done(b, org.Handler, f, ledger.Act{Event: ledger.Submit, Reason: "请予销号"})
	s.passAll(b, f)
	return f
}

func (s *site) passAll(b *bureau, f *ledger.Finding) {
	s.t.Helper()
	for {
		cs := got(s.Case(s.ctx, s.of(b, org.Coordinator), b.book.ID, f.ID))(s.t)
		sub := cs.Submission()
		if sub == nil {
			return
		}
		s.done(b, sub.Step().Role, f, ledger.Act{Event: ledger.Pass, Reason: "同意"})
	}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// got returns a function that returns v and fails the test if there is an error:
// got(f())(t).
func got[T any](v T, err error) func(testing.TB) T {
	return func(t testing.TB) T {
		t.Helper()
		must(t, err)
		return v
	}
}

// stored returns how many objects the blob store has.
func (s *site) stored() (n int) {
	for _, err := range s.blobs.Walk(s.ctx) {
		must(s.t, err)
		n++
	}
	return n
}
