package edition

import (
	"bytes"
	"encoding/gob"
	"fmt"

	"github.com/klauspost/compress/zstd"
)

// Pack returns the edition's bytes, from which Unpack makes it again. They are
// for the same build of the program alone.
func (e Edition) Pack() ([]byte, error) {
	var b bytes.Buffer
	z, err := zstd.NewWriter(&b, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderConcurrency(1))
	if err != nil {
		return nil, fmt.Errorf("pack edition %s: %w", e.Name, err)
	}
	if err := gob.NewEncoder(z).Encode(e); err != nil {
		return nil, fmt.Errorf("pack edition %s: %w", e.Name, err)
	}
	if err := z.Close(); err != nil {
		return nil, fmt.Errorf("pack edition %s: %w", e.Name, err)
	}
	return b.Bytes(), nil
}

// Unpack is the edition that was packed.
func Unpack(packed []byte) (e Edition, err error) {
	z, err := zstd.NewReader(bytes.NewReader(packed), zstd.WithDecoderConcurrency(1))
	if err != nil {
		return e, fmt.Errorf("unpack edition: %w", err)
	}
	defer z.Close()
	if err := gob.NewDecoder(z).Decode(&e); err != nil {
		return Edition{}, fmt.Errorf("unpack edition: %w", err)
	}
	return e, nil
}
