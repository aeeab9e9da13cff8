package web

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"zhenggai/ledger"
	"zhenggai/org"
)

// login returns the id of who signs in as login.
func (s *site) login(login string) org.ID { return s.actor(login).Person }

func TestPeople(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	system, security := s.as("weizp"), s.as("guansy")
	unit := s.actor("baixf").Unit.String()

	status, page, _ := system.post("/people/unit", url.Values{"parent": {unit}, "name": {" "}})
	s.shows(422, status, page, "请写明单位名称")
	status, page, _ = system.post("/people/unit", url.Values{"parent": {unit}, "name": {`<img src=x onerror=alert(1)>科`}})
	s.shows(200, status, page, "已增加", `<img src=x onerror=alert(1)>科`)
	s.hides(page, "<img src=x")
	status, page, _ = system.post("/people/person", url.Values{"login": {"baixf"}, "name": {"新来的"}, "unit": {unit}, "title": {"科员"}})
	s.shows(422, status, page, "登录名“baixf”已有人用", `value="新来的"`, `value="科员"`)
	status, page, at := system.post("/people/person", url.Values{"login": {"xinlai"}, "name": {`<script>x</script>`}, "unit": {unit}})
	s.shows(200, status, page, "还没有角色")
	s.hides(page, "<script>x")
	s.hides(page, `name="password"`, "/grant")

	// The first password: given by the security administrator, changed at the first sign-in.
	status, page, _ = security.post(at+"/password", url.Values{"password": {"Chushi-97531"}, "again": {"Chushi-97532"}})
	s.shows(422, status, page, "两次输入的密码不一样")
	s.hides(page, "Chushi-97531")
	status, page, _ = security.post(at+"/password", url.Values{"password": {"Chushi-97531"}, "again": {"Chushi-97531"}})
	s.shows(200, status, page, "初始密码已设置")
	if status, _, _ := system.post(at+"/password", url.Values{"password": {"Chushi-97531"}, "again": {"Chushi-97531"}}); status != http.StatusForbidden {
		t.Errorf("the system administrator sets a password: %d", status)
	}
	_, _, to := s.stranger().post("/signin", url.Values{"login": {"xinlai"}, "password": {"Chushi-97531"}})
	if to != "/profile/password" {
		t.Errorf("a first password leads to %s", to)
	}

	status, page, _ = security.post(at+"/grant", url.Values{"role": {"handler"}, "unit": {unit}})
	s.shows(200, status, page, "角色已授予", "承办人", "本科室、本人的问题")
	status, page, _ = security.post(at+"/grant", url.Values{"role": {"handler"}, "unit": {unit}})
	s.shows(422, status, page, "此人在这个单位已有这个角色")
	status, page, _ = security.post(at+"/withdraw", url.Values{"role": {"handler"}, "unit": {unit}})
	s.shows(200, status, page, "角色已收回", "还没有角色")
}

// The three administrators are three people, and have no part in findings.
func TestThreeAdministrators(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	security := s.as("guansy")
	city := s.actor("weizp").Unit.String()
	for login, role := range map[string]string{"weizp": "audit-admin", "zhengcw": "viewer", "luzy": "system-admin"} {
		path := "/people/" + s.login(login).String()
		status, page, _ := security.post(path+"/grant", url.Values{"role": {role}, "unit": {city}})
		s.shows(422, status, page, "三员分立", `value="`+role+`" selected`)
	}
	status, page, _ := security.post("/people/"+s.login("guansy").String()+"/grant", url.Values{"role": {"viewer"}, "unit": {city}})
	s.shows(422, status, page, "不能给自己授予角色")
	for _, login := range []string{"weizp", "zhengcw", "luzy", "qiaosx"} {
		if status, _, _ := s.as(login).post("/people/"+s.login("gongxt").String()+"/grant", url.Values{"role": {"officer"}, "unit": {city}}); status != http.StatusForbidden {
			t.Errorf("%s grants a role: %d", login, status)
		}
	}
	if grants := s.actor("gongxt").Grants; len(grants) != 1 {
		t.Errorf("grants of the viewer: %+v", grants)
	}
}

func TestStaffInSight(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	status, page, _ := s.as("luzy").get("/people")
	s.shows(200, status, page, "宫晓棠", "基础教育科")
	s.hides(page, "穆远舟", "河湖管理科", "增加人员")
	luzy := s.as("luzy")
	if status, _, _ := luzy.get("/people/" + s.login("muyz").String()); status != http.StatusNotFound {
		t.Errorf("somebody of another unit is %d", status)
	}
	for _, login := range []string{"gongxt", "yinxh", "shenhc"} {
		if status, _, _ := s.as(login).get("/people"); status != http.StatusForbidden {
			t.Errorf("%s gets the list of people: %d", login, status)
		}
	}
}

// The table of rights has every step, every role and every route, as they are.
func TestRightsPage(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	status, page, _ := s.as("zhengcw").get("/rights")
	var words []string
	for _, l := range org.Roles {
		words = append(words, l.ZH)
	}
	for i := range ledger.Workflow {
		words = append(words, ledger.Name(ledger.Events, string(ledger.Workflow[i].Event), "zh"))
	}
	for _, r := range Routes {
		words = append(words, r.Pattern, r.ZH)
	}
	s.shows(200, status, page, words...)
	viewer := s.as("gongxt")
	viewer.post("/language", url.Values{"lang": {"en"}, "back": {"/rights"}})
	_, page, _ = viewer.get("/rights")
	s.shows(200, status, page, "who submitted", "the table of rights")
	if before, _, _ := strings.Cut(mainOf(page), "<table"); strings.ContainsAny(before, "权限表角色") {
		t.Error("the English page has Chinese words")
	}
}

// TestFirstSteps holds that nobody's first page is a dead end: an administrator begins
// with people, who has no role is told so, and a coordinator without a book is led to
// opening one and from there to the desk.
func TestFirstSteps(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	system, security := s.as("weizp"), s.as("guansy")
	for _, u := range []*user{system, security} {
		if _, _, at := u.get("/"); at != "/people" {
			t.Errorf("an administrator begins at %s", at)
		}
	}
	top := s.actor("weizp").Unit.String()
	status, page, _ := system.post("/people/unit", url.Values{"parent": {top}, "name": {"云川市气象局"}})
	s.shows(200, status, page, "已增加")
	id := regexp.MustCompile(`value="([0-9a-f-]{36})"[^>]*>[^<]*云川市气象局<`).FindStringSubmatch(page)
	if id == nil {
		t.Fatal("the unit cannot be chosen")
	}
	_, page, member := system.post("/people/person", url.Values{"login": {"qixiang"}, "name": {"齐某"}, "unit": {id[1]}})
	s.shows(200, status, page, "还没有角色")
	security.post(member+"/password", url.Values{"password": {"Chushi-97531"}, "again": {"Chushi-97531"}})
	u := s.stranger()
	u.post("/signin", url.Values{"login": {"qixiang"}, "password": {"Chushi-97531"}})
	_, page, at := u.post("/profile/password", url.Values{"old": {"Chushi-97531"}, "password": {"Zijide-86420"}, "again": {"Zijide-86420"}})
	if at != "/profile" {
		t.Errorf("who has no role begins at %s", at)
	}
	s.shows(200, status, page, "还没有角色，暂时看不到问题")

	status, page, _ = security.get(member)
	s.shows(200, status, page, "选被巡察单位，不选所在科室")
	security.post(member+"/grant", url.Values{"role": {"coordinator"}, "unit": {id[1]}})
	_, page, at = u.get("/")
	if at != "/work" {
		t.Errorf("a coordinator begins at %s", at)
	}
	s.shows(200, status, page, "还没有账册", `href="/rounds"`, `href="/desk"`)
	status, page, _ = u.post("/rounds/book", url.Values{"unit": {id[1]}, "name": {""}, "supervised": {"yes"}})
	s.shows(200, status, page, "账册已开设，还没有巡察", `href="/desk"`)
}

// TestCloseAccount: the system administrator closes an account; who it was is at the
// door at once, and is offered nowhere.
func TestCloseAccount(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	gone := s.as("miaojm")
	admin, person := s.as("weizp"), "/people/"+s.actor("miaojm").Person.String()
	admin.has(person, "停用账号", "不能恢复")
	s.hides(s.as("guansy").has(person), "停用账号")
	if status, _, _ := s.as("guansy").post(person+"/close", nil); status != 403 {
		t.Errorf("the security administrator closes an account: %d", status)
	}
	status, page, _ := admin.post(person+"/close", nil)
	s.shows(200, status, page, "账号已停用")
	if _, page, _ := gone.get("/work"); !strings.Contains(page, `action="/signin"`) {
		t.Error("whose account is closed still works")
	}
	status, page, _ = s.as("luzy").get("/plan?edit=all")
	s.shows(200, status, page, `<datalist id="z-people">`)
	_, list, _ := strings.Cut(page, `<datalist id="z-people">`)
	s.hides(list, "苗嘉木")
	status, page, _ = admin.post("/people/"+s.actor("weizp").Person.String()+"/close", nil)
	s.shows(422, status, page, "不能停用自己的账号")

	unit, err := s.app.AddUnit(t.Context(), s.actor("weizp"), "临时专班", s.actor("luzy").Unit, false)
	if err != nil {
		t.Fatal(err)
	}
	admin.has("/people", "/people/unit/"+unit.ID.String()+"/close")
	status, page, _ = admin.post("/people/unit/"+unit.ID.String()+"/close", nil)
	s.shows(200, status, page, "单位已停用")
	status, page, _ = admin.post("/people/unit/"+s.actor("luzy").Unit.String()+"/close", nil)
	s.shows(422, status, page, "请先停用其账号")
}
