package journal

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"filippo.io/age"

	"zhenggai/fault"
)

// ageMagic is what an encrypted file begins with.
const ageMagic = "age-encryption.org/v1\n"

// Encrypted reports whether a file is encrypted in the form of age-encryption.org.
func Encrypted(r io.ReaderAt) bool {
	b := make([]byte, len(ageMagic))
	n, _ := r.ReadAt(b, 0)
	return string(b[:n]) == ageMagic
}

// GenerateIdentity makes a key pair to encrypt bundles to: whoever has the public
// text, "age1…", can write a file that only the private text opens.
func GenerateIdentity() (private, public string, err error) {
	id, err := age.GenerateX25519Identity()
	if err != nil {
		return "", "", fmt.Errorf("journal: make an encryption key: %w", err)
	}
	return id.String(), id.Recipient().String(), nil
}

// EncryptTo encrypts what is written to it for those public texts of
// [GenerateIdentity]. The end of the file is written by Close.
func EncryptTo(w io.Writer, recipients ...string) (io.WriteCloser, error) {
	var to []age.Recipient
	for _, text := range recipients {
		r, err := age.ParseX25519Recipient(strings.TrimSpace(text))
		if err != nil {
			return nil, fault.New(fault.Invalid, "加密公钥无法识别：应以 age1 开头。", "The encryption key cannot be read: it begins with age1.", nil) // err would quote a private key given by mistake
		}
		to = append(to, r)
	}
	return encrypt(w, to...)
}

func encrypt(w io.Writer, to ...age.Recipient) (io.WriteCloser, error) {
	out, err := age.Encrypt(w, to...)
	if err != nil {
		return nil, fmt.Errorf("journal: encrypt: %w", err)
	}
	return out, nil
}

// DecryptWith opens an encrypted file with private texts of [GenerateIdentity] and
// returns it as it was, with its size. It is decrypted as it is read.
func DecryptWith(r io.ReaderAt, size int64, identities ...string) (io.ReaderAt, int64, error) {
	var ids []age.Identity
	for _, text := range identities {
		id, err := age.ParseX25519Identity(strings.TrimSpace(text))
		if err != nil {
			return nil, 0, fault.New(fault.Invalid, "解密密钥无法识别：应以 AGE-SECRET-KEY-1 开头。",
				"The decryption key cannot be read: it begins with AGE-SECRET-KEY-1.", nil) // err might quote the key
		}
		ids = append(ids, id)
	}
	return decrypt(r, size, ids...)
}

func decrypt(r io.ReaderAt, size int64, ids ...age.Identity) (io.ReaderAt, int64, error) {
	plain, n, err := age.DecryptReaderAt(r, size, ids...)
	if _, ok := errors.AsType[*age.NoIdentityMatchError](err); ok {
		return nil, 0, fault.New(fault.Invalid, "解密密钥不对，打不开账册包。", "The key is not the right one for this bundle.", err)
	}
	if err != nil {
		return nil, 0, fault.New(fault.Invalid, "加密的账册包不完整或已损坏，请重新传送。", "The encrypted bundle is cut off or damaged; please send it again.", err)
	}
	return plain, n, nil
}
