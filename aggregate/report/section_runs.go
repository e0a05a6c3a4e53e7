package report

import (
	"cmp"
	"fmt"
	"slices"

	"backpay/aggregate/report/document"
)

// Runs tells how the sources' last runs went.
type Runs struct {
	Summary string `json:"summary"`
	// Rows are the sources that ran or hold postings; Idle counts the others.
	Rows     []Run  `json:"rows"`
	Idle     int    `json:"idle"`
	IdleText string `json:"idle_text,omitempty"`
	// Failed counts the sources that weren't read in full.
	Failed int `json:"failed"`
}

// Run is one source's last run.
type Run struct {
	Source   string `json:"source"`
	Title    string `json:"title"`
	Side     string `json:"side"`
	Status   string `json:"status"`
	Words    string `json:"words"` // Status in words
	Failed   bool   `json:"failed"`
	Finished string `json:"finished,omitempty"`
	Postings int    `json:"postings"`
	Count    string `json:"count"` // Postings as printed
	Error    string `json:"error,omitempty"`
}

// runsSection says how each source was read.
func (b *builder) runsSection() part {
	runs := b.runs()
	blocks := []document.Block{document.Text(sentence(runs.Summary))}
	t := document.Table{Caption: "The last run of each source", Heads: []document.Heading{
		{Text: "Source"}, {Text: "Last run"}, {Text: "Date", Short: true}, {Text: "Postings held", Number: true},
	}}
	for _, x := range runs.Rows {
		t.Rows = append(t.Rows, document.Line{Bad: x.Failed, Cells: []document.Cell{
			{Text: x.Title}, says(x.Words, x.Error), {Text: cmp.Or(x.Finished, "never")}, {Text: x.Count},
		}})
	}
	if len(t.Rows) > 0 {
		blocks = append(blocks, t)
	}
	if runs.IdleText != "" {
		blocks = append(blocks, document.Note{Text: sentence(runs.IdleText)})
	}
	return part{[]datum{{"runs", runs, false}}, blocks}
}

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
			w.words, w.failed = s.Status, true
		}
		r := Run{
			Source: s.Name, Title: b.sourceTitle(s.Name), Side: string(s.Side),
			Status: s.Status, Words: w.words, Failed: w.failed, Finished: day(s.FinishedAt),
			Postings: s.Postings, Count: whole(float64(s.Postings)), Error: s.Error,
		}
		switch s.Status {
		case "":
			if s.Postings == 0 && s.Tables == "" {
				out.Idle++
				continue // one line tells of all of these
			}
			if s.Tables != "" {
				r.Words = "never run: its tables came with the program, the newest of " + s.Tables
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
		out.IdleText = plural(
			out.Idle,
			"further source is known to the program and was never run",
			"further sources are known to the program and were never run",
		)
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

// sourceSheet are the sources: how each went, and what its data is used under.
func (b *builder) sourceSheet() document.Sheet {
	credits := map[string]Credit{}
	for _, c := range b.credits() {
		credits[c.Source] = c
	}
	s := document.Sheet{Name: "sources", Rows: func(yield func([]any) bool) {
		for _, s := range b.runs().Rows {
			c := credits[s.Source]
			if !yield(
				[]any{
					s.Source,
					s.Title,
					s.Side,
					s.Status,
					s.Finished,
					s.Postings,
					s.Error,
					c.Homepage,
					c.Attribution,
					c.Licence,
					c.Terms,
					c.Accessed,
				},
			) {
				return
			}
		}
	}}
	for _, name := range []string{"source", "title", "side", "status", "finished", "postings", "error", "homepage", "attribution", "licence", "terms", "accessed"} {
		s.Variables = append(s.Variables, document.Variable{Name: name, Kind: "string"})
	}
	return s
}
