// Package reference reads rows of tables into values of reference tables.
package reference

import (
	"fmt"
	"time"

	"backpay/scraper"
	"backpay/scraper/extract/table"
)

// Read reads rows into values of reference tables. A value that is
// stated twice is kept once; one that is stated twice otherwise is a problem
// of the second row. The error is as table.EachRow's, or scraper.ErrNoRecord where
// no row states a value.
func Read(
	tables []*table.Table,
	read func(*table.Table, table.Row) ([]scraper.ReferenceRow, error),
) (all []scraper.ReferenceRow, problems []error, err error) {
	type key struct {
		table, area, item, date string
		from                    float64
	}
	seen := map[key]float64{}
	problems, err = table.EachRow(tables, func(t *table.Table, row table.Row) error {
		values, err := read(t, row)
		if err != nil {
			return err
		}
		for _, v := range values {
			k := key{v.Table, v.Area, v.Item, v.Date, v.From}
			if before, twice := seen[k]; twice {
				if before != v.Value {
					return fmt.Errorf(
						"states %v for %s %s, where a row above states %v",
						v.Value,
						v.Area,
						v.Item,
						before,
					)
				}
				continue
			}
			seen[k] = v.Value
			all = append(all, v)
		}
		return nil
	})
	if err == nil && len(all) == 0 {
		err = fmt.Errorf("%w: no row states a value", scraper.ErrNoRecord)
	}
	if err != nil {
		return nil, nil, err
	}
	return all, problems, nil
}

// Whence returns where a page is from, as far as it is known: its address, or
// the name of the file that it was imported from. Some files state their year
// or their subject nowhere else.
func Whence(page *scraper.Page) string {
	if page.URL != "" {
		return page.URL
	}
	if page.Request.URL != "" {
		return page.Request.URL
	}
	return page.Request.Note["file"]
}

// Year returns s when it is a year since 1800 in four digits, else "".
func Year(s string) string {
	t, err := time.Parse("2006", s)
	if err != nil || t.Year() < 1800 || t.Year() > 2199 {
		return ""
	}
	return s
}
