package jobfeed

import (
	"bytes"
	"cmp"
	"errors"
	"strings"

	"backpay/scraper"
	"backpay/scraper/extract/dates"
	"backpay/scraper/extract/htmltext"
	"backpay/scraper/extract/places"
	"backpay/scraper/extract/weburl"
	"backpay/scraper/extract/words"
	"backpay/scraper/extract/xmllist"
)

// job is one job of a feed for search engines. Engines ask for other names of
// the same: those of Indeed stand first.
type job struct {
	Reference   string `xml:"referencenumber"`
	ID          string `xml:"id,attr"`
	OtherID     string `xml:"id"` // of the feeds of DevITjobs, which have a source of their own
	Title       string `xml:"title"`
	Name        string `xml:"name"`
	URL         string `xml:"url"`
	Link        string `xml:"link"`
	Company     string `xml:"company"`
	City        string `xml:"city"`
	State       string `xml:"state"`
	Country     string `xml:"country"`
	Region      string `xml:"region"`
	Location    string `xml:"location"`
	Remote      string `xml:"remotetype"`
	Date        string `xml:"date"`
	Published   string `xml:"pubdate"`
	Expires     string `xml:"expirationdate"`
	Expire      string `xml:"expire"`
	Description string `xml:"description"`
	Salary      string `xml:"salary"`
	Type        string `xml:"jobtype"`
	Category    string `xml:"category"`
}

// roots are the elements that such feeds hold their jobs in.
var roots = []string{"source", "jobs"}

// isXML reports whether body is a feed for search engines, by what its first jobs
// say of themselves.
func isXML(body []byte) bool {
	root := rootOf(body)
	return root != "" && bytes.Contains(body, []byte("<job")) && xmllist.Any(body, root, "job", func(j job) bool {
		return cmp.Or(j.Title, j.Name) != "" && cmp.Or(j.URL, j.Link) != "" &&
			cmp.Or(j.Reference, j.ID) != "" && j.OtherID == ""
	})
}

func rootOf(body []byte) string {
	found := xmllist.Root(body)
	for _, root := range roots {
		if found == root {
			return root
		}
	}
	return ""
}

func readXML(page *scraper.Page) (scraper.Result, error) {
	var res scraper.Result
	problems, err := xmllist.Array(page.Body, cmp.Or(rootOf(page.Body), roots[0]), "job", func(path string, j job) error {
		p, err := j.posting(page, path)
		if err == nil {
			res.Keep(p)
		}
		return err
	})
	if err != nil {
		return scraper.Result{}, err
	}
	res.Problems = append(res.Problems, problems...)
	return res, nil
}

func (j job) posting(page *scraper.Page, path string) (scraper.Posting, error) {
	link := weburl.Resolve(page.URL, cmp.Or(strings.TrimSpace(j.URL), strings.TrimSpace(j.Link)))
	p := scraper.Posting{
		Board:       cmp.Or(page.Request.Board, host(link)),
		URL:         link,
		Title:       cmp.Or(htmltext.Line(j.Title), htmltext.Line(j.Name)),
		Company:     cmp.Or(htmltext.Line(j.Company), page.Request.Company),
		Workplace:   remote(j.Remote),
		Employment:  words.Employment(j.Type),
		Department:  htmltext.Line(j.Category),
		Description: htmltext.Text(j.Description),
		Pay:         paid(j.Salary, "salary"),
		Path:        path,
	}
	if ref := cmp.Or(htmltext.Line(j.Reference), htmltext.Line(j.ID)); ref != "" {
		p.ID = strings.TrimPrefix(p.Board+":"+ref, ":")
	}
	p.ID = cmp.Or(p.ID, link)
	switch {
	case p.ID == "":
		return scraper.Posting{}, errors.New("referencenumber: is missing, and so is url")
	case p.Title == "":
		return scraper.Posting{}, errors.New("title: is empty")
	}
	p.Place, p.Places, p.Country = places.Of([]places.Location{
		{City: j.City, Region: j.State, Country: j.Country, Code: j.Country},
	})
	if j.City == "" {
		if text := cmp.Or(htmltext.Line(j.Location), htmltext.Line(j.Region)); text != "" {
			p.Place = htmltext.Join(text, p.Place)
		}
	}
	p.Country = cmp.Or(p.Country, page.Request.Country)
	p.PostedAt = dates.Field(&p.Unread, "date", cmp.Or(strings.TrimSpace(j.Date), j.Published))
	p.ValidThrough = dates.Field(&p.Unread, "expirationdate", cmp.Or(strings.TrimSpace(j.Expires), j.Expire))
	return p, nil
}

// remote reads Indeed's words: "Fully remote", "Hybrid remote"; the others
// ("WFH Flexible") are no kind of workplace.
func remote(word string) string {
	first, _, _ := strings.Cut(strings.ToLower(htmltext.Line(word)), " ")
	if first == "fully" {
		return "remote"
	}
	return words.Workplace(first)
}
