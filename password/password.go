// Package password knows what a password must have, makes one up, and turns one into what
// may be kept of it: the PHC string of argon2id. Whose it is, how often somebody may try
// and what the journal says of it is no matter of its.
package password

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"

	"zhenggai/fault"
)

// A Cost is what hashing a password takes; zero is what is usual.
type Cost struct {
	Memory uint32 // KiB
	Passes uint32
}

// usual is some 50 ms on one core, and more memory than a card for graphics has for
// each of its cores.
var usual = Cost{Memory: 32 << 10, Passes: 2}

// The sizes of what a hash is made of and gives, and what is taken of a password.
const (
	saltSize    = 16
	keySize     = 32
	maxPassword = 256       // bytes of a password that may be set
	maxMemory   = 256 << 10 // KiB that a hash in the database may ask for
	maxPasses   = 64
)

// hashers bounds how many passwords are hashed at once, in the whole process, and so
// the memory that a flood of sign-ins can take.
var hashers = make(chan struct{}, max(2, min(4, runtime.GOMAXPROCS(0))))

// A Hasher turns passwords into what is kept of them.
type Hasher struct {
	Cost   Cost
	Random io.Reader
	Hashed func() // if set, is told of each password that is hashed
}

// argon hashes a password once one may be hashed.
func (h *Hasher) argon(ctx context.Context, password string, salt []byte, c Cost) ([]byte, error) {
	select {
	case hashers <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	defer func() { <-hashers }()
	if h.Hashed != nil {
		h.Hashed()
	}
	if len(password) > maxPassword { // nobody has one, but it must not cost less
		password = password[:maxPassword] + "…"
	}
	return argon2.IDKey([]byte(password), salt, c.Passes, c.Memory, 1, keySize), nil
}

func (h *Hasher) cost() Cost {
	if h.Cost == (Cost{}) {
		return usual
	}
	return h.Cost
}

// phcForm is the form of a hash in the database: the PHC string of argon2id.
const phcForm = "$argon2id$v=%d$m=%d,t=%d,p=1$"

// Hash returns the PHC string of a password with a new salt.
func (h *Hasher) Hash(ctx context.Context, password string) (string, error) {
	salt := make([]byte, saltSize)
	if _, err := io.ReadFull(h.Random, salt); err != nil {
		return "", fmt.Errorf("password: salt of a password: %w", err)
	}
	c := h.cost()
	key, err := h.argon(ctx, password, salt, c)
	if err != nil {
		return "", err
	}
	b64 := base64.RawStdEncoding
	return fmt.Sprintf(phcForm, argon2.Version, c.Memory, c.Passes) + b64.EncodeToString(salt) + "$" + b64.EncodeToString(key), nil
}

// Matches reports whether password is the one that phc was made of. Without phc the
// answer is no, at the same cost.
func (h *Hasher) Matches(ctx context.Context, phc, password string) (bool, error) {
	if phc == "" {
		_, err := h.argon(ctx, password, make([]byte, saltSize), h.cost())
		return false, err
	}
	c, salt, want, err := parsePHC(phc)
	if err != nil {
		return false, err
	}
	key, err := h.argon(ctx, password, salt, c)
	return err == nil && subtle.ConstantTimeCompare(key, want) == 1, err
}

// parsePHC reads what Hash wrote. It refuses costs that would stop the product: the
// text may come from a backup that somebody changed.
func parsePHC(phc string) (c Cost, salt, key []byte, err error) {
	bad := errors.New("password: one in the database has a form that this program does not know")
	var version int
	if n, err := fmt.Sscanf(phc, phcForm, &version, &c.Memory, &c.Passes); err != nil || n != 3 || version != argon2.Version {
		return c, nil, nil, bad
	}
	if c.Memory > maxMemory || c.Passes == 0 || c.Passes > maxPasses {
		return c, nil, nil, bad
	}
	parts := strings.Split(phc, "$")
	if len(parts) != 6 {
		return c, nil, nil, bad
	}
	salt, err = base64.RawStdEncoding.Strict().DecodeString(parts[4])
	if err == nil {
		key, err = base64.RawStdEncoding.Strict().DecodeString(parts[5])
	}
	if err != nil || len(key) != keySize {
		return c, nil, nil, bad
	}
	return c, salt, key, nil
}

// letters are what a password that the product makes up is made of: none looks like
// another.
const letters = "abcdefghjkmnpqrstuvwxyz23456789"

// New makes up a first password, k3mq-9dxf-w7ta-p2hc; nil is crypto/rand.
func New(random io.Reader) (string, error) {
	if random == nil {
		random = rand.Reader
	}
	var b strings.Builder
	for n := 0; n < 16; {
		var one [1]byte
		if _, err := io.ReadFull(random, one[:]); err != nil {
			return "", fmt.Errorf("password: making one up: %w", err)
		}
		if int(one[0]) >= 256/len(letters)*len(letters) { // else some would come more often
			continue
		}
		if n > 0 && n%4 == 0 {
			b.WriteByte('-')
		}
		b.WriteByte(letters[int(one[0])%len(letters)])
		n++
	}
	return b.String(), nil
}

// The least that a password must have.
const (
	minLength = 10 // characters
	minRest   = 6  // characters beside what everybody takes
	minLogin  = 4  // characters of a login that it must not contain: a shorter one is in many words
	minKinds  = 2  // of small letters, capitals, digits, other characters
)

// commonplaces are what guessers try first, alone or with something put to it.
var commonplaces = []string{"password", "passw0rd", "p@ssw0rd", "p@ssword", "qwertyuiop", "qwerty", "asdfgh", "zxcvbn", "1qaz2wsx", "1q2w3e4r", "qazwsx",
	"administrator", "admin", "root", "guest", "welcome", "letmein", "iloveyou", "woaini", "zhenggai", "整改", "管理员", "密码",
	"5201314", "1314520", "0123456789", "1234567890", "123456789", "12345678", "123456", "12345", "1234", "654321", "abcdef", "abcd", "abc", "888888", "666666", "111111", "000000", "112233", "123123", "123321"}

// Check refuses a password that somebody would guess.
func Check(login, password string) error {
	say := func(zh, en string) error {
		return &fault.Error{Kind: fault.Invalid, Field: "password", Msg: fault.Msg{ZH: zh, EN: en}}
	}
	lower := strings.ToLower(password)
	login = strings.ToLower(login)
	switch {
	case !utf8.ValidString(password) || strings.ContainsFunc(password, unicode.IsControl):
		return say("密码中有不能输入的字符，请换一个。", "The password has characters that cannot be typed; please take another.")
	case utf8.RuneCountInString(password) < minLength:
		return say("密码太短，至少要 10 个字符，请加长。", "The password is too short: it needs 10 characters at least.")
	case len(password) > maxPassword:
		return say("密码太长，请缩短到 80 个字以内。", "The password is too long; please keep it under 80 characters.")
	case utf8.RuneCountInString(login) >= minLogin && strings.Contains(lower, login):
		return say("密码中不能有登录名，请换一个。", "The password must not contain the login; please take another.")
	case kinds(password) < minKinds:
		return say("密码太简单，字母、数字、符号至少要用两种（大小写算两种）。", "The password is too plain: use two at least of small letters, capitals, digits and signs.")
	case rest(lower) < minRest:
		return say("这样的密码太常见，容易被猜到，请换一个。", "Such a password is commonplace and easily guessed; please take another.")
	}
	return nil
}

// kinds counts the kinds of characters in s.
func kinds(s string) (n int) {
	for _, is := range []func(rune) bool{unicode.IsLower, unicode.IsUpper, unicode.IsDigit,
		func(r rune) bool { return !unicode.IsLower(r) && !unicode.IsUpper(r) && !unicode.IsDigit(r) }} {
		if strings.ContainsFunc(s, is) {
			n++
		}
	}
	return n
}

// rest counts the different characters of s beside the commonplaces in it.
func rest(s string) int {
	for _, c := range commonplaces {
		s = strings.ReplaceAll(s, c, "")
	}
	seen := map[rune]bool{}
	for _, r := range s {
		seen[r] = true
	}
	return len(seen)
}
