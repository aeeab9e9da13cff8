package cli

import (
	"context"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"zhenggai/fault"
	"zhenggai/intake"
)

// An input is one thing to read: a path, or the standard input.
type input struct{ path string }

// stdin is the path that stands for the standard input.
const stdin = "-"

// readable are the endings of the files that are taken from a folder. A file
// named by itself is recognised by its content.
var readable = []string{".txt", ".docx", ".docm", ".html", ".htm", ".pdf", ".xlsx", ".xlsm", ".csv"}

// inputs turns arguments into inputs: a folder gives the files in it, a pattern
// that the shell left alone the files that it matches.
func (s *session) inputs(args []string) (list []input) {
	for _, a := range args {
		st, err := os.Stat(a)
		switch {
		case a == stdin:
			list = append(list, input{a})
		case err == nil && st.IsDir():
			list = append(list, s.folder(a)...)
		case err != nil && strings.ContainsAny(a, "*?["):
			list = append(list, s.pattern(a)...)
		default:
			list = append(list, input{a})
		}
	}
	return list
}

func (s *session) pattern(p string) (list []input) {
	names, err := filepath.Glob(p)
	if err != nil || len(names) == 0 {
		s.warn(say{"没有文件与 %s 相符。", "No file matches %s."}, p)
		s.code(Failure)
	}
	for _, n := range names {
		if st, err := os.Stat(n); err == nil && st.IsDir() {
			list = append(list, s.folder(n)...)
			continue
		}
		list = append(list, input{n})
	}
	return list
}

// folder returns the files below dir that can be read, in the order of their
// names. Hidden files and the lock files of Office (~$…) are passed over.
func (s *session) folder(dir string) (list []input) {
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		name := d.Name()
		switch {
		case err != nil:
			s.warn(say{"%s：文件夹打不开。", "%s: the folder cannot be opened."}, path)
			s.code(Failure)
			return fs.SkipDir
		case path != dir && strings.HasPrefix(name, "."):
			if d.IsDir() {
				return fs.SkipDir
			}
		case d.Type().IsRegular() && !strings.HasPrefix(name, "~$") && slices.Contains(readable, strings.ToLower(filepath.Ext(name))):
			list = append(list, input{path})
		}
		return s.ctx.Err()
	})
	if err == nil && len(list) == 0 {
		s.warn(say{"%s：文件夹里没有可以读取的文件（%s）。", "%s: no file in this folder can be read (%s)."}, dir, strings.Join(readable, " "))
		s.code(Failure)
	}
	return list
}

// open reads in. The error is a fault for the person.
func (s *session) open(ctx context.Context, in input) (*intake.File, error) {
	if in.path != stdin {
		return intake.Open(ctx, in.path)
	}
	b, err := s.readStdin(ctx)
	if err != nil {
		return nil, fault.New(fault.Invalid, "标准输入读取失败。", "The standard input could not be read.", err)
	}
	return intake.Read(ctx, "stdin", b)
}

// readStdin reads the standard input to its end, or until ctx is done: a person at
// the keyboard may never end it.
func (s *session) readStdin(ctx context.Context) ([]byte, error) {
	type result struct {
		b   []byte
		err error
	}
	done := make(chan result, 1)
	go func() {
		b, err := io.ReadAll(io.LimitReader(s.env.Stdin, maxStdin+1))
		done <- result{b, err}
	}()
	select {
	case r := <-done:
		return r.b, r.err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// maxStdin is more than intake takes of any form, so that it is intake that
// refuses what is too long.
const maxStdin = 1 << 28

// label returns the name of in for people.
func (s *session) label(in input) string {
	if in.path == stdin {
		return s.say(say{"（标准输入）", "(standard input)"})
	}
	return inert(in.path)
}

// unread tells the person that in could not be read.
func (s *session) unread(in input, err error) {
	s.code(Failure)
	s.warn(say{"%s：%s", "%s: %s"}, s.label(in), fault.Say(err, s.lang))
}
