package mapping

import "strings"

// personWords are words in names of columns that are asked of people, not of
// jobs.
var personWords = []string{
	"gender", "yearsofexperience", "years of experience", "yearsatcompany", "years at company", "work year",
	"employee residence", "how old are you", "race", "your", "ethnicity",
	"totalyearlycompensation", "employee name", "employeename", "overtime pay", "years exp", "yearsexp",
	// The words for a person's sex.
	"geschlecht", "sexe", "genre", "género", "gênero", "sexo", "genere", "sesso", "geslacht", "płeć", "пол", "стать", "pohlaví",
	"pohlavie", "kön", "kjønn", "køn", "sukupuoli", "nem", "cinsiyet", "gen", "性别", "性別", "성별",
	// "your" and "you" where a question is put to somebody.
	"dein", "deine", "deinem", "deinen", "deiner", "deines", "du", "ihr", "ihre", "ihrem", "votre", "vos", "vous", "tu", "tus", "su",
	"usted", "você", "seu", "sua", "tuo", "tua", "jouw", "uw", "twoje", "twoja", "twój", "twoim", "ваш", "ваша", "ваше", "вашем", "вы",
	"din", "ditt", "sinun",
	// When a form was sent, as Google's forms call it.
	"timestamp", "zeitstempel", "horodateur", "marca temporal", "carimbo de data hora", "informazioni cronologiche", "tijdstempel",
	"sygnatura czasowa", "отметка времени", "позначка часу", "časová značka", "časové razítko", "tidsstempel", "tidstämpel",
	"aikaleima", "időbélyeg", "marcaj de timp", "zaman damgası", "タイムスタンプ", "타임스탬프", "时间戳记", "時間戳記",
}

// people finds out whether the rows are reports of people instead of adverts:
// columns that are asked of people, and no address of an advert.
func (g *guesser) people() {
	found := 0
	for i, name := range g.t.Columns {
		n := plainName(name)
		if n == "work year" && g.ps[i].number < .5 {
			continue // years of experience
		}
		for _, w := range personWords {
			if n == w || strings.Contains(" "+n+" ", " "+w+" ") {
				found++
				break
			}
		}
	}
	adverts := false
	for i := range g.ps {
		p := &g.ps[i]
		adverts = adverts || p.address > .5 || p.length > 400
	}
	if found >= 2 || found == 1 && !adverts && len(g.by["title"]) > 0 && len(g.by["company"]) == 0 {
		if !adverts {
			g.m.Kind = "observations"
			g.m.notes["pay.kind"] = "base pay, or does it hold bonus and stock too (total)?"
			g.m.notes["kind"] = "the columns ask people about themselves: no adverts"
		}
	}
}

// tells reports whether a column that is named for it holds texts of adverts, beside
// which the persons are whom to ask.
func (g *guesser) tells() bool {
	for _, c := range g.by["description"] {
		if g.ps[c.column].length >= 150 {
			return true
		}
	}
	return false
}

// statistics are names of columns that only published statistics have, reports
// those that count the persons of a row, and filings those of filings with an
// authority; sales, emails and persons are those of lists of goods and of contacts.
var (
	statistics = []string{
		"median wage", "mean wage", "a median", "a mean", "h median", "h mean",
		"tot emp", "annual median wage", "annual mean wage", "sample size", "entry wage",
	}
	sales   = []string{"price", "list price", "sku", "isbn", "in stock", "tuition", "course fee"}
	emails  = []string{"email", "e mail", "email address", "e mail address", "work email", "mail"}
	persons = []string{"first name", "last name", "full name", "surname", "contact name", "person", "name"}
	reports = []string{"salaries reported", "number of salaries", "salaries count", "salary count"}
	filings = []string{
		"case number", "prevailing wage", "soc code", "visa class", "case status",
		"wage rate of pay from", "lca case number",
	}
)

// other returns what the rows are instead of adverts or reports of people, ""
// where nothing speaks against these.
func (g *guesser) other() string {
	count := func(words []string) (n int) {
		for _, name := range g.t.Columns {
			name = plainName(name)
			for _, w := range words {
				if name == w {
					n++
				}
			}
		}
		return n
	}
	switch {
	case count(statistics) >= 2, count(reports) > 0:
		return "its rows are statistics of many people each"
	case count(emails) > 0 && count(persons) > 0 && len(g.by["title"]) > 1 && !g.tells():
		return "its rows are persons"
	case count(sales) > 0 && len(g.by["company"]) == 0:
		return "its rows are things for sale"
	case count(filings) >= 2:
		return "its rows are filings with an authority"
	}
	return ""
}
