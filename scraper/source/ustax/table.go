package ustax

import (
	"fmt"
	"math"
	"regexp"

	"backpay/scraper"
	"backpay/scraper/extract/htmltext"
	"backpay/scraper/extract/money"
	"backpay/scraper/extract/reference"
	"backpay/scraper/extract/table"
)

func isHistory(c table.Columns) bool { return c.Has("Year", "Filing Type", "Rates", "Brackets") }

func isWorksheet(c table.Columns) bool {
	return c.Has("filing_status", "income_min", "income_max", "rate", "subtraction_amount")
}

func isTable(c table.Columns) bool {
	return c.Has(
		"income_min",
		"income_max",
		"single",
		"married_filing_jointly",
		"married_filing_separately",
		"head_of_household",
	)
}

func accept(c table.Columns) bool { return isHistory(c) || isWorksheet(c) || isTable(c) }

// words are the filing statuses as the tables call them.
var words = map[string]string{
	"Single Filer": "single", "Married Filing Jointly": "married", "Married Filing Separately": "married_separately", "Head of Household": "head_of_household",
	"single": "single", "married_filing_jointly": "married", "married_filing_separately": "married_separately", "head_of_household": "head_of_household",
}

var yearInName = regexp.MustCompile(`(?:^|\D)(20\d\d)[-_/\\]tax_(?:table|computation_worksheet)\b`)

// tableYear finds the year of an IRS table in its address or name.
func tableYear(whence string) string {
	if m := yearInName.FindStringSubmatch(whence); m != nil {
		return m[1]
	}
	return ""
}

// of begins a federal value.
func of(item, year string, row table.Row) scraper.ReferenceRow {
	return scraper.ReferenceRow{
		Table: "income_tax", Area: "US", AreaName: "United States", Item: item, Date: year, Unit: "percent", Path: fmt.Sprintf("row %d", row.Number),
	}
}

func history(c table.Columns, row table.Row) ([]scraper.ReferenceRow, error) {
	cell := func(name string) string { return htmltext.Line(row.Cell(c.First(name))) }
	r := of(words[cell("Filing Type")], reference.Year(cell("Year")), row)
	rate, isRate := money.ParseNumber(cell("Rates"))
	from, isFrom := money.ParseNumber(cell("Brackets"))
	switch {
	case r.Item == "":
		return nil, fmt.Errorf("filing type: %.40q is not known", cell("Filing Type"))
	case r.Date == "":
		return nil, fmt.Errorf("year: %.40q is no year", cell("Year"))
	case !isRate || rate < 0 || rate > 1:
		return nil, fmt.Errorf("rates: %.40q is no rate from 0 to 1", cell("Rates"))
	case !isFrom || from < 0:
		return nil, fmt.Errorf("brackets: %.40q is no amount", cell("Brackets"))
	}
	r.From, r.Value = from, math.Round(rate*1e8)/1e6
	return []scraper.ReferenceRow{r}, nil
}

// worksheet reads a line: tax is the rate of taxable income, less an amount.
func worksheet(c table.Columns, row table.Row, year string) ([]scraper.ReferenceRow, error) {
	status := words[row.Cell(c.First("filing_status"))]
	from, isFrom := money.ParseNumber(row.Cell(c.First("income_min")))
	rate, isRate := money.ParseNumber(row.Cell(c.First("rate")))
	less, isLess := money.ParseNumber(row.Cell(c.First("subtraction_amount")))
	if status == "" || !isFrom || !isRate || !isLess || from < 0 || rate < 0 || rate > 1 || less < 0 {
		return nil, fmt.Errorf(
			"%.40q from %.40q: has no status, rate or amount that is known",
			row.Cell(c.First("filing_status")),
			row.Cell(c.First("income_min")),
		)
	}
	r := of(status+" rate", year, row)
	r.Table, r.From, r.Value = "income_tax_table", from, math.Round(rate*1e8)/1e6
	s := r
	s.Item, s.Value, s.Unit = status+" subtraction", less, "USD"
	return []scraper.ReferenceRow{r, s}, nil
}

// taxTable reads the tax on taxable incomes from one amount to the next.
func taxTable(c table.Columns, row table.Row, year string) ([]scraper.ReferenceRow, error) {
	from, ok := money.ParseNumber(row.Cell(c.First("income_min")))
	if !ok || from < 0 {
		return nil, fmt.Errorf("income_min: %.40q is no amount", row.Cell(c.First("income_min")))
	}
	var list []scraper.ReferenceRow
	for _, column := range []string{"single", "married_filing_jointly", "married_filing_separately", "head_of_household"} {
		r := of(words[column], year, row)
		if r.Value, ok = money.ParseNumber(row.Cell(c.First(column))); !ok || r.Value < 0 {
			return nil, fmt.Errorf("%s: %.40q is no amount", column, row.Cell(c.First(column)))
		}
		r.Table, r.From, r.Unit = "income_tax_table", from, "USD"
		list = append(list, r)
	}
	return list, nil
}
