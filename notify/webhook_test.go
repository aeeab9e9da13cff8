package notify_test

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"zhenggai/fault"
	"zhenggai/notify"
)

var now = time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)

// A posted is what a robot's server got.
type posted struct {
	request *http.Request
	raw     string
	json    map[string]any
}

// robot starts a server that answers as told, and returns a setting that reaches
// it and where to look at what it got.
func robot(t testing.TB, service notify.Service, status int, answer string) (notify.WebhookSetting, *posted) {
	t.Helper()
	got := &posted{}
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		b, err := io.ReadAll(r.Body)
		if err == nil {
			err = json.Unmarshal(b, &got.json)
		}
		if err != nil {
			t.Error(err)
		}
		got.request, got.raw = r, string(b)
		w.Header().Set("Location", "/elsewhere")
		w.WriteHeader(status)
		_, _ = io.WriteString(w, answer)
	}))
	t.Cleanup(srv.Close)
	return notify.WebhookSetting{
		Service: service, URL: srv.URL + "/robot/send?access_token=0123-key-4567", Timeout: 30 * time.Second,
		Now: func() time.Time { return now }, Transport: srv.Client().Transport,
	}, got
}

func newWebhook(t testing.TB, set notify.WebhookSetting) *notify.Webhook {
	t.Helper()
	w, err := notify.NewWebhook(set)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func sign(key, text string) []byte {
	h := hmac.New(sha256.New, []byte(key))
	_, _ = io.WriteString(h, text)
	return h.Sum(nil)
}

func TestWebhookBodies(t *testing.T) {
	t.Parallel()
	m := message()
	text := m.Subject + "\n\n" + strings.TrimSpace(m.Body) + "\n\n" + m.Link
	for _, c := range []struct {
		service notify.Service
		answer  string
		want    map[string]any
	}{
		{notify.WeCom, `{"errcode":0,"errmsg":"ok"}`, map[string]any{"msgtype": "text",
			"text": map[string]any{"content": text, "mentioned_list": []any{"lisi"}}}},
		{notify.DingTalk, `{"errcode":0,"errmsg":"ok"}`, map[string]any{"msgtype": "text",
			"text": map[string]any{"content": text}, "at": map[string]any{"atUserIds": []any{"lisi"}, "isAtAll": false}}},
		{notify.Feishu, `{"code":0,"msg":"success","data":{}}`, map[string]any{"msg_type": "text",
			"content": map[string]any{"text": text + `<at user_id="lisi"></at>`}}},
		{notify.Plain, ``, map[string]any{"id": m.ID, "at": "2026-03-01T08:30:00Z", "subject": m.Subject, "body": m.Body, "link": m.Link,
			"to": []any{map[string]any{"name": "李四", "mail": "lisi@unit.example.org", "user": "lisi"}}}},
	} {
		set, got := robot(t, c.service, 200, c.answer)
		w := newWebhook(t, set)
		if err := w.Send(t.Context(), m); err != nil {
			t.Errorf("%s: %v", c.service, err)
			continue
		}
		if d := cmp.Diff(c.want, got.json); d != "" {
			t.Errorf("%s: %s", c.service, d)
		}
		r := got.request
		if r.Method != http.MethodPost || r.URL.Query().Get("access_token") != "0123-key-4567" ||
			!strings.HasPrefix(r.Header.Get("Content-Type"), "application/json") || r.Header.Get("Idempotency-Key") != m.ID {
			t.Errorf("%s: %s %s %v", c.service, r.Method, r.URL, r.Header)
		}
		first := got.raw
		if err := w.Send(t.Context(), m); err != nil || got.raw != first {
			t.Errorf("%s: a resend differs: %v", c.service, err)
		}
	}
}

func TestWebhookSignatures(t *testing.T) {
	t.Parallel()
	const secret = "very-secret"
	for service, check := range map[notify.Service]func(*posted) bool{
		notify.DingTalk: func(p *posted) bool {
			q := p.request.URL.Query()
			return q.Get("timestamp") == "1772355600000" && q.Get("access_token") == "0123-key-4567" &&
				q.Get("sign") == base64.StdEncoding.EncodeToString(sign(secret, "1772355600000\n"+secret))
		},
		notify.Feishu: func(p *posted) bool {
			return p.json["timestamp"] == "1772355600" &&
				p.json["sign"] == base64.StdEncoding.EncodeToString(sign("1772355600\n"+secret, ""))
		},
		notify.Plain: func(p *posted) bool {
			return p.request.Header.Get("X-Zhenggai-Timestamp") == "1772355600" &&
				p.request.Header.Get("X-Zhenggai-Signature") == "sha256="+hex.EncodeToString(sign(secret, "1772355600."+p.raw))
		},
	} {
		set, got := robot(t, service, 200, `{"errcode":0,"code":0}`)
		set.Secret = secret
		if err := newWebhook(t, set).Send(t.Context(), message()); err != nil {
			t.Error(err)
		} else if !check(got) {
			t.Errorf("%s is signed wrongly: %s %v %s", service, got.request.URL, got.request.Header, got.raw)
		}
		if strings.Contains(got.raw, secret) || strings.Contains(got.request.URL.String(), secret) {
			t.Errorf("%s sends the secret itself", service)
		}
	}
}

func TestWebhookRefused(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		service notify.Service
		status  int
		answer  string
		want    notify.Outcome
		words   string
	}{
		{notify.WeCom, 200, `{"errcode":93000,"errmsg":"invalid webhook url, key 0123-key-4567"}`, notify.GiveUp, "企业微信：不接受消息"},
		{notify.WeCom, 200, `{"errcode":45009,"errmsg":"api freq out of limit"}`, notify.Later, "稍后会自动重发"},
		{notify.DingTalk, 200, `{"errcode":310000,"errmsg":"sign not match"}`, notify.GiveUp, "钉钉：不接受消息"},
		{notify.DingTalk, 200, `{"errcode":410100,"errmsg":"too fast"}`, notify.Later, "钉钉"},
		{notify.Feishu, 200, `{"code":19021,"msg":"sign match fail"}`, notify.GiveUp, "飞书：不接受消息"},
		{notify.Feishu, 200, `{"code":11232,"msg":"rate limit"}`, notify.Later, "飞书"},
		{notify.Feishu, 200, `<html>login</html>`, notify.Later, "答复无法识别"},
		{notify.WeCom, 200, `{}`, notify.Later, "答复无法识别"},
		{notify.Plain, 500, `very-secret`, notify.Later, "消息接口：暂时不收"},
		{notify.Plain, 429, ``, notify.Later, "暂时不收"},
		{notify.Plain, 403, `bad signature with very-secret`, notify.GiveUp, "核对地址和密钥"},
		{notify.Plain, 302, ``, notify.GiveUp, "核对地址和密钥"},
	} {
		set, got := robot(t, c.service, c.status, c.answer)
		set.Secret = "very-secret"
		expect(t, newWebhook(t, set).Send(t.Context(), message()), c.want, c.words)
		if got.request.URL.Path != "/robot/send" {
			t.Errorf("%s followed to %s", c.service, got.request.URL)
		}
	}
}

func TestWebhookUnreachable(t *testing.T) {
	t.Parallel()
	l, _ := listen(t) // takes connections and says nothing
	set := notify.WebhookSetting{Service: notify.WeCom, URL: "http://" + l.Addr().String() + "/send?key=0123-key-4567",
		Timeout: 50 * time.Millisecond, Now: func() time.Time { return now }}
	expect(t, newWebhook(t, set).Send(t.Context(), message()), notify.Later, "企业微信：连接不上")
	l.Close()
	expect(t, newWebhook(t, set).Send(t.Context(), message()), notify.Later, "企业微信：连接不上")
	msg := message()
	msg.ID = ""
	expect(t, newWebhook(t, set).Send(t.Context(), msg), notify.GiveUp, "编号")
}

// TestWebhookText holds that a text is cut where the service would refuse it, keeps
// its link, and calls nobody.
func TestWebhookText(t *testing.T) {
	t.Parallel()
	set, got := robot(t, notify.WeCom, 200, `{"errcode":0}`)
	m := message()
	m.Body = `<at user_id="all"></at><@all>` + strings.Repeat("整改", 2000)
	if err := newWebhook(t, set).Send(t.Context(), m); err != nil {
		t.Fatal(err)
	}
	text, _ := got.json["text"].(map[string]any)["content"].(string)
	if len(text) > 2048 || len(text) < 2040 || !utf8.ValidString(text) || !strings.HasSuffix(text, "……\n\n"+m.Link) || strings.Contains(text, "<") {
		t.Errorf("%d bytes: %s", len(text), text)
	}
}

func TestWebhookSetting(t *testing.T) {
	t.Parallel()
	good := notify.WebhookSetting{Service: notify.Plain, URL: "https://example.org/hook", Timeout: time.Second, Now: time.Now}
	newWebhook(t, good)
	for _, c := range []struct {
		field string
		spoil func(*notify.WebhookSetting)
	}{
		{"service", func(s *notify.WebhookSetting) { s.Service = "fax" }},
		{"url", func(s *notify.WebhookSetting) { s.URL = "file:///etc/passwd" }},
		{"url", func(s *notify.WebhookSetting) { s.URL = "example.org/hook" }},
		{"timeout", func(s *notify.WebhookSetting) { s.Timeout = 0 }},
		{"timeout", func(s *notify.WebhookSetting) { s.Now = nil }},
	} {
		set := good
		c.spoil(&set)
		_, err := notify.NewWebhook(set)
		if f, ok := errors.AsType[*fault.Error](err); !ok || f.Field != c.field {
			t.Errorf("%s: %v", c.field, err)
		}
	}
}
