package jsonlist

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"backpay/scraper"
)

type inner struct {
	Name string `json:"name"`
	N    int    `json:"n"`
}

type shape struct {
	Text     string            `json:"text"`
	Whole    int64             `json:"whole"`
	Amount   float64           `json:"amount"`
	Yes      bool              `json:"yes"`
	Maybe    *bool             `json:"maybe"`
	List     []string          `json:"list"`
	In       inner             `json:"in"`
	Ins      []inner           `json:"ins"`
	Ptr      *inner            `json:"ptr"`
	Map      map[string]string `json:"map"`
	Optional Optional[int]     `json:"optional"`
	Number   Number            `json:"number"`
	ID       Text              `json:"id"`
	Raw      json.RawMessage   `json:"raw"`
}

// TestDecode: each value gives what it says, whatever its type, and what says
// nothing that the field may hold is left out with a word.
func TestDecode(t *testing.T) {
	yes := true
	for body, want := range map[string]struct {
		v     shape
		unfit string
	}{
		`{"text":7,"whole":"12","yes":0}`:                             {shape{Text: "7", Whole: 12}, ""},
		`{"text":["a",2,{"name":"b"}],"whole":[3]}`:                   {shape{Text: "a, 2, b", Whole: 3}, ""},
		`{"text":{"label":"a"},"amount":{"value":1.5}}`:               {shape{Text: "a", Amount: 1.5}, ""},
		`{"amount":"45,000.50","whole":9007199254740993,"yes":"Yes"}`: {shape{Amount: 45000.5, Whole: 9007199254740993, Yes: true}, ""},
		`{"maybe":"true","yes":[]}`:                                   {shape{Maybe: &yes}, ""},
		`{"maybe":"","whole":"","list":{}}`:                           {shape{}, ""},
		`{"list":"go","in":"a","ins":{"name":"b"}}`:                   {shape{List: []string{"go"}, In: inner{Name: "a"}, Ins: []inner{{Name: "b"}}}, ""},
		`{"list":["go",null,["x",["y"]]],"whole":"1"}`:                {shape{List: []string{"go"}, Whole: 1}, `list[2]: a list where a text is wanted`},
		`{"in":[{"N":"4"}],"ptr":[],"Whole":"5"}`:                     {shape{In: inner{N: 4}, Whole: 5}, ""},
		`{"ptr":7,"map":{"a":1,"b":null}}`:                            {shape{Ptr: &inner{Name: "7"}, Map: map[string]string{"a": "1", "b": ""}}, ""},
		`{"optional":"x","number":["7.5"],"id":{"name":"i"}}`:         {shape{Optional: Optional[int]{Stated: true}, Number: 7.5, ID: "i"}, `optional: "x" where a number is wanted`},
		`{"optional":{},"whole":1.5,"raw":[1]}`:                       {shape{Optional: Optional[int]{Stated: true}, Raw: json.RawMessage(`[1]`)}, "whole: 1.5 where a number is wanted"},
		`{"maybe":7,"yes":"perhaps","text":true}`:                     {shape{}, `text: true where a text is wanted; yes: "perhaps" where true or false is wanted; maybe: 7 where true or false is wanted`},
		`{"ins":[{"n":"x"},{"n":"y","name":"b"}]}`:                    {shape{Ins: []inner{{Name: "b"}}}, `ins[0].n: "x" where a number is wanted, and so in 1 more`},
	} {
		var got shape
		problems, err := Decode([]byte(body), &got)
		var told []string
		for _, p := range problems {
			if !errors.Is(p, scraper.ErrField) {
				t.Errorf("%s: %v is no ErrField", body, p)
			}
			told = append(told, p.Error())
		}
		if text := strings.Join(told, "; "); err != nil || text != want.unfit || !reflect.DeepEqual(got, want.v) {
			t.Errorf("%s\n got %+v, %q, %v\nwant %+v, %q", body, got, text, err, want.v, want.unfit)
		}
	}
	var v shape
	for _, broken := range []string{"", `{"text":`, `{"text":1}}`} {
		if _, err := Decode([]byte(broken), &v); err == nil {
			t.Errorf("%q is taken", broken)
		}
	}
}

// FuzzDecode: no JSON makes it panic, and what encoding/json takes it takes to
// mean the same.
func FuzzDecode(f *testing.F) {
	f.Add([]byte(`{"text":7,"ins":{"name":["b"]},"map":[1],"optional":null}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		var got, want shape
		_, err := Decode(b, &got)
		if json.Unmarshal(b, &want) != nil {
			return
		}
		if err != nil || fmt.Sprintf("%+v", got) != fmt.Sprintf("%+v", want) {
			t.Errorf("%q: %+v, %v, want %+v", b, got, err, want)
		}
		var unfit misfits
		var again shape
		if refit(b, &again, "", &unfit) == nil && len(unfit.list) == 0 && again.Text != want.Text {
			t.Errorf("%q fitted is %+v, want %+v", b, again, want)
		}
	})
}
