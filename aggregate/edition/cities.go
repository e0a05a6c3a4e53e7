package edition

import (
	"encoding/json"
	"fmt"
	"io"

	"backpay/aggregate"
	"backpay/aggregate/edition/city"
	"backpay/scraper"
)

// isHeadline reports whether a figure is a printed median that cities are
// compared by.
func (q Question) isHeadline(f aggregate.Figure) bool {
	return f.Measure == aggregate.MeasureLevel && f.IsHeadline() && f.Statistic == "median" && f.Source == aggregate.All && f.Side == scraper.Posted && f.Grade != aggregate.Withheld &&
		f.Role == q.Role && f.Country == q.Country && f.Unit == q.Currency &&
		f.Seniority == "" &&
		f.Skill == ""
}

// leftAt is Options.left for the question's medians.
func leftAt(b city.Books, q Question) func(aggregate.Figure) func(float64) float64 {
	return func(f aggregate.Figure) func(float64) float64 {
		if !q.isHeadline(f) {
			return nil
		}
		return b.Left(f)
	}
}

// addCities adds what is left of the question's medians by place, and writes all of
// that measure into the edition's hash: reference tables show in nothing else.
func addCities(sum io.Writer, b city.Books, q Question, figures []aggregate.Figure) ([]aggregate.Figure, error) {
	var medians []aggregate.Figure
	for _, f := range figures {
		if q.isHeadline(f) && f.Place != "" {
			medians = append(medians, f)
		}
	}
	figures = append(figures, b.Figures(medians)...)
	enc := json.NewEncoder(sum)
	for _, f := range figures {
		if f.Measure != aggregate.MeasureCity {
			continue
		}
		if err := enc.Encode(f); err != nil {
			return nil, fmt.Errorf("figures of cities: %w", err)
		}
	}
	return figures, nil
}
