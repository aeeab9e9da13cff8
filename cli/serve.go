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
	"zhenggai/web/public"
)

// serveFlags are the options of the commands that answer browsers.
type serveFlags struct {
	Listen string `default:"127.0.0.1:8080" placeholder:"ADDRESS" from:"ZHENGGAI_LISTEN"`
	Cert   string `placeholder:"FILE" from:"ZHENGGAI_CERT"`
	Key    string `placeholder:"FILE" from:"ZHENGGAI_KEY"`
	Proxy  bool   `from:"ZHENGGAI_PROXY"`

	Public        string `placeholder:"ADDRESS" from:"ZHENGGAI_PUBLIC"`
	PublicAddress string `placeholder:"ADDRESS" from:"ZHENGGAI_PUBLIC_ADDRESS"`
	PublicOnly    bool

	exhibits []web.Exhibit // of an invented city
}

// A serveCommand serves the pages of a site.
type serveCommand struct {
	siteFlags
	serveFlags
	fontFlags
	Gallery bool
}

func (c *serveCommand) run(s *session) error {
	s.ledger = true
	if c.Gallery {
		return (&demoCommand{serveFlags: c.serveFlags, gallery: true}).run(s)
	}
	a, err := app.Open(s.ctx, app.Place{Folder: c.Site, DB: c.DB, Now: s.env.Now, Fonts: c.Fonts})
	if err != nil {
		return err
	}
	if _, err := a.Faces(); err != nil { // now, and not when the first person prints
		return errors.Join(err, a.Close())
	}
	return errors.Join(s.serve(a, c.serveFlags, nil), a.Close())
}

// A door is one address that is answered.
type door struct {
	listener net.Listener
	server   *http.Server
	tls      bool
}

// openDoor opens an address.
func openDoor(listen, flag string, tls bool, serve func(string) *http.Server) (*door, error) {
	l, err := net.Listen("tcp", listen)
	if err != nil {
		return nil, fault.New(fault.Invalid, fmt.Sprintf("地址 %s 用不了：可能已被别的程序占用，请换一个（--%s）。", listen, flag),
			fmt.Sprintf("The address %s cannot be used: another program may have it; name another (--%s).", listen, flag), err)
	}
	return &door{l, serve(listen), tls}, nil
}

// address is what a browser types.
func (d *door) address() string {
	if d.tls {
		return "https://" + d.listener.Addr().String()
	}
	return "http://" + d.listener.Addr().String()
}

// answer answers until the server is shut down.
func (d *door) answer(f serveFlags) error {
	if d.tls {
		return d.server.ServeTLS(d.listener, f.Cert, f.Key)
	}
	return d.server.Serve(d.listener)
}

// doors opens the pages of the office and the public site, as far as they are wanted.
func (s *session) doors(a *app.App, f serveFlags, log *slog.Logger) (all []*door, err error) {
	tls := f.Cert != ""
	if !f.PublicOnly {
		office, err := openDoor(f.Listen, "listen", tls, web.New(a, log, web.Options{TLS: tls || f.Proxy, Gallery: f.exhibits}).Listen)
		if err != nil {
			return nil, err
		}
		s.put(say{"网页已就绪：%s （按 Ctrl-C 停止）\n", "The pages are at %s (Ctrl-C stops)\n"}, office.address())
		all = append(all, office)
	}
	if f.Public != "" {
		site := public.New(a, log, public.Options{Address: f.PublicAddress, Proxy: f.Proxy, TLS: tls || f.Proxy})
		open, err := openDoor(f.Public, "public", tls, site.Listen)
		if err != nil {
			for _, d := range all {
				err = errors.Join(err, d.listener.Close())
			}
			return nil, err
		}
		s.put(say{"公开网站：%s\n", "The public site is at %s\n"}, open.address())
		all = append(all, open)
	}
	return all, nil
}

// serve answers browsers until it is stopped; what is under way then is finished. Jobs
// are done beside it. ready is called once the addresses are open.
func (s *session) serve(a *app.App, f serveFlags, ready func(address string)) error {
	if (f.Cert == "") != (f.Key == "") {
		return wrong(say{"证书和私钥要一起给出：--cert 和 --key。", "A certificate comes with its key: give both --cert and --key."})
	}
	if f.PublicOnly && f.Public == "" {
		return wrong(say{"只开公开网站时要写明它的地址：--public。", "To serve the public site alone, give its address: --public."})
	}
	log := slog.New(slog.NewTextHandler(s.env.Stderr, nil))
	doors, err := s.doors(a, f, log)
	if err != nil {
		return err
	}
	if ready != nil {
		ready(doors[0].address())
	}
	if err := s.out.Flush(); err != nil {
		return err
	}
	ctx, stop := context.WithCancel(s.ctx)
	jobs := s.jobs(ctx, a, log)
	done := make(chan error, len(doors))
	for _, d := range doors {
		go func() { done <- d.answer(f) }()
	}
	answering := len(doors)
	select {
	case err = <-done:
		answering--
	case <-s.ctx.Done():
	}
	last, cancel := context.WithTimeout(context.WithoutCancel(s.ctx), 20*time.Second)
	defer cancel()
	for _, d := range doors {
		err = errors.Join(err, d.server.Shutdown(last))
	}
	for range answering {
		if e := <-done; !errors.Is(e, http.ErrServerClosed) {
			err = errors.Join(err, e)
		}
	}
	stop()
	return errors.Join(err, <-jobs)
}

// jobs does the jobs of the site until ctx ends.
func (s *session) jobs(ctx context.Context, a *app.App, log *slog.Logger) <-chan error {
	jobs := make(chan error, 1)
	go func() {
		tick := time.NewTicker(10 * time.Second)
		defer tick.Stop()
		host, _ := os.Hostname() // "" will do
		jobs <- a.Work(ctx, fmt.Sprintf("%s/%d", host, os.Getpid()), tick.C, func(err error) {
			log.Warn("job failed: " + fault.Say(err, s.lang))
		})
	}()
	return jobs
}
