package cli

import (
	"bytes"
	"errors"
	"fmt"
	"os"
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
	if c.File == "-" {
		_, err := d.out.Write(ics)
		return err
	}
	f, err := newFile(c.File)
	if err != nil {
		return err
	}
	_, err = f.Write(ics)
	if err = errors.Join(err, f.Close()); err != nil {
		os.Remove(c.File) //nolint:errcheck // half a file is none
		return fmt.Errorf("cli: writing %s: %w", c.File, err)
	}
	days := bytes.Count(ics, []byte("BEGIN:VEVENT"))
	return d.done(struct {
		File string `json:"file"`
		Days int    `json:"days"`
	}{c.File, days}, say{"已写到 %s：%d 个到期日", "Written to %s: %d due days"}, c.File, days)
}
