package main

import (
	"fmt"
	"slices"
	"strings"
	"text/tabwriter"

	"backpay/aggregate"
	"backpay/aggregate/edition"
	"backpay/aggregate/place"
	"backpay/aggregate/report"
	"backpay/scraper"
	"backpay/scraper/market"
)

// planted puts what was found beside the market's own truth, over all sources.
func planted(m *market.Market, c *config, e edition.Edition) []report.Planted {
	t := truth{m, c, e}
	return slices.Concat(t.roles(), t.largest(), t.cities(), t.growth(), t.others())
}

// truth compares a market with an edition of it.
type truth struct {
	market  *market.Market
	config  *config
	edition edition.Edition
}

// find returns the figure over all sources of the country that fits.
func (t truth) find(fits func(aggregate.Figure) bool) aggregate.Figure {
	for _, f := range t.edition.Figures {
		if f.Source == aggregate.All && f.Country == t.config.Report.Country &&
			f.Seniority == "" && f.Skill == "" && fits(f) {
			return f
		}
	}
	return aggregate.Figure{}
}

// level returns a statistic of the full-time jobs of a role, where they are.
func (t truth) level(role, statistic string, where func(place string) bool) aggregate.Figure {
	return t.find(func(f aggregate.Figure) bool {
		return f.Measure == aggregate.MeasureLevel && f.Population == aggregate.FullTime &&
			f.Unit == t.config.Report.Currency && f.Role == role && f.Statistic == statistic && where(f.Place)
	})
}

func anywhere(place string) bool { return place == "" }

// roles compares the medians of the jobs that state both ends, which is what the
// market's truth is of.
func (t truth) roles() (all []report.Planted) {
	for _, p := range t.market.Headline(t.config.Report.Country) {
		if p.WithPay > 0 {
			f := t.level(p.Role, "median_stated", anywhere)
			all = append(all, report.Planted{
				Role: p.Role, Planted: p.Median, Found: f.Value, Low: f.CILow, High: f.CIHigh,
			})
		}
	}
	return all
}

// largest compares the median of the role in which one employer has a quarter of
// the jobs, without that employer.
func (t truth) largest() []report.Planted {
	p, ok := t.market.WithoutLargest(t.config.Report.Country)
	if !ok {
		return nil
	}
	f := t.level(p.Role, "median_without_largest", anywhere)
	return []report.Planted{{Role: p.Role, What: "without its largest employer", Planted: p.Median, Found: f.Value}}
}

// cities compares the printed medians of the question's role by metropolitan
// area. A title begins with the name of the area's largest city.
func (t truth) cities() (all []report.Planted) {
	role := t.config.Report.Role
	for _, p := range t.market.Places(role, t.config.Report.Country) {
		f := t.level(role, "median", func(area string) bool { return strings.HasPrefix(place.Metro(area), p.City) })
		if f.Value > 0 && f.Grade != aggregate.Withheld {
			all = append(all, report.Planted{
				Role: role, What: "in " + p.City, Planted: p.Median, Found: f.Value, Low: f.CILow, High: f.CIHigh,
			})
		}
	}
	return all
}

func (t truth) growth() []report.Planted {
	role := t.config.Report.Role
	f := t.find(func(f aggregate.Figure) bool { return f.Measure == aggregate.MeasureGrowth && f.Role == role })
	return []report.Planted{{
		Role: role, What: "growth over three months", Unit: "percent",
		Planted: t.market.GrowthPct(), Found: f.Value, Low: f.CILow, High: f.CIHigh,
	}}
}

// others compares how many jobs were set apart from the full-time ones.
func (t truth) others() (all []report.Planted) {
	role := t.config.Report.Role
	planted := t.market.Others(role, t.config.Report.Country)
	for _, k := range []struct {
		what, planted string
		found         []aggregate.Population
	}{
		{"full-time jobs", market.FullTime, []aggregate.Population{aggregate.FullTime}},
		{"internships", market.Intern, []aggregate.Population{aggregate.Intern}},
		{"part-time jobs", market.PartTime, []aggregate.Population{aggregate.PartTime}},
		{"contracts and hourly work", market.Contract, []aggregate.Population{aggregate.Contract, aggregate.Hourly}},
	} {
		row := report.Planted{Role: role, What: k.what, Unit: "count", Planted: float64(planted[k.planted])}
		for _, of := range k.found {
			f := t.find(func(f aggregate.Figure) bool {
				return f.Measure == aggregate.MeasureLevel && f.Side == scraper.Posted && f.Role == role &&
					f.Place == "" && f.Population == of && f.Statistic == "count"
			})
			row.Found += f.Value
		}
		all = append(all, row)
	}
	return all
}

func printPlanted(a *app, c *config, rows []report.Planted) error {
	fmt.Fprintf(
		a.stdout,
		"\nMedian annual base pay in %s, %s: what was planted in the market and what was found\n",
		c.Report.Country,
		c.Report.Currency,
	)
	t := tabwriter.NewWriter(a.stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(t, "what\tplanted\tfound\tdifference\t")
	for _, p := range rows {
		what := strings.TrimSpace(p.Role + " " + p.What)
		switch p.Unit {
		case "count":
			fmt.Fprintf(t, "%s\t%.0f\t%.0f\t%+.0f\t\n", what, p.Planted, p.Found, p.Found-p.Planted)
		case "percent":
			found := fmt.Sprintf("%+.1f %% (%+.1f to %+.1f)", p.Found, p.Low, p.High)
			fmt.Fprintf(t, "%s\t%+.1f %%\t%s\t%+.1f points\t\n", what, p.Planted, found, p.Found-p.Planted)
		default:
			fmt.Fprintf(t, "%s\t%.2f\t%.2f\t%+.2f %%\t\n", what, p.Planted, p.Found, 100*(p.Found/p.Planted-1))
		}
	}
	return t.Flush()
}
