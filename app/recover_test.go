package app

import (
	"net/http/httptest"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"

	"zhenggai/fault"
	"zhenggai/ledger/draft"
	"zhenggai/org"
)

// TestRecoverIntoBucket restores a backup with the files that lie beside the keys: the
// evidence goes to the bucket that blobs.json names, and notices go out as before.
func TestRecoverIntoBucket(t *testing.T) {
	t.Parallel()
	bucket := s3mem.New()
	must(t, bucket.CreateBucket("evidence"))
	server := httptest.NewServer(gofakes3.New(bucket).Server())
	t.Cleanup(server.Close)
	file, keys := backedUp(t)
	write := func(name, text string, mode os.FileMode) {
		must(t, os.WriteFile(filepath.Join(keys, name), []byte(text), mode))
	}
	write(bucketName, `{"endpoint": "`+strings.TrimPrefix(server.URL, "http://")+`", "bucket": "evidence", "access_key": "k", "secret_key": "s",
 "path_style": true, "plain_http": true}`, 0o600)
	write(channelsFile, `{"webhook": {"service": "plain", "url": "https://hook.example/"}}`, 0o644)
	at := Place{Folder: filepath.Join(t.TempDir(), "again")}
	if runtime.GOOS != "windows" {
		if _, err := Recover(t.Context(), at, file, keys); fault.KindOf(err) != fault.Forbidden {
			t.Errorf("channels.json that others can read: %v", err)
		}
		if _, err := os.Stat(at.Folder); !os.IsNotExist(err) {
			t.Errorf("what was refused left its folder: %v", err)
		}
		must(t, os.Chmod(filepath.Join(keys, channelsFile), 0o600))
	}
	a := got(Recover(t.Context(), at, file, keys))(t)
	t.Cleanup(func() { a.Close() })
	if v := got(a.Verify(t.Context()))(t); !v.OK() || v.Blobs.Objects == 0 {
		t.Errorf("%+v", v)
	}
	if a.Channels[ByWebhook] == nil {
		t.Error("the channels are gone")
	}
	if objects := got(bucket.ListBucket("evidence", nil, gofakes3.ListBucketPage{}))(t); len(objects.Contents) == 0 {
		t.Error("nothing is in the bucket")
	}
	if _, err := os.Stat(filepath.Join(at.Folder, blobsDir)); !os.IsNotExist(err) {
		t.Errorf("there is a folder of evidence beside the bucket: %v", err)
	}
}

// backedUp returns a backup of a site with one document, and the folder with its keys.
func backedUp(t *testing.T) (file, keys string) {
	t.Helper()
	dir := t.TempDir()
	a := got(Create(t.Context(), Place{Folder: filepath.Join(dir, "site")}, Founding{Unit: "云川市水务局",
		System: Account{"xi", "习系统"}, Security: Account{"an", "安安全"}, Audit: Account{"shen", "沈审计"}}))(t)
	defer a.Close()
	as := func(login string) org.Actor { return got(a.Actor(t.Context(), login))(t) }
	unit := as("xi").Unit
	p := got(a.AddPerson(t.Context(), as("xi"), org.Person{Login: "lian", Name: "连联络", Unit: unit}))(t)
	got(a.Grant(t.Context(), as("an"), p.ID, org.Coordinator, unit))(t)
	b := got(a.OpenBook(t.Context(), as("lian"), NewBook{Unit: unit}))(t)
	got(a.Import(t.Context(), as("lian"), Incoming{Book: b.ID, Kind: draft.KindPlan, Name: "plan.txt", Body: []byte(recoverPlan)}, true))(t)
	return got(a.Backup(t.Context(), filepath.Join(dir, "kept")))(t).File, filepath.Join(dir, "site")
}

const recoverPlan = `云川市水务局党组关于巡察反馈意见的整改方案
2026年2月10日，市委第一巡察组反馈了巡察意见。现制定整改方案如下。
一、聚焦主责主业方面
（一）关于公务接待管理不严的问题。
1.公务接待清单不全。
一是补齐公函和清单；二是修订公务接待管理办法。
`
