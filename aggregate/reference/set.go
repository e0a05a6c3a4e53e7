package reference

import (
	"cmp"
	"iter"
	"maps"
	"slices"
	"sort"
	"strings"

	"backpay/scraper"
)

// Set is a set of reference tables. It never changes: With answers a new one.
// It may be used from several goroutines.
type Set struct {
	series map[key]*series
	areas  map[string][]string // the areas of each table, sorted
}

// key is what a series of values is of.
type key struct{ table, area, item string }

// series is the values of one key by date and, within a date, by From.
type series struct {
	name, unit string
	points     []point
}

type point struct {
	date        string
	from, value float64
}

// Value is one value with what it is of.
type Value struct {
	Value float64
	Date  string // a year, a month or a day in ISO form
	Unit  string
	Area  string // the code
	Name  string // the area's name as published
}

// With lays rows over a set, normally those of one source: of the dates that
// they speak of, theirs alone count. The first error of rows ends it.
func (s *Set) With(rows iter.Seq2[scraper.ReferenceRow, error]) (*Set, error) {
	var all []scraper.ReferenceRow
	for r, err := range rows {
		if err != nil {
			return nil, err
		}
		r.AreaName, r.Path = strings.Clone(r.AreaName), ""
		all = append(all, r)
	}
	return s.with(all), nil
}

func (s *Set) with(rows []scraper.ReferenceRow) *Set {
	fresh := map[key]*series{}
	for _, r := range rows {
		k := key{r.Table, r.Area, r.Item}
		f := fresh[k]
		if f == nil {
			f = &series{}
			fresh[k] = f
		}
		if r.AreaName != "" {
			f.name = r.AreaName
		}
		f.unit = r.Unit
		f.points = append(f.points, point{r.Date, r.From, r.Value})
	}
	out := &Set{series: maps.Clone(s.series), areas: maps.Clone(s.areas)}
	if out.series == nil {
		out.series, out.areas = map[key]*series{}, map[string][]string{}
	}
	grown := map[string]bool{}
	for k, f := range fresh {
		if old := s.series[k]; old != nil {
			f.under(old)
		}
		f.sort()
		out.series[k] = f
		grown[k.table] = true
	}
	areas := map[string]map[string]bool{}
	for k := range out.series {
		if grown[k.table] {
			if areas[k.table] == nil {
				areas[k.table] = map[string]bool{}
			}
			areas[k.table][k.area] = true
		}
	}
	for table, set := range areas {
		out.areas[table] = slices.Sorted(maps.Keys(set))
	}
	return out
}

// under adds the points of an older series whose dates the new one has not.
func (f *series) under(old *series) {
	dates := make(map[string]bool, len(f.points))
	for _, p := range f.points {
		dates[p.date] = true
	}
	for _, p := range old.points {
		if !dates[p.date] {
			f.points = append(f.points, p)
		}
	}
	if f.name == "" {
		f.name = old.name
	}
}

func (f *series) sort() {
	slices.SortFunc(f.points, func(a, b point) int {
		return cmp.Or(cmp.Compare(a.date, b.date), cmp.Compare(a.from, b.from))
	})
}

// at returns the points of the last date that is not after date: a day is not
// before its own month or year, and not after it either.
func (f *series) at(date string) []point {
	end := sort.Search(len(f.points), func(i int) bool {
		d := f.points[i].date
		return d > date && !strings.HasPrefix(d, date+"-")
	})
	if end == 0 {
		return nil
	}
	begin := end - 1
	for begin > 0 && f.points[begin-1].date == f.points[begin].date {
		begin--
	}
	return f.points[begin:end]
}

// end is after all dates.
const end = "9999"

// At returns the value of the last date that is not after date, a year, a
// month or a day; "" stands for the newest. Items are those of
// scraper.ReferenceRow.
func (s *Set) At(table, area, item, date string) (Value, bool) {
	f := s.series[key{table, area, item}]
	if f == nil {
		return Value{}, false
	}
	p := f.at(cmp.Or(date, end))
	if len(p) == 0 {
		return Value{}, false
	}
	return Value{p[0].value, p[0].date, f.unit, area, f.name}, true
}

// on returns the value of exactly that date.
func (s *Set) on(table, area, item, date string) (float64, bool) {
	f := s.series[key{table, area, item}]
	if f == nil {
		return 0, false
	}
	i := sort.Search(len(f.points), func(i int) bool { return f.points[i].date >= date })
	if i == len(f.points) || f.points[i].date != date {
		return 0, false
	}
	return f.points[i].value, true
}
