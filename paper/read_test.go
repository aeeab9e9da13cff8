package paper_test

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/xml"
	"io"
	"strings"

	"zhenggai/intake"
	"zhenggai/paper"
	"zhenggai/source"
)

// A fataler is a test of either kind, testing's or rapid's.
type fataler interface {
	Helper()
	Fatalf(format string, args ...any)
}

func docx(t fataler, d paper.Document, p paper.Profile) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := paper.Docx(&b, d, p); err != nil {
		t.Fatalf("docx: %v", err)
	}
	return b.Bytes()
}

func page(t fataler, d paper.Document) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := paper.Page(&b, d, "paper.css"); err != nil {
		t.Fatalf("html: %v", err)
	}
	return b.Bytes()
}

// parts unpacks a zip.
func parts(t fataler, b []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatalf("zip: %v", err)
	}
	out := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatalf("%s: %v", f.Name, err)
		}
		body, err := io.ReadAll(r)
		if err != nil {
			t.Fatalf("%s: %v", f.Name, err)
		}
		out[f.Name] = string(body)
	}
	return out
}

// wellFormed reads a part as strictly as the library can.
func wellFormed(t fataler, name, s string) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(s))
	d.Strict = true
	for {
		if _, err := d.Token(); err == io.EOF {
			return
		} else if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
	}
}

// read reads a file as the product reads any.
func read(t fataler, name string, b []byte) *source.Text {
	t.Helper()
	f, err := intake.Read(context.Background(), name, b)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return f.Text
}
