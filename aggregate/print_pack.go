package aggregate

import (
	"encoding/binary"
	"errors"
	"math"
	"slices"
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

// Unpack reads what PackKeys and PackSample made, into the memory that the
// lists have.
func (h *Head) Unpack(keys, sample []byte) error {
	if len(keys)%8 != 0 || len(sample)%4 != 0 {
		return errPrint
	}
	h.Keys = h.Keys[:0]
	for ; len(keys) > 0; keys = keys[8:] {
		h.Keys = append(h.Keys, binary.LittleEndian.Uint64(keys))
	}
	h.Sample = readList(h.Sample[:0], sample)
	return nil
}

// PackText is a text in the form in which a keeper keeps it.
func (p *Text) PackText() []byte {
	b := make([]byte, 0, 60+4*len(p.Shingles)+5*len(p.Themes)+4*len(p.Skills))
	for _, n := range []int{p.Words, int(p.Post), int(p.Venue), int(p.Reworded), int(p.Base), p.Years, p.Day, len(p.Shingles), len(p.Themes), len(p.Skills)} {
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

// UnpackText reads what PackText made, into the memory that the lists have.
func (p *Text) UnpackText(b []byte) error {
	var n [10]int
	for i := range n {
		v, k := binary.Uvarint(b)
		if k <= 0 || v > 1<<32 {
			return errPrint
		}
		n[i], b = int(v), b[k:]
	}
	for _, k := range n[7:] {
		if k > len(b) {
			return errPrint
		}
	}
	if len(b) < 4*n[7]+5*n[8]+4*n[9]+16 {
		return errPrint
	}
	p.Words, p.Post, p.Venue, p.Reworded, p.Base, p.Years, p.Day = n[0], uint32(n[1]), uint32(n[2]), uint32(n[3]), uint32(n[4]), n[5], n[6]
	p.Shingles, b = readList(p.Shingles[:0], b[:4*n[7]]), b[4*n[7]:]
	p.Themes = p.Themes[:0]
	for range n[8] {
		p.Themes = append(p.Themes, Theme{binary.LittleEndian.Uint32(b), b[4]})
		b = b[5:]
	}
	p.Skills, b = readList(p.Skills[:0], b[:4*n[9]]), b[4*n[9]:]
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

// readList appends a list to what there is room for.
func readList(to []uint32, b []byte) []uint32 {
	to = slices.Grow(to, len(b)/4)
	for ; len(b) >= 4; b = b[4:] {
		to = append(to, binary.LittleEndian.Uint32(b))
	}
	return to
}
