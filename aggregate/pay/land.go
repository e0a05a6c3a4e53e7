package pay

import "unicode/utf8"

// land is the country that the caller names, else the one that the text's
// language points to, for what employers there leave unsaid.
func (p *parser) land() string {
	if p.hint.Country != "" {
		return p.hint.Country
	}
	if !p.guessed {
		p.guessed, p.guess = true, landOfScript(p.text)
	}
	return p.guess
}

// sample is how much of a text its script is told by, in bytes, and scriptShare
// how many of its letters must be of the script: a name in an English advert is
// not enough.
const (
	sample      = 4096
	scriptShare = 5
)

// landOfScript returns the country whose script a text is written in: China,
// Japan, Korea, Thailand, Russia, Ukraine or Viet Nam, or "".
func landOfScript(text string) string {
	var n letters
	for i := 0; i < len(text) && i < sample; {
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
	return n.land()
}

// letters are how many letters of each script a text has.
type letters struct {
	latin, han, kana, hangul, cyrillic, ukrainian, thai, viet int
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
	case n.viet*10 >= n.latin && n.viet > 2:
		return "VN"
	}
	return ""
}
