package eval

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"time"
)

// browsers that print a page as a PDF, by their names on different systems.
var browsers = []string{"chromium", "chromium-browser", "google-chrome", "chrome", "headless-shell"}

var printing sync.Mutex // one browser at a time: they are large

// printed prints a page as a PDF with a browser. What was printed once is kept
// in the folder for temporary files.
func printed(ctx context.Context, page string) ([]byte, error) {
	sum := sha256.Sum256([]byte(page))
	dir := filepath.Join(os.TempDir(), "zhenggai-eval")
	file := filepath.Join(dir, hex.EncodeToString(sum[:12])+".pdf")
	if b, err := os.ReadFile(file); err == nil {
		return b, nil
	}
	browser := ""
	for _, name := range browsers {
		if p, err := exec.LookPath(name); err == nil {
			browser = p
			break
		}
	}
	if browser == "" {
		return nil, errors.New("not measured: no chromium to print a PDF with")
	}
	printing.Lock()
	defer printing.Unlock()
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, err
	}
	work, err := os.MkdirTemp(dir, "print")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(work)
	if err := printTo(ctx, browser, work, page); err != nil {
		return nil, err
	}
	b, err := os.ReadFile(filepath.Join(work, "out.pdf"))
	if err != nil {
		return nil, fmt.Errorf("not measured: %s printed nothing", browser)
	}
	return b, os.Rename(filepath.Join(work, "out.pdf"), file)
}

// printTo prints page to out.pdf in the folder work.
func printTo(ctx context.Context, browser, work, page string) error {
	in := filepath.Join(work, "in.html")
	if err := os.WriteFile(in, []byte(page), 0o644); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, 60*time.Second)
	defer cancel()
	cmd := exec.CommandContext(ctx, browser, "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
		"--user-data-dir="+filepath.Join(work, "profile"), "--print-to-pdf="+filepath.Join(work, "out.pdf"), "file://"+in)
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("not measured: %s: %w: %s", browser, err, excerpt(string(out), 120))
	}
	return nil
}
