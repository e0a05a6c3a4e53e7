package report

import (
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"backpay/aggregate"
	"backpay/scraper"
	"backpay/scraper/testenv"

	"golang.org/x/net/html"
)

func parse(t *testing.T, page string) *html.Node {
	t.Helper()
	n, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func walk(n *html.Node, f func(*html.Node)) {
	f(n)
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		walk(c, f)
	}
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// texts returns the text nodes of a page, but for its style sheet.
func texts(n *html.Node) (out []string) {
	walk(n, func(n *html.Node) {
		if n.Type == html.TextNode && n.Parent.Data != "style" {
			out = append(out, n.Data)
		}
	})
	return out
}

func content(n *html.Node) string { return strings.TrimSpace(strings.Join(texts(n), "")) }

// checkPage holds what every page must be, whatever is in it.
func checkPage(t *testing.T, page string) *html.Node {
	t.Helper()
	root := parse(t, page)
	ids, targets := map[string]bool{}, []string{}
	level, headings := 0, 0
	allowed := map[string]bool{}
	for _, e := range strings.Fields(`html head meta title link style body a svg defs path header div p b span nav ol li main h1 h2 h3 h4
		details summary section desc line rect circle text use table caption thead tbody tr th td ul bdi i dl dt dd code pre q mark blockquote footer`) {
		allowed[e] = true
	}
	walk(root, func(n *html.Node) {
		if n.Type != html.ElementNode {
			return
		}
		if !allowed[n.Data] {
			t.Errorf("element <%s>: something got through", n.Data)
		}
		for _, a := range n.Attr {
			if strings.HasPrefix(a.Key, "on") || a.Key == "style" || a.Key == "src" || a.Key == "srcset" {
				t.Errorf("<%s %s=%q>", n.Data, a.Key, a.Val)
			}
		}
		if id := attr(n, "id"); id != "" {
			if ids[id] {
				t.Errorf("id %q twice", id)
			}
			ids[id] = true
		}
		targets = append(targets, strings.Fields(attr(n, "aria-labelledby"))...)
		if h := attr(n, "href"); h != "" {
			u, err := url.Parse(h)
			switch {
			case err != nil:
				t.Errorf("href %q: %v", h, err)
			case u.Host == "" && u.Path == "" && u.Fragment != "":
				targets = append(targets, u.Fragment)
			case n.Data == "link" && h == "data:,":
			case n.Data == "a" && (u.Scheme == "http" || u.Scheme == "https"):
				if attr(n, "rel") != "noopener noreferrer nofollow" {
					t.Errorf("link to %s without its rel", h)
				}
			case n.Data == "a" && pictureFile.MatchString(h):
			case n.Data == "a" && u.Scheme == "" && (h == "report.md" || h == "figures.csv" || h == "claims.csv" || h == "report.json"):
			default:
				t.Errorf("<%s href=%q>: the page asks for something", n.Data, h)
			}
			if n.Data == "a" && content(n) == "" {
				t.Errorf("link to %s has no text", h)
			}
		}
		if len(n.Data) == 2 && n.Data[0] == 'h' && n.Data[1] >= '1' && n.Data[1] <= '6' {
			next := int(n.Data[1] - '0')
			if next > level+1 || headings == 0 && next != 1 || headings > 0 && next == 1 {
				t.Errorf("heading %s (%s) after level %d", n.Data, content(n), level)
			}
			level = next
			headings++
		}
		if n.Data == "table" {
			captions := 0
			for c := n.FirstChild; c != nil; c = c.NextSibling {
				if c.Data == "caption" && content(c) != "" {
					captions++
				}
			}
			if captions != 1 {
				t.Errorf("table with %d captions", captions)
			}
		}
		if n.Data == "svg" && attr(n, "aria-hidden") != "true" && attr(n, "role") != "img" {
			hidden := false
			for p := n.Parent; p != nil; p = p.Parent {
				hidden = hidden || attr(p, "aria-hidden") == "true"
			}
			if !hidden {
				t.Error("a drawing is neither described nor hidden")
			}
		}
		if (n.Data == "td" || n.Data == "th") && attr(n, "class") != "plot" && content(n) == "" {
			t.Error("an empty cell")
		}
	})
	for _, id := range targets {
		if !ids[id] {
			t.Errorf("nothing has the id %q", id)
		}
	}
	if headings < 6 {
		t.Errorf("%d headings", headings)
	}
	for _, bad := range []string{"url(", "@import", "ZgotmplZ", "<script", "%!"} {
		if strings.Contains(page, bad) {
			t.Errorf("the page holds %q", bad)
		}
	}
	return root
}

func TestPage(t *testing.T) {
	page := render(t, Build(small()), "html")
	root := checkPage(t, page)
	lang := ""
	walk(root, func(n *html.Node) {
		if n.Data == "html" {
			lang = attr(n, "lang")
		}
	})
	if lang != "en" {
		t.Errorf("language %q", lang)
	}
	for _, want := range []string{"About ", "Quillmere Bank", "$120k - $150k", "changed its form", "−0.1%", "e-4f1c", "GROUP BY source;"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
}

// An empty database, one posting, and nothing known at all.
func TestHonestPages(t *testing.T) {
	one := small()
	one.Figures = append(
		cellOf("all", "backend", "", 1, 1, 1, 90_000, 0, "withheld", "1 employer, fewer than 20"),
		cellOf("lever", "backend", "", 1, 1, 1, 90_000, 0, "withheld", "1 employer, fewer than 20")...,
	)
	one.Quality, one.Samples, one.Planted = Quality{Postings: 1, Jobs: 1, Employers: 1}, one.Samples[1:], nil
	empty := small()
	empty.Figures, empty.Quality, empty.Samples, empty.Planted = nil, Quality{}, nil, nil
	claimsOnly := empty
	empty.Claims = nil
	for name, c := range map[string]struct {
		in   Input
		want string
	}{
		"one posting": {one, "Too few to say (1 job at 1 employer)"},
		"claims only": {claimsOnly, "Payboard says"},
		"empty":       {empty, "the database holds no posting"},
		"zero value":  {Input{}, "the database holds no posting"},
	} {
		t.Run(name, func(t *testing.T) {
			r := Build(c.in)
			page := render(t, r, "html")
			checkPage(t, page)
			for _, text := range []string{page, render(t, r, "md")} {
				if !strings.Contains(text, c.want) {
					t.Errorf("lacks %q", c.want)
				}
				if strings.Contains(text, "NaN") || strings.Contains(text, "90,000") {
					t.Error("prints a number that it may not")
				}
			}
		})
	}
}

var hostile = []string{
	`<script>alert(1)</script>`,
	`"><img src=x onerror=alert(1)>`,
	`</title></style></textarea><svg onload=alert(1)>`,
	"=HYPERLINK(\"https://evil.example\",\"pay\")",
	"+1+cmd|' /C calc'!A0",
	"-2+3",
	"@SUM(A1)",
	"\t=1+1",
	"＝1+1",
	"x\r\n=1+1\r\n",
	"\u202egnp.exe\u2066abc\u200b\u200d\ufeff",
	"{{.Secret}} {% include x %} {{< raw >}}",
	"a | b | c\n---\n# heading\n- item\n[x](javascript:alert(1)) ![y](https://evil.example/y.png) <https://evil.example> www.evil.example",
	"```\n</code></pre>",
	"\x00\x01\x1b[31mred\xff\xfe",
	strings.Repeat("W", 10_000),
	strings.Repeat("ﷺ", 10_000),
	strings.Repeat("a\u0301\u0302\u0303", 4_000),
	"",
}

// everywhere puts s in every text that comes from outside.
func everywhere(s string) Input {
	in := small()
	in.Options.Edition, in.Options.Version, in.Options.Role = s, s, s
	in.Figures = nil
	for _, source := range []string{"all", s + "x"} {
		for _, f := range cellOf(source, s, s, 90, 80, 50, 100_000, 0.05, "good", s) {
			f.Edition, f.Seniority = s, ""
			in.Figures = append(in.Figures, f)
			f.Seniority = s
			in.Figures = append(in.Figures, f)
		}
	}
	for _, place := range []string{s, s + "y", "90001"} { // twice the same name
		for _, f := range cityOf("90001", 90, 50, 100_000, 0.05, 1_000, "good", s) {
			f.Edition, f.Role, f.Place, f.Note = s, s, place, s
			in.Figures = append(in.Figures, f)
		}
	}
	in.Places, in.CityMethod = map[string]string{s: s, s + "y": s + ", XX", "90001": s}, s
	in.Sources = []Source{{
		Name: s + "x", Title: s, Side: "posted", Homepage: s, Terms: "javascript:" + s, Attribution: s, Licence: s,
		Status: "failed", Error: s, FinishedAt: asOf,
	}, {Name: s, Title: s, Side: "posted", Homepage: "https://example.org/" + s, Status: s}}
	said := scraper.Claim{
		Title: s, Code: s, Company: s, Skill: s, Place: s, Country: s, Statistic: s, Label: s, PayKind: s, Amount: 1, Currency: s, Period: s,
		SampleN: 1, SampleKind: s, SampleText: s, AsOf: s, Path: s,
	}
	drawn := said
	drawn.Currency, drawn.Period = "USD", "month"
	in.Claims = []Claim{
		{Source: s, Title: s, Side: scraper.Side(s), Said: said, URL: s, ObtainedBy: s, Note: s},
		{Source: s, Title: s, Side: "posted", Said: drawn, Belief: aggregate.Claim{Role: s, AnnualAmount: 12}, URL: "https://example.org/" + s, ObtainedBy: s, Note: s},
	}
	in.Published, in.Citations = in.Claims, []Citation{{Source: s, Title: s, Statistic: s, Country: s, Place: s, Skill: s, Company: s, AsOf: s, Currency: s, Period: s}}
	in.Samples = []Sample{
		{Source: s + "x", Role: s, Country: "US", Title: s, Company: s, URL: s, Quote: s},
		{Source: s + "x", Role: s, Country: "US", Title: s, Company: s, URL: "javascript:alert(1)", Quote: s},
		{Source: s + "x", Role: s, Country: "US", Title: s, Company: s, URL: "https://example.org/?q=" + s, Quote: s},
	}
	in.Factors, in.Planted = []Factor{{s, 1, s}}, []Planted{{Role: s, What: s, Planted: 1, Found: 1}}
	in.Quality.Origins, in.SQL = []Count{{s, 1}}, s
	return in
}

// pictureFile is the address of one of the report's own pictures.
var pictureFile = regexp.MustCompile(`^charts/[a-z-]+\.(?:svg|png|csv)$`)

func TestHostileText(t *testing.T) {
	for i, s := range hostile {
		t.Run(fmt.Sprint(i), func(t *testing.T) {
			r := Build(everywhere(s))
			page := render(t, r, "html")
			checkPage(t, page)
			md := render(t, r, "md")
			checkMarkdown(t, md)
			checkCSV(t, render(t, r, "csv"))
			checkCSV(t, render(t, r, "claims"))
			for name, text := range map[string]string{"html": page, "md": md} {
				if len(text) > 250_000 {
					t.Errorf("%s has %d bytes", name, len(text))
				}
				for _, bad := range []string{"\u202e", "\u2066", "\u200b", "\ufeff", "\x00", "\x1b", "\xff", `href="javascript:`} {
					if strings.Contains(text, bad) {
						t.Errorf("%s holds %q", name, bad)
					}
				}
			}
		})
	}
}

// Rows named alike once made into identifiers stay apart.
func TestIdentifiersAreUnique(t *testing.T) {
	in := small()
	in.Sources = nil
	for _, name := range []string{"a b", "a-b", "a b 2", "a?b", "ab-2", "日本", "한국"} {
		in.Figures = append(in.Figures, cellOf(name, "backend", "", 9, 0, 0, 0, 0, "", "")...)
	}
	checkPage(t, render(t, Build(in), "html"))
}

// An edition over 200,000 postings: 20 sources, all roles and levels, with
// hundreds of places, skills and claims. Its page stays under a megabyte, and
// every form of it is made.
func TestLargeEdition(t *testing.T) {
	testenv.Long(t)
	in := small()
	in.Figures, in.Samples, in.Sources, in.Places = nil, nil, nil, map[string]string{}
	add := func(source, role, level, place, skill string) {
		for _, f := range cellOf(source, role, level, 900, 800, 50, 100_000+float64(len(in.Figures)), 0.05, "good", "") {
			f.Place, f.Skill = place, skill
			in.Figures = append(in.Figures, f)
		}
	}
	sources := []string{aggregate.All}
	for i := range 20 {
		name := fmt.Sprint("source", i)
		sources = append(sources, name)
		in.Sources = append(in.Sources, Source{
			Name: name, Title: "Source of adverts " + fmt.Sprint(i), Side: scraper.Posted, Status: "ok", FinishedAt: asOf, Postings: 10_000,
			Attribution: strings.Repeat("Word of thanks. ", 30), Licence: "as its terms say",
		})
	}
	for role := range roleWords {
		for _, source := range sources {
			for _, level := range append([]string{""}, levels...) {
				add(source, role, level, "", "")
				for range 3 {
					in.Samples = append(in.Samples, Sample{
						Source: source, Role: role, Seniority: level, Country: "US", Title: strings.Repeat("Engineer ", 15), Company: "Quillmere Bank",
						URL: "https://boards.example.org/quillmere/jobs/" + fmt.Sprint(len(in.Samples)), Quote: strings.Repeat("$150,000 to $190,000 ", 9), SeenAt: asOf,
					})
				}
			}
		}
		for i := range 200 {
			place := fmt.Sprint("place", i)
			add(aggregate.All, role, "", place, "")
			for _, f := range cityOf(place, 800, 50, 100_000+float64(i), 0.05, 1_000, "good", "") {
				if f.Role = role; f.Measure == aggregate.MeasureCity {
					in.Figures = append(in.Figures, f)
				}
			}
			in.Places[place] = "Town " + place + ", TX"
			add(aggregate.All, role, "", "", fmt.Sprint("skill", i))
		}
	}
	for i := range 5000 {
		c := in.Claims[i%len(claimsOf())]
		c.Said.Place = fmt.Sprint("Place ", i)
		in.Claims = append(in.Claims, c)
	}
	r := Build(in)
	page := render(t, r, "html")
	for _, format := range []string{"md", "csv", "claims", "json"} {
		render(t, r, format)
	}
	if len(page) > 1_000_000 {
		t.Errorf("%d figures: a page of %d bytes", len(in.Figures), len(page))
	}
	checkPage(t, page)
}
