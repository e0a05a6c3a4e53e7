package employer

import (
	_ "embed"
	"slices"
	"strings"
	"sync"

	"backpay/scraper/pattern"
)

// agencyNames are recruiters by name and the words that only a recruiter's
// name holds.
//
//go:embed data/agencies.txt
var agencyNames string

// agencies returns agencyNames taken apart, as keys and words of names: a line with
// a "*" is a word.
var agencies = sync.OnceValues(func() (keys, words map[string]bool) {
	keys, words = map[string]bool{}, map[string]bool{}
	for line := range strings.Lines(agencyNames) {
		line = strings.TrimSpace(line)
		switch {
		case line == "" || line[0] == '#':
		case line[0] == '*':
			words[strings.Join(Words(line[1:]), "")] = true
		default:
			keys[Key(line)] = true
		}
	}
	return keys, words
})

// clientWords are what only one who hires for another writes.
var clientWords = []string{
	"our client is", "our client, ", "my client is", "my client, ", "on behalf of our client", "on behalf of my client", "on behalf of a client",
	"for our client ", "for our client,", "for my client", "for one of our clients", "a client of ours",
	"hires for a client", "hiring for a client", "recruits for a client", "recruiting for a client", "recruit for a client", "hires for clients", "recruits for clients",
	"hires for our client", "hiring for our client", "recruiting for our client", "behalf of an undisclosed client", "behalf of a confidential client", "unser kunde ist", "für unseren kunden", "im auftrag unseres kunden", "im auftrag eines kunden",
	"notre client,", "pour notre client", "pour l'un de nos clients", "voor onze klant", "onze opdrachtgever", "para nuestro cliente",
}

// clientRoots stand in all of them: few adverts have one.
var clientRoots = []string{"client", "kunde", "klant", "opdrachtgever"}

// clientHead is how much of a text is looked at for them, in bytes: those who serve
// clients otherwise speak of them later.
const clientHead = 600

// staffing are the terms on which contractors are let to a client, as those who let
// them write them into the title or the first lines: an employer hires neither
// "W2 only" nor "locals only".
var staffing = pattern.New(`(?i)\b(?:w-?2 (?:only|role|candidates?)|(?:only|no) (?:on )?w-?2|c2c|c2h` +
	`|corp[ -]to[ -]corp|locals? only|only locals?\b|client (?:is )?(?:looking|seeking)` +
	`|duration[\W_]{0,6}(?:\d+ ?\+ ?(?:months?|mos?)|permanent|full.{1,3}time|contract|long.term)\b)`)

// contract stands in titles of such adverts only.
var contract = pattern.New(`(?i)\bw-?2\b`)

// staffingRoots are what one of these terms needs: few adverts have one.
var staffingRoots = []string{
	"w2", "w-2", "c2c", "c2h", "corp to", "corp-to", "local only", "locals only", "only local",
	"client looking", "client is looking", "client seeking", "client is seeking", "duration",
}

// Agency reports whether an advert is a recruiter's, by the employer's name, or by
// the title or the first words of the text.
func Agency(company, title, description string) bool {
	if company != "" {
		agencyKeys, agencyWords := agencies()
		if agencyKeys[Key(company)] {
			return true
		}
		for _, w := range Words(cutNotes(company)) {
			if agencyWords[w] {
				return true
			}
		}
	}
	if len(description) > clientHead {
		description = description[:clientHead]
	}
	text := strings.ToLower(title + "\n" + description)
	if slices.ContainsFunc(staffingRoots, func(w string) bool { return strings.Contains(text, w) }) &&
		(staffing.MatchString(text) || contract.MatchString(title)) {
		return true
	}
	if !slices.ContainsFunc(clientRoots, func(w string) bool { return strings.Contains(text, w) }) {
		return false
	}
	for _, w := range clientWords {
		if strings.Contains(text, w) {
			return true
		}
	}
	return false
}

// Named reports whether a text says the first word of an employer's name, or the
// first two where the first is a word of many names or short.
func Named(name, text string) bool {
	words := nameWords(name)
	if len(words) == 0 {
		return false
	}
	say := words[0]
	if len(words) > 1 && (common()[say] || len(say) < leastCore) {
		say += " " + words[1]
	}
	title := strings.ToUpper(say[:1]) + say[1:]
	if at := strings.IndexByte(title, ' '); at > 0 {
		title = title[:at+1] + strings.ToUpper(title[at+1:at+2]) + title[at+2:]
	}
	written, _, _ := strings.Cut(strings.TrimSpace(name), " ")
	return strings.Contains(text, title) || strings.Contains(text, strings.ToUpper(say)) ||
		strings.Contains(text, say) ||
		len(words) == 1 && strings.Contains(text, written)
}
