package rules

import "zhenggai/lint"

var c01 = &lint.Rule{
	ID: "C01", Name: "copy-within",
	Title:    lint.Say{ZH: "不同问题的措施相近", EN: "measures of different points are near copies"},
	Severity: lint.Warning,
	Check: func(p *lint.Pass) {
		reportTwins(p, likeCopy, lint.Say{ZH: "与%s的措施相近（相同度%d%%，最长相同%d字），请说明是同一项工作，还是各有不同。",
			EN: "Nearly the same as a measure of %s (%d %% alike, %d characters in one run); please say whether it is the same work or how they differ."})
	},
}
