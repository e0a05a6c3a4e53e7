// Package remoteok reads the remote jobs that Remote OK lists, through its
// public interface.
//
// GET /api answers about 100 of the newest jobs, GET /api?tag=backend those of
// a tag, without a key. What to know of it:
//   - The list's first element is no job: it states the terms, which are the
//     source of About here. They want a link, without "nofollow", to the job's
//     address at Remote OK, which is named as the source, and no logo.
//   - Text was misread at the source (UTF-8 as Latin-1), in every recording
//     since 2020. It is mended by the rule of remoteok.mendMojibake: only runs of
//     characters that decode cleanly; the rest stays as it came.
//   - salary_min and salary_max are US dollars a year by the site's custom; the
//     answer doesn't say. Some are dollars an hour or thousands (30 to 30, 80
//     to 140): they are kept as said, and flagged. 0 is none.
//   - Each text ends in a paragraph of Remote OK's own against spam, with the
//     address of whoever fetched it in base64: it is cut off.
//   - Anybody can post, and some posts are no jobs ("Menu"). They are kept:
//     their titles are of no role. One whose title is empty is passed by.
//   - Answers of 2020 had no pay at all.
package remoteok

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"strings"

	"backpay/scraper"
	"backpay/scraper/extract/dates"
	"backpay/scraper/extract/htmltext"
	"backpay/scraper/extract/jsonlist"
	"backpay/scraper/extract/weburl"
)

const origin = "https://remoteok.com"

// Source is the scraper.Source of this package.
type Source struct{}

// About fulfils scraper.Source.
func (Source) About() scraper.About {
	return scraper.About{
		Name:        "remoteok",
		Title:       "Remote OK",
		Kind:        scraper.Listing,
		Side:        scraper.Posted,
		Access:      scraper.API,
		Homepage:    "https://remoteok.com/",
		Terms:       "https://remoteok.com/api",
		Attribution: "Jobs from Remote OK (https://remoteok.com/). Each links to its page there.",
		Hosts:       []string{"remoteok.com"},
		OnByDefault: true,
		Pay:         "structured",
	}
}

// Settings are what the configuration file says to this source.
type Settings struct {
	scraper.Common `yaml:",inline"`
	// Tags are Remote OK's own ("backend", "golang"), each of which is one
	// request; without any, the newest jobs of all kinds are read.
	Tags []string `yaml:"tags"`
}

// Settings fulfils scraper.Source.
func (Source) Settings() scraper.Settings { return &Settings{} }

// Validate fulfils scraper.Settings.
func (s *Settings) Validate() error {
	if err := s.Common.Validate(); err != nil {
		return err
	}
	for i, tag := range s.Tags {
		if strings.TrimSpace(tag) == "" {
			return fmt.Errorf("tags[%d]: is empty", i)
		}
	}
	return nil
}

// Start asks for each tag, or for the newest jobs.
func (Source) Start(settings scraper.Settings) ([]scraper.Request, error) {
	s, ok := settings.(*Settings)
	if !ok {
		return nil, fmt.Errorf("settings are a %T", settings)
	}
	if len(s.Tags) == 0 {
		return []scraper.Request{{URL: s.Address(origin, "/api"), Page: "feed"}}, nil
	}
	var reqs []scraper.Request
	for _, tag := range s.Tags {
		reqs = append(reqs, scraper.Request{URL: s.Address(origin, "/api?tag="+url.QueryEscape(tag)), Page: "feed"})
	}
	return reqs, nil
}

// Recognise knows the list by keys that no other service has together, in its
// first element or in one after the notice.
func (Source) Recognise(page *scraper.Page) bool {
	_, first := jsonlist.Shape(page.Body, "")
	if !first.Has("legal") {
		return known(first)
	}
	found := false
	_, err := jsonlist.Array(page.Body, "", func(_ string, k jsonlist.Keys) error {
		found = found || known(k)
		return nil
	})
	return err == nil && found
}

func known(k jsonlist.Keys) bool { return k.Has("id", "slug", "epoch", "position", "company") }

// Read reads the list.
func (Source) Read(page *scraper.Page) (scraper.Result, error) {
	var res scraper.Result
	notice, empty := false, 0
	problems, err := jsonlist.Array(page.Body, "", func(path string, j job) error {
		if j.Legal != "" && j.ID == "" {
			notice = true
			return nil
		}
		p, err := j.posting(page, path)
		switch {
		case err != nil:
		case p.Title == "":
			empty++
		default:
			res.Keep(p)
		}
		return err
	})
	if err == nil && len(res.Postings) == 0 && len(problems)+empty > 0 {
		err = fmt.Errorf("%w: none of %d jobs could be read", scraper.ErrDrift, len(problems)+empty)
		if len(problems) > 0 {
			err = fmt.Errorf("%w, the first: %w", err, problems[0])
		}
	}
	if err != nil {
		return scraper.Result{}, err
	}
	res.Problems = append(res.Problems, problems...)
	if !notice {
		res.Problems = append(res.Problems, errors.New("[0].legal: is missing, which states the terms"))
	}
	return res, nil
}

// job is a posting as the service words it, or the notice.
type job struct {
	Legal       string                             `json:"legal"`
	ID          json.Number                        `json:"id"`
	Date        string                             `json:"date"`
	Company     string                             `json:"company"`
	Position    string                             `json:"position"`
	Tags        []string                           `json:"tags"`
	Description string                             `json:"description"`
	Location    string                             `json:"location"`
	URL         string                             `json:"url"`
	ApplyURL    string                             `json:"apply_url"`
	Min         jsonlist.Optional[jsonlist.Number] `json:"salary_min"`
	Max         jsonlist.Optional[jsonlist.Number] `json:"salary_max"`
}

func (j job) posting(page *scraper.Page, path string) (scraper.Posting, error) {
	if j.ID == "" {
		return scraper.Posting{}, errors.New("id: is missing")
	}
	p := scraper.Posting{
		ID:      j.ID.String(),
		URL:     weburl.Resolve("", j.URL),
		Title:   line(j.Position),
		Company: line(j.Company),
		// A town without a country keeps the comma between them ("Sonipat, ").
		Place:       strings.Trim(line(j.Location), ", "),
		Country:     page.Request.Country,
		Workplace:   "remote", // as all that Remote OK lists
		Description: htmltext.Text(advert(mendMojibake(j.Description))),
		Pay:         j.pay(),
		Path:        path,
	}
	if apply := weburl.Resolve("", j.ApplyURL); apply != p.URL {
		p.ApplyURL = apply
	}
	for _, tag := range j.Tags {
		if tag = line(tag); tag != "" {
			p.Tags = append(p.Tags, tag)
		}
	}
	p.PostedAt = dates.Field(&p.Unread, "date", j.Date)
	if !j.Min.Stated && !j.Max.Stated {
		p.Omits = append(p.Omits, "pay")
	}
	return p, nil
}

func line(s string) string { return htmltext.Line(mendMojibake(s)) }

// advert is the text without Remote OK's paragraph, which is the last.
func advert(text string) string {
	i := strings.LastIndex(text, "Please mention the word **")
	if i < 0 || !strings.Contains(text[i:], "when applying to show you read the job post completely") {
		return text
	}
	return text[:i]
}

func (j job) pay() []scraper.Pay {
	p := scraper.Pay{
		Min:      float64(j.Min.Value),
		Max:      float64(j.Max.Value),
		Currency: "USD",
		Period:   "year",
		Origin:   scraper.Structured,
		Path:     "salary_min",
	}
	if p.Min == 0 && p.Max == 0 {
		return nil
	}
	return []scraper.Pay{p}
}
