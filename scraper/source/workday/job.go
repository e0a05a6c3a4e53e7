package workday

import (
	"cmp"
	"errors"
	"fmt"
	"net/url"
	"strings"

	"backpay/scraper"
	"backpay/scraper/extract/dates"
	"backpay/scraper/extract/htmltext"
	"backpay/scraper/extract/jsonlist"
	"backpay/scraper/extract/places"
	"backpay/scraper/extract/weburl"
	"backpay/scraper/extract/words"
)

func readJob(page *scraper.Page) (scraper.Result, error) {
	j, unfit, err := jsonlist.Object[job](page.Body)
	if err != nil {
		return scraper.Result{}, err
	}
	p, err := j.posting(page)
	if err != nil {
		return scraper.Result{}, fmt.Errorf("%w: jobPostingInfo.%w", scraper.ErrDrift, err)
	}
	if posted := j.Info.Posted; posted != nil && !*posted {
		return scraper.Result{Ended: "posted is false"}, nil
	}
	res := scraper.Result{Problems: unfit}
	res.Keep(p)
	return res, nil
}

// job is a single posting as the service words it.
type job struct {
	Info struct {
		Title               string   `json:"title"`
		Description         string   `json:"jobDescription"`
		Location            string   `json:"location"`
		AdditionalLocations []string `json:"additionalLocations"`
		StartDate           string   `json:"startDate"`
		EndDate             string   `json:"endDate"`
		TimeType            string   `json:"timeType"`
		RemoteType          string   `json:"remoteType"`
		JobPostingID        string   `json:"jobPostingId"`
		JobReqID            string   `json:"jobReqId"`
		ExternalURL         string   `json:"externalUrl"`
		Posted              *bool    `json:"posted"`
		Requisition         struct {
			Country country `json:"country"`
		} `json:"jobRequisitionLocation"`
	} `json:"jobPostingInfo"`
	Organization struct {
		Name string `json:"name"`
	} `json:"hiringOrganization"`
}

type country struct {
	Code string `json:"alpha2Code"`
}

func (j job) posting(page *scraper.Page) (scraper.Posting, error) {
	info := j.Info
	path := cmp.Or(info.JobPostingID, info.JobReqID)
	if path == "" {
		return scraper.Posting{}, errors.New("jobPostingId: is missing")
	}
	address := weburl.Resolve("", info.ExternalURL)
	board := cmp.Or(page.Request.Board, boardOf(address), boardOf(page.URL))
	p := scraper.Posting{
		ID:          identity(board, path),
		Board:       board,
		URL:         address,
		Title:       htmltext.Line(info.Title),
		Company:     cmp.Or(page.Request.Company, htmltext.Line(j.Organization.Name), tenantOf(board)),
		Place:       htmltext.Join(htmltext.Lines(append([]string{info.Location}, info.AdditionalLocations...))...),
		Workplace:   words.Workplace(info.RemoteType),
		Employment:  words.Employment(info.TimeType),
		Description: htmltext.Text(info.Description),
		Path:        "jobPostingInfo",
	}
	if p.Title == "" {
		return scraper.Posting{}, errors.New("title: is empty")
	}
	if u, err := url.Parse(address); err == nil && p.Place == "" {
		if i := strings.Index(u.Path, "/job/"); i >= 0 {
			p.Place = placeIn(u.Path[i:])
		}
	}
	// The country is that of the requisition, which has one place.
	if len(info.AdditionalLocations) == 0 {
		p.Country = cmp.Or(places.Country(info.Requisition.Country.Code), page.Request.Country)
	}
	p.PostedAt = dates.Field(&p.Unread, "startDate", info.StartDate)
	p.ValidThrough = dates.Field(&p.Unread, "endDate", info.EndDate)
	return p, nil
}

// identity is a posting's in the source: the board, and the number at the end
// of its address (/job/Place/Title_R123-1), as the title in it may change. The
// number is the employer's: without a board the whole address stands for it.
func identity(board, path string) string {
	if board == "" {
		return path
	}
	id := path[strings.LastIndexByte(path, '/')+1:]
	if i := strings.LastIndexByte(id, '_'); i >= 0 && i < len(id)-1 {
		id = id[i+1:]
	}
	return board + "/" + id
}

// boardOf finds tenant and site in an address: that of the interface
// (/wday/cxs/TENANT/SITE/...) or of a page (TENANT.wd5.myworkdayjobs.com/SITE/...,
// with or without a language before the site).
func boardOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	parts := strings.Split(strings.Trim(u.Path, "/"), "/")
	if len(parts) >= 4 && parts[0] == "wday" && parts[1] == "cxs" {
		return parts[2] + "/" + parts[3]
	}
	if !hosts.MatchString(u.Hostname()) {
		return ""
	}
	if len(parts) > 1 && len(parts[0]) == 5 && parts[0][2] == '-' { // en-US
		parts = parts[1:]
	}
	if parts[0] == "" {
		return ""
	}
	return Board{Host: u.Hostname()}.tenant() + "/" + parts[0]
}

// tenantOf is the tenant of a board, which is its employer's name in short.
func tenantOf(board string) string {
	tenant, _, _ := strings.Cut(board, "/")
	return tenant
}

// siteOf is the address of the site that an address of the interface is of.
func siteOf(address string) string {
	u, err := url.Parse(address)
	board := boardOf(address)
	if err != nil || board == "" || !hosts.MatchString(u.Hostname()) {
		return ""
	}
	_, site, _ := strings.Cut(board, "/")
	return "https://" + u.Hostname() + "/" + site
}
