package store

import "zhenggai/ledger"

func inspectionColumns(i *ledger.Inspection) []column {
	return []column{
		text("no", &i.No),
		ref("round_id", &i.Round),
		text("title", &i.Title),
		text("team", &i.Team),
		day("from_day", &i.From),
		day("to_day", &i.To),
		day("feedback", &i.Feedback),
		day("published", &i.Published),
		text("kind", &i.Kind),
		text("regime", &i.Regime),
		list("sources", (*[]ledger.Source)(&i.Sources)),
	}
}

func findingColumns(f *ledger.Finding) []column {
	return append([]column{
		id("inspection_id", &f.Inspection),
		ref("parent_id", &f.Parent),
		text("level", &f.Level),
		flag("leaf", &f.Leaf),
		number("ord", &f.Ord),
		text("no", &f.No),
		text("printed", &f.Printed),
		text("code", &f.Code),
		text("title", &f.Title),
		text("text", &f.Text),
		text("category", &f.Category),
		text("root_cause", &f.RootCause),
		text("goal", &f.Goal),
		text("standard", &f.Standard),
		text("analogy", &f.Analogy),
		text("progress", &f.Progress),
		text("next", &f.Next),
		text("kind", &f.Kind),
		day("first_due", &f.FirstDue),
		day("due", &f.Due),
		flag("standing", &f.Standing),
		list("groups", &f.Groups),
		number("involved", &f.Involved),
		number("recovered", &f.Recovered),
		text("state", &f.State),
		number("cycle", &f.Cycle),
		flag("partial", &f.Partial),
		number("stage", &f.Stage),
		number("extended", &f.Extended),
		text("voided", &f.Voided),
		list("sources", (*[]ledger.Source)(&f.Sources)),
		flag("inferred", &f.Inferred),
		text("claim", &f.Claim),
		text("note", &f.Note),
		list("sent_back", &f.SentBack),
	}, ownersColumns(&f.Owners)...)
}

func ownersColumns(o *ledger.Owners) []column {
	return []column{
		ref("lead_id", &o.Lead),
		text("lead_name", &o.LeadName),
		ref("dept_id", &o.Dept),
		text("dept_name", &o.DeptName),
		list("support", &o.Support),
		text("support_name", &o.SupportName),
		ref("handler_id", &o.Handler),
		text("handler_name", &o.HandlerName),
	}
}

func measureColumns(m *ledger.Measure) []column {
	return append([]column{
		id("finding_id", &m.Finding),
		number("cycle", &m.Cycle),
		number("ord", &m.Ord),
		text("no", &m.No),
		text("text", &m.Text),
		text("kind", &m.Kind),
		day("first_due", &m.FirstDue),
		day("due", &m.Due),
		flag("standing", &m.Standing),
		list("milestones", &m.Milestones),
		part("done", &m.Done),
		text("dropped", &m.Dropped),
		text("claims", &m.Claims),
		list("sources", (*[]ledger.Source)(&m.Sources)),
	}, ownersColumns(&m.Owners)...)
}

func recordColumns(r *ledger.Record) []column {
	return []column{
		id("finding_id", &r.Finding),
		ref("measure_id", &r.Measure),
		text("kind", &r.Kind),
		text("title", &r.Title),
		text("text", &r.Text),
		day("dated", &r.Dated),
		moment("seen", &r.Seen),
		ref("by_id", &r.By),
		list("sources", (*[]ledger.Source)(&r.Sources)),
	}
}

func evidenceColumns(e *ledger.Evidence) []column {
	return []column{
		id("finding_id", &e.Finding),
		ref("measure_id", &e.Measure),
		number("cycle", &e.Cycle),
		digest("sha256", &e.SHA256),
		digest("sm3", &e.SM3),
		text("name", &e.Name),
		text("type", &e.Type),
		number("size", &e.Size),
		text("title", &e.Title),
		day("dated", &e.Dated),
		moment("seen", &e.Seen),
		ref("by_id", &e.By),
		text("voided", &e.Voided),
	}
}

func moneyColumns(m *ledger.Money) []column {
	return []column{
		id("finding_id", &m.Finding),
		text("event", &m.Event),
		number("amount", &m.Amount),
		text("payer", &m.Payer),
		text("voucher", &m.Voucher),
		day("dated", &m.Dated),
		moment("seen", &m.Seen),
		ref("evidence_id", &m.Evidence),
		text("text", &m.Text),
		list("sources", (*[]ledger.Source)(&m.Sources)),
	}
}

func accountabilityColumns(a *ledger.Accountability) []column {
	return []column{
		id("finding_id", &a.Finding),
		text("form", &a.Form),
		number("persons", &a.Persons),
		number("bodies", &a.Bodies),
		day("dated", &a.Dated),
		moment("seen", &a.Seen),
		ref("evidence_id", &a.Evidence),
		text("text", &a.Text),
		list("sources", (*[]ledger.Source)(&a.Sources)),
	}
}

func submissionColumns(s *ledger.Submission) []column {
	return []column{
		id("finding_id", &s.Finding),
		number("cycle", &s.Cycle),
		number("n", &s.N),
		text("note", &s.Note),
		ref("by_id", &s.By),
		moment("at", &s.At),
		digest("seen", &s.Seen),
		few("chain", &s.Chain),
		list("verdicts", &s.Verdicts),
		text("outcome", &s.Outcome),
	}
}

func closureColumns(c *ledger.Closure) []column {
	return []column{
		id("finding_id", &c.Finding),
		number("cycle", &c.Cycle),
		ref("submission_id", &c.Submission),
		ref("verifier_id", &c.Verifier),
		ref("by_id", &c.By),
		moment("at", &c.At),
		digest("seen", &c.Seen),
		list("renewed", &c.Renewed),
		ref("failed_id", &c.Failed),
	}
}

func relapseColumns(r *ledger.Relapse) []column {
	return []column{
		id("finding_id", &r.Finding),
		ref("closure_id", &r.Closure),
		number("cycle", &r.Cycle),
		text("reason", &r.Reason),
		day("found", &r.Found),
		ref("by_id", &r.By),
		moment("at", &r.At),
	}
}

func extensionColumns(e *ledger.Extension) []column {
	return []column{
		id("finding_id", &e.Finding),
		number("n", &e.N),
		day("from_day", &e.From),
		day("to_day", &e.To),
		text("reason", &e.Reason),
		text("progress", &e.Progress),
		ref("by_id", &e.By),
		moment("at", &e.At),
		text("decision", &e.Decision),
		text("opinion", &e.Opinion),
		ref("decided_by_id", &e.DecidedBy),
		moment("decided_at", &e.DecidedAt),
	}
}

func paperColumns(p *ledger.Paper) []column {
	return []column{
		id("inspection_id", &p.Inspection),
		text("form", &p.Form),
		ref("subject_id", &p.Subject),
		number("n", &p.N),
		text("number", &p.Number),
		list("passages", &p.Passages),
		ref("by_id", &p.By),
		moment("at", &p.At),
		ref("frozen_by_id", &p.FrozenBy),
		moment("frozen_at", &p.FrozenAt),
		day("day", &p.Day),
		digest("document", &p.Document),
		digest("content", &p.Content),
	}
}
