package blob

import (
	"path"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxName is the greatest length of a clean name in bytes; file systems take 255.
const maxName = 200

// CleanName returns the name of a file as it may be shown, stored and offered for
// saving on any system: the last element of a path, without control and invisible
// characters (a reversed "fdp.exe" reads as a document), with the characters that
// Windows forbids replaced by "_", and at most 200 bytes long with its extension.
// Nothing left gives 未命名.
func CleanName(name string) string {
	name = strings.ToValidUTF8(name, "_")
	if i := strings.LastIndexAny(name, `/\`); i >= 0 {
		name = name[i+1:]
	}
	name = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsControl(r) || unicode.In(r, unicode.Cf, unicode.Zl, unicode.Zp):
			return -1
		case unicode.IsSpace(r):
			return ' '
		case strings.ContainsRune(`<>:"|?*`, r):
			return '_'
		}
		return r
	}, name)
	name = strings.Trim(name, " .")
	if len(name) > maxName {
		ext := path.Ext(name)
		if len(ext) > 16 {
			ext = ""
		}
		cut := maxName - len(ext)
		for !utf8.RuneStart(name[cut]) {
			cut--
		}
		name = strings.TrimRight(name[:cut], " .") + ext
	}
	if name == "" {
		return "未命名"
	}
	return name
}
