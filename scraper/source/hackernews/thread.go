package hackernews

import (
	"bytes"
	"cmp"
	"fmt"
	"net/url"
	"strings"

	"github.com/PuerkitoBio/goquery"

	"backpay/scraper"
	"backpay/scraper/extract/drift"
	"backpay/scraper/extract/webpage"
)

// isThread reports whether body is a page of Hacker News with comments.
func isThread(body []byte) bool {
	return strings.HasSuffix(webpage.Title(body), "| Hacker News") && bytes.Contains(body, []byte("comtr"))
}

// readThread reads a saved page of a thread. The comments stand one after the
// other in a table; how deep they are is the width of what indents them.
func readThread(page *scraper.Page, body []byte, address string) (scraper.Result, error) {
	title := strings.TrimSpace(strings.TrimSuffix(webpage.Title(body), "| Hacker News"))
	if !hiring(title) {
		return scraper.Result{}, other(title)
	}
	doc, err := goquery.NewDocumentFromReader(bytes.NewReader(body))
	if err != nil {
		return scraper.Result{}, fmt.Errorf("%w: is no HTML: %w", scraper.ErrDrift, err)
	}
	id := doc.Find(".fatitem tr.athing").First().AttrOr("id", "")
	if u, err := url.Parse(address); err == nil && id == "" {
		id = u.Query().Get("id")
	}
	var res scraper.Result
	rows := doc.Find("tr.comtr")
	cut, replies := drift.CutOff(body), 0
	for i, row := range rows.EachIter() {
		path := fmt.Sprintf("comment[%d]", i)
		if cut && i == rows.Length()-1 {
			res.Problems = append(res.Problems, fmt.Errorf("%s: the page is cut off", path))
			continue
		}
		number, deep := row.AttrOr("id", ""), indent(row)
		if number == "" || deep == "" {
			res.Problems = append(res.Problems, fmt.Errorf("%s: has no id or no indentation", path))
			continue
		}
		if deep != "0" {
			replies++
			continue
		}
		text := row.Find(".commtext").First()
		text.Find(".reply").Remove()
		inner, err := text.Html()
		if err != nil {
			inner = ""
		}
		// What is printed is relative ("16 days ago"); the exact time, if any,
		// is in the title, twice in newer pages.
		posted, _, _ := strings.Cut(row.Find(".age").First().AttrOr("title", ""), " ")
		collect(&res, page, id, comment{number, inner, row.Find(".hnuser").First().Text(), posted, path})
	}
	if len(res.Postings) == 0 {
		if replies == 0 && len(res.Problems) > 0 {
			return scraper.Result{}, fmt.Errorf(
				"%w: none of %d comments could be read, the first: %w",
				scraper.ErrDrift,
				rows.Length(),
				res.Problems[0],
			)
		}
		return scraper.Result{}, fmt.Errorf(
			"%w: %d comments, none of them an advert",
			scraper.ErrNoRecord,
			rows.Length(),
		)
	}
	return res, nil
}

// indent is how deep a comment stands: "0" for one on the thread itself, ""
// when the page doesn't say.
func indent(row *goquery.Selection) string {
	ind := row.Find("td.ind").First()
	return cmp.Or(ind.AttrOr("indent", ""), ind.Find("img").AttrOr("width", ""))
}
