package dates

import (
	"fmt"
	"strconv"
	"strings"

	"backpay/scraper/pattern"
)

var (
	aside   = pattern.New(`\s*[(\[][^)\]]*[)\]]`) // "(Coordinated Universal Time)", "[UTC]"
	weekday = pattern.New(`(?i)^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*[.,]* +`)
	ordinal = pattern.New(`(?i)\b(\d{1,2})(?:st|nd|rd|th)\b`)
	filler  = pattern.New(`(?i)(\d\.?|\pL) (?:de|of) `)
	ofDay   = pattern.New(`(\d{1,2})\. ?(\pL)`)
	zone    = pattern.New(`(\d|[AaPp][Mm]) ?([A-Z]{1,5})([+-]\d{2}:?\d{2})?( \d{4})?$`)
	spaces  = pattern.New(`[\s,]+`)
)

// plain words a date with nothing but its parts and single spaces: without the
// day of the week, commas, and what stands in brackets, and with the offset of
// the zone that it names.
func plain(s string) string {
	s = aside.ReplaceAllString(s, "")
	s = weekday.ReplaceAllString(s, "")
	s = ordinal.ReplaceAllString(s, "$1")
	for range 2 {
		s = filler.ReplaceAllString(s, "$1 ")
	}
	s = ofDay.ReplaceAllString(s, "$1 $2")
	s = strings.TrimSpace(spaces.ReplaceAllString(strings.ReplaceAll(s, " at ", " "), " "))
	if m := zone.FindStringSubmatchIndex(s); m != nil {
		hours, known := zones[s[m[4]:m[5]]]
		if !known {
			return s
		}
		offset := fmt.Sprintf(" %+03d%02d", int(hours), int(abs(hours)*60)%60)
		if m[6] >= 0 { // "GMT+0200" is its offset
			offset = " " + s[m[6]:m[7]]
		}
		year := ""
		if m[8] >= 0 {
			year = s[m[8]:m[9]]
		}
		s = s[:m[3]] + offset + year
	}
	if head, tail, ok := strings.Cut(s, ". "); ok && len(head) <= 4 { // "Sept. 2 2026"
		s = head + " " + tail
	}
	return s
}

func abs(f float64) float64 {
	if f < 0 {
		return -f
	}
	return f
}

// zones are the hours that zones are ahead of UTC, of names that stand for one
// offset in the adverts we know: IST is India's, CST and BST are America's and
// Britain's.
var zones = map[string]float64{
	"Z": 0, "UTC": 0, "GMT": 0, "UT": 0, "WET": 0, "WEST": 1, "BST": 1, "CET": 1, "CEST": 2, "MEZ": 1, "MESZ": 2, "EET": 2, "EEST": 3, "MSK": 3,
	"EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7, "AKST": -9, "AKDT": -8, "HST": -10,
	"IST": 5.5, "SGT": 8, "HKT": 8, "JST": 9, "KST": 9, "AEST": 10, "AEDT": 11, "NZST": 12, "NZDT": 13,
}

// month returns the number of a month by its name or the beginning of it, in
// one of the languages that feeds are seen in, else "".
func month(word string) string {
	word = strings.ToLower(word)
	best, n := 0, ""
	for i, names := range months {
		for name := range strings.FieldsSeq(names) {
			if strings.HasPrefix(word, name) && len(name) > best {
				best, n = len(name), strconv.Itoa(i+1)
			}
		}
	}
	return n
}

// months are what the names of the months begin with: in English, German,
// French, Spanish, Portuguese, Italian, Dutch, Polish and Czech.
var months = [12]string{
	"jan jän ene gen sty led",
	"feb fév lut úno",
	"mar mär maa bře",
	"apr avr abr kwi dub",
	"may mai mei mag maj kvě",
	"jun juin giu cze červen čer",
	"jul juil lug lip července červenec",
	"aug aoû ago sie srp",
	"sep set wrz zář",
	"oct okt out ott paź říj",
	"nov lis list",
	"dec dez déc dic gru pro",
}
