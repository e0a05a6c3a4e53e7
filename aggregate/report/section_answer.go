package report

import (
	"cmp"
	"fmt"
	"math"
	"strings"

	"backpay/aggregate"

	"backpay/aggregate/report/document"
	"backpay/scraper"
)

// Answer is the short answer.
type Answer struct {
	// Grade is good, rough or withheld, or none where there is no figure.
	Grade string `json:"grade"`
	// Lede is the answer in a sentence or two, in spans.
	Lede []Span `json:"lede"`
	// Meaning says what the interval is and isn't, or why there is none.
	Meaning string `json:"meaning"`
	Facts   []Fact `json:"facts"`
	// Strip is the drawing of the answer; nil when it isn't to be printed.
	Strip *Strip `json:"strip,omitempty"`
}

// Strip is the middle half of pay with the median and its interval.
type Strip struct {
	// Side and Grade are those of the row that is drawn.
	Side        string `json:"side"`
	Grade       string `json:"grade"`
	Title       string `json:"title"`
	Description string `json:"description"`
	// Label stands over the middle, with Caption under it: the median, or,
	// when it is rough, its interval.
	Label   string  `json:"label"`
	Caption string  `json:"caption"`
	P25     string  `json:"p25"`
	P75     string  `json:"p75"`
	At      Amounts `json:"at"`
}

// answerSection gives the short answer.
func (b *builder) answerSection() part {
	a := b.answer()
	blocks := []document.Block{document.Prose{Style: document.Lede, Spans: spans(a.Lede)}}
	if p := a.strip(); p != nil {
		blocks = append(blocks, *p)
	}
	facts := document.Table{Caption: "The short answer in numbers"}
	for _, f := range a.Facts {
		facts.Rows = append(facts.Rows, document.Line{Cells: []document.Cell{{Text: f.Name}, says(f.Value, f.Detail)}})
	}
	return part{[]datum{{"answer", a, false}}, append(blocks, document.Text(a.Meaning), facts)}
}

// strip is the drawing of the answer, nil where there is none. The middle half
// always spans the same part of it, so that its labels have room on any screen.
func (a Answer) strip() *document.Plot {
	if a.Strip == nil {
		return nil
	}
	s, m := a.Strip, a.Strip.At
	margin := (m.P75 - m.P25) / 3
	return &document.Plot{
		ID: "hero", Title: s.Title, Description: s.Description, Bare: true, Axis: document.Axis{Min: m.P25 - margin, Max: m.P75 + margin},
		Groups: []document.Group{{Tone: tone(s.Side), Rows: []document.Row{{
			Marks: append(
				[]document.Mark{{Kind: document.Half, From: m.P25, To: m.P75}},
				middle(m.Median, m.Low, m.High, s.Grade == aggregate.Rough, document.Inherit)...),
			Labels: []document.Label{
				{At: m.Median, Text: s.Label, Under: s.Caption, Over: true},
				{At: m.P25, Text: s.P25, Under: "a quarter pay less"},
				{At: m.P75, Text: s.P75, Under: "a quarter pay more"},
			},
		}}}},
	}
}

// spans are pieces of a sentence whose numbers lead to their evidence.
func spans(in []Span) (out []document.Span) {
	for _, s := range in {
		out = append(out, document.Span{Text: s.Text, Strong: s.Number && !s.Few, To: s.Row})
	}
	return out
}

// lede is the short answer as one text.
func (b *builder) lede() string {
	return strings.TrimSpace(document.Prose{Spans: spans(b.answer().Lede)}.String())
}

// card is the picture that stands for the report where it is linked to.
func (b *builder) card() document.Card {
	a, o := b.answer(), b.in.Options
	c := document.Card{
		Name:        "card",
		Title:       b.reportTitle(),
		Scope:       b.scope(),
		Edition:     cmp.Or(o.Edition, "without a name"),
		Description: b.lede(),
		Answer:      spans(a.Lede),
		Plot:        a.strip(),
	}
	if !o.AsOf.IsZero() {
		c.Date = o.AsOf.UTC().Format(longDay)
	}
	if a.Strip != nil {
		c.Description += " " + a.Strip.Description
	}
	return c
}

// answer composes the short answer: from the row of all adverts; where these
// are too few, from what another side's source says, told as theirs; and where
// there is no figure of ours at all, from what somebody publishes.
func (b *builder) answer() Answer {
	posted, other := leading(b.sourcesChart())
	runs, claims := b.runs(), b.claimRows()
	o := b.in.Options
	switch {
	case posted != nil && posted.Amounts != nil:
		return b.answerOf(*posted, nil, runs)
	case other != nil:
		a := b.answerOf(*other, b.tooFew(posted), runs)
		a.Facts = append(b.nearest(), a.Facts...)
		return a
	case posted != nil:
		a := b.withheld(*posted, runs)
		a.Facts = append(b.nearest(), a.Facts...)
		if said := b.sayPublished(claims); said != "" {
			a.Lede = append(a.Lede, Span{Text: " " + said})
		}
		return a
	}
	a := Answer{
		Grade:   noPay,
		Meaning: "A figure of our own needs adverts that state pay, from enough employers.",
		Facts:   []Fact{b.sourcesFact(runs)},
	}
	none := fmt.Sprintf("no job for %s in %s is in the database.", people(o.Role), country(o.Country))
	said := b.sayPublished(claims)
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

// tooFew says why adverts don't answer.
func (b *builder) tooFew(posted *Row) []Span {
	if posted == nil {
		return []Span{{Text: "No advert here states pay. "}}
	}
	return []Span{
		{Text: "Adverts: "},
		{Text: withheldText(*posted), Number: true, Few: true, Row: posted.ID},
		{Text: ". "},
	}
}

// sayPublished is what somebody says of the role as such, in the report's
// country; "" where nobody does.
func (b *builder) sayPublished(claims []ClaimRow) string {
	var first *ClaimRow
	for i := range claims {
		r := &claims[i]
		if r.narrow != ofCountry || r.Broader || !r.Drawn || r.hidden || r.Statistic != "median" && r.Statistic != "mean" {
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
	side := scraper.Side(r.Side)
	_, many := nouns(side)
	a := Answer{Grade: r.Grade, Lede: append(before, b.aboutPay(r)...), Meaning: meaning(r, side)}
	if r.Amounts.hasHalf() {
		a.Strip = b.strip(r)
	}
	a.Facts = append(a.Facts,
		Fact{
			Name: "The middle half of these " + many, Value: r.Text.Middle,
			Detail: "a quarter of them pay less, a quarter pay more",
		},
		Fact{
			Name: "Mean, which many call the average", Value: r.Text.Mean,
			Detail: "a few very high or low figures move the mean; they hardly move the median",
		},
	)
	a.Facts = append(a.Facts, b.behind(r)...)
	a.Facts = append(a.Facts, b.sourcesFact(runs))
	return a
}

// aboutPay is the answer in a sentence or two: the median where its grade is good, else
// between what it lies.
func (b *builder) aboutPay(r Row) []Span {
	side, code := scraper.Side(r.Side), b.in.Options.Currency
	num := func(v float64) Span { return Span{Text: money(v, code), Number: true, Row: r.ID} }
	what, who := b.medianOf(r)
	low, high, unit := r.Amounts.about()
	pay := " a year in " + payKindWords(r.PayKind) + ": "
	if r.Grade != aggregate.Good {
		return []Span{
			{Text: "Between about "},
			num(low),
			{Text: " and "},
			num(high),
			{Text: pay + "that is where " + what + " lies, judging by " + who + "."},
		}
	}
	return []Span{
		{Text: "About "},
		num(math.Round(r.Amounts.Median/unit) * unit),
		{Text: pay + what + ". With a different sample of " + drawnFrom(r, side) + " it could lie anywhere between "},
		num(low),
		{Text: " and "},
		num(high),
		{Text: "."},
	}
}

// medianOf says which median a row has, and whom it is judged by.
func (b *builder) medianOf(r Row) (what, who string) {
	o, side := b.in.Options, scraper.Side(r.Side)
	_, many := nouns(side)
	if who = plural(r.Employers, "employer", "employers"); r.Employers == 0 && !(side == scraper.Posted && r.Own) {
		who = "these " + many
	}
	role, in := inSentence(roleLabel(o.Role)), country(o.Country)
	switch {
	case side != scraper.Posted:
		what = fmt.Sprintf("the median of the %s for %s jobs in %s that %s holds", r.Text.Jobs, role, in, b.holder(r))
	case r.Own:
		what = fmt.Sprintf("the median of advertised %s jobs in %s that state a pay range", role, in)
	default:
		what = fmt.Sprintf("the median of %s for %s in %s that %s holds",
			plural(r.Jobs, "advertised job", "advertised jobs"), people(o.Role), in, b.holder(r))
	}
	return what, who
}

// about are the ends of the median's interval, rounded outwards to a unit that fits
// its width.
func (a *Amounts) about() (low, high, unit float64) {
	unit = step(a.Low, a.High)
	return math.Floor(a.Low/unit) * unit, math.Ceil(a.High/unit) * unit, unit
}

// strip is the drawing of the middle half.
func (b *builder) strip(r Row) *Strip {
	m, code := r.Amounts, b.in.Options.Currency
	_, many := nouns(scraper.Side(r.Side))
	p25, p75 := money(m.P25, code), money(m.P75, code)
	s := &Strip{
		Title: "The middle half of pay", Side: r.Side, Grade: r.Grade,
		Description: fmt.Sprintf("A quarter of the %s pay less than %s, half pay less than %s, a quarter pay more "+
			"than %s. The 95%% interval of the median is %s.", many, p25, r.Text.Median, p75, r.Text.Interval),
		Label: r.Text.Median, Caption: "median", P25: p25, P75: p75, At: *m,
	}
	if r.Grade == aggregate.Rough {
		low, high, _ := m.about()
		s.Label, s.Caption = span(low, high, code), "the median lies about here"
	}
	return s
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
		on.Detail = many + " at one employer pay alike, so these carry about as much information as " + r.Text.Effective + " independent ones"
	}
	if r.Text.Disclosure == "" {
		return []Fact{on}
	}
	return []Fact{on, {
		Name: "Jobs that state base pay", Value: r.Text.Disclosure + " of " + whole(float64(r.All)),
		Detail: "including those that state only one end of a range",
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
	return string(side)
}

// drawnFrom is what the rows behind a figure of one side are a sample of.
func drawnFrom(r Row, side scraper.Side) string {
	switch side {
	case scraper.Posted:
		if r.Employers == 0 {
			return "jobs"
		}
		return "employers"
	case scraper.Filed:
		return "filings"
	}
	return "people"
}

func meaning(r Row, side scraper.Side) string {
	s := "The interval shows how much the median could move with a different sample of " + drawnFrom(r, side) +
		": 95% of intervals made this way contain the true median."
	if r.Disclosure != nil && *r.Disclosure < 1 {
		s += " It says nothing about the " + percent(1-*r.Disclosure) + " of jobs whose adverts don’t state pay."
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
	return Fact{
		Name:   "Sources behind this report",
		Value:  plural(len(runs.Rows), "source", "sources"),
		Detail: runs.Summary,
	}
}
