package cli

import (
	"fmt"
	"os"
	"time"

	"zhenggai/app"
	"zhenggai/fault"
	"zhenggai/ledger"
)

type jobCommands struct {
	List jobList `cmd:""`
	Run  jobRun  `cmd:""`
	Work jobWork `cmd:""`
}

// A jobList lists the kinds of jobs, the planned ones and the last that were done.
type jobList struct{ siteFlags }

type jobKindView struct {
	Key   string `json:"key"`
	Name  string `json:"name"`
	Hours string `json:"hours"` // as cron says it, in the time of the site
}

type jobView struct {
	Job     string      `json:"job"`
	Due     ledger.Time `json:"due"`
	Done    ledger.Time `json:"done,omitzero"`
	Tries   int         `json:"tries,omitempty"`
	Failure string      `json:"failure,omitempty"` // of the last try
}

func (c *jobList) work(d *desk) error {
	jobs, err := d.app.Jobs(d.ctx)
	if err != nil {
		return err
	}
	v := struct {
		Kinds []jobKindView `json:"kinds"`
		Jobs  []jobView     `json:"jobs"`
	}{Jobs: []jobView{}}
	for _, j := range jobs {
		v.Jobs = append(v.Jobs, jobView{j.Kind, j.Due, j.Done, j.Tries, j.Failure})
	}
	names := map[string]string{}
	for _, k := range app.JobKinds {
		names[k.Key] = say{k.ZH, k.EN}.In(d.lang)
		v.Kinds = append(v.Kinds, jobKindView{k.Key, names[k.Key], k.Hours})
	}
	return d.show(v, func() {
		t := d.table(say{"任务", "job"}, say{"时间（cron）", "hours (cron)"}, say{"内容", "what it does"})
		for _, k := range v.Kinds {
			t.row(k.Key, k.Hours, k.Name)
		}
		d.print(t)
		fmt.Fprintln(d.out)
		t = d.table(say{"到期", "due"}, say{"完成", "done"}, say{"#次数", "#tries"}, say{"任务", "job"}, say{"上次失败", "last failure"})
		for _, j := range v.Jobs {
			t.row(momentOf(j.Due), momentOf(j.Done), j.Tries, names[j.Job], j.Failure)
		}
		d.print(t)
	})
}

// A jobRun does a job now.
type jobRun struct {
	siteFlags
	Job string `arg:"" name:"job"`
}

func (c *jobRun) work(d *desk) error {
	done, err := d.app.RunJob(d.ctx, c.Job)
	if err != nil {
		return err
	}
	return d.done(struct {
		Job  string `json:"job"`
		Done string `json:"done"`
	}{c.Job, done}, say{"任务 %s 已完成：%s", "The job %s is done: %s"}, c.Job, done)
}

// A jobWork does jobs as they fall due, until it is stopped.
type jobWork struct{ siteFlags }

func (c *jobWork) work(d *desk) error {
	host, _ := os.Hostname() // "" will do
	tick := time.NewTicker(10 * time.Second)
	defer tick.Stop()
	return d.app.Work(d.ctx, fmt.Sprintf("%s/%d", host, os.Getpid()), tick.C, func(err error) {
		d.warn(say{"任务失败：%s", "A job failed: %s"}, fault.Say(err, d.lang))
	})
}
