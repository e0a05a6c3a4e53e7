package pay

import "unicode/utf8"

// land is the country that the caller names, else the one that the language
// of the text near the figure in hand points to, for what employers there leave
// unsaid.
func (p *parser) land() string {
	if p.hint.Country != "" {
		return p.hint.Country
	}
	return p.script()
}

// chinese reports whether the figure in hand is of a market that writes in
// Chinese, or stands in a line of Chinese wherever the job is.
func (p *parser) chinese() bool {
	switch p.hint.Country {
	case "CN", "HK", "MO", "TW":
		return true
	}
	return p.script() == "CN"
}

// script is the country that the language of the text near the figure in hand
// points to.
func (p *parser) script() string {
	start := p.lineStart(min(p.here, max(len(p.toks)-1, 0)))
	if p.guessAt == start+1 {
		return p.guess
	}
	p.guessAt, p.guess = start+1, p.landOfLines(start)
	return p.guess
}

// fewLines is how many lines above a line without letters are looked at.
const fewLines = 4

// landOfLines reads the script of the line that begins at token start, or of the
// lines above where it has no letters. Where that is Latin, a text with many
// letters of another script decides.
func (p *parser) landOfLines(start int) string {
	var n letters
	for range fewLines {
		end := p.lineEnd(start)
		if start < len(p.toks) && end > start {
			n.add(p.text[p.toks[start].start:p.toks[end-1].end])
		}
		if n != (letters{}) || start == 0 {
			break
		}
		start = p.lineStart(start - 1)
	}
	if land := n.land(); land != "" {
		return land
	}
	if !p.whole.counted {
		p.whole.counted = true
		p.whole.letters.addBeyond(p.text[:min(len(p.text), sample)])
	}
	w := p.whole.letters
	if 3*w.han+3*w.kana+2*w.hangul+w.cyrillic+w.thai+6*w.viet < manyLetters {
		return ""
	}
	return w.land()
}

const (
	// sample is how much of a text decides its script, in bytes.
	sample = 4096
	// scriptShare is the share of letters, one in so many, that must be of a
	// script: a name in an English line is not enough.
	scriptShare = 5
	// manyLetters is how many letters make a text one of their script though
	// the figure's line is in Latin ones.
	manyLetters = 60
)

// letters are how many letters of each script a text has.
type letters struct {
	latin, han, kana, hangul, cyrillic, ukrainian, thai, viet int
}

func (n *letters) add(text string) {
	for i := 0; i < len(text); {
		if c := text[i]; c < utf8.RuneSelf {
			if letter(c) {
				n.latin++
			}
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		i += size
		n.count(r)
	}
}

// addBeyond is add without the Latin letters.
func (n *letters) addBeyond(text string) {
	for i := 0; i < len(text); {
		if text[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		i += size
		n.count(r)
	}
}

func (n *letters) count(r rune) {
	switch {
	case r >= 0x3040 && r <= 0x30ff:
		n.kana++
	case r >= 0x3400 && r <= 0x9fff:
		n.han++
	case r >= 0xac00 && r <= 0xd7af:
		n.hangul++
	case r >= 0x0e00 && r <= 0x0e7f:
		n.thai++
	case r == 'і' || r == 'ї' || r == 'є':
		n.ukrainian++
		n.cyrillic++
	case r >= 0x0400 && r <= 0x04ff:
		n.cyrillic++
	case r == 'ơ' || r == 'ư' || r == 'đ' || r >= 0x1ea0 && r <= 0x1ef9:
		n.viet++
	}
}

// land is the country of the script that a fair share of the letters is of. One
// letter of China, Japan and Korea says as much as some Latin ones.
func (n *letters) land() string {
	many := func(k int) bool { return k > 0 && k*scriptShare >= n.latin }
	switch {
	case many(3 * n.kana):
		return "JP"
	case many(2 * n.hangul):
		return "KR"
	case many(3 * n.han):
		return "CN"
	case many(10 * n.ukrainian):
		return "UA"
	case many(n.cyrillic):
		return "RU"
	case many(n.thai):
		return "TH"
	case n.viet*10 >= n.latin && n.viet > 1:
		return "VN"
	}
	return ""
}
