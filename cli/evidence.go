package cli

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"zhenggai/app"
	"zhenggai/fault"
	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/zh"
)

type evidenceCommands struct {
	Add  evidenceAdd  `cmd:"" event:"evidence"`
	List evidenceList `cmd:""`
	Open evidenceOpen `cmd:""`
	Void evidenceVoid `cmd:"" event:"void_evidence"`
}

// An evidenceAdd files documents as evidence.
type evidenceAdd struct {
	findingArg
	Files   []string `arg:"" name:"file"`
	Measure string   `placeholder:"MEASURE"`
	Title   string   `placeholder:"TEXT"`
	Dated   zh.Date  `placeholder:"2006-01-02"`
}

func (c *evidenceAdd) work(d *desk) error {
	cs, err := c.open(d)
	if err != nil {
		return err
	}
	var measure org.ID
	if c.Measure != "" {
		m, err := measureOf(cs, c.Measure)
		if err != nil {
			return err
		}
		measure = m.ID
	}
	added := []*ledger.Evidence{}
	for _, path := range c.Files {
		var at *app.Attached
		if at, err = c.attach(d, cs, measure, path); err != nil {
			break // what was filed before is shown, and stays
		}
		if added = append(added, at.Evidence); !d.json {
			d.attached(at)
		}
	}
	return errors.Join(err, d.show(added, func() {}))
}

func (c *evidenceAdd) attach(d *desk, cs *ledger.Case, measure org.ID, path string) (*app.Attached, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, noFile(path, err)
	}
	defer f.Close()
	return d.app.Attach(d.ctx, d.who, app.Offering{Book: cs.Book.ID, Finding: cs.Finding.ID, Measure: measure,
		Name: filepath.Base(path), Size: -1, Body: f, Title: c.Title, Dated: c.Dated})
}

// attached says what was taken, and where the same bytes were offered before.
func (d *desk) attached(at *app.Attached) {
	d.line(say{"已登记佐证：%s（%s，%s 字节，SHA-256 %.12s…）", "Filed: %s (%s, %s bytes, SHA-256 %.12s…)"}, at.Name, at.Type, strconv.FormatInt(at.Size, 10), at.SHA256)
	for _, e := range at.Before {
		d.warn(say{"同一份文件以前提交过：%s，%s 由%s。请核对是否重复使用。", "The same file was offered before: %s, %s by %s. Please check whether it is used twice."},
			e.Name, dayOf(e.Seen), d.nameOf(e.By))
	}
}

// evidenceArg names a document of a finding.
type evidenceArg struct {
	findingArg
	Evidence string `arg:"" name:"evidence"`
}

func (c *evidenceArg) open(d *desk) (*ledger.Case, *ledger.Evidence, error) {
	cs, err := c.findingArg.open(d)
	if err != nil {
		return nil, nil, err
	}
	for i, e := range cs.Evidence {
		if strconv.Itoa(i+1) == c.Evidence || e.ID.String() == c.Evidence || len(c.Evidence) >= leastSeen && strings.HasPrefix(e.SHA256.String(), c.Evidence) {
			return cs, e, nil
		}
	}
	return nil, nil, fault.New(fault.NotFound, "问题 "+cs.Finding.Code+" 没有佐证材料“"+c.Evidence+"”，请用 zhenggai evidence list "+cs.Finding.Code+" 查看编号。",
		"Finding "+cs.Finding.Code+" has no evidence "+c.Evidence+"; zhenggai evidence list "+cs.Finding.Code+" shows the numbers.", nil)
}

// An evidenceList lists the evidence of a finding.
type evidenceList struct{ findingArg }

func (c *evidenceList) work(d *desk) error {
	cs, err := c.open(d)
	if err != nil {
		return err
	}
	return d.show(orNone(cs.Evidence), func() { d.evidence(cs) })
}

// evidence writes the evidence of a case: what a document claims beside when it came.
func (d *desk) evidence(cs *ledger.Case) {
	t := d.table(say{"#编号", "#no."}, say{"措施", "measure"}, say{"落款日期", "dated"}, say{"首次见到", "first seen"}, say{"登记人", "by"}, say{"#字节", "#bytes"},
		say{"SHA-256", "SHA-256"}, say{"材料", "document"})
	for i, e := range cs.Evidence {
		name := e.Name
		if e.Title != "" {
			name = e.Title + "（" + e.Name + "）"
		}
		if e.Voided != "" {
			name = d.say(say{"［作废：%s］", "[void: %s] "}, e.Voided) + name
		}
		t.row(i+1, measureName(cs, e.Measure), e.Dated, dayOf(e.Seen), d.nameOf(e.By), e.Size, fmt.Sprintf("%.12s", e.SHA256), name)
	}
	d.print(t)
}

// measureName returns the number of a measure, "" for the finding as a whole.
func measureName(cs *ledger.Case, id org.ID) string {
	for _, m := range cs.Measures {
		if m.ID == id {
			return strconv.Itoa(m.Ord)
		}
	}
	return ""
}

// An evidenceOpen writes the bytes of a document to a file or to the output.
type evidenceOpen struct {
	evidenceArg
	Output string `placeholder:"FILE"`
}

func (c *evidenceOpen) work(d *desk) error {
	cs, e, err := c.open(d)
	if err != nil {
		return err
	}
	if c.Output == "" && isTerminal(d.env.Stdout) {
		return wrong(say{"这是文件的原始内容，不在终端显示；请用 --output 写到文件。", "These are the bytes of a file, which a terminal cannot show; please write them to a file with --output."})
	}
	_, body, err := d.app.Open(d.ctx, d.who, cs.Book.ID, cs.Finding.ID, e.ID)
	if err != nil {
		return err
	}
	defer body.Close()
	if c.Output == "" {
		return copyIntact(d.out, body, e)
	}
	if err := writeNew(c.Output, func(w io.Writer) error { return copyIntact(w, body, e) }); err != nil {
		return err
	}
	return d.done(e, say{"已写到 %s（%s）", "Written to %s (%s)"}, c.Output, e.Name)
}

// copyIntact copies the bytes of a document and says if they are not those that were
// filed.
func copyIntact(to io.Writer, body io.Reader, e *ledger.Evidence) error {
	sum := sha256.New()
	if _, err := io.Copy(io.MultiWriter(to, sum), body); err != nil {
		return fmt.Errorf("cli: copying %s: %w", e.Name, err)
	}
	if ledger.Digest(sum.Sum(nil)) != e.SHA256 {
		return fault.New(fault.Conflict, "佐证材料“"+e.Name+"”的内容与登记的指纹不符，文件被改过，请从备份恢复。",
			"The bytes of "+e.Name+" are not those that were filed; please restore the file from a backup.", nil)
	}
	return nil
}

// An evidenceVoid says that a document no longer counts; its bytes stay.
type evidenceVoid struct {
	evidenceArg
	Reason string `placeholder:"TEXT"`
}

func (c *evidenceVoid) work(d *desk) error {
	cs, e, err := c.open(d)
	if err != nil {
		return err
	}
	return d.do(cs, ledger.Act{On: e.ID, Reason: c.Reason}, org.ID{})
}
