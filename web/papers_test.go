package web

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"zhenggai/form"
	"zhenggai/ledger"
)

// TestPapers goes the way of a paper in the pages: the list, a preview, a refusal, two
// versions and their difference, a frozen one.
func TestPapers(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	u := s.as("baixf")
	status, page, _ := u.get("/papers")
	for i := range form.Forms {
		s.shows(200, status, page, form.Forms[i].ZH, "/papers/"+form.Forms[i].Key+"?")
	}
	status, page, _ = u.get("/papers/public")
	s.shows(200, status, page, "关于巡察整改进展情况的通报", "还没有保存过", "{具体问题总数}", "完成情况：")
	s.hides(page, "定稿…")

	words := url.Values{"p-invite": {"共{具体问题总数}个<b>问题</b>。"}, "do": {"preview"}}
	status, page, _ = u.post("/papers/public", words)
	s.shows(200, status, page, "这是预览，文字还没有保存", "个<b>问题</b>。", "还没有保存过")
	s.hides(page, "<b>问题</b>")
	words.Set("p-invite", "共{问题数目}个。")
	status, page, _ = u.post("/papers/public", words)
	s.shows(422, status, page, "没有名为{问题数目}的字段", "共{问题数目}个。")
	words = url.Values{"p-invite": {"共{具体问题总数}个问题。"}, "do": {"save"}, "seen": {"0"}}
	status, page, _ = u.post("/papers/public", words)
	s.shows(200, status, page, "已保存为第 1 版", "定稿…")
	words.Set("p-invite", "欢迎监督，截至2026年。")
	words.Set("seen", "1")
	status, page, at := u.post("/papers/public", words)
	s.shows(200, status, page, "已保存为第 2 版", "与上一版对照")
	words.Set("p-invite", "又改。")
	status, page, _ = u.post("/papers/public", words)
	s.shows(422, status, page, "保存了第 2 版", "又改。")
	status, page, _ = u.get("/papers/public/differences?old=1&new=2")
	s.shows(200, status, page, "<del>", "<ins>", "1 处不同")

	seen := regexp.MustCompile(`name="seen" value="([0-9a-f]{64})"`).FindStringSubmatch(get(s, u, at))
	if seen == nil {
		t.Fatal("the page does not say what was seen")
	}
	other := strings.Repeat("0", 63) + "1"
	status, page, _ = u.post("/papers/public/freeze", url.Values{"version": {"2"}, "seen": {other}})
	s.shows(422, status, page, "台账在您看过之后有变动")
	status, page, _ = u.post("/papers/public/freeze", url.Values{"version": {"2"}, "seen": {seen[1]}})
	s.shows(200, status, page, "第 2 版已定稿", "数字截至 2026-11-23", "已定稿")
	s.hides(page, "定稿…")

	status, page, _ = s.as("xingrg").get("/papers/public")
	s.shows(200, status, page, "已定稿")
	viewer := s.as("gongxt") // of another bureau
	status, page, _ = viewer.get("/papers/public")
	s.shows(200, status, page, "关于巡察整改进展情况的通报")
	s.hides(page, "p-invite", "定稿…")
	if status, _, _ = viewer.post("/papers/public", words); status != http.StatusForbidden {
		t.Errorf("a viewer who saves gets %d", status)
	}
	for _, path := range []string{"/papers/nothing", "/papers/public?version=9", "/papers/public/file?as=xlsx", "/papers/figures?name=x", "/papers/approval?about=x", "/papers/public/differences?old=1&new=7"} {
		if status, _, _ = u.get(path); status != http.StatusNotFound {
			t.Errorf("%s is %d", path, status)
		}
	}
	if status, _, _ = s.as("miaojm").get("/papers"); status != http.StatusForbidden {
		t.Errorf("a handler gets %d", status)
	}
}

func get(s *site, u *user, at string) string {
	s.Helper()
	status, page, _ := u.get(at)
	if status != 200 {
		s.Fatalf("%s is %d", at, status)
	}
	return page
}

// TestPaperFiles takes every form as every file that it is handed out as, and opens the
// page of every form.
func TestPaperFiles(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	u := s.as("luzy")
	begins := map[form.Format]string{form.Docx: "PK", form.Xlsx: "PK", form.PDF: "%PDF", form.CSV: "\ufeff", form.HTML: "<!"}
	for i := range form.Forms {
		f := &form.Forms[i]
		status, page, _ := u.get("/papers/" + f.Key)
		s.shows(200, status, page, f.ZH)
		if f.Key == "ledger-mapping" {
			status, page, _ = u.get("/papers/ledger-mapping/file?as=xlsx")
			s.shows(422, status, page, "列名对照")
			continue
		}
		for _, as := range f.Formats {
			r, err := u.client.Get(s.http.URL + "/papers/" + f.Key + "/file?as=" + string(as))
			if err != nil {
				t.Fatal(err)
			}
			kind, name := r.Header.Get("Content-Type"), r.Header.Get("Content-Disposition")
			status, body, _ := read(t, r)
			if status != 200 || !strings.HasPrefix(body, begins[as]) || kind != as.Media() || !strings.Contains(name, "filename*=UTF-8''") {
				t.Errorf("%s as %s is %d, %s, %s, %.20q", f.Key, as, status, kind, name, body)
			}
		}
	}
}

// TestFigurePages leads from a figure to exactly the findings that it counts, and from a
// finding to the forms about it.
func TestFigurePages(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	u := s.as("luzy")
	closed := 0
	var one *ledger.Finding
	status, page, _ := u.get("/papers/figures?name=已完成数")
	for _, c := range s.cases("luzy", schoolBook) {
		link := `href="` + findingPath(c.Finding) + `"`
		if is := c.Finding.State == ledger.Closed; is != strings.Contains(page, link) {
			t.Errorf("%s is %s, among those counted: %t", c.Finding.Code, c.Finding.State, !is)
		} else if is {
			closed, one = closed+1, c.Finding
		}
	}
	if closed == 0 {
		t.Fatal("nothing is closed")
	}
	s.shows(200, status, page, "已完成数：")
	status, page, _ = u.get(findingPath(one))
	s.shows(200, status, page, "/papers/approval?about="+one.ID.String(), "/papers/reconcile?about=")
	status, page, _ = u.get("/papers/approval?about=" + one.ID.String())
	s.shows(200, status, page, one.Title, "准予销号")
	_, page, _ = s.as("miaojm").get(findingPath(one))
	s.hides(page, "/papers/")
}
