package report

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"backpay/aggregate"
	"backpay/scraper"
	"backpay/scraper/testenv"
)

// Every claim stands in the report as it was published, in every form, and no
// number is made of several of them.
func TestClaimsSideBySide(t *testing.T) {
	file, r := build(t, small())
	if len(r.Claims.Rows) != len(small().Claims) {
		t.Fatalf("%d rows of %d claims", len(r.Claims.Rows), len(small().Claims))
	}
	for i, want := range []string{
		"Payboard|reported|$126,746|median of base pay|“average base pay”|5,508 reports|October 2026|from a page saved by hand",
		"Payboard|reported|$104,000|25th percentile of base pay||sample size not published|October 2026|from a page saved by hand",
		"Payboard|reported|$155,000|75th percentile of base pay||sample size not published|October 2026|from a page saved by hand",
		"Payboard|reported|$171,000|75th percentile of total pay||sample size not published|October 2026|from a page saved by hand",
		"Wagebook|employer|$11,000 a month|mean of base pay|“mean salary”|sample size not published|2022|cited by hand",
		"Office of Statistics|employer|at least $239,200|90th percentile of base pay||sample size not published, standard error 0.4%|May 2025|from its published file",
		"Office of Statistics|employer|+23.0%|growth|“job outlook”|sample size not published|2021|read on its page",
		"Board||48,000|count|“openings”|sample size not published|2022|cited by hand",
	} {
		x := r.Claims.Rows[i]
		got := strings.Join([]string{x.SourceTitle, x.Side, x.Text.Value, x.Text.Statistic, x.Text.Label, x.Text.Sample, x.Text.Date, x.Text.Obtained}, "|")
		if got != want {
			t.Errorf("row %d\n%s, want\n%s", i, got, want)
		}
	}
	page, md, csv := render(t, file, "html"), render(t, file, "md"), render(t, file, "claims")
	for _, want := range []string{"126,746", "171,000", "11,000", "239,200", "23.0%", "48,000", "Payboard"} {
		if !strings.Contains(page, want) || !strings.Contains(md, want) {
			t.Errorf("the page or report.md lacks %s", want)
		}
	}
	if n := strings.Count(csv, "\n"); n != 1+len(r.Claims.Rows) {
		t.Errorf("claims.csv has %d lines", n)
	}
	if r.Charts[0].Axis.Max < 239_200 || r.Charts[0].Axis.Max != r.Claims.Axis.Max || r.Charts[0].Axis.Min != r.Claims.Axis.Min {
		t.Errorf("scales: sources %v, claims %v", r.Charts[0].Axis, r.Claims.Axis)
	}
	groups := claimGroups(newBuilder(small()).claimRows())
	if len(groups) != 2 || groups[1].Name != "Employers" || len(groups[1].Drawn) != 2 || len(groups[1].Told) != 0 {
		t.Errorf("groups %+v", groups)
	}
	if m := groups[0].Drawn[0]; len(groups[0].Drawn) != 1 || m.p25 != 104_000 || m.p75 != 155_000 || m.Text.Spread != "25th percentile $104,000, 75th percentile $155,000" {
		t.Errorf("the middle and its quartiles: %+v", m)
	}
	if !r.Claims.Rows[5].Broader || r.Claims.Rows[0].Broader {
		t.Error("which occupations hold more roles is mixed up")
	}
}

// Pay in another currency is listed and not drawn: it is on no shared scale.
func TestClaimsElsewhere(t *testing.T) {
	in := small()
	in.Claims = []Claim{{
		Source: "payboard", Title: "Payboard", Side: scraper.Reported, ObtainedBy: "import", RetrievedAt: asOf,
		Belief: aggregate.Claim{Role: "backend", AnnualAmount: 260_004, AnnualFactor: 12},
		Said:   scraper.Claim{Title: "Backend Developer", Place: "Dubai", Statistic: "median", PayKind: "total", Amount: 21_667, Currency: "AED", Period: "month"},
	}}
	before := newBuilder(Input{Options: in.Options, Figures: in.Figures, Sources: in.Sources}).sourcesChart().Axis
	b := newBuilder(in)
	if fmt.Sprint(b.sourcesChart().Axis) != fmt.Sprint(before) {
		t.Error("it moved the scale")
	}
	g := claimGroups(b.claimRows())
	if len(g) != 1 || len(g[0].Told) != 1 || len(g[0].Drawn) != 0 {
		t.Fatalf("groups %+v", g)
	}
	want := "median of total pay AED\u00a021,667 a month (AED\u00a0260,004 a year); Backend Developer · Dubai; sample size not published; not dated, read 2 November 2026; from a page saved by hand"
	if got := g[0].Told[0].Sentence(); got != want {
		t.Errorf("sentence\n%s, want\n%s", got, want)
	}
}

// Thousands of claims stay in the files and don't swell the page.
func TestManyClaims(t *testing.T) {
	testenv.Long(t)
	in := small()
	for i := range 3000 {
		c := in.Claims[0]
		c.Said.Company = fmt.Sprint("Employer ", i)
		in.Claims = append(in.Claims, c)
	}
	r := Build(in)
	page := render(t, r, "html")
	if swollen := len(page) - len(render(t, Build(small()), "html")); swollen > 20_000 || !strings.Contains(page, "in claims.csv alone: older, or of a place, an employer or a skill.") {
		t.Errorf("the page has %d bytes", len(page))
	}
	checkPage(t, page)
	if n := strings.Count(render(t, r, "claims"), "\n"); n != 3000+1+8 {
		t.Errorf("claims.csv has %d lines", n)
	}
}

// A survey's figures stand beside the adverts', in their own kind of pay.
func TestObservedRows(t *testing.T) {
	in := small()
	for _, f := range cellOf("survey", "backend", "", 564, 564, 0, 171_300, 0.05, "good", "answers of 2024") {
		f.Side, f.PayKind, f.NEmployers = scraper.Reported, "total", 0
		in.Figures = append(in.Figures, f)
	}
	in.Sources = append(in.Sources, Source{Name: "survey", Title: "The Survey", Side: scraper.Reported})
	c := newBuilder(in).sourcesChart()
	g := c.Groups[len(c.Groups)-1]
	if g.Side != "reported" || len(g.Rows) != 1 {
		t.Fatalf("group %+v", g)
	}
	row := g.Rows[0]
	if row.Label != "The Survey, total pay" || row.Text.Jobs != "564 answers" || row.Text.Employers != "employers not known" || row.Text.Median != "$171,300" ||
		!strings.HasSuffix(row.Text.Where, "AND pay_kind = 'total'") {
		t.Errorf("row %+v", row)
	}
}

// A page shows what is about the role as such before what one employer pays,
// and of a series the newest only; nothing is lost to the files.
func TestClaimsAboutTheRoleComeFirst(t *testing.T) {
	in := small()
	older := in.Claims[0]
	older.Said.AsOf, older.Said.Amount = "2025-10", 120_000
	in.Claims = append(in.Claims, older)
	for i := range 30 {
		c := in.Claims[0]
		c.Said.Company, c.Said.Place = fmt.Sprint("Aldermoor ", i), ""
		in.Claims = append(in.Claims, c)
		c.Belief.Role = "software"
		in.Claims = append(in.Claims, c)
	}
	c := newBuilder(in).claims()
	companies, i := 0, -1
	for _, r := range c.Rows {
		if r.with || r.hidden {
			continue
		}
		i++
		if i == 0 && r.Amount != 126_746 || r.Amount == 120_000 || r.Company != "" && r.Broader {
			t.Errorf("row %d: %s %s %s", i, r.Text.About, r.Text.Value, r.Text.Date)
		}
		if r.Company != "" {
			companies++
		}
	}
	if companies != narrowShown || len(c.Rows) != len(in.Claims) {
		t.Errorf("%d rows of employers are shown; %d rows of %d claims", companies, len(c.Rows), len(in.Claims))
	}
}

// A forecast that the editor cites of another role is said to be of another, and
// left out where it names no country: it says nothing of this report's question.
func TestOutlookOfAnotherRole(t *testing.T) {
	in := small()
	for _, c := range []struct{ source, country string }{{"cited-here", "US"}, {"cited-nowhere", ""}} {
		in.Published = append(in.Published, Claim{
			Source: c.source, Side: scraper.Posted, ObtainedBy: "citation",
			Said:   scraper.Claim{Title: "Front-end developer", Statistic: "count", Amount: 48_000, AsOf: "2022"},
			Belief: aggregate.Claim{Role: "frontend", Country: c.country},
		})
	}
	var about []string
	for _, r := range newBuilder(in).outlook() {
		if strings.HasPrefix(r.Source, "cited") {
			about = append(about, r.Source+": "+r.Text.About)
		}
	}
	want := []string{"cited-here: Front-end developer · United States · another role than this"}
	if !slices.Equal(about, want) {
		t.Errorf("outlook %q, want %q", about, want)
	}
}
