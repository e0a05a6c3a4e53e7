package mapping

import (
	"slices"
	"strings"

	"backpay/scraper/pattern"
	"backpay/scraper/rows"
)

// Open finds the tables of a file as rows.Open does. Where the rows hold lists of
// adverts, as an employer with its jobs does, the adverts are the rows.
func Open(f rows.File, o rows.Options) ([]*rows.Table, error) {
	o.Known = IsName
	tables, err := rows.Open(f, o)
	if err != nil || len(tables) != 1 || o.List != "" {
		return tables, err
	}
	if _, m, err := Recognise(tables[0]); m != nil || err != nil {
		return tables, err
	}
	lists := append([]string{nestedIn(tables[0]), groupedIn(f, tables[0])}, calledJobs(tables[0])...)
	for _, list := range lists {
		if list == "" {
			continue
		}
		o.List = list
		if inner, err := rows.Open(f, o); err == nil {
			if _, err := Infer(inner[0]); err == nil {
				return inner, nil
			}
		}
	}
	return tables, nil
}

var (
	// element matches a field of the first element of a list.
	element = pattern.New(`^(.+)\[0\]\.([^\[\]]+)$`)
	// jobLists matches what lists of adverts are called, otherJobs those of adverts
	// that are like the one at hand.
	jobLists = pattern.New(`^(?:(?:open|active|current|all|job|jobs|new|results?|data) )*(?:jobs?|positions?|` +
		`vacanc(?:y|ies)|openings?|roles?|postings?|listings?|offers?|opportunit(?:y|ies)|adverts?|ads|careers?|` +
		`internships?|vagas|ofertas|empleos|vacantes|puestos|offres|emplois|postes|stellen|stellenangebote|` +
		`jobangebote|anzeigen|oferty|praca|nabídky|offerte|lavori|annunci|vacatures|jobb|lediga jobb|вакансии|` +
		`ваканс[іи][їи]|岗位|职位|岗位列表|职位列表|招聘岗位|求人|채용|채용공고|공고)$`)
	otherJobs = pattern.New(
		`(?i)related|similar|recommend|suggest|other|more|past|previous|history|experience|employment`,
	)
)

// goneJobs matches the paths of lists of adverts that are no longer shown.
var goneJobs = pattern.New(`(?i)(?:^|\.)(?:removed|deleted|expired|archived?|closed|rejected|inactive|hidden|filtered|` +
	`skipped|dropped|duplicates?|old)[a-z_]*?(?:jobs?|positions?|vacancies|postings?|listings?|offers?)?$`)

// ofPlaces are the fields that a list of places has.
var ofPlaces = set("place city state country workplace")

// nestedIn returns the path of the list of adverts that each row of a table holds,
// "" where the rows are the adverts.
func nestedIn(t *rows.Table) string {
	fields := map[string]map[string]bool{} // list to what its elements tell
	var lists []string
	d := dict()
	own := false
	for _, name := range t.Columns {
		m := element.FindStringSubmatch(name)
		for _, x := range d.meanings(name) {
			own = own || m == nil && !strings.Contains(name, "[") && x.field == "title" && !anyTitles[plainName(name)]
		}
		if m == nil || otherJobs.MatchString(m[1]) {
			continue
		}
		if fields[m[1]] == nil {
			fields[m[1]] = map[string]bool{}
			lists = append(lists, m[1])
		}
		for _, x := range d.meanings(m[2]) {
			fields[m[1]][x.field] = true
		}
		if d.has("pay", plainName(m[2])) {
			fields[m[1]]["pay"] = true
		}
	}
	if own {
		return ""
	}
	best, most := "", 0
	for _, l := range lists {
		last := plainName(l[strings.LastIndexByte(l, '.')+1:])
		known := len(fields[l])
		if !jobLists.MatchString(last) {
			known -= 2 // a list of skills has names as well
			for field := range fields[l] {
				if ofPlaces[field] { // and so has one of places, with their countries
					known--
				}
			}
		}
		titled := fields[l]["title"] || jobLists.MatchString(last) && fields[l]["description"] && fields[l]["url"]
		if titled && known > most {
			best, most = l, known
		}
	}
	if best == "" {
		return ""
	}
	return t.Name + "[]." + strings.ReplaceAll(best, "[0]", "[]")
}

// calledJobs are the lists beside a table that are called adverts where the table,
// which holds more objects, is of those that have gone: "jobs" beside "removedJobs".
func calledJobs(t *rows.Table) (lists []string) {
	called := func(path string) bool {
		return jobLists.MatchString(plainName(path[strings.LastIndexByte(path, '.')+1:]))
	}
	if !goneJobs.MatchString(t.Name) {
		return nil
	}
	for _, other := range t.Beside {
		if called(other) {
			lists = append(lists, other)
		}
	}
	return lists
}

// groupedIn returns the path of the lists of a JSON object that hold alike rows, each
// under its own key, as "offers.*"; "" where one list is the table.
func groupedIn(f rows.File, t *rows.Table) string {
	parent := func(path string) string { return path[:max(strings.LastIndexByte(path, '.'), 0)] }
	if len(t.Beside) == 0 || t.Name == "" || rows.IsGroups(t.Name) {
		return ""
	}
	if slices.ContainsFunc(append([]string{t.Name}, t.Beside...), goneJobs.MatchString) {
		return ""
	}
	for _, other := range t.Beside {
		o, err := rows.Open(f, rows.Options{List: other, Known: IsName})
		if err != nil || parent(other) != parent(t.Name) || !alike(o[0].Columns, t.Columns) {
			return ""
		}
	}
	return strings.TrimPrefix(parent(t.Name)+".*", ".")
}

// alike reports whether most of the columns of either table are those of the other.
func alike(a, b []string) bool {
	both := 0
	for _, name := range a {
		if slices.Contains(b, name) {
			both++
		}
	}
	return both*5 >= len(a)*3 && both*5 >= len(b)*3
}

// above are the fields that an object around a list of adverts may tell of each of
// them, where they don't tell it themselves.
var above = set("company place city state country department site base posted workplace employment level")

// outside reports whether a column is of the objects around the rows.
func (g *guesser) outside(name string) bool {
	return g.t.Group != "" && strings.HasPrefix(name, g.t.Group+".")
}

// around finds what the columns mean that belong to the objects around the rows:
// less preferred than the rows' own.
func (g *guesser) around(name string) (all []meaning) {
	path := strings.Split(name, ".")
	last := plainName(path[len(path)-1])
	group := strings.TrimSuffix(plainName(path[len(path)-2]), "s")
	if titles[last] {
		for _, word := range []string{group, strings.TrimSuffix(group, "ie") + "y"} {
			for _, m := range dict().named(word) {
				if above[m.field] {
					return []meaning{{m.field, 80}}
				}
			}
		}
		if sorts.MatchString(group) || g.kindsOfJobs(name) {
			return []meaning{{"department", 90}}
		}
		return []meaning{{"company", 90}}
	}
	for _, m := range dict().meanings(strings.Join(path[1:], ".")) {
		if above[m.field] {
			all = append(all, meaning{m.field, m.rank + 70})
		}
	}
	return all
}

var (
	titles = set(
		"name title label key text heading nome nombre nom naam namn navn nazwa název имя название 名称 이름",
	)
	// sorts matches what groups are called that are no employers.
	sorts = pattern.New(`^(?:categor|section|team|division|area|field|topic|kind|type|page|result|quer|search|keyword|` +
		`day|date|source|site|board|tag|skill|level)`)
)

// kindsOfJobs reports whether a column holds kinds of jobs, such as "Backend
// developers", or few names in small letters.
func (g *guesser) kindsOfJobs(name string) bool {
	p := &g.ps[g.t.Index(name)]
	return p.titles >= .4
}

// said takes from the objects around a list what its rows don't tell: the employer
// whose page it was, the country, the day on which it was written.
func (g *guesser) said() {
	c := &g.m.Columns
	for _, s := range g.t.Around {
		for _, m := range dict().meanings(s.Path) {
			var f *Field
			switch m.field {
			case "company":
				f = &c.Company
			case "country":
				f = &c.Country
			case "base":
				f = &g.m.Dates.Base
			}
			if f != nil && !f.set() && len(s.Value) <= 100 && webAddress(s.Value) == "" {
				f.Value = s.Value
				g.m.notes[m.field] = "said once for all rows"
			}
		}
	}
}
