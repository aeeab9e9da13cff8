package rules

import "zhenggai/lint"

var c07 = &lint.Rule{
	ID: "C07", Name: "copied-figures",
	Title:    lint.Say{ZH: "与其他单位报告的措施相近，数字也相同", EN: "a near copy of another report's measure, figures included"},
	Severity: lint.Warning,
	Check: func(p *lint.Pass) {
		foundForeign(p, true, lint.Say{ZH: "与另一单位“%s”的措施相近（相同度%d%%，最长相同%d字），数字也完全相同，请说明是共同开展的工作，还是照搬。",
			EN: "Nearly the same as a measure of another unit, %q (%d %% alike, %d characters in one run), with the same figures; please say whether the work was done together or the words were taken over."})
	},
	Compare: func(c *lint.Comparison) {
		for i := range c.Pairs {
			if pair := &c.Pairs[i]; copiedAcross(c, pair) && sameFigures(c, pair) {
				foundAcross(c, pair, lint.Say{ZH: "与“%s”的措施相近（相同度%d%%，最长相同%d字），数字也完全相同，请说明是共同开展的工作，还是照搬。",
					EN: "Nearly the same as a measure in %q (%d %% alike, %d characters in one run), with the same figures; please say whether the work was done together or the words were taken over."})
			}
		}
	},
}
