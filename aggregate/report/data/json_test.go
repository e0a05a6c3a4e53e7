package data

import (
	"bytes"
	"encoding/json"
	"testing"
)

type byPointer struct{ n int }

func (b *byPointer) MarshalJSON() ([]byte, error) { return json.Marshal([]int{b.n, b.n + 1}) }

// What is written member by member is what encoding/json writes of the whole.
func TestJSON(t *testing.T) {
	values := []any{
		nil, "a < b & \u2028", 1.5, true, []int(nil),
		[]int{},
		[]int{1, 2},
		[]byte("bytes"),
		[]any{nil, []string{}, "x"},
		[]struct {
			A string  `json:"a,omitempty"`
			B []int   `json:"b"`
			C *string `json:"c"`
		}{{"one", []int{1}, nil}, {}},
		[]byPointer{{1}, {5}},
		[]*byPointer{{1}, nil},
		map[string]int{"b": 1, "a": 2},
		json.RawMessage(`{ "x" : [1,2] }`),
	}
	for n := range len(values) + 1 {
		var got, want bytes.Buffer
		object := bytes.NewBufferString("{")
		members := func(yield func(string, any) bool) {
			for i, v := range values[:n] {
				if !yield(string(rune('a'+i)), v) {
					return
				}
			}
		}
		for key, v := range members {
			text, err := json.Marshal(v)
			if err != nil {
				t.Fatal(err)
			}
			if object.Len() > 1 {
				object.WriteByte(',')
			}
			object.WriteString(`"` + key + `":` + string(text))
		}
		object.WriteByte('}')
		if err := json.Indent(&want, object.Bytes(), "", "  "); err != nil {
			t.Fatal(err)
		}
		want.WriteByte('\n')
		if err := JSON(&got, members); err != nil {
			t.Fatal(err)
		}
		if got.String() != want.String() {
			t.Errorf("%d members: wrote\n%s\nwant\n%s", n, &got, &want)
		}
	}
	if err := JSON(&bytes.Buffer{}, func(yield func(string, any) bool) { yield("f", []func(){nil}) }); err == nil {
		t.Error("a function was written")
	}
}
