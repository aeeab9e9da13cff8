// Package similar finds near copies among short Chinese texts: measures
// (整改措施) that were taken over from another point, another unit or last
// round's report, with a name or a date exchanged.
//
// It works in two steps. Winnowing (Schleimer, Wilkerson, Aiken: "Winnowing:
// Local Algorithms for Document Fingerprinting", SIGMOD 2003) keeps about a
// third of all 5-rune grams of a text in such a way that two texts which share
// a run of [MinShared] runes always have a fingerprint in common. Texts with
// common fingerprints are then compared exactly; see [Likeness] for what is
// measured and [Likeness.Near] for what counts as a near copy. Since a near copy
// has a run of at least [MinUntitled] runes, the first step loses none but those
// whose common text is known from many other passages; see [Index].
//
// [Index] holds a large and growing collection, [Comparer] the measures of one
// report, [Compare] and [Shared] look at two texts.
//
// All lengths in runes are counted after folding: punctuation, spaces and
// symbols are dropped and full-width letters and digits are made half-width, so
// that "2024年,共3次" and "2024年共3次" are equal. All spans are byte
// offsets in the texts as they were given. Folding works on 16 bits a rune:
// characters beyond the Basic Multilingual Plane (rare names) share 2,048
// codes, so two different ones are taken for equal once in 2,048 times.
package similar

// ID names a passage of an [Index] or a [Comparer]: the first one added is 0,
// the next 1, and so on.
type ID uint32

// Span is the part text[Start:End] of a text, in bytes, on rune edges.
type Span struct{ Start, End int }

// Run is a stretch of folded text that two texts have in common. The spans may
// differ in length, for they include the punctuation in between.
type Run struct {
	A, B  Span
	Runes int // length after folding, the same in both
}

// The bars were set on a published report of 98 measures: Jaccard 0.35 gave 13
// pairs, all of them true on reading; the first false pair stood at 0.29.
const (
	// MinShared is the length in runes from which every common run of two
	// passages is seen by their fingerprints (window + gram - 1), and the
	// shortest run that [Shared] returns.
	MinShared = window + gram - 1
	// MinJaccard is the Jaccard index of the 4-gram sets from which two
	// passages are near copies.
	MinJaccard = 0.35
	// MinRun is the common run, in runes, from which two passages are near
	// copies however much they differ elsewhere.
	MinRun = 20
	// MinUntitled is the common run outside 《…》, in runes, that near copies
	// must have: naming the same document is not copying.
	MinUntitled = 12
	// MaxPassages is the number of passages in which a fingerprint may occur
	// before it is held to be boilerplate (套话) and no longer leads from one
	// passage to the other.
	MaxPassages = 40
)
