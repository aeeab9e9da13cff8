package web

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"zhenggai/app"
	"zhenggai/org"
	"zhenggai/store/storetest"
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
		storetest.Memory(b, useEnv+"="+folder)
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
		storetest.Held(t)
	}
}
