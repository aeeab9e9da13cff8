package blob_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"testing/iotest"

	"github.com/emmansun/gmsm/sm3"
	"pgregory.net/rapid"

	"zhenggai/blob"
	"zhenggai/blob/blobtest"
	"zhenggai/fault"
)

// TestKinds holds what is accepted as what, and what is refused, by content and name.
func TestKinds(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, content string
		media         string     // what it is taken for, or
		cause         blob.Cause // why it is refused,
		words         string     // with these words
	}{
		{"报告.pdf", "pdf", "application/pdf", "", ""},
		{"报告.PDF", "late pdf", "application/pdf", "", ""},
		{"报告.docx", "zip:[Content_Types].xml,word/document.xml", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "", ""},
		{"报告.docx", "zip:docProps/app.xml,word/document.xml", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "", ""},
		{"台账.xlsx", "zip:[Content_Types].xml,xl/workbook.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "", ""},
		{"课件.pptx", "zip:[Content_Types].xml,ppt/presentation.xml", "application/vnd.openxmlformats-officedocument.presentationml.presentation", "", ""},
		{"公文.ofd", "zip:OFD.xml,Doc_0/Document.xml", "application/ofd", "", ""},
		{"旧报告.doc", "ole:WordDocument,1Table", "application/msword", "", ""},
		{"旧报告.wps", "ole:WordDocument", "application/msword", "", ""},
		{"旧台账.xls", "ole:Workbook", "application/vnd.ms-excel", "", ""},
		{"旧台账.et", "ole:Book", "application/vnd.ms-excel", "", ""},
		{"课件.dps", "ole:PowerPoint Document", "application/vnd.ms-powerpoint", "", ""},
		{"照片.jpeg", "jpg", "image/jpeg", "", ""},
		{"截图.png", "png", "image/png", "", ""},
		{"手机照片.HEIC", "heic", "image/heic", "", ""},
		{"图.webp", "webp", "image/webp", "", ""},
		{"扫描.tif", "tiff", "image/tiff", "", ""},
		{"扫描.bmp", "bmp", "image/bmp", "", ""},
		{"会议.mp4", "mp4", "video/mp4", "", ""},
		{"会议.mp4", "mov", "video/mp4", "", ""},
		{"会议.mov", "mov", "video/quicktime", "", ""},
		{"谈话.m4a", "m4a", "audio/mp4", "", ""},
		{"谈话.mp3", "mp3", "audio/mpeg", "", ""},
		{"谈话.wav", "wav", "audio/wav", "", ""},
		{"记录.txt", "txt", "text/plain", "", ""},
		{"记录.txt", "gbk", "text/plain", "", ""},
		{"台账.csv", "csv", "text/csv", "", ""},
		{"台账.csv", "txt", "text/csv", "", ""},
		{"公开.htm", "html", "text/html", "", ""},
		{"来信.eml", "eml", "message/rfc822", "", ""},
		{"材料.zip", "zip:照片/1.jpg,说明.txt", "application/zip", "", ""},

		{"报告.pdf", "zip:word/document.xml", "", blob.Disagrees, "文件名是.pdf，内容却是Word文档（docx）"},
		{"报告.docx", "pdf", "", blob.Disagrees, "文件名是.docx，内容却是PDF文档（pdf）"},
		{"照片.jpg", "png", "", blob.Disagrees, "内容却是PNG图片（png）"},
		{"台账.xls", "html", "", blob.Disagrees, "内容却是网页（html）"},
		{"报告.doc", "ole:Workbook", "", blob.Disagrees, "旧版Excel或WPS表格"},
		{"来信.eml", "txt", "", blob.Disagrees, "内容却是纯文本"},
		{"报告.doc", "rtf", "", blob.Unaccepted, "text/rtf"},
		{"报告.odt", "zip:mimetype,content.xml", "", blob.Unaccepted, "OpenDocument"},
		{"材料.rar", "rar", "", blob.Unaccepted, "pdf、ofd、docx"},
		{"图.gif", "gif", "", blob.Unaccepted, "image/gif"},
		{"安装.exe", "exe", "", blob.Program, ".exe"},
		{"报告.pdf", "exe", "", blob.Program, ".exe"},
		{"报告.txt", "elf", "", blob.Program, "程序"},
		{"脚本.txt", "sh", "", blob.Program, ".sh"},
		{"启动.bat", "txt", "", blob.Program, ".bat"},
		{"材料.zip", "zip:说明.txt,工具/安装.EXE", "", blob.Program, "压缩包里有程序或脚本（.exe）"},
		{"材料.zip", "zip:META-INF/MANIFEST.MF", "", blob.Program, ".jar"},
		{"材料.zip", "locked zip", "", blob.Encrypted, "设有密码"},
		{"报告.docx", "ole:EncryptionInfo,EncryptedPackage", "", blob.Encrypted, "设有密码"},
		{"材料.zip", "crowded zip", "", blob.TooLarge, "太多"},
		{"报告.docx", "cut zip", "", blob.Damaged, "不完整"},
	} {
		up, err := receive(t, c.name, contentOf(t, c.content))
		if c.cause != "" {
			if !errors.Is(err, c.cause) || fault.KindOf(err) != fault.Invalid || !strings.Contains(fault.Say(err, "zh"), c.words) {
				t.Errorf("%s of %s is %v (%s), want %s with %q", c.name, c.content, err, fault.Say(err, "zh"), c.cause, c.words)
			}
			continue
		}
		if err != nil {
			t.Errorf("%s of %s: %v", c.name, c.content, err)
			continue
		}
		if up.Type != c.media || up.Name != c.name || len(up.Notes) > 0 {
			t.Errorf("%s of %s is %+v, want %s", c.name, c.content, up.Receipt, c.media)
		}
	}
}

// receive spools a file that is closed when the test ends.
func receive(t testing.TB, name string, b []byte) (*blob.Upload, error) {
	t.Helper()
	up, err := blob.Spool{Dir: t.TempDir(), Limit: 1 << 20}.Receive(t.Context(), name, int64(len(b)), bytes.NewReader(b))
	if err == nil {
		t.Cleanup(func() { up.Close() })
	}
	return up, err
}

func TestNames(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, want string }{
		{"扫描件", "扫描件.pdf"},
		{"1.会议纪要", "1.会议纪要.pdf"},
		{"截至2024.5", "截至2024.5.pdf"},
		{`C:\材料\报告.pdf`, "报告.pdf"},
		{"../../etc/报告.pdf", "报告.pdf"},
		{"报\u202E告\x00\n.pdf", "报告.pdf"},
		{"a<b>:c?.pdf", "a_b__c_.pdf"},
		{"报\u3000告.pdf", "报 告.pdf"},
		{" . ", "未命名.pdf"},
		{"", "未命名.pdf"},
		{strings.Repeat("长", 100) + ".pdf", strings.Repeat("长", 65) + ".pdf"},
	} {
		up, err := receive(t, c.name, contentOf(t, "pdf"))
		if err != nil {
			t.Errorf("%q: %v", c.name, err)
			continue
		}
		if up.Name != c.want {
			t.Errorf("%q becomes %q, want %q", c.name, up.Name, c.want)
		}
	}
}

func TestCleanNameIsStable(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.String().Draw(t, "name")
		clean := blob.CleanName(name)
		if len(clean) == 0 || len(clean) > 200 || strings.ContainsAny(clean, "/\\\x00\n") || blob.CleanName(clean) != clean {
			t.Fatalf("%q becomes %q, then %q", name, clean, blob.CleanName(clean))
		}
	})
}

func TestMacros(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, content string }{
		{"台账.xlsx", "zip:xl/workbook.xml,xl/vbaProject.bin"}, {"台账.xls", "ole:Workbook,_VBA_PROJECT_CUR"},
	} {
		up, err := receive(t, c.name, contentOf(t, c.content))
		if err != nil {
			t.Fatal(err)
		}
		if len(up.Notes) != 1 || !strings.Contains(up.Notes[0].ZH, "宏") || !strings.Contains(up.Notes[0].EN, "macros") {
			t.Errorf("%s has the notes %v", c.content, up.Notes)
		}
	}
}

// TestReceive follows one file from its sender into a store.
func TestReceive(t *testing.T) {
	t.Parallel()
	b, dir := contentOf(t, "txt"), t.TempDir()
	up, err := blob.Spool{Dir: dir, Limit: 1 << 20}.Receive(t.Context(), "记录.txt", int64(len(b)), bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	defer up.Close()
	if left, _ := os.ReadDir(dir); len(left) > 0 && runtime.GOOS != "windows" {
		t.Errorf("a crash now would leave %v", left)
	}
	if up.SHA256 != blobtest.HashOf(b) || up.SM3 != blob.Hash(sm3.Sum(b)) || up.Size != int64(len(b)) {
		t.Errorf("the receipt is %+v", up.Receipt)
	}
	var m blob.Memory
	m.FailPut(blob.After, errors.New("cut"))
	if _, err := up.Keep(t.Context(), &m); err == nil {
		t.Error("a failing store is not noticed")
	}
	if there, err := up.Keep(t.Context(), &m); err != nil || !there {
		t.Errorf("keeping again: %v, %v", there, err)
	}
	if got := blobtest.Get(t, &m, up.SHA256); !bytes.Equal(got, b) {
		t.Errorf("%q was kept", got)
	}
	part := make([]byte, 3)
	if _, err := up.ReadAt(part, 0); err != nil || string(part) != "一" {
		t.Errorf("the first character is %q, %v", part, err)
	}
}

// TestRefusals holds that what cannot be received says why, and leaves nothing.
func TestRefusals(t *testing.T) {
	t.Parallel()
	cancelledCtx, cancel := context.WithCancel(t.Context())
	cancel()
	text := strings.Repeat("整改", 1000)
	for _, c := range []struct {
		name  string
		ctx   context.Context
		limit int64
		size  int64
		r     io.Reader
		want  blob.Cause
		words string
	}{
		{"empty", nil, 100, 0, strings.NewReader(""), blob.Empty, "空的"},
		{"empty, size not said", nil, 100, -1, strings.NewReader(""), blob.Empty, "空的"},
		{"too large, as said", nil, 100, 101, iotest.ErrReader(errors.New("was read")), blob.TooLarge, "最多100 bytes"},
		{"too large, not said", nil, 4 << 10, -1, strings.NewReader(text), blob.TooLarge, "最多4KiB"},
		{"too large, said otherwise", nil, 2 << 10, 10, strings.NewReader(text), blob.TooLarge, "最多2KiB"},
		{"cut off", nil, 1 << 20, 6001, strings.NewReader(text), blob.Interrupted, "没有传完"},
		{"more than said", nil, 1 << 20, 5999, strings.NewReader(text), blob.Interrupted, "没有传完"},
		{"connection lost", nil, 1 << 20, -1, io.MultiReader(strings.NewReader(text), iotest.ErrReader(io.ErrUnexpectedEOF)), blob.Interrupted, "没有传完"},
		{"given up", cancelledCtx, 1 << 20, -1, strings.NewReader(text), blob.Cancelled, "取消"},
	} {
		dir, ctx := t.TempDir(), c.ctx
		if ctx == nil {
			ctx = t.Context()
		}
		_, err := blob.Spool{Dir: dir, Limit: c.limit}.Receive(ctx, "a.txt", c.size, c.r)
		if !errors.Is(err, c.want) || !strings.Contains(fault.Say(err, "zh"), c.words) {
			t.Errorf("%s: %v (%s)", c.name, err, fault.Say(err, "zh"))
		}
		if f, ok := errors.AsType[*fault.Error](err); ok && (f.Field == "file") != (f.Kind == fault.Invalid) {
			t.Errorf("%s: the field is %q", c.name, f.Field)
		}
		if left, _ := os.ReadDir(dir); len(left) > 0 {
			t.Errorf("%s leaves %v", c.name, left)
		}
	}
	if _, err := (blob.Spool{Dir: "/dev/null/nowhere", Limit: 1}).Receive(t.Context(), "a", 1, strings.NewReader("a")); fault.KindOf(err) != fault.Internal {
		t.Errorf("no room for temporary files: %v", err)
	}
}

// TestSpoolFull holds that a full disk is not blamed on the sender.
func TestSpoolFull(t *testing.T) {
	t.Parallel()
	err := blob.FillFull(t.Context(), 100, syscall.ENOSPC, strings.NewReader(strings.Repeat("a", 1000)))
	if !errors.Is(err, blob.Full) {
		t.Errorf("a full disk is %v", err)
	}
}

func FuzzReceive(f *testing.F) {
	for name := range samples {
		f.Add("a."+name, []byte(samples[name]))
	}
	f.Add("a.docx", zipOf(f, "word/document.xml"))
	f.Add("a.doc", compoundOf("WordDocument"))
	f.Add("a.zip", lockedZip(f))
	spool := blob.Spool{Dir: f.TempDir(), Limit: 1 << 20}
	f.Fuzz(func(t *testing.T, name string, b []byte) {
		up, err := spool.Receive(t.Context(), name, -1, bytes.NewReader(b))
		if err != nil {
			if fault.KindOf(err) != fault.Invalid {
				t.Errorf("%q: %v", name, err)
			}
			return
		}
		defer up.Close()
		if up.SHA256 != blobtest.HashOf(b) || up.Type == "" || blob.CleanName(up.Name) != up.Name {
			t.Errorf("%q gives %+v", name, up.Receipt)
		}
	})
}

// BenchmarkReceive spools and keeps files; MB/s are of their bytes.
func BenchmarkReceive(b *testing.B) {
	for _, mib := range []int{1, 64} {
		content := append(contentOf(b, "pdf"), blobtest.Bytes(1, mib<<20)...)
		spool := blob.Spool{Dir: b.TempDir(), Limit: 1 << 30}
		b.Run(fmt.Sprintf("hash/%dMiB", mib), func(b *testing.B) {
			b.SetBytes(int64(len(content)))
			for b.Loop() {
				up, err := spool.Receive(b.Context(), "a.pdf", -1, bytes.NewReader(content))
				if err != nil {
					b.Fatal(err)
				}
				up.Close()
			}
		})
		b.Run(fmt.Sprintf("hash+put/%dMiB", mib), func(b *testing.B) {
			b.SetBytes(int64(len(content)))
			f := openFolder(b, b.TempDir())
			for n := 0; b.Loop(); n++ {
				copy(content[100:], fmt.Sprint(n)) // another object each time
				up, err := spool.Receive(b.Context(), "a.pdf", -1, bytes.NewReader(content))
				if err != nil {
					b.Fatal(err)
				}
				if _, err := up.Keep(b.Context(), f); err != nil {
					b.Fatal(err)
				}
				up.Close()
			}
		})
	}
}
