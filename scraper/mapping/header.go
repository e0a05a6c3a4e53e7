package mapping

import (
	_ "embed"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

//go:embed data/header.tsv
var headerFile string

//go:embed data/word.tsv
var wordFile string

//go:embed data/stem.tsv
var stemFile string

// meaning is one thing that a name of a column can mean, and how much the name
// is preferred for it: 0 is the best.
type meaning struct {
	field string
	rank  int
}

type dictionary struct {
	names map[string][]meaning
	words map[string]map[string]bool // kind of word to words
	signs map[string][]string        // kind of word to words of scripts without spaces
	stems map[string][]string        // field to how its words begin; "-" to words that add nothing
}

var dict = sync.OnceValue(func() dictionary {
	d := dictionary{names: map[string][]meaning{}, words: map[string]map[string]bool{}, signs: map[string][]string{}, stems: map[string][]string{}}
	for line := range strings.Lines(headerFile) {
		cells := strings.Split(strings.TrimSpace(line), "\t")
		if line[0] == '#' || len(cells) < 2 {
			continue
		}
		for i, n := range cells[1:] {
			d.learn(plainName(n), meaning{cells[0], i})
		}
	}
	for line := range strings.Lines(wordFile) {
		cells := strings.Split(strings.TrimSpace(line), "\t")
		if line[0] == '#' || len(cells) < 2 {
			continue
		}
		if d.words[cells[0]] == nil {
			d.words[cells[0]] = map[string]bool{}
		}
		for _, w := range cells[1:] {
			d.words[cells[0]][w] = true
			if unspaced(w) {
				d.signs[cells[0]] = append(d.signs[cells[0]], w)
			}
		}
	}
	for line := range strings.Lines(stemFile) {
		if cells := strings.Split(strings.TrimSpace(line), "\t"); line[0] != '#' {
			d.stems[cells[0]] = cells[1:]
		}
	}
	return d
})

// learn adds a meaning of a name, unless the name has it already.
func (d dictionary) learn(name string, m meaning) {
	if unspaced(name) {
		name = strings.ReplaceAll(name, " ", "")
	}
	for _, form := range []string{name, plainLetters(name)} { // columns are often named without accents
		if !slices.ContainsFunc(d.names[form], func(k meaning) bool { return k.field == m.field }) {
			d.names[form] = append(d.names[form], m)
		}
	}
}

// plainLetters takes the accents off the letters of the Latin script.
func plainLetters(name string) string {
	var b strings.Builder
	latin := false
	for _, c := range norm.NFD.String(name) {
		if latin && unicode.Is(unicode.Mn, c) {
			continue
		}
		latin = unicode.Is(unicode.Latin, c)
		b.WriteRune(c)
	}
	return norm.NFC.String(b.String())
}

// unspaced reports whether a word is of a script that parts no words.
func unspaced(w string) bool {
	for _, c := range w {
		return unicode.In(c, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Thai)
	}
	return false
}

// plainName brings a name of a column into the form of the dictionary: small
// letters, words parted by a space.
func plainName(name string) string {
	var b strings.Builder
	space, before := true, ' '
	for _, c := range name {
		switch {
		case !unicode.IsLetter(c) && !unicode.IsDigit(c) && !unicode.IsMark(c) && c != '\'':
			if !space {
				b.WriteByte(' ')
			}
			space = true
		default:
			if unicode.IsUpper(c) && unicode.IsLower(before) {
				b.WriteByte(' ')
			}
			b.WriteString(strings.ReplaceAll(string(unicode.ToLower(c)), "ё", "е"))
			space = false
		}
		before = c
	}
	return strings.TrimSpace(b.String())
}

// has reports whether a name holds a word of a kind.
func (d dictionary) has(kind, name string) bool {
	for w := range strings.FieldsSeq(name) {
		if d.words[kind][w] {
			return true
		}
	}
	for _, w := range d.signs[kind] {
		if strings.Contains(name, w) {
			return true
		}
	}
	for _, stem := range extremes[kind] {
		if strings.HasPrefix(name, stem) || strings.Contains(name, " "+stem) {
			return true
		}
	}
	if kind == "pay" { // in one word with others: totalyearlycompensation
		for _, w := range []string{"salary", "compensation", "wage", "gehalt", "salario", "salaire", "payrate"} {
			if strings.Contains(name, w) {
				return true
			}
		}
	}
	return false
}

// extremes are how words for the ends of a range begin in many languages:
// "mínima", "massimo", "maksymalne".
var extremes = map[string][]string{
	"min": {"minim", "mínim", "миним", "мінім"},
	"max": {"maxim", "máxim", "massim", "maksim", "maksym", "максим"},
}

// IsName reports whether a text is a name that columns have.
func IsName(name string) bool {
	d, n := dict(), plainName(name)
	if len(d.named(n)) > 0 {
		return true
	}
	if words := strings.Count(n, " ") + 1; words > 1 && words <= 6 && d.understood(n) != "" {
		return true
	}
	return len(strings.Fields(n)) <= 4 && len(n) <= 30 && d.has("pay", n)
}

// meanings are what a column of a name may be, the last part of a path counting
// where the whole says nothing.
func (d dictionary) meanings(column string) []meaning {
	if first, rest, ok := strings.Cut(column, "[0]."); ok { // of the first of several places or employers
		ms := slices.DeleteFunc(lower(d.meanings(first+"."+rest), 20), func(m meaning) bool { return m.field == "id" })
		return ms // of a skill or a place, not of the advert
	}
	if strings.Contains(column, "[") {
		return nil
	}
	n := plainName(column)
	if m := d.named(n); len(m) > 0 {
		return m
	}
	if searched.MatchString(n) {
		return nil
	}
	if strings.HasSuffix(strings.TrimSpace(column), "?") {
		return d.asked(n)
	}
	if bare := typeSuffix.ReplaceAllString(column, ""); bare != column && bare != "" {
		return lower(d.meanings(bare), 10)
	}
	if i := strings.LastIndexByte(column, '/'); i > 0 && strings.Trim(column[i+1:], "0123456789") == "" {
		return nil // an element of a list
	}
	if !strings.Contains(column, " ") {
		column = strings.ReplaceAll(column, "/", ".") // as some write paths
	}
	path := strings.Split(column, ".")
	last := plainName(path[len(path)-1])
	if len(path) > 1 {
		return lower(d.under(plainName(path[len(path)-2]), last), 30)
	}
	if ms := d.names[parted(n)]; len(ms) > 0 {
		return lower(ms, 20)
	}
	if bare := strings.TrimRight(n, "0123456789 "); bare != n && len(d.names[bare]) > 0 { // the first of several
		return lower(d.names[bare], 20)
	}
	if strings.HasSuffix(n, " job title") {
		return []meaning{{"title", 40}}
	}
	if field := d.understood(n); field != "" {
		return []meaning{{field, 50}}
	}
	// A name with something added: "Job Title (English)", "company_x".
	for cut := n; ; {
		i := strings.LastIndexByte(cut, ' ')
		if i < 0 {
			return d.ending(n)
		}
		if cut = cut[:i]; len(d.names[cut]) == 0 {
			cut = parted(cut)
		}
		ms, added := d.names[cut], n[len(cut)+1:]
		if len(ms) > 0 && !numbered[added] && (strings.Contains(cut, " ") || len(added) <= 2 && strings.Count(n, " ") == 1 ||
			ms[0].field == "posted" && wording[added]) {
			return lower(ms, 40)
		}
	}
}

// numbered are words after a name that say that a number or a code stands for the
// thing: "employer_id".
var numbered = set("id ids nr no code key uuid guid hash slug logo url link")

// wording are words after the name of a date that say that it is in words: "3 days
// ago".
var wording = set("relative text raw ago label string")

// typeSuffix matches the type that Solr's dynamic fields end in: "title_s",
// "places_txt".
var typeSuffix = regexp.MustCompile(`_(?:s|i|l|f|d|b|t|p|ss|is|txt|dt|tdt|dts)$`)

// named are the meanings of a name; in scripts that part no words a space is no
// part of it.
func (d dictionary) named(name string) []meaning {
	if m := d.names[name]; len(m) > 0 || !unspaced(name) {
		if len(m) == 0 {
			m = d.names[plainLetters(name)] // with some of its accents
		}
		if first, rest, ok := strings.Cut(name, " "); len(m) == 0 && ok && shown[first] {
			return lower(d.names[rest], 20)
		}
		return m
	}
	return d.names[strings.ReplaceAll(name, " ", "")]
}

// shown are words before a name that only say which form of it this is.
var shown = map[string]bool{"display": true, "displayed": true, "formatted": true, "primary": true, "main": true}

// asked are the meanings of the question of a form ("Which company is hiring?"):
// those of its only word that is a name of columns by itself.
func (d dictionary) asked(question string) (found []meaning) {
	for w := range strings.FieldsSeq(question) {
		m := endings[w]
		if f := d.stem(w); len(m) == 0 && f != "" && f != "-" {
			m = []meaning{{f, 0}}
		}
		if len(m) == 0 {
			continue
		}
		if found != nil && found[0].field != m[0].field {
			return nil
		}
		found = m
	}
	return lower(found, 60)
}

// understood is what a name means of which every word begins as one that is
// known, "" where they speak of several things. A word for a job is a word for
// its title where no other says what of the job is meant.
func (d dictionary) understood(name string) (field string) {
	for w := range strings.FieldsSeq(name) {
		switch f := d.stem(w); {
		case f == "":
			return ""
		case f == "-", f == field, f == "title" && field != "", f == "posted" && field == "closes":
		case field == "", field == "title", field == "posted" && f == "closes":
			field = f
		default:
			return ""
		}
	}
	return field
}

// stem is the field that a word of a name speaks of, "-" for one that says none.
func (d dictionary) stem(word string) string {
	word = elided.ReplaceAllString(word, "")
	if slices.Contains(d.stems["-"], word) {
		return "-"
	}
	found, longest := "", 0
	for field, stems := range d.stems {
		for _, s := range stems {
			begins := len(s) > longest && strings.HasPrefix(word, s)
			if begins && (word == s || utf8.RuneCountInString(s) > 4) { // a short word has to be the whole
				found, longest = field, len(s)
			}
		}
	}
	if ms := d.named(word); found == "" && len(ms) == 1 && len(word) > 4 && wholly[ms[0].field] {
		return ms[0].field
	}
	return found
}

// wholly are the fields whose names of one word mean the same among others:
// "Detalle de la oferta".
var wholly = set("description company place url posted closes")

// elided matches an article or a small word that French, Italian and Catalan write
// on the word after it: "l'organisation", "dell'azienda".
var elided = regexp.MustCompile(`^(?:[dlcjmns]|qu|un|all|dall|dell|nell|sull)'`)

// under is what a field of an object may be: what the object is called counts
// where the field is its name.
func (d dictionary) under(parent, last string) []meaning {
	for _, added := range []string{" info", " details", " data", " profile"} {
		parent = strings.TrimSuffix(parent, added)
	}
	switch last {
	case "name", "display name", "text", "label", "value", "nome", "nombre", "nom", "libelle", "libellé", "naam", "navn", "namn", "nazwa", "имя":
		return d.named(parent)
	case "id", "code", "slug", "key", "uuid":
		if ms := d.named(parent); len(ms) > 0 && ms[0].field != "title" {
			return nil // an employer's or a place's
		}
	case "descrição", "descripción", "désignation": // of a code
		if occupation.MatchString(parent) {
			return d.named(parent)
		}
	case "title", "description":
		for _, m := range d.names[parent] {
			if m.field == "company" || m.field == "place" || m.field == "city" {
				return d.names[parent]
			}
		}
	}
	return d.named(last)
}

// searched matches names of what was looked for, which is not what was found.
var searched = regexp.MustCompile(`^search(?:ed)? |^quer(?:y|ied) |^keyword`)

// occupation matches what a code of a classification of occupations is called.
var occupation = regexp.MustCompile(`^(?:ocupa|occupa|profiss|profes)`)

// parted parts a name that is written in one word from the words it begins with:
// "joblocation address", "companyname".
func parted(name string) string {
	for _, w := range []string{"job", "company", "employer", "posting", "post", "pay"} {
		if rest, ok := strings.CutPrefix(name, w); ok && len(rest) > 2 && rest[0] != ' ' {
			return w + " " + rest
		}
	}
	return name
}

// ending is what a name means by the words at its end: "principal company name".
func (d dictionary) ending(name string) []meaning {
	for _, rest, more := strings.Cut(name, " "); more && strings.Contains(rest, " "); _, rest, more = strings.Cut(rest, " ") {
		if ms := d.names[rest]; len(ms) > 0 && (ms[0].field == "company" || ms[0].field == "title") {
			return lower(ms, 60)
		}
	}
	return lower(endings[name[strings.LastIndexByte(name, ' ')+1:]], 60)
}

// endings are what a name may mean by its last word alone.
var endings = map[string][]meaning{
	"title": {{"title", 0}}, "employer": {{"company", 0}}, "company": {{"company", 0}},
	"location": {{"place", 0}}, "city": {{"place", 0}},
	"url": {{"url", 0}}, "link": {{"url", 0}}, "description": {{"description", 0}},
}

func lower(ms []meaning, by int) []meaning {
	out := make([]meaning, len(ms))
	for i, m := range ms {
		out[i] = meaning{m.field, m.rank + by}
	}
	return out
}
