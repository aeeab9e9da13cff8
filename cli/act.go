package cli

import (
	"bufio"
	"fmt"
	"strings"

	"zhenggai/app"
	"zhenggai/fault"
	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/zh"
)

// Commands that are steps of the workflow. Which step a command is stands in the
// grammar beside it (the tag event), and what help says of it (who may, when, on
// what terms) is made from ledger.Workflow.

// findingArg names a finding.
type findingArg struct {
	actorFlags
	Finding string `arg:"" name:"finding"`
	Book    string `placeholder:"BOOK"`
}

// find returns the finding that is named.
func (c *findingArg) find(d *desk) (*ledger.Finding, error) {
	b, err := d.book(c.Book)
	if err != nil {
		return nil, err
	}
	return d.app.FindingNamed(d.ctx, d.who, b.ID, c.Finding)
}

// open returns the finding that is named with all that hangs on it.
func (c *findingArg) open(d *desk) (*ledger.Case, error) {
	f, err := c.find(d)
	if err != nil {
		return nil, err
	}
	return d.app.Case(d.ctx, d.who, f.Book, f.ID)
}

// do asks a of the case and says what came of it.
func (d *desk) do(cs *ledger.Case, a ledger.Act, meeting org.ID) error {
	a.Event = d.event
	before := cs.Finding.State
	now, err := d.app.Do(d.ctx, d.who, app.Request{Book: cs.Book.ID, Finding: cs.Finding.ID, Version: cs.Finding.Version, Act: a, Meeting: meeting})
	if err != nil {
		return err
	}
	return d.show(now.Finding, func() { d.told(now, before) })
}

// told says that the step of the command was taken, where the finding stands now and
// whom it waits for.
func (d *desk) told(cs *ledger.Case, before ledger.State) {
	text := cs.Finding.Code + "  " + ledger.Name(ledger.Events, string(d.event), d.lang)
	if after := cs.Finding.State; after != before {
		text += d.say(say{"：%s → %s", ": %s → %s"}, ledger.Name(ledger.States, string(before), d.lang), ledger.Name(ledger.States, string(after), d.lang))
	}
	if s := cs.Submission(); s != nil && s.Step() != nil {
		text += d.say(say{"，下一步：%s（%s）", "; next: %s (%s)"}, s.Step().Title, s.Step().Role.Name(d.lang))
	}
	fmt.Fprintln(d.out, inert(text))
}

// An actCommand takes a step that brings no more than a reason.
type actCommand struct {
	findingArg
	Reason string `placeholder:"TEXT"`
}

func (c *actCommand) work(d *desk) error {
	cs, err := c.open(d)
	if err != nil {
		return err
	}
	return d.do(cs, ledger.Act{Reason: c.Reason}, org.ID{})
}

// A relapseCommand records that what was closed came back.
type relapseCommand struct {
	actCommand
	Found zh.Date `placeholder:"2006-01-02"`
}

func (c *relapseCommand) work(d *desk) error {
	cs, err := c.open(d)
	if err != nil {
		return err
	}
	return d.do(cs, ledger.Act{Reason: c.Reason, Day: c.Found}, org.ID{})
}

// A lookCommand takes a step that is bound to exactly what was seen.
type lookCommand struct {
	actCommand
	Seen string `placeholder:"DIGEST"`
}

func (c *lookCommand) work(d *desk) error {
	cs, err := c.open(d)
	if err != nil {
		return err
	}
	return c.decide(d, cs, org.ID{})
}

func (c *lookCommand) decide(d *desk, cs *ledger.Case, meeting org.ID) error {
	seen, err := d.seen(cs, c.Seen)
	if err != nil {
		return err
	}
	return d.do(cs, ledger.Act{Reason: c.Reason, Seen: seen}, meeting)
}

type reviewCommands struct {
	Pass   passCommand `cmd:"" event:"pass"`
	Return lookCommand `cmd:"" event:"return"`
}

// A passCommand passes a submission on, which may want a meeting that decided it.
type passCommand struct {
	lookCommand
	Meeting string `placeholder:"MEETING"`
}

func (c *passCommand) work(d *desk) error {
	cs, err := c.open(d)
	if err != nil {
		return err
	}
	var meeting org.ID
	if c.Meeting != "" {
		m, err := d.meeting(cs.Book.ID, c.Meeting)
		if err != nil {
			return err
		}
		meeting = m.ID
	}
	return c.decide(d, cs, meeting)
}

// leastSeen is how many digits of a digest name what was seen.
const leastSeen = 8

// seen returns the digest of the case if given begins it, and the zero one, which is
// refused as a change, if not. Without given, whoever sits at a terminal is shown the
// case and asked; a program must name what it saw.
func (d *desk) seen(cs *ledger.Case, given string) (ledger.Digest, error) {
	digest := cs.Seen()
	switch given = strings.ToLower(given); {
	case given == "" && !d.json && isTerminal(d.env.Stdin) && isTerminal(d.env.Stdout):
		d.showCase(cs)
		return digest, d.confirm()
	case given == "":
		return digest, fault.New(fault.Invalid, "请先看过材料（zhenggai finding show "+cs.Finding.Code+"），再加上 --seen 和其中的所见摘要。",
			"Please look at the case first (zhenggai finding show "+cs.Finding.Code+"), then name the digest of what you saw with --seen.", nil)
	case len(given) < leastSeen || strings.Trim(given, "0123456789abcdef") != "":
		return digest, wrong(say{"--seen 要写所见摘要，至少前 %d 位（数字和 a 到 f）。", "--seen takes the digest of what was seen, at least its first %d digits (0 to 9, a to f)."}, leastSeen)
	case strings.HasPrefix(digest.String(), given):
		return digest, nil
	}
	return ledger.Digest{}, nil
}

// confirm asks whether the person goes on with the step.
func (d *desk) confirm() error {
	d.put(say{"\n确认“%s”吗？输入 y 确认：", "\nGo on with %q? Type y: "}, ledger.Name(ledger.Events, string(d.event), d.lang))
	if err := d.out.Flush(); err != nil {
		return err
	}
	answer, _ := bufio.NewReader(d.env.Stdin).ReadString('\n') // no answer is none
	if strings.EqualFold(strings.TrimSpace(answer), "y") {
		return nil
	}
	return fault.New(fault.Invalid, "没有确认，什么也没有改动。", "It was not confirmed, and nothing was changed.", nil)
}

type extendCommands struct {
	Ask    extendCommand `cmd:"" event:"extend"`
	Grant  actCommand    `cmd:"" event:"grant"`
	Refuse actCommand    `cmd:"" event:"refuse"`
}

// An extendCommand asks for a later date.
type extendCommand struct {
	actCommand
	To       zh.Date `required:"" placeholder:"2006-01-02"`
	Progress string  `placeholder:"TEXT"`
}

func (c *extendCommand) work(d *desk) error {
	cs, err := c.open(d)
	if err != nil {
		return err
	}
	return d.do(cs, ledger.Act{Reason: c.Reason, Progress: c.Progress, Day: c.To}, org.ID{})
}
