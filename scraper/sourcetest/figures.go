package sourcetest

import (
	"errors"
	"fmt"
	"iter"
	"strings"

	"backpay/scraper"
)

// checkClaim holds a claim to the words that scraper.Claim knows.
func checkClaim(c scraper.Claim) error {
	switch {
	case !strings.Contains("|mean|median|p10|p25|p75|p90|min|max|premium_pct|growth_pct|count|", "|"+c.Statistic+"|"):
		return fmt.Errorf("has the statistic %q", c.Statistic)
	case !strings.Contains("||base|bonus|stock|additional|total|posted|prevailing|", "|"+c.PayKind+"|"):
		return fmt.Errorf("has the kind %q", c.PayKind)
	case !strings.Contains("||hour|day|week|biweek|month|year|", "|"+c.Period+"|"):
		return fmt.Errorf("has the period %q", c.Period)
	case c.Path == "":
		return errors.New("has no path")
	}
	for _, text := range []string{c.Title, c.Company, c.Skill, c.Place, c.Label} {
		if markup.MatchString(text) || strings.TrimSpace(text) != text || strings.Contains(text, "\n") {
			return fmt.Errorf("holds the text %q", text)
		}
	}
	return nil
}

// checkObservations ranges over the whole sequence, and a second time to see
// that it may be.
func checkObservations(seq iter.Seq2[scraper.Observation, error]) (errs []error) {
	if seq == nil {
		return nil
	}
	seen := map[string]bool{}
	for o, err := range seq {
		if err != nil {
			return append(errs, fmt.Errorf("observations end: %w", err))
		}
		if o.ID == "" || seen[o.ID] || o.Row == "" {
			errs = append(errs, fmt.Errorf("observation %q (%s): identity or row is missing or twice", o.ID, o.Row))
		}
		seen[o.ID] = true
		if o.Amount <= 0 || o.USD < 0 || o.Weight < 0 || o.PayKind == "" ||
			!strings.Contains("|hour|day|week|biweek|month|year|", "|"+o.Period+"|") {
			errs = append(
				errs,
				fmt.Errorf(
					"observation %q: %v %s a %s, %v USD, weight %v, kind %q",
					o.ID,
					o.Amount,
					o.Currency,
					o.Period,
					o.USD,
					o.Weight,
					o.PayKind,
				),
			)
		}
		if len(errs) > 20 {
			break // of a hundred thousand
		}
	}
	again := 0
	for _, err := range seq {
		if err == nil {
			again++
		}
	}
	if len(errs) == 0 && again != len(seen) {
		errs = append(errs, fmt.Errorf("a second reading gives %d observations, the first %d", again, len(seen)))
	}
	return errs
}
