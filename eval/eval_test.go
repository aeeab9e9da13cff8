package eval

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"zhenggai/source"
)

const tinyHead = `about: a tiny case
# a comment
layout: 二、 > (一) > 1. > 一是
kind: rectification
clean: no
formats: txt docx
title: 某局整改情况的通报
published: 2023-11-28

`

// tinyBody is a report with every kind of mark.
const tinyBody = `某局整改情况的通报
⟦section 一⟧一、工作情况
⟦prose⟧⟦=date 2023-09-01⟧2023年9月1日⟦=⟧,巡察组反馈了意见。
⟦section 二⟧二、整改情况
⟦aspect (一)⟧(一)聚焦责任方面
⟦problem 1⟧1.关于制度不全的问题。
⟦point (1)⟧(1)制度不全。⟦measure 一是⟧一是印发⟦=document⟧《公文办法》⟦=⟧;⟦measure 二是⟧二是追回⟦=money 184600.00⟧18.46万元⟦=⟧。
⟦!N02⟧⟦point (3) expected=(2)⟧(3)执行不严。⟦measure⟧开会⟦=count 3 次⟧3次⟦=⟧⟦/⟧。
⟦problem 2 synthetic⟧⟦point (1)⟧(1)落实不力。⟦label 整改措施⟧整改措施:⟦measure 一是⟧一是检查,整改率⟦=percent 85.5⟧85.5%⟦=⟧。
`

func tiny(t testing.TB, body string) *Case {
	t.Helper()
	c, err := Parse("dev/tiny.case", []byte(tinyHead+body))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestParse(t *testing.T) {
	t.Parallel()
	c := tiny(t, tinyBody)
	if strings.ContainsAny(c.Text, open+shut) || !strings.HasPrefix(c.Text, "某局整改情况的通报\n一、工作情况\n2023年9月1日,") {
		t.Errorf("text %q", c.Text)
	}
	if c.Name != "tiny" || c.Set != "dev" || c.Clean || c.Kind != "rectification" || c.Head["published"] != "2023-11-28" || c.First != 10 {
		t.Errorf("header %+v", c)
	}
	want := []string{
		`section 一 "一、工作情况\n2023年9月1日,巡察组反馈了意见" "" -1`, `prose  "2023年9月1日,巡察组反馈了意见" "" 0`,
		`section 二`, `aspect (一)`, `problem 1`, `point (1) "(1)制度不全。一是印发《公文办法》;二是追回18.46万元" "制度不全" 4`,
		`measure 一是 "一是印发《公文办法》" "" 5`, `measure 二是 "二是追回18.46万元" "" 5`,
		`point (3) "(3)执行不严。开会3次" "执行不严" 4`, `measure  "开会3次" "" 8`, `problem 2 "" "" 3`,
		`point (1) "(1)落实不力。整改措施:一是检查,整改率85.5%" "落实不力" 10`, `label 整改措施 "整改措施:" "" 11`, `measure 一是 "一是检查,整改率85.5%" "" 11`,
	}
	for i, n := range c.Nodes {
		if got := describe(c, &n); !strings.HasPrefix(got, want[i]) {
			t.Errorf("node %d is %s, not %s", i, got, want[i])
		}
	}
	if len(c.Nodes) != len(want) || len(c.Facts) != 5 || len(c.Marks) != 1 {
		t.Errorf("%d nodes, %d facts, %d marks", len(c.Nodes), len(c.Facts), len(c.Marks))
	}
	if f := c.Facts[2]; f.Kind != "money" || f.Span.In(c.Text) != "18.46万元" || f.Value != "184600.00" {
		t.Errorf("fact %+v", f)
	}
	if c.Nodes[8].Expected != "(2)" || !c.Nodes[10].Synthetic || c.Marks[0].Rule != "N02" || c.line(c.Marks[0].Off) != 17 {
		t.Errorf("flags: %+v %+v %+v", c.Nodes[8], c.Nodes[10], c.Marks)
	}
}

func describe(c *Case, n *Node) string {
	return strings.Join([]string{n.Role, n.Number, strconv.Quote(n.Span.In(c.Text)), strconv.Quote(n.Title.In(c.Text)), strconv.Itoa(n.Parent)}, " ")
}

func TestParseRefuses(t *testing.T) {
	t.Parallel()
	for _, x := range [][2]string{
		{"甲\n⟦point (1)乙", "x.case:11: unbalanced mark"}, {"甲⟧乙", "x.case:10: unbalanced mark"}, {"⟦=date 2023-9-1⟧甲⟦=⟧", "no value of a date"},
		{"⟦=money 5⟧甲⟦=⟧", "no value of a money"}, {"⟦=thing⟧甲⟦=⟧", "unknown kind of fact"}, {"⟦=org⟧甲", `the org "甲" is not closed`}, {"甲⟦=⟧", "closes no fact"},
		{"\n\n⟦!X1⟧甲", "x.case:12: ⟦!X1⟧ names no rule"}, {"⟦poimt⟧甲", "unknown role poimt"}, {"⟦point (1) synthetik⟧甲", "unknown flag synthetik"},
		{"⟦point  (1)⟧甲", "malformed mark"}, {"⟦/⟧甲", "closes no measure"}, {"⟦|⟧甲", "ends no title"}, {"甲\n⟦point (2)⟧(1)乙", `x.case:11: ⟦point (2)⟧ stands before "(1)乙"`},
		{"⟦=org⟧⟦=⟧甲", "empty org"},
	} {
		_, err := Parse("x.case", []byte(tinyHead+x[0]))
		if err == nil || !strings.Contains(err.Error(), x[1]) {
			t.Errorf("%q: %v, want %s", x[0], err, x[1])
		}
	}
	for _, x := range [][3]string{
		{"kind: rectification", "kind: letter", "x.case:4: unknown kind"}, {"clean: no", "clean: perhaps", "x.case:5: clean is yes or no"}, {"clean: no", "tidy: no", "x.case:5: unknown key tidy"},
		{"txt docx", "txt doc", "x.case:6: unknown format doc"}, {"clean: no", "kind: audit", "x.case:5: kind is given twice"}, {"about: a tiny case\n", "", "lacks about"},
		{"2023-11-28", "28.11.2023", "x.case:8: published is no day"}, {"\n\n", "\n", "no blank line"}, {"tiny", "\r", "LF and no BOM"},
	} {
		_, err := Parse("x.case", []byte(strings.Replace(tinyHead, x[0], x[1], 1)+"甲"))
		if err == nil || !strings.Contains(err.Error(), x[2]) {
			t.Errorf("%q: %v, want %s", x[1], err, x[2])
		}
	}
}

// TestScores measures hand-made readings: the case's own text, and texts that
// differ from it in known ways.
func TestScores(t *testing.T) {
	t.Parallel()
	for _, x := range []struct {
		name           string
		change         func(string) string
		treeF1, dates  float64
		path, boundary float64
	}{
		{"as it is", func(s string) string { return s }, 1, 1, 1, 1},
		{"other white space", func(s string) string { return "\ufeff" + strings.ReplaceAll(s, "\n", " \n\n\u3000\u3000") }, 1, 1, 1, 1},
		{"nothing", func(string) string { return "" }, 0, 0, 0, 0},
	} {
		t.Run(x.name, func(t *testing.T) {
			t.Parallel()
			c := tiny(t, strings.Replace(tinyBody, "⟦problem 2 synthetic⟧", "⟦problem 2⟧2.关于落实不力的问题。\n", 1))
			res := newResult()
			r := measureText(c, source.New(x.change(c.Text)), &res)
			for _, f := range []struct {
				name      string
				got, want float64
			}{{"tree", r.Tree.F1(), x.treeF1}, {"path", r.Path.Recall(), x.path}, {"dates", r.Values["date"].Recall(), x.dates}, {"boundary", r.Boundary.F1(), x.boundary}} {
				if math.Abs(f.got-f.want) > 1e-9 {
					t.Errorf("%s %v, not %v: %v", f.name, f.got, f.want, r.Wrong)
				}
			}
		})
	}
}

// TestWrongKey turns a key against a reading that is right: the scores must fall
// by exactly what was turned.
func TestWrongKey(t *testing.T) {
	t.Parallel()
	body := strings.Replace(tinyBody, "⟦problem 2 synthetic⟧", "⟦problem 2⟧2.关于落实不力的问题。\n", 1)
	body = strings.Replace(body, "date 2023-09-01", "date 2024-09-01", 1)
	body = strings.Replace(body, "⟦aspect (一)⟧", "⟦problem (一)⟧", 1)
	body = strings.Replace(body, "⟦measure⟧开会", "开⟦measure⟧会", 1)
	body = strings.Replace(body, "⟦=document⟧《公文办法》⟦=⟧", "《⟦=document⟧公文办法⟦=⟧》", 1)
	c := tiny(t, body)
	res := newResult()
	r := measureText(c, source.New(c.Text), &res)
	if want := (Score{Right: 8, Missed: 2, Extra: 2}); r.Tree != want {
		t.Errorf("tree %+v, want %+v: %v", r.Tree, want, r.Wrong)
	}
	if r.Path.Right != 0 || r.Path.Missed != 10 {
		t.Errorf("path %+v: every node hangs below the wrong one", r.Path)
	}
	if r.Values["date"] != (Score{Missed: 1}) || r.Spans["date"] != (Score{Right: 1}) || r.Spans["document"] != (Score{Missed: 1, Extra: 1}) {
		t.Errorf("dates %+v %+v documents %+v", r.Values["date"], r.Spans["date"], r.Spans["document"])
	}
	if r.Boundary != (Score{Right: 3, Missed: 1, Extra: 1}) {
		t.Errorf("boundary %+v", r.Boundary)
	}
}

func TestAlign(t *testing.T) {
	t.Parallel()
	key := "一、工作情况如下所述\n反馈问题│整改措施│完成情况\n反馈问题│整改措施│完成情况\n以上内容予以公开，请大家监督"
	read := "首页 工作动态\n一、工作情况如\n下所述\n反馈问题\t整改措施\t完成情况\n反馈问题│整改措施│完成情況\n以上內容予以公开，请大家监督\n版权所有"
	a := align(key, read)
	for i, g := range a.key {
		if k := slices.Index(a.back, int32(i)); k < 0 || a.read[k].r != g.r && a.read[k].r != '況' && a.read[k].r != '內' {
			t.Errorf("%c at %d is read at %d", g.r, g.off, k)
		}
	}
	if got := a.readStart(0); got != nowhere {
		t.Errorf("the navigation is aligned with %d", got)
	}
	if off := int32(strings.Index(read, "一、")); a.readStart(off) != 0 || a.near(0) != 0 {
		t.Errorf("start %d, near %d", a.readStart(off), a.near(0))
	}
	if align("", "甲").near(0) != 0 || len(align("甲", "").back) != 0 {
		t.Error("empty texts")
	}
}

func TestValues(t *testing.T) {
	t.Parallel()
	for _, x := range []struct {
		kind, key, got string
		want           bool
	}{{"count", "3.2万 亩", "32000 亩", true}, {"count", "12 个", "12 名", false}, {"count", "1.8万 户", "18000 万户", true}, {"percent", "85.50", "85.5", true},
		{"money", "399.50/人", "399.50/人", true}, {"money", "399.50/人", "399.50", false}, {"date", "2023-09-01", "2023-09-01 2023-09-30", false}} {
		if got := sameValue(&Fact{Kind: x.kind, Value: x.key}, x.got); got != x.want {
			t.Errorf("%s %s = %s: %v", x.kind, x.key, x.got, got)
		}
	}
	if !sameTitle("问题3：针对 甲。", "针对甲") || sameTitle("甲", "乙") || value("二十三") != 23 || value("十") != 10 || value("107") != 107 {
		t.Error("titles or numerals")
	}
	if s := (Score{Right: 3, Missed: 1, Extra: 2}); s.F1() != 2.0/3 || s.Recall() != 0.75 || s.Precision() != 0.6 || figure(Score{}.F1()) != "–" {
		t.Error("scores")
	}
}
