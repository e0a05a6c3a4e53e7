package jsonld

import (
	"testing"

	"backpay/scraper/extract/jsonlist"
)

// TestNode: a thing inside other JSON keeps its numbers as they are written.
func TestNode(t *testing.T) {
	v, unfit, err := jsonlist.Object[struct {
		Thing Node `json:"thing"`
		None  Node `json:"none"`
	}]([]byte(`{"thing": {"identifier": {"value": 7167985123456789012}, "title": "Potter", "@type": "JobPosting"}, "none": null}`))
	if err != nil || len(unfit) > 0 {
		t.Fatal(err, unfit)
	}
	if id := Identifier(v.Thing); id != "7167985123456789012" || !v.Thing.Is("JobPosting") {
		t.Errorf("identifier %q of %v", id, v.Thing)
	}
	if v.None.Values != nil {
		t.Errorf("null is %v", v.None)
	}
	if p := JobPosting(v.None); p.Title != "" {
		t.Errorf("null is the posting %v", p)
	}
}
