package web

import (
	"encoding/csv"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"zhenggai/app"
	"zhenggai/intake"
	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/regs"
	"zhenggai/zh"
)

// lines are those of the ledger that somebody sees.
func (s *site) lines(login string, q ledgerQuery) *app.LedgerPage {
	s.Helper()
	who, err := s.app.Actor(s.Context(), login)
	if err != nil {
		s.Fatal(err)
	}
	p, err := s.app.Ledger(s.Context(), who, q.find(who.Tree, s.app.Today(), 0))
	if err != nil {
		s.Fatal(err)
	}
	return p
}

// one returns the first leaf of a state that somebody sees.
func (s *site) one(login string, state ledger.State) *ledger.Finding {
	s.Helper()
	p := s.lines(login, ledgerQuery{Leaf: true, States: []ledger.State{state}})
	if len(p.Lines) == 0 {
		s.Fatalf("%s sees nothing that is %s", login, state)
	}
	return p.Lines[0].Finding
}

var totalRow = regexp.MustCompile(`role="status">(\d+) 行`)

// total is how many rows a page says there are.
func totalOf(t *testing.T, page string) int {
	t.Helper()
	m := totalRow.FindStringSubmatch(page)
	if m == nil {
		t.Fatalf("no total on the page: %s", page)
	}
	n, _ := strconv.Atoi(m[1])
	return n
}

// TestLedgerAddress: what an address says is what a query says, and nothing is lost on
// the way there and back.
func TestLedgerAddress(t *testing.T) {
	t.Parallel()
	id := org.ID{6: 0x70, 8: 0x80, 15: 9}.String()
	for _, in := range []string{
		"", "book=" + id, "unit=" + id + "&unit=" + org.Site.String(), "round=" + id + "&inspection=" + id + "&dept=" + id, "leaf=1&level=aspect&level=point",
		"state=open&state=closed&overdue=1", "colour=none", "colour=red&from=2026-01-02&to=2026-03-04", "standing=0&partial=1", "age=61-90", "age=none&colour=red",
		"q=" + url.QueryEscape(`经费<script>"、`), "sort=due&after=abc", "cols=code.due.title",
	} {
		v, err := url.ParseQuery(in)
		if err != nil {
			t.Fatal(err)
		}
		var q ledgerQuery
		if err := q.parse(v); err != nil {
			t.Errorf("%s: %v", in, err)
		}
		if got := q.Values().Encode(); got != v.Encode() {
			t.Errorf("%s comes back as %s", v.Encode(), got)
		}
	}
	for _, in := range []string{"book=x", "colour=blue", "age=7", "age=none&age=0-30", "state=gone", "from=2026-02-30", "cols=secret", "standing=2", "sort=random", "level=chapter", "round=" + id + "&round=" + org.Site.String()} {
		v, _ := url.ParseQuery(in)
		if new(ledgerQuery).parse(v) == nil {
			t.Errorf("%s is not refused", in)
		}
	}
}

// TestLedgerFilters holds each filter against the rows that are there.
func TestLedgerFilters(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	u := s.as("qiaosx")
	all := s.lines("qiaosx", ledgerQuery{})
	some := s.one("qiaosx", ledger.Underway)
	day := s.app.Today()
	live := func(f *ledger.Finding) bool {
		return f.Leaf && f.State != ledger.Closed && f.State != ledger.Void
	}
	colour := func(c regs.Colour) func(app.LedgerLine) bool {
		return func(l app.LedgerLine) bool { return live(l.Finding) && l.Colour == c }
	}
	for query, fits := range map[string]func(app.LedgerLine) bool{
		"":                                       func(app.LedgerLine) bool { return true },
		"leaf=1":                                 func(l app.LedgerLine) bool { return l.Finding.Leaf },
		"level=problem":                          func(l app.LedgerLine) bool { return l.Finding.Level == ledger.Problem },
		"book=" + some.Book.String():             func(l app.LedgerLine) bool { return l.Finding.Book == some.Book },
		"unit=" + all.Books[0].Unit.String():     func(l app.LedgerLine) bool { return l.Finding.Book == all.Books[0].ID },
		"inspection=" + some.Inspection.String(): func(l app.LedgerLine) bool { return l.Finding.Inspection == some.Inspection },
		"dept=" + some.Owners.Dept.String():      func(l app.LedgerLine) bool { return l.Finding.Owners.Dept == some.Owners.Dept },
		"state=open&state=submitted&leaf=1": func(l app.LedgerLine) bool {
			return l.Finding.Leaf && (l.Finding.State == ledger.Open || l.Finding.State == ledger.Submitted)
		},
		"overdue=1": func(l app.LedgerLine) bool { return l.Finding.OverdueOn(day) },
		"from=2026-12-01": func(l app.LedgerLine) bool {
			return !l.Finding.Due.IsZero() && !l.Finding.Due.Before(zh.D(2026, 12, 1))
		},
		"to=2026-10-31": func(l app.LedgerLine) bool {
			return !l.Finding.Due.IsZero() && !l.Finding.Due.After(zh.D(2026, 10, 31))
		},
		"standing=1": func(l app.LedgerLine) bool { return l.Finding.Standing },
		"partial=1":  func(l app.LedgerLine) bool { return l.Finding.Partial },
		"colour=red": colour(regs.Red), "colour=yellow": colour(regs.Yellow), "colour=green": colour(regs.Green), "colour=none": colour(""),
	} {
		want := 0
		for _, l := range all.Lines {
			if fits(l) {
				want++
			}
		}
		status, page, _ := u.get("/ledger?" + query)
		if status != http.StatusOK || totalOf(t, page) != want {
			t.Errorf("%s: %d, %d rows, want %d", query, status, totalOf(t, page), want)
		}
		if want == 0 {
			t.Errorf("%s: the city has nothing for it", query)
		}
	}
	if status, page, _ := u.get("/ledger?state=gone"); status != http.StatusUnprocessableEntity || !strings.Contains(page, "无法识别") {
		t.Errorf("an address that means nothing: %d", status)
	}
	if _, _, at := u.get("/ledger?q=&unit=&state=open&round="); at != "/ledger?state=open" {
		t.Errorf("an empty form leads to %s", at)
	}
}

// TestLedgerSearch finds by two characters, by punctuation, and shows what was typed
// as what it is.
func TestLedgerSearch(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	u := s.as("luzy")
	f := s.one("luzy", ledger.Underway)
	hostile := `<script>alert(1)</script>，“"'&`
	status, _, _ := u.post("/ledger/cell", url.Values{"at": {place(f.Head) + ".goal"}, "version": {strconv.FormatInt(f.Version, 10)}, "value": {"做到“两个”（见附件）" + hostile}})
	if status != http.StatusOK {
		t.Fatal(status)
	}
	for q, want := range map[string]bool{"两个": true, "（见": true, "<s": true, hostile: true, "<script>": true, "无有": false, "。。": false, string([]rune(f.Title)[:2]): true} {
		_, page, _ := u.get("/ledger?cols=code.title.goal&q=" + url.QueryEscape(q))
		if strings.Contains(page, findingPath(f)) != want {
			t.Errorf("%q: found %v, want %v", q, !want, want)
		}
		if strings.Contains(page, "<script>alert") || strings.Contains(page, `value=""'`) {
			t.Errorf("%q comes to the page as it is", q)
		}
	}
	// With script only the table comes, and the address to show.
	r, _ := http.NewRequest(http.MethodGet, u.http.URL+"/ledger?unit=&q="+url.QueryEscape("两个"), nil)
	r.Header.Set("HX-Request", "true")
	r.Header.Set("HX-Target", "ledger")
	answer, err := u.client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	push := answer.Header.Get("HX-Push-Url")
	if _, page, _ := read(t, answer); !strings.HasPrefix(page, `<div id="ledger">`) || push != "/ledger?q="+url.QueryEscape("两个") {
		t.Errorf("the piece begins %.60s, its address is %s", page, push)
	}
}

// TestLedgerCell changes a cell without script: done, undone, refused, and after
// somebody else.
func TestLedgerCell(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	u := s.as("luzy")
	f := s.one("luzy", ledger.Underway)
	back := "/ledger?state=underway"
	save := func(u *user, key, value string, version int64) (int, string, string) {
		return u.post("/ledger/cell", url.Values{"at": {place(f.Head) + "." + key}, "version": {strconv.FormatInt(version, 10)}, "value": {value}, "back": {back}})
	}
	if _, page, _ := u.get(back); !strings.Contains(page, "/ledger/cell?at="+place(f.Head)+".category") && !strings.Contains(page, "/ledger/cell?at="+place(f.Head)+".due") {
		t.Error("no cell leads to its form")
	}
	if status, page, _ := u.get("/ledger/cell?at=" + place(f.Head) + ".lead"); status != http.StatusOK || !strings.Contains(page, "翟向阳") || strings.Contains(page, "沈怀川") {
		t.Errorf("the form of a leader: %d, offers people of another unit or not of this", status)
	}
	status, page, at := save(u, "category", "<b>师德", f.Version)
	if status != http.StatusOK || at != back || !strings.Contains(page, "已修改") || !strings.Contains(page, "撤销") {
		t.Fatalf("saving: %d at %s", status, at)
	}
	now := s.again("luzy", f)
	if now.Category != "<b>师德" {
		t.Errorf("the category is %q", now.Category)
	}
	status, page, _ = save(u, "category", "别的", f.Version)
	if status != http.StatusUnprocessableEntity || !strings.Contains(page, "请重新打开再办") || !strings.Contains(page, `value="别的"`) || !strings.Contains(page, "路知远") {
		t.Errorf("after somebody else: %d", status)
	}
	if status, _, _ := save(u, "category", f.Category, now.Version); status != http.StatusOK || s.again("luzy", f).Category != f.Category {
		t.Errorf("undoing: %d", status)
	}
	now = s.again("luzy", f)
	for _, c := range []struct{ key, value, say string }{
		{"due", "2027-01-01", "请申请延期"}, {"due", "明天", "无法识别"}, {"dept", "x", "请在列表中选择"}, {"dept", now.Owners.Handler.String(), "请在列表中选择"},
		{"kind", "never", "请在列表中选择"}, {"involved", "1.234", "金额无法识别"}, {"category", f.Category, "没有改动"},
	} {
		if status, page, _ := save(u, c.key, c.value, now.Version); status != http.StatusUnprocessableEntity || !strings.Contains(page, c.say) {
			t.Errorf("%s to %q: %d, and it does not say %q", c.key, c.value, status, c.say)
		}
	}
	other := now.Owners.Dept
	for _, id := range deptsOf(s, f) {
		if id != other {
			other = id
		}
	}
	if status, _, _ := save(u, "dept", other.String(), now.Version); status != http.StatusOK || s.again("luzy", f).Owners.Dept != other {
		t.Errorf("another department: %d", status)
	}
	for login, want := range map[string]int{"gongxt": http.StatusUnprocessableEntity, "yewq": http.StatusNotFound, "zhengcw": http.StatusForbidden} {
		if status, _, _ := save(s.as(login), "category", "x", s.again("luzy", f).Version); status != want {
			t.Errorf("%s: %d, want %d", login, status, want)
		}
	}
	if status, _, _ := u.get("/ledger/cell?at=" + place(f.Head) + ".state"); status != http.StatusNotFound {
		t.Errorf("the form of what is no field: %d", status)
	}
}

// again returns a finding as it is now.
func (s *site) again(login string, f *ledger.Finding) *ledger.Finding {
	s.Helper()
	who, err := s.app.Actor(s.Context(), login)
	if err != nil {
		s.Fatal(err)
	}
	c, err := s.app.Case(s.Context(), who, f.Book, f.ID)
	if err != nil {
		s.Fatal(err)
	}
	return c.Finding
}

func deptsOf(s *site, f *ledger.Finding) (all []org.ID) {
	for _, l := range s.lines("luzy", ledgerQuery{Books: []org.ID{f.Book}, Leaf: true}).Lines {
		if d := l.Finding.Owners.Dept; !d.IsZero() {
			all = append(all, d)
		}
	}
	return all
}

// TestLedgerPiece: with script a row comes back with what undoes it, and a refusal
// stays in its cell.
func TestLedgerPiece(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	u := s.as("luzy")
	f := s.one("luzy", ledger.Underway)
	send := func(method, path string, form url.Values) (*http.Response, string) {
		t.Helper()
		r, _ := http.NewRequest(method, u.http.URL+path, strings.NewReader(form.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("HX-Request", "true")
		r.Header.Set("HX-Current-URL", u.http.URL+"/ledger?cols=code.category&leaf=1")
		answer, err := u.client.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		_, page, _ := read(t, answer)
		return answer, page
	}
	at := place(f.Head) + ".category"
	if _, page := send(http.MethodGet, "/ledger/cell?at="+at, nil); !strings.Contains(page, "<form") || strings.Contains(page, "<html") || !strings.Contains(page, `name="value"`) {
		t.Errorf("opening a cell: %.80s", page)
	}
	answer, page := send(http.MethodPost, "/ledger/cell", url.Values{"at": {at}, "version": {strconv.FormatInt(f.Version, 10)}, "value": {"师德"}})
	if !strings.HasPrefix(page, "<tr") || strings.Count(page, "<td") != 3 || !strings.Contains(page, "撤销") || answer.StatusCode != http.StatusOK {
		t.Errorf("saving: %d %s", answer.StatusCode, page)
	}
	answer, page = send(http.MethodPost, "/ledger/cell", url.Values{"at": {at}, "version": {strconv.FormatInt(f.Version, 10)}, "value": {"师风"}})
	if answer.StatusCode != http.StatusUnprocessableEntity || answer.Header.Get("HX-Retarget") != "closest td" || !strings.Contains(page, "请重新打开再办") {
		t.Errorf("refusing: %d %s", answer.StatusCode, page)
	}
	if _, page := send(http.MethodGet, "/ledger/cell?show=1&at="+at, nil); !strings.HasPrefix(page, "<tr") || strings.Contains(page, "撤销") {
		t.Errorf("leaving a cell: %s", page)
	}
}

// TestLedgerBulk does the same with several findings, of which some are refused.
func TestLedgerBulk(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	u := s.as("luzy")
	p := s.lines("luzy", ledgerQuery{Leaf: true})
	ticks := url.Values{"back": {"/ledger?leaf=1"}}
	want := map[string]bool{}
	for _, state := range []ledger.State{ledger.Underway, ledger.Submitted, ledger.Closed} {
		i := slices.IndexFunc(p.Lines, func(l app.LedgerLine) bool { return l.Finding.State == state })
		f := p.Lines[i].Finding
		ticks.Add("f", fmt.Sprintf("%s.%d", place(f.Head), f.Version))
		want[f.ID.String()] = state == ledger.Underway
	}
	if _, page, at := u.post("/ledger/bulk", url.Values{"back": {"/ledger?leaf=1"}}); at != "/ledger?leaf=1" || !strings.Contains(page, "请先勾选") {
		t.Errorf("nothing ticked leads to %s", at)
	}
	status, page, _ := u.post("/ledger/bulk", ticks)
	if status != http.StatusOK || !strings.Contains(page, `name="do" value="dept"`) || strings.Contains(page, `value="approve"`) {
		t.Errorf("the choice of what to do: %d", status)
	}
	ticks.Set("do", "category")
	if status, page, _ := u.post("/ledger/bulk", ticks); status != http.StatusUnprocessableEntity || !strings.Contains(page, "请先填写") {
		t.Errorf("without a value: %d", status)
	}
	ticks.Set("value.category", "师德师风")
	status, page, _ = u.post("/ledger/bulk", ticks)
	if status != http.StatusOK || !strings.Contains(page, "办成 1 项") || !strings.Contains(page, "未办成 2 项") || strings.Count(page, "未办</span>") != 2 {
		t.Errorf("the outcome: %d %s", status, page)
	}
	for _, l := range s.lines("luzy", ledgerQuery{Leaf: true}).Lines {
		if done, ticked := want[l.Finding.ID.String()]; ticked && done != (l.Finding.Category == "师德师风") {
			t.Errorf("%s (%s) has the category %q", l.Finding.Code, l.Finding.State, l.Finding.Category)
		}
	}
	if status, page, _ := u.post("/ledger/bulk", ticks); status != http.StatusOK || !strings.Contains(page, "办成 0 项") || !strings.Contains(page, "请重新打开再办") {
		t.Errorf("the same again: %d", status)
	}
	if status, _, _ := s.as("yewq").post("/ledger/bulk", ticks); status != http.StatusNotFound {
		t.Errorf("somebody of another unit: %d", status)
	}
	ticks.Set("do", "approve")
	if status, _, _ := u.post("/ledger/bulk", ticks); status != http.StatusUnprocessableEntity {
		t.Errorf("what is not hers to do: %d", status)
	}
}

// TestLedgerViews saves, shows and forgets a view; it is nobody else's.
func TestLedgerViews(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	u := s.as("qiaosx")
	query := "colour=red&cols=code.title.due&q=" + url.QueryEscape("校")
	_, page, at := u.post("/ledger/view", url.Values{"name": {"超期的<校>"}, "query": {query + "&after=zzz"}})
	if v, _ := url.Parse(at); v == nil || v.Query().Get("colour") != "red" || v.Query().Has("after") || !strings.Contains(page, "已保存") {
		t.Errorf("saving leads to %s", at)
	}
	_, page, _ = u.get("/ledger")
	if !strings.Contains(page, "超期的&lt;校&gt;") || !strings.Contains(page, "cols=code.title.due") {
		t.Error("the view is not there")
	}
	if _, page, _ := s.as("hongyn").get("/ledger"); strings.Contains(page, "超期的") {
		t.Error("somebody else sees the view")
	}
	if status, _, _ := u.post("/ledger/view", url.Values{"name": {"x"}, "query": {"state=gone"}}); status != http.StatusUnprocessableEntity {
		t.Errorf("a view of what is not there: %d", status)
	}
	if _, page, _ = u.post("/ledger/view/forget", url.Values{"name": {"超期的<校>"}}); !strings.Contains(page, "已删除") || strings.Contains(page, "我的视图") {
		t.Error("the view is not forgotten")
	}
	if status, _, _ := u.post("/ledger/view/forget", url.Values{"name": {"超期的<校>"}}); status != http.StatusNotFound {
		t.Errorf("forgetting it twice: %d", status)
	}
}

// TestLedgerSight: each sees his own, and a stranger nothing.
func TestLedgerSight(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	for _, login := range []string{"qiaosx", "luzy", "yinxh", "wenyc", "gongxt"} {
		p := s.lines(login, ledgerQuery{})
		if _, page, _ := s.as(login).get("/ledger"); totalOf(t, page) != p.Total || p.Total == 0 {
			t.Errorf("%s sees %d of %d", login, totalOf(t, page), p.Total)
		}
	}
	who, _ := s.app.Actor(t.Context(), "yinxh")
	_, page, _ := s.as("yinxh").get("/ledger")
	for _, l := range s.lines("luzy", ledgerQuery{Leaf: true}).Lines {
		own := who.Scope().Sees(l.Book.Unit, l.Finding.Parties())
		if strings.Contains(page, findingPath(l.Finding)) != own {
			t.Errorf("the handler and %s: %v", l.Finding.Code, own)
		}
	}
	for _, path := range []string{"/ledger", "/ledger/export", "/ledger/cell"} {
		if _, _, at := s.stranger().get(path); !strings.HasPrefix(at, "/signin") {
			t.Errorf("a stranger gets %s", at)
		}
		if status, _, _ := s.as("guansy").get(path); status != http.StatusForbidden {
			t.Errorf("%s for the security administrator: %d", path, status)
		}
	}
}

// TestLedgerExport: what is seen comes out, and nothing of it runs.
// TestLedgerWorkbook holds that what an office opens in Excel has the same rows, with
// days that are days and words that are no formulas.
func TestLedgerWorkbook(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	u := s.as("luzy")
	_, body, _ := u.get("/ledger/export?leaf=1&cols=code.title.due.left")
	path := filepath.Join(t.TempDir(), "台账.xlsx")
	if err := os.WriteFile(path, []byte(body), 0o600); err != nil {
		t.Fatal(err)
	}
	f, err := intake.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	text := string(f.Text.Valid())
	for _, l := range s.lines("luzy", ledgerQuery{Leaf: true}).Lines {
		d := l.Finding.Due
		if row := fmt.Sprintf("%s│%s│%d年%d月%d日", l.Finding.Code, l.Finding.Title, d.Year, d.Month, d.Day); !strings.Contains(text, row) {
			t.Errorf("there is no row %s", row)
		}
	}
}

// TestLedgerPDF holds that the list is printed on landscape pages with every row.
func TestLedgerPDF(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	u := s.as("luzy")
	_, body, _ := u.get("/ledger/export?as=pdf&leaf=1&cols=code.title.due.left")
	f, err := intake.Read(t.Context(), "台账.pdf", []byte(body))
	if err != nil {
		t.Fatal(err)
	}
	text := strings.Join(strings.Fields(f.Text.String()), "")
	for _, l := range s.lines("luzy", ledgerQuery{Leaf: true}).Lines {
		d := l.Finding.Due
		if day := fmt.Sprintf("%d年%d月%d日", d.Year, d.Month, d.Day); !strings.Contains(text, l.Finding.Code) || !strings.Contains(text, day) {
			t.Errorf("there is no %s with %s", l.Finding.Code, day)
		}
	}
	if strings.Contains(body, "MediaBox[0 0 595") || !strings.Contains(body, "MediaBox[0 0 841.9 595.3]") {
		t.Error("not all pages are landscape ones")
	}
}

func TestLedgerExport(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	u := s.as("luzy")
	f := s.one("luzy", ledger.Underway)
	if status, _, _ := u.post("/ledger/cell", url.Values{"at": {place(f.Head) + ".goal"}, "version": {strconv.FormatInt(f.Version, 10)}, "value": {"=1+1"}}); status != http.StatusOK {
		t.Fatal(status)
	}
	_, body, _ := u.get("/ledger/export?as=csv&leaf=1&cols=code.title.goal.left")
	rest, marked := strings.CutPrefix(body, "\ufeff")
	rows, err := csv.NewReader(strings.NewReader(rest)).ReadAll()
	if err != nil || !marked {
		t.Fatal(err, marked)
	}
	p := s.lines("luzy", ledgerQuery{Leaf: true})
	if len(rows) != p.Total+1 || strings.Join(rows[0], " ") != "编号 问题 整改目标 剩余天数" {
		t.Errorf("%d rows of %d, %v", len(rows)-1, p.Total, rows[0])
	}
	for i, l := range p.Lines {
		if row := rows[i+1]; row[0] != l.Finding.Code || row[1] != l.Finding.Title || l.Finding.ID == f.ID && row[2] != "'=1+1" {
			t.Errorf("row %d: %v", i, row)
		}
	}
}
