package report

import (
	"net/url"
	"reflect"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Lengths, in characters, that texts from outside are cut to.
const (
	nameLength = 100
	linkLength = 2000 // bytes; a longer address is no link
)

// lengths are those of fields that may be longer or must be shorter than a
// name, by the field's name.
var lengths = map[string]int{
	"Role": 60, "Title": 140, "Label": 140, "Rule": 140, "Quote": 200, "Note": 300, "Reason": 300, "Error": 300,
	"Attribution": 600, "Licence": 600, "CityMethod": 1500,
}

// addresses are the fields that a page may link to.
var addresses = map[string]bool{"URL": true, "Homepage": true, "Terms": true, "Site": true}

// cleaned returns the input with every text in it made fit to be printed: the
// one place where that happens, whatever fields are added later.
func cleaned(in Input) Input {
	v := reflect.ValueOf(&in).Elem()
	cleanValue(v, "")
	return in
}

// cleanValue cleans the texts of a value in place; name is that of the field it
// stands in. Lists and maps are copied: they belong to the caller.
func cleanValue(v reflect.Value, name string) {
	switch v.Kind() {
	case reflect.String:
		s := v.String()
		switch {
		case s == "":
		case name == "SQL":
			v.SetString(code(s))
		case addresses[name]:
			v.SetString(link(s))
		case lengths[name] > 0:
			v.SetString(clean(s, lengths[name]))
		default:
			v.SetString(clean(s, nameLength))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() {
				cleanValue(v.Field(i), f.Name)
			}
		}
	case reflect.Slice:
		if v.IsNil() {
			return
		}
		out := reflect.MakeSlice(v.Type(), v.Len(), v.Len())
		reflect.Copy(out, v)
		for i := range out.Len() {
			cleanValue(out.Index(i), name)
		}
		v.Set(out)
	case reflect.Map:
		if v.IsNil() {
			return
		}
		out := reflect.MakeMapWithSize(v.Type(), v.Len())
		for _, key := range v.MapKeys() {
			k, x := reflect.New(key.Type()).Elem(), reflect.New(v.Type().Elem()).Elem()
			k.Set(key)
			x.Set(v.MapIndex(key))
			cleanValue(k, "")
			cleanValue(x, name)
			out.SetMapIndex(k, x)
		}
		v.Set(out)
	case reflect.Pointer:
		if v.IsNil() {
			return
		}
		x := reflect.New(v.Type().Elem())
		x.Elem().Set(v.Elem())
		cleanValue(x.Elem(), name)
		v.Set(x)
	}
}

// clean makes a text from outside fit to be printed in a line: valid UTF-8,
// every run of white space one space, no control characters, none that turn
// the direction of what follows or that can't be seen, at most limit
// characters. What is left still has to be escaped.
func clean(s string, limit int) string {
	if plain(s, limit) {
		return s
	}
	var b strings.Builder
	n, space := 0, false
	for _, r := range s {
		switch {
		case unicode.IsSpace(r):
			space = n > 0
			continue
		case r == utf8.RuneError, unicode.Is(unicode.C, r), invisible(r):
			continue // C: control, format (direction, zero width), private use
		}
		if n+1 >= limit {
			b.WriteRune('…')
			return b.String()
		}
		if space {
			b.WriteByte(' ')
			n++
			space = false
		}
		b.WriteRune(r)
		n++
	}
	return b.String()
}

// plain reports whether a text needs no cleaning: most don't.
func plain(s string, limit int) bool {
	if len(s) >= limit || strings.HasPrefix(s, " ") || strings.HasSuffix(s, " ") || strings.Contains(s, "  ") {
		return false
	}
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			return false
		}
	}
	return true
}

// invisible reports whether a letter shows nothing although Unicode doesn't
// class it as a format character: fillers, and the blank of Braille.
func invisible(r rune) bool {
	switch r {
	case 0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0:
		return true
	}
	return r >= 0xFE00 && r <= 0xFE0F || r >= 0xE0100 && r <= 0xE01EF
}

// link returns a web address that a page may link to, or "".
func link(s string) string {
	s = strings.TrimSpace(s)
	if len(s) > linkLength {
		return ""
	}
	u, err := url.Parse(s)
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Hostname() == "" || u.User != nil {
		return ""
	}
	for _, r := range u.Host {
		if unicode.Is(unicode.C, r) || unicode.IsSpace(r) || r > unicode.MaxASCII {
			return "" // a look-alike name; honest ones come in punycode
		}
	}
	return u.String()
}

// slug makes an identifier of letters, digits and hyphens.
func slug(s string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(s) {
		switch {
		case b.Len() >= 40:
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			b.WriteRune(r)
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
	}
	if out := strings.Trim(b.String(), "-"); out != "" {
		return out
	}
	return "x"
}

// code cleans a query: as clean, line by line.
func code(s string) string {
	const lines, length = 200, 400
	out := []string{}
	for l := range strings.Lines(s) {
		if len(out) == lines {
			break
		}
		l = strings.TrimRight(l, "\r\n")
		body := strings.TrimLeft(l, " \t")
		out = append(out, strings.Repeat(" ", min(len(l)-len(body), 40))+clean(body, length))
	}
	return strings.TrimSpace(strings.Join(out, "\n"))
}
