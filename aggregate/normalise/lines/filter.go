package lines

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"runtime"
	"slices"
	"strings"

	"backpay/aggregate/normalise"
	"backpay/aggregate/pay"
	"backpay/scraper"

	fast "github.com/go-json-experiment/json/v1"
)

// Row is a row to read. Country is a hint: what the source would know. Said is
// what else the page said, such as fields for pay; rows of extract have it.
type Row struct {
	ID       json.RawMessage  `json:"id"`
	Title    string           `json:"title"`
	Location string           `json:"location"`
	Text     string           `json:"text"`
	Country  string           `json:"country"`
	Said     *scraper.Posting `json:"said"`
}

// Bad stands in the place of a row that can't be read, so that no line is
// lost. It says nothing of where the line stood: a line means the same in any
// part of a file.
type Bad struct {
	ID    json.RawMessage `json:"id"`
	Error string          `json:"error"`
}

// Reading is what was read from a row.
type Reading struct {
	ID        json.RawMessage `json:"id"`
	Pay       []Pay           `json:"pay"`
	Skills    []Skill         `json:"skills"`
	Role      string          `json:"role"`
	Seniority *string         `json:"seniority"`
	Years     int             `json:"years,omitempty"`
	Countries []string        `json:"countries"`
	Cities    []string        `json:"cities"`
	Remote    string          `json:"remote"`
	Metro     []string        `json:"metro_cbsa"`
	Rejected  []pay.Rejected  `json:"rejected,omitempty"`
}

// Pay is one range; an end that is not stated is null.
type Pay struct {
	Min        *float64 `json:"min"`
	Max        *float64 `json:"max"`
	Currency   *string  `json:"currency"`
	Period     *string  `json:"period"`
	Kind       string   `json:"kind"`
	Tax        string   `json:"tax"` // gross, net or unknown
	Contract   string   `json:"contract,omitempty"`
	Payments   int      `json:"payments,omitempty"` // months' pay a year, where the text says so
	In         string   `json:"in,omitempty"`       // title, where the quote stands there and not in the text
	Quote      string   `json:"quote"`
	Start      int      `json:"start"` // in characters (Unicode code points)
	End        int      `json:"end"`
	Rules      []string `json:"rules"`
	Confidence float64  `json:"confidence"`
	// Facts are what told most for and against the reading, with explain alone.
	Facts []pay.Fact `json:"facts,omitempty"`
	Flag  string     `json:"flag,omitempty"`
}

// Skill is one skill at its first mention.
type Skill struct {
	Name  string `json:"name"`
	Kind  string `json:"kind"` // technical, practice, soft, domain
	In    string `json:"in,omitempty"`
	Start int    `json:"start"`
	End   int    `json:"end"`
}

// SkillNames returns the names of the skills that were read.
func (r Reading) SkillNames() []string {
	names := make([]string, len(r.Skills))
	for i, s := range r.Skills {
		names[i] = s.Name
	}
	return names
}

// maxLine bounds one row, so that a file without line ends can't fill memory.
const maxLine = 32 << 20

// batch is some lines and, when done is closed, what was read from them.
type batch struct {
	first int    // number of the first line
	text  []byte // all lines
	ends  []int  // of each line in text
	out   bytes.Buffer
	bad   []error
	done  chan struct{}
}

// batchSize is how many bytes of lines a batch takes before it is full.
const batchSize = 1 << 18

// begin empties a batch for lines from the nth on. What a long line took is given back.
func (b *batch) begin(n int) {
	if cap(b.text) > 4*batchSize {
		*b = batch{}
	}
	b.out.Reset()
	*b = batch{first: n, text: b.text[:0], ends: b.ends[:0], out: b.out, done: make(chan struct{})}
}

// Filter reads rows of text, NDJSON, and writes what is read from each, NDJSON
// in the same order: in bounded memory, on all cores. With explain it adds what
// looked like pay and was not taken, with the reasons. In the place of a line
// that can't be read stands a Bad, and bad is handed why with the line's number.
// Nothing is kept from one line to the next: the parts of a file that is cut at
// line ends give the parts of what the whole gives.
func Filter(ctx context.Context, in io.Reader, out io.Writer, explain bool, bad func(error)) error {
	work := make(chan *batch)
	order := make(chan *batch, 2*runtime.GOMAXPROCS(0)) // bounds what is read ahead
	free := make(chan *batch, cap(order)+2)             // batches with room that is used again
	for range cap(free) {
		free <- new(batch)
	}
	for range runtime.GOMAXPROCS(0) {
		go func() {
			for b := range work {
				b.read(explain)
				close(b.done)
			}
		}()
	}
	readErr := make(chan error, 1)
	stop := make(chan struct{})
	defer close(stop)
	go func() {
		readErr <- readBatches(in, free, work, order, stop)
		close(work)
		close(order)
	}()
	for b := range order {
		<-b.done
		for _, err := range b.bad {
			bad(err)
		}
		if _, err := out.Write(b.out.Bytes()); err != nil {
			return err
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
		free <- b
	}
	return <-readErr
}

// readBatches cuts the input into batches of lines and hands each to a worker
// and, in order, to the writer.
func readBatches(in io.Reader, free <-chan *batch, work, order chan<- *batch, stop <-chan struct{}) error {
	r := bufio.NewReaderSize(in, 1<<20)
	for n := 1; ; {
		var b *batch
		select {
		case <-stop:
			return nil
		case b = <-free:
		}
		b.begin(n)
		var err error
		for err == nil && len(b.ends) < 256 && len(b.text) < batchSize {
			from := len(b.text)
			if b.text, err = readLine(r, b.text); len(b.text) > from || err == nil {
				b.ends, n = append(b.ends, len(b.text)), n+1
			}
		}
		if len(b.ends) > 0 {
			select {
			case <-stop:
				return nil
			case order <- b:
				work <- b
			}
		}
		if err != nil {
			if errors.Is(err, io.EOF) {
				return nil
			}
			return err
		}
	}
}

// readLine appends up to a line's end to text. What a line has beyond maxLine is
// dropped: the rest is then no JSON and is reported as such.
func readLine(r *bufio.Reader, text []byte) ([]byte, error) {
	from := len(text)
	for {
		part, err := r.ReadSlice('\n')
		if len(text)-from <= maxLine {
			text = append(text, part...)
		}
		if !errors.Is(err, bufio.ErrBufferFull) {
			return text, err
		}
	}
}

func (b *batch) read(explain bool) {
	enc := json.NewEncoder(&b.out)
	enc.SetEscapeHTML(false)
	from := 0
	for i, end := range b.ends {
		line := bytes.TrimSpace(b.text[from:end])
		if from = end; len(line) == 0 {
			continue
		}
		out, err := readRow(line, explain)
		if err == nil {
			err = enc.Encode(out)
		}
		if err != nil {
			b.bad = append(b.bad, fmt.Errorf("line %d: %w", b.first+i, err))
			_ = enc.Encode(Bad{idOf(line), err.Error()}) // writing to a buffer does not fail
		}
	}
}

// readRow reads one line. A row that breaks a reader costs itself alone.
func readRow(line []byte, explain bool) (out Reading, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("can't be read: %v", p)
		}
	}()
	var row Row
	if fast.Unmarshal(line, &row) != nil {
		row = Row{}
		if err := json.Unmarshal(line, &row); err != nil { // in the words that users know
			return Reading{}, err
		}
	}
	return Read(row, explain), nil
}

// idOf returns the id of a row whose other fields can't be read, null where the
// line is no object at all.
func idOf(line []byte) json.RawMessage {
	var row struct {
		ID json.RawMessage `json:"id"`
	}
	if json.Unmarshal(line, &row) != nil || row.ID == nil {
		return json.RawMessage("null")
	}
	return row.ID
}

// Read reads a row as aggregate reads a posting of these words; with explain it
// adds what was not taken for pay.
func Read(row Row, explain bool) Reading {
	said := scraper.Posting{}
	if row.Said != nil {
		said = *row.Said
	}
	said.Title, said.Description, said.Place = row.Title, row.Text, row.Location
	said.Country = row.Country
	p := normalise.Advert(said)
	out := Reading{
		ID: row.ID, Pay: []Pay{}, Skills: []Skill{}, Countries: []string{}, Cities: []string{}, Metro: []string{},
		Role: p.Role, Seniority: word(p.Seniority), Years: p.YearsMin, Remote: p.Remote,
	}
	out.Countries = append(out.Countries, p.Countries...)
	out.Skills = slices.Grow(out.Skills, len(p.Skills))
	for _, l := range p.Places {
		if l.City != "" {
			out.Cities = append(out.Cities, l.City)
		}
		if l.Metro != "" {
			out.Metro = append(out.Metro, l.Metro)
		}
	}
	for _, y := range p.Pay {
		out.Pay = append(out.Pay, Pay{
			Min: amount(y.Min), Max: amount(y.Max), Currency: word(y.Currency), Period: word(y.Period), Kind: y.Kind,
			Tax: cmp.Or(y.Tax, "unknown"), Contract: y.Contract, Payments: y.Payments, In: in(y.InTitle),
			Quote: y.Quote, Start: y.QuoteStart, End: y.QuoteEnd, Rules: strings.Fields(y.Rule),
			Confidence: y.Confidence, Flag: y.Flag,
		})
	}
	if explain {
		out.explain(normalise.Explained(said, &p))
	}
	for _, s := range p.Skills {
		out.Skills = append(out.Skills, Skill{s.Name, s.Kind, in(s.InTitle), s.QuoteStart, s.QuoteEnd})
	}
	return out
}

// explain adds to each range what told for and against it, and what was not taken.
func (r *Reading) explain(ranges []pay.Range, rejected []pay.Rejected) {
	r.Rejected = rejected
	for i := range r.Pay {
		y := &r.Pay[i]
		for _, x := range ranges {
			if x.Start == y.Start && x.End == y.End && x.InTitle == (y.In == "title") {
				y.Facts = x.Facts
			}
		}
	}
}

// in names the title where a quote stands there.
func in(title bool) string {
	if title {
		return "title"
	}
	return ""
}

func amount(v float64) *float64 {
	if v == 0 {
		return nil
	}
	return &v
}

func word(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}
