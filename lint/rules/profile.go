package rules

import "zhenggai/lint"

// Profiles returns the purposes for which a report is checked. In a draft the
// rules have their own severities. Before publication personal data and marks of
// secrecy must be out and the report must be whole. At acceptance it counts what
// was done: plans, words and copies weigh more.
func Profiles() []*lint.Profile { return []*lint.Profile{draft, beforePublication, acceptance} }

var draft = &lint.Profile{Name: "draft", Title: lint.Say{ZH: "草稿", EN: "draft"}}

var beforePublication = &lint.Profile{
	Name:  "publication",
	Title: lint.Say{ZH: "公开前", EN: "before publication"},
	Severity: map[string]lint.Severity{
		"P01": lint.Error, "P02": lint.Error, "P03": lint.Error, "P04": lint.Error, "P05": lint.Error,
		"P06": lint.Error, "P07": lint.Error, "P08": lint.Error, "P09": lint.Error, "P10": lint.Error,
		"N17": lint.Error, "N19": lint.Error, // sign-off and contact
	},
}

var acceptance = &lint.Profile{
	Name:  "acceptance",
	Title: lint.Say{ZH: "验收", EN: "acceptance"},
	Severity: map[string]lint.Severity{
		"S01": lint.Error, "S02": lint.Error, "S03": lint.Error, "S05": lint.Error, "S10": lint.Error,
		"S06": lint.Warning, "S07": lint.Warning, "S08": lint.Warning, "S09": lint.Warning, "S11": lint.Warning,
		"C01": lint.Error, "C06": lint.Warning, "C07": lint.Error,
	},
}
