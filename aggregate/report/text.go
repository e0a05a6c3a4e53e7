package report

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
)

// text is the short answer and the sources table, for a terminal.
type text struct{}

func (text) File() string { return "report.txt" }

func (text) Render(w io.Writer, r Report) error {
	var b strings.Builder
	for _, s := range r.Answer.Lede {
		b.WriteString(s.Text)
	}
	if _, err := fmt.Fprintf(w, "%s\n%s\n\n%s\n", r.Title, r.Scope, strings.TrimSpace(b.String())); err != nil {
		return err
	}
	if r.Answer.Meaning != "" {
		fmt.Fprintf(w, "%s\n", r.Answer.Meaning)
	}
	for _, c := range r.Charts {
		if c.ID != "sources" {
			continue
		}
		fmt.Fprintf(w, "\n%s\n", c.Title)
		if c.Empty != "" {
			fmt.Fprintln(w, c.Empty)
			continue
		}
		t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
		fmt.Fprintln(t, "source\tside\tmedian\t95 % interval\tmean\tpostings\tjobs\temployers\tstating pay\tgrade")
		for _, g := range c.Groups {
			for _, row := range g.Rows {
				x := row.Text
				fmt.Fprintf(t, "%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", row.Label, row.Side, or(x.Median, x.Withheld), x.Interval, x.Mean, x.Postings, x.Jobs, x.Employers, x.Disclosure, row.Grade)
			}
		}
		if err := t.Flush(); err != nil {
			return err
		}
	}
	_, err := fmt.Fprintf(w, "\n%s\n", r.Cite)
	return err
}
