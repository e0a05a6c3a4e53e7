package jsonld

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"backpay/scraper/extract/htmltext"
)

// decodeLoose reads the JSON values in the text of a script element, as it is
// or, where it is no JSON, with what pages get wrong put right. Numbers are
// json.Number.
func decodeLoose(script []byte) ([]any, error) {
	values, err := decodeAll(script)
	if err == nil {
		return values, nil
	}
	if !bytes.Contains(script, []byte(`"`)) && bytes.Contains(script, []byte(`&quot;`)) {
		script = []byte(htmltext.Unescape(string(script)))
	}
	for _, guess := range []bool{false, true} {
		if values, mended := decodeAll(repair(script, guess)); mended == nil && len(values) > 0 {
			return values, nil
		}
	}
	return nil, err
}

// decodeAll reads values until the end; there must be one at least.
func decodeAll(b []byte) ([]any, error) {
	dec := json.NewDecoder(bytes.NewReader(b))
	dec.UseNumber()
	var values []any
	for {
		var v any
		switch err := dec.Decode(&v); {
		case err == io.EOF && len(values) > 0:
			return values, nil
		case err == io.EOF:
			return nil, errors.New("it is empty")
		case err != nil:
			return nil, fmt.Errorf("at byte %d: %w", dec.InputOffset(), err)
		}
		values = append(values, v)
	}
}

// repair makes JSON of what stands in for it in pages: it drops what stands
// around the values (comments of HTML and JavaScript, CDATA marks, a trailing
// semicolon, other text), comments and surplus commas between them, and
// mends strings: raw control characters, escapes that JSON doesn't have, and,
// where guess is set, quotes that nobody escaped.
//
// It never closes what is left open: a value that was cut off stays broken.
func repair(b []byte, guess bool) []byte {
	r := repairer{in: b, out: make([]byte, 0, len(b)+len(b)/16), guess: guess}
	for r.next() {
		r.value()
	}
	return r.out
}

type repairer struct {
	in    []byte
	pos   int
	out   []byte
	stack []byte // the open brackets
	guess bool
}

// next finds where the next value opens, past marks and comments.
func (r *repairer) next() bool {
	for r.pos < len(r.in) {
		rest := r.in[r.pos:]
		switch {
		case bytes.HasPrefix(rest, []byte("<![CDATA[")):
			r.pos += len("<![CDATA[")
		case r.comment():
		case rest[0] == '{', rest[0] == '[':
			return true
		default:
			r.pos++
		}
	}
	return false
}

// comment skips a JavaScript comment. Of a line comment that opens a CDATA
// section ("//<![CDATA[") only the slashes are skipped.
func (r *repairer) comment() bool {
	rest := r.in[r.pos:]
	switch {
	case bytes.HasPrefix(rest, []byte("/*")):
		end := bytes.Index(rest[2:], []byte("*/"))
		if end < 0 {
			r.pos = len(r.in)
		} else {
			r.pos += 2 + end + 2
		}
	case bytes.HasPrefix(rest, []byte("//")):
		mark := bytes.TrimLeft(rest[2:min(len(rest), 32)], " \t")
		if bytes.HasPrefix(mark, []byte("<![CDATA[")) {
			r.pos += len("//")
		} else if end := bytes.IndexByte(rest, '\n'); end >= 0 {
			r.pos += end
		} else {
			r.pos = len(r.in)
		}
	default:
		return false
	}
	return true
}

// value copies one value up to the bracket that closes it.
func (r *repairer) value() {
	r.out = append(r.out, '\n')
	r.stack = r.stack[:0]
	for r.pos < len(r.in) {
		c := r.in[r.pos]
		switch {
		case c == '"':
			r.text()
			continue
		case c == '{', c == '[':
			r.stack = append(r.stack, c)
		case c == '}', c == ']':
			r.dropComma()
			r.stack = r.stack[:len(r.stack)-1]
			if len(r.stack) == 0 {
				r.out = append(r.out, c)
				r.pos++
				return
			}
		case c == ',':
			r.dropComma()
			if last := r.last(); last == '{' || last == '[' {
				r.pos++
				continue
			}
		case c == '/' && r.comment():
			continue
		case space(c) && space(r.out[len(r.out)-1]):
			r.pos++ // one space says as much as many, and keeps last quick
			continue
		}
		r.out = append(r.out, c)
		r.pos++
	}
}

// last is the last byte written that is no white space.
func (r *repairer) last() byte {
	for i := len(r.out) - 1; i >= 0; i-- {
		if !space(r.out[i]) {
			return r.out[i]
		}
	}
	return 0
}

// dropComma takes back a comma that nothing followed.
func (r *repairer) dropComma() {
	i := len(r.out) - 1
	for i >= 0 && space(r.out[i]) {
		i--
	}
	if i >= 0 && r.out[i] == ',' {
		r.out = r.out[:i]
	}
}

// text copies one string.
func (r *repairer) text() {
	key := r.last() == '{' || r.last() == ',' && len(r.stack) > 0 && r.stack[len(r.stack)-1] == '{'
	r.out = append(r.out, '"')
	r.pos++
	for r.pos < len(r.in) {
		c := r.in[r.pos]
		r.pos++
		switch {
		case c == '"' && (!r.guess || r.closes(key)):
			r.out = append(r.out, '"')
			return
		case c == '"':
			r.out = append(r.out, '\\', '"')
		case c == '\\':
			r.escape()
		case c < ' ':
			r.out = append(r.out, control(c)...)
		default:
			r.out = append(r.out, c)
		}
	}
}

// escape copies the escape whose backslash was just read, or the backslash
// itself where JSON has no such escape.
func (r *repairer) escape() {
	rest := r.in[r.pos:]
	switch {
	case len(rest) == 0:
	case rest[0] == '\'':
		r.out = append(r.out, '\'')
		r.pos++
	case strings.IndexByte(`"\/bfnrt`, rest[0]) >= 0:
		r.out = append(r.out, '\\', rest[0])
		r.pos++
	case rest[0] == 'u' && len(rest) >= 5 && hex4(rest[1:5]):
		r.out = append(r.out, '\\', 'u')
		r.pos++
	default:
		r.out = append(r.out, '\\', '\\')
	}
}

// closes decides whether the quote just read ends its string: what follows
// must be what may follow a string there, and after a comma the next key or
// value must begin. A quote of the text is hardly ever followed so.
func (r *repairer) closes(key bool) bool {
	next, rest := after(r.in[r.pos:])
	if key {
		return next == ':'
	}
	if len(r.stack) == 0 {
		return true
	}
	object := r.stack[len(r.stack)-1] == '{'
	switch {
	case next == '}' && object, next == ']' && !object:
		follow, _ := after(rest)
		return follow == ',' || follow == '}' || follow == ']' || follow == 0 || len(r.stack) == 1
	case next == ',' && object:
		follow, rest := after(rest)
		return follow == '}' || follow == ',' || follow == '/' || follow == '"' && opensKey(rest)
	case next == ',':
		follow, _ := after(rest)
		return follow != 0 && strings.IndexByte(`"{[]-0123456789tfn`, follow) >= 0
	}
	return false
}

// opensKey reports whether b, which follows a quote, goes on as a short name, a
// quote and a colon.
func opensKey(b []byte) bool {
	for i := 0; i < len(b) && i < 64; i++ {
		switch c := b[i]; {
		case c == '"':
			next, _ := after(b[i+1:])
			return i > 0 && next == ':'
		case c|0x20 >= 'a' && c|0x20 <= 'z', c >= '0' && c <= '9', strings.IndexByte("@_-:.$", c) >= 0:
		default:
			return false
		}
	}
	return false
}

// maxGap bounds the white space that is looked past to decide on a quote, so
// that the time stays linear.
const maxGap = 256

// after returns the first byte of b that is no white space and what follows it.
func after(b []byte) (byte, []byte) {
	for i := 0; i < len(b) && i < maxGap; i++ {
		if !space(b[i]) {
			return b[i], b[i+1:]
		}
	}
	return 0, nil
}

func space(c byte) bool { return c == ' ' || c == '\n' || c == '\r' || c == '\t' }

func control(c byte) string {
	switch c {
	case '\n':
		return `\n`
	case '\r':
		return `\r`
	case '\t':
		return `\t`
	}
	return fmt.Sprintf(`\u%04x`, c)
}

func hex4(b []byte) bool {
	for _, c := range b {
		if (c < '0' || c > '9') && (c|0x20 < 'a' || c|0x20 > 'f') {
			return false
		}
	}
	return true
}
