package store

import (
	"fmt"
	"time"

	"zhenggai/ledger"
	"zhenggai/org"
)

// A Job is work to be done at a time or later. It belongs to a book, or to the site.
// Jobs are not journalled: what they do is.
type Job struct {
	Book    org.ID
	ID      org.ID
	Kind    string
	Payload string // JSON of the kind's own
	Due     ledger.Time
	Lease   ledger.Time // until then whoever has it has it alone
	By      string      // who has it
	Tries   int
	Failure string // why the last try failed
	Done    ledger.Time
}

const jobColumns = "j.book_id, j.id, j.kind, j.payload, j.due, j.lease, j.lease_by, j.tries, j.failure, j.done"

func (j *Job) fields() []any {
	return []any{idField{&j.Book}, idField{&j.ID}, &j.Kind, &j.Payload, momentField{&j.Due}, momentField{&j.Lease}, &j.By, &j.Tries,
		&j.Failure, momentField{&j.Done}}
}

// AddJob adds work to do; one that is there already (same book and id) stays as it
// is, so that planning twice does no harm.
func (tx *Tx) AddJob(j Job) error {
	const add = `INSERT INTO job (book_id, id, kind, payload, due, lease, lease_by, tries, failure, done)
		VALUES ($1, $2, $3, $4, $5, '', '', 0, '', '') ON CONFLICT DO NOTHING`
	if _, err := tx.exec(add, j.Book[:], j.ID[:], j.Kind, j.Payload, j.Due.String()); err != nil {
		return fmt.Errorf("store: add job: %w", tx.db.explain(err))
	}
	return nil
}

// ClaimJob gives by the work that has been due longest, alone until the lease ends; ok
// is false if there is none. A claim whose lease ended is given to the next who
// asks: its work runs again.
func (tx *Tx) ClaimJob(by string, now time.Time, lease time.Duration) (j Job, ok bool, err error) {
	at := ledger.At(now).String()
	const next = "SELECT " + jobColumns + " FROM job j WHERE j.done = '' AND j.due <= $1 AND j.lease < $1 ORDER BY j.due, j.id LIMIT 1"
	ok, err = tx.queryRow(next, []any{at}, j.fields()...)
	if err != nil || !ok {
		return Job{}, false, tx.db.explain(err)
	}
	had := j.Lease
	j.Lease, j.By, j.Tries = ledger.At(now.Add(lease)), by, j.Tries+1
	const claim = "UPDATE job SET lease = $3, lease_by = $4, tries = $5 WHERE book_id = $1 AND id = $2 AND lease = $6 AND done = ''"
	res, err := tx.exec(claim, j.Book[:], j.ID[:], j.Lease.String(), by, j.Tries, had.String())
	if err := overtaken(res, err); err != nil {
		return Job{}, false, fmt.Errorf("store: claim job: %w", tx.db.explain(err))
	}
	return j, true, nil
}

// FinishJob marks j as done. If its lease ended and somebody else has it now, it is
// not: ok is false, and the transaction had better be given up.
func (tx *Tx) FinishJob(j Job, now time.Time) (ok bool, err error) {
	const finish = "UPDATE job SET done = $3, lease = '', failure = '' WHERE book_id = $1 AND id = $2 AND lease_by = $4 AND lease = $5"
	res, err := tx.exec(finish, j.Book[:], j.ID[:], ledger.At(now).String(), j.By, j.Lease.String())
	return changed(tx, res, err)
}

// RetryJob gives j back, to be tried again at a later time, and says why.
func (tx *Tx) RetryJob(j Job, due time.Time, failure string) (ok bool, err error) {
	const retry = "UPDATE job SET due = $3, lease = '', failure = $4 WHERE book_id = $1 AND id = $2 AND lease_by = $5 AND lease = $6"
	res, err := tx.exec(retry, j.Book[:], j.ID[:], ledger.At(due).String(), failure, j.By, j.Lease.String())
	return changed(tx, res, err)
}

func changed(tx *Tx, res interface{ RowsAffected() (int64, error) }, err error) (bool, error) {
	if err != nil {
		return false, tx.db.explain(err)
	}
	n, err := res.RowsAffected()
	return n == 1, err
}

// Jobs returns the work that is not done, by when it is due, and the last that was.
func (tx *Tx) Jobs(limit int) (jobs []Job, err error) {
	const query = "SELECT " + jobColumns + " FROM job j ORDER BY j.done, j.due, j.id LIMIT $1"
	rows, err := tx.query(query, limit)
	err = each(rows, err, func(r scanner) error {
		var j Job
		err := r.Scan(j.fields()...)
		jobs = append(jobs, j)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("store: jobs: %w", tx.db.explain(err))
	}
	return jobs, nil
}

// A Message waits in the outbox to be sent. It is put there in the transaction of
// the change that it tells of, so that it is neither lost nor sent too early.
type Message struct {
	Book    org.ID
	ID      org.ID
	Channel string
	Body    string // JSON of the channel's own
	Due     ledger.Time
	Tries   int
	Failure string // why the last try failed
	Sent    ledger.Time
}

const messageColumns = "m.book_id, m.id, m.channel, m.message, m.due, m.tries, m.failure, m.sent"

func (m *Message) fields() []any {
	return []any{idField{&m.Book}, idField{&m.ID}, &m.Channel, &m.Body, momentField{&m.Due}, &m.Tries, &m.Failure, momentField{&m.Sent}}
}

// Post puts messages into the outbox; one that is there already stays as it is.
func (tx *Tx) Post(messages ...Message) error {
	const add = `INSERT INTO outbox (book_id, id, channel, message, due, tries, failure, sent)
		VALUES ($1, $2, $3, $4, $5, 0, '', '') ON CONFLICT DO NOTHING`
	for _, m := range messages {
		if _, err := tx.exec(add, m.Book[:], m.ID[:], m.Channel, m.Body, m.Due.String()); err != nil {
			return fmt.Errorf("store: post: %w", tx.db.explain(err))
		}
	}
	return nil
}

// Outbox returns messages that are due and not sent, the oldest first.
func (tx *Tx) Outbox(now time.Time, limit int) (messages []Message, err error) {
	const query = "SELECT " + messageColumns + " FROM outbox m WHERE m.sent = '' AND m.due <= $1 ORDER BY m.due, m.id LIMIT $2"
	rows, err := tx.query(query, ledger.At(now).String(), limit)
	err = each(rows, err, func(r scanner) error {
		var m Message
		err := r.Scan(m.fields()...)
		messages = append(messages, m)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("store: outbox: %w", tx.db.explain(err))
	}
	return messages, nil
}

// Sent marks a message as sent.
func (tx *Tx) Sent(m Message, now time.Time) error {
	const sent = "UPDATE outbox SET sent = $3, tries = tries + 1, failure = '' WHERE book_id = $1 AND id = $2"
	_, err := tx.exec(sent, m.Book[:], m.ID[:], ledger.At(now).String())
	return tx.db.explain(err)
}

// Unsent says why a message could not be sent, and when to try again.
func (tx *Tx) Unsent(m Message, due time.Time, failure string) error {
	const unsent = "UPDATE outbox SET due = $3, tries = tries + 1, failure = $4 WHERE book_id = $1 AND id = $2"
	_, err := tx.exec(unsent, m.Book[:], m.ID[:], ledger.At(due).String(), failure)
	return tx.db.explain(err)
}
