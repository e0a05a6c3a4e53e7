package mapping

import "strings"

// place finds the columns of places and of countries.
func (g *guesser) place() {
	c := &g.m.Columns
	short := func(p *profile) bool {
		return p.text >= .3 && p.length <= 200 && p.address < .2 && p.money < .3 && p.flag < .5
	}
	coarse := g.coarse(short)
	_, cities := g.pick("city", short)
	isPlace := func(p *profile) bool { return short(p) && !coarse[p.name] && !(cities && g.saysWhere(p)) }
	if !g.choose("place", &c.Place, isPlace) {
		for _, part := range []string{"city", "state"} {
			if at, ok := g.pick(part, short); ok {
				c.Place.Join = append(c.Place.Join, g.t.Columns[at])
				g.taken[at] = true
			}
		}
	}
	if len(c.Place.From) == 1 {
		g.joinState(short)
	}
	if !c.Place.set() {
		g.byContent("place", &c.Place, func(p *profile) float64 {
			if industry[plainName(p.name)] { // "Software, Services"
				return 0
			}
			return p.places
		}, .6)
	}
	if at, ok := g.pick("country", func(p *profile) bool { return p.text >= .5 && p.length <= 40 }); ok {
		g.take(&c.Country, at)
	} else {
		g.choose("place", &c.Country, func(p *profile) bool { return coarse[p.name] })
	}
	g.townsOfEmployers()
}

// joinState adds the column of states or provinces to places that are towns alone.
func (g *guesser) joinState(fits func(p *profile) bool) {
	c := &g.m.Columns
	commas, all := 0, 0
	for v, n := range g.ps[g.t.Index(c.Place.From[0])].values {
		all += n
		if strings.ContainsAny(v, ",(/") {
			commas += n
		}
	}
	at, ok := g.pick("state", fits)
	if ok && commas*4 <= all && plainName(g.t.Columns[at]) != "region" { // which may be EMEA
		c.Place = Field{Join: []string{c.Place.From[0], g.t.Columns[at]}}
		g.taken[at] = true
	}
}

// coarse are the columns of places that say no more than the country, where
// another column tells the rows' cities: "geo" beside "city".
func (g *guesser) coarse(fits func(p *profile) bool) map[string]bool {
	found := map[string]bool{}
	city, ok := g.pick("city", fits)
	if !ok {
		return found
	}
	for _, x := range g.by["place"] {
		p := &g.ps[x.column]
		if x.column != city && p.count > 0 && (p.countries >= .9 || p.kinds == 1 && g.ps[city].kinds > 1) {
			found[p.name] = true
		}
	}
	return found
}
