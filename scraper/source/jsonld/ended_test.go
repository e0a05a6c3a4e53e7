package jsonld

import (
	"testing"

	"backpay/scraper"
)

// TestEnded: a page that says that its job is gone, or a site that leads to a
// page above, ends the posting; a page that merely describes none does not.
func TestEnded(t *testing.T) {
	const asked = "https://kettle.example/jobs/17"
	for _, c := range []struct{ url, body, want string }{
		{asked, "<p>Sorry, this job is no longer available.</p>", "this job is no longer available."},
		{asked, "<h1>No longer accepting applications</h1>", "No longer accepting applications"},
		{asked, "<p>The position you are looking for has been filled!</p>", "The position you are looking for has been filled!"},
		{asked, "<p>Diese Stelle ist leider nicht mehr verfügbar.</p>", "Diese Stelle ist leider nicht mehr verfügbar."},
		{asked, "<title>Job not found | Kettle</title>", "Job not found | Kettle"},
		{"https://kettle.example/jobs", "<h1>Our jobs</h1>", "leads to https://kettle.example/jobs"},
		{"https://kettle.example/", "<h1>Welcome</h1>", "leads to https://kettle.example/"},
		{"https://kettle.example/jobs/18", "<h1>Another</h1>", ""},
		{"https://other.example/", "<h1>Welcome</h1>", ""},
		{asked, "<p>This position is closed to nobody. We are no longer a start-up.</p>", ""},
	} {
		page := scraper.Page{Request: scraper.Request{URL: asked, Page: "job"}, URL: c.url, Body: []byte(c.body)}
		if got := ended(&page); got != c.want {
			t.Errorf("%s %s: %q, want %q", c.url, c.body, got, c.want)
		}
	}
}
