package place

import (
	"encoding/json"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// row is a line of testdata/places.jsonl. Its form is that of the corpus's
// evaluation set: several accepted names of a town are joined by "|".
type row struct {
	Text      string   `json:"text"`
	Country   string   `json:"country,omitempty"`
	Countries []string `json:"countries"`
	Cities    []string `json:"cities"`
	Remote    string   `json:"remote"`
}

func table(t testing.TB) []row {
	t.Helper()
	b, err := os.ReadFile("testdata/places.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	var rows []row
	for line := range strings.Lines(string(b)) {
		var r row
		if err := json.Unmarshal([]byte(line), &r); err != nil {
			t.Fatalf("%q: %v", line, err)
		}
		rows = append(rows, r)
	}
	return rows
}

func TestTable(t *testing.T) {
	for _, r := range table(t) {
		got := Resolve(r.Text, r.Country)
		slices.Sort(got.Countries)
		slices.Sort(r.Countries)
		if !slices.Equal(got.Countries, r.Countries) {
			t.Errorf("%q: countries %q, want %q", r.Text, got.Countries, r.Countries)
		}
		var cities []string
		for _, p := range got.Places {
			if p.City != "" && !slices.Contains(cities, p.City) {
				cities = append(cities, p.City)
			}
		}
		if !slices.Equal(cities, r.Cities) {
			t.Errorf("%q: cities %q, want %q", r.Text, cities, r.Cities)
		}
		if got.Remote != r.Remote {
			t.Errorf("%q: remote %q, want %q", r.Text, got.Remote, r.Remote)
		}
	}
}

func TestPlaces(t *testing.T) {
	tests := []struct {
		text string
		want []Place
	}{
		{"Boston, MA", []Place{{"US", "MA", "Boston", "14460"}}},
		{"New York", []Place{{"US", "NY", "New York", "35620"}}},
		{"Greater Boston", []Place{{"US", "MA", "", "14460"}}},
		{"Toronto, ON, Canada", []Place{{"CA", "ON", "Toronto", ""}}},
		{"München", []Place{{"DE", "Bavaria", "Munich", ""}}},
		{"California", []Place{{"US", "CA", "", ""}}},
		{"Portland", []Place{{"US", "OR", "Portland", "38900"}}},
		{"Springfield, USA", []Place{{"US", "MO", "Springfield", "44180"}}},
		{"Halifax", []Place{{"", "", "Halifax", ""}}},
		{"Chicago, US-Remote", []Place{{"US", "IL", "Chicago", "16980"}}},
		{"", nil},
	}
	for _, tt := range tests {
		if got := Resolve(tt.text, "").Places; !slices.Equal(got, tt.want) {
			t.Errorf("Resolve(%q).Places = %+v, want %+v", tt.text, got, tt.want)
		}
	}
}

func TestScope(t *testing.T) {
	tests := map[string]string{
		"Remote (US only)":         "US",
		"Remote - EU":              "EU",
		"Remote (EMEA/APAC)":       "EMEA, APAC",
		"London, UK | Remote":      "",
		"London, UK | REMOTE (EU)": "EU",
		"Chicago, US-Remote":       "US",
		"Germany":                  "",
	}
	for text, want := range tests {
		if got := Resolve(text, "").Scope; got != want {
			t.Errorf("Resolve(%q).Scope = %q, want %q", text, got, want)
		}
	}
}

func TestHint(t *testing.T) {
	tests := []struct{ text, hint, want string }{
		{"Cambridge", "", ""},
		{"Cambridge", "GB", "GB"},
		{"Cambridge", "US", "US"},
		{"Cambridge, MA", "GB", "US"},
		{"London", "DE", "GB"},
		{"Halifax", "ca", "CA"},
		{"Remote", "GB", ""}, // the hint is not what the text says
	}
	for _, tt := range tests {
		if got := strings.Join(Resolve(tt.text, tt.hint).Countries, ","); got != tt.want {
			t.Errorf("Resolve(%q, %q).Countries = %q, want %q", tt.text, tt.hint, got, tt.want)
		}
	}
}

func TestAddress(t *testing.T) {
	tests := []struct {
		locality, region, country, hint string
		want                            Place
	}{
		{"Boston", "MA", "US", "", Place{"US", "MA", "Boston", "14460"}},
		{"Boston", "Massachusetts", "United States", "", Place{"US", "MA", "Boston", "14460"}},
		{"Boston", "US-MA", "USA", "", Place{"US", "MA", "Boston", "14460"}},
		{"Portland", "ME", "US", "", Place{"US", "ME", "Portland", "38860"}},
		{"München", "Bayern", "Deutschland", "", Place{"DE", "Bavaria", "Munich", ""}},
		{"Munich", "", "DEU", "", Place{"DE", "Bavaria", "Munich", ""}},
		{"Cambridge", "", "", "GB", Place{"GB", "England", "Cambridge", ""}},
		{"Wien, Austria", "", "", "", Place{"AT", "Vienna", "Vienna", ""}},
		{"Kleinkleckersdorf", "", "DE", "", Place{"DE", "", "Kleinkleckersdorf", ""}},
		{"Remote", "", "DE", "", Place{"DE", "", "", ""}},
		{"Phường Cầu Sứ", "Đà Nẵng", "VN", "", Place{"VN", "Da Nang City", "Da Nang", ""}},
		{"Quận Cầu Sứ", "Bavaria", "DE", "", Place{"DE", "Bavaria", "Quận Cầu Sứ", ""}},
		{"", "CA", "US", "", Place{"US", "CA", "", ""}},
		{"", "", "Espagne", "", Place{"ES", "", "", ""}},
		{"", "", "", "", Place{}},
	}
	for _, tt := range tests {
		got, ok := Address(tt.locality, tt.region, tt.country, tt.hint)
		if got != tt.want || ok != (tt.want != Place{}) {
			t.Errorf("Address(%q, %q, %q, %q) = %+v, %v, want %+v", tt.locality, tt.region, tt.country, tt.hint, got, ok, tt.want)
		}
	}
}

func TestCountry(t *testing.T) {
	tests := map[string]string{
		"DE": "DE", "deu": "DE", "Germany": "DE", "Deutschland": "DE", "ドイツ": "DE", "UK": "GB", "gbr": "GB", "England": "GB",
		"USA": "US", "États-Unis": "US", "Czech Republic": "CZ", "Czechia": "CZ", "Türkiye": "TR", "Turkey": "TR", "North Macedonia": "MK",
		"Hong Kong": "HK", "South Korea": "KR", "Georgia": "GE", "": "", "Europe": "", "Berlin": "", "xx": "",
	}
	for name, want := range tests {
		if got, ok := Country(name); got != want || ok != (want != "") {
			t.Errorf("Country(%q) = %q, %v, want %q", name, got, ok, want)
		}
	}
	if got := Name("cz"); got != "Czechia" {
		t.Errorf("Name(cz) = %q", got)
	}
	if got := MetroTitled("Boston-Cambridge-Newton, MA-NH"); got != "14460" {
		t.Errorf("MetroTitled = %q", got)
	}
	if got := MetroTitled("Boston, MA"); got != "" {
		t.Errorf("a town is the title of %q", got)
	}
	if got := Metro("14460"); got != "Boston-Cambridge-Newton, MA-NH" {
		t.Errorf("Metro(14460) = %q", got)
	}
}

// Whatever the text, the answer holds only known countries, each once, and is
// the same again.
func FuzzResolve(f *testing.F) {
	for _, r := range table(f) {
		f.Add(r.Text, r.Country)
	}
	f.Add(",A(GreCe", "")
	f.Fuzz(func(t *testing.T, text, hint string) {
		got := Resolve(text, hint)
		seen := map[string]bool{}
		for _, c := range got.Countries {
			if Name(c) == "" || seen[c] {
				t.Errorf("Resolve(%q): country %q", text, c)
			}
			seen[c] = true
		}
		for _, p := range got.Places {
			if p == (Place{}) || p.Country != "" && !seen[p.Country] {
				t.Errorf("Resolve(%q): place %+v, countries %q", text, p, got.Countries)
			}
			if utf8.ValidString(text) && !utf8.ValidString(p.City) {
				t.Errorf("Resolve(%q): town %q is not UTF-8", text, p.City)
			}
		}
		if !slices.Contains([]string{"none", "hybrid", "remote", "unknown"}, got.Remote) {
			t.Errorf("Resolve(%q): remote %q", text, got.Remote)
		}
		if again := Resolve(text, hint); !reflect.DeepEqual(got, again) {
			t.Errorf("Resolve(%q) = %+v, then %+v", text, got, again)
		}
		if padded := Resolve(" \n"+text+"\n ", hint); !reflect.DeepEqual(got, padded) {
			t.Errorf("Resolve(%q) = %+v, padded %+v", text, got, padded)
		}
	})
}

func BenchmarkResolve(b *testing.B) {
	rows := table(b)
	Resolve("", "")
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		r := rows[i%len(rows)]
		Resolve(r.Text, r.Country)
	}
}

// A hostile text of the greatest length read costs in proportion.
func BenchmarkResolveLongest(b *testing.B) {
	text := strings.Repeat("New York, CA - ", maxText/15)
	for b.Loop() {
		Resolve(text, "")
	}
}

func BenchmarkRead(b *testing.B) {
	for b.Loop() {
		read()
	}
}

// The short way to a key gives what the long way gives, for every name of the data
// and some of none.
func TestSimpleKey(t *testing.T) {
	names := []string{"Berlin", "Saint Denis", "Xi'an", " Rome", "Rome ", "Two  Spaces", "A", "", "Ørsted ǅ", "Ft Łódź", "İzmir"}
	for _, file := range []string{"cities.txt", "countries.txt", "regions.txt", "names.txt"} {
		each(file, func(f []string) {
			for _, s := range f {
				names = append(names, strings.Split(s, "|")...)
			}
		})
	}
	for _, name := range names {
		k, end, n := simpleKey(nil, name)
		if n == 0 {
			continue
		}
		words := split(name)
		if long, _ := join(words); string(k) != long || n != len(words) || string(k[:end]) != words[0].key {
			t.Errorf("simpleKey(%q) = %q, %d, %d; the long way gives %q of %d words", name, k, end, n, long, len(words))
		}
	}
	for _, name := range []string{"New York", "Köln", "Hà Nội"} {
		if _, _, n := simpleKey(nil, name); n == 0 {
			t.Errorf("simpleKey does not know %s", name)
		}
	}
}

func TestTown(t *testing.T) {
	for code, want := range map[string]string{
		"41860": "San Francisco, CA", "35620": "New York, NY", "47900": "Washington, DC", "49180": "Winston-Salem, NC", "31140": "Louisville, KY",
		"46520": "Urban Honolulu, HI", "34980": "Nashville, TN", "London": "", "": "",
	} {
		if got := Town(code); got != want {
			t.Errorf("%s (%s): %q, want %q", code, Metro(code), got, want)
		}
	}
	for code, title := range lex().metros {
		if town := Town(code); !strings.HasPrefix(title, town[:len(town)-len(", XX")]) {
			t.Errorf("%s (%s): %q", code, title, town)
		}
	}
}
