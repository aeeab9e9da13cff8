// Package rules holds the rules: one file, one page (page/ID.md) and cases
// (testdata/ID) for each. The list below is written by hand; a test finds the
// rule that is missing in it. IDs are forever: a withdrawn rule keeps its number
// in withdrawn, with the reason.
//
// The families are N numbering and structure, D dates, A arithmetic, M names, W
// wording, S substance, C copies, P personal data and publication, L ledger.
package rules

import (
	"embed"
	"slices"
	"strings"

	"zhenggai/lint"
)

//go:embed page/*.md
var pages embed.FS

// page returns the page of the rule id.
func page(id string) string {
	b, err := pages.ReadFile("page/" + id + ".md")
	if err != nil {
		return "" // a test says which page is missing
	}
	return string(b)
}

// all are the rules of all families with their pages, in the order of their IDs.
var all = func() []*lint.Rule {
	list := slices.Concat(numbering, dates, arithmetic, names, wording, substance, copies, publication, ledger)
	for _, r := range list {
		r.Page = page(r.ID)
	}
	slices.SortFunc(list, func(a, b *lint.Rule) int { return strings.Compare(a.ID, b.ID) })
	return list
}()

// All returns all rules in the order of their IDs.
func All() []*lint.Rule { return slices.Clone(all) }

// Find returns the rule with this ID or name, or nil.
func Find(id string) *lint.Rule {
	for _, r := range all {
		if strings.EqualFold(r.ID, id) || r.Name == id {
			return r
		}
	}
	return nil
}

// Families names the families by the first letter of the IDs.
var Families = []struct {
	Letter string
	Title  lint.Say
}{
	{"N", lint.Say{ZH: "编号与结构", EN: "numbering and structure"}},
	{"D", lint.Say{ZH: "日期", EN: "dates"}},
	{"A", lint.Say{ZH: "数字与合计", EN: "arithmetic and totals"}},
	{"M", lint.Say{ZH: "名称与文件", EN: "names and documents"}},
	{"W", lint.Say{ZH: "文字与标点", EN: "wording, characters, punctuation"}},
	{"S", lint.Say{ZH: "措施实质", EN: "substance of measures"}},
	{"C", lint.Say{ZH: "雷同", EN: "copies"}},
	{"P", lint.Say{ZH: "个人信息与公开", EN: "personal data and publication"}},
	{"L", lint.Say{ZH: "台账", EN: "ledger"}},
}

// unborn are the IDs of the catalogue that no rule bears, and why. They are kept
// free: an ID means one thing for ever.
var unborn = map[string]string{
	"A18": "needs the figures of a whole round beside its reports",
	"A19": "needs a key by which one event is known in two reports",
	"C04": "needs the unit's reports of earlier rounds",
	"C05": "needs the frequency of passages over many units; boilerplate is a guard of C01, C03 and C06 instead",
	"C08": "needs the unit's reports of earlier rounds",
	"S12": "needs the distribution over a round",
	"L01": "needs a report beside the ledger",
	"L02": "needs a report beside the ledger",
	"L09": "needs the history of a ledger",
	"L11": "needs a report beside the ledger",
	"L12": "needs the history of a ledger",
	"L14": "needs the ledgers of earlier rounds",
}
