package main

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"

	"backpay/aggregate/place"
	"backpay/scraper"
	"backpay/scraper/source/jsonld"
)

// payWords say what About.Pay tells of a source.
var payWords = map[string]string{
	"structured": "in fields", "text": "in the text, if at all", "predicted": "estimates only", "absent": "none said",
}

// serving are the listing sources that are about a country, and those that
// list jobs of anywhere.
func serving(plans []plan, country string) (here, anywhere []plan) {
	for _, p := range plans {
		switch about := p.source.About(); {
		case about.Kind != scraper.Listing:
		case slices.Contains(about.Countries, country):
			here = append(here, p)
		case len(about.Countries) == 0:
			anywhere = append(anywhere, p)
		}
	}
	return here, anywhere
}

// printCountry writes which sources serve a country and what pay they state.
func printCountry(w io.Writer, plans []plan, country string) error {
	here, anywhere := serving(plans, country)
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	list := func(head string, plans []plan) {
		fmt.Fprintf(t, "%s\n", head)
		fmt.Fprintln(t, "source\tpay\tread by\ton\twhat")
		for _, p := range plans {
			about := p.source.About()
			on := "off"
			if p.enabled() && about.Access != scraper.Import {
				on = "on"
			}
			fmt.Fprintf(t, "%s\t%s\t%s\t%s\t%s\n", about.Name, payWords[about.Pay], about.Access, on, about.Title)
		}
	}
	if len(here) > 0 {
		list("Jobs in "+place.Name(country)+":", here)
		fmt.Fprintln(t)
	}
	list("Jobs of anywhere, or of the employers that you name:", anywhere)
	return t.Flush()
}

// printCountries writes the table of README: the sources of each country by
// what pay they state, a line for countries that have the same ones.
func printCountries(w io.Writer, sources []scraper.Source) {
	type cells struct{ fields, text, none string }
	of := map[string]*cells{"": {}}
	for _, s := range sources {
		about := s.About()
		if about.Kind != scraper.Listing {
			continue
		}
		name := about.Name
		if !about.OnByDefault {
			name += " (off)"
		}
		where := about.Countries
		if len(where) == 0 {
			where = []string{""}
		}
		for _, c := range where {
			if of[c] == nil {
				of[c] = &cells{}
			}
			cell := &of[c].none
			switch about.Pay {
			case "structured":
				cell = &of[c].fields
			case "text":
				cell = &of[c].text
			}
			*cell = strings.TrimPrefix(*cell+", "+name, ", ")
		}
	}
	alike := map[cells][]string{}
	for c, cells := range of {
		name := place.Name(c)
		if c == "" {
			name = "Anywhere"
		}
		alike[*cells] = append(alike[*cells], name)
	}
	var lines []string
	for cells, names := range alike {
		slices.Sort(names)
		lines = append(
			lines,
			fmt.Sprintf("| %s | %s | %s | %s |", strings.Join(names, ", "), cells.fields, cells.text, cells.none),
		)
	}
	slices.Sort(lines)
	fmt.Fprintln(w, "| jobs in | pay in fields | pay in the text, if at all | no pay, or estimates |")
	fmt.Fprintln(w, "| --- | --- | --- | --- |")
	fmt.Fprintln(w, strings.Join(lines, "\n"))
}

// printRecipes writes the recipes of the source jsonld.
func printRecipes(w io.Writer) error {
	fmt.Fprintln(w, "Recipes of the source jsonld, for sites whose job pages carry JobPosting:")
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "recipe\tservice\tline of sites")
	for _, r := range jsonld.Recipes() {
		line := "{recipe: " + r.Name
		if !r.Many {
			line += ", company: Acme"
		}
		if r.Key != "" {
			line += ", " + r.Key + ": " + r.Example
		}
		fmt.Fprintf(t, "%s\t%s\t- %s}\n", r.Name, r.Title, line)
	}
	if err := t.Flush(); err != nil {
		return err
	}
	for _, r := range jsonld.Recipes() {
		if r.About != "" {
			fmt.Fprintf(w, "\n%s: %s\n", r.Name, r.About)
		}
	}
	return nil
}
