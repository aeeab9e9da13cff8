package web

import (
	"cmp"
	"net/http"
	"reflect"
	"strconv"
	"strings"

	"zhenggai/fault"
	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/web/ui"
	"zhenggai/zh"
)

// What the templates of the finding ask beside its rows.

// sentence is the sentence of a refusal in the language of the visit.
func (v *visit) sentence(err error) string { return fault.Say(err, v.lang()) }

// none is the id of nothing: a step about the finding as a whole.
func (fv *findingView) none() org.ID { return org.ID{} }

// bare reports whether a step asks for nothing, so that a button is enough.
func (fv *findingView) bare(event ledger.Event) bool {
	return event == ledger.Plan || event == ledger.Approve || event == ledger.Withdraw
}

// main reports whether a step is the one that leads on: its button stands out.
func (fv *findingView) main(s *ledger.Step) bool {
	return s.Event == ledger.Submit || s.Event == ledger.Pass || s.Event == ledger.Grant
}

// kind is the register that a form is for.
func (a *act) kind() string { return cmp.Or(a.register, "money") }

// stationList are the stations alone.
func (fv *findingView) stationList() []station {
	all, _ := fv.stations()
	return all
}

// submissionWords say how the submission on the line stands.
func (fv *findingView) submissionWords() string {
	_, s := fv.stations()
	if s == nil {
		return ""
	}
	how := fv.v.word("审核中", "under review")
	if s.Outcome != "" {
		how = ledger.Name(ledger.Outcomes, string(s.Outcome), fv.v.lang())
	}
	return fv.submissionName(s) + " · " + how
}

func (fv *findingView) submissionName(s *ledger.Submission) string {
	return fv.v.word("第 "+strconv.Itoa(s.Cycle)+" 周期第 "+strconv.Itoa(s.N)+" 次申请", "submission "+strconv.Itoa(s.N)+" of cycle "+strconv.Itoa(s.Cycle))
}

// verdicts are what was said to a submission.
func (fv *findingView) verdicts(s *ledger.Submission) (all []station) {
	for i, d := range s.Verdicts {
		if i < len(s.Chain) {
			all = append(all, fv.verdict(s.Chain[i], d))
		}
	}
	return all
}

// printedField is the field that the words of the finding came from.
func (fv *findingView) printedField() string {
	if _, ok := fv.Finding.Sources.Of("text"); ok {
		return "text"
	}
	return "title"
}

// proofName is what a file is called: its title or its name.
func proofName(e *ledger.Evidence) string { return cmp.Or(e.Title, e.Name) }

// provesWords says what a file is to prove.
func (fv *findingView) provesWords(e *ledger.Evidence) string {
	return cmp.Or(fv.measureNamed(e.Measure), fv.v.word("问题整体", "the finding as a whole"))
}

func orDash(s string) string { return cmp.Or(s, "—") }

// anchor is the place on the page of a measure or a file.
func (fv *findingView) anchor(id org.ID) string {
	if fv.measureNamed(id) != "" {
		return "m-" + id.String()
	}
	for _, e := range fv.Evidence {
		if e.ID == id {
			return "e-" + id.String()
		}
	}
	return "registers"
}

// attachForm is what was typed into the form of evidence: another form on the page may
// be the one that was refused.
func (fv *findingView) attachForm() ui.Form {
	if fv.act != nil {
		return ui.Form{}
	}
	return fv.form
}

// attachNames are the fields of the form of evidence; where another form was refused,
// its sentences stand there.
func attachNames(fv *findingView) []string {
	all := []string{"file", "photo", "proof_measure", "proof_dated", "proof_title"}
	if fv.act != nil {
		for field := range fv.form.Errors {
			all = append(all, field)
		}
	}
	return all
}

// measureChoices are what a file can prove.
func (fv *findingView) measureChoices() []ui.Choice {
	all := []ui.Choice{{Text: fv.v.word("问题整体", "the finding as a whole")}}
	for _, m := range fv.Current() {
		all = append(all, ui.Choice{Value: m.ID.String(), Text: measureName(m, 24)})
	}
	return all
}

// acceptedFiles are the extensions that a browser offers first.
func acceptedFiles() string {
	return ".pdf,.ofd,.docx,.xlsx,.pptx,.doc,.wps,.xls,.et,.ppt,.dps,.jpg,.jpeg,.png,.webp,.heic,.tif,.tiff,.bmp,.mp4,.mov,.mp3,.m4a,.wav,.txt,.csv,.zip,.eml"
}

// sameOwners reports whether a measure is answered for by whoever answers for the
// finding.
func (fv *findingView) sameOwners(m *ledger.Measure) bool {
	return reflect.DeepEqual(m.Owners, fv.Finding.Owners) || reflect.DeepEqual(m.Owners, ledger.Owners{})
}

// reviewed reports whether the page is that of a review.
func (fv *findingView) reviewed() bool { return strings.HasPrefix(fv.v.URL.Path, "/review") }

// similar shows findings of other books that are like one: a page, or the piece of the
// page of the finding that a script asks for.
func (v *visit) similar() error {
	book, err := v.id("book")
	if err != nil {
		return err
	}
	id, err := v.id("finding")
	if err != nil {
		return err
	}
	all, err := v.s.App.Similar(v.ctx, v.who, book, id)
	if err != nil {
		return err
	}
	if v.piece("similar-list") {
		return v.part(http.StatusOK, similarList(v, all))
	}
	fv, err := v.findingView()
	if err != nil {
		return err
	}
	p := v.page(v.word("其他单位的相似问题", "Similar findings elsewhere"), ui.Link{Text: fv.Book.Name, Href: fv.path()},
		ui.Link{Text: zh.Clip(fv.Finding.Code+" "+fv.Finding.Title, 18), Href: fv.path()})
	return v.show(p, similarList(v, all))
}
