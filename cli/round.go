package cli

import (
	"zhenggai/fault"
	"zhenggai/ledger"
	"zhenggai/zh"
)

type roundCommands struct {
	Add  roundAdd  `cmd:""`
	List roundList `cmd:""`
}

// A roundAdd begins a round of an office.
type roundAdd struct {
	actorFlags
	Name    string   `arg:"" name:"name"`
	Office  string   `required:"" placeholder:"UNIT"`
	Kind    string   `enum:"inspection,audit,environment" default:"inspection"`
	From    zh.Date  `placeholder:"2006-01-02"`
	To      zh.Date  `placeholder:"2006-01-02"`
	Regime  string   `placeholder:"KEY"`
	Overlay []string `placeholder:"KEY"`
}

func (c *roundAdd) work(d *desk) error {
	office, err := d.unit(c.Office)
	if err != nil {
		return err
	}
	r, err := d.app.AddRound(d.ctx, d.who, ledger.Round{Office: office.ID, Name: c.Name, Kind: c.Kind, From: c.From, To: c.To, Regime: c.Regime, Overlays: c.Overlay})
	if err != nil {
		return err
	}
	return d.done(r, say{"已设立轮次：%s", "Begun: the round %s"}, r.Name)
}

// A roundList lists the rounds.
type roundList struct{ siteFlags }

func (c *roundList) work(d *desk) error {
	all, err := d.app.Rounds(d.ctx)
	if err != nil {
		return err
	}
	return d.show(orNone(all), func() {
		t := d.table(say{"轮次", "round"}, say{"巡察办", "office"}, say{"自", "from"}, say{"至", "to"}, say{"时限规则", "regime"})
		for _, r := range all {
			t.row(r.Name, d.unitName(r.Office), r.From, r.To, r.Regime)
		}
		d.print(t)
	})
}

// round returns the round of that name.
func (d *desk) round(name string) (*ledger.Round, error) {
	all, err := d.app.Rounds(d.ctx)
	if err != nil {
		return nil, err
	}
	for _, r := range all {
		if r.Name == name || r.ID.String() == name {
			return r, nil
		}
	}
	return nil, fault.New(fault.NotFound, "没有轮次“"+name+"”，请用 zhenggai round list 查看。", "There is no round \""+name+"\"; see zhenggai round list.", nil)
}
