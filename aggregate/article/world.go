package article

import (
	"cmp"
	"slices"
	"strings"

	"backpay/aggregate"
	"backpay/aggregate/pay"
	"backpay/aggregate/place"
	"backpay/scraper"
)

// own is the name of the source that is us.
const own = "backpay"

// world is the evidence, ready to be asked.
type world struct {
	ev    Evidence
	today string
	notes map[string]inline
	refs  []Reference

	withheld []aggregate.Figure // of ours, which say only that they are too few

	aliases  []alias           // longest first
	hosts    map[string]string // sources by host
	skill    map[string]string // skills by lower case
	skillsBy map[byte][]string
	towns    map[string]subject // towns of the evidence by lower case
	resolved map[string]subject

	general   general           // what the text says of all its figures
	near      string            // the country of the heading
	so        carried           // what the paragraph before said
	monthly   bool              // the text counts by the month
	only      section           // what the text under the heading has said
	alone     section           // what the whole text has said
	countries []string          // that the article is about, by its title
	country   string            // the one country that it is about, where it shows
	lone      string            // the only country that it names or whose money it speaks of
	loose     bool              // it shows by how often it is named alone
	companies map[string]string // of the evidence by lower case
}

// alias is a name of a source in small letters. As is set where the name is a
// plain word too, and counts only as written so.
type alias struct{ text, as, name string }

// commonSkills are kept apart from names of places and sources even where no
// evidence has them.
var commonSkills = []string{
	"Python",
	"Java",
	"Go",
	"Golang",
	"Rust",
	"Ruby",
	"Rails",
	"Node.js",
	"PHP",
	"Scala",
	"Kotlin",
	"Elixir",
	"Erlang",
	"C++",
	"C#",
	".NET",
	"SQL",
	"PostgreSQL",
	"MySQL",
	"Kubernetes",
	"Docker",
	"Terraform",
	"Kafka",
	"Redis",
	"AWS",
	"Azure",
	"GraphQL",
	"TypeScript",
	"JavaScript",
	"React",
	"Django",
	"Spring",
	"Linux",
	"COBOL",
	"Snowflake",
	"Databricks",
	"Apache Spark",
	"Airflow",
	"dbt",
	"Elasticsearch",
	"MongoDB",
	"Cassandra",
	"Hadoop",
	"Tableau",
	"Power BI",
	"TensorFlow",
	"PyTorch",
	"GCP",
	"Google Cloud",
	"Jenkins",
	"Ansible",
	"RabbitMQ",
	"Spring Boot",
	"Angular",
	"Laravel",
	"Perl",
	"Haskell",
	"Clojure",
	"Swift",
}

func newWorld(ev Evidence) *world {
	w := &world{
		ev: ev, today: ev.Today, hosts: map[string]string{}, skill: map[string]string{}, skillsBy: map[byte][]string{},
		towns: map[string]subject{}, resolved: map[string]subject{}, companies: map[string]string{},
	}
	for _, s := range commonSkills {
		w.addSkill(s)
	}
	names := map[string]bool{}
	w.addPublishers()
	w.addSources(names)
	w.addClaims(names)
	w.addFigures()
	w.refs = append(w.refs, ranges(w.refs)...)
	slices.SortStableFunc(w.aliases, func(a, b alias) int { return cmp.Compare(len(b.text), len(a.text)) })
	return w
}

// addPublishers adds those that texts name.
func (w *world) addPublishers() {
	for _, p := range publishers() {
		for _, n := range p.names {
			w.addAlias(n, p.sources[0])
			if strings.Contains(n, ".") && !strings.Contains(n, " ") {
				w.hosts[n] = p.sources[0]
			} else if !strings.Contains(n, " ") {
				w.hosts[n+".com"] = p.sources[0]
			}
		}
		for _, n := range p.plain {
			w.aliases = append(w.aliases, alias{strings.ToLower(n), n, p.sources[0]})
		}
	}
}

// addSources adds the sources of the evidence and notes their names.
func (w *world) addSources(names map[string]bool) {
	for _, s := range w.ev.Sources {
		names[s.Name] = true
		if h := hostOf(s.Homepage); h != "" && w.hosts[h] == "" {
			w.hosts[h] = publisherOf(s.Name)
		}
		if publisherOf(s.Name) != s.Name || plainNames[s.Name] {
			continue
		}
		w.addAlias(s.Name, s.Name)
		title := strings.ToLower(s.Title)
		w.addAlias(title, s.Name)
		for _, cut := range []string{" survey", " ("} {
			if before, _, found := strings.Cut(title, cut); found {
				w.addAlias(before, s.Name)
			}
		}
	}
}

// addClaims adds what is published, with the sources that have no name yet.
func (w *world) addClaims(names map[string]bool) {
	for _, c := range w.ev.Claims {
		w.refs = append(w.refs, ofClaim(c))
		if !names[c.Source] {
			names[c.Source] = true
			if publisherOf(c.Source) == c.Source && !plainNames[c.Source] {
				w.addAlias(c.Source, c.Source)
			}
		}
		if h := hostOf(c.URL); h != "" && w.hosts[h] == "" {
			w.hosts[h] = publisherOf(c.Source)
		}
		if c.Company != "" {
			w.companies[strings.ToLower(c.Company)] = c.Company
		}
		w.addSkill(c.Skill)
		if c.City != "" {
			w.towns[strings.ToLower(c.City)] = subject{country: c.Country, city: c.City, metro: c.Metro}
		}
	}
}

// addFigures adds our own figures.
func (w *world) addFigures() {
	for _, f := range w.ev.Figures {
		if !f.IsHeadline() {
			continue // an article that says nothing means jobs as most are
		}
		w.addSkill(f.Skill)
		w.addTowns(f.Place, f.Country)
		if f.Grade == aggregate.Withheld {
			w.withheld = append(w.withheld, f)
			continue // no value of it is held against anything
		}
		r := ofFigure(f)
		if r.AsOf == "" && f.Side == scraper.Posted {
			r.AsOf = clip(w.ev.Today, 7) // adverts that are open today
		}
		w.refs = append(w.refs, r)
	}
}

// plainNames are sources whose names are plain words, and which nobody quotes.
var plainNames = map[string]bool{
	"lever":      true,
	"greenhouse": true,
	"workable":   true,
	"reed":       true,
	"torre":      true,
	"breezy":     true,
	"rippling":   true,
	"pinpoint":   true,
	"comeet":     true,
	"remotive":   true,
	"levels":     true,
	"indeed":     true,
	"talent":     true,
	"workday":    true,
	"muse":       true,
	"habr":       true,
	"cpi":        true,
	"ppp":        true,
}

// addAlias adds a name that an article may call a source; a short or general
// one would be met in any sentence.
func (w *world) addAlias(text, name string) {
	text = strings.ToLower(strings.TrimSpace(text))
	general := map[string]bool{
		"office":  true,
		"survey":  true,
		"salary":  true,
		"the":     true,
		"jobs":    true,
		"wages":   true,
		"careers": true,
		"boards":  true,
	}
	if len(text) < 3 || general[text] || slices.Contains(w.aliases, alias{text: text, name: name}) {
		return
	}
	w.aliases = append(w.aliases, alias{text: text, name: name})
}

// roleWords are skills by name that texts use for roles.
var roleWords = map[string]bool{
	"software":              true,
	"web":                   true,
	"front-end":             true,
	"frontend":              true,
	"front end":             true,
	"back-end":              true,
	"backend":               true,
	"back end":              true,
	"full-stack":            true,
	"full stack":            true,
	"fullstack":             true,
	"mobile":                true,
	"data":                  true,
	"devops":                true,
	"security":              true,
	"cloud":                 true,
	"embedded":              true,
	"qa":                    true,
	"engineering":           true,
	"software engineering":  true,
	"software development":  true,
	"web development":       true,
	"data science":          true,
	"data engineering":      true,
	"machine learning":      true,
	"android":               true,
	"ios":                   true,
	"cloud security":        true,
	"quality assurance":     true,
	"site reliability":      true,
	"business intelligence": true,
}

func (w *world) addSkill(name string) {
	low := strings.ToLower(name)
	if roleWords[low] || low == "" || !isWord(low[0]) && low[0] != '.' || w.skill[low] != "" {
		return
	}
	w.skill[low] = name
	w.skillsBy[low[0]] = append(w.skillsBy[low[0]], low)
}

// addTowns adds the towns that a figure's place names: those of a
// metropolitan area, or the one.
func (w *world) addTowns(name, country string) {
	if name == "" || name == "onsite" || name == "hybrid" || name == "remote" {
		return
	}
	title := place.Metro(name)
	if title == "" {
		w.towns[strings.ToLower(name)] = subject{country: country, city: name}
		return
	}
	towns, _, _ := strings.Cut(title, ",")
	for town := range strings.SplitSeq(towns, "-") {
		if low := strings.ToLower(town); w.towns[low] == (subject{}) {
			w.towns[low] = subject{country: country, city: town, metro: name}
		}
	}
}

// homes are the countries of currencies that one country alone has.
var homes = map[string]string{
	"GBP": "GB",
	"INR": "IN",
	"CHF": "CH",
	"PLN": "PL",
	"SEK": "SE",
	"NOK": "NO",
	"DKK": "DK",
	"JPY": "JP",
	"BRL": "BR",
	"MXN": "MX",
	"ILS": "IL",
	"CZK": "CZ",
	"HUF": "HU",
	"RON": "RO",
	"CAD": "CA",
	"AUD": "AU",
	"NZD": "NZ",
	"SGD": "SG",
	"HKD": "HK",
	"ZAR": "ZA",
	"UAH": "UA",
	"TRY": "TR",
	"PHP": "PH",
	"KRW": "KR",
	"CNY": "CN",
	"RUB": "RU",
}

// settleSign gives a number whose word for money several countries share ("pesos",
// "kr") that of the article's country.
func (w *world) settleSign(n *number, text string) {
	if n.currency != "" || n.percent || w.country == "" {
		return
	}
	if own := pay.Amounts(text[n.start:n.end], w.country); len(own) == 1 && own[0].Sign && own[0].Currency != "" {
		n.currency, n.bare = own[0].Currency, false
	}
}

// settle gives a finding what the article leaves open and everybody
// understands: the country of the report, its dollar.
func (w *world) settle(f *Finding) {
	if f.Country == "" {
		code := f.Currency
		f.Country = homes[code]
	}
	if f.Country == "" {
		code := f.Currency
		if code == "" || code == "$" && pay.Currency(w.ev.Country) != "" || code == pay.Currency(w.ev.Country) ||
			code == w.ev.Currency {
			f.Country = w.ev.Country
		}
		dollars := code == "$" && (!w.loose || strings.HasSuffix(pay.Currency(w.country), "D"))
		if code == "" && f.Kind != Pay && w.lone != "" {
			f.Country = w.lone
		}
		if w.country != "" && (code == "" || dollars || code == pay.Currency(w.country)) {
			f.Country = w.country
		}
	}
	if f.Kind != Pay && f.Kind != Difference {
		return
	}
	home := pay.Currency(f.Country)
	switch f.Currency {
	case "$":
		f.Currency = "USD"
		if pay.WritesDollar(home) && strings.HasSuffix(home, "D") {
			f.Currency = home
		}
	case "":
		if f.Value != 0 && !f.percent {
			f.Currency = cmp.Or(home, w.ev.Currency)
		}
	}
}
