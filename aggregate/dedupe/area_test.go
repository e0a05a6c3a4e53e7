package dedupe

import (
	"strings"
	"testing"

	"backpay/aggregate"
	"backpay/aggregate/place"
)

// Towns of areas are spelt as places are read, or no posting would have them.
func TestAreas(t *testing.T) {
	for town, central := range areas {
		country, name, _ := strings.Cut(town, " ")
		found := false
		for _, p := range place.Resolve(strings.ToUpper(name[:1])+name[1:], country).Places {
			found = found || strings.ToLower(p.City) == name
		}
		if !found {
			t.Errorf("%s: no place is read of %q", country, name)
		}
		if areas[country+" "+central] != central {
			t.Errorf("%s: %q is not of its own area", country, central)
		}
	}
}

func TestPlaceHashes(t *testing.T) {
	in := func(country, city string) []uint32 {
		return placeHashes([]aggregate.Place{{Country: country, City: city}})
	}
	for _, tt := range []struct {
		a, b []uint32
		same bool
	}{
		{in("CA", "Toronto"), in("CA", "Mississauga"), true},
		{in("GB", "Birmingham"), in("GB", "Solihull"), true},
		{in("CA", "Toronto"), in("CA", "Vancouver"), false},
		{in("CA", "Burnaby"), in("GB", "Richmond"), false}, // Richmond of Greater London
	} {
		if got := common(tt.a, tt.b) > 0; got != tt.same {
			t.Errorf("%v and %v: one place: %v, want %v", tt.a, tt.b, got, tt.same)
		}
	}
}
