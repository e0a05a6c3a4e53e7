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

// PackSample packs the sample, see PackKeys.
func (h *Head) PackSample() []byte { return packList(h.Sample) }

// PackPlaces packs the places, see PackKeys.
func (h *Head) PackPlaces() []byte { return packList(h.Places) }

func packList(list []uint32) []byte {
	if len(list) == 0 {
		return nil
	}
	return appendList(nil, list)
}

var errPrint = errors.New("print is broken")

// Unpack reads what PackKeys, PackSample and PackPlaces made, into the memory
// that the lists have.
func (h *Head) Unpack(keys, sample, places []byte) error {
	if len(keys)%8 != 0 || len(sample)%4 != 0 || len(places)%4 != 0 {
		return errPrint
	}
	h.Keys = h.Keys[:0]
	for ; len(keys) > 0; keys = keys[8:] {
		h.Keys = append(h.Keys, binary.LittleEndian.Uint64(keys))
	}
	h.Sample, h.Places = readList(h.Sample[:0], sample), readList(h.Places[:0], places)
	return nil
}

// PackText is a text in the form in which a keeper keeps it.
func (p *Text) PackText() []byte {
	b := make([]byte, 0, 70+len(p.Titled)+4*len(p.Shingles)+5*len(p.Themes)+4*len(p.Skills))
	flags := 0
	if p.Teaser {
		flags |= 1
	}
	if p.Named {
		flags |= 2
	}
	for _, n := range [packed]int{
		p.Words, int(p.Post), int(p.Venue), int(p.Reworded), int(p.Base), p.Years, p.Day, flags, int(p.Region),
		len(p.Titled), len(p.Shingles), len(p.Themes), len(p.Skills),
	} {
		b = binary.AppendUvarint(b, uint64(n))
	}
	b = append(b, p.Titled...)
	b = appendList(b, p.Shingles)
	for _, t := range p.Themes {
		b = append(binary.LittleEndian.AppendUint32(b, t.Word), t.N)
	}
	b = appendList(b, p.Skills)
	b = binary.LittleEndian.AppendUint64(b, math.Float64bits(p.PayMin))
	b = binary.LittleEndian.AppendUint64(b, math.Float64bits(p.PayMax))
	return append(b, p.Currency...)
}

// packed is how many numbers a packed text begins with, of which the last four
// are lengths.
const packed = 13

// UnpackText reads what PackText made, into the memory that the lists have.
func (p *Text) UnpackText(b []byte) error {
	var n [packed]int
	for i := range n {
		v, k := binary.Uvarint(b)
		if k <= 0 || v > 1<<32 {
			return errPrint
		}
		n[i], b = int(v), b[k:]
	}
	titled, shingles, themes, skills := n[packed-4], n[packed-3], n[packed-2], n[packed-1]
	for _, k := range n[packed-4:] {
		if k > len(b) {
			return errPrint
		}
	}
	if len(b) < titled+4*shingles+5*themes+4*skills+16 {
		return errPrint
	}
	p.Words, p.Post, p.Venue, p.Reworded, p.Base, p.Years, p.Day = n[0], uint32(n[1]), uint32(n[2]), uint32(n[3]),
		uint32(n[4]), n[5], n[6]
	p.Teaser, p.Named, p.Region = n[7]&1 != 0, n[7]&2 != 0, uint32(n[8])
	p.Titled, b = string(b[:titled]), b[titled:]
	p.Shingles, b = readList(p.Shingles[:0], b[:4*shingles]), b[4*shingles:]
	p.Themes = p.Themes[:0]
	for range themes {
		p.Themes = append(p.Themes, Theme{binary.LittleEndian.Uint32(b), b[4]})
		b = b[5:]
	}
	p.Skills, b = readList(p.Skills[:0], b[:4*skills]), b[4*skills:]
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
