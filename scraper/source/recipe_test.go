package source_test

import (
	"slices"
	"strings"
	"testing"

	"backpay/scraper/source"
	"backpay/scraper/source/jsonld"
)

// TestRecipes: each recipe makes a request of its example, and an address of a
// site of its service leads back to it.
func TestRecipes(t *testing.T) {
	src := source.Named("jsonld")
	last := ""
	for _, r := range jsonld.Recipes() {
		if r.Name <= last {
			t.Errorf("%s is not in the order of names", r.Name)
		}
		last = r.Name
		site := jsonld.Site{Recipe: r.Name}
		switch r.Key {
		case "host":
			site.Host = r.Example
		case "name":
			site.Name = r.Example
		}
		settings := &jsonld.Settings{Sites: []jsonld.Site{site}}
		if err := settings.Validate(); err != nil {
			t.Errorf("%s: %v", r.Name, err)
			continue
		}
		reqs, err := src.Start(settings)
		if err != nil || len(reqs) != 1 || strings.Contains(reqs[0].URL, "{") || r.Key != "" && !strings.Contains(reqs[0].URL, r.Example) {
			t.Errorf("%s: %+v, error %v", r.Name, reqs, err)
			continue
		}
		l, ok := source.Locate(reqs[0].URL)
		// The first two have hosts of the employer's own, the last a source too.
		if own := []string{"successfactors", "teamtailor", "workable"}; !slices.Contains(own, r.Name) && (!ok || l.Source != "jsonld" || l.Fields[0].Value != r.Name || l.Token() != r.Example) {
			t.Errorf("%s: %s leads to %+v", r.Name, reqs[0].URL, l)
		}
	}
}
