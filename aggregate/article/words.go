package article

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"

	"backpay/aggregate"
)

// words is a reference in words.
func (r *Reference) words() string {
	var b strings.Builder
	who := r.Source
	if r.Of == "figure" {
		who = "our own"
		if r.Source != "" && r.Source != "all" {
			who += " of " + r.Source
		}
	}
	fmt.Fprintf(&b, "%s %s", who, statisticWord(r))
	if r.PayKind != "" && r.Measure == Pay {
		b.WriteString(" of " + r.PayKind + " pay")
	}
	if r.Skill != "" {
		b.WriteString(" of " + r.Skill)
	}
	b.WriteString(" " + amount(r.Value, r.Unit))
	if r.High != 0 {
		b.WriteString(" to " + amount(r.High, r.Unit))
	}
	var more []string
	if r.CIHigh != r.CILow {
		more = append(more, "95 % interval "+amount(r.CILow, r.Unit)+" to "+amount(r.CIHigh, r.Unit))
	}
	if r.Seniority != "" || r.Role != "" {
		more = append(more, strings.TrimSpace(r.Seniority+" "+r.Role))
	}
	if place := cmp.Or(r.Place, r.Country); place != "" {
		more = append(more, place)
	}
	if r.N > 0 {
		more = append(more, fmt.Sprintf("n %d", r.N))
	} else if r.Of == "claim" && r.Measure != Count {
		more = append(more, "n not published")
	}
	if r.AsOf != "" {
		more = append(more, r.AsOf)
	}
	if len(more) > 0 {
		b.WriteString(" (" + strings.Join(more, ", ") + ")")
	}
	return b.String()
}

// nothing says that nothing is held of what a finding is about, or that what we
// have of it rests on too little to be printed.
func (w *world) nothing(f *Finding) string {
	for _, g := range w.withheld {
		r := ofFigure(g)
		if r.Measure == f.Kind && (r.Role == f.Role || r.Role == "") && r.Country == f.Country && r.Seniority == f.Seniority &&
			strings.EqualFold(r.Skill, f.Skill) && (strings.EqualFold(r.Place, f.City) || f.metro != "" && r.metro == f.metro) &&
			r.Statistic != "count" &&
			r.Unit == cmp.Or(f.Currency, r.Unit) {
			return fmt.Sprintf("our own figure of %s is withheld: %s", w.about(f), rows(g))
		}
	}
	return "nothing is held of " + w.about(f)
}

// rows is how many jobs a figure rests on, in words.
func rows(f aggregate.Figure) string {
	if f.NJobs == 1 {
		return "it rests on 1 job"
	}
	return fmt.Sprintf("it rests on %d jobs", f.NJobs)
}

// about is what a finding is of, in words.
func (w *world) about(f *Finding) string {
	parts := []string{f.Kind}
	for _, p := range []string{f.Seniority, f.Role, f.Skill, cmp.Or(f.City, f.Country), f.Source, f.Currency} {
		if p != "" {
			parts = append(parts, p)
		}
	}
	return strings.Join(parts, ", ")
}

func statisticWord(r *Reference) string {
	if other, ok := strings.CutPrefix(r.Statistic, "minus:"); ok {
		return "difference from " + other
	}
	switch r.Statistic {
	case "raw_pct", "median_pct":
		return "raw premium, not held equal for anything"
	case "adjusted_pct", "shrunk_pct", "within_pct":
		return "adjusted premium"
	case "premium_pct":
		return "premium"
	case "growth_pct":
		return "growth"
	case "p25-p75":
		return "middle half"
	case "p10-p90":
		return "middle 80 %"
	case "min-max":
		return "lowest to highest"
	case "ci":
		return "interval of the middle"
	}
	return r.Statistic
}

// amount prints a value with its unit, thousands apart.
func amount(v float64, unit string) string {
	if unit == "percent" {
		return strconv.FormatFloat(v, 'f', -1, 64) + " %"
	}
	s := strconv.FormatFloat(v, 'f', 0, 64)
	sign := ""
	if strings.HasPrefix(s, "-") {
		sign, s = "-", s[1:]
	}
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	if unit == "count" || unit == "" {
		return sign + s
	}
	return sign + s + " " + unit
}
