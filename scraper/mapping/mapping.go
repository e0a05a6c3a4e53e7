// Package mapping says what the columns of somebody's table mean, and makes
// records of its rows. A mapping is a YAML file: of shapes that are well known
// there is one in the folder shape, of other tables Infer writes a first one
// from the names of the columns and from what is in them.
package mapping

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"backpay/scraper/rows"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/token"
)

// Mapping is what a table's columns mean.
type Mapping struct {
	// Kind is postings, observations, or none for a table that is neither.
	Kind string `yaml:"kind"`
	// Reason says why a table of kind none isn't read.
	Reason string `yaml:"reason"`
	// Ends reports that of observations two rows next to each other, equal but for
	// pay, are the ends of one range.
	Ends bool `yaml:"ends"`
	// Match is how a table of this shape is known without its name.
	Match  Match        `yaml:"match"`
	Source Source       `yaml:"source"`
	Table  rows.Options `yaml:"table"`
	// Absent are words that stand for nothing, beside those that always do.
	Absent Names `yaml:"absent"`
	// Decimal is "," where the comma parts cents; "." or "" otherwise.
	Decimal string `yaml:"decimal"`
	Dates   Dates  `yaml:"dates"`
	// Only and Except choose rows: columns, and the values that they must or
	// may not have.
	Only    Condition `yaml:"only"`
	Except  Condition `yaml:"except"`
	Columns Columns   `yaml:"columns"`
	Pay     []Pay     `yaml:"pay"`

	path string // of the file, for errors
	// notes are what Infer says of a field, by its name.
	notes map[string]string
	// inferred reports that the mapping was made from the table itself.
	inferred bool
}

// Match is the fingerprint of a shape: columns that it must have, of which some
// may be written in several ways, and texts that cells of a column match.
type Match struct {
	All   []string          `yaml:"all"`
	Any   []string          `yaml:"any"`
	None  []string          `yaml:"none"`
	Cells map[string]string `yaml:"cells"`
}

// Source is whose adverts or reports the rows are.
type Source struct {
	Name        string            `yaml:"name"` // as in the database; default "table"
	Title       string            `yaml:"title"`
	From        Names             `yaml:"from"`   // columns that name the site of a row
	Values      map[string]string `yaml:"values"` // names of sites and what they are called here
	Side        string            `yaml:"side"`   // of observations: reported (default), employer, filed, model
	Homepage    string            `yaml:"homepage"`
	Attribution string            `yaml:"attribution"`
	Licence     string            `yaml:"licence"`
}

// Dates is how dates are written.
type Dates struct {
	Order string `yaml:"order"` // dmy, mdy or ymd, of dates in numbers
	Base  Field  `yaml:"base"`  // the column that says when the row was written, for "3 days ago"
}

// Condition holds for a row when one of the columns has one of the values.
type Condition map[string]Names

// Names is a list of texts, or one alone.
type Names []string

// UnmarshalYAML reads one text or a list.
func (n *Names) UnmarshalYAML(node ast.Node) error { return names(node, (*[]string)(n)) }

// Columns are where the fields of a posting or an observation are.
type Columns struct {
	ID          Field `yaml:"id"`
	URL         Field `yaml:"url"`
	Apply       Field `yaml:"apply_url"`
	Title       Field `yaml:"title"`
	Company     Field `yaml:"company"`
	Place       Field `yaml:"place"`
	Country     Field `yaml:"country"`
	Workplace   Field `yaml:"workplace"`
	Employment  Field `yaml:"employment"`
	Department  Field `yaml:"department"`
	Level       Field `yaml:"level"`
	Tags        Field `yaml:"tags"`
	Language    Field `yaml:"language"`
	Description Field `yaml:"description"`
	Posted      Field `yaml:"posted"`
	Changed     Field `yaml:"changed"`
	Closes      Field `yaml:"closes"`
	// Of observations only.
	Years       Field `yaml:"years"`
	CompanySize Field `yaml:"company_size"`
	AsOf        Field `yaml:"as_of"`
	Weight      Field `yaml:"weight"`
}

// Pay is where one statement of pay is: a text, or amounts.
type Pay struct {
	Text   Field `yaml:"text"`
	Min    Field `yaml:"min"`
	Max    Field `yaml:"max"`
	Amount Field `yaml:"amount"` // one exact amount
	Middle Field `yaml:"middle"` // the middle of a range whose ends are lost

	Currency Field `yaml:"currency"`
	Period   Field `yaml:"period"`
	Unit     Field `yaml:"unit"` // what the amounts are multiplied by: lakh, thousand, million, a number
	Kind     Field `yaml:"kind"` // base, ote, total; of observations bonus, stock, additional, prevailing too
	Tax      Field `yaml:"tax"`  // gross or net
	Contract Field `yaml:"contract"`
	USD      Field `yaml:"usd"` // of observations: the publisher's conversion to dollars a year

	// Estimate holds for rows whose amounts a third party estimated.
	Estimate Condition `yaml:"estimate"`
	// Ignore holds for rows whose amounts are derived from the advert's text.
	Ignore Condition `yaml:"ignore"`
	// Unvouched names the sources whose amounts are the employer's only where
	// the advert's text has them too.
	Unvouched Names `yaml:"unvouched"`
}

// Field is where a value comes from: columns in the order in which they are
// tried, columns that are joined, or a constant.
type Field struct {
	From   []string
	Join   []string
	Value  string
	Values map[string]string // what cells mean; a cell that isn't listed stays
	Strip  *regexp.Regexp    // what is cut out of a cell

	at token.Position
}

// fieldKeys are the keys of a field that is written out.
const fieldKeys = "from, join, value, values, strip"

// set reports whether the mapping says anything of the field.
func (f Field) set() bool { return len(f.From) > 0 || len(f.Join) > 0 || f.Value != "" }

// UnmarshalYAML reads a field: the name of a column, a list of names, or keys.
func (f *Field) UnmarshalYAML(node ast.Node) error {
	if tk := node.GetToken(); tk != nil && tk.Position != nil {
		f.at = *tk.Position
	}
	switch n := node.(type) {
	case *ast.SequenceNode:
		return names(n, &f.From)
	case *ast.MappingNode:
		for _, e := range n.Values {
			if err := f.entry(e); err != nil {
				return err
			}
		}
		return nil
	case *ast.MappingValueNode:
		return f.entry(n)
	case *ast.NullNode:
		return nil
	}
	s, err := scalarText(node)
	f.From = []string{s}
	return err
}

func (f *Field) entry(e *ast.MappingValueNode) error {
	var err error
	switch key := e.Key.String(); key {
	case "from":
		err = names(e.Value, &f.From)
	case "join":
		err = names(e.Value, &f.Join)
	case "value":
		f.Value, err = scalarText(e.Value)
	case "strip":
		var s string
		if s, err = scalarText(e.Value); err == nil {
			if f.Strip, err = regexp.Compile(s); err != nil {
				err = errorAt(e.Value, "strip: %v", err)
			}
		}
	case "values":
		f.Values = map[string]string{}
		entries, ok := mappingOf(e.Value)
		if !ok {
			return errorAt(e.Value, "values: want words and what they mean")
		}
		for _, v := range entries {
			word, err := scalarText(v.Key)
			if err != nil {
				return err
			}
			if f.Values[fold(word)], err = scalarText(v.Value); err != nil {
				return err
			}
		}
	default:
		err = errorAt(e.Key, "unknown key %q; allowed here: %s", key, fieldKeys)
	}
	return err
}

func mappingOf(node ast.Node) ([]*ast.MappingValueNode, bool) {
	switch n := node.(type) {
	case *ast.MappingNode:
		return n.Values, true
	case *ast.MappingValueNode:
		return []*ast.MappingValueNode{n}, true
	}
	return nil, false
}

// names reads a name or a list of names.
func names(node ast.Node, into *[]string) error {
	seq, ok := node.(*ast.SequenceNode)
	if !ok {
		s, err := scalarText(node)
		*into = []string{s}
		return err
	}
	for _, item := range seq.Values {
		s, err := scalarText(item)
		if err != nil {
			return err
		}
		*into = append(*into, s)
	}
	return nil
}

func scalarText(node ast.Node) (string, error) {
	switch n := node.(type) {
	case *ast.StringNode:
		return n.Value, nil
	case *ast.LiteralNode:
		return n.Value.Value, nil
	case *ast.NullNode:
		return "", nil
	case ast.ScalarNode:
		return n.GetToken().Value, nil
	}
	return "", errorAt(node, "want a text, got keys or a list")
}

// placedError is an error with its place in the file.
type placedError struct {
	at  token.Position
	msg string
}

func (e *placedError) Error() string { return fmt.Sprintf("%d:%d: %s", e.at.Line, e.at.Column, e.msg) }

func errorAt(node ast.Node, format string, args ...any) error {
	e := &placedError{msg: fmt.Sprintf(format, args...)}
	if tk := node.GetToken(); tk != nil && tk.Position != nil {
		e.at = *tk.Position
	}
	return e
}

// Parse reads a mapping file. Its errors name the line and the column.
func Parse(path string, text []byte) (*Mapping, error) {
	m := &Mapping{path: path}
	err := yaml.UnmarshalWithOptions(text, m, yaml.DisallowUnknownField())
	var placed *placedError
	var ye yaml.Error
	switch {
	case errors.As(err, &placed):
		return nil, fmt.Errorf("%s:%w", path, placed)
	case errors.As(err, &ye):
		msg, _, _ := strings.Cut(ye.GetMessage(), "\n")
		if tk := ye.GetToken(); tk != nil && tk.Position != nil {
			return nil, fmt.Errorf("%s:%d:%d: %s", path, tk.Position.Line, tk.Position.Column, msg)
		}
		return nil, fmt.Errorf("%s: %s", path, msg)
	case err != nil:
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	if err := m.check(); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return m, nil
}

var sourceName = regexp.MustCompile(`^[a-z][a-z0-9-]{0,39}$`)

// check looks at what the form of the file can't tell.
func (m *Mapping) check() error {
	oneOf := func(key, value string, allowed ...string) error {
		if slices.Contains(allowed, value) {
			return nil
		}
		return fmt.Errorf("%s: %q is not one of %s", key, value, strings.Join(allowed, ", "))
	}
	if m.Source.Name != "" && !sourceName.MatchString(m.Source.Name) {
		return fmt.Errorf("source.name: %q is not a word of small letters, digits and hyphens", m.Source.Name)
	}
	for word, name := range m.Source.Values {
		if !sourceName.MatchString(name) {
			return fmt.Errorf("source.values: %s: %q is not a word of small letters, digits and hyphens", word, name)
		}
	}
	if m.Kind == "postings" && !m.Columns.Title.set() {
		return errors.New("columns.title: is missing; a posting without a title is none")
	}
	if m.Kind == "observations" && len(m.Pay) == 0 {
		return errors.New("pay: is missing; an observation is of pay")
	}
	err := oneOf("kind", m.Kind, "postings", "observations", "none")
	if m.Dates.Order != "" {
		err = errors.Join(err, oneOf("dates.order", m.Dates.Order, "dmy", "mdy", "ymd"))
	}
	if m.Decimal != "" {
		err = errors.Join(err, oneOf("decimal", m.Decimal, ",", "."))
	}
	if m.Source.Side != "" {
		err = errors.Join(err, oneOf("source.side", m.Source.Side, "reported", "employer", "filed", "model"))
	}
	return err
}

func fold(s string) string { return strings.Join(strings.Fields(strings.ToLower(s)), " ") }
