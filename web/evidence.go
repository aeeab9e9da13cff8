package web

import (
	"cmp"
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"zhenggai/app"
	"zhenggai/fault"
	"zhenggai/intake"
	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/web/ui"
	"zhenggai/zh"
)

// errTooLarge is the refusal of an upload over the limit of a request.
var errTooLarge = fault.New(fault.Invalid, "文件合计超过 "+strconv.Itoa(mostUpload>>20)+" MB，没有收下；请分几次提交，或压缩、拆分后再提交。",
	"The files are larger than "+strconv.Itoa(mostUpload>>20)+" MB together and were not taken: send them one by one, or make them smaller.", nil)

// attach takes files as evidence. Each is taken by itself: what can be taken is, and of
// the others it is said why not.
func (v *visit) attach() error {
	fv, err := v.leafView()
	if err != nil {
		return err
	}
	if err := fv.Case.Can(ledger.Attach, v.who); err != nil {
		return err // before anything is read
	}
	f, err := v.form()
	if tooLarge(err) {
		fv.form = ui.Form{Errors: map[string]string{"file": fault.Say(errTooLarge, v.lang())}}
		return v.refused(fv.page(), findingPage(fv))
	}
	if err != nil {
		return err
	}
	defer v.forget()
	fv.form = f
	taken, err := v.takeFiles(fv, &f)
	if err != nil {
		return err
	}
	if len(f.Errors) > 0 {
		if fv, err = v.findingView(); err != nil { // some may have been taken
			return err
		}
		fv.form = f
		return v.refused(fv.page(), findingPage(fv))
	}
	zhWords, enWords := "已收下 "+strconv.Itoa(len(taken))+" 份佐证材料。", strconv.Itoa(len(taken))+" files were taken as evidence."
	for _, at := range taken {
		if len(at.Before) > 0 {
			zhWords += "“" + at.Name + "”以前提交过相同的文件。"
			enWords += " The same file as " + at.Name + " was offered before."
		}
	}
	return v.done(fv.path("#evidence"), zhWords, enWords)
}

// tooLarge reports whether an error is that of a body over its limit.
func tooLarge(err error) bool {
	_, large := errors.AsType[*http.MaxBytesError](err)
	return large || errors.Is(err, multipart.ErrMessageTooLarge)
}

// forget deletes what the form left on the disk.
func (v *visit) forget() {
	if v.MultipartForm != nil {
		v.MultipartForm.RemoveAll()
	}
}

// takeFiles takes the files of a form; refusals go into it.
func (v *visit) takeFiles(fv *findingView, f *ui.Form) (taken []*app.Attached, err error) {
	o := app.Offering{Book: fv.Finding.Book, Finding: fv.Finding.ID, Title: strings.TrimSpace(f.Value("proof_title", ""))}
	if o.Dated, err = dayIn(f, "proof_dated"); err == nil {
		o.Measure, err = idIn(f, "proof_measure")
	}
	if err == nil && !o.Measure.IsZero() && fv.measureNamed(o.Measure) == "" {
		err = errForm
	}
	var files []*multipart.FileHeader
	if v.MultipartForm != nil {
		files = slices.Concat(v.MultipartForm.File["file"], v.MultipartForm.File["photo"])
	}
	files = slices.DeleteFunc(files, func(h *multipart.FileHeader) bool { return h.Filename == "" && h.Size == 0 })
	if err == nil && len(files) == 0 {
		said := *fault.New(fault.Invalid, "请选择要提交的文件。", "Choose the files to add.", nil)
		said.Field = "file"
		err = &said
	}
	if err != nil {
		f.Refuse(v.ctx, err)
		return nil, nil
	}
	for _, h := range files {
		at, err := v.takeFile(o, h)
		if err != nil && !refusal(err) {
			return taken, err
		}
		if err != nil {
			f.Errors = mapOr(f.Errors)
			f.Errors["file"] = strings.TrimSpace(f.Errors["file"] + " " + h.Filename + "：" + fault.Say(err, v.lang()))
			continue
		}
		taken = append(taken, at)
	}
	return taken, nil
}

func mapOr(m map[string]string) map[string]string {
	if m == nil {
		return map[string]string{}
	}
	return m
}

func (v *visit) takeFile(o app.Offering, h *multipart.FileHeader) (*app.Attached, error) {
	body, err := h.Open()
	if err != nil {
		return nil, errors.Join(errForm, err)
	}
	defer body.Close()
	o.Name, o.Size, o.Body = h.Filename, h.Size, body
	return v.s.App.Attach(v.ctx, v.who, o)
}

// dayIn reads a day of a form; an empty one is none.
func dayIn(f *ui.Form, name string) (zh.Date, error) {
	s := strings.TrimSpace(f.Value(name, ""))
	if s == "" {
		return zh.Date{}, nil
	}
	d, err := zh.ParseDay(s)
	if err != nil {
		said := fault.New(fault.Invalid, "日期“"+s+"”读不出来，请写成 2026-03-01 的样子。", "The day "+s+" cannot be read: write it like 2026-03-01.", err)
		said.Field = name
		return d, said
	}
	return d, nil
}

// idIn reads an id of a form; an empty one is none. What is no id was not sent by a
// page of ours.
func idIn(f *ui.Form, name string) (id org.ID, err error) {
	if s := f.Value(name, ""); s != "" {
		if id, err = org.ParseID(s); err != nil {
			return id, errors.Join(errForm, err)
		}
	}
	return id, nil
}

// shownTypes are the types that a browser may show in a page. What can carry script is not
// among them: it is for saving, whatever its name says.
var shownTypes = []string{"image/png", "image/jpeg", "image/gif", "image/webp", "application/pdf", "text/plain"}

// pictureTypes are those that stand in the page itself.
var pictureTypes = shownTypes[:4]

// textTypes are the types whose words can be shown.
var textTypes = []string{"text/plain", "text/csv", "text/html", "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
	"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}

// previewOf is how evidence is shown: picture, frame, text, or not at all.
func previewOf(e *ledger.Evidence) string {
	kind, _, _ := strings.Cut(e.Type, ";")
	switch {
	case slices.Contains(pictureTypes, kind):
		return "picture"
	case kind == "application/pdf":
		return "frame"
	case slices.Contains(textTypes, kind):
		return "text"
	}
	return ""
}

// openEvidence opens the evidence that the address names.
func (v *visit) openEvidence() (*ledger.Evidence, io.ReadCloser, error) {
	book, err := v.id("book")
	if err != nil {
		return nil, nil, err
	}
	finding, err := v.id("finding")
	if err != nil {
		return nil, nil, err
	}
	id, err := v.id("evidence")
	if err != nil {
		return nil, nil, err
	}
	return v.s.App.Open(v.ctx, v.who, book, finding, id)
}

// evidence sends the bytes of evidence. They were made by strangers: nothing in them
// may run in the name of this site.
func (v *visit) evidence() error {
	e, body, err := v.openEvidence()
	if err != nil {
		return err
	}
	defer body.Close()
	kind, _, _ := strings.Cut(e.Type, ";")
	inline := slices.Contains(shownTypes, kind)
	h := v.w.Header()
	h.Set("Content-Type", "application/octet-stream")
	if inline {
		h.Set("Content-Type", kind)
	}
	if kind == "text/plain" {
		h.Set("Content-Type", "text/plain; charset=utf-8")
	}
	h.Set("Content-Disposition", disposition(inline, e.Name))
	h.Set("Content-Security-Policy", evidencePolicy(kind))
	h.Set("Cache-Control", "private, max-age=3600, immutable") // the bytes of an id never change
	v.answered = true
	if seek, ok := body.(io.ReadSeeker); ok {
		http.ServeContent(v.w, v.Request, "", time.Time{}, seek)
		return nil
	}
	h.Set("Content-Length", strconv.FormatInt(e.Size, 10))
	_, err = io.Copy(v.w, body)
	return err
}

// evidencePolicy is what evidence may load: nothing. The reader of PDF that is part of
// a browser does not work in a sandbox; it runs no script of the document.
func evidencePolicy(kind string) string {
	const none = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'"
	if kind == "application/pdf" {
		return none
	}
	return "sandbox; " + none
}

// disposition says whether a file is shown or saved, and under what name (RFC 6266,
// RFC 5987).
func disposition(inline bool, name string) string {
	how := "attachment"
	if inline {
		how = "inline"
	}
	plain := strings.Map(func(r rune) rune {
		if r < ' ' || r > '~' || r == '"' || r == '\\' || r == '/' {
			return '_'
		}
		return r
	}, name)
	return how + `; filename="` + plain + `"; filename*=UTF-8''` + strings.ReplaceAll(url.QueryEscape(name), "+", "%20")
}

// mostText is how much of a text is shown, and mostRead of what size a file is read
// for it.
const (
	mostText = 200_000
	mostRead = 20 << 20
)

// evidenceText sends the words of a document as plain text.
func (v *visit) evidenceText() error {
	e, body, err := v.openEvidence()
	if err != nil {
		return err
	}
	defer body.Close()
	if previewOf(e) != "text" || e.Size > mostRead {
		return errNoText
	}
	b, err := io.ReadAll(body)
	if err != nil {
		return err
	}
	file, err := intake.Read(v.ctx, e.Name, b)
	if err != nil {
		return err
	}
	text := file.Text.String()
	if len(text) > mostText {
		text = zh.Clip(text, mostText/3) + v.word("\n\n（后面还有，请下载后查看全文。）", "\n\n(There is more: download it to read the whole.)")
	}
	h := v.w.Header()
	h.Set("Content-Type", "text/plain; charset=utf-8")
	h.Set("Content-Security-Policy", evidencePolicy("text/plain"))
	v.answered = true
	_, err = io.WriteString(v.w, cmp.Or(text, v.word("（没有文字）", "(no words)")))
	return err
}

var errNoText = fault.New(fault.Invalid, "这种文件不能在页面上预览，请下载后查看。", "This kind of file cannot be shown here: download it to look at it.", nil)

// evidencePath is the address of the bytes of evidence.
func evidencePath(e *ledger.Evidence) string {
	return "/b/" + e.Book.String() + "/f/" + e.Finding.String() + "/e/" + e.ID.String()
}

// byDay returns records in the order of the days on them, not of their arrival.
func byDay(all []*ledger.Record) []*ledger.Record {
	return slices.SortedStableFunc(slices.Values(all), func(a, b *ledger.Record) int { return strings.Compare(a.Dated.String(), b.Dated.String()) })
}
