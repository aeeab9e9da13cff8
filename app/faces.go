package app

import (
	"io"
	"os"
	"path/filepath"
	"sync"

	"zhenggai/fault"
	"zhenggai/paper"
	"zhenggai/paper/pdf"
)

// fontsDir is the folder of a site's own fonts within the site's, where none is named.
const fontsDir = "fonts"

// faces are the fonts of the site's own, read when the first PDF wants them.
type faces struct {
	once sync.Once
	all  pdf.Faces
	err  error
}

// Faces returns the fonts in which the site's PDFs are printed: those of the folder Fonts,
// else of the folder fonts within the site's. Where there is none, or one lacks a
// character, the font within the program stands in.
func (a *App) Faces() (pdf.Faces, error) {
	a.faces.once.Do(func() { a.faces.all, a.faces.err = readFaces(a.Fonts, a.Folder) })
	return a.faces.all, a.faces.err
}

func readFaces(named, site string) (pdf.Faces, error) {
	folder := named
	if folder == "" {
		if site == "" {
			return pdf.Faces{}, nil
		}
		folder = filepath.Join(site, fontsDir)
	}
	list, err := os.ReadDir(folder)
	if named == "" && os.IsNotExist(err) {
		return pdf.Faces{}, nil
	}
	if err != nil {
		return pdf.Faces{}, errFonts(folder, err)
	}
	var files []pdf.File
	for _, e := range list {
		if e.IsDir() || !pdf.IsFont(e.Name()) {
			continue
		}
		b, err := os.ReadFile(filepath.Join(folder, e.Name()))
		if err != nil {
			return pdf.Faces{}, errFonts(filepath.Join(folder, e.Name()), err)
		}
		files = append(files, pdf.File{Name: e.Name(), Bytes: b})
	}
	if named != "" && len(files) == 0 {
		return pdf.Faces{}, fault.New(fault.Invalid, "字体文件夹“"+folder+"”里没有字体：请放入 .ttf 文件，或改正路径。",
			"There is no font in the folder "+folder+": put .ttf files there, or correct the path.", nil)
	}
	return pdf.Gather(files)
}

func errFonts(path string, err error) error {
	return fault.New(fault.Invalid, "字体“"+path+"”读不了：请检查路径和权限。", "The fonts at "+path+" cannot be read: check the path and who may read it.", err)
}

// PDF writes a paper as PDF in the site's fonts. It returns the characters for which there
// is no glyph, which are printed as 〓.
func (a *App) PDF(w io.Writer, d paper.Document) (missing []rune, err error) {
	f, err := a.Faces()
	if err != nil {
		return nil, err
	}
	return f.Write(w, d, paper.Profile{})
}
