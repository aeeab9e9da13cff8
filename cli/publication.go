package cli

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"zhenggai/app"
	"zhenggai/fault"
	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/publish"
)

// The commands of publication. Those that are steps name the event that they ask for; who
// may take it, when and on what terms is in ledger.PublicationFlow, and so is their help.
type publicationCommands struct {
	List     pubList    `cmd:""`
	Draft    pubDraft   `cmd:""`
	Show     pubShow    `cmd:""`
	Mask     pubStep    `cmd:"" event:"publication.mask"`
	Hide     pubHide    `cmd:"" event:"publication.hide"`
	Unmask   pubUnmask  `cmd:"" event:"publication.unmask"`
	Exclude  pubExclude `cmd:"" event:"publication.exclude"`
	Include  pubFinding `cmd:"" event:"publication.include"`
	Clear    pubStep    `cmd:"" event:"publication.clear"`
	Keep     pubFinding `cmd:"" event:"publication.keep"`
	Check    pubCheck   `cmd:"" event:"publication.check"`
	Explain  pubExplain `cmd:"" event:"publication.explain"`
	Submit   pubStep    `cmd:"" event:"publication.submit"`
	Recall   pubStep    `cmd:"" event:"publication.withdraw"`
	Approve  pubApprove `cmd:"" event:"publication.approve"`
	Return   pubStep    `cmd:"" event:"publication.return"`
	Freeze   pubStep    `cmd:"" event:"publication.freeze"`
	Publish  pubStep    `cmd:"" event:"publication.publish"`
	Correct  pubStep    `cmd:"" event:"publication.correct"`
	Withdraw pubStep    `cmd:"" event:"publication.take_down"`
	Redraft  pubStep    `cmd:"" event:"publication.redraft"`
	Abandon  pubStep    `cmd:"" event:"publication.abandon"`
	Diff     pubDiff    `cmd:""`
}

// ofPublication says which publication: the last one on a channel, or version n.
type ofPublication struct {
	actorFlags
	Book       string `placeholder:"BOOK"`
	Inspection string `placeholder:"INSPECTION"`
	Channel    string `default:"public" enum:"public,party"`
	Number     int    `placeholder:"N"`
}

// find returns the publication with its texts.
func (c *ofPublication) find(d *desk) (*app.Edition, error) {
	b, in, err := d.bookInspection(c.Book, c.Inspection)
	if err != nil {
		return nil, err
	}
	all, err := d.app.Publications(d.ctx, d.who, b.ID)
	if err != nil {
		return nil, err
	}
	for _, p := range slices.Backward(all) {
		if p.Inspection == in.ID && string(p.Channel) == c.Channel && (c.Number == 0 || p.N == c.Number) {
			return d.app.Publication(d.ctx, d.who, b.ID, p.ID)
		}
	}
	return nil, fault.New(fault.NotFound, "没有这份公开稿，请先用 zhenggai publication draft 起草。", "There is no such publication; zhenggai publication draft makes one.", nil)
}

// take has who acts take the step of the command and says what came of it.
func (d *desk) take(e *app.Edition, words string, a ledger.PublicationAct) error {
	a.Event = ledger.Event(strings.TrimPrefix(string(d.event), "publication."))
	if a.Seen.IsZero() {
		a.Seen = e.Publication.Content
	}
	before := e.State
	now, err := d.app.DoPublication(d.ctx, d.who, app.PublicationRequest{Book: e.Book.ID, ID: e.ID, Version: e.Version, Words: words, Act: a})
	if err != nil {
		return err
	}
	return d.show(now.Publication, func() {
		text := d.publicationName(now.Publication) + "  " + ledger.Name(ledger.PublicationEvents, string(a.Event), d.lang)
		if now.State != before {
			text += d.say(say{"：%s → %s", ": %s → %s"}, ledger.Name(ledger.PublicationStates, string(before), d.lang), ledger.Name(ledger.PublicationStates, string(now.State), d.lang))
		}
		fmt.Fprintln(d.out, inert(text))
		switch a.Event {
		case ledger.Masking, ledger.Hide, ledger.Unmask:
			d.masks(now)
		case ledger.Checking, ledger.Explain:
			d.checks(now)
		}
	})
}

// publicationName is how people call a publication.
func (d *desk) publicationName(p *ledger.Publication) string {
	name := ledger.Name(ledger.Channels, string(p.Channel), d.lang)
	if p.N > 0 {
		return name + d.say(say{"第 %d 版", ", version %d"}, p.N)
	}
	return name + d.say(say{"（未公开）", " (not published)"})
}

// A pubStep takes a step that brings no more than a reason.
type pubStep struct {
	ofPublication
	Reason string `placeholder:"TEXT"`
}

func (c *pubStep) work(d *desk) error {
	e, err := c.find(d)
	if err != nil {
		return err
	}
	return d.take(e, "", ledger.PublicationAct{Reason: c.Reason})
}

// A pubApprove approves exactly what was seen.
type pubApprove struct {
	pubStep
	Seen string `placeholder:"DIGEST"`
}

func (c *pubApprove) work(d *desk) error {
	e, err := c.find(d)
	if err != nil {
		return err
	}
	content := e.Publication.Content.String()
	if c.Seen == "" || len(c.Seen) < 8 || !strings.HasPrefix(content, c.Seen) {
		return wrong(say{"批准要写明看过的是哪一份：--seen 加上 publication show 给出的内容摘要（至少前 8 位）。", "Say what you read: --seen with the digest that publication show gives, at least its first 8 digits."})
	}
	return d.take(e, "", ledger.PublicationAct{Reason: c.Reason})
}

// A pubHide masks words by hand.
type pubHide struct {
	pubStep
	Words string `arg:"" name:"words"`
	After string `placeholder:"TEXT"`
}

func (c *pubHide) work(d *desk) error {
	e, err := c.find(d)
	if err != nil {
		return err
	}
	return d.take(e, c.Words, ledger.PublicationAct{Reason: c.Reason, Mask: ledger.Mask{After: c.After}})
}

// A pubUnmask lifts a mask.
type pubUnmask struct {
	pubStep
	Mask int `arg:"" name:"mask"`
}

func (c *pubUnmask) work(d *desk) error {
	e, err := c.find(d)
	if err != nil {
		return err
	}
	if c.Mask < 1 || c.Mask > len(e.Masks) {
		return wrong(say{"没有第 %d 处遮盖，请用 publication show 查看。", "There is no mask %d; publication show has them."}, c.Mask)
	}
	return d.take(e, "", ledger.PublicationAct{Reason: c.Reason, Mask: e.Masks[c.Mask-1]})
}

// A pubFinding takes a step about one finding.
type pubFinding struct {
	pubStep
	Finding string `arg:"" name:"finding"`
}

func (c *pubFinding) work(d *desk) error { return c.take(d, "") }

// take takes the step about the finding; class is the legal class that it names, if any.
func (c *pubFinding) take(d *desk, class string) error {
	e, err := c.find(d)
	if err != nil {
		return err
	}
	f, err := d.app.FindingNamed(d.ctx, d.who, e.Book.ID, c.Finding)
	if err != nil {
		return err
	}
	return d.take(e, "", ledger.PublicationAct{Reason: c.Reason, Finding: f.ID, Class: class})
}

// A pubExclude proposes to leave a finding out.
type pubExclude struct {
	pubFinding
	Class string `required:"" placeholder:"CLASS"`
}

func (c *pubExclude) work(d *desk) error {
	class := c.Class
	for _, k := range publish.Classes {
		if k.ZH == class {
			class = k.Key
		}
	}
	return c.take(d, class)
}

// A pubCheck runs the checks. Errors end it with the code of findings.
type pubCheck struct{ ofPublication }

func (c *pubCheck) work(d *desk) error {
	e, err := c.find(d)
	if err != nil {
		return err
	}
	return d.take(e, "", ledger.PublicationAct{})
}

// A pubExplain explains one warning, or all that are not explained.
type pubExplain struct {
	pubStep
	Check string `arg:"" name:"check"`
}

func (c *pubExplain) work(d *desk) error {
	e, err := c.find(d)
	if err != nil {
		return err
	}
	if c.Check != "all" {
		return d.take(e, "", ledger.PublicationAct{Reason: c.Reason, Key: c.Check})
	}
	n := 0
	for _, k := range e.Checks {
		if k.Severity != "warning" || k.Explained != "" {
			continue
		}
		if e, err = d.app.DoPublication(d.ctx, d.who, app.PublicationRequest{Book: e.Book.ID, ID: e.ID, Act: ledger.PublicationAct{Event: ledger.Explain, Key: k.Key, Reason: c.Reason}}); err != nil {
			return err
		}
		n++
	}
	return d.done(e.Publication, say{"已说明 %d 条", "Explained %d"}, n)
}

// A pubDraft drafts from the ledger.
type pubDraft struct {
	ofPublication
}

func (c *pubDraft) work(d *desk) error {
	b, in, err := d.bookInspection(c.Book, c.Inspection)
	if err != nil {
		return err
	}
	e, err := d.app.DraftPublication(d.ctx, d.who, b.ID, in.ID, ledger.Channel(c.Channel))
	if err != nil {
		return err
	}
	return d.done(e.Publication, say{"已起草：%s", "Drafted: %s"}, e.Publication.Title)
}

// A pubList lists the publications of a book.
type pubList struct {
	actorFlags
	Book string `placeholder:"BOOK"`
}

func (c *pubList) work(d *desk) error {
	all, err := ofBook(d, c.Book, d.app.Publications)
	if err != nil {
		return err
	}
	return d.show(orNone(all), func() {
		t := d.table(say{"渠道", "channel"}, say{"#版本", "#version"}, say{"状态", "state"}, say{"公开日期", "published"}, say{"起草人", "by"}, say{"标题", "title"})
		for _, p := range all {
			t.row(ledger.Name(ledger.Channels, string(p.Channel), d.lang), cmp.Or(strconv.Itoa(p.N), "0"), ledger.Name(ledger.PublicationStates, string(p.State), d.lang), p.Day, d.nameOf(p.By), p.Title)
		}
		d.print(t)
	})
}

// A pubShow shows a publication: where it stands, masks, checks; or its text.
type pubShow struct {
	ofPublication
	Text bool
}

func (c *pubShow) work(d *desk) error {
	e, err := c.find(d)
	if err != nil {
		return err
	}
	shown := e.Content
	if shown == nil {
		shown = e.Draft
	}
	if c.Text {
		return d.show(shown, func() {
			for line := range strings.Lines(publish.TextOf(shown).Body) {
				fmt.Fprintln(d.out, inert(strings.TrimRight(line, "\n")))
			}
		})
	}
	return d.show(e.Publication, func() {
		d.line(say{"%s　%s　%s", "%s  %s  %s"}, d.publicationName(e.Publication), ledger.Name(ledger.PublicationStates, string(e.State), d.lang), e.Publication.Title)
		d.line(say{"内容摘要　%s", "content  %s"}, e.Publication.Content)
		d.masks(e)
		for _, x := range e.Exclusions {
			d.line(say{"不予公开　%s　%s　%s", "left out  %s  %s  %s"}, d.findingCode(e, x.Finding), publish.ClassWord(x.Class), x.Reason)
		}
		d.checks(e)
		for _, s := range e.Steps {
			d.line(say{"%s　%s　%s　%s", "%s  %s  %s  %s"}, s.At, d.nameOf(s.By), ledger.Name(ledger.PublicationEvents, string(s.Event), d.lang), s.Opinion)
		}
	})
}

// findingCode is the code of a finding of an edition.
func (d *desk) findingCode(e *app.Edition, id org.ID) string {
	if f, err := d.app.FindingNamed(d.ctx, d.who, e.Book.ID, id.String()); err == nil {
		return f.Code
	}
	return id.String()
}

// masks lists what is masked.
func (d *desk) masks(e *app.Edition) {
	if len(e.Masks) == 0 {
		return
	}
	t := d.table(say{"#序号", "#mask"}, say{"类别", "rule"}, say{"原文", "words"}, say{"换成", "in their place"}, say{"取消理由", "lifted because"})
	for i, m := range e.Masks {
		t.row(i+1, publish.MaskName(m.Rule, d.lang), publish.Before(e.Draft, m), m.After, m.Undone)
	}
	d.print(t)
}

// checks lists what the checks found, less the hints.
func (d *desk) checks(e *app.Edition) {
	errors, unexplained := e.Waiting()
	if e.Checked.IsZero() && len(e.Checks) == 0 {
		return
	}
	for i := range e.Checks {
		c := &e.Checks[i]
		if c.Severity == "hint" {
			continue
		}
		text := say{c.ZH, c.EN}.In(d.lang)
		if c.Explained != "" {
			text += d.say(say{"　说明：%s", "  explained: %s"}, c.Explained)
		}
		d.line(say{"%s　%s　%s", "%s  %s  %s"}, c.Severity, c.Key, text)
	}
	d.line(say{"错误 %d，待说明的警告 %d", "%d errors, %d warnings to explain"}, errors, unexplained)
}

// A pubDiff shows how a version differs from the one that it corrects.
type pubDiff struct{ ofPublication }

func (c *pubDiff) work(d *desk) error {
	e, err := c.find(d)
	if err != nil {
		return err
	}
	all := e.Difference()
	return d.show(orNone(all), func() {
		for _, x := range all {
			d.line(say{"%s　%s", "%s  %s"}, publish.PlaceName(x.At, x.Label, d.lang), ledger.Name(publish.ChangeKinds, string(x.Kind), d.lang))
			if x.Old != "" {
				fmt.Fprintln(d.out, inert("- "+x.Old))
			}
			if x.New != "" {
				fmt.Fprintln(d.out, inert("+ "+x.New))
			}
		}
		if len(all) == 0 {
			d.line(say{"没有差别", "nothing differs"})
		}
	})
}
