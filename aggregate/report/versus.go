package report

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"backpay/aggregate"
	"backpay/scraper"
)

// Versus is how much more a row's median is than that of the row it is
// compared with, in major units: a figure of its own, from draws of the
// employers of both, and not the difference of what two rows print.
type Versus struct {
	// Of is the label of the row compared with.
	Of    string  `json:"of"`
	Value float64 `json:"value"`
	Low   float64 `json:"low"`
	High  float64 `json:"high"`
	// Told is more, less, or a tie where the interval holds no difference.
	Told  string `json:"told"`
	Grade string `json:"grade"`
	// Text, Words and Interval are as printed: Words in place of a value that
	// can't be told from none.
	Text     string `json:"text"`
	Words    string `json:"words"`
	Interval string `json:"interval"`
	Where    string `json:"where"`
}

// What a comparison of two medians tells.
const (
	toldMore = "more"
	toldLess = "less"
	toldTie  = "not told apart"
)

// diffKey finds the difference of two medians of all adverts.
type diffKey struct{ role, seniority, place, other string }

// differences indexes the differences of the report's country and currency.
func (b *builder) differences() map[diffKey]aggregate.Figure {
	out := map[diffKey]aggregate.Figure{}
	for _, f := range b.figures {
		other, ok := strings.CutPrefix(f.Statistic, aggregate.Minus)
		if ok && f.Measure == aggregate.MeasureDifference && f.Source == aggregate.All && f.Side == scraper.Posted &&
			f.Country == b.in.Options.Country && f.Unit == b.in.Options.Currency && f.Grade != aggregate.Withheld {
			out[diffKey{f.Role, f.Seniority, f.Place, other}] = f
		}
	}
	return out
}

// compare is the difference of row r from row of, nil where there is none.
func (b *builder) compare(r, of Row) *Versus {
	name := func(r Row) string {
		switch {
		case r.Place != "":
			return r.Place
		case r.Seniority != "":
			return r.Seniority
		}
		return r.Role
	}
	f, ok := b.diffs[diffKey{r.Role, r.Seniority, r.Place, name(of)}]
	sign := 1.0
	if !ok {
		if f, ok = b.diffs[diffKey{of.Role, of.Seniority, of.Place, name(r)}]; !ok {
			return nil
		}
		sign = -1
	}
	code := b.in.Options.Currency
	v := &Versus{Of: of.Label, Value: sign * f.Value, Low: sign * f.CILow, High: sign * f.CIHigh, Grade: f.Grade, Told: toldTie, Words: "not told apart"}
	if sign < 0 {
		v.Low, v.High = v.High, v.Low
	}
	switch {
	case v.Low > 0:
		v.Told, v.Words = toldMore, signedMoney(v.Value, code)
	case v.High < 0:
		v.Told, v.Words = toldLess, signedMoney(v.Value, code)
	}
	v.Text = signedMoney(v.Value, code)
	v.Interval = signedAmounts(v.Low, v.High, code)
	o := b.in.Options
	v.Where = conditions([][2]string{
		{"edition", clean(o.Edition, nameLength)},
		{"measure", aggregate.MeasureDifference},
		{"source", aggregate.All},
		{"side", string(scraper.Posted)},
		{"role", clean(f.Role, nameLength)},
		{"seniority", clean(f.Seniority, nameLength)},
		{"country", clean(f.Country, nameLength)},
		{"place", clean(f.Place, nameLength)},
		{"statistic", clean(f.Statistic, nameLength)},
		{"unit", clean(f.Unit, nameLength)},
	})
	return v
}

// against compares every printed row with the one at the index that base gives
// for it, -1 for none. A row that is its own base is the yardstick of all.
func (b *builder) against(c *Chart, head string, base func(i int) int) {
	if len(c.Groups) == 0 {
		return
	}
	rows := c.Groups[0].Rows
	for i := range rows {
		if k := base(i); k >= 0 && k != i && rows[i].Amounts != nil && rows[k].Amounts != nil {
			if rows[i].Versus = b.compare(rows[i], rows[k]); rows[i].Versus != nil {
				c.Versus = head
			}
		}
	}
	for i := range rows {
		switch {
		case c.Versus == "" || rows[i].Amounts == nil || rows[i].Versus != nil:
		case base(i) == i:
			c.Yardstick, rows[i].Text.Compared = rows[i].Amounts.Median, "the yardstick"
		default:
			rows[i].Text.Compared = "not compared"
		}
	}
}

// signedMoney is an amount with its sign, signedAmounts an interval of such,
// widened to whole units.
func signedMoney(v float64, code string) string {
	switch s := money(math.Abs(v), code); {
	case v > 0:
		return "+" + s
	case v < 0:
		return "−" + s
	default:
		return s
	}
}

func signedAmounts(low, high float64, code string) string {
	return signedMoney(math.Floor(low), code) + " to " + signedMoney(math.Ceil(high), code)
}

// roleTitle says which roles pay more and which less than the report's own;
// only differences graded good are told in a title.
func (b *builder) roleTitle(rows []Row) string {
	own := inSentence(roleLabel(b.in.Options.Role))
	var more, less, ties []string
	other := false // a difference that a title may not tell
	for _, r := range rows {
		v := r.Versus
		switch {
		case v == nil || r.Role == "other": // no role, but what is left of them
		case v.Told == toldTie:
			ties = append(ties, r.Label)
		case v.Grade != aggregate.Good:
			other = true
		case v.Told == toldMore:
			more = append(more, r.Label)
		default:
			less = append(less, r.Label)
		}
	}
	var s string
	switch {
	case len(more) > 0 && len(less) > 0 && len(more)+len(less) <= 3:
		s = fmt.Sprintf("%s %s more than %s, %s less", joined(more), payPays(more), own, inSentence(joined(less)))
	case len(more) > 0 && len(less) > 0:
		s = fmt.Sprintf("%s more than %s, %s less", counted(len(more), "role pays", "roles pay"), own, numberWord(len(less)))
	case len(more) > 0 && len(more) <= 3:
		s = fmt.Sprintf("%s %s more than %s", joined(more), payPays(more), own)
	case len(more) > 0:
		s = fmt.Sprintf("%s more than %s", counted(len(more), "role pays", "roles pay"), own)
	case len(less) > 0 && len(less) <= 3:
		s = fmt.Sprintf("%s %s less than %s", joined(less), payPays(less), own)
	case len(less) > 0:
		s = fmt.Sprintf("%s less than %s", counted(len(less), "role pays", "roles pay"), own)
	case len(ties) > 0 && !other:
		return titled("No other role’s pay can be told apart from "+own+" pay", "Median pay by role")
	}
	if s != "" && len(ties) > 0 && !other {
		if long := s + "; " + numberWord(len(ties)) + " can’t be told apart"; len(strings.Fields(long)) <= titleWords {
			s = long
		}
	}
	return titled(capital(s), "Median pay by role")
}

// levelTitle names the steps between levels that are sure.
func levelTitle(rows []Row) string {
	var steps []string
	all, printed := true, 0
	first, last := "", ""
	for _, r := range rows {
		if r.Amounts == nil {
			continue
		}
		if printed++; printed == 1 {
			first = r.Label
			continue
		}
		last = r.Label
		switch v := r.Versus; {
		case v != nil && v.Grade == aggregate.Good && v.Told == toldMore:
			steps = append(steps, capital(levelJobs(r.Label))+" pay more than "+levelJobs(v.Of))
		default:
			all = false
		}
	}
	switch {
	case len(steps) > 1 && all:
		return titled("Pay rises at each step from "+inSentence(first)+" to "+inSentence(last), "Median pay by seniority")
	case len(steps) > 0:
		return titled(steps[0], "Median pay by seniority")
	}
	return "Median pay by seniority"
}

func levelJobs(label string) string {
	if label == "Interns" {
		return "internships"
	}
	return inSentence(label) + " jobs"
}

// workplaceTitle tells of all pairs, not only of those in the column.
func (b *builder) workplaceTitle(rows []Row) string {
	var printed []Row
	for _, r := range rows {
		if r.Amounts != nil {
			printed = append(printed, r)
		}
	}
	ties, pairs := 0, 0
	told := ""
	for i, x := range printed {
		for _, y := range printed[i+1:] {
			pairs++
			switch v := b.compare(x, y); {
			case v == nil:
			case v.Told == toldTie:
				ties++
			case v.Grade == aggregate.Good && told == "":
				told = fmt.Sprintf("%s pay %s than %s", capital(workplaceJobs(x.Place)), v.Told, workplaceJobs(y.Place))
			}
		}
	}
	switch {
	case told != "":
		return titled(told, "Median pay by workplace")
	case pairs > 0 && ties == pairs:
		var names []string
		for _, r := range printed {
			names = append(names, strings.TrimSuffix(workplaceJobs(r.Place), " jobs"))
		}
		return titled("Pay of "+joined(names)+" jobs can’t be told apart", "Median pay by workplace")
	}
	return "Median pay by workplace"
}

// titleWords is the most that a title has.
const titleWords = 15

// titled is the title, or the plain one where it says nothing or too much.
func titled(title, plain string) string {
	if title == "" || len(strings.Fields(title)) > titleWords {
		return plain
	}
	return title
}

func payPays(subjects []string) string {
	if len(subjects) == 1 {
		return "pays"
	}
	return "pay"
}

// joined names all of a few, each as in a sentence but the first.
func joined(names []string) string {
	out := slices.Clone(names)
	for i := 1; i < len(out); i++ {
		out[i] = inSentence(out[i])
	}
	if len(out) < 2 {
		return strings.Join(out, "")
	}
	return strings.Join(out[:len(out)-1], ", ") + " and " + out[len(out)-1]
}

// numberWord is a number as a sentence has it.
func numberWord(n int) string {
	words := []string{"none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"}
	if n < len(words) {
		return words[n]
	}
	return whole(float64(n))
}

func counted(n int, one, many string) string {
	if n == 1 {
		return "one " + one
	}
	return numberWord(n) + " " + many
}
