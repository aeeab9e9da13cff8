package web

import (
	"strings"

	"zhenggai/ledger"
	"zhenggai/zh"
)

// milestoneLines writes milestones as people type them, one a line.
func milestoneLines(stones []ledger.Milestone) string {
	var all []string
	for _, s := range stones {
		line := s.Due.String() + " " + s.Title
		if !s.Done.IsZero() {
			line += " | " + s.Done.String()
		}
		all = append(all, line)
	}
	return strings.Join(all, "\n")
}

// milestonesOf reads milestones as milestoneLines writes them.
func milestonesOf(text string) (all []ledger.Milestone, err error) {
	for line := range strings.Lines(lineEnds(text)) {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		due, rest, _ := strings.Cut(line, " ")
		title, done, isDone := strings.Cut(rest, "|")
		m := ledger.Milestone{Title: strings.TrimSpace(title)}
		m.Due, err = zh.ParseDay(due)
		if err == nil && isDone {
			m.Done, err = zh.ParseDay(strings.TrimSpace(done))
		}
		if err != nil || m.Title == "" {
			return nil, besideField("milestones", "节点“"+line+"”读不出来，请写成 2026-05-01 完成初稿 的样子，每行一个。",
				"The milestone "+line+" cannot be read: write it like 2026-05-01 First draft, one a line.")
		}
		all = append(all, m)
	}
	return all, nil
}
