package jsonld

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/PuerkitoBio/goquery"

	"backpay/scraper/extract/htmltext"
)

// article is what a page without structured data says in its main part.
type article struct {
	Title string
	// Company, Place and Posted are the texts of the parts that the page's own
	// class names or test ids call so, "" where none does.
	Company, Place, Posted string
	// Text is the description, or the whole main part where none is marked.
	Text string
}

// leastText is the length, in bytes, under which a main part describes nothing.
const leastText = 200

// readArticle reads the part of a page that its one main heading stands in:
// the nearest article, else main, without what stands beside the matter
// (navigation, asides, forms). It answers false for a page that has no such
// heading or hardly any text: that is no description of one thing.
func readArticle(page []byte) (article, bool, error) {
	doc, err := goquery.NewDocumentFromReader(bytes.NewReader(page))
	if err != nil {
		return article{}, false, fmt.Errorf("is no HTML: %w", err)
	}
	doc.Find("nav, aside, footer, form, script, style, template, noscript, [hidden], [aria-hidden=true]").Remove()
	heading := doc.Find("h1")
	if heading.Length() != 1 {
		return article{}, false, nil
	}
	root := heading.Closest("article")
	if root.Length() == 0 {
		root = heading.Closest("main, [role=main]")
	}
	if root.Length() == 0 {
		return article{}, false, nil
	}
	a := article{
		Title:   htmltext.Line(heading.Text()),
		Company: htmltext.Line(part(root, "company", "employer", "organization", "hiringorganization").Text()),
		Place:   htmltext.Line(part(root, "location", "place", "joblocation", "city").Text()),
		Posted:  root.Find("time[datetime]").First().AttrOr("datetime", ""),
	}
	body := part(root, "description", "jobdescription", "job-description", "job_description")
	if body.Length() == 0 {
		body = root
	}
	html, err := body.Html()
	if err != nil {
		return article{}, false, fmt.Errorf("main part: %w", err)
	}
	a.Text = htmltext.Text(html)
	return a, a.Title != "" && len(a.Text) >= leastText, nil
}

// part is the first element below root that one of its class names, its
// itemprop or its test id calls by one of the words, as a whole or as its last
// part ("job-location").
func part(root *goquery.Selection, words ...string) *goquery.Selection {
	return root.Find("[class], [itemprop], [data-testid]").FilterFunction(func(_ int, el *goquery.Selection) bool {
		names := strings.Fields(
			strings.ToLower(
				el.AttrOr("class", "") + " " + el.AttrOr("itemprop", "") + " " + el.AttrOr("data-testid", ""),
			),
		)
		return slices.ContainsFunc(names, func(name string) bool {
			if slices.Contains(words, name) {
				return true
			}
			last := strings.FieldsFunc(name, func(r rune) bool { return r == '-' || r == '_' })
			return len(last) > 1 && slices.Contains(words, last[len(last)-1])
		})
	}).First()
}
