package pay

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

type kind uint8

const (
	kOther kind = iota
	kWord
	kNumber
	kSign // of a currency
	kDash
	kSlash
	kPlus
	kComma
	kDot
	kColon
	kSemi
	kOpen
	kClose
	kPipe // stands between parts: | • · and their like
	kLine
	kMore // >
	kLess // <
	kPercent
	kHash
)

// token is a word, a number or a mark. Offsets are in the whole text.
type token struct {
	start, end int
	kind       kind
	spaced     bool  // white space stands before it
	upper      bool  // a word that begins with a capital
	caps       bool  // a word of capitals only
	id         int32 // of a word; 0 when unknown
	stem       int32 // index in dict.stems plus 1, minus that in dict.suffix
	num        int32 // index in parser.nums
	amount     int32 // index in parser.amounts plus 1, of a token that belongs to one
}

// tokenise cuts a part of the text into tokens. Markup is passed over as if it
// were absent, so that offsets stay those of the text.
func (p *parser) tokenise(r span) {
	p.toks, p.nums = p.toks[:0], p.nums[:0]
	text, i := p.text, r.start
	spaced := true
	for i < r.end {
		c := text[i]
		t := token{start: i, spaced: spaced}
		switch {
		case c == ' ' || c == '\t' || c == '\r' || c == '\v' || c == '\f':
			i++
			spaced = true
			continue
		case c == '\n':
			t.kind, t.end = kLine, i+1
		case c-'0' <= 9:
			p.number(&t, r.end)
		case letter(c):
			p.word(&t, r.end)
			p.address(&t, r.end)
		case c == '\'' && i > r.start && letter(text[i-1]):
			i++ // an apostrophe within or after a word
			spaced = false
			continue
		case c < utf8.RuneSelf:
			if size, what := p.markup(i, r); size > 0 {
				if what == lineBreak {
					p.toks = append(p.toks, token{start: i, end: i + size, kind: kLine, spaced: spaced})
				}
				i += size
				spaced = spaced || what != nothing
				continue
			}
			t.kind, t.end = marks[c], i+1
			switch c {
			case '$':
				t.id = p.d.dollar
			case '&':
				p.entity(&t, r.end)
			}
		default:
			if n, what := p.beyond(&t, r.end); n > 0 {
				i += n
				spaced = spaced || what == space
				continue
			}
		}
		i = t.end
		spaced = t.kind == kLine
		if (t.kind == kSign || t.kind == kSlash) && p.joinSign(t) {
			continue
		}
		p.toks = append(p.toks, t)
	}
}

var marks = [128]kind{
	'$': kSign,
	'-': kDash,
	'~': kDash,
	'/': kSlash,
	'+': kPlus,
	',': kComma,
	'.': kDot,
	':': kColon,
	';': kSemi,
	'!': kSemi,
	'?': kSemi,
	'(': kOpen,
	'[': kOpen,
	')': kClose,
	']': kClose,
	'|': kPipe,
	'>': kMore,
	'<': kLess,
	'%': kPercent,
	'#': kHash,
}

// joinSign makes one sign of letters and a sign that belong together, as AU$
// and R$. It reports whether the sign went into the token before.
func (p *parser) joinSign(t token) bool {
	n := len(p.toks)
	if n == 0 || t.spaced || t.kind == kSlash && t.end < len(p.text) && letter(p.text[t.end]) { // s/d is no S/
		return false
	}
	last := &p.toks[n-1]
	if last.end != t.start || last.kind != kWord || last.end-last.start > 3 {
		return false
	}
	in := p.d.lookup(p.text[last.start:t.end])
	if in == nil || in.cur == 0 {
		return false
	}
	last.kind, last.end = kSign, t.end
	last.id = p.d.ids[p.d.fold(p.text[last.start:t.end])]
	return true
}

// word reads a word from its first letter. A capital after a small letter
// begins a new one, because pages lose the break between two lines.
func (p *parser) word(t *token, end int) {
	text, i := p.text, t.start
	t.kind, t.caps = kWord, true
	if lostBreak(text, i, end) { // "$120KLocation"
		end = i + 1
	}
	var buf [32]byte
	w := buf[:0]
	lower := false // the letter before is a small one
	for i < end {
		c, n := text[i], 1
		var up, low bool
		if c < utf8.RuneSelf {
			if !letter(c) {
				break
			}
			up, low = c <= 'Z', c > 'Z'
		} else {
			var r rune
			if r, n = p.wordLetter(i, end); n == 0 {
				break
			}
			up, low = unicode.IsUpper(r), unicode.IsLower(r)
		}
		if i == t.start {
			t.upper = up
		} else if up && lower {
			break
		}
		t.caps = t.caps && up
		lower = low
		switch {
		case len(w) >= len(buf)-4:
		case c < utf8.RuneSelf:
			w = append(w, c|0x20)
		default:
			w = p.d.foldTo(w, text[i:i+n])
		}
		i += n
	}
	t.end = i
	t.id = p.d.idOf(w)
	if t.id == p.d.day && text[t.start] >= utf8.RuneSelf {
		t.id = p.d.until // đến is no den
	}
	if len(w) >= 4 && (t.id == 0 || p.d.info[t.id].compound) {
		t.stem = p.d.stemOf(w)
	}
}

// wordLetter returns the letter beyond ASCII at byte i that a word may hold, and
// its length; 0 for any other character.
func (p *parser) wordLetter(i, end int) (rune, int) {
	r, n := utf8.DecodeRuneInString(p.text[i:])
	if !unicode.IsLetter(r) && !unicode.Is(unicode.Mn, r) || ideograph(r) {
		return r, 0
	}
	if r == 'â' || r == 'Â' { // UTF-8 read as Latin-1: the next character tells
		if m, _ := mojibake(p.text[i:end]); m > 0 {
			return r, 0
		}
	}
	return r, n
}

// lostBreak reports whether the letter at i multiplies the number before it and a
// new word follows without a break.
func lostBreak(text string, i, end int) bool {
	if i == 0 || text[i-1]-'0' > 9 || text[i]|0x20 != 'k' || i+2 >= end {
		return false
	}
	a, b := text[i+1], text[i+2]
	return 'A' <= a && a <= 'Z' && 'a' <= b && b <= 'z'
}

// address makes one token of a web address: its digits are no money.
func (p *parser) address(t *token, end int) {
	rest := p.text[t.end:end]
	switch w := p.text[t.start:t.end]; {
	case (w == "http" || w == "https") && strings.HasPrefix(rest, "://"):
	case w == "www" && strings.HasPrefix(rest, "."):
	default:
		return
	}
	n := strings.IndexAny(rest, " \t\r\n|<>\"")
	if n < 0 {
		n = len(rest)
	}
	t.kind, t.id, t.stem = kPipe, 0, 0
	t.end += n
}

// stemOf finds the beginning or end of a compound.
func (d *dict) stemOf(w []byte) int32 {
	end := int32(0)
	for _, i := range d.suffixBy[[2]byte{w[len(w)-2], w[len(w)-1]}] {
		if s := d.suffix[i].text; len(w) > len(s) && string(w[len(w)-len(s):]) == s {
			end = -i - 1
			break
		}
	}
	if end != 0 && d.suffix[-end-1].class.isOther() { // a Jahresbudget is a budget
		return end
	}
	for _, i := range d.stemsBy[[2]byte{w[0], w[1]}] {
		if s := d.stems[i].text; len(w) >= len(s) && string(w[:len(s)]) == s {
			return i + 1
		}
	}
	return end
}

// beyond reads what is not ASCII. It returns the length of white space or of
// characters without width, or 0 with the token filled.
func (p *parser) beyond(t *token, end int) (int, passed) {
	text := p.text
	if n, k := mojibake(text[t.start:end]); n > 0 {
		if k == kLine { // a space
			return n, space
		}
		t.kind, t.end = k, t.start+n
		if k == kSign {
			t.id = p.d.ids["€"]
		}
		return 0, nothing
	}
	r, n := utf8.DecodeRuneInString(text[t.start:end])
	t.end = t.start + n
	switch {
	case widthless(r):
		return n, nothing
	case unicode.IsSpace(r) || r >= 0x80 && r < 0xa0:
		return n, space
	case r == '\u2019' && t.start > 0 && letter(text[t.start-1]):
		return n, nothing
	case isDash(r) || r == utf8.RuneError:
		t.kind = kDash
		return 0, nothing
	}
	if t.kind = wideMark(r); t.kind != kOther {
		return 0, nothing
	}
	switch {
	case ideograph(r):
		p.ideographs(t, end)
	case unicode.IsLetter(r):
		p.word(t, end)
	default:
		if id, ok := p.d.ids[text[t.start:t.end]]; ok && p.d.info[id].cur != 0 {
			t.kind, t.id = kSign, id
		}
	}
	return 0, nothing
}

// wideMark is the kind of a mark beyond ASCII.
func wideMark(r rune) kind {
	switch r {
	case '〜', '～', 'ー', '…', '→':
		return kDash
	case '•', '·', '│', '‖', '●', '▪', '■', '◦', '‣', '｜', '❯', '❮':
		return kPipe
	case '：':
		return kColon
	case '（', '【', '「':
		return kOpen
	case '）', '】', '」':
		return kClose
	case '。', '；', '！', '？':
		return kSemi
	case '、', '，':
		return kComma
	case '≥':
		return kMore
	case '≤':
		return kLess
	case '＋':
		return kPlus
	case '／':
		return kSlash
	case '％':
		return kPercent
	}
	return kOther
}

// ideograph reports whether r is of a script that writes no spaces between words.
func ideograph(r rune) bool {
	return r >= 0x3040 && r <= 0x30ff || r >= 0x3400 && r <= 0x9fff || r >= 0xac00 && r <= 0xd7af
}

// ideographs reads the longest word of the dictionary, up to six characters,
// or one character.
func (p *parser) ideographs(t *token, end int) {
	var ends [6]int
	n, i := 0, t.start
	for n < len(ends) && i < end {
		r, size := utf8.DecodeRuneInString(p.text[i:end])
		if !ideograph(r) {
			break
		}
		i += size
		ends[n] = i
		n++
	}
	t.kind, t.end = kWord, ends[0]
	for ; n > 0; n-- {
		if id, ok := p.d.ids[p.text[t.start:ends[n-1]]]; ok {
			t.id, t.end = id, ends[n-1]
			break
		}
	}
	if p.d.info[t.id].cur != 0 {
		t.kind = kSign
	}
}

// mojibake recognises UTF-8 that was once read as Latin-1 or Windows-1252: the
// dashes, the euro and the prefix of the signs from U+00A0 to U+00BF. It
// returns the length and what it stands for; kLine stands for a space.
func mojibake(s string) (int, kind) {
	r, n := utf8.DecodeRuneInString(s)
	if r != 'â' && r != 'Â' {
		return 0, kOther
	}
	r2, n2 := utf8.DecodeRuneInString(s[n:])
	if r == 'Â' {
		switch {
		case r2 == '\u00a0' || r2 == '\u00ad':
			return n + n2, kLine
		case r2 > '\u00a0' && r2 <= '\u00bf':
			return n, kLine // the sign itself follows
		}
		return 0, kOther
	}
	r3, n3 := utf8.DecodeRuneInString(s[n+n2:])
	switch {
	case r2 == '\u0082' && r3 == '¬' || r2 == '\u201a' && r3 == '¬':
		return n + n2 + n3, kSign
	case r2 == '¬':
		return n + n2, kSign
	case r2 == '\u0080' || r2 == '€':
		switch r3 {
		case '\u0090', '\u0091', '\u0092', '\u0093', '\u0094', '\u201c', '\u201d':
			return n + n2 + n3, kDash
		case '\u0089', '\u008a', '\u00a8', '\u00af', '\u2030', '\u0160':
			return n + n2 + n3, kLine
		case '¢':
			return n + n2 + n3, kPipe
		case '\u0099', '\u0098', '\u009c', '\u009d', '\u2122', '\u02dc', '\u0153', '¦':
			return n + n2 + n3, kOther
		}
	case r2 == '\u0088' && r3 == '\u0092':
		return n + n2 + n3, kDash
	case r2 == ' ' || r2 == '-':
		return n, kDash
	}
	return 0, kOther
}
