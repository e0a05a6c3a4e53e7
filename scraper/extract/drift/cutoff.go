package drift

import (
	"bytes"

	"golang.org/x/net/html"
)

// CutOff reports whether a page or fragment of HTML ends before its end, as a
// broken download or a full disk leaves it: a page holds no </html>; a fragment,
// which has no element html, doesn't end in the end of an element, or leaves
// one open that has to be closed. A parser closes what is open, so that the
// last text of such a page looks whole.
func CutOff(body []byte) bool {
	z := html.NewTokenizer(bytes.NewReader(body))
	page, ended := false, false
	open := map[string]int{}
	for {
		switch z.Next() {
		case html.ErrorToken:
			for _, n := range open {
				ended = ended && n <= 0
			}
			return page || !ended
		case html.StartTagToken:
			name, _ := z.TagName()
			page, ended = page || string(name) == "html", false
			if !unclosed[string(name)] {
				open[string(name)]++
			}
		case html.EndTagToken:
			name, _ := z.TagName()
			if string(name) == "html" {
				return false
			}
			open[string(name)]--
			ended = true
		case html.TextToken:
			if len(bytes.TrimSpace(z.Raw())) > 0 {
				ended = false
			}
		}
	}
}

// unclosed are the elements that need no end.
var unclosed = map[string]bool{
	"area": true, "base": true, "br": true, "col": true, "embed": true, "hr": true, "img": true, "input": true, "link": true, "meta": true,
	"source": true, "track": true, "wbr": true, "p": true, "dt": true, "dd": true, "option": true, "tr": true, "td": true, "th": true,
	"thead": true, "tbody": true, "tfoot": true, "colgroup": true,
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
