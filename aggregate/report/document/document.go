// Package document is a report as its readers meet it: sections in reading
// order, each a list of blocks of five kinds (Prose, Table, Plot, Note,
// Evidence). Sections compose documents; renderers lay them out in one form
// each, and know these types alone.
//
// All texts are plain text on one line, cleaned already; a renderer escapes
// them for its form. All numbers that are printed are texts here, so that two
// forms can't round them differently.
package document

// Document is one report.
type Document struct {
	Title string
	// Kicker stands over the title and says what the report is about.
	Kicker string
	// Description is the short answer as one text.
	Description string
	// Date is the report's day in words.
	Date             string
	Edition, Version string
	// Site is the address that the report is published at, with a slash at its
	// end; "" when it isn't known.
	Site string
	// Home is the address of the page that lists this report among others.
	Home string
	// Feed says that a feed of editions lies beside the page.
	Feed bool
	// Meta is said of the report to programs, by name, beside the above.
	Meta     [][2]string
	Sections []Section
	// Credits are cited where a row names their key.
	Credits []Credit
	Card    Card
}

// Section is a chapter with blocks.
type Section struct {
	ID, Title string
	Blocks    []Block
	// Folded sections open when a reader asks for them.
	Folded bool
	// Brief sections are those that a terminal shows.
	Brief bool
}

// Block is one of Prose, Table, Plot, Note and Evidence.
type Block interface{ block() }

func (Prose) block()    {}
func (Table) block()    {}
func (Plot) block()     {}
func (Note) block()     {}
func (Evidence) block() {}

// Style is how a paragraph is set.
type Style int

// The styles of a paragraph.
const (
	Body  Style = iota
	Lede        // the first sentence of the report
	Quote       // to be copied word for word
	Code        // a query or command; its lines end in newlines
	Head        // a heading within the section
)

// Prose is one paragraph.
type Prose struct {
	Style Style
	// Lead names what the paragraph is about, in front of it.
	Lead  string
	Spans []Span
}

// Span is a piece of a sentence.
type Span struct {
	Text string
	// Strong marks a number that the sentence is about.
	Strong bool
	// To is the item of evidence behind it, URL a page elsewhere.
	To, URL string
}

// Text is a paragraph of one piece.
func Text(s string) Prose { return Prose{Spans: []Span{{Text: s}}} }

// String is the paragraph without its marks.
func (p Prose) String() string {
	s := ""
	for _, x := range p.Spans {
		s += x.Text
	}
	return s
}

// Note qualifies what stands before it.
type Note struct{ Text string }

// Table is a table without drawings. One without heads is a list of facts: a
// name and what is said of it.
type Table struct {
	Caption string
	Heads   []Heading
	Rows    []Line
}

// Heading heads a column.
type Heading struct {
	Text string
	// Number columns are set to the right, Short ones never broken.
	Number, Short bool
}

// Line is a row of a table; its first cell names it.
type Line struct {
	Cells []Cell
	// Bad rows are of something that went wrong.
	Bad bool
}

// Cell is what a row says in a column.
type Cell struct {
	Text string
	// Under stands beneath it.
	Under []string
	// URL is the address that the text leads to, More and MoreURL a second one.
	URL, More, MoreURL string
	// Quiet cells are not what the row is about.
	Quiet bool
}

// Evidence is what stands behind the numbers of a section, folded away.
type Evidence struct {
	Summary string
	Items   []Item
}

// Item is the evidence of one row.
type Item struct {
	ID, Title string
	Facts     []Fact
	Quotes    []Quoted
}

// Fact is something said, with its name.
type Fact struct {
	Name, Value, Detail string
	// Code is a value for programs.
	Code bool
}

// Quoted is somebody's words, with where they stand.
type Quoted struct{ Title, URL, By, Text string }

// Credit says whose data the report stands on.
type Credit struct{ Key, Title, URL, Text string }

// Card is the picture that stands for a report where it is linked to.
type Card struct {
	Name, Title, Description, Scope, Edition, Date string
	// Answer is the short answer; its strong spans are its numbers.
	Answer []Span
	// Plot is nil where no figure may be drawn.
	Plot *Plot
}

// Plots returns the plots of the document that are files of their own, in
// reading order.
func (d Document) Plots() (all []Plot) {
	for _, s := range d.Sections {
		for _, b := range s.Blocks {
			if p, ok := b.(Plot); ok && !p.Bare {
				all = append(all, p)
			}
		}
	}
	return all
}
