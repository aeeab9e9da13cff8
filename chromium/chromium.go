// Package chromium starts a browser for tests: Debian's, without a window, that reaches
// nothing but this machine.
package chromium

import (
	"context"
	"os"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// Path is where Debian puts it.
const Path = "/usr/bin/chromium"

// patience is how long one thing may take on a machine that does much else.
const patience = time.Minute

// Start starts a browser that is stopped when the test ends. Whatever happens in it goes
// to heard, one event at a time.
func Start(t *testing.T, heard func(event any)) context.Context {
	t.Helper()
	if _, err := os.Stat(Path); err != nil {
		t.Fatalf("no %s here: apt-get install chromium", Path)
	}
	alloc, cancel := chromedp.NewExecAllocator(context.Background(), chromedp.ExecPath(Path), chromedp.Headless, chromedp.NoSandbox,
		chromedp.DisableGPU, chromedp.NoFirstRun, chromedp.UserDataDir(t.TempDir()), chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-sync", true),
		chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"), chromedp.Flag("disable-dev-shm-usage", true))
	ctx, done := chromedp.NewContext(alloc)
	t.Cleanup(func() { done(); cancel() })
	// The browser lives as long as the context that it is first used with.
	if err := chromedp.Do(ctx, Protocol(network.Enable, network.EnableParams{})); err != nil {
		t.Fatal(err)
	}
	if err := chromedp.Listen(ctx, heard); err != nil {
		t.Fatal(err)
	}
	return ctx
}

// Protocol makes a command of the protocol an action.
func Protocol[P, R any](c cdp.Command[P, R], params P) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, c, params)
		return err
	})
}

// Do does actions one after the other.
func Do(t *testing.T, ctx context.Context, actions ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	if err := chromedp.Do(ctx, actions...); err != nil {
		t.Fatal(err)
	}
}

// Ask returns the value of a script in the page.
func Ask[T any](t *testing.T, ctx context.Context, script string) T {
	t.Helper()
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](script))
	if err != nil {
		t.Fatalf("%s: %v", script, err)
	}
	return v
}

// Wait waits until a script in the page is true.
func Wait(t *testing.T, ctx context.Context, script string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	if _, err := chromedp.Run(ctx, chromedp.Poll[bool](script)); err != nil {
		t.Fatalf("%s does not come true: %v", script, err)
	}
}

// Picture takes a picture of what is seen.
func Picture(t *testing.T, ctx context.Context) []byte {
	t.Helper()
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	png, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
	if err != nil {
		t.Fatal(err)
	}
	return png
}
