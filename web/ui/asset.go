package ui

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strings"
	"sync"
)

//go:embed asset
var files embed.FS

// AssetPath is where [Assets] stands.
const AssetPath = "/asset/"

// An asset is a file as it is sent.
type asset struct {
	plain, packed []byte
	media         string
	hash          string
}

// assets are read once: their names carry their hash, so a browser keeps them for ever.
var assets = sync.OnceValue(func() map[string]*asset {
	all := map[string]*asset{}
	err := fs.WalkDir(files, "asset", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := files.ReadFile(name)
		if err != nil {
			return err
		}
		sum := sha256.Sum256(b)
		a := &asset{plain: b, hash: hex.EncodeToString(sum[:6]), media: mime.TypeByExtension(path.Ext(name))}
		if a.media == "" {
			a.media = "text/plain; charset=utf-8"
		}
		var packed bytes.Buffer
		w, _ := gzip.NewWriterLevel(&packed, gzip.BestCompression)
		w.Write(b)
		w.Close()
		if packed.Len() < len(b)*9/10 {
			a.packed = packed.Bytes()
		}
		all[strings.TrimPrefix(name, "asset/")] = a
		return nil
	})
	if err != nil {
		panic(err) // the files are in the program
	}
	return all
})

// Asset returns the address of an embedded file. It panics if there is no such file,
// which the first page that is drawn in a test shows.
func Asset(name string) string {
	a := assets()[name]
	if a == nil {
		panic("ui: no asset " + name)
	}
	return AssetPath + a.hash + "/" + name
}

// Assets serves the embedded files under [AssetPath].
func Assets() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		hash, name, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, AssetPath), "/")
		a := assets()[name]
		if a == nil || a.hash != hash {
			http.NotFound(w, r)
			return
		}
		h := w.Header()
		h.Set("Content-Type", a.media)
		h.Set("Cache-Control", "public, max-age=31536000, immutable")
		h.Set("Vary", "Accept-Encoding")
		body := a.plain
		if a.packed != nil && strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
			h.Set("Content-Encoding", "gzip")
			body = a.packed
		}
		w.Write(body)
	})
}
