package edition

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"slices"
	"time"

	"backpay/aggregate"
	"backpay/aggregate/edition/city"
	"backpay/aggregate/reference"
)

// Question is what a report asks: the pay of a role in a country and currency.
type Question struct {
	Role, Country, Currency string
}

// Input is what an edition is computed from. A sequence that is nil has no
// rows.
type Input struct {
	Question Question
	Options  Options
	Version  string // of the program: part of the edition's name
	Now      time.Time
	// Rows are the jobs as each source shows them, Adverts the same without
	// merging copies: each advert that states base pay as a job of its own.
	Rows, Adverts iter.Seq2[aggregate.Row, error]
	// Review are pairs of jobs that may be one, by their ids.
	Review [][2]int64
	// Observations come in the order of source, pay kind, role and country.
	Observations iter.Seq2[aggregate.ObservationRow, error]
	// Claims are the published figures that belong in the report, and Pay the
	// rows on which the gaps to them are estimated: it is read only where there
	// is a gap to explain.
	Claims []aggregate.Published
	Pay    iter.Seq2[aggregate.PayRow, error]
	// Published are the published figures of every role. They are printed side by
	// side, and so belong to what the edition is named by.
	Published []aggregate.Published
	// Tables are of tax, rent, prices and rates; without them there is nothing
	// on cities. Metro is the title of a metropolitan area by its code.
	Tables *reference.Set
	Metro  func(code string) string
}

// Edition is one frozen, named set of figures.
type Edition struct {
	Name    string
	Figures []aggregate.Figure
	// Claims and Published are those of the input.
	Claims, Published []aggregate.Published
	// CityMethod says what the figures of cities rest on.
	CityMethod string
	// Distribution is how the pay ranges of the question's jobs lie.
	Distribution Distribution
}

// Compute counts: it goes from rows of what is believed to the figures of an
// edition. To add a figure, write a function of rows in a file of its own,
// append what it returns here, and give its statistic a line in the store's
// dictionary.csv.
//
// The edition is named by the hash of what went in, so that the same rows,
// question, thresholds and month give the same name, in whatever order the rows come and
// whatever ids their jobs have.
func Compute(in Input) (Edition, error) {
	c := computation{in: in, opt: in.Options.withDefaults(), sum: sha256.New()}
	if err := c.compute(); err != nil {
		return Edition{}, fmt.Errorf("figures: %w", err)
	}
	return c.edition, nil
}

// computation is one edition on its way.
type computation struct {
	in      Input
	opt     Options
	sum     io.Writer // hashes what goes in
	edition Edition
}

func (c *computation) compute() error {
	sum := sha256.New()
	c.sum = sum
	fmt.Fprintln(sum, c.in.Version)
	for _, asked := range []any{c.in.Question, c.opt} {
		if err := json.NewEncoder(sum).Encode(asked); err != nil {
			return err
		}
	}
	for _, step := range []func() error{c.levels, c.observations, c.claims, c.gaps} {
		if err := step(); err != nil {
			return err
		}
	}
	e := &c.edition
	e.Name = "e" + hex.EncodeToString(sum.Sum(nil))[:12]
	for i := range e.Figures {
		e.Figures[i].Edition = e.Name
	}
	return nil
}

// add takes figures into the edition.
func (c *computation) add(figures []aggregate.Figure) {
	if c.edition.Figures == nil { // the levels, which are most of them
		c.edition.Figures = figures
		return
	}
	c.edition.Figures = append(c.edition.Figures, figures...)
}

// levels computes all that rests on our own jobs.
func (c *computation) levels() error {
	q := c.in.Question
	books := city.Books{Set: c.in.Tables, Year: c.in.Now.Year(), Title: c.in.Metro}
	opt := c.opt
	if books.Set != nil {
		opt.left = leftAt(books, q)
	}
	opt.review = inReview(c.in.Review)
	t, err := gather(hashed(c.sum, c.in.Rows, jobOfRow), opt)
	if err != nil {
		return err
	}
	if err := t.hashReview(c.sum, c.in.Review); err != nil {
		return err
	}
	figures := t.levels()
	if books.Set != nil {
		if figures, err = addCities(c.sum, books, q, figures); err != nil {
			return err
		}
		c.edition.CityMethod = books.Method(figures)
	}
	c.add(figures)
	c.add(t.pooled(q, figures))
	c.add(t.byPeople(q, figures, c.in.Claims))
	raw, err := computeRaw(hashed(c.sum, c.in.Adverts, jobOfRow), figures, opt)
	if err != nil {
		return err
	}
	c.add(raw)
	premium, err := t.premiums(q)
	if err != nil {
		return err
	}
	c.add(premium)
	c.edition.Distribution = computeDistribution(t.rows[:t.stated], q, opt)
	return nil
}

func (c *computation) observations() error {
	figures, err := computeObserved(hashed(c.sum, c.in.Observations, nil), c.opt)
	c.add(figures)
	return err
}

// claims takes the published figures into the edition and its name.
func (c *computation) claims() error {
	c.edition.Claims, c.edition.Published = c.in.Claims, c.in.Published
	var all multiset
	for _, said := range slices.Concat(c.in.Claims, c.in.Published) {
		said.Belief.ID = 0 // the same figures are the same edition in another file
		part, err := json.Marshal(said)
		if err != nil {
			return fmt.Errorf("claim of %s: %w", said.Source, err)
		}
		all.add(part)
	}
	return all.writeTo(c.sum)
}
