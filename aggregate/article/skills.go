package article

import (
	"strings"

	"backpay/scraper/pattern"
)

// withSkill gives the skills that a premium or a share is of.
func withSkill(f *Finding, pick picker, text string, said []mention, ctx context) {
	if f.Kind == Difference && f.Currency != "" { // "Snowflake brings a premium of £6,000"
		m, ok := pick("skill", firm)
		if f.Skill = ""; ok && premiumWords.MatchString(text) && m.start < f.offset+len(f.Text)+40 {
			f.Skill = m.value
		}
		return
	}
	if f.Kind == Pay {
		if f.Skill = skillOfTitle(pick, said, ctx); f.Skill == "" {
			f.Skill = skillOfUsers(f, said, text)
		}
		return
	}
	if f.Kind != Premium && f.Kind != Share {
		f.Skill = ""
		return
	}
	if m, ok := pick("skill", firm); ok {
		f.Skill = together(text, said, m)
		return
	}
	if f.Kind != Premium {
		return
	}
	if m, ok := pick("skill", anyOne); ok {
		f.Skill = m.value
	} else if f.Skill = outer(ctx.outer, "skill").value; f.Skill == "" && ctx.refers {
		m, _ := last(ctx.before, "skill")
		f.Skill = m.value
	}
}

// skillOfUsers is the skill whose users a figure is of: "professionals who use Rust earn
// $180,000, followed by Go ($179,000)".
func skillOfUsers(f *Finding, said []mention, text string) (name string) {
	for _, m := range said {
		if m.what != "skill" || !m.known || m.end > f.offset {
			continue
		}
		between := text[m.end:f.offset]
		switch {
		case strings.ContainsAny(between, "0123456789"):
		case inItsBrackets.MatchString(between), useOf.MatchString(text[:m.start]),
			strings.HasSuffix(text[:m.start], "with ") && skillsNext.MatchString(between):
			name = m.value
		}
	}
	return name
}

// inItsBrackets is what stands between a name and its figure in brackets, useOf ends before
// what people use, skillsNext follows what they are skilled in.
var (
	inItsBrackets = pattern.New(`(?i)^ \((?:over |about |around |some |nearly )?$`)
	useOf         = pattern.New(`(?i)\b(?:who|that|respondents|developers|programmers|engineers|professionals|` +
		`people) ` +
		`(?:use|uses|used|using|cod(?:e|ing) in|know|knowing|work(?:ing)? (?:in|with)|proficient in|skilled in|` +
		`writ(?:e|ing)) $`)
	skillsNext = pattern.New(`(?i)^ (?:programming |coding )?skills\b`)
)

// skillOfTitle is the skill that the title of a role names: "Python developers".
// What they are paid is not what all developers are.
func skillOfTitle(pick picker, said []mention, ctx context) string {
	m, ok := pick("role", named)
	list := said
	if !ok {
		for _, around := range ctx.outer {
			if m, ok = firstOf(around, "role"); ok {
				list = around
				break
			}
		}
	}
	if !ok {
		return ctx.title.skill
	}
	if skill := skillIn(list, m); skill != "" || !m.bare {
		return skill
	}
	return ctx.title.skill // "Junior developer" in a text about PHP developers
}

// skillIn is the skill among the words of a role's title, or "".
func skillIn(list []mention, title mention) string {
	for _, m := range list {
		if m.what == "skill" && m.known && m.start >= title.start && m.end < title.end {
			return m.value
		}
	}
	return ""
}

// asWritten is a skill by its name, with the capital that a text gives it where the name
// has none.
func asWritten(name, text string) string {
	if strings.EqualFold(name, text) && name == strings.ToLower(name) {
		return text
	}
	return name
}
