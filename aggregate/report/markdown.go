package report

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"backpay/aggregate/report/chart"
)

// markdown is report.md, for a static site: front matter, tables, footnotes.
type markdown struct{}

func (markdown) File() string { return "report.md" }

func (markdown) Render(w io.Writer, r Report) error {
	m := &mdWriter{w: bufio.NewWriter(w), notes: map[string]int{}, figures: r.drawings()}
	for i, c := range r.Credits {
		m.notes[c.Source] = i + 1
	}
	m.front(r)
	m.answer(r)
	m.chart(r.Chart("sources"))
	m.claims(r.Claims)
	m.why(r.Why)
	m.chart(r.Chart("roles"))
	m.cities(r.Cities)
	m.effects(r.Skills)
	m.effects(r.SoftSkills)
	m.chart(r.Chart("seniority"))
	m.chart(r.Chart("remote"))
	m.counts(r.Demand)
	m.spread(r.Spread)
	m.effects(r.Trend)
	m.planted(r.Planted)
	m.runs(r.Runs)
	m.facts("Data quality", r.Quality)
	m.bars(r.Disclosure)
	m.line("## Method\n")
	for _, f := range r.Method {
		m.line("**%s.** %s\n", esc(f.Name), esc(f.Value))
	}
	if r.SQL != "" {
		m.line("## The same numbers from the database\n")
		f := fence(r.SQL)
		m.line("%ssql\n%s\n%s\n", f, r.SQL, f)
	}
	m.line("## How to cite\n\n%s\n", esc(r.Cite))
	m.credits(r.Credits)
	return m.w.Flush()
}

type mdWriter struct {
	w     *bufio.Writer
	notes map[string]int // source to its footnote
	// figures are those that have pictures of their own.
	figures []chart.Figure
}

// picture sets a figure's picture with its text alternative, and what stands
// under it.
func (m *mdWriter) picture(name string) {
	for _, f := range m.figures {
		if f.Name == name {
			m.line("![%s](%s/%s.png)\n", esc(clean(f.Description, altLength)), charts, name)
			m.line("%s%s. [SVG](%s/%[4]s.svg), [PNG](%[3]s/%[4]s.png)\n", esc(f.Source+dot(f.Source)), esc(f.Edition), charts, name)
		}
	}
}

// altLength cuts a picture's text alternative, in characters: the table under
// the picture holds every number.
const altLength = 1000

// dot ends a sentence where there is one.
func dot(s string) string {
	if s == "" {
		return ""
	}
	return ". "
}

// line writes a formatted line. A failed write is kept by bufio until Flush.
func (m *mdWriter) line(format string, args ...any) { fmt.Fprintf(m.w, format+"\n", args...) }

func (m *mdWriter) front(r Report) {
	m.line("---")
	for _, kv := range [][2]string{
		{"title", r.Title},
		{"date", r.AsOf},
		{"description", r.lede()},
		{"edition", r.Edition},
		{"role", r.Role},
		{"country", r.Country},
		{"currency", r.Currency},
		{"grade", r.Answer.Grade},
		{"image", "charts/card.png"},
	} {
		m.line("%s: %s", kv[0], quoted(kv[1]))
	}
	m.line("---\n")
}

// quoted is a string in double quotes for YAML, of which JSON's strings are a
// part; braces and angle brackets come as escapes.
func quoted(s string) string {
	b, err := json.Marshal(s)
	if err != nil {
		return `""`
	}
	return strings.NewReplacer("{", `\u007b`, "}", `\u007d`).Replace(string(b))
}

func (m *mdWriter) answer(r Report) {
	var lede strings.Builder
	for _, s := range r.Answer.Lede {
		if s.Number {
			lede.WriteString("**" + esc(s.Text) + "**")
		} else {
			lede.WriteString(esc(s.Text))
		}
	}
	m.line("%s\n\n%s\n", lede.String(), esc(r.Answer.Meaning))
	m.table([]string{"", "", ""}, len(r.Answer.Facts), func(i int) []string {
		f := r.Answer.Facts[i]
		return []string{esc(f.Name), "**" + esc(f.Value) + "**", esc(f.Detail)}
	})
}

func (m *mdWriter) chart(c Chart) {
	m.line("## %s\n", esc(c.Section))
	if c.Empty != "" {
		m.line("%s\n", esc(c.Empty))
		return
	}
	m.line("### %s\n\n%s\n", esc(c.Title), esc(c.Subtitle))
	m.picture(c.ID)
	for _, g := range c.Groups {
		if g.Name != "" {
			m.line("**%s**: %s\n", esc(g.Name), esc(g.Detail))
		}
		head := []string{"", "Median", "Interval", "Mean", "Middle half", "Postings", "Jobs", "Employers", "Without merging copies", "State pay", "Grade"}
		if c.Versus != "" {
			head = append(head, c.Versus)
		}
		m.table(head, len(g.Rows), func(i int) []string {
			row := m.row(g.Rows[i], c.ID == "sources")
			if c.Versus != "" {
				row = append(row, esc(versusText(g.Rows[i])))
			}
			return row
		})
	}
	m.line("%s\n", esc(c.Note))
}

func (m *mdWriter) row(r Row, cite bool) []string {
	label := esc(r.Label)
	if r.Own {
		label = "**" + label + "**"
	}
	if n := m.notes[r.Source]; cite && n > 0 {
		label += fmt.Sprintf("[^%d]", n)
	}
	grade := r.Grade
	if r.Reason != "" {
		grade += ": " + r.Reason
	}
	median := r.Text.Median
	if r.Amounts == nil {
		median = r.Text.Withheld
	}
	raw := "not shown"
	if r.WithoutDedupe != nil {
		raw = esc(r.WithoutDedupe.Text)
	}
	shown := func(s string) string {
		if s == "" {
			return "not shown"
		}
		return esc(s)
	}
	return []string{
		label, esc(median), shown(r.Text.Interval), shown(r.Text.Mean), shown(r.Text.Middle),
		esc(or(r.Text.Postings, "none")), esc(r.Text.Jobs), esc(r.Text.Employers), raw, esc(or(r.Text.Disclosure, "not asked")), esc(grade),
	}
}

// versusText is a row's difference as a cell has it.
func versusText(r Row) string {
	if r.Versus == nil {
		return or(r.Text.Compared, "not compared")
	}
	return r.Versus.Words + " (" + r.Versus.Interval + ")"
}

func (m *mdWriter) claims(c Claims) {
	m.line("## What others publish\n")
	if c.Empty != "" {
		m.line("%s\n", esc(c.Empty))
		return
	}
	m.line("### %s\n\n%s.\n", esc(c.Title), esc(c.Subtitle))
	m.picture("claims")
	for _, g := range c.Groups() {
		m.line("**%s**: %s\n", esc(g.Name), esc(g.Detail))
		if len(g.Drawn) > 0 {
			m.table(
				[]string{"", "About", "As published", "What it is", "In its words", "Rests on", "Date", "How obtained"},
				len(g.Drawn), func(i int) []string { return m.claim(g.Drawn[i]) },
			)
		}
		for _, r := range g.Told {
			m.line("- %s: %s", m.publisher(r), esc(r.Sentence()))
		}
		if g.More > 0 {
			m.line("- And %d more, not shown here: older, or of a place, an employer or a skill; claims.csv holds all", g.More)
		}
		if len(g.Told) > 0 || g.More > 0 {
			m.line("")
		}
	}
	m.line("%s\n", esc(c.Note))
}

func (m *mdWriter) publisher(r ClaimRow) string {
	if r.URL == "" {
		return esc(r.SourceTitle)
	}
	return esc(r.SourceTitle) + " <" + mdLink(r.URL) + ">"
}

func (m *mdWriter) claim(r ClaimRow) []string {
	value := r.Text.Value
	if r.Text.Annual != "" {
		value += " (" + r.Text.Annual + ")"
	}
	if r.Text.Spread != "" {
		value += "; " + r.Text.Spread
	}
	row := escAll([]string{r.Text.About, value, r.Text.Statistic, r.Text.Label, r.Text.Sample, r.Text.Date, r.Text.Obtained})
	return append([]string{m.publisher(r)}, row...)
}

func (m *mdWriter) planted(t *PlantedTable) {
	if t == nil {
		return
	}
	m.line("## Planted and found\n\n%s\n", esc(t.Intro))
	m.table([]string{"Role", "Planted median", "Found median", "Difference"}, len(t.Rows), func(i int) []string {
		return escAll(t.Rows[i].Text)
	})
}

func (m *mdWriter) runs(r Runs) {
	m.line("## How the sources were read\n\n%s.\n", esc(capital(r.Summary)))
	if r.IdleText != "" {
		m.line("%s.\n", esc(capital(r.IdleText)))
	}
	if len(r.Rows) == 0 {
		return
	}
	m.table([]string{"Source", "Last run", "Date", "Postings held", "Error"}, len(r.Rows), func(i int) []string {
		x := r.Rows[i]
		return escAll([]string{x.Title, x.Words, or(x.Finished, "never"), x.Count, or(x.Error, "none")})
	})
}

func (m *mdWriter) facts(title string, facts []Fact) {
	m.line("## %s\n", esc(title))
	m.table([]string{"", "Number", ""}, len(facts), func(i int) []string {
		return escAll([]string{facts[i].Name, facts[i].Value, facts[i].Detail})
	})
}

func (m *mdWriter) credits(credits []Credit) {
	for i, c := range credits {
		at := ""
		if c.Homepage != "" {
			at = " <" + mdLink(c.Homepage) + ">."
		}
		m.line("[^%d]: %s.%s Accessed %s. Attribution: %s. Licence: %s.", i+1,
			esc(c.Title), at, esc(c.Accessed), esc(c.Attribution), esc(c.Licence))
	}
}

func (m *mdWriter) table(head []string, n int, row func(int) []string) {
	m.line("| %s |", strings.Join(head, " | "))
	m.line("|%s", strings.Repeat(" --- |", len(head)))
	for i := range n {
		m.line("| %s |", strings.Join(row(i), " | "))
	}
	m.line("")
}

func or(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

func escAll(in []string) []string {
	out := make([]string, len(in))
	for i, s := range in {
		out[i] = esc(s)
	}
	return out
}

// esc makes text inert in Markdown, and in the templates that a static site
// may run over it: HTML's and the templates' signs become entities, Markdown's
// get a backslash, and neither an address nor a list can begin by itself.
func esc(s string) string {
	var b strings.Builder
	for i, r := range s {
		switch r {
		case '&', '<', '>', '{', '}', '@', '"':
			fmt.Fprintf(&b, "&#%d;", r)
		case '\\', '`', '*', '_', '[', ']', '#', '|', '~', '!', '^', '$', '=':
			b.WriteByte('\\')
			b.WriteRune(r)
		case ':':
			if strings.HasPrefix(s[i:], "://") {
				b.WriteByte('\\')
			}
			b.WriteRune(r)
		case '.':
			if j := max(0, i-3); strings.EqualFold(s[j:i], "www") || allDigits(s[:i]) {
				b.WriteByte('\\')
			}
			b.WriteRune(r)
		case '-', '+', ')':
			if i == 0 || allDigits(s[:i]) {
				b.WriteByte('\\')
			}
			b.WriteRune(r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// allDigits tells whether a list's number could stand before.
func allDigits(s string) bool {
	if len(s) == 0 || len(s) > 9 {
		return false
	}
	return strings.Trim(s, "0123456789") == ""
}

// mdLink makes an address fit to stand between angle brackets.
func mdLink(s string) string {
	return strings.NewReplacer("<", "%3C", ">", "%3E", " ", "%20", "{", "%7B", "}", "%7D", "|", "%7C", "\\", "%5C").Replace(s)
}

// fence is a row of backticks longer than any in the text.
func fence(s string) string {
	longest, run := 2, 0
	for _, r := range s {
		if r == '`' {
			run++
			longest = max(longest, run)
		} else {
			run = 0
		}
	}
	return strings.Repeat("`", longest+1)
}
