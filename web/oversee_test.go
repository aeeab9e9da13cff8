package web

import (
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"zhenggai/lint/rules"
)

// has fails the test unless the page has all the words.
func (u *user) has(path string, words ...string) string {
	u.Helper()
	status, page, _ := u.get(path)
	if status != 200 {
		u.Errorf("%s: %d", path, status)
	}
	for _, w := range words {
		if !strings.Contains(page, w) {
			u.Errorf("%s has no %q", path, w)
		}
	}
	return page
}

// untilDone asks for a page until it no longer asks again by itself.
func (u *user) untilDone(path string) string {
	u.Helper()
	for range 500 {
		r, err := u.client.Get(u.http.URL + path)
		if err != nil {
			u.Fatal(err)
		}
		again := r.Header.Get("Refresh")
		if _, page, _ := read(u.T, r); again == "" {
			return page
		}
	}
	u.Fatalf("%s never ends", path)
	return ""
}

func TestOverseeRoutes(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	book := people.Books[0].String()
	for login, pages := range map[string]map[string]int{
		"banli":    {"/overview": 200, "/journal": 200, "/journal/verify": 200, "/rules": 200, "/settings": 200, "/settings/book/" + book: 200, "/jobs": 403, "/backup": 403, "/export/" + book: 200, "/calendar.ics": 200},
		"lianluo":  {"/journal": 200, "/journal/verify": 403, "/settings": 200, "/backup": 403, "/journal?book=00000000-0000-7000-8000-000000000001": 403},
		"chengban": {"/overview": 200, "/journal": 403, "/settings": 403, "/rules": 200, "/export/" + book: 403, "/calendar.ics": 200},
		"shenji":   {"/overview": 403, "/journal": 200, "/journal/verify": 200, "/journal?book=" + book: 404, "/jobs": 403, "/settings": 403, "/export/" + book: 403},
		"xitong":   {"/overview": 403, "/journal": 403, "/jobs": 200, "/backup": 200, "/settings": 200, "/settings/book/" + book: 403},
		"anquan":   {"/overview": 403, "/journal": 403, "/jobs": 403, "/backup": 403, "/settings": 403, "/rules": 200},
	} {
		u := s.as(loginFor(t, login))
		for path, want := range pages {
			if status, _, _ := u.get(path); status != want {
				t.Errorf("%s %s: %d, want %d", login, path, status, want)
			}
		}
	}
}

func TestJournalPages(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	book := people.Books[0].String()
	u := s.as(loginFor(t, "banli"))
	first := u.has("/journal?book="+book, "下一页", "群众意见：答复", "公众", "检查点")
	_, rest, _ := strings.Cut(first, `rel="next"`)
	_, rest, _ = strings.Cut(rest, `href="`)
	next, _, _ := strings.Cut(rest, `"`)
	if second := u.has(strings.ReplaceAll(next, "&amp;", "&"), "证明"); second == first {
		t.Error("the second page is the first")
	}
	u.has("/journal/"+book+"/3", "证明成立", "叶哈希", "第 1 级", "根（共")
	if status, _, _ := u.get("/journal/" + book + "/99999"); status != 404 {
		t.Errorf("an entry that is not there: %d", status)
	}
	status, page, at := u.post("/journal/checkpoint", url.Values{"book": {book}})
	if status != 200 || at != "/journal?book="+book || !strings.Contains(page, "已签署") || !strings.Contains(page, "zhenggai/") && !strings.Contains(page, "— ") {
		t.Errorf("%d %s", status, at)
	}
}

func TestVerifyPage(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	u := s.as(loginFor(t, "shenji"))
	u.has("/journal/verify", "还没有核验过")
	u.post("/journal/verify", nil)
	if page := u.untilDone("/journal/verify"); !strings.Contains(page, "核验通过") || !strings.Contains(page, "站点") {
		t.Errorf("%s", page)
	}
	if status, _, _ := s.as(loginFor(t, "lianluo")).post("/journal/verify", nil); status != 403 {
		t.Errorf("a coordinator may verify: %d", status)
	}
}

func TestRulePages(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	u := s.as(loginFor(t, "anquan"))
	list := u.has("/rules", "编号与结构")
	for _, r := range rules.All() {
		if !strings.Contains(list, `href="/rules/`+r.ID+`"`) {
			t.Errorf("%s is not in the list", r.ID)
		}
	}
	u.has("/rules/A01", "增减数与变化不符", "<h2>", "/rules/A02")
	if status, _, _ := u.get("/rules/Z99"); status != 404 {
		t.Errorf("a rule that is not there: %d", status)
	}
}

func TestJobPages(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	u := s.as(loginFor(t, "xitong"))
	u.has("/jobs", "发送到期提醒", "0 8 * * *", "立即运行")
	status, _, at := u.post("/jobs", url.Values{"kind": {"checkpoint"}})
	if page := u.untilDone("/jobs"); status != 200 || at != "/jobs" || !strings.Contains(page, "已完成") {
		t.Errorf("%d %s %s", status, at, page)
	}
	if status, _, _ := u.post("/jobs", url.Values{"kind": {"nothing"}}); status != 422 {
		t.Errorf("a job that is none: %d", status)
	}
}

func TestBackupPages(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	u := s.as(loginFor(t, "xitong"))
	u.has("/backup", "还没有备份", "怎样恢复")
	u.post("/backup", nil)
	page := u.untilDone("/backup")
	files, err := os.ReadDir(filepath.Join(s.app.Folder, "backups"))
	if err != nil || len(files) != 2 || !strings.Contains(page, files[1].Name()) {
		t.Errorf("%v %v %s", err, files, page)
	}
}

func TestSettingsPages(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	u := s.as(loginFor(t, "xitong"))
	u.has("/settings", "时限规则", "放假安排", "2026", "待核实", "消息渠道")
	var key string
	for _, r := range mustRegimes(t, s) {
		key = r
	}
	u.has("/settings/regime/"+key, "待核实", "出处")
	book := people.Books[0].String()
	office := s.as(loginFor(t, "banli"))
	page := office.has("/settings/book/"+book, "审核链", "保存", "导出账册")
	form := url.Values{"name": {"水务局整改账册"}, "supervised": {"1"}}
	for i, line := range strings.Split(page, `name="key.`)[1:] {
		n := string(rune('0' + i))
		form.Set("key."+n, between(line, `value="`))
		form.Set("n."+n, n)
		_, line, _ = strings.Cut(line, `name="title.`)
		form.Set("title."+n, between(line, `value="`))
		_, line, _ = strings.Cut(line, `name="role.`)
		line, ticks, _ := strings.Cut(line, "</select>")
		if value, _, ok := strings.Cut(line, `" selected`); ok {
			form.Set("role."+n, value[strings.LastIndex(value, `"`)+1:])
		}
		for _, name := range []string{"self", "verify", "outside", "meeting"} {
			_, rest, _ := strings.Cut(ticks, `name="`+name+`.`+n+`"`)
			if tag, _, _ := strings.Cut(rest, ">"); strings.Contains(tag, "checked") {
				form.Set(name+"."+n, "1")
			}
		}
	}
	if status, page, at := office.post("/settings/book/"+book, form); status != 200 || at != "/settings/book/"+book || !strings.Contains(page, "水务局整改账册") || !strings.Contains(page, "已修改") {
		t.Errorf("%d %s %v", status, at, form)
	}
	for name := range form {
		if strings.HasPrefix(name, "verify.") {
			form.Del(name)
		}
	}
	form.Set("name", "另一个名称")
	if status, page, _ := office.post("/settings/book/"+book, form); status != 422 || !strings.Contains(page, "另一个名称") || !strings.Contains(page, "核实") {
		t.Errorf("a chain without a verifier: %d", status)
	}
	if status, page, _ := s.as(loginFor(t, "lianluo")).get("/settings/book/" + book); status == 200 && strings.Contains(page, ">保存<") {
		t.Error("the coordinator is offered to save")
	}
}

// TestTerms sets the periods of comments of the site and of a book, and types nonsense.
func TestTerms(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	system, office := s.as(loginFor(t, "xitong")), s.as(loginFor(t, "banli"))
	book := "/settings/book/" + people.Books[0].String()
	office.has("/settings", "15 个工作日", "180 天")
	if _, page, _ := office.get("/settings"); strings.Contains(page, `action="/settings/comments"`) {
		t.Error("the office is offered to set the periods of the site")
	}
	if status, page, at := system.post("/settings/comments", url.Values{"workdays": {"10"}, "keep": {""}}); status != 200 || at != "/settings" || !strings.Contains(page, "10 个工作日") || !strings.Contains(page, "180 天") {
		t.Errorf("the site's: %d at %s", status, at)
	}
	if status, page, _ := office.post(book+"/comments", url.Values{"workdays": {""}, "keep": {"90"}}); status != 200 || !strings.Contains(page, "10 个工作日") || !strings.Contains(page, "90 天") {
		t.Errorf("the book's: %d", status)
	}
	for _, typed := range []string{"0", "九十", "4000", "-1"} {
		if status, page, _ := office.post(book+"/comments", url.Values{"workdays": {""}, "keep": {typed}}); status != 422 || !strings.Contains(page, "保存期限须在") || !strings.Contains(page, `value="`+typed+`"`) || !strings.Contains(page, "审核链") {
			t.Errorf("%s days: %d", typed, status)
		}
	}
	if status, page, _ := system.post("/settings/comments", url.Values{"workdays": {"400"}}); status != 422 || !strings.Contains(page, "答复期限须在") {
		t.Errorf("400 working days: %d", status)
	}
	if status, _, _ := office.post("/settings/comments", url.Values{"workdays": {"4"}}); status != 403 {
		t.Errorf("the office sets the site's: %d", status)
	}
}

func between(s, mark string) string {
	_, s, _ = strings.Cut(s, mark)
	s, _, _ = strings.Cut(s, `"`)
	return s
}

func mustRegimes(t *testing.T, s *site) (keys []string) {
	packs, err := s.app.Regimes(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range packs.Regimes() {
		keys = append(keys, r.Key)
	}
	return keys
}

func TestBlocks(t *testing.T) {
	t.Parallel()
	got := blocks("# A01 题目\n\n## 检查什么\n一句\n接着**重**\n\n另一段\n- 甲\n- 乙\n```\n原文\n\n空行\n```\n> 引\n")
	want := []block{{"head", []string{"检查什么"}}, {"text", []string{"一句", "接着重"}}, {"text", []string{"另一段"}}, {"list", []string{"甲", "乙"}}, {"code", []string{"原文", "", "空行"}}, {"quote", []string{"引"}}}
	if len(got) != len(want) {
		t.Fatalf("got %q", got)
	}
	for i := range want {
		if got[i].kind != want[i].kind || strings.Join(got[i].lines, "|") != strings.Join(want[i].lines, "|") {
			t.Errorf("got %q, want %q", got[i], want[i])
		}
	}
}
