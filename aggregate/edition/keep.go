package edition

import (
	"bytes"
	"compress/flate"
	"encoding/gob"
	"errors"
	"fmt"
	"slices"

	"backpay/aggregate"
)

// packed is how an edition begins as it is kept: its figures follow, some at a time.
// Gob leaves out what a pointer points to where that is 0, and with it the pointer:
// None are the figures of which no job states pay.
type packed struct {
	Edition
	Count int // of figures
	None  []int
}

// together is how many figures are packed together: gob holds what it writes at once
// in a buffer of its own, which grew to the size of the edition.
const together = 256

// Pack returns the edition's bytes, from which Unpack makes it again. They are
// for the same build of the program alone.
func (e Edition) Pack() ([]byte, error) {
	p := packed{Edition: e, Count: len(e.Figures)}
	p.Figures = nil
	for i := range e.Figures {
		if d := e.Figures[i].Disclosure; d != nil && *d == 0 {
			p.None = append(p.None, i)
		}
	}
	var b bytes.Buffer
	z, err := flate.NewWriter(&b, flate.BestSpeed)
	if err == nil {
		enc := gob.NewEncoder(z)
		err = enc.Encode(p)
		for part := range slices.Chunk(e.Figures, together) {
			err = errors.Join(err, enc.Encode(part))
		}
		err = errors.Join(err, z.Close())
	}
	if err != nil {
		return nil, fmt.Errorf("pack edition %s: %w", e.Name, err)
	}
	return b.Bytes(), nil
}

// Unpack is the edition that was packed.
func Unpack(raw []byte) (Edition, error) {
	dec := gob.NewDecoder(flate.NewReader(bytes.NewReader(raw)))
	var p packed
	err := dec.Decode(&p)
	if err == nil && p.Count > 0 {
		p.Figures = make([]aggregate.Figure, 0, p.Count)
	}
	for err == nil && len(p.Figures) < p.Count {
		var part []aggregate.Figure
		err = dec.Decode(&part)
		p.Figures = append(p.Figures, part...)
	}
	if err != nil {
		return Edition{}, fmt.Errorf("unpack edition: %w", err)
	}
	for _, i := range p.None {
		p.Figures[i].Disclosure = new(float64)
	}
	return p.Edition, nil
}
