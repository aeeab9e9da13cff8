package app

import (
	"errors"
	"net"
	"net/url"
	"strconv"
	"time"

	"zhenggai/notify"
)

// A channelFile says how notices go out. It holds passwords, so it lies beside the
// key, readable by its owner alone, and not in the database.
type channelFile struct {
	Link string `json:"link,omitzero"` // address of the site's pages
	Mail *struct {
		Host     string `json:"host"`
		Port     int    `json:"port"`
		TLS      string `json:"tls"` // starttls, implicit or none
		User     string `json:"user,omitzero"`
		Password string `json:"password,omitzero"`
		From     string `json:"from"`
		Name     string `json:"name,omitzero"` // shown as sender
	} `json:"mail,omitzero"`
	Webhook *struct {
		Service string `json:"service"` // wecom, dingtalk, feishu or plain
		URL     string `json:"url"`
		Secret  string `json:"secret,omitzero"`
	} `json:"webhook,omitzero"`
}

// patienceWithServer is how long a channel waits for its server.
const patienceWithServer = 20 * time.Second

// tlsModes are the words of the file for how a connection is protected.
var tlsModes = map[string]notify.TLSMode{"": notify.StartTLS, "starttls": notify.StartTLS, "implicit": notify.ImplicitTLS, "none": notify.NoTLS}

// ReadChannels sets up the channels that the file at path describes. A file that is not
// there describes none.
func (a *App) ReadChannels(path string) error {
	var f channelFile
	if found, err := readSecret(path, &f); err != nil || !found {
		return err
	}
	a.Link, a.Channels, a.outlets = f.Link, map[string]notify.Channel{}, nil
	if m := f.Mail; m != nil {
		mode, ok := tlsModes[m.TLS]
		if !ok {
			return errSecret(path, errors.New("tls is starttls, implicit or none"))
		}
		mail, err := notify.NewMail(notify.MailSetting{Host: m.Host, Port: m.Port, TLS: mode, User: m.User, Password: m.Password,
			From: notify.Address{Name: m.Name, Mail: m.From}, Timeout: patienceWithServer})
		if err != nil {
			return err
		}
		a.Channels[ByMail] = mail
		a.outlets = append(a.outlets, Outlet{ByMail, net.JoinHostPort(m.Host, strconv.Itoa(m.Port)), m.From})
	}
	if w := f.Webhook; w != nil {
		hook, err := notify.NewWebhook(notify.WebhookSetting{Service: notify.Service(w.Service), URL: w.URL, Secret: w.Secret, Timeout: patienceWithServer, Now: a.Now})
		if err != nil {
			return err
		}
		a.Channels[ByWebhook] = hook
		a.outlets = append(a.outlets, Outlet{ByWebhook, hostOf(w.URL), w.Service})
	}
	return nil
}

// An Outlet is a channel as it may be shown: what it is and where it leads, without
// passwords and tokens.
type Outlet struct {
	Channel string // ByMail, ByWebhook
	Host    string
	As      string // the sender, or the service
}

// hostOf returns the host of an address and nothing else of it: the rest of the address
// of a webhook is its secret.
func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.Host
}
