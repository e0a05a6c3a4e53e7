package jsonlist

import (
	"bytes"
	"encoding/json"
	"iter"
)

// After yields the JSON values that stand behind a mark in a page's scripts, which may
// assign it: window.data = {...}. What follows a value is more of the script. Where
// no JSON stands behind the mark, as where a script asks whether it is set, nothing is
// yielded. It looks at the first few marks.
func After(page []byte, mark string) iter.Seq[json.RawMessage] {
	return func(yield func(json.RawMessage) bool) {
		for range 8 {
			_, rest, ok := bytes.Cut(page, []byte(mark))
			if !ok {
				return
			}
			page = rest
			rest = bytes.TrimLeft(rest, " \t\r\n")
			var v json.RawMessage
			if json.NewDecoder(bytes.NewReader(bytes.TrimPrefix(rest, []byte("=")))).Decode(&v) == nil && !yield(v) {
				return
			}
		}
	}
}
