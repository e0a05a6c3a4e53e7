package normalise

import (
	"cmp"
	"strings"

	"backpay/aggregate"
	"backpay/aggregate/pay"
	"backpay/aggregate/place"
	"backpay/aggregate/role"
	"backpay/scraper"
)

// Claim works out what we believe of one claim. It is pure.
//
// The role is the one of the occupation's code where the code is known, since
// the figure is then about everybody in the occupation, whatever the title's
// words; else the one that the title says. A company, a skill or a statistic
// changes nothing about it.
func Claim(s aggregate.SaidClaim) aggregate.Claim {
	said := s.Claim
	c := aggregate.Claim{ID: s.ID, Side: claimSide(s)}
	var known bool
	if c.Role, c.RoleRule, known = occupation(said.Code); !known {
		c.Role, c.RoleRule, c.Seniority = titleRole(mainOccupation(said.Title), "")
	}
	c.Country = countryOf(said.Country)
	r := place.Resolve(said.Place, c.Country)
	if c.Country == "" && len(r.Countries) == 1 {
		c.Country = r.Countries[0]
	}
	c.Region, c.City, c.Metro = common(r.Places)
	if code := place.MetroTitled(said.Place); c.Country == "US" && code != "" {
		c.Metro = code
	}
	if isPay(said.Statistic) {
		c.AnnualAmount, c.AnnualFactor, c.AnnualRule = pay.Annual(said.Amount, said.Period, c.Country)
	}
	return c
}

// claimSide is who speaks: the side that the page states, else the source's.
// Only a job board's side is that of its adverts: what it publishes of pay is
// what workers reported to it, unless it rests on postings.
func claimSide(s aggregate.SaidClaim) scraper.Side {
	switch {
	case s.Claim.Side != "":
		return s.Claim.Side
	case s.Kind != scraper.Listing || s.Claim.Statistic == "count" || s.Claim.SampleKind == "postings":
		return s.Side
	}
	return scraper.Reported
}

// titleRole reads a title; the level in the source's words tells the seniority
// where the title doesn't.
func titleRole(title, level string) (family, rule, seniority string) {
	if strings.TrimSpace(title) == "" {
		return "", "", seniorityOf(level)
	}
	r := role.Read(title, "")
	return r.Family, r.Rule, cmp.Or(r.Seniority, seniorityOf(level))
}

// seniorityOf reads a level by itself, as the beginning of a title.
func seniorityOf(level string) string {
	if strings.TrimSpace(level) == "" {
		return ""
	}
	return role.Read(level+" engineer", "").Seniority
}

// countryOf reads a country that was stated as a code or a name.
func countryOf(stated string) string {
	stated = strings.TrimSpace(stated)
	if stated == "" {
		return ""
	}
	if cc, ok := place.Country(stated); ok {
		return cc
	}
	if r := place.Resolve(stated, ""); len(r.Countries) == 1 {
		return r.Countries[0]
	}
	return ""
}

// common is what all places agree on: of the towns of one metropolitan area
// the region and the metro.
func common(places []place.Place) (region, city, metro string) {
	for i, p := range places {
		if i == 0 {
			region, city, metro = p.Region, p.City, p.Metro
			continue
		}
		if p.Region != region {
			region = ""
		}
		if p.City != city {
			city = ""
		}
		if p.Metro != metro {
			metro = ""
		}
	}
	return region, city, metro
}

// isPay reports whether a statistic is an amount of pay: premiums, growth and
// counts are not.
func isPay(statistic string) bool {
	switch statistic {
	case "premium_pct", "growth_pct", "count":
		return false
	}
	return true
}
