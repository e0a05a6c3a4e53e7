package article

import (
	"slices"
	"strings"

	"backpay/scraper/pattern"
)

// cells finds the figures of a row of a table: each is of its column's head
// and of what the other cells say.
func (w *world) cells(b block, ctx context, found []Finding) []Finding {
	row, n := w.rowSays(b, &ctx)
	for i, c := range b.cells {
		if i >= len(b.heads) || b.isSample(i) {
			continue
		}
		c.text = strings.ReplaceAll(clip(c.text, longest), "\n", " ")
		inner := ctx
		inner.cell = clip(b.heads[i].text, 300)
		if i > 0 {
			inner.row = clip(b.cells[0].text, 300)
		}
		if m := moneyHead.FindString(inner.cell); m != "" {
			inner.money = m
		} else if bareCell.MatchString(c.text) && !inner.counts() &&
			!noMoney.MatchString(contract.ReplaceAllString(inner.cell, "pay")) {
			inner.takeMoney(b, w.general)
		}
		of := append(percentileOf(b.heads[0].text, b.heads[i].text), w.mentions(b.heads[i])...)
		inner.outer = append([][]mention{of, row}, ctx.outer...)
		here := w.sentence(sentence{inline: c}, w.mentions(c), inner)
		w.only.give(here)
		for _, f := range here {
			f.Line = b.line
			f.offset += i * longest
			if f.N == 0 {
				f.N = n
			}
			found = append(found, f)
		}
	}
	return found
}

// rowSays is what the cells of a row say of its figures, with the sample that they
// rest on; it gives ctx the employer whose row it is.
func (w *world) rowSays(b block, ctx *context) (row []mention, n int) {
	for i, c := range b.cells {
		head := ""
		if i < len(b.heads) {
			head = b.heads[i].text
		}
		c.text = clip(c.text, longest)
		said := w.mentions(c)
		if b.isSample(i) {
			if all := scan(c.text); len(all) > 0 && (all[0].bare || all[0].short && all[0].currency == "") {
				n = int(min(all[0].val, 1e9))
			}
			continue
		}
		if i == 0 && regexpSite.MatchString(head) &&
			!slices.ContainsFunc(said, func(m mention) bool { return m.what == "source" }) &&
			strings.TrimSpace(c.text) != "" {
			said = append(said, mention{what: "source", value: strings.TrimSpace(c.text)})
		}
		named := companyHead.MatchString(head) || strings.TrimSpace(head) == "" && nameOnly(c.text, said)
		if i == 0 && named && !sizeOfFirm.MatchString(c.text) {
			ctx.company = strings.TrimSpace(clip(c.text, 100))
		}
		if placeHead.MatchString(head) &&
			!slices.ContainsFunc(said, func(m mention) bool { return m.what == "place" }) {
			if who, ok := w.resolve(strings.TrimSpace(c.text)); ok {
				said = append(said, mention{what: "place", value: c.text, who: who})
			}
		}
		said = append(said, w.townFirst(c.text, said)...)
		if _, ok := last(said, "role"); i == 0 && !ok && occupationHead.MatchString(head) {
			title := strings.TrimSpace(clip(c.text, 100)) // an occupation that is no role of ours
			said = append(said, mention{what: "role", value: "other", title: title, who: subject{role: "other"}})
		}
		if i == 0 {
			said = append(said, percentileOf(head, c.text)...)
		}
		row = append(row, said...)
	}
	return row, n
}

// townFirst is the town that the title of a cell begins with: "Leeds Senior Java
// Developer".
func (w *world) townFirst(cell string, said []mention) []mention {
	town, _, _ := strings.Cut(strings.TrimSpace(cell), " ")
	if _, ok := last(said, "place"); ok || !employerName.MatchString(town) {
		return nil
	}
	low := strings.ToLower(town)
	m, ok := last(said, "role")
	if !ok || m.value == "" || m.start > 0 || len(town) == m.end || roleWords[low] || levelWord[low] || w.isSkill(town) {
		return nil
	}
	who, ok := w.resolve(town)
	if !ok || who.city == "" {
		return nil
	}
	return []mention{{end: len(town), what: "place", value: town, who: who}}
}

// sizeOfFirm is a kind of employers and no name of one: "Over 1000 employees", "Startups".
var sizeOfFirm = pattern.New(`(?i)\b(?:employees|compan(?:y|ies)|firms|start-?ups?|agenc(?:y|ies)|corporations|` +
	`enterprises?|` +
	`SMEs?|consultanc(?:y|ies)|scale-?ups?)\b`)

// occupationHead is the head of a column of occupations.
var occupationHead = pattern.New(`(?i)^\s*(?:occupations?|(?:job )?titles?|jobs?|professions?|(?:job )?roles?|positions?)` +
	`(?: titles?| names?)?\s*$`)

// isSample reports whether a column of a row holds what its figures rest on.
func (b block) isSample(i int) bool { return i < len(b.heads) && isSampleHead(b.heads, i) }

// percentileOf is the percentile that the head of a column or row is, "10%", in a table
// whose first head says that it gives percentiles.
func percentileOf(corner, head string) []mention {
	m := percentHead.FindStringSubmatch(head)
	if m == nil || !strings.Contains(strings.ToLower(corner), "percentile") {
		return nil
	}
	value := "p" + m[1]
	if m[1] == "50" {
		value = "median"
	}
	return []mention{{what: "statistic", value: value}}
}

var percentHead = pattern.New(`^\s*(10|25|50|75|90) ?%?\s*(?:\(|$)`)

// counts reports whether the heads of a cell's column and row say that it is a number
// of jobs or people.
func (ctx context) counts() bool {
	heads := contract.ReplaceAllString(ctx.cell+"\n"+ctx.row, "pay")
	return countHead.MatchString(heads) && !payWords.MatchString(heads)
}

// isSampleHead reports whether a column holds what the figures beside it rest on:
// by its head, or as the count beside a statistic.
func isSampleHead(heads []inline, i int) bool {
	if !countAlone.MatchString(heads[i].text) {
		return sampleHead.MatchString(heads[i].text)
	}
	return slices.ContainsFunc(heads, func(h inline) bool { return ofSample.MatchString(h.text) })
}

// countAlone is the head of a column of counts, ofSample one of a statistic.
var (
	countAlone = pattern.New(`(?i)^\s*(?:#|count|no\.?|number|size|samples?)\s*$`)
	ofSample   = pattern.New(`(?i)\b(?:median|average|mean|avg)\b`)
)

// indian are the words of large numbers that no other than Indian texts use.
var indian = pattern.New(`(?i)(?:lakhs?|lacs?|crores?|LPA)\b`)

// bareCell is a number alone; noMoney is the head of a column that holds other
// things than money.
var (
	bareCell = pattern.New(`^\s*\d[\d.,]*(?:\s?[-–—]\s?\d[\d.,]*)?\s*$`)
	noMoney  = pattern.New(
		`(?i)\b(?:rank|years?|experience|ages?|hours|index|score|growth|share|change|count|number|employment|` +
			`employed|workers|` +
			`openings|vacancies|jobs|listings|positions|people|companies)\b|^\s*(?:#|no\.?)?\s*$`,
	)
)

// moneyBefore is a currency that the sentence before a table says of its numbers,
// thousandsOf that they are thousands.
var (
	moneyBefore = pattern.New(
		`(?i)\b(?:in|all) (?:thousands? of |gross )?((?:us|american|canadian|australian|new zealand|singapore|` +
			`hong kong) dollars|dollars|euros?|pounds(?: sterling)?|rupees|swiss francs|(?:polish )?(?:złotych|` +
			`złoty|zloty)|swedish kron(?:or|a)|danish krone(?:r)?|norwegian krone(?:r)?)\b|` +
			`[(,] ?(?:in )?((?:A|C|CA|NZ|S|US|HK)?\$|€|£|₹|CHF|USD|EUR|GBP|CAD|AUD|NZD|SGD|PLN|SEK|NOK|DKK|` +
			`INR)(?: ?['’]?000s?| ?k| thousands?|(?: a| per| an)? (?:year|month|hour|day))?[),]|` +
			`\b(?:in|all) (?:thousands? of )?(CHF|USD|EUR|GBP|CAD|AUD|NZD|SGD|PLN|SEK|NOK|DKK|INR)\b`,
	)
	thousandsOf = pattern.New(`(?i)['’]000|\bthousands?\b|[$€£]k\b`)
)

// currencyWords are currencies by the words and signs that say them.
var currencyWords = map[string]string{
	"us dollars": "USD", "american dollars": "USD", "canadian dollars": "CAD", "australian dollars": "AUD",
	"new zealand dollars": "NZD", "singapore dollars": "SGD", "hong kong dollars": "HKD", "dollars": "$",
	"euro": "EUR", "euros": "EUR", "pounds": "GBP", "pounds sterling": "GBP", "rupees": "INR", "swiss francs": "CHF",
	"złoty": "PLN", "zloty": "PLN", "polish złoty": "PLN", "polish zloty": "PLN", "swedish kronor": "SEK", "swedish krona": "SEK",
	"danish kroner": "DKK", "danish krone": "DKK", "norwegian kroner": "NOK", "norwegian krone": "NOK", "$": "$", "us$": "USD", "a$": "AUD", "c$": "CAD", "ca$": "CAD", "nz$": "NZD",
	"s$": "SGD", "hk$": "HKD", "€": "EUR", "£": "GBP", "₹": "INR",
}

// takeMoney takes the currency, the scale and the period of a table's numbers from
// its head, its caption or the sentence before it.
func (ctx *context) takeMoney(b block, g general) {
	for _, text := range []string{ctx.cell, ctx.caption, b.lead, b.before} {
		if ctx.money = moneyIn(text); ctx.money == "" {
			continue
		}
		if thousandsOf.MatchString(text) {
			ctx.scale = 1000
		}
		ctx.caption += " " + text
		return
	}
	ctx.money = g.money
}

// moneyIn is the currency that a text says of its numbers, or "".
func moneyIn(text string) string {
	m := moneyBefore.FindStringSubmatch(text)
	if m == nil {
		return ""
	}
	name := strings.ToLower(m[1] + m[2] + m[3])
	if code := currencyWords[name]; code != "" {
		return code
	}
	return strings.ToUpper(name)
}

// contract is how somebody is hired, and no number of people.
var contract = pattern.New(`(?i)\bemployment contracts?\b`)

// moneyHead is a currency in the head of a column, which its cells leave out.
var moneyHead = pattern.New(
	`\b(?:USD|EUR|GBP|CHF|PLN|CZK|SEK|NOK|DKK|HUF|RON|CAD|AUD|NZD|SGD|INR|JPY|BRL|UAH)\b`,
)
