package scraper

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"io"
)

// Streamed is a Source of tables whose Read takes pages that are Large, a row at a
// time. Other sources are given every page whole.
type Streamed interface {
	Source
	// ReadsLarge does nothing: to have it is to promise this.
	ReadsLarge()
}

// Large is a body that is too large to be held. It is read from where it lies, as
// often as wanted, and is in UTF-8.
type Large struct {
	Open   func() (io.ReadCloser, error)
	Size   int64  // in bytes
	SHA256 string // of all of it, in hex
}

// Reader reads the whole body of a page, Large or not.
func (p *Page) Reader() (io.ReadCloser, error) {
	if p.Large != nil {
		return p.Large.Open()
	}
	return io.NopCloser(bytes.NewReader(p.Body)), nil
}

// Sum returns the SHA-256 of the whole body of a page in hex, and its size in
// bytes.
func (p *Page) Sum() (sha string, size int64) {
	if p.Large != nil {
		return p.Large.SHA256, p.Large.Size
	}
	sum := sha256.Sum256(p.Body)
	return hex.EncodeToString(sum[:]), int64(len(p.Body))
}
