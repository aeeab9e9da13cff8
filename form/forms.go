package form

import (
	"zhenggai/fault"
	"zhenggai/ledger"
	"zhenggai/ledger/draft"
	"zhenggai/org"
)

// letters are the formats of a paper that is read, tables those of one that is also
// worked with.
var (
	letters = []Format{Docx, PDF, HTML}
	tables  = []Format{Xlsx, Docx, PDF, HTML, CSV}
)

// The column sets are those that offices and enterprises really ask for.
var (
	problems = sheets("problems", "问题清单", "list of problems", about("巡察反馈了什么问题。", "What was found."),
		column{"序号", draft.FieldNumber}, column{"方面", draft.FieldAspect}, column{"问题", draft.FieldProblem}, column{"具体问题", fieldWhole}, column{"涉及金额", draft.FieldInvolved})
	tasks = sheets("tasks", "任务清单", "list of tasks", about("每个问题做什么、做到什么程度、什么时候做完。", "What is done about each finding, to which standard, by when."),
		column{"序号", draft.FieldNumber}, column{"反馈问题", draft.FieldFinding}, column{"整改目标", draft.FieldGoal}, column{"整改措施", draft.FieldMeasures}, column{"整改标准", draft.FieldStandard}, column{"整改类型", draft.FieldKind}, column{"整改时限", draft.FieldDue})
	duties = sheets("duties", "责任清单", "list of duties", about("每个问题由谁负责。", "Who answers for each finding."),
		column{"序号", draft.FieldNumber}, column{"反馈问题", draft.FieldFinding}, column{"责任领导", draft.FieldLead}, column{"责任科室", draft.FieldDept}, column{"配合科室", draft.FieldSupport}, column{"承办人", draft.FieldHandler}, column{"整改时限", draft.FieldDue})
	results = sheets("results", "成效清单", "list of results", about("每个问题整改到什么程度、有什么成效。", "How far each finding is put right, and what came of it."),
		column{"序号", draft.FieldNumber}, column{"反馈问题", draft.FieldFinding}, column{"完成情况", fieldWord}, column{"整改成效", fieldResult}, column{"完成日期", draft.FieldDone}, column{"证明材料", fieldProof})
	byPlan   = sheets("ledger-plan", "整改计划表", "plan table", about("国有企业常用的整改计划表。", "The table of a plan, as enterprises have it."), planColumns...)
	byCounty = sheets("ledger-county", "县级整改台账", "county ledger", about("县级整改台账，带整改标准。", "The ledger of a county, with the standard of acceptance."),
		column{"序号", draft.FieldNumber}, column{"问题", draft.FieldFinding}, column{"责任部门", draft.FieldDept}, column{"责任领导", draft.FieldLead}, column{"整改标准", draft.FieldStandard}, column{"整改措施", draft.FieldMeasures}, column{"整改时限", draft.FieldDue})
	byColour = sheets("ledger-colour", "三色预警台账", "three-colour ledger", about("三色预警平台的台账：进度、时限、颜色和经办人。", "The ledger of a three-colour platform: progress, date, colour, handler."),
		column{"序号", draft.FieldNumber}, column{"反馈问题", draft.FieldFinding}, column{"整改措施", draft.FieldMeasures}, column{"完成情况", draft.FieldStatus}, column{"完成时限", draft.FieldDue}, column{"预警", fieldColour}, column{"责任领导", draft.FieldLead}, column{"具体经办人", draft.FieldHandler})
	byAudit = sheets("ledger-audit", "审计整改进展表", "audit progress table", about("审计整改的进展表：原因、进展、下一步、结果和证明材料。", "The table of progress of audits: cause, progress, next step, result, evidence."),
		column{"序号", draft.FieldNumber}, column{"反馈问题", draft.FieldFinding}, column{"整改措施", draft.FieldMeasures}, column{"主要原因", draft.FieldCause}, column{"整改进展情况", fieldProgress}, column{"完成时限", draft.FieldDue}, column{"下一步措施", draft.FieldNext}, column{"整改结果", fieldWord}, column{"证明材料", fieldProof})
	byMapping = Form{Key: "ledger-mapping", ZH: "自定义台账", EN: "ledger by a mapping", Of: OfInspection, Formats: tables,
		About:    about("按本账册保存的列名对照生成台账，列名和上级要求的一致。", "The ledger in the columns of a saved mapping, as a higher body wants them."),
		Passages: []Passage{{"mapping", "列名对照", "mapping", true, ""}, {"title", "标题", "title", true, "{单位}整改台账（{今天}）"}},
		Make:     mapped}
)

// Forms are all forms, in the order in which they are met.
var Forms = []Form{
	problems, tasks, duties, results, plan, byPlan, byCounty, byColour, byAudit, byMapping,
	progress, principal, statistics, reconcile, approval, extension, urge, remind, minutes, public,
}

func about(zh, en string) fault.Msg { return fault.Msg{ZH: zh, EN: en} }

// A Choice is something of an account that a form can be about.
type Choice struct {
	ID    org.ID
	Title string
}

// Subjects returns what of an account a form can be about; of a form about the
// inspection, nothing is to be chosen.
func Subjects(a *Account, f *Form) (all []Choice) {
	switch f.Of {
	case OfMeeting:
		for _, m := range a.Meetings {
			all = append(all, Choice{m.ID, join(m.Dated.String(), m.Title, " ")})
		}
	case OfFinding, OfOpen, OfExtension:
		for _, c := range a.Leaves() {
			if f.Of == OfOpen && c.Finding.State == ledger.Closed {
				continue
			}
			name := c.Finding.Code + " " + bare(titleOf(c.Finding))
			if f.Of != OfExtension {
				all = append(all, Choice{c.Finding.ID, name})
				continue
			}
			for _, x := range c.Extensions {
				all = append(all, Choice{x.ID, name + "（" + x.From.String() + " → " + x.To.String() + "）"})
			}
		}
	}
	return all
}

// FindingOf returns the leaf that a subject is or belongs to, or nil.
func (a *Account) FindingOf(subject org.ID) *ledger.Finding {
	for id, c := range a.Cases {
		if id == subject {
			return c.Finding
		}
		for _, x := range c.Extensions {
			if x.ID == subject {
				return c.Finding
			}
		}
	}
	return nil
}
