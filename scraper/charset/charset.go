// Package charset guesses how a text is encoded that doesn't say it.
package charset

import (
	"bytes"
	"unicode/utf8"

	"github.com/saintfish/chardet"
	"golang.org/x/net/html/charset"
	"golang.org/x/text/transform"
)

const (
	// sampled is how many bytes a text's encoding is guessed by.
	sampled = 64 << 10
	// sure is the confidence, of 100, that a guess must have. A few words have
	// some 10 for each encoding; a line or two has 100 for its own.
	sure = 90
	// likely is the confidence that is enough for a text of which next to all
	// bytes are characters of the encoding.
	likely = 50
	// dirt is of how many bytes one may be none of a character.
	dirt = 500
)

// easterns are the encodings of East Asia, by the names that are in use for them
// on the web.
var easterns = map[string]string{
	"GB-18030": "gb18030", "Big5": "big5", "EUC-JP": "euc-jp", "Shift_JIS": "shift_jis", "EUC-KR": "euc-kr",
}

// Eastern guesses which encoding of Chinese, Japanese or Korean a text is in, ""
// where its bytes don't look like any. The bytes of their characters come in
// pairs of a form that accented letters don't.
func Eastern(text []byte) (name string) {
	at := bytes.IndexFunc(text, func(r rune) bool { return r >= utf8.RuneSelf })
	if at < 0 {
		return ""
	}
	text = text[at:min(len(text), at+sampled)]
	all, err := chardet.NewHtmlDetector().DetectAll(text)
	if err != nil { // nothing fits
		return ""
	}
	for i, found := range all {
		if name := easterns[found.Charset]; name != "" &&
			(i == 0 && found.Confidence >= sure || found.Confidence >= likely && clean(text, name)) {
			return name
		}
	}
	return ""
}

// clean reports whether next to all bytes of a text are characters of an encoding.
func clean(text []byte, name string) bool {
	enc, _ := charset.Lookup(name)
	out, _, _ := transform.Bytes(enc.NewDecoder(), text) // its end may cut a character
	return dirt*bytes.Count(out, []byte("\ufffd")) < len(out)
}
