package dedupe

import "sync"

// memo remembers the answers of a pure question about short texts: adverts of
// one employer repeat their headings and lines. It holds so many texts, and
// then begins anew, so that its memory is bounded whatever comes in.
type memo struct {
	ask func(string) bool

	mu    sync.RWMutex
	known map[string]bool
}

// memoSize bounds the texts of a memo: of a hundred bytes each, about 2 MB.
const memoSize = 1 << 14

func newMemo(ask func(string) bool) *memo { return &memo{ask: ask, known: map[string]bool{}} }

// of answers the question. It may be called from several goroutines.
func (m *memo) of(text string) bool {
	m.mu.RLock()
	yes, met := m.known[text]
	m.mu.RUnlock()
	if met || len(text) > maxPlaceLine {
		return yes || !met && m.ask(text)
	}
	yes = m.ask(text)
	m.mu.Lock()
	if len(m.known) >= memoSize {
		clear(m.known)
	}
	m.known[text] = yes
	m.mu.Unlock()
	return yes
}
