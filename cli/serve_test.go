package cli

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"testing"
	"time"
)

// serving runs a command that serves pages, and returns its address and what ends it.
func serving(t *testing.T, args ...string) (address string, said *bytes.Buffer, end func() int) {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	r, w := io.Pipe()
	var bad bytes.Buffer
	code := make(chan int, 1)
	go func() {
		code <- Run(ctx, Env{Stdin: strings.NewReader(""), Stdout: w, Stderr: &bad, Getenv: func(string) string { return "" }, Now: time.Now, Width: 100},
			append(args, "--listen", "127.0.0.1:0"))
		w.Close()
	}()
	said = &bytes.Buffer{}
	lines := bufio.NewReader(r)
	for address == "" {
		line, err := lines.ReadString('\n')
		if err != nil {
			t.Fatalf("%v does not serve: %s", args, bad.String())
		}
		said.WriteString(line)
		if _, rest, ok := strings.Cut(line, "http://"); ok {
			at, _, _ := strings.Cut(rest, " ")
			address = "http://" + at
		}
	}
	rest := make(chan struct{})
	go func() {
		defer close(rest)
		b, _ := io.ReadAll(lines)
		said.Write(b)
	}()
	return address, said, func() int {
		stop()
		c := <-code
		<-rest
		if bad.Len() > 0 {
			t.Errorf("it said %s", bad.String())
		}
		return c
	}
}

// TestDemo: one command gives a city to look at, says how to sign in, and leaves nothing
// behind.
func TestDemo(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	address, said, end := serving(t, "demo")
	jar, _ := cookiejar.New(nil)
	client := &http.Client{Jar: jar}
	answer, err := client.PostForm(address+"/signin", url.Values{"login": {"luzy"}, "password": {"Yunchuan-2468"}})
	if err != nil {
		t.Fatal(err)
	}
	page, _ := io.ReadAll(answer.Body)
	answer.Body.Close()
	if answer.StatusCode != http.StatusOK || !strings.Contains(string(page), "路知远") {
		t.Errorf("signed in: %d %s", answer.StatusCode, page)
	}
	if code := end(); code != Clean {
		t.Errorf("it ended with %d", code)
	}
	if s := said.String(); !strings.Contains(s, "luzy") || !strings.Contains(s, "Yunchuan-2468") || !strings.Contains(s, "公开网站：http://127.0.0.1:") {
		t.Errorf("it does not say how to sign in, or where the public site is: %s", s)
	}
}

// TestServeRefused: what cannot be served is refused in a sentence.
func TestServeRefused(t *testing.T) {
	t.Parallel()
	for want, args := range map[string][]string{
		"没有站点": {"serve", "--site", t.TempDir() + "/none"},
		"用不了":  {"demo", "--listen", "256.0.0.1:1"},
		"一起给出": {"demo", "--listen", "127.0.0.1:0", "--cert", "x.pem"},
	} {
		var out, bad bytes.Buffer
		code := Run(t.Context(), Env{Stdin: strings.NewReader(""), Stdout: &out, Stderr: &bad, Getenv: func(string) string { return "" }, Now: time.Now, Width: 100}, args)
		if code == Clean || !strings.Contains(bad.String(), want) {
			t.Errorf("%v: %d %q, want %s", args, code, bad.String(), want)
		}
	}
}
