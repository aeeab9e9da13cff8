package cli

import (
	"bytes"
	"context"
	"encoding/json"

	"zhenggai/intake"
	"zhenggai/report"
)

// A readCommand shows what a report says: its tree and its facts.
type readCommand struct {
	Files []string `arg:"" name:"file"`
	JSON  bool     `name:"json"`
	Facts bool
	All   bool

	Overlay string `placeholder:"FILE"`
}

// rendered is what one file gives: its output, or why there is none.
type rendered struct {
	out []byte
	err error
}

func (c *readCommand) run(s *session) error {
	list := s.inputs(c.Files)
	log, err := s.overlay(c.Overlay)
	if err != nil {
		return err
	}
	return s.eachFile(list, func() func(context.Context, input) rendered {
		var reader report.Reader
		return func(ctx context.Context, in input) rendered {
			f, err := s.open(ctx, in)
			if err != nil {
				return rendered{err: err}
			}
			o := reader.Read(f.Text)
			s.correct(in, o, log)
			if c.JSON {
				return rendered{out: jsonLine(o.View(fileView(f), s.lang))}
			}
			return rendered{out: s.reading(c, in, f, o)}
		}
	})
}

// eachFile works on every file of list on all cores and writes what they give in
// order. A file that cannot be read is told of and passed over.
func (s *session) eachFile(list []input, makeWorker func() func(context.Context, input) rendered) error {
	bar := s.progress(len(list))
	defer bar.clear()
	return inOrder(s.ctx, len(list), func() func(context.Context, int) rendered {
		work := makeWorker()
		return func(ctx context.Context, i int) rendered { return work(ctx, list[i]) }
	}, func(i int, r rendered) error {
		bar.clear()
		if r.err != nil {
			s.unread(list[i], r.err)
		}
		if _, err := s.out.Write(r.out); err != nil {
			return err
		}
		if err := s.out.Flush(); err != nil {
			return err
		}
		bar.step()
		return nil
	})
}

// fileView says which file f is, as JSON has it.
func fileView(f *intake.File) report.FileView {
	return report.FileView{Name: f.Name, SHA256: f.SHA256, Format: f.Format, Encoding: f.Encoding}
}

// jsonLine returns v as one line of JSON. Chinese and <…> stay as they are.
func jsonLine(v any) []byte {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		panic("cli: " + err.Error()) // only of values that this program makes
	}
	return b.Bytes()
}
