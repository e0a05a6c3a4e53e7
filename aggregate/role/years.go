package role

import "strings"

// Years returns the years of experience that a text asks for: the most that
// any of its demands names as the least ("3-5 years" is 3), without what is
// only wished for; 0 when it asks for none. Years of other things (a company's
// age, vesting, a contract) don't count.
func Years(text string) int {
	most := 0
	for pos := 0; pos < len(text); {
		i := nextYears(text, pos)
		if i < 0 {
			break
		}
		end := i
		for end < len(text) && wordByte(text[end]) {
			end++
		}
		if n := numberBefore(text, i); n > most && n <= 20 && isExperience(text, i, end) {
			most = n
		}
		pos = max(end, i+1)
	}
	return most
}

// yearWords are the words for years that follow a number.
var yearWords = map[string]bool{
	"years":  true,
	"year":   true,
	"yrs":    true,
	"yr":     true,
	"yoe":    true,
	"jahre":  true,
	"jahren": true,
	"jahr":   true,
	"ans":    true,
	"annees": true,
	"anos":   true,
	"anni":   true,
	"lata":   true,
	"lat":    true,
	"rok":    true,
	"jaar":   true,
	"let":    true,
	"roky":   true,
	"ar":     true,
	"rokiv":  true,
}

// yearLetters are the first letters of the words for years.
var yearLetters = [256]bool{
	'y': true,
	'Y': true,
	'j': true,
	'J': true,
	'a': true,
	'A': true,
	'l': true,
	'L': true,
	'r': true,
	'R': true,
}

// yearStarts holds the first letter of the words for years, with their second
// and third letters, a space where the word may end: nearly all words of a text
// are turned away by these.
var yearStarts = [128][]string{
	'y': {"ea", "r s", "oe"}, 'j': {"aha"}, 'a': {"nnso", "r "}, 'l': {"at", "et"}, 'r': {"ok"},
}

// yearsMayBegin reports whether the letters of the word at i are those that a word for
// years begins with, as far as they are ASCII.
func yearsMayBegin(text string, i int) bool {
	second := text[i+1]
	if second >= 0x80 {
		return true
	}
	third := byte(' ')
	if i+2 < len(text) && (wordByte(text[i+2]) || text[i+2] >= 0x80) {
		third = text[i+2]
	}
	for _, s := range yearStarts[text[i]|0x20] {
		if s[0] == second|0x20 {
			return third >= 0x80 || strings.IndexByte(s[1:], third|0x20) >= 0
		}
	}
	return false
}

// nextYears returns where the next word for years begins, or -1.
func nextYears(text string, pos int) int {
	for i := pos; i+1 < len(text); i++ {
		if !yearLetters[text[i]] {
			continue
		}
		if i > 0 && (text[i-1] >= 0x80 || text[i-1]|0x20 >= 'a' && text[i-1]|0x20 <= 'z') {
			continue
		}
		if yearsMayBegin(text, i) && yearWords[word(text, i)] {
			return i
		}
	}
	return -1
}

// word returns the word at i, folded; "" for one longer than any of ours.
func word(text string, i int) string {
	e := i
	for e < len(text) && e-i < 12 && (wordByte(text[e]) || text[e] >= 0x80) {
		e++
	}
	if e-i >= 12 {
		return ""
	}
	return plain(text[i:e])
}

// numberWords are the numbers that adverts write out.
var numberWords = map[string]int{
	"one":    1,
	"two":    2,
	"three":  3,
	"four":   4,
	"five":   5,
	"six":    6,
	"seven":  7,
	"eight":  8,
	"nine":   9,
	"ten":    10,
	"zwei":   2,
	"drei":   3,
	"vier":   4,
	"funf":   5,
	"deux":   2,
	"trois":  3,
	"quatre": 4,
	"cinq":   5,
	"dos":    2,
	"tres":   3,
	"cinco":  5,
	"dwa":    2,
	"trzy":   3,
	"twee":   2,
	"drie":   3,
	"vijf":   5,
	"dva":    2,
	"tri":    3,
}

// numberBefore reads the number that ends before i, the lower one of a range
// ("3-5", "3 to 5", "3 bis 5"), or 0.
func numberBefore(text string, i int) int {
	n, at := number(text, i)
	if n == 0 {
		return 0
	}
	// A range: a dash or a word between two numbers.
	j := at
	for j > 0 && text[j-1] == ' ' {
		j--
	}
	joined := false
	for _, mark := range []string{"-", "–", "—", "‑", " to", " bis", " à", " a", " do", " tot", "/", " or"} {
		if strings.HasSuffix(text[:j], mark) {
			j -= len(mark)
			joined = true
			break
		}
	}
	if joined {
		if lo, _ := number(text, j); lo > 0 && lo < n {
			return lo
		}
	}
	return n
}

// number reads a number, with a plus or a closing bracket behind it, that
// ends before i. at is where it begins.
func number(text string, i int) (n, at int) {
	e := i
	for e > 0 && i-e < 6 && strings.IndexByte(" +)-\t", text[e-1]) >= 0 {
		e--
	}
	if e >= 2 && text[e-1] == 0xA0 && text[e-2] == 0xC2 {
		e -= 2
	}
	for e > 0 && text[e-1] == '+' {
		e--
	}
	s := e
	for s > 0 && e-s < 4 && text[s-1] >= '0' && text[s-1] <= '9' {
		s--
	}
	if s < e {
		if e-s > 2 || s > 0 && strings.IndexByte(".,$€£", text[s-1]) >= 0 {
			return 0, s
		}
		for _, c := range text[s:e] {
			n = n*10 + int(c-'0')
		}
		return n, s
	}
	for s > 0 && e-s < 8 && (wordByte(text[s-1]) || text[s-1] >= 0x80) {
		s--
	}
	return numberWords[plain(text[s:e])], s
}

// Words of a sentence that make its years those of experience, that make
// them something else (anywhere, or directly before or after), and that make
// them a mere wish.
var (
	about = []string{
		"experience",
		"exp ",
		"exp.",
		"exp,",
		"experienc",
		"erfahrung",
		"expérience",
		"experiencia",
		"doświadczeni",
		"ervaring",
		"praxe",
		"zkušenost",
		"esperienza",
		"experiência",
		"erfarenhet",
		"yoe",
		"background",
		"track record",
		"working with",
		"working in",
		"working as",
		"in a similar",
		"as a ",
		"hands-on",
		"professional",
		"building",
		"developing",
		"programming",
		"досвід",
		"опыт",
	}
	other = []string{
		"years old",
		"years of age",
		"year old",
		"vesting",
		"vested",
		"vest over",
		"years in business",
		"years ago",
		"founded",
		"anniversary",
		"our team has",
		"combined",
	}
	before = []string{
		"for over",
		"for more than",
		"last",
		"past",
		"next",
		"within",
		"within the next",
		"first",
		"over the last",
		"over the past",
		"for the last",
		"for the past",
		"for",
		"after",
		"we have",
		"we've",
		"with over",
		"every",
	}
	after  = []string{"contract", "warranty", "plan", "term", "visa", "program", "degree", "lease", "history"}
	wishes = []string{
		"preferred",
		"nice to have",
		"a plus",
		"bonus",
		"ideally",
		"von vorteil",
		"idealerweise",
		"idéalement",
		"optional",
		"desirable",
	}
)

// isExperience judges the years between i and end by their sentence.
func isExperience(text string, i, end int) bool {
	from := i
	for from > 0 && i-from < 90 && text[from-1] != '\n' && !(text[from-1] == ' ' && from > 1 && strings.IndexByte(".!?;", text[from-2]) >= 0) {
		from--
	}
	to := end
	for to < len(text) && to-end < 90 && text[to] != '\n' && text[to] != ';' && !(text[to] == '.' && to+1 < len(text) && text[to+1] == ' ') {
		to++
	}
	left, years, right := strings.ToLower(text[from:i]), text[i:end], strings.ToLower(text[end:to])
	sentence := left + strings.ToLower(years) + right + " "
	right = strings.TrimLeft(right, " '’s")
	// What follows a comma or "ideally" wishes for something else: "5 years
	// of sales, ideally in energy".
	clause := right
	if cut := strings.IndexAny(clause, ",("); cut >= 0 {
		clause = clause[:cut]
	}
	clause, _, _ = strings.Cut(clause, "ideal")
	lead := strings.TrimRight(left, "0123456789+ -–()")
	if holds(sentence, other) || holds(left, wishes) || holds(clause, wishes) {
		return false
	}
	for _, b := range before {
		if lead == b || strings.HasSuffix(lead, " "+b) {
			return false
		}
	}
	for _, a := range after {
		if strings.HasPrefix(right, a) {
			return false
		}
	}
	// A demand that begins its line needs no more: "7+ years in sales".
	return holds(sentence, about) ||
		strings.Trim(lead, "-–•*·:▪● \t\u00a0") == "" && strings.HasSuffix(strings.TrimRight(left, " "), "+")
}

func holds(s string, words []string) bool {
	for _, w := range words {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}
