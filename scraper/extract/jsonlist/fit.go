package jsonlist

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"backpay/scraper"
	"backpay/scraper/extract/htmltext"
	"backpay/scraper/extract/money"
)

// Decode reads JSON into v, whatever the types of its values: services send
// numbers as texts, one value for a list of one, an object for its name. A
// value of another type than v has there is fitted to it, where it says the
// same:
//
//   - a number or a list of texts to a text, and an object to the text of its
//     name, label, text, title or value;
//   - a text that holds a number ("45,000.00") to a number, one that says yes or
//     no to a truth;
//   - a single value to a list of one, the first of a list to a single value;
//   - null, false for what is no truth, and what is empty to nothing.
//
// Anything else is left out and is a problem, which is scraper.ErrField. The
// error is that of JSON that is broken.
func Decode(b []byte, v any) (problems []error, err error) {
	if err = json.Unmarshal(b, v); err == nil || broken(err) {
		return nil, err
	}
	var unfit misfits
	if err = refit(b, v, "", &unfit); err != nil {
		return nil, err
	}
	return unfit.list, nil
}

// refit reads JSON into v, a pointer, that json.Unmarshal did not take.
func refit(b []byte, v any, path string, unfit *misfits) error {
	into := reflect.ValueOf(v).Elem()
	into.SetZero()
	_, own := v.(json.Unmarshaler)
	var members map[string]json.RawMessage
	if own || into.Kind() != reflect.Struct || json.Unmarshal(b, &members) != nil {
		said, err := decode(b)
		if err == nil {
			fit(into, said, path, unfit)
		}
		return err
	}
	// Of a whole page only what is wanted is taken apart.
	for _, f := range fieldsOf(into.Type()) {
		if raw, ok := member(members, f.name); ok {
			said, err := decode(raw)
			if err != nil {
				return err
			}
			fit(into.FieldByIndex(f.index), said, path+"."+f.name, unfit)
		}
	}
	return nil
}

// decode reads any JSON; numbers stay as they are written.
func decode(b []byte) (v any, err error) {
	dec := json.NewDecoder(bytes.NewReader(b))
	dec.UseNumber()
	return v, dec.Decode(&v)
}

// misfits are the values that were left out, the first of each field.
type misfits struct {
	list  []error
	first map[string]*scraper.FieldError
	n     int
}

func (m *misfits) add(path string, v any, want string) {
	m.n++
	field := path[strings.LastIndexByte(path, ']')+1:]
	if e := m.first[field]; e != nil {
		e.More++
		return
	}
	if m.first == nil {
		m.first = map[string]*scraper.FieldError{}
	}
	e := &scraper.FieldError{
		Path: strings.TrimPrefix(path, "."),
		What: fmt.Sprintf("%s where %s is wanted", kindOf(v), want),
	}
	m.first[field] = e
	m.list = append(m.list, e)
}

// kindOf words a value for a message.
func kindOf(v any) string {
	switch x := v.(type) {
	case string:
		return strconv.Quote(htmltext.Shorten(x))
	case json.Number:
		return htmltext.Shorten(x.String())
	case bool:
		return strconv.FormatBool(x)
	case []any:
		return "a list"
	}
	return "an object"
}

// fitter is a type that fits values itself.
type fitter interface {
	fit(v any, path string, unfit *misfits)
}

// empty reports whether a value says nothing.
func empty(v any) bool {
	switch x := v.(type) {
	case nil:
		return true
	case bool:
		return !x
	case string:
		return strings.TrimSpace(x) == ""
	case []any:
		return len(x) == 0
	case map[string]any:
		return len(x) == 0
	}
	return false
}

// fit sets into, which is zero, to what v says.
func fit(into reflect.Value, v any, path string, unfit *misfits) {
	if own, ok := into.Addr().Interface().(fitter); ok {
		own.fit(v, path, unfit)
		return
	}
	if own, ok := into.Addr().Interface().(json.Unmarshaler); ok {
		fitOwn(own, into, v, path, unfit)
		return
	}
	switch kind := into.Kind(); kind {
	case reflect.Interface:
		if v != nil {
			into.Set(reflect.ValueOf(v))
		}
	case reflect.Pointer:
		if _, said := v.(bool); said || !empty(v) {
			before, to := unfit.n, reflect.New(into.Type().Elem())
			if fit(to.Elem(), v, path, unfit); unfit.n == before || !to.Elem().IsZero() {
				into.Set(to)
			}
		}
	case reflect.String:
		if s, ok := text(v); ok {
			into.SetString(s)
		} else {
			unfit.add(path, v, "a text")
		}
	case reflect.Bool:
		if yes, ok := truth(v); ok {
			into.SetBool(yes)
		} else {
			unfit.add(path, v, "true or false")
		}
	case reflect.Int, reflect.Int64, reflect.Float64:
		fitNumber(into, v, path, unfit)
	case reflect.Slice:
		fitList(into, v, path, unfit)
	case reflect.Map:
		fitMap(into, v, path, unfit)
	case reflect.Struct:
		fitStruct(into, v, path, unfit)
	default:
		unfit.add(path, v, "a "+kind.String())
	}
}

// fitOwn fits a value to a type that reads JSON itself: the value, else the
// first of a list, else what an object names.
func fitOwn(own json.Unmarshaler, into reflect.Value, v any, path string, unfit *misfits) {
	for i, v := range []any{v, single(v), named(v)} {
		if i > 0 && v == nil {
			continue
		}
		b, err := json.Marshal(v)
		if err == nil && own.UnmarshalJSON(b) == nil {
			return
		}
		into.SetZero()
	}
	if !empty(v) {
		unfit.add(path, v, "a value of another form")
	}
}

// names are the keys under which objects say in a word what they are.
var names = []string{"name", "label", "text", "title", "display_name", "displayName", "value", "amount"}

// single is the first of a list, named what an object says its name or value
// is; both are nil where there is no such thing.
func single(v any) any {
	if l, ok := v.([]any); ok && len(l) > 0 {
		return l[0]
	}
	return nil
}

func named(v any) any {
	m, _ := v.(map[string]any)
	for _, key := range names {
		switch x := m[key].(type) {
		case string, json.Number:
			return x
		}
	}
	return nil
}

// text words a value that stands for a text.
func text(v any) (string, bool) {
	switch x := v.(type) {
	case string:
		return x, true
	case json.Number:
		return x.String(), true
	case []any:
		var parts []string
		for _, e := range x {
			if _, list := e.([]any); list {
				return "", false
			}
			s, ok := text(e)
			if !ok {
				return "", false
			}
			if s != "" {
				parts = append(parts, s)
			}
		}
		return strings.Join(parts, ", "), true
	case map[string]any:
		if n := named(x); n != nil {
			return text(n)
		}
	}
	return "", empty(v)
}

func truth(v any) (yes, ok bool) {
	switch x := v.(type) {
	case bool:
		return x, true
	case json.Number:
		return x.String() != "0", x.String() == "0" || x.String() == "1"
	case string:
		switch strings.ToLower(strings.TrimSpace(x)) {
		case "true", "yes", "1":
			return true, true
		case "false", "no", "0":
			return false, true
		}
	case []any:
		if len(x) == 1 {
			return truth(x[0])
		}
	}
	return false, empty(v)
}

func fitNumber(into reflect.Value, v any, path string, unfit *misfits) {
	said := v
	if first := single(v); first != nil {
		said = first
	} else if n := named(v); n != nil {
		said = n
	}
	s, read := "", money.ParseNumber
	switch x := said.(type) {
	case json.Number:
		s = x.String()
	case string:
		s, read = x, money.Amount
	}
	if n, err := strconv.ParseInt(s, 10, 64); err == nil && into.Kind() != reflect.Float64 {
		into.SetInt(n)
		return
	}
	f, ok := read(s)
	switch {
	case !ok && empty(v):
	case !ok, into.Kind() != reflect.Float64 && (f != math.Trunc(f) || math.Abs(f) > 1<<53):
		unfit.add(path, v, "a number")
	case into.Kind() == reflect.Float64:
		into.SetFloat(f)
	default:
		into.SetInt(int64(f))
	}
}

// fitList takes a single value for a list of one, and leaves nulls out.
func fitList(into reflect.Value, v any, path string, unfit *misfits) {
	list, ok := v.([]any)
	if !ok {
		if empty(v) {
			return
		}
		list = []any{v}
	}
	for i, e := range list {
		if e == nil {
			continue
		}
		to := reflect.New(into.Type().Elem()).Elem()
		before := unfit.n
		fit(to, e, fmt.Sprintf("%s[%d]", path, i), unfit)
		if unfit.n > before && to.IsZero() {
			continue
		}
		into.Set(reflect.Append(into, to))
	}
}

func fitMap(into reflect.Value, v any, path string, unfit *misfits) {
	m, ok := v.(map[string]any)
	if !ok || into.Type().Key().Kind() != reflect.String {
		if !empty(v) {
			unfit.add(path, v, "an object")
		}
		return
	}
	into.Set(reflect.MakeMapWithSize(into.Type(), len(m)))
	for k, e := range m {
		to := reflect.New(into.Type().Elem()).Elem()
		fit(to, e, path+"."+k, unfit)
		into.SetMapIndex(reflect.ValueOf(k).Convert(into.Type().Key()), to)
	}
}

// fitStruct fits an object, or the first of a list of them. A text in the
// place of an object that has a name is its name.
func fitStruct(into reflect.Value, v any, path string, unfit *misfits) {
	if first, ok := single(v).(map[string]any); ok {
		v = first
	}
	m, ok := v.(map[string]any)
	if !ok {
		if empty(v) {
			return
		}
		name := nameOf(into.Type())
		if _, list := v.([]any); list || name == "" {
			unfit.add(path, v, "an object")
			return
		}
		m = map[string]any{name: v}
	}
	for _, f := range fieldsOf(into.Type()) {
		if said, ok := member(m, f.name); ok {
			fit(into.FieldByIndex(f.index), said, path+"."+f.name, unfit)
		}
	}
}

// field is one field of a struct, those of embedded ones included, and the
// name that encoding/json gives it.
type field struct {
	name  string
	index []int
	kind  reflect.Kind
}

func fieldsOf(t reflect.Type) (fields []field) {
	for _, f := range reflect.VisibleFields(t) {
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		if f.Anonymous && name == "" || !f.IsExported() || name == "-" {
			continue
		}
		if name == "" {
			name = f.Name
		}
		fields = append(fields, field{name, f.Index, f.Type.Kind()})
	}
	return fields
}

// member is a value of an object by its key, in any case where it has no key
// in that one, as encoding/json has it.
func member[T any](m map[string]T, name string) (T, bool) {
	if v, ok := m[name]; ok {
		return v, true
	}
	found := ""
	for k := range m {
		if strings.EqualFold(k, name) && (found == "" || k < found) {
			found = k
		}
	}
	v, ok := m[found]
	return v, ok && found != ""
}

// nameOf is the key of the text that says what a struct of type t is, or "". A
// place may have no name but that of where it is.
func nameOf(t reflect.Type) string {
	for _, name := range append(slices.Clip(names), "location", "city") {
		if slices.ContainsFunc(fieldsOf(t), func(f field) bool { return f.name == name && f.kind == reflect.String }) {
			return name
		}
	}
	return ""
}
