package pdf

import (
	"fmt"
	"path/filepath"
	"strings"

	"zhenggai/fault"
)

// A File is a font file of a site's folder.
type File struct {
	Name  string
	Bytes []byte // must not be changed afterwards
}

// IsFont reports whether a file of this name is meant as a font.
func IsFont(name string) bool {
	switch strings.ToLower(filepath.Ext(name)) {
	case ".ttf", ".otf", ".ttc", ".otc", ".woff", ".woff2":
		return true
	}
	return false
}

// roles are the faces that a site may give, and the words in the names of fonts by
// which each is known.
var roles = []struct {
	key, zh string
	words   []string
}{
	title:  {"title", "标题（小标宋）", []string{"小标宋", "xiaobiaosong", "xbiaosong", "中宋", "zhongsong"}},
	body:   {"body", "正文（仿宋）", []string{"仿宋", "fangsong"}},
	level1: {"level1", "一级标题（黑体）", []string{"黑体", "heiti", "simhei", "zenhei"}},
	level2: {"level2", "二级标题（楷体）", []string{"楷", "kaiti", "simkai", "kai"}},
}

// Gather makes faces of a site's font files. A file called title, body, level1 or
// level2 is that one; what another is for is known by the name that the font has. It
// refuses a file that is no font it can print in, one whose maker does not allow it,
// one that it does not know what to do with, and two of one kind.
func Gather(files []File) (Faces, error) {
	var found [faces]*Face
	var from [faces]string
	for _, file := range files {
		f, err := ParseFace(file.Bytes)
		if err != nil {
			return Faces{}, fault.New(fault.Invalid, "字体文件 "+file.Name+"："+fault.Say(err, "zh")+"。", "The font file "+file.Name+": "+fault.Say(err, "en")+".", err)
		}
		role := roleOf(file.Name, f)
		if role < 0 {
			return Faces{}, fault.New(fault.Invalid,
				fmt.Sprintf("字体文件 %s（%s）不知道用在哪里：请把文件名改为 title（标题）、body（正文）、level1 或 level2（一、二级标题），后缀不变，或把它移出文件夹。", file.Name, strings.Join(f.names, "、")),
				fmt.Sprintf("What the font file %s (%s) is for is not known: name it title, body, level1 or level2 with the same ending, or take it out of the folder.", file.Name, strings.Join(f.names, ", ")), nil)
		}
		if found[role] != nil {
			return Faces{}, fault.New(fault.Invalid, fmt.Sprintf("字体文件 %s 和 %s 都是%s：请只留一个。", from[role], file.Name, roles[role].zh),
				fmt.Sprintf("The font files %s and %s are both for %s: keep one.", from[role], file.Name, roles[role].key), nil)
		}
		found[role], from[role] = f, file.Name
	}
	return Faces{Title: found[title], Body: found[body], Level1: found[level1], Level2: found[level2]}, nil
}

// roleOf returns what a font is for, or -1.
func roleOf(name string, f *Face) int {
	stem := strings.ToLower(strings.TrimSuffix(name, filepath.Ext(name)))
	for i, r := range roles {
		if stem == r.key {
			return i
		}
	}
	called := strings.ToLower(strings.ReplaceAll(strings.Join(f.names, " ")+" "+f.script, " ", ""))
	for _, i := range []int{title, body, level1, level2} {
		for _, w := range roles[i].words {
			if strings.Contains(called, w) {
				return i
			}
		}
	}
	return -1
}
