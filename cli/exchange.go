package cli

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"zhenggai/app"
	"zhenggai/fault"
	"zhenggai/journal"
	"zhenggai/org"
)

// A bookExport writes a book with its journal and evidence as one signed file.
type bookExport struct {
	actorFlags
	File      string   `arg:"" name:"file"`
	Book      string   `placeholder:"BOOK"`
	EncryptTo []string `placeholder:"KEY"`
}

func (c *bookExport) work(d *desk) error {
	b, err := d.book(c.Book)
	if err != nil {
		return err
	}
	var m journal.Manifest
	err = writeNew(c.File, func(w io.Writer) (err error) {
		m, err = c.write(d, b.ID, w)
		return err
	})
	if err != nil {
		return err
	}
	return d.done(m, say{"已导出“%s”：%d 条日志，%d 个文件 → %s", "Exported %s: %d entries, %d files → %s"}, b.Name, m.Size, len(m.Blobs()), c.File)
}

func (c *bookExport) write(d *desk, book org.ID, f io.Writer) (journal.Manifest, error) {
	if len(c.EncryptTo) == 0 {
		return d.app.Export(d.ctx, d.who, book, f)
	}
	w, err := journal.EncryptTo(f, c.EncryptTo...)
	if err != nil {
		return journal.Manifest{}, wrong(say{"--encrypt-to 不是收件人公钥（age1…）。", "--encrypt-to is not the public key of a recipient (age1…)."})
	}
	m, err := d.app.Export(d.ctx, d.who, book, w)
	return m, errors.Join(err, w.Close())
}

// A bookImport takes a book from a file that bookExport wrote, here or elsewhere.
type bookImport struct {
	actorFlags
	File     string `arg:"" name:"file"`
	Key      string `placeholder:"FILE"`
	Identity string `placeholder:"FILE"`
}

func (c *bookImport) work(d *desk) error {
	known := d.app.Known
	if c.Key != "" {
		keys, err := os.ReadFile(c.Key)
		if err != nil {
			return noFile(c.Key, err)
		}
		if known, err = app.Verifiers(keys); err != nil {
			return err
		}
	}
	b, err := openBundle(c.File, c.Identity)
	if err != nil {
		return err
	}
	defer b.file.Close()
	t, err := d.app.Take(d.ctx, d.who, b, b.size, known...)
	if err != nil {
		return err
	}
	if t.Relation == journal.Parted {
		d.code(Refused)
	}
	return d.show(t, func() {
		if t.Relation == journal.Behind {
			d.line(say{"已导入 %d 条日志。", "%d entries were taken over."}, t.Entries)
			return
		}
		msg := t.Parted.Msg(fault.Msg{ZH: "本站点", EN: "this site"}, fault.Msg{ZH: "文件", EN: "the file"})
		d.line(say{"没有导入：%s", "Nothing was taken over: %s"}, msg.In(d.lang))
	})
}

// A bookIdentity makes a key pair that exports can be encrypted to.
type bookIdentity struct {
	File string `arg:"" name:"file"`
	JSON bool   `name:"json"`
}

func (c *bookIdentity) run(s *session) error {
	s.ledger = true
	private, public, err := journal.GenerateIdentity()
	if err != nil {
		return fmt.Errorf("cli: making a key pair: %w", err)
	}
	if err := writeNew(c.File, func(w io.Writer) error { _, err := io.WriteString(w, private+"\n"); return err }); err != nil {
		return err
	}
	d := &desk{session: s, json: c.JSON}
	return d.show(struct {
		Public string `json:"public"`
	}{public}, func() { fmt.Fprintln(d.out, public) })
}

// A bundleFile is a bundle on the disk, decrypted as it is read.
type bundleFile struct {
	io.ReaderAt
	file *os.File
	size int64
}

// openBundle opens the bundle at path, with the private key in a file if it is
// encrypted.
func openBundle(path, identity string) (*bundleFile, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, noFile(path, err)
	}
	b := &bundleFile{ReaderAt: f, file: f}
	if err := b.decrypt(path, identity); err != nil {
		f.Close()
		return nil, err
	}
	return b, nil
}

// decrypt finds out the size and opens the encryption, if there is one.
func (b *bundleFile) decrypt(path, identity string) error {
	info, err := b.file.Stat()
	if err != nil {
		return noFile(path, err)
	}
	if b.size = info.Size(); !journal.Encrypted(b.file) {
		return nil
	}
	if identity == "" {
		return wrong(say{"%s 是加密的，请用 --identity 指明私钥文件。", "%s is encrypted; name the file of the private key with --identity."}, path)
	}
	key, err := os.ReadFile(identity)
	if err != nil {
		return noFile(identity, err)
	}
	b.ReaderAt, b.size, err = journal.DecryptWith(b.file, b.size, strings.TrimSpace(string(key)))
	return err
}
