package normalise

import (
	"bytes"
	_ "embed"
	"strings"
	"unicode"
	"unicode/utf8"

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
// Engineer (Contract)", but not "Contract Manager"), words that mean nothing
// else wherever they stand, its seniority, and where none of these says
// anything a sentence of its text ("This is a part-time role"). What offers full
// time beside part time or a contract is of full time.
func population(said scraper.Posting, seniority string) aggregate.Population {
	field, full := aggregate.FullTime, false
	eachPart(said.Employment, func(part []byte) {
		p, known := populationWords[string(part)]
		full = full || p == aggregate.FullTime
		if known {
			field = field.Stricter(p)
		}
	})
	if full && field != aggregate.Intern {
		field = aggregate.FullTime
	}
	title, lists := field, false
	eachPart(said.Title, func(part []byte) {
		p := populationWords[string(part)]
		if p == "" {
			p = anywhere(part)
		}
		lists = lists || p == aggregate.FullTime
		title = title.Stricter(p)
	})
	switch {
	case lists: // a title that lists what is offered
		return field
	case seniority == "intern":
		return aggregate.Intern
	case title == aggregate.FullTime && !full:
		return title.Stricter(sentence(said.Description))
	}
	return title
}

// eachPart cuts a field or a title where its parts stand apart and calls f with each of
// them, in small letters with one space between words. The part is good until f
// returns: this runs for every posting, and no part is kept.
func eachPart(text string, f func(part []byte)) {
	var room [96]byte
	part, space := room[:0], false
	end := func() {
		if len(part) > 0 {
			f(part)
		}
		part, space = part[:0], false
	}
	for i, r := range text {
		switch {
		case apart(r) || r == '-' && dashed(text, i):
			end()
		case r == '.':
		case r == '-' || r == '_' || unicode.IsSpace(r):
			space = true
		default:
			if space && len(part) > 0 {
				part = append(part, ' ')
			}
			part, space = utf8.AppendRune(part, unicode.ToLower(r)), false
		}
	}
	end()
}

// apart reports whether a character sets parts of a title apart.
func apart(r rune) bool {
	switch r {
	case '(', ')', '[', ']', ',', ';', ':', '|', '/', '–', '—', '•', '·', '+', '&':
		return true
	}
	return false
}

// dashed reports whether a space stands on either side of the dash at byte i.
func dashed(text string, i int) bool {
	return i > 0 && text[i-1] == ' ' && i+1 < len(text) && text[i+1] == ' '
}

// plainWords are those of the list that mean an employment wherever they stand
// in a title.
var plainWords = [...]string{
	"full time", "part time", "teilzeit", "temps partiel", "internship", "apprenticeship", "fixed term", "freelance", "working student", "werkstudent",
}

// anywhere returns the population of the first plain word in a part of a title,
// "" without any.
func anywhere(part []byte) aggregate.Population {
	for _, w := range plainWords {
		if i := bytes.Index(part, []byte(w)); i >= 0 && (i == 0 || part[i-1] == ' ') {
			return populationWords[w]
		}
	}
	return ""
}

// sentenceWords bounds the words after "This is a" that name an employment.
const sentenceWords = 5

// sentence returns the population that a text says of its job in a sentence
// "This is a 6-month contract position", "" where it has none.
func sentence(text string) aggregate.Population {
	const begins = "his is a"
	for {
		i := strings.Index(text, begins)
		if i < 0 {
			return ""
		}
		text = strings.TrimPrefix(text[i+len(begins):], "n")
		words := strings.FieldsFunc(
			strings.ToLower(text[:min(len(text), 80)]),
			func(r rune) bool { return strings.ContainsRune(" -,.;:!\n", r) },
		)
		of := aggregate.Population("")
		for k := range min(len(words), sentenceWords+1) {
			switch words[k] {
			case "role", "position", "job", "opportunity", "engagement", "assignment":
				return of
			}
			if p := populationWords[words[k]]; p != "" && k < sentenceWords {
				of = of.Stricter(p)
			} else if k+1 < len(words) && k+1 < sentenceWords {
				of = of.Stricter(populationWords[words[k]+" "+words[k+1]])
			}
		}
	}
}
