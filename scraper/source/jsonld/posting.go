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
	"unicode"

	"backpay/scraper"
	"backpay/scraper/extract"
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
			res.Postings = append(res.Postings, p)
		}
	}
	if len(res.Postings) > 0 {
		res.Problems = problems
		return res, nil
	}
	switch {
	case extract.Blocked(page.Body) != "":
		return res, extract.Drift(page.Body, "a posting")
	case len(problems) > 0:
		return res, fmt.Errorf("%w: %w", scraper.ErrDrift, errors.Join(problems...))
	}
	return res, fmt.Errorf("%w: %s describes no JobPosting", scraper.ErrNoRecord, extract.Describe(page.Body))
}

// postings finds the things of type JobPosting in a page: in its JSON-LD,
// else in its microdata, else in the page whose source a viewer shows. The
// address is the page's own, "" when unknown.
func postings(page *scraper.Page) (nodes []extract.Node, address string, problems []error) {
	body := page.Body
	address = cmp.Or(page.URL, page.Request.URL, extract.SavedFrom(body))
	if inner, from, ok := extract.ViewSource(body); ok {
		body, address = inner, cmp.Or(from, address)
	}
	address = own(address, extract.Canonical(body, address))
	nodes, problems = extract.JSONLD(body, "JobPosting")
	if len(nodes) == 0 {
		micro, err := extract.Microdata(body, "JobPosting")
		if err != nil {
			problems = append(problems, err)
		}
		nodes = micro
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
var tracking = regexp.MustCompile(`(?i)^(utm_\w+|gclid|fbclid|msclkid|mc_[ce]id|refid|trackingid|trk|gh_src|lever-source)=`)

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

func posting(page *scraper.Page, n extract.Node, address string, several bool) (scraper.Posting, error) {
	p := scraper.Posting{
		Board:       page.Request.Board,
		URL:         address,
		Title:       cmp.Or(n.Text("title"), n.Text("name")),
		Company:     n.Text("hiringOrganization"),
		Language:    n.Text("inLanguage"),
		Employment:  employment(n),
		Description: description(n),
		Path:        n.Path,
	}
	if p.Title == "" {
		return scraper.Posting{}, errors.New("title: is missing")
	}
	link := extract.Resolve(address, n.Raw("url"))
	if p.URL == "" || several && host(link) == host(address) && link != "" {
		p.URL = link
	}
	p.Board = cmp.Or(p.Board, host(p.URL))
	p.Company = cmp.Or(p.Company, page.Request.Company, p.Board)
	p.Place, p.Places, p.Country = places(n)
	p.Country = cmp.Or(p.Country, page.Request.Country)
	p.Tags = tags(n)
	if strings.EqualFold(n.Text("jobLocationType"), "TELECOMMUTE") {
		p.Workplace = "remote"
	}
	// A date that can't be read is no reason to lose the posting.
	p.PostedAt, _ = extract.Date(n.Text("datePosted"))
	p.ValidThrough, _ = extract.Date(n.Text("validThrough"))
	p.ChangedAt, _ = extract.Date(cmp.Or(n.Text("dateModified"), page.Request.Note["lastmod"]))
	p.Pay = pay(n)
	p.ID = identity(n, p, several && p.URL == address)
	return p, nil
}

// identity is the employer's identifier at the site, else the page's address,
// else, for a saved page that tells neither, a digest of what it says.
// shared tells that the page holds several postings without own addresses.
func identity(n extract.Node, p scraper.Posting, shared bool) string {
	if id, at := extract.Line(identifier(n)), cmp.Or(host(p.URL), p.Board); id != "" && at != "" {
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

// identifier is a PropertyValue, whose name is the employer's, or a text.
func identifier(n extract.Node) string {
	if v := n.Node("identifier"); v.Values != nil {
		return v.Text("value")
	}
	return n.Text("identifier")
}

// maxParts bounds the values of one property that go into a description.
const maxParts = 30

// description is the advert with its parts that the page marks up apart,
// unless the description says them already.
func description(n extract.Node) string {
	text := extract.Text(n.Raw("description"))
	for _, part := range []string{"responsibilities", "qualifications", "experienceRequirements", "educationRequirements", "jobBenefits", "incentiveCompensation"} {
		list := n.List(part)
		for _, v := range list[:min(len(list), maxParts)] {
			if t := extract.Text(extract.Word(v)); t != "" && !strings.Contains(squeeze(text), squeeze(t)) {
				text = strings.TrimSpace(text + "\n" + t)
			}
		}
	}
	return text
}

// squeeze keeps what two ways to mark up one text have in common.
func squeeze(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

// employment is the first kind that the page states.
func employment(n extract.Node) string {
	for _, v := range n.List("employmentType") {
		for word := range strings.SplitSeq(extract.Word(v), ",") {
			if e := extract.Employment(word); e != "" && e != "other" {
				return e
			}
		}
	}
	return ""
}

// tags are the skills where they are a list, of values or by commas; prose
// under that name is no tag.
func tags(n extract.Node) []string {
	var out []string
	for _, v := range n.List("skills") {
		for word := range strings.SplitSeq(extract.Word(v), ",") {
			word = extract.Line(word)
			if len(word) > 40 {
				return nil
			}
			if word != "" {
				out = append(out, word)
			}
		}
	}
	return out
}

// places reads where the job is and, for remote ones, where applicants may
// live. The country is the one that all places name by its code.
func places(n extract.Node) (text string, list []scraper.Address, country string) {
	var texts []string
	seen := map[scraper.Address]bool{}
	add := func(a scraper.Address) {
		if seen[a] {
			return
		}
		seen[a] = true
		words := strings.ReplaceAll(extract.Join(a.Text, a.Locality, a.Region, a.Country), "; ", ", ")
		if words == "" {
			return
		}
		texts = append(texts, words)
		list = append(list, a)
	}
	for _, v := range n.List("jobLocation") {
		add(address(v))
	}
	for _, v := range n.List("applicantLocationRequirements") {
		// A Country or an AdministrativeArea, whose name is the place.
		add(scraper.Address{Country: extract.Line(extract.Word(v))})
	}
	for i, a := range list {
		c := extract.Country(a.Country)
		if i > 0 && c != country || c == "" {
			country = ""
			break
		}
		country = c
	}
	return extract.Join(texts...), list, country
}

// address reads a Place, a PostalAddress or a text.
func address(v any) scraper.Address {
	place := extract.AsNode(v)
	if place.Values == nil {
		return scraper.Address{Text: extract.Line(extract.Word(v))}
	}
	post := place.Node("address")
	if post.Values == nil {
		if place.Values["addressLocality"] == nil && place.Values["addressRegion"] == nil && place.Values["addressCountry"] == nil {
			return scraper.Address{Text: cmp.Or(place.Text("address"), place.Text("name"))}
		}
		post = place
	}
	return scraper.Address{
		Locality: named(post.Text("addressLocality")),
		Region:   named(post.Text("addressRegion")),
		Country:  named(post.Text("addressCountry")),
	}
}

// named drops what fills a field that must not be empty ("-", ".").
func named(s string) string {
	if strings.IndexFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) < 0 {
		return ""
	}
	return s
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
