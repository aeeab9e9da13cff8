// Package golden compares what a test got with a file that a person has read.
//
// UPDATE=1 in the environment rewrites the files instead; read the diff before
// you commit it. An environment variable is used, not a flag, because a flag
// fails in each package that does not define it.
package golden

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Updating reports whether golden files are to be rewritten. On CI that is an
// error: nobody would read the diff.
func Updating(t testing.TB) bool {
	t.Helper()
	on := os.Getenv("UPDATE") == "1"
	if on && os.Getenv("CI") == "true" {
		t.Fatal("UPDATE=1 on CI: golden files are rewritten by a person")
	}
	return on
}

// Check compares got with the file at path, or writes it there.
func Check(t testing.TB, path string, got []byte) {
	t.Helper()
	if Updating(t) {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v (write it with UPDATE=1)", err)
	}
	if d := cmp.Diff(string(want), string(got)); d != "" {
		t.Errorf("%s differs (-want +got):\n%s", path, d)
	}
}
