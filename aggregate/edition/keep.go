package edition

import (
	"bytes"
	"compress/flate"
	"encoding/gob"
	"errors"
	"fmt"
)

// Pack returns the edition's bytes, from which Unpack makes it again. They are
// for the same build of the program alone.
func (e Edition) Pack() ([]byte, error) {
	var b bytes.Buffer
	z, err := flate.NewWriter(&b, flate.BestSpeed)
	if err == nil {
		err = errors.Join(gob.NewEncoder(z).Encode(e), z.Close())
	}
	if err != nil {
		return nil, fmt.Errorf("pack edition %s: %w", e.Name, err)
	}
	return b.Bytes(), nil
}

// Unpack is the edition that was packed.
func Unpack(packed []byte) (e Edition, err error) {
	if err := gob.NewDecoder(flate.NewReader(bytes.NewReader(packed))).Decode(&e); err != nil {
		return Edition{}, fmt.Errorf("unpack edition: %w", err)
	}
	return e, nil
}
