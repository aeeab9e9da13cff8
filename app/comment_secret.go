package app

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"zhenggai/fault"
	"zhenggai/ledger"
	"zhenggai/org"
)

// commentKey is the file with the secret that what readers leave of themselves is
// sealed with, and that riddles and daily salts are made from. It lies beside the key of
// the site; no backup holds it.
const commentKey = "comment.key"

// A readers holds the secret once it was read.
type readers struct {
	mu  sync.Mutex
	key []byte
}

// secret returns the secret of the public site. The first who asks makes it.
func (a *App) secret() ([]byte, error) {
	a.readers.mu.Lock()
	defer a.readers.mu.Unlock()
	if a.readers.key != nil {
		return a.readers.key, nil
	}
	fresh := make([]byte, 32)
	if _, err := io.ReadFull(a.random(), fresh); err != nil {
		return nil, fmt.Errorf("app: making the secret of comments: %w", err)
	}
	if a.Folder == "" {
		a.readers.key = fresh
		return fresh, nil
	}
	path := filepath.Join(a.Folder, commentKey)
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err == nil {
		_, err = f.WriteString(hex.EncodeToString(fresh) + "\n")
		err = errors.Join(err, f.Sync(), f.Close())
	}
	if err != nil && !errors.Is(err, fs.ErrExist) {
		return nil, errKey(path, err)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, errKey(path, err)
	}
	key, err := hex.DecodeString(strings.TrimSpace(string(b)))
	if err != nil || len(key) != 32 {
		return nil, errKey(path, err)
	}
	a.readers.key = key
	return key, nil
}

// mac is a code over parts, each of which begins where the one before it ends.
func mac(key []byte, parts ...string) []byte {
	m := hmac.New(sha256.New, key)
	for _, p := range parts {
		fmt.Fprintf(m, "%d:%s", len(p), p)
	}
	return m.Sum(nil)
}

// dayTrace is what is kept of an address for a day: under a salt of that day, for one
// purpose, so that two traces say nothing about each other and none says who it was.
// Of IPv6, what one subscriber has is one address.
func dayTrace(key []byte, now ledger.Now, from string, purpose ...string) (d ledger.Digest) {
	if ip, err := netip.ParseAddr(from); err == nil && ip.Is6() && !ip.Is4In6() {
		if p, err := ip.Prefix(64); err == nil {
			from = p.String()
		}
	}
	salt := mac(key, "day", now.Day.String())
	copy(d[:], mac(salt, append([]string{from}, purpose...)...))
	return d
}

// A Reader is what somebody left of himself with a comment. It is shown to those who
// work at the inbox of the unit, and nowhere else.
type Reader struct {
	Name    string `json:"name,omitzero"`
	Contact string `json:"contact,omitzero"`
	Text    string `json:"text,omitzero"` // as it was written, where something in it was masked
}

// seal closes r so that only this site opens it, and only for the comment it belongs to.
func (a *App) seal(r Reader, book, comment org.ID) ([]byte, error) {
	box, err := a.box()
	if err != nil {
		return nil, err
	}
	nonce := make([]byte, box.NonceSize())
	if _, err := io.ReadFull(a.random(), nonce); err != nil {
		return nil, fmt.Errorf("app: sealing: %w", err)
	}
	plain, err := json.Marshal(r)
	if err != nil {
		return nil, err
	}
	return box.Seal(nonce, nonce, plain, []byte(book.String()+comment.String())), nil
}

// unseal opens what seal closed.
func (a *App) unseal(sealed []byte, book, comment org.ID) (r Reader, err error) {
	box, err := a.box()
	if err != nil {
		return r, err
	}
	broken := fault.New(fault.NotFound, "联系方式打不开：密钥文件 "+commentKey+" 不是当时的那一个；请用当时保存的密钥恢复。",
		"What the reader left cannot be opened: the key file "+commentKey+" is not the one of that time; please restore it from a copy.", nil)
	n := box.NonceSize()
	if len(sealed) < n {
		return r, broken
	}
	plain, err := box.Open(nil, sealed[:n], sealed[n:], []byte(book.String()+comment.String()))
	if err != nil {
		return r, broken
	}
	return r, json.Unmarshal(plain, &r)
}

func (a *App) box() (cipher.AEAD, error) {
	key, err := a.secret()
	if err != nil {
		return nil, err
	}
	block, err := aes.NewCipher(mac(key, "seal"))
	if err != nil {
		return nil, err
	}
	return cipher.NewGCM(block)
}

// A Riddle is a small sum in words, which a person answers at a glance or by ear and a
// program that fills in every form does not. Its token is bound to what it was asked
// for and to the answer, holds for half an hour, and for one try.
type Riddle struct{ Token, ZH, EN string }

const (
	riddleHolds = 30 * time.Minute
	riddleSoon  = 4 * time.Second // nobody reads an item and writes about it in less
)

var (
	digitsZH = [...]string{"零", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十"}
	digitsEN = [...]string{"zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"}
)

// Riddle asks something of whoever wants to write about the finding on.
func (a *App) Riddle(on org.ID) (Riddle, error) {
	key, err := a.secret()
	if err != nil {
		return Riddle{}, err
	}
	var r [16]byte
	if _, err := io.ReadFull(a.random(), r[:]); err != nil {
		return Riddle{}, fmt.Errorf("app: making a riddle: %w", err)
	}
	x, y := int(r[0])%8+2, int(r[1])%8+2
	var q Riddle
	var answer int
	switch big, small := max(x, y), min(x, y); r[2] % 4 {
	case 0:
		q, answer = Riddle{ZH: digitsZH[x] + "加" + digitsZH[y] + "等于几？", EN: "What is " + digitsEN[x] + " plus " + digitsEN[y] + "?"}, x+y
	case 1:
		q, answer = Riddle{ZH: digitsZH[big] + "减去" + digitsZH[small] + "等于几？", EN: "What is " + digitsEN[big] + " minus " + digitsEN[small] + "?"}, big-small
	case 2:
		q, answer = Riddle{ZH: "比" + digitsZH[x] + "多" + digitsZH[y] + "的数是几？", EN: "Which number is " + digitsEN[y] + " more than " + digitsEN[x] + "?"}, x+y
	default:
		q, answer = Riddle{ZH: digitsZH[x] + "的两倍是几？", EN: "What is twice " + digitsEN[x] + "?"}, 2*x
	}
	token := binary.BigEndian.AppendUint64(r[4:16:16], uint64(a.Now().UnixMilli()))
	token = append(token, mac(key, "riddle", string(token), on.String(), fmt.Sprint(answer))...)
	q.Token = base64.RawURLEncoding.EncodeToString(token)
	return q, nil
}

// solve reports whether answer is that of the token, when the token was given out, and
// what it is known by from now on, so that it is not taken twice.
func solve(key []byte, now time.Time, token string, on org.ID, answer string) (right bool, given time.Time, id ledger.Digest) {
	b, err := base64.RawURLEncoding.DecodeString(token)
	if err != nil || len(b) != 20+sha256.Size {
		return false, given, id
	}
	given = time.UnixMilli(int64(binary.BigEndian.Uint64(b[12:20])))
	copy(id[:], mac(key, "used", string(b[:20])))
	want := mac(key, "riddle", string(b[:20]), on.String(), numberOf(answer))
	right = subtle.ConstantTimeCompare(want, b[20:]) == 1 && !given.After(now) && now.Sub(given) < riddleHolds
	return right, given, id
}

// numberOf reads an answer as people type it: 12, １２, 十二, twelve up to ten.
func numberOf(s string) string {
	s = strings.TrimSpace(strings.ToLower(s))
	s = strings.Map(func(r rune) rune {
		if r >= '０' && r <= '９' {
			return r - '０' + '0'
		}
		return r
	}, s)
	for i, w := range digitsEN {
		if s == w {
			return fmt.Sprint(i)
		}
	}
	s = strings.NewReplacer("两", "二", "〇", "零").Replace(s)
	if tens, ones, ok := strings.Cut(s, "十"); ok {
		t, o := digitOf(tens, 1), digitOf(ones, 0)
		if t >= 0 && o >= 0 {
			return fmt.Sprint(10*t + o)
		}
	}
	if n := digitOf(s, -1); n >= 0 {
		return fmt.Sprint(n)
	}
	return s
}

// digitOf returns the value of one Chinese digit, or what stands for none.
func digitOf(s string, none int) int {
	if s == "" {
		return none
	}
	for i, w := range digitsZH[:10] {
		if s == w {
			return i
		}
	}
	return -1
}

// receiptSigns are those that are not taken for each other when they are written down.
const receiptSigns = "23456789ABCDEFGHJKMNPQRSTVWXYZ"

// receipt returns a new receipt number, which only its holder has, and what is kept of
// it. It has 78 bits: nobody guesses one.
func (a *App) receipt() (code string, d ledger.Digest, err error) {
	var b strings.Builder
	var r [1]byte
	for n := 0; n < 16; {
		if _, err := io.ReadFull(a.random(), r[:]); err != nil {
			return "", d, fmt.Errorf("app: making a receipt: %w", err)
		}
		if int(r[0]) >= 256/len(receiptSigns)*len(receiptSigns) {
			continue
		}
		if n > 0 && n%4 == 0 {
			b.WriteByte('-')
		}
		b.WriteByte(receiptSigns[int(r[0])%len(receiptSigns)])
		n++
	}
	return b.String(), receiptDigest(b.String()), nil
}

// receiptDigest is what is kept of a receipt number, however it is typed.
func receiptDigest(code string) ledger.Digest {
	if len(code) > 100 || !utf8.ValidString(code) {
		return ledger.Digest{1}
	}
	code = strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z':
			return r - 'a' + 'A'
		case r >= '0' && r <= '9', r >= 'A' && r <= 'Z':
			return r
		}
		return -1
	}, code)
	return sha256.Sum256([]byte("receipt\x00" + code))
}
