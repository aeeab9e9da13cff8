package form

import (
	"strings"

	"zhenggai/ledger/draft"
)

// OwnWords stand behind what a unit says came of a finding where that claims more
// than the ledger grants.
const OwnWords = "（以上为单位自述，尚未审核销号）"

// result returns what papers say came of a leaf, to be printed beside the word w of
// the ledger. What is nothing but a state is left out: the word of the ledger is the
// state. What else claims that the leaf is done, and it is not, is marked as the
// unit's own words; the checks before publication ask for an explanation.
func result(progress string, w Word) string {
	said := bare(without(progress, draft.OnlyStatus))
	if said != "" && !w.Finished && draft.SaysDone(said) {
		said += OwnWords
	}
	return said
}

// Contradicts reports how a result differs from the word of the ledger beside it:
// whether it does, and whether it is marked as the unit's own words.
func (s Status) Contradicts(result string) (differs, marked bool) {
	for _, w := range Words {
		if w.Status == s {
			differs = !w.Finished && draft.SaysDone(result) || w.Finished && draft.SaysOpen(result)
		}
	}
	return differs, strings.Contains(result, OwnWords)
}
