package place

import "testing"

// TestBoards holds the resolver against testdata/boards.jsonl: place strings
// of real boards, none of them in the dev set, labelled by reading alone,
// before any was resolved. The first run had 413 of 419 country sets exact,
// no wrong country and a towns F1 of .988; after it one label, of "EST or CST",
// was brought into line with the other time zones, and a row left out by
// mistake was added. 44 of the strings also stand in testdata/places.jsonl.
func TestBoards(t *testing.T) {
	got := scoreFile(t, "testdata/boards.jsonl")
	if got.exact < .97 || float64(got.wrong) > .01*float64(got.rows) || got.f1 < .93 {
		t.Errorf("%+v, want the country set exact on .97, wrong on at most 1 %%, towns F1 .93", got)
	}
}
