package public

import (
	"bytes"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"zhenggai/ledger"
	"zhenggai/web"
)

// TestOnlyItsOwn: no route of the office answers here, with or without a session of it,
// and what answers is the table of routes and nothing else.
func TestOnlyItsOwn(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	own := map[string]bool{}
	for _, r := range Routes {
		own[r.Pattern] = true
	}
	for _, r := range web.Routes {
		method, path, _ := strings.Cut(r.Pattern, " ")
		path = strings.NewReplacer("{$}", "", "{book}", people.Books[0].String(), "{", "", "}", "", "...", "").Replace(path)
		if path == "/" {
			continue // it leads on there; here it is the list of reports
		}
		q, err := http.NewRequest(method, s.http.URL+path, strings.NewReader(""))
		if err != nil {
			t.Fatal(err)
		}
		q.Header.Set("Cookie", "zhenggai=whatever")
		a, err := http.DefaultTransport.RoundTrip(q)
		if err != nil {
			t.Fatal(err)
		}
		status, page, h := read(t, a)
		if status != http.StatusNotFound || len(h.Values("Set-Cookie")) > 0 || h.Get("Location") != "" || !strings.Contains(page, "没有这个页面") {
			t.Errorf("%s answers %d on the public site", r.Pattern, status)
		}
		if own[r.Pattern] && path != "/" {
			t.Errorf("%s is in both tables", r.Pattern)
		}
	}
	for _, path := range []string{"/asset/../server.go", "/asset/%2e%2e%2fserver.go", "/asset/", "/asset/nothing.css", "/r/../../etc/passwd", "/r/%2e%2e/", "/.git/config", "/en/asset/public.css"} {
		if status, page, _ := s.get(path); status == http.StatusOK && !strings.Contains(page, "整改公开") {
			t.Errorf("%s: %d", path, status)
		}
	}
}

// TestHostile: what a reader writes is shown as he wrote it and does nothing; what he left
// of himself is nowhere.
func TestHostile(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	r, it, item := s.leaf()
	const evil = `<script>alert(1)</script><img src=x onerror=alert(2)>"'><svg onload=alert(3)> javascript:alert(4) {{7*7}} 请核实供水水质`
	form := s.filled(item, evil+" 我的电话是13912345678")
	form.Set("name", "<b>王海</b>")
	form.Set("contact", "wanghai@example.com")
	status, page := s.post(item+"comment", form)
	if status != http.StatusOK || !strings.Contains(page, `id="receipt"`) {
		t.Fatalf("%d %s", status, page)
	}
	code := strings.TrimSpace(strings.Split(strings.Split(page, `id="receipt">`)[1], "<")[0])
	clerk, err := s.app.Actor(t.Context(), "yewq")
	if err != nil {
		t.Fatal(err)
	}
	all, err := s.app.CommentsOn(t.Context(), clerk, r.Book, it.Finding)
	if err != nil || len(all) != 1 {
		t.Fatalf("%v %+v", err, all)
	}
	for _, act := range []ledger.CommentAct{{Event: ledger.FileComment}, {Event: ledger.AnswerComment, Text: `<iframe src="//x"></iframe>已核实，联系人电话13800000000`, Public: true}} {
		if all[0].State != ledger.CommentHeld && act.Event == ledger.FileComment {
			continue
		}
		if all[0], err = s.app.DoComment(t.Context(), clerk, all[0].Comment.Book, all[0].ID, 0, act); err != nil {
			t.Fatal(err)
		}
	}
	s.wait(time.Minute)
	_, shown, _ := s.get(item)
	if !strings.Contains(shown, "请核实供水水质") || !strings.Contains(shown, "已核实") {
		t.Fatalf("the answer is not shown: %s", shown)
	}
	_, mine := s.post("/receipt/", url.Values{"code": {code}})
	if !strings.Contains(mine, "已答复") || !strings.Contains(mine, it.Title) {
		t.Errorf("the receipt shows %s", mine)
	}
	pages := map[string]string{"item": shown, "receipt": mine, "thanks": page}
	for _, path := range []string{"/", "/search/?q=" + url.QueryEscape(evil[:60]), "/" + reportAt(r.ID), "/" + changesAt(r.ID), "/" + fileAt(r.ID, 2), "/" + noteAt(r.ID, 2), "/verify/"} {
		_, pages[path], _ = s.get(path)
	}
	files, err := Files(t.Context(), s.state(), "")
	if err != nil {
		t.Fatal(err)
	}
	for name, b := range files {
		pages[name] = string(b)
	}
	for name, p := range pages {
		for _, bad := range []string{"<script>", "<img", "<svg onload", "<iframe", "王海", "wanghai", "13912345678", "13800000000"} {
			if strings.Contains(p, bad) {
				t.Errorf("%s shows %s", name, bad)
			}
		}
		if name != "thanks" && strings.Contains(p, code) {
			t.Errorf("%s shows the receipt", name)
		}
	}
}

// TestFormRefused: what is refused comes back with what was typed and a new riddle; a form
// of another site, one sent twice and one that is too large do nothing.
func TestFormRefused(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	_, it, item := s.leaf()
	form := s.filled(item, "建议把整改清单贴到公示栏。")
	wrong := url.Values{"token": form["token"], "answer": {"77"}, "text": form["text"], "name": {"王女士"}}
	status, page := s.post(item+"comment", wrong)
	if status != http.StatusUnprocessableEntity || !strings.Contains(page, "建议把整改清单贴到公示栏。") || !strings.Contains(page, `value="王女士"`) || strings.Contains(page, form.Get("token")) {
		t.Errorf("%d %s", status, page)
	}
	if status, _ := s.post(item+"comment", form); status != http.StatusUnprocessableEntity {
		t.Errorf("a riddle that was answered wrongly is taken: %d", status)
	}
	form = s.filled(item, "建议把整改清单贴到公示栏。")
	if status, _ := s.post(item+"comment", form); status != http.StatusOK {
		t.Errorf("a good form: %d", status)
	}
	if status, page := s.post(item+"comment", form); status != http.StatusUnprocessableEntity || !strings.Contains(page, "已经用过") {
		t.Errorf("sent twice: %d", status)
	}
	form = s.filled(item, strings.Repeat("长", mostSend))
	if status, _ := s.post(item+"comment", form); status != http.StatusUnprocessableEntity {
		t.Errorf("too large: %d", status)
	}
	for name, value := range map[string]string{"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.test"} {
		for _, path := range []string{item + "comment", item + "vote", "/receipt/"} {
			q, _ := http.NewRequest(http.MethodPost, s.http.URL+path, strings.NewReader("choice=good"))
			q.Header.Set(name, value)
			q.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			a, err := http.DefaultClient.Do(q)
			if err != nil {
				t.Fatal(err)
			}
			if status, page, _ := read(t, a); status != http.StatusForbidden || !strings.Contains(page, "别的网站") {
				t.Errorf("%s from elsewhere: %d", path, status)
			}
		}
	}
	if n := s.state().Polls[s.state().Reports[0].ID][it.Finding]; n.N() > 0 {
		t.Errorf("another site voted: %v", n)
	}
}

// TestLimits: one address does not flood the inbox, stuff the poll or try receipts for
// ever, and behind a proxy its readers are told apart.
func TestLimits(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	_, _, item := s.leaf()
	sent := 0
	for i := range 14 {
		status, _ := s.post(item+"comment", s.filled(item, fmt.Sprintf("第%d条意见，%s请核实。", i, strings.Repeat(string(rune('一'+i*7)), 5))))
		if status == http.StatusOK {
			sent++
		}
	}
	if sent != 10 {
		t.Errorf("%d comments were taken in a day", sent)
	}
	if status, page := s.post(item+"vote", url.Values{"choice": {"fair"}}); status != http.StatusOK || !strings.Contains(page, "谢谢") {
		t.Errorf("a vote: %d", status)
	}
	if status, _ := s.post(item+"vote", url.Values{"choice": {"good"}}); status != http.StatusConflict {
		t.Errorf("a second vote: %d", status)
	}
	s.wait(time.Minute)
	if _, page, _ := s.get(item); !strings.Contains(page, "n = 1") {
		t.Error("the vote is not counted")
	}
	last := 0
	for i := range 40 {
		last, _ = s.post("/receipt/", url.Values{"code": {fmt.Sprintf("AAAA-BBBB-CCCC-%04d", i)}})
	}
	if last != http.StatusForbidden {
		t.Errorf("the fortieth receipt: %d", last)
	}
	s.server.Proxy = true
	q, _ := http.NewRequest(http.MethodPost, s.http.URL+item+"vote", strings.NewReader("choice=good"))
	q.Header.Set("X-Forwarded-For", "198.51.100.9, 192.0.2.44")
	q.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	if a, err := http.DefaultClient.Do(q); err != nil || a.StatusCode != http.StatusOK {
		t.Errorf("another reader behind the proxy: %v %v", a, err)
	}
}

// TestSlow: whoever sends a request drop by drop is let go.
func TestSlow(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	h := s.server.Listen("127.0.0.1:0")
	if h.ReadTimeout > time.Minute || h.ReadTimeout == 0 || h.WriteTimeout == 0 || h.IdleTimeout == 0 || h.MaxHeaderBytes == 0 {
		t.Errorf("no limits: %+v", h)
	}
	h.ReadHeaderTimeout = 50 * time.Millisecond
	l, err := net.Listen("tcp", h.Addr)
	if err != nil {
		t.Fatal(err)
	}
	go h.Serve(l) //nolint:errcheck // ends with the test
	t.Cleanup(func() { h.Close() })
	c, err := net.Dial("tcp", l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	fmt.Fprint(c, "GET / HTTP/1.1\r\nHost: x\r\n")
	c.SetReadDeadline(time.Now().Add(20 * time.Second)) //nolint:errcheck
	b, _ := io.ReadAll(c)
	if bytes.Contains(b, []byte("200 OK")) {
		t.Errorf("it waited: %s", b)
	}
}

// TestKept: a page is drawn once, is known by its tag, packed, and drawn anew when what it
// shows has changed.
func TestKept(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	r, _, item := s.leaf()
	at := "/" + reportAt(r.ID)
	_, page, h := s.get(at)
	if h.Get("ETag") == "" || h.Get("Last-Modified") == "" {
		t.Fatalf("%v", h)
	}
	ask := func(header ...string) (int, string, http.Header) {
		q, _ := http.NewRequest(http.MethodGet, s.http.URL+at, nil)
		for i := 0; i < len(header); i += 2 {
			q.Header.Set(header[i], header[i+1])
		}
		a, err := http.DefaultTransport.RoundTrip(q)
		if err != nil {
			t.Fatal(err)
		}
		return read(t, a)
	}
	_, _, whole := ask("Accept-Encoding", "identity")
	_, packed, ph := ask("Accept-Encoding", "gzip")
	if ph.Get("Content-Encoding") != "gzip" || len(packed) > len(page)/3 || ph.Get("ETag") == whole.Get("ETag") {
		t.Errorf("packed: %v, %d of %d bytes", ph, len(packed), len(page))
	}
	if status, _, _ := ask("Accept-Encoding", "gzip", "If-None-Match", ph.Get("ETag")); status != http.StatusNotModified {
		t.Errorf("what the reader has is sent again: %d", status)
	}
	if status, _, _ := ask("Accept-Encoding", "gzip;q=0"); status != http.StatusOK {
		t.Errorf("without gzip: %d", status)
	}
	if status, _ := s.post(item+"vote", url.Values{"choice": {"good"}}); status != http.StatusOK {
		t.Fatal(status)
	}
	s.wait(time.Second)
	_, now, _ := s.get(at)
	if now == page || !strings.Contains(now, "1 次评价") {
		t.Error("the page is still the old one")
	}
	keys := []string{}
	for k := range s.server.pages {
		keys = append(keys, k.stamp)
	}
	slices.Sort(keys)
	if len(slices.Compact(keys)) > 1 {
		t.Errorf("pages of old states are kept: %v", keys)
	}
}
