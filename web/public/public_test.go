package public

import (
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"strings"
	"testing"

	"zhenggai/form"
)

// TestPages: each page shows what it is for, in both languages, without anything inline.
func TestPages(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	r, it, item := s.leaf()
	at := "/" + reportAt(r.ID)
	for path, want := range map[string]string{
		"/": r.Bulletin.Title, "/search/": "检索", "/search/?q=供水": "<mark>供水</mark>", "/receipt/": "回执号", "/verify/": "sha256sum",
		at: it.Title, at + "v/1/": "已被更正", at + "changes/": "联系电话变更", item: "提交意见", at + "?status=%E5%B7%B2%E5%AE%8C%E6%88%90": "找到",
		at + "?q=没有这样的字": "没有符合条件", "/no/such": "没有这个页面", at + "v/9/": "没有这个页面", "/r/x/": "没有这个页面",
	} {
		status, page, h := s.get(path)
		if !strings.Contains(page, want) || (status == http.StatusOK) == strings.Contains(page, "没有这个页面") {
			t.Errorf("%s: %d, without %s", path, status, want)
		}
		for _, bad := range []string{" style=", "<script", "onclick", "javascript:", "http://", "Set-Cookie"} {
			if strings.Contains(page, bad) {
				t.Errorf("%s has %s", path, bad)
			}
		}
		if len(h.Values("Set-Cookie")) > 0 || !strings.HasPrefix(h.Get("Content-Security-Policy"), "default-src 'none'; style-src 'self'") {
			t.Errorf("%s: %v", path, h)
		}
		if _, en, _ := s.get("/en" + path); !strings.Contains(en, `lang="en"`) || strings.Contains(en, "整改公开") {
			t.Errorf("/en%s is not in English", path)
		}
	}
	_, page, _ := s.get(at)
	leaves(r.Bulletin.Items, func(it *form.Item) {
		if !strings.Contains(page, `id="`+anchor(it.Finding)+`"`) || !strings.Contains(page, it.Title) {
			t.Errorf("the report has no %s", it.Title)
		}
	})
}

// TestApproved: what can be downloaded has the digest that is shown, to the byte.
func TestApproved(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	for _, r := range s.state().Reports {
		_, body, _ := s.get("/" + fileAt(r.ID, r.Edition))
		sum := sha256.Sum256([]byte(body))
		if hex.EncodeToString(sum[:]) != r.Digest.String() {
			t.Errorf("edition %d is not what was approved", r.Edition)
		}
		if _, page, _ := s.get("/" + editionAt(r.ID, r.Edition)); !strings.Contains(page, r.Digest.String()[:8]) {
			t.Errorf("edition %d does not show its digest", r.Edition)
		}
		if r.Checkpoint == "" {
			t.Errorf("edition %d has no checkpoint", r.Edition)
		} else if _, note, _ := s.get("/" + noteAt(r.ID, r.Edition)); note != r.Checkpoint {
			t.Errorf("edition %d shows another checkpoint", r.Edition)
		}
	}
}
