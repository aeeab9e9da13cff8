package web

import (
	"net/url"
	"strconv"
	"strings"
	"testing"

	"zhenggai/org"
)

func TestRounds(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	office, clerk := s.as("qiaosx"), s.as("luzy")
	all, err := s.app.Inspected(t.Context(), s.actor("qiaosx"), org.ID{})
	if err != nil || len(all) != 3 {
		t.Fatal(len(all), err)
	}
	school := all[1]
	status, page, _ := office.get("/rounds/" + school.Round.String())
	s.shows(200, status, page, "市水务局", "市教育局", "城关镇", school.Feedback.String(), "合计", `state=open`)
	status, page, _ = clerk.get("/rounds/" + school.Round.String())
	s.shows(200, status, page, "市教育局")
	s.hides(page, "城关镇", "合计")

	path := inspectionPath(school.Inspection)
	status, page, _ = office.get(path)
	s.shows(200, status, page, "集中整改期", "待核实", school.Team)
	if status, _, _ := s.as("baixf").get(path); status != 404 {
		t.Errorf("an inspection of another unit is %d", status)
	}

	form := url.Values{"office": {s.actor("qiaosx").Grants[0].Unit.String()}, "name": {" "}, "kind": {"inspection"}, "from": {"2027-01-05"}}
	status, page, _ = office.post("/rounds/round", form)
	s.shows(422, status, page, "请写明轮次名称", `value="2027-01-05"`)
	form.Set("name", "八届市委第五轮巡察<hr>")
	status, page, at := office.post("/rounds/round", form)
	s.shows(200, status, page, "八届市委第五轮巡察<hr>", "还没有登记巡察")
	s.hides(page, "巡察<hr>")
	insp := url.Values{"book": {school.Book.ID.String()}, "round": {strings.TrimPrefix(at, "/rounds/")}, "title": {"教育局再巡察"}, "feedback": {"2026-11-02"}, "from": {"2026-10-08"}, "to": {"2026-10-01"}}
	status, page, _ = office.post("/rounds/inspection", insp)
	s.shows(422, status, page, "离驻日期早于进驻日期", `value="教育局再巡察"`)
	insp.Set("to", "2026-10-28")
	status, page, _ = office.post("/rounds/inspection", insp)
	s.shows(200, status, page, "巡察 2026-02 已登记", "集中整改期", "2027-05-02")

	// The day that starts every limit is not the unit's to move.
	edit := url.Values{"version": {strconv.FormatInt(school.Version, 10)}, "title": {school.Title}, "team": {"改名的组"}, "round": {school.Round.String()},
		"from": {school.From.String()}, "to": {school.To.String()}, "feedback": {"2026-07-17"}}
	status, page, _ = clerk.post(path, edit)
	s.shows(422, status, page, "只由巡察办修改", `value="2026-07-17"`, `value="改名的组"`)
	status, page, _ = office.post(path, edit)
	s.shows(200, status, page, "时限随之重算", "2026-07-17", "改名的组")
	status, page, _ = office.post(path, edit)
	s.shows(422, status, page, "您看过之后有变动")
	if status, _, _ := s.as("gongxt").post(path, edit); status != 403 {
		t.Errorf("a viewer who amends an inspection gets %d", status)
	}
}

func TestOpenBook(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	system, office := s.as("weizp"), s.as("qiaosx")
	city := s.actor("weizp").Unit.String()
	_, _, at := system.post("/people/unit", url.Values{"parent": {city}, "name": {"市林业局"}})
	unit := strings.TrimPrefix(at, "/people#u-")
	if i := strings.Index(at, "#"); i < 0 {
		units, err := s.app.Units(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		unit = units[len(units)-1].ID.String()
		for _, u := range units {
			if u.Name == "市林业局" {
				unit = u.ID.String()
			}
		}
	}
	status, page, _ := office.get("/rounds")
	s.shows(200, status, page, "市林业局")
	status, page, _ = office.post("/rounds/book", url.Values{"unit": {unit}, "supervised": {"yes"}})
	s.shows(200, status, page, "“市林业局整改账册”已开设")
	status, page, _ = office.post("/rounds/book", url.Values{"unit": {unit}, "supervised": {"yes"}})
	s.shows(422, status, page, "已有账册")
}
