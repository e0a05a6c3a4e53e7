package main

import (
	"cmp"
	"fmt"
	"net/url"
	"path/filepath"
	"slices"
	"strings"

	"backpay/aggregate/pay"
	"backpay/aggregate/report"
	"backpay/aggregate/role"
)

// validate returns the first key whose value can't be, and why; at is the path
// of the report's own key.
func (r reportConfig) validate(at string) (key string, err error) {
	bad := func(k, format string, args ...any) (string, error) {
		k = at + "." + k
		return k, fmt.Errorf(k+": "+format, args...)
	}
	if !slices.Contains(role.Families(), r.Role) {
		return bad("role", "%q is no role; allowed: %s", r.Role, strings.Join(role.Families(), ", "))
	}
	if err := checkCountry(r.Country); err != nil {
		return at + ".country", err
	}
	if err := checkCurrency(r.Currency); err != nil {
		return at + ".currency", err
	}
	for i, f := range r.Formats {
		if !slices.Contains(report.Formats(), f) {
			return bad(
				fmt.Sprintf("formats[%d]", i),
				"%q is no format; allowed: %s",
				f,
				strings.Join(report.Formats(), ", "),
			)
		}
	}
	if u, err := url.Parse(r.Site); r.Site != "" &&
		(err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "") {
		return bad(
			"site",
			"%q is no web address; want the folder that the report is published in, such as https://example.org/pay",
			r.Site,
		)
	}
	return "", nil
}

// folder is the name of a report's own folder, where none is given.
func (r reportConfig) folder() string { return strings.ToLower(r.Role + "-" + r.Country) }

// several are the reports of the list reports, each completed by the key report;
// none where there is no list.
func (c *config) several() (all []reportConfig) {
	for _, r := range c.Reports {
		all = append(all, c.completed(r))
	}
	return all
}

// completed fills what a report of its own leaves out: its currency is that of
// its country, its folder lies in the folder of the key report.
func (c *config) completed(r reportConfig) reportConfig {
	d := c.Report
	r.Role, r.Country = cmp.Or(r.Role, d.Role), strings.ToUpper(cmp.Or(r.Country, d.Country))
	r.Currency = strings.ToUpper(cmp.Or(r.Currency, pay.Currency(r.Country), d.Currency))
	if len(r.Formats) == 0 {
		r.Formats = d.Formats
	}
	if r.Site == "" && d.Site != "" {
		r.Site = strings.TrimSuffix(d.Site, "/") + "/" + r.folder()
	}
	r.Out = cmp.Or(r.Out, filepath.Join(d.Out, r.folder()))
	r.Feed = r.Feed || d.Feed
	return r
}

// each returns a configuration of each single report, with the way from it to the
// page that lists them where there is a list.
func (c *config) each() (all []*config) {
	for _, r := range c.several() {
		all = append(all, c.only(r))
	}
	if len(all) == 0 {
		all = []*config{c}
	}
	return all
}

// prints reports whether a report is asked for as text, which is printed.
func (c *config) prints() bool {
	return slices.ContainsFunc(c.each(), func(one *config) bool { return slices.Contains(one.Report.Formats, "text") })
}

// only makes the configuration one of a single report.
func (c *config) only(r reportConfig) *config {
	one := *c
	one.Report, one.Reports = r, nil
	return &one
}
