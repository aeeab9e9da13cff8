package cli

import (
	"strings"

	"zhenggai/lint"
	"zhenggai/lint/rules"
)

// profile returns the profile called name; the first one if name is empty.
func profile(name string) (*lint.Profile, error) {
	var names []string
	for _, p := range rules.Profiles() {
		if p.Name == name || name == "" {
			return p, nil
		}
		names = append(names, p.Name)
	}
	list := strings.Join(names, ", ")
	return nil, wrong(say{"没有检查方案 %[1]q，可选：%[2]s。", "There is no profile %[1]q; choose one of: %[2]s."}, name, list)
}
