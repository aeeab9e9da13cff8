package blob

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"syscall"

	"zhenggai/fault"
)

// A Cause says why something could not be kept or read. It is in the chain of
// every fault of this package, so errors.Is(err, blob.Full) works.
type Cause string

// The causes.
const (
	// of an upload
	Empty       Cause = "empty"       // no bytes
	TooLarge    Cause = "too large"   // more bytes than the limit
	Interrupted Cause = "interrupted" // fewer bytes than were announced, or reading failed
	Unaccepted  Cause = "unaccepted"  // no kind of file that is accepted
	Disagrees   Cause = "disagrees"   // the name says another kind than the content
	Program     Cause = "program"     // a program or script, or an archive that holds one
	Encrypted   Cause = "encrypted"   // locked by a password, so nobody can look into it
	Damaged     Cause = "damaged"     // breaks off or cannot be taken apart
	// of a store
	Missing     Cause = "missing"     // no object of that hash
	Mismatch    Cause = "mismatch"    // the bytes given are not those of the hash
	Corrupt     Cause = "corrupt"     // what lies under the hash is not its object
	Full        Cause = "full"        // no room on the disk, or quota used up
	Denied      Cause = "denied"      // no right to read or write, or read-only
	Unreachable Cause = "unreachable" // the service does not answer
	Setting     Cause = "setting"     // the store is set up wrongly
	Cancelled   Cause = "cancelled"   // the caller gave up
	Trouble     Cause = "trouble"     // anything else that the disk or the service says
)

// Error returns the cause's name.
func (c Cause) Error() string { return string(c) }

// sentences are what a person is told where nothing of the case need be named.
var sentences = map[Cause]struct {
	kind   fault.Kind
	zh, en string
}{
	Empty:       {fault.Invalid, "文件是空的，请重新选择文件。", "The file is empty: choose it again."},
	Interrupted: {fault.Invalid, "文件没有传完，什么也没有保存，请重新上传。", "The upload was cut off and nothing was kept: upload the file again."},
	Encrypted:   {fault.Invalid, "文件设有密码，审核人看不到内容，请去掉密码后再上传。", "The file has a password, so reviewers cannot see it: remove the password and upload it again."},
	Damaged:     {fault.Invalid, "文件已损坏或不完整，请打开确认后另存一份再上传。", "The file is damaged or cut off: open it, save it anew and upload that."},
	Missing:     {fault.NotFound, "存储中没有这个文件，请联系系统管理员从备份恢复。", "The file is not in the store: ask the administrator to restore it from a backup."},
	Mismatch:    {fault.Invalid, "收到的内容与文件指纹不符，什么也没有保存，请重新上传。", "The bytes received do not match their hash and nothing was kept: upload the file again."},
	Corrupt:     {fault.Internal, "存储中这个文件已损坏，请联系系统管理员从备份恢复。", "This file is damaged in the store: ask the administrator to restore it from a backup."},
	Full:        {fault.Internal, "存储空间已满，文件没有保存，请联系系统管理员腾出空间后再试。", "The store is full and the file was not kept: ask the administrator to make room, then try again."},
	Denied:      {fault.Internal, "存储不允许读写，请联系系统管理员检查目录权限或访问密钥。", "The store does not allow reading or writing: ask the administrator to check folder permissions or access keys."},
	Unreachable: {fault.Internal, "存储服务连接不上，请稍后再试，或联系系统管理员检查网络。", "The storage service cannot be reached: try again later, or ask the administrator to check the network."},
	Setting:     {fault.Internal, "文件存储的设置有误，请联系系统管理员核对。", "The file store is set up wrongly: ask the administrator to check its settings."},
	Cancelled:   {fault.Internal, "操作已取消，请重试。", "The operation was cancelled: try again."},
	Trouble:     {fault.Internal, "读写文件存储时出错，请稍后再试，或联系系统管理员查看日志。", "The file store failed: try again later, or ask the administrator to look at the log."},
}

// fail returns the fault for c; err, what was found, may be nil.
func fail(c Cause, err error) error {
	s := sentences[c]
	return explain(c, s.kind, s.zh, s.en, err)
}

// explain returns a fault for c in other words than those of the table.
func explain(c Cause, kind fault.Kind, zh, en string, err error) error {
	if err != nil {
		err = fmt.Errorf("%w: %w", c, err)
	} else {
		err = c
	}
	return fault.New(kind, zh, en, err)
}

// failed returns the fault for an error of the disk. A fault stays as it is.
func failed(err error) error {
	var known *fault.Error
	switch {
	case err == nil:
		return nil
	case errors.As(err, &known):
		return err
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return fail(Cancelled, err)
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		return fail(Full, err)
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		return fail(Denied, err)
	case errors.Is(err, fs.ErrNotExist):
		return fail(Missing, err)
	}
	return fail(Trouble, err)
}
