package cli

import (
	"fmt"
	"strings"

	"zhenggai/org"
)

type unitCommands struct {
	Add  unitAdd  `cmd:""`
	List unitList `cmd:""`
}

// A unitAdd adds a unit below another.
type unitAdd struct {
	actorFlags
	Name   string `arg:"" name:"name"`
	Under  string `placeholder:"UNIT"`
	Office bool
}

func (c *unitAdd) work(d *desk) error {
	above := d.units[0] // the topmost one: units come after those above them
	if c.Under != "" {
		var err error
		if above, err = d.unit(c.Under); err != nil {
			return err
		}
	}
	u, err := d.app.AddUnit(d.ctx, d.who, c.Name, above.ID, c.Office)
	if err != nil {
		return err
	}
	return d.done(u, say{"已添加单位：%s/%s", "Added the unit %s/%s"}, d.unitPath(above.ID), u.Name)
}

// A unitList lists the units as a tree.
type unitList struct{ siteFlags }

func (c *unitList) work(d *desk) error {
	return d.show(d.units, func() {
		below := map[org.ID][]*org.Unit{}
		for _, u := range d.units {
			below[u.Parent] = append(below[u.Parent], u)
		}
		var walk func(parent org.ID, depth int)
		walk = func(parent org.ID, depth int) {
			for _, u := range below[parent] {
				note := ""
				if u.Office {
					note += d.say(say{"（巡察办）", " (inspection office)"})
				}
				if u.Closed {
					note += d.say(say{"（已撤销）", " (closed)"})
				}
				fmt.Fprintf(d.out, "%s%s%s\n", strings.Repeat("  ", depth), inert(u.Name), note)
				walk(u.ID, depth+1)
			}
		}
		walk(org.ID{}, 0)
	})
}
