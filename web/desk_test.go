package web

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"zhenggai/chromium"
	"zhenggai/ledger/draft"
)

// layOut uploads a file as a browser does.
func (u *user) layOut(name string, body []byte) (status int, page, at string) {
	u.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	part, err := w.CreateFormFile("file", name)
	if err != nil {
		u.Fatal(err)
	}
	part.Write(body)
	w.Close()
	r, err := u.client.Post(u.http.URL+"/desk", w.FormDataContentType(), &b)
	if err != nil {
		u.Fatal(err)
	}
	return read(u.T, r)
}

// sample is an invented report.
func sample(t *testing.T) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("..", "doc", "demo", "report.txt"))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// TestDesk reads, corrects, undoes and takes over without script.
func TestDesk(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	u := s.as("luzy")
	text := sample(t)
	status, page, at := u.layOut("整改报告.txt", text)
	if status != http.StatusOK || !strings.Contains(page, "个问题") || !strings.HasPrefix(at, "/desk/") {
		t.Fatalf("%d at %s", status, at)
	}
	census := regexp.MustCompile(`<b>([^<]*个问题[^<]*)</b>`)
	first := census.FindString(page)
	line := regexp.MustCompile(`class="z-line r-problem[^>]*data-line="(\d+)"`).FindAllStringSubmatch(page, -1)
	if first == "" || len(line) < 2 {
		t.Fatalf("%q with %d problems", first, len(line))
	}
	_, page, _ = u.get(at + "?line=" + line[1][1])
	if !strings.Contains(page, `value="deeper"`) {
		t.Fatal("the line cannot be corrected")
	}
	_, page, _ = u.post(at+"/correct", url.Values{"line": {line[1][1]}, "op": {"role"}, "role": {"prose"}})
	if got := census.FindString(page); got == first || !strings.Contains(page, "1 处更正") {
		t.Errorf("after a correction: %s, before: %s", got, first)
	}
	if status, page, _ = u.post(at+"/undo", url.Values{"of": {"7"}}); status != http.StatusUnprocessableEntity || !strings.Contains(page, "没有撤销") || !strings.Contains(page, `id="desk-panel"`) {
		t.Errorf("undoing what is not there: %d", status)
	}
	_, page, _ = u.post(at+"/undo", url.Values{"of": {"1"}})
	if got := census.FindString(page); got != first {
		t.Errorf("after undoing: %s, before: %s", got, first)
	}
	_, _, _ = u.post(at+"/correct", url.Values{"line": {line[1][1]}, "op": {"role"}, "role": {"prose"}})

	if status, _, _ := s.as("wenyc").get(at); status != http.StatusNotFound {
		t.Errorf("another sees the reading: %d", status)
	}
	if status, _, _ := s.as("wenyc").post(at+"/clear", nil); status != http.StatusNotFound {
		t.Errorf("another clears the reading away: %d", status)
	}

	for n := 1; n <= strings.Count(string(text), "\n"); n++ {
		if status, _, _ := u.get(at + "?line=" + strconv.Itoa(n)); status != http.StatusOK {
			t.Errorf("line %d: %d", n, status)
		}
	}

	status, page, _ = u.get(at + "/take?kind=public")
	if status != http.StatusOK || !strings.Contains(page, "账册还没有改动") || !strings.Contains(page, "新增") {
		t.Fatalf("the dry run: %d %s", status, page)
	}
	_, page, to := u.post(at+"/take", url.Values{"book": {people.Books[1].String()}, "kind": {"public"}})
	if !strings.HasPrefix(to, "/ledger?book=") {
		t.Fatalf("taking over leads to %s: %s", to, page)
	}
	if status, _, _ := u.get(at); status != http.StatusNotFound {
		t.Errorf("what was taken over is still on the desk: %d", status)
	}
	who, _ := s.app.Actor(t.Context(), "luzy")
	documents, err := s.app.Documents(t.Context(), who, people.Books[1])
	kept := 0
	for _, d := range documents {
		if d.Kind == string(draft.KindCorrection) {
			kept++
		}
	}
	if err != nil || kept != 1 {
		t.Errorf("%d documents of corrections are kept (%v)", kept, err)
	}
}

// TestDeskHostile holds that what a file says of itself is words and nothing else.
func TestDeskHostile(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	u := s.as("luzy")
	hostile := strings.ReplaceAll(string(sample(t)), "问题", `问题<script>window.pwned=1</script>`)
	_, page, at := u.layOut(`"><script>window.pwned=1</script>.txt`, []byte(hostile))
	if !strings.HasPrefix(at, "/desk/") || strings.Contains(page, "<script>window") || !strings.Contains(page, "&lt;script&gt;window") {
		t.Errorf("at %s", at)
	}
	for _, c := range []struct{ name, body, want string }{
		{"空.txt", "", "空"},
		{"坏.pdf", "%PDF-1.7 nothing behind it", "PDF"},
		{"图.png", "\x89PNG\r\n\x1a\n0000", "图片"},
		{"程序.docx", "MZ\x90\x00\x03\x00\x00\x00", "认不出"},
		{"秘.txt", "机密★10年\n关于整改情况的报告\n一、问题整改情况\n", "涉密"},
	} {
		status, page, _ := u.layOut(c.name, []byte(c.body))
		if status != http.StatusUnprocessableEntity || !strings.Contains(page, `id="f-file-error"`) {
			t.Errorf("%s: %d", c.name, status)
		}
		if _, said, _ := strings.Cut(page, `id="f-file-error"`); !strings.Contains(said[:min(len(said), 400)], c.want) {
			t.Errorf("%s: %.300s", c.name, said)
		}
	}
	status, page, _ := u.post("/desk", url.Values{})
	if status != http.StatusUnprocessableEntity || !strings.Contains(page, "请选择要读的文件") {
		t.Errorf("without a file: %d", status)
	}
	for _, form := range []url.Values{{"op": {"role"}, "role": {"problem"}}, {"line": {"99999"}, "op": {"deeper"}}, {"line": {"1"}, "op": {"number"}, "number": {"x"}},
		{"at": {"-5"}, "op": {"join"}}, {"line": {"2"}, "op": {"add"}, "words": {"没有的字"}}} {
		if status, _, _ := u.post(at+"/correct", form); status != http.StatusUnprocessableEntity && status != http.StatusConflict {
			t.Errorf("%v: %d", form, status)
		}
	}
}

// TestDeskJourney reads, corrects with keys and takes over at a browser.
func TestDeskJourney(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	b := s.browse("luzy")
	b.Open("/desk")
	b.Shoot("desk-empty")
	path, err := filepath.Abs(filepath.Join("..", "doc", "demo", "report.txt"))
	if err != nil {
		t.Fatal(err)
	}
	b.Do(chromedp.SetUploadFiles(`input[type=file]`, []string{path}))
	b.Click(`.z-drop button`)
	b.Wait(`!!document.getElementById("desk")`)
	b.Shoot("desk-read")
	census := b.Words(".z-census b")
	line := chromium.Ask[string](b, `document.querySelectorAll(".z-line.r-problem")[1].dataset.line`)
	b.Click(`#l` + line + ` .z-no`)
	b.Wait(`!!document.querySelector("#desk-panel [data-desk='1']")`)
	b.Shoot("desk-line")
	b.Keys("5")
	b.Wait(`document.querySelector(".z-census b").textContent.trim() !== ` + chromium.Quoted(census))
	if here := chromium.Ask[string](b, `document.querySelector(".z-line.z-here").dataset.line`); here != line {
		t.Errorf("after a correction line %s is looked at, before %s", here, line)
	}
	b.Shoot("desk-corrected")
	b.Click(`.z-census form button`)
	b.Wait(`document.querySelector(".z-census b").textContent.trim() === ` + chromium.Quoted(census))
	b.Wait(`document.activeElement.id === "desk-text"`)
	b.Keys(kb.ArrowDown)
	b.Wait(`document.querySelector(".z-line.z-here").dataset.line === String(` + line + ` + 1)`)
	b.Keys(kb.Escape)
	b.Wait(`!!document.activeElement.closest("#desk-panel, .z-tree")`)
	b.Click(`#l` + line + ` .z-no`)
	b.Wait(`!!document.querySelector("#desk-panel [data-desk='Tab']:not(:disabled)")`)
	b.Keys(kb.Tab)
	b.Wait(`document.querySelector(".z-census b").textContent.trim() !== ` + chromium.Quoted(census))
	b.Shoot("desk-deeper")
	b.Click(`.z-text .k-date`)
	b.Wait(`!!document.querySelector(".z-fact")`)
	b.Shoot("desk-fact")
	b.Click(`.z-tools a.btn-primary`)
	b.Wait(`!!document.querySelector(".z-counts")`)
	b.Shoot("desk-take")
	b.Click(`.z-taking button`)
	b.Wait(`location.pathname === "/ledger"`)
}

// TestDeskHostileInBrowser holds that nothing in a report runs.
func TestDeskHostileInBrowser(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	b := s.browse("luzy")
	path := filepath.Join(t.TempDir(), "a.html")
	text := strings.ReplaceAll(string(sample(t)), "问题", `问题&lt;img src=x onerror="window.pwned=1"&gt;`)
	if err := os.WriteFile(path, []byte("<html><body><pre>"+text+"</pre></body></html>"), 0o600); err != nil {
		t.Fatal(err)
	}
	b.Open("/desk")
	b.Do(chromedp.SetUploadFiles(`input[type=file]`, []string{path}))
	b.Click(`.z-drop button`)
	b.Wait(`!!document.getElementById("desk")`)
	if !strings.Contains(b.Words("#desk-text"), "onerror") {
		t.Error("the text is not shown as it is")
	}
	if got := chromium.Ask[bool](b, `"pwned" in window || !!document.querySelector("#desk img")`); got {
		t.Error("the report ran something")
	}
}

// TestDeskRefusal holds that why a correction was refused stands beside its form, with
// what was typed, and that nothing was corrected.
func TestDeskRefusal(t *testing.T) {
	t.Parallel()
	u := newSite(t).as("luzy")
	text := sample(t)
	_, page, at := u.layOut("整改报告.txt", text)
	line := regexp.MustCompile(`class="z-line r-problem[^>]*data-line="(\d+)"`).FindStringSubmatch(page)
	date := regexp.MustCompile(`line=(\d+)&amp;fact=(date-\d+)`).FindStringSubmatch(page)
	if line == nil || date == nil {
		t.Fatal("no problem or no date in the sample")
	}
	for _, c := range []struct {
		name string
		form url.Values
		want []string
	}{
		{"number", url.Values{"line": {line[1]}, "op": {"number"}, "number": {"0"}}, []string{`id="f-number-error"`, "1 到 9999", `value="0"`}},
		{"year", url.Values{"line": {date[1]}, "fact": {date[2]}, "op": {"year"}, "year": {"20"}}, []string{`id="f-year-error"`, "四位数字"}},
		{"words", url.Values{"line": {line[1]}, "op": {"add"}, "words": {"原文没有的字"}, "kind": {"document"}}, []string{`id="f-words-error"`, "照原文", "原文没有的字", `class="z-add" open`}},
		{"nothing chosen", url.Values{"op": {"deeper"}}, []string{"请先选中一行"}},
	} {
		status, page, _ := u.post(at+"/correct", c.form)
		if status != http.StatusUnprocessableEntity || !strings.Contains(page, `id="desk-text"`) || strings.Contains(page, "处更正</span>") {
			t.Errorf("%s: %d", c.name, status)
		}
		for _, w := range c.want {
			if !strings.Contains(page, w) {
				t.Errorf("%s: no %q on the page", c.name, w)
			}
		}
	}
	_, page, _ = u.get(at + "?line=" + date[1] + "&fact=" + date[2])
	if !regexp.MustCompile(`value="\d{4}-\d\d-\d\d"[^>]*id="f-from"`).MatchString(page) || strings.Count(page, `id="f-from"`) != 1 {
		t.Error("the form of a date does not begin with the day that was read")
	}
	if n := strings.Count(page, `class="badge bg-`); n == 0 || !regexp.MustCompile(`<a class="badge bg-[^>]*href="/desk/[^"]*line=\d+`).MatchString(page) {
		t.Error("the counts of the checker lead nowhere")
	}
}

// TestDeskMapping holds that a sheet is taken over with a mapping that the book keeps.
func TestDeskMapping(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	u := s.as("luzy")
	_, _, at := u.layOut("整改报告.txt", sample(t))
	book := people.Books[1]
	if _, page, _ := u.get(at + "/take?book=" + book.String()); strings.Contains(page, `name="mapping" id`) || strings.Contains(page, `id="f-mapping"`) {
		t.Error("a book without mappings offers one")
	}
	who, err := s.app.Actor(t.Context(), "luzy")
	if err == nil {
		err = s.app.SaveMapping(t.Context(), who, book, "老台账", []byte(`{"columns":{"存在的问题":"problem"}}`))
	}
	if err != nil {
		t.Fatal(err)
	}
	_, page, _ := u.get(at + "/take?book=" + book.String() + "&mapping=" + url.QueryEscape("老台账"))
	if !strings.Contains(page, `<option value="老台账" selected`) || !strings.Contains(page, `name="mapping" value="老台账"`) {
		t.Error("the mapping is not offered, or not kept for taking over")
	}
}
