package store

import "testing"

// TestPlain: arguments lose their names only where the engine counts them as we do.
func TestPlain(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ query, want string }{
		{"SELECT 1", "SELECT 1"},
		{"a IN ($1,$2) AND b = $3", "a IN (?,?) AND b = ?"},
		{"$1$2$3$4$5$6$7$8$9$10", "??????????"},
		{"a = $2 AND b = $1", "a = $2 AND b = $1"},
		{"a = $1 AND b = $1", "a = $1 AND b = $1"},
		{"a = $10", "a = $10"},
		{"a = $1 AND b = '$'", "a = $1 AND b = '$'"},
	} {
		if got := lite.plain(c.query); got != c.want {
			t.Errorf("%s: got %s, want %s", c.query, got, c.want)
		}
		if got := postgres.plain(c.query); got != c.query {
			t.Errorf("PostgreSQL: %s became %s", c.query, got)
		}
	}
}
