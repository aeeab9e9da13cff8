package store

import (
	"zhenggai/ledger"
	"zhenggai/org"
)

// tables are all tables that keep rows, each after those its foreign keys point
// at. To add a column: one line in the list of its type, one in a migration.
var tables = []*table{
	describe(unitColumns), describe(personColumns), describe(grantColumns), describe(roundColumns),
	describe(bookColumns), describe(settingColumns), describe(workgroupColumns), describe(inspectionColumns),
	describe(documentColumns), describe(findingColumns), describe(measureColumns), describe(recordColumns),
	describe(evidenceColumns), describe(meetingColumns), describe(regulationColumns), describe(moneyColumns),
	describe(accountabilityColumns), describe(submissionColumns), describe(closureColumns),
	describe(relapseColumns), describe(extensionColumns), describe(discrepancyColumns), describe(noticeColumns), describe(signatoryColumns),
	describe(publicationColumns),
	describe(paperColumns),
	describe(commentColumns), describe(voteColumns),
}

func unitColumns(u *org.Unit) []column {
	return []column{
		ref("parent_id", &u.Parent),
		text("name", &u.Name),
		flag("office", &u.Office),
		flag("closed", &u.Closed),
	}
}

func personColumns(p *org.Person) []column {
	return []column{
		text("login", &p.Login),
		text("name", &p.Name),
		ref("unit_id", &p.Unit),
		text("title", &p.Title),
		text("mail", &p.Mail),
		flag("closed", &p.Closed),
	}
}

func grantColumns(g *org.Grant) []column {
	return []column{
		id("person_id", &g.Person),
		text("role", &g.Role),
		ref("unit_id", &g.Unit),
		ref("by_id", &g.By),
		flag("closed", &g.Closed),
	}
}

func roundColumns(r *ledger.Round) []column {
	return []column{
		ref("office_id", &r.Office),
		text("name", &r.Name),
		text("kind", &r.Kind),
		day("from_day", &r.From),
		day("to_day", &r.To),
		text("regime", &r.Regime),
		list("limits", &r.Limits),
		list("overlays", &r.Overlays),
	}
}

func bookColumns(b *ledger.Book) []column {
	return []column{
		id("unit_id", &b.Unit),
		text("name", &b.Name),
		flag("supervised", &b.Supervised),
		few("chain", &b.Chain),
		flag("closed", &b.Closed),
		text("unit_name", &b.UnitName),
	}
}

func signatoryColumns(s *ledger.Signatory) []column {
	return []column{
		text("name", &s.Name),
		text("title", &s.Title),
		ref("unit_id", &s.Unit),
		text("unit_name", &s.UnitName),
	}
}

func settingColumns(s *ledger.Setting) []column {
	return []column{
		text("name", &s.Name),
		text("value", &s.Value),
	}
}

func workgroupColumns(w *ledger.Workgroup) []column {
	return []column{
		text("name", &w.Name),
		ref("leader_id", &w.Leader),
		list("members", &w.Members),
		text("duty", &w.Duty),
		flag("closed", &w.Closed),
	}
}

func documentColumns(d *ledger.Document) []column {
	return []column{
		ref("inspection_id", &d.Inspection),
		text("kind", &d.Kind),
		text("name", &d.Name),
		text("title", &d.Title),
		digest("sha256", &d.SHA256),
		digest("sm3", &d.SM3),
		number("size", &d.Size),
		digest("text", &d.Text),
		ref("by_id", &d.By),
		moment("seen", &d.Seen),
		day("signed", &d.Signed),
	}
}

func meetingColumns(m *ledger.Meeting) []column {
	return []column{
		text("kind", &m.Kind),
		text("title", &m.Title),
		day("dated", &m.Dated),
		moment("seen", &m.Seen),
		ref("by_id", &m.By),
		text("chair", &m.Chair),
		list("present", &m.Present),
		ref("minutes_id", &m.Minutes),
		list("decisions", &m.Decisions),
		list("sources", (*[]ledger.Source)(&m.Sources)),
	}
}

func regulationColumns(r *ledger.Regulation) []column {
	return []column{
		text("title", &r.Title),
		text("no", &r.No),
		text("event", &r.Event),
		day("dated", &r.Dated),
		moment("seen", &r.Seen),
		list("findings", &r.Findings),
		ref("evidence_id", &r.Evidence),
		list("sources", (*[]ledger.Source)(&r.Sources)),
	}
}

func discrepancyColumns(d *ledger.Discrepancy) []column {
	return []column{
		text("subject", &d.Subject),
		ref("row_id", &d.Row),
		ref("finding_id", &d.Finding),
		text("field", &d.Field),
		text("kept", &d.Kept),
		text("other", &d.Other),
		value("kept_in", &d.KeptIn),
		value("other_in", &d.OtherIn),
		text("settled", &d.Settled),
		ref("by_id", &d.By),
		moment("at", &d.At),
	}
}

func noticeColumns(n *ledger.Notice) []column {
	return []column{
		id("finding_id", &n.Finding),
		day("due", &n.Due),
		number("level", &n.Level),
		text("colour", &n.Colour),
		list("to_ids", &n.To),
		moment("at", &n.At),
	}
}
