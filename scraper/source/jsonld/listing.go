package jsonld

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"

	"backpay/scraper"
	"backpay/scraper/extract/drift"
	"backpay/scraper/extract/sitemap"
	"backpay/scraper/extract/weburl"
)

// The most pages of one listing, and levels of sitemap indexes, that are
// followed; a site with more has a loop.
const (
	maxPages  = 1000
	maxLevels = 3
)

func readList(page *scraper.Page) (scraper.Result, error) {
	doc, err := parseDocument(page.Body, cmp.Or(page.URL, page.Request.URL))
	if err != nil {
		return scraper.Result{}, fmt.Errorf("%w: %w", scraper.ErrDrift, err)
	}
	note := page.Request.Note
	res, err := openings(page, doc)
	if err != nil {
		return scraper.Result{}, err
	}
	if note["next_links"] == "" {
		return res, nil
	}
	nextLinks, err := compileSelector(note["next_links"])
	if err != nil {
		return scraper.Result{}, fmt.Errorf("next_links: %w", err)
	}
	next := doc.Links(nextLinks)
	if n := count(page.Request, "page"); n >= maxPages && len(next) > 0 {
		res.Problems = append(res.Problems, fmt.Errorf("next_links: %w: %d pages", scraper.ErrBound, n))
		return res, nil
	}
	for _, u := range next {
		req := follow(page.Request, u, "list")
		req.Note = maps.Clone(note)
		req.Note["page"] = strconv.Itoa(count(page.Request, "page") + 1)
		res.Requests = append(res.Requests, req)
	}
	return res, nil
}

// openings finds the postings of a listing page: those that it describes
// itself, those whose numbers it names, or those that it links to.
func openings(page *scraper.Page, doc document) (res scraper.Result, err error) {
	note := page.Request.Note
	var how string
	switch {
	case note["listed"] != "":
		if res, err = readJob(page); errors.Is(err, scraper.ErrNoRecord) {
			err = nil
		}
		how = "it describes no JobPosting"
	case note["ids"] != "":
		res.Requests, err = numbered(page)
		how = fmt.Sprintf("nothing in it matches %q", note["ids"])
	default:
		jobLinks, err := compileSelector(note["job_links"])
		if err != nil {
			return res, fmt.Errorf("job_links: %w", err)
		}
		for _, u := range doc.Links(jobLinks) {
			res.Requests = append(res.Requests, follow(page.Request, u, "job"))
		}
		how = fmt.Sprintf("no link of it matches job_links %q", note["job_links"])
	}
	if err != nil {
		return res, err
	}
	if len(res.Requests)+len(res.Postings) == 0 {
		if drift.Blocked(page.Body) != "" {
			return res, drift.New(page.Body, "a listing page")
		}
		res.Problems = append(res.Problems, fmt.Errorf("%s: %s", drift.Describe(page.Body), how))
	}
	return res, nil
}

// numbered asks for the postings whose numbers or codes a page names in its
// script, where it has no links to them.
func numbered(page *scraper.Page) (reqs []scraper.Request, err error) {
	ids, err := regexp.Compile(page.Request.Note["ids"])
	if err != nil {
		return nil, fmt.Errorf("ids: %w", err)
	}
	seen := map[string]bool{}
	for _, m := range ids.FindAllSubmatch(page.Body, -1) {
		id := string(m[len(m)-1])
		if seen[id] {
			continue
		}
		seen[id] = true
		path := strings.ReplaceAll(page.Request.Note["job"], "{id}", url.PathEscape(id))
		if u := weburl.Resolve(cmp.Or(page.URL, page.Request.URL), path); u != "" {
			reqs = append(reqs, follow(page.Request, u, "job"))
		}
	}
	return reqs, nil
}

func readSitemap(page *scraper.Page) (scraper.Result, error) {
	s, err := sitemap.Read(page.Body)
	if err != nil {
		return scraper.Result{}, err
	}
	match, err := regexp.Compile(page.Request.Note["match"])
	if err != nil {
		return scraper.Result{}, fmt.Errorf("match: %w", err)
	}
	var res scraper.Result
	level := count(page.Request, "level")
	if s.Index && level >= maxLevels {
		return scraper.Result{}, fmt.Errorf("%w: sitemap indexes within indexes, %d deep", scraper.ErrDrift, level)
	}
	for _, e := range s.Entries {
		switch {
		case s.Index:
			req := follow(page.Request, e.URL, "sitemap")
			req.Note = maps.Clone(page.Request.Note)
			req.Note["level"] = strconv.Itoa(level + 1)
			res.Requests = append(res.Requests, req)
		case match.MatchString(e.URL):
			req := follow(page.Request, e.URL, "job")
			if key, value, ok := strings.Cut(page.Request.Note["query"], "="); ok {
				req.URL = weburl.WithQuery(req.URL, key, value)
			}
			if !e.LastMod.IsZero() {
				req.Note = map[string]string{"lastmod": e.LastMod.Format(time.RFC3339)}
			}
			res.Requests = append(res.Requests, req)
		}
	}
	if len(res.Requests) == 0 {
		res.Problems = append(
			res.Problems,
			fmt.Errorf("no address of %d in the sitemap matches %q", len(s.Entries), match),
		)
	}
	return res, nil
}

// follow asks for a further page of the same site.
func follow(from scraper.Request, url, page string) scraper.Request {
	return scraper.Request{URL: url, Page: page, Board: from.Board, Company: from.Company, Country: from.Country}
}

// count reads a number that an earlier page noted, 0 at first.
func count(r scraper.Request, name string) int {
	n, _ := strconv.Atoi(r.Note[name])
	return n
}
