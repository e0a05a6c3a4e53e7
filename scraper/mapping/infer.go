package mapping

import (
	"fmt"
	"strings"

	"backpay/scraper/pattern"
	"backpay/scraper/rows"
)

// guesser finds what the columns of a table mean, from their names and from
// what is in them.
type guesser struct {
	t     *rows.Table
	m     *Mapping
	ps    []profile
	taken map[int]bool
	by    map[string][]candidate
	// guesses says that some columns hold what a site guessed of pay, so that the
	// others may be worked out from them.
	guesses bool
}

type candidate struct {
	column, rank int
}

// Infer writes a first mapping of a table that nobody has described. The error
// wraps rows.ErrForm when its rows can't be adverts or reports of pay.
func Infer(t *rows.Table) (*Mapping, error) {
	g := &guesser{
		t: t, ps: profiles(t), taken: map[int]bool{}, by: map[string][]candidate{},
		m: &Mapping{Kind: "postings", notes: map[string]string{}, inferred: true},
	}
	d := dict()
	for i, name := range t.Columns {
		meanings := d.meanings(name)
		if g.outside(name) {
			meanings = g.around(name)
		}
		for _, m := range meanings {
			g.by[m.field] = append(g.by[m.field], candidate{i, m.rank})
		}
	}
	if len(t.Sample) == 0 {
		return nil, fmt.Errorf("%w of postings: below its header it has no rows", rows.ErrForm)
	}
	if what := g.other(); what != "" {
		return nil, fmt.Errorf("%w of postings: %s; a mapping can say how to read them", rows.ErrForm, what)
	}
	g.people()
	g.pay()
	g.main()
	g.rest()
	g.said()
	g.source()
	g.dates()
	g.country()
	if !g.m.Columns.Title.set() {
		return nil, fmt.Errorf("%w of postings: no column holds titles, among %s", rows.ErrForm, some(t.Columns))
	}
	if list := g.nested(); list != "" {
		return nil, fmt.Errorf("%w of postings: each of its rows holds a list of them; a mapping with table: {list: %q} reads those", rows.ErrForm, list)
	}
	c := &g.m.Columns
	if g.m.Kind == "postings" && !c.Company.set() && !c.URL.set() && !c.Description.set() && !c.Place.set() &&
		len(g.m.Pay) == 0 && !g.namesJobs() && !g.ofTrades() && !g.ofDays() {
		return nil, fmt.Errorf(
			"%w of postings: it has titles, but no employer, address, place, pay or text, among %s",
			rows.ErrForm,
			some(t.Columns),
		)
	}
	if g.m.Kind == "postings" && !g.ofJobs() {
		return nil, fmt.Errorf(
			"%w of postings: it has titles, but nothing that speaks of jobs, such as employer, place or pay, among %s",
			rows.ErrForm,
			some(t.Columns),
		)
	}
	return g.m, nil
}

// pick chooses the column for a field: of those whose contents fit, the one
// whose name is preferred and which is filled.
func (g *guesser) pick(field string, fits func(p *profile) bool) (column int, ok bool) {
	best, at := 1e9, -1
	for _, c := range g.by[field] {
		p := &g.ps[c.column]
		if g.taken[c.column] || p.count == 0 || !fits(p) {
			continue
		}
		score := float64(c.rank) + 60*p.relative // the day itself says more than "3 days ago"
		if p.filled < .5 {
			score += 15 * (.5 - p.filled) * 2
		}
		if score < best {
			best, at = score, c.column
		}
	}
	return at, at >= 0
}

func (g *guesser) take(field *Field, column int) {
	field.From = append(field.From, g.t.Columns[column])
	g.taken[column] = true
}

// choose gives a field the column that its name and contents speak for.
func (g *guesser) choose(name string, field *Field, fits func(p *profile) bool) bool {
	at, ok := g.pick(name, fits)
	if ok {
		g.take(field, at)
	}
	return ok
}

func isShortText(p *profile) bool {
	return p.text >= .5 && p.length <= 150 && p.address < .35 && p.date < .5
}

// main finds title, employer, place, address, text and date.
func (g *guesser) main() {
	c := &g.m.Columns
	g.choose("url", &c.URL, func(p *profile) bool {
		own := p.count < 2 || p.kinds > 1 // not the page on which all were found
		return own && (p.address >= .5 || p.path >= .5) || g.linked(p.name)
	})
	g.choose("apply_url", &c.Apply, func(p *profile) bool { return p.address >= .5 })
	if !c.URL.set() && !c.Apply.set() {
		g.byContent("url", &c.URL, func(p *profile) float64 {
			return max(p.address, p.path) * p.distinct * (1 + min(p.length, 400)/4000) // an employer's page is named shortly
		}, .5)
	}
	if !g.choose(
		"title",
		&c.Title,
		func(p *profile) bool {
			return isShortText(p) && (p.length >= 3 || unspaced(strings.Join(p.samples, ""))) && (p.kinds > 1 || p.count < 4) // 会计
		},
	) {
		g.titleOfKinds()
	}
	if !c.Title.set() {
		g.byContent("title", &c.Title, func(p *profile) float64 {
			if !isShortText(p) || means(p.name, "employment") {
				return 0
			}
			if p.count < 4 || p.kinds < 2 && g.t.NoHeader { // one for all rows is what was searched
				return 0
			}
			return p.titles*min(p.distinct*4, 1) + g.echoed(p.name)
		}, .35)
	}
	g.alternative("title", &c.Title, isShortText)
	g.company()
	g.place()
	g.description()
	g.choose("id", &c.ID, func(p *profile) bool {
		return !p.counts && p.distinct >= .6 && p.length >= 2 && p.length <= 120 && p.address < .2 && p.filled > .5
	})
}

// echoed is the share of rows whose address repeats the words of a column, as the
// addresses of pages do the titles: "/praca/asystentka-ksiegowej".
func (g *guesser) echoed(column string) float64 {
	c, n := &g.m.Columns, 0
	if !c.URL.set() || !g.t.NoHeader {
		return 0
	}
	at, url := g.t.Index(column), g.t.Index(c.URL.From[0])
	for _, row := range g.t.Sample {
		address, words, found := strings.ToLower(row.Cell(url)), 0, 0
		for w := range strings.FieldsSeq(plainLetters(plainName(row.Cell(at)))) {
			if len(w) > 3 {
				words++
				if strings.Contains(address, w) {
					found++
				}
			}
		}
		if words > 1 && found*3 >= words*2 {
			n++
		}
	}
	return float64(n) / float64(max(len(g.t.Sample), 1))
}

// saysWhere reports whether a column says whether work is done at home.
func (g *guesser) saysWhere(p *profile) bool {
	n := 0
	for v, times := range p.values {
		if workplace(v) != "" {
			n += times
		}
	}
	return n*2 >= p.count
}

// alternative adds the column that a field is in where the chosen one is empty.
func (g *guesser) alternative(name string, field *Field, fits func(p *profile) bool) {
	if len(field.From) != 1 || g.ps[g.t.Index(field.From[0])].filled > .95 {
		return
	}
	first := g.t.Index(field.From[0])
	for _, x := range g.by[name] {
		gaps, closed := 0, 0
		for _, row := range g.t.Sample {
			if absent(fold(row.Cell(first))) {
				gaps++
				if !absent(fold(row.Cell(x.column))) {
					closed++
				}
			}
		}
		if !g.taken[x.column] && fits(&g.ps[x.column]) && closed*2 > gaps {
			g.take(field, x.column)
			return
		}
	}
}

func (g *guesser) linked(column string) bool {
	i := g.t.Index(column)
	return len(g.t.Sample) > 0 && i >= 0 && g.t.Link(g.t.Sample[0], i) != ""
}

// byContent gives a field the column whose contents speak for it the most.
func (g *guesser) byContent(name string, field *Field, score func(p *profile) float64, least float64) {
	best, at := least, -1
	for i := range g.ps {
		if g.taken[i] || g.ps[i].count == 0 || strings.Contains(g.ps[i].name, "[") || g.outside(g.ps[i].name) {
			continue // an element of a list is no column of the row, nor is what stands around it
		}
		if s := score(&g.ps[i]); s > best {
			best, at = s, i
		}
	}
	if at >= 0 {
		g.take(field, at)
		g.m.notes[name] = "by what its cells hold, not by its name"
	}
}

// description takes the longest text among the columns with a fitting name,
// else the longest of all.
func (g *guesser) description() {
	c := &g.m.Columns
	best, at := 0.0, -1
	for _, x := range g.by["description"] {
		p := &g.ps[x.column]
		// A longer text may be a worse one: the same with markup.
		if s := p.length * p.filled / (1 + float64(x.rank)/20); !g.taken[x.column] && p.address < .3 &&
			p.length >= 15 &&
			s > best {
			best, at = s, x.column
		}
	}
	if at >= 0 {
		g.take(&c.Description, at)
		g.parts(at)
		return
	}
	g.byContent("description", &c.Description, func(p *profile) float64 {
		if p.address > .3 || p.length < 200 {
			return 0
		}
		return p.length * p.filled
	}, 100)
}

// partNames end the names of columns that hold a part of an advert beside its
// description, as pay stands in the qualifications of Amazon's.
var partNames = pattern.New(`(?:^|\W)(?:qualifications?|requirements?|responsibilities|duties|additional information)$`)

// parts joins the parts of adverts that stand in columns beside the description at.
func (g *guesser) parts(at int) {
	c := &g.m.Columns
	join := []string{g.t.Columns[at]}
	for i := range g.ps {
		p := &g.ps[i]
		if i != at && !g.taken[i] && partNames.MatchString(plainName(g.t.Columns[i])) && p.length >= 40 && p.address < .3 {
			join = append(join, g.t.Columns[i])
			g.taken[i] = true
		}
	}
	if len(join) > 1 {
		c.Description = Field{Join: join}
	}
}

// rest finds what else a posting may say.
func (g *guesser) rest() {
	c := &g.m.Columns
	isDate := func(p *profile) bool { return p.date >= .3 && p.address < .2 }
	g.choose("base", &g.m.Dates.Base, func(p *profile) bool { return p.date >= .5 && p.relative == 0 })
	posted := g.choose("posted", &c.Posted, isDate)
	g.choose("closes", &c.Closes, isDate)
	g.choose("changed", &c.Changed, isDate)
	if !posted {
		g.byContent("posted", &c.Posted, func(p *profile) float64 {
			if otherDates.MatchString(p.name) || p.number > .5 || p.kinds == 1 && p.relative > 0 { // "NEW"
				return 0
			}
			return p.date * p.filled * (1 + p.relative/10) // a day of writing may stand beside it
		}, .7)
		g.written()
		if !c.Posted.set() && c.Changed.set() {
			c.Posted = c.Changed
			g.m.notes["posted"] = "the last change, the only day that the rows tell"
		}
	}
	g.choose("workplace", &c.Workplace, func(p *profile) bool {
		known := 0
		for v, n := range p.values {
			if workplace(v) != "" || fold(v) == "false" || v == "0" || v == "0.0" {
				known += n
			}
		}
		return known*2 >= p.count
	})
	g.choose(
		"employment",
		&c.Employment,
		func(p *profile) bool { return p.text >= .5 && p.length <= 40 && p.kinds <= 40 },
	)
	g.choose("level", &c.Level, func(p *profile) bool { return p.text >= .5 && p.length <= 60 })
	g.choose("tags", &c.Tags, func(p *profile) bool { return p.text >= .5 })
	g.choose(
		"department",
		&c.Department,
		func(p *profile) bool { return p.text >= .5 && p.length <= 80 && p.distinct < .9 },
	)
}

// written finds, in a table without names of columns, the days on which its rows
// were written, where the adverts are only so many days old.
func (g *guesser) written() {
	posted := g.m.Columns.Posted
	if !g.t.NoHeader || !posted.set() || g.m.Dates.Base.set() || g.ps[g.t.Index(posted.From[0])].relative < .5 {
		return
	}
	g.byContent("base", &g.m.Dates.Base, func(p *profile) float64 {
		if p.relative > 0 {
			return 0
		}
		return p.date * p.filled
	}, .9)
}

// otherDates matches names of dates that are not that of an advert.
var otherDates = pattern.New(
	`(?i)appl|interview|scrap|crawl|verif|check|latest|expir|deadline|clos|updat|modif|seen|fetch|collect|birth|hire|start|d[ée]but|in[ií]cio|` +
		`beginn|antritt|nástup|rozpocz|aanvang|başla|начал|` +
		`入职|response|reply|follow|timestamp|\bend|endDate|fim|ende|处理|採集|采集|抓取|爬取|入库|截止|到期|수집|마감|取得|締切`,
)

// englishDate matches names of columns of dates that may be English.
var englishDate = pattern.New(`(?i)date\b|_at$|\b(?:posted|created|published|time|timestamp|added|day|updated|opened|opening|closing|deadline|listed|when|on|at)\b|(?:posted|created|published|updated)`)

func (g *guesser) dates() {
	for _, f := range []Field{g.m.Columns.Posted, g.m.Columns.Closes, g.m.Dates.Base} {
		if len(f.From) == 0 {
			continue
		}
		switch p := g.ps[g.t.Index(f.From[0])]; {
		case !p.slashes || p.dayFirst && p.dayLast:
		case p.dayFirst:
			g.m.Dates.Order = "dmy"
		case p.dayLast:
			g.m.Dates.Order = "mdy"
		case g.m.Dates.Order == "" && !englishDate.MatchString(p.name) && letter.MatchString(p.name):
			g.m.Dates.Order = "dmy" // only in English may the month come first
		case g.m.Dates.Order == "":
			g.m.notes["dates"] = "no date tells whether the day or the month comes first: say dmy or mdy"
		}
	}
}
