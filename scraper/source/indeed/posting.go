package indeed

import (
	"cmp"
	"errors"
	"strings"

	"backpay/scraper"
	"backpay/scraper/extract/dates"
	"backpay/scraper/extract/htmltext"
	"backpay/scraper/extract/jsonlist"
	"backpay/scraper/extract/places"
	"backpay/scraper/extract/weburl"
	"backpay/scraper/extract/words"
)

// data is what a job's page is made of.
type data struct {
	Key     string `json:"jobKey"`
	Title   string `json:"jobTitle"`
	Base    string `json:"baseUrl"`
	Country string `json:"jobCountry"`
	Place   string `json:"jobLocation"`
	Wrapper struct {
		Info *info `json:"jobInfoModel"`
	} `json:"jobInfoWrapperModel"`
	Salary *salary `json:"salaryInfoModel"`
	Query  struct {
		Data struct {
			Jobs struct {
				Results []struct {
					Job job `json:"job"`
				} `json:"results"`
			} `json:"jobData"`
		} `json:"data"`
	} `json:"hostQueryExecutionResult"`
}

// info is what stands in the page's head and text.
type info struct {
	Header struct {
		Title   string `json:"jobTitle"`
		Company string `json:"companyName"`
		Place   string `json:"formattedLocation"`
		Remote  struct {
			Text string `json:"text"`
		} `json:"remoteWorkModel"`
		IsRemote bool `json:"remoteLocation"`
	} `json:"jobInfoHeaderModel"`
	Meta struct {
		Types string `json:"jobType"`
	} `json:"jobMetadataHeaderModel"`
	Description string `json:"sanitizedJobDescription"`
}

// salary is the line of pay in the page's head.
type salary struct {
	Min      jsonlist.Number `json:"salaryMin"`
	Max      jsonlist.Number `json:"salaryMax"`
	Currency string          `json:"salaryCurrency"`
	Text     string          `json:"salaryText"`
	Period   string          `json:"salaryType"`
}

// job is the same job as the page's own query answers it.
type job struct {
	Key          string        `json:"key"`
	Title        string        `json:"title"`
	Employer     string        `json:"sourceEmployerName"`
	URL          string        `json:"url"`
	Published    jsonlist.Text `json:"datePublished"` // milliseconds
	Expires      jsonlist.Text `json:"expirationDate"`
	Language     string        `json:"language"`
	Description  described     `json:"description"`
	Location     location      `json:"location"`
	Compensation *compensation `json:"compensation"`
}

type described struct {
	HTML string `json:"html"`
}

type location struct {
	Country   string `json:"countryCode"`
	Region    string `json:"admin1Name"`
	City      string `json:"city"`
	Formatted struct {
		Long string `json:"long"`
	} `json:"formatted"`
}

// compensation holds the employer's pay, and Indeed's own estimate beside it.
type compensation struct {
	Base      *rate `json:"baseSalary"`
	Estimated *struct {
		Base *rate `json:"baseSalary"`
	} `json:"estimated"`
	Currency string `json:"currencyCode"`
	Text     string `json:"formattedText"`
}

type rate struct {
	Unit  string `json:"unitOfWork"`
	Range struct {
		Min jsonlist.Number `json:"min"`
		Max jsonlist.Number `json:"max"`
	} `json:"range"`
}

func (d data) posting(page *scraper.Page, address string) (scraper.Posting, error) {
	var j job
	for _, r := range d.Query.Data.Jobs.Results {
		if r.Job.Key == d.Key {
			j = r.Job
		}
	}
	head, id := d.Wrapper.Info.Header, cmp.Or(d.Key, key(address))
	p := scraper.Posting{
		ID:          id,
		URL:         link(cmp.Or(address, d.Base), id),
		ApplyURL:    weburl.Resolve("", j.URL),
		Title:       htmltext.Line(cmp.Or(head.Title, j.Title, d.Title)),
		Company:     htmltext.Line(cmp.Or(head.Company, j.Employer)),
		Place:       htmltext.Line(cmp.Or(head.Place, d.Place, j.Location.Formatted.Long)),
		Country:     cmp.Or(places.Country(j.Location.Country), places.Country(d.Country), countryOf(address), page.Request.Country),
		Workplace:   workplace(head.Remote.Text),
		Employment:  employment(d.Wrapper.Info.Meta.Types),
		Language:    j.Language,
		Description: htmltext.Text(cmp.Or(d.Wrapper.Info.Description, j.Description.HTML)),
		Path:        "_initialData",
	}
	switch {
	case p.ID == "":
		return p, errors.New("jobKey: is missing; give the page's address with --url")
	case p.Title == "":
		return p, errors.New("jobTitle: is empty")
	}
	if p.Workplace == "" && head.IsRemote {
		p.Workplace = "remote"
	}
	a := scraper.Address{
		Locality: htmltext.Line(j.Location.City),
		Region:   htmltext.Line(j.Location.Region),
		Country:  j.Location.Country,
	}
	if a != (scraper.Address{}) {
		a.Text = p.Place
		p.Places = []scraper.Address{a}
	}
	p.PostedAt = dates.Field(&p.Unread, "datePublished", string(j.Published))
	p.ValidThrough = dates.Field(&p.Unread, "expirationDate", string(j.Expires))
	p.Pay = j.pay()
	if len(p.Pay) == 0 {
		p.Pay = d.Salary.pay()
	}
	return p, nil
}

// pay is the employer's pay, or else Indeed's estimate, which is none.
func (j job) pay() []scraper.Pay {
	c := j.Compensation
	if c == nil {
		return nil
	}
	if p, ok := c.Base.pay(c.Currency); ok {
		p.Origin, p.Text, p.Path = scraper.Structured, cmp.Or(p.Text, htmltext.Line(c.Text)), "compensation.baseSalary"
		return []scraper.Pay{p}
	}
	if c.Estimated == nil {
		return nil
	}
	if p, ok := c.Estimated.Base.pay(c.Currency); ok {
		p.Origin, p.Path = scraper.Predicted, "compensation.estimated.baseSalary"
		return []scraper.Pay{p}
	}
	return nil
}

func (r *rate) pay(currency string) (scraper.Pay, bool) {
	if r == nil || r.Range.Min == 0 && r.Range.Max == 0 {
		return scraper.Pay{}, false
	}
	return scraper.Pay{
		Min:      float64(r.Range.Min),
		Max:      float64(r.Range.Max),
		Currency: currency,
		Period:   words.PeriodOf(r.Unit),
	}, true
}

// pay is the line of pay. Where it says that it is Indeed's estimate, it is
// predicted.
func (s *salary) pay() []scraper.Pay {
	if s == nil {
		return nil
	}
	text := htmltext.Line(s.Text)
	p := scraper.Pay{
		Min:      float64(s.Min),
		Max:      float64(s.Max),
		Currency: s.Currency,
		Text:     text,
		Origin:   scraper.Structured,
		Path:     "salaryInfoModel",
	}
	if p.Min == 0 && p.Max == 0 {
		if !strings.ContainsAny(text, "0123456789") {
			return nil
		}
		p.Currency, p.Origin = "", scraper.Field
	} else {
		p.Period, p.Text = words.PeriodOf(s.Period), text
	}
	if estimated(text) {
		p.Origin = scraper.Predicted
	}
	return []scraper.Pay{p}
}

// workplace reads "Hybrid work", "Remote".
func workplace(text string) string {
	word, _, _ := strings.Cut(htmltext.Line(text), " ")
	return words.Workplace(word)
}

// employment reads "Permanent, Full-time". Permanent says nothing of hours and
// counts where nothing else stands.
func employment(types string) string {
	var kinds []string
	for word := range strings.SplitSeq(types, ",") {
		if kind := words.Employment(word); kind != "permanent" {
			kinds = append(kinds, kind)
		}
	}
	return cmp.Or(htmltext.Join(kinds...), words.Employment(types))
}
