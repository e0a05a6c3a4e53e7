// Package linkedin reads pages of LinkedIn's public job search that the user
// saved: results, fragments of results, and job pages.
//
// LinkedIn's User Agreement (https://www.linkedin.com/legal/user-agreement,
// 8.2) and its robots.txt forbid programs to read the service, so nothing is
// ever asked of it. What to know of the pages:
//   - A result is a card: title, company, place, a date, seldom pay. It holds
//     no description.
//   - The date of a card is exact in its datetime attribute; what is printed
//     beside it and on a job page ("3 weeks ago") is not, and is not read.
//   - A results page says how many jobs the search found, rounded down above
//     some thousands ("48,000+"). That count is a claim, not a posting.
//   - The classes of the elements were others before 2021.
//   - Most job pages describe themselves by schema.org as well: those are
//     recognised by source jsonld. Here their visible text is read, which
//     pages saved without their scripts have left.
//   - Where pay stands on cards and job pages (salary-info,
//     compensation__salary) is known from others' programs and not verified.
package linkedin

import (
	"errors"
	"fmt"

	"backpay/scraper"
	"backpay/scraper/extract/drift"
	"backpay/scraper/extract/jsonld"
)

// Source is the scraper.Source of this package.
type Source struct{}

// About fulfils scraper.Source.
func (Source) About() scraper.About {
	return scraper.About{
		Name:     "linkedin",
		Title:    "LinkedIn",
		Kind:     scraper.Listing,
		Side:     scraper.Posted,
		Access:   scraper.Import,
		Homepage: "https://www.linkedin.com/jobs/",
		Terms:    "https://www.linkedin.com/legal/user-agreement",
		Hosts:    []string{"www.linkedin.com"},
		OffReason: "LinkedIn's User Agreement (8.2) and robots.txt forbid programs to read it; import pages that " +
			"you saved in a browser",
		Pay: "text",
	}
}

// Settings fulfils scraper.Source.
func (Source) Settings() scraper.Settings { return &scraper.Common{} }

// Start refuses, as LinkedIn may not be asked by a program.
func (s Source) Start(scraper.Settings) ([]scraper.Request, error) {
	return nil, s.About().ImportOnly()
}

// Recognise knows results and job pages by their marks, unless jsonld reads
// them.
func (Source) Recognise(page *scraper.Page) bool {
	d, err := parse(page)
	if err != nil || d.cards.Length()+d.count.Length() == 0 && !d.hasJob() {
		return false
	}
	nodes, _ := jsonld.Read(d.body, "JobPosting")
	return len(nodes) == 0
}

// Read reads a page of results or of one job.
func (Source) Read(page *scraper.Page) (scraper.Result, error) {
	d, err := parse(page)
	if err != nil {
		return scraper.Result{}, err
	}
	var res scraper.Result
	seen := map[string]int{}
	for i, card := range d.cards.EachIter() {
		p, err := d.card(card, fmt.Sprintf("card[%d]", i))
		if d.cut && i == d.cards.Length()-1 && !d.hasJob() {
			err = errors.New("the page is cut off")
		}
		if err != nil {
			res.Problems = append(res.Problems, fmt.Errorf("card[%d]: %w", i, err))
			continue
		}
		if _, twice := seen[p.ID]; !twice {
			seen[p.ID] = len(res.Postings)
			res.Keep(p)
		}
	}
	if n := d.cards.Length(); n > 0 && len(res.Postings) == 0 {
		return scraper.Result{}, fmt.Errorf(
			"%w: none of %d cards could be read, the first: %w",
			scraper.ErrDrift,
			n,
			res.Problems[0],
		)
	}
	if d.hasJob() {
		p, err := d.job()
		at, listed := seen[p.ID]
		switch {
		case err != nil && len(res.Postings) == 0:
			return scraper.Result{}, fmt.Errorf("%w: %w", scraper.ErrDrift, err)
		case err != nil:
			res.Problems = append(res.Problems, err)
		case listed: // the job beside the results says more than its card
			p.PostedAt, p.Path = res.Postings[at].PostedAt, res.Postings[at].Path
			if len(p.Pay) == 0 {
				p.Pay = res.Postings[at].Pay
			}
			res.Postings[at] = p
		default:
			res.Keep(p)
		}
	}
	if d.count.Length() > 0 {
		c, err := d.claim()
		if err != nil {
			res.Problems = append(res.Problems, err)
		} else {
			res.Claims = append(res.Claims, c)
		}
	}
	if len(res.Postings)+len(res.Claims)+len(res.Problems) > 0 {
		return res, nil
	}
	return scraper.Result{}, fmt.Errorf("%w: %s lists no job", scraper.ErrNoRecord, drift.Describe(page.Body))
}
