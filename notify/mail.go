package notify

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"errors"
	"fmt"
	"net"
	"net/mail"
	"net/textproto"
	"strings"
	"time"

	gomail "github.com/wneessen/go-mail"

	"zhenggai/fault"
)

// A TLSMode says how a connection to a mail server is protected.
type TLSMode uint8

// The modes.
const (
	StartTLS    TLSMode = iota // plain at first, then TLS or nothing is sent; port 587
	ImplicitTLS                // TLS from the first byte; port 465
	NoTLS                      // none; no password can be used. For a relay in the same machine room
)

// A MailSetting says how mail is sent.
type MailSetting struct {
	Host     string
	Port     int
	TLS      TLSMode
	Roots    *x509.CertPool // who may have signed the server's certificate; nil means the system's list
	User     string         // "" means no login
	Password string
	From     Address       // Mail is needed
	Timeout  time.Duration // of each step: to connect, to log in, to deliver
}

// Mail is a Channel over SMTP. A message goes to all its addressees or to none: a
// server that refuses one of them refuses the message.
type Mail struct {
	set     MailSetting
	options []gomail.Option
	domain  string   // of the sender, for Message-ID
	hidden  []string // what must be in no error
}

// NewMail returns a Mail for the setting, or a fault that says what is wrong
// with it. It does not connect.
func NewMail(set MailSetting) (*Mail, error) {
	wrong := func(field, zh, en string) (*Mail, error) {
		f := fault.New(fault.Invalid, zh, en, nil)
		f.Field = field
		return nil, fmt.Errorf("notify: setting up mail: %w", f)
	}
	switch {
	case set.Host == "" || set.Port < 1 || set.Port > 65535:
		return wrong("host", "请填写邮件服务器的地址和端口。", "Give the host and port of the mail server.")
	case !isMail(set.From.Mail):
		return wrong("from", "发件人的邮箱地址无效，请改正。", "The sender's mail address is not valid: correct it.")
	case set.TLS == NoTLS && set.User != "":
		return wrong("tls", "不加密的连接不能发送密码，请启用TLS，或不填用户名。", "No password is sent over a plain connection: use TLS, or give no user.")
	case set.Timeout <= 0:
		return wrong("timeout", "请填写发送邮件的超时时间。", "Give a timeout for sending mail.")
	}
	m := &Mail{set: set, domain: set.From.Mail[strings.LastIndexByte(set.From.Mail, '@')+1:]}
	if set.Password != "" { // also as it is said to a server, which may repeat it
		m.hidden = []string{
			base64.StdEncoding.EncodeToString([]byte("\x00" + set.User + "\x00" + set.Password)),
			base64.StdEncoding.EncodeToString([]byte(set.Password)),
			set.Password,
		}
	}
	m.options = []gomail.Option{
		gomail.WithPort(set.Port),
		gomail.WithTimeout(set.Timeout),
		gomail.WithHELO(m.domain), // the machine's own name is nobody's business
		gomail.WithTLSConfig(&tls.Config{ServerName: set.Host, RootCAs: set.Roots, MinVersion: tls.VersionTLS12}),
	}
	switch set.TLS {
	case ImplicitTLS:
		m.options = append(m.options, gomail.WithSSL())
	case NoTLS:
		m.options = append(m.options, gomail.WithTLSPolicy(gomail.NoTLS))
	default:
		m.options = append(m.options, gomail.WithTLSPolicy(gomail.TLSMandatory))
	}
	if set.User != "" {
		m.options = append(m.options, gomail.WithSMTPAuth(gomail.SMTPAuthAutoDiscover),
			gomail.WithUsername(set.User), gomail.WithPassword(set.Password))
	}
	return m, nil
}

// isMail reports whether s is a mail address and nothing more.
func isMail(s string) bool {
	a, err := mail.ParseAddress(s)
	return err == nil && a.Name == "" && a.Address == s
}

// Send implements Channel. When ctx ends, a connection that is being made is given
// up; a message that is on its way is finished within the timeout.
func (m *Mail) Send(ctx context.Context, msg Message) error {
	if err := m.send(ctx, msg); err != nil {
		return fmt.Errorf("notify: mailing %s: %w", cut(oneLine(msg.ID), 64), err)
	}
	return nil
}

func (m *Mail) send(ctx context.Context, msg Message) error {
	if err := msg.check(); err != nil {
		return err
	}
	letter, err := m.letter(msg)
	if err != nil {
		return err
	}
	client, err := gomail.NewClient(m.set.Host, m.options...)
	if err != nil {
		return failure(GiveUp, "邮件设置有误，请联系系统管理员核对。", "The mail settings are wrong: ask the administrator to check them.", err, m.hidden...)
	}
	err = client.DialAndSendWithContext(ctx, letter)
	if err == nil || letter.IsDelivered() { // a server that hangs up afterwards has it all the same
		return nil
	}
	return m.refused(err)
}

// letter returns msg as a mail.
func (m *Mail) letter(msg Message) (*gomail.Msg, error) {
	l := gomail.NewMsg(gomail.WithEncoding(gomail.EncodingB64), gomail.WithNoDefaultUserAgent())
	if err := l.From(header(m.set.From)); err != nil {
		return nil, failure(GiveUp, "发件人的邮箱地址无效，请改正。", "The sender's mail address is not valid: correct it.", err)
	}
	for _, to := range msg.To {
		if !isMail(to.Mail) {
			return nil, badAddress(to)
		}
		if err := l.AddTo(header(to)); err != nil {
			return nil, badAddress(to)
		}
	}
	l.Subject(oneLine(msg.Subject))
	l.SetMessageIDWithValue(msg.ID + "@" + m.domain)
	l.SetDateWithValue(msg.At)
	l.SetGenHeader("Auto-Submitted", "auto-generated")
	l.SetBodyString(gomail.TypeTextPlain, strings.ReplaceAll(msg.text(), "\n", "\r\n")+"\r\n")
	return l, nil
}

// header returns a as it stands in a header, its name encoded.
func header(a Address) string {
	return (&mail.Address{Name: oneLine(a.Name), Address: a.Mail}).String()
}

func badAddress(a Address) error {
	name := oneLine(a.Name)
	return failure(GiveUp,
		fmt.Sprintf("收件人%s的邮箱地址无效，请在人员资料中改正。", name),
		fmt.Sprintf("The mail address of %s is not valid: correct it in the person's record.", name), nil)
}

// refused returns the fault for an error of the server or of the way to it.
func (m *Mail) refused(err error) error {
	say := func(o Outcome, zh, en string) error { return failure(o, zh, en, err, m.hidden...) }
	code := 0
	if reply, ok := errors.AsType[*textproto.Error](err); ok {
		code = reply.Code
	}
	sending, ok := errors.AsType[*gomail.SendError](err)
	if ok {
		code = sending.ErrorCode()
	}
	_, untrusted := errors.AsType[*tls.CertificateVerificationError](err)
	_, network := errors.AsType[net.Error](err)
	switch {
	case untrusted:
		return say(GiveUp, "邮件服务器的证书不受信任，请联系系统管理员核对服务器地址和证书。", "The mail server's certificate is not trusted: ask the administrator to check host and certificate.")
	case code == 530 || code == 534 || code == 535 || code == 538:
		return say(GiveUp, "邮件服务器不接受登录，请联系系统管理员核对用户名和密码（或授权码）。", "The mail server refuses the login: ask the administrator to check user and password.")
	case code >= 500 && sending != nil && sending.Reason == gomail.ErrSMTPRcptTo:
		return say(GiveUp, "邮件服务器不接受收件人，请核对收件人的邮箱地址。", "The mail server refuses the addressee: check the mail address.")
	case code >= 500:
		return say(GiveUp, "邮件服务器拒收这封邮件，请联系系统管理员查看日志。", "The mail server refuses this mail: ask the administrator to look at the log.")
	case code >= 400:
		return say(Later, "邮件服务器暂时不收，稍后会自动重发。", "The mail server does not take mail now; it is sent again later.")
	case code == 0 && sending == nil && !network && unable(err):
		return say(GiveUp, "邮件服务器不支持所设的加密或登录方式，请联系系统管理员修改设置。", "The mail server does not support the encryption or login that is set: ask the administrator to change it.")
	}
	return say(Later, "邮件服务器连接不上或中途断开，稍后会自动重发。", "The mail server cannot be reached or hung up; the mail is sent again later.")
}

// unable reports whether the server lacks what the setting asks for. Some of
// these errors have nothing but their words.
func unable(err error) bool {
	return errors.Is(err, gomail.ErrNoSupportedAuthDiscovered) || strings.Contains(err.Error(), "does not support")
}
