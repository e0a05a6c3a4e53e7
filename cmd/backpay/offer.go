package main

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"

	"backpay/aggregate"
	"backpay/aggregate/edition"
	"backpay/aggregate/pay"
	"backpay/aggregate/place"
	"backpay/aggregate/role"
)

// offerCmd says where an offer of pay stands among the jobs that are open.
type offerCmd struct {
	Pay       string `help:"Base pay of the offer, such as 150000, 150,000 or 150k." required:"" placeholder:"AMOUNT"`
	Period    string `help:"Period of the pay: hour, day, week, biweek, month or year." default:"year" enum:"hour,day,week,biweek,month,year"`
	Currency  string `help:"Its currency; default: the country's." placeholder:"CODE"`
	Role      string `help:"The role; default: the configuration's." placeholder:"ROLE"`
	Country   string `help:"The country; default: the configuration's." placeholder:"CC"`
	Place     string `help:"A city, or onsite, hybrid or remote." placeholder:"PLACE"`
	Seniority string `help:"The seniority, such as senior." placeholder:"LEVEL"`
}

// nearest is how many jobs are named.
const nearest = 10

func (cmd offerCmd) Run(a *app) (err error) {
	c, err := a.config(false)
	if err != nil {
		return err
	}
	cmd.Role, cmd.Country = cmp.Or(cmd.Role, c.Report.Role), strings.ToUpper(cmp.Or(cmd.Country, c.Report.Country))
	cmd.Currency = strings.ToUpper(cmp.Or(cmd.Currency, pay.Currency(cmd.Country), c.Report.Currency))
	at, err := cmd.check()
	if err != nil {
		return usageError{fmt.Errorf("offer: %w", err)}
	}
	amount, err := cmd.amount()
	if err != nil {
		return usageError{fmt.Errorf("offer: %w", err)}
	}
	year, factor, _ := pay.Annual(amount, cmd.Period, cmd.Country)
	if factor <= 0 {
		return usageError{
			fmt.Errorf("offer: --period %s: no factor to a year is known for %s", cmd.Period, cmd.Country),
		}
	}
	db, err := a.readDB(c)
	if err != nil {
		return err
	}
	defer func() { err = firstError(err, db.Close()) }()
	jobs, err := db.OpenJobs(a.ctx, cmd.Role, cmd.Country, cmd.Currency, cmd.Seniority, at)
	if err != nil {
		return err
	}
	ranges := make([]edition.Range, len(jobs))
	for i, j := range jobs {
		ranges[i] = edition.Range{
			Job: j.Job, Employer: j.Employer, Low: j.Low, High: j.High, Title: j.Title, Company: j.Company, Seniority: j.Seniority, Place: j.Text, URL: j.URL, Source: j.Source,
		}
	}
	opt, err := a.figureOptions(db, c)
	if err != nil {
		return err
	}
	return cmd.print(a.stdout, edition.Offer(year, ranges, nearest, opt), len(ranges))
}

// amount reads the pay as it is written in adverts.
func (cmd offerCmd) amount() (float64, error) {
	found := pay.Amounts(cmd.Pay, cmd.Country)
	if len(found) != 1 || found[0].Range || !(found[0].Min > 0) || found[0].Min > 1e12 {
		return 0, fmt.Errorf("--pay %q is no amount; want one such as 150000, 150,000 or 150k", cmd.Pay)
	}
	if c := found[0].Currency; c != "" && c != cmd.Currency {
		return 0, fmt.Errorf(
			"--pay %q is in %s, while the jobs looked at pay in %s; name it with --currency",
			cmd.Pay,
			c,
			cmd.Currency,
		)
	}
	return found[0].Min, nil
}

// check says which flag can't be, and finds the place.
func (cmd offerCmd) check() (at aggregate.Place, err error) {
	switch {
	case !slices.Contains(role.Families(), cmd.Role):
		return at, fmt.Errorf("--role %q is no role; allowed: %s", cmd.Role, strings.Join(role.Families(), ", "))
	case checkCountry(cmd.Country) != nil:
		return at, fmt.Errorf("--country: %w", checkCountry(cmd.Country))
	case checkCurrency(cmd.Currency) != nil:
		return at, fmt.Errorf("--currency: %w", checkCurrency(cmd.Currency))
	case cmd.Seniority != "" && !slices.Contains(role.Seniorities(), cmd.Seniority):
		return at, fmt.Errorf(
			"--seniority %q is no level; allowed: %s",
			cmd.Seniority,
			strings.Join(role.Seniorities(), ", "),
		)
	}
	switch cmd.Place {
	case "":
		return at, nil
	case "onsite", "hybrid", "remote":
		at.City = cmd.Place
		return at, nil
	}
	for _, p := range place.Resolve(cmd.Place, cmd.Country).Places {
		if p.City != "" && p.Country == cmd.Country {
			return aggregate.Place{Country: p.Country, Region: p.Region, City: p.City, Metro: p.Metro}, nil
		}
	}
	return at, fmt.Errorf(
		"--place %q is no city of %s that is known, nor onsite, hybrid or remote",
		cmd.Place,
		cmd.Country,
	)
}

func (cmd offerCmd) print(w io.Writer, s edition.Standing, jobs int) error {
	about := []string{cmd.Role, place.Name(cmd.Country)}
	for _, word := range []string{cmd.Place, cmd.Seniority} {
		if word != "" {
			about = append(about, word)
		}
	}
	fmt.Fprintf(
		w,
		"%s %s a year, base, among %d open jobs that state pay in %s: %s\n",
		cmd.Currency,
		thousands(s.Pay),
		jobs,
		cmd.Currency,
		strings.Join(about, ", "),
	)
	if jobs == 0 {
		return nil
	}
	share := func(what, of string, st edition.Stand) {
		if st.Grade == aggregate.Withheld {
			fmt.Fprintf(w, "  %s: withheld, %s\n", what, st.Reason)
			return
		}
		fmt.Fprintf(
			w,
			"  %s: %.0f %% of %d %s over %d employers, 95 %% interval %.0f to %.0f %% (%s)\n",
			what,
			100*st.Share,
			st.N,
			of,
			st.Employers,
			100*st.Low,
			100*st.High,
			st.Grade,
		)
	}
	share("begin above it", "floors", s.Above)
	share("end below it", "ceilings", s.Below)
	fmt.Fprintf(w, "The nearest %d:\n", len(s.Nearest))
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, r := range s.Nearest {
		var words string
		switch {
		case r.Low <= 0:
			words = "up to " + thousands(r.High)
		case r.High <= 0:
			words = "from " + thousands(r.Low)
		case r.Low == r.High:
			words = thousands(r.Low)
		default:
			words = thousands(r.Low) + " to " + thousands(r.High)
		}
		fmt.Fprintf(t, "  %s\t%s\t%s\t%s\t%s\n", words, plain(r.Title), plain(r.Company), plain(r.Place), plain(r.URL))
	}
	return t.Flush()
}

// plain is a page's text on one line of a terminal: no control characters.
func plain(s string) string {
	s = strings.Map(func(r rune) rune {
		if r < ' ' || r >= 0x7f && r < 0xa0 {
			return ' '
		}
		return r
	}, s)
	if r := []rune(s); len(r) > 120 {
		return string(r[:119]) + "…"
	}
	return s
}

// thousands writes an amount in whole units, 150,000.
func thousands(v float64) string {
	s := fmt.Sprintf("%.0f", v)
	for i := len(s) - 3; i > 0; i -= 3 {
		if s[i-1] != '-' {
			s = s[:i] + "," + s[i:]
		}
	}
	return s
}
