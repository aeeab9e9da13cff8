package oscal

import (
	"zhenggai/ledger"
	"zhenggai/org"
)

// These lists say which values of each row stand in properties, for writing and for
// reading. What the standard has a place for is not among them.

func bookFields(b *ledger.Book) []field {
	return []field{marked("book", &b.ID), text("book-name", &b.Name), marked("unit", &b.Unit), text("unit-name", &b.UnitName), flag("supervised", &b.Supervised)}
}

func inspectionFields(i *ledger.Inspection) []field {
	return []field{marked("inspection", &i.ID), text("inspection-no", &i.No), marked("round", &i.Round), text("team", &i.Team), marked("from", &i.From),
		marked("to", &i.To), marked("feedback", &i.Feedback), marked("published", &i.Published), text("inspection-kind", &i.Kind), text("regime", &i.Regime)}
}

// cycleFields name the finding of a cycle.
func cycleFields(f *ledger.Finding) []field {
	return []field{marked("finding", &f.ID), number("cycle", &f.Cycle), text("state", &f.State)}
}

func findingFields(f *ledger.Finding) []field {
	return []field{text("level", &f.Level), flag("leaf", &f.Leaf), number("order", &f.Ord), text("number", &f.No), text("printed", &f.Printed),
		text("item-number", &f.Code), text("category", &f.Category), text("root-cause", &f.RootCause), text("goal", &f.Goal), text("standard", &f.Standard),
		text("analogy", &f.Analogy), text("progress", &f.Progress), text("next", &f.Next), text("kind", &f.Kind), marked("first-due", &f.FirstDue),
		flag("standing", &f.Standing), marked("involved", &f.Involved), marked("recovered", &f.Recovered), flag("partial", &f.Partial),
		number("stage", &f.Stage), number("extended", &f.Extended), text("voided", &f.Voided), flag("inferred", &f.Inferred), text("claim", &f.Claim), text("note", &f.Note)}
}

func measureFields(m *ledger.Measure) []field {
	return []field{marked("measure", &m.ID), number("order", &m.Ord), text("number", &m.No), text("kind", &m.Kind), marked("first-due", &m.FirstDue),
		flag("standing", &m.Standing), text("dropped", &m.Dropped), text("claims", &m.Claims)}
}

func doneFields(d *ledger.Done) []field {
	return []field{text("result", &d.Result), marked("done", &d.Dated), marked("done-by", &d.By), marked("done-at", &d.At)}
}

func milestoneFields(m *ledger.Milestone) []field { return []field{marked("done", &m.Done)} }

func evidenceFields(e *ledger.Evidence) []field {
	return []field{marked("evidence", &e.ID), marked("measure", &e.Measure), marked("sm3", &e.SM3), text("file", &e.Name), number("size", &e.Size),
		marked("dated", &e.Dated), marked("seen", &e.Seen), marked("by", &e.By), text("voided", &e.Voided)}
}

func recordFields(r *ledger.Record) []field {
	return []field{marked("record", &r.ID), marked("measure", &r.Measure), text("kind", &r.Kind), marked("dated", &r.Dated), marked("by", &r.By)}
}

func moneyFields(m *ledger.Money) []field {
	return []field{marked("money", &m.ID), text("event", &m.Event), marked("amount", &m.Amount), text("payer", &m.Payer), text("voucher", &m.Voucher),
		marked("dated", &m.Dated), marked("evidence", &m.Evidence)}
}

func accountFields(a *ledger.Accountability) []field {
	return []field{marked("accountability", &a.ID), text("form", &a.Form), number("persons", &a.Persons), number("bodies", &a.Bodies),
		marked("dated", &a.Dated), marked("evidence", &a.Evidence)}
}

func documentFields(d *ledger.Document) []field {
	return []field{marked("document", &d.ID), text("kind", &d.Kind), text("file", &d.Name), marked("sm3", &d.SM3), number("size", &d.Size),
		marked("text", &d.Text), marked("by", &d.By), marked("seen", &d.Seen), marked("signed", &d.Signed)}
}

func regulationFields(r *ledger.Regulation) []field {
	return []field{marked("regulation", &r.ID), text("number", &r.No), text("event", &r.Event), marked("dated", &r.Dated), marked("seen", &r.Seen),
		ids("findings", &r.Findings), marked("evidence", &r.Evidence)}
}

func submissionFields(s *ledger.Submission) []field {
	return []field{marked("submission", &s.ID), number("n", &s.N), marked("seen", &s.Seen), text("outcome", &s.Outcome)}
}

// verdictFields; of is the submission that it is on.
func verdictFields(of *org.ID, v *ledger.Verdict) []field {
	return []field{marked("submission", of), text("step", &v.Step), flag("pass", &v.Pass), marked("unit", &v.Unit), marked("seen", &v.Seen), marked("meeting", &v.Meeting)}
}

func closureFields(c *ledger.Closure) []field {
	return []field{marked("closure", &c.ID), marked("submission", &c.Submission), marked("verifier", &c.Verifier), marked("seen", &c.Seen), marked("failed", &c.Failed)}
}

// renewalFields; of is the closure that it is on.
func renewalFields(of *org.ID, r *ledger.Renewal) []field {
	return []field{marked("closure", of), marked("seen", &r.Seen)}
}

func relapseFields(r *ledger.Relapse) []field {
	return []field{marked("relapse", &r.ID), marked("closure", &r.Closure), marked("found", &r.Found)}
}

func extensionFields(e *ledger.Extension) []field {
	return []field{marked("extension", &e.ID), number("n", &e.N), marked("from", &e.From), marked("to", &e.To), text("progress", &e.Progress)}
}

// decisionFields; of is the extension that it is on.
func decisionFields(of *org.ID, e *ledger.Extension) []field {
	return []field{marked("extension", of), text("decision", &e.Decision)}
}
