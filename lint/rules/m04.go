package rules

import (
	"slices"
	"strings"

	"zhenggai/lint"
)

var m04 = &lint.Rule{
	ID: "M04", Name: "name-without-alias",
	Title:    lint.Say{ZH: "简称未作说明", EN: "a short name that was not introduced"},
	Severity: lint.Hint,
	Words:    shortNames(),
	Check: func(p *lint.Pass) {
		unit := p.In(p.Head.Signer)
		if unit == "" {
			unit = p.In(p.Head.Unit)
		}
		hits := p.Hits()
		if unit == "" || slices.ContainsFunc(hits, func(h lint.Hit) bool { return h.Word.Say == "" }) {
			return // something is introduced: 以下简称
		}
		for _, h := range hits {
			full := h.Word.Say
			if onPortal(p, h.Span) || !strings.Contains(unit, full) || !closesAny(p.Body[max(0, h.Span.Start-3):h.Span.Start], "市", "县", "区", "省", "州", "旗") {
				continue
			}
			k := strings.Index(unit, full)
			p.Found(h.Span, lint.Say{
				ZH: "“%s”未经“以下简称”说明，应为“%s”，首次出现请用全称并注明简称。",
				EN: "%q is used without being introduced as a short form of %q; please give the full name first."},
				h.Word.Find, strings.TrimPrefix(unit[:k+len(full)], "中共")).Sure(75)
			return // once a report
		}
	},
}

// shortNames are contracted names of bodies and the full ones. Names that only
// leave out the area (县水务局) are plain and not looked for.
func shortNames() (words []lint.Word) {
	words = []lint.Word{{Find: "以下简称"}, {Find: "（简称"}, {Find: "(简称"}}
	for pair := range strings.FieldsSeq("科技局>科学技术局 人社局>人力资源和社会保障局 城管局>城市管理局 住建局>住房和城乡建设局 发改局>发展和改革局 发改委>发展和改革委员会 卫健局>卫生健康局 卫健委>卫生健康委员会 自规局>自然资源和规划局 资规局>自然资源和规划局 市监局>市场监督管理局 市场监管局>市场监督管理局 文旅局>文化和旅游局 交通局>交通运输局 经信局>经济和信息化局 工信局>工业和信息化局 教体局>教育和体育局 医保局>医疗保障局 机管局>机关事务管理局 国资委>国有资产监督管理委员会 供销社>供销合作社联合社 综合执法局>综合行政执法局 文广旅局>文化广电和旅游局") {
		short, full, _ := strings.Cut(pair, ">")
		words = append(words, lint.Word{Find: short, Say: full})
	}
	return words
}
