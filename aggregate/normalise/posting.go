package normalise

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"backpay/aggregate"
	"backpay/aggregate/employer"
	"backpay/aggregate/jobpay"
	"backpay/aggregate/pay"
	"backpay/aggregate/place"
	"backpay/aggregate/role"
	"backpay/aggregate/skill"
	"backpay/scraper"
)

// Posting works out what we believe of one record. It is pure: the same
// record gives the same beliefs, on any number of goroutines.
func Posting(s aggregate.Said) aggregate.Posting {
	p := Advert(s.Posting)
	p.ID = s.ID
	p.Print = newPrint(&p, s)
	return p
}

// Advert is Posting without the print, which only matching needs.
func Advert(said scraper.Posting) aggregate.Posting {
	p := aggregate.Posting{Employer: strings.TrimSpace(said.Company)}
	readPlaces(&p, said)
	r := role.Read(said.Title, said.Description)
	p.Role, p.Seniority, p.YearsMin, p.RoleRule = r.Family, r.Seniority, r.YearsMin, r.Rule
	p.Population = population(said, p.Seniority)
	p.Pay = readPay(said, payCountry(&p), p.Role)
	placePay(&p, said)
	p.Years = jobpay.OfPosting(&p)
	p.Skills = readSkills(said)
	if p.Employer == "" {
		p.Employer = said.Board
	}
	p.EmployerKey = employer.Key(p.Employer)
	return p
}

// Explained returns the ranges that an advert's text states with what told for and
// against each, and what looks like pay and is not taken, with the reasons, as the
// advert's beliefs would have it. Offsets are in characters.
func Explained(said scraper.Posting, p *aggregate.Posting) ([]pay.Range, []pay.Rejected) {
	ranges, rejected := pay.Explain(said.Description, pay.Hint{Country: payCountry(p), Title: said.Title})
	at, char := 0, 0
	for i := range rejected {
		r := &rejected[i]
		if r.In == "title" {
			r.Start, r.End = characters(said.Title, r.Start, r.End)
			continue
		}
		if r.Start < at {
			at, char = 0, 0
		}
		char += utf8.RuneCountInString(said.Description[at:r.Start])
		at = r.Start
		r.Start, r.End = char, char+utf8.RuneCountInString(r.Quote)
	}
	for i := range ranges {
		r := &ranges[i]
		text := said.Description
		if r.InTitle {
			text = said.Title
		}
		r.Start, r.End = characters(text, r.Start, r.End)
	}
	return ranges, rejected
}

// readPlaces takes structured addresses before the place's text; the record's
// own country settles what they leave open.
func readPlaces(p *aggregate.Posting, said scraper.Posting) {
	text := place.Resolve(said.Place, said.Country)
	p.Countries, p.Remote = text.Countries, text.Remote
	for _, a := range said.Places {
		for _, pl := range readAddress(a, said.Country) {
			addPlace(p, pl)
		}
	}
	if len(p.Places) == 0 {
		for _, pl := range text.Places {
			addPlace(p, pl)
		}
	}
	switch {
	case len(p.Places) > 0 && p.Places[0].Country != "":
		p.Country = p.Places[0].Country
	case said.Country != "":
		p.Country = said.Country
	case len(text.Countries) == 1:
		p.Country = text.Countries[0]
	}
	p.Workplace = said.Workplace
	if p.Workplace == "" && (text.Remote == "remote" || text.Remote == "hybrid") {
		p.Workplace = text.Remote
	}
}

// readAddress reads an address by its fields, and by its text where they name no
// town: some services fill in the country alone beside "Lowell, Massachusetts".
func readAddress(a scraper.Address, country string) []place.Place {
	pl, ok := place.Address(a.Locality, a.Region, a.Country, country)
	if a.Text == "" || ok && (pl.City != "" || a.Locality != "") {
		return slices.DeleteFunc([]place.Place{pl}, func(place.Place) bool { return !ok })
	}
	var towns []place.Place
	text := place.Resolve(a.Text, cmp.Or(pl.Country, country)).Places
	for _, t := range text {
		if t.City != "" && (pl.Country == "" || t.Country == pl.Country) {
			towns = append(towns, t)
		}
	}
	switch {
	case len(towns) > 0:
		return towns
	case ok:
		return []place.Place{pl}
	}
	return text
}

// payCountry is the country that settles what a bare $ is: of several places
// with dollars of their own, adverts mean the American one.
func payCountry(p *aggregate.Posting) string {
	switch pay.Currency(p.Country) {
	case "CAD", "AUD", "NZD", "SGD", "HKD":
		for _, pl := range p.Places {
			if pl.Country == "US" {
				return "US"
			}
		}
	}
	return p.Country
}

func addPlace(p *aggregate.Posting, pl place.Place) {
	next := aggregate.Place(pl)
	for _, have := range p.Places {
		if have == next {
			return
		}
	}
	p.Places = append(p.Places, next)
}

// readSkills looks in the title, the text and the source's own tags, in this
// order; a skill counts once.
func readSkills(said scraper.Posting) []aggregate.Skill {
	found := skill.Find(said.Description)
	all := make([]aggregate.Skill, 0, len(found)+4)
	add := func(s aggregate.Skill) {
		if !slices.ContainsFunc(all, func(have aggregate.Skill) bool { return have.Name == s.Name }) {
			all = append(all, s)
		}
	}
	at, char := 0, 0 // mentions stand in order: each count goes on from the last
	for _, m := range found {
		if m.Start < at {
			at, char = 0, 0
		}
		char += utf8.RuneCountInString(said.Description[at:m.Start])
		at = m.Start
		end := char + utf8.RuneCountInString(said.Description[m.Start:m.End])
		add(aggregate.Skill{Name: m.Name, Kind: m.Kind, QuoteStart: char, QuoteEnd: end})
	}
	for _, m := range skill.Find(said.Title) {
		start, end := characters(said.Title, m.Start, m.End)
		add(aggregate.Skill{Name: m.Name, Kind: m.Kind, QuoteStart: start, QuoteEnd: end, InTitle: true})
	}
	for _, tag := range said.Tags {
		if name, ok := skill.Lookup(tag); ok {
			add(aggregate.Skill{Name: name, Kind: skill.KindOf(name), QuoteStart: -1, QuoteEnd: -1})
		}
	}
	if len(all) == 0 {
		return nil
	}
	return all
}

// characters turns bytes of a text into characters (Unicode code points), which
// is how SQLite's substr and most languages count.
func characters(text string, start, end int) (int, int) {
	n := utf8.RuneCountInString(text[:start])
	return n, n + utf8.RuneCountInString(text[start:end])
}
