package report

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"backpay/aggregate"
	"backpay/aggregate/report/document"
)

// Cities compares the median pay of places, and what tax and rent leave of it
// where both are known.
type Cities struct {
	Title    string `json:"title"`
	Subtitle string `json:"subtitle"`
	// Finding says which places the first differs clearly from after tax and
	// rent; empty where nothing is compared.
	Finding []Span `json:"finding,omitempty"`
	// Method says whose tax, rent and prices these are, and of when.
	Method string `json:"method,omitempty"`
	Note   string `json:"note,omitempty"`
	Empty  string `json:"empty,omitempty"` // why there are no rows
	// Reckoned reports whether tax, rent or prices are known of some place.
	Reckoned bool `json:"reckoned"`
	// Source says whose adverts and tables these are.
	Source string        `json:"source"`
	Axis   document.Axis `json:"axis"`
	Rows   []City        `json:"rows"`
}

// City is one place. Amounts are of a year.
type City struct {
	ID        string   `json:"id"`
	Label     string   `json:"label"`
	Place     string   `json:"place"`
	Jobs      int      `json:"jobs"`
	Employers int      `json:"employers"`
	Postings  int      `json:"postings"`
	Effective float64  `json:"effective_jobs"`
	Grade     string   `json:"grade"`
	Reason    string   `json:"reason,omitempty"`
	Median    Estimate `json:"median"`
	Tax       *CityTax `json:"tax,omitempty"`
	// RentMonth is the rent of a month, Rent of twelve; 0 where unknown.
	RentMonth  float64   `json:"rent_month,omitempty"`
	Rent       float64   `json:"rent,omitempty"`
	AskingRent float64   `json:"asking_rent_month,omitempty"`
	Left       *Estimate `json:"left,omitempty"`
	// PriceLevel is in percent of the country's.
	PriceLevel float64 `json:"price_level,omitempty"`
	// Against is what the first row leaves more than this one.
	Against *Against `json:"against_first,omitempty"`
	Text    CityText `json:"text"`
}

// Estimate is a value with its interval.
type Estimate struct {
	Value float64 `json:"value"`
	Low   float64 `json:"low"`
	High  float64 `json:"high"`
}

// CityTax is what is taken of the median, and what stays after it.
type CityTax struct {
	Federal Estimate `json:"federal"`
	Payroll Estimate `json:"payroll"`
	State   Estimate `json:"state"`
	After   Estimate `json:"after"`
}

// taken is all that is taken of the median.
func (t CityTax) taken() float64 { return t.Federal.Value + t.Payroll.Value + t.State.Value }

// Against is a difference between what two places leave.
type Against struct {
	Place string `json:"place"`
	Label string `json:"label"`
	Estimate
	Grade string `json:"grade"`
	Text  string `json:"text"`

	said string // in a sentence, rounded
}

// CityText holds a place's values as printed, and where they come from.
type CityText struct {
	Jobs      string `json:"jobs"`
	Employers string `json:"employers"`
	Effective string `json:"effective"`
	Median    string `json:"median"`
	Interval  string `json:"interval"`
	// Left, LeftInterval, Tax, Rent and Price say so where they aren't known.
	Left         string `json:"left"`
	LeftInterval string `json:"left_interval,omitempty"`
	Tax          string `json:"tax"`
	Rent         string `json:"rent"`
	Price        string `json:"price"`
	// Sums is the way from the median to what is left, to the cent.
	Sums []Fact `json:"sums,omitempty"`
	// Where finds the median in the table figure, CityWhere the rest; SQL
	// computes the median from the jobs.
	Where     string `json:"where"`
	CityWhere string `json:"city_where,omitempty"`
	SQL       string `json:"sql"`
}

// atPlace are the figures of one place.
type atPlace struct {
	place  string
	median aggregate.Figure
	of     map[string]aggregate.Figure // of the measure city, by statistic
}

func estimate(f aggregate.Figure) Estimate { return Estimate{f.Value, f.CILow, f.CIHigh} }

// sums leads from the median to what is left, with where each step is from.
func sums(p atPlace, code string) (out []Fact) {
	add := func(name, statistic, sign string) {
		f, ok := p.of[statistic]
		if !ok {
			return
		}
		value := sign + exact(f.Value, code)
		if f.CIHigh != 0 {
			value += ", between " + exact(f.CILow, code) + " and " + exact(f.CIHigh, code)
		}
		switch statistic {
		case aggregate.PriceLevel:
			value = strconv.FormatFloat(f.Value, 'f', -1, 64)
		case aggregate.Rent:
			value = sign + "12 × " + exact(p.of[aggregate.RentMonth].Value, code) + " = " + sign + exact(f.Value, code)
		}
		out = append(out, Fact{name, value, f.Note})
	}
	add("Federal income tax", aggregate.FederalTax, "−")
	add("Social security and Medicare", aggregate.PayrollTax, "−")
	add("State income tax", aggregate.StateTax, "−")
	add("After tax", aggregate.AfterTax, "")
	add("Rent", aggregate.Rent, "−")
	add("Left after tax and rent", aggregate.Left, "")
	add("Asking rent, elsewhere", aggregate.AskingRent, "")
	add("Price level", aggregate.PriceLevel, "")
	if len(out) > 0 {
		out = append([]Fact{{"Median before tax", exact(p.median.Value, code), ""}}, out...)
	}
	return out
}

// exact prints an amount to the cent.
func exact(v float64, code string) string {
	cents := math.Round(math.Abs(v) * 100)
	sign := ""
	if v < 0 && cents > 0 {
		sign = "−"
	}
	return sign + money(math.Floor(cents/100), code) + fmt.Sprintf(".%02.0f", math.Mod(cents, 100))
}

// town is a place's name as it stands in a sentence.
func town(label string) string {
	name, _, _ := strings.Cut(label, ", ")
	return name
}
