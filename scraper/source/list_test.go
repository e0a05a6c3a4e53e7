package source_test

import (
	"slices"
	"strings"
	"testing"

	"backpay/scraper"
	"backpay/scraper/source"
)

func TestAll(t *testing.T) {
	all := source.All()
	if !slices.IsSortedFunc(all, func(a, b scraper.Source) int { return strings.Compare(a.About().Name, b.About().Name) }) {
		t.Error("the list is not in the order of the names")
	}
	for _, s := range all {
		if name := s.About().Name; source.Named(name) != s {
			t.Errorf("Named(%q) is another source", name)
		}
	}
	if s := source.Named("nowhere"); s != nil {
		t.Errorf("Named answers %v for a name that is none", s)
	}
}
