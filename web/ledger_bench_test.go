package web

import (
	"context"
	"crypto/rand"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strconv"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"zhenggai/app"
	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/store"
	"zhenggai/zh"
)

// benchFindings is how many findings the ledger of a benchmark has, from
// WEB_BENCH_FINDINGS; 100000 is what the budgets are for.
func benchFindings() int {
	if n, err := strconv.Atoi(os.Getenv("WEB_BENCH_FINDINGS")); err == nil {
		return n
	}
	return 2000
}

// A big is a site of many findings with somebody of the office signed in.
type big struct {
	testing.TB
	app    *app.App
	server *Server
	cookie *http.Cookie
	units  []org.ID
	n      atomic.Uint64
}

func (b *big) id() org.ID {
	n := b.n.Add(1)
	return org.NewID(now, [10]byte{2: byte(n >> 56), 3: byte(n >> 48), 4: byte(n >> 40), 5: byte(n >> 32), 6: byte(n >> 24), 7: byte(n >> 16), 8: byte(n >> 8), 9: byte(n)})
}

func check[T any](v T, err error) func(testing.TB) T {
	return func(t testing.TB) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

// newBig founds the site and fills it, a thousand findings a book.
func newBig(t testing.TB) *big {
	t.Helper()
	b := fill(t, filepath.Join(t.TempDir(), "site"))
	t.Cleanup(func() { b.app.Close() })
	b.signIn()
	return b
}

// fill founds the site in a folder and fills it.
func fill(t testing.TB, folder string) *big {
	t.Helper()
	ctx := t.Context()
	b := &big{TB: t}
	b.app = check(app.Create(ctx, app.Place{Folder: folder, Now: func() time.Time { return now }},
		app.Founding{Unit: "云川市", System: app.Account{Login: "xitong", Name: "管系统"}, Security: app.Account{Login: "anquan", Name: "管安全"}, Audit: app.Account{Login: "shenji", Name: "管审计"}}))(t)
	as := func(login string) org.Actor { return check(b.app.Actor(ctx, login))(t) }
	city := check(b.app.Units(ctx))(t)[0]
	officer := check(b.app.AddPerson(ctx, as("xitong"), org.Person{Login: "banli", Name: "办理某", Unit: city.ID}))(t)
	check(b.app.Grant(ctx, as("anquan"), officer.ID, org.Officer, city.ID))(t)
	round := &ledger.Round{Head: org.Head{Book: org.Site, ID: b.id()}, Office: city.ID, Name: "五届市委第三轮巡察", Kind: "inspection"}
	b.put("round.add", round)
	for made := 0; made < benchFindings(); {
		rows, n := b.book(city.ID, round.ID, made)
		b.put("book.import", rows...)
		made += n
	}
	return b
}

// signIn opens the pages for the officer of the whole city.
func (b *big) signIn() {
	b.Helper()
	ctx := b.Context()
	officer := check(b.app.Actor(ctx, "banli"))(b)
	b.server = New(b.app, slog.New(slog.NewTextHandler(io.Discard, nil)), Options{})
	session := check(b.server.sessions.Load(ctx, ""))(b)
	for name, value := range map[string]string{"person": officer.Person.String(), "from": "192.0.2.1", "agent": "bench", "since": now.UTC().Format("2006-01-02T15:04:05.000Z")} {
		b.server.sessions.Put(session, name, value)
	}
	token, _, err := b.server.sessions.Commit(session)
	if err != nil {
		b.Fatal(err)
	}
	b.cookie = &http.Cookie{Name: b.server.sessions.Cookie.Name, Value: token}
}

func (b *big) put(action string, rows ...org.Row) {
	b.Helper()
	err := b.app.DB.Update(context.Background(), func(tx *store.Tx) error {
		if err := tx.Put(rows...); err != nil {
			return err
		}
		return tx.Journal(now, "bench", action, "bench", rand.Reader)
	})
	if err != nil {
		b.Fatal(err)
	}
}

// matters are what findings are about: three of them in the words of each, so that a
// search for one finds a tenth of all, and for 万元 all of them.
var matters = []string{"科技项目", "经费使用", "食堂管理", "公务接待", "档案管理", "干部选任", "因私证件", "会议记录", "党费收缴", "谈心谈话", "理论学习", "车辆维修", "差旅报销", "津贴补贴",
	"工程招标", "设备采购", "合同签订", "资产盘点", "往来款项", "印章使用", "值班备勤", "信访答复", "信息公开", "行政审批", "安全检查", "培训计划", "志愿服务", "村级账务", "补助发放", "水费收取"}

// titled is the title of a finding.
func titled(n int) string {
	return matters[n*7%len(matters)] + []string{"不规范", "把关不严", "台账不全", "责任不实"}[n%4]
}

// book makes a unit with departments and a tree of some thousand findings.
func (b *big) book(city, round org.ID, from int) (rows []org.Row, n int) {
	unit := &org.Unit{Head: org.Head{Book: org.Site, ID: b.id()}, Parent: city, Name: fmt.Sprintf("第%d号单位", from/1000+1)}
	b.units = append(b.units, unit.ID)
	key := b.id()
	in := &ledger.Inspection{Head: org.Head{Book: key, ID: b.id()}, No: "2026-01", Round: round, Title: "巡察整改", Kind: "inspection", Feedback: zh.D(2026, 3, 1+from/1000%28)}
	rows = []org.Row{unit, &ledger.Book{Head: org.Head{Book: key, ID: key}, Unit: unit.ID, Name: unit.Name, Supervised: true,
		Chain: []ledger.ChainStep{{Key: "office", Title: "巡察办审核", Role: org.Officer, Outside: true, Verify: true}}}, in}
	var depts []*org.Unit
	for _, name := range []string{"办公室", "人事科", "财务科", "项目科", "法规科"} {
		d := &org.Unit{Head: org.Head{Book: org.Site, ID: b.id()}, Parent: unit.ID, Name: name}
		depts, rows = append(depts, d), append(rows, d)
	}
	states := []ledger.State{ledger.Open, ledger.Planned, ledger.Underway, ledger.Underway, ledger.Submitted, ledger.Closed, ledger.Closed}
	var aspect, problem org.ID
	for n = range 1000 {
		level := ledger.Point
		parent := problem
		id := b.id()
		switch {
		case n%40 == 0:
			level, parent, aspect = ledger.Aspect, org.ID{}, id
		case n%5 == 1:
			level, parent, problem = ledger.Problem, aspect, id
		}
		d := depts[n%len(depts)]
		f := &ledger.Finding{Head: org.Head{Book: key, ID: id}, Inspection: in.ID, Parent: parent, Level: level, Leaf: level == ledger.Point, Ord: n + 1, Code: strconv.Itoa(n + 1),
			Title: titled(n), Text: titled(n+1) + "，涉及" + strconv.Itoa(n) + "万元，" + titled(n+2) + "。", State: states[(n+from)%len(states)], Cycle: 1,
			Owners: ledger.Owners{Dept: d.ID, DeptName: d.Name, LeadName: "周明远", HandlerName: "吴小河"}}
		rows = append(rows, f)
		if !f.Leaf {
			continue
		}
		f.Kind, f.Due = ledger.Dated, zh.D(2026, 1+n*7%12, 28) // documents set the ends of months
		f.FirstDue = f.Due
		for k := range 2 {
			rows = append(rows, &ledger.Measure{Head: org.Head{Book: key, ID: b.id()}, Finding: id, Cycle: 1, Ord: k + 1, Text: "修订办法，逐项清理" + matters[k] + "，建立台账。", Kind: ledger.Dated, Due: f.Due, Owners: f.Owners})
		}
	}
	return rows, n + 1
}

// get asks for a page and returns its size.
func (b *big) get(path string) int {
	r := httptest.NewRequest(http.MethodGet, path, nil)
	r.AddCookie(b.cookie)
	r.Header.Set("Accept-Encoding", "gzip")
	w := httptest.NewRecorder()
	b.server.ServeHTTP(w, r)
	if w.Code != http.StatusOK {
		b.Fatalf("%s: %d %s", path, w.Code, w.Body)
	}
	return w.Body.Len()
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

// BenchmarkLedgerPage is what somebody waits for who sees all books: the whole request,
// from the session to the packed page.
func BenchmarkLedgerPage(b *testing.B) {
	s := newBig(b)
	unit := s.units[len(s.units)-1].String()
	for _, c := range []struct{ name, path string }{
		{"all", "/ledger"}, {"unit", "/ledger?unit=" + unit}, {"by-due", "/ledger?leaf=1&sort=due&state=underway"}, {"red", "/ledger?colour=red&unit=" + unit},
		{"red-everywhere", "/ledger?colour=red&sort=due"}, {"search", "/ledger?leaf=1&q=%E7%BB%8F%E8%B4%B9&unit=" + unit}, {"search-everywhere", "/ledger?leaf=1&q=%E7%BB%8F%E8%B4%B9"},
		{"search-nearly-all", "/ledger?leaf=1&q=%E4%B8%87%E5%85%83"},
	} {
		b.Run(c.name, func(b *testing.B) {
			size, before := 0, cpu()
			for b.Loop() {
				size = s.get(c.path)
			}
			b.ReportMetric(float64((cpu()-before).Microseconds())/1000/float64(b.N), "cpu-ms/op")
			b.ReportMetric(float64(size)/1000, "kB")
		})
	}
}
