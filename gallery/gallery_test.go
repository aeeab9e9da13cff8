package gallery

import (
	"path/filepath"
	"testing"
	"time"

	"zhenggai/demo"
)

// TestExhibits: the city has something to show for every state, and no two pictures
// have one name.
func TestExhibits(t *testing.T) {
	t.Parallel()
	a, city, err := demo.Make(t.Context(), filepath.Join(t.TempDir(), "site"), time.Date(2026, 11, 23, 2, 0, 0, 0, time.UTC))
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	all, err := Exhibits(t.Context(), a, city)
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, e := range all {
		if seen[e.Name] || e.ZH == "" || e.EN == "" {
			t.Errorf("%+v", e)
		}
		seen[e.Name] = true
	}
}
