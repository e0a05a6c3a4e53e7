package place

import (
	"hash/maphash"
	"iter"
	"slices"
	"strings"
)

// names is what each name may mean. There are tens of thousands, which every
// program that resolves a place has in memory, however few places it resolves:
// they stand in a few pieces of memory without pointers, in a third of what a map
// of slices takes.
type names struct {
	byKey   index
	entries []entry
	senses  []packed
	text    strings.Builder // keys, and towns as shown, end to end
	words   []string        // countries, regions and areas; "" is the first
	number  map[string]uint16
}

// entry is a name and the first of its senses.
type entry struct {
	key   piece
	first int32
}

// packed is a sense; next is the next one of the same name, or none.
type packed struct {
	name              piece
	people, next      int32
	cc, region, metro uint16
	kind              kind
}

const none = -1

// piece is a part of the text.
type piece struct {
	at uint32
	n  uint16
}

func newNames() *names {
	n := &names{
		byKey: newIndex(1 << 16), entries: make([]entry, 0, 32<<10), senses: make([]packed, 0, 40<<10),
		words: []string{""}, number: map[string]uint16{"": 0},
	}
	n.text.Grow(600 << 10)
	return n
}

func (n *names) string(p piece) string { return n.text.String()[p.at:][:p.n] }

// of returns the senses of a key, those that were put first first; nil where it is
// no name.
func (n *names) of(key string) []sense {
	e := n.find(key)
	if e == none {
		return nil
	}
	first := n.entries[e].first
	count := 0
	for range n.from(first) {
		count++
	}
	return slices.AppendSeq(make([]sense, 0, count), n.from(first))
}

// from are a sense and those that follow it.
func (n *names) from(first int32) iter.Seq[sense] {
	return func(yield func(sense) bool) {
		for i := first; i != none && yield(n.sense(i)); i = n.senses[i].next {
		}
	}
}

// find returns the entry of a key, or none.
func (n *names) find(key string) int32 {
	return *n.slot(key) - 1
}

// slot is where the entry of a key stands, plus one.
func (n *names) slot(key string) *int32 {
	return n.byKey.slot(key, func(v int32) bool { return n.string(n.entries[v-1].key) == key })
}

func (n *names) sense(i int32) sense {
	p := &n.senses[i]
	return sense{
		kind: p.kind, people: p.people, cc: n.words[p.cc], region: n.words[p.region], name: n.string(p.name),
		metro: n.words[p.metro],
	}
}

// put adds a sense to a key, or the people to one that it has. It returns the key
// as it is kept, "" where the sense is no new one.
func (n *names) put(key string, s sense) string {
	slot := n.slot(key)
	if *slot == 0 {
		n.entries = append(n.entries, entry{key: n.keep(key), first: none})
		*slot = int32(len(n.entries))
		n.byKey.take()
	}
	e := &n.entries[*slot-1]
	last := &e.first
	for i := e.first; i != none; i = *last {
		o := n.sense(i)
		if o.kind == s.kind && o.cc == s.cc && (o.region == s.region || s.kind == country) &&
			(o.name == s.name || s.kind != zone && s.kind != mode) {
			if s.people > o.people {
				n.senses[i] = n.pack(s, n.senses[i].next)
			}
			return ""
		}
		last = &n.senses[i].next
	}
	*last = int32(len(n.senses))
	n.senses = append(n.senses, n.pack(s, none))
	return n.string(e.key)
}

// change calls f for the senses of a key, which it may show under another name.
func (n *names) change(key string, f func(*sense)) {
	e := n.find(key)
	if e == none {
		return
	}
	for i := n.entries[e].first; i != none; i = n.senses[i].next {
		s := n.sense(i)
		was := s.name
		if f(&s); s.name != was {
			n.senses[i].name = n.keep(s.name)
		}
	}
}

func (n *names) pack(s sense, next int32) packed {
	var was packed // of what was put last, much is the same
	if len(n.senses) > 0 {
		was = n.senses[len(n.senses)-1]
	}
	p := packed{
		people: s.people, next: next, kind: s.kind, name: was.name, cc: n.word(s.cc, was.cc),
		region: n.word(s.region, was.region), metro: n.word(s.metro, was.metro),
	}
	if n.string(was.name) != s.name {
		p.name = n.keep(s.name)
	}
	return p
}

func (n *names) keep(s string) piece {
	p := piece{uint32(n.text.Len()), uint16(len(s))}
	n.text.WriteString(s)
	return p
}

// word is the number of a word; was is a guess.
func (n *names) word(s string, was uint16) uint16 {
	if n.words[was] == s {
		return was
	}
	i, ok := n.number[s]
	if !ok {
		i = uint16(len(n.words))
		n.words = append(n.words, s)
		n.number[s] = i
	}
	return i
}

// index leads from texts, which it doesn't hold, to numbers above 0.
type index struct {
	slots []int32
	used  int
}

func newIndex(size int) index { return index{slots: make([]int32, size)} }

var seed = maphash.MakeSeed()

// slot is where the number of a text stands, or may be put: it holds 0 or a number
// of which is reports that it is the text's.
func (t *index) slot(text string, is func(int32) bool) *int32 {
	for i := maphash.String(seed, text); ; i++ {
		slot := &t.slots[i&uint64(len(t.slots)-1)]
		if *slot == 0 || is(*slot) {
			return slot
		}
	}
}

// take notes that a slot was filled. One too many is a defect of the build, as the
// files are.
func (t *index) take() {
	if t.used++; t.used > len(t.slots)/4*3 {
		panic("place: more names than newIndex has room for")
	}
}
