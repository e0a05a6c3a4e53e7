package hackernews

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"backpay/scraper"
	"backpay/scraper/extract/htmltext"
	"backpay/scraper/pattern"
)

// plain is a comment's text, one paragraph or line as it was typed a line. A
// browser shows the line breaks within a paragraph as spaces, but people set
// them to part lines.
func plain(html string) string {
	return uncontacted(htmltext.Text(strings.ReplaceAll(html, "\n", "<br>")))
}

// most bounds how many adverts one comment can hold.
const most = 30

// adverts makes the postings of a comment's text: those of each advert with a
// first line of its own. p holds what is known beside the text.
func adverts(p scraper.Posting, text string) []scraper.Posting {
	lines := strings.Split(text, "\n")
	if text == "" || applicant(lines) {
		return nil
	}
	parts := headed(lines)
	if len(parts) == 1 {
		return advert(p, lines)
	}
	var list []scraper.Posting
	for _, part := range parts {
		list = append(list, advert(p, part)...)
	}
	for i := range list {
		list[i].ID = fmt.Sprintf("%s-%d", p.ID, i+1)
	}
	return list
}

// headed parts the lines of a comment before each that is a first line again:
// one in as many parts that begins with the same company and names a role.
func headed(lines []string) [][]string {
	whole := [][]string{lines}
	company := headOf(lines[0])
	if company == "" {
		return whole
	}
	var parts [][]string
	begin := 0
	for i, line := range lines[1:] {
		if headOf(line) == company {
			parts, begin = append(parts, lines[begin:i+1]), i+1
		}
	}
	if len(parts)+1 > most {
		return whole
	}
	return append(parts, lines[begin:])
}

// headOf returns the company of an advert's first line that names a role too,
// "" for any other line.
func headOf(line string) string {
	if strings.Count(line, "|") < 2 || utf8.RuneCountInString(line) > longestHead {
		return ""
	}
	h := readHeading(line)
	if h.title == "" {
		return ""
	}
	return strings.ToLower(h.company)
}

// longestHead is how long an advert's first line can be, in characters; longer
// ones are texts with bars.
const longestHead = 400

// advert makes the postings of the lines of one advert: one, or one a role
// where the roles are clearly listed apart.
func advert(p scraper.Posting, lines []string) []scraper.Posting {
	h := readHeading(lines[0])
	labelled(lines, &h)
	p.Company, p.Place, p.Workplace, p.Employment = h.company, h.place, h.workplace, h.employment
	p.Title, p.Description = h.title, strings.Join(lines, "\n")
	roles := listed(lines)
	if len(roles) < 2 {
		if p.Title == "" && len(roles) == 1 {
			p.Title = roles[0].title
		}
		if p.Title == "" {
			p.Title = shorten(trimmed(lines[0]), 140)
		}
		if p.Title == "" {
			p.Title = "(no title)" // a comment of signs alone
		}
		return []scraper.Posting{p}
	}
	var list []scraper.Posting
	for i, r := range roles {
		one := p
		one.ID = fmt.Sprintf("%s-%d", p.ID, i+1)
		one.Title = r.title
		beside := strings.Replace(r.line, r.title, "", 1)
		one.Workplace = first(workplaceOf([]string{beside}), p.Workplace)
		one.Employment = first(employmentOf([]string{beside}), p.Employment)
		var own []string
		own = append(own, lines[:roles[0].begin]...)
		own = append(own, lines[r.begin:r.end]...)
		own = append(own, lines[roles[len(roles)-1].end:]...)
		one.Description = strings.Join(own, "\n")
		list = append(list, one)
	}
	return list
}

// labelled reads the form "Company: Acme", "Location: Oslo", one a line, where
// the first line has no parts.
func labelled(lines []string, h *heading) {
	for _, line := range lines[:min(len(lines), 12)] {
		m := labels.FindStringSubmatch(line)
		if m == nil {
			continue
		}
		value := trimmed(m[2])
		if value == "" || utf8.RuneCountInString(value) > 120 {
			continue
		}
		switch strings.ToLower(m[1]) {
		case "company":
			h.company = first(companyName(value), h.company)
		case "location", "locations":
			h.place = first(h.place, split(value)[0])
			h.workplace = first(h.workplace, workplaceOf([]string{value}))
		case "type", "employment", "employment type", "job type":
			h.employment = first(h.employment, employmentOf([]string{value}))
		case "remote":
			if strings.EqualFold(value, "yes") {
				h.workplace = first(h.workplace, "remote")
			}
		default:
			h.title = first(h.title, value)
		}
	}
}

var labels = pattern.New(
	`(?i)^\W{0,3}(company|locations?|position|role|title|job title|remote|type|employment|employment type|job type)\s*:\s*(.+)$`,
)

// applicant reports whether a comment is of someone who looks for work, in the
// form that "Who wants to be hired?" asks for, or by its first words. It stands
// in the wrong thread; it is personal, and no advert.
func applicant(lines []string) bool {
	if seeking.MatchString(lines[0]) {
		return true
	}
	seen := map[string]bool{}
	for _, line := range lines {
		if m := form.FindStringSubmatch(line); m != nil {
			seen[strings.ToLower(m[1])[:2]] = true
		}
	}
	return len(seen) >= 3 && (seen["wi"] || seen["re"] && (seen["cv"] || seen["te"]))
}

var (
	seeking = pattern.New(
		`(?i)^\W*(?:seeking (?:work|employment|a job|a role|opportunit\w+)|(?:i am|i['’]m) an? [^.|]{0,60}(?:engineer|developer|designer|programmer|scientist)\b|looking for (?:work|a job|opportunit\w+))`,
	)
	form = pattern.New(
		`(?i)^\W{0,3}(location|remote|willing to relocate|technologies|cv|r[eé]sum[eé](?:/cv)?|e-?mail)\s*:`,
	)
)

// role is an advert within a comment: the lines from begin to end.
type role struct {
	title, line string
	begin, end  int
	bullet      bool
}

// listed finds the roles that a comment lists apart: two lines at least that
// each name one, all behind bullets or all bare. The lines between two roles
// belong to the former; the last has as many as the longest of the others,
// and what follows then is about all of them.
func listed(lines []string) []role {
	var bullets, bares []role
	for i, line := range lines[1:] {
		title, bullet, ok := roleLine(line)
		if !ok {
			continue
		}
		r := role{title, line, i + 1, 0, bullet}
		if bullet {
			bullets = append(bullets, r)
		} else {
			bares = append(bares, r)
		}
	}
	roles := bares
	if len(bullets) > 1 {
		roles = bullets
	}
	if len(roles) > most {
		return nil
	}
	longest := 1
	for i := range roles[:max(len(roles)-1, 0)] {
		roles[i].end = roles[i+1].begin
		longest = max(longest, roles[i].end-roles[i].begin)
	}
	if n := len(roles) - 1; n >= 0 {
		roles[n].end = min(roles[n].begin+longest, len(lines))
	}
	return roles
}

var (
	bulletMark = pattern.New(`^\s*(?:[-*•·–—▪◦‣>]+|\(?\d{1,2}[.):]|#+)\s*`)
	// ends is what a role's title ends at.
	ends = pattern.New(`\s*(?:\||:|\s[—–-]{1,2}\s|\(|\[|https?:|[$€£]|\s@\s|=>|->|→)`)
	// sentence are words of sentences, which titles don't have.
	sentence = pattern.New(
		`(?i)\b(?:you|your|we|our|us|i|is|are|was|were|be|been|will|have|has|who|looking|hiring|experience|experienced|years?|with|love|join|working|build|building|the|this|that|them|their|strong|need|must|should|can|as|report\w*|from|by|per|every|no|not|apply|contact|meet|talk|team|teams|culture)\b`,
	)
)

// roleLine reports whether a line names a role and hardly more, as the head of
// an advert in a list does: "- Senior Backend Engineer (Go): $150k", "Staff
// Engineer, Payments | Oslo".
func roleLine(line string) (title string, bullet, ok bool) {
	text := bulletMark.ReplaceAllString(line, "")
	bullet = len(text) < len(line)
	text = strings.TrimLeft(text, "*_ ")
	head := text
	if at := ends.FindStringIndex(text); at != nil {
		head = text[:at[0]]
	}
	head = trimmed(head)
	r, _ := utf8.DecodeRuneInString(head)
	words := len(strings.Fields(head))
	switch {
	case words == 0 || words > 8, !unicode.IsUpper(r), !noun.MatchString(head), sentence.MatchString(head):
		return "", false, false
	case strings.HasSuffix(head, "."), strings.HasSuffix(head, "?"), strings.HasSuffix(head, "!"):
		return "", false, false
	case !bullet && utf8.RuneCountInString(text) > 100:
		return "", false, false
	case utf8.RuneCountInString(text) > 400:
		return "", false, false
	}
	return head, bullet, true
}

// shorten keeps the first n characters of s, up to a word's end.
func shorten(s string, n int) string {
	r := []rune(s)
	if len(r) <= n {
		return s
	}
	s = string(r[:n])
	if i := strings.LastIndexByte(s, ' '); i > 0 {
		s = s[:i]
	}
	return trimmed(s) + "..."
}
