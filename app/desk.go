package app

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"zhenggai/blob"
	"zhenggai/fault"
	"zhenggai/intake"
	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/report"
)

// A Reading is a document that lies on somebody's desk: he reads it and corrects how it
// was read until he takes it into a book or clears it away.
//
// Readings are files in a folder of the site, one folder a person, and not rows: what
// is on a desk is nobody else's business, is not in the ledger or its journal, is not
// worth a backup, and goes after a month. Bytes do not go into the store of evidence
// before a book has them, since nothing is ever taken out of there. Several processes
// may serve one site if they share its folder; a decision replaces a file as a whole.
type Reading struct {
	ID    org.ID                `json:"id"`
	Name  string                `json:"name"`
	Size  int                   `json:"size"`
	At    ledger.Time           `json:"at"`    // it was laid out
	Steps [][]report.Correction `json:"steps"` // what he decided against the reader, one decision after the other
}

// Overlay returns all corrections of a reading, in their order.
func (r *Reading) Overlay() []report.Correction { return slices.Concat(r.Steps...) }

const (
	readingsDir  = "readings"
	readingKeeps = 30 * 24 * time.Hour
	mostReadings = 30   // on one desk
	mostSteps    = 2000 // of one reading
)

// A desks keeps the texts of the documents that were asked for last: a PDF takes long to
// read and each correction reads it again.
type desks struct {
	mu   sync.Mutex
	last []*read // the latest first
}

type read struct {
	hash [sha256.Size]byte
	name string
	file *intake.File
}

const keptTexts = 8

// text returns the text of a document.
func (k *desks) text(ctx context.Context, name string, body []byte) (*intake.File, error) {
	hash := sha256.Sum256(body)
	is := func(r *read) bool { return r.hash == hash && r.name == name }
	k.mu.Lock()
	if i := slices.IndexFunc(k.last, is); i >= 0 {
		r := k.last[i]
		k.last = slices.Insert(slices.Delete(k.last, i, i+1), 0, r)
		k.mu.Unlock()
		return r.file, nil
	}
	k.mu.Unlock()
	f, _, err := readIncoming(ctx, name, body)
	if err != nil {
		return nil, err
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if !slices.ContainsFunc(k.last, is) {
		k.last = slices.Insert(k.last, 0, &read{hash, name, f})
		k.last = k.last[:min(len(k.last), keptTexts)]
	}
	return f, nil
}

// sitsAtDesk refuses who has nothing to do with findings, such as an administrator.
func sitsAtDesk(who org.Actor) error {
	for _, g := range who.Grants {
		for _, l := range org.Roles {
			if l.Role == g.Role && l.Sight != org.SeesNothing {
				return nil
			}
		}
	}
	return fault.New(fault.Forbidden, "您的角色不接触问题和报告，不能使用阅读台；需要时请联系安全管理员授权。",
		"Your role has no part in findings and reports and cannot use the desk; if you need it, ask the security administrator.", nil)
}

// LayOut puts a document on who's desk. A document that cannot be read, or that bears a
// secrecy mark, is refused and not kept.
func (a *App) LayOut(ctx context.Context, who org.Actor, name string, body []byte) (*Reading, error) {
	if err := sitsAtDesk(who); err != nil {
		return nil, err
	}
	name = blob.CleanName(name)
	f, err := a.desks.text(ctx, name, body)
	if err != nil {
		return nil, err
	}
	if level, _, _, secret := blob.SecrecyMark(f.Text.String()); secret {
		return nil, a.refuse(ctx, who, org.Site, "person/"+who.Person.String(), "reading.refused", name, level)
	}
	have, err := a.Readings(ctx, who)
	if err != nil {
		return nil, err
	}
	if len(have) >= mostReadings {
		return nil, fault.New(fault.Conflict, fmt.Sprintf("阅读台上已有 %d 份文件，请先移除用不着的。", len(have)),
			fmt.Sprintf("There are %d documents on your desk; please clear away what you do not need.", len(have)), nil)
	}
	r := &Reading{ID: (&change{app: a, now: a.moment()}).id(), Name: name, Size: len(body), At: a.moment().At, Steps: [][]report.Correction{}}
	if err := os.MkdirAll(a.deskOf(who), 0o700); err != nil {
		return nil, fmt.Errorf("app: making a desk: %w", err)
	}
	if err := os.WriteFile(a.readingFile(who, r.ID, ".paper"), body, 0o600); err != nil {
		return nil, fmt.Errorf("app: keeping a reading: %w", err)
	}
	return r, a.keepReading(who, r)
}

// Readings returns what lies on who's desk, the latest first.
func (a *App) Readings(_ context.Context, who org.Actor) ([]*Reading, error) {
	if err := sitsAtDesk(who); err != nil {
		return nil, err
	}
	a.clearOld()
	names, err := os.ReadDir(a.deskOf(who))
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("app: looking at a desk: %w", err)
	}
	var all []*Reading
	for _, n := range slices.Backward(names) { // ids are in the order of time
		id, err := org.ParseID(strings.TrimSuffix(n.Name(), ".json"))
		if err != nil || !strings.HasSuffix(n.Name(), ".json") {
			continue
		}
		if r, err := a.reading(who, id); err == nil {
			all = append(all, r)
		}
	}
	return all, nil
}

// Reading returns a document on who's desk with its text. On another's desk there is none.
func (a *App) Reading(ctx context.Context, who org.Actor, id org.ID) (*Reading, *intake.File, error) {
	r, body, err := a.laidOut(who, id)
	if err != nil {
		return nil, nil, err
	}
	f, err := a.desks.text(ctx, r.Name, body)
	return r, f, err
}

// CorrectReading adds a decision to a reading: the corrections of step, made by who.
func (a *App) CorrectReading(_ context.Context, who org.Actor, id org.ID, step []report.Correction) (*Reading, error) {
	return a.changeReading(who, id, func(r *Reading) error {
		if len(r.Steps) >= mostSteps {
			return fault.New(fault.Conflict, "更正已达上限，请先撤销一些。", "There are too many corrections; please undo some.", nil)
		}
		if len(step) == 0 {
			return fault.New(fault.Invalid, "没有要更正的内容。", "There is nothing to correct.", nil)
		}
		step = slices.Clone(step)
		for i := range step {
			step[i].By, step[i].On = actorName(who), a.Today().String()
		}
		r.Steps = append(r.Steps, step)
		return nil
	})
}

// UndoCorrection takes back the last of so many decisions of a reading. The number
// holds that a page which is not up to date takes nothing else back.
func (a *App) UndoCorrection(_ context.Context, who org.Actor, id org.ID, of int) (*Reading, error) {
	return a.changeReading(who, id, func(r *Reading) error {
		if of != len(r.Steps) || of == 0 {
			return fault.New(fault.Conflict, "更正已有变动，没有撤销；请看过现在的内容再办。",
				"The corrections are others by now and nothing was undone; please look at them again.", nil)
		}
		r.Steps = r.Steps[:of-1]
		return nil
	})
}

// ClearAway takes a document from who's desk.
func (a *App) ClearAway(_ context.Context, who org.Actor, id org.ID) error {
	a.desks.mu.Lock()
	defer a.desks.mu.Unlock()
	if _, err := a.reading(who, id); err != nil {
		return err
	}
	return errors.Join(os.Remove(a.readingFile(who, id, ".json")), os.Remove(a.readingFile(who, id, ".paper")))
}

// TakeOver takes a reading into a book, corrected as it is; p says which book and how.
// See Import. When it is done the document is no longer on the desk.
func (a *App) TakeOver(ctx context.Context, who org.Actor, id org.ID, p Incoming, do bool) (*Imported, error) {
	r, body, err := a.laidOut(who, id)
	if err != nil {
		return nil, err
	}
	p.Name, p.Body, p.Overlay = r.Name, body, r.Overlay()
	in, err := a.Import(ctx, who, p, do)
	if err != nil || !do {
		return in, err
	}
	return in, a.ClearAway(ctx, who, id)
}

// ImportBooks returns the books that who may take documents into.
func (a *App) ImportBooks(ctx context.Context, who org.Actor) ([]*ledger.Book, error) {
	all, err := a.Books(ctx, who)
	return slices.DeleteFunc(all, func(b *ledger.Book) bool { return !who.Has(b.Unit, importers...) }), err
}

// deskOf is the folder of who's desk.
func (a *App) deskOf(who org.Actor) string {
	return filepath.Join(a.Folder, readingsDir, who.Person.String())
}

func (a *App) readingFile(who org.Actor, id org.ID, ext string) string {
	return filepath.Join(a.deskOf(who), id.String()+ext)
}

// reading reads a reading without its document.
func (a *App) reading(who org.Actor, id org.ID) (*Reading, error) {
	b, err := os.ReadFile(a.readingFile(who, id, ".json"))
	if errors.Is(err, os.ErrNotExist) {
		return nil, hidden("阅读台上没有这份文件：可能已经导入、移除，或放了三十天；请重新上传。",
			"There is no such document on your desk: it was taken over or cleared away, or lay there for thirty days. Please upload it again.")
	}
	r := &Reading{}
	if err == nil {
		err = json.Unmarshal(b, r)
	}
	if err != nil {
		return nil, fmt.Errorf("app: a reading: %w", err)
	}
	return r, nil
}

// laidOut reads a reading with its document.
func (a *App) laidOut(who org.Actor, id org.ID) (*Reading, []byte, error) {
	if err := sitsAtDesk(who); err != nil {
		return nil, nil, err
	}
	a.clearOld()
	r, err := a.reading(who, id)
	if err != nil {
		return nil, nil, err
	}
	body, err := os.ReadFile(a.readingFile(who, id, ".paper"))
	if err != nil {
		return nil, nil, fmt.Errorf("app: the document of a reading: %w", err)
	}
	return r, body, nil
}

func (a *App) changeReading(who org.Actor, id org.ID, fn func(*Reading) error) (*Reading, error) {
	if err := sitsAtDesk(who); err != nil {
		return nil, err
	}
	a.desks.mu.Lock()
	defer a.desks.mu.Unlock()
	r, err := a.reading(who, id)
	if err != nil {
		return nil, err
	}
	if err := fn(r); err != nil {
		return nil, err
	}
	return r, a.keepReading(who, r)
}

// keepReading writes a reading beside the one that was and puts it in its place, so
// that there is always a whole one.
func (a *App) keepReading(who org.Actor, r *Reading) error {
	b, err := json.Marshal(r)
	next := a.readingFile(who, r.ID, ".next")
	if err == nil {
		err = os.WriteFile(next, b, 0o600)
	}
	if err == nil {
		err = os.Rename(next, a.readingFile(who, r.ID, ".json"))
	}
	if err != nil {
		return fmt.Errorf("app: keeping a reading: %w", err)
	}
	return nil
}

// clearOld takes away, from every desk, what nobody touched for a month. It is no
// harm if it cannot: the next time will do.
func (a *App) clearOld() {
	files, _ := filepath.Glob(filepath.Join(a.Folder, readingsDir, "*", "*"))
	for _, document := range files {
		stem, is := strings.CutSuffix(document, ".paper")
		if !is {
			continue
		}
		st, err := os.Stat(stem + ".json") // a correction makes it young
		if err != nil {
			st, err = os.Stat(document)
		}
		if err == nil && a.Now().Sub(st.ModTime()) > readingKeeps {
			os.Remove(stem + ".json") //nolint:errcheck // see above
			os.Remove(document)       //nolint:errcheck // see above
		}
	}
}
