package jsonld

import (
	"bytes"
	"slices"
	"testing"
)

// FuzzPieces holds the table against one look for each piece.
func FuzzPieces(f *testing.F) {
	for _, s := range []string{
		"", "expired", "expire", "xexpirexpired", "no longer", "has been filled", "<p>ot foun</p>not Found", "a expir\u00e9e", "nicht mehr",
		"Applications are ope", "nn o longe r", "unavailabl unavailable",
	} {
		f.Add([]byte(s))
	}
	p := hints()
	f.Fuzz(func(t *testing.T, text []byte) {
		want := slices.ContainsFunc(p.list, func(piece []byte) bool { return bytes.Contains(text, piece) })
		if got := p.in(text); got != want {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	})
}
