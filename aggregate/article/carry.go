package article

import (
	"slices"
	"strings"

	"backpay/scraper/pattern"
)

// carried is what a paragraph has said so far that its next sentence may leave
// out: whose figures these are, which statistic, and for how long the pay is.
type carried struct {
	source, statistic string
	known, hourly     bool
	monthly, net      bool
	daily             bool
	listed            bool // by the item before, of another statistic of the same
	elsewhere         bool // it was said in a paragraph before
	pays              bool // and what goes on is a list, whose pay alone is of it
	year              int
}

// ownVoice is what begins a statement of somebody else than the publisher that
// was named before.
var ownVoice = pattern.New(
	`(?i)["“”]|\b(?:we|our|ours|my|i|adverts?|ads|postings|job boards?|recruiters?|forums?|blogs?|` +
		`somebody|someone|others|friends?|colleagues?|elsewhere|(?:one|another) (?:site|survey|study|` +
		`source)|employers|contractors|freelancers|typically|you|your)\b`,
)

// hedged is advice that the writer gives, where no publisher was named in the paragraph.
var hedged = pattern.New(`(?i)\b(?:(?:can|may|should) expect|might)\b`)

// anaphor refers to a publisher that was named earlier: "the agency's survey".
var anaphor = pattern.New(
	`(?i)\b(?:the (?:agency|bureau|department|office|survey|site|platform|portal|report|study|company)(?:'s|’s)?|` +
		`(?:the )?same (?:source|survey|site|data|page|report|period|figures|study|agency))\b`,
)

// toldAgain begins what was said before for a shorter time: "this is £165 a day".
var toldAgain = pattern.New(
	`(?i)\b(?:this|that|it|which) (?:is|equals|equates|comes|works out|amounts|makes|means|breaks down)\b`,
)

// sameTime refers to a time that was named earlier.
var sameTime = pattern.New(
	`(?i)\b(?:the same (?:period|month|year|time|survey)|that (?:year|month)|at the time)\b`,
)

// next is what the following sentence may leave out, once a sentence has said
// its figures.
func (c carried) next(found []Finding, said []mention) carried {
	for _, f := range found {
		if f.Kind != Pay {
			continue
		}
		c.daily = f.Period == "day"
		c.hourly, c.monthly, c.net = f.Period == "hour", f.Period == "month", f.Tax == "net"
		if f.Statistic == "mean" || f.Statistic == "median" {
			c.statistic = f.Statistic
		}
	}
	if len(found) == 0 { // "Indeed lists the skills that pay. Kafka ..."
		if m, ok := last(said, "source"); ok {
			c.source, c.known, c.statistic, c.year = m.value, m.known, "", 0
		}
		return c
	}
	m, ok := last(said, "year")
	relative := ok && m.weak // "last year" is of its sentence alone
	one := !slices.ContainsFunc(found, func(f Finding) bool { return f.Source != found[0].Source })
	switch last := found[len(found)-1]; {
	case one && last.Source != "":
		c.source, c.known, c.year, c.elsewhere = last.Source, last.known, last.Year, false
		if relative {
			c.year = 0
		}
	case !one, c.elsewhere: // the paragraph has turned to what is nobody's
		c.source, c.known, c.year = "", false, 0
	}
	return c
}

// carry gives figures that name no publisher the one that their paragraph names
// before, with the statistic that goes on.
func (c carried) carry(found []Finding, s sentence, said []mention) {
	for i := range found {
		if f := &found[i]; f.Kind == Pay && f.Tax == "" && c.net &&
			(f.Period == "month" || f.Period != "year" && toldAgain.MatchString(s.text)) {
			f.Tax = "net"
		}
	}
	named := slices.ContainsFunc(said, func(m mention) bool { return m.what == "source" })
	if named || !c.goesOnIn(s.text, len(found)) {
		return
	}
	stated := slices.ContainsFunc(said, func(m mention) bool { return m.what == "statistic" })
	for i := range found {
		f := &found[i]
		if c.listed && f.Year == 0 && f.Source == c.source {
			f.Year = c.year
		}
		if f.Source != "" || !speaksOf(c.source, f.Country) || c.pays && f.Kind != Pay {
			continue
		}
		f.Source, f.known = c.source, c.known
		if f.Kind == Pay && f.Statistic == "" && f.High == 0 && !stated && f.Company == "" {
			f.Statistic = c.statistic
		}
		if f.Year == 0 && (!c.elsewhere && !f.now || sameTime.MatchString(s.text)) {
			f.Year = c.year
		}
	}
}

// goesOnIn reports whether a sentence that names no publisher, with so many figures, may be
// of the one that was named before.
func (c carried) goesOnIn(text string, figures int) bool {
	again := figures == 1 && toldAgain.MatchString(text) // "If we say ..., that works out to $52 an hour"
	return c.source != "" && (again || !ownVoice.MatchString(text)) && !(c.elsewhere && hedged.MatchString(text))
}

// onward is what the next sentence of a paragraph may refer to: what this one
// says, and the role and place of the ones before where it names none.
func onward(before, said []mention) []mention {
	all := said
	for _, what := range []string{"role", "place", "company", "kind"} {
		if _, ok := last(said, what); ok {
			continue
		}
		for _, m := range before {
			if m.what == what {
				all = append([]mention{m}, all...)
			}
		}
	}
	return all
}

// section is what the text under one heading has said so far: its only
// publisher, of whom it goes on to speak.
type section struct {
	source string
	known  bool
	year   int
	many   bool
}

// heard is a section after one more paragraph.
func (o section) heard(b block, so carried, found []Finding) section {
	if b.item || b.level > 0 || o.many {
		return o
	}
	names := map[string]bool{o.source: true, so.source: true}
	for _, f := range found {
		if f.Line >= b.line {
			names[f.Source] = true
		}
		if f.Line >= b.line && f.Year != 0 && o.year == 0 {
			o.year = f.Year
		}
	}
	delete(names, "")
	switch len(names) {
	case 0:
	case 1:
		o.source, o.known = or(o.source, so.source), o.known || so.known
	default:
		return section{many: true}
	}
	return o
}

// give gives the figures of a table that names no publisher the only one of its
// section, and the year.
func (o section) give(found []Finding) {
	for i := range found {
		f := &found[i]
		if f.Source != "" || o.source == "" {
			continue
		}
		f.Source, f.known = o.source, o.known
		if f.Year == 0 {
			f.Year = o.year
		}
	}
}

// captions begin what is said under a table of the whole of it.
var captions = pattern.New(
	`(?i)^\W*(?:sources?|data|figures|notes?|all (?:figures|amounts|salaries)|(?:hourly|monthly|annual|yearly|` +
		`median|average) )`,
)

// captionOf returns what stands under the table or list that a block is of.
func (d document) captionOf(i int) string {
	if d.blocks[i].cells == nil && !d.blocks[i].item {
		return ""
	}
	for _, b := range d.blocks[i+1:] {
		switch {
		case b.level > 0:
			return ""
		case b.cells != nil && d.blocks[i].cells != nil || b.item && d.blocks[i].item:
			continue
		case len(b.text.text) < 160 && captions.MatchString(b.text.text):
			return b.text.text
		}
		return ""
	}
	return ""
}

// nameOnly reports whether the head of a row is a name of something that is no
// role, place, skill, source or statistic: an employer's.
func nameOnly(text string, said []mention) bool {
	name := strings.TrimSpace(text)
	said = slices.DeleteFunc(slices.Clone(said), func(m mention) bool { return m.what == "company" })
	return len(said) == 0 && employerName.MatchString(name) && !notNames[strings.ToLower(name)]
}

var employerName = pattern.New(`^\p{Lu}[\w&.’'-]*(?: \p{Lu}[\w&.’'-]*){0,2}$`)
