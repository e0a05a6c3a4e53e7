package webpage

import (
	"bytes"

	"github.com/PuerkitoBio/goquery"

	"backpay/scraper/extract/htmltext"
)

// Heading is the text of the page's first main heading.
func Heading(body []byte) string {
	doc, err := goquery.NewDocumentFromReader(bytes.NewReader(body))
	if err != nil {
		return ""
	}
	return htmltext.Line(doc.Find("h1").First().Text())
}
