package article

// withSkill gives the skills that a premium or a share is of.
func withSkill(f *Finding, pick picker, text string, said []mention, ctx context) {
	if f.Kind == Difference && f.Currency != "" { // "Snowflake brings a premium of £6,000"
		m, ok := pick("skill", firm)
		if f.Skill = ""; ok && premiumWords.MatchString(text) {
			f.Skill = m.value
		}
		return
	}
	if f.Kind == Pay {
		f.Skill = skillOfTitle(pick, said, ctx)
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
