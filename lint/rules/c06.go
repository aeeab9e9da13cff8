package rules

import "zhenggai/lint"

var c06 = &lint.Rule{
	ID: "C06", Name: "shared-clause",
	Title:    lint.Say{ZH: "不同问题的措施有相同的长句", EN: "a long clause in common"},
	Severity: lint.Hint,
	Check: func(p *lint.Pass) {
		reportTwins(p, likeClause, lint.Say{ZH: "与%s的措施有%d个字连续相同，请核对是否照抄。",
			EN: "Shares a run of characters with a measure of %s (%d in all); please check whether it was taken over."})
	},
}
