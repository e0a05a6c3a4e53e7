package doubt

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// quiet are nights of a source of 100 postings of which a few change.
func quiet(n int) []Night {
	var h []Night
	for i := range n {
		h = append(h, Night{
			Seen: 100 + i%5, Known: 97, Listed: 100, Missing: 2 + i%4, Gone: i % 3,
			Signs: map[Sign]int{LostPay: i % 2, MovedAmount: i % 2},
		})
	}
	return h
}

func TestJudge(t *testing.T) {
	for _, tt := range []struct {
		name    string
		history []Night
		tonight Night
		want    string // the first words of the only finding
	}{
		{"a quiet night", quiet(10), quiet(11)[10], ""},
		{"the first night of all", nil, Night{Seen: 300}, ""},
		{"pay renamed", quiet(10), Night{Seen: 100, Known: 97, Listed: 100, Missing: 3, Signs: map[Sign]int{LostPay: 80}}, "pay is gone from 82 % of its (80 of 97; usually 1 %) known postings"},
		{"pay renamed on the second night", quiet(1), Night{Seen: 100, Known: 97, Signs: map[Sign]int{LostPay: 80}}, "pay is gone"},
		{"text renamed", quiet(10), Night{Seen: 100, Known: 97, Signs: map[Sign]int{LostDescription: 97}}, "the text is gone"},
		{"the field for pay renamed", quiet(10), Night{Seen: 100, Known: 97, Signs: map[Sign]int{OmitsPay: 90}}, "the field for pay is gone"},
		{"a list without pay, which its pages have", quiet(2), Night{Seen: 100, Known: 97, Signs: map[Sign]int{OmitsPay: 90}}, ""},
		{"another currency", quiet(10), Night{Seen: 100, Known: 97, Signs: map[Sign]int{MovedCurrency: 95}}, "the currency changed in 98 %"},
		{"cents for dollars", quiet(10), Night{Seen: 100, Known: 97, Signs: map[Sign]int{MovedAmount: 97}}, "pay moved by more than a factor of three"},
		{"one board of four postings loses pay", quiet(10), Night{Seen: 4, Known: 4, Signs: map[Sign]int{LostPay: 4}}, "it shows 4 postings, usually 102"},
		{"lists cut", quiet(10), Night{Seen: 90, Known: 90, Listed: 100, Missing: 60}, "its lists lack 60 %"},
		{"pages not there", quiet(10), Night{Seen: 90, Known: 30, Gone: 60}, "the pages of 67 %"},
		{"a feed cut", quiet(10), Night{Seen: 10, Known: 10}, "it shows 10 postings, usually 102"},
		{"an outage is no cut", quiet(10), Night{Seen: 10, Known: 10, Failed: 90}, ""},
		{"a board that changes a third, seen twice", quiet(1), Night{Seen: 100, Known: 60, Listed: 100, Missing: 40}, ""},
		{"a small feed halves", []Night{{Seen: 8, Known: 8}, {Seen: 8, Known: 8}}, Night{Seen: 3, Known: 3}, ""},
	} {
		var got []string
		for _, f := range Judge(tt.history, tt.tonight) {
			got = append(got, f.Why)
		}
		if len(got) > 1 || strings.Join(got, "") != tt.want && (tt.want == "" || !strings.HasPrefix(strings.Join(got, ""), tt.want)) {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

// A source whose boards come and go by a third every night is used to it.
func TestRestlessSourceIsNotDoubted(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		night := func() Night {
			return Night{Seen: 100, Known: 70, Listed: 100, Missing: rapid.IntRange(28, 36).Draw(t, "missing")}
		}
		var h []Night
		for range rapid.IntRange(6, 30).Draw(t, "nights") {
			h = append(h, night())
		}
		// Within what was seen before, whatever the spread.
		tonight := h[rapid.IntRange(0, len(h)-1).Draw(t, "like")]
		usual := 0
		for _, n := range h {
			usual += n.Missing
		}
		tonight.Missing = min(tonight.Missing, usual/len(h))
		if got := Judge(h, tonight); len(got) > 0 {
			t.Fatalf("%v of %v", got, h)
		}
	})
}

func TestWhatFindingsMean(t *testing.T) {
	for sign, want := range map[Sign][2]bool{LostPay: {false, true}, MovedAmount: {false, true}, LostPlace: {false, false}, Cut: {true, false}, Gone: {true, false}} {
		f := []Finding{{Sign: sign}}
		if got := [2]bool{Ends(f), Pay(f)}; got != want {
			t.Errorf("%s: ends and pay %v, want %v", sign, got, want)
		}
	}
}
