package public

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/a-h/templ"

	"zhenggai/app"
	"zhenggai/fault"
	"zhenggai/form"
	"zhenggai/ledger"
	"zhenggai/org"
)

// manifestName is the file of a folder that says which others belong to it. Written last,
// it makes a folder one of ours: nothing that it does not name is ever touched.
const manifestName = "manifest.json"

// A Manifest says what a folder of the public site holds.
type Manifest struct {
	Program string           `json:"program"` // zhenggai public 1
	Reports []ManifestReport `json:"reports"`
	Files   []ManifestFile   `json:"files"` // by name
}

const manifestProgram = "zhenggai public 1"

// A ManifestReport is one edition that the files were made from.
type ManifestReport struct {
	Report     org.ID        `json:"report"`
	Edition    int           `json:"edition"`
	Title      string        `json:"title"`
	Digest     ledger.Digest `json:"digest"`
	Checkpoint string        `json:"checkpoint,omitzero"`
}

// A ManifestFile is one file with the SHA-256 of its bytes.
type ManifestFile struct {
	Name   string        `json:"name"`
	Size   int           `json:"size"`
	SHA256 ledger.Digest `json:"sha256"`
}

// Files returns the public site as files by name, the manifest among them: the same state
// gives the same bytes. live is the address of the server that takes comments; it may be
// empty, and then readers are told how to reach the unit.
func Files(ctx context.Context, state *app.PublicState, live string) (map[string][]byte, error) {
	w := &writer{ctx: ctx, state: state, live: strings.TrimSuffix(live, "/"), files: map[string][]byte{}}
	for _, lang := range []string{"zh", "en"} {
		w.site(lang)
	}
	for _, r := range state.Reports {
		w.files[fileAt(r.ID, r.Edition)] = r.JSON
		if r.Checkpoint != "" {
			w.files[noteAt(r.ID, r.Edition)] = []byte(r.Checkpoint)
		}
	}
	names, err := files.ReadDir("asset")
	if err != nil {
		return nil, err
	}
	for _, f := range names {
		if w.files["asset/"+f.Name()], err = files.ReadFile("asset/" + f.Name()); err != nil {
			return nil, err
		}
	}
	if w.err != nil {
		return nil, w.err
	}
	m := Manifest{Program: manifestProgram}
	for _, r := range state.Reports {
		m.Reports = append(m.Reports, ManifestReport{r.ID, r.Edition, r.Bulletin.Title, r.Digest, r.Checkpoint})
	}
	for _, name := range slices.Sorted(maps.Keys(w.files)) {
		m.Files = append(m.Files, ManifestFile{name, len(w.files[name]), sha256.Sum256(w.files[name])})
	}
	b, err := json.MarshalIndent(m, "", "  ")
	w.files[manifestName] = append(b, '\n')
	return w.files, err
}

// A writer makes the files of a site.
type writer struct {
	ctx   context.Context
	state *app.PublicState
	live  string
	files map[string][]byte
	err   error
}

func (w *writer) page(lang, at, title string) *page {
	return &page{Here: at, Lang: lang, Static: true, Live: w.live, Title: title}
}

func (w *writer) put(p *page, c templ.Component) {
	var b bytes.Buffer
	if err := c.Render(w.ctx, &b); err != nil && w.err == nil {
		w.err = err
	}
	w.files[place(p.Lang, p.Here)+"index.html"] = b.Bytes()
}

// site makes the pages of one language.
func (w *writer) site(lang string) {
	current := func(at, title string) (p *page, all []*reportView) {
		p = w.page(lang, at, title)
		seen := map[org.ID]bool{}
		for _, r := range w.state.Reports {
			if !seen[r.ID] {
				seen[r.ID] = true
				all = append(all, w.view(lang, r))
			}
		}
		return p, all
	}
	say := (&page{Lang: lang}).Say
	p, all := current("", say("整改公开", "Published rectification"))
	w.put(p, firstPage(p, all))
	p, all = current("verify/", say("如何核验", "How to verify"))
	w.put(p, verifyPage(p, all))
	p, all = current("search/", say("逐项索引", "Index of all items"))
	var hits []hit
	for _, r := range all {
		leaves(r.Bulletin.Items, func(it *form.Item) {
			if it.Left == "" {
				hits = append(hits, hit{r, it})
			}
		})
	}
	w.put(p, indexPage(p, hits))
	for _, r := range all {
		w.report(lang, r)
	}
}

func (w *writer) view(lang string, r *app.PublicReport) *reportView {
	return &reportView{page: w.page(lang, reportAt(r.ID), r.Bulletin.Title), PublicReport: r, Editions: w.state.Editions(r.ID),
		Shown: w.state.Shown, Polls: w.state.Polls[r.ID], Address: w.live}
}

// report makes the pages of one report.
func (w *writer) report(lang string, r *reportView) {
	w.put(r.page, reportPage(r))
	c := w.view(lang, r.PublicReport)
	c.Here, c.Title = changesAt(r.ID), c.Say("版本和更正", "Editions and corrections")
	w.put(c.page, changesPage(c))
	for _, e := range r.Editions {
		v := w.view(lang, e)
		v.Here = editionAt(e.ID, e.Edition)
		w.put(v.page, reportPage(v))
	}
	r.Bulletin.Walk(func(it *form.Item) {
		if it.Left != "" {
			return
		}
		v := w.view(lang, r.PublicReport)
		v.Here, v.Title = itemAt(r.ID, it.Finding), strings.TrimSpace(it.Label+" "+it.Title)
		w.put(v.page, itemPage(v, it, &commentForm{}))
	})
}

// WriteFolder brings a folder to what files are. One that is not empty must be one that
// it wrote before; what it wrote and no longer belongs is taken away, and nothing else.
// It returns how many files it wrote and took away.
func WriteFolder(folder string, files map[string][]byte) (wrote, gone int, err error) {
	old, err := ours(folder)
	if err != nil {
		return 0, 0, err
	}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if name == manifestName {
			continue
		}
		n, err := writeFile(folder, name, files[name], old)
		if err != nil {
			return wrote, 0, err
		}
		wrote += n
	}
	for name, sum := range old {
		if _, there := files[name]; there {
			continue
		}
		at, err := within(folder, name)
		if err != nil {
			return wrote, gone, err
		}
		if b, err := os.ReadFile(at); err == nil && sha256.Sum256(b) == sum { // as we wrote it
			if err := os.Remove(at); err != nil {
				return wrote, gone, errWriting(at, err)
			}
			gone++
			for dir := path.Dir(name); dir != "." && os.Remove(filepath.Join(folder, dir)) == nil; dir = path.Dir(dir) {
			}
		}
	}
	n, err := writeFile(folder, manifestName, files[manifestName], nil)
	return wrote + n, gone, err
}

// ours returns what the manifest of a folder names; nothing of a folder that is empty or
// not there, and a refusal of one that somebody else filled.
func ours(folder string) (map[string]ledger.Digest, error) {
	names, err := os.ReadDir(folder)
	if errors.Is(err, fs.ErrNotExist) || err == nil && len(names) == 0 {
		return nil, nil
	}
	if err != nil {
		return nil, errWriting(folder, err)
	}
	m, err := readManifest(folder)
	if err != nil {
		return nil, fault.New(fault.Conflict, "文件夹“"+folder+"”里有别的内容，为防覆盖没有写；请换一个空文件夹。",
			"The folder "+folder+" holds something else, so nothing was written; please give an empty one.", err)
	}
	old := map[string]ledger.Digest{}
	for _, f := range m.Files {
		old[f.Name] = f.SHA256
	}
	return old, nil
}

// readManifest reads the manifest of a folder.
func readManifest(folder string) (*Manifest, error) {
	b, err := os.ReadFile(filepath.Join(folder, manifestName))
	if err != nil {
		return nil, err
	}
	m := &Manifest{}
	if err := json.Unmarshal(b, m); err != nil {
		return nil, err
	}
	if m.Program != manifestProgram {
		return nil, fmt.Errorf("public: a manifest of %q", m.Program)
	}
	return m, nil
}

// within returns where a file of a folder is. Names come out of a manifest that somebody
// may have changed: none leads out of the folder, and none through a link.
func within(folder, name string) (string, error) {
	if !fs.ValidPath(name) || name == "." || strings.ContainsAny(name, `\:`) {
		return "", errName(name)
	}
	at := folder
	for _, part := range strings.Split(name, "/") {
		at = filepath.Join(at, part)
		if info, err := os.Lstat(at); err == nil && info.Mode()&fs.ModeSymlink != 0 {
			return "", errName(name)
		}
	}
	return at, nil
}

func errName(name string) error {
	return fault.New(fault.Invalid, "清单中的文件名“"+name+"”指到文件夹外面，没有处理；请换一个空文件夹重新发布。",
		"The name "+name+" leads out of the folder and was not followed; please publish to an empty folder.", nil)
}

// writeFile writes a file unless it is there as it is to be; one that is there and not
// ours is not written over.
func writeFile(folder, name string, body []byte, old map[string]ledger.Digest) (n int, err error) {
	at, err := within(folder, name)
	if err != nil {
		return 0, err
	}
	there, err := os.ReadFile(at)
	if err == nil && bytes.Equal(there, body) {
		return 0, nil
	}
	if _, known := old[name]; err == nil && !known && name != manifestName {
		return 0, fault.New(fault.Conflict, "文件“"+at+"”不是发布时写的，为防覆盖没有写；请移走后再发布。",
			"The file "+at+" was not written by publishing and was not overwritten; please move it away and publish again.", nil)
	}
	if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
		return 0, errWriting(at, err)
	}
	if err := os.WriteFile(at+".part", body, 0o644); err != nil {
		return 0, errWriting(at, err)
	}
	if err := os.Rename(at+".part", at); err != nil {
		return 0, errWriting(at, err)
	}
	return 1, nil
}

func errWriting(at string, err error) error {
	return fault.New(fault.Invalid, "“"+at+"”写不了，请检查路径、权限和磁盘空间。", at+" cannot be written: please check the path, its permissions and the disk.", err)
}

// A Flaw is a file of a folder that is not what it should be.
type Flaw struct {
	Name string    `json:"name"`
	Msg  fault.Msg `json:"msg"`
}

// CheckFolder holds a folder against its manifest, and its manifest against what is
// published now: files is what [Files] gives.
func CheckFolder(folder string, files map[string][]byte) (flaws []Flaw, err error) {
	m, err := readManifest(folder)
	if err != nil {
		return nil, fault.New(fault.NotFound, "“"+folder+"”里没有发布清单 "+manifestName+"，请指明 zhenggai publish 写出的文件夹。",
			"There is no "+manifestName+" in "+folder+"; please name a folder that zhenggai publish wrote.", err)
	}
	flaw := func(name, zh, en string) { flaws = append(flaws, Flaw{name, fault.Msg{ZH: zh, EN: en}}) }
	named := map[string]bool{}
	for _, f := range m.Files {
		named[f.Name] = true
		at, err := within(folder, f.Name)
		if err != nil {
			flaw(f.Name, "文件名指到文件夹外面", "the name leads out of the folder")
			continue
		}
		b, err := os.ReadFile(at)
		switch {
		case err != nil:
			flaw(f.Name, "文件不在了", "the file is not there")
		case sha256.Sum256(b) != f.SHA256:
			flaw(f.Name, "文件被改动过，与清单的摘要不符", "the file was changed and is not what the manifest says")
		case !bytes.Equal(files[f.Name], b):
			flaw(f.Name, "与账册中现在公开的内容不符，请重新发布", "it is not what the book has published now: publish again")
		}
	}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if !named[name] && name != manifestName {
			flaw(name, "账册中已公开，文件夹里没有，请重新发布", "the book has published it and the folder does not have it: publish again")
		}
	}
	return flaws, filepath.WalkDir(folder, func(at string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		name, err := filepath.Rel(folder, at)
		if name = filepath.ToSlash(name); err == nil && !named[name] && name != manifestName {
			flaw(name, "不在清单里：不是发布时写的", "it is not in the manifest: publishing did not write it")
		}
		return err
	})
}
