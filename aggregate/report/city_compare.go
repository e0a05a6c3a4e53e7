package report

import (
	"fmt"
	"math"
	"strings"

	"backpay/aggregate"
	"backpay/aggregate/report/document"
)

// namedApart is how many places a sentence compares with the first.
const namedApart = 3

// compareCities holds the first row, where most is left, against
// each other row, and titles the section by what may be claimed: only a good
// difference whose interval is clear of zero gets into the title.
func (b *builder) compareCities(c *Cities) {
	first := &c.Rows[0]
	if first.Left == nil {
		return
	}
	c.Title = "What tax and rent leave of median pay"
	minus := map[[2]string]aggregate.Figure{}
	for _, f := range b.figures {
		if other, ok := strings.CutPrefix(f.Statistic, aggregate.LeftMinus); ok &&
			f.Measure == aggregate.MeasureCity &&
			f.Grade != aggregate.Withheld {
			minus[[2]string{f.Place, other}] = f
		}
	}
	var surely, tied []string
	var apart []*City
	for i := range c.Rows[1:] {
		r := &c.Rows[i+1]
		if r.Left == nil {
			continue
		}
		r.Against = compareLeft(first, r, minus, b.in.Options.Currency)
		name := town(r.Label)
		switch a := r.Against; {
		case a == nil:
		case a.Low > 0 || a.High < 0:
			apart = append(apart, r)
			if a.Low > 0 && a.Grade == aggregate.Good {
				surely = append(surely, name)
			}
		default:
			tied = append(tied, name)
		}
	}
	here, others := town(first.Label), len(apart)+len(tied)
	switch {
	case len(surely) > namedApart:
		c.Title = fmt.Sprintf(
			"After tax and rent, %s leaves more than %d of %d other cities",
			here,
			len(surely),
			others,
		)
	case len(surely) > 0:
		c.Title = fmt.Sprintf("After tax and rent, %s leaves more than %s", here, list(surely))
	}
	c.Finding = finding(here, apart, tied)
}

// compareLeft is what the first place leaves more than another; nil where the two
// were not compared.
func compareLeft(first, r *City, minus map[[2]string]aggregate.Figure, code string) *Against {
	a := &Against{Place: first.Place, Label: first.Label}
	if f, ok := minus[[2]string{first.Place, r.Place}]; ok {
		a.Estimate, a.Grade = estimate(f), f.Grade
	} else if f, ok := minus[[2]string{r.Place, first.Place}]; ok {
		a.Estimate, a.Grade = Estimate{-f.Value, -f.CIHigh, -f.CILow}, f.Grade
	} else {
		return nil
	}
	here, there := town(first.Label), town(r.Label)
	a.said = leaves(here, there, a.Estimate, a.Grade, code)
	switch {
	case a.Low > 0:
		a.Text = fmt.Sprintf(
			"%s leaves %s more than %s (%s)",
			here,
			money(a.Value, code),
			there,
			spanTo(a.Low, a.High, code),
		)
	case a.High < 0:
		a.Text = fmt.Sprintf(
			"%s leaves %s less than %s (%s)",
			here,
			money(-a.Value, code),
			there,
			spanTo(-a.High, -a.Low, code),
		)
	default:
		a.Text = fmt.Sprintf(
			"no clear difference between %s and %s: %s leaves %s more, with an interval from %s",
			here,
			there,
			here,
			money(a.Value, code),
			spanTo(a.Low, a.High, code),
		)
	}
	return a
}

// leaves says a difference that is clear of zero in a sentence, with no digit
// that its interval can't carry: its range alone where it is rough.
func leaves(here, there string, e Estimate, grade, code string) string {
	which, low, high := "more", e.Low, e.High
	if e.High < 0 {
		which, low, high = "less", -e.High, -e.Low
	}
	unit := step(low, high)
	least := min(unit, math.Pow(10, math.Floor(math.Log10(max(low, 1))))) // never down to no difference
	from, to := money(math.Floor(low/least)*least, code), money(math.Ceil(high/unit)*unit, code)
	if grade == aggregate.Good {
		return fmt.Sprintf(
			"%s leaves about %s %s than %s (%s to %s)",
			here,
			money(math.Round(math.Abs(e.Value)/unit)*unit, code),
			which,
			there,
			from,
			to,
		)
	}
	return fmt.Sprintf("%s leaves %s to %s %s than %s", here, from, to, which, there)
}

// spanTo is a range whose ends may lie below zero, widened to whole units.
func spanTo(low, high float64, code string) string {
	return money(math.Floor(low), code) + " to " + money(math.Ceil(high), code)
}

// finding says in a sentence which places the first differs from, each
// difference with its interval, and what not.
func finding(here string, apart []*City, tied []string) (out []Span) {
	text := func(format string, args ...any) { out = append(out, Span{Text: fmt.Sprintf(format, args...)}) }
	for i, r := range apart {
		if i == namedApart {
			text(". The same holds for %s", plural(len(apart)-i, "other", "others"))
			break
		}
		if i > 0 {
			text("; ")
		} else {
			text("After tax and rent, ")
		}
		out = append(out, Span{Text: r.Against.said, Number: true, Row: r.ID})
	}
	switch {
	case len(tied) == 0:
	case len(apart) == 0 && len(tied) == 1:
		text("After tax and rent, there is no clear difference between %s and %s", here, tied[0])
	case len(apart) == 0:
		text("After tax and rent, there is no clear difference between %s and %s", here, list(tied))
	default:
		text(". There is no clear difference from %s", list(tied))
	}
	if len(out) > 0 {
		text(".")
	}
	return out
}

// cityAxis runs from zero where bars are drawn on it, else fits the medians.
func cityAxis(rows []City, code string) document.Axis {
	var points []float64
	for _, r := range rows {
		points = append(points, r.Median.Value)
		if r.Left == nil {
			points = append(points, r.Median.Low, r.Median.High)
		} else {
			points = append(points, 0, r.Left.High)
		}
	}
	return axis(points, code)
}
