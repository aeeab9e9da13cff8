package zh

import (
	"testing"
)

func TestAny(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		s                 string
		words             []string
		has, starts, ends bool
	}{
		{"已完成整改", []string{"未", "完成"}, true, false, false},
		{"已完成整改", []string{"正在", "已"}, true, true, false},
		{"已完成整改", []string{"未", "整改"}, true, false, true},
		{"已完成整改", []string{"已完成整改"}, true, true, true},
		{"已完成整改", []string{"完成整改了", "不"}, false, false, false},
		{"整", []string{"\xe6"}, true, true, false}, // bytes, not characters: words are whole ones
		{"已", []string{""}, true, true, true},
		{"", []string{"已"}, false, false, false},
		{"已", nil, false, false, false},
	} {
		if has, starts, ends := HasAny(c.s, c.words...), StartsAny(c.s, c.words...), EndsAny(c.s, c.words...); has != c.has || starts != c.starts || ends != c.ends {
			t.Errorf("%q, %q: has %v starts %v ends %v", c.s, c.words, has, starts, ends)
		}
	}
}

func TestClip(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		s    string
		n    int
		want string
	}{
		{"公车管理", 5, "公车管理"}, {"公车管理", 4, "公车管理"}, {"公车管理", 3, "公车管…"}, {"公车", 0, "…"}, {"", 0, ""}, {"a公b", 2, "a公…"},
	} {
		if got := Clip(c.s, c.n); got != c.want {
			t.Errorf("%q, %d: %q", c.s, c.n, got)
		}
	}
}
