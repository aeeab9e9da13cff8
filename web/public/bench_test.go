package public

import (
	"net/http"
	"net/http/httptest"
	"testing"
)

// BenchmarkPublicPage asks for a report of 22 points: as it is kept, when the reader has
// it already, and when it has to be drawn.
func BenchmarkPublicPage(b *testing.B) {
	s := newSite(b)
	r, _, item := s.leaf()
	ask := func(b *testing.B, path string, header ...string) *httptest.ResponseRecorder {
		q := httptest.NewRequest(http.MethodGet, path, nil)
		q.Header.Set("Accept-Encoding", "gzip")
		for i := 0; i < len(header); i += 2 {
			q.Header.Set(header[i], header[i+1])
		}
		w := httptest.NewRecorder()
		s.server.ServeHTTP(w, q)
		if w.Code != http.StatusOK && w.Code != http.StatusNotModified {
			b.Fatal(w.Code)
		}
		return w
	}
	at := "/" + reportAt(r.ID)
	tag := ask(&testing.B{}, at).Header().Get("ETag")
	b.Run("cached", func(b *testing.B) {
		for b.Loop() {
			ask(b, at)
		}
	})
	b.Run("known", func(b *testing.B) {
		for b.Loop() {
			ask(b, at, "If-None-Match", tag)
		}
	})
	b.Run("drawn", func(b *testing.B) {
		for b.Loop() {
			s.server.mu.Lock()
			clear(s.server.pages)
			s.server.mu.Unlock()
			ask(b, at)
		}
	})
	b.Run("item", func(b *testing.B) {
		for b.Loop() {
			ask(b, item)
		}
	})
}
