package dedupe

import (
	_ "embed"
	"regexp"
	"slices"
	"strings"
)

// agencyNames are recruiters by name and the words that only a recruiter's
// name holds.
//
//go:embed data/agencies.txt
var agencyNames string

// agencyKeys and agencyWords are agencyNames taken apart: a line with a "*" is
// a word of names.
var agencyKeys, agencyWords = func() (map[string]bool, map[string]bool) {
	keys, words := map[string]bool{}, map[string]bool{}
	for line := range strings.Lines(agencyNames) {
		line = strings.TrimSpace(line)
		switch {
		case line == "" || line[0] == '#':
		case line[0] == '*':
			words[strings.Join(split(line[1:]), "")] = true
		default:
			keys[Employer(line)] = true
		}
	}
	return keys, words
}()

// clientWords are what only one who hires for another writes.
var clientWords = []string{
	"our client is", "our client, ", "my client is", "my client, ", "on behalf of our client", "on behalf of my client", "on behalf of a client",
	"for our client ", "for our client,", "for my client", "for one of our clients", "a client of ours", "unser kunde ist", "für unseren kunden", "im auftrag unseres kunden", "im auftrag eines kunden",
	"notre client,", "pour notre client", "pour l'un de nos clients", "voor onze klant", "onze opdrachtgever", "para nuestro cliente",
}

// clientRoots stand in all of them: few adverts have one.
var clientRoots = []string{"client", "kunde", "klant", "opdrachtgever"}

// clientHead is how much of a text is looked at for them, in bytes: those who serve
// clients otherwise speak of them later.
const clientHead = 600

// Agency reports whether an advert is a recruiter's, by the employer's name or
// by the first words of the text.
func Agency(company, description string) bool {
	if company != "" {
		if agencyKeys[Employer(company)] {
			return true
		}
		for _, w := range split(cutNotes(company)) {
			if agencyWords[w] {
				return true
			}
		}
	}
	if len(description) > clientHead {
		description = description[:clientHead]
	}
	text := strings.ToLower(description)
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

// domain is a company's name that is its site's: "Niche.com".
var domain = regexp.MustCompile(`^(\pL[\pL\d-]{3,})\.(?:com|io|ai|co|org|net|de|fr|nl|es|pl|co\.uk)$`)

// alias is another name of the employer: its site's name without ".com" and
// its like, or what its board tells, the board's
// token or the site's own domain, where the employer's name begins with it and
// goes on ("palantir" for Palantir Technologies). "" where it tells nothing.
func alias(company, board string) string {
	if m := domain.FindStringSubmatch(strings.TrimSpace(cutNotes(company))); m != nil {
		return Employer(m[1])
	}
	name := split(cutNotes(company))
	if len(name) < 2 || board == "" {
		return ""
	}
	// A site's name may stand in any part of its host: careers.acme.co.uk.
	tokens := strings.Split(strings.ToLower(board), ".")
	if len(tokens) == 1 {
		tokens[0] = strings.Join(split(board), "")
	}
	got := ""
	for _, w := range name[:len(name)-1] {
		if got += w; len(got) >= 4 && got != Employer(company) && slices.Contains(tokens, got) {
			return got
		}
	}
	return ""
}
