package scraper

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Validate checks the keys that every source has. A source's own Validate
// calls it first; a source without keys of its own inherits it.
func (c *Common) Validate() error {
	if c.BaseURL != "" {
		if err := CheckURL(c.BaseURL); err != nil {
			return fmt.Errorf("base_url: %w", err)
		}
	}
	for _, d := range []struct{ key, value string }{{"min_delay", c.MinDelay}, {"every", c.Every}} {
		if d.value == "" {
			continue
		}
		if _, err := ParseDuration(d.value); err != nil {
			return fmt.Errorf("%s: %w", d.key, err)
		}
	}
	return nil
}

// ParseDuration reads every duration of the configuration: Go's and days, such
// as "500ms", "2s", "6h" and "30d".
func ParseDuration(s string) (time.Duration, error) {
	if days, ok := strings.CutSuffix(s, "d"); ok {
		if n, err := strconv.ParseFloat(days, 64); err == nil && n >= 0 && n < 1e5 {
			return time.Duration(n * 24 * float64(time.Hour)), nil
		}
	}
	d, err := time.ParseDuration(s)
	if err != nil || d < 0 {
		return 0, fmt.Errorf("%q is no duration such as \"2s\" or \"6h\"", s)
	}
	return d, nil
}

// Address returns path at the source's own origin ("https://host"), or below
// BaseURL where the configuration sets one.
func (c *Common) Address(origin, path string) string {
	if c.BaseURL != "" {
		origin = c.BaseURL
	}
	return strings.TrimSuffix(origin, "/") + path
}

// CheckURL tells what keeps s from being the address of a page.
func CheckURL(s string) error {
	u, err := url.Parse(s)
	switch {
	case err != nil:
		return fmt.Errorf("%q is no address", s)
	case u.Scheme != "http" && u.Scheme != "https":
		return fmt.Errorf("%q does not begin with http:// or https://", s)
	case u.Hostname() == "":
		return fmt.Errorf("%q names no host", s)
	case u.User != nil:
		return fmt.Errorf(
			"%q holds a user name or password, which would be kept with the page; leave it out",
			u.Redacted(),
		)
	}
	return nil
}

// BoardSettings are what the configuration file says to a source of employers'
// boards. A source's own type embeds them with `yaml:",inline"`.
type BoardSettings struct {
	Common `yaml:",inline"`
	Boards []Board `yaml:"boards"`
}

// Validate checks the keys of BoardSettings.
func (s *BoardSettings) Validate() error {
	if err := s.Common.Validate(); err != nil {
		return err
	}
	return CheckBoards(s.Boards)
}

// Requests returns the request that ask makes for each board, marked with the
// board's token and company.
func (s *BoardSettings) Requests(ask func(Board) Request) []Request {
	var reqs []Request
	for _, b := range s.Boards {
		req := ask(b)
		req.Board, req.Company = b.Token, b.Company
		reqs = append(reqs, req)
	}
	return reqs
}

// CheckBoards tells which board of a list has no token or stands there twice.
func CheckBoards(boards []Board) error {
	seen := make(map[string]int, len(boards))
	for i, b := range boards {
		switch first, twice := seen[b.Token]; {
		case strings.TrimSpace(b.Token) == "":
			return fmt.Errorf("boards[%d].token: is empty", i)
		case twice:
			return fmt.Errorf("boards[%d].token: %q already stands at boards[%d]", i, b.Token, first)
		}
		seen[b.Token] = i
	}
	return nil
}

// Terms is what the settings of a source say whose terms leave doubts about
// programs: it runs only once the user has read them and says when, and reads
// only the pages that the user names. Embed it with `yaml:",inline"`.
type Terms struct {
	// TermsRead is the day, as 2026-11-23, on which the user read the terms.
	TermsRead string `yaml:"terms_read"`
	// Pages are the addresses to read.
	Pages []string `yaml:"pages"`
}

// Check tells which key is wrong. Pages have to be on one of the hosts.
func (t *Terms) Check(hosts ...string) error {
	if _, err := time.Parse(time.DateOnly, t.TermsRead); err != nil && t.TermsRead != "" {
		return fmt.Errorf("terms_read: %q is no day such as 2026-11-23", t.TermsRead)
	}
	for i, p := range t.Pages {
		if err := CheckURL(p); err != nil {
			return fmt.Errorf("pages[%d]: %w", i, err)
		}
		if u, _ := url.Parse(p); !slices.Contains(hosts, strings.ToLower(u.Hostname())) {
			return fmt.Errorf("pages[%d]: %q is not on %s", i, p, strings.Join(hosts, " or "))
		}
	}
	return nil
}

// Requests asks for the pages, or says what the user has to do first: about is
// the source, whose terms are named.
func (t *Terms) Requests(about About, c *Common) ([]Request, error) {
	if t.TermsRead == "" {
		return nil, fmt.Errorf(
			"terms_read: is not set; read %s, then set terms_read to the day on which you did, or save pages and "+
				"import them",
			about.Terms,
		)
	}
	var reqs []Request
	for i, p := range t.Pages {
		u, err := url.Parse(p)
		if err != nil {
			return nil, fmt.Errorf("pages[%d]: %w", i, err)
		}
		if c.BaseURL != "" {
			p = c.Address("", u.RequestURI())
		}
		reqs = append(reqs, Request{URL: p, Page: "salary"})
	}
	return reqs, nil
}
