package mapping

import (
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"backpay/scraper/extract/places"
	"backpay/scraper/pattern"
	"backpay/scraper/rows"
)

// profile is what the cells of a column hold: shares of the filled cells, but
// for filled, which is a share of the rows.
type profile struct {
	name     string
	filled   float64
	distinct float64
	count    int     // filled cells
	kinds    int     // different cells
	length   float64 // mean, in characters

	address, date, relative, number, money, flag, text, path, codes, hex, places, countries float64

	counts   bool // whole numbers that go up by one: an index
	dayFirst bool // some date has a first number above 12
	dayLast  bool // some date has a second number above 12
	slashes  bool // dates are of numbers of which none is a year of four digits in front
	titles   float64
	rated    float64 // names of employers with a rating
	samples  []string
	values   map[string]int
}

var (
	moneyText = pattern.New(
		`(?i)[$€£¥₹₽₫₩฿₺]|R\$|\b(?:USD|EUR|GBP|INR|CAD|AUD|PLN|CZK|RUB|BRL|MYR|VND|CNY|SGD|HKD|CHF|SEK|NOK|DKK|HUF|RON|THB|PHP|IDR|JPY|KRW|TRY|UAH|MXN|ARS|CLP|COP|PEN|ZAR|KES|NGN|EGP|AED|SAR|PKR|BDT|LKR)\b|\b\d+(?:\.\d+)?\s?[kK]\b|\blacs?\b|\blakhs?\b|\blpa\b|zł|Kč|руб|元|万|千|triệu|\bRM\s?\d`,
	)
	placeLike = pattern.New(
		`^[\p{Lu}][\pL .'-]+(?:, (?:[A-Z]{2}|[\p{Lu}][\pL ]+)(?:, [\p{Lu}][\pL ]+)?| \([A-Z]{2}\))$|^Remote\b`,
	)
	// hexCode matches a key of a database: a UUID, a hash.
	hexCode    = pattern.New(`(?i)^(?:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[0-9a-f]{24,64})$`)
	isPath     = pattern.New(`^/[^\s]{8,}$`)
	titleWords = pattern.New(
		`(?i)engineer|developer|entwickler|manager|analyst|scientist|architect|designer|consultant|specialist|administrator|technician|assistant|director|programmer|ingenieur|ingénieur|ingeniero|desarrollador|desenvolvedor|analista|développeur|разработчик|аналитик|инженер|менеджер|программист|工程师|开发|经理|专员|(?:m/w/[dx])|\b(?:nurse|teacher|driver|clerk|intern|lead|officer|accountant|sales|support|planner|executive|coordinator|supervisor|recruiter)\b` +
			// Trades in the languages whose adverts name nothing else.
			`|\b(?:vaga de|operadora?|assistente|auxiliar|administrativ[oa]|atendente|vendedora?|motorista|enfermeir[oa]|professora?|gerente|recepcionista|cozinheir[oa]|contadora?|abogad[oa]|ingenier[oa]|asistente|conductora?|cociner[oa]|camarer[oa]|desarrolladora?|chargée? d|technicien(?:ne)?|vendeu(?:r|se)|infirmi(?:er|ère)|comptable|chauffeur|sachbearbeiter|pflegefach|verkäufer|fahrer|mitarbeiter|programista|inżynier|specjalist|kierowca|sprzedawca)` +
			`|kỹ sư|nhân viên|lập trình viên|chuyên viên|trưởng phòng|водитель|продавец|бухгалтер|оператор|врач|учитель|엔지니어|개발자|인턴|エンジニア|スタッフ|正社員|アルバイト`,
	)
)

const profileRows = 300

// profiles looks at the first rows of a table.
func profiles(t *rows.Table) []profile {
	sample := t.Sample[:min(len(t.Sample), profileRows)]
	all := make([]profile, len(t.Columns))
	for c := range t.Columns {
		all[c] = profileOf(t.Columns[c], sample, c)
	}
	return all
}

func profileOf(name string, sample []rows.Row, column int) profile {
	p := profile{name: name, values: map[string]int{}, counts: true}
	runs, last := 0, -1
	base := time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)
	for _, row := range sample {
		cell := row.Cell(column)
		if absent(fold(cell[:min(len(cell), 30)])) {
			continue
		}
		p.count++
		if len(p.samples) < 3 && (len(p.samples) == 0 || p.values[cell] == 0) {
			p.samples = append(p.samples, cell)
		}
		p.values[cell[:min(len(cell), 200)]]++
		p.length += float64(utf8.RuneCountInString(cell))
		if n, err := strconv.Atoi(strings.TrimSuffix(cell, ".0")); err == nil {
			if last >= 0 && n == last+1 {
				runs++
			}
			last = n
		} else {
			p.counts = false
		}
		p.look(cell, base)
	}
	if p.count == 0 {
		return profile{name: name, values: p.values}
	}
	n := float64(p.count)
	p.kinds = len(p.values)
	p.filled, p.distinct, p.length = n/float64(len(sample)), float64(p.kinds)/n, p.length/n
	for _, share := range []*float64{&p.address, &p.date, &p.relative, &p.number, &p.money, &p.flag, &p.text, &p.path, &p.titles, &p.codes, &p.hex, &p.places, &p.countries, &p.rated} {
		*share /= n
	}
	p.counts = p.counts && p.count > 3 && runs >= p.count*3/4
	return p
}

// look counts what one cell may be.
func (p *profile) look(cell string, base time.Time) {
	if len(cell) > 2000 {
		p.text++
		return
	}
	if webAddress(cell) != "" {
		p.address++
		return
	}
	if isPath.MatchString(cell) {
		p.path++
	}
	if len(cell) < 60 && placeLike.MatchString(cell) || inCity(cell) {
		p.places++
	}
	if places.Country(cell) != "" {
		p.countries++
	}
	if _, place := employerAndPlace(cell); place != "" || starsAbove.MatchString(cell) {
		p.rated++
	}
	if !strings.Contains(cell, " ") && digit.MatchString(cell) {
		p.codes++
		if hexCode.MatchString(cell) {
			p.hex++
		}
	}
	_, isNumber := amount(cell, "")
	if isNumber = isNumber && !numericDate.MatchString(cell); isNumber { // "3. 2. 2026" is none
		p.number++
	}
	if _, relative, ok := date(cell, "dmy", base); ok || relative {
		p.date++
		if relative {
			p.relative++
		}
	} else if _, _, ok := date(cell, "mdy", base); ok {
		p.date++
	}
	if m := numericDate.FindStringSubmatch(cell); m != nil && len(m[1]) <= 2 {
		first, _ := strconv.Atoi(m[1])
		second, _ := strconv.Atoi(m[2])
		p.slashes = true
		p.dayFirst, p.dayLast = p.dayFirst || first > 12, p.dayLast || second > 12
	}
	if digit.MatchString(cell) && moneyText.MatchString(cell) {
		p.money++
	}
	switch fold(cell) {
	case "true", "false", "0", "1", "0.0", "1.0", "yes", "no", "t", "f", "y", "n":
		p.flag++
	}
	if !isNumber && letter.MatchString(cell) {
		p.text++
		if len(cell) < 150 && titleWords.MatchString(cell) {
			p.titles++
		}
	}
}
