package cli

import (
	"strings"

	"zhenggai/fault"
	"zhenggai/ledger"
)

type discrepancyCommands struct {
	List   discrepancyList   `cmd:""`
	Settle discrepancySettle `cmd:""`
}

// A discrepancyList lists the fields on which documents differ.
type discrepancyList struct {
	actorFlags
	Book string `placeholder:"BOOK"`
	All  bool
}

// A discrepancyView is a discrepancy as it is listed.
type discrepancyView struct {
	*ledger.Discrepancy
	Code string `json:"code"` // of the finding
}

func (c *discrepancyList) work(d *desk) error {
	b, err := d.book(c.Book)
	if err != nil {
		return err
	}
	all, err := d.app.Discrepancies(d.ctx, d.who, b.ID)
	if err != nil {
		return err
	}
	views := []discrepancyView{}
	for _, x := range all {
		if x.Settled != "" && !c.All {
			continue
		}
		v := discrepancyView{Discrepancy: x}
		if f, err := d.app.FindingNamed(d.ctx, d.who, b.ID, x.Finding.String()); err == nil {
			v.Code = f.Code
		}
		views = append(views, v)
	}
	return d.show(views, func() {
		t := d.table(say{"标识", "key"}, say{"问题", "finding"}, say{"字段", "field"}, say{"台账", "kept"}, say{"另一份文件", "other document"}, say{"说明", "explained"})
		for _, v := range views {
			t.row(shortID(v.ID.String()), v.Code, v.Field, cut(inert(v.Kept), 30), cut(inert(v.Other), 30), v.Settled)
		}
		d.print(t)
	})
}

// shortID returns the end of an id, in which ids of one moment differ.
func shortID(id string) string { return id[max(0, len(id)-12):] }

// A discrepancySettle explains a discrepancy; both values stay.
type discrepancySettle struct {
	actorFlags
	Key    string `arg:"" name:"key"`
	Book   string `placeholder:"BOOK"`
	Reason string `required:"" placeholder:"TEXT"`
}

func (c *discrepancySettle) work(d *desk) error {
	b, err := d.book(c.Book)
	if err != nil {
		return err
	}
	all, err := d.app.Discrepancies(d.ctx, d.who, b.ID)
	if err != nil {
		return err
	}
	for _, x := range all {
		if !strings.HasSuffix(x.ID.String(), c.Key) || len(c.Key) < leastSeen {
			continue
		}
		x, err := d.app.Settle(d.ctx, d.who, b.ID, x.ID, c.Reason)
		if err != nil {
			return err
		}
		return d.done(x, say{"已说明：%s", "Explained: %s"}, x.Settled)
	}
	return fault.New(fault.NotFound, "没有这处出入，请用 zhenggai discrepancy list 查看。", "There is no such discrepancy; see zhenggai discrepancy list.", nil)
}
