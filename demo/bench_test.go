package demo

import (
	"path/filepath"
	"strconv"
	"testing"
)

// BenchmarkMake is what stands between "zhenggai demo" and its first page.
func BenchmarkMake(b *testing.B) {
	folder := b.TempDir()
	for i := range b.N {
		a, _, err := Make(b.Context(), filepath.Join(folder, strconv.Itoa(i)), nows[0])
		if err != nil {
			b.Fatal(err)
		}
		if err := a.Close(); err != nil {
			b.Fatal(err)
		}
	}
}
