package jsonld

import (
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
)

// Recipe says how postings are found on the sites of one service, whose job
// pages carry JobPosting, so that a site needs no more than its host or name.
type Recipe struct {
	Name  string // as in the configuration: "icims"
	Title string // as printed: "iCIMS"
	// Key is what the recipe asks for: "host", the site's whole host, or
	// "name", the employer's name in the address or the words of a search.
	Key     string
	Example string // a value of it
	Many    bool   // the service's pages are of many employers, and name each
	About   string // what to know of it, in one line

	// Where to begin, as in Site: {host} and {name} stand for the key's value.
	start, jobLinks, nextLinks string
	sitemap, match             string
	// query is a parameter that job pages of the sitemap are asked with.
	query string
	// ids matches the numbers or codes of postings in a listing page that has
	// no links to them, and job is the path of the page of one ({id}).
	ids, job string
	// listed says that the listing page describes its postings itself.
	listed bool
}

// Recipes returns all recipes, by name. None of them was tried on the network:
// they follow what public clients of 2026 describe.
func Recipes() []Recipe {
	return []Recipe{
		{
			Name: "breezy", Title: "Breezy HR", Key: "host", Example: "acme.breezy.hr",
			start: "https://{host}/", jobLinks: `a[href*="/p/"]`,
		},
		{
			Name: "djinni", Title: "Djinni (Ukraine)", Key: "name", Many: true, Example: "Golang", About: "name is a primary keyword; lists describe their postings",
			start: "https://djinni.co/jobs/?primary_keyword={name}", listed: true, nextLinks: `a.page-link-next, a[rel="next"], .pagination li.active + li a`,
		},
		{
			Name: "habr", Title: "Habr Career (Russia)", Key: "name", Many: true, Example: "golang", About: "name are the words of the search; estimates of pay stand in the lists only, which are not read for it",
			start: "https://career.habr.com/vacancies?q={name}&type=all", jobLinks: "a.vacancy-card__title-link", nextLinks: `a[rel="next"]`,
		},
		{
			Name: "icims", Title: "iCIMS", Key: "host", Example: "careers-acme.icims.com", About: "job pages describe the posting only as they stand in a frame (in_iframe=1)",
			sitemap: "https://{host}/sitemap.xml", match: `/jobs/\d+/[^/]+/job`, query: "in_iframe=1",
		},
		{
			Name: "jazzhr", Title: "JazzHR", Key: "host", Example: "acme.applytojob.com",
			start: "https://{host}/apply", jobLinks: `.list-group-item a[href*="/apply/"]`,
		},
		{
			Name: "jobvite", Title: "Jobvite", Key: "name", Example: "acme",
			start: "https://jobs.jobvite.com/{name}/jobs", jobLinks: `a[href*="/job/"]`, nextLinks: `a[href*="/search?"]`,
		},
		{
			Name: "paylocity", Title: "Paylocity", Key: "name", Example: "2e0c2a5e-0000-4000-9000-000000000001", About: "name is the number behind /jobs/All/ in the address",
			start: "https://recruiting.paylocity.com/recruiting/jobs/All/{name}", ids: `"JobId":(\d+)`, job: "/Recruiting/Jobs/Details/{id}",
		},
		{
			Name: "softgarden", Title: "softgarden", Key: "host", Example: "acme.softgarden.io",
			start: "https://{host}/", jobLinks: `a[href*="/job/"]`,
		},
		{
			Name: "successfactors", Title: "SAP SuccessFactors", Key: "host", Example: "jobs.acme.example", About: "job pages describe the posting in microdata",
			sitemap: "https://{host}/sitemap.xml", match: "/job/",
		},
		{
			Name: "teamtailor", Title: "Teamtailor pages", Key: "host", Example: "careers.acme.example", About: "where the source teamtailor finds no jobs.json",
			sitemap: "https://{host}/sitemap.xml", match: `/jobs/\d+`,
		},
		{
			Name: "thehub", Title: "The Hub (Nordic countries)", Key: "", Many: true, About: "all of it; its pages name the employer",
			sitemap: "https://thehub.io/sitemap-jobs.xml", match: "/jobs/",
		},
		{
			Name: "workable", Title: "Workable pages", Key: "name", Example: "acme", About: "where the texts of the source workable are not enough: its pages may state pay in a field",
			start: "https://apply.workable.com/api/v1/widget/accounts/{name}", ids: `"shortcode":\s*"(\w+)"`, job: "/{name}/j/{id}/",
		},
	}
}

// expand returns the site with what its recipe says filled in.
func (s Site) expand() (Site, error) {
	if s.Recipe == "" {
		if s.Host+s.Name != "" {
			return s, errors.New("recipe: is empty, beside host or name")
		}
		return s, nil
	}
	all := Recipes()
	at := slices.IndexFunc(all, func(r Recipe) bool { return r.Name == s.Recipe })
	if at < 0 {
		var names []string
		for _, r := range all {
			names = append(names, r.Name)
		}
		return s, fmt.Errorf("recipe: %q is none of %s", s.Recipe, strings.Join(names, ", "))
	}
	r := all[at]
	if s.Start+s.JobLinks+s.NextLinks+s.Sitemap+s.Match != "" {
		return s, errors.New("recipe: stands beside start or sitemap, which it fills in itself")
	}
	for _, k := range []struct{ key, value string }{{"host", s.Host}, {"name", s.Name}} {
		switch {
		case k.key == r.Key && k.value == "":
			return s, fmt.Errorf("%s: is empty; the recipe %s asks for it, such as %s", k.key, r.Name, r.Example)
		case k.key != r.Key && k.value != "":
			return s, fmt.Errorf("%s: the recipe %s doesn't ask for it", k.key, r.Name)
		}
	}
	if u, err := url.Parse("https://" + s.Host); s.Host != "" &&
		(err != nil || u.Host != s.Host || u.Hostname() == "") {
		return s, fmt.Errorf("host: %q is no host, such as %s", s.Host, r.Example)
	}
	fill := func(address string, escape func(string) string) string {
		return strings.NewReplacer("{host}", s.Host, "{name}", escape(s.Name)).Replace(address)
	}
	path, query, asked := strings.Cut(r.start, "?")
	s.Start = fill(path, url.PathEscape)
	if asked {
		s.Start += "?" + fill(query, url.QueryEscape)
	}
	s.Sitemap, s.job = fill(r.sitemap, url.PathEscape), fill(r.job, url.PathEscape)
	s.JobLinks, s.NextLinks, s.Match, s.query, s.ids, s.listed = r.jobLinks, r.nextLinks, r.match, r.query, r.ids, r.listed
	return s, nil
}
