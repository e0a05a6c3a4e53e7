package jsonld

import (
	"cmp"
	"crypto/sha256"
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/publicsuffix"

	"backpay/scraper"
	"backpay/scraper/extract/dates"
	"backpay/scraper/extract/drift"
	"backpay/scraper/extract/htmltext"
	"backpay/scraper/extract/jsonld"
	"backpay/scraper/extract/webpage"
	"backpay/scraper/extract/weburl"
)

// readJob reads the page of a posting, or a saved page with several.
func readJob(page *scraper.Page) (scraper.Result, error) {
	nodes, address, problems := postings(page)
	var res scraper.Result
	seen := map[string]bool{}
	for _, n := range nodes {
		p, err := posting(page, n, address, len(nodes) > 1)
		if err != nil {
			problems = append(problems, fmt.Errorf("%s: %w", n.Path, err))
			continue
		}
		if !seen[p.ID] {
			seen[p.ID] = true
			res.Keep(p)
		}
	}
	if len(res.Postings) == 1 {
		res.Postings[0].ClosedWhy = saysGone(page.Body)
		showPlace(&res.Postings[0], page.Body)
	}
	if len(res.Postings) > 0 {
		res.Problems = append(res.Problems, problems...)
		return res, nil
	}
	switch {
	case drift.Blocked(page.Body) != "":
		return res, drift.New(page.Body, "a posting")
	case ended(page) != "":
		return scraper.Result{Ended: ended(page)}, nil
	case len(problems) > 0:
		return res, fmt.Errorf("%w: %w", scraper.ErrDrift, errors.Join(problems...))
	case page.Request.Page == "job":
		if p, ok := plain(page, address); ok {
			res.Postings = []scraper.Posting{p}
			return res, nil
		}
	}
	return res, fmt.Errorf("%w: %s describes no JobPosting", scraper.ErrNoRecord, drift.Describe(page.Body))
}

// plain reads a posting from the visible parts of a page that states nothing
// in a form of its own. Only a page that the site's listing calls a posting is
// read so: of any other nobody knows what its main part is about.
func plain(page *scraper.Page, address string) (scraper.Posting, bool) {
	a, ok, err := readArticle(page.Body)
	if err != nil || !ok || address == "" {
		return scraper.Posting{}, false
	}
	p := scraper.Posting{
		ID: address, Board: page.Request.Board, URL: address, Title: a.Title, Company: cmp.Or(a.Company, page.Request.Company),
		Place: a.Place, Country: page.Request.Country, Description: a.Text, Path: "article",
	}
	p.PostedAt = dates.Field(&p.Unread, "time", a.Posted)
	return p, true
}

// postings finds the things of type JobPosting in a page: in its JSON-LD,
// else in its microdata or RDFa, also of the page whose source a viewer shows. The
// address is the page's own, "" when unknown.
func postings(page *scraper.Page) (nodes []jsonld.Node, address string, problems []error) {
	body := page.Body
	address = cmp.Or(page.URL, page.Request.URL, webpage.SavedFrom(body))
	if inner, from, ok := webpage.ViewSource(body); ok {
		body, address = inner, cmp.Or(from, address)
	}
	address = own(address, webpage.Canonical(body, address))
	nodes, problems = jsonld.Read(body, "JobPosting")
	for _, read := range []func([]byte, string) ([]jsonld.Node, error){jsonld.Microdata, jsonld.RDFa} {
		if len(nodes) > 0 {
			break
		}
		marked, err := read(body, "JobPosting")
		if err != nil {
			problems = append(problems, err)
		}
		nodes = marked
	}
	return nodes, address, problems
}

// own settles a page's address: the one that it calls its own, unless that is
// on another site, or is the site's front page, as careless templates have it.
func own(address, canonical string) string {
	a, err := url.Parse(address)
	c, err2 := url.Parse(canonical)
	switch {
	case canonical == "" || err2 != nil || strings.Trim(c.Path, "/") == "" && c.RawQuery == "":
		return untracked(address)
	case address == "" || err != nil || site(a.Hostname()) == site(c.Hostname()):
		return untracked(canonical)
	}
	return untracked(address)
}

// tracking are parameters that tell where a reader came from; they differ
// between two fetches of one page.
var tracking = regexp.MustCompile(
	`(?i)^(utm_\w+|gclid|fbclid|msclkid|mc_[ce]id|refid|trackingid|trk|gh_src|lever-source)=`,
)

// untracked takes the tracking parameters off an address.
func untracked(address string) string {
	before, query, ok := strings.Cut(address, "?")
	if !ok {
		return address
	}
	kept := slices.DeleteFunc(strings.Split(query, "&"), tracking.MatchString)
	if len(kept) == 0 {
		return before
	}
	return before + "?" + strings.Join(kept, "&")
}

func posting(page *scraper.Page, n jsonld.Node, address string, several bool) (scraper.Posting, error) {
	p := jsonld.JobPosting(n)
	if p.Title == "" {
		return scraper.Posting{}, errors.New("title: is missing")
	}
	p.URL = address
	link := weburl.Resolve(address, cmp.Or(n.Raw("url"), n.Raw(jsonld.Link)))
	if p.URL == "" || several && host(link) == host(address) && link != "" {
		p.URL = link
	}
	p.Board = cmp.Or(page.Request.Board, host(p.URL))
	p.Company = cmp.Or(p.Company, page.Request.Company, p.Board)
	p.Country = cmp.Or(p.Country, page.Request.Country)
	if p.ChangedAt.IsZero() {
		p.ChangedAt = dates.Field(&p.Unread, "lastmod", page.Request.Note["lastmod"])
	}
	p.ID = identity(n, p, several && p.URL == address)
	return p, nil
}

// identity is the employer's identifier at the site, else the page's address,
// else, for a saved page that tells neither, a digest of what it says.
// shared says that the page holds several postings without own addresses.
func identity(n jsonld.Node, p scraper.Posting, shared bool) string {
	if id, at := htmltext.Line(jsonld.Identifier(n)), cmp.Or(host(p.URL), p.Board); id != "" && at != "" {
		return at + ":" + id
	}
	digest := fmt.Sprintf("%x", sha256.Sum256([]byte(p.Company+"\x00"+p.Title+"\x00"+p.Place)))[:16]
	switch {
	case p.URL == "":
		return "sha256:" + digest
	case shared:
		return p.URL + "#" + digest
	}
	return p.URL
}

// host names a site by its host, without "www.".
func host(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.TrimPrefix(strings.ToLower(u.Host), "www.")
}

// rebase moves an address of the configuration to the base URL, if one is set.
func rebase(c *scraper.Common, address string) string {
	u, err := url.Parse(address)
	if err != nil || c.BaseURL == "" {
		return address
	}
	return c.Address("", u.RequestURI())
}

// site is the registrable domain of a host.
func site(host string) string {
	if d, err := publicsuffix.EffectiveTLDPlusOne(host); err == nil {
		return d
	}
	return host
}
