package blob

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net/mail"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/gabriel-vasile/mimetype"
	"github.com/richardlehane/mscfb"

	"zhenggai/fault"
)

const (
	headLen      = 3072     // bytes that mimetype looks at
	maxDirectory = 16 << 20 // bytes of a zip's directory
	maxStreams   = 10_000   // entries of a compound file's directory
)

// A finding is what the content of a file shows it to be.
type finding struct {
	kinds []string // usual extensions of the kinds that it may be, the likeliest first
	other string   // what it is instead, when it is none that is accepted
	macro bool     // it holds macros
}

// detect decides of which kind the file is that is called name, from its content.
// The extension only chooses between kinds of one content. The notes are what a
// person should know of an accepted file.
func detect(r io.ReaderAt, size int64, name string) (k Kind, notes []fault.Msg, err error) {
	ext := extOf(name)
	if isProgram(name) {
		return Kind{}, nil, isAProgram(ext)
	}
	f, err := lookInto(r, size, ext)
	if err != nil {
		return Kind{}, nil, err
	}
	if len(f.kinds) == 0 {
		return Kind{}, nil, unaccepted(f.other)
	}
	k = kindNamed(f.kinds[0])
	if ext != "" {
		i := slices.IndexFunc(f.kinds, func(e string) bool { return kindNamed(e).has(ext) })
		if i < 0 {
			return Kind{}, nil, disagrees(ext, k)
		}
		k = kindNamed(f.kinds[i])
	}
	if f.macro {
		notes = append(notes, fault.Msg{
			ZH: "文件含有宏，打开时请勿启用；最好另存为不含宏的文件再上传。",
			EN: "The file contains macros: do not enable them; better save it without macros and upload that."})
	}
	return k, notes, nil
}

// lookInto finds out what a file is.
func lookInto(r io.ReaderAt, size int64, ext string) (finding, error) {
	head := make([]byte, min(size, headLen))
	if _, err := r.ReadAt(head, 0); err != nil && err != io.EOF {
		return finding{}, failed(err)
	}
	m := mimetype.Detect(head)
	switch text := isText(head); {
	case isA(m, "application/zip"):
		return lookZip(r, size)
	case isA(m, "application/x-ole-storage"):
		return lookCompound(r)
	case m.Is("application/pdf"),
		!text && bytes.Contains(head[:min(len(head), 1024)], []byte("%PDF-")): // readers allow for junk before it
		return finding{kinds: []string{"pdf"}}, nil
	case text || isA(m, "text/plain"):
		return lookText(m, r, size, ext)
	}
	for _, e := range binaries {
		if isA(m, e.media) {
			if e.program {
				return finding{}, isAProgram(strings.TrimPrefix(m.Extension(), "."))
			}
			return finding{kinds: e.kinds}, nil
		}
	}
	return finding{other: m.String()}, nil
}

// binaries leads from the media types of mimetype to kinds. The first that a file
// or one of its parents has holds.
var binaries = []struct {
	media   string
	kinds   []string
	program bool
}{
	{media: "image/jpeg", kinds: []string{"jpg"}},
	{media: "image/png", kinds: []string{"png"}},
	{media: "image/heic", kinds: []string{"heic"}}, {media: "image/heic-sequence", kinds: []string{"heic"}},
	{media: "image/heif", kinds: []string{"heic"}}, {media: "image/heif-sequence", kinds: []string{"heic"}},
	{media: "image/webp", kinds: []string{"webp"}},
	{media: "image/tiff", kinds: []string{"tiff"}},
	{media: "image/bmp", kinds: []string{"bmp"}},
	{media: "audio/x-m4a", kinds: []string{"m4a", "mp4"}}, {media: "audio/mp4", kinds: []string{"m4a", "mp4"}},
	{media: "video/quicktime", kinds: []string{"mov", "mp4"}},
	{media: "image/avif"}, {media: "video/mj2"}, {media: "video/vnd.dvb.file"},
	{media: "video/mp4", kinds: []string{"mp4", "mov", "m4a"}},
	{media: "audio/mpeg", kinds: []string{"mp3"}},
	{media: "audio/wav", kinds: []string{"wav"}},
	{media: "application/vnd.microsoft.portable-executable", program: true},
	{media: "application/x-elf", program: true},
	{media: "application/x-mach-binary", program: true},
	{media: "application/x-ms-shortcut", program: true},
	{media: "application/x-java-applet", program: true},
	{media: "application/wasm", program: true},
	{media: "application/x-shockwave-flash", program: true},
	{media: "application/x-chrome-extension", program: true},
	{media: "application/x-bytecode.python", program: true},
	{media: "application/vnd.debian.binary-package", program: true},
	{media: "application/x-rpm", program: true},
}

// isA reports whether m or one of its parents is of the media type.
func isA(m *mimetype.MIME, media string) bool {
	for ; m != nil; m = m.Parent() {
		if m.Is(media) {
			return true
		}
	}
	return false
}

// isText reports whether head is text in UTF-8, although it begins as some binary
// format does: "BM", "MZ", "II*".
func isText(head []byte) bool {
	for len(head) > 0 && !utf8.RuneStart(head[len(head)-1]) { // a character cut in two
		head = head[:len(head)-1]
	}
	if n := len(head); n > 0 && head[n-1] >= utf8.RuneSelf {
		head = head[:n-1]
	}
	return utf8.Valid(head) && bytes.IndexFunc(head, func(r rune) bool { return r < ' ' && !strings.ContainsRune("\t\n\r\f\x1b", r) }) < 0
}

// scripts are the kinds of text that a computer may run.
var scripts = []string{"text/x-shellscript", "text/x-python", "text/x-perl", "text/x-php", "text/x-ruby", "text/x-lua", "text/x-tcl", "text/javascript"}

// lookText tells kinds of text from each other.
func lookText(m *mimetype.MIME, r io.ReaderAt, size int64, ext string) (finding, error) {
	switch {
	case mimetype.EqualsAny(m.String(), scripts...):
		return finding{}, isAProgram(strings.TrimPrefix(m.Extension(), "."))
	case m.Is("text/rtf"):
		return finding{other: m.String()}, nil
	case m.Is("text/html") || m.Is("application/xhtml+xml"):
		return finding{kinds: []string{"html"}}, nil
	case ext == "eml" && isMail(io.NewSectionReader(r, 0, size)):
		return finding{kinds: []string{"eml"}}, nil
	case m.Is("text/csv"):
		return finding{kinds: []string{"csv", "txt"}}, nil
	}
	// A piece of a web page may begin with words, and one column is a table, too.
	return finding{kinds: []string{"txt", "csv", "html"}}, nil
}

// isMail reports whether r begins with the head of a mail.
func isMail(r io.Reader) bool {
	m, err := mail.ReadMessage(io.LimitReader(r, 1<<20))
	if err != nil {
		return false
	}
	return m.Header.Get("From") != "" || m.Header.Get("Received") != "" || m.Header.Get("Subject") != ""
}

// parts leads from a part of a zip to the kind that has it.
var parts = []struct{ name, kind string }{
	{"word/document.xml", "docx"}, {"xl/workbook.xml", "xlsx"}, {"xl/workbook.bin", "xlsx"},
	{"ppt/presentation.xml", "pptx"}, {"OFD.xml", "ofd"},
}

// lookZip looks into the directory of a zip.
func lookZip(r io.ReaderAt, size int64) (finding, error) {
	if err := smallDirectory(r, size); err != nil {
		return finding{}, err
	}
	z, err := zip.NewReader(r, size)
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return finding{}, fail(Damaged, err)
	}
	f := finding{kinds: []string{"zip"}}
	for _, file := range z.File {
		name := strings.TrimPrefix(strings.ReplaceAll(file.Name, `\`, "/"), "/")
		if file.Flags&1 != 0 {
			return finding{}, fail(Encrypted, nil)
		}
		if name == "META-INF/MANIFEST.MF" || name == "AndroidManifest.xml" {
			return finding{}, isAProgram("jar")
		}
		if name == "mimetype" {
			return finding{other: "OpenDocument, EPUB"}, nil
		}
		f.macro = f.macro || strings.HasSuffix(name, "/vbaProject.bin")
		for _, p := range parts {
			if name == p.name {
				f.kinds = []string{p.kind}
			}
		}
	}
	if f.kinds[0] == "zip" {
		for _, file := range z.File {
			if isProgram(file.Name) {
				return finding{}, explain(Program, fault.Invalid,
					fmt.Sprintf("压缩包里有程序或脚本（.%s），不能作为佐证材料，请去掉后再上传。", extOf(file.Name)),
					fmt.Sprintf("The archive holds a program or script (.%s), which is no evidence: take it out and upload again.", extOf(file.Name)), nil)
			}
		}
	}
	return f, nil
}

// smallDirectory refuses a zip whose directory would fill the memory: it looks at
// the record at the end, which says how long the directory is.
func smallDirectory(r io.ReaderAt, size int64) error {
	tail := make([]byte, min(size, 22+1<<16))
	if _, err := r.ReadAt(tail, size-int64(len(tail))); err != nil && err != io.EOF {
		return failed(err)
	}
	i := bytes.LastIndex(tail, []byte("PK\x05\x06"))
	if i < 0 || len(tail)-i < 22 {
		return fail(Damaged, errors.New("zip without a directory"))
	}
	if n := binary.LittleEndian.Uint32(tail[i+12:]); n > maxDirectory {
		return explain(TooLarge, fault.Invalid,
			"压缩包里的文件太多，请分成几个压缩包再上传。",
			"The archive holds too many files: split it into several.", fmt.Errorf("directory of %d bytes", n))
	}
	return nil
}

// streams leads from a stream of a compound file to the kind that has it.
var streams = []struct{ name, kind string }{
	{"WordDocument", "doc"}, {"WpsContent", "doc"}, {"Workbook", "xls"}, {"Book", "xls"}, {"PowerPoint Document", "ppt"},
}

// lookCompound looks into the directory of an OLE compound file.
func lookCompound(r io.ReaderAt) (f finding, err error) {
	defer func() {
		// The library reads what anybody may send: a bug in it must cost one file.
		if p := recover(); p != nil {
			f, err = finding{}, fail(Damaged, fmt.Errorf("panic: %v", p))
		}
	}()
	doc, err := mscfb.New(r)
	if err != nil {
		return finding{}, fail(Damaged, err)
	}
	f.other = "application/x-ole-storage"
	for n := 0; n < maxStreams; n++ {
		e, err := doc.Next()
		if err == io.EOF {
			break
		}
		if err != nil {
			return finding{}, fail(Damaged, err)
		}
		if e.Name == "EncryptedPackage" {
			return finding{}, fail(Encrypted, nil)
		}
		f.macro = f.macro || strings.HasPrefix(e.Name, "_VBA_PROJECT")
		for _, s := range streams {
			if len(e.Path) == 0 && e.Name == s.name && f.kinds == nil {
				f.kinds = []string{s.kind}
			}
		}
	}
	return f, nil
}

func isAProgram(ext string) error {
	if ext == "" {
		ext = "exe"
	}
	return explain(Program, fault.Invalid,
		fmt.Sprintf("这是程序或脚本（.%s），不能作为佐证材料，请换成文档、图片或录音录像。", ext),
		fmt.Sprintf("This is a program or script (.%s), which is no evidence: choose a document, picture or recording.", ext), nil)
}

func disagrees(ext string, k Kind) error {
	return explain(Disagrees, fault.Invalid,
		fmt.Sprintf("文件名是.%s，内容却是%s（%s），请改正文件名或换成正确的文件。", ext, k.ZH, k.Ext),
		fmt.Sprintf("The name says .%s but the content is a %s (%s): correct the name or choose the right file.", ext, k.EN, k.Ext), nil)
}

func unaccepted(media string) error {
	exts := make([]string, len(kinds))
	for i, k := range kinds {
		exts[i] = k.Ext
	}
	return explain(Unaccepted, fault.Invalid,
		fmt.Sprintf("不接受这种文件（%s），请转换成下列格式之一再上传：%s。", media, strings.Join(exts, "、")),
		fmt.Sprintf("This kind of file (%s) is not accepted: convert it to one of %s.", media, strings.Join(exts, ", ")), nil)
}
