// Package regs holds what the rules demand, as data with dates: today the
// regimes (时限规则), that is, what is due within which time of which event.
// Regulations with their clauses (duty 职责, procedure 程序, limit 限额) are to
// stand beside them; the name Limit is kept free for them, which is why a limit
// in time is a [TimeLimit].
//
// A [Regime] is read from a JSON file, a pack, and is in force for feedback given
// on the days from From to the day before To. Local practice is an [Overlay]: it
// replaces and adds single limits over a regime, and what it replaced stays
// visible. A [Catalog] holds both and chooses by kind and feedback day; [Packs]
// is the one that is built in, [Catalog.With] adds what a site has of its own.
// doc/regimes.md shows all of it and is made from it.
//
// A figure that nobody has read in a source is in the pack, but Verified is false
// and Note says why; every [Deadline] that rests on it carries the mark.
//
// How days are counted: the day of the event does not count and the last day does
// (so "within 1 month" of 10 September ends with 10 October). A month ends on the
// day of the same number, or on the last day of a month that is too short. Both
// are what articles 201 and 202 of the Civil Code say of civil matters; that they
// hold here is our decision, and so is it that a last day which is a day of rest
// is not moved (article 203 would). Working days come from a [Calendar]; where its
// table does not reach, a day is judged by weekday and marked provisional.
//
// Nothing here reads the clock: today is an argument.
package regs
