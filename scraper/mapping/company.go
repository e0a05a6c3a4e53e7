package mapping

import (
	"strings"

	"backpay/scraper"
	"backpay/scraper/extract/htmltext"
	"backpay/scraper/pattern"
	"backpay/scraper/rows"
)

// rating matches the stars that scrapes of Glassdoor leave after a name, and with
// the number of reviews those of Naukri.
var rating = pattern.New(`\s*\n\s*\d(?:[.,]\d)?\s*★?$|\s*[1-5][.,]\d\s*★$|\s*\d[.,]\d+\s*(?i:reviews?)$`)

func (r *Reader) company(row rows.Row) string {
	s := r.raw(row, r.columns.company)
	if strings.ContainsAny(s, "0123456789") {
		s = rating.ReplaceAllString(starsAbove.ReplaceAllString(s, "$1"), "")
	}
	s = trimmed(htmltext.Line(s))
	if scraper.Placeholder(s) || withheld.MatchString(fold(s)) {
		return ""
	}
	if !r.reads(r.columns.place) {
		s, _ = employerAndPlace(s)
	}
	return s
}

// withheld matches what stands where an employer isn't named, in the words of
// several languages: "Company not stated".
var withheld = pattern.New(`^(?:компания|работодатель|организация|company|employer|name|empresa|entreprise|société|firma|unternehmen|azienda)` +
	` (?:name )?(?:is |ist |est |é |è )?(?:не указан[аоы]?|скрыт[аоы]?|not (?:\pL+ )?(?:stated|named|given|shown|known|listed|found)|withheld|hidden|no (?:especificad|indicad)[ao]|` +
	`não (?:informad|identificad)[ao]|non (?:précisée?|communiquée?|renseignée?|specificat[ao]|indicat[ao])|nicht (?:angegeben|genannt)|nieznana|anonyme?|anonym|anónima|anônima|confidencial|confidentielle|riservata)$` +
	`|^[（(]?(?:事業所の意向により)?(?:公開していません|(?:会?社名|企業名)?非公開)[）)]?$|^(?:회사명? ?)?비공개$|^(?:公司)?保密$`)

// ratedPlace matches a name, its rating, and the place that a scrape of the box
// around the three leaves in one cell.
var ratedPlace = pattern.New(`^(\S.{1,80}?)\s+[1-5][.,]\d\s+(\p{Lu}\pL+.*)$`)

// starsAbove matches the stars above the name in the box around the two that a scrape
// leaves in one cell.
var starsAbove = pattern.New(`^[1-5][.,]\d\s*\n\s*(\PN.*)$`)

// employerAndPlace parts a cell with the name, the rating and the place of an
// employer; place is "" in other cells.
func employerAndPlace(cell string) (employer, place string) {
	if m := ratedPlace.FindStringSubmatch(cell); m != nil {
		return m[1], m[2]
	}
	return cell, ""
}
