package app

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"

	"zhenggai/blob"
	"zhenggai/fault"
)

// readSecret reads a file of a site's folder that holds passwords into v, strictly, and
// refuses one that others can read. Such things are in files and not in the database,
// whose backups go round. found is false if there is no such file.
func readSecret(path string, v any) (found bool, err error) {
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err == nil && runtime.GOOS != "windows" && info.Mode().Perm()&0o077 != 0 {
		return true, fault.New(fault.Forbidden, "文件“"+path+"”含有密码，别人也能读；请先执行 chmod 600 "+path+"。",
			"The file "+path+" holds passwords and others can read it; please run chmod 600 "+path+".", nil)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		return true, fault.New(fault.Invalid, "文件“"+path+"”读不出来，请检查权限。", "The file "+path+" cannot be read; please check its permissions.", err)
	}
	dec := json.NewDecoder(bytes.NewReader(b))
	dec.DisallowUnknownFields()
	if err := dec.Decode(v); err != nil {
		return true, errSecret(path, err)
	}
	return true, nil
}

// errSecret is that a file of a site's folder is not as the manual says.
func errSecret(path string, err error) error {
	return fault.New(fault.Invalid, "文件“"+path+"”写得不对，请照手册改正。", "The file "+path+" is not right; please mend it as the manual says.", err)
}

// bucketName is the file that says where evidence lies; without it that is a folder.
const bucketName = "blobs.json"

// A bucketFile says where evidence lies if it is not in the site's folder.
type bucketFile struct {
	Endpoint  string `json:"endpoint"`
	Bucket    string `json:"bucket"`
	Prefix    string `json:"prefix,omitzero"`
	Region    string `json:"region,omitzero"`
	AccessKey string `json:"access_key"`
	SecretKey string `json:"secret_key"`
	PathStyle bool   `json:"path_style,omitzero"`
	PlainHTTP bool   `json:"plain_http,omitzero"`
	// Unconditional is for services that do not know If-None-Match.
	Unconditional bool `json:"unconditional,omitzero"`
}

// openBlobs opens the store of a site's evidence: the bucket that its file names, or
// its folder.
func openBlobs(ctx context.Context, folder string) (blob.Store, error) {
	var b bucketFile
	found, err := readSecret(filepath.Join(folder, bucketName), &b)
	if err != nil {
		return nil, err
	}
	if !found {
		return blob.OpenFolder(filepath.Join(folder, blobsDir))
	}
	return blob.OpenS3(ctx, blob.S3Setting{Endpoint: b.Endpoint, Bucket: b.Bucket, Prefix: b.Prefix, Region: b.Region,
		AccessKey: b.AccessKey, SecretKey: b.SecretKey, PathStyle: b.PathStyle, PlainHTTP: b.PlainHTTP, Unconditional: b.Unconditional})
}
