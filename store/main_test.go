package store_test

import (
	"os"
	"testing"

	"zhenggai/store/storetest"
)

// TestMain also removes the ledgers that outlive a benchmark, see kept.
func TestMain(m *testing.M) {
	os.Exit(storetest.During(func() int {
		defer func() {
			for _, dir := range leftovers {
				os.RemoveAll(dir)
			}
		}()
		return m.Run()
	}))
}
