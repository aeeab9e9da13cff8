package cli

import (
	"zhenggai/app"
)

// A backupCommand keeps the site in a folder while it is being used.
type backupCommand struct {
	siteFlags
	Folder string `arg:"" name:"folder"`
}

func (c *backupCommand) work(d *desk) error {
	b, err := d.app.Backup(d.ctx, c.Folder)
	if err != nil {
		return err
	}
	return d.show(b, func() {
		d.line(say{"已备份：%s，新增佐证 %d 个。", "Backed up: %s, with %d new files of evidence."}, b.File, b.Blobs)
		d.line(say{"备份里没有密钥：%s/key 和 key.pub 请另外保管。", "The keys are not in it: keep %s/key and key.pub elsewhere."}, c.Site)
	})
}

// A restoreCommand makes a new site of a backup, and verifies it.
type restoreCommand struct {
	siteFlags
	File string `arg:"" name:"file"`
	Keys string `required:"" placeholder:"FOLDER"`
}

func (c *restoreCommand) run(s *session) (err error) {
	s.ledger = true
	a, err := app.Recover(s.ctx, app.Place{Folder: c.Site, DB: c.DB, Now: s.env.Now}, c.File, c.Keys)
	if err != nil {
		return err
	}
	defer func() {
		if e := a.Close(); err == nil {
			err = e
		}
	}()
	d := &desk{session: s, app: a, json: c.JSON}
	v, err := a.Verify(s.ctx)
	if err != nil {
		return err
	}
	return d.verified(v)
}
