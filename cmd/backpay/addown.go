package main

import (
	"bytes"
	"net/url"
	"strings"

	"backpay/scraper"
	"backpay/scraper/source"

	"golang.org/x/net/publicsuffix"
)

// ownDomain finds a careers site of Recruitee under the employer's own domain: its
// page names the service, and the interface that the service documents
// (https://docs.recruitee.com/reference/intro-to-careers-site-api) answers there.
func (a *app) ownDomain(c *config, page *scraper.Page) []source.Located {
	u, err := url.Parse(page.URL)
	if err != nil || !bytes.Contains(bytes.ToLower(page.Body), []byte("recruitee")) {
		return nil
	}
	offers, err := a.look(c, u.Scheme+"://"+u.Host+"/api/offers/")
	if err != nil || !source.Named("recruitee").Recognise(offers) {
		return nil
	}
	name := u.Hostname()
	if domain, err := publicsuffix.EffectiveTLDPlusOne(name); err == nil {
		name = domain
	}
	name, _, _ = strings.Cut(name, ".")
	return []source.Located{{
		Source: "recruitee", Key: "boards",
		Fields: []source.Field{{Key: "token", Value: name}, {Key: "host", Value: u.Hostname()}},
	}}
}
