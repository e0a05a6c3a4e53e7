package article

import (
	"math"
	"slices"
	"strings"
	"unicode"

	"backpay/aggregate"
	"backpay/scraper"
	"backpay/scraper/pattern"
)

// sameTitle reports whether two titles are of one occupation: the same words,
// one or many.
func sameTitle(a, b string) bool { return a != "" && titleWords(a) == titleWords(b) }

// holdsTitle reports whether the first of two occupations is one of those that
// the second holds: "Database Administrators and Architects".
func holdsTitle(a, b string) bool {
	return sameTitle(a, b) || a != "" && strings.HasPrefix(titleWords(b), titleWords(a)+" and ")
}

func titleWords(s string) string {
	all := strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) })
	for i := range all {
		all[i] = strings.TrimSuffix(all[i], "s")
	}
	return strings.Join(all, " ")
}

// trades are the nouns that part the occupations of one role: statistics count
// programmers apart from developers.
var trades = map[string]string{
	"developer": "developer", "dev": "developer", "engineer": "developer", "swe": "developer", "sde": "developer",
	"programmer": "programmer", "coder": "programmer",
}

// sameTrade reports whether a published title may be of the people that a text
// names: of programmers or of developers.
func sameTrade(title, published string) bool {
	trade := func(s string) (all []string) {
		for word := range strings.FieldsSeq(titleWords(s)) {
			if t := trades[word]; t != "" {
				all = append(all, t)
			}
		}
		return all
	}
	a, b := trade(title), trade(published)
	return len(a) == 0 || len(b) == 0 || slices.Contains(b, a[len(a)-1])
}

// ofSector is a figure of one industry. What is said of the whole of tech is of
// nobody in particular.
var (
	ofSector = pattern.New(
		`(?i)\b(?:in|within|by) (?:the |an? )?((?:[\p{L}&-]+,? ){1,6}?)(?:industry|sector)\b|` +
			`\b(?:working|work|works|employed) (?:in|for|by) (software publish\w+|[\p{L} ]{0,30}(?:manufacturers?|` +
			`manufacturing|government|insurers?|banks?|universit(?:y|ies)|schools|hospitals))\b|` +
			`\b(?:who|that) only (?:know|use|do|work|have)\b`, // some of them alone
	)
	wholeSector = pattern.New(`(?i)^(?:[\p{L}-]+ )?(?:tech|technology|IT|information technology|software|` +
		`software development|web development|this|same|private|public) $`)
	bySector = pattern.New(`(?i)\bindustr(?:y|ies)\b|\bsectors?\b`)
)

// inSector reports whether a text says of what stands around it that it is of
// one industry.
func inSector(text string) bool {
	for _, m := range ofSector.FindAllStringSubmatch(text, 5) {
		if m[1] == "" || !wholeSector.MatchString(m[1]) {
			return true
		}
	}
	return false
}

// bySector reports whether a list or table gives its figures by industry.
func (b block) bySector() bool {
	switch {
	case !b.item && b.cells == nil:
		return false
	case len(b.heads) > 0 && bySector.MatchString(b.heads[0].text):
		return true
	}
	return bySector.MatchString(b.lead) || len(b.heading) > 1 && bySector.MatchString(b.heading[0].text)
}

// group is a group of occupations, whose figures are of no role of it.
var group = pattern.New(
	`(?i)\b(?:[\p{L}]+ and )?(?:computer|information technology|IT|mathematical|technology|tech)` +
		`(?: (?:and|&) [\p{L} ]{3,30}?)? (?:occupations|occupational groups?)\b|` +
		`\b(?:IT|ICT) (?:professionals?|workers?|employees|staff)\b`,
)

// contradicts reports whether a publisher's figure is another one than a text
// gives as that publisher's: by more than rounding, and of the date that the text
// says. A text that names a year and no month may mean what was published in it,
// of the year before: then only what lies far off is another one.
func (w *world) contradicts(f *Finding, m *match) bool {
	r := m.ref
	value := w.yearly(f, f.Value)
	switch diff := math.Abs(value - r.Value); {
	case year(r.AsOf) != f.Year || !m.alike(f):
		return false
	case r.Of != "claim":
		return r.ofRows() && diff > .1*r.Value && (value < r.CILow || value > r.CIHigh) &&
			(f.Bound == 0 || f.Bound > 0 == (value > r.Value))
	case diff <= max(min(w.yearly(f, f.unit)/2, .05*r.Value), .01*r.Value), f.about && diff <= .05*r.Value:
		return false
	case f.Bound > 0 && r.Value > value, f.Bound < 0 && r.Value < value:
		return false
	case f.month, diff > .1*r.Value:
		return true
	}
	return len(r.AsOf) < len("2006-01") || w.holdsYearBefore(r) || f.earnedIn && w.isYearly(r)
}

// ofRows reports whether a figure is of what people answered a publisher, by the rows
// that it publishes, and sure enough. We may part their occupations otherwise than it does:
// only what lies far off is another one.
func (r *Reference) ofRows() bool {
	return r.Of == "figure" && r.Source != aggregate.All && r.Side == scraper.Reported && r.Grade == aggregate.Good
}

// isYearly reports whether all that is held of a publisher is of one month of the year: the
// year alone then says of when a figure is.
func (w *world) isYearly(r *Reference) bool {
	return !slices.ContainsFunc(w.refs, func(o Reference) bool {
		return o.Of == r.Of && o.Source == r.Source && (len(o.AsOf) < len("2006-01") || o.AsOf[5:7] != r.AsOf[5:7])
	})
}

// holdsYearBefore reports whether a publisher's figure of the year before is held too.
func (w *world) holdsYearBefore(r *Reference) bool {
	return slices.ContainsFunc(w.refs, func(o Reference) bool {
		return o.Of == r.Of && o.Source == r.Source && o.Statistic == r.Statistic && o.Role == r.Role &&
			o.PayKind == r.PayKind && o.Country == r.Country && o.Place == r.Place && o.title == r.title &&
			year(o.AsOf) == year(r.AsOf)-1
	})
}
