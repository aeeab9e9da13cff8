package notify_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"errors"
	"io"
	"math/big"
	"mime"
	"net"
	"net/mail"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"
	"pgregory.net/rapid"

	"zhenggai/fault"
	"zhenggai/notify"
)

// A mailbox is an SMTP server on loopback that keeps what it takes.
type mailbox struct {
	mu      sync.Mutex
	letters []string
	rcpt    error // what it says to RCPT
	data    error // what it says to the end of DATA
}

func (b *mailbox) NewSession(*smtp.Conn) (smtp.Session, error) { return &session{b}, nil }

func (b *mailbox) last(t testing.TB) string {
	t.Helper()
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.letters) == 0 {
		t.Fatal("nothing has arrived")
	}
	return b.letters[len(b.letters)-1]
}

type session struct{ box *mailbox }

func (*session) AuthMechanisms() []string { return []string{sasl.Plain} }

func (*session) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, user, password string) error {
		if user != "clerk" || password != "right-password" {
			// Some servers repeat what they were told.
			return &smtp.SMTPError{Code: 535, EnhancedCode: smtp.EnhancedCode{5, 7, 8}, Message: "no such login: " + password}
		}
		return nil
	}), nil
}

func (*session) Mail(string, *smtp.MailOptions) error { return nil }

func (s *session) Rcpt(string, *smtp.RcptOptions) error { return s.box.rcpt }

func (s *session) Data(r io.Reader) error {
	b, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	if s.box.data != nil {
		return s.box.data
	}
	s.box.mu.Lock()
	defer s.box.mu.Unlock()
	s.box.letters = append(s.box.letters, string(b))
	return nil
}

func (*session) Reset()        {}
func (*session) Logout() error { return nil }

// certificate makes a key pair for 127.0.0.1 that the returned pool trusts.
func certificate(t testing.TB) (tls.Certificate, *x509.CertPool) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	tmpl := &x509.Certificate{
		SerialNumber: big.NewInt(1), NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign,
	}
	der, err := x509.CreateCertificate(rand.Reader, tmpl, tmpl, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	cert, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	pool := x509.NewCertPool()
	pool.AddCert(cert)
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, pool
}

// listen returns a listener on loopback and its port.
func listen(t testing.TB) (net.Listener, int) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	return l, l.Addr().(*net.TCPAddr).Port
}

// serve starts box and returns a setting that reaches it. offered is what the server
// does, which the setting may be changed to disagree with.
func serve(t testing.TB, box *mailbox, offered notify.TLSMode) notify.MailSetting {
	t.Helper()
	cert, roots := certificate(t)
	l, port := listen(t)
	srv := smtp.NewServer(box)
	srv.Domain = "mail.example.org"
	srv.ErrorLog = quiet{}
	if offered != notify.NoTLS {
		srv.TLSConfig = &tls.Config{Certificates: []tls.Certificate{cert}}
	}
	if offered == notify.ImplicitTLS {
		l = tls.NewListener(l, srv.TLSConfig)
	}
	done := make(chan struct{})
	go func() { defer close(done); _ = srv.Serve(l) }()
	t.Cleanup(func() { l.Close(); srv.Close(); <-done }) // l first: Serve may not have begun
	return notify.MailSetting{
		Host: "127.0.0.1", Port: port, TLS: offered, Roots: roots, Timeout: 30 * time.Second,
		From: notify.Address{Name: "整改台账", Mail: "ledger@office.example.org"},
	}
}

type quiet struct{}

func (quiet) Printf(string, ...any) {}
func (quiet) Println(...any)        {}

func newMail(t testing.TB, set notify.MailSetting) *notify.Mail {
	t.Helper()
	m, err := notify.NewMail(set)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// message is what the tests send.
func message() notify.Message {
	return notify.Message{
		ID:      "0197c2a4-7b1e-7cc0-8000-0000000000aa",
		To:      []notify.Address{{Name: "李四", Mail: "lisi@unit.example.org", User: "lisi"}},
		Subject: "【红牌提醒】云溪县财政局3-2号问题已逾期3天，请说明未按期完成的原因和下一步安排",
		Body:    "李四：\n\n.下列问题请您关注。\n1. 台账不全\n",
		Link:    "https://zhenggai.example.org/f/3-2",
		At:      time.Date(2026, 3, 1, 8, 30, 0, 0, time.UTC),
	}
}

// body decodes the text of a letter.
func body(t testing.TB, l *mail.Message) string {
	t.Helper()
	if enc := l.Header.Get("Content-Transfer-Encoding"); enc != "base64" {
		t.Fatalf("the body is encoded as %q", enc)
	}
	b, err := io.ReadAll(base64.NewDecoder(base64.StdEncoding, l.Body))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestMailArrives(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		mode  notify.TLSMode
		login bool
	}{
		"plain": {notify.NoTLS, false}, "starttls": {notify.StartTLS, false}, "starttls, login": {notify.StartTLS, true},
		"tls": {notify.ImplicitTLS, false}, "tls, login": {notify.ImplicitTLS, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var box mailbox
			set := serve(t, &box, c.mode)
			if c.login {
				set.User, set.Password = "clerk", "right-password"
			}
			m, msg := newMail(t, set), message()
			if err := m.Send(t.Context(), msg); err != nil {
				t.Fatal(err)
			}
			first := box.last(t)
			l, err := mail.ReadMessage(strings.NewReader(first))
			if err != nil {
				t.Fatal(err)
			}
			subject, err := new(mime.WordDecoder).DecodeHeader(l.Header.Get("Subject"))
			if err != nil || subject != msg.Subject {
				t.Errorf("the subject is %q, %v", subject, err)
			}
			from, _ := l.Header.AddressList("From")
			to, _ := l.Header.AddressList("To")
			if len(from) != 1 || *from[0] != (mail.Address{Name: "整改台账", Address: "ledger@office.example.org"}) ||
				len(to) != 1 || *to[0] != (mail.Address{Name: "李四", Address: "lisi@unit.example.org"}) {
				t.Errorf("from %v to %v", from, to)
			}
			if at, err := l.Header.Date(); err != nil || !at.Equal(msg.At) {
				t.Errorf("dated %v, %v", at, err)
			}
			if id := l.Header.Get("Message-Id"); id != "<"+msg.ID+"@office.example.org>" {
				t.Errorf("the Message-ID is %s", id)
			}
			if auto := l.Header.Get("Auto-Submitted"); auto != "auto-generated" {
				t.Errorf("Auto-Submitted is %q", auto)
			}
			want := strings.ReplaceAll(msg.Body+"\n"+msg.Link+"\n", "\n", "\r\n")
			if got := body(t, l); got != want {
				t.Errorf("the body is %q, want %q", got, want)
			}
			for i, line := range strings.Split(first, "\r\n") {
				if len(line) > 998 || strings.Contains(line, "\n") {
					t.Errorf("line %d is %q", i, line)
				}
			}
			if err := m.Send(t.Context(), msg); err != nil || box.last(t) != first {
				t.Errorf("a resend differs: %v", err)
			}
		})
	}
}

// expect holds that err has the outcome and the words, and no secret.
func expect(t *testing.T, err error, want notify.Outcome, words string) {
	t.Helper()
	if !errors.Is(err, want) || !strings.Contains(fault.Say(err, "zh"), words) || fault.Say(err, "en") == "" {
		t.Errorf("got %v (%s), want %s with %q", err, fault.Say(err, "zh"), want, words)
	}
	if _, ok := errors.AsType[*fault.Error](err); !ok {
		t.Errorf("%v is no fault", err)
	}
	for _, secret := range []string{"right-password", "wrong-password", "very-secret", "0123-key-4567", base64.StdEncoding.EncodeToString([]byte("wrong-password"))} {
		if err != nil && strings.Contains(err.Error(), secret) {
			t.Errorf("%v tells a secret", err)
		}
	}
}

func TestMailRefused(t *testing.T) {
	t.Parallel()
	reply := func(code int) error { return &smtp.SMTPError{Code: code, Message: "no"} }
	for name, c := range map[string]struct {
		box     *mailbox
		offered notify.TLSMode
		change  func(*notify.MailSetting)
		want    notify.Outcome
		words   string
	}{
		"unknown addressee": {box: &mailbox{rcpt: reply(550)}, offered: notify.NoTLS, want: notify.GiveUp, words: "不接受收件人"},
		"greylisted":        {box: &mailbox{rcpt: reply(451)}, offered: notify.NoTLS, want: notify.Later, words: "暂时不收"},
		"refused content":   {box: &mailbox{data: reply(554)}, offered: notify.NoTLS, want: notify.GiveUp, words: "拒收"},
		"mailbox full":      {box: &mailbox{data: reply(452)}, offered: notify.NoTLS, want: notify.Later, words: "暂时不收"},
		"wrong password": {box: &mailbox{}, offered: notify.StartTLS, want: notify.GiveUp, words: "不接受登录",
			change: func(s *notify.MailSetting) { s.User, s.Password = "clerk", "wrong-password" }},
		"no STARTTLS": {box: &mailbox{}, offered: notify.NoTLS, want: notify.GiveUp, words: "不支持",
			change: func(s *notify.MailSetting) { s.TLS = notify.StartTLS }},
		"untrusted": {box: &mailbox{}, offered: notify.ImplicitTLS, want: notify.GiveUp, words: "证书",
			change: func(s *notify.MailSetting) { s.Roots = x509.NewCertPool() }},
		"untrusted after STARTTLS": {box: &mailbox{}, offered: notify.StartTLS, want: notify.GiveUp, words: "证书",
			change: func(s *notify.MailSetting) { s.Roots = x509.NewCertPool() }},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			set := serve(t, c.box, c.offered)
			if c.change != nil {
				c.change(&set)
			}
			expect(t, newMail(t, set).Send(t.Context(), message()), c.want, c.words)
			if len(c.box.letters) > 0 {
				t.Error("it arrived all the same")
			}
		})
	}
}

// TestMailUnreachable holds that a server that is down, or silent, is tried again.
func TestMailUnreachable(t *testing.T) {
	t.Parallel()
	l, port := listen(t)
	set := notify.MailSetting{Host: "127.0.0.1", Port: port, TLS: notify.NoTLS, From: notify.Address{Mail: "a@example.org"}, Timeout: 50 * time.Millisecond}
	expect(t, newMail(t, set).Send(t.Context(), message()), notify.Later, "连接不上")
	l.Close()
	expect(t, newMail(t, set).Send(t.Context(), message()), notify.Later, "连接不上")
}

// TestMailHangsUp holds that a message which the server has taken counts as sent,
// though it hangs up then, and that one it may not have taken is sent again.
func TestMailHangsUp(t *testing.T) {
	t.Parallel()
	for takes, want := range map[bool]error{true: nil, false: notify.Later} {
		l, port := listen(t)
		go func() {
			c, err := l.Accept()
			if err != nil {
				return
			}
			defer c.Close()
			say := func(s string) { _, _ = io.WriteString(c, s+"\r\n") }
			buf, all := make([]byte, 4096), ""
			say("220 ready")
			for {
				n, err := c.Read(buf)
				if err != nil {
					return
				}
				all += string(buf[:n])
				switch line := string(buf[:n]); {
				case strings.HasSuffix(all, "\r\n.\r\n"):
					if takes {
						say("250 taken")
					}
					return
				case strings.HasPrefix(line, "DATA"):
					say("354 go on")
					all = ""
				case strings.HasPrefix(line, "EHLO"), strings.HasPrefix(line, "MAIL"), strings.HasPrefix(line, "RCPT"), strings.HasPrefix(line, "NOOP"):
					say("250 ok")
				}
			}
		}()
		set := notify.MailSetting{Host: "127.0.0.1", Port: port, TLS: notify.NoTLS, From: notify.Address{Mail: "a@example.org"}, Timeout: 30 * time.Second}
		if err := newMail(t, set).Send(t.Context(), message()); !errors.Is(err, want) {
			t.Errorf("taken %v: %v", takes, err)
		}
	}
}

func TestMailSetting(t *testing.T) {
	t.Parallel()
	good := notify.MailSetting{Host: "mail.example.org", Port: 587, From: notify.Address{Mail: "a@example.org"}, Timeout: time.Second}
	newMail(t, good)
	for field, spoil := range map[string]func(*notify.MailSetting){
		"host": func(s *notify.MailSetting) { s.Port = 0 }, "from": func(s *notify.MailSetting) { s.From.Mail = "a@example.org\r\nBcc: b@example.org" },
		"tls": func(s *notify.MailSetting) { s.TLS, s.User = notify.NoTLS, "clerk" }, "timeout": func(s *notify.MailSetting) { s.Timeout = 0 },
	} {
		set := good
		spoil(&set)
		_, err := notify.NewMail(set)
		if f, ok := errors.AsType[*fault.Error](err); !ok || f.Field != field || f.Kind != fault.Invalid {
			t.Errorf("%s: %v", field, err)
		}
	}
}

// TestBadMessages holds that no channel sends what cannot be sent.
func TestBadMessages(t *testing.T) {
	t.Parallel()
	var box mailbox
	m := newMail(t, serve(t, &box, notify.NoTLS))
	for words, spoil := range map[string]func(*notify.Message){
		"编号":  func(m *notify.Message) { m.ID = "a\r\nBcc: b@example.org" },
		"收件人": func(m *notify.Message) { m.To = nil },
		"标题":  func(m *notify.Message) { m.Subject = "\r\n\u200b" },
		"链接":  func(m *notify.Message) { m.Link = "javascript:alert(1)" },
		"李四":  func(m *notify.Message) { m.To[0].Mail = "a@example.org>, <b@example.org" },
	} {
		msg := message()
		spoil(&msg)
		expect(t, m.Send(t.Context(), msg), notify.GiveUp, words)
	}
	if len(box.letters) > 0 {
		t.Error("something was sent")
	}
}

// TestMailInjection holds that no text adds a header, or an addressee.
func TestMailInjection(t *testing.T) {
	t.Parallel()
	var box mailbox
	m := newMail(t, serve(t, &box, notify.NoTLS))
	hostile := rapid.StringOf(rapid.OneOf(rapid.Rune(), rapid.SampledFrom([]rune("\r\n:,<>\"\\;= 整改\u2028\u202E?"))))
	rapid.Check(t, func(rt *rapid.T) {
		msg := message()
		msg.Subject = "a" + hostile.Draw(rt, "subject") + "\r\nBcc: x@example.org"
		msg.To[0].Name = hostile.Draw(rt, "name") + "\r\nBcc: x@example.org"
		msg.Body = hostile.Draw(rt, "body") + "\r\n.\r\nMAIL FROM:<x@example.org>"
		if err := m.Send(t.Context(), msg); err != nil {
			rt.Fatal(err)
		}
		l, err := mail.ReadMessage(strings.NewReader(box.last(t)))
		if err != nil {
			rt.Fatal(err)
		}
		var keys []string
		for k := range l.Header {
			keys = append(keys, k)
		}
		slices.Sort(keys)
		want := []string{"Auto-Submitted", "Content-Transfer-Encoding", "Content-Type", "Date", "From", "Message-Id", "Mime-Version", "Subject", "To"}
		if !slices.Equal(keys, want) {
			rt.Fatalf("headers are %q", keys)
		}
		to, err := l.Header.AddressList("To")
		if err != nil || len(to) != 1 || to[0].Address != "lisi@unit.example.org" {
			rt.Fatalf("to %v, %v", to, err)
		}
		if text := body(t, l); !strings.HasSuffix(text, "MAIL FROM:<x@example.org>\r\n\r\n"+msg.Link+"\r\n") {
			rt.Fatalf("the body is %q", text)
		}
	})
}
