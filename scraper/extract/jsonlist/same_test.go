package jsonlist

import (
	"encoding/json"
	"reflect"
	"testing"
)

// Elements are read by a faster package than encoding/json: what they say is the same
// to both, odd JSON included.
func TestAsEncodingJSON(t *testing.T) {
	type element struct {
		ID    int64            `json:"id"`
		Title string           `json:"title"`
		Text  Optional[string] `json:"text"`
		Any   any              `json:"any"`
		Raw   json.RawMessage  `json:"raw"`
		Names []struct{ Name string }
	}
	for _, said := range []string{
		`{"id":1,"title":"a\u003cb\u003e \ud83d\ude00","text":"\"\\\/\b\f\n\r\t"}`,
		`{"title":"half a pair \ud83d, and \udc00\ud83d","text":"\ud800\u0041"}`,
		"{\"title\":\"no UTF-8: \xff\xc3(\",\"text\":\"\xe2\x82\"}",
		`{"ID":2,"TITLE":"another case","tItLe":"the last counts","text":null}`,
		`{"id":3,"id":4,"any":{"a":[1.50,-0,1e3,true,null],"a":2},"raw": {"b" : [ 1 ] }}`,
		`{"names":[{"name":"x"},{"NAME":"y","more":{"deep":[[[]]]}}],"other":"left out"}`,
		` { "id" : 9007199254740993 , "any" : 12345678901234567890 } `,
		`null`,
	} {
		var want element
		if err := json.Unmarshal([]byte(said), &want); err != nil {
			t.Fatalf("%s: %v", said, err)
		}
		var got []element
		problems, err := Array([]byte(`{"x":"y","list":[`+said+`]}`), "list", func(_ string, v element) error {
			got = append(got, v)
			return nil
		})
		if err != nil || len(problems) > 0 || !reflect.DeepEqual(got, []element{want}) {
			t.Errorf("%s: %+v, want %+v (%v, %v)", said, got, want, problems, err)
		}
	}
}
