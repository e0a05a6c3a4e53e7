package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"backpay/scraper"
	"backpay/scraper/extract/webpage"
	"backpay/scraper/extract/weburl"
	"backpay/scraper/fetch"
	"backpay/scraper/source"
)

type addCmd struct {
	Write bool   `help:"Add the lines to the configuration file instead of printing them."`
	URL   string `arg:"" name:"url" help:"Address of a careers page or a job board."`
}

// Run says which source reads a careers page, and the lines to add to the
// configuration. Most addresses say it themselves; of others one page is
// fetched, as politely as by a run.
func (cmd addCmd) Run(a *app) error {
	if host, _, _ := strings.Cut(cmd.URL, "/"); !strings.Contains(cmd.URL, "://") && strings.Contains(host, ".") {
		cmd.URL = "https://" + cmd.URL // as browsers show addresses
	}
	if err := scraper.CheckURL(cmd.URL); err != nil {
		return usageError{err}
	}
	c, err := a.config(false)
	if err != nil {
		return err
	}
	if l, ok := source.Locate(cmd.URL); ok {
		return a.suggest(c, []source.Located{l}, "", cmd.Write)
	}
	page, err := a.look(c, cmd.URL)
	if err != nil {
		return err
	}
	found, name := embedded(page), company(page)
	if len(found) == 0 {
		found = a.ownDomain(c, page)
	}
	if len(found) == 0 {
		found, name = described(page)
	}
	if len(found) == 0 {
		return fmt.Errorf(
			"%s: %q links to no job board that a source reads, and describes no JobPosting; if its jobs stand on "+
				"pages of its own, look at one of them with backpay add",
			page.URL,
			webpage.Title(page.Body),
		)
	}
	return a.suggest(c, found, name, cmd.Write)
}

// look fetches one page. An address that leads to another one that is known is
// enough, and isn't followed.
func (a *app) look(c *config, address string) (*scraper.Page, error) {
	u, err := url.Parse(address)
	if err != nil {
		return nil, usageError{err}
	}
	transport, err := fetch.New(fetch.Options{
		Agent: agent(c), AllowHosts: c.Fetch.AllowHosts, MinDelay: mustDuration(c.Fetch.MinDelay), Attempts: 1,
		Base: a.base,
	})
	if err != nil {
		return nil, err
	}
	defer transport.CloseIdleConnections()
	ctx := fetch.WithScope(a.ctx, fetch.Scope{Source: "add", Hosts: []string{u.Host}})
	return get(ctx, transport, scraper.Request{URL: address})
}

// errLeads: an address leads to another one, which is not followed.
var errLeads = errors.New("leads to")

// get fetches one page, following redirects until one leads to an address
// that a source is known to read. With an error that is fetch.ErrScope comes a
// page that holds nothing but the address to which a redirect led.
func get(ctx context.Context, transport http.RoundTripper, r scraper.Request) (*scraper.Page, error) {
	led := ""
	client := http.Client{Transport: transport, CheckRedirect: func(next *http.Request, via []*http.Request) error {
		led = next.URL.String()
		if _, ok := source.Locate(next.URL.String()); ok || len(via) > 3 {
			return fmt.Errorf("%w %s", errLeads, next.URL)
		}
		return nil
	}}
	var body io.Reader
	method := http.MethodGet
	if r.Method != "" {
		method = r.Method
	}
	if r.Body != "" {
		body = strings.NewReader(r.Body)
	}
	req, err := http.NewRequestWithContext(ctx, method, r.URL, body)
	if err != nil {
		return nil, err
	}
	if r.Body != "" {
		req.Header.Set("Content-Type", "application/json")
	}
	resp, err := client.Do(req)
	if err != nil && errors.Is(err, errLeads) && resp != nil {
		next := weburl.Resolve(r.URL, resp.Header.Get("Location"))
		return &scraper.Page{
			Request: r,
			URL:     next,
			Status:  resp.StatusCode,
			Header:  resp.Header,
			Body:    []byte(next),
		}, nil
	}
	if err != nil {
		if wrapped, ok := errors.AsType[*url.Error](err); ok {
			err = wrapped.Err // the transport names the address itself
		}
		if led != "" && errors.Is(err, fetch.ErrScope) {
			return &scraper.Page{Request: r, URL: led}, err
		}
		return nil, err
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", r.URL, err)
	}
	if why, blocked := fetch.Blocked(resp.StatusCode, resp.Header, text); blocked {
		return nil, fmt.Errorf("%s: %w: %s", r.URL, scraper.ErrBlocked, why)
	}
	if resp.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s: %w", r.URL, statusError(resp.StatusCode))
	}
	return &scraper.Page{
		Request: r,
		URL:     resp.Request.URL.String(),
		Status:  resp.StatusCode,
		Header:  resp.Header,
		Body:    text,
	}, nil
}

// statusError is an answer that is no page.
type statusError int

func (e statusError) Error() string { return fmt.Sprintf("status %d", int(e)) }

var (
	// linked finds the addresses in a page's links, frames and scripts.
	linked = regexp.MustCompile(`(?:https?:)?(?:\\?/){2}[A-Za-z0-9][A-Za-z0-9.-]*\.[A-Za-z]{2,}(?:\\?/[^\s"'<>\\]*)*`)
	// comeetToken and comeetUID find how a page starts Comeet's script.
	comeetToken = regexp.MustCompile(`["']?token["']?\s*:\s*["']([0-9A-F]{6,})["']`)
	comeetUID   = regexp.MustCompile(`["']?company-uid["']?\s*:\s*["']([\w.]+)["']`)
)

// maxAddresses bounds the addresses of a page that are looked at.
const maxAddresses = 20_000

// embedded finds the boards that a page links to or shows in a frame, the one
// that it names most often first.
func embedded(page *scraper.Page) []source.Located {
	type counted struct {
		source.Located
		times int
	}
	var found []counted
	add := func(l source.Located) {
		if l.Key == "" { // a link to a job site as a whole is an advert for it
			return
		}
		i := slices.IndexFunc(found, func(f counted) bool { return f.Source == l.Source && f.Token() == l.Token() })
		if i < 0 {
			found = append(found, counted{l, 0})
			i = len(found) - 1
		}
		found[i].times++
	}
	for _, m := range linked.FindAll(page.Body, maxAddresses) {
		text := strings.ReplaceAll(string(m), `\/`, "/")
		if strings.HasPrefix(text, "//") {
			text = "https:" + text
		}
		if l, ok := source.Locate(strings.ReplaceAll(text, "&amp;", "&")); ok {
			add(l)
		}
	}
	token, uid := comeetToken.FindSubmatch(page.Body), comeetUID.FindSubmatch(page.Body)
	if token != nil && uid != nil {
		add(
			source.Located{
				Source: "comeet",
				Key:    "boards",
				Fields: []source.Field{{Key: "uid", Value: string(uid[1])}, {Key: "token", Value: string(token[1])}},
			},
		)
	}
	slices.SortStableFunc(found, func(a, b counted) int { return b.times - a.times })
	var list []source.Located
	for _, f := range found {
		list = append(list, f.Located)
	}
	return list
}

// described says how postings are found beside one that a page describes in
// schema.org's words, from the sitemap that sites have by custom, and whose
// they are.
func described(page *scraper.Page) (found []source.Located, company string) {
	res, err := source.Named("jsonld").Read(page)
	if err != nil || len(res.Postings) == 0 {
		return nil, ""
	}
	u, err := url.Parse(page.URL)
	if err != nil {
		return nil, ""
	}
	path := u.Path
	if at := strings.LastIndex(strings.TrimSuffix(path, "/"), "/"); at >= 0 {
		path = path[:at+1]
	}
	return []source.Located{{
		Source: "jsonld", Key: "sites",
		Fields: []source.Field{
			{Key: "sitemap", Value: u.Scheme + "://" + u.Host + "/sitemap.xml"},
			{Key: "match", Value: regexp.QuoteMeta(path)},
		},
		Why: "the page describes a posting; that the site's postings stand in /sitemap.xml is a guess: look " +
			"there, or name a listing with start and job_links",
	}}, res.Postings[0].Company
}

// company is a guess at the employer's name, from the page's title.
func company(page *scraper.Page) string {
	title := webpage.Title(page.Body)
	for _, sep := range []string{" | ", " - ", " – ", " — ", " at "} {
		parts := strings.Split(title, sep)
		if len(parts) > 1 {
			title = parts[len(parts)-1]
			break
		}
	}
	for _, word := range []string{"Careers at ", "Jobs at ", "Careers", "Jobs"} {
		title = strings.TrimSpace(strings.TrimPrefix(strings.TrimSuffix(title, word), word))
	}
	if len(title) > 60 {
		return ""
	}
	return title
}
