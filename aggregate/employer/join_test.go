package employer

import (
	"maps"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// named are the names of postings, each with a board and an address.
func named(list ...[3]string) (names []Name) {
	for _, n := range list {
		names = append(names, Name{Key: Key(n[0]), Evidence: Evidence(n[0], n[1], n[2]), Agency: Agency(n[0], "", "")})
	}
	return names
}

func plain(list ...string) (names []Name) {
	for _, n := range list {
		names = append(names, named([3]string{n})...)
	}
	return names
}

func TestJoin(t *testing.T) {
	board := "https://boards.greenhouse.io/ottermills/jobs/4011"
	for _, tt := range []struct {
		name  string
		names []Name
		user  Ruling
		one   bool // whether the first two are one employer
	}{
		{"a country", plain("Otter", "Otter USA"), Ruling{}, true},
		{"countries in words", plain("Otter", "Otter in the UK & Ireland"), Ruling{}, true},
		{"a town and a form", plain("Otter", "The Otter UK Limited"), Ruling{}, true},
		{"a business", plain("Otterly", "Otterly Technologies, Inc."), Ruling{}, true},
		{"two businesses of a short name", plain("Otterly", "Otterly Financial", "Otterly Software"), Ruling{}, false},
		{"several of a long name", plain("Otterbrook", "Otterbrook Financial", "Otterbrook Digital"), Ruling{}, true},
		{"the name that adds least", plain("Otterly Healthcare", "Otterly Healthcare Technologies", "Otterly"), Ruling{}, true},
		{"no plain name", plain("Otterly Canada", "Otterly France"), Ruling{}, false},
		{"a common word", plain("Summit", "Summit Technologies"), Ruling{}, false},
		{"a word that needs the next", plain("Bank of", "Bank of America"), Ruling{}, false},
		{"another kind of firm", plain("Otter Federal", "Otter Federal Credit Union"), Ruling{}, false},
		{"initials alone", plain("QRS", "Quill Reed and Sedge"), Ruling{}, false},
		{"initials in a note", plain("QRS", "Quill Reed Sedge (QRS)"), Ruling{}, true},
		{"the name in a note", plain("QRS (Quill Reed Sedge)", "Quill Reed Sedge"), Ruling{}, true},
		{"a former name", plain("Otter (formerly Heron Mills)", "Heron Mills"), Ruling{}, true},
		{"a known name", plain("Facebook", "Meta"), Ruling{}, true},
		{"one board", named([3]string{"Otter", "", board}, [3]string{"Heron", "", board}), Ruling{}, true},
		{"a recruiter's advert leads to its client's board", named([3]string{"Otter", "", board}, [3]string{"Bolt Recruiting", "", board}), Ruling{}, false},
		{"a board's token", named([3]string{"Otter Mills Works", "ottermills"}, [3]string{"Otter Mills"}), Ruling{}, true},
		{"the user joins", plain("Otter", "Heron"), Ruling{Same: [][]string{{"Otter", "Heron"}}}, true},
		{"the user parts", plain("Otter", "Otter USA"), Ruling{Apart: [][]string{{"Otter", "Otter USA"}}}, false},
	} {
		heads, links := Join(tt.names, tt.user)
		head := func(i int) string {
			if h, ok := heads[tt.names[i].Key]; ok {
				return h
			}
			return tt.names[i].Key
		}
		if one := head(0) == head(1); one != tt.one {
			t.Errorf("%s: one employer: %v, want %v; %v", tt.name, one, tt.one, links)
		}
		for _, l := range links {
			if l.A >= l.B || l.Basis == "" || l.Evidence == "" {
				t.Errorf("%s: link %+v", tt.name, l)
			}
		}
	}
}

// The order of names is of no matter, and links hold the groups together.
func TestJoinProperties(t *testing.T) {
	words := rapid.SampledFrom([]string{"Otter", "Heron", "Otter USA", "Otter Financial", "Otter Labs", "Heron (OTR)", "QRS", "Quill Reed Sedge (QRS)", "Meta", "Facebook", "Bolt Recruiting"})
	boards := rapid.SampledFrom([]string{"", "otter", "https://jobs.lever.co/heron/1", "https://jobs.lever.co/otter/2"})
	rapid.Check(t, func(t *rapid.T) {
		var names []Name
		for range rapid.IntRange(0, 12).Draw(t, "n") {
			names = append(names, named([3]string{words.Draw(t, "name"), boards.Draw(t, "board"), boards.Draw(t, "url")})...)
		}
		user := Ruling{Apart: [][]string{{"Otter", words.Draw(t, "apart")}}}
		heads, links := Join(names, user)
		again, _ := Join(rapid.Permutation(names).Draw(t, "shuffled"), user)
		if !maps.Equal(heads, again) {
			t.Fatalf("%v, shuffled %v", heads, again)
		}
		g := Groups{}
		for _, l := range links {
			g.Join(l.A, l.B)
		}
		if !maps.Equal(g.heads(), heads) {
			t.Fatalf("links make %v, heads are %v", g.heads(), heads)
		}
	})
}

// atLeast is how many employers are left with those joined that are likely one.
func atLeast(names []string) int {
	heads := map[int]bool{}
	for _, h := range Likely(names) {
		heads[h] = true
	}
	return len(heads)
}

func TestLikely(t *testing.T) {
	for _, tt := range []struct {
		names []string
		want  int
	}{
		{nil, 0},
		{[]string{"Otter", "Heron", "otter, Inc."}, 2},
		{[]string{"Otter Canada", "Otter France"}, 1},
		{[]string{"QRS", "Quill Reed Sedge", "Heron"}, 2},
		{[]string{"Otter Brook", "Otter Brook Hamilton"}, 1},
		{[]string{"Summit", "Summit Peak"}, 2},
		{[]string{"Meta", "Facebook"}, 1},
	} {
		if got := atLeast(tt.names); got != tt.want {
			t.Errorf("%q are %d employers at the least, want %d", tt.names, got, tt.want)
		}
		slices.Reverse(tt.names)
		if got := atLeast(tt.names); got != tt.want {
			t.Errorf("%q are %d employers at the least, want %d", tt.names, got, tt.want)
		}
	}
}
