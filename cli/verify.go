package cli

import (
	"fmt"
	"os"
	"strings"

	"zhenggai/app"
	"zhenggai/fault"
	"zhenggai/journal"
)

// A checkpointCommand signs the heads of all journals that grew.
type checkpointCommand struct{ siteFlags }

func (c *checkpointCommand) work(d *desk) error {
	signed, err := d.app.Checkpoint(d.ctx)
	if err != nil {
		return err
	}
	notes := []string{}
	for _, b := range signed {
		notes = append(notes, string(b))
	}
	return d.show(notes, func() {
		for _, n := range notes {
			fmt.Fprintln(d.out, n)
		}
		d.warn(say{"已签署 %d 个检查点；请打印或交给监督的人保存，日后用 verify --checkpoint 核对。",
			"%d checkpoints were signed; print them or hand them to whoever supervises, to be held against the site later with verify --checkpoint."}, len(notes))
	})
}

// A verifyCommand recomputes everything that is stored, or one bundle by itself.
type verifyCommand struct {
	siteFlags
	Checkpoint []string `placeholder:"FILE"`
	Bundle     string   `placeholder:"FILE"`
	Key        string   `placeholder:"FILE"`
	Identity   string   `placeholder:"FILE"`
}

// run verifies a bundle, which needs no site, or goes to the site.
func (c *verifyCommand) run(s *session) error {
	s.ledger = true
	switch {
	case c.Bundle != "" && c.Key != "":
		return c.bundle(s)
	case c.Bundle != "" || c.Key != "":
		return wrong(say{"离线核验要同时写明 --bundle 文件和 --key 公钥文件。", "To verify offline give both --bundle and --key."})
	}
	return s.sit(&siteVerify{c.siteFlags, c.Checkpoint}, "")
}

// A siteVerify verifies a site.
type siteVerify struct {
	siteFlags
	checkpoints []string
}

func (c *siteVerify) work(d *desk) error {
	var witnesses []journal.Checkpoint
	for _, path := range c.checkpoints {
		b, err := os.ReadFile(path)
		if err != nil {
			return noFile(path, err)
		}
		for _, note := range notesIn(string(b)) {
			w, err := journal.ParseCheckpoint([]byte(note), d.app.Known...)
			if err != nil {
				return fault.New(fault.Invalid, path+"：不是本站点签署的检查点，请核对。", path+": is no checkpoint that this site signed; please check.", err)
			}
			witnesses = append(witnesses, w)
		}
	}
	v, err := d.app.Verify(d.ctx, witnesses...)
	if err != nil {
		return err
	}
	return d.verified(v)
}

// notesIn returns the signed notes that stand one after another in a text, as the
// command checkpoint writes them: each ends in its lines of signatures.
func notesIn(text string) (notes []string) {
	note, signed := "", false
	for line := range strings.Lines(text) {
		signature := strings.HasPrefix(line, "— ")
		if signed && !signature {
			notes, note = append(notes, note), ""
		}
		if signed = signature; note != "" || strings.TrimSpace(line) != "" {
			note += line
		}
	}
	if strings.TrimSpace(note) != "" {
		notes = append(notes, note)
	}
	return notes
}

// A verifyView is a verification as JSON. Other programs rely on it: names and meaning
// are kept.
type verifyView struct {
	OK    bool          `json:"ok"`
	Books []app.Checked `json:"books"`
	Files filesView     `json:"files"`
}

type filesView struct {
	Read  int        `json:"read"`
	Bytes int64      `json:"bytes"`
	Flaws []flawView `json:"flaws"`
}

type flawView struct {
	Kind    string `json:"kind"`
	SHA256  string `json:"sha256,omitempty"`
	Hint    bool   `json:"hint,omitempty"` // it does no harm: a file that the ledger does not know
	Message string `json:"message"`
}

// verified shows what verifying found and sets the exit code.
func (d *desk) verified(v *app.Verification) error {
	if !v.OK() {
		d.code(Found)
	}
	view := verifyView{v.OK(), v.Books, filesView{v.Blobs.Objects, v.Blobs.Bytes, []flawView{}}}
	for _, f := range v.Blobs.Flaws {
		x := flawView{Kind: string(f.Kind), Hint: f.Hint(), Message: f.Msg().In(d.lang)}
		if !f.Object.Hash.IsZero() {
			x.SHA256 = f.Object.Hash.String()
		}
		view.Files.Flaws = append(view.Files.Flaws, x)
	}
	return d.show(view, func() { d.verification(&view) })
}

// verification writes what verifying found.
func (d *desk) verification(v *verifyView) {
	for i := range v.Books {
		b := &v.Books[i]
		d.line(say{"%s：%d 条日志，%d 个行像，%d 行，%d 个检查点", "%s: %d entries, %d images, %d rows, %d checkpoints"}, b.Name, b.Size, b.Details, b.Rows, b.Checkpoints)
		d.faults(&b.Report)
		for _, m := range b.Counts {
			d.line(say{"  ✗ %s", "  ✗ %s"}, m.Msg.In(d.lang))
		}
	}
	d.line(say{"佐证和文件：%d 个，%d 字节", "Files: %d, %d bytes"}, v.Files.Read, v.Files.Bytes)
	for _, f := range v.Files.Flaws {
		d.line(say{"  %s %s", "  %s %s"}, mark(f.Hint), f.Message)
	}
	d.verdict(v.OK)
}

// mark marks what is wrong, and what is only worth a look.
func mark(hint bool) string {
	if hint {
		return "·"
	}
	return "✗"
}

// faults writes the faults of one journal.
func (d *desk) faults(r *journal.Report) {
	for _, f := range r.Faults {
		where := ""
		if f.Table != "" {
			where = f.Table + "/" + f.ID + d.say(say{"：", ": "})
		}
		d.line(say{"  %s %s%s", "  %s %s%s"}, mark(f.Hint()), where, f.Msg.In(d.lang))
	}
}

func (d *desk) verdict(ok bool) {
	if ok {
		d.line(say{"核验通过：没有发现改动。", "Verified: nothing was changed."})
		return
	}
	d.line(say{"核验没有通过：带 ✗ 的各项与存证日志不符。", "Not verified: what is marked ✗ is not as the journal has it."})
}

// bundle verifies a bundle with nothing but it and a public key.
func (c *verifyCommand) bundle(s *session) error {
	d := &desk{session: s, json: c.JSON}
	keys, err := os.ReadFile(c.Key)
	if err != nil {
		return noFile(c.Key, err)
	}
	known, err := app.Verifiers(keys)
	if err != nil {
		return err
	}
	b, err := openBundle(c.Bundle, c.Identity)
	if err != nil {
		return err
	}
	defer b.file.Close()
	r, err := journal.VerifyBundle(b, b.size, known...)
	if err != nil {
		return err
	}
	if !r.OK() {
		s.code(Found)
	}
	return d.show(r, func() {
		d.line(say{"%s：%d 条日志，%d 个行像，%d 个检查点", "%s: %d entries, %d images, %d checkpoints"}, c.Bundle, r.Size, r.Details, r.Checkpoints)
		d.faults(&r)
		d.verdict(r.OK())
	})
}
