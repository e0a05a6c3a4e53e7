package normalise

import (
	"strings"

	"backpay/aggregate"
	"backpay/aggregate/dedupe"
	"backpay/aggregate/jobpay"
)

// newPrint makes the outline of the print of a posting that is normalised.
func newPrint(p *aggregate.Posting, s aggregate.Said) aggregate.Print {
	a := dedupe.Advert{
		ID: s.ID, Source: s.Source, SourceID: s.Posting.ID, Board: s.Posting.Board, Company: s.Posting.Company,
		Title: s.Posting.Title, Description: s.Posting.Description, URL: s.Posting.URL, Apply: s.Posting.ApplyURL,
		Years: p.YearsMin, PostedAt: s.Posting.PostedAt, Places: p.Places,
	}
	// A source numbers the openings of one post: ADDRESS-1, ADDRESS-2.
	if at := strings.LastIndexByte(a.SourceID, '-'); at > 0 && a.URL != "" &&
		strings.HasSuffix(a.URL, a.SourceID[:at]) {
		a.Post = a.URL
	}
	for _, k := range p.Skills {
		a.Skills = append(a.Skills, k.Name)
	}
	for _, y := range p.Pay {
		if jobpay.States(&y) && y.AnnualMin > 0 && y.AnnualMax > 0 {
			a.PayMin, a.PayMax, a.Currency = y.AnnualMin, y.AnnualMax, y.Currency
			break
		}
	}
	return dedupe.Outline(a)
}
