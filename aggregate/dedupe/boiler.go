package dedupe

import (
	"math/bits"
	"slices"
)

// titleCounts counts in how many titles of an employer each shingle stands, up
// to boilerTitles. It is a hash table with open addressing that serves one
// employer after the other, since it is asked for every shingle of every
// posting: what an earlier employer left counts as empty.
type titleCounts struct {
	slots []titleCount // of which the first 1 << n are in use
	mask  uint32
	shift uint8 // leaves the upper n bits of a shingle
	used  int
	first uint32 // number of the employer's first title
	title uint32 // number of the title that is counted
	room  []uint32
}

type titleCount struct {
	shingle uint32
	// met is the last title that the shingle was met in, times four, and in
	// how many it was.
	met uint32
}

// begin starts with an employer whose texts have n shingles, repeats included.
func (c *titleCounts) begin(n int) {
	size := 1 << bits.Len(uint(n+16)) // mostly there are more than two of each
	if size > len(c.slots) || c.title > 1<<29 {
		c.slots, c.title = make([]titleCount, size), 0
	}
	c.mask, c.used, c.first = uint32(size-1), 0, c.title+1
	c.shift = uint8(33 - bits.Len(uint(size)))
	c.room = slices.Grow(c.room[:0], n)
}

// next begins the employer's next title.
func (c *titleCounts) next() { c.title++ }

// at is where a shingle stands or would stand. Shingles are hashes: their bits
// are as good as random. A text's come sorted, so that by their upper bits they
// go through the table from its beginning to its end.
func (c *titleCounts) at(shingle uint32) *titleCount {
	for i := shingle >> c.shift; ; i = (i + 1) & c.mask {
		if s := &c.slots[i]; s.shingle == shingle || s.met>>2 < c.first {
			return s
		}
	}
}

// add notes that the shingles stand in the title.
func (c *titleCounts) add(shingles []uint32) {
	for _, x := range shingles {
		s := c.at(x)
		switch {
		case s.met>>2 == c.title:
		case s.met>>2 < c.first:
			*s = titleCount{x, c.title<<2 | 1}
			if c.used++; c.used > int(c.mask)*3/4 {
				c.grow()
			}
		default:
			s.met = c.title<<2 | min(s.met&3+1, boilerTitles)
		}
	}
}

func (c *titleCounts) grow() {
	old := c.slots[:c.mask+1]
	c.mask, c.shift = 2*c.mask+1, c.shift-1
	c.slots = make([]titleCount, c.mask+1)
	for _, s := range old {
		if s.met>>2 >= c.first {
			*c.at(s.shingle) = s
		}
	}
}

// own are the shingles that stand in fewer titles than boilerTitles. They are
// good until the next employer begins.
func (c *titleCounts) own(shingles []uint32) []uint32 {
	from := len(c.room)
	for _, x := range shingles {
		if c.at(x).met&3 < boilerTitles {
			c.room = append(c.room, x)
		}
	}
	return c.room[from:len(c.room):len(c.room)]
}
