package cli

import (
	"testing"

	"zhenggai/store/storetest"
)

func duringPostgres(run func() int) int { return storetest.During(run) }

// TestPostgresScripts runs the commands on a site whose database is on a server:
// testdata/postgres/*.txtar.
func TestPostgresScripts(t *testing.T) {
	t.Parallel()
	runScripts(t, "testdata/postgres", storetest.DSN(t, storetest.Postgres))
}
