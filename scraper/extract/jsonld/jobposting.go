package jsonld

import (
	"bytes"
	"cmp"
	"encoding/json"
	"strings"
	"unicode"

	"backpay/scraper"
	"backpay/scraper/extract/dates"
	"backpay/scraper/extract/htmltext"
	"backpay/scraper/extract/places"
	"backpay/scraper/extract/words"
)

// JobPosting reads a thing of schema.org's type JobPosting
// (https://schema.org/JobPosting): all that it says of the job. What depends
// on where the thing stands, its identity, address and board, is left to the
// source, as are a title or a company that the page omits.
func JobPosting(n Node) scraper.Posting {
	p := scraper.Posting{
		Title:       cmp.Or(n.Text("title"), n.Text("name")),
		Company:     n.Text("hiringOrganization"),
		Language:    n.Text("inLanguage"),
		Employment:  jobEmployment(n),
		Description: jobDescription(n),
		Tags:        jobTags(n),
		Pay:         jobPay(n),
		Path:        n.Path,
	}
	p.Place, p.Places, p.Country = jobPlaces(n)
	if strings.EqualFold(n.Text("jobLocationType"), "TELECOMMUTE") {
		p.Workplace = "remote"
	}
	p.PostedAt = dates.Field(&p.Unread, "datePosted", n.Text("datePosted"))
	p.ValidThrough = dates.Field(&p.Unread, "validThrough", n.Text("validThrough"))
	p.ChangedAt = dates.Field(&p.Unread, "dateModified", n.Text("dateModified"))
	return p
}

// UnmarshalJSON reads a thing that stands inside other JSON. Its numbers stay
// as they are written.
func (n *Node) UnmarshalJSON(b []byte) error {
	dec := json.NewDecoder(bytes.NewReader(b))
	dec.UseNumber()
	return dec.Decode(&n.Values)
}

// Identifier returns the employer's own name for the job, which schema.org
// takes as a text or as a PropertyValue, whose name is the employer's.
func Identifier(n Node) string {
	if v := n.Node("identifier"); v.Values != nil {
		return v.Text("value")
	}
	return n.Text("identifier")
}

// maxParts bounds the values of one property that go into a description.
const maxParts = 30

// jobDescription is the advert with its parts that the page marks up apart,
// unless the description says them already.
func jobDescription(n Node) string {
	text := htmltext.Text(n.Raw("description"))
	for _, part := range []string{"responsibilities", "qualifications", "experienceRequirements", "educationRequirements", "jobBenefits", "incentiveCompensation"} {
		list := n.List(part)
		for _, v := range list[:min(len(list), maxParts)] {
			if t := htmltext.Text(Word(v)); t != "" && !strings.Contains(squeeze(text), squeeze(t)) {
				text = strings.TrimSpace(text + "\n" + t)
			}
		}
	}
	return text
}

// jobEmployment is the first kind that the page states.
func jobEmployment(n Node) string {
	for _, v := range n.List("employmentType") {
		for word := range strings.SplitSeq(Word(v), ",") {
			if e := words.Employment(word); e != "" && e != "other" {
				return e
			}
		}
	}
	return ""
}

// jobTags are the skills where they are a list, of values or by commas; prose
// under that name is no tag.
func jobTags(n Node) []string {
	var out []string
	for _, v := range n.List("skills") {
		for word := range strings.SplitSeq(Word(v), ",") {
			word = htmltext.Line(word)
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

// jobPlaces reads where the job is and, for remote ones, where applicants may
// live. The country is the one that all places name by its code.
func jobPlaces(n Node) (text string, list []scraper.Address, country string) {
	var texts []string
	seen := map[scraper.Address]bool{}
	add := func(a scraper.Address) {
		if seen[a] {
			return
		}
		seen[a] = true
		words := strings.ReplaceAll(htmltext.Join(a.Text, a.Locality, a.Region, a.Country), "; ", ", ")
		if words == "" {
			return
		}
		texts = append(texts, words)
		list = append(list, a)
	}
	for _, v := range n.List("jobLocation") {
		for _, a := range towns(jobAddress(v)) {
			add(a)
		}
	}
	if len(list) == 0 {
		add(jobAddress(n.Values)) // of marks that forget what they belong to
	}
	for _, v := range n.List("applicantLocationRequirements") {
		// A Country or an AdministrativeArea, whose name is the place.
		add(scraper.Address{Country: htmltext.Line(Word(v))})
	}
	for i, a := range list {
		c := places.Country(a.Country)
		if i > 0 && c != country || c == "" {
			country = ""
			break
		}
		country = c
	}
	return htmltext.Join(texts...), list, country
}

// towns takes apart an address of several towns and as many regions, as some sites
// have it that know one address to a posting ("Joensuu, Pori" in "Pohjois-Karjala,
// Satakunta").
func towns(a scraper.Address) []scraper.Address {
	towns, regions := strings.Split(a.Locality, ","), strings.Split(a.Region, ",")
	if len(towns) < 2 || len(towns) != len(regions) {
		return []scraper.Address{a}
	}
	var list []scraper.Address
	for i, town := range towns {
		list = append(list, scraper.Address{Locality: strings.TrimSpace(town), Region: strings.TrimSpace(regions[i]), Country: a.Country})
	}
	return list
}

// jobAddress reads a Place, a PostalAddress or a text.
func jobAddress(v any) scraper.Address {
	place := AsNode(v)
	if place.Values == nil {
		return scraper.Address{Text: htmltext.Line(Word(v))}
	}
	post := place.Node("address")
	if post.Values == nil {
		post = place
	}
	a := scraper.Address{
		Locality: named(post.Text("addressLocality")),
		Region:   named(post.Text("addressRegion")),
		Country:  named(post.Text("addressCountry")),
	}
	if a != (scraper.Address{}) {
		return a
	}
	// SAP's pages have the city and the country in the line of the street, others a street.
	if line := named(post.Text("streetAddress")); !strings.ContainsAny(line, "0123456789") {
		a.Text = line
	}
	if !place.Is("JobPosting") {
		a.Text = cmp.Or(a.Text, place.Text("address"), place.Text("name"))
	}
	return a
}

// named drops what fills a field that must not be empty ("-", ".").
func named(s string) string {
	if strings.IndexFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) < 0 {
		return ""
	}
	return s
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
