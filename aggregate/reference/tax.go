package reference

import "strconv"

// Tax is the income tax of one filer.
type Tax struct {
	Amount    float64 // US dollars a year
	Deduction float64 // the standard deduction that was taken off
	Taxable   float64 // pay less the deduction
	Year      string  // the tax year of the brackets
}

// IncomeTax returns the tax that the federation ("US") or a state ("US-CA")
// takes of a year's pay in dollars of a single filer with the standard
// deduction and nothing else: no other deductions and exemptions, no credits,
// no social security, no tax of cities and counties, and no state tax that
// depends on the federal one.
//
// The brackets are of the newest year up to year, which Tax.Year tells: the
// built-in ones of states are of 2020, some really of the year before. ok is
// false when there are none.
func (s *Set) IncomeTax(area string, pay float64, year int) (Tax, bool) {
	t, ok := s.TaxOn(area, 0, year)
	if !ok || pay < 0 {
		return Tax{}, false
	}
	// The deduction is of the brackets' own year, or there is none.
	deduction, _ := s.on("standard_deduction", area, single, t.Year)
	t, ok = s.TaxOn(area, max(pay-deduction, 0), year)
	t.Deduction = deduction
	return t, ok
}

const single = "single"

// local names who else takes income tax of residents, by the state. Not named
// are flat amounts and what is taken for schools.
var local = map[string]string{
	"US-AL": "Birmingham and other cities of Alabama",
	"US-DE": "Wilmington",
	"US-IN": "the counties of Indiana",
	"US-KY": "the cities and counties of Kentucky",
	"US-MD": "the counties of Maryland",
	"US-MI": "Detroit and other cities of Michigan",
	"US-MO": "Kansas City and St. Louis",
	"US-NY": "New York City and Yonkers",
	"US-OH": "the cities of Ohio",
	"US-OR": "Portland’s area",
	"US-PA": "the municipalities of Pennsylvania",
}

// LocalTax names who takes income tax of residents beside the federation and a
// state ("US-NY"), which no table here has; "" where nobody is known to.
func LocalTax(state string) string { return local[state] }

// TaxOn returns the tax of a single filer on taxable income in dollars, which
// is pay less deductions: what the tables of the Internal Revenue Service are
// of. Those are for the middle of each of their lines, so that they differ by
// some dollars below 100,000.
func (s *Set) TaxOn(area string, taxable float64, year int) (Tax, bool) {
	return s.brackets(key{"income_tax", area, single}, taxable, year)
}

// PayrollTax returns what the federation takes of a year's wages in dollars for
// social security and Medicare, the worker's own share, by the rates of the
// newest year up to year. Nothing is deducted first.
func (s *Set) PayrollTax(pay float64, year int) (Tax, bool) {
	social, ok := s.brackets(key{"payroll_tax", "US", "social security"}, pay, year)
	medicare, both := s.brackets(key{"payroll_tax", "US", "medicare"}, pay, year)
	if !ok || !both || social.Year != medicare.Year {
		return Tax{}, false
	}
	social.Amount += medicare.Amount
	return social, true
}

// brackets is the sum of the parts of an amount by the rate of each.
func (s *Set) brackets(k key, taxable float64, year int) (Tax, bool) {
	f := s.series[k]
	if f == nil || taxable < 0 {
		return Tax{}, false
	}
	brackets := f.at(strconv.Itoa(year))
	if len(brackets) == 0 {
		return Tax{}, false
	}
	t := Tax{Taxable: taxable, Year: brackets[0].date}
	for i, b := range brackets {
		top := taxable
		if i+1 < len(brackets) {
			top = min(top, brackets[i+1].from)
		}
		if top > b.from {
			t.Amount += (top - b.from) * b.value / 100
		}
	}
	return t, true
}
