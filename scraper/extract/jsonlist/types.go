package jsonlist

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strings"

	"backpay/scraper/extract/htmltext"
	"backpay/scraper/extract/money"

	fast "github.com/go-json-experiment/json/v1"
)

// Optional tells a key that is missing (Stated is false) from one that is
// null or empty, for answers that leave out what another form of them holds.
type Optional[T any] struct {
	Value  T
	Stated bool
}

// UnmarshalJSON fulfils json.Unmarshaler.
func (o *Optional[T]) UnmarshalJSON(b []byte) error {
	o.Stated = true
	return fast.Unmarshal(b, &o.Value)
}

// fit fulfils fitter.
func (o *Optional[T]) fit(v any, path string, unfit *misfits) {
	o.Stated = true
	fit(reflect.ValueOf(&o.Value).Elem(), v, path, unfit)
}

// Text is a text, or a number as it is written, for fields that services write
// in either way, such as identities and dates; null is "".
type Text string

// UnmarshalJSON fulfils json.Unmarshaler.
func (t *Text) UnmarshalJSON(b []byte) error {
	switch {
	case string(b) == "null":
		return nil
	case b[0] == '"':
		return json.Unmarshal(b, (*string)(t))
	case b[0] == '-' || b[0] >= '0' && b[0] <= '9':
		*t = Text(b)
		return nil
	}
	return fmt.Errorf("%s where a text is wanted", htmltext.Shorten(string(b)))
}

// fit fulfils fitter.
func (t *Text) fit(v any, path string, unfit *misfits) {
	fit(reflect.ValueOf((*string)(t)).Elem(), v, path, unfit)
}

// Number is a JSON number, or a text that holds an amount ("75.00", "45 000"),
// which some services send; null and "" are 0.
type Number float64

// UnmarshalJSON fulfils json.Unmarshaler.
func (n *Number) UnmarshalJSON(b []byte) error {
	s := strings.Trim(string(b), `"`)
	if s == "null" || s == "" {
		return nil
	}
	read := money.ParseNumber
	if b[0] == '"' {
		read = money.Amount
	}
	f, ok := read(s)
	if !ok {
		return fmt.Errorf("%s where a number is wanted", htmltext.Shorten(string(b)))
	}
	*n = Number(f)
	return nil
}

// fit fulfils fitter.
func (n *Number) fit(v any, path string, unfit *misfits) {
	fitNumber(reflect.ValueOf((*float64)(n)).Elem(), v, path, unfit)
}
