package app

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"zhenggai/fault"
	"zhenggai/journal"
	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/regs"
	"zhenggai/store"
)

// mayWatch refuses whoever neither audits the site nor belongs to the office: those
// hold the ledger against its journal.
func mayWatch(who org.Actor) error {
	if slices.ContainsFunc(who.Grants, func(g org.Grant) bool { return g.Role == org.Officer && !g.Closed }) {
		return nil
	}
	return administers(who, org.AuditAdmin)
}

// The tasks that people start. That of a job is its kind behind TaskJob.
const (
	TaskVerify = "verify"
	TaskBackup = "backup"
	TaskJob    = "job/"
)

// StartVerify begins to verify the whole site, for who audits it or is of the office.
func (a *App) StartVerify(who org.Actor) error {
	if err := mayWatch(who); err != nil {
		return err
	}
	return a.start(TaskVerify, who, func(ctx context.Context) (any, error) { return a.Verify(ctx) })
}

// VerifyRun returns the verification that was started last; ok is false if none was.
func (a *App) VerifyRun(who org.Actor) (t Run, ok bool, err error) {
	if err := mayWatch(who); err != nil {
		return t, false, err
	}
	t, ok = a.runs.last(TaskVerify)
	return t, ok, nil
}

// SignCheckpoints signs the heads of all logs that grew, for who audits the site or is of
// the office, and returns how many.
func (a *App) SignCheckpoints(ctx context.Context, who org.Actor) (int, error) {
	if err := mayWatch(who); err != nil {
		return 0, err
	}
	signed, err := a.Checkpoint(ctx)
	return len(signed), err
}

// A Signed is a checkpoint with the signed note that is to be printed and handed out.
type Signed struct {
	journal.Checkpoint
	Note string
}

// Checkpoints returns the checkpoints of the journal of a book, the last first: of the
// site for its audit administrator, of a book for who sees it whole.
func (a *App) Checkpoints(ctx context.Context, who org.Actor, book org.ID) (all []Signed, err error) {
	err = a.DB.View(ctx, func(tx *store.Tx) error {
		all = nil
		if err := mayAudit(tx, who, store.EntryQuery{Book: book}); err != nil {
			return err
		}
		all, err = a.checkpoints(tx, book)
		return err
	})
	slices.Reverse(all)
	return all, err
}

// checkpoints returns the checkpoints of a book that can be read, by size. Those that
// cannot are for verifying to tell of.
func (a *App) checkpoints(tx *store.Tx, book org.ID) (all []Signed, err error) {
	for note, err := range tx.Checkpoints(book) {
		if err != nil {
			return nil, err
		}
		if c, err := journal.ParseCheckpoint(note, a.Known...); err == nil {
			all = append(all, Signed{c, string(note)})
		}
	}
	return all, nil
}

// A Proof shows that one entry stands in the journal of a book: its leaf, and the way
// from there to a root that was signed.
type Proof struct {
	journal.Entry
	Leaf   []byte
	Hash   journal.Hash // of the leaf
	Steps  []journal.ProofStep
	Size   int64 // of the log that the root is of
	Root   journal.Hash
	Signed *Signed // the first checkpoint that covers the entry; nil: none was signed yet, and the root is that of now
	Sound  error   // nil: the way leads from the leaf to the root
}

// Prove returns the proof of an entry of a journal that who may read.
func (a *App) Prove(ctx context.Context, who org.Actor, book org.ID, index int64) (p *Proof, err error) {
	err = a.DB.View(ctx, func(tx *store.Tx) error {
		found, err := tx.Entries(store.EntryQuery{Book: book, Before: index + 1, Limit: 1})
		if err != nil {
			return err
		}
		q := store.EntryQuery{Book: book}
		if len(found) == 1 && found[0].Index == index {
			q.Subject = found[0].Subject
		}
		if err := mayAudit(tx, who, q); err != nil {
			return err
		}
		if len(found) == 0 || found[0].Index != index {
			return hidden(fmt.Sprintf("存证日志没有第 %d 条，请核对序号。", index), fmt.Sprintf("The journal has no entry %d; please check the number.", index))
		}
		p = &Proof{Entry: found[0], Leaf: found[0].Leaf()}
		return a.prove(tx, book, p)
	})
	return p, err
}

// prove finds the root for p and the way there.
func (a *App) prove(tx *store.Tx, book org.ID, p *Proof) error {
	head, err := tx.JournalHead(book)
	if err != nil {
		return err
	}
	p.Size, p.Root = head.Size(), head.Root()
	signed, err := a.checkpoints(tx, book)
	if err != nil {
		return err
	}
	if i := slices.IndexFunc(signed, func(s Signed) bool { return s.Size > p.Index }); i >= 0 && signed[i].Size <= p.Size {
		p.Signed, p.Size, p.Root = &signed[i], signed[i].Size, signed[i].Root
	}
	path, err := journal.ProveInclusion(p.Size, p.Index, tx.HashReader(book))
	if err != nil {
		return err
	}
	p.Hash = journal.LeafHash(p.Leaf)
	p.Steps = journal.ProofSteps(path, p.Size, p.Index, p.Leaf)
	p.Sound = journal.CheckInclusion(path, p.Size, p.Root, p.Index, p.Leaf)
	return nil
}

// PlannedJobs returns the planned jobs and the last that were done, for the system
// administrator.
func (a *App) PlannedJobs(ctx context.Context, who org.Actor) ([]store.Job, error) {
	if err := administers(who, org.SystemAdmin); err != nil {
		return nil, err
	}
	return a.Jobs(ctx)
}

// StartJob begins the work of a kind of job now, for the system administrator. What it
// writes is in the journal as always.
func (a *App) StartJob(who org.Actor, kind string) error {
	if err := administers(who, org.SystemAdmin); err != nil {
		return err
	}
	if !slices.ContainsFunc(JobKinds, func(k JobKind) bool { return k.Key == kind }) {
		return errNoJob(kind)
	}
	return a.start(TaskJob+kind, who, func(ctx context.Context) (any, error) { return a.RunJob(ctx, kind) })
}

// JobRun returns the job of a kind that was started last by a person.
func (a *App) JobRun(who org.Actor, kind string) (t Run, ok bool) {
	if administers(who, org.SystemAdmin) != nil {
		return t, false
	}
	return a.runs.last(TaskJob + kind)
}

// backupsDir is the folder of a site that backups go into when a person asks for one.
// Whoever wants them to outlive the machine copies them from there.
const backupsDir = "backups"

// backupSetting keeps which backup a person made last, so that the journal tells of it.
const backupSetting = "backup/last"

// StartBackup begins to keep the site in its folder of backups, for the system
// administrator. Who made it is in the journal.
func (a *App) StartBackup(who org.Actor) error {
	if err := administers(who, org.SystemAdmin); err != nil {
		return err
	}
	if a.Folder == "" {
		return errNoFolder
	}
	return a.start(TaskBackup, who, func(ctx context.Context) (any, error) {
		dir := filepath.Join(a.Folder, backupsDir)
		if err := os.MkdirAll(dir, 0o700); err != nil {
			return nil, errFolder(dir, err)
		}
		b, err := a.Backup(ctx, dir)
		if err != nil {
			return nil, err
		}
		return b, a.change(ctx, who, "site.backup", func(c *change) (string, error) {
			s, err := c.Setting(org.Site, backupSetting)
			if err != nil {
				return "", err
			}
			if s == nil {
				s = &ledger.Setting{Head: c.head(org.Site), Name: backupSetting}
			}
			s.Value = filepath.Base(b.File)
			return subject(s), c.Put(s)
		})
	})
}

var errNoFolder = fault.New(fault.Invalid, "这个站点没有自己的文件夹，请用命令 zhenggai backup 备份。",
	"This site has no folder of its own; please use the command zhenggai backup.", nil)

// BackupRun returns the backup that was started last.
func (a *App) BackupRun(who org.Actor) (t Run, ok bool) {
	if administers(who, org.SystemAdmin) != nil {
		return t, false
	}
	return a.runs.last(TaskBackup)
}

// A Kept is a backup as it lies in the site's folder.
type Kept struct {
	Name string
	Size int64
	At   ledger.Time
}

// Backups returns the folder that backups go into and what is there, the last first,
// for the system administrator.
func (a *App) Backups(who org.Actor) (dir string, all []Kept, err error) {
	if err := administers(who, org.SystemAdmin); err != nil {
		return "", nil, err
	}
	if a.Folder == "" {
		return "", nil, errNoFolder
	}
	dir = filepath.Join(a.Folder, backupsDir)
	files, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return dir, nil, fmt.Errorf("app: reading the folder of backups: %w", err)
	}
	for _, f := range files {
		info, err := f.Info()
		if err == nil && !f.IsDir() && strings.HasPrefix(f.Name(), "zhenggai-") && strings.HasSuffix(f.Name(), ".zip") {
			all = append(all, Kept{f.Name(), info.Size(), ledger.At(info.ModTime())})
		}
	}
	slices.SortFunc(all, func(x, y Kept) int { return strings.Compare(y.Name, x.Name) })
	return dir, all, nil
}

// Outlets returns the channels that notices go out by, without their secrets, for the
// system administrator.
func (a *App) Outlets(who org.Actor) ([]Outlet, error) {
	return a.outlets, administers(who, org.SystemAdmin)
}

// Calendar returns the holidays that the site knows.
func (a *App) Calendar(ctx context.Context) (*regs.Calendar, error) {
	return view(ctx, a, func(tx *store.Tx) (*regs.Calendar, error) {
		_, years, err := catalog(tx)
		return years, err
	})
}
