package article

import (
	"strings"

	"backpay/scraper/pattern"
)

// countKind returns Count for a number of openings or of people in a role, and ""
// for a sample; it isn't sure of others.
func (w *world) countKind(
	text string,
	n number,
	clause string,
	said []mention,
	found []Finding,
) (kind string, sure bool) {
	after, large := text[n.end:], n.val >= 100 && n.high == 0
	if sampled.MatchString(after) || outOf.MatchString(text[:n.start]) {
		return "", true
	}
	if m := countAfter.FindStringSubmatch(after); m != nil {
		noun := strings.ToLower(m[1])
		if n.val >= 10 && n.high == 0 && !restsOn.MatchString(text) && !w.isSample(text, n) &&
			(noun == "openings" || noun == "vacancies" || countWords.MatchString(text)) {
			return Count, true
		}
		return "", true
	}
	lead := text[max(0, n.start-60):n.start]
	i := len(found) - 1
	switch {
	case large && headcount.MatchString(lead) && (people(said, n.end) || workers.MatchString(after)),
		n.bare && i >= 0 && found[i].Kind == Count && risesTo.MatchString(text[found[i].offset+len(found[i].Text):n.start]),
		large && people(said, n.end) && areAtWork.MatchString(after),
		large && openingsMove.MatchString(lead),
		// "1,240 jobs in Dublin, 6,800 in London"
		n.bare && i >= 0 && found[i].Kind == Count && inTown.MatchString(after),
		large && countBefore.MatchString(lead) && !payWords.MatchString(clause),
		w.countsAtWork(text, n, lead, after):
		return Count, true
	}
	return "", false
}

// countsAtWork reports whether a number is of all people in an occupation, and not of
// some who were asked.
func (w *world) countsAtWork(text string, n number, lead, after string) bool {
	return n.val >= 10000 && n.high == 0 && atWork.MatchString(after) &&
		!restsOn.MatchString(text) && !w.isSample(text, n) && !asked.MatchString(lead)
}

// areAtWork follows a number of people who have a role: "1.8 million developers work in the US".
var areAtWork = pattern.New(`(?i)^ (?:[\p{L}-]+ ){1,3}(?:work|(?:are|were) (?:employed|working))\b`)

// risesTo stands between a count and what it came to: "1,400 roles in mid-2025, rising to".
var risesTo = pattern.New(`(?i)^[^.;]{0,60}\b(?:rising|growing|up|falling|down|dropping) to (?:about |around |` +
	`over )?$`)

// outOf is what stands before what a share is counted in: "63 of every 1,000 jobs".
var outOf = pattern.New(`(?i)\b(?:of|per|in) (?:every |each )$|\bper $`)

var (
	// headcount stands before a number of people in a role, said of an occupation.
	headcount = pattern.New(
		`(?i)\b(?:counted|employed|employs|lists|there (?:are|were))(?: about| around| some| roughly| over| nearly|` +
			` more than| approximately| an estimated)?\s+$`,
	)
	// workers follows a number of people at work.
	workers = pattern.New(`(?i)^ (?:[\p{L}-]+ )?(?:people|americans|workers|employed|working)\b`)
	// atWork follows a number of people in an occupation, asked stands before one of
	// those who answered.
	atWork = pattern.New(`(?i)^ (?:[\p{L}-]+ )?(?:workers|employees|americans)\b`)
	asked  = pattern.New(`(?i)\b(?:surveys?|surveyed|polls?|polled|asked|quizzed|responses|data|reports)\b`)
)
