// Package ui is the look of the pages: the frame around them, the parts that they are
// put together from, figures drawn as SVG, and the files a browser asks for. It knows
// nothing of the ledger: what is shown is an argument.
//
// A page works without script and under a policy that allows no inline script and no
// inline style: what a part needs is a class in zhenggai.css, and what zhenggai.js adds
// hangs on data- attributes. Every word for a person is written where it is shown, in
// both languages, through [Say].
package ui

import (
	"context"
	"strconv"
	"time"

	"zhenggai/fault"
)

type langKey struct{}

// WithLang returns ctx for pages in the language lang, "en" or Chinese.
func WithLang(ctx context.Context, lang string) context.Context {
	return context.WithValue(ctx, langKey{}, lang)
}

// Lang returns the language of the page: "zh" or "en".
func Lang(ctx context.Context) string {
	if l, _ := ctx.Value(langKey{}).(string); l == "en" {
		return "en"
	}
	return "zh"
}

// Say returns the words in the language of the page.
func Say(ctx context.Context, zh, en string) string {
	if Lang(ctx) == "en" {
		return en
	}
	return zh
}

// Msg returns the sentence in the language of the page.
func Msg(ctx context.Context, m fault.Msg) string { return m.In(Lang(ctx)) }

// Count returns n with the thing that is counted: 3 项 in Chinese, 3 findings in
// English, where one of it is one and more are many.
func Count(ctx context.Context, n int, zh, one, many string) string {
	if Lang(ctx) != "en" {
		return strconv.Itoa(n) + " " + zh
	}
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + many
}

// Shanghai is the time of the pages: China has one.
var Shanghai = time.FixedZone("UTC+8", 8*60*60)

// Moment returns t to the minute: 2026-03-01 14:05.
func Moment(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.In(Shanghai).Format("2006-01-02 15:04")
}

// Bytes returns a size as people read it: 1.2 MB.
func Bytes(n int64) string {
	switch {
	case n < 1<<10:
		return strconv.FormatInt(n, 10) + " B"
	case n < 1<<20:
		return strconv.FormatFloat(float64(n)/(1<<10), 'f', 0, 64) + " KB"
	default:
		return strconv.FormatFloat(float64(n)/(1<<20), 'f', 1, 64) + " MB"
	}
}

// Percent returns part of whole as a rate with one decimal: 62.5%; "—" of nothing.
func Percent(part, whole int) string {
	if whole == 0 {
		return "—"
	}
	return strconv.FormatFloat(float64(part)*100/float64(whole), 'f', 1, 64) + "%"
}
