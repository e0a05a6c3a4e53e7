package reference

import (
	"fmt"
	"sort"
	"strings"
)

// before2023 are the codes that metropolitan areas had until the delineation of
// July 2023 (OMB Bulletin 23-01) gave them another, by the new one. Tables that
// were made earlier have the old code; the area is the same town with some
// counties more or less.
var before2023 = map[string]string{
	"17410": "17460", // Cleveland
	"28880": "39100", // Poughkeepsie, now behind Kiryas Joel
	"30500": "15680", // Lexington Park
	"48680": "45540", // The Villages
}

// PriceParity returns how dear an area is by BEA's newest regional price
// parities, the United States being 100. area is "US", a state ("US-CA") or
// the CBSA code of a metropolitan area ("41860"); item is all, goods, housing,
// utilities or other.
func (s *Set) PriceParity(area, item string) (Value, bool) {
	v, ok := s.At("price_parity", area, item, "")
	if old := before2023[area]; !ok && old != "" {
		return s.At("price_parity", old, item, "")
	}
	return v, ok
}

// Rent is a metropolitan area's rent by HUD's Fair Market Rents.
type Rent struct {
	// Value is gross rent (with utilities) in US dollars a month: of the one
	// part, or the mean of several parts, weighted by their people.
	Value float64
	// Percentile of the rents of homes rented lately that Value stands for in
	// each part: 40, in some areas of earlier years 50. It is no median.
	Percentile int
	Year       string // HUD's fiscal year
	Parts      []Value
}

// Rent returns the newest rent of a metropolitan area by its CBSA code, for a
// number of bedrooms from 0 (studio) to 4. HUD finds rents for parts of some
// areas; a mean of parts is no percentile of the whole, and is printed as what
// it is.
func (s *Set) Rent(cbsa string, bedrooms int) (Rent, bool) {
	r, ok := s.rent(cbsa, bedrooms)
	if old := before2023[cbsa]; !ok && old != "" {
		return s.rent(old, bedrooms)
	}
	return r, ok
}

func (s *Set) rent(cbsa string, bedrooms int) (r Rent, ok bool) {
	if len(cbsa) != 5 || bedrooms < 0 || bedrooms > 4 {
		return Rent{}, false
	}
	size := [...]string{"studio", "1-bedroom", "2-bedroom", "3-bedroom", "4-bedroom"}[bedrooms]
	areas, prefix := s.areas["rent"], "METRO"+cbsa
	people := 0.0
	for i := sort.SearchStrings(areas, prefix); i < len(areas) && strings.HasPrefix(areas[i], prefix); i++ {
		var v Value
		percentile := 0
		for _, p := range []int{40, 50} { // the newer of the two
			if at, ok := s.At("rent", areas[i], fmt.Sprintf("%s p%d", size, p), ""); ok && at.Date > v.Date {
				v, percentile = at, p
			}
		}
		if percentile == 0 || v.Date < r.Year {
			continue // a part that newer tables know no more
		}
		if v.Date > r.Year {
			r, people = Rent{Year: v.Date, Percentile: percentile}, 0
		}
		n, ok := s.on("rent", areas[i], "people", v.Date)
		if !ok || percentile != r.Percentile {
			return Rent{}, false // parts that can't be put together
		}
		r.Value = (r.Value*people + v.Value*n) / max(people+n, 1)
		people += n
		r.Parts = append(r.Parts, v)
	}
	if len(r.Parts) == 1 {
		r.Value = r.Parts[0].Value
	}
	return r, len(r.Parts) > 0
}

// AskingRent returns the newest typical asking rent of homes of all sizes, in
// US dollars a month, by Zillow's index, which is not built in: only a set with
// rows of zillow-zori has it. title is a CBSA's title ("San
// Francisco-Oakland-Fremont, CA"): Zillow's areas have names only, of the first
// town and state.
func (s *Set) AskingRent(title string) (Value, bool) {
	town, state, ok := strings.Cut(title, ", ")
	if !ok {
		return Value{}, false
	}
	state, _, _ = strings.Cut(state, "-")
	for _, cut := range []string{"--", "/", "-"} {
		town, _, _ = strings.Cut(town, cut)
	}
	want := town + ", " + state
	for _, area := range s.areas["asking_rent"] {
		if v, ok := s.At("asking_rent", area, "all homes", ""); ok && (v.Name == want || v.Name == title) {
			return v, true
		}
	}
	return Value{}, false
}
