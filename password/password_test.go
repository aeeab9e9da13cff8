package password

import (
	"context"
	"crypto/rand"
	"errors"
	"strings"
	"testing"

	"zhenggai/fault"
)

func TestCheck(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ login, password, words string }{
		{"banli", "", "太短"}, {"banli", "Ab3-5678x", "太短"}, {"banli", "青山绿水7", "太短"}, {"banli", "Banli-20260302", "登录名"}, {"ban", "Banli-7193-qs", ""},
		{"banli", "woshiyizhixiaoniao", "太简单"}, {"banli", "Password1234", "太常见"}, {"banli", "aaaaaaaaaa1", "太常见"}, {"banli", "整改管理员密码12345678", "太常见"},
		{"banli", "qing\x07shan-7193", "不能输入"}, {"banli", "qing\xffshan-7193", "不能输入"}, {"banli", strings.Repeat("青山绿水7", 40), "太长"},
		{"banli", "qingshan-7193", ""}, {"banli", "青山绿水，白云飞鸟7", ""},
	} {
		err := Check(c.login, c.password)
		f, is := errors.AsType[*fault.Error](err)
		if is != (c.words != "") || is && (!strings.Contains(f.Msg.ZH, c.words) || f.Field != "password" || f.Kind != fault.Invalid) {
			t.Errorf("%s %q: %v, want %q", c.login, c.password, err, c.words)
		}
	}
}

func TestNew(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for range 100 {
		p, err := New(rand.Reader)
		if err != nil || len(p) != 19 || strings.Trim(p, letters+"-") != "" || strings.Count(p, "-") != 3 || seen[p] || Check("banli", p) != nil {
			t.Fatalf("%q: %v, %v", p, err, Check("banli", p))
		}
		seen[p] = true
	}
	if _, err := New(strings.NewReader("short")); err == nil {
		t.Error("a password was made of too little")
	}
	if p, err := New(nil); err != nil || len(p) != 19 {
		t.Error(p, err)
	}
}

func TestHash(t *testing.T) {
	t.Parallel()
	hashed := 0
	h := &Hasher{Cost: Cost{Memory: 64, Passes: 1}, Random: rand.Reader, Hashed: func() { hashed++ }}
	phc, err := h.Hash(t.Context(), "qingshan-7193")
	if err != nil || !strings.HasPrefix(phc, "$argon2id$v=19$m=64,t=1,p=1$") || strings.Contains(phc, "qingshan") {
		t.Fatal(phc, err)
	}
	if again, err := h.Hash(t.Context(), "qingshan-7193"); err != nil || again == phc {
		t.Error("two passwords have one salt", err)
	}
	other := &Hasher{Cost: Cost{Memory: 128, Passes: 2}, Random: rand.Reader} // the cost of a hash is in it
	for password, want := range map[string]bool{"qingshan-7193": true, "qingshan-7194": false, "": false, strings.Repeat("x", 1000): false} {
		if is, err := other.Matches(t.Context(), phc, password); is != want || err != nil {
			t.Errorf("%.20q: %v, %v", password, is, err)
		}
	}
	before := hashed
	if is, err := h.Matches(t.Context(), "", "qingshan-7193"); is || err != nil || hashed != before+1 {
		t.Error("who has no password is told so sooner", is, err)
	}
	long := strings.Repeat("y", maxPassword)
	if phc, err = h.Hash(t.Context(), long+"1"); err != nil {
		t.Fatal(err)
	}
	if is, err := h.Matches(t.Context(), phc, long); is || err != nil {
		t.Error("what was cut off is not told apart from what is that short", is, err)
	}
}

func TestSpoiltHash(t *testing.T) {
	t.Parallel()
	h := &Hasher{Cost: Cost{Memory: 64, Passes: 1}, Random: rand.Reader}
	phc, err := h.Hash(t.Context(), "qingshan-7193")
	if err != nil {
		t.Fatal(err)
	}
	for _, bad := range []string{"x", "$argon2id$v=19$m=4194304,t=1,p=1$AAAA$AAAA", "$argon2id$v=19$m=64,t=0,p=1$AAAA$AAAA", "$argon2id$v=19$m=64,t=65,p=1$AAAA$AAAA",
		strings.Replace(phc, "id", "i", 1), strings.Replace(phc, "v=19", "v=16", 1), phc[:len(phc)-4], phc + "$", phc + "="} {
		if is, err := h.Matches(t.Context(), bad, "qingshan-7193"); is || err == nil {
			t.Errorf("%q is taken for a hash", bad)
		}
	}
	if _, err := (&Hasher{Random: strings.NewReader("short")}).Hash(t.Context(), "x"); err == nil {
		t.Error("there was no salt")
	}
}

// TestCrowd holds that who gave up does not wait for those before him.
func TestCrowd(t *testing.T) { // alone: it takes all hashers
	for range cap(hashers) {
		hashers <- struct{}{}
	}
	defer func() {
		for range cap(hashers) {
			<-hashers
		}
	}()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := (&Hasher{Random: rand.Reader}).Hash(ctx, "x"); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}
