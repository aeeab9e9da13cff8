package blob

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"net"
	"net/http"
	"path"
	"strings"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"
)

// An S3Setting says where the bucket of an S3 is. The bucket must exist; the keys
// need the rights to list it and to get and put objects, but not to delete.
type S3Setting struct {
	Endpoint  string // host, or host:port, without "https://"
	Bucket    string
	Prefix    string // of all keys, "zhenggai"; may be empty
	Region    string // "" means us-east-1, which most services of one's own take
	AccessKey string
	SecretKey string
	PlainHTTP bool // no TLS; for a service on the same machine
	PathStyle bool // https://host/bucket/key instead of https://bucket.host/key
	// Unconditional leaves out "If-None-Match: *" for services that do not know it.
	// Then two who put the same object at once may write it twice, the same bytes.
	Unconditional bool
	Transport     http.RoundTripper // nil means minio's own
}

// S3 is a Store in a bucket of an S3-compatible service, at the keys
// PREFIX/ab/ab12…. Each object goes up in one request, so that it is there whole
// or not at all and nothing need be swept; services take up to 5 GiB that way. A
// bucket with versioning or object lock protects also from the operator.
type S3 struct {
	client        *minio.Client
	bucket        string
	prefix        string // "" or with a slash at its end
	unconditional bool
}

// OpenS3 connects to the service and looks whether the bucket is there.
func OpenS3(ctx context.Context, set S3Setting) (*S3, error) {
	region, lookup := set.Region, minio.BucketLookupAuto
	if region == "" {
		region = "us-east-1"
	}
	if set.PathStyle {
		lookup = minio.BucketLookupPath
	}
	client, err := minio.New(set.Endpoint, &minio.Options{
		Creds:        credentials.NewStaticV4(set.AccessKey, set.SecretKey, ""),
		Secure:       !set.PlainHTTP,
		Region:       region,
		BucketLookup: lookup,
		Transport:    set.Transport,
		MaxRetries:   3,
	})
	if err != nil {
		return nil, fmt.Errorf("blob: setting up S3: %w", fail(Setting, err))
	}
	s := &S3{client: client, bucket: set.Bucket, unconditional: set.Unconditional}
	if p := strings.Trim(set.Prefix, "/"); p != "" {
		s.prefix = p + "/"
	}
	there, err := client.BucketExists(ctx, set.Bucket)
	if err == nil && !there {
		err = fail(Setting, fmt.Errorf("no bucket %q", set.Bucket))
	}
	if err != nil {
		return nil, fmt.Errorf("blob: opening S3: %w", refused(err))
	}
	return s, nil
}

func (s *S3) key(h Hash) string { return s.prefix + pathOf(h) }

// Put implements Store.
func (s *S3) Put(ctx context.Context, h Hash, size int64, r io.Reader) (there bool, err error) {
	src := newCheckedReader(ctx, r, h, size)
	there, err = s.has(ctx, h, size)
	switch {
	case err != nil:
	case there:
		err = src.drain()
	default:
		there, err = s.add(ctx, h, size, src)
	}
	if err != nil {
		return false, fmt.Errorf("blob: putting %s: %w", h, refused(err))
	}
	return there, nil
}

func (s *S3) has(ctx context.Context, h Hash, size int64) (bool, error) {
	o, err := s.stat(ctx, h)
	switch {
	case errors.Is(err, Missing):
		return false, nil
	case err != nil:
		return false, err
	}
	return true, sameSize(h, o.Size, size)
}

func (s *S3) add(ctx context.Context, h Hash, size int64, src *checkedReader) (there bool, err error) {
	opts := minio.PutObjectOptions{DisableMultipart: true, ContentType: "application/octet-stream"}
	if !s.unconditional {
		opts.SetMatchETagExcept("*")
	}
	if size == 0 { // minio reads nothing then, and would sign a stream that it does not send
		if err := src.drain(); err != nil {
			return false, err
		}
		opts.DisableContentSha256 = true
	}
	_, err = s.client.PutObject(ctx, s.bucket, s.key(h), src, size, opts)
	if src.err != nil && src.err != io.EOF {
		return false, src.err // what is wrong with the bytes, not what minio makes of it
	}
	switch minio.ToErrorResponse(err).StatusCode {
	case http.StatusPreconditionFailed, http.StatusConflict: // somebody else was faster
		if there, hasErr := s.has(ctx, h, size); there || hasErr != nil {
			return there, hasErr
		}
	}
	return false, err
}

// Open implements Store.
func (s *S3) Open(ctx context.Context, h Hash) (io.ReadSeekCloser, error) {
	o, err := s.client.GetObject(ctx, s.bucket, s.key(h), minio.GetObjectOptions{})
	if err == nil {
		if _, err = o.Stat(); err != nil { // GetObject itself asks for nothing
			o.Close()
		}
	}
	if err != nil {
		return nil, fmt.Errorf("blob: opening %s: %w", h, refused(err))
	}
	return o, nil
}

// Stat implements Store.
func (s *S3) Stat(ctx context.Context, h Hash) (Object, error) {
	o, err := s.stat(ctx, h)
	if err != nil {
		return Object{}, fmt.Errorf("blob: looking at %s: %w", h, err)
	}
	return o, nil
}

func (s *S3) stat(ctx context.Context, h Hash) (Object, error) {
	o, err := s.client.StatObject(ctx, s.bucket, s.key(h), minio.StatObjectOptions{})
	if err != nil {
		return Object{}, refused(err)
	}
	return Object{Hash: h, Size: o.Size}, nil
}

// Walk implements Store.
func (s *S3) Walk(ctx context.Context) iter.Seq2[Object, error] {
	return func(yield func(Object, error) bool) {
		list := minio.ListObjectsOptions{Prefix: s.prefix, Recursive: true}
		for o := range s.client.ListObjectsIter(ctx, s.bucket, list) {
			if o.Err != nil {
				yield(Object{}, fmt.Errorf("blob: walking: %w", refused(o.Err)))
				return
			}
			name := strings.TrimPrefix(o.Key, s.prefix)
			entry := Object{Stray: name}
			if h, err := ParseHash(path.Base(name)); err == nil && name == pathOf(h) {
				entry = Object{Hash: h, Size: o.Size}
			}
			if !yield(entry, nil) {
				return
			}
		}
		if err := ctx.Err(); err != nil { // minio ends in silence
			yield(Object{}, fmt.Errorf("blob: walking: %w", refused(err)))
		}
	}
}

// codes lists what services say, as far as it matters to a person.
var codes = map[string]Cause{
	"NoSuchKey": Missing, "NotFound": Missing,
	"NoSuchBucket": Setting, "InvalidBucketName": Setting, "NotImplemented": Setting,
	"AuthorizationHeaderMalformed": Setting, "PermanentRedirect": Setting,
	"AccessDenied": Denied, "InvalidAccessKeyId": Denied, "SignatureDoesNotMatch": Denied,
	"AllAccessDisabled": Denied, "RequestTimeTooSkewed": Denied,
	"QuotaExceeded": Full, "XMinioStorageFull": Full, "XMinioAdminBucketQuotaExceeded": Full,
	"SlowDown": Unreachable, "ServiceUnavailable": Unreachable, "RequestTimeout": Unreachable,
}

// refused returns the fault for an error of the service.
func refused(err error) error {
	if c, ok := codes[minio.ToErrorResponse(err).Code]; ok {
		return fail(c, err)
	}
	if _, ok := errors.AsType[net.Error](err); ok && !errors.Is(err, context.Canceled) && !errors.Is(err, context.DeadlineExceeded) {
		return fail(Unreachable, err)
	}
	return failed(err)
}
