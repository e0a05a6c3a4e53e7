package hudfmr

import (
	"fmt"
	"regexp"
	"strconv"

	"backpay/scraper"
	"backpay/scraper/extract/htmltext"
	"backpay/scraper/extract/money"
	"backpay/scraper/extract/table"
)

var fiscal = []*regexp.Regexp{
	regexp.MustCompile(`(?i)FY[ _]?(20\d\d)(?:\D|$)`),
	regexp.MustCompile(`(?i)FY[ _]?(\d\d)_FMR`),
}

// fiscalYear finds the year in the names of the sheet and the file, or in the
// notes.
func fiscalYear(t *table.Table, whence string) string {
	for _, text := range []string{t.Name, t.Notes(), whence} {
		for _, re := range fiscal {
			if m := re.FindStringSubmatch(text); m != nil {
				return "20" + m[1][len(m[1])-2:]
			}
		}
	}
	return ""
}

// form is where the columns are.
type form struct {
	code, name, people, percentile int
	rents                          [5]int
}

var people = regexp.MustCompile(`^pop20\d\d$`)

func formOf(c table.Columns) form {
	f := form{
		code: c.First("hud_area_code", "metro_code"), name: c.First("hud_area_name", "areaname"),
		people: -1, percentile: c.First("fmr_type"),
	}
	for i := range f.rents {
		n := strconv.Itoa(i)
		f.rents[i] = c.First("fmr_"+n, "fmr"+n)
	}
	for name, i := range c {
		if people.MatchString(name) && i > f.people { // the later of two counts
			f.people = i
		}
	}
	return f
}

// area is what the rows of one area say.
type area struct {
	code, name string
	percentile string
	rents      [5]float64
	people     float64
	row        int // the first
}

// reader gathers rows into areas.
type reader struct {
	form
	areas map[string]*area
	order []*area
}

var areaCode = regexp.MustCompile(`^(METRO|NCNTY)[0-9A-Z]{5,15}$`)

func (r *reader) add(_ *table.Table, row table.Row) error {
	a := area{code: row.Cell(r.code), name: htmltext.Line(row.Cell(r.name)), percentile: "40", row: row.Number}
	if !areaCode.MatchString(a.code) {
		return fmt.Errorf("%.40q is no code of an area", a.code)
	}
	if p := row.Cell(r.percentile); p != "" {
		if p != "40" && p != "50" {
			return fmt.Errorf("fmr_type: %.40q is neither 40 nor 50", p)
		}
		a.percentile = p
	}
	for i, column := range r.rents {
		v, ok := money.ParseNumber(row.Cell(column))
		if !ok || v <= 0 || v > 1e5 {
			return fmt.Errorf("fmr_%d: %.40q is no rent", i, row.Cell(column))
		}
		a.rents[i] = v
	}
	n := 0.0
	if text := row.Cell(r.people); text != "" {
		var ok bool
		if n, ok = money.ParseNumber(text); !ok || n < 0 || n > 1e9 {
			return fmt.Errorf("%.40q is no number of people", text)
		}
	}
	known := r.areas[a.code]
	if known == nil {
		known = &a
		r.areas[a.code] = known
		r.order = append(r.order, known)
	} else if known.rents != a.rents || known.percentile != a.percentile {
		return fmt.Errorf("%s has other rents than in row %d", a.code, known.row)
	}
	known.people += n
	return nil
}

var bedrooms = [5]string{"studio", "1-bedroom", "2-bedroom", "3-bedroom", "4-bedroom"}

func (a *area) values(year string) []scraper.ReferenceRow {
	base := scraper.ReferenceRow{
		Table:    "rent",
		Area:     a.code,
		AreaName: a.name,
		Date:     year,
		Path:     fmt.Sprintf("row %d", a.row),
	}
	list := make([]scraper.ReferenceRow, 0, 6)
	for i, v := range a.rents {
		r := base
		r.Item, r.Value, r.Unit = bedrooms[i]+" p"+a.percentile, v, "USD a month"
		list = append(list, r)
	}
	if a.people > 0 {
		base.Item, base.Value, base.Unit = "people", a.people, "people"
		list = append(list, base)
	}
	return list
}
