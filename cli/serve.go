package cli

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"time"

	"zhenggai/app"
	"zhenggai/fault"
	"zhenggai/web"
)

// serveFlags are the options of the commands that answer browsers.
type serveFlags struct {
	Listen string `default:"127.0.0.1:8080" placeholder:"ADDRESS" from:"ZHENGGAI_LISTEN"`
	Cert   string `placeholder:"FILE" from:"ZHENGGAI_CERT"`
	Key    string `placeholder:"FILE" from:"ZHENGGAI_KEY"`
	Proxy  bool   `from:"ZHENGGAI_PROXY"`

	exhibits []web.Exhibit // of an invented city
}

// A serveCommand serves the pages of a site.
type serveCommand struct {
	siteFlags
	serveFlags
	Gallery bool
}

func (c *serveCommand) run(s *session) error {
	s.ledger = true
	if c.Gallery {
		return (&demoCommand{serveFlags: c.serveFlags, gallery: true}).run(s)
	}
	a, err := app.Open(s.ctx, app.Place{Folder: c.Site, DB: c.DB, Now: s.env.Now})
	if err != nil {
		return err
	}
	return errors.Join(s.serve(a, c.serveFlags, nil), a.Close())
}

// serve answers browsers until it is stopped; what is under way then is finished. Jobs
// are done beside it. ready is called once the address is open.
func (s *session) serve(a *app.App, f serveFlags, ready func(address string)) error {
	if (f.Cert == "") != (f.Key == "") {
		return wrong(say{"证书和私钥要一起给出：--cert 和 --key。", "A certificate comes with its key: give both --cert and --key."})
	}
	listener, err := net.Listen("tcp", f.Listen)
	if err != nil {
		return fault.New(fault.Invalid, fmt.Sprintf("地址 %s 用不了：可能已被别的程序占用，请换一个（--listen）。", f.Listen),
			fmt.Sprintf("The address %s cannot be used: another program may have it; name another (--listen).", f.Listen), err)
	}
	log := slog.New(slog.NewTextHandler(s.env.Stderr, nil))
	server := web.New(a, log, web.Options{TLS: f.Cert != "" || f.Proxy, Gallery: f.exhibits}).Listen(f.Listen)
	scheme := "http"
	if f.Cert != "" {
		scheme = "https"
	}
	address := scheme + "://" + listener.Addr().String()
	s.put(say{"网页已就绪：%s （按 Ctrl-C 停止）\n", "The pages are at %s (Ctrl-C stops)\n"}, address)
	if ready != nil {
		ready(address)
	}
	if err := s.out.Flush(); err != nil {
		return err
	}
	ctx, stop := context.WithCancel(s.ctx)
	jobs := make(chan error, 1)
	go func() {
		tick := time.NewTicker(10 * time.Second)
		defer tick.Stop()
		host, _ := os.Hostname() // "" will do
		jobs <- a.Work(ctx, fmt.Sprintf("%s/%d", host, os.Getpid()), tick.C, func(err error) {
			log.Warn("job failed: " + fault.Say(err, s.lang))
		})
	}()
	done := make(chan error, 1)
	go func() {
		if f.Cert != "" {
			done <- server.ServeTLS(listener, f.Cert, f.Key)
			return
		}
		done <- server.Serve(listener)
	}()
	select {
	case err = <-done:
	case <-s.ctx.Done():
		last, cancel := context.WithTimeout(context.WithoutCancel(s.ctx), 20*time.Second)
		err = server.Shutdown(last)
		cancel()
	}
	stop()
	if errors.Is(err, http.ErrServerClosed) {
		err = nil
	}
	return errors.Join(err, <-jobs)
}
