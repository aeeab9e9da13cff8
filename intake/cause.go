package intake

import (
	"fmt"

	"zhenggai/fault"
)

// A Cause says why a file could not be read. It is in the chain of every error
// of this package, so errors.Is(err, intake.Bomb) works.
type Cause string

// The causes.
const (
	Missing     Cause = "missing"
	Unreadable  Cause = "unreadable"
	Directory   Cause = "directory"
	Empty       Cause = "empty"
	TooLarge    Cause = "too large"
	Binary      Cause = "binary"      // no form that we know
	Picture     Cause = "picture"     // a picture file
	Archive     Cause = "archive"     // a zip, rar or 7z with files in it
	OldWord     Cause = "old word"    // .doc, .wps, .rtf, .odt, Word XML
	OldExcel    Cause = "old excel"   // .xls, .et, .xlsb, .ods
	OldOffice   Cause = "old office"  // another OLE compound file
	Slides      Cause = "slides"      // .pptx
	OFD         Cause = "ofd"         // the national page format, GB/T 33190
	WebArchive  Cause = "web archive" // .mht
	Encrypted   Cause = "encrypted"   // an Office file with a password
	Locked      Cause = "locked"      // a PDF with a password
	Cut         Cause = "cut"         // a zip that breaks off
	Damaged     Cause = "damaged"     // parts missing or unreadable
	DamagedPDF  Cause = "damaged pdf" // not readable as a PDF
	Bomb        Cause = "bomb"        // unpacks to far more than it should
	Deep        Cause = "deep"        // nested too deep, or too many elements
	Scan        Cause = "scan"        // a PDF of pictures
	NoText      Cause = "no text"     // a document without any words
	TooManyPage Cause = "pages"       // more pages than the limit
	TooSlow     Cause = "slow"        // the PDF engine was stopped
	Engine      Cause = "engine"      // the PDF engine does not start
	Cancelled   Cause = "cancelled"   // the caller gave up
	Broken      Cause = "broken"      // a parser failed in a way that is our fault
)

// Error returns the cause's name.
func (c Cause) Error() string { return string(c) }

var sentences = map[Cause]struct {
	kind   fault.Kind
	zh, en string
}{
	Missing:     {fault.NotFound, "文件不存在，请检查路径和文件名。", "The file does not exist: check the path and the name."},
	Unreadable:  {fault.Forbidden, "文件打不开，请检查读取权限以及它是否被别的程序占用。", "The file cannot be opened: check its permissions and whether another program holds it."},
	Directory:   {fault.Invalid, "这是一个文件夹，请指定其中的文件。", "This is a folder: name a file in it."},
	Empty:       {fault.Invalid, "文件是空的，请重新导出或重新下载。", "The file is empty: export or download it again."},
	TooLarge:    {fault.Invalid, "文件太大（纯文本和网页最多64 MiB，其他最多256 MiB），请拆分后再读。", "The file is too large (64 MiB for text and web pages, 256 MiB otherwise): split it first."},
	Binary:      {fault.Invalid, "认不出这种文件，请提供txt、docx、html、pdf、xlsx或csv格式。", "This kind of file is not known: give a txt, docx, html, pdf, xlsx or csv."},
	Picture:     {fault.Invalid, "这是一张图片，没有可读的文字，请提供原始文档或先做文字识别。", "This is a picture without readable text: give the original document or run OCR first."},
	Archive:     {fault.Invalid, "这是一个压缩包，请解压后逐个读取其中的文件。", "This is an archive: unpack it and read the files in it."},
	OldWord:     {fault.Invalid, "这是旧版或其他格式的文字文档（doc、wps、rtf、odt等），请用Word或WPS另存为.docx后再读。", "This is a document in an old or other format (doc, wps, rtf, odt…): save it as .docx first."},
	OldExcel:    {fault.Invalid, "这是旧版或其他格式的表格（xls、et、xlsb、ods等），请用Excel或WPS另存为.xlsx后再读。", "This is a workbook in an old or other format (xls, et, xlsb, ods…): save it as .xlsx first."},
	OldOffice:   {fault.Invalid, "这是旧版Office文件，请另存为.docx或.xlsx后再读。", "This is an old Office file: save it as .docx or .xlsx first."},
	Slides:      {fault.Invalid, "这是演示文稿，请把文字内容另存为.docx后再读。", "This is a presentation: save its text as .docx first."},
	OFD:         {fault.Invalid, "这是OFD版式文件，请用阅读器转换为PDF或.docx后再读。", "This is an OFD file: convert it to PDF or .docx first."},
	WebArchive:  {fault.Invalid, "这是网页归档文件（mht），请另存为.html或.docx后再读。", "This is a web archive (mht): save it as .html or .docx first."},
	Encrypted:   {fault.Invalid, "文件设有打开密码，请在Word、Excel或WPS中去掉密码后再读。", "The file has a password: remove it in Word, Excel or WPS first."},
	Locked:      {fault.Invalid, "PDF设有打开密码，请去掉密码后再读。", "The PDF has a password: remove it first."},
	Cut:         {fault.Invalid, "文件不完整，可能没有传完，请重新下载或重新拷贝。", "The file is cut off: download or copy it again."},
	Damaged:     {fault.Invalid, "文件已损坏，请用Word、Excel或WPS打开并重新保存后再读。", "The file is damaged: open it in Word, Excel or WPS and save it again."},
	DamagedPDF:  {fault.Invalid, "PDF已损坏或不完整，请重新下载或重新导出。", "The PDF is damaged or cut off: download or export it again."},
	Bomb:        {fault.Invalid, "文件解压后大得异常，可能是恶意文件，已停止读取；请确认来源。", "The file unpacks to an abnormal size and may be malicious, so reading was stopped: check where it came from."},
	Deep:        {fault.Invalid, "文件的内部结构嵌套过深或元素过多，请另存为一份新文件后再读。", "The file is nested too deep or has too many elements: save it as a new file first."},
	Scan:        {fault.Invalid, "这个PDF是扫描件，页面上只有图片没有文字，请提供电子版或先做文字识别。", "This PDF is a scan, pictures without text: give the electronic original or run OCR first."},
	NoText:      {fault.Invalid, "文件里没有文字，可能只有图片，请提供文字版。", "The file has no text, perhaps only pictures: give a version with text."},
	TooManyPage: {fault.Invalid, "PDF超过2000页，请拆分后再读。", "The PDF has more than 2,000 pages: split it first."},
	TooSlow:     {fault.Invalid, "PDF过于复杂，在限定时间内没有读完，请重新导出或拆分后再读。", "The PDF is too complex and was not read within the time limit: export it again or split it."},
	Engine:      {fault.Internal, "PDF组件启动失败，请查看日志；可先把文件另存为.docx再读。", "The PDF engine did not start; see the log, or save the file as .docx."},
	Cancelled:   {fault.Internal, "读取被取消，请重试。", "Reading was cancelled: try again."},
	Broken:      {fault.Internal, "读取这个文件时程序内部出错，请把文件另存为一份新文件再试，并报告此问题。", "The program failed on this file: save it as a new file and try again, and report this."},
}

// fail returns the fault for c; err, what was found, may be nil.
func fail(c Cause, err error) error {
	s := sentences[c]
	if err != nil {
		err = fmt.Errorf("%w: %w", c, err)
	} else {
		err = c
	}
	return fault.New(s.kind, s.zh, s.en, err)
}
