package storetest

import (
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
)

// Memory runs the test TestUse of this binary in a process of its own, with env in its
// environment, and reports what that held, which [Held] says: a process that makes a big
// ledger keeps what making it took.
func Memory(b *testing.B, env string) {
	b.Helper()
	child := exec.Command(os.Args[0], "-test.run", "^TestUse$", "-test.v")
	child.Env = append(os.Environ(), env)
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

// Held logs what this process holds, as the kernel of Linux says it.
func Held(t testing.TB) {
	t.Helper()
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		t.Fatal(err)
	}
	t.Log("\n" + string(status))
}
