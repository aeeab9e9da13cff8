package cli

import (
	"bytes"
	"io"
)

// A calendarCommand writes the due days in the actor's sight as a calendar file.
type calendarCommand struct {
	actorFlags
	File string `arg:"" name:"file"`
}

func (c *calendarCommand) work(d *desk) error {
	ics, err := d.app.Feed(d.ctx, d.who)
	if err != nil {
		return err
	}
	err = d.writeFile(c.File, func(w io.Writer) error { _, err := w.Write(ics); return err })
	if err != nil || c.File == "-" {
		return err
	}
	days := bytes.Count(ics, []byte("BEGIN:VEVENT"))
	return d.done(struct {
		File string `json:"file"`
		Days int    `json:"days"`
	}{c.File, days}, say{"已写到 %s：%d 个到期日", "Written to %s: %d due days"}, c.File, days)
}
