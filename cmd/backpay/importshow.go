package main

import (
	"errors"
	"fmt"
	"strings"
	"text/tabwriter"

	"backpay/scraper"
	"backpay/scraper/mapping"
	"backpay/scraper/rows"
)

const shownRows = 5 // rows that a dry run shows as they are read

// show prints what tables are made of, and keeps nothing: a first mapping, or
// what would be read of them.
func (im *importer) show(files []string) error {
	shown := 0
	u := unpacker{bad: im.fault, passed: im.passedOver}
	u.give = func(p payload) error {
		err := im.showOne(p)
		if err != nil {
			im.fault(p.Name, err)
		} else {
			shown++
		}
		return im.ctx.Err()
	}
	defer im.faultsLeft()
	for _, f := range files {
		if err := u.file(f); err != nil && !errors.Is(err, errLimit) {
			return err
		}
	}
	switch {
	case im.bad > 0 && shown == 0:
		return usageError{errReported}
	case im.bad > 0:
		return partialError{fmt.Errorf("import: %d of %d can't be read", im.bad, im.bad+shown)}
	}
	return nil
}

func (im *importer) showOne(p payload) error {
	if im.cmd.Suggest {
		return im.suggest(p)
	}
	sheets, err := im.sheets(p)
	if err != nil {
		return err
	}
	for _, s := range sheets {
		if err := im.dryRun(p, s); err != nil {
			return err
		}
	}
	return nil
}

// suggest writes a first mapping of the first table that can have one.
func (im *importer) suggest(p payload) error {
	tables, err := mapping.Open(asTable(p), rows.Options{})
	if err != nil {
		return err
	}
	var first error
	for _, t := range tables {
		m, err := mapping.Infer(t)
		if err == nil {
			return m.Write(im.stdout, t, p.Name)
		}
		if first == nil {
			first = err
		}
	}
	return first
}

// dryRun prints what each column becomes, the first rows as they are read, and
// the rows that can't be read.
func (im *importer) dryRun(p payload, s sheet) error {
	by := "by the names and contents of its columns"
	switch {
	case im.mapping != nil:
		by = "by " + im.cmd.Map
	case s.shape != "":
		by = "as " + s.shape
	}
	name := p.Name
	if s.Name != "" {
		name += ", " + s.Name
	}
	fmt.Fprintf(im.stdout, "%s: %s, read %s as %s\n\n", name, s.Form, by, s.m.Kind)
	if err := s.m.Write(im.stdout, s.Table, p.Name); err != nil {
		return err
	}
	k := tableKeeper{im: im, p: p, s: s}
	w := tabwriter.NewWriter(im.stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "\nrow\ttitle\temployer\tplace\tdate\tpay")
	fills := map[string]int{}
	n, shown := 0, 0
	for row, err := range s.Rows() {
		var one *rows.RowError
		switch {
		case errors.As(err, &one):
			k.fault(one.Row, one.Err)
			continue
		case err != nil:
			return err
		case s.read.Skipped(row):
			k.skipped++
			continue
		}
		line, filled, err := wordRow(s, row)
		switch {
		case errors.Is(err, mapping.ErrNoTitle):
			k.untitled = append(k.untitled, row.Number)
			continue
		case err != nil:
			k.fault(row.Number, err)
			continue
		}
		n++
		for _, f := range filled {
			fills[f]++
		}
		if shown < shownRows && line != "" {
			shown++
			fmt.Fprintf(w, "%d\t%s\n", row.Number, line)
		}
	}
	if err := w.Flush(); err != nil {
		return err
	}
	fmt.Fprintf(im.stdout, "\n%s would be kept", countOf(n, "row"))
	for _, f := range filledNames {
		fmt.Fprintf(im.stdout, "; %d with %s", fills[f], f)
	}
	fmt.Fprintf(im.stdout, ". %s left out by the filter.\n", countOf(k.skipped, "row"))
	k.tell()
	if len(k.odd) > 0 {
		return fmt.Errorf("%s can't be read: %s (%w)", countOf(len(k.odd), "row"), numbers(k.odd), k.first)
	}
	return nil
}

// filledNames are the fields whose filled share a dry run prints.
var filledNames = []string{"employer", "place", "address", "date", "pay", "estimate", "text"}

// wordRow words a row as it is read.
func wordRow(s sheet, row rows.Row) (line string, filled []string, err error) {
	if s.m.Kind == "observations" {
		all, err := s.read.Observations(row)
		if err != nil || len(all) == 0 {
			return "", nil, err
		}
		o := all[0]
		var pays []string
		for _, o := range all {
			pays = append(
				pays,
				strings.TrimSpace(fmt.Sprintf("%s %.10g %s a %s", o.PayKind, o.Amount, o.Currency, o.Period)),
			)
		}
		filled = []string{"pay"}
		return short(o.Title) + "\t" + short(o.Company) + "\t" + short(o.Place+" "+o.Country) + "\t" + o.AsOf + "\t" +
			strings.Join(pays, ", "), filled, nil
	}
	p, err := s.read.Posting(row)
	if err != nil {
		return "", nil, err
	}
	for _, f := range []struct {
		name string
		has  bool
	}{
		{"employer", p.Company != ""}, {"place", p.Place != ""}, {"address", p.URL != ""}, {"date", !p.PostedAt.IsZero()}, {"text", p.Description != ""},
	} {
		if f.has {
			filled = append(filled, f.name)
		}
	}
	var pays []string
	stated, guessed := false, false
	for _, y := range p.Pay {
		pays = append(pays, wordPay(y))
		stated, guessed = stated || y.Origin != scraper.Predicted, guessed || y.Origin == scraper.Predicted
	}
	if stated {
		filled = append(filled, "pay")
	} else if guessed {
		filled = append(filled, "estimate")
	}
	day := ""
	if !p.PostedAt.IsZero() {
		day = p.PostedAt.Format("2006-01-02")
	}
	return short(p.Title) + "\t" + short(p.Company) + "\t" + short(p.Place) + "\t" + day + "\t" +
		strings.Join(pays, ", "), filled, nil
}

func wordPay(y scraper.Pay) string {
	s := short(y.Text)
	if y.Min > 0 || y.Max > 0 {
		s = strings.TrimSpace(fmt.Sprintf("%.10g..%.10g %s %s", y.Min, y.Max, y.Currency, y.Period))
	}
	if y.Middle {
		s += " (the middle)"
	}
	if y.Origin == scraper.Predicted {
		s += " (estimate)"
	}
	return s
}

// short cuts a text for a column of a terminal.
func short(s string) string {
	s = oneLine(s)
	if r := []rune(s); len(r) > 36 {
		return string(r[:35]) + "…"
	}
	return s
}
