package chart

// Width is a width that figures are drawn for, in CSS pixels.
type Width int

// The widths: a blog's column and a phone.
const (
	Column Width = 760
	Phone  Width = 358
)

// Figure is one drawing with everything that a reader needs who meets it
// elsewhere. Texts are plain text on one line; they are broken, or cut, to fit.
type Figure struct {
	// Name names the files: letters, digits and hyphens.
	Name     string
	Title    string
	Subtitle string
	// Description is the finding in words with its numbers, for those who
	// don't see the drawing.
	Description string
	Keys        []Key
	// ValueHead and CountHead stand over the columns of numbers.
	ValueHead, CountHead string
	Axis                 Axis
	Groups               []Group
	// Plot stands over the groups: curves over two scales. It may be nil.
	Plot *Plot
	Note string
	// Source and Edition stand at the foot.
	Source, Edition string
}

// Key explains marks: a sample of them before the words. The marks' places run
// from 0 to 1.
type Key struct {
	Marks []Mark
	Words string
}

// Axis is the scale that the rows of a figure share.
type Axis struct {
	Min, Max float64
	Ticks    []Tick
	// Band is shaded through all rows, when its ends differ.
	Band [2]float64
	// Rules are dark lines through all rows, such as zero.
	Rules []float64
}

// Tick is a grid line. A label that has no room is left out.
type Tick struct {
	At    float64
	Label string
}

// Group is rows under a head, which is left out when Name is empty.
type Group struct {
	Name, Detail string
	Tone         Tone
	Rows         []Row
}

// Row is one line of a figure.
type Row struct {
	Label, Detail string
	// Tag stands after the label, in a frame.
	Tag string
	// Strong rows are the ones that the figure is about.
	Strong bool
	Marks  []Mark
	// Value stands beside the drawing, ValueDetail under it.
	Value, ValueDetail string
	Count, CountDetail string
	// Words take the place of the drawing and the value, where there is none.
	Words, WordsDetail string
}

// Kind is the form of a mark.
type Kind int

// The marks. A filled dot is a median and a diamond a mean, in every figure.
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
)

// Mark is a sign on a row, from From to To on the figure's axis. Its colour is
// the group's unless it has a tone of its own.
type Mark struct {
	Kind     Kind
	From, To float64
	Tone     Tone
	// Under sets the mark a little lower, off the line that it would hide.
	Under bool
}

// Plot is a field of curves. Their places are on the scales X and Y.
type Plot struct {
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

// Point is a place on the scales of a plot.
type Point struct{ X, Y float64 }
