package cli

import (
	"errors"
	"io"
	"os"

	"zhenggai/oscal"
)

type oscalCommands struct {
	Export oscalExport `cmd:""`
	Check  oscalCheck  `cmd:""`
}

// An oscalExport writes an inspection as OSCAL.
type oscalExport struct {
	actorFlags
	File       string `arg:"" name:"file"`
	Book       string `placeholder:"BOOK"`
	Inspection string `placeholder:"INSPECTION"`
	Version    string `enum:"1.2.2,1.1.3" default:"1.2.2"`
}

func (c *oscalExport) work(d *desk) error {
	b, in, err := d.bookInspection(c.Book, c.Inspection)
	if err != nil {
		return err
	}
	err = d.writeFile(c.File, func(w io.Writer) error { return d.app.WritePoam(d.ctx, d.who, b.ID, in.ID, c.Version, w) })
	if err != nil || c.File == "-" {
		return err
	}
	return d.done(struct {
		File       string `json:"file"`
		Version    string `json:"version"`
		Inspection string `json:"inspection"`
	}{c.File, c.Version, in.No}, say{"已把巡察 %s 写成 OSCAL %s：%s", "The inspection %s was written as OSCAL %s: %s"}, in.No, c.Version, c.File)
}

// An oscalCheck checks a document; it needs no site.
type oscalCheck struct {
	File string `arg:"" name:"file"`
	JSON bool   `name:"json"`
}

// A checkedPlan is what was found, as JSON.
type checkedPlan struct {
	OK       bool         `json:"ok"`
	Version  string       `json:"version,omitzero"`
	Foreign  bool         `json:"foreign"` // not written by this program
	Findings int          `json:"findings"`
	Measures int          `json:"measures"`
	Faults   []faultyPath `json:"faults"`
}

type faultyPath struct {
	Path    string `json:"path"`
	Message string `json:"message"`
}

func (c *oscalCheck) run(s *session) error {
	s.ledger = true
	f, err := os.Open(c.File)
	if err != nil {
		return noFile(c.File, err)
	}
	defer f.Close()
	d, v := &desk{session: s, json: c.JSON}, checkedPlan{Faults: []faultyPath{}}
	p, err := oscal.Read(f)
	faults, broken := errors.AsType[oscal.Faults](err)
	switch {
	case err == nil:
		v.OK, v.Version, v.Foreign = true, p.Version, p.Foreign
		for _, one := range p.Cases {
			if one.Finding.Leaf {
				v.Findings++
				v.Measures += len(one.Measures)
			}
		}
	case !broken:
		return err
	}
	for _, one := range faults {
		v.Faults = append(v.Faults, faultyPath{one.Path, one.In(s.lang)})
	}
	if !v.OK {
		s.code(Found)
	}
	return d.show(v, func() {
		for _, one := range v.Faults {
			d.line(say{"%s：%s", "%s: %s"}, one.Path, one.Message)
		}
		if v.OK {
			d.line(say{"符合 OSCAL %s：%d 个问题，%d 条措施。", "This is OSCAL %s: %d findings, %d measures."}, v.Version, v.Findings, v.Measures)
		} else {
			d.line(say{"共 %d 处不合规范。", "%d faults."}, len(v.Faults))
		}
	})
}

// A bookJSON writes a book as it is now as JSON.
type bookJSON struct {
	actorFlags
	File string `arg:"" name:"file"`
	Book string `placeholder:"BOOK"`
}

func (c *bookJSON) work(d *desk) error {
	b, err := d.book(c.Book)
	if err != nil {
		return err
	}
	err = d.writeFile(c.File, func(w io.Writer) error { return d.app.WriteBook(d.ctx, d.who, b.ID, w) })
	if err != nil || c.File == "-" {
		return err
	}
	return d.done(struct {
		File string `json:"file"`
		Book string `json:"book"`
	}{c.File, b.ID.String()}, say{"已把“%s”写成 JSON：%s", "%s was written as JSON: %s"}, b.Name, c.File)
}
