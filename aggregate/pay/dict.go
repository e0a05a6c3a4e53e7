package pay

import (
	"embed"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

//go:embed data
var data embed.FS

// dict is every data file, read once and never changed.
type dict struct {
	ids    map[string]int32
	maybe  [1 << 10]uint64 // a bit for each word of ids, see wordBit
	info   []info          // by word id; 0 is the unknown word
	money  []currency
	byCode map[string]int32
	signs  []sharedSign
	lands  map[string]land
	roles  map[string]float64 // usual pay as a multiple of a developer's
	stems  []stem
	suffix []stem
	// stemsBy and suffixBy are their indexes by first and last two bytes.
	stemsBy, suffixBy map[[2]byte][]int32

	context  phrases         // by first word
	before   phrases         // bounds before a figure, by last word
	after    phrases         // bounds after a figure, by first word
	between  phrases         // by last word
	dollars  phrases         // places whose dollar $ is, by last word
	joinTo   map[string]bool // by key of word ids
	joinAnd  map[string]bool
	runeFold map[rune]string
	dollar   int32 // the id of $
	day      int32 // the id of den, a day
	until    int32 // the id of tới, which đến means too
}

// info is what the grammar knows of a word.
type info struct {
	mult    float64
	multOf  map[string]float64 // by country, where it is another one there
	short   bool               // two letters: FT, TL
	cur     int32              // index in money plus 1, or minus the index in signs minus 1
	code    bool               // cur is the ISO code, which counts in upper case only
	unit    string
	adverb  string
	per     bool
	numeral int // of a word that is a number
	// compound says that the word may be judged by its beginning or end, since
	// nothing is known of the whole: Gehalt, årslön.
	compound bool
	sets     set
}

type currency struct {
	code             string
	perUSD           float64
	hour, day, month float64
}

type sharedSign struct {
	byLand map[string]string
	rest   string
}

type land struct {
	currency         string
	minimum, typical float64
	custom           string // of adverts: month, day or year
}

type stem struct {
	text   string
	period string
	class  class
}

type phrase struct {
	ids   []int32
	class class
	bound bound
	cur   int32
}

// phrases are the phrases that begin or end with a word, by its id.
type phrases [][]phrase

func (p phrases) of(id int32) []phrase {
	if int(id) >= len(p) {
		return nil
	}
	return p[id]
}

func (p *phrases) add(id int32, ph phrase) {
	for int(id) >= len(*p) {
		*p = append(*p, nil)
	}
	(*p)[id] = append((*p)[id], ph)
}

var words = sync.OnceValue(loadWords)

func loadWords() *dict {
	d := &dict{
		ids:      map[string]int32{},
		info:     make([]info, 1),
		byCode:   map[string]int32{},
		lands:    map[string]land{},
		roles:    map[string]float64{},
		joinTo:   map[string]bool{},
		joinAnd:  map[string]bool{},
		runeFold: foldTable(),
	}
	d.loadMoney()
	d.dollar = d.ids["$"]
	d.loadTime()
	d.loadNumerals()
	d.loadPhrases()
	d.loadSets()
	d.day, d.until = d.ids["den"], d.ids["toi"]
	d.stemsBy, d.suffixBy = map[[2]byte][]int32{}, map[[2]byte][]int32{}
	for i, s := range d.stems {
		k := [2]byte{s.text[0], s.text[1]}
		d.stemsBy[k] = append(d.stemsBy[k], int32(i))
	}
	for i, s := range d.suffix {
		k := [2]byte{s.text[len(s.text)-2], s.text[len(s.text)-1]}
		d.suffixBy[k] = append(d.suffixBy[k], int32(i))
	}
	for id := range d.info {
		in := &d.info[id]
		in.compound = d.context.of(int32(id)) == nil && in.unit == "" && !in.per && in.cur == 0 && in.mult == 0 &&
			in.numeral == 0
	}
	for _, m := range []phrases{d.context, d.before, d.after, d.between, d.dollars} {
		for _, list := range m {
			slices.SortStableFunc(list, func(a, b phrase) int { return len(b.ids) - len(a.ids) })
		}
	}
	return d
}

// known reports whether a word means something to the parser; others have an id too,
// as parts of a phrase.
func (d *dict) known(id int32) bool {
	in := &d.info[id]
	return d.context.of(id) != nil || d.before.of(id) != nil || d.after.of(id) != nil || in.unit != "" || in.adverb != "" || in.per ||
		in.cur != 0 || in.mult != 0 || in.sets != 0 || in.numeral != 0
}

// rows returns the lines of a data file, split at tabs. A file that is not as
// its own comment says is our own mistake, which every test would show.
func rows(name string, columns int) [][]string {
	b, err := data.ReadFile("data/" + name)
	if err != nil {
		panic(err)
	}
	var out [][]string
	for n, line := range strings.Split(string(b), "\n") {
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) != columns {
			panic(fmt.Sprintf("%s:%d: %d columns, want %d", name, n+1, len(f), columns))
		}
		out = append(out, f)
	}
	return out
}

func number64(s string) float64 {
	v, err := strconv.ParseFloat(s, 64)
	if err != nil {
		panic(err)
	}
	return v
}

func (d *dict) loadMoney() {
	for _, f := range rows("currency.tsv", 7) {
		d.money = append(d.money, currency{f[0], number64(f[3]), number64(f[4]), number64(f[5]), number64(f[6])})
		ix := int32(len(d.money))
		d.byCode[f[0]] = ix
		for _, w := range slices.Concat(strings.Fields(f[1]), strings.Fields(f[2])) {
			d.info[d.id(w)].cur = ix
		}
		if in := &d.info[d.id(f[0])]; in.cur == 0 {
			in.cur, in.code = ix, true
		}
	}
	for _, f := range rows("sign.tsv", 2) {
		s := sharedSign{byLand: map[string]string{}}
		for _, pair := range strings.Fields(f[1]) {
			land, code, _ := strings.Cut(pair, "=")
			switch {
			case land == "*" && code != "-":
				s.rest = code
			case land != "*":
				s.byLand[land] = code
			}
		}
		d.signs = append(d.signs, s)
		d.info[d.id(f[0])].cur = -int32(len(d.signs))
	}
	for _, f := range rows("country.tsv", 5) {
		d.lands[f[0]] = land{f[1], number64(f[2]), number64(f[3]), f[4]}
	}
	for _, f := range rows("role.tsv", 2) {
		d.roles[f[0]] = number64(f[1])
	}
	for _, f := range rows("multiplier.tsv", 3) {
		for _, w := range strings.Fields(f[2]) {
			if f[1] == "*" {
				d.info[d.id(w)].mult = number64(f[0])
			} else {
				in := &d.info[d.id(w)]
				if in.multOf == nil {
					in.multOf = map[string]float64{}
				}
				in.multOf[f[1]] = number64(f[0])
			}
		}
	}
}

func (d *dict) loadNumerals() {
	for _, f := range rows("numeral.tsv", 2) {
		d.info[d.id(f[1])].numeral = int(number64(f[0]))
	}
}

func (d *dict) loadTime() {
	for _, f := range rows("period.tsv", 3) {
		for _, w := range strings.Fields(f[2]) {
			if f[0] == "stem" {
				d.stems = append(d.stems, stem{text: d.fold(strings.TrimSuffix(w, "*")), period: f[1]})
				continue
			}
			in := &d.info[d.id(w)]
			switch f[0] {
			case "unit":
				in.unit = f[1]
			case "adverb":
				in.adverb = f[1]
			case "per":
				in.per = true
			}
		}
	}
}

func (d *dict) loadPhrases() {
	for _, f := range rows("context.tsv", 2) {
		c := classNamed(f[0])
		for _, s := range strings.Split(f[1], ",") {
			s = strings.TrimSpace(s)
			switch {
			case strings.HasPrefix(s, "*"):
				d.suffix = append(d.suffix, stem{text: d.fold(s[1:]), class: c})
			case strings.HasSuffix(s, "*"):
				d.stems = append(d.stems, stem{text: d.fold(s[:len(s)-1]), class: c})
			default:
				ids := d.idsOf(s)
				d.context.add(ids[0], phrase{ids: ids, class: c})
			}
		}
	}
	for _, f := range rows("bound.tsv", 2) {
		b := map[string]bound{"from": boundFrom, "from-after": boundFrom, "upto": boundUpTo, "upto-after": boundUpTo, "about": boundAbout, "link": boundLink}[f[0]]
		for _, s := range strings.Split(f[1], ",") {
			ids := d.idsOf(s)
			if strings.HasSuffix(f[0], "-after") {
				d.after.add(ids[0], phrase{ids: ids, bound: b})
			} else {
				last := ids[len(ids)-1]
				d.before.add(last, phrase{ids: ids, bound: b})
			}
		}
	}
	for _, f := range rows("dollar.tsv", 2) {
		for _, s := range strings.Split(f[1], ",") {
			ids := d.idsOf(s)
			last := ids[len(ids)-1]
			d.dollars.add(last, phrase{ids: ids, cur: d.byCode[f[0]]})
		}
	}
	for _, f := range rows("join.tsv", 2) {
		for _, s := range strings.Split(f[1], ",") {
			ids := d.idsOf(s)
			switch f[0] {
			case "to":
				d.joinTo[key(ids)] = true
			case "and":
				d.joinAnd[key(ids)] = true
			case "between":
				last := ids[len(ids)-1]
				d.between.add(last, phrase{ids: ids})
			}
		}
	}
}

// id returns the id of a word, making one when it is new.
func (d *dict) id(w string) int32 {
	w = d.fold(w)
	if id, ok := d.ids[w]; ok {
		return id
	}
	id := int32(len(d.info))
	d.ids[w] = id
	if at := wordBit([]byte(w)); w != "" {
		d.maybe[at>>6] |= 1 << (at & 63)
	}
	d.info = append(d.info, info{short: len(w) == 2})
	return id
}

// idOf is the id of a folded word, 0 for one that means nothing here. Most words of a
// text mean nothing, and for nearly all of those a bit says so, without the map.
func (d *dict) idOf(w []byte) int32 {
	if at := wordBit(w); d.maybe[at>>6]&(1<<(at&63)) == 0 {
		return 0
	}
	return d.ids[string(w)]
}

// wordBit is the bit of dict.maybe that a word's length and three of its bytes give.
func wordBit(w []byte) uint32 {
	n := len(w)
	if n == 0 {
		return 0
	}
	h := uint32(w[0]) | uint32(w[n/2])<<8 | uint32(w[n-1])<<16 | uint32(n)<<24
	return h * 0x9e3779b1 >> 16
}

// idsOf cuts a phrase as the tokeniser would and returns its words' ids.
func (d *dict) idsOf(s string) []int32 {
	var ids []int32
	for _, f := range strings.Fields(s) {
		ids = append(ids, d.id(f))
	}
	if len(ids) == 0 {
		panic("empty phrase")
	}
	return ids
}

// key makes a map key of a few word ids.
func key(ids []int32) string {
	b := make([]byte, 0, 16)
	for _, id := range ids {
		b = append(b, byte(id), byte(id>>8), byte(id>>16))
	}
	return string(b)
}

// fold is the form in which words are compared: lower case, no accents.
func (d *dict) fold(s string) string { return string(d.foldTo(nil, s)) }

func (d *dict) foldTo(dst []byte, s string) []byte {
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			if 'A' <= c && c <= 'Z' {
				c += 'a' - 'A'
			}
			dst = append(dst, c)
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		i += n
		if f, ok := d.runeFold[r]; ok {
			dst = append(dst, f...)
			continue
		}
		if unicode.Is(unicode.Mn, r) {
			continue
		}
		dst = utf8.AppendRune(dst, unicode.ToLower(r))
	}
	return dst
}

// foldTable maps the accented Latin letters to plain ones.
func foldTable() map[rune]string {
	t := map[rune]string{'ß': "ss", 'æ': "ae", 'Æ': "ae", 'œ': "oe", 'Œ': "oe", 'ı': "i", 'İ': "i"}
	for plain, list := range map[string]string{
		"a": "àáâãäåāăąạảấầẩẫậắằẳẵặ", "c": "çćčĉċ", "d": "ďđð", "e": "èéêëēėęěĕẹẻẽếềểễệ", "g": "ğģġ", "i": "ìíîïīįĩỉị", "k": "ķ", "l": "łľļĺ",
		"n": "ñńňņ", "o": "òóôõöøōőơọỏốồổỗộớờởỡợ", "r": "řŕ", "s": "śšşșŝ", "t": "ťţț", "u": "ùúûüūůűųũưụủứừửữự", "y": "ýÿỳỵỷỹ", "z": "źżž",
	} {
		for _, r := range list {
			t[r] = plain
			t[unicode.ToUpper(r)] = plain
		}
	}
	return t
}
