package report

import (
	"fmt"
	"math"

	"backpay/aggregate"
	"backpay/scraper"
)

// answer composes the short answer: from the row of all adverts; where these
// are too few, from what another side's source says, told as theirs; and where
// there is no figure of ours at all, from what somebody publishes.
func (b *builder) answer(sources Chart, claims Claims, runs Runs) Answer {
	posted, other := leading(sources)
	o := b.in.Options
	switch {
	case posted != nil && posted.Amounts != nil:
		return b.answerOf(*posted, nil, runs)
	case other != nil:
		return b.answerOf(*other, b.tooFew(posted), runs)
	case posted != nil:
		a := b.withheld(*posted, runs)
		if said := b.published(claims); said != "" {
			a.Lede = append(a.Lede, Span{Text: " " + said})
		}
		return a
	}
	a := Answer{Grade: noPay, Meaning: "A figure of ours needs adverts that state pay, from enough employers.", Facts: []Fact{b.sourcesFact(runs)}}
	none := fmt.Sprintf("no job for %s in %s is in the database.", people(o.Role), country(o.Country))
	said := b.published(claims)
	switch {
	case said != "":
		a.Lede = []Span{{Text: said + " We have no figure of our own: " + none}}
	case b.in.Quality.Postings == 0 && len(b.figures) == 0:
		a.Lede = []Span{{Text: "Nothing to say yet: the database holds no posting."}}
	default:
		a.Lede = []Span{{Text: "Nothing to say yet: " + none}}
	}
	return a
}

// leading finds the row of all adverts and, of the other sides, the first row
// that can be printed: of base pay where there is one.
func leading(sources Chart) (posted, other *Row) {
	for i, g := range sources.Groups {
		for j := range g.Rows {
			r := &sources.Groups[i].Rows[j]
			switch {
			case g.Side == string(scraper.Posted):
				if r.Own {
					posted = r
				}
			case r.Amounts != nil && (other == nil || other.PayKind != basePay && r.PayKind == basePay):
				other = r
			}
		}
	}
	return posted, other
}

// tooFew says why adverts don't answer.
func (b *builder) tooFew(posted *Row) []Span {
	if posted == nil {
		return []Span{{Text: "No advert here answers. "}}
	}
	return []Span{{Text: "Adverts: "}, {Text: withheldText(*posted), Number: true, Few: true, Row: posted.ID}, {Text: ". "}}
}

// published is what somebody says of the role as such, in the report's
// country; "" where nobody does.
func (b *builder) published(claims Claims) string {
	var first *ClaimRow
	for i := range claims.Rows {
		r := &claims.Rows[i]
		if r.narrow != 0 || r.Broader || !r.Drawn || r.hidden || r.Statistic != "median" && r.Statistic != "mean" {
			continue
		}
		if first == nil || kindRank(r.PayKind) < kindRank(first.PayKind) {
			first = r
		}
	}
	if first == nil {
		return ""
	}
	t := first.Text
	s := first.SourceTitle + " says " + t.Value
	if t.Annual != "" {
		s += " (" + t.Annual + ")"
	}
	return s + ": the " + t.Statistic + ", " + t.Sample + ", " + t.Date + "; it gives no interval."
}

// answerOf is the answer of a row that can be printed.
func (b *builder) answerOf(r Row, before []Span, runs Runs) Answer {
	o, m, side := b.in.Options, r.Amounts, scraper.Side(r.Side)
	_, many := nouns(side)
	what := fmt.Sprintf("the median of advertised %s jobs in %s that state a pay range", inSentence(roleLabel(o.Role)), country(o.Country))
	who := plural(r.Employers, "employer", "employers")
	if side != scraper.Posted {
		what = fmt.Sprintf("the median of the %s for %s jobs in %s that %s holds", r.Text.Jobs, inSentence(roleLabel(o.Role)), country(o.Country), b.holder(r))
		if r.Employers == 0 {
			who = "these " + many
		}
	}
	num := func(s string) Span { return Span{Text: s, Number: true, Row: r.ID} }
	unit := step(m.Low, m.High)
	low, high := math.Floor(m.Low/unit)*unit, math.Ceil(m.High/unit)*unit
	lowText, highText := money(low, o.Currency), money(high, o.Currency)
	a := Answer{Grade: r.Grade, Lede: before, Meaning: meaning(r, side)}
	pay := " a year in " + payKindWords(r.PayKind) + ": "
	if r.Grade == aggregate.Good {
		a.Lede = append(a.Lede, Span{Text: "About "}, num(money(math.Round(m.Median/unit)*unit, o.Currency)),
			Span{Text: pay + what + ". Chance alone could put it anywhere between "},
			num(lowText), Span{Text: " and "}, num(highText), Span{Text: "."})
	} else {
		a.Lede = append(a.Lede, Span{Text: "Between about "}, num(lowText), Span{Text: " and "}, num(highText),
			Span{Text: pay + "where " + what + " lies, as far as " + who + " can tell."})
	}
	a.Strip = &Strip{
		Title: "The middle half of pay", Side: r.Side, Grade: r.Grade,
		Description: fmt.Sprintf("A quarter of the %s are of less than %s, half of less than %s, a quarter of more than %s. The interval of the median runs %s.",
			many, money(m.P25, o.Currency), r.Text.Median, money(m.P75, o.Currency), r.Text.Interval),
		Label: r.Text.Median, Caption: "median", P25: money(m.P25, o.Currency), P75: money(m.P75, o.Currency), At: *m,
	}
	if r.Grade == aggregate.Rough {
		a.Strip.Label, a.Strip.Caption = span(low, high, o.Currency), "the median lies about here"
	}
	a.Facts = append(
		a.Facts,
		Fact{Name: "The middle half of these " + many, Value: r.Text.Middle, Detail: "a quarter is less, a quarter more"},
		Fact{Name: "Mean, which many call the average", Value: r.Text.Mean, Detail: "a few very high or low figures move it; they hardly move the median"},
	)
	a.Facts = append(a.Facts, b.behind(r)...)
	a.Facts = append(a.Facts, b.sourcesFact(runs))
	return a
}

// withheld is the answer of a row that can't be printed.
func (b *builder) withheld(r Row, runs Runs) Answer {
	o := b.in.Options
	a := Answer{
		Grade:   r.Grade,
		Lede:    []Span{{Text: capital(withheldText(r)), Number: true, Few: true, Row: r.ID}, {Text: "."}},
		Meaning: "No figure is printed for " + people(o.Role) + " in " + country(o.Country),
		Facts:   append(b.behind(r), b.sourcesFact(runs)),
	}
	if r.Text.Why != "" {
		a.Meaning += ": " + r.Text.Why
	}
	a.Meaning += "."
	return a
}

func withheldText(r Row) string {
	if r.Grade == noPay {
		return r.Text.Withheld + " (" + r.Text.Jobs + " at " + r.Text.Employers + ")"
	}
	return r.Text.Withheld
}

// behind says what a row stands on.
func (b *builder) behind(r Row) []Fact {
	_, many := nouns(scraper.Side(r.Side))
	at := " at "
	if r.Employers == 0 {
		at = ", "
	}
	on := Fact{Name: capital(many) + " behind it", Value: r.Text.Jobs + at + r.Text.Employers}
	if r.Text.Effective != "" && r.Amounts != nil && r.Employers > 0 {
		on.Detail = many + " of one employer are alike: they tell as much as about " + r.Text.Effective + " unrelated ones"
	}
	if r.Text.Disclosure == "" {
		return []Fact{on}
	}
	return []Fact{on, {
		Name: "Jobs that state base pay", Value: r.Text.Disclosure + " of " + whole(float64(r.All)),
		Detail: "counting ranges of which one end is stated",
	}}
}

// holder names who holds a row's answers or filings.
func (b *builder) holder(r Row) string {
	if r.Source == aggregate.All {
		return "this side"
	}
	return b.sourceTitle(r.Source)
}

func sideName(side scraper.Side) string {
	for _, s := range sides {
		if s.side == side {
			return s.name
		}
	}
	return clean(string(side), nameLength)
}

func meaning(r Row, side scraper.Side) string {
	who := "which employers happen to be here"
	if side != scraper.Posted {
		who = "who happens to be in it"
	}
	s := "The interval is the luck of " + who + ": 95% of intervals made this way hold the true median."
	if side == scraper.Posted && r.Disclosure < 1 {
		s += " It says nothing of the " + percent(1-r.Disclosure) + " of jobs whose adverts don’t state pay."
	}
	if i := sideRank(r.Side); side != scraper.Posted && i < len(sides) {
		s += " It is " + sides[i].detail + ", which is not what adverts offer."
	}
	if r.Grade == aggregate.Rough && r.Text.Why != "" {
		s += " The figure is rough: " + r.Text.Why + "."
	}
	return s
}

func (b *builder) sourcesFact(runs Runs) Fact {
	return Fact{Name: "Sources behind this report", Value: plural(len(runs.Rows), "source", "sources"), Detail: runs.Summary}
}
