package blob_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"

	"zhenggai/blob"
	"zhenggai/blob/blobtest"
	"zhenggai/fault"
)

func openFolder(t testing.TB, dir string) *blob.Folder {
	t.Helper()
	f, err := blob.OpenFolder(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

// s3Server starts a service with one bucket over plain HTTP and returns how to
// reach it; around, if not nil, stands between the service and who calls it.
func s3Server(t testing.TB, around func(http.Handler) http.Handler) blob.S3Setting {
	t.Helper()
	return s3Start(t, around, (*httptest.Server).Start)
}

func s3Start(t testing.TB, around func(http.Handler) http.Handler, start func(*httptest.Server)) blob.S3Setting {
	t.Helper()
	backend := s3mem.New()
	if err := backend.CreateBucket("evidence"); err != nil {
		t.Fatal(err)
	}
	h := gofakes3.New(backend).Server()
	if around != nil {
		h = around(h)
	}
	srv := httptest.NewUnstartedServer(h)
	srv.Config.ErrorLog = log.New(io.Discard, "", 0)
	start(srv)
	t.Cleanup(srv.Close)
	scheme, host, _ := strings.Cut(srv.URL, "://")
	return blob.S3Setting{
		Endpoint: host, Bucket: "evidence", Prefix: "books/",
		AccessKey: "key", SecretKey: "very-secret", PlainHTTP: scheme == "http", PathStyle: true,
		Transport: srv.Client().Transport,
	}
}

func openS3(t testing.TB, set blob.S3Setting) *blob.S3 {
	t.Helper()
	s, err := blob.OpenS3(t.Context(), set)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestContract(t *testing.T) {
	t.Parallel()
	for name, open := range map[string]func(*testing.T) blob.Store{
		"folder": func(t *testing.T) blob.Store { return openFolder(t, t.TempDir()) },
		"s3":     func(t *testing.T) blob.Store { return openS3(t, s3Server(t, nil)) },
		"s3, tls": func(t *testing.T) blob.Store {
			return openS3(t, s3Start(t, nil, (*httptest.Server).StartTLS))
		},
		"memory": func(t *testing.T) blob.Store { return &blob.Memory{} },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			blobtest.Run(t, open)
		})
	}
}

func TestHashText(t *testing.T) {
	t.Parallel()
	h := blobtest.HashOf([]byte("整改"))
	b, err := json.Marshal(map[blob.Hash]blob.Hash{h: h})
	if err != nil {
		t.Fatal(err)
	}
	var back map[blob.Hash]blob.Hash
	if err := json.Unmarshal(b, &back); err != nil || back[h] != h {
		t.Errorf("%s comes back as %v, %v", b, back, err)
	}
	for _, bad := range []string{"", h.String()[:63], h.String() + "0", strings.ToUpper(h.String()), strings.Repeat("g", 64)} {
		if _, err := blob.ParseHash(bad); err == nil {
			t.Errorf("%q is taken for a hash", bad)
		}
	}
	if h.IsZero() || !(blob.Hash{}).IsZero() {
		t.Error("the zero hash is not told from others")
	}
}

func TestFolderModes(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "evidence")
	blobtest.Put(t, openFolder(t, dir), []byte("one"))
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		st, err := d.Info()
		if want := map[bool]fs.FileMode{true: 0o700, false: 0o600}[d.IsDir()]; err == nil && st.Mode().Perm() != want {
			t.Errorf("%s has mode %v", path, st.Mode())
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestFolderFull holds that a full disk is said to be one, leaves nothing, and that
// the same Put succeeds once there is room.
func TestFolderFull(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	f, b := openFolder(t, dir), blobtest.Bytes(1, 100<<10)
	full := openFolder(t, dir)
	full.FailDisk(50<<10, syscall.ENOSPC)
	_, err := full.Put(t.Context(), blobtest.HashOf(b), int64(len(b)), bytes.NewReader(b))
	if !errors.Is(err, blob.Full) || !strings.Contains(fault.Say(err, "zh"), "存储空间已满") {
		t.Errorf("a full disk is %v", err)
	}
	if left, _ := os.ReadDir(filepath.Join(dir, "tmp")); len(left) > 0 {
		t.Errorf("a full disk leaves %v", left)
	}
	if blobtest.Put(t, f, b) {
		t.Error("a full disk has kept the object")
	}
}

// TestFolderFailsButHappened holds that a Put that failed after the object was
// linked finds it when it is done again.
func TestFolderFailsButHappened(t *testing.T) {
	t.Parallel()
	f, b := openFolder(t, t.TempDir()), blobtest.Bytes(1, 100)
	f.FailSync(syscall.EIO)
	if _, err := f.Put(t.Context(), blobtest.HashOf(b), int64(len(b)), bytes.NewReader(b)); !errors.Is(err, blob.Trouble) {
		t.Errorf("a failing sync is %v", err)
	}
	if !blobtest.Put(t, f, b) {
		t.Error("what was linked is not there")
	}
}

// TestFolderCrash holds that what a crash leaves in tmp is no object, hurts no
// later Put, and is swept once it is old.
func TestFolderCrash(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	b := blobtest.Bytes(1, 1000)
	f := openFolder(t, dir)
	left := filepath.Join(dir, "tmp", "LEFT")
	if err := os.WriteFile(left, b[:500], 0o600); err != nil {
		t.Fatal(err)
	}
	when := time.Date(2026, 3, 1, 8, 0, 0, 0, time.UTC)
	if err := os.Chtimes(left, when, when); err != nil {
		t.Fatal(err)
	}
	for o := range f.Walk(t.Context()) {
		t.Errorf("walked to %+v", o)
	}
	blobtest.Put(t, f, b)
	for _, c := range []struct {
		before time.Time
		want   int
	}{{when, 0}, {when.Add(time.Second), 1}, {when.Add(time.Hour), 0}} {
		if n, err := f.Sweep(t.Context(), c.before); n != c.want || err != nil {
			t.Errorf("sweeping before %v: %d, %v; want %d", c.before, n, err, c.want)
		}
	}
	if !bytes.Equal(blobtest.Get(t, f, blobtest.HashOf(b)), b) {
		t.Error("the sweep took an object")
	}
}

func TestFolderReadOnly(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	b := []byte("kept")
	blobtest.Put(t, openFolder(t, dir), b)
	f := openFolder(t, dir)
	f.FailDisk(0, syscall.EROFS) // root may write in a folder without permission
	other := []byte("new")
	_, err := f.Put(t.Context(), blobtest.HashOf(other), int64(len(other)), bytes.NewReader(other))
	if !errors.Is(err, blob.Denied) {
		t.Errorf("a read-only disk is %v", err)
	}
	if !bytes.Equal(blobtest.Get(t, f, blobtest.HashOf(b)), b) {
		t.Error("a read-only disk cannot be read")
	}
	if os.Geteuid() == 0 {
		return // the permissions of a folder do not bind root
	}
	locked := t.TempDir()
	if err := os.Chmod(locked, 0o500); err != nil {
		t.Fatal(err)
	}
	if _, err := blob.OpenFolder(locked); !errors.Is(err, blob.Denied) {
		t.Errorf("a locked folder is %v", err)
	}
}

// TestFolderLinks holds that nothing is read through links, and that what is not an
// object is walked to as a stray.
func TestFolderLinks(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	f := openFolder(t, dir)
	b := []byte("inside")
	blobtest.Put(t, f, b)
	outside := filepath.Join(t.TempDir(), "outside")
	if err := os.WriteFile(outside, []byte("secret"), 0o600); err != nil {
		t.Fatal(err)
	}
	h := blobtest.HashOf([]byte("secret"))
	in := filepath.Join(dir, blobtest.HashOf(b).String()[:2], blobtest.HashOf(b).String())
	for name, target := range map[string]string{"out of the folder": outside, "within the folder": in} {
		link := filepath.Join(dir, h.String()[:2], h.String())
		if err := os.Symlink(target, link); err != nil {
			t.Fatal(err)
		}
		if _, err := f.Open(t.Context(), h); !errors.Is(err, blob.Corrupt) {
			t.Errorf("a link %s is opened: %v", name, err)
		}
		if _, err := f.Put(t.Context(), h, 6, strings.NewReader("secret")); !errors.Is(err, blob.Corrupt) {
			t.Errorf("a link %s is put over: %v", name, err)
		}
		var strays []string
		for o, err := range f.Walk(t.Context()) {
			if err != nil {
				t.Fatal(err)
			}
			if o.Stray != "" {
				strays = append(strays, o.Stray)
			}
		}
		if len(strays) != 1 || strays[0] != h.String()[:2]+"/"+h.String() {
			t.Errorf("strays are %q", strays)
		}
		if err := os.Remove(link); err != nil {
			t.Fatal(err)
		}
	}
	shard := filepath.Join(dir, "00")
	if err := os.Remove(shard); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(t.TempDir(), shard); err != nil {
		t.Fatal(err)
	}
	if _, err := blob.OpenFolder(dir); !errors.Is(err, blob.Setting) {
		t.Errorf("a store with a linked folder is opened: %v", err)
	}
}

// TestFolderTakenApart holds that a store whose folders are gone is not taken for
// one whose objects are.
func TestFolderTakenApart(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	f := openFolder(t, dir)
	if err := os.Remove(filepath.Join(dir, "tmp")); err != nil {
		t.Fatal(err)
	}
	_, err := f.Put(t.Context(), blobtest.HashOf([]byte("x")), 1, strings.NewReader("x"))
	if !errors.Is(err, blob.Setting) || fault.KindOf(err) != fault.Internal {
		t.Errorf("without tmp: %v", err)
	}
}

func TestFolderDamagedIsNotOverwritten(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	f, b := openFolder(t, dir), []byte("the right bytes")
	h := blobtest.HashOf(b)
	if err := os.WriteFile(filepath.Join(dir, h.String()[:2], h.String()), []byte("torn"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := f.Put(t.Context(), h, int64(len(b)), bytes.NewReader(b)); !errors.Is(err, blob.Corrupt) {
		t.Errorf("putting over a damaged object: %v", err)
	}
	if got := blobtest.Get(t, f, h); string(got) != "torn" {
		t.Errorf("a damaged object was written over with %q", got)
	}
}

func TestMemoryFails(t *testing.T) {
	t.Parallel()
	b, boom := []byte("bytes"), errors.New("boom")
	for at, happened := range map[blob.Moment]bool{blob.Before: false, blob.After: true} {
		var m blob.Memory
		m.FailPut(at, boom)
		if _, err := m.Put(t.Context(), blobtest.HashOf(b), 5, bytes.NewReader(b)); !errors.Is(err, boom) {
			t.Errorf("moment %d: %v", at, err)
		}
		if there := blobtest.Put(t, &m, b); there != happened {
			t.Errorf("moment %d: the object was there: %v", at, there)
		}
	}
}

func TestMemoryPolices(t *testing.T) {
	t.Parallel()
	var m blob.Memory
	blobtest.Put(t, &m, []byte("bytes"))
	defer func() {
		if recover() == nil {
			t.Error("other bytes under a known hash pass")
		}
	}()
	_, _ = m.Put(t.Context(), blobtest.HashOf([]byte("bytes")), 5, strings.NewReader("bytez"))
}

// TestS3Refuses holds that what a service says becomes one clear cause, and that
// the secret key is in no error.
func TestS3Refuses(t *testing.T) {
	t.Parallel()
	answer := func(status int, code string) func(http.Handler) http.Handler {
		return func(h http.Handler) http.Handler {
			return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if r.Method != http.MethodPut {
					h.ServeHTTP(w, r)
					return
				}
				_, _ = io.Copy(io.Discard, r.Body)
				w.WriteHeader(status)
				_, _ = io.WriteString(w, "<Error><Code>"+code+"</Code><Message>no</Message></Error>")
			})
		}
	}
	for _, c := range []struct {
		status int
		code   string
		want   blob.Cause
	}{
		{403, "AccessDenied", blob.Denied}, {403, "SignatureDoesNotMatch", blob.Denied},
		{507, "XMinioStorageFull", blob.Full}, {501, "NotImplemented", blob.Setting}, {400, "Odd", blob.Trouble},
	} {
		s := openS3(t, s3Server(t, answer(c.status, c.code)))
		_, err := s.Put(t.Context(), blobtest.HashOf([]byte("x")), 1, strings.NewReader("x"))
		if !errors.Is(err, c.want) || strings.Contains(err.Error(), "very-secret") {
			t.Errorf("%s is %v, want %s", c.code, err, c.want)
		}
	}
}

func TestS3Setting(t *testing.T) {
	t.Parallel()
	set := s3Server(t, nil)
	set.Bucket = "another"
	if _, err := blob.OpenS3(t.Context(), set); !errors.Is(err, blob.Setting) {
		t.Errorf("a bucket that is not there: %v", err)
	}
	set.Endpoint = "http://with/a/path"
	if _, err := blob.OpenS3(t.Context(), set); !errors.Is(err, blob.Setting) {
		t.Errorf("a wrong endpoint: %v", err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	set.Endpoint, set.Transport = l.Addr().String(), nil
	l.Close()
	if _, err := blob.OpenS3(t.Context(), set); !errors.Is(err, blob.Unreachable) {
		t.Errorf("a service that is down: %v", err)
	}
}

// TestS3Unconditional holds that a service without conditional writes is served,
// and that strays beside the objects are seen.
func TestS3Unconditional(t *testing.T) {
	t.Parallel()
	set := s3Server(t, func(h http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.Header.Get("If-None-Match") != "" {
				t.Error("a conditional write was asked for")
			}
			h.ServeHTTP(w, r)
		})
	})
	set.Unconditional, set.Prefix = true, ""
	s := openS3(t, set)
	b := []byte("bytes")
	if blobtest.Put(t, s, b) || !blobtest.Put(t, s, b) {
		t.Error("the object was there too soon or not at all")
	}
	req, _ := http.NewRequestWithContext(t.Context(), http.MethodPut, "http://"+set.Endpoint+"/evidence/00/readme.txt", strings.NewReader("stray"))
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	n := 0
	for o, err := range s.Walk(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		if o.Stray == "00/readme.txt" {
			n++
		}
	}
	if n != 1 {
		t.Errorf("the stray was met %d times", n)
	}
}
