package places

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"backpay/scraper"
)

func TestLocations(t *testing.T) {
	tests := []struct {
		name    string
		list    []Location
		text    string
		places  []scraper.Address
		country string
	}{
		{"none", nil, "", nil, ""},
		{"nothing in it", []Location{{}}, "", nil, ""},
		{"whole", []Location{{"Porto", "Norte", "Portugal", "pt"}}, "Porto, Norte, Portugal", []scraper.Address{{Locality: "Porto", Region: "Norte", Country: "PT"}}, "PT"},
		{"country without a code", []Location{{Country: "Canada"}}, "Canada", []scraper.Address{{Country: "Canada"}}, ""},
		{"code alone", []Location{{City: "San Jose", Region: "CA", Code: "us"}}, "San Jose, CA, US", []scraper.Address{{Locality: "San Jose", Region: "CA", Country: "US"}}, "US"},
		{"a city that is a region", []Location{{"Dubai", "Dubai", "United Arab Emirates", "AE"}}, "Dubai, United Arab Emirates", []scraper.Address{{Locality: "Dubai", Region: "Dubai", Country: "AE"}}, "AE"},
		{"one country", []Location{{"Cork", "", "Ireland", "IE"}, {}, {"Galway", "", "Ireland", "IE"}}, "Cork, Ireland; Galway, Ireland", []scraper.Address{{Locality: "Cork", Country: "IE"}, {Locality: "Galway", Country: "IE"}}, "IE"},
		{"two countries", []Location{{"Vigo", "", "Spain", "ES"}, {"Porto", "", "Portugal", "PT"}}, "Vigo, Spain; Porto, Portugal", []scraper.Address{{Locality: "Vigo", Country: "ES"}, {Locality: "Porto", Country: "PT"}}, ""},
		{"two countries and the last again", []Location{{"Vigo", "", "Spain", "ES"}, {"Porto", "", "Portugal", "PT"}, {"Faro", "", "Portugal", "PT"}}, "Vigo, Spain; Porto, Portugal; Faro, Portugal", []scraper.Address{{Locality: "Vigo", Country: "ES"}, {Locality: "Porto", Country: "PT"}, {Locality: "Faro", Country: "PT"}}, ""},
		{"one without a code", []Location{{"Vigo", "", "Spain", "ES"}, {"Porto", "", "Portugal", ""}}, "Vigo, Spain; Porto, Portugal", []scraper.Address{{Locality: "Vigo", Country: "ES"}, {Locality: "Porto", Country: "Portugal"}}, ""},
		{"markup", []Location{{City: "K&ouml;ln ", Country: "Germany", Code: "DE"}}, "Köln, Germany", []scraper.Address{{Locality: "Köln", Country: "DE"}}, "DE"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			text, places, country := Of(tt.list)
			if d := cmp.Diff(tt.places, places); text != tt.text || country != tt.country || d != "" {
				t.Errorf("text %q, country %q, places (-want +got):\n%s", text, country, d)
			}
		})
	}
}
