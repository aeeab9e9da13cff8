package web

import (
	"zhenggai/app"
	"zhenggai/fault"
	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/store"
)

// systemOnly are those who keep the machine.
var systemOnly = []org.Role{org.SystemAdmin}

var jobsRoutes = []Route{
	{"GET /jobs", "定时任务", "jobs", SignedIn, systemOnly, false, (*visit).jobs},
	{"POST /jobs", "立即运行任务", "run a job now", SignedIn, systemOnly, false, (*visit).runJob},
}

// A jobLine is a kind of job with how it goes.
type jobLine struct {
	app.JobKind
	next, last ledger.Time
	failure    string
	tries      int
	task       app.Run // that a person started
	asked      bool
}

// jobs shows what the product does by itself, and when.
func (v *visit) jobs() error {
	planned, err := v.s.App.PlannedJobs(v.ctx, v.who)
	if err != nil {
		return err
	}
	n, err := v.named()
	if err != nil {
		return err
	}
	lines := v.jobLines(planned)
	for _, l := range lines {
		if l.asked && l.task.Running() {
			v.w.Header().Set("Refresh", "2")
		}
	}
	return v.show(v.page(v.word("定时任务", "Jobs")), jobsPage(n, lines, planned))
}

// jobLines finds the next and the last of each kind.
func (v *visit) jobLines(planned []store.Job) (lines []jobLine) {
	for _, k := range app.JobKinds {
		l := jobLine{JobKind: k}
		for i := range planned {
			j := &planned[i]
			switch {
			case j.Kind != k.Key:
			case j.Done.IsZero() && (l.next.IsZero() || j.Due.Before(l.next.Time)):
				l.next, l.failure, l.tries = j.Due, j.Failure, j.Tries
			case j.Done.After(l.last.Time):
				l.last = j.Done
			}
		}
		l.task, l.asked = v.s.App.JobRun(v.who, k.Key)
		lines = append(lines, l)
	}
	return lines
}

func (v *visit) runJob() error {
	if err := v.s.App.StartJob(v.who, v.FormValue("kind")); err != nil && fault.KindOf(err) != fault.Conflict {
		return err
	}
	return v.done("/jobs", "任务已开始。", "The job was started.")
}
