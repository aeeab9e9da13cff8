package web

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/web/ui"
)

// TestOwnersOffered: whoever administers the site is not offered as an owner, wherever
// owners are chosen, even where he belongs to the unit.
func TestOwnersOffered(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	who := s.actor("weizp")
	school := s.actor("luzy")
	added, err := s.app.AddPerson(s.Context(), who, org.Person{Login: "guanliyuan", Name: "茅系统", Unit: school.Unit})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.app.Grant(s.Context(), s.actor("guansy"), added.ID, org.SystemAdmin, added.Unit); err != nil {
		t.Fatal(err)
	}
	u, f := s.as("luzy"), s.one("luzy", ledger.Underway)
	for _, path := range []string{"/plan?edit=all", findingPath(f) + "?do=amend", findingPath(f) + "?do=measure", "/ledger/cell?at=" + place(f.Head) + ".handler", "/workgroups"} {
		status, page, _ := u.get(path)
		s.shows(200, status, page, "苗")
		s.hides(page, "茅系统")
	}
}

// TestUntitled: a heading that was made from the numbering says that it has no title.
func TestUntitled(t *testing.T) {
	t.Parallel()
	for lang, want := range map[string]string{"zh": "（原文未印标题）", "en": "(no title printed)"} {
		ctx := ui.WithLang(t.Context(), lang)
		if got := titleOf(ctx, &ledger.Finding{Inferred: true}); got != want {
			t.Errorf("%s: %q", lang, got)
		}
		if got := titleOf(ctx, &ledger.Finding{Title: "学习不深入"}); got != "学习不深入" {
			t.Errorf("%s: %q", lang, got)
		}
	}
	s := newSite(t)
	u := s.as("luzy")
	_, _, at := u.layOut("无标题.txt", []byte(untitled))
	status, page, _ := u.post(at+"/take", map[string][]string{"book": {people.Books[1].String()}, "kind": {"feedback"}})
	s.shows(200, status, page, "（原文未印标题）")
	for _, f := range s.lines("luzy", ledgerQuery{}).Lines {
		if f.Finding.Title == "" {
			s.shows(200, 200, u.has(findingPath(f.Finding)), "（原文未印标题）")
			return
		}
	}
	t.Error("the ledger has no heading without a title")
}

// TestOtherUnit: the dry run says so if the document is of another unit than the book, and
// takes it all the same.
func TestOtherUnit(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	u := s.as("qiaosx")
	body, err := os.ReadFile(filepath.Join("..", "demo", "text", "water-public.txt"))
	if err != nil {
		t.Fatal(err)
	}
	_, _, at := u.layOut("通报.txt", []byte(strings.NewReplacer("{D-400}", "2025年10月19日").Replace(string(body))))
	for book, other := range map[int]bool{0: false, 1: true} {
		status, page, _ := u.get(at + "/take?book=" + people.Books[book].String())
		s.shows(200, status, page, "看过无误，导入台账")
		if strings.Contains(page, "请核对账册有没有选错") != other {
			t.Errorf("book %d: warned %t", book, !other)
		}
	}
}

const untitled = `关于巡察市教育局党组的反馈意见
2026年5月6日，市委第一巡察组向市教育局党组反馈了巡察意见。
一、学习方面
（一）理论学习不深入
1．学习计划不落实。2025年只学了两次。
2．学习记录不全。
1．调研没有计划。
2．调研报告雷同。
（三）作风不实
1．没有到学校去。
2．督导走过场。
（四）纪律松弛
1．考勤没有记录。
2．请假不销假。
`
