package web

import (
	"context"

	"zhenggai/fault"
	"zhenggai/web/ui"
)

var backupRoutes = []Route{
	{"GET /backup", "备份", "backups", SignedIn, systemOnly, false, (*visit).backup},
	{"POST /backup", "立即备份", "back up now", SignedIn, systemOnly, false, (*visit).backupNow},
}

// backup shows the backups there are, makes one, and says how to restore.
func (v *visit) backup() error {
	dir, all, err := v.s.App.Backups(v.who)
	if err != nil {
		return err
	}
	n, err := v.named()
	if err != nil {
		return err
	}
	task, asked := v.s.App.BackupRun(v.who)
	if asked && task.Running() {
		v.w.Header().Set("Refresh", "2")
	}
	return v.show(v.page(v.word("备份", "Backup")), backupPage(n, dir, all, task, asked))
}

func (v *visit) backupNow() error {
	err := v.s.App.StartBackup(v.who)
	if err != nil && fault.KindOf(err) != fault.Conflict {
		return err
	}
	return v.done("/backup", "备份已开始，完成后列在下面。", "The backup was begun; it is listed below when it is done.")
}

// orNone is what stands in a cell for nothing.
func orNone(ctx context.Context, s string) string {
	if s == "" {
		return ui.Say(ctx, "无", "none")
	}
	return s
}
