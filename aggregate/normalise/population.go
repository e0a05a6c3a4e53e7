package normalise

import (
	_ "embed"
	"strings"

	"backpay/aggregate"
	"backpay/scraper"
)

// populations.tsv lists the words that adverts and their fields name an
// employment by, one a line: the population, and the words in small letters.
//
//go:embed populations.tsv
var populationList string

var populationWords = func() map[string]aggregate.Population {
	m := map[string]aggregate.Population{}
	for line := range strings.Lines(populationList) {
		if of, words, ok := strings.Cut(strings.TrimSpace(line), "\t"); ok && !strings.HasPrefix(of, "#") {
			m[words] = aggregate.Population(of)
		}
	}
	return m
}()

// population returns whose pay an advert's is: what its field of employment
// says, the parts of its title that are such words and nothing else ("Backend
// Engineer (Contract)", but not "Contract Manager"), and its seniority. What
// offers full time beside part time or a contract is of full time.
func population(said scraper.Posting, seniority string) aggregate.Population {
	field, full := aggregate.FullTime, false
	for _, part := range employmentParts(said.Employment) {
		p, known := populationWords[part]
		full = full || p == aggregate.FullTime
		if known {
			field = field.Stricter(p)
		}
	}
	if full && field != aggregate.Intern {
		field = aggregate.FullTime
	}
	title := field
	for _, part := range employmentParts(said.Title) {
		switch p := populationWords[part]; p {
		case aggregate.FullTime: // a title that lists what is offered
			return field
		default:
			title = title.Stricter(p)
		}
	}
	if seniority == "intern" {
		return aggregate.Intern
	}
	return title
}

// employmentParts cuts a field or a title where its parts stand apart, into
// small letters with one space between words.
func employmentParts(text string) []string {
	parts := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool {
		return strings.ContainsRune("()[],;:|/–—•·+&", r)
	})
	var out []string
	for _, p := range parts {
		for _, q := range strings.Split(p, " - ") {
			q = strings.NewReplacer("-", " ", "_", " ", ".", "").Replace(q)
			if q = strings.Join(strings.Fields(q), " "); q != "" {
				out = append(out, q)
			}
		}
	}
	return out
}
