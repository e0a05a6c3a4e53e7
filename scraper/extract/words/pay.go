package words

import (
	"backpay/scraper"
	"backpay/scraper/extract/htmltext"
)

// WithPeriod gives pay the period that a field words, and its flag. Amounts
// for a period that nobody knows can't be compared with others: the word is
// kept as the text beside them, and they are flagged.
func WithPeriod(p scraper.Pay, word string) scraper.Pay {
	p.Period = Period(word)
	if word = htmltext.Line(word); p.Period == "" && word != "" {
		p.Text, p.Flag = word, "unknown-period"
		return p
	}
	p.Flag = Flag(p)
	return p
}
