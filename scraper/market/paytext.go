package market

import (
	"math"
	"slices"
	"strconv"
	"strings"
)

// pay writes the sentences that tell the job's pay, none where it isn't told
// in prose.
func (wr *writer) pay() []string {
	p := &wr.j.Pay
	if p.Shown&Prose == 0 {
		return nil
	}
	s := wr.spelling(slices.Concat(p.Tiers, extra(p)))
	if len(p.Tiers) > 1 {
		out := []string{wr.one("tiers")}
		line := pick(wr.r, wr.m.words.text["tier"])
		for _, t := range p.Tiers {
			out = append(out, strings.NewReplacer("{label}", t.Label, "{R}", s.write(s.rang, t)).Replace(line))
		}
		return out
	}
	section := [...]string{"range ", "from ", "upto ", "lone "}[p.Form] + p.Period
	if p.OnlyOTE {
		section = "ote year"
	} else if wr.j.Country == "DE" && p.Form == Range && wr.r.chance(.35) {
		section += " DE"
	}
	out := []string{s.fill(wr.one(section), p.Tiers[0])}
	if p.OTE != nil {
		out = append(out, s.fill(wr.one("beside year"), *p.OTE))
	}
	return out
}

func extra(p *Pay) []Tier {
	if p.OTE == nil {
		return nil
	}
	return []Tier{*p.OTE}
}

// spelling is one way of writing amounts, kept to within an advert.
type spelling struct {
	rang, between, betweenDE, one string
	sign                          string
	sep                           string // between groups of three digits
	cents                         bool
}

// spelling draws one that can write all of the amounts without loss.
func (wr *writer) spelling(tiers []Tier) spelling {
	text, cur := wr.m.words.text, wr.j.Pay.Currency
	thousands, whole, years := true, true, wr.j.Pay.Period == "year"
	for _, t := range tiers {
		for _, v := range []float64{t.Min, t.Max} {
			thousands = thousands && years && math.Mod(v, 1000) == 0
			whole = whole && v == math.Trunc(v)
		}
	}
	fits := func(s string) bool {
		return (thousands || !strings.Contains(s, "{k}")) && (whole || !strings.Contains(s, ".00"))
	}
	draw := func(section string) string {
		for {
			if s := pick(wr.r, text[section]); fits(s) {
				return s
			}
		}
	}
	s := spelling{sign: signs[cur], sep: ",", cents: !whole}
	s.rang = draw("spell " + cur)
	if thousands && wr.r.chance(.35) {
		s.rang = draw("spell thousands " + cur)
	}
	s.between, s.betweenDE, s.one = draw("between "+cur), draw("between DE"), draw("one "+cur)
	if cur == "EUR" && wr.r.chance(.5) {
		s.sep = "."
	}
	return s
}

func (s spelling) fill(sentence string, t Tier) string {
	return strings.NewReplacer("{R}", s.write(s.rang, t), "{B}", s.write(s.between, t),
		"{Bde}", s.german().write(s.betweenDE, t), "{L}", s.write(s.one, s.stated(sentence, t))).Replace(sentence)
}

// german writes 65.000, as a German sentence does.
func (s spelling) german() spelling { s.sep = "."; return s }

// stated is the end that a sentence with one figure states, as both ends.
func (s spelling) stated(sentence string, t Tier) Tier {
	if strings.Contains(sentence, "up to") {
		return Tier{Min: t.Max, Max: t.Max}
	}
	return Tier{Min: t.Min, Max: t.Min}
}

func (s spelling) write(form string, t Tier) string {
	return strings.NewReplacer("{c}", s.sign, "{a}", s.amount(t.Min), "{b}", s.amount(t.Max),
		"{k}", strconv.Itoa(int(t.Min/1000)), "{l}", strconv.Itoa(int(t.Max/1000))).Replace(form)
}

func (s spelling) amount(v float64) string {
	if !s.cents {
		return group(v, s.sep)
	}
	point := "."
	if s.sep == "." {
		point = ","
	}
	cents := strconv.Itoa(100 + int(math.Round(v*100))%100)[1:]
	return group(math.Floor(v+1e-9), s.sep) + point + cents
}

// group writes a whole number with sep between groups of three digits.
func group(v float64, sep string) string {
	d := strconv.Itoa(int(math.Round(v)))
	for i := len(d) - 3; i > 0; i -= 3 {
		d = d[:i] + sep + d[i:]
	}
	return d
}
