package report

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"backpay/aggregate"
	"backpay/aggregate/report/document"
	"backpay/scraper"
)

// Rows of a page: what can be printed, the clear ones first, and some of what
// is withheld.
const (
	effectsShown  = 25
	withheldShown = 6
)

// skillKind are the words for the two kinds of skills.
type skillKind struct{ id, section, one, many, head, note string }

var (
	hardSkills = skillKind{
		"skills", "Skills", "skill", "skills", "Skill",
		"A premium belongs to adverts that mention the skill; it doesn’t mean that learning it raises pay.",
	}
	softSkills = skillKind{
		"soft-skills", "Soft skills", "soft skill", "soft skills", "Soft skill",
		"These are words in adverts, not qualities of people.",
	}
)

// skillsOpen is how many rows a page shows at once.
const skillsOpen = 8

// skillsSection and softSkillsSection say what adverts pay that mention a skill.
func (b *builder) skillsSection() part {
	return b.premiumSection("skills", hardSkills)
}

func (b *builder) softSkillsSection() part {
	return b.premiumSection("soft_skills", softSkills)
}

func (b *builder) premiumSection(key string, kind skillKind) part {
	e := b.premiums(kind)
	data, blocks := []datum{{key, e, false}}, b.effects(e, skillsOpen)
	rows := b.publishedRows(
		func(r ClaimRow) bool { return b.inSkills(r) && b.soft(r.Skill) == (kind.id == softSkills.id) },
	)
	if len(rows) > 0 {
		data = append(data, datum{key + "_published", rows, false})
		blocks = append(
			blocks,
			claimTable(
				"What others publish about "+kind.many+": their figures, not this report’s",
				kind.head,
				rows,
				func(r ClaimRow) string {
					return cmp.Or(r.Skill, r.Text.About)
				},
			),
		)
	}
	return part{data, blocks}
}

// inSkills reports whether a claim belongs here: somebody's premium or pay of a
// skill.
func (b *builder) inSkills(r ClaimRow) bool {
	return (r.Statistic == "premium_pct" || r.Skill != "") && r.Company == "" && !r.outlook()
}

// skillName is a skill as its makers write it.
func (b *builder) skillName(skill string) string { return cmp.Or(b.in.SkillNames[skill], skill) }

// soft reports whether a skill is a trait of a person rather than of a craft.
func (b *builder) soft(skill string) bool {
	return slices.ContainsFunc(b.in.Soft, func(s string) bool { return strings.EqualFold(s, skill) })
}

// premiums are what goes with naming a skill, of the one kind or the other.
func (b *builder) premiums(kind skillKind) Effects {
	e := Effects{
		ID: kind.id, Section: kind.section, Head: kind.head, Value: "Premium", Rows: []Effect{},
		Axis: document.Axis{Ticks: []document.Tick{}}, Source: b.adverts(),
	}
	run, bySkill := b.premiumFigures(kind)
	e.Noise = run["placebo_max_pct"].Value
	var tested, withheld []Effect
	for skill, of := range bySkill {
		if r := b.premium(kind, skill, of, e.Noise); r.Percent == nil {
			withheld = append(withheld, r)
		} else {
			tested = append(tested, r)
		}
	}
	shown, beside := shownEffects(tested), besideEffects(withheld)
	e.Title = b.premiumTitle(kind, tested)
	switch in := country(b.in.Options.Country); {
	case len(bySkill) == 0:
		e.Empty = "No advert in " + in + " that states pay mentions a " + kind.one + "."
		return e
	case len(tested) == 0:
		e.Empty = fmt.Sprintf("Too few to say: none of the %s that adverts with pay mention has enough jobs and "+
			"employers to be tested.", plural(len(withheld), kind.one, kind.many))
		return e
	default:
		e.Subtitle = fmt.Sprintf("How much more or less adverts that mention a %s pay than adverts alike in role, "+
			"level, place, source and month, in percent: %s at %s, all engineering roles in %s", kind.one,
			plural(run["tested"].NJobs, "job", "jobs"), plural(run["tested"].NEmployers, "employer", "employers"), in)
	}
	e.Rows = append(shown, beside...)
	id := idsOf(e.ID)
	for i := range e.Rows {
		e.Rows[i].ID = id(e.Rows[i].Skill)
	}
	e.Axis = percentAxis(e)
	e.Note = kind.testNote(run, len(tested), e.Noise)
	if len(shown) < len(tested) {
		e.Note += fmt.Sprintf(" Shown are %d of the %d %s tested: those clear of the noise, then those that most "+
			"adverts mention.", len(shown), len(tested), kind.many)
	}
	if left := len(bySkill) - len(e.Rows); left > 0 {
		e.Note += fmt.Sprintf(" figures.csv holds %s more.", whole(float64(left)))
	}
	return e
}

// premiumFigures are the figures of premiums by statistic: those of the whole test,
// and those of each skill of a kind.
func (b *builder) premiumFigures(kind skillKind) (run map[string]aggregate.Figure, bySkill map[string]map[string]aggregate.Figure) {
	run, bySkill = map[string]aggregate.Figure{}, map[string]map[string]aggregate.Figure{}
	for _, f := range b.figures {
		switch {
		case f.Measure != aggregate.MeasurePremium || f.Source != aggregate.All || f.Side != scraper.Posted ||
			f.Country != b.in.Options.Country:
		case f.Skill == "":
			run[f.Statistic] = f
		case b.soft(f.Skill) == (kind.id == softSkills.id):
			if bySkill[f.Skill] == nil {
				bySkill[f.Skill] = map[string]aggregate.Figure{}
			}
			bySkill[f.Skill][f.Statistic] = f
		}
	}
	return run, bySkill
}

// shownEffects are those of the tested skills that are clear, then those that most
// adverts mention, in the order of their premiums. It sorts tested by what is shown.
func shownEffects(tested []Effect) []Effect {
	clear := func(r Effect) bool { return r.Verdict == "higher" || r.Verdict == "lower" }
	slices.SortFunc(tested, func(x, y Effect) int {
		return cmp.Or(-compareBool(clear(x), clear(y)), byMentions(x, y))
	})
	shown := slices.Clone(tested[:min(len(tested), effectsShown)])
	slices.SortFunc(shown, func(x, y Effect) int {
		return cmp.Or(cmp.Compare(y.Percent.Value, x.Percent.Value), cmp.Compare(x.Label, y.Label))
	})
	return shown
}

// besideEffects are the few withheld skills that most adverts mention.
func besideEffects(withheld []Effect) []Effect {
	slices.SortFunc(withheld, byMentions)
	return withheld[:min(len(withheld), withheldShown)]
}

func byMentions(x, y Effect) int {
	return cmp.Or(cmp.Compare(y.Jobs, x.Jobs), cmp.Compare(x.Label, y.Label))
}

// testNote says what was tested together, how many skills of all passed, and what
// chance alone reaches.
func (kind skillKind) testNote(run map[string]aggregate.Figure, tested int, noise float64) string {
	together, passed := int(run["tested"].Value), int(run["passed"].Value)
	note := capital(plural(together, "skill was", "skills were")) + " tested together"
	if together > tested {
		note += ", hard and soft ones"
	}
	if passed == 0 {
		note += "; none passes at a false discovery rate of 10% (Benjamini and Hochberg)."
	} else {
		note += "; " + plural(passed, "passes", "pass") + " at a false discovery rate of 10% (Benjamini and " +
			"Hochberg), with an interval that is wider for having been chosen."
	}
	if noise > 0 {
		note += " The shaded band, ±" + tenths(noise) + "%, is the range that random words reach by chance."
	}
	return note + " " + kind.note
}

// premium is one skill's row.
func (b *builder) premium(kind skillKind, skill string, of map[string]aggregate.Figure, noise float64) Effect {
	f, raw := of["adjusted_pct"], of["raw_pct"]
	about := raw
	if f.Statistic != "" {
		about = f
	}
	r := Effect{
		Label: b.skillName(skill), Skill: skill, Jobs: about.NJobs, Employers: about.NEmployers, Grade: about.Grade, Reason: about.Note,
		Text: EffectText{
			Jobs:      plural(about.NJobs, "job", "jobs"),
			Employers: plural(about.NEmployers, "employer", "employers"),
		},
	}
	r.Text.Where = conditions([][2]string{
		{"edition", b.in.Options.Edition},
		{"measure", aggregate.MeasurePremium},
		{"source", aggregate.All},
		{"country", about.Country},
		{"skill", skill},
	})
	r.Text.SQL = rawGapQuery(about.Country, b.in.Options.Currency, skill)
	if !printable(f) {
		r.Grade, r.Verdict, r.Text.SQL = aggregate.Withheld, aggregate.Withheld, ""
		r.Text.Words = "too few to say (" + r.Text.Jobs + " at " + r.Text.Employers + ")"
		if code := about.Reason.Code; f.Statistic != "" || code == aggregate.ReasonNotSeparable ||
			code == aggregate.ReasonSameJobs {
			r.Text.Words = "can’t be separated from other skills (" + r.Text.Jobs + " at " + r.Text.Employers + ")"
		}
		return r
	}
	r.Percent = &Percents{
		Value:  f.Value,
		Low:    f.CILow,
		High:   f.CIHigh,
		Raw:    raw.Value,
		Shrunk: of["shrunk_pct"].Value,
		Within: of["within_pct"].Value,
	}
	r.Text.Value, r.Text.Interval, r.Text.Raw = signed(f.Value), signedSpan(f.CILow, f.CIHigh), signed(raw.Value)
	r.Text.Shrunk = signed(r.Percent.Shrunk)
	if _, ok := of["within_pct"]; ok {
		r.Text.Within = signed(r.Percent.Within)
	}
	r.Verdict, r.Text.Words = verdict(f, of["passed"].Value == 1, noise)
	return r
}

// verdict is what may be said of a premium: clear of the noise is one that
// passed among all that were tested, whose interval leaves out zero, and that
// is larger than what made-up words reach. Adverts are no causes: nothing
// "adds" anything.
func verdict(f aggregate.Figure, passed bool, noise float64) (verdict, words string) {
	up, down := f.CILow > 0, f.CIHigh < 0
	more := map[bool]string{true: "more", false: "less"}[up]
	switch {
	case !up && !down:
		return "unclear", "no clear effect"
	case !passed || math.Abs(f.Value) <= noise:
		if up {
			return "above", "above zero, not clear of the noise"
		}
		return "below", "below zero, not clear of the noise"
	case f.Grade == aggregate.Rough: // the range, outwards
		low, high := math.Floor(f.CILow), math.Ceil(f.CIHigh)
		if down {
			low, high = math.Floor(-f.CIHigh), math.Ceil(-f.CILow)
		}
		words = fmt.Sprintf("adverts that mention it pay %s%% to %s%% %s", whole(low), whole(high), more)
		if low < 1 {
			words = fmt.Sprintf("adverts that mention it pay up to %s%% %s", whole(high), more)
		}
	default:
		words = fmt.Sprintf("adverts that mention it pay %s%% %s", tenths(math.Abs(f.Value)), more)
	}
	if up {
		return "higher", words
	}
	return "lower", words
}

// premiumTitle says how many are clear of the noise; rough ones have no place
// in a title.
func (b *builder) premiumTitle(kind skillKind, rows []Effect) string {
	var up, down []string
	rough := false
	for _, r := range rows {
		switch {
		case r.Verdict != "higher" && r.Verdict != "lower":
		case r.Grade != aggregate.Good:
			rough = true
		case r.Verdict == "higher":
			up = append(up, r.Label)
		default:
			down = append(down, r.Label)
		}
	}
	goes := func(n int) string {
		return "adverts that mention " + counted(n, kind.one, kind.many) + " pay clearly "
	}
	switch {
	case len(up) > 0 && len(down) > 0:
		return capital(goes(len(up)) + "more, with " + numberWord(len(down)) + " less")
	case len(up) > 0:
		return capital(goes(len(up)) + "more")
	case len(down) > 0:
		return capital(goes(len(down)) + "less")
	case rough:
	case len(rows) == 1:
		return "The one " + kind.one + " that could be tested isn’t clear of the noise"
	case len(rows) > 1:
		return fmt.Sprintf(
			"None of the %s %s that could be tested is clear of the noise",
			numberWord(len(rows)),
			kind.many,
		)
	}
	return "Pay of adverts that mention a " + kind.one
}

// rawGapQuery computes a skill's jobs and raw gap, from the jobs of the database:
// the ratio of geometric means of those that name it and those that don't.
func rawGapQuery(country, currency, skill string) string {
	of := conditions([][2]string{{"country", country}, {"currency", currency}})
	return "WITH job1 AS (SELECT job_id, AVG(pay) AS pay FROM job_pay_filled WHERE " + of +
		" AND role <> 'other' GROUP BY job_id), named AS (SELECT pay, job_id IN (SELECT p.job_id FROM posting_skill s " +
		"JOIN posting p ON p.id = s.posting_id " + // asked once, where EXISTS would be asked for each job
		"WHERE s.skill = " + quote(skill) + " AND p.gone_at IS NULL AND p.job_id IS NOT NULL) AS yes FROM job1) " +
		"SELECT SUM(yes) AS jobs, 100 * (EXP(AVG(CASE WHEN yes THEN LN(pay) END) - AVG(CASE WHEN NOT yes THEN " +
		"LN(pay) END)) - 1) AS raw_pct FROM named;"
}
