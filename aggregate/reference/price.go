package reference

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// PriceChange returns what consumer prices of a country in one year were
// multiplied by to become those of another: 1.10 for ten percent more. For the
// United States it is by the yearly means of CPI-U, elsewhere by the World
// Bank's yearly inflation of consumer prices, which is not built in: only a set
// with rows of cpi has it. ok is false where a year is missing.
func (s *Set) PriceChange(country string, from, to int) (factor float64, ok bool) {
	country = strings.ToUpper(country)
	if from > to {
		factor, ok = s.PriceChange(country, to, from)
		return 1 / factor, ok && factor > 0
	}
	if country == "US" {
		a, okA := s.priceIndex(from)
		b, okB := s.priceIndex(to)
		if !okA || !okB || a <= 0 {
			return 0, false
		}
		return b / a, true
	}
	if to-from > 200 || s.series[key{"inflation", country, "consumer prices"}] == nil {
		return 0, false
	}
	factor = 1
	for y := from + 1; y <= to; y++ {
		v, ok := s.on("inflation", country, "consumer prices", strconv.Itoa(y))
		if !ok {
			return 0, false
		}
		factor *= 1 + v/100
	}
	return factor, factor > 0
}

// priceIndex is the mean of a year's months of the United States' index: as
// built in, or of the months, of which eleven must be there (October 2025 was
// never surveyed).
func (s *Set) priceIndex(year int) (float64, bool) {
	if v, ok := s.on("price_index", "US", "CPI-U", strconv.Itoa(year)); ok {
		return v, true
	}
	sum, n := 0.0, 0
	for month := 1; month <= 12; month++ {
		if v, ok := s.on("price_index", "US", "CPI-U", fmt.Sprintf("%04d-%02d", year, month)); ok {
			sum += v
			n++
		}
	}
	if n < 11 {
		return 0, false
	}
	return math.Round(sum/float64(n)*1000) / 1000, true
}

// PPP returns how many units of a country's currency bought in a year what one
// dollar bought in the United States, by the World Bank; of the newest year up
// to year.
func (s *Set) PPP(country string, year int) (Value, bool) {
	return s.At("ppp", strings.ToUpper(country), "gdp", strconv.Itoa(year))
}
