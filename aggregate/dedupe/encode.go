package dedupe

import (
	"encoding/binary"
	"errors"
	"math"
)

// PackKeys and PackSample are the lists of a head in the form in which a
// keeper keeps them: little-endian, nil when empty.
func (h *Head) PackKeys() []byte {
	if len(h.Keys) == 0 {
		return nil
	}
	b := make([]byte, 0, 8*len(h.Keys))
	for _, k := range h.Keys {
		b = binary.LittleEndian.AppendUint64(b, k)
	}
	return b
}

// PackSample is told at PackKeys.
func (h *Head) PackSample() []byte {
	if len(h.Sample) == 0 {
		return nil
	}
	return appendList(nil, h.Sample)
}

var errPrint = errors.New("print is broken")

// Unpack reads what PackKeys and PackSample made.
func (h *Head) Unpack(keys, sample []byte) error {
	if len(keys)%8 != 0 || len(sample)%4 != 0 {
		return errPrint
	}
	h.Keys, h.Sample = nil, nil
	if len(keys) > 0 {
		h.Keys = make([]uint64, len(keys)/8)
		for i := range h.Keys {
			h.Keys[i] = binary.LittleEndian.Uint64(keys[8*i:])
		}
	}
	if len(sample) > 0 {
		h.Sample = readList(sample)
	}
	return nil
}

// PackText is the rest of a print in the form in which a keeper keeps it.
func (p *Print) PackText() []byte {
	b := make([]byte, 0, 40+4*len(p.Shingles)+5*len(p.Themes)+4*len(p.Skills))
	for _, n := range []int{p.Words, int(p.Post), len(p.Shingles), len(p.Themes), len(p.Skills)} {
		b = binary.AppendUvarint(b, uint64(n))
	}
	b = appendList(b, p.Shingles)
	for _, t := range p.Themes {
		b = append(binary.LittleEndian.AppendUint32(b, t.Word), t.N)
	}
	b = appendList(b, p.Skills)
	b = binary.LittleEndian.AppendUint64(b, math.Float64bits(p.PayMin))
	b = binary.LittleEndian.AppendUint64(b, math.Float64bits(p.PayMax))
	return append(b, p.Currency...)
}

// UnpackText reads what PackText made.
func (p *Print) UnpackText(b []byte) error {
	var n [5]int
	for i := range n {
		v, k := binary.Uvarint(b)
		if k <= 0 || v > 1<<32 {
			return errPrint
		}
		n[i], b = int(v), b[k:]
	}
	for _, k := range n[2:] {
		if k > len(b) {
			return errPrint
		}
	}
	if len(b) < 4*n[2]+5*n[3]+4*n[4]+16 {
		return errPrint
	}
	p.Words, p.Post = n[0], uint32(n[1])
	p.Shingles, b = readList(b[:4*n[2]]), b[4*n[2]:]
	p.Themes = make([]Theme, n[3])
	for i := range p.Themes {
		p.Themes[i] = Theme{binary.LittleEndian.Uint32(b), b[4]}
		b = b[5:]
	}
	p.Skills, b = readList(b[:4*n[4]]), b[4*n[4]:]
	p.PayMin = math.Float64frombits(binary.LittleEndian.Uint64(b))
	p.PayMax = math.Float64frombits(binary.LittleEndian.Uint64(b[8:]))
	p.Currency = string(b[16:])
	return nil
}

func appendList(b []byte, list []uint32) []byte {
	for _, v := range list {
		b = binary.LittleEndian.AppendUint32(b, v)
	}
	return b
}

func readList(b []byte) []uint32 {
	out := make([]uint32, len(b)/4)
	for i := range out {
		out[i] = binary.LittleEndian.Uint32(b[4*i:])
	}
	return out
}
