package normalise

import (
	"strings"

	"backpay/aggregate"
	"backpay/aggregate/place"
	"backpay/scraper"
)

// zoneWords bounds the words that a range's place is looked for in, in bytes.
const zoneWords = 160

// placePay attaches each range to the places that its words name: the label
// beside an amount, or the line that a range of prose stands in, up to the
// ranges before and after it. With one range there is nothing to tell apart.
//
// A place belongs to the ranges that name it most narrowly: Denver to one for
// Denver before one for Colorado, and to "all other locations" where none names
// it.
func placePay(p *aggregate.Posting, said scraper.Posting) {
	if len(p.Pay) < 2 || len(p.Places) == 0 {
		return
	}
	quotes := quotesOf(said.Description, p.Pay)
	fits := make([][]fit, len(p.Pay)) // of each range with each place
	best := make([]fit, len(p.Places))
	named := make([]bool, len(p.Pay))
	for i := range p.Pay {
		words := []string{p.Pay[i].Quote}
		if p.Pay[i].Origin == scraper.Text {
			words = lineAround(said.Description, quotes, i)
		}
		for _, w := range words {
			if fits[i] = fitsOf(w, p); fits[i] == nil {
				continue
			}
			named[i] = true
			for k, f := range fits[i] {
				best[k] = max(best[k], f)
			}
			break
		}
	}
	for i := range p.Pay {
		if !named[i] {
			continue
		}
		y := &p.Pay[i]
		y.Elsewhere = true
		for k, f := range fits[i] {
			if f > none && f == best[k] {
				y.Places = append(y.Places, k)
			}
			if f == part || f > none && f == best[k] {
				y.Elsewhere = false
			}
		}
	}
}

// fit is how narrowly words name a place.
type fit int

const (
	part    fit = iota - 1 // they name a part of it
	none                   // they name others
	others                 // "all other locations"
	country                // its country
	region                 // its state or province
	town                   // itself, or its metropolitan area
)

// fitsOf returns how words fit the posting's places, nil where they name none
// at all.
func fitsOf(words string, p *aggregate.Posting) []fit {
	named := place.Resolve(words, p.Country).Places
	rest := isRest(words)
	if len(named) == 0 && !rest {
		return nil
	}
	out := make([]fit, len(p.Places))
	for k, l := range p.Places {
		if rest {
			out[k] = others
			continue
		}
		for _, n := range named {
			f := fitOf(l, n)
			if out[k] == none || f > out[k] {
				out[k] = f
			}
		}
	}
	return out
}

// isRest reports whether words are of the places that other ranges don't name.
func isRest(words string) bool {
	words = strings.ToLower(words)
	for _, w := range []string{"all other", "other location", "other us location", "other region", "rest of", "everywhere else", "elsewhere"} {
		if strings.Contains(words, w) {
			return true
		}
	}
	return false
}

func fitOf(p aggregate.Place, n place.Place) fit {
	switch {
	case n.Country != "" && p.Country != "" && n.Country != p.Country:
		return none
	case n.Metro != "" && p.Metro != "":
		if n.Metro == p.Metro {
			return town
		}
		return none
	case n.City != "":
		switch {
		case p.City != "" && place.SameName(n.City, p.City):
			return town
		case p.City == "" && (p.Region == "" || p.Region == n.Region):
			return part
		}
		return none
	case n.Region != "":
		switch {
		case n.Region == p.Region:
			return region
		case p.Region == "" && p.City == "":
			return part
		}
		return none
	case n.Country != "":
		return country
	}
	return none
}

// span is where a range stands in a text, in bytes; from is -1 for one that
// stands elsewhere.
type span struct{ from, to int }

// quotesOf returns where the ranges of prose stand. Beliefs count characters.
func quotesOf(text string, all []aggregate.Pay) []span {
	out := make([]span, len(all))
	want := map[int]int{} // bytes by characters
	for i, y := range all {
		out[i] = span{-1, -1}
		if y.Origin == scraper.Text && !y.InTitle && y.QuoteStart >= 0 {
			want[y.QuoteStart], want[y.QuoteEnd] = -1, -1
		}
	}
	n := 0
	for at := range text {
		if _, ok := want[n]; ok {
			want[n] = at
		}
		n++
	}
	if _, ok := want[n]; ok {
		want[n] = len(text)
	}
	for i, y := range all {
		if y.Origin == scraper.Text && !y.InTitle && y.QuoteStart >= 0 && want[y.QuoteStart] >= 0 &&
			want[y.QuoteEnd] >= want[y.QuoteStart] {
			out[i] = span{want[y.QuoteStart], want[y.QuoteEnd]}
		}
	}
	return out
}

// lineAround returns the words before a range on its line, those after it, and
// the line above where that is short enough for a heading.
func lineAround(text string, quotes []span, at int) []string {
	y := quotes[at]
	if y.from < 0 {
		return nil
	}
	start := strings.LastIndexByte(text[:y.from], '\n') + 1
	end := len(text)
	if n := strings.IndexByte(text[y.to:], '\n'); n >= 0 {
		end = y.to + n
	}
	line := start
	for i, o := range quotes {
		if i == at || o.from < 0 {
			continue
		}
		if o.to <= y.from && o.to > start {
			start = o.to
		}
		if o.from >= y.to && o.from < end {
			end = o.from
		}
	}
	before, after := text[start:y.from], text[y.to:end]
	out := []string{tail(before), head(after)}
	if line > 0 {
		above := text[:line-1]
		above = above[strings.LastIndexByte(above, '\n')+1:]
		if len(above) <= zoneWords/2 && !strings.ContainsAny(above, "0123456789") {
			out = append(out, above)
		}
	}
	return out
}

// tail and head are the last and the first words of a text, of which a place
// may be named.
func tail(s string) string {
	if len(s) > zoneWords {
		s = s[len(s)-zoneWords:]
		s = s[strings.IndexByte(s, ' ')+1:]
	}
	return strings.Trim(s, " \t:-–—•*·|,;.(")
}

func head(s string) string {
	if len(s) > zoneWords {
		s = s[:zoneWords]
		s = s[:max(strings.LastIndexByte(s, ' '), 0)]
	}
	return strings.Trim(s, " \t:-–—•*·|,;.)")
}
