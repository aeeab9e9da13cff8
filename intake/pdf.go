package intake

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"unicode"
	"unicode/utf16"

	"github.com/klippa-app/go-pdfium"
	pdferrors "github.com/klippa-app/go-pdfium/errors"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"
)

// An engine is PDFium compiled to WebAssembly: hostile files stay in its
// sandbox. It is started with the first PDF and reads one at a time, each in an
// instance of its own; it can see no file of ours.
//
// A reading that takes too long is stopped by ending the context that all code
// in the sandbox runs under. (An instance has a Kill for that, but it races with
// the call that it is to end.) That ends the engine too, so the next PDF starts
// it again, from compiled code.
type engine struct {
	turn  chan struct{} // held by who reads; guards the rest
	pool  pdfium.Pool
	stop  context.CancelFunc
	cache wazero.CompilationCache
}

var pdfEngine = engine{turn: make(chan struct{}, 1)}

// cacheDir returns where compiled code is kept; "" if nowhere.
func cacheDir() string {
	if dir, ok := os.LookupEnv("ZHENGGAI_CACHE"); ok {
		return dir
	}
	dir, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	return filepath.Join(dir, "zhenggai")
}

// start starts the engine if it is not running. Compiling takes seconds and is
// kept on disk; without a cache there, or with a broken one, it works all the same.
func (e *engine) start() error {
	if e.pool != nil {
		return nil
	}
	if e.cache == nil {
		if dir := cacheDir(); dir != "" {
			if cache, err := wazero.NewCompilationCacheWithDir(dir); err == nil {
				e.cache = cache
				if e.open() == nil {
					return nil
				}
			}
		}
		e.cache = wazero.NewCompilationCache()
	}
	return e.open()
}

func (e *engine) open() error {
	ctx, stop := context.WithCancel(context.Background())
	config := wazero.NewRuntimeConfig().
		WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling).
		WithMemoryLimitPages(pdfMemPages).
		WithCloseOnContextDone(true).
		WithCompilationCache(e.cache)
	pool, err := webassembly.Init(webassembly.Config{
		Context:  ctx,
		MaxTotal: 1, MaxIdle: 1,
		FSConfig:      wazero.NewFSConfig(),
		RuntimeConfig: config,
		Stdout:        io.Discard, Stderr: io.Discard,
	})
	if err != nil {
		stop()
		return err
	}
	e.pool, e.stop = pool, stop
	return nil
}

// drop ends the engine after it was stopped.
func (e *engine) drop() {
	defer func() { _ = recover() }() // code that was cut off cannot tidy up
	pool := e.pool
	e.pool = nil
	e.stop()
	_ = pool.Close()
}

// A pdfReader reads the glyphs and rules of one document.
type pdfReader struct {
	pdfium.Pdfium
	doc    references.FPDF_DOCUMENT
	points int // of paths that may still be read
}

// readPDF reads the text of a PDF.
func readPDF(ctx context.Context, f *File, b []byte) error {
	if cutPDF(b) {
		return fail(DamagedPDF, errors.New("its end is missing"))
	}
	ctx, cancel := context.WithTimeout(ctx, maxPDFTime)
	defer cancel()
	pages, err := pdfEngine.read(ctx, b)
	if err != nil {
		return err
	}
	text, err := layPages(pages)
	if err != nil {
		return err
	}
	f.Text = text
	return nil
}

// read returns the glyphs of all pages of a PDF when it is its turn.
func (e *engine) read(ctx context.Context, b []byte) ([]pdfPage, error) {
	select {
	case e.turn <- struct{}{}:
		defer func() { <-e.turn }()
	case <-ctx.Done():
		return nil, stopped(ctx, TooSlow, ctx.Err())
	}
	if err := e.start(); err != nil {
		return nil, fail(Engine, err)
	}
	instance, err := e.pool.GetInstanceWithContext(ctx)
	if err != nil {
		e.drop()
		return nil, stopped(ctx, Engine, err)
	}
	undo := context.AfterFunc(ctx, e.stop)
	pages, err := readPages(ctx, instance, b)
	if !undo() { // the engine was stopped, or is just being stopped
		e.drop()
		return nil, stopped(ctx, TooSlow, ctx.Err())
	}
	if instance.Close() != nil {
		e.drop()
	}
	return pages, err
}

// stopped returns the fault for err, which may come from having been stopped.
func stopped(ctx context.Context, c Cause, err error) error {
	switch {
	case errors.Is(ctx.Err(), context.DeadlineExceeded):
		return fail(TooSlow, err)
	case ctx.Err() != nil:
		return fail(Cancelled, ctx.Err())
	}
	return fail(c, err)
}

// readPages returns the glyphs of all pages.
func readPages(ctx context.Context, instance pdfium.Pdfium, b []byte) (pages []pdfPage, err error) {
	defer func() {
		if p := recover(); p != nil { // an instance that is stopped may panic
			err = stopped(ctx, DamagedPDF, errors.New("panic in the PDF engine"))
		}
	}()
	open, err := instance.OpenDocument(&requests.OpenDocument{File: &b})
	switch {
	case errors.Is(err, pdferrors.ErrPassword) || errors.Is(err, pdferrors.ErrSecurity):
		return nil, fail(Locked, err)
	case err != nil:
		return nil, stopped(ctx, DamagedPDF, err)
	}
	r := pdfReader{instance, open.Document, maxRulePoints}
	count, err := r.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: r.doc})
	switch {
	case err != nil:
		return nil, stopped(ctx, DamagedPDF, err)
	case count.PageCount == 0:
		return nil, fail(DamagedPDF, errors.New("no pages"))
	case count.PageCount > maxPages:
		return nil, fail(TooManyPage, nil)
	}
	broken := 0
	for i := range count.PageCount {
		if ctx.Err() != nil {
			return nil, stopped(ctx, TooSlow, ctx.Err())
		}
		p, err := r.page(i)
		if err != nil {
			if ctx.Err() != nil {
				return nil, stopped(ctx, TooSlow, err)
			}
			broken++
		}
		pages = append(pages, p)
	}
	if broken > 0 { // a page that is lost without a word would be worse than none
		return nil, fail(DamagedPDF, errors.New("unreadable pages"))
	}
	return pages, nil
}

// page returns the glyphs of page i in the order in which the page draws them, and
// its rules.
func (r *pdfReader) page(i int) (pdfPage, error) {
	var p pdfPage
	ref := requests.Page{ByIndex: &requests.PageByIndex{Document: r.doc, Index: i}}
	size, err := r.GetPageSize(&requests.GetPageSize{Page: ref})
	if err != nil {
		return p, err
	}
	p.width, p.height = size.Width, size.Height
	load, err := r.FPDFText_LoadPage(&requests.FPDFText_LoadPage{Page: ref})
	if err != nil {
		return p, err
	}
	tp := load.TextPage
	defer r.FPDFText_ClosePage(&requests.FPDFText_ClosePage{TextPage: tp})
	count, err := r.FPDFText_CountChars(&requests.FPDFText_CountChars{TextPage: tp})
	if err != nil {
		return p, err
	}
	p.glyphs = make([]glyph, 0, max(count.Count, 0))
	for k := range count.Count {
		g, ok, err := r.glyph(tp, k)
		if err != nil {
			return p, err
		}
		if ok {
			p.glyphs = append(p.glyphs, g)
		}
	}
	p.rules = r.rules(ref)
	p.turn()
	return p, nil
}

// glyph returns character k of a page; ok is false for one that shows nothing
// or stands askew, as the letters of a watermark do.
func (r *pdfReader) glyph(tp references.FPDF_TEXTPAGE, k int) (g glyph, ok bool, err error) {
	u, err := r.FPDFText_GetUnicode(&requests.FPDFText_GetUnicode{TextPage: tp, Index: k})
	if err != nil {
		return g, false, err
	}
	if hi := rune(u.Unicode); utf16.IsSurrogate(hi) { // the engine counts both halves of a character outside the basic plane
		lo, err := r.FPDFText_GetUnicode(&requests.FPDFText_GetUnicode{TextPage: tp, Index: k + 1})
		if err != nil {
			return g, false, nil
		}
		u.Unicode = uint(utf16.DecodeRune(hi, rune(lo.Unicode)))
		if u.Unicode == unicode.ReplacementChar { // the second half, or half a character
			return g, false, nil
		}
	}
	g.r, g.index = pdfRune(rune(u.Unicode)), int32(k)
	if g.r == 0 {
		return g, false, nil
	}
	box, err := r.FPDFText_GetLooseCharBox(&requests.FPDFText_GetLooseCharBox{TextPage: tp, Index: k})
	if err != nil {
		return g, false, nil // made up by the engine: a space or line end
	}
	g.left, g.right = float64(box.Rect.Left), float64(box.Rect.Right)
	g.low, g.high = float64(box.Rect.Bottom), float64(box.Rect.Top)
	at, err := r.FPDFText_GetCharOrigin(&requests.FPDFText_GetCharOrigin{TextPage: tp, Index: k})
	if err != nil {
		return g, false, nil
	}
	g.x, g.y = at.X, at.Y
	if a, err := r.FPDFText_GetCharAngle(&requests.FPDFText_GetCharAngle{TextPage: tp, Index: k}); err == nil {
		if g.turn, ok = quarter(float64(a.CharAngle)); !ok {
			return g, false, nil
		}
	}
	return g, true, nil
}
