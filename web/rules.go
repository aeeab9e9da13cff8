package web

import (
	"strings"

	"zhenggai/lint"
	"zhenggai/lint/rules"
	"zhenggai/web/ui"
)

var rulesRoutes = []Route{
	{"GET /rules", "检查规则", "rules of the checker", SignedIn, nil, false, (*visit).rules},
	{"GET /rules/{id}", "一条规则的说明", "page of a rule", SignedIn, nil, false, (*visit).rule},
}

// rules lists the rules of the checker by family.
func (v *visit) rules() error {
	return v.show(v.page(v.word("检查规则", "Rules")), rulesPage(rules.All()))
}

// rule shows the page of one rule, with the rules before and after it.
func (v *visit) rule() error {
	r := rules.Find(v.PathValue("id"))
	if r == nil {
		return errNoPage
	}
	p := v.page(r.ID+" "+r.Title.In(v.lang()), ui.Link{Text: v.word("检查规则", "Rules"), Href: "/rules"})
	before, after := neighbours(r)
	p.Tools = ruleTools(before, after)
	return v.show(p, rulePage(r, blocks(r.Page)))
}

// neighbours returns the rules before and after r, or nil.
func neighbours(r *lint.Rule) (before, after *lint.Rule) {
	all := rules.All()
	for i, x := range all {
		if x == r {
			if i > 0 {
				before = all[i-1]
			}
			if i+1 < len(all) {
				after = all[i+1]
			}
		}
	}
	return before, after
}

// severityColour is the colour of a badge.
func severityColour(s lint.Severity) string {
	switch s {
	case lint.Error:
		return "red"
	case lint.Warning:
		return "yellow"
	}
	return "azure"
}

// A block is a piece of a rule's page: a heading, lines of a list, a quotation, or a
// paragraph.
type block struct {
	kind  string // head, list, code, quote, text
	lines []string
}

// blocks reads the Markdown of a rule's page. The first heading is left out: the page
// has its title.
func blocks(page string) (all []block) {
	add := func(kind, line string, join bool) {
		if n := len(all); join && n > 0 && all[n-1].kind == kind {
			all[n-1].lines = append(all[n-1].lines, line)
			return
		}
		all = append(all, block{kind, []string{line}})
	}
	code, gap := false, true
	for i, l := range strings.Split(strings.TrimRight(page, "\n"), "\n") {
		switch {
		case strings.HasPrefix(l, "```"):
			if code = !code; code {
				all = append(all, block{kind: "code"})
			}
		case code:
			add("code", l, true)
		case i == 0 && strings.HasPrefix(l, "# "):
		case strings.HasPrefix(l, "#"):
			add("head", strings.TrimLeft(l, "# "), false)
		case strings.HasPrefix(l, "- "), strings.HasPrefix(l, "* "):
			add("list", plain(l[2:]), true)
		case strings.HasPrefix(l, "> "):
			add("quote", plain(l[2:]), true)
		case strings.TrimSpace(l) != "":
			add("text", plain(l), !gap)
		}
		gap = strings.TrimSpace(l) == ""
	}
	return all
}

// plain takes the marks of Markdown out of a line.
func plain(line string) string { return strings.NewReplacer("**", "", "`", "").Replace(line) }

// ruleScope says what a rule looks at.
func ruleScope(lang string, s lint.Scope) string {
	words := [...][2]string{{"一份报告", "one report"}, {"台账", "ledger"}, {"多份报告之间", "across reports"}}[s]
	if lang == "en" {
		return words[1]
	}
	return words[0]
}
