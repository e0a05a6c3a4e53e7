package mapping

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"backpay/scraper/pattern"
)

// signsOf are signs and words that amounts are written with in one country.
var signsOf = []struct{ country, signs string }{
	{"JP", "円 jpy"},
	{"KR", "만원 ₩ krw"},
	{"BR", "R$"},
	{"IN", "₹ lacs lakh lpa inr"},
	{"CN", "元 万 千 薪 cny rmb"},
	{"RU", "₽ руб rub rur"},
	{"CZ", "kč czk"},
	{"PL", "zł pln"},
	{"MY", "myr"},
	{"GB", "£ gbp"},
	{"VN", "triệu vnd ₫"},
	{"TH", "฿ thb"},
	{"UA", "₴ грн uah"},
	{"SE", "sek"},
	{"HU", "huf"},
	{"PH", "₱ php"},
	{"ID", "idr"},
	{"TR", "₺ try"},
	{"ZA", "zar"},
	{"KE", "kes ksh"},
	{"NG", "₦ ngn"},
	{"CH", "chf"},
	{"DK", "dkk"},
	{"NO", "nok"},
	{"RO", "ron"},
	{"SG", "sgd"},
	{"KZ", "₸ kzt"},
}

// lakhGroups matches an amount whose digits stand in groups as in India.
var lakhGroups = pattern.New(`\b\d{1,2},\d{2},\d{3}\b`)

// foreign reports whether pay is written with the signs of other countries than
// the one whose language the columns have, or the text is in another script.
func (g *guesser) foreign() bool {
	texts, han := 0, 0
	for i := range g.ps {
		p := &g.ps[i]
		for v, n := range p.values {
			if p.text > .8 {
				texts += n
				if strings.ContainsFunc(v, func(c rune) bool { return unicode.Is(unicode.Han, c) }) {
					han += n
				}
			}
		}
	}
	return g.signed() || 2*han < texts
}

// signed reports whether some pay has a sign of dollars, euros or pounds.
func (g *guesser) signed() bool {
	for i := range g.ps {
		for v := range g.ps[i].values {
			if g.ps[i].money > .3 && strings.ContainsAny(v, "$€£") {
				return true
			}
		}
	}
	return false
}

var (
	// amountUnit matches a sign or a word behind an amount, or a sign before it, and
	// otherMoney what a bare dollar is not.
	amountUnit = pattern.New(`\p{Sc}|\d\s*\pL`)
	otherMoney = pattern.New(`[€£¥₹₽₫₩฿₺₴₱]|\p{Lu}\$|\b[A-Z]{3}\b`)
)

// namesMoney reports whether some cell of amounts tells whose money it is. A bare
// dollar doesn't: which one it is in a country, aggregate/pay knows.
func (g *guesser) namesMoney() bool {
	for _, y := range g.m.Pay {
		for _, f := range []Field{y.Text, y.Amount, y.Min, y.Max} {
			for _, name := range f.From {
				for v := range g.ps[g.t.Index(name)].values {
					unit := amountUnit
					if strings.Contains(v, "$") {
						unit = otherMoney
					}
					if unit.MatchString(v) {
						return true
					}
				}
			}
		}
	}
	return false
}

// several stands for the countries of a currency that many have.
const several = "several"

// signCountry returns the country that a cell's signs of currency are of, "" for
// a cell without any.
func signCountry(cell string) string {
	for _, s := range signsOf {
		if s.country == "IN" && lakhGroups.MatchString(cell) {
			return s.country
		}
		for sign := range strings.FieldsSeq(strings.ToLower(s.signs)) {
			if hasSign(cell, sign) {
				return s.country
			}
		}
	}
	if strings.ContainsAny(cell, "$€") || strings.Contains(cell, "usd") || strings.Contains(cell, "eur") {
		return several
	}
	return ""
}

// hasSign reports whether a cell holds a sign of currency. A sign of letters has
// to stand as a word: "industry" holds no Turkish lira.
func hasSign(cell, sign string) bool {
	for at := 0; ; {
		i := strings.Index(cell[at:], sign)
		if i < 0 {
			return false
		}
		at += i
		first, _ := utf8.DecodeRuneInString(sign)
		before, _ := utf8.DecodeLastRuneInString(cell[:at])
		after, _ := utf8.DecodeRuneInString(cell[at+len(sign):])
		if first >= utf8.RuneSelf || !unicode.IsLetter(before) && !unicode.IsLetter(after) {
			return true
		}
		at += len(sign)
	}
}

// country takes the country of the currency that all pay is written in for that
// of rows whose place says none.
func (g *guesser) country() {
	if c := g.m.Columns.Country; c.Value != "" || len(c.From) > 0 && g.ps[g.t.Index(c.From[0])].filled > .9 {
		return
	}
	counts, all := map[string]int{}, 0
	for _, y := range g.m.Pay {
		if y.Currency.Value != "" && len(y.Currency.From) == 0 {
			all++
			for _, s := range signsOf {
				if strings.Contains(s.signs+" ", strings.ToLower(y.Currency.Value)+" ") {
					counts[s.country]++
				}
			}
		}
		for _, f := range []Field{y.Text, y.Currency, y.Amount} {
			for _, name := range f.From {
				for v, n := range g.ps[g.t.Index(name)].values {
					v = strings.ToLower(v)
					all += n
					counts[signCountry(v)] += n
				}
			}
		}
	}
	delete(counts, "")
	for c, n := range counts {
		if c != several && (n*10 >= all*6 || len(counts) == 1 && n*4 >= all) {
			if c == "CN" {
				c = g.chinese()
			}
			g.m.Columns.Country.Value = c
			g.m.notes["country"] = "where a row doesn't say: the currency of the pay"
			return
		}
	}
	if len(g.m.Pay) > 0 && strings.ContainsAny(strings.Join(g.t.Columns, ""), "薪职岗") && !g.foreign() {
		g.m.Columns.Country.Value = g.chinese()
		g.m.notes["country"] = "where a row doesn't say: the language of the columns"
		return
	}
	if c := g.ofScript(); len(g.m.Pay) > 0 && c != "" {
		g.m.Columns.Country.Value = c
		g.m.notes["country"] = "where a row doesn't say: the script of the titles"
		return
	}
	if c := g.ofForms(); len(g.m.Pay) > 0 && c != "" && !g.namesMoney() {
		g.m.Columns.Country.Value = c
		g.m.notes["country"] = "where a row doesn't say: the legal form of the employers"
	}
}

// ofScript is the country in whose script most titles are written, "" for a script
// of several and where pay has signs of dollars, euros or pounds.
func (g *guesser) ofScript() string {
	if !g.m.Columns.Title.set() || g.signed() {
		return ""
	}
	counts, all := map[string]int{}, 0
	for v, n := range g.ps[g.t.Index(g.m.Columns.Title.From[0])].values {
		all += n
		for _, s := range scripts {
			if strings.ContainsFunc(v, func(c rune) bool { return unicode.In(c, s.letters...) }) {
				counts[s.country] += n
				break
			}
		}
	}
	for c, n := range counts {
		if n*10 >= all*6 {
			if c == "CN" {
				c = g.chinese()
			}
			return c
		}
	}
	return ""
}

// scripts are those that one country writes, Chinese last, which Japan writes too.
var scripts = []struct {
	country string
	letters []*unicode.RangeTable
}{
	{"JP", []*unicode.RangeTable{unicode.Hiragana, unicode.Katakana}},
	{"KR", []*unicode.RangeTable{unicode.Hangul}},
	{"TH", []*unicode.RangeTable{unicode.Thai}},
	{"CN", []*unicode.RangeTable{unicode.Han}},
}

// Characters of the same words as Taiwan writes them and as China does.
const (
	traditional = "職稱點業縣灣號網頁連結經驗學務員發開關電腦體設計師實習資訊責們維護區東廣銷財會產薪條聯絡醫護"
	simplified  = "职称点业县湾号网页连结经验学务员发开关电脑体设计师实习资讯责们维护区东广销财会产薪条联络医护"
)

// chinese is the country in whose characters a table in Chinese is written.
func (g *guesser) chinese() string {
	old, short := 0, 0
	count := func(s string) {
		for _, c := range s {
			inOld, inShort := strings.ContainsRune(traditional, c), strings.ContainsRune(simplified, c)
			if inOld && !inShort {
				old++
			} else if inShort && !inOld {
				short++
			}
		}
	}
	for i := range g.ps {
		count(g.ps[i].name)
		for v := range g.ps[i].values {
			count(v)
		}
	}
	if old > short {
		return "TW"
	}
	return "CN"
}
