package report

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
)

// statusWords say how a run of a source went; failed ones are named aloud.
var statusWords = map[string]struct {
	words  string
	failed bool
}{
	"ok":      {"read in full", false},
	"partial": {"read in part", true},
	"empty":   {"answered, with no record", true},
	"blocked": {"refused us, and was left alone", true},
	"drift":   {"changed its form: nothing new was taken from it", true},
	"failed":  {"failed", true},
	"skipped": {"not due, or switched off", false},
	"offline": {"not asked: a run without the network", false},
	"":        {"never run", false},
}

func (b *builder) runs() Runs {
	out := Runs{Rows: []Run{}}
	read, asked := 0, 0
	var failed []string
	for _, s := range b.in.Sources {
		w, known := statusWords[s.Status]
		if !known {
			w.words, w.failed = clean(s.Status, nameLength), true
		}
		r := Run{
			Source: clean(s.Name, nameLength), Title: b.sourceTitle(s.Name), Side: clean(string(s.Side), nameLength),
			Status: clean(s.Status, nameLength), Words: w.words, Failed: w.failed, Finished: day(s.FinishedAt),
			Postings: s.Postings, Count: whole(float64(s.Postings)), Error: clean(s.Error, errorLength),
		}
		switch s.Status {
		case "":
			if s.Postings == 0 && s.Tables == "" {
				out.Idle++
				continue // one line tells of all of these
			}
			if s.Tables != "" {
				r.Words = "never run: its tables came with the program, the newest of " + clean(s.Tables, nameLength)
			}
		case "skipped", "offline":
		default:
			asked++
			if w.failed {
				failed = append(failed, r.Title)
			} else {
				read++
			}
		}
		out.Rows = append(out.Rows, r)
	}
	slices.SortStableFunc(out.Rows, func(x, y Run) int {
		return cmp.Or(-compareBool(x.Failed, y.Failed), cmp.Compare(x.Title, y.Title))
	})
	slices.Sort(failed)
	if out.Idle > 0 {
		out.IdleText = plural(out.Idle, "further source is known to the program and was never run", "further sources are known to the program and were never run")
	}
	out.Failed = len(failed)
	switch {
	case len(b.in.Sources) == 0:
		out.Summary = "no source is configured"
	case asked == 0:
		out.Summary = "none was read over the network"
	case len(failed) == 0:
		out.Summary = fmt.Sprintf("all %s that were read came in full, each in its last run", whole(float64(asked)))
		if asked == 1 {
			out.Summary = "the one that was read came in full in its last run"
		}
	default:
		out.Summary = fmt.Sprintf("%s of the %s that were read came in full, each in its last run; %s did not",
			whole(float64(read)), whole(float64(asked)), list(failed))
	}
	return out
}

func compareBool(x, y bool) int {
	switch {
	case x == y:
		return 0
	case x:
		return 1
	}
	return -1
}

// list joins names as a sentence does, naming at most six, or seven: one other
// is as long as a name.
func list(names []string) string {
	const most = 6
	if len(names) > most+1 {
		rest := len(names) - most
		names = append(slices.Clone(names[:most]), plural(rest, "other", "others"))
	}
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
}

func (b *builder) planted() *PlantedTable {
	if len(b.in.Planted) == 0 {
		return nil
	}
	code := b.in.Options.Currency
	t := &PlantedTable{Intro: "This market is made up, so its true medians are known. They were planted when it was made, " +
		"without any parsing; what was found went the whole way from page to figure."}
	for _, p := range b.in.Planted {
		r := PlantedRow{Role: clean(p.Role, nameLength), Planted: p.Planted, Found: p.Found}
		found, diff := "not found", "none"
		if p.Found > 0 && p.Planted > 0 && !math.IsInf(p.Found/p.Planted, 0) {
			r.Difference = math.Round((p.Found/p.Planted-1)*1e4) / 1e2
			found, diff = money(p.Found, code), signed(r.Difference)
		}
		r.Text = []string{roleLabel(p.Role), money(p.Planted, code), found, diff}
		t.Rows = append(t.Rows, r)
	}
	return t
}

func (b *builder) quality(runs Runs) []Fact {
	q := b.in.Quality
	n := func(i int) string { return whole(float64(i)) }
	out := []Fact{
		{"Open postings", n(q.Postings), "as the sources show them, copies and all"},
		{"Open jobs", n(q.Jobs), "after copies and reposts were put together: what figures count"},
		{"Copies and reposts", n(max(0, q.Postings-q.Jobs)), "postings of a job that another posting shows too: they count once"},
		{"Employers", n(q.Employers), "one for all spellings of a name"},
		{"Sources that failed", n(runs.Failed), "in the last run, in full or in part: " + runs.Summary},
		{"Postings that are gone", n(q.Gone), "kept in the database, and in no figure of what is open"},
	}
	for _, c := range q.Origins {
		words, ok := map[string][2]string{
			"structured": {"Pay ranges from fields of their own", "minimum and maximum as amounts"},
			"field":      {"Pay ranges from a field of text", ""},
			"text":       {"Pay ranges read in the advert’s prose", "each with its quotation"},
			"predicted":  {"Estimates of somebody else", "never counted as pay"},
		}[c.Name]
		if !ok {
			words = [2]string{"Pay ranges of origin " + clean(c.Name, nameLength), ""}
		}
		out = append(out, Fact{words[0], n(c.N), words[1]})
	}
	return append(
		out,
		Fact{"Jobs with one end of pay only", n(q.OneSided), "“from” or “up to”: the other end is filled from the usual width of ranges"},
		Fact{"Pay ranges flagged", n(q.Flagged), "can’t be meant as they stand; kept, and left out of figures"},
		Fact{"Jobs without a known role", n(q.NoRole), "in no figure"},
		Fact{"Jobs without a known country", n(q.NoCountry), "in no figure"},
	)
}

func (b *builder) method() []Fact {
	out := []Fact{
		{"What is counted", "One job, once. An advert’s pay is the middle of its range of base pay; a job shown with several ranges, " +
			"or by several sources, has the mean of them. Base, on-target and total pay are never mixed, nor what adverts say with what workers report.", ""},
		{"Median and quartiles", "Type 7 of Hyndman and Fan (1996), the usual one: between two values it interpolates. " +
			"The median of an even number of jobs is the mean of the middle two.", ""},
		{"Interval", "An interval of 95% for the median that allows for one employer posting many jobs from one band: a score interval " +
			"with the variance between employers, and Student’s t with one degree of freedom less than there are employers. " +
			"An interval that took each advert for independent would be far too narrow. It holds the luck of which employers are here, " +
			"not the silence of those that don’t state pay, nor an error in an advert.", ""},
		{"Grades", "Good: enough employers, and the interval reaches at most a tenth of the median either way. Rough: fewer employers or " +
			"a wider interval. Too few to say: too few employers, one of them too large, or the interval too wide; the evidence names the reason.", ""},
		{"A year’s pay", b.factors(), ""},
		{"One end only", "“From” and “up to” adverts count as stating pay. Their other end is filled from the usual width of ranges of the same role, " +
			"country and currency; the notes say how many are, and the table of figures holds the median of floors, of ceilings and of jobs that state both ends.", ""},
		{"Differences", "A difference of two medians has an interval of its own, from draws of the employers of both: what they share cancels. " +
			"Two medians are told apart when it leaves out zero, and can’t be told apart else.", ""},
		{"Premium of a skill", "A model of log pay with terms of role, seniority, place, source, month and each skill, and the employer as a random effect. " +
			"Errors are clustered by employer (CR2, Bell and McCaffrey’s degrees of freedom). Which skills are tested is decided by counts, before pay is looked at; " +
			"discoveries are chosen by Benjamini and Hochberg, and held against made-up words that are as clumped by employer as real ones.", ""},
		{"Currency", "Nothing is converted. A job stating pay in another currency is in another figure.", ""},
	}
	return out
}

func (b *builder) factors() string {
	s := "Pay by the hour, day, week or month is multiplied to a year; the factor and its rule are stored with each range."
	if len(b.in.Factors) == 0 {
		return s
	}
	var parts []string
	for _, f := range b.in.Factors {
		part := clean(f.Period, nameLength) + " × " + strconv.FormatFloat(f.Factor, 'f', -1, 64)
		if rule := clean(f.Rule, titleLength); rule != "" {
			part += " (" + rule + ")"
		}
		parts = append(parts, part)
	}
	return s + " Here: " + strings.Join(parts, ", ") + "."
}

func (b *builder) credits() []Credit {
	out := []Credit{}
	for _, s := range b.in.Sources {
		if s.Status == "" && s.Postings == 0 && s.Tables == "" {
			continue // nothing of it is in the report
		}
		c := Credit{
			Source: clean(s.Name, nameLength), Title: b.sourceTitle(s.Name), Homepage: link(s.Homepage), Terms: link(s.Terms),
			Attribution: clean(s.Attribution, creditLen), Licence: clean(s.Licence, creditLen), Accessed: day(s.FinishedAt),
		}
		c.Attribution = cmp.Or(c.Attribution, "none asked for")
		c.Licence = cmp.Or(c.Licence, "not stated")
		if c.Accessed == "" && s.Tables != "" {
			c.Accessed = "built in, up to " + clean(s.Tables, nameLength)
		}
		c.Accessed = cmp.Or(c.Accessed, "not dated")
		out = append(out, c)
	}
	slices.SortStableFunc(out, func(x, y Credit) int { return cmp.Compare(x.Title, y.Title) })
	return out
}

func (b *builder) cite(r Report) string {
	var names []string
	for _, c := range r.Credits {
		names = append(names, c.Title)
	}
	s := "“" + r.Title + "”, edition " + cmp.Or(r.Edition, "without a name")
	if d := day(b.in.Options.AsOf); d != "" {
		s += ", " + d
	}
	s += ", computed with backpay"
	if r.Version != "" {
		s += " " + r.Version
	}
	if len(names) > 0 {
		s = "Data: " + list(names) + ". Figures: " + s
	}
	return s + "."
}

// code cleans a query: as clean, line by line.
func code(s string) string {
	const lines, length = 200, 400
	out := []string{}
	for l := range strings.Lines(s) {
		if len(out) == lines {
			break
		}
		l = strings.TrimRight(l, "\r\n")
		body := strings.TrimLeft(l, " \t")
		out = append(out, strings.Repeat(" ", min(len(l)-len(body), 40))+clean(body, length))
	}
	return strings.TrimSpace(strings.Join(out, "\n"))
}
