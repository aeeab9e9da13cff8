// Package cli is the command line: it reads arguments, calls the packages below
// and shows what they found, to people (in Chinese or English) and to programs
// (JSON, SARIF). It decides nothing, neither about reports nor about the ledger, which
// it asks through package app (desk.go).
//
// What help says is in words*.go; of a step of the workflow it is made from
// ledger.Workflow, and doc/cli.md is made from all of it.
//
// Run is a function of its Env, so a test is a function call.
package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"sync"
	"time"

	"github.com/alecthomas/kong"

	"zhenggai/fault"
	"zhenggai/report/show"
)

// An Env is what a run may see of the world.
type Env struct {
	Stdin          io.Reader
	Stdout, Stderr io.Writer
	Getenv         func(string) string
	Now            func() time.Time
	Width          int // columns of the output; 0 asks the terminal
}

// The exit codes. The higher one wins where several apply.
const (
	Clean   = 0 // nothing of severity error was found
	Found   = 1 // findings of severity error; verify found a change
	Refused = 1 // the ledger refused: not now, not by this person, or no such thing
	Misuse  = 2 // the arguments, the file of words or the waiver file are not right
	Failure = 3 // a file could not be read, the machine failed, or the run was stopped
)

// A grammar is the whole command line. Its words are in words.go.
type grammar struct {
	Lang  string `enum:"zh,en" default:"zh" from:"ZHENGGAI_LANG"`
	Color string `enum:"auto,always,never" default:"auto" from:"ZHENGGAI_COLOR"`

	Read    readCommand    `cmd:""`
	Check   checkCommand   `cmd:""`
	Compare compareCommand `cmd:""`
	Rules   rulesCommand   `cmd:""`
	Explain explainCommand `cmd:""`
	Version versionCommand `cmd:""`

	Demo        demoCommand         `cmd:""`
	Serve       serveCommand        `cmd:""`
	Init        initCommand         `cmd:""`
	Unit        unitCommands        `cmd:""`
	User        userCommands        `cmd:""`
	Role        roleCommands        `cmd:""`
	Round       roundCommands       `cmd:""`
	Regime      regimeCommands      `cmd:""`
	Book        bookCommands        `cmd:""`
	Inspection  inspectionCommands  `cmd:""`
	Import      importCommand       `cmd:""`
	Oscal       oscalCommands       `cmd:""`
	Mapping     mappingCommands     `cmd:""`
	Document    documentCommands    `cmd:""`
	Discrepancy discrepancyCommands `cmd:""`
	Finding     findingCommands     `cmd:""`
	Board       boardCommand        `cmd:""`
	Calendar    calendarCommand     `cmd:""`
	Measure     measureCommands     `cmd:""`
	Evidence    evidenceCommands    `cmd:""`
	Record      recordCommands      `cmd:""`
	Register    registerCommands    `cmd:""`
	Submit      actCommand          `cmd:"" event:"submit"`
	Review      reviewCommands      `cmd:""`
	Withdraw    actCommand          `cmd:"" event:"withdraw"`
	Renew       lookCommand         `cmd:"" event:"renew"`
	Extend      extendCommands      `cmd:""`
	Relapse     relapseCommand      `cmd:"" event:"relapse"`
	Meeting     meetingCommands     `cmd:""`
	Workgroup   workgroupCommands   `cmd:""`
	Form        formCommands        `cmd:""`
	Publish     publishCommand      `cmd:""`
	Comment     commentCommands     `cmd:""`
	Publication publicationCommands `cmd:""`
	Log         logCommand          `cmd:""`
	Checkpoint  checkpointCommand   `cmd:""`
	Verify      verifyCommand       `cmd:""`
	Backup      backupCommand       `cmd:""`
	Restore     restoreCommand      `cmd:""`
	Job         jobCommands         `cmd:""`
}

// A command that is no deskCommand does its work in a session. An error ends it.
type command interface{ run(s *session) error }

// A session is one run of the program.
type session struct {
	ctx    context.Context
	env    Env
	lang   string
	out    *bufio.Writer
	ink    ink
	width  int // columns
	exit   int
	model  *kong.Application // the whole command line
	ledger bool              // the command is one of the ledger: what it refuses is no failure
	mu     sync.Mutex        // holds warnings apart: workers give them too
}

// Run runs the program with args (without its name) and returns the exit code.
func Run(ctx context.Context, env Env, args []string) int {
	s := newSession(ctx, env, args)
	err := s.main(args)
	if e := s.out.Flush(); e != nil && ctx.Err() == nil {
		err = fault.New(fault.Internal, "结果写不出去，请检查磁盘空间或接收结果的程序。", "The result could not be written: check the disk, or the program that takes it.", e)
	}
	switch {
	case err == nil:
	case ctx.Err() != nil:
		s.warn(say{"已中断。", "Stopped."})
		s.code(Failure)
	default:
		s.fail(err)
	}
	return s.exit
}

func newSession(ctx context.Context, env Env, args []string) *session {
	s := &session{ctx: ctx, env: env, lang: language(args, env.Getenv), out: bufio.NewWriterSize(env.Stdout, 1<<16), width: env.Width}
	if s.width == 0 {
		s.width = columns(env)
	}
	return s
}

// main parses args and runs the command that they name.
func (s *session) main(args []string) error {
	var g grammar
	k, err := s.parser(&g)
	if err != nil {
		return err
	}
	s.model = k.Model
	if node, ok := helpAsked(k.Model.Node, args); ok {
		return s.help(node)
	}
	if len(args) == 0 {
		s.code(Misuse)
		return s.help(k.Model.Node)
	}
	ctx, err := k.Parse(args)
	if err != nil {
		return s.misuse(err)
	}
	s.ink = ink(colours(g.Color, s.env))
	node := ctx.Selected()
	switch c := node.Target.Addr().Interface().(type) {
	case command:
		return c.run(s)
	case deskCommand:
		return s.sit(c, eventOf(node))
	}
	panic("cli: " + commandName(node) + " is no command") // the test of the grammar runs through them all
}

// parser returns the parser of g. Settings from the environment come through
// Env.Getenv, not from the process.
func (s *session) parser(g *grammar) (*kong.Kong, error) {
	setting := kong.ResolverFunc(func(_ *kong.Context, _ *kong.Path, f *kong.Flag) (any, error) {
		if name := f.Tag.Get("from"); name != "" {
			if v := s.env.Getenv(name); v != "" {
				return v, nil
			}
		}
		return nil, nil
	})
	return kong.New(g, kong.Name("zhenggai"), kong.NoDefaultHelp(), kong.Resolvers(setting),
		kong.Writers(s.env.Stdout, s.env.Stderr), kong.Exit(func(int) {}))
}

// code raises the exit code to c.
func (s *session) code(c int) { s.exit = max(s.exit, c) }

// say returns m in the language of the session, its verbs filled with args.
func (s *session) say(m say, args ...any) string {
	if len(args) == 0 {
		return m.In(s.lang)
	}
	return fmt.Sprintf(m.In(s.lang), args...)
}

// count returns n with what is counted, which in English is given in the singular.
func (s *session) count(n int, m say) string {
	return show.Count(n, fault.Msg(m), s.lang)
}

// put writes m to the output.
func (s *session) put(m say, args ...any) { io.WriteString(s.out, s.say(m, args...)) }

// warn writes a line to the error stream.
func (s *session) warn(m say, args ...any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	fmt.Fprintf(s.env.Stderr, "zhenggai: %s\n", inert(s.say(m, args...)))
}

// fail tells the person of err and sets the exit code.
func (s *session) fail(err error) {
	if s.ledger && fault.KindOf(err) != fault.Internal {
		s.code(Refused)
	} else {
		s.code(Failure)
	}
	if m, ok := errors.AsType[*misuse](err); ok {
		s.exit = Misuse
		fmt.Fprintf(s.env.Stderr, "zhenggai: %s\n", inert(m.text.In(s.lang)))
		if m.hint != "" {
			fmt.Fprintf(s.env.Stderr, "%s\n", m.hint)
		}
		return
	}
	fmt.Fprintf(s.env.Stderr, "zhenggai: %s\n", inert(fault.Say(err, s.lang)))
}

// A say is a sentence in both languages.
type say struct{ ZH, EN string }

// In returns m in the language lang, "en" or Chinese.
func (m say) In(lang string) string {
	if lang == "en" {
		return m.EN
	}
	return m.ZH
}
