package mapping

import (
	"fmt"
	"regexp"
	"strings"
	"time"

	"backpay/scraper/extract/htmltext"
	"backpay/scraper/extract/observe"
	"backpay/scraper/pattern"
	"backpay/scraper/rows"
)

// Context is what the user knows of a file beside its mapping.
type Context struct {
	Company string
	Country string    // ISO 3166 alpha-2
	AsOf    time.Time // when the table was made; zero when unknown
}

// Reader makes records of the rows of one table.
type Reader struct {
	m   *Mapping
	t   *rows.Table
	ctx Context
	// Undated counts dates such as "3 days ago" in rows that don't say when
	// they were written, and Odd other cells for dates that can't be read.
	Undated, Odd int

	habits       habits
	columns      plan
	pay          []payPlan
	site         field
	base         field
	only, except []condition
	absent       map[string]bool
	seen         observe.Persons
	linked       bool // addresses stand behind cells
}

// plan is Columns with the places of the columns.
type plan struct {
	id, url, apply, title, company, place, country, workplace, employment, department, level, tags, language, description field
	posted, changed, closes, years, companySize, asOf, weight                                                             field
}

type payPlan struct {
	text, min, max, amount, middle, currency, period, unit, kind, tax, contract, usd field

	estimate, ignore []condition
	unvouched        []string

	path string
	sign string // the one currency whose sign stands in some of its cells
}

// field is a Field with the places of its columns.
type field struct {
	columns []int
	join    []int
	value   string
	values  map[string]string
	strip   *regexp.Regexp
}

type condition struct {
	column int
	values map[string]bool
}

// Reader fits a mapping to a table. A mapping of the user's must name columns
// that the table has; a shape's may know more than one version of the table.
func (m *Mapping) Reader(t *rows.Table, ctx Context) (*Reader, error) {
	r := &Reader{m: m, t: t, ctx: ctx, absent: map[string]bool{}, seen: observe.Persons{}}
	for _, w := range m.Absent {
		r.absent[fold(w)] = true
	}
	f := fitter{m: m, t: t}
	c := &m.Columns
	r.columns = plan{
		id: f.field("id", c.ID), url: f.field("url", c.URL), apply: f.field("apply_url", c.Apply),
		title: f.field("title", c.Title), company: f.field("company", c.Company), place: f.field("place", c.Place),
		country: f.field("country", c.Country), workplace: f.field("workplace", c.Workplace),
		employment: f.field("employment", c.Employment), department: f.field("department", c.Department),
		level: f.field("level", c.Level), tags: f.field("tags", c.Tags), language: f.field("language", c.Language),
		description: f.field("description", c.Description), posted: f.field("posted", c.Posted),
		changed: f.field("changed", c.Changed), closes: f.field("closes", c.Closes), years: f.field("years", c.Years),
		companySize: f.field("company_size", c.CompanySize), asOf: f.field("as_of", c.AsOf),
		weight: f.field("weight", c.Weight),
	}
	sites := make(map[string]string, len(m.Source.Values))
	for word, name := range m.Source.Values {
		sites[fold(word)] = name
	}
	r.site = f.field("source", Field{From: m.Source.From, Values: sites})
	r.base = f.field("dates.base", m.Dates.Base)
	r.only, r.except = f.condition("only", m.Only), f.condition("except", m.Except)
	for i, p := range m.Pay {
		under := fmt.Sprintf("pay[%d].", i)
		one := payPlan{
			text: f.field(under+"text", p.Text), min: f.field(under+"min", p.Min), max: f.field(under+"max", p.Max),
			amount: f.field(under+"amount", p.Amount), middle: f.field(under+"middle", p.Middle),
			currency: f.field(under+"currency", p.Currency), period: f.field(under+"period", p.Period),
			unit: f.field(under+"unit", p.Unit), kind: f.field(under+"kind", p.Kind), tax: f.field(under+"tax", p.Tax),
			contract: f.field(under+"contract", p.Contract), usd: f.field(under+"usd", p.USD),
			estimate: f.condition(under+"estimate", p.Estimate), ignore: f.condition(under+"ignore", p.Ignore),
			unvouched: p.Unvouched, path: "pay",
		}
		for _, x := range []field{one.text, one.amount, one.middle, one.min, one.max} {
			if len(x.columns) > 0 {
				one.path = t.Columns[x.columns[0]]
				break
			}
		}
		r.pay = append(r.pay, one)
	}
	if f.err != nil {
		return nil, f.err
	}
	if m.Kind == "postings" && len(r.columns.title.columns)+len(r.columns.title.join) == 0 {
		return nil, fmt.Errorf("%w of postings: no column holds titles, among %s", rows.ErrForm, some(t.Columns))
	}
	r.linked = r.linksIn(r.columns.url)
	r.learn()
	return r, nil
}

func some(names []string) string {
	if len(names) > 12 {
		return fmt.Sprintf("%q and %d more", names[:12], len(names)-12)
	}
	return fmt.Sprintf("%q", names)
}

// fitter finds the columns that a mapping names.
type fitter struct {
	m   *Mapping
	t   *rows.Table
	err error
}

func (f *fitter) field(name string, x Field) field {
	out := field{value: x.Value, values: x.Values, strip: x.Strip}
	f.columns(name, x, x.From, &out.columns)
	f.columns(name, x, x.Join, &out.join)
	return out
}

func (f *fitter) columns(name string, x Field, named []string, into *[]int) {
	missing := ""
	for _, n := range named {
		if n == "" {
			continue
		}
		if i := f.t.Index(n); i >= 0 {
			*into = append(*into, i)
		} else if missing == "" {
			missing = n
		}
	}
	if len(*into) > 0 || missing == "" {
		return
	}
	for _, n := range named {
		if i := f.t.Add(n); i >= 0 { // a field that only later objects have
			*into = append(*into, i)
		}
	}
	if f.strict() && f.err == nil {
		f.err = f.missing(name, missing, x)
	}
}

// strict reports whether the columns must be there: the user wrote the mapping.
func (f *fitter) strict() bool { return f.m.path != "" && len(f.m.Match.All) == 0 }

func (f *fitter) missing(name, column string, x Field) error {
	place := f.m.path
	if x.at.Line > 0 {
		place = fmt.Sprintf("%s:%d:%d", f.m.path, x.at.Line, x.at.Column)
	}
	near := ""
	if n := nearest(column, f.t.Columns); n != "" {
		near = fmt.Sprintf("; the nearest is %q", n)
	}
	return fmt.Errorf("%s: %s: the table has no column %q%s", place, name, column, near)
}

func (f *fitter) condition(name string, c Condition) (out []condition) {
	for column, values := range c {
		i := f.t.Index(column)
		if i < 0 {
			if f.strict() && f.err == nil {
				f.err = f.missing(name, column, Field{})
			}
			continue
		}
		set := make(map[string]bool, len(values))
		for _, v := range values {
			set[fold(v)] = true
		}
		out = append(out, condition{i, set})
	}
	return out
}

// nearest returns the name that shares the most with another, if it is near.
func nearest(name string, among []string) string {
	best, at := 0, ""
	for _, n := range among {
		if s := shared(fold(name), fold(n)); s > best {
			best, at = s, n
		}
	}
	if 2*best < len(name) {
		return ""
	}
	return at
}

// shared counts the pairs of letters that two names have in common.
func shared(a, b string) int {
	pairs := map[string]bool{}
	for i := 0; i+2 <= len(b); i++ {
		pairs[b[i:i+2]] = true
	}
	n := 0
	for i := 0; i+2 <= len(a); i++ {
		if pairs[a[i:i+2]] {
			n++
		}
	}
	return n
}

func holds(all []condition, row rows.Row) bool {
	for _, c := range all {
		if c.values[fold(row.Cell(c.column))] {
			return true
		}
	}
	return false
}

// absentWords stand for nothing wherever they are all that a cell holds.
var absentWords = map[string]bool{
	"": true, "nan": true, "n/a": true, "#n/a": true, "none": true, "null": true, "nil": true,
	"undefined": true, "-": true, "--": true,
	"—": true, "–": true, "?": true, "[]": true, "{}": true, "nat": true, "<na>": true, "unknown": true,
	"not specified": true, "-1": true, `\n`: true,
	"not stated": true, "not available": true, "not provided": true, "not found": true, "no data": true, "-1.0": true,
	"no title": true, "no company": true, "no location": true, "no description": true, "no salary": true, "no link": true,
	"no date": true, "not listed": true, "não informado": true, "não especificado": true, "no especificado": true,
	"no disponible": true, "sin especificar": true, "k.a.": true, "keine angabe": true, "non précisé": true,
	"non renseigné": true, "non specificato": true, "не указано": true, "не указана": true, "не указан": true,
	"не вказано": true, "無": true, "无": true, "暂无": true, "bilinmiyor": true, "belirtilmemiş": true, "brak": true,
}

// absent reports whether a folded cell stands for nothing: by its words, by
// "brak ..." (none, in Polish), or by "N/A (...)".
func absent(cell string) bool {
	return absentWords[cell] || strings.HasPrefix(cell, "brak ") || strings.HasPrefix(cell, "n/a (") ||
		strings.Contains(cell, "not ") && notThere.MatchString(cell)
}

// notThere matches what programs write for a field that a page didn't have:
// "Location not available".
var notThere = pattern.New(`^(?:\w+ ){0,2}not (?:available|specified|found|provided|mentioned)$`)

// raw returns the first of a field's columns that says something, as it is.
func (r *Reader) raw(row rows.Row, f field) string {
	for _, i := range f.columns {
		cell := r.cell(row, i)
		if f.strip != nil {
			cell = strings.TrimSpace(f.strip.ReplaceAllString(cell, ""))
		}
		if f.values != nil || len(cell) <= 30 {
			key := fold(cell)
			if v, ok := f.values[key]; ok {
				cell, key = v, fold(v)
			}
			if absent(key) || r.absent[key] {
				continue
			}
		}
		return cell
	}
	if len(f.join) > 0 {
		var parts []string
		for _, i := range f.join {
			if cell := r.cell(row, i); !absent(fold(cell)) && !r.absent[fold(cell)] {
				parts = append(parts, cell)
			}
		}
		if s := joined(parts); s != "" {
			return s
		}
	}
	return f.value
}

// line returns a field as one line of plain text.
func (r *Reader) line(row rows.Row, f field) string {
	s := r.raw(row, f)
	if s == "" {
		return ""
	}
	return trimmed(htmltext.Line(s))
}

var (
	// behind matches the address that an export puts behind a name, as Notion's do.
	behind = regexp.MustCompile(`\s*\(https?://[^\s()]+\)$`)
	// markdown matches a link of Markdown, and emphasised a text that is wholly bold
	// or italic.
	markdown   = regexp.MustCompile(`!?\[([^\[\]]+)\]\(\S+\)`)
	emphasised = regexp.MustCompile(`^(\*{1,3})([^*]+)(\*{1,3})$`)
	// dangling matches a mark that parted a name from something that is gone.
	dangling = regexp.MustCompile(`\s+[-–—|·•,:]+$`)
)

func trimmed(s string) string {
	if strings.ContainsAny(s, "*[") {
		s = unmarked(s)
	}
	if strings.HasSuffix(s, ")") {
		s = behind.ReplaceAllString(s, "")
	}
	return dangling.ReplaceAllString(s, "")
}

// unmarked takes Markdown's links and emphasis off a line, as tables of
// repositories' pages have them.
func unmarked(s string) string {
	s = markdown.ReplaceAllString(s, "$1")
	if m := emphasised.FindStringSubmatch(s); m != nil && m[1] == m[3] {
		return m[2]
	}
	return s
}

// joined joins parts of an address by commas, without repeating one.
func joined(parts []string) string {
	var kept []string
	seen := map[string]bool{}
	for _, p := range parts {
		if p != "" && !seen[fold(p)] {
			seen[fold(p)] = true
			kept = append(kept, p)
		}
	}
	return strings.Join(kept, ", ")
}
