package ustax

import (
	"fmt"
	"regexp"

	"backpay/scraper"
	"backpay/scraper/extract/drift"
	"backpay/scraper/extract/jsonlist"
	"backpay/scraper/extract/places"
	"backpay/scraper/extract/reference"
)

// statuses are the filing statuses, in the order of values.
var statuses = []string{"single", "married", "married_separately", "head_of_household"}

// filer is what a file says of one filing status. Type is "none" in a state
// without income tax.
type filer struct {
	Type       string `json:"type"`
	Deductions []struct {
		Name   string   `json:"deduction_name"`
		Amount *float64 `json:"deduction_amount"`
	} `json:"deductions"`
	Brackets []struct {
		From *float64 `json:"bracket"`
		Rate *float64 `json:"marginal_rate"`
	} `json:"income_tax_brackets"`
}

// sameBrackets reports whether two filing statuses have the same brackets.
func (f *filer) sameBrackets(other *filer) bool {
	if len(f.Brackets) != len(other.Brackets) {
		return false
	}
	for i, b := range f.Brackets {
		if o := other.Brackets[i]; *b.From != *o.From || *b.Rate != *o.Rate {
			return false
		}
	}
	return true
}

// statistics is a state's file, or the federation's.
type statistics struct {
	filers
	Federal struct {
		Annual filers `json:"annual"`
	} `json:"tax_withholding_percentage_method_tables"`
}

type filers struct {
	Single            *filer `json:"single"`
	Married           *filer `json:"married"`
	MarriedSeparately *filer `json:"married_separately"`
	HeadOfHousehold   *filer `json:"head_of_household"`
}

func (f filers) all() []*filer {
	return []*filer{f.Single, f.Married, f.MarriedSeparately, f.HeadOfHousehold}
}

var stateFile = regexp.MustCompile(`(\d{4})[/\\]([a-z_]+)\.json(?:\.gz)?$`)

// brackets reads the file of a state or of the federation.
func brackets(body []byte, whence string) ([]scraper.ReferenceRow, error) {
	s, err := jsonlist.Exact[statistics](body)
	if err != nil {
		return nil, err
	}
	area, name, all := "", "", s.all()
	if s.Single == nil {
		area, all = "US", s.Federal.Annual.all()
	}
	if all[0] == nil {
		return nil, drift.New(body, want)
	}
	m := stateFile.FindStringSubmatch(whence)
	if m != nil && area == "" {
		area, name = places.USState(m[2]), places.USStateName(m[2])
	}
	if m == nil || area == "" || reference.Year(m[1]) == "" {
		return nil, fmt.Errorf(
			"%w: the file doesn't tell its state and year, nor does the address or its name (2020/california.json)",
			scraper.ErrNoRecord,
		)
	}
	if area == "US" {
		name = "United States"
	}
	var list []scraper.ReferenceRow
	for i, f := range all {
		if f == nil {
			return nil, fmt.Errorf("%w: %s is missing", scraper.ErrDrift, statuses[i])
		}
		values, err := f.values(
			scraper.ReferenceRow{
				Table:    "income_tax",
				Area:     area,
				AreaName: name,
				Item:     statuses[i],
				Date:     m[1],
				Unit:     "percent",
				Path:     statuses[i],
			},
		)
		if err != nil {
			return nil, fmt.Errorf("%w: %s: %w", scraper.ErrDrift, statuses[i], err)
		}
		if i == 3 && area == "US" && f.sameBrackets(all[1]) {
			continue // no year had the same ones for both: they are a copy
		}
		list = append(list, values...)
	}
	return list, nil
}

var standard = regexp.MustCompile(`(?i)^standard deduction\b`)

func (f *filer) values(base scraper.ReferenceRow) (list []scraper.ReferenceRow, err error) {
	if f.Type == "none" {
		return []scraper.ReferenceRow{base}, nil
	}
	for i, b := range f.Brackets {
		switch {
		case b.From == nil || b.Rate == nil || *b.From < 0 || *b.Rate < 0 || *b.Rate > 100:
			return nil, fmt.Errorf("income_tax_brackets[%d] has no bracket, or no marginal_rate from 0 to 100", i)
		case i == 0 && *b.From != 0, i > 0 && *b.From <= *f.Brackets[i-1].From:
			return nil, fmt.Errorf(
				"income_tax_brackets[%d] begins at %v: want 0 first, and each above the one before",
				i,
				*b.From,
			)
		}
		r := base
		r.From, r.Value = *b.From, *b.Rate
		r.Path = fmt.Sprintf("%s.income_tax_brackets[%d]", base.Path, i)
		list = append(list, r)
	}
	if len(list) == 0 {
		return nil, fmt.Errorf("has neither brackets nor the type \"none\"")
	}
	for i, d := range f.Deductions {
		if !standard.MatchString(d.Name) {
			continue
		}
		if d.Amount == nil || *d.Amount < 0 {
			return nil, fmt.Errorf("deductions[%d] has no amount", i)
		}
		r := base
		r.Table, r.Value, r.Unit = "standard_deduction", *d.Amount, "USD"
		r.Path = fmt.Sprintf("%s.deductions[%d]", base.Path, i)
		return append(list, r), nil
	}
	return list, nil
}
