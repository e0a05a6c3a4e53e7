package market

import (
	"encoding/json"
	"fmt"
	"html"
	"strconv"
	"strings"
)

// layout is how a career site's listing pages link.
type layout struct {
	jobLinks, nextLinks string // selectors
	job, next           string // the links: %s are the path and the words
}

var layouts = []layout{
	{"a.job", "a.next", `<p><a class="job" href="%s">%s</a></p>`, `<a class="next" href="%s">%s</a>`},
	{
		"li.opening > a",
		"a[rel=next]",
		`<li class="opening"><a href="%s">%s</a></li>`,
		`<a rel="next" href="%s">%s</a>`,
	},
	{
		"td.title a",
		".pager a.older",
		`<table><tr><td class="title"><a href="%s">%s</a></td></tr></table>`,
		`<div class="pager"><a class="older" href="%s">%s</a></div>`,
	},
}

// layout is the layout of an employer's site.
func (m *Market) layout(employer int) int {
	return stream(m.opts.Seed, forSite, uint64(employer), 1).intn(len(layouts))
}

// perPage is the number of jobs on a listing page.
const perPage = 12

// listing writes page n, from 1, of a site; false when there is no such page.
// Each first page links to a page that robots.txt forbids, as if it were a
// job.
func (m *Market) listing(b *Board, n int) (string, bool) {
	pages := max(1, (len(b.entries)+perPage-1)/perPage)
	if n < 1 || n > pages {
		return "", false
	}
	l := layouts[m.layout(b.employer)]
	var w strings.Builder
	fmt.Fprintf(
		&w,
		"<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Jobs at "+
			"%s</title></head><body>\n<h1>Jobs at %[1]s</h1>\n<p><a href=\"/\">Home</a></p>\n",
		html.EscapeString(b.Company),
	)
	for _, en := range b.entries[(n-1)*perPage : min(n*perPage, len(b.entries))] {
		j, p := &m.jobs[en.job], &m.jobs[en.job].Postings[en.posting]
		fmt.Fprintf(&w, l.job+"\n", b.Start+"jobs/"+p.ID, html.EscapeString(j.Title+", "+m.placeText(j, p)))
	}
	if n == 1 {
		fmt.Fprintf(&w, l.job+"\n", b.Start+"internal/1", "Openings for colleagues")
	}
	if n < pages {
		fmt.Fprintf(&w, l.next+"\n", b.Start+"?page="+strconv.Itoa(n+1), "More jobs")
	}
	w.WriteString("</body></html>\n")
	return w.String(), true
}

// The ways in which sites set their JSON-LD, good and bad.
const (
	clean      = iota
	graph      // inside @graph, behind another node
	newlines   // raw line breaks inside strings
	escaped    // the description's HTML escaped once more
	texts      // amounts as strings
	commented  // in an HTML comment
	array      // an array, behind a BreadcrumbList
	badEscapes // \' inside strings
	semicolon  // a semicolon behind
	nameless   // no hiringOrganization
	micro      // microdata in its place
	ways
)

// way is the way of an employer's site.
func (m *Market) way(employer int) int {
	if !m.opts.Traps {
		return clean
	}
	return stream(m.opts.Seed, forSite, uint64(employer), 2).intn(ways)
}

type obj = map[string]any

// jobPage writes a job's page with its schema.org JobPosting.
func (m *Market) jobPage(b *Board, en entry) string {
	j, p := &m.jobs[en.job], &m.jobs[en.job].Postings[en.posting]
	body := m.styleOf(j, p).html(m.advert(int(en.job), p, int(en.posting)))
	if m.way(b.employer) == micro {
		return m.microPage(b, j, p, body)
	}
	var w strings.Builder
	w.Grow(3 * len(body))
	fmt.Fprintf(
		&w,
		"<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>%s | %s</title>\n<script "+
			"type=\"application/ld+json\">",
		html.EscapeString(j.Title),
		html.EscapeString(b.Company),
	)
	w.WriteString(m.jsonLD(b, j, p, body))
	fmt.Fprintf(
		&w,
		"</script></head><body>\n<p><a href=\"%s\">All jobs</a></p>\n<h1>%s</h1>\n<p>%s</p>\n%s\n</body></html>\n",
		b.Start,
		html.EscapeString(j.Title),
		html.EscapeString(m.placeText(j, p)),
		body,
	)
	return w.String()
}

// siteEmployment is one word or a list, as sites have it.
var siteEmployment = map[string]any{
	FullTime: "FULL_TIME", Intern: "INTERN", PartTime: "PART_TIME", Contract: []string{"CONTRACTOR"},
}

func (m *Market) jsonLD(b *Board, j *Job, p *Posting, body string) string {
	way := m.way(b.employer)
	pl, c := m.words.places[j.Country][p.place], m.countryOf(j)
	address := obj{
		"@type":           "PostalAddress",
		"addressLocality": pl.city,
		"addressRegion":   pl.region,
		"addressCountry":  j.Country,
	}
	if b.employer%2 == 1 {
		address["addressCountry"] = c.names[len(c.names)-1]
	}
	node := obj{
		"@context": "https://schema.org/", "@type": "JobPosting", "title": j.Title, "description": body,
		"datePosted": p.PostedAt.Format("2006-01-02"), "employmentType": siteEmployment[j.Population],
		"identifier":         obj{"@type": "PropertyValue", "name": b.Company, "value": p.ID},
		"hiringOrganization": obj{"@type": "Organization", "name": m.employers[b.employer].legal},
		"jobLocation":        obj{"@type": "Place", "address": address},
	}
	if j.Workplace == "remote" {
		node["jobLocationType"] = "TELECOMMUTE"
		node["applicantLocationRequirements"] = obj{"@type": "Country", "name": c.names[len(c.names)-1]}
	}
	if s := m.baseSalary(j, way); s != nil {
		node["baseSalary"] = s
	}
	var top any = node
	switch way {
	case graph:
		delete(node, "@context")
		top = obj{
			"@context": "https://schema.org",
			"@graph": []obj{
				{"@type": "WebSite", "name": b.Company, "url": "https://" + b.Token + ".example/"},
				node,
			},
		}
	case escaped:
		node["description"] = html.EscapeString(body)
	case array:
		top = []obj{{"@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": []obj{}}, node}
	case nameless:
		delete(node, "hiringOrganization")
	}
	raw, err := json.Marshal(top)
	if err != nil {
		panic("market: JSON-LD: " + err.Error()) // maps of strings and finite numbers
	}
	text := string(raw)
	switch way {
	case newlines:
		text = strings.ReplaceAll(strings.ReplaceAll(text, `\n`, "\n"), `\u003c/p\u003e`, "\\u003c/p\\u003e\n")
	case badEscapes:
		text = strings.ReplaceAll(text, `\u0026#39;`, `\'`)
	case commented:
		text = "\n<!--\n" + text + "\n-->\n"
	case semicolon:
		text += ";"
	}
	return text
}

// baseSalary is the posting's pay as schema.org has it: base pay only, nil
// where the fields don't tell it, or zeros on some.
func (m *Market) baseSalary(j *Job, way int) obj {
	p := &j.Pay
	unit := strings.ToUpper(p.Period)
	if p.Shown&Field == 0 || p.OnlyOTE {
		if m.opts.Traps && j.Employer%5 == 0 {
			return obj{
				"@type":    "MonetaryAmount",
				"currency": p.Currency,
				"value":    obj{"@type": "QuantitativeValue", "minValue": 0, "maxValue": 0, "unitText": "YEAR"},
			}
		}
		return nil
	}
	number := func(v float64) any {
		if way == texts {
			return strconv.FormatFloat(v, 'f', 2, 64)
		}
		return v
	}
	t := p.Tiers[0]
	value := obj{"@type": "QuantitativeValue", "unitText": unit}
	switch p.Form {
	case Lone:
		value["value"] = number(t.Min)
	case From:
		value["minValue"] = number(t.Min)
	case UpTo:
		value["maxValue"] = number(t.Max)
	default:
		value["minValue"], value["maxValue"] = number(t.Min), number(t.Max)
	}
	return obj{"@type": "MonetaryAmount", "currency": p.Currency, "value": value}
}

// microPage writes the job as microdata.
func (m *Market) microPage(b *Board, j *Job, p *Posting, body string) string {
	pl := m.words.places[j.Country][p.place]
	var w strings.Builder
	fmt.Fprintf(
		&w,
		"<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>%s</title></head><body>\n<div "+
			"itemscope itemtype=\"https://schema.org/JobPosting\">\n<h1 itemprop=\"title\">%[1]s</h1>\n",
		html.EscapeString(j.Title),
	)
	fmt.Fprintf(
		&w,
		"<p itemprop=\"hiringOrganization\" itemscope itemtype=\"https://schema.org/Organization\"><span "+
			"itemprop=\"name\">%s</span></p>\n",
		html.EscapeString(m.employers[b.employer].legal),
	)
	fmt.Fprintf(
		&w,
		"<div itemprop=\"jobLocation\" itemscope itemtype=\"https://schema.org/Place\"><p itemprop=\"address\" "+
			"itemscope itemtype=\"https://schema.org/PostalAddress\"><span "+
			"itemprop=\"addressLocality\">%s</span>, <span itemprop=\"addressRegion\">%s</span> <meta "+
			"itemprop=\"addressCountry\" content=\"%s\"></p></div>\n",
		pl.city,
		pl.region,
		j.Country,
	)
	if j.Workplace == "remote" {
		w.WriteString("<meta itemprop=\"jobLocationType\" content=\"TELECOMMUTE\">\n")
	}
	fmt.Fprintf(&w, "<time itemprop=\"datePosted\" datetime=\"%s\">%[1]s</time>\n", p.PostedAt.Format("2006-01-02"))
	if s := m.baseSalary(j, clean); s != nil {
		fmt.Fprintf(
			&w,
			"<div itemprop=\"baseSalary\" itemscope itemtype=\"https://schema.org/MonetaryAmount\"><meta "+
				"itemprop=\"currency\" content=\"%s\"><div itemprop=\"value\" itemscope "+
				"itemtype=\"https://schema.org/QuantitativeValue\">",
			s["currency"],
		)
		v := s["value"].(obj)
		for _, k := range []string{"minValue", "maxValue", "value"} {
			if x, ok := v[k]; ok {
				fmt.Fprintf(&w, "<meta itemprop=%q content=\"%s\">", k, plainNumber(x))
			}
		}
		fmt.Fprintf(&w, "<meta itemprop=\"unitText\" content=\"%s\"></div></div>\n", v["unitText"])
	}
	fmt.Fprintf(&w, "<div itemprop=\"description\">%s</div>\n</div>\n</body></html>\n", body)
	return w.String()
}

func plainNumber(v any) string {
	if f, ok := v.(float64); ok {
		return strconv.FormatFloat(f, 'f', -1, 64)
	}
	return fmt.Sprint(v)
}
