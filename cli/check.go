package cli

import (
	"cmp"
	"context"
	"errors"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"zhenggai/fault"
	"zhenggai/intake"
	"zhenggai/lint"
	"zhenggai/lint/rules"
	"zhenggai/report"
	"zhenggai/source"
	"zhenggai/zh"
)

// A checkCommand runs the rules over reports.
type checkCommand struct {
	Files       []string `arg:"" name:"file"`
	JSON        bool     `name:"json" xor:"form"`
	SARIF       bool     `name:"sarif" xor:"form"`
	HTML        string   `name:"html" placeholder:"FILE"`
	Profile     string   `placeholder:"NAME" from:"ZHENGGAI_PROFILE"`
	Site        string   `placeholder:"FILE" from:"ZHENGGAI_SITE"`
	Waivers     string   `placeholder:"FILE"`
	Overlay     string   `placeholder:"FILE"`
	Rule        []string `placeholder:"ID"`
	MinSeverity string   `enum:"hint,warning,error" default:"hint"`
	Today       string   `placeholder:"2006-01-02"`
}

// A checking is a checkCommand made ready: what its arguments name was read.
type checking struct {
	*checkCommand
	s       *session
	rules   []*lint.Rule
	config  lint.Config
	waivers []lint.Waiver
	overlay []report.Correction
	min     lint.Severity
	across  bool // several reports, and rules that look at several

	mu   sync.Mutex
	used map[lint.Waiver]bool // waivers that cover a finding
}

// A checked is a report with what was found in it.
type checked struct {
	in      input
	file    *intake.File
	outline *report.Outline
	found   []finding
	err     error

	once  sync.Once // makes lines
	lines *ruler
}

// A finding is a lint.Finding, in a report that may be one of several.
type finding struct {
	lint.Finding
	other     *checked // report in which the corresponding words stand, or nil
	otherSpan source.Span
}

func (c *checkCommand) run(s *session) error {
	k, err := c.prepare(s)
	if err != nil {
		return err
	}
	list := s.inputs(c.Files)
	p, err := k.printer(list)
	if err != nil {
		return err
	}
	k.across = len(list) > 1 && slices.ContainsFunc(k.rules, func(r *lint.Rule) bool { return r.Compare != nil })
	if k.across {
		err = k.together(list, p)
	} else {
		err = k.oneByOne(list, p)
	}
	if err != nil {
		return err
	}
	k.tellStale()
	return p.end()
}

// prepare reads what the options name.
func (c *checkCommand) prepare(s *session) (*checking, error) {
	k := &checking{checkCommand: c, s: s, used: map[lint.Waiver]bool{}}
	var err error
	if k.rules, err = chosen(c.Rule); err != nil {
		return nil, err
	}
	if k.config.Profile, err = profile(c.Profile); err != nil {
		return nil, err
	}
	if c.Site != "" {
		if k.config.Site, err = wordsOf(c.Site, s.lang); err != nil {
			return nil, err
		}
	}
	k.on()
	if c.Waivers != "" {
		if k.waivers, err = fromFile(c.Waivers, s.lang, lint.ReadWaivers); err != nil {
			return nil, err
		}
	}
	if k.overlay, err = s.overlay(c.Overlay); err != nil {
		return nil, err
	}
	now := s.env.Now()
	k.config.Today = zh.D(now.Year(), int(now.Month()), now.Day())
	if c.Today != "" {
		if k.config.Today, err = zh.ParseDay(c.Today); err != nil {
			return nil, wrong(say{"--today 的日期 %s 无效，应写作 2025-03-01。", "The day %s of --today is not valid; write it as 2025-03-01."}, c.Today)
		}
	}
	k.min, err = lint.ParseSeverity(c.MinSeverity)
	return k, err
}

// on takes back what the profile and the site switch off of rules that are asked
// for by name.
func (k *checking) on() {
	if len(k.Rule) == 0 {
		return
	}
	if p := k.config.Profile; p != nil {
		own := *p
		own.Severity = maps.Clone(p.Severity)
		k.config.Profile = &own
	}
	for _, r := range k.rules {
		if p := k.config.Profile; p != nil && p.Severity[r.ID] == lint.Off {
			delete(p.Severity, r.ID)
		}
		if t := k.config.Site; t != nil && t.Severity[r.ID] == lint.Off.String() {
			delete(t.Severity, r.ID)
		}
	}
}

// chosen returns the rules with these IDs or names, switched on; without any, all.
func chosen(ids []string) ([]*lint.Rule, error) {
	if len(ids) == 0 {
		return rules.All(), nil
	}
	var list []*lint.Rule
	for _, id := range ids {
		r := rules.Find(strings.TrimSpace(id))
		if r == nil {
			return nil, noRule(id)
		}
		on := *r // an own copy: asked for by name, it runs whatever the profile says
		on.Off = false
		list = append(list, &on)
	}
	slices.SortFunc(list, func(a, b *lint.Rule) int { return strings.Compare(a.ID, b.ID) })
	return slices.CompactFunc(list, func(a, b *lint.Rule) bool { return a.ID == b.ID }), nil
}

// wordsOf reads a site's words: the file at path or, where path is the folder of a
// site, the file site.json in it. A site need not have one.
func wordsOf(path, lang string) (*lint.Site, error) {
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		path = filepath.Join(path, "site.json")
		if _, err := os.Stat(path); errors.Is(err, os.ErrNotExist) {
			return nil, nil
		}
	}
	return fromFile(path, lang, lint.ReadSite)
}

// fromFile reads the JSON file at path. What is wrong with it is a misuse.
func fromFile[T any](path, lang string, read func(io.Reader) (T, error)) (v T, err error) {
	f, err := os.Open(path)
	if err != nil {
		return v, wrong(say{"%s：文件打不开。", "%s: the file cannot be opened."}, path)
	}
	defer f.Close()
	if v, err = read(f); err != nil {
		return v, &misuse{text: say{ZH: path + "：" + fault.Say(err, "zh"), EN: path + ": " + fault.Say(err, "en")}}
	}
	return v, nil
}

// oneByOne checks each file by itself; each worker has one reader and one checker.
func (k *checking) oneByOne(list []input, p printer) error {
	type made struct {
		c *checked
		v any
	}
	bar := k.s.progress(len(list))
	defer bar.clear()
	return inOrder(k.s.ctx, len(list), func() func(context.Context, int) made {
		var reader report.Reader
		checker := lint.NewChecker(k.rules, k.config)
		return func(ctx context.Context, i int) made {
			c := k.check(ctx, list[i], &reader, checker)
			return made{c, k.make(p, c)}
		}
	}, func(_ int, m made) error {
		bar.clear()
		defer bar.step()
		return k.put(p, m.c, m.v)
	})
}

// together checks the files and then what shows only beside one another, for which
// all outlines must stay.
func (k *checking) together(list []input, p printer) error {
	all := make([]*checked, len(list))
	bar := k.s.progress(len(list))
	defer bar.clear()
	err := inOrder(k.s.ctx, len(list), func() func(context.Context, int) *checked {
		checker := lint.NewChecker(k.rules, k.config)
		return func(ctx context.Context, i int) *checked {
			return k.check(ctx, list[i], new(report.Reader), checker)
		}
	}, func(i int, c *checked) error {
		all[i] = c
		bar.step()
		return nil
	})
	if err != nil {
		return err
	}
	bar.clear()
	k.compare(all)
	return inOrder(k.s.ctx, len(all), func() func(context.Context, int) any {
		return func(_ context.Context, i int) any { return k.make(p, all[i]) }
	}, func(i int, v any) error { return k.put(p, all[i], v) })
}

// compare runs the rules that look at several reports and adds what they find to
// the reports.
func (k *checking) compare(all []*checked) {
	var read []*checked
	var outlines []*report.Outline
	var names []string
	for _, c := range all {
		if c.err == nil {
			read, outlines, names = append(read, c), append(outlines, c.outline), append(names, k.s.label(c.in))
		}
	}
	found := make([][]lint.Finding, len(read))
	others := make([][]lint.Elsewhere, len(read))
	for _, f := range lint.NewChecker(k.rules, k.config).Compare(outlines, names) {
		found[f.Report] = append(found[f.Report], f.Finding)
		others[f.Report] = append(others[f.Report], f.Other)
	}
	for r, c := range read {
		c.add(found[r], k)
		for i, o := range others[r] {
			g := &c.found[len(c.found)-len(others[r])+i]
			g.other, g.otherSpan = read[o.Report], o.Span
		}
		slices.SortStableFunc(c.found, func(a, b finding) int { return cmp.Compare(a.Span.Start, b.Span.Start) })
	}
}

// check reads and checks one file.
func (k *checking) check(ctx context.Context, in input, reader *report.Reader, checker *lint.Checker) *checked {
	f, err := k.s.open(ctx, in)
	if err != nil {
		return &checked{in: in, err: err}
	}
	c := &checked{in: in, file: f, outline: reader.Read(f.Text)}
	k.s.correct(in, c.outline, k.overlay)
	c.add(checker.Check(c.outline), k)
	return c
}

// ruler returns what tells lines and columns of c's text. Several workers may ask:
// a finding may point into another report.
func (c *checked) ruler() *ruler {
	c.once.Do(func() { c.lines = newRuler(c.file.Text) })
	return c.lines
}

// add adds findings to c, those that a waiver covers marked.
func (c *checked) add(found []lint.Finding, k *checking) {
	k.waive(c.file.Text.Valid(), found)
	for _, f := range found {
		c.found = append(c.found, finding{Finding: f})
	}
}

// waive marks the findings that a waiver covers.
func (k *checking) waive(body string, found []lint.Finding) {
	stale := lint.Waive(body, found, k.waivers)
	k.mu.Lock()
	defer k.mu.Unlock()
	for _, w := range k.waivers {
		if !slices.Contains(stale, w) {
			k.used[w] = true
		}
	}
}

// tellStale tells of the waivers that cover nothing any more.
func (k *checking) tellStale() {
	for i, w := range k.waivers {
		if !k.used[w] {
			k.s.warn(say{"%s：第 %d 条豁免（%s，%s）没有对应的结果：原文已经改动，或者规则没有运行。",
				"%s: waiver %d (%s, %s) covers no finding: the words have changed, or the rule did not run."}, k.Waivers, i+1, w.Rule, w.Reason)
		}
	}
}

// make prepares what p prints of c, less what is below the severity asked for.
func (k *checking) make(p printer, c *checked) any {
	if c.err != nil {
		return nil
	}
	c.found = slices.DeleteFunc(c.found, func(f finding) bool { return f.Severity < k.min })
	return p.make(c)
}

// put prints c and sets the exit code.
func (k *checking) put(p printer, c *checked, v any) error {
	if c.err != nil {
		k.s.unread(c.in, c.err)
		p.unread(c.in, c.err)
		return nil
	}
	for i := range c.found {
		f := &c.found[i]
		if f.Severity == lint.Error && f.Waived == "" {
			k.s.code(Found)
		}
	}
	err := p.put(c, v)
	c.outline = nil
	return err
}
