package web

import (
	"bytes"
	"html"
	"io"
	"mime/multipart"
	"net/http"
	"net/textproto"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"zhenggai/app"
	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/store"
	"zhenggai/zh"
)

const (
	waterBook = iota
	schoolBook
	townBook
)

// inState returns a leaf of a book that stands in a state and fits.
func (s *site) inState(book int, state ledger.State, fit func(*ledger.Case) bool) *ledger.Case {
	s.Helper()
	who, err := s.app.Actor(s.Context(), "hongyn")
	if err != nil {
		s.Fatal(err)
	}
	list, _, err := s.app.Findings(s.Context(), who, store.FindingQuery{Books: []org.ID{people.Books[book]}, LeafOnly: true, States: []ledger.State{state}})
	if err != nil {
		s.Fatal(err)
	}
	for _, f := range list {
		c, err := s.app.Case(s.Context(), who, f.Book, f.ID)
		if err != nil {
			s.Fatal(err)
		}
		if fit(c) {
			return c
		}
	}
	s.Fatalf("the city has no such finding in the state %s", state)
	return nil
}

func anyCase(*ledger.Case) bool { return true }

var inputs = regexp.MustCompile(`<(input|option)[^>]*>`)

// hidden returns the values of the hidden fields of the first form of a page that sends
// to action.
func hidden(t *testing.T, page, action string) url.Values {
	t.Helper()
	_, form, ok := strings.Cut(page, `action="`+action+`"`)
	if !ok {
		t.Fatalf("the page has no form for %s:\n%s", action, gist(page))
	}
	form, _, _ = strings.Cut(form, "</form>")
	values := url.Values{}
	for _, in := range inputs.FindAllString(form, -1) {
		if attr(in, "type") == "hidden" {
			values.Set(attr(in, "name"), attr(in, "value"))
		}
	}
	return values
}

func attr(tag, name string) string {
	_, v, _ := strings.Cut(tag, " "+name+`="`)
	v, _, _ = strings.Cut(v, `"`)
	return html.UnescapeString(v)
}

var tags = regexp.MustCompile(`(?s)<[^>]*>`)

// gist is what a page says.
func gist(page string) string {
	_, body, _ := strings.Cut(page, "<main")
	return strings.Join(strings.Fields(html.UnescapeString(tags.ReplaceAllString(body, " "))), " ")
}

// says fails unless the page has the words.
func (u *user) says(page string, words ...string) {
	u.Helper()
	said := gist(page)
	for _, w := range words {
		if !strings.Contains(said, w) {
			u.Fatalf("the page does not say %q:\n%s", w, said)
		}
	}
}

// act opens the form of a step, fills it in and sends it.
func (u *user) act(f *ledger.Finding, event ledger.Event, query string, typed url.Values) (int, string) {
	u.Helper()
	path := findingPath(f)
	_, page, _ := u.get(path + "?do=" + string(event) + query)
	return u.actOn(page, path+"/do", event, typed)
}

func (u *user) actOn(page, action string, event ledger.Event, typed url.Values) (int, string) {
	u.Helper()
	form := hidden(u.T, page, action)
	form.Set("event", string(event))
	for name, v := range typed {
		form[name] = v
	}
	status, page, _ := u.post(action, form)
	return status, page
}

// upload sends files as a browser does.
func (u *user) upload(f *ledger.Finding, fields map[string]string, files ...[3]string) (int, string) {
	u.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for name, v := range fields {
		w.WriteField(name, v)
	}
	for _, file := range files {
		part, err := w.CreatePart(textproto.MIMEHeader{"Content-Disposition": {`form-data; name="file"; filename="` + file[0] + `"`}, "Content-Type": {file[1]}})
		if err != nil {
			u.Fatal(err)
		}
		io.WriteString(part, file[2])
	}
	w.Close()
	r, err := u.client.Post(u.http.URL+findingPath(f)+"/evidence", w.FormDataContentType(), &body)
	if err != nil {
		u.Fatal(err)
	}
	status, page, _ := read(u.T, r)
	return status, page
}

const dot = "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89\x00\x00\x00\nIDATx\x9cc\x00\x01\x00\x00\x05\x00\x01\r\n-\xb4\x00\x00\x00\x00IEND\xaeB`\x82"

// TestAssign holds the beginning of the way: somebody is named, a measure is
// set, the plan is sent, and the office approves it.
func TestAssign(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	f := s.inState(townBook, ledger.Open, func(c *ledger.Case) bool { return len(c.Current()) == 0 && !c.Finding.Owners.Named() }).Finding
	clerk, office := s.as("baixf"), s.as("qiaosx")
	_, page, _ := clerk.get(findingPath(f))
	clerk.says(page, "还没有定责任领导或牵头科室")

	_, page, _ = clerk.get(findingPath(f) + "?do=amend")
	dept := optionOf(page, "dept", "社会事务办")
	status, page := clerk.act(f, ledger.Amend, "", url.Values{"dept": {dept}, "goal": {"应补尽补\r\n不漏一户"}, "due": {"2026-13-01"}})
	if status != http.StatusUnprocessableEntity || !strings.Contains(page, "不漏一户") {
		t.Fatalf("a wrong day: %d", status)
	}
	clerk.says(page, "读不出来")
	status, page = clerk.act(f, ledger.Amend, "", url.Values{"dept": {dept}, "goal": {"应补尽补\r\n不漏一户"}, "due": {"2027-01-31"}})
	if status != http.StatusOK {
		t.Fatal(status, gist(page))
	}
	clerk.says(page, "社会事务办", "不漏一户", "2027-01-31", "恢复原值")

	undo := hidden(t, page, findingPath(f)+"/do")
	if undo.Get("goal") != "" || !undo.Has("goal") {
		t.Errorf("undoing would not put the goal back: %v", undo)
	}
	_, undone, _ := clerk.post(findingPath(f)+"/do", undo)
	if strings.Contains(undone, "不漏一户") && strings.Contains(gist(undone), "2027-01-31") {
		t.Errorf("nothing was put back")
	}
	clerk.act(f, ledger.Amend, "", url.Values{"dept": {dept}, "due": {"2027-01-31"}})

	status, _ = clerk.act(f, ledger.AddMeasure, "", url.Values{"text": {"  "}, "kind": {"dated"}})
	if status != http.StatusUnprocessableEntity {
		t.Errorf("an empty measure: %d", status)
	}
	clerk.act(f, ledger.AddMeasure, "", url.Values{"text": {"<script>alert(9)</script>逐户核对名册。"}, "kind": {"dated"}, "due": {"2027-01-20"}, "milestones": {"2026-12-20 核完一半"}})
	_, page, _ = clerk.get(findingPath(f))
	clerk.says(page, "逐户核对名册。", "2026-12-20 核完一半")
	if strings.Contains(page, "<script>alert") {
		t.Error("a measure can bring a script")
	}
	if status, page = clerk.actOn(page, findingPath(f)+"/do", ledger.Plan, nil); status != http.StatusOK {
		t.Fatal(status, gist(page))
	}
	clerk.says(page, "方案待审")
	_, page, _ = office.get("/work?why=approve")
	office.says(page, f.Code, "整改方案已报送")
	_, page, _ = office.get(findingPath(f))
	if status, page = office.actOn(page, findingPath(f)+"/do", ledger.Approve, nil); status != http.StatusOK {
		t.Fatal(status, gist(page))
	}
	office.says(page, "整改中")
}

// optionOf returns the value of an option by its words.
func optionOf(page, name, words string) string {
	_, list, _ := strings.Cut(page, `name="`+name+`"`)
	list, _, _ = strings.Cut(list, "</select>")
	for _, o := range strings.Split(list, "<option") {
		if strings.Contains(o, ">"+words) {
			return attr(" "+o, "value")
		}
	}
	return ""
}

// TestReturnAndClose holds the whole way of a submission: evidence, submission, return,
// mending, and every step of the chain to closure.
func TestReturnAndClose(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	c := s.inState(schoolBook, ledger.Underway, func(c *ledger.Case) bool {
		n := len(c.Submissions)
		return n > 0 && c.Submissions[n-1].Outcome == ledger.Returned && c.Finding.Owners.HandlerName == "尹小禾"
	})
	f, handler, lead := c.Finding, s.as("yinxh"), s.as("wenyc")
	_, page, _ := handler.get("/work")
	handler.says(page, f.Code, "被退回")
	_, page, _ = handler.get(findingPath(f))
	handler.says(page, "上次退回以后什么都没有改动")
	if status, page := handler.upload(f, map[string]string{"proof_dated": "2026-11-20"}, [3]string{"补正 说明.txt", "text/plain", "补正情况说明。\n"}, [3]string{"现场.png", "image/png", dot}); status != http.StatusOK {
		t.Fatal(status, gist(page))
	}
	_, page = handler.act(f, ledger.Submit, "", url.Values{"reason": {"已按意见补正"}})
	handler.says(page, "申请销号", "撤回申请", "已按意见补正")
	_, page, _ = handler.post(findingPath(f)+"/do", hidden(t, page, findingPath(f)+"/do"))
	handler.says(page, "整改中")
	handler.act(f, ledger.Submit, "", url.Values{"reason": {"再次申请"}})

	if status, _, _ := lead.get(reviewPath(f)); status != http.StatusForbidden {
		t.Errorf("the lead reviews before it is her turn: %d", status)
	}
	handler.review(f, "pass", "自评合格", http.StatusOK)
	page = lead.review(f, "return", " ", http.StatusUnprocessableEntity)
	lead.says(page, "要写明理由")
	lead.review(f, "return", "缺学校公章", http.StatusOK)
	_, page, _ = handler.get(findingPath(f))
	handler.says(page, "缺学校公章", "责任领导审核")
	handler.upload(f, nil, [3]string{"盖章件.txt", "text/plain", "盖章件\n"})
	if _, page = handler.act(f, ledger.Submit, "", url.Values{"reason": {"已盖章"}}); !strings.Contains(gist(page), "已盖章") {
		t.Fatal(gist(page))
	}
	for _, login := range []string{"yinxh", "wenyc", "luzy", "lengsy", "jiyf", "rongjz", "qiaosx", "yansz"} {
		if login == "jiyf" {
			s.meet(login, f)
		}
		page = s.as(login).review(f, "pass", "同意", http.StatusOK)
		want, not := "已审核通过："+f.Code, "已销号："+f.Code
		if login == "yansz" { // the last step is the closure
			want, not = not, want
		}
		handler.says(page, want)
		s.hides(page, not)
	}
	_, page, _ = handler.get(findingPath(f))
	handler.says(page, "已销号", "核实人 乔慎行")
}

func (s *site) meet(login string, f *ledger.Finding) {
	s.Helper()
	who, err := s.app.Actor(s.Context(), login)
	if err == nil {
		_, err = s.app.AddMeeting(s.Context(), who, f.Book, ledger.Meeting{Kind: "领导小组会", Title: "专题会", Dated: s.app.Today(),
			Decisions: []ledger.Resolved{{Finding: f.ID, Text: "同意销号"}}})
	}
	if err != nil {
		s.Fatal(err)
	}
}

// review opens a review and gives a verdict.
func (u *user) review(f *ledger.Finding, event, opinion string, want int) string {
	u.Helper()
	status, page, _ := u.get(reviewPath(f))
	if status != http.StatusOK {
		u.Fatalf("the review is not open: %d %s", status, gist(page))
	}
	form := hidden(u.T, page, reviewPath(f))
	form.Set("event", event)
	form.Set("reason", opinion)
	if strings.Contains(page, `name="meeting"`) {
		form.Set("meeting", optionOf(page, "meeting", now.Format("2006-01-02")))
	}
	status, page, _ = u.post(reviewPath(f), form)
	if status != want {
		u.Fatalf("%s: got %d, want %d: %s", event, status, want, gist(page))
	}
	return page
}

// TestStale holds that a verdict on what is no longer there is refused, with what was
// changed.
func TestStale(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	c := s.inState(schoolBook, ledger.Submitted, func(c *ledger.Case) bool { return c.Submission().Step().Role == org.Coordinator })
	desk := s.as("luzy")
	_, page, _ := desk.get(reviewPath(c.Finding))
	form := hidden(t, page, reviewPath(c.Finding))
	form.Set("event", "pass")
	form.Set("reason", "写好的意见")
	old := form.Get("seen")
	form.Set("seen", strings.Repeat("0", 63)+"1")
	status, page, _ := desk.post(reviewPath(c.Finding), form)
	if status != http.StatusUnprocessableEntity || !strings.Contains(page, "写好的意见") {
		t.Errorf("a stale verdict: %d", status)
	}
	desk.says(page, "材料有变动")
	form.Set("seen", old)
	for field, v := range map[string]string{"event": "close", "version": "x", "seen": "zz", "on": "1", "meeting": "../.."} {
		bad := url.Values{}
		for k, vs := range form {
			bad[k] = vs
		}
		bad.Set(field, v)
		if status, _, _ := desk.post(reviewPath(c.Finding), bad); status != http.StatusUnprocessableEntity {
			t.Errorf("%s=%s: %d", field, v, status)
		}
	}
	form.Add("event", "return")
	if status, _, _ := desk.post(reviewPath(c.Finding), form); status != http.StatusUnprocessableEntity {
		t.Errorf("two events at once: %d", status)
	}
	form.Set("event", "pass")
	form.Set("version", "1")
	_, page, _ = desk.post(reviewPath(c.Finding), form)
	desk.says(page, "请重新打开再办")
	again := s.inState(schoolBook, ledger.Submitted, func(x *ledger.Case) bool { return x.Finding.ID == c.Finding.ID })
	if again.Finding.Stage != c.Finding.Stage {
		t.Error("a stale verdict was taken")
	}
}

// TestHostileFiles holds that nothing in a file or its name runs, and that no file gets
// out of its place.
func TestHostileFiles(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	f := s.inState(schoolBook, ledger.Underway, func(c *ledger.Case) bool { return c.Finding.Owners.HandlerName == "尹小禾" }).Finding
	u := s.as("yinxh")
	status, page := u.upload(f, map[string]string{"proof_title": "<script>alert(1)</script>"},
		[3]string{"<img src=x onerror=alert(2)>.html", "image/png", "<!doctype html><html><body><script>alert(3)</script></body></html>"},
		[3]string{"../../../etc/照 片'\\u0022.png", "image/png", dot})
	if status != http.StatusOK {
		t.Fatal(status, gist(page))
	}
	for _, raw := range []string{"<script>alert", "<img src=x", "onerror=alert(2)>."} {
		if strings.Contains(page, raw) {
			t.Errorf("the page has %s as it was sent", raw)
		}
	}
	who, _ := s.app.Actor(t.Context(), "yinxh")
	c, err := s.app.Case(t.Context(), who, f.Book, f.ID)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range c.Evidence[len(c.Evidence)-2:] {
		if strings.ContainsAny(e.Name, "/\\") {
			t.Errorf("the name %q has a path", e.Name)
		}
		r, err := u.client.Get(u.http.URL + evidencePath(e))
		if err != nil {
			t.Fatal(err)
		}
		r.Body.Close()
		d, html := r.Header.Get("Content-Disposition"), strings.HasPrefix(e.Type, "text/html")
		if html != strings.HasPrefix(d, "attachment;") || html != (r.Header.Get("Content-Type") == "application/octet-stream") {
			t.Errorf("%s %s is sent as %s, %s", e.Name, e.Type, r.Header.Get("Content-Type"), d)
		}
		if policy := r.Header.Get("Content-Security-Policy"); !strings.HasPrefix(policy, "sandbox; default-src 'none'") || r.Header.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s is sent under %q", e.Name, policy)
		}
	}
	if status, page := u.upload(f, nil, [3]string{"跑.exe", "image/png", "MZ\x90\x00"}); status != http.StatusUnprocessableEntity {
		t.Errorf("a program: %d %s", status, gist(page))
	}
	if status, page := u.upload(f, map[string]string{"proof_measure": "1"}, [3]string{"a.png", "image/png", dot}); status != http.StatusUnprocessableEntity {
		t.Errorf("a measure that is none: %d %s", status, gist(page))
	}
	if status, page := u.upload(f, map[string]string{"proof_title": "留着"}); status != http.StatusUnprocessableEntity || !strings.Contains(page, "留着") {
		t.Errorf("no file: %d %s", status, gist(page))
	}
}

// TestLargeEvidence holds that too large an upload is refused with a sentence.
func TestLargeEvidence(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	f := s.inState(schoolBook, ledger.Underway, func(c *ledger.Case) bool { return c.Finding.Owners.HandlerName == "尹小禾" }).Finding
	u := s.as("yinxh")
	head, tail := "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\n", "\r\n--x--\r\n"
	body := io.MultiReader(strings.NewReader(head), io.LimitReader(zeros{}, mostUpload+1), strings.NewReader(tail))
	r, err := http.NewRequest(http.MethodPost, u.http.URL+findingPath(f)+"/evidence", body)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "multipart/form-data; boundary=x")
	r.Header.Set("Expect", "100-continue")
	answer, err := u.client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	status, page, _ := read(t, answer)
	if status != http.StatusUnprocessableEntity {
		t.Errorf("got %d", status)
	}
	u.says(page, "200 MB")
}

type zeros struct{}

func (zeros) Read(b []byte) (int, error) { clear(b); return len(b), nil }

// TestOthers holds that what belongs to other books, or is not there, is not found.
func TestOthers(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	water := s.inState(waterBook, ledger.Closed, func(c *ledger.Case) bool { return len(c.Evidence) > 0 })
	school := s.inState(schoolBook, ledger.Closed, func(c *ledger.Case) bool { return len(c.Evidence) > 0 })
	f, e, book := water.Finding, water.Evidence[0], people.Books[schoolBook].String()
	u := s.as("luzy")
	for _, path := range []string{
		"/b/" + book + "/f/" + f.ID.String(),
		findingPath(school.Finding) + "/e/" + e.ID.String(),
		"/b/" + book + "/f/x", "/b/x/f/" + f.ID.String(), "/b/" + book + "/d/" + f.ID.String(),
		"/b/" + f.Book.String() + "/d/" + sourceOf(water),
	} {
		if status, page, _ := u.get(path); status != http.StatusNotFound {
			t.Errorf("%s: %d %s", path, status, gist(page))
		}
	}
	for _, path := range []string{findingPath(f) + "/do", findingPath(f) + "/evidence", reviewPath(f)} {
		if status, _, _ := u.post(path, url.Values{"event": {"submit"}}); status != http.StatusNotFound {
			t.Errorf("POST %s: %d", path, status)
		}
	}
}

func sourceOf(c *ledger.Case) string {
	for _, s := range c.Finding.Sources {
		return s.Document.String()
	}
	return "none"
}

// TestSource holds that a finding leads to its words in the document, marked.
func TestSource(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	f := s.inState(schoolBook, ledger.Underway, anyCase).Finding
	u := s.as("luzy")
	_, page, _ := u.get(findingPath(f))
	at := regexp.MustCompile(`href="(/b/[^"]*/d/[^"]*)"`).FindStringSubmatch(page)
	if at == nil {
		t.Fatal("the finding does not lead to its document")
	}
	path, _, _ := strings.Cut(html.UnescapeString(at[1]), "#")
	status, page, _ := u.get(path)
	_, mark, ok := strings.Cut(page, `<mark id="mark">`)
	mark, _, _ = strings.Cut(mark, "</mark>")
	if status != http.StatusOK || !ok || !strings.Contains(f.Text+f.Title, strings.TrimSpace(html.UnescapeString(mark))) || mark == "" {
		t.Errorf("%d: %q is marked for %q", status, mark, f.Text)
	}
	base, _, _ := strings.Cut(path, "?")
	for _, q := range []string{"?from=1&to=2", "?from=9&to=3", "?from=-1&to=3", "?from=0&to=99999999", "?from=x&to=3", "?from=0"} {
		if status, _, _ := u.get(base + q); status != http.StatusUnprocessableEntity {
			t.Errorf("%s: %d", q, status)
		}
	}
}

// TestPages holds that each finding of the city can be looked at, in both languages,
// by whoever sees it.
func TestPages(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	u := s.as("hongyn")
	who, _ := s.app.Actor(t.Context(), "hongyn")
	list, _, err := s.app.Findings(t.Context(), who, store.FindingQuery{})
	if err != nil {
		t.Fatal(err)
	}
	for i, f := range list {
		if i == len(list)/2 {
			u.post("/language", url.Values{"lang": {"en"}, "back": {"/"}})
		}
		status, page, _ := u.get(findingPath(f))
		if status != http.StatusOK || !strings.Contains(gist(page), f.Title) {
			t.Errorf("%s: %d", f.Code, status)
		}
	}
}

// TestWork holds that everybody's list has what is his, and that each leads somewhere.
func TestWork(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	for login, why := range map[string]app.Why{"qiaosx": app.ToReview, "yansz": app.ToReview, "luzy": app.ToReview, "lengsy": app.ToReview,
		"yinxh": app.ToMend, "baixf": app.ToSend, "rongjz": app.ToReview, "guixm": app.ToFinish} {
		u := s.as(login)
		_, page, _ := u.get("/work?why=" + string(why))
		links := regexp.MustCompile(`data-row href="([^"]*)"`).FindAllStringSubmatch(page, -1)
		if len(links) == 0 {
			t.Errorf("%s has nothing %s: %s", login, why, gist(page))
		}
		for _, l := range links {
			path, _, _ := strings.Cut(html.UnescapeString(l[1]), "#")
			if status, page, _ := u.get(path); status != http.StatusOK {
				t.Errorf("%s: %s: %d %s", login, path, status, gist(page))
			}
		}
		if status, _, at := u.get("/next"); status != http.StatusOK || at == "/work" {
			t.Errorf("%s: the next thing is at %s (%d)", login, at, status)
		}
	}
	viewer := s.as("gongxt")
	_, page, _ := viewer.get("/work")
	viewer.says(page, "没有等您办理的事项")
}

func TestByDay(t *testing.T) {
	t.Parallel()
	var all []*ledger.Record
	for _, day := range []string{"2026-12-04", "2026-05-26", "2026-07-01"} {
		d, err := zh.ParseDay(day)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, &ledger.Record{Dated: d})
	}
	sorted := byDay(all)
	if sorted[0] != all[1] || sorted[1] != all[2] || sorted[2] != all[0] {
		t.Errorf("%v %v %v", sorted[0].Dated, sorted[1].Dated, sorted[2].Dated)
	}
}

// TestFindingChecks: the page of a finding shows what the checker asks, with the words
// marked and a link to the rule; where nothing is asked it says so.
func TestFindingChecks(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	u := s.as("yewq")
	said := false
	for _, c := range s.cases("yewq", 0) {
		if c.Finding.Code == "1.3.5" {
			page := u.has(findingPath(c.Finding), "<mark>2026年11月31日</mark>", `href="/rules/D05"`)
			s.hides(page, "没有要说明的地方")
			continue
		}
		if !said {
			u.has(findingPath(c.Finding), "没有要说明的地方")
			said = true
		}
	}
	u.has("/rules/D05", "不存在的日期")
}
