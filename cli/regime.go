package cli

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"zhenggai/fault"
	"zhenggai/org"
	"zhenggai/regs"
)

type regimeCommands struct {
	List      regimeList      `cmd:""`
	Show      regimeShow      `cmd:""`
	Add       regimeAdd       `cmd:""`
	Holidays  regimeHolidays  `cmd:""`
	Deadlines regimeDeadlines `cmd:""`
}

// A regimeList lists the regimes and overlays that the site knows.
type regimeList struct{ siteFlags }

type regimeLine struct {
	Key     string `json:"key"`
	Kind    string `json:"kind,omitempty"`
	Title   string `json:"title"`
	From    string `json:"from,omitempty"`
	To      string `json:"to,omitempty"` // the first day on which it no longer holds
	Overlay bool   `json:"overlay,omitempty"`
}

func (c *regimeList) work(d *desk) error {
	packs, err := d.app.Regimes(d.ctx)
	if err != nil {
		return err
	}
	var all []regimeLine
	for _, r := range packs.Regimes() {
		all = append(all, regimeLine{r.Key, string(r.Kind), r.Title.In(d.lang), r.From.String(), r.To.String(), false})
	}
	for _, o := range packs.Overlays() {
		all = append(all, regimeLine{o.Key, string(o.Kind), o.Title.In(d.lang), "", "", true})
	}
	return d.show(all, func() {
		t := d.table(say{"标识", "key"}, say{"自", "from"}, say{"止于", "until"}, say{"叠加", "overlay"}, say{"名称", "title"})
		for _, r := range all {
			t.row(r.Key, r.From, r.To, d.yes(r.Overlay), r.Title)
		}
		d.print(t)
	})
}

type regimeView struct {
	regimeLine
	Basis    string           `json:"basis"`
	Limits   []regs.TimeLimit `json:"limits"`
	Warnings regs.Ladder      `json:"warnings"`
}

// A regimeShow shows the limits of a regime or of an overlay.
type regimeShow struct {
	siteFlags
	Key string `arg:"" name:"key"`
}

func (c *regimeShow) work(d *desk) error {
	packs, err := d.app.Regimes(d.ctx)
	if err != nil {
		return err
	}
	for _, r := range packs.Regimes() {
		if r.Key == c.Key {
			return d.show(regimeView{regimeLine{r.Key, string(r.Kind), r.Title.In(d.lang), r.From.String(), r.To.String(), false}, r.Basis, r.Limits, r.Warnings}, func() { d.limits(r.Title, r.Basis, r.Limits, r.Warnings) })
		}
	}
	o, err := packs.Overlay(c.Key)
	if err != nil {
		return err
	}
	return d.show(regimeView{regimeLine{o.Key, string(o.Kind), o.Title.In(d.lang), "", "", true}, o.Basis, o.Limits, o.Warnings}, func() { d.limits(o.Title, o.Basis, o.Limits, o.Warnings) })
}

// limits writes the limits and warnings of a regime.
func (d *desk) limits(title regs.Title, basis string, limits []regs.TimeLimit, warnings regs.Ladder) {
	fmt.Fprintln(d.out, d.ink.paint(inert(title.In(d.lang)), bold))
	d.indented("  ", "  ", basis, dim)
	t := d.table(say{"事项", "what"}, say{"起算", "from"}, say{"时限", "within"}, say{"核实", "verified"}, say{"出处", "source"})
	for _, l := range limits {
		t.row(l.Title.In(d.lang), l.Event.Title().In(d.lang), l.Figure().In(d.lang), d.confirmed(l.Verified), l.Source)
	}
	d.print(t)
	for _, w := range warnings {
		var to []string
		for _, a := range w.To {
			to = append(to, a.Title().In(d.lang))
		}
		when := d.say(say{"到期前 %d%s起", "from %d %s before the day"}, w.Before, w.Unit.Title().In(d.lang))
		if w.Before < 0 {
			when = d.say(say{"超期起", "once it is overdue"})
		}
		d.line(say{"%s：%s，提醒%s（%s）", "%s: %s, to the %s (%s)"}, w.Colour.Title().In(d.lang), when,
			strings.Join(to, d.say(say{"、", ", "})), d.confirmed(w.Verified))
	}
}

func (d *desk) confirmed(ok bool) string {
	if ok {
		return d.say(say{"已核实", "verified"})
	}
	return d.say(say{"待核实", "unverified"})
}

// A regimeAdd takes a pack of the site's own.
type regimeAdd struct {
	actorFlags
	File string `arg:"" name:"file"`
}

func (c *regimeAdd) work(d *desk) error {
	return d.enter(c.File, d.app.AddRegime, say{"已登记时限规则：%s", "Added the pack %s"})
}

// A regimeHolidays takes the holidays of years that the product does not know yet.
type regimeHolidays struct {
	actorFlags
	File string `arg:"" name:"file"`
}

func (c *regimeHolidays) work(d *desk) error {
	return d.enter(c.File, d.app.AddHolidays, say{"已登记放假安排：%s", "Added the holidays %s"})
}

// enter gives a file to add, under its name without the ending, and says so.
func (d *desk) enter(file string, add func(context.Context, org.Actor, string, []byte) error, m say) error {
	b, err := os.ReadFile(file)
	if err != nil {
		return noFile(file, err)
	}
	name := strings.TrimSuffix(filepath.Base(file), filepath.Ext(file))
	if err := add(d.ctx, d.who, name, b); err != nil {
		return err
	}
	return d.done(struct {
		Name string `json:"name"`
	}{name}, m, name)
}

// noFile says that a file cannot be opened.
func noFile(path string, err error) error {
	return fault.New(fault.Invalid, path+"：文件打不开，请检查路径。", path+": the file cannot be opened; please check its path.", err)
}

// A regimeDeadlines shows what is due when in an inspection.
type regimeDeadlines struct {
	actorFlags
	Inspection string `arg:"" name:"inspection" optional:""`
	Book       string `placeholder:"BOOK"`
}

type deadlineView struct {
	Key         string `json:"key"`
	Title       string `json:"title"`
	Duty        string `json:"duty"`
	From        string `json:"from"`
	Day         string `json:"day"`
	NotBefore   bool   `json:"not_before,omitempty"`
	Provisional bool   `json:"provisional,omitempty"`
	Unverified  bool   `json:"unverified,omitempty"`
	Base        string `json:"base,omitempty"` // by the regime without local practice
	Source      string `json:"source"`
}

func (c *regimeDeadlines) work(d *desk) error {
	b, in, err := d.bookInspection(c.Book, c.Inspection)
	if err != nil {
		return err
	}
	r, due, err := d.app.Deadlines(d.ctx, d.who, b.ID, in.ID)
	if err != nil {
		return err
	}
	views := []deadlineView{}
	for _, x := range due {
		v := deadlineView{x.Limit.Key, x.Limit.Title.In(d.lang), x.Limit.Duty.In(d.lang), x.From.String(), x.Day.String(),
			x.Limit.NotBefore, x.Provisional, x.Unverified, "", x.Limit.Source}
		if x.Base != nil {
			v.Base = x.Base.Day.String()
		}
		views = append(views, v)
	}
	return d.show(views, func() {
		fmt.Fprintln(d.out, d.ink.paint(inert(in.No+"  "+r.Title.In(d.lang)), bold))
		t := d.table(say{"日期", "day"}, say{"起算", "from"}, say{"说明", "mark"}, say{"事项", "what"})
		for _, v := range views {
			t.row(v.Day, v.From, d.marks(v), v.Title+d.say(say{"：", ": "})+v.Duty)
		}
		d.print(t)
	})
}

// marks says in what a deadline is uncertain.
func (d *desk) marks(v deadlineView) string {
	var all []string
	for _, m := range []struct {
		on   bool
		what say
	}{
		{v.NotBefore, say{"不早于", "not before"}}, {v.Provisional, say{"暂算", "provisional"}}, {v.Unverified, say{"待核实", "unverified"}},
		{v.Base != "" && v.Base != v.Day, say{"原为 " + v.Base, "by the regime " + v.Base}},
	} {
		if m.on {
			all = append(all, d.say(m.what))
		}
	}
	return strings.Join(all, d.say(say{"、", ", "}))
}
