package indeed

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"strings"

	"backpay/scraper"
	"backpay/scraper/extract/dates"
	"backpay/scraper/extract/drift"
	"backpay/scraper/extract/htmltext"
	"backpay/scraper/extract/jsonlist"
	"backpay/scraper/extract/places"
	"backpay/scraper/extract/weburl"
	"backpay/scraper/extract/words"
)

// results returns the model of a page of results, from the script that sets
// window.mosaic.providerData["mosaic-provider-jobcards"]; nil for other pages.
func results(body []byte) []byte {
	for raw := range jsonlist.After(body, `providerData["mosaic-provider-jobcards"]`) {
		var data struct {
			Meta struct {
				Model json.RawMessage `json:"mosaicProviderJobCardsModel"`
			} `json:"metaData"`
		}
		if json.Unmarshal(raw, &data) == nil {
			return data.Meta.Model
		}
	}
	return nil
}

// card is a job as a page of results words it.
type card struct {
	Key       string `json:"jobkey"`
	Title     string `json:"title"`
	Display   string `json:"displayTitle"`
	Company   string `json:"company"`
	Place     string `json:"formattedLocation"`
	City      string `json:"jobLocationCity"`
	State     string `json:"jobLocationState"`
	Remote    bool   `json:"remoteLocation"`
	WorkModel struct {
		Type string `json:"type"`
	} `json:"remoteWorkModel"`
	Types     []string      `json:"jobTypes"`
	Published jsonlist.Text `json:"pubDate"` // milliseconds
	Created   jsonlist.Text `json:"createDate"`
	Snippet   string        `json:"snippet"`
	Expired   bool          `json:"expired"`
	Line      struct {
		Currency string `json:"currency"`
		Text     string `json:"text"`
	} `json:"salarySnippet"`
	Extracted *amounts `json:"extractedSalary"`
	Estimated *amounts `json:"estimatedSalary"`
}

type amounts struct {
	Min  jsonlist.Number `json:"min"`
	Max  jsonlist.Number `json:"max"`
	Type string          `json:"type"`
}

// readCards reads a page of results, which holds a snippet of each text.
func readCards(page *scraper.Page, model []byte, address string) (scraper.Result, error) {
	var res scraper.Result
	problems, err := jsonlist.Array(model, "results", func(path string, c card) error {
		p, err := c.posting(page, address)
		if err == nil {
			p.Path = path
			res.Keep(p)
		}
		return err
	})
	if err != nil {
		return scraper.Result{}, err
	}
	res.Problems = append(res.Problems, problems...)
	if len(res.Postings) == 0 {
		return scraper.Result{}, fmt.Errorf("%w: %s lists no job", scraper.ErrNoRecord, drift.Describe(page.Body))
	}
	return res, nil
}

func (c card) posting(page *scraper.Page, address string) (scraper.Posting, error) {
	if c.Key == "" {
		return scraper.Posting{}, errors.New("jobkey: is missing")
	}
	p := scraper.Posting{
		ID:          c.Key,
		URL:         link(address, c.Key),
		Title:       htmltext.Line(cmp.Or(c.Title, c.Display)),
		Company:     htmltext.Line(c.Company),
		Place:       htmltext.Line(c.Place),
		Country:     cmp.Or(countryOf(address), page.Request.Country),
		Workplace:   c.workplace(),
		Employment:  employment(strings.Join(c.Types, ",")),
		Description: htmltext.Text(c.Snippet),
		Pay:         c.pay(),
		Omits:       []string{"description"},
	}
	if p.Title == "" {
		return scraper.Posting{}, errors.New("title: is empty")
	}
	if c.Expired {
		p.ClosedWhy = "expired"
	}
	if a := (scraper.Address{Locality: htmltext.Line(c.City), Region: htmltext.Line(c.State)}); a != (scraper.Address{}) {
		a.Country, a.Text = p.Country, p.Place
		p.Places = []scraper.Address{a}
	}
	p.PostedAt = dates.Field(&p.Unread, "pubDate", string(cmp.Or(c.Published, c.Created)))
	return p, nil
}

func (c card) workplace() string {
	switch {
	case c.Remote, c.WorkModel.Type == "REMOTE_ALWAYS":
		return "remote"
	case c.WorkModel.Type == "REMOTE_HYBRID":
		return "hybrid"
	}
	return ""
}

// pay is what the card's line says, whose amounts stand apart; or Indeed's
// estimate, which is none.
func (c card) pay() []scraper.Pay {
	text := htmltext.Line(c.Line.Text)
	if p, ok := c.Extracted.pay(c.Line.Currency); ok {
		p.Origin, p.Text, p.Path = scraper.Structured, text, "extractedSalary"
		if estimated(text) {
			p.Origin = scraper.Predicted
		}
		return []scraper.Pay{p}
	}
	if strings.ContainsAny(text, "0123456789") && !estimated(text) {
		return []scraper.Pay{{Text: text, Currency: c.Line.Currency, Origin: scraper.Field, Path: "salarySnippet"}}
	}
	if p, ok := c.Estimated.pay(c.Line.Currency); ok {
		p.Origin, p.Path = scraper.Predicted, "estimatedSalary"
		return []scraper.Pay{p}
	}
	return nil
}

// pay is a range. An end that is not stated is -1.
func (a *amounts) pay(currency string) (scraper.Pay, bool) {
	if a == nil || a.Min <= 0 && a.Max <= 0 {
		return scraper.Pay{}, false
	}
	return scraper.Pay{
		Min: float64(max(a.Min, 0)), Max: float64(max(a.Max, 0)), Currency: currency, Period: words.PeriodOf(a.Type),
	}, true
}

// estimated reports whether a line of pay says that it is Indeed's estimate.
func estimated(text string) bool { return strings.Contains(strings.ToLower(text), "estimat") }

// countryOf is the country whose site an address is of (br.indeed.com), "" for
// the site of the United States, which others use too.
func countryOf(address string) string {
	u, err := url.Parse(address)
	if err != nil || !weburl.OnSite(address, "indeed") {
		return ""
	}
	name, _, _ := strings.Cut(u.Hostname(), ".")
	if name == "uk" {
		return "GB"
	}
	if len(name) != 2 {
		return ""
	}
	return places.Country(strings.ToUpper(name))
}
