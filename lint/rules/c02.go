package rules

import "zhenggai/lint"

var c02 = &lint.Rule{
	ID: "C02", Name: "verbatim-within",
	Title:    lint.Say{ZH: "不同问题的措施一字不差", EN: "the same measure under different points"},
	Severity: lint.Error,
	Check: func(p *lint.Pass) {
		reportTwins(p, likeVerbatim, lint.Say{ZH: "与%s的措施相同（相同度%d%%，最长相同%d字）。确系同一项工作的，请注明“同该条”；否则请写清本条的措施。",
			EN: "The same as a measure of %s (%d %% alike, %d characters in one run). If it is the same work, please say so; if not, please write what was done here."})
	},
}
