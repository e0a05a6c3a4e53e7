package observe

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"backpay/scraper"
	"backpay/scraper/extract/money"
	"backpay/scraper/extract/table"
)

func TestObservations(t *testing.T) {
	read := func(body string) (names []string, problems []error, err error) {
		tables, err := table.Open([]byte(body), "a table", func(c table.Columns) bool { return c.Has("name", "pay") })
		if err != nil {
			t.Fatal(err)
		}
		seq, problems, err := Read(tables, func(t *table.Table) Reader {
			ids := IDs{}
			return func(row table.Row) (scraper.Observation, bool, error) {
				pay, ok := money.ParseNumber(row.Cell(1))
				if !ok {
					return scraper.Observation{}, false, errors.New("pay is no number")
				}
				return scraper.Observation{ID: ids.Of(row), Title: row.Cell(0), Amount: pay}, pay > 0, nil
			}
		})
		if (seq == nil) != (err != nil) {
			t.Errorf("a sequence %v beside the error %v", seq != nil, err)
		}
		for range 2 { // more than once
			names = nil
			if seq != nil {
				for o, err := range seq {
					if err != nil {
						t.Error(err)
					}
					names = append(names, o.Title+" "+o.ID[16:])
				}
			}
		}
		return names, problems, err
	}
	names, problems, err := read("name,pay\nann,1\nben,0\nann,1\nann,x\ncarl,3\n")
	if want := []string{"ann ", "ann -2", "carl "}; !slices.Equal(names, want) || len(problems) != 1 || problems[0].Error() != "row 5: pay is no number" || err != nil {
		t.Errorf("%q, %v, %v", names, problems, err)
	}
	for body, want := range map[string]error{
		"name,pay\n":                    scraper.ErrNoRecord,
		"name,pay\nann,0\n":             scraper.ErrNoRecord,
		"name,pay\nann,x\nben,y\n":      scraper.ErrDrift,
		"name,pay\nann,1\nben,2\ncarl":  scraper.ErrDrift,
		"name,pay\nann,1\nben,x\nd,y\n": scraper.ErrDrift,
	} {
		if names, _, err := read(body); !errors.Is(err, want) || names != nil {
			t.Errorf("%q: %q, %v", body, names, err)
		}
	}
	_, problems, _ = read("name,pay\n" + strings.Repeat("ann,1\nben,x\n", 100))
	if len(problems) != 21 || problems[20].Error() != "and 80 more rows that can't be read" {
		t.Errorf("%v", problems)
	}
}
