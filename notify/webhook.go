package notify

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"zhenggai/fault"
)

// A Service is what a Webhook speaks to.
type Service string

// The services.
const (
	WeCom    Service = "wecom"    // 企业微信, robot of a group
	DingTalk Service = "dingtalk" // 钉钉, robot of a group, with or without signing (加签)
	Feishu   Service = "feishu"   // 飞书, robot of a group, with or without signature (签名校验)
	Plain    Service = "plain"    // anything that takes JSON
)

// A WebhookSetting says where a Webhook posts to.
type WebhookSetting struct {
	Service   Service
	URL       string            // as the service gives it; a secret, for whoever knows it may post
	Secret    string            // for signing; WeCom has none, the others may go without
	Timeout   time.Duration     // of the whole request
	Now       func() time.Time  // for signatures, which hold about an hour
	Transport http.RoundTripper // nil means http.DefaultTransport
}

// A Webhook is a Channel that posts each message to one address.
//
// To a Plain service the message goes as JSON with the fields id, at, subject, body,
// link and to. Its headers carry the ID (Idempotency-Key), the time in seconds
// (X-Zhenggai-Timestamp) and, with a secret, X-Zhenggai-Signature: "sha256=" and in
// hexadecimal the HMAC-SHA256 of the time, a dot and the body. Any answer 2xx is
// success.
type Webhook struct {
	set    WebhookSetting
	does   service
	client *http.Client
	hidden []string // what must be in no error
}

// A service says how one Service is spoken to.
type service struct {
	zh, en string // its name
	limit  int    // bytes of text it takes
	// body returns what is posted, as JSON; text is the message for a chat.
	body func(set WebhookSetting, m Message, text string, now time.Time) any
	// sign signs the request that has the body b; nil where body does, or nothing.
	sign func(set WebhookSetting, r *http.Request, b []byte, now time.Time)
	// never holds the codes of an answer that a person must see to. Any other is
	// tried again: sending once too often is better than losing a message.
	never []int
}

// services is the table of what is spoken.
var services = map[Service]service{
	WeCom: {zh: "企业微信", en: "WeCom", limit: 2048, body: wecomBody,
		never: []int{93000, 40008, 40058, 44004, 45002}},
	DingTalk: {zh: "钉钉", en: "DingTalk", limit: 16 << 10, body: dingBody, sign: dingSign,
		never: []int{310000, 300001, 300005, 400013, 400101, 400102, 400105, 400106, 430101, 430102, 430103, 430104}},
	Feishu: {zh: "飞书", en: "Feishu", limit: 16 << 10, body: feishuBody,
		never: []int{9499, 19001, 19002, 19021, 19022, 19024}},
	Plain: {zh: "消息接口", en: "webhook", limit: 1 << 20, body: plainBody, sign: plainSign},
}

// NewWebhook returns a Webhook for the setting, or a fault that says what is wrong
// with it. It does not connect.
func NewWebhook(set WebhookSetting) (*Webhook, error) {
	wrong := func(field, zh, en string) (*Webhook, error) {
		f := fault.New(fault.Invalid, zh, en, nil)
		f.Field = field
		return nil, fmt.Errorf("notify: setting up webhook: %w", f)
	}
	does, ok := services[set.Service]
	if !ok {
		return wrong("service", "不认识这种消息服务，请选择企业微信、钉钉、飞书或通用接口。", "This service is not known: choose wecom, dingtalk, feishu or plain.")
	}
	u, err := url.Parse(set.URL)
	switch {
	case err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || u.Fragment != "":
		return wrong("url", "消息接口地址无效，请完整粘贴以https://开头的地址。", "The webhook address is not valid: paste all of it, from https:// on.")
	case set.Timeout <= 0 || set.Now == nil:
		return wrong("timeout", "请填写发送消息的超时时间。", "Give a timeout for sending messages.")
	}
	w := &Webhook{set: set, does: does, hidden: append([]string{set.URL, set.Secret}, keysOf(u)...)}
	w.client = &http.Client{
		Transport: set.Transport,
		Timeout:   set.Timeout,
		// The address is a secret, and is not carried on to where an answer points.
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	return w, nil
}

// keysOf returns the parts of an address that may be keys, the longest first.
func keysOf(u *url.URL) []string {
	keys := []string{u.RequestURI(), u.RawQuery, u.Path, path.Base(u.Path)}
	for _, values := range u.Query() {
		keys = append(keys, values...)
	}
	if u.User != nil {
		password, _ := u.User.Password()
		keys = append(keys, u.User.String(), password)
	}
	// A short part is no key, and its letters are everywhere.
	return slices.DeleteFunc(keys, func(k string) bool { return len(k) < 6 })
}

// Send implements Channel.
func (w *Webhook) Send(ctx context.Context, m Message) error {
	if err := w.send(ctx, m); err != nil {
		return fmt.Errorf("notify: posting %s to %s: %w", cut(oneLine(m.ID), 64), w.set.Service, err)
	}
	return nil
}

func (w *Webhook) send(ctx context.Context, m Message) error {
	if err := m.check(); err != nil {
		return err
	}
	m.Subject = oneLine(m.Subject)
	now := w.set.Now()
	body, err := json.Marshal(w.does.body(w.set, m, chatText(m, w.does.limit), now))
	if err != nil {
		return fmt.Errorf("encoding: %w", err)
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, w.set.URL, bytes.NewReader(body))
	if err != nil {
		return w.failure(GiveUp, "地址无效，请联系系统管理员核对", "its address is not valid: ask the administrator to check it", err)
	}
	req.Header.Set("Content-Type", "application/json; charset=utf-8")
	req.Header.Set("User-Agent", "zhenggai")
	req.Header.Set("Idempotency-Key", m.ID)
	if w.does.sign != nil {
		w.does.sign(w.set, req, body, now)
	}
	res, err := w.client.Do(req)
	if err != nil {
		if e, ok := errors.AsType[*url.Error](err); ok {
			err = e.Err // the URL stays out, however it is spelt
		}
		return w.failure(Later, "连接不上，稍后会自动重发", "it cannot be reached; the message is sent again later", err)
	}
	defer res.Body.Close()
	answer, err := io.ReadAll(io.LimitReader(res.Body, 64<<10))
	if err != nil {
		return w.failure(Later, "没有答复完整，稍后会自动重发", "its answer broke off; the message is sent again later", err)
	}
	return w.judge(res.StatusCode, answer)
}

// failure returns a fault that begins with the name of the service.
func (w *Webhook) failure(o Outcome, zh, en string, cause error) error {
	return failure(o, w.does.zh+"："+zh+"。", w.does.en+": "+en+".", cause, w.hidden...)
}

// judge decides by the answer whether a message was taken.
func (w *Webhook) judge(status int, answer []byte) error {
	said := fmt.Errorf("status %d: %s", status, answer)
	switch {
	case status == http.StatusTooManyRequests, status == http.StatusRequestTimeout, status >= 500:
		return w.failure(Later, "暂时不收消息，稍后会自动重发", "it takes no messages now; this one is sent again later", said)
	case status < 200 || status >= 300:
		return w.failure(GiveUp, "不接受消息，请联系系统管理员核对地址和密钥", "it refuses the message: ask the administrator to check address and secret", said)
	case w.set.Service == Plain:
		return nil
	}
	// WeCom and DingTalk answer errcode, Feishu code, each 0 when all is well.
	var got struct{ ErrCode, Code *int }
	err := json.Unmarshal(answer, &got)
	code := got.ErrCode
	if code == nil {
		code = got.Code
	}
	switch {
	case err != nil || code == nil:
		return w.failure(Later, "答复无法识别，请联系系统管理员核对地址", "its answer is not understood: ask the administrator to check the address", said)
	case *code == 0:
		return nil
	case slices.Contains(w.does.never, *code):
		return w.failure(GiveUp, "不接受消息，请联系系统管理员核对机器人的地址、密钥和安全设置", "it refuses the message: ask the administrator to check the robot's address, secret and safety settings", said)
	}
	return w.failure(Later, "暂时不收消息，稍后会自动重发", "it takes no messages now; this one is sent again later", said)
}

// chatText returns a message as one text of at most limit bytes. The link is not
// cut off. "<", with which the services call people, loses its meaning.
func chatText(m Message, limit int) string {
	const more = "\n……"
	head, link := m.Subject+"\n\n"+strings.TrimSpace(lines(m.Body)), ""
	head = strings.ReplaceAll(strings.TrimSpace(head), "<", "＜")
	if m.Link != "" {
		link = "\n\n" + m.Link
	}
	if len(head)+len(link) > limit {
		head = cut(head, max(0, limit-len(link)-len(more))) + more
	}
	return head + link
}

// users returns the ids of the addressees at the service.
func users(m Message) []string {
	ids := []string{}
	for _, a := range m.To {
		if a.User != "" {
			ids = append(ids, a.User)
		}
	}
	return ids
}

type object = map[string]any

func wecomBody(_ WebhookSetting, m Message, text string, _ time.Time) any {
	return object{"msgtype": "text", "text": object{"content": text, "mentioned_list": users(m)}}
}

func dingBody(_ WebhookSetting, m Message, text string, _ time.Time) any {
	return object{"msgtype": "text", "text": object{"content": text}, "at": object{"atUserIds": users(m), "isAtAll": false}}
}

// dingSign adds the time in milliseconds and its signature to the address.
func dingSign(set WebhookSetting, r *http.Request, _ []byte, now time.Time) {
	if set.Secret == "" {
		return
	}
	stamp := strconv.FormatInt(now.UnixMilli(), 10)
	q := r.URL.Query()
	q.Set("timestamp", stamp)
	q.Set("sign", base64.StdEncoding.EncodeToString(mac(set.Secret, stamp+"\n"+set.Secret)))
	r.URL.RawQuery = q.Encode()
}

// feishuBody signs nothing under a key made of time and secret, as Feishu wants it.
func feishuBody(set WebhookSetting, m Message, text string, now time.Time) any {
	for _, id := range users(m) {
		text += fmt.Sprintf(`<at user_id="%s"></at>`, url.PathEscape(id))
	}
	b := object{"msg_type": "text", "content": object{"text": text}}
	if set.Secret != "" {
		stamp := strconv.FormatInt(now.Unix(), 10)
		b["timestamp"] = stamp
		b["sign"] = base64.StdEncoding.EncodeToString(mac(stamp+"\n"+set.Secret, ""))
	}
	return b
}

func plainBody(_ WebhookSetting, m Message, _ string, _ time.Time) any {
	type person struct {
		Name string `json:"name,omitempty"`
		Mail string `json:"mail,omitempty"`
		User string `json:"user,omitempty"`
	}
	to := make([]person, len(m.To))
	for i, a := range m.To {
		to[i] = person(a)
	}
	return struct {
		ID      string    `json:"id"`
		At      time.Time `json:"at"`
		Subject string    `json:"subject"`
		Body    string    `json:"body"`
		Link    string    `json:"link,omitempty"`
		To      []person  `json:"to"`
	}{m.ID, m.At.UTC(), m.Subject, lines(m.Body), m.Link, to}
}

func plainSign(set WebhookSetting, r *http.Request, b []byte, now time.Time) {
	stamp := strconv.FormatInt(now.Unix(), 10)
	r.Header.Set("X-Zhenggai-Timestamp", stamp)
	if set.Secret != "" {
		r.Header.Set("X-Zhenggai-Signature", "sha256="+hex.EncodeToString(mac(set.Secret, stamp+"."+string(b))))
	}
}

func mac(key, text string) []byte {
	h := hmac.New(sha256.New, []byte(key))
	h.Write([]byte(text))
	return h.Sum(nil)
}
