package rules

import "testing"

// TestProfiles holds that profiles are named, told apart and speak of rules that
// exist.
func TestProfiles(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, p := range Profiles() {
		if p.Name == "" || p.Title.ZH == "" || p.Title.EN == "" || seen[p.Name] {
			t.Errorf("profile %q lacks name or title, or is there twice", p.Name)
		}
		seen[p.Name] = true
		for id := range p.Severity {
			if Find(id) == nil {
				t.Errorf("profile %s names %s, which is no rule", p.Name, id)
			}
		}
	}
	for _, r := range publication {
		if _, ok := beforePublication.Severity[r.ID]; !ok {
			t.Errorf("before publication %s must be named: personal data is at stake", r.ID)
		}
	}
}
