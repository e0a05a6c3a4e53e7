package article

import (
	"slices"
	"strings"

	"backpay/scraper/pattern"
)

// choose is the mention of a kind that a number goes with.
func choose(
	said []mention, what string, c span, starts []int, n number, all []number, text string, accept func(mention) bool,
) (best mention, ok bool) {
	least := 1 << 30
	shared := what == "statistic" || what == "kind" || what == "year" || what == "role" || what == "place"
	near := surroundings{what: what, clause: c, starts: starts, n: n, text: text}
	near.next, near.prev = neighbours(text, n, all, shared)
	if what == "role" || what == "place" {
		near.prev = beforeBoth(text, n, all, near.prev)
	}
	for _, m := range said {
		if m.what != what || !accept(m) {
			continue
		}
		if what == "place" && m.start > n.end && likened.MatchString(text[n.end:m.start]) {
			continue
		}
		r, fits := near.distance(m, func() bool { return onlyYear(said, m, all, text) })
		if !fits {
			continue
		}
		if (what == "role" || what == "place") && second.MatchString(text[max(0, m.start-40):m.start]) &&
			(m.end > n.start || !itsLabel.MatchString(text[m.end:n.start])) {
			if m.start > n.end && m.value == everyone {
				continue // "17 %, faster than the average for all occupations"
			}
			r += 8000
		}
		if r < least {
			best, least, ok = m, r, true
		}
	}
	return best, ok
}

// surroundings are where a number stands: its clause, and where the next figure
// begins and the one before ends.
type surroundings struct {
	what       string
	clause     span
	starts     []int
	n          number
	text       string
	next, prev int
}

// distance ranks a mention by how closely it goes with the number, the smaller
// the closer; false where it goes with another.
func (s surroundings) distance(m mention, only func() bool) (int, bool) {
	n, inside := s.n, m.start >= s.clause.from && m.start < s.clause.to
	switch {
	case s.ofAnother(m, inside):
		return 0, false
	case inside && m.end <= n.start && m.start >= s.prev:
		return n.start - m.end, true
	case inside && m.start >= n.end && m.start < s.next:
		return 5 + m.start - n.end, true
	case s.what == "statistic" && m.start >= n.end && m.start < s.next && s.next < len(s.text) &&
		bracketed(s.text[n.end:m.start]) && bracketed(s.text[n.end:s.next]):
		return 0, false // "€40k (average €33k)"
	case m.start >= n.end && m.start < s.next && s.inOwnBrackets(m):
		return 2000 + m.start - n.end, true
	case m.start >= s.prev && m.end <= n.start:
		// "$95,000, says one site, while ...": that one's
		elsewhere := s.what == "source" && s.prev > 0 && turns.MatchString(s.text[s.clause.from:n.start])
		return 4000 + n.start - m.end, !elsewhere
	case m.start >= n.end && m.start < s.next && s.next == len(s.text):
		return 5000 + m.start - n.end, true
	case m.end <= n.start: // said before another figure
		r := 10000 + n.start - m.end
		if bracketed(s.text[:m.start]) && strings.Contains(s.text[m.end:n.start], ")") {
			r += 3000 // in the brackets of that one
		}
		return r, true
	case m.start >= n.end:
		return s.after(m, only)
	}
	return 0, false
}

// inOwnBrackets reports whether a mention stands in brackets behind the number, and not in
// those of another one: "(economists, $115,440), 15-2051 (data scientists, $124,590)".
func (s surroundings) inOwnBrackets(m mention) bool {
	between := s.text[s.n.end:m.start]
	return bracketed(between) && !(bracketed(s.text[:s.n.start]) && strings.Contains(between, ")"))
}

// ofAnother reports whether the words say that a mention goes with another figure.
func (s surroundings) ofAnother(m mention, inside bool) bool {
	if m.end <= s.n.start {
		return s.ofOneBefore(m)
	}
	if m.start < s.n.end {
		return false
	}
	between := s.text[s.n.end:m.start]
	switch s.what {
	case "place": // "led with $149,700, followed by Seattle ($141,200)"
		if owns.MatchString(s.text[m.end:]) && strings.Contains(between, ",") || followedBy.MatchString(between) {
			return true
		}
		return s.turnsTo(m, inside)
	case "kind": // "€95,000 plus a bonus of €12,000"
		return m.start < s.next && s.next < len(s.text) && plus.MatchString(between)
	case "statistic": // "a median of €63,000 with an average of €60,000"
		return m.start < s.next && s.next < len(s.text) && withIts.MatchString(between)
	case "year": // "up 1.2 % from 2023"
		return since.MatchString(s.text[:m.start])
	case "source":
		return s.sourceOfNext(m, inside, between)
	}
	return false
}

// ofOneBefore reports whether a mention that stands before a figure goes with another
// one before it.
func (s surroundings) ofOneBefore(m mention) bool {
	closed := bracketed(s.text[:m.start]) && strings.Contains(s.text[m.end:s.n.start], ")") &&
		strings.LastIndexByte(s.text[:m.start], '(') > 0
	switch s.what {
	case "role": // "$90,000 at the entry level to $160,000 for seniors"
		return m.value == "" && s.prev > 0 && m.start >= s.prev && atLevel.MatchString(s.text[s.prev:m.start]) &&
			ownLevel.MatchString(s.text[s.n.end:])
	case "year": // in the brackets of the figure before
		if s.prev > 0 && m.start >= s.prev && inYear.MatchString(s.text[s.prev:m.start]) && ownYear.MatchString(s.text[s.n.end:]) {
			return true // "$141,000 in 2022 to $129,000 in mid-2023"
		}
		return s.prev > 0 && m.end <= s.prev+60 && closed || since.MatchString(s.text[:m.start])
	case "source":
		return s.prev > 0 && closed
	}
	return false
}

// sourceOfNext reports whether a publisher that stands behind a figure goes with the
// next one.
func (s surroundings) sourceOfNext(m mention, inside bool, between string) bool {
	switch {
	case thanThat.MatchString(between): // "$108,000, which is lower than $116,000 provided by Glassdoor"
		return true
	case m.start > s.next && strings.Contains(between, ";") && !saysIt.MatchString(s.text[m.end:]):
		return true // "one pays ...; of the other, a site says ...", and not "..., Hired reports."
	case s.turnsTo(m, inside):
		return true
	}
	// "growth of 17 %, and LinkedIn lists 21,000 openings"
	return !inside && another.MatchString(between) && says.MatchString(s.text[m.end:])
}

// turnsTo reports whether a mention begins another statement with a figure of
// its own: "fell to £525, and in Manchester they slipped below £475".
func (s surroundings) turnsTo(m mention, inside bool) bool {
	if inside || s.next == len(s.text) || s.next <= m.start {
		return false
	}
	more := strings.ContainsAny(s.text[m.end:s.next], ",;")
	return withThe.MatchString(s.text[:m.start]) || !more && turnsTo.MatchString(s.text[:m.start])
}

// after is distance for what stands behind other figures.
func (s surroundings) after(m mention, only func() bool) (int, bool) {
	r := 20000 + m.start - s.n.end
	if m.start >= s.next {
		r += 10000
	}
	switch {
	case s.what != "statistic" && s.what != "kind" && s.what != "year":
		return r, true
	case s.what == "year" && only():
		return r, true // "$80,000 at the bottom and $210,000 at the top in May 2024"
	case m.start >= s.next:
		return 0, false // said of the next one
	}
	return r, s.next == len(s.text) ||
		clauseAt(s.starts, m.start, len(s.text)) != clauseAt(s.starts, s.next, len(s.text))
}

// together returns the skills that a text lists with one: "Python and Go".
func together(text string, said []mention, m mention) string {
	var list []mention
	for _, o := range said {
		if o.what != "skill" || !o.known {
			continue
		}
		if n := len(list); n > 0 && !listed.MatchString(text[list[n-1].end:o.start]) {
			if list[n-1].end >= m.end {
				break
			}
			list = nil
		}
		list = append(list, o)
	}
	var names []string
	for _, o := range list {
		names = append(names, o.value)
	}
	if !slices.Contains(names, m.value) {
		return m.value
	}
	return strings.Join(names, ", ")
}

// onlyYear reports whether a year is the only one of a sentence and stands after
// all its figures: it is then said of all of them.
func onlyYear(said []mention, m mention, all []number, text string) bool {
	n := 0
	for _, o := range said {
		if o.what == "year" {
			n++
		}
	}
	last := 0
	for _, o := range all {
		apart := o.start > m.end && strings.Contains(text[m.end:o.start], ";")
		if (o.currency != "" || o.percent || o.short) && !apart {
			last = o.end
		}
	}
	return n == 1 && m.start >= last
}

// listed is what stands between the figures of a list: "$82,000, $95,000, or
// $104,000 a year in base pay".
var listed = pattern.New(`^\s*(?:[,;/]|,?\s*(?:and|or|to)\b)\s*$`)

// neighbours returns where the next figure begins and the one before ends. What
// is said of a list is said of each of its figures.
func neighbours(text string, n number, all []number, list bool) (next, prev int) {
	next, prev = len(text), 0
	from, to := n.start, n.end
	for _, o := range all {
		figure := o.currency != "" || o.percent || o.short
		if !figure || o.start < to {
			continue
		}
		if list && listed.MatchString(text[to:o.start]) {
			to = o.end
			continue
		}
		next = o.start
		break
	}
	for i := len(all) - 1; i >= 0; i-- {
		o := all[i]
		figure := o.currency != "" || o.percent || o.short
		if !figure || o.end > from {
			continue
		}
		if list && listed.MatchString(text[o.end:from]) {
			from = o.start
			continue
		}
		prev = o.end
		break
	}
	return next, prev
}

// beforeBoth is where the figure before ends, or the one before that where both
// are statistics of the same: "a median of $133,000 and a 90th percentile of $211,000".
func beforeBoth(text string, n number, all []number, prev int) int {
	if prev == 0 || prev > n.start || !andStatistic.MatchString(text[prev:n.start]) {
		return prev
	}
	for i := len(all) - 1; i > 0; i-- {
		if all[i].end == prev {
			_, before := neighbours(text, all[i], all, false)
			return before
		}
	}
	return 0
}

// andStatistic stands between two statistics of the same people.
var andStatistic = pattern.New(`(?i)^(?: a year| annually)?,? (?:and|with) (?:an?|the) ` +
	`(?:median|average|mean|(?:\d\dth|top|bottom)[\p{L}\d% ]{0,24}) (?:of|at|is|was) $`)

// second is what stands before the second one of a comparison, whose figure it
// is not.
var second = pattern.New(
	`(?i)\b(?:than|versus|vs\.?|compared (?:to|with)|unlike|(?:comparable|similar|equivalent) (?:to|` +
		`with))\s+(?:that of |those of |the |an? |for |in |of |` +
		`across |national |overall |average |median )*$`,
)

// likened ends before what a figure that was given is like.
var likened = pattern.New(`(?i)\b(?:comparable|similar|equivalent) (?:to|with)(?: [\p{L},]+){0,6} (?:the )?$|` +
	`\b(?:comparable|similar) (?:to|with) $`)

// thanThat ends before the publisher of what a figure is compared with.
var thanThat = pattern.New(`(?i)\bthan (?:about |the )?[A-Z]{0,3}[$€£₹] ?[\d.,]+[kK]?\b[^.;]{0,30}$`)

// atLevel stands between a figure and the level that it is of.
var atLevel = pattern.New(`(?i)^ (?:a year |annually )?(?:at|for) (?:the |an? )?$`)

// ownLevel begins the words that say a figure's own level behind it.
var ownLevel = pattern.New(`(?i)^\+?(?: a year| annually)? (?:at|for|as) `)

// withIts ends before the statistic of the next figure.
var withIts = pattern.New(`(?i)^(?: a year| annually)?,? (?:with|and|while|against) (?:an?|the) $`)

// inYear stands between a figure and its year, ownYear begins the year behind a figure.
var (
	inYear  = pattern.New(`(?i)^ in (?:early |late |mid-)?$`)
	ownYear = pattern.New(`(?i)^(?: a year| annually| per year)? in (?:early |late |mid-)?(?:19|20)\d\d`)
)

// itsLabel is what stands between a name and its own figure: "vs. testers - $70,000".
var itsLabel = pattern.New(`^\s*[-–—:(]\s*$|^ at $`)

// turns are the words that begin another statement.
var turns = pattern.New(`^\s*(?:while|but|whereas)\b`)

// turnsTo is what stands before the place that another statement is of.
var turnsTo = pattern.New(`(?i)(?:; |, (?:and|while|but|whereas) )(?:only |even )?(?:in|on|at|` +
	`according to) (?:the )?$`)

// withThe stands before another place of which more is said: ", with the San Diego area
// clocking the biggest jump, at".
var withThe = pattern.New(`(?i), with (?:the )?$`)

// followedBy is what stands before the place of the next figure of a ranking.
var followedBy = pattern.New(`(?i)\bfollowed by (?:the )?$`)

// owns follows a name with a figure of its own in brackets.
var owns = pattern.New(`^ \((?:[A-Z]{0,3}[$€£₹]|[A-Z]{3} )?\d`)

// another is what stands between a figure and the publisher of another one that
// follows, says what stands behind the publisher's name.
var (
	another = pattern.New(`(?i)\b(?:and|while|but|whereas)\s+(?:the )?$`)
	says    = pattern.New(
		`(?i)^ (?:says?|lists?|shows?|puts?|gives?|has|have|reports?|counts?|finds?|quotes?|estimates?)\b`,
	)
)

var (
	// saysIt ends a sentence that its last words give to somebody.
	saysIt = pattern.New(`(?i)^ (?:says?|reports?|reported|found|finds|estimates?|reckons)\W*$`)
	plus   = pattern.New(`(?i)^\+?(?: a year| annually)?\s*,?\s*(?:plus|and|with)\b`)
	// since is what stands before the year that a change is counted from.
	since = pattern.New(
		`(?i)\b(?:up|down|increase[ds]?|rise|rose|risen|fell|grew|growth|gain(?:ed)?)\b[^;]{0,30}\b(?:from|on|` +
			`over|since)\s+$|` +
			`\b(?:rise|increase|gain|jump|drop|fall)\b[^;.]{0,30}\bfrom\b[^;.]{0,60} in $|` +
			`\b(?:change[sd]?|than in|compared (?:with|to)|versus)(?: since| from)?\s+$`,
	)
)

// bracketed reports whether a bracket is open at the end of a text.
func bracketed(s string) bool {
	return strings.LastIndexByte(s, '(') > strings.LastIndexByte(s, ')')
}
