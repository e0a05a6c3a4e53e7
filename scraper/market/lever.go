package market

import "strings"

// The forms of Lever's postings API: a bare array, no company name, much of
// the text in lists.
type leverPosting struct {
	ID                    string          `json:"id"`
	Text                  string          `json:"text"`
	Categories            leverCategories `json:"categories"`
	Country               *string         `json:"country"`
	WorkplaceType         string          `json:"workplaceType"`
	CreatedAt             int64           `json:"createdAt"`
	HostedURL             string          `json:"hostedUrl"`
	ApplyURL              string          `json:"applyUrl"`
	Opening               string          `json:"opening"`
	OpeningPlain          string          `json:"openingPlain"`
	DescriptionBody       string          `json:"descriptionBody"`
	DescriptionBodyPlain  string          `json:"descriptionBodyPlain"`
	Description           string          `json:"description"`
	DescriptionPlain      string          `json:"descriptionPlain"`
	Lists                 []leverList     `json:"lists"`
	Additional            string          `json:"additional"`
	AdditionalPlain       string          `json:"additionalPlain"`
	SalaryRange           *leverSalary    `json:"salaryRange,omitempty"`
	SalaryDescription     string          `json:"salaryDescription,omitempty"`
	SalaryDescriptionText string          `json:"salaryDescriptionPlain,omitempty"`
}

type leverCategories struct {
	Commitment   string   `json:"commitment"`
	Department   string   `json:"department"`
	Location     string   `json:"location"`
	Team         string   `json:"team"`
	AllLocations []string `json:"allLocations"`
}

type leverList struct {
	Text    string `json:"text"`
	Content string `json:"content"`
}

type leverSalary struct {
	Currency string  `json:"currency"`
	Interval string  `json:"interval"`
	Min      float64 `json:"min"`
	Max      float64 `json:"max"`
}

var leverIntervals = map[string]string{
	"year":  "per-year-salary",
	"month": "per-month-salary",
	"day":   "per-day-wage",
	"hour":  "per-hour-wage",
}

var leverCommitment = map[string]string{
	FullTime: "Full-time", Intern: "Intern", PartTime: "Part-time", Contract: "Contract",
}

func (m *Market) lever(b *Board) []leverPosting {
	out := make([]leverPosting, 0, len(b.entries))
	for _, en := range b.entries {
		j, p := &m.jobs[en.job], &m.jobs[en.job].Postings[en.posting]
		s, blocks := m.styleOf(j, p), m.advert(int(en.job), p, int(en.posting))
		place, link := m.placeText(j, p), "https://jobs.lever.co/"+b.Token+"/"+p.ID
		l := leverPosting{
			ID: p.ID, Text: j.Title, CreatedAt: p.PostedAt.UnixMilli(), HostedURL: link, ApplyURL: link + "/apply",
			Categories: leverCategories{
				leverCommitment[j.Population], department(j.Role), place, j.Team, []string{place},
			},
			WorkplaceType: map[string]string{"onsite": "on-site", "hybrid": "hybrid", "remote": "remote"}[j.Workplace],
		}
		if p.ID[0]%4 != 0 || !m.opts.Traps { // null for one in four or so
			l.Country = &j.Country
		}
		opening, rest := split(blocks, about)
		body, rest := split(rest, theRole)
		lists, rest := split(rest, duties, needs, offer)
		l.Opening, l.OpeningPlain = s.html(opening), s.plain(opening)
		l.DescriptionBody, l.DescriptionBodyPlain = s.html(body), s.plain(body)
		l.Description, l.DescriptionPlain = l.Opening+l.DescriptionBody, l.OpeningPlain+"\n"+l.DescriptionBodyPlain
		for _, bl := range lists {
			var items strings.Builder
			s.writeItems(&items, bl.items, "")
			l.Lists = append(l.Lists, leverList{s.head(bl.head), items.String()})
		}
		if p.ID[1]%2 == 0 { // half tell pay in the field for it
			var pay []block
			pay, rest = split(rest, thePay)
			l.SalaryDescription, l.SalaryDescriptionText = s.html(pay), s.plain(pay)
		}
		l.Additional, l.AdditionalPlain = s.html(rest), s.plain(rest)
		l.SalaryRange = m.leverSalary(j, p)
		out = append(out, l)
	}
	return out
}

// leverSalary fills the pay field. Two traps stand in it: an object of zeros
// where there is no pay, and a wrong interval, though only where the text
// tells the right one and the amount leaves a reader no doubt.
func (m *Market) leverSalary(j *Job, p *Posting) *leverSalary {
	pay := &j.Pay
	trap := stream(m.opts.Seed, forFormat, uint64(p.PostedAt.Unix()), uint64(p.Board)).float()
	if pay.Shown&Field == 0 || pay.OnlyOTE || pay.Form == From || pay.Form == UpTo {
		if m.opts.Traps && trap < .1 {
			return &leverSalary{pay.Currency, leverIntervals["year"], 0, 0}
		}
		return nil
	}
	s := &leverSalary{pay.Currency, leverIntervals[pay.Period], pay.Tiers[0].Min, pay.Tiers[0].Max}
	if m.opts.Traps && pay.Shown&Prose != 0 && trap < .03 {
		switch pay.Period {
		case "year":
			s.Interval = "bi-week-salary"
		case "hour":
			s.Interval = leverIntervals["year"]
		}
	}
	return s
}
