// Package notify sends what people must be told: by mail, into the group of a chat
// service, or as a calendar that they subscribe to.
//
// A Message is plain text with a subject, a link and an ID. A Channel sends one
// Message and knows nothing else: which messages wait, how often they were tried
// and when they are tried again is the outbox, a table of the ledger. Mail speaks
// SMTP; Webhook speaks to WeCom (企业微信), DingTalk (钉钉), Feishu (飞书), or posts
// signed JSON to a service of one's own.
//
// Every error of a Channel is a *fault.Error with a sentence for the administrator,
// and an Outcome in its chain says whether to try again: Later for what passes by
// itself, GiveUp for what does not get better before somebody changes an address
// or a setting. A message may have arrived although its sending failed, so the ID
// goes with it unchanged: a resend has the same Message-ID, or the same field id,
// and can be recognised. Passwords, keys and the addresses of webhooks, which are
// keys themselves, appear in no error.
//
// Text comes from the ledger and from people, so it is cleaned at this border:
// no subject, name or address can add a header, nobody is called by an "@" that
// somebody typed, and what is too long for a service is cut with a notice.
//
// Feed makes an iCalendar file of due days with alarms. It is deterministic: the
// same events at the same time give the same bytes.
//
// Notice is one finding of which somebody must be reminded, by colour (绿黄红三色):
// Compose puts the notices of one person into words, in Chinese or English. It
// names nothing but what it is given; the caller chooses by the person's scope.
package notify
