package jsonlist

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"backpay/scraper"
)

type item struct {
	ID  string           `json:"id"`
	Pay Optional[Number] `json:"pay"`
}

func TestArray(t *testing.T) {
	for name, c := range map[string]struct{ body, key, want string }{
		"at a key":      {`{"a":{"jobs":[1]},"jobs":[{"id":"x"},{"id":"y","pay":null},{"id":"z","pay":"7.5"}],"m":1}`, "jobs", "jobs[0]=x jobs[1]=y:0 jobs[2]=z:7.5"},
		"the page":      {` [{"id":"x"}] `, "", "[0]=x"},
		"empty":         {`{"jobs":[]}`, "jobs", ""},
		"one mistyped":  {`{"jobs":[{"id":1},{"id":"y"}]}`, "jobs", "jobs[0]=1 jobs[1]=y"},
		"one refused":   {`{"jobs":[null,{"id":"y"}]}`, "jobs", "jobs[1]=y | jobs[0]: no id"},
		"bad number":    {`{"jobs":[{"id":"x","pay":"lots"},{"id":"y"}]}`, "jobs", `jobs[0]=x:0 jobs[1]=y | jobs[0].pay: "lots" where a number is wanted`},
		"all refused":   {`{"jobs":[{},{}]}`, "jobs", "page has an unknown form: none of 2 elements could be read, the first: jobs[0]: no id"},
		"no such key":   {`{"b":[1],"a":2}`, "jobs", `page has an unknown form: want a JSON object with a list at "jobs", got a JSON object with the keys a, b`},
		"no list":       {`{"jobs":{"x":1}}`, "jobs", `page has an unknown form: want a JSON object with a list at "jobs" ({ where [ is wanted), got a JSON object with the keys jobs`},
		"a list":        {`[1]`, "jobs", `page has an unknown form: want a JSON object with a list at "jobs" ([ where { is wanted), got JSON that begins [1]`},
		"cut off":       {`{"jobs":[{"id":"x"},{"id":`, "jobs", `page has an unknown form: want a JSON object with a list at "jobs" (jobs[1]: unexpected EOF), got broken JSON that begins {"jobs":[{"id":"x"},{"id":`},
		"cut at a seam": {`[{"id":"x"}`, "", `page has an unknown form: want a JSON list (unexpected EOF), got JSON that begins [{"id":"x"}`},
		"two values":    {`[{"id":"x"}][]`, "", `page has an unknown form: want a JSON list (something follows the JSON), got JSON that begins [{"id":"x"}][]`},
		"html":          {"<html><title>Sign in</title>", "", `page has an unknown form: want a JSON list (invalid character '<' looking for beginning of value), got the page "Sign in"`},
		"nothing":       {"", "", "page has an unknown form: want a JSON list (unexpected EOF), got an empty page"},
		"a challenge":   {"<title>Just a moment...</title>", "", `blocked: the page "Just a moment..."`},
	} {
		t.Run(name, func(t *testing.T) {
			var got []string
			problems, err := Array([]byte(c.body), c.key, func(path string, v item) error {
				if v.ID == "" {
					return errors.New("no id")
				}
				s := path + "=" + v.ID
				if v.Pay.Stated {
					s += fmt.Sprint(":", float64(v.Pay.Value))
				}
				got = append(got, s)
				return nil
			})
			text := strings.Join(got, " ")
			for _, p := range problems {
				text += " | " + p.Error()
			}
			if err != nil {
				text = err.Error()
				if !errors.Is(err, scraper.ErrDrift) && !errors.Is(err, scraper.ErrBlocked) || problems != nil {
					t.Errorf("%v is neither ErrDrift nor ErrBlocked, or stands beside %v", err, problems)
				}
			}
			if text != c.want {
				t.Errorf("got  %s\nwant %s", text, c.want)
			}
		})
	}
}

// ArrayIn reads what stands beside the list, on either side of it, as Object does.
func TestArrayIn(t *testing.T) {
	for body, want := range map[string]string{
		`{"meta":{"total":2},"jobs":[{"id":"x"},{"id":"y"}],"n":"7"}`:            "[x y] 2 7",
		`{"n":1,"jobs":[{"id":"x"}],"jobs":[{"id":"y"}],"other":[1,{"jobs":2}]}`: "[x] 0 1",
		`{"jobs":[],"meta":{"total":"all"}}`:                                     `[] 0 0 | meta.total: "all" where a number is wanted`,
		`{"meta":{"total":2}}`:                                                   `page has an unknown form: want a JSON object with a list at "jobs", got a JSON object with the keys meta`,
		`{"jobs":[{"id":"x"}],"meta":{"total":}}`:                                "page has an unknown form",
	} {
		var ids []string
		rest, problems, err := ArrayIn[item, struct {
			Meta struct {
				Total int `json:"total"`
			} `json:"meta"`
			N int `json:"n"`
		}]([]byte(body), "jobs", func(_ string, v item) error {
			ids = append(ids, v.ID)
			return nil
		})
		got := fmt.Sprint(ids, rest.Meta.Total, rest.N)
		for _, p := range problems {
			got += " | " + p.Error()
		}
		if err != nil {
			got = err.Error()
		}
		if got != want && !(err != nil && strings.HasPrefix(got, want)) {
			t.Errorf("%s\ngot  %s\nwant %s", body, got, want)
		}
	}
}

func TestShape(t *testing.T) {
	for _, broken := range []string{`{"jobs":[{"id":1},{"z":]}`, `{"jobs":[{"id":1},`, `{"jobs":[{"id":1}`} {
		if top, first := Shape([]byte(broken), "jobs"); top != nil || first != nil {
			t.Errorf("%s has the shape %v, %v", broken, top, first)
		}
	}
	top, first := Shape([]byte(`{"a":1,"jobs":[{"id":1,"x":{"y":2}},{"z":1}],"b":[]}`), "jobs")
	if !top.Has("a", "jobs", "b") || !first.Has("id", "x") || first.Has("z") || first.Has("y") {
		t.Errorf("got %v and %v", top, first)
	}
	if !first.Some(1, "id", "q") || first.Some(2, "id", "q") {
		t.Errorf("some of %v", first)
	}
	if _, first := Shape([]byte(`[{"id":1}]`), ""); !first.Has("id") {
		t.Errorf("a list has the keys %v", first)
	}
	for _, s := range []string{"", "[]", "[1]", `{"jobs":[1]}`, `{"jobs":7}`, `{"jobs":[{"id":1`, "<html>", "null"} {
		if top, first := Shape([]byte(s), "jobs"); first != nil || top.Has("id") {
			t.Errorf("Shape(%q) is %v and %v", s, top, first)
		}
	}
}

func TestObject(t *testing.T) {
	if v, unfit, err := Object[item]([]byte(` {"id":["x"]}`)); err != nil || len(unfit) > 0 || v.ID != "x" {
		t.Errorf("got %v, %v, %v", v, unfit, err)
	}
	for _, s := range []string{"", "[]", "null", `{"id":"x"`, " "} {
		if v, _, err := Object[item]([]byte(s)); !errors.Is(err, scraper.ErrDrift) || v.ID != "" {
			t.Errorf("Object(%q) is %v, %v", s, v, err)
		}
	}
	for _, s := range []string{"", "[]", "null", `{"id":"x"`, " ", `{"id":1}`} {
		if v, err := Exact[item]([]byte(s)); !errors.Is(err, scraper.ErrDrift) || v.ID != "" {
			t.Errorf("Exact(%q) is %v, %v", s, v, err)
		}
	}
}
