package edition

import (
	"bytes"
	"compress/flate"
	"encoding/gob"
	"errors"
	"fmt"
)

// packed is an edition as it is kept. Gob leaves out what a pointer points to where
// that is 0, and with it the pointer: None are the figures of which no job states pay.
type packed struct {
	Edition
	None []int
}

// Pack returns the edition's bytes, from which Unpack makes it again. They are
// for the same build of the program alone.
func (e Edition) Pack() ([]byte, error) {
	p := packed{Edition: e}
	for i := range e.Figures {
		if d := e.Figures[i].Disclosure; d != nil && *d == 0 {
			p.None = append(p.None, i)
		}
	}
	var b bytes.Buffer
	z, err := flate.NewWriter(&b, flate.BestSpeed)
	if err == nil {
		err = errors.Join(gob.NewEncoder(z).Encode(p), z.Close())
	}
	if err != nil {
		return nil, fmt.Errorf("pack edition %s: %w", e.Name, err)
	}
	return b.Bytes(), nil
}

// Unpack is the edition that was packed.
func Unpack(raw []byte) (Edition, error) {
	var p packed
	if err := gob.NewDecoder(flate.NewReader(bytes.NewReader(raw))).Decode(&p); err != nil {
		return Edition{}, fmt.Errorf("unpack edition: %w", err)
	}
	for _, i := range p.None {
		p.Figures[i].Disclosure = new(float64)
	}
	return p.Edition, nil
}
