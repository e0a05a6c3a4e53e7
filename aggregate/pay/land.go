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
	var latin, han, kana, hangul, cyrillic, ukrainian, thai, viet int
	for i := 0; i < len(text) && i < sample; {
		if c := text[i]; c < utf8.RuneSelf {
			if letter(c) {
				latin++
			}
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(text[i:])
		i += n
		switch {
		case r >= 0x3040 && r <= 0x30ff:
			kana++
		case r >= 0x3400 && r <= 0x9fff:
			han++
		case r >= 0xac00 && r <= 0xd7af:
			hangul++
		case r >= 0x0e00 && r <= 0x0e7f:
			thai++
		case r == 'і' || r == 'ї' || r == 'є':
			ukrainian++
			cyrillic++
		case r >= 0x0400 && r <= 0x04ff:
			cyrillic++
		case r == 'ơ' || r == 'ư' || r == 'đ' || r >= 0x1ea0 && r <= 0x1ef9:
			viet++
		}
	}
	many := func(n int) bool { return n > 0 && n*scriptShare >= latin }
	kana, hangul, han = 3*kana, 2*hangul, 3*han // one of these says as much as some letters
	switch {
	case many(kana):
		return "JP"
	case many(hangul):
		return "KR"
	case many(han):
		return "CN"
	case many(ukrainian * 10):
		return "UA"
	case many(cyrillic):
		return "RU"
	case many(thai):
		return "TH"
	case viet*10 >= latin && viet > 2:
		return "VN"
	}
	return ""
}
