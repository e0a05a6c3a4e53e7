package extract

import "backpay/scraper"

// Lines is Line for each text of a list, without the empty ones; nil where
// none is left.
func Lines(texts []string) []string {
	var lines []string
	for _, t := range texts {
		if l := Line(t); l != "" {
			lines = append(lines, l)
		}
	}
	return lines
}

// WithPeriod gives pay the period that a field words, and its flag. Amounts
// for a period that nobody knows can't be compared with others: the word is
// kept as the text beside them, and they are flagged.
func WithPeriod(p scraper.Pay, word string) scraper.Pay {
	p.Period = Period(word)
	if word = Line(word); p.Period == "" && word != "" {
		p.Text, p.Flag = word, "unknown-period"
		return p
	}
	p.Flag = Flag(p)
	return p
}
