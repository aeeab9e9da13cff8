package cli

import (
	"errors"
	"io"
	"os"

	"zhenggai/fault"
)

// writeFile lets write write a new file, or the standard output for "-".
func (d *desk) writeFile(path string, write func(io.Writer) error) error {
	if path == "-" {
		return write(d.out)
	}
	return writeNew(path, write)
}

// writeNew lets write write a file that only its owner can read, and refuses one that is
// there. Of what fails nothing is left.
func writeNew(path string, write func(io.Writer) error) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return fault.New(fault.Invalid, path+"：写不了，或者已有这个文件；请换个文件名。", path+": cannot be written, or is there already; please give another name.", err)
	}
	if err = errors.Join(write(f), f.Close()); err != nil {
		os.Remove(path) //nolint:errcheck // half a file is none
	}
	return err
}
