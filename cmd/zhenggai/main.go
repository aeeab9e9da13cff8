// Command zhenggai reads rectification reports, checks and compares them, and keeps
// the ledger of what they are about.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
	"time"

	"zhenggai/cli"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second Ctrl-C ends the program at once
	code := cli.Run(ctx, cli.Env{
		Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr, Getenv: os.Getenv, Now: time.Now,
	}, os.Args[1:])
	stop()
	os.Exit(code)
}
