package app

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"time"

	"github.com/robfig/cron/v3"

	"zhenggai/fault"
	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/store"
)

// A JobKind is work that the product does by itself at set hours.
type JobKind struct {
	Key    string
	ZH, EN string
	Hours  string // when, as cron says it, in the time of the site
	Run    func(*App, context.Context) (done string, err error)
}

// JobKinds are all of it. Commands and pages list them from here.
var JobKinds = []JobKind{
	{"warn", "发送到期提醒", "send notices of due days", "0 8 * * *", func(a *App, ctx context.Context) (string, error) {
		n, err := a.Warn(ctx)
		return fmt.Sprint(n), err
	}},
	{"deliver", "投递消息", "deliver messages", "* * * * *", func(a *App, ctx context.Context) (string, error) {
		n, err := a.Deliver(ctx)
		return fmt.Sprint(n), err
	}},
	{"checkpoint", "签署检查点", "sign checkpoints", "0 * * * *", func(a *App, ctx context.Context) (string, error) {
		signed, err := a.Checkpoint(ctx)
		return fmt.Sprint(len(signed)), err
	}},
	{"erase", "清除到期的群众联系方式", "erase readers' contacts whose time is up", "30 3 * * *", func(a *App, ctx context.Context) (string, error) {
		n, err := a.EraseReaders(ctx)
		return fmt.Sprint(n), err
	}},
	{"verify", "核验账册", "verify every book", "0 2 * * *", func(a *App, ctx context.Context) (string, error) {
		v, err := a.Verify(ctx)
		if err == nil && !v.OK() {
			err = errors.New("app: the ledger is not what its journal says; run zhenggai verify")
		}
		return "", err
	}},
}

// lease is how long a job may run before another process may take it over.
const lease = 10 * time.Minute

// RunJob does the work of a kind now, whether it is due or not.
func (a *App) RunJob(ctx context.Context, kind string) (done string, err error) {
	for _, k := range JobKinds {
		if k.Key == kind {
			return k.Run(a, ctx)
		}
	}
	return "", errNoJob(kind)
}

func errNoJob(kind string) error {
	return fault.New(fault.Invalid, "没有这种任务："+kind+"。", "There is no such job: "+kind+".", nil)
}

// Jobs returns the planned jobs and the last that were done.
func (a *App) Jobs(ctx context.Context) ([]store.Job, error) {
	return view(ctx, a, func(tx *store.Tx) ([]store.Job, error) { return tx.Jobs(50) })
}

// PlanJobs plans the next time of each kind. A time has one id, whoever plans it, so
// that planning twice, or from two processes, plans once.
func (a *App) PlanJobs(ctx context.Context) error {
	now := a.Now().In(china)
	return a.DB.Update(ctx, func(tx *store.Tx) error {
		for _, k := range JobKinds {
			hours, err := cron.ParseStandard(k.Hours)
			if err != nil {
				return fmt.Errorf("app: hours of %s: %w", k.Key, err)
			}
			next := hours.Next(now)
			sum := sha256.Sum256([]byte(k.Key))
			job := store.Job{Book: org.Site, ID: org.NewID(next, [10]byte(sum[:10])), Kind: k.Key, Due: ledger.At(next)}
			if err := tx.AddJob(job); err != nil {
				return err
			}
		}
		return nil
	})
}

// WorkOnce does the job that has been due longest, if there is one. by names the
// process: a job is leased to it, and if it dies another takes it over when the lease
// is up. A job that fails is tried again after a while.
func (a *App) WorkOnce(ctx context.Context, by string) (worked bool, err error) {
	var job store.Job
	err = a.DB.Update(ctx, func(tx *store.Tx) error {
		job, worked, err = tx.ClaimJob(by, a.Now(), lease)
		return err
	})
	if err != nil || !worked {
		return false, err
	}
	_, failure := a.RunJob(ctx, job.Kind)
	return true, a.DB.Update(ctx, func(tx *store.Tx) error {
		var mine bool
		var err error
		if failure == nil {
			mine, err = tx.FinishJob(job, a.Now())
		} else {
			mine, err = tx.RetryJob(job, a.Now().Add(patience(job.Tries, failure)), failure.Error())
		}
		if err == nil && !mine {
			return fault.New(fault.Conflict, "任务超时，已由别的进程接手。", "The job took too long and another process has it now.", nil)
		}
		return err
	})
}

// Work plans and does jobs until ctx ends. tick says when to look again; a nil error
// means that ctx ended.
func (a *App) Work(ctx context.Context, by string, tick <-chan time.Time, failed func(error)) error {
	for {
		if err := a.PlanJobs(ctx); err != nil && ctx.Err() == nil {
			failed(err)
		}
		for {
			worked, err := a.WorkOnce(ctx, by)
			if err != nil && ctx.Err() == nil {
				failed(err)
			}
			if err != nil || !worked {
				break
			}
		}
		select {
		case <-ctx.Done():
			return nil
		case <-tick:
		}
	}
}
