// Package jsonlist reads JSON answers that hold a list, one element at a time.
package jsonlist

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"backpay/scraper"
	"backpay/scraper/extract/drift"

	fast "github.com/go-json-experiment/json/v1"
)

// Array reads the JSON list at key of the page's top-level object, or the
// page itself where key is "", one element at a time, so that a large board
// is never held twice. It hands each element and its path ("jobs[3]") to add.
//
// Values of another type than T's are fitted to it (see Decode). What doesn't
// fit is a problem, and the element counts without it. An element that add
// refuses is a problem of its own, named by its path, and the rest counts. The
// error is scraper.ErrDrift, or scraper.ErrBlocked, when there is no such list,
// when the page is cut off, or when not one of the list's elements could be read.
func Array[T any](body []byte, key string, add func(path string, v T) error) (problems []error, err error) {
	return array(body, key, add, nil)
}

// ArrayIn is Array for a page whose other keys are wanted too: it reads them into
// a B, as Decode does.
func ArrayIn[T, B any](body []byte, key string, add func(path string, v T) error) (rest B, problems []error, err error) {
	members := []byte{'{'}
	problems, err = array(body, key, add, func(k string, v json.RawMessage) error {
		name, err := json.Marshal(k)
		if len(members) > 1 {
			members = append(members, ',')
		}
		members = append(append(append(members, name...), ':'), v...)
		return err
	})
	if err != nil {
		return rest, nil, err
	}
	unfit, err := Decode(append(members, '}'), &rest)
	if err != nil {
		return rest, nil, drift.New(body, fmt.Sprintf("a JSON object (%v)", err))
	}
	return rest, append(problems, unfit...), nil
}

// array is Array; beside, where it isn't nil, is given the page's other keys.
func array[T any](
	body []byte,
	key string,
	add func(path string, v T) error,
	beside func(key string, v json.RawMessage) error,
) (problems []error, err error) {
	want := "a JSON list"
	if key != "" {
		want = fmt.Sprintf("a JSON object with a list at %q", key)
	}
	dec := fast.NewDecoder(bytes.NewReader(body))
	n := 0
	var unfit misfits
	list := func() error {
		if err := opens(dec, '['); err != nil {
			return err
		}
		for ; dec.More(); n++ {
			path := fmt.Sprintf("%s[%d]", key, n)
			start := dec.InputOffset()
			var v T
			err := dec.Decode(&v)
			if broken(err) {
				return fmt.Errorf("%s: %w", path, err)
			}
			if err != nil {
				err = refit(bytes.TrimLeft(body[start:dec.InputOffset()], ", \t\r\n"), &v, path, &unfit)
			}
			if err == nil {
				err = add(path, v)
			}
			if err != nil {
				problems = append(problems, fmt.Errorf("%s: %w", path, err))
			}
		}
		_, err := dec.Token()
		return err
	}
	found := key == ""
	if found {
		err = list()
	} else {
		err = object(dec, func(k string) error {
			switch {
			case k == key && !found:
				found = true
				return list()
			case beside == nil || k == key:
				return dec.Decode(&skipped{})
			}
			var v json.RawMessage
			if err := dec.Decode(&v); err != nil {
				return err
			}
			return beside(k, v)
		})
	}
	if err == nil {
		if _, end := dec.Token(); end != io.EOF {
			err = errors.New("something follows the JSON")
		}
	}
	if err == io.EOF {
		err = io.ErrUnexpectedEOF
	}
	switch {
	case err != nil:
		return nil, drift.New(body, fmt.Sprintf("%s (%v)", want, err))
	case !found:
		return nil, drift.New(body, want)
	case n > 0 && len(problems) == n:
		return nil, fmt.Errorf(
			"%w: none of %d elements could be read, the first: %w",
			scraper.ErrDrift,
			n,
			problems[0],
		)
	}
	return append(problems, unfit.list...), nil
}

// Object reads the page as one JSON object into a T, as Decode does.
func Object[T any](body []byte) (v T, problems []error, err error) {
	if !bytes.HasPrefix(bytes.TrimSpace(body), []byte("{")) {
		return v, nil, drift.New(body, "a JSON object")
	}
	if problems, err = Decode(body, &v); err != nil {
		var zero T
		return zero, nil, drift.New(body, fmt.Sprintf("a JSON object (%v)", err))
	}
	return v, problems, nil
}

// Exact is Object for pages of figures, of which a value of another type than
// T's may be meant otherwise: the page is refused.
func Exact[T any](body []byte) (T, error) {
	var v T
	if !bytes.HasPrefix(bytes.TrimSpace(body), []byte("{")) {
		return v, drift.New(body, "a JSON object")
	}
	if err := json.Unmarshal(body, &v); err != nil {
		var zero T
		return zero, drift.New(body, fmt.Sprintf("a JSON object (%v)", mistyped(err)))
	}
	return v, nil
}

// Keys are the keys of a JSON object.
type Keys map[string]struct{}

// Has reports whether all names are among the keys.
func (k Keys) Has(names ...string) bool {
	for _, name := range names {
		if _, ok := k[name]; !ok {
			return false
		}
	}
	return true
}

// Some reports whether at least n of the names are among the keys, for answers
// that leave out what they have nothing to say of.
func (k Keys) Some(n int, names ...string) bool {
	for _, name := range names {
		if k.Has(name) {
			n--
		}
	}
	return n <= 0
}

// Shape returns the keys of the page's top-level object and those of the
// first element of the list at key; where key is "" the page itself is the
// list. Both are nil when the page is not such JSON. It is what sources
// recognise a saved answer by.
func Shape(body []byte, key string) (top, first Keys) {
	dec := fast.NewDecoder(bytes.NewReader(body))
	if key == "" {
		if first, err := firstKeys(dec); err == nil {
			return nil, first
		}
		return nil, nil
	}
	top = Keys{}
	err := object(dec, func(k string) (err error) {
		top[k] = struct{}{}
		if k != key {
			return dec.Decode(&skipped{})
		}
		first, err = firstKeys(dec)
		return err
	})
	if err != nil {
		return nil, nil
	}
	return top, first
}

// firstKeys takes the value that comes next in dec and returns the keys of
// its first element, nil when it is no list or its first element no object.
func firstKeys(dec *fast.Decoder) (first Keys, err error) {
	tok, err := dec.Token()
	if err != nil {
		return nil, err
	}
	if tok == fast.Delim('[') {
		if dec.More() {
			if err := dec.Decode(&first); broken(err) {
				return nil, err
			}
		}
		for dec.More() {
			if err := dec.Decode(&skipped{}); err != nil {
				return nil, err
			}
		}
		_, err := dec.Token()
		return first, err
	}
	for depth := opening(tok); depth > 0; depth += opening(tok) {
		if tok, err = dec.Token(); err != nil {
			return nil, err
		}
	}
	return first, nil
}

// opening is 1 for a token that opens a list or an object, -1 for one that
// closes it, else 0.
func opening(tok fast.Token) int {
	switch tok {
	case fast.Delim('['), fast.Delim('{'):
		return 1
	case fast.Delim(']'), fast.Delim('}'):
		return -1
	}
	return 0
}

// UnmarshalJSON keeps an object's keys and drops its values.
func (k *Keys) UnmarshalJSON(b []byte) error {
	var m map[string]skipped
	if err := json.Unmarshal(b, &m); err != nil {
		return err
	}
	*k = Keys{}
	for name := range m {
		(*k)[name] = struct{}{}
	}
	return nil
}

// object walks the keys of the object that comes next in dec.
func object(dec *fast.Decoder, visit func(key string) error) error {
	if err := opens(dec, '{'); err != nil {
		return err
	}
	for dec.More() {
		key, err := dec.Token()
		if err != nil {
			return err
		}
		if err := visit(key.(string)); err != nil {
			return err
		}
	}
	_, err := dec.Token()
	return err
}

// opens takes the token that opens a list or an object.
func opens(dec *fast.Decoder, want fast.Delim) error {
	tok, err := dec.Token()
	if err == io.EOF {
		return io.ErrUnexpectedEOF
	}
	if err != nil {
		return err
	}
	if tok != want {
		return fmt.Errorf("%v where %v is wanted", tok, want)
	}
	return nil
}

// skipped is a value that nobody looks at.
type skipped struct{}

func (skipped) UnmarshalJSON([]byte) error { return nil }

// broken tells an error that ends the reading from one of a single value.
func broken(err error) bool {
	var syntax *json.SyntaxError
	var faster *fast.SyntaxError
	return errors.As(err, &syntax) || errors.As(err, &faster) || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF)
}

// mistyped words encoding/json's complaint in the terms of the page.
func mistyped(err error) error {
	var e *json.UnmarshalTypeError
	if errors.As(err, &e) {
		return fmt.Errorf("%s: %s where %s is wanted", e.Field, e.Value, e.Type)
	}
	return err
}
