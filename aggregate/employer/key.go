package employer

import (
	"strings"
	"unicode"

	"backpay/scraper/pattern"
)

// Key returns the identity of a company by its name: equal over case,
// spacing, punctuation, accents, legal forms and notes such as "(YC W22)" and
// "via Acme Recruiting". It is "" only for a name without letters or digits.
func Key(name string) string { return strings.Join(nameWords(name), "") }

// nameWords returns the words of a name that identify the company.
func nameWords(name string) []string {
	words := Words(cutNotes(name))
	if len(words) == 0 {
		words = Words(name)
	}
	if len(words) > 1 && words[0] == "the" {
		words = words[1:]
	}
	return cutForms(words)
}

// note is what boards add to a name: a bracket with a batch, a legal note or
// a place, and the agency after "via".
var note = pattern.New(
	`(?i)\s*[(\[（][^()\[\]（）]*[)\]）]|\s+(?:via|through|c/o|powered by|on behalf of|\|)\s+.*$|[™®©℠]`,
)

// hasNote reports whether a name may have a note: most have neither of its signs
// nor of its words.
func hasNote(name string) bool {
	if strings.ContainsAny(name, "([（|™®©℠/") {
		return true
	}
	if !strings.ContainsFunc(name, unicode.IsSpace) {
		return false
	}
	lower := strings.ToLower(name)
	return strings.Contains(lower, "via") || strings.Contains(lower, "through") ||
		strings.Contains(lower, "powered by") || strings.Contains(lower, "on behalf of")
}

// cutNotes drops notes, but not the whole name.
func cutNotes(name string) string {
	if !hasNote(name) {
		return name
	}
	cut := note.ReplaceAllString(name, " ")
	// "Acme, a Bolt company", "Acme d/b/a Bolt": the name in front.
	if before, _, ok := strings.Cut(cut, " d/b/a "); ok {
		cut = before
	}
	if strings.TrimSpace(cut) == "" {
		return name
	}
	return cut
}

// maxForm is the most words of a legal form.
const maxForm = 5

// cutForms drops legal forms at the end, one after the other, and those that
// some languages put in front. A name made of nothing else is kept.
func cutForms(words []string) []string {
	for again := true; again; {
		again = false
		for n := min(maxForm, len(words)-1); n > 0; n-- {
			if forms[strings.Join(words[len(words)-n:], " ")] {
				words, again = words[:len(words)-n], true
				break
			}
		}
		if len(words) > 1 && front[words[0]] {
			words, again = words[1:], true
		}
	}
	// Japanese forms touch the name.
	if len(words) > 0 {
		for _, form := range []string{"株式会社", "有限会社", "合同会社"} {
			for _, i := range []int{0, len(words) - 1} {
				if w := strings.TrimSuffix(strings.TrimPrefix(words[i], form), form); w != "" {
					words[i] = w
				}
			}
		}
	}
	return words
}

// front are forms that stand before the name.
var front = set("ооо|оао|ао|зао|пао|тоо|株式会社|有限会社|合同会社|тов|uab|sia")

// forms are legal forms as split leaves them, of the countries that adverts
// of the sources come from.
var forms = set(
	"inc|incorporated|llc|l l c|ltd|limited|corp|corporation|co|company|plc|lp|llp|lllp|pc|pllc|pbc|public " +
		"benefit corporation|" +
		"co ltd|company limited|pty|pty ltd|pty limited|pte|pte ltd|pvt|pvt ltd|private limited|private ltd|sdn " +
		"bhd|bhd|" +
		"gmbh|mbh|ggmbh|ag|se|kg|kgaa|ug|ohg|gbr|ev|eg|gmbh co kg|gmbh and co kg|gmbh und co kg|ag co kg|co kg|kg " +
		"aa|ug haftungsbeschrankt|" +
		"sa|s a|sas|sasu|sarl|s a r l|eurl|sca|snc|scop|sprl|srl|s r l|spa|s p a|srls|scrl|sl|s l|slu|sau|slne|sa " +
		"de cv|s a de c v|sapi de cv|s de rl de cv|s de rl|" +
		"bv|b v|nv|n v|vof|cv|bvba|ab|a b|aktiebolag|as|asa|a s|aps|oy|oyj|oy ab|osakeyhtio|ou|sia|uab|hf|ehf|" +
		"sp z oo|sp z o o|spzoo|spolka z oo|sp k|sp j|sro|s r o|spol s ro|doo|d o " +
		"o|dd|kft|zrt|nyrt|bt|ad|ead|ood|eood|dooel|" +
		"ltda|ltda me|me|eireli|lda|unipessoal lda|cia|kk|k k|gk|godo kaisha|kabushiki " +
		"kaisha|jsc|pjsc|ojsc|cjsc|fzco|fze|fz llc|wll|as limited|" +
		"株式会社|有限会社|合同会社|有限公司|有限责任公司|股份有限公司|주식회사|ооо|оао|ао|зао|пао",
)

func set(list string) map[string]bool {
	m := map[string]bool{}
	for s := range strings.SplitSeq(list, "|") {
		m[s] = true
	}
	return m
}
