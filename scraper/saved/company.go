package saved

import (
	"strings"

	"backpay/scraper"
)

// Companies are the names of employers that a configuration has for boards and
// sites, by "source board".
type Companies map[string][]site

// site is where the pages of one employer begin.
type site struct{ start, company string }

// Add takes in the first requests of a source, as its Start returns them.
func (c Companies) Add(source string, reqs []scraper.Request) {
	for _, r := range reqs {
		if r.Company != "" {
			key := source + " " + r.Board
			c[key] = append(c[key], site{r.URL, r.Company})
		}
	}
}

// Name gives a posting, out of a page at the address, the name that the
// configuration has for its board, where the page itself has none. Where several
// employers have pages on one host, it is the one whose first page lies nearest
// above the posting's.
func (c Companies) Name(source, address string, p *scraper.Posting) {
	if p.Company != "" && p.Company != p.Board {
		return
	}
	if name := nearest(c[source+" "+p.Board], address); name != "" {
		p.Company = name
	}
}

func nearest(sites []site, address string) (name string) {
	alone, length := true, 0
	for _, s := range sites {
		alone = alone && s.company == sites[0].company
		if strings.HasPrefix(address, s.start) && len(s.start) > length {
			name, length = s.company, len(s.start)
		}
	}
	if alone && len(sites) > 0 {
		return sites[0].company
	}
	return name
}
