package drift

import (
	"bytes"

	"golang.org/x/net/html"
)

// CutOff tells whether a page or fragment of HTML ends before its end, as a
// broken download or a full disk leaves it: it holds no </html>, and the
// element that it opens with is not closed by its last tag. A parser closes
// what is open, so that the last text of such a page looks whole.
func CutOff(body []byte) bool {
	z := html.NewTokenizer(bytes.NewReader(body))
	first, last := "", ""
	for {
		switch z.Next() {
		case html.ErrorToken:
			return first == "" || first != last
		case html.StartTagToken:
			name, _ := z.TagName()
			last = ""
			if first == "" {
				first = string(name)
			}
		case html.EndTagToken:
			name, _ := z.TagName()
			if last = string(name); last == "html" {
				return false
			}
		case html.TextToken:
			if len(bytes.TrimSpace(z.Raw())) > 0 {
				last = ""
			}
		}
	}
}

// CheckEnd refuses a page of HTML that is cut off: what it says last may be
// half of it ("$52" of "$52,300"), which matters to sources that read amounts
// from text. The error is scraper.ErrDrift.
func CheckEnd(body []byte) error {
	if CutOff(body) {
		return New(body, "a page with its end (</html>); it is cut off")
	}
	return nil
}
