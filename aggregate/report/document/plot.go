package document

// Plot is a comparison that is drawn: a table with a drawing in each row, over
// one scale, or a field of areas. Every renderer shows the same value.
type Plot struct {
	// ID names its files: letters, digits and hyphens.
	ID       string
	Title    string
	Subtitle string
	// Description is the finding in words, for those who don't see a field.
	Description string
	Keys        []Key
	// Head stands over the rows' labels, Under over what stands beneath these.
	Head, Under string
	Columns     []Column
	Axis        Axis
	Groups      []Group
	// Field is drawn over the rows; it may be nil.
	Field *Field
	Notes []string
	// Source says whose data it stands on, Edition which edition it is of.
	Source, Edition string
	// Open is how many rows a page shows before a reader asks for all; 0 is all.
	Open int
	// Folded plots open when a reader asks for them.
	Folded bool
	// Bare plots are drawn without title and columns, and are no file.
	Bare bool
	// Variables name the values in each row’s Record: what the plot’s own table
	// for programs holds.
	Variables []string
}

// Rows are the rows of all groups.
func (p Plot) Rows() (all []Row) {
	for _, g := range p.Groups {
		all = append(all, g.Rows...)
	}
	return all
}

// Drawn reports whether anything is drawn.
func (p Plot) Drawn() bool {
	for _, r := range p.Rows() {
		if len(r.Marks) > 0 {
			return true
		}
	}
	return p.Field != nil
}

// Column is one column of a plot's rows.
type Column struct {
	Head string
	// Under heads what stands beneath the value: its interval, in the column
	// of the plot's own value.
	Under string
	// Short names the value within a sentence.
	Short string
	Part  Part
}

// Part is the part a column plays, by which renderers with little room choose.
type Part int

// The parts of columns.
const (
	Value  Part = iota // what is drawn; a rough row prints its interval first
	Beside             // another value; pictures leave it out
	Told               // another value; pictures tell it under the label
	Count              // how much it rests on
	Aside              // told in tables of words alone
)

// Group is rows under a head, which is left out when Name is empty.
type Group struct {
	Name, Detail string
	Tone         Tone
	Rows         []Row
}

// Row is one line of a plot.
type Row struct {
	// ID is the item of evidence behind it.
	ID    string
	Label string
	// Detail stands under the label.
	Detail string
	// URL is the page that the row is about, Credit the key of whom it cites.
	URL, Credit string
	// Own rows are the ones that the plot is about.
	Own bool
	// Rough rows give their interval rather than their value.
	Rough bool
	Marks []Mark
	// Labels are set over and under the marks of a bare plot.
	Labels []Label
	// Cells are in the order of the columns.
	Cells []Cell
	// Words take the place of the drawing and the value, where there is none;
	// Why explains them. A row without cells is a sentence.
	Words, Why string
	// Record are the row's values for programs, in the order of Variables: texts,
	// numbers, or nil where nothing is known.
	Record []any
}

// Sentence reports whether the row is given in words alone.
func (r Row) Sentence() bool { return r.Words != "" && len(r.Cells) == 0 }

// Axis is the scale that the rows of a plot share.
type Axis struct {
	Min   float64 `json:"min"`
	Max   float64 `json:"max"`
	Ticks []Tick  `json:"ticks"`
	// Band is shaded through all rows, when its ends differ.
	Band [2]float64 `json:"-"`
	// Rules are dark lines through all rows, such as zero.
	Rules []float64 `json:"-"`
	// Yard is a dotted line through all rows, where it isn't 0.
	Yard float64 `json:"-"`
}

// At places a value on the axis, from 0 to 1; what lies beyond stays at its end.
func (a Axis) At(v float64) float64 {
	if !(a.Max > a.Min) {
		return 0
	}
	return min(max((v-a.Min)/(a.Max-a.Min), 0), 1)
}

// Tick is a grid line. A label that has no room is left out.
type Tick struct {
	At    float64 `json:"at"`
	Label string  `json:"label,omitempty"`
}

// Key explains marks: a sample of them before the words. The marks' places run
// from 0 to 1.
type Key struct {
	Marks []Mark
	Words string
}

// Kind is the form of a mark.
type Kind int

// The marks. A filled dot is a median and a diamond a mean, in every plot.
const (
	Half     Kind = iota // pale bar: the middle half
	Interval             // line
	Dotted               // dotted line: a rough interval
	Dot                  // filled dot at From
	OpenDot              // ring at From: a rough median
	SmallDot             // small ring at From: another statistic
	Diamond              // open diamond at From: a mean
	Stroke               // short upright line at From
	Joint                // thin dotted line between two marks
	Bar                  // full bar
	Hatch                // bar of upright strokes with an outline: what is not explained
	TieUp                // thin dotted line at From, from the row's upper edge
	TieDown              // thin dotted line at From, to the row's lower edge
	Shade                // the band behind all rows, in a key
	Yard                 // the dotted line through all rows, in a key
)

// Mark is a sign on a row, from From to To on the plot's axis. Its colour is
// the group's unless it has a tone of its own.
type Mark struct {
	Kind     Kind
	From, To float64
	Tone     Tone
	// Under sets the mark a little lower, off the line that it would hide.
	Under bool
}

// Label is two lines of text at a place of the axis, over the marks or under.
type Label struct {
	At          float64
	Text, Under string
	Over        bool
}

// Tone is a colour of the palette, by its name.
type Tone string

// The tones: the first five can be distinguished by readers of any colour vision.
const (
	Inherit Tone = "" // the group's
	Blue    Tone = "blue"
	Rust    Tone = "rust"
	Green   Tone = "green"
	Black   Tone = "black"
	Violet  Tone = "violet"
	Slate   Tone = "slate" // comparators, and what isn't clear
	Sky     Tone = "sky"
	Copper  Tone = "copper"
	Azure   Tone = "azure"
	Ochre   Tone = "ochre"
	Sand    Tone = "sand"
	Ice     Tone = "ice"
	Steel   Tone = "steel"
	Wheat   Tone = "wheat"
)

// Field is a field of areas and curves over two scales.
type Field struct {
	X, Y   Axis
	Areas  []Area
	Curves []Curve
}

// Area is a filled shape with its name inside, where it has room.
type Area struct {
	Points []Point
	Tone   Tone
	Name   string
	NameAt Point
}

// Curve is a line through points. A gap is a new curve, never a bridge.
type Curve struct {
	Points []Point
	Tone   Tone
	Dotted bool
}

// Point is a place on the scales of a field.
type Point struct{ X, Y float64 }
