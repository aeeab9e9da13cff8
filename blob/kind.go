package blob

import (
	"path"
	"slices"
	"strings"
)

// A Kind is a kind of file that is accepted as evidence.
type Kind struct {
	Ext    string   // its usual extension, without the dot
	Others []string // further extensions of the same content
	Media  string   // its media type
	ZH, EN string   // its name for a person
}

// has reports whether ext is an extension of k.
func (k Kind) has(ext string) bool { return ext == k.Ext || slices.Contains(k.Others, ext) }

// kinds is the table of what is accepted.
var kinds = []Kind{
	{"pdf", nil, "application/pdf", "PDF文档", "PDF document"},
	{"ofd", nil, "application/ofd", "OFD版式文档", "OFD document"},
	{"docx", nil, "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "Word文档", "Word document"},
	{"xlsx", nil, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "Excel表格", "Excel workbook"},
	{"pptx", nil, "application/vnd.openxmlformats-officedocument.presentationml.presentation", "PowerPoint演示文稿", "PowerPoint presentation"},
	{"doc", []string{"wps"}, "application/msword", "旧版Word或WPS文档", "old Word or WPS document"},
	{"xls", []string{"et"}, "application/vnd.ms-excel", "旧版Excel或WPS表格", "old Excel or WPS workbook"},
	{"ppt", []string{"dps"}, "application/vnd.ms-powerpoint", "旧版PowerPoint或WPS演示文稿", "old PowerPoint or WPS presentation"},
	{"jpg", []string{"jpeg", "jpe", "jfif"}, "image/jpeg", "JPEG图片", "JPEG picture"},
	{"png", nil, "image/png", "PNG图片", "PNG picture"},
	{"heic", []string{"heif"}, "image/heic", "HEIC图片", "HEIC picture"},
	{"webp", nil, "image/webp", "WebP图片", "WebP picture"},
	{"tiff", []string{"tif"}, "image/tiff", "TIFF图片", "TIFF picture"},
	{"bmp", nil, "image/bmp", "BMP图片", "BMP picture"},
	{"mp4", []string{"m4v"}, "video/mp4", "MP4视频", "MP4 video"},
	{"mov", nil, "video/quicktime", "QuickTime视频", "QuickTime video"},
	{"mp3", nil, "audio/mpeg", "MP3录音", "MP3 recording"},
	{"m4a", nil, "audio/mp4", "M4A录音", "M4A recording"},
	{"wav", nil, "audio/wav", "WAV录音", "WAV recording"},
	{"txt", nil, "text/plain", "纯文本", "plain text"},
	{"csv", nil, "text/csv", "CSV表格", "CSV table"},
	{"html", []string{"htm"}, "text/html", "网页", "web page"},
	{"zip", nil, "application/zip", "ZIP压缩包", "ZIP archive"},
	{"eml", nil, "message/rfc822", "电子邮件", "e-mail"},
}

// kindNamed returns the kind whose usual extension is ext, which must be one.
func kindNamed(ext string) Kind {
	return kinds[slices.IndexFunc(kinds, func(k Kind) bool { return k.Ext == ext })]
}

// programs are the extensions of files that a computer may run, whatever their
// content looks like.
var programs = strings.Fields(`exe dll scr com pif cpl msi msp ocx sys drv bat cmd ps1 psm1 vbs vbe js jse mjs wsf wsh
	hta reg lnk url inf scf jar class apk app dmg iso img vhd sh bash csh zsh py pyc pl rb php asp aspx jsp elf so deb rpm bin run chm`)

// isProgram reports whether a computer may run a file of this name.
func isProgram(name string) bool { return slices.Contains(programs, extOf(name)) }

// extOf returns the extension of name in lower case, without the dot. What follows
// the dot in "1.会议纪要" or "截至2024.5" is none.
func extOf(name string) string {
	ext := strings.ToLower(strings.TrimPrefix(path.Ext(name), "."))
	letter := false
	for _, c := range []byte(ext) {
		switch {
		case c >= 'a' && c <= 'z':
			letter = true
		case c < '0' || c > '9':
			return ""
		}
	}
	if !letter {
		return ""
	}
	return ext
}
