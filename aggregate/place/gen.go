//go:build ignore

// Gen writes data/cities.txt, data/metros.txt and data/countries.txt from
// open data:
//
//	BACKPAY_CORPUS=corpus go run gen.go
//
// with reference/geonames and reference/cbsa under that folder. The country
// names in other languages come from CLDR, by golang.org/x/text.
package main

import (
	"bufio"
	"compress/gzip"
	"encoding/csv"
	"fmt"
	"io"
	"log"
	"maps"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

func main() {
	log.SetFlags(0)
	dir := os.Getenv("BACKPAY_CORPUS")
	if dir == "" {
		log.Fatal("BACKPAY_CORPUS is not set")
	}
	ref := filepath.Join(dir, "reference")
	counties, titles := metros(filepath.Join(ref, "cbsa", "list1_2023-as-csv.csv"))
	write("metros.txt", metrosHead, func(w io.Writer) {
		for _, code := range slices.Sorted(maps.Keys(titles)) {
			fmt.Fprintf(w, "%s\t%s\n", code, titles[code])
		}
	})
	names, regions := current(filepath.Join(ref, "geonames", "world-cities-2026.csv.gz"))
	rows := cities(filepath.Join(ref, "geonames", "cities15000-2012.txt.gz"), names, regions)
	write("cities.txt", citiesHead, func(w io.Writer) { writeCities(w, rows, counties) })
	write("countries.txt", countriesHead, writeCountries)
}

const metrosHead = `# Core based statistical areas of the United States: code, title.
# Source: US Census Bureau, delineation file list1, July 2023 (OMB Bulletin 23-01).
# Licence: work of the US government, public domain.
# Written by gen.go.
`

const citiesHead = `# Towns of 15,000 people and more.
# Source: GeoNames (https://www.geonames.org), cities15000 of 2012-12 for people, counties and
# coordinates; names and first-order regions as of 2026.
# Licence: Creative Commons Attribution 4.0. Changed: fields cut, thousands rounded, regions joined.
# US metro areas: US Census Bureau, July 2023, joined by county. Written by gen.go.
#
# "@ country region" opens a block; then a town a line: name, thousands of people (or "<" and the
# town that it is a quarter of), CBSA code, other names joined by "|". Empty fields at the end are left out.
`

const countriesHead = `# Countries: ISO 3166 alpha-2 and alpha-3 code, English name, names in other languages joined by "|".
# Source: Unicode CLDR, by golang.org/x/text/language/display. Licence: Unicode License v3.
# Names of fewer than five Latin letters in other languages are left out: they are too often words.
# Written by gen.go; names in use that CLDR has not stand in names.txt.
`

func write(name, head string, body func(io.Writer)) {
	f, err := os.Create(filepath.Join("data", name))
	if err != nil {
		log.Fatal(err)
	}
	w := bufio.NewWriter(f)
	w.WriteString(head)
	body(w)
	if err := w.Flush(); err != nil {
		log.Fatal(err)
	}
	if err := f.Close(); err != nil {
		log.Fatal(err)
	}
}

// metros reads the delineation file: the CBSA of each county, by state and
// county FIPS code, and each CBSA's title.
func metros(path string) (counties, titles map[string]string) {
	f, err := os.Open(path)
	if err != nil {
		log.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		log.Fatal(err)
	}
	counties, titles = map[string]string{}, map[string]string{}
	fips := map[string]string{}
	for _, r := range rows[1:] {
		if len(r[9]) == 2 {
			counties[stateCode[r[8]]+r[10]] = r[0]
			titles[r[0]] = r[3]
			fips[r[9]] = r[8]
		}
	}
	// Connecticut's areas are drawn by planning regions, GeoNames has its
	// former counties: each goes to the area that holds most of its people.
	for county, cbsa := range map[string]string{
		"001": "14860", "003": "25540", "005": "45860", "007": "25540",
		"009": "35300", "011": "35980", "013": "25540", "015": "35980",
	} {
		counties["CT"+county] = cbsa
	}
	return counties, titles
}

// waterbury are the towns of the Waterbury-Shelton area, which takes parts
// of three former counties of Connecticut.
var waterbury = []string{
	"Waterbury",
	"Shelton",
	"Naugatuck",
	"Ansonia",
	"Bristol",
	"Cheshire",
	"Wolcott",
	"Southbury",
	"Derby",
	"Seymour",
	"Oxford",
	"Watertown",
}

type town struct {
	name, country, region, county string
	now                           string // the region's name in 2026, where known
	people                        int
	lat, lon                      float64
	quarter                       bool
	capital                       bool
	parent                        string
	other                         []string
}

// current reads today's names by GeoNames id, and the region names.
func current(path string) (names, regions map[string]string) {
	names, regions = map[string]string{}, map[string]string{}
	r := csv.NewReader(gz(path))
	rows, err := r.ReadAll()
	if err != nil {
		log.Fatal(err)
	}
	for _, row := range rows[1:] {
		reg, _, _ := strings.Cut(strings.TrimPrefix(row[2], "State of "), " (")
		names[row[3]], regions[row[3]] = row[0], reg
	}
	return names, regions
}

func gz(path string) io.Reader {
	f, err := os.Open(path)
	if err != nil {
		log.Fatal(err)
	}
	z, err := gzip.NewReader(f)
	if err != nil {
		log.Fatal(err)
	}
	return z
}

func cities(path string, names, regions map[string]string) []town {
	var rows []town
	byAdmin := map[string]map[string]int{} // country and admin1 code: votes for a region name
	var admin []string
	sc := bufio.NewScanner(gz(path))
	sc.Buffer(nil, 1<<20)
	for sc.Scan() {
		f := strings.Split(sc.Text(), "\t")
		people, _ := strconv.Atoi(f[14])
		lat, _ := strconv.ParseFloat(f[4], 64)
		lon, _ := strconv.ParseFloat(f[5], 64)
		name, known := names[f[0]]
		quarter := f[7] == "PPLX" || f[7] == "PPLL" || f[8] == "GB" && f[11] == "GLA" && f[7] != "PPLC"
		if quarter && strings.Contains(f[1], "(") ||
			!known && (quarter || people == 0 || strings.HasPrefix(f[7], "PPLG")) {
			continue
		}
		if !known {
			name = f[1]
		}
		key := f[8] + " " + f[10]
		if known && regions[f[0]] != "" {
			if byAdmin[key] == nil {
				byAdmin[key] = map[string]int{}
			}
			byAdmin[key][regions[f[0]]]++
		}
		t := town{
			name: tidy(name), country: f[8], region: f[10], county: f[11], people: people,
			now: regions[f[0]], lat: lat, lon: lon, quarter: quarter, capital: f[7] == "PPLC",
		}
		t.other = others(t, f[1], f[2], strings.Split(f[3], ","))
		rows = append(rows, t)
		admin = append(admin, key)
	}
	for i := range rows {
		switch rows[i].country {
		case "US":
			continue
		case "HK", "MO", "SG":
			rows[i].region = ""
			continue
		case "CA", "AU":
			if c := stateCode[top(byAdmin[admin[i]])]; c != "" {
				rows[i].region = c
				continue
			}
		}
		if rows[i].region = rows[i].now; rows[i].now == "" {
			rows[i].region = top(byAdmin[admin[i]])
		}
	}
	for i := range rows {
		if rows[i].quarter {
			rows[i].parent = parent(rows, rows[i])
		}
	}
	return rows
}

// top is the name with most votes, the first in order among equals.
func top(votes map[string]int) string {
	best := ""
	for _, n := range slices.Sorted(maps.Keys(votes)) {
		if best == "" || votes[n] > votes[best] {
			best = n
		}
	}
	return best
}

// parent is the town that q is a quarter of: the largest within 25 km.
func parent(rows []town, q town) string {
	best := town{}
	for _, t := range rows {
		if t.quarter || t.country != q.country || t.people <= best.people {
			continue
		}
		dy := (t.lat - q.lat) * 111
		dx := (t.lon - q.lon) * 111 * math.Cos(q.lat*math.Pi/180)
		if dx*dx+dy*dy < 25*25 {
			best = t
		}
	}
	return best.name
}

// nearest is the town with a county that is nearest to t.
func nearest(rows []town, t town) town {
	best, least := town{}, math.Inf(1)
	for _, o := range rows {
		if o.country != t.country || o.region != t.region || o.county == "" {
			continue
		}
		dy, dx := o.lat-t.lat, (o.lon-t.lon)*math.Cos(t.lat*math.Pi/180)
		if d := dx*dx + dy*dy; d < least {
			best, least = o, d
		}
	}
	return best
}

// tidy drops what GeoNames adds to names and nobody writes.
func tidy(name string) string {
	name = strings.NewReplacer("’", "'", "‘", "'", "ʻ", "'", "`", "'").Replace(name)
	for _, tail := range []string{"-shi", "-si"} {
		name = strings.TrimSuffix(name, tail)
	}
	return strings.Trim(strings.TrimSpace(name), "'")
}

// scripts are the scripts that a country writes its towns' names in.
var scripts = map[string]*unicode.RangeTable{
	"JP": unicode.Han, "CN": unicode.Han, "TW": unicode.Han, "HK": unicode.Han, "SG": unicode.Han,
	"KR": unicode.Hangul, "RU": unicode.Cyrillic, "UA": unicode.Cyrillic, "BG": unicode.Cyrillic,
	"RS": unicode.Cyrillic, "BY": unicode.Cyrillic, "KZ": unicode.Cyrillic, "GR": unicode.Greek,
	"IL": unicode.Hebrew, "EG": unicode.Arabic, "AE": unicode.Arabic, "SA": unicode.Arabic,
	"IN": unicode.Devanagari, "TH": unicode.Thai, "GE": unicode.Georgian, "AM": unicode.Armenian,
}

// others are the names in use beside the first: the name in the country's own
// script for towns of 200,000 and more, the former main name, and at larger
// towns what Latin-script neighbours with umlauts and the like write.
func others(t town, main, ascii string, alt []string) []string {
	var out []string
	add := func(s string) {
		if s = tidy(s); s != "" && s != t.name && !slices.Contains(out, s) && !strings.Contains(s, "|") {
			out = append(out, s)
		}
	}
	add(main)
	if script := scripts[t.country]; script != nil && (t.people >= 200000 || t.capital) {
		n := 0
		for _, a := range alt {
			if n < 3 && all(a, script) {
				add(a)
				n++
			}
		}
	}
	return out
}

func all(s string, script *unicode.RangeTable) bool {
	n := 0
	for _, r := range s {
		if !unicode.Is(script, r) && r != ' ' && r != '-' && !unicode.Is(unicode.Mn, r) && !unicode.Is(unicode.Mc, r) {
			return false
		}
		n++
	}
	return n > 1
}

func writeCities(w io.Writer, rows []town, counties map[string]string) {
	slices.SortStableFunc(rows, func(a, b town) int {
		if c := strings.Compare(a.country+"\t"+a.region, b.country+"\t"+b.region); c != 0 {
			return c
		}
		if a.people != b.people {
			return b.people - a.people
		}
		return strings.Compare(a.name, b.name)
	})
	block := ""
	for _, t := range rows {
		if b := strings.TrimSpace("@ " + t.country + " " + t.region); b != block {
			block = b
			fmt.Fprintln(w, b)
		}
		size := strconv.Itoa((t.people + 500) / 1000)
		if t.parent != "" {
			size = "<" + t.parent
		}
		metro := ""
		if t.country == "US" {
			metro = counties[t.region+t.county]
			if t.county == "" { // New York spreads over five counties
				metro = counties[t.region+nearest(rows, t).county]
			}
			if t.region == "CT" && slices.Contains(waterbury, t.name) {
				metro = "47930"
			}
		}
		line := strings.Join([]string{t.name, size, metro, strings.Join(t.other, "|")}, "\t")
		fmt.Fprintln(w, strings.TrimRight(line, "\t"))
	}
}

var languages = []string{
	"de",
	"fr",
	"es",
	"it",
	"pt",
	"nl",
	"pl",
	"sv",
	"da",
	"nb",
	"fi",
	"cs",
	"hu",
	"ro",
	"tr",
	"ru",
	"uk",
	"el",
	"ar",
	"he",
	"ja",
	"zh",
	"ko",
}

func writeCountries(w io.Writer) {
	en := display.Regions(language.English)
	for a := 'A'; a <= 'Z'; a++ {
		for b := 'A'; b <= 'Z'; b++ {
			r, err := language.ParseRegion(string([]rune{a, b}))
			if err != nil || !r.IsCountry() || r.Canonicalize() != r || r.String() != string([]rune{a, b}) ||
				len(r.ISO3()) != 3 ||
				r.ISO3() == "ZZZ" {
				continue
			}
			name := en.Name(r)
			if name == "" || strings.HasPrefix(name, "Unknown") {
				continue
			}
			var other []string
			for _, l := range languages {
				n := display.Regions(language.MustParse(l)).Name(r)
				short := len([]rune(n)) < 5 && all(n, unicode.Latin)
				if n != "" && n != name && !short && !strings.Contains(n, "(") && !slices.Contains(other, n) {
					other = append(other, n)
				}
			}
			fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", r, r.ISO3(), name, strings.Join(other, "|"))
		}
	}
}

var stateCode = map[string]string{
	"Alabama": "AL", "Alaska": "AK", "Arizona": "AZ", "Arkansas": "AR", "California": "CA", "Colorado": "CO",
	"Connecticut": "CT", "Delaware": "DE", "District of Columbia": "DC", "Florida": "FL", "Georgia": "GA",
	"Hawaii": "HI", "Idaho": "ID", "Illinois": "IL", "Indiana": "IN", "Iowa": "IA", "Kansas": "KS",
	"Kentucky": "KY", "Louisiana": "LA", "Maine": "ME", "Maryland": "MD", "Massachusetts": "MA",
	"Michigan": "MI", "Minnesota": "MN", "Mississippi": "MS", "Missouri": "MO", "Montana": "MT",
	"Nebraska": "NE", "Nevada": "NV", "New Hampshire": "NH", "New Jersey": "NJ", "New Mexico": "NM",
	"New York": "NY", "North Carolina": "NC", "North Dakota": "ND", "Ohio": "OH", "Oklahoma": "OK",
	"Oregon": "OR", "Pennsylvania": "PA", "Rhode Island": "RI", "South Carolina": "SC",
	"South Dakota": "SD", "Tennessee": "TN", "Texas": "TX", "Utah": "UT", "Vermont": "VT",
	"Virginia": "VA", "Washington": "WA", "West Virginia": "WV", "Wisconsin": "WI", "Wyoming": "WY", "Puerto Rico": "PR",
	"Alberta": "AB", "British Columbia": "BC", "Manitoba": "MB", "New Brunswick": "NB",
	"Newfoundland and Labrador": "NL", "Nova Scotia": "NS", "Northwest Territories": "NT", "Nunavut": "NU",
	"Ontario": "ON", "Prince Edward Island": "PE", "Quebec": "QC", "Saskatchewan": "SK", "Yukon": "YT",
	"New South Wales": "NSW", "Victoria": "VIC", "Queensland": "QLD", "Western Australia": "WA",
	"South Australia": "SA", "Tasmania": "TAS", "Australian Capital Territory": "ACT", "Northern Territory": "NT",
}
