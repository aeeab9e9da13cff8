package oscal

import (
	"cmp"
	"slices"
	"strconv"

	"zhenggai/ledger"
	"zhenggai/org"
)

// log reads what became of a finding in a cycle. Entries of others are not read: nobody
// knows what they mean to us.
func (r *reader) log(path string, entries []entry, c *ledger.Case) {
	f := c.Finding
	submissions, closures, extensions := len(c.Submissions), len(c.Closures), len(c.Extensions)
	for i := range entries {
		if r.full() {
			return
		}
		e := &entries[i]
		kind, _ := e.Props.of("entry")
		at, by := timeOf(e.Start), r.by(e)
		switch kind {
		case entryRelapse:
			one := &ledger.Relapse{Finding: f.ID, Cycle: f.Cycle, Reason: plain(e.Description), By: by, At: at}
			r.set(path, e.Props, relapseFields(one))
			one.Book = r.p.Book.ID
			c.Relapses = append(c.Relapses, one)
		case entryExtension:
			one := &ledger.Extension{Finding: f.ID, Reason: plain(e.Description), By: by, At: at}
			r.set(path, e.Props, extensionFields(one))
			one.Book = r.p.Book.ID
			c.Extensions = append(c.Extensions, one)
		case entrySubmission:
			one := &ledger.Submission{Finding: f.ID, Cycle: f.Cycle, Note: plain(e.Description), By: by, At: at}
			r.set(path, e.Props, submissionFields(one))
			one.Book = r.p.Book.ID
			c.Submissions = append(c.Submissions, one)
		case entryClosure:
			one := &ledger.Closure{Finding: f.ID, Cycle: f.Cycle, By: by, At: at}
			r.set(path, e.Props, closureFields(one))
			one.Book = r.p.Book.ID
			c.Closures = append(c.Closures, one)
		}
	}
	r.answers(path, entries, asked{byRow(c.Submissions[submissions:]), byRow(c.Closures[closures:]), byRow(c.Extensions[extensions:])})
}

// asked are the rows of a log that others of its entries answer.
type asked struct {
	submissions map[org.ID]*ledger.Submission
	closures    map[org.ID]*ledger.Closure
	extensions  map[org.ID]*ledger.Extension
}

// answers reads the entries that belong to another: verdicts, decisions, renewals.
func (r *reader) answers(path string, entries []entry, to asked) {
	entries = slices.Clone(entries)
	slices.SortStableFunc(entries, func(a, b entry) int { return cmp.Compare(orderOf(&a), orderOf(&b)) })
	for i := range entries {
		e := &entries[i]
		kind, _ := e.Props.of("entry")
		at, by, of := timeOf(e.Start), r.by(e), org.ID{}
		missing := func() {
			r.c.fault(path, "日志条目 %s 说的申请或销号在文件里没有。", "what the log entry %s is about is not in the document.", e.UUID)
		}
		switch kind {
		case entryVerdict:
			v := ledger.Verdict{Opinion: plain(e.Description), By: by, At: at}
			r.set(path, e.Props, verdictFields(&of, &v))
			if s := to.submissions[of]; s != nil {
				s.Verdicts = append(s.Verdicts, v)
			} else {
				missing()
			}
		case entryRenewal:
			one := ledger.Renewal{Opinion: plain(e.Description), By: by, At: at}
			r.set(path, e.Props, renewalFields(&of, &one))
			if s := to.closures[of]; s != nil {
				s.Renewed = append(s.Renewed, one)
			} else {
				missing()
			}
		case entryDecision:
			var read ledger.Extension
			r.set(path, e.Props, decisionFields(&of, &read))
			if x := to.extensions[of]; x != nil {
				x.Decision, x.Opinion, x.DecidedBy, x.DecidedAt = read.Decision, plain(e.Description), by, at
			} else {
				missing()
			}
		}
	}
}

// orderOf returns the place of an entry among its like.
func orderOf(e *entry) int {
	s, _ := e.Props.of("order")
	n, _ := strconv.Atoi(s) // 0 where there is none
	return n
}

// by returns who wrote an entry.
func (r *reader) by(e *entry) org.ID {
	if len(e.Logged) == 0 {
		return org.ID{}
	}
	return r.partyID(e.Logged[0].Party)
}

// byRow finds rows by their ids.
func byRow[T org.Row](rows []T) map[org.ID]T {
	at := map[org.ID]T{}
	for _, r := range rows {
		at[r.Key().ID] = r
	}
	return at
}
