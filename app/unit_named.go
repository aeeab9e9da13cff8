package app

import (
	"strings"

	"zhenggai/ledger"
	"zhenggai/org"
)

// otherUnit returns the unit that is printed in a document as its author or as the one
// inspected, if that seems to be another than the book's: whoever takes it over may have chosen the
// wrong book. It is only said, never refused, since documents name a unit in many ways.
func otherUnit(printed string, book *ledger.Book, tree *org.Tree) string {
	named := bareUnit(printed)
	if named == "" || strings.Contains(named, "巡察") || strings.Contains(named, "巡视") || strings.Contains(named, "审计") {
		return "" // whoever inspected is not who was inspected
	}
	names := []string{book.UnitName, book.Name}
	if u := tree.Unit(book.Unit); u != nil {
		names = append(names, u.Name)
	}
	for _, of := range names {
		if of = bareUnit(of); of != "" && (strings.Contains(named, of) || strings.Contains(of, named)) {
			return ""
		}
	}
	return printed
}

// bareUnit returns the name of a unit without what documents put before and behind it:
// 中共云川市水务局党组 and 市水务局 have 水务局 in common, 云川市 may be said or not.
func bareUnit(name string) string {
	name = strings.TrimPrefix(strings.Join(strings.Fields(name), ""), "中共")
	for _, end := range []string{"委员会", "党委", "党组", "党工委", "党总支", "党支部", "机关"} {
		name = strings.TrimSuffix(name, end)
	}
	for _, place := range []string{"省", "自治区", "市", "县", "区"} {
		if _, rest, ok := strings.Cut(name, place); ok && len([]rune(rest)) > 2 {
			name = rest
		}
	}
	return name
}
