package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"
	"unicode"

	"zhenggai/blob"
	"zhenggai/fault"
	"zhenggai/journal"
	"zhenggai/store"
)

// A Place says where a site lives: a folder with its database, its blobs, its keys and
// its channels, all in it but the database if DB is set.
type Place struct {
	Folder string
	DB     string           // "" is a file in the folder; postgres://… is a server
	Now    func() time.Time // nil is the machine's clock
	Random io.Reader        // of keys, ids and salts; nil is crypto/rand
	Fonts  string           // folder of fonts for PDFs; "" is that in Folder, if it is there
}

// What a site's folder holds.
const (
	dbFile    = "zhenggai.db"
	blobsDir  = "blobs"
	keyFile   = "key"     // private: whoever has it can sign in the site's name
	knownFile = "key.pub" // public keys, one a line, the present one first

	channelsFile = "channels.json" // how notices go out; may be absent
)

// fileLimit is the greatest size of one file of evidence in bytes.
const fileLimit = 200 << 20

// Create makes the folder of a new site with a key pair of its own, and founds the
// site. What it made is taken away again if that fails; a database on a server stays.
func Create(ctx context.Context, at Place, f Founding) (a *App, err error) {
	if err := vacant(at.Folder); err != nil {
		return nil, err
	}
	private, public, err := journal.GenerateKey((&App{Random: at.Random}).random(), keyName(f.Unit))
	if err != nil {
		return nil, fmt.Errorf("app: making the key of a site: %w", err)
	}
	defer func() {
		if err != nil {
			if a != nil {
				a.Close()
			}
			a = nil
			os.RemoveAll(at.Folder) //nolint:errcheck // it was empty before
		}
	}()
	err = errors.Join(os.MkdirAll(at.Folder, 0o700), os.WriteFile(filepath.Join(at.Folder, keyFile), []byte(private), 0o600),
		os.WriteFile(filepath.Join(at.Folder, knownFile), []byte(public+"\n"), 0o644))
	if err != nil {
		return nil, errFolder(at.Folder, err)
	}
	if a, err = open(ctx, at); err != nil {
		return nil, err
	}
	return a, a.Found(ctx, f)
}

// vacant refuses a folder that has something in it.
func vacant(folder string) error {
	names, err := os.ReadDir(folder)
	if err == nil && len(names) == 0 || errors.Is(err, os.ErrNotExist) {
		return nil
	}
	return fault.New(fault.Conflict, "文件夹“"+folder+"”已经有内容，不能在里面建站；请换一个新文件夹。",
		"The folder "+folder+" is not empty, so no site can be founded in it; please give a new one.", err)
}

// keyName makes a key's name of a unit's: without spaces and plus signs.
func keyName(unit string) string {
	name := strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == '+' {
			return -1
		}
		return r
	}, unit)
	return orElse(name, "zhenggai")
}

// Open opens the site at a place that Create made. Whoever opens it closes it.
func Open(ctx context.Context, at Place) (*App, error) {
	if _, err := os.Stat(filepath.Join(at.Folder, knownFile)); err != nil {
		return nil, fault.New(fault.NotFound, "“"+at.Folder+"”里没有站点，请指明站点文件夹，或先建站。",
			"There is no site in "+at.Folder+"; please name the site's folder, or found a site first.", err)
	}
	if at.DB == "" {
		if _, err := os.Stat(filepath.Join(at.Folder, dbFile)); err != nil {
			return nil, fault.New(fault.NotFound, "站点“"+at.Folder+"”里没有数据库文件；数据库在别处的，请指明地址。",
				"The site "+at.Folder+" has no database file; if the database is elsewhere, please give its address.", err)
		}
	}
	return open(ctx, at)
}

// open opens what is at a place and makes database and blobs if they are not there.
func open(ctx context.Context, at Place) (a *App, err error) {
	a = &App{Spool: &blob.Spool{Limit: fileLimit}, Now: at.Now, Folder: at.Folder, Random: at.Random, Fonts: at.Fonts}
	if a.Now == nil {
		a.Now = time.Now
	}
	if a.Signer, err = readSigner(filepath.Join(at.Folder, keyFile)); err != nil {
		return nil, err
	}
	if err := a.ReadChannels(filepath.Join(at.Folder, channelsFile)); err != nil {
		return nil, err
	}
	known, err := os.ReadFile(filepath.Join(at.Folder, knownFile))
	if err != nil {
		return nil, errKey(knownFile, err)
	}
	if a.Known, err = Verifiers(known); err != nil {
		return nil, err
	}
	if a.Blobs, err = openBlobs(ctx, at.Folder); err != nil {
		return nil, err
	}
	if a.DB, err = store.Open(ctx, at.dsn()); err != nil {
		a.closeBlobs() //nolint:errcheck // err says more
		return nil, err
	}
	return a, nil
}

// dsn returns where the database is.
func (at Place) dsn() string {
	if at.DB != "" {
		return at.DB
	}
	return filepath.Join(at.Folder, dbFile)
}

// Recover makes a new site of a backup. What no backup holds is taken from the folder
// keys: key.pub, without which nothing signed before could be verified; key, without
// which the site signs nothing; blobs.json, which says where evidence goes; and
// channels.json, which says how notices go out.
func Recover(ctx context.Context, at Place, file, keys string) (a *App, err error) {
	if err := vacant(at.Folder); err != nil {
		return nil, err
	}
	if err := checkKept(keys); err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			os.RemoveAll(at.Folder) //nolint:errcheck // it was empty before
		}
	}()
	if err := os.MkdirAll(at.Folder, 0o700); err != nil {
		return nil, errFolder(at.Folder, err)
	}
	for _, k := range keptApart {
		if err := k.copy(keys, at.Folder); err != nil {
			return nil, err
		}
	}
	r := &App{}
	if r.Blobs, err = openBlobs(ctx, at.Folder); err != nil {
		return nil, err
	}
	if err := errors.Join(Restore(ctx, file, at.dsn(), r.Blobs), r.closeBlobs()); err != nil {
		return nil, err
	}
	return Open(ctx, at)
}

// keptApart are the files of a site's folder that no backup holds.
var keptApart = []apart{{knownFile, 0o644}, {keyFile, 0o600}, {bucketName, 0o600}, {channelsFile, 0o600}, {commentKey, 0o600}}

// An apart is a file that is kept apart from the backups.
type apart struct {
	name string
	mode os.FileMode
}

// copy copies the file from one folder to another, if it is there.
func (k apart) copy(from, to string) error {
	b, err := os.ReadFile(filepath.Join(from, k.name))
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return errKey(filepath.Join(from, k.name), err)
	}
	if err := os.WriteFile(filepath.Join(to, k.name), b, k.mode); err != nil {
		return errFolder(to, err)
	}
	return nil
}

// checkKept refuses a folder without public keys, and files in it that opening a site
// would refuse: wrong ones, and secrets that others can read, which a copy would hide.
func checkKept(folder string) error {
	known, err := os.ReadFile(filepath.Join(folder, knownFile))
	if err != nil {
		return errKey(filepath.Join(folder, knownFile), err)
	}
	if _, err := Verifiers(known); err != nil {
		return err
	}
	if _, err := readSigner(filepath.Join(folder, keyFile)); err != nil {
		return err
	}
	if _, err := readSecret(filepath.Join(folder, bucketName), &bucketFile{}); err != nil {
		return err
	}
	return (&App{Now: time.Now}).ReadChannels(filepath.Join(folder, channelsFile))
}

// Close ends what people started, and closes database and blobs.
func (a *App) Close() error {
	a.runs.end()
	return errors.Join(a.DB.Close(), a.closeBlobs())
}

func (a *App) closeBlobs() error {
	if c, ok := a.Blobs.(io.Closer); ok {
		return c.Close()
	}
	return nil
}

// readSigner reads the private key of a site. There may be none: such a copy of a
// site can be read and verified, but signs nothing.
func readSigner(path string) (journal.Signer, error) {
	info, err := os.Stat(path)
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, errKey(path, err)
	}
	if runtime.GOOS != "windows" && info.Mode().Perm()&0o077 != 0 {
		return nil, fault.New(fault.Forbidden, "密钥文件“"+path+"”别人也能读，站点没有打开；请先执行 chmod 600 "+path+"，并考虑更换密钥。",
			"Others can read the key file "+path+", so the site was not opened; please run chmod 600 "+path+" and consider a new key.", nil)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, errKey(path, err)
	}
	s, err := journal.ParseSigner(string(b))
	if err != nil {
		return nil, errKey(path, err)
	}
	return s, nil
}

// Verifiers reads public keys, one a line; lines that begin with # are passed over.
func Verifiers(keys []byte) (known []journal.Verifier, err error) {
	for line := range strings.Lines(string(keys)) {
		if line = strings.TrimSpace(line); line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		v, err := journal.ParseVerifier(line)
		if err != nil {
			return nil, errKey(knownFile, err)
		}
		known = append(known, v)
	}
	if len(known) == 0 {
		return nil, errKey(knownFile, nil)
	}
	return known, nil
}

func errFolder(folder string, err error) error {
	return fault.New(fault.Invalid, "建不了站点文件夹“"+folder+"”，请检查路径和权限。",
		"The site folder "+folder+" cannot be made; please check its path and permissions.", err)
}

func errKey(name string, err error) error {
	return fault.New(fault.Invalid, "密钥文件“"+name+"”读不出来，请用备份恢复。", "The key file "+name+" cannot be read; please restore it from a copy.", err)
}
