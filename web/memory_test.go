package web

import (
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"zhenggai/app"
	"zhenggai/org"
)

// useEnv names the folder of the site that [TestUse] opens.
const useEnv = "WEB_BENCH_USE"

// BenchmarkMemory reports what a server holds that opens a site of WEB_BENCH_FINDINGS
// findings and shows its pages: a fresh process, for the one that made the site keeps
// what that took.
func BenchmarkMemory(b *testing.B) {
	folder := filepath.Join(b.TempDir(), "site")
	if err := fill(b, folder).app.Close(); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		child := exec.Command(os.Args[0], "-test.run", "^TestUse$", "-test.v")
		child.Env = append(os.Environ(), useEnv+"="+folder)
		said, err := child.CombinedOutput()
		if err != nil {
			b.Fatalf("%v\n%s", err, said)
		}
		for line := range strings.Lines(string(said)) {
			if f := strings.Fields(line); len(f) == 3 && (f[0] == "VmHWM:" || f[0] == "VmRSS:") {
				kb, _ := strconv.ParseFloat(f[1], 64) // the kernel writes numbers
				b.ReportMetric(kb/1024, "MB-"+strings.TrimSuffix(f[0][2:], ":"))
			}
		}
	}
}

// TestUse shows the pages that an officer of the whole city looks at all day. It is the
// process that [BenchmarkMemory] looks at; by itself it uses a small site.
func TestUse(t *testing.T) {
	folder := os.Getenv(useEnv)
	bench := folder != ""
	if !bench {
		t.Parallel()
		folder = filepath.Join(t.TempDir(), "site")
		check(0, fill(t, folder).app.Close())(t)
	}
	b := &big{TB: t, app: check(app.Open(t.Context(), app.Place{Folder: folder, Now: func() time.Time { return now }}))(t)}
	defer b.app.Close()
	b.signIn()
	var unit org.ID
	for _, u := range check(b.app.Units(t.Context()))(t) {
		unit = u.ID
	}
	for _, path := range []string{"/work", "/overview", "/ledger", "/ledger?leaf=1&sort=due&state=underway", "/ledger?colour=red&sort=due",
		"/ledger?leaf=1&q=%E7%BB%8F%E8%B4%B9", "/ledger?leaf=1&q=%E4%B8%87%E5%85%83", "/ledger?unit=" + unit.String(), "/rounds", "/review"} {
		for range 5 {
			if size := b.get(path); size < 1000 {
				t.Errorf("%s: %d bytes", path, size)
			}
		}
	}
	if bench {
		status, err := os.ReadFile("/proc/self/status")
		if err != nil {
			t.Fatal(err)
		}
		t.Log("\n" + string(status))
	}
}
