package market

import (
	"math"
	"strconv"
	"strings"
)

// The forms of Ashby's job posting API: plain units, tiers, a summary that
// merges them, no company name.
type ashbyBoard struct {
	Jobs       []ashbyJob `json:"jobs"`
	APIVersion string     `json:"apiVersion"`
}

type ashbyJob struct {
	ID                 string       `json:"id"`
	Title              string       `json:"title"`
	Department         string       `json:"department"`
	Team               string       `json:"team"`
	EmploymentType     string       `json:"employmentType"`
	Location           string       `json:"location"`
	SecondaryLocations []string     `json:"secondaryLocations"`
	PublishedAt        string       `json:"publishedAt"`
	IsListed           bool         `json:"isListed"`
	IsRemote           *bool        `json:"isRemote"`
	WorkplaceType      *string      `json:"workplaceType"`
	Address            ashbyAddress `json:"address"`
	JobURL             string       `json:"jobUrl"`
	ApplyURL           string       `json:"applyUrl"`
	DescriptionHTML    string       `json:"descriptionHtml"`
	DescriptionPlain   string       `json:"descriptionPlain"`
	ShouldDisplay      bool         `json:"shouldDisplayCompensationOnJobPostings"`
	Compensation       *ashbyPay    `json:"compensation,omitempty"`
}

type ashbyAddress struct {
	PostalAddress struct {
		Region   string `json:"addressRegion"`
		Country  string `json:"addressCountry"`
		Locality string `json:"addressLocality"`
	} `json:"postalAddress"`
}

type ashbyPay struct {
	TierSummary   *string          `json:"compensationTierSummary"`
	SalarySummary *string          `json:"scrapeableCompensationSalarySummary"`
	Tiers         []ashbyTier      `json:"compensationTiers"`
	Summary       []ashbyComponent `json:"summaryComponents"`
}

type ashbyTier struct {
	ID         string           `json:"id"`
	Summary    string           `json:"tierSummary"`
	Title      *string          `json:"title"`
	Additional *string          `json:"additionalInformation"`
	Components []ashbyComponent `json:"components"`
}

type ashbyComponent struct {
	Type     string   `json:"compensationType"`
	Interval string   `json:"interval"`
	Currency string   `json:"currencyCode,omitempty"`
	Min      *float64 `json:"minValue"`
	Max      *float64 `json:"maxValue"`
}

var ashbyIntervals = map[string]string{"year": "1 YEAR", "month": "1 MONTH", "day": "1 DAY", "hour": "1 HOUR"}

var ashbyEmployment = map[string]string{
	FullTime: "FullTime", Intern: "Intern", PartTime: "PartTime", Contract: "Contract",
}

func (m *Market) ashby(b *Board, pay bool) ashbyBoard {
	out := ashbyBoard{APIVersion: "1", Jobs: make([]ashbyJob, 0, len(b.entries)+1)}
	for _, en := range b.entries {
		j, p := &m.jobs[en.job], &m.jobs[en.job].Postings[en.posting]
		a := m.ashbyJob(b, j, p, m.advert(int(en.job), p, int(en.posting)))
		if pay {
			a.Compensation = m.ashbyPay(j, p)
		}
		out.Jobs = append(out.Jobs, a)
	}
	if m.opts.Traps && len(b.entries) > 2 {
		out.Jobs = append(out.Jobs, m.unlisted(b, out.Jobs[0], pay))
	}
	return out
}

func (m *Market) ashbyJob(b *Board, j *Job, p *Posting, blocks []block) ashbyJob {
	s, link := m.styleOf(j, p), "https://jobs.ashbyhq.com/"+b.Token+"/"+p.ID
	a := ashbyJob{
		ID: p.ID, Title: j.Title, Department: department(j.Role), Team: j.Team,
		EmploymentType: ashbyEmployment[j.Population], Location: m.placeText(j, p),
		SecondaryLocations: []string{}, IsListed: true,
		PublishedAt: p.PostedAt.Format("2006-01-02T15:04:05.000-07:00"), JobURL: link, ApplyURL: link + "/application",
		DescriptionHTML: s.html(blocks), DescriptionPlain: s.plain(blocks), ShouldDisplay: j.Pay.Shown&Field != 0,
	}
	pl, c := m.words.places[j.Country][p.place], m.countryOf(j)
	a.Address.PostalAddress.Region, a.Address.PostalAddress.Locality = pl.region, pl.city
	a.Address.PostalAddress.Country = c.names[min(1, len(c.names)-1)]
	remote := j.Workplace == "remote"
	if m.opts.Traps && j.Workplace == "hybrid" {
		remote = true // as services have it: workplaceType is the one to believe
	}
	a.IsRemote = &remote
	w := map[string]string{"onsite": "OnSite", "hybrid": "Hybrid", "remote": "Remote"}[j.Workplace]
	a.WorkplaceType = &w
	return a
}

// unlisted is a posting that the service answers but that isn't open to the
// public. It is no job of the market, and its pay would bend any figure.
func (m *Market) unlisted(b *Board, like ashbyJob, pay bool) ashbyJob {
	like.ID = postingID(Ashby, 0, 0, stream(m.opts.Seed, forSite, uint64(b.employer)))
	like.JobURL = "https://jobs.ashbyhq.com/" + b.Token + "/" + like.ID
	like.ApplyURL, like.IsListed, like.ShouldDisplay = like.JobURL+"/application", false, true
	like.Compensation = nil
	if pay {
		j := Job{Pay: Pay{Tiers: []Tier{{Min: 900_000, Max: 990_000}}, Currency: "USD", Period: "year", Shown: Field}}
		like.Compensation = m.ashbyPay(&j, &Posting{})
	}
	return like
}

// ashbyPay fills the compensation object. With several tiers the summary
// spans them all, which is nobody's range.
func (m *Market) ashbyPay(j *Job, p *Posting) *ashbyPay {
	pay := &j.Pay
	out := &ashbyPay{Tiers: []ashbyTier{}, Summary: []ashbyComponent{}}
	if pay.Shown&Field == 0 {
		return out
	}
	trap := stream(m.opts.Seed, forFormat, 2, uint64(p.PostedAt.Unix()), uint64(p.Board)).float()
	equity := ashbyComponent{Type: "EquityPercentage", Interval: "NONE"}
	var lo, hi float64
	for i, t := range pay.Tiers {
		c := ashbyComponent{
			Type:     "Salary",
			Interval: ashbyIntervals[pay.Period],
			Currency: pay.Currency,
			Min:      &t.Min,
			Max:      &t.Max,
		}
		summary := short(pay.Currency, pay.Period, t)
		switch pay.Form {
		case From:
			c.Max, summary = nil, "From "+short(pay.Currency, pay.Period, Tier{Min: t.Min, Max: t.Min})
		case UpTo:
			c.Min, summary = nil, "Up to "+short(pay.Currency, pay.Period, Tier{Min: t.Max, Max: t.Max})
		}
		if m.opts.Traps && pay.Currency == "USD" && trap < .03 {
			c.Currency = "" // the sign in the summary tells
		}
		tier := ashbyTier{ID: p.ID + "-" + strconv.Itoa(i), Components: []ashbyComponent{c}}
		if t.Label != "" {
			tier.Title = &t.Label
		}
		if trap > .6 {
			tier.Components = append(tier.Components, equity)
			summary += " • Offers Equity"
		}
		switch {
		case pay.OnlyOTE:
			summary += " • total OTE with a 60/40 split"
		case pay.OTE != nil:
			tier.Components = append(tier.Components, ashbyComponent{Type: "Commission", Interval: "1 YEAR"})
			summary += " • Offers Commission"
		}
		tier.Summary = summary
		out.Tiers = append(out.Tiers, tier)
		if i == 0 || t.Min < lo {
			lo = t.Min
		}
		hi = max(hi, t.Max)
	}
	c := out.Tiers[0].Components[0]
	if c.Min != nil {
		c.Min = &lo
	}
	if c.Max != nil {
		c.Max = &hi
	}
	out.Summary = append(out.Summary, c)
	first := out.Tiers[0].Summary
	if len(out.Tiers) > 1 {
		first = short(pay.Currency, pay.Period, Tier{Min: lo, Max: hi}) + " • Multiple Ranges"
	}
	out.TierSummary = &first
	salary, _, _ := strings.Cut(first, " • ")
	out.SalarySummary = &salary
	return out
}

// short writes a range as the service's summaries do: $120K – $150.5K.
func short(currency, period string, t Tier) string {
	one := func(v float64) string {
		sign := map[string]string{"USD": "$", "GBP": "£", "EUR": "€", "CAD": "CA$"}[currency]
		if v >= 10_000 {
			return sign + strconv.FormatFloat(math.Round(v/10)/100, 'f', -1, 64) + "K"
		}
		return sign + strconv.FormatFloat(v, 'f', -1, 64)
	}
	s := one(t.Min)
	if t.Max != t.Min {
		s += " – " + one(t.Max)
	}
	if period != "year" {
		s += " per " + period
	}
	return s
}
