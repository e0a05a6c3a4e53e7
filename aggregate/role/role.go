package role

// Role is what a title says of a job.
type Role struct {
	// Family is one of Families; "other" for a job that is none of them.
	Family string
	// Seniority is one of Seniorities, or "" when the title names none.
	Seniority string
	// YearsMin is the experience asked for, in years; 0 when not stated.
	YearsMin int
	// Rule names what the family was read from: "title:sure", "title:lang",
	// "title:noun", "description", ...
	Rule string
}

// Read reads a title, and the description for the years of experience. Where
// the title says no more than "Software Engineer", a description that says
// more than once what kind of engineer is sought decides the family. The
// description may be empty.
func Read(title, description string) Role {
	r := readTitle(vocabulary(), title)
	if r.Family == "software" && description != "" {
		if family := fromDescription(vocabulary(), description); family != "" {
			r.Family, r.Rule = family, "description"
		}
	}
	if r.YearsMin = Years(description); r.YearsMin == 0 {
		r.YearsMin = Years(title)
	}
	return r
}

// clip bounds a hostile title.
func clip(s string, n int) string {
	if len(s) > n {
		return s[:n]
	}
	return s
}

func readTitle(v *vocab, title string) Role {
	t := newTitle(v, clip(title, 400))
	r := Role{}
	r.Family, r.Rule = t.family()
	r.Seniority = t.seniority(r.Family)
	return r
}
