package cli

import (
	"errors"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"zhenggai/demo"
	"zhenggai/fault"
	"zhenggai/gallery"
)

// A demoCommand makes an invented city and serves its pages until it is stopped; then
// nothing of it is left, unless a folder was named for it.
type demoCommand struct {
	serveFlags
	Folder string `placeholder:"FOLDER"`

	gallery bool // every page in every state, without signing in
}

func (c *demoCommand) run(s *session) error {
	s.ledger = true
	folder := c.Folder
	if folder == "" {
		temp, err := os.MkdirTemp("", "zhenggai-demo")
		if err != nil {
			return fault.New(fault.Internal, "临时文件夹建不起来，请检查磁盘空间，或用 --folder 指定一个。",
				"No temporary folder can be made: check the disk, or name one with --folder.", err)
		}
		defer os.RemoveAll(temp)
		folder = filepath.Join(temp, "site")
	}
	if c.Public == "" && !c.gallery {
		c.Public = nextPort(c.Listen)
	}
	a, city, err := demo.Make(s.ctx, folder, s.env.Now())
	if err != nil {
		return err
	}
	tell := func(string) { s.cast(city) }
	if c.gallery {
		if c.exhibits, err = gallery.Exhibits(s.ctx, a, city); err != nil {
			return errors.Join(err, a.Close())
		}
		tell = func(address string) {
			s.put(say{"每一页、每一种状态：%s/gallery\n", "Every page in every state: %s/gallery\n"}, address)
		}
	}
	return errors.Join(s.serve(a, c.serveFlags, tell), a.Close())
}

// nextPort is the address behind another one; of a free port, a free port.
func nextPort(address string) string {
	host, port, err := net.SplitHostPort(address)
	n, e := strconv.Atoi(port)
	if err != nil || e != nil || n == 0 || n == 65535 {
		return net.JoinHostPort(host, "0")
	}
	return net.JoinHostPort(host, strconv.Itoa(n+1))
}

// cast says who lives in the city and what there is for each to do.
func (s *session) cast(city *demo.City) {
	s.put(say{"\n虚构的云川市已建好。密码都是 %s 。登录名：\n\n", "\nThe invented city of Yunchuan is ready. Everybody's password is %s . Logins:\n\n"}, city.Password)
	for _, p := range city.People {
		roles := make([]string, len(p.Roles))
		for i, r := range p.Roles {
			roles[i] = r.Name(s.lang)
		}
		what := say{p.ZH, p.EN}
		s.put(say{"  %[1]s\t%[2]s（%[3]s，%[4]s）：%[5]s\n", "  %[1]s\t%[2]s (%[4]s, %[3]s): %[5]s\n"}, p.Login, p.Name, p.Unit, strings.Join(roles, "、"), s.say(what))
	}
	s.put(say{"\n", "\n"})
}
