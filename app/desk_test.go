package app

import (
	"os"
	"testing"
	"time"

	"zhenggai/fault"
	"zhenggai/org"
	"zhenggai/report"
	"zhenggai/source"
	"zhenggai/store/storetest"
)

const deskText = "关于整改情况的报告\n一、问题整改情况\n（一）学习不深入的问题\n1.制定计划，每月学习一次。\n"

// TestDeskRights holds that a desk is its owner's alone, and nobody's who has no part in
// findings.
func TestDeskRights(t *testing.T) {
	t.Parallel()
	s := newSite(t, storetest.Open(t, storetest.SQLite))
	owner := s.of(s.bureaus[0], org.Coordinator)
	r := got(s.LayOut(s.ctx, owner, "报告.txt", []byte(deskText)))(t)
	step := []report.Correction{{Op: report.OpJoin}}
	got(s.CorrectReading(s.ctx, owner, r.ID, step))(t)
	for name, who := range map[string]org.Actor{
		"same unit": s.of(s.bureaus[0], org.Secretary), "other unit": s.of(s.bureaus[1], org.Coordinator), "office": s.as("banli"),
	} {
		if all := got(s.Readings(s.ctx, who))(t); len(all) != 0 {
			t.Errorf("%s sees %d documents of another's desk", name, len(all))
		}
		_, _, err := s.Reading(s.ctx, who, r.ID)
		refusedWith(t, err, fault.NotFound, "阅读台上没有")
		_, err = s.CorrectReading(s.ctx, who, r.ID, step)
		refusedWith(t, err, fault.NotFound, "阅读台上没有")
		_, err = s.UndoCorrection(s.ctx, who, r.ID, 1)
		refusedWith(t, err, fault.NotFound, "阅读台上没有")
		_, err = s.TakeOver(s.ctx, who, r.ID, Incoming{Book: s.bureaus[0].book.ID}, true)
		refusedWith(t, err, fault.NotFound, "阅读台上没有")
		refusedWith(t, s.ClearAway(s.ctx, who, r.ID), fault.NotFound, "阅读台上没有")
	}
	for _, login := range []string{"xitong", "anquan", "shenji"} {
		_, err := s.LayOut(s.ctx, s.as(login), "报告.txt", []byte(deskText))
		refusedWith(t, err, fault.Forbidden, "不能使用阅读台")
		_, err = s.Readings(s.ctx, s.as(login))
		refusedWith(t, err, fault.Forbidden, "不能使用阅读台")
	}
	if all := got(s.Readings(s.ctx, owner))(t); len(all) != 1 || len(all[0].Steps) != 1 {
		t.Errorf("after what others tried: %+v", all)
	}
}

// TestDeskSecret holds that a document with a secrecy mark is refused, leaves no bytes, and
// is in the journal.
func TestDeskSecret(t *testing.T) {
	t.Parallel()
	s := newSite(t, storetest.Open(t, storetest.SQLite))
	who := s.of(s.bureaus[0], org.Coordinator)
	_, err := s.LayOut(s.ctx, who, "秘密.txt", []byte("机密★10年\n"+deskText))
	refusedWith(t, err, fault.Forbidden, "机密")
	if files, err := os.ReadDir(s.deskOf(who)); err == nil && len(files) > 0 {
		t.Errorf("%d files were kept", len(files))
	}
	if v := got(s.Verify(s.ctx))(t); !v.OK() {
		t.Errorf("%+v", v)
	}
}

// TestDeskExpiry holds that a document goes when nobody touched it for thirty days, and not
// before.
func TestDeskExpiry(t *testing.T) {
	t.Parallel()
	s := newSite(t, storetest.Open(t, storetest.SQLite))
	who, other := s.of(s.bureaus[0], org.Coordinator), s.of(s.bureaus[1], org.Coordinator)
	r := got(s.LayOut(s.ctx, who, "报告.txt", []byte(deskText)))(t)
	touched := got(os.Stat(s.readingFile(who, r.ID, ".json")))(t).ModTime()

	s.clock.set(touched.Add(29 * 24 * time.Hour))
	if all := got(s.Readings(s.ctx, who))(t); len(all) != 1 {
		t.Fatalf("after 29 days there are %d papers", len(all))
	}
	s.clock.set(touched.Add(31 * 24 * time.Hour))
	if _, err := s.Readings(s.ctx, other); err != nil { // whoever looks, all desks are cleared
		t.Fatal(err)
	}
	if files := got(os.ReadDir(s.deskOf(who)))(t); len(files) != 0 {
		t.Errorf("after 31 days %d files are left", len(files))
	}
	_, _, err := s.Reading(s.ctx, who, r.ID)
	refusedWith(t, err, fault.NotFound, "三十天")
}

// TestDeskRestart holds that a desk outlives the process.
func TestDeskRestart(t *testing.T) {
	t.Parallel()
	s := newSite(t, storetest.Open(t, storetest.SQLite))
	who := s.of(s.bureaus[0], org.Coordinator)
	r := got(s.LayOut(s.ctx, who, "报告.txt", []byte(deskText)))(t)
	file := got(s.Readings(s.ctx, who))(t)
	if len(file) != 1 {
		t.Fatalf("%d papers", len(file))
	}
	_, text, err := s.Reading(s.ctx, who, r.ID)
	if err != nil {
		t.Fatal(err)
	}
	o := report.Read(text.Text)
	at := o.AnchorOf(source.Span{Start: text.Text.Line(3).Start, End: text.Text.Line(3).End})
	got(s.CorrectReading(s.ctx, who, r.ID, []report.Correction{{Op: report.OpSetRole, At: at, Role: "problem"}}))(t)

	again := &App{DB: s.DB, Blobs: s.Blobs, Spool: s.Spool, Folder: s.Folder, Signer: s.Signer, Known: s.Known, Now: s.Now, Random: s.Random, Cost: s.Cost}
	kept, text, err := again.Reading(s.ctx, who, r.ID)
	if err != nil {
		t.Fatal(err)
	}
	if text.Text.String() != deskText || kept.Name != "报告.txt" || len(kept.Steps) != 1 || len(report.Read(text.Text).Replay(kept.Overlay())) != 0 {
		t.Errorf("after a restart: %+v", kept)
	}
	if back := got(again.UndoCorrection(s.ctx, who, r.ID, 1))(t); len(back.Steps) != 0 {
		t.Errorf("%d corrections after undoing the only one", len(back.Steps))
	}
}
