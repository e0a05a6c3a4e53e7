package sourcetest

import (
	"fmt"
	"math"
	"regexp"
	"strings"

	"backpay/scraper"
)

var isoDate = regexp.MustCompile(`^\d{4}(-\d\d(-\d\d)?)?$`)

// checkReferences holds the values of reference tables to what
// scraper.ReferenceRow says, and to being there once.
func checkReferences(all []scraper.ReferenceRow) (errs []error) {
	type key struct {
		table, area, item, date string
		from                    float64
	}
	seen := make(map[key]bool, len(all))
	for _, r := range all {
		fail := func(format string, a ...any) {
			if len(errs) < 20 { // of a hundred thousand
				errs = append(
					errs,
					fmt.Errorf(
						"reference %s %s %s %s (%s): %s",
						r.Table,
						r.Area,
						r.Item,
						r.Date,
						r.Path,
						fmt.Sprintf(format, a...),
					),
				)
			}
		}
		k := key{r.Table, r.Area, r.Item, r.Date, r.From}
		switch {
		case !strings.Contains("|fx_rate|price_parity|rent|asking_rent|income_tax|standard_deduction|income_tax_table|price_index|inflation|ppp|", "|"+r.Table+"|"):
			fail("is of no known table")
		case r.Area == "" || r.Unit == "" || r.Path == "":
			fail("has no area, unit or path")
		case !isoDate.MatchString(r.Date):
			fail("has the date %q", r.Date)
		case math.IsNaN(r.Value) || math.IsInf(r.Value, 0) || r.From < 0:
			fail("is %v from %v", r.Value, r.From)
		case seen[k]:
			fail("stands there twice")
		case markup.MatchString(r.AreaName) || strings.TrimSpace(r.AreaName) != r.AreaName:
			fail("is of %q", r.AreaName)
		}
		seen[k] = true
	}
	return errs
}
