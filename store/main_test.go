package store_test

import (
	"testing"

	"zhenggai/store/storetest"
)

func TestMain(m *testing.M) { storetest.Main(m) }
