package jsonld

import (
	"bytes"
	"sync"
)

// pieces are short texts, one of which is looked for in long ones. Most bytes of
// those are never read: two of them say how far behind the next place is at
// which a piece may stand (Wu and Manber, "A fast algorithm for multi-pattern
// searching", 1994).
type pieces struct {
	list  [][]byte
	short int // the length of the shortest
	skip  [1 << 16]uint8
}

// newPieces returns a function that makes the table when it is first wanted. No
// text is shorter than two bytes.
func newPieces(texts ...string) func() *pieces {
	return sync.OnceValue(func() *pieces {
		p := &pieces{short: len(texts[0])}
		for _, t := range texts {
			p.list, p.short = append(p.list, []byte(t)), min(p.short, len(t))
		}
		for i := range p.skip {
			p.skip[i] = uint8(p.short - 1)
		}
		for _, t := range p.list {
			for end := 2; end <= p.short; end++ {
				k := pair(t, end)
				p.skip[k] = min(p.skip[k], uint8(p.short-end))
			}
		}
		return p
	})
}

// pair is the two bytes before i, as a number.
func pair(text []byte, i int) int { return int(text[i-2])<<8 | int(text[i-1]) }

// in reports whether one of the pieces stands in text.
func (p *pieces) in(text []byte) bool {
	for end := p.short; end <= len(text); {
		if n := p.skip[pair(text, end)]; n > 0 {
			end += int(n)
			continue
		}
		for _, t := range p.list {
			if bytes.HasPrefix(text[end-p.short:], t) {
				return true
			}
		}
		end++
	}
	return false
}
