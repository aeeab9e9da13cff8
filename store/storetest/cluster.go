package storetest

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"zhenggai/store"
)

// server is the PostgreSQL of this test binary.
var server cluster

// A cluster is a private PostgreSQL that trusts whoever reaches it on loopback and
// does not care for its data.
type cluster struct {
	missing error // why there is none
	folder  string
	port    int
	process *exec.Cmd

	mu        sync.Mutex
	templates map[Engine]string
	made      int
}

// Main runs the tests of a binary with a PostgreSQL of their own and exits. It is
// called from TestMain, on whose goroutine the server depends: see [During].
func Main(m *testing.M) {
	os.Exit(During(m.Run))
}

// During runs run with the PostgreSQL of this test binary and returns what it returns,
// for a TestMain that has more to do than [Main]. It must be called on the goroutine of
// TestMain: the server ends with the thread that started it.
func During(run func() int) int {
	runtime.LockOSThread()
	server.missing = server.start()
	defer server.stop()
	return run()
}

// binary returns the path of a program of the newest PostgreSQL there is.
func binary(name string) (string, error) {
	if out, err := exec.Command("pg_config", "--bindir").Output(); err == nil {
		p := filepath.Join(strings.TrimSpace(string(out)), name)
		if _, err := os.Stat(p); err == nil {
			return p, nil
		}
	}
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/" + name) // the pattern is right
	if len(found) == 0 {
		return "", fmt.Errorf("no PostgreSQL server is installed (Debian: postgresql); %s was not found", name)
	}
	slices.SortFunc(found, func(a, b string) int { return len(a) - len(b) + strings.Compare(a, b) })
	return found[len(found)-1], nil
}

// start makes a cluster and waits until it answers.
func (c *cluster) start() error {
	initdb, err := binary("initdb")
	if err != nil {
		return err
	}
	postgres, err := binary("postgres")
	if err != nil {
		return err
	}
	if c.folder, err = os.MkdirTemp("", "pg"); err != nil { // short: a socket path holds 107 bytes
		return err
	}
	attr, err := c.unprivileged()
	if err != nil {
		return err
	}
	data := filepath.Join(c.folder, "data")
	run := func(name string, args ...string) *exec.Cmd {
		cmd := exec.Command(name, args...)
		cmd.Dir, cmd.SysProcAttr = c.folder, attr
		cmd.Env = append(os.Environ(), "HOME="+c.folder)
		return cmd
	}
	if out, err := run(initdb, "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync", "--no-instructions").CombinedOutput(); err != nil {
		return fmt.Errorf("initdb: %w: %s", err, out)
	}
	if c.port, err = freePort(); err != nil {
		return err
	}
	c.process = run(postgres, "-D", data, "-k", c.folder, "-p", strconv.Itoa(c.port), "-c", "listen_addresses=127.0.0.1",
		"-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off", "-c", "max_connections=120",
		"-c", "shared_buffers=64MB", "-c", "max_locks_per_transaction=512", "-c", "max_pred_locks_per_transaction=512")
	log, err := os.Create(filepath.Join(c.folder, "log"))
	if err != nil {
		return err
	}
	defer log.Close()
	c.process.Stderr = log
	if err := c.process.Start(); err != nil {
		return err
	}
	return c.wait()
}

// unprivileged lets the server run as somebody who is not root, which PostgreSQL
// refuses, and end when this binary does.
func (c *cluster) unprivileged() (*syscall.SysProcAttr, error) {
	attr := &syscall.SysProcAttr{Pdeathsig: syscall.SIGQUIT}
	if os.Geteuid() != 0 {
		return attr, nil
	}
	u, err := user.Lookup("postgres")
	if err != nil {
		if u, err = user.Lookup("nobody"); err != nil {
			return nil, err
		}
	}
	uid, err1 := strconv.Atoi(u.Uid)
	gid, err2 := strconv.Atoi(u.Gid)
	if err := errors.Join(err1, err2, os.Chown(c.folder, uid, gid)); err != nil {
		return nil, err
	}
	attr.Credential = &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
	return attr, nil
}

func freePort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port, nil
}

// wait connects until the server answers; it is given a minute, for busy machines.
func (c *cluster) wait() error {
	db, err := sql.Open("pgx", c.dsn("postgres"))
	if err != nil {
		return err
	}
	defer db.Close()
	for range 3000 {
		if err = db.Ping(); err == nil {
			return nil
		}
		time.Sleep(20 * time.Millisecond)
	}
	log, _ := os.ReadFile(filepath.Join(c.folder, "log")) // more is not known
	return fmt.Errorf("PostgreSQL does not answer: %w: %s", err, log)
}

func (c *cluster) stop() {
	if c.process != nil && c.process.Process != nil {
		c.process.Process.Signal(syscall.SIGQUIT) //nolint:errcheck // it may have ended
		c.process.Wait()                          //nolint:errcheck // it was told to
	}
	if c.folder != "" {
		os.RemoveAll(c.folder)
	}
}

func (c *cluster) dsn(database string) string {
	return fmt.Sprintf("postgres://postgres@127.0.0.1:%d/%s?sslmode=disable", c.port, database)
}

// database makes a database with an empty ledger, from a template, and drops it
// when the test ends.
func (c *cluster) database(t testing.TB, e Engine) string {
	t.Helper()
	if c.missing == nil && c.process == nil {
		t.Fatal("storetest: TestMain must call storetest.Main")
	}
	if c.missing != nil {
		if os.Getenv("CI") == "true" {
			t.Fatalf("storetest: %v", c.missing)
		}
		t.Skipf("storetest: %v", c.missing)
	}
	admin, err := sql.Open("pgx", c.dsn("postgres"))
	if err != nil {
		t.Fatal(err)
	}
	defer admin.Close()
	c.mu.Lock()
	defer c.mu.Unlock()
	template, err := c.template(admin, e)
	if err != nil {
		t.Fatal(err)
	}
	c.made++
	name := "t" + strconv.Itoa(c.made)
	if _, err := admin.Exec("CREATE DATABASE " + name + " TEMPLATE " + template + " STRATEGY file_copy"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		admin, err := sql.Open("pgx", c.dsn("postgres"))
		if err != nil {
			t.Error(err)
			return
		}
		defer admin.Close()
		if _, err := admin.Exec("DROP DATABASE " + name + " WITH (FORCE)"); err != nil {
			t.Error(err)
		}
	})
	return c.dsn(name) + parameters[e]
}

// parameters are what the engines ask for in their address.
var parameters = map[Engine]string{
	Spread: "&default_transaction_isolation=serializable&zhenggai.partitions=4",
}

// template returns a database with an empty ledger that others are copied from.
func (c *cluster) template(admin *sql.DB, e Engine) (string, error) {
	if name, ok := c.templates[e]; ok {
		return name, nil
	}
	name := "template_" + string(e)
	if _, err := admin.Exec("CREATE DATABASE " + name); err != nil {
		return "", err
	}
	db, err := store.Open(context.Background(), c.dsn(name)+parameters[e])
	if err != nil {
		return "", err
	}
	if err := db.Close(); err != nil {
		return "", err
	}
	if c.templates == nil {
		c.templates = map[Engine]string{}
	}
	c.templates[e] = name
	return name, nil
}
