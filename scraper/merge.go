package scraper

import (
	"slices"
	"time"
)

// Merge lays a new answer over what earlier ones said. A poorer answer never
// erases a richer one: an empty text, and a field that this form of the answer
// omits, keep what was known. Pay alone can be withdrawn, by an answer that
// could have stated it and doesn't.
func Merge(old, in Posting) Posting {
	out := in
	omits := func(field string) bool { return slices.Contains(in.Omits, field) }
	for _, f := range []struct {
		name     string
		out, old *string
	}{
		{"board", &out.Board, &old.Board},
		{"url", &out.URL, &old.URL},
		{"apply_url", &out.ApplyURL, &old.ApplyURL},
		{"title", &out.Title, &old.Title},
		{"company", &out.Company, &old.Company},
		{"country", &out.Country, &old.Country},
		{"workplace", &out.Workplace, &old.Workplace},
		{"employment", &out.Employment, &old.Employment},
		{"department", &out.Department, &old.Department},
		{"level", &out.Level, &old.Level},
		{"language", &out.Language, &old.Language},
		{"description", &out.Description, &old.Description},
		{"path", &out.Path, &old.Path},
	} {
		if *f.old != "" && (*f.out == "" || omits(f.name)) {
			*f.out = *f.old
		}
	}
	for _, f := range []struct {
		name     string
		out, old *time.Time
	}{
		{"posted_at", &out.PostedAt, &old.PostedAt},
		{"changed_at", &out.ChangedAt, &old.ChangedAt},
		{"valid_through", &out.ValidThrough, &old.ValidThrough},
	} {
		if !f.old.IsZero() && (f.out.IsZero() || omits(f.name)) {
			*f.out = *f.old
		}
	}
	if len(old.Tags) > 0 && (len(in.Tags) == 0 || omits("tags")) {
		out.Tags = old.Tags
	}
	if omits("pay") && len(old.Pay) > 0 {
		out.Pay = old.Pay
	}
	// Addresses belong to their wording: under a new wording the old ones
	// would contradict it.
	if old.Place != "" && (in.Place == "" || omits("place")) {
		out.Place = old.Place
	}
	if len(old.Places) > 0 && (omits("places") || len(in.Places) == 0 && out.Place == old.Place) {
		out.Places = old.Places
	}
	out.Omits = nil
	return out
}
