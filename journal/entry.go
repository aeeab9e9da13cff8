package journal

import (
	"cmp"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"time"

	"zhenggai/fault"
)

// An Entry is one change of the ledger. Its canonical JSON is a leaf of the tree.
// It holds a digest over its details and not the details, so that an image can be
// blotted out and the tree still stands.
type Entry struct {
	Index   int64     `json:"index"`   // place in the log, from 0
	At      time.Time `json:"at"`      // by the server's clock; UTC, whole milliseconds
	Actor   string    `json:"actor"`   // who did it
	Action  string    `json:"action"`  // "finding.submit"
	Subject string    `json:"subject"` // what it was done to
	Details int       `json:"details"` // how many there are; may be 0
	Digest            // over the details, in order
}

// timeForm is how the journal writes a time, which is in UTC.
const timeForm = "2006-01-02T15:04:05.000Z"

// instant returns t as the journal keeps times.
func instant(t time.Time) time.Time { return t.UTC().Truncate(time.Millisecond) }

// Seal completes an entry of which Index, At, Actor, Action and Subject are set:
// it cuts At to milliseconds, gives the details, which have row and salt, their
// places and digests, and sets the number of details and their digest.
func (e Entry) Seal(details []Detail) (Entry, error) {
	e.At = instant(e.At)
	e.Details = len(details)
	sums := make([]Digest, len(details))
	if err := inParts(len(details), func(from, to int) error {
		return sealDetails(details, sums, e.Index, from, to)
	}); err != nil {
		return Entry{}, err
	}
	all := newEntryDigester(len(details))
	for _, sum := range sums {
		all.add(sum)
	}
	e.Digest = all.digest()
	return e, e.check()
}

// sealDetails completes details[from:to] of entry index and sets their sums.
func sealDetails(details []Detail, sums []Digest, index int64, from, to int) error {
	var buf []byte
	for i := from; i < to; i++ {
		d := &details[i]
		d.Index, d.N = index, i
		if err := d.check(); err != nil {
			return err
		}
		if d.Blotted() || d.Salt == (Salt{}) {
			return fault.New(fault.Internal, "存证明细缺少映像或盐值，请报告这个程序错误。",
				"A journal detail lacks its image or its salt; please report this bug.", nil)
		}
		d.made = nil
		d.Digest, buf = imageDigest(buf, d.Salt, d.Image)
		sums[i], buf = detailDigest(buf, d)
	}
	return nil
}

// inParts calls work for parts of 0 to n, on all processors where that is worth it,
// and returns the error of the first part that has one.
func inParts(n int, work func(from, to int) error) error {
	const worth = 64 // details take a tenth of a millisecond
	parts := min(runtime.GOMAXPROCS(0), n/worth)
	if parts < 2 {
		return work(0, n)
	}
	failed := make([]error, parts)
	var wg sync.WaitGroup
	for p := range parts {
		wg.Go(func() { failed[p] = work(n*p/parts, n*(p+1)/parts) })
	}
	wg.Wait()
	return cmp.Or(failed...)
}

// Leaf returns the entry as one line of canonical JSON, without a line end: the
// bytes that are hashed into the tree.
func (e *Entry) Leaf() []byte {
	out := make([]byte, 0, 384)
	out = append(out, `{"index":`...)
	out = strconv.AppendInt(out, e.Index, 10)
	out = append(out, `,"at":"`...)
	out = e.At.AppendFormat(out, timeForm)
	out = appendText(append(out, `","actor":`...), e.Actor)
	out = appendText(append(out, `,"action":`...), e.Action)
	out = appendText(append(out, `,"subject":`...), e.Subject)
	out = append(out, `,"details":`...)
	out = strconv.AppendInt(out, int64(e.Details), 10)
	out = appendHex(append(out, `,"sha256":`...), e.SHA256[:])
	out = appendHex(append(out, `,"sm3":`...), e.SM3[:])
	return append(out, '}')
}

// ParseEntry reads what [Entry.Leaf] wrote, and nothing else.
func ParseEntry(leaf []byte) (Entry, error) {
	var e Entry
	err := parseLine(leaf, &e, e.Leaf)
	if err == nil {
		err = e.check()
	}
	if err != nil {
		return Entry{}, fault.New(fault.Invalid, "存证日志的一条记录无法识别。", "An entry of the journal cannot be read.", err)
	}
	return e, nil
}

// check refuses an entry that the journal would not have written.
func (e *Entry) check() error {
	year := e.At.Year()
	if e.Index < 0 || e.Details < 0 || year < 1 || year > 9999 || e.At.Location() != time.UTC ||
		!isTerm(e.Actor, 512) || !isAction(e.Action) || !isTerm(e.Subject, 512) {
		return fault.New(fault.Internal, "存证记录的时间、操作人、动作或对象不合规定，请报告这个程序错误。",
			"The time, actor, action or subject of a journal entry is not allowed; please report this bug.", nil)
	}
	return nil
}

// isAction reports whether s is words of small letters and _ with dots between
// them: what the thing is, and what was done to it.
func isAction(s string) bool {
	n := 0
	for word := range strings.SplitSeq(s, ".") {
		if word == "" || strings.Trim(word, "abcdefghijklmnopqrstuvwxyz_") != "" {
			return false
		}
		n++
	}
	return n >= 2 && len(s) <= 64
}
