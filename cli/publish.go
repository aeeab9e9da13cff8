package cli

import (
	"zhenggai/web/public"
)

// A publishCommand writes the public site as files, or holds such files against their
// manifest and the book.
type publishCommand struct {
	siteFlags
	Folder  string `arg:"" name:"folder"`
	Address string `placeholder:"ADDRESS"`
	Verify  bool
}

// published is what a run of publish did.
type published struct {
	Folder  string `json:"folder"`
	Reports int    `json:"reports"`
	Files   int    `json:"files"`
	Wrote   int    `json:"wrote"`
	Gone    int    `json:"gone"`
}

func (c *publishCommand) work(d *desk) error {
	state, err := d.app.Public(d.ctx)
	if err != nil {
		return err
	}
	files, err := public.Files(d.ctx, state, c.Address)
	if err != nil {
		return err
	}
	if c.Verify {
		return c.verify(d, files)
	}
	done := published{Folder: c.Folder, Reports: len(state.Reports), Files: len(files)}
	if done.Wrote, done.Gone, err = public.WriteFolder(c.Folder, files); err != nil {
		return err
	}
	return d.done(done, say{"已发布到 %s：%d 个版本，共 %d 个文件，写入 %d 个，移除 %d 个", "Published to %s: %d editions, %d files in all, %d written, %d taken away"},
		c.Folder, done.Reports, done.Files, done.Wrote, done.Gone)
}

// verify says of each file that is not what it should be what is wrong with it.
func (c *publishCommand) verify(d *desk, files map[string][]byte) error {
	flaws, err := public.CheckFolder(c.Folder, files)
	if err != nil {
		return err
	}
	if len(flaws) > 0 {
		d.code(Found)
	}
	return d.show(orNone(flaws), func() {
		for _, f := range flaws {
			d.line(say{"%s：%s", "%s: %s"}, f.Name, f.Msg.In(d.lang))
		}
		if len(flaws) == 0 {
			d.line(say{"核验通过：%d 个文件与清单和账册一致", "Verified: %d files are as the manifest and the book have them"}, len(files)-1)
		}
	})
}
