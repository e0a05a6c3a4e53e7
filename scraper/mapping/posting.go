package mapping

import (
	"fmt"
	"hash/fnv"
	"net/url"
	"strconv"
	"strings"
	"time"

	"backpay/scraper"
	"backpay/scraper/extract/htmltext"
	"backpay/scraper/extract/places"
	"backpay/scraper/extract/words"
	"backpay/scraper/pattern"
	"backpay/scraper/rows"
)

// Skipped reports whether the mapping leaves a row out.
func (r *Reader) Skipped(row rows.Row) bool {
	return len(r.only) > 0 && !holds(r.only, row) || holds(r.except, row)
}

// Seen is when a row was written, as the row says, else as the user does.
func (r *Reader) Seen(row rows.Row) time.Time {
	if s := r.raw(row, r.base); s != "" {
		if t, _, ok := date(s, r.habits.order, time.Time{}); ok {
			return t
		}
	}
	return r.ctx.AsOf
}

// Posting makes a posting of a row. Its error says what is wrong with the row.
func (r *Reader) Posting(row rows.Row) (p scraper.Posting, err error) {
	c := &r.columns
	p = scraper.Posting{
		Title: r.title(row), Company: r.company(row), Department: r.line(row, c.department),
		Level: r.line(row, c.level), Language: r.line(row, c.language), Path: r.where(row),
	}
	if len(p.Title) > maxTitle {
		return p, fmt.Errorf(
			"its title has %d characters: a quote may be missing in the row or before it",
			len(p.Title),
		)
	}
	if p.Title == "" || !letter.MatchString(p.Title) || r.alone(row) {
		return p, ErrNoTitle
	}
	if p.Company == "" {
		p.Company = r.ctx.Company
	}
	p.Description = r.description(row)
	p.Place, p.Country = r.place(row)
	p.Workplace = workplace(r.raw(row, c.workplace))
	if e := r.line(row, c.employment); e != "" {
		p.Employment = words.Employment(e)
	}
	p.Tags = tags(r.raw(row, c.tags))
	p.URL = r.address(row, c.url)
	if p.ApplyURL = webAddress(r.raw(row, c.apply)); p.URL == "" {
		p.URL, p.ApplyURL = p.ApplyURL, ""
	}
	base := r.Seen(row)
	p.PostedAt = r.day(r.raw(row, c.posted), base)
	p.ChangedAt = r.day(r.raw(row, c.changed), base)
	p.ValidThrough = r.day(r.raw(row, c.closes), base)
	p.Pay = r.pays(row, p.Description)
	if p.Country == "" {
		p.Country = edition(r.raw(row, c.url), p.Pay)
	}
	p.ID = r.identity(row, &p)
	if !r.reads(c.description) {
		p.Omits = append(p.Omits, "description")
	}
	if len(r.pay) == 0 {
		p.Omits = append(p.Omits, "pay")
	}
	return p, nil
}

// maxTitle is how many bytes a title may have: more is a text, or rows that a
// missing quote made one of.
const maxTitle = 1000

var letter = pattern.New(`\pL`)

func (r *Reader) reads(f field) bool { return len(f.columns)+len(f.join) > 0 }

// title is the title of a row. Scrapes of pages that repeat it for readers of
// the screen hold it twice, on two lines.
func (r *Reader) title(row rows.Row) string {
	s := strings.TrimSpace(r.raw(row, r.columns.title))
	if first, second, ok := strings.Cut(s, "\n"); ok && fold(first) == fold(second) {
		s = first
	}
	return trimmed(htmltext.Line(s))
}

// alone reports whether a row holds one cell only, such as the button below a list
// that was scraped, or the city of the rows below it.
func (r *Reader) alone(row rows.Row) bool {
	filled := 0
	for i := range row.Cells {
		if strings.TrimSpace(row.Cell(i)) != "" {
			filled++
		}
	}
	return filled < 2 && len(r.t.Columns) > 2
}

// where says where in the file a row stands.
func (r *Reader) where(row rows.Row) string {
	at := "row " + strconv.Itoa(row.Number)
	if r.t.Name != "" {
		at = r.t.Name + " " + at
	}
	return at
}

// escaped matches the backslashes of Markdown, once or doubled by a writer of
// CSV.
var escaped = pattern.New(`\\{1,2}([-.+*_#!()\[\]{}<>|$&~])`)

func unescaped(s string) string {
	if strings.IndexByte(s, '\\') < 0 {
		return s
	}
	return escaped.ReplaceAllString(s, "$1")
}

// description is the advert's text as plain text.
func (r *Reader) description(row rows.Row) string {
	if join := r.columns.description.join; len(join) > 0 {
		var parts []string
		for _, i := range join {
			if part := htmltext.Text(unescaped(r.cell(row, i))); part != "" && !absent(fold(part)) {
				parts = append(parts, part)
			}
		}
		return strings.Join(parts, "\n")
	}
	s := r.raw(row, r.columns.description)
	if s == "" {
		return ""
	}
	return htmltext.Text(unescaped(s))
}

// pythonList matches a list of texts as Python prints it.
var pythonList = pattern.New(`^\[\s*'.*'\s*\]$`)

// listed returns the elements of a list that a program printed, joined as those of
// a list in JSON are; other texts as they are.
func listed(s string) string {
	if !pythonList.MatchString(s) {
		return s
	}
	var all []string
	for part := range strings.SplitSeq(strings.Trim(s, "[]"), "',") {
		all = append(all, strings.Trim(part, " '"))
	}
	return strings.Join(all, "; ")
}

// openings matches what boards set behind a place: a number of vacancies, the number
// of other places, that the work is done at home for now.
var openings = pattern.New(
	`(?i)\s*(?:\(\d+\)|\(?[+&]\s?\d+ (?:more|others?|(?:more |other )?locations?|nơi khác)\)?|(?:and|ja|og|och|et|und|y|e|i|en) \d+ ` +
		`(?:more|others?|muu(?:ta)?|andre|andra|autres?|weitere[nr]?|más|mais|altr[ie]|inn(?:e|ych)|andere)|` +
		`[•(,-]?\s*temporarily remote\)?)$`,
)

// withoutTail is a place without what boards set behind it. Most places have neither
// of the two things by which a tail is known.
func withoutTail(place string) string {
	if !strings.ContainsAny(place, "0123456789") && !strings.Contains(place, "emote") {
		return place
	}
	return openings.ReplaceAllString(place, "")
}

// place returns the words of a row's place and its country, where that is
// stated as a code. A country's name is part of the place.
func (r *Reader) place(row rows.Row) (place, country string) {
	place = listed(withoutTail(r.line(row, r.columns.place)))
	if !r.reads(r.columns.place) {
		_, place = employerAndPlace(r.line(row, r.columns.company))
	}
	if r.habits.named {
		place = withoutEmployer(place, r.company(row))
	}
	stated := r.line(row, r.columns.country)
	switch country = places.Country(stated); {
	case country == "UK":
		country = "GB"
	case country == "" && stated != "" && !strings.Contains(fold(place), fold(stated)):
		place = joined([]string{place, stated})
	}
	if country == "" {
		country = r.ctx.Country
	}
	return place, country
}

// edition returns the country whose edition of a site an address is of, unless the
// pay is in the money of another: some sites serve their neighbours, too.
func edition(address string, pays []scraper.Pay) string {
	country := countryOf(address)
	if country == "" {
		return ""
	}
	for _, y := range pays {
		if of := signCountry(strings.ToLower(y.Currency)); of != "" && of != several && of != country {
			return ""
		}
	}
	return country
}

// countryOf returns the country whose edition of a site an address is of:
// uk.site.com, site.ca. Endings that are used for their sound are no country.
func countryOf(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return ""
	}
	labels := strings.Split(u.Hostname(), ".")
	code := labels[len(labels)-1]
	if first := labels[0]; len(labels) > 2 && len(first) == 2 && (code == "com" || code == "org" || code == "net") {
		code = first
	}
	if !editions[code] {
		return ""
	}
	if code == "uk" {
		return "GB"
	}
	return strings.ToUpper(code)
}

// editions are endings of countries that stand for them.
var editions = set(
	"uk ca au nz ie in de fr es it nl be at ch pl cz sk hu ro br mx ar cl pe sg hk my ph za se no dk fi pt jp kr tw tr ua ru kz vn th il ae sa",
)

func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

// workplace reads a flag or a word for where the work is done.
func workplace(s string) string {
	if s == "" {
		return ""
	}
	switch l := fold(s); {
	case l == "true" || l == "1" || l == "1.0" || l == "yes" || l == "100" || strings.HasPrefix(l, "remote") || strings.HasPrefix(l, "telework"):
		return "remote"
	case l == "50" || strings.HasPrefix(l, "hybrid"):
		return "hybrid"
	case strings.HasPrefix(l, "on-site") || strings.HasPrefix(l, "on site"):
		return "onsite"
	}
	return words.Workplace(s)
}

// tags reads a list of words in one cell.
func tags(s string) (all []string) {
	s = strings.Trim(s, "[]{}")
	if s == "" || len(s) > 2000 {
		return nil
	}
	for _, t := range strings.FieldsFunc(s, func(c rune) bool { return strings.ContainsRune(",;|·\n、，", c) }) {
		if t = strings.Trim(htmltext.Line(t), ` '"`); t != "" && len(t) <= 60 {
			all = append(all, t)
		}
	}
	return all
}

// linksIn reports whether the addresses stand behind the cells.
func (r *Reader) linksIn(f field) bool {
	for _, row := range r.t.Sample[:min(len(r.t.Sample), 5)] {
		for _, i := range f.columns {
			if webAddress(row.Cell(i)) == "" && row.Cell(i) != "" && r.t.Link(row, i) != "" {
				return true
			}
		}
	}
	return false
}

func (r *Reader) address(row rows.Row, f field) string {
	if r.linked {
		for _, i := range f.columns {
			if a := webAddress(r.t.Link(row, i)); a != "" {
				return a
			}
		}
	}
	return webAddress(r.raw(row, f))
}

// webAddress returns an address of the web without its fragment and what it
// tells of the visit.
func webAddress(s string) string {
	if strings.HasPrefix(s, "www.") {
		s = "https://" + s
	}
	if !strings.HasPrefix(s, "http://") && !strings.HasPrefix(s, "https://") || len(s) > 4096 {
		return ""
	}
	u, err := url.Parse(s)
	if err != nil || u.Host == "" {
		return ""
	}
	u.Fragment = ""
	if u.RawQuery != "" {
		kept := strings.Split(u.RawQuery, "&")[:0]
		for _, q := range strings.Split(u.RawQuery, "&") {
			key, _, _ := strings.Cut(strings.ToLower(q), "=")
			if !strings.HasPrefix(key, "utm_") && !visits[key] {
				kept = append(kept, q)
			}
		}
		u.RawQuery = strings.Join(kept, "&")
	}
	return u.String()
}

// visits are keys of queries that tell of a visit, not of the page.
var visits = map[string]bool{
	"refid": true, "trackingid": true, "trk": true, "position": true, "pagenum": true, "gclid": true,
	"fbclid": true, "src": true, "from": true,
	"se": true, "v": true, "cpl": true, "cs": true, "cb": true, "jrtk": true, "pos": true, "ao": true,
	"jobsearchtrk": true,
}

func (r *Reader) day(s string, base time.Time) time.Time {
	if s == "" {
		return time.Time{}
	}
	if len(s) <= 3 && strings.Trim(s, "0123456789") == "" {
		s += "d ago" // a column of ages in days
	}
	t, relative, ok := date(s, r.habits.order, base)
	switch {
	case ok:
		return t
	case relative:
		r.Undated++
	default:
		r.Odd++
	}
	return time.Time{}
}

// identity names a posting: the table's own name for it, else its address,
// else what it says.
func (r *Reader) identity(row rows.Row, p *scraper.Posting) string {
	if id := r.line(row, r.columns.id); id != "" && len(id) <= 300 && !r.habits.sameIDs {
		return strings.TrimSuffix(id, ".0")
	}
	if a := r.raw(row, r.columns.url); p.URL != "" && r.reads(r.columns.url) && !r.habits.shared {
		return p.URL
	} else if strings.HasPrefix(a, "/") && len(a) > 8 && len(a) < 500 {
		return a
	}
	h := fnv.New128a()
	for _, s := range []string{fold(p.Title), fold(p.Company), fold(p.Place), p.Description[:min(len(p.Description), 500)]} {
		_, _ = h.Write([]byte(s))
		_, _ = h.Write([]byte{0})
	}
	if p.Description == "" { // without a text, the pay tells two apart
		for _, y := range p.Pay {
			_, _ = fmt.Fprintf(h, "%s\x00%g\x00%g\x00", y.Text, y.Min, y.Max)
		}
	}
	return fmt.Sprintf("%x", h.Sum(nil)[:12])
}

// Site returns the source of a row.
func (r *Reader) Site(row rows.Row) string {
	if s := slug(r.raw(row, r.site)); s != "" {
		return s
	}
	if r.m.Source.Name != "" {
		return r.m.Source.Name
	}
	return DefaultSource
}

// slug makes a name of a source out of a cell: small letters, digits, hyphens.
func slug(s string) string {
	s = strings.TrimPrefix(strings.TrimPrefix(fold(s), "via "), "www.")
	s = strings.TrimSuffix(s, ".com")
	var b strings.Builder
	for _, c := range s {
		switch {
		case c >= 'a' && c <= 'z' || c >= '0' && c <= '9':
			b.WriteRune(c)
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-") && c != '_':
			b.WriteByte('-')
		}
	}
	name := strings.Trim(b.String(), "-")
	if len(name) > 40 || name == "" || name[0] < 'a' {
		return ""
	}
	return name
}
