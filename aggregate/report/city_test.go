package report

import (
	"math"
	"slices"
	"strings"
	"testing"

	"backpay/aggregate"
	"backpay/scraper/testenv"
)

func spoken(spans []Span) string {
	var b strings.Builder
	for _, s := range spans {
		b.WriteString(s.Text)
	}
	return b.String()
}

// A place's row leads from its median to what is left, to the cent.
func TestCities(t *testing.T) {
	c := newBuilder(small()).cities()
	var labels []string
	for _, r := range c.Rows {
		labels = append(labels, r.Label)
		if r.Tax != nil && math.Abs(r.Median.Value-r.Tax.taken()-r.Tax.After.Value) > .005 {
			t.Errorf("%s: %v less tax of %v is not %v", r.Label, r.Median.Value, r.Tax.taken(), r.Tax.After.Value)
		}
		if r.Left != nil && math.Abs(r.Tax.After.Value-12*r.RentMonth-r.Left.Value) > .005 {
			t.Errorf("%s: %v after tax and a rent of %v don't leave %v", r.Label, r.Tax.After.Value, r.RentMonth, r.Left.Value)
		}
	}
	// By what is left; then those of which it isn't known.
	if got, want := strings.Join(labels, "; "), "Dunmere, TX; Farrow, NY; Marlow Bay, CA; Port Quill-under-Sandwick, WA; Tarn, NV"; got != want {
		t.Errorf("rows %s, want %s", got, want)
	}
	if want := "After tax and rent, Dunmere leaves $600 to $16,000 more than Farrow. There is no clear difference from Marlow Bay."; spoken(c.Finding) != want {
		t.Errorf("finding %q, want %q", spoken(c.Finding), want)
	}
	// The one that differs clearly is rough: no title.
	if want := "What tax and rent leave of median pay"; c.Title != want {
		t.Errorf("title %q, want %q", c.Title, want)
	}
	if want := "Too few jobs, or too wide an interval: Hale, OR (31 jobs at 12 employers)."; !strings.HasSuffix(c.Note, want) {
		t.Errorf("note %q lacks %q", c.Note, want)
	}
	port, tarn := c.Rows[3], c.Rows[4]
	if port.Left != nil || port.Tax == nil || port.Text.Rent != "not known" || port.Text.Left != "not known" || port.Text.Price != "80.0" {
		t.Errorf("a place without a rent: %+v", port)
	}
	if tarn.Tax != nil || tarn.Text.Tax != "not known" || tarn.Text.Median != "$141,000" || tarn.Text.CityWhere != "" || len(tarn.Text.Sums) != 0 {
		t.Errorf("a place that no table knows: %+v", tarn)
	}
}

// A title claims no more than a good difference clear of zero.
func TestCityTitles(t *testing.T) {
	minus := func(low, high float64, grade string) func([]aggregate.Figure) {
		return func(all []aggregate.Figure) {
			for i := range all {
				if all[i].Statistic == "left_minus:90001" && all[i].Place == "90002" {
					all[i].CILow, all[i].CIHigh, all[i].Grade = low, high, grade
				}
			}
		}
	}
	for _, c := range []struct {
		name, title, finding string
		change               func([]aggregate.Figure)
	}{
		{
			"good and clear", "After tax and rent, Dunmere leaves more than Marlow Bay",
			"Dunmere leaves $600 to $16,000 more than Farrow; Dunmere leaves about $2,000 more than Marlow Bay ($400 to $8,000).", minus(499.5, 7_510, "good"),
		},
		{"clear and rough", "What tax and rent leave of median pay", "Dunmere leaves $1 to $8,000 more than Marlow Bay", minus(1, 7_510, "rough")},
		{"touching zero", "What tax and rent leave of median pay", "There is no clear difference from Marlow Bay.", minus(0, 7_510, "good")},
		{"withheld", "What tax and rent leave of median pay", "After tax and rent, Dunmere leaves $600 to $16,000 more than Farrow.", minus(499, 7_510, "withheld")},
		{"the other way", "What tax and rent leave of median pay", "Dunmere leaves about $2,000 less than Marlow Bay ($500 to $8,000)", func(all []aggregate.Figure) {
			for i := range all {
				if f := &all[i]; f.Statistic == "left_minus:90001" && f.Place == "90002" {
					f.Place, f.Statistic, f.CILow, f.CIHigh = "90001", "left_minus:90002", 500, 7_510
				}
			}
		}},
		{"medians alone", "Median pay by city", "", func(all []aggregate.Figure) {
			for i := range all {
				if all[i].Measure == "city" {
					all[i].Edition = "older"
				}
			}
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			in := small()
			c.change(in.Figures)
			got := newBuilder(in).cities()
			if got.Title != c.title || !strings.Contains(spoken(got.Finding), c.finding) || c.finding == "" && len(got.Finding) > 0 {
				t.Errorf("title %q, finding %q", got.Title, spoken(got.Finding))
			}
			if len(strings.Fields(got.Title)) > 15 {
				t.Errorf("a title of more than 15 words: %s", got.Title)
			}
		})
	}
}

// In other countries there are medians by city, and nothing is made up of tax.
func TestCitiesElsewhere(t *testing.T) {
	in := small()
	in.Options.Country, in.Places = "CA", nil
	in.Figures = slices.DeleteFunc(in.Figures, func(f aggregate.Figure) bool { return f.Measure == "city" })
	names := map[string]string{"90001": "Toronto", "90002": "Montréal", "90003": "remote"}
	for i := range in.Figures {
		f := &in.Figures[i]
		f.Country = "CA"
		if f.Place != "" {
			f.Place = names[f.Place]
		}
	}
	r, p := build(t, in)
	c := p.Cities
	if len(c.Rows) != 2 || c.Rows[0].Label != "Toronto" || c.Reckoned || c.Title != "Median pay by city" || c.Method != "" {
		t.Errorf("%+v", c)
	}
	page := render(t, r, "html")
	checkPage(t, page)
	if strings.Contains(page, "Left after tax") || !strings.Contains(page, "Montréal") {
		t.Error("the page has columns of nothing, or no Montréal")
	}
	in.Figures = nil
	if c := newBuilder(in).cities(); c.Empty == "" || len(c.Rows) > 0 {
		t.Errorf("without any place: %+v", c)
	}
}

// What tax and rent take may be more than there is: nothing is drawn outside.
func TestBar(t *testing.T) {
	r := City{
		Grade: "good", Median: Estimate{20_000, 18_000, 22_000}, Rent: 24_000, Left: &Estimate{-8_000, -9_500, -6_500},
		Tax: &CityTax{Federal: Estimate{Value: 4_000}},
	}
	axis := cityAxis([]City{r}, "USD")
	if axis.Min != 0 {
		t.Errorf("bars start at %v", axis.Min)
	}
	for _, m := range r.cityLine(true).Marks {
		if m.From < axis.Min || m.To < axis.Min {
			t.Errorf("a mark from %v to %v", m.From, m.To)
		}
	}
	for v, want := range map[float64]string{1234.5: "$1,234.50", -0.001: "$0.00", -12.345: "−$12.35", 999.999: "$1,000.00", 0.05: "$0.05"} {
		if got := exact(v, "USD"); got != want {
			t.Errorf("%v is %q, want %q", v, got, want)
		}
	}
}

// The section's picture has the numbers of the page.
func TestCityPicture(t *testing.T) {
	testenv.Long(t)
	c, files := newBuilder(small()).cities(), charted(t, small())
	for _, width := range []string{"", "-phone"} {
		shown := svgText(t, files["charts/cities"+width+".svg"])
		want := []string{"Office of Rents", "rough"}
		for _, r := range c.Rows {
			want = append(want, strings.Fields(r.Label)[0], r.Text.Left, r.Text.LeftInterval, r.Text.Tax, r.Text.Rent)
		}
		for _, w := range want {
			if !strings.Contains(shown, w) {
				t.Errorf("charts/cities%s lacks %q", width, w)
			}
		}
	}
}
