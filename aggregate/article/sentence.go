package article

import (
	"slices"
	"strings"

	"backpay/scraper/pattern"
)

// span is the clause of a number, from and to as offsets in the sentence.
type span struct{ from, to int }

// clauses are where the clauses of a sentence begin; a comma in a number or a
// range ends none.
func clauses(s string, all []number) []int {
	starts := []int{0}
	for _, m := range clauseEnd.FindAllStringIndex(s, -1) {
		if !slices.ContainsFunc(all, func(n number) bool { return m[0] < n.end && n.start < m[1] }) {
			starts = append(starts, m[0])
		}
	}
	return starts
}

func clauseAt(starts []int, at, end int) span {
	c := span{0, end}
	for i, from := range starts {
		if from > at {
			break
		}
		c = span{from, end}
		if i+1 < len(starts) {
			c.to = starts[i+1]
		}
	}
	return c
}

var (
	growthWords = pattern.New(
		`(?i)\b(?:grow|grows|grew|growth|growing|grown|rose|risen|rise|rises|rising|increase[sd]?|` +
			`increasing|fell|fall|falls|fallen|falling|decline[sd]?|drop(?:s|ped)?|shr[iau]nk|climb(?:s|` +
			`ed)?|jump(?:s|ed)?|surge[sd]?|soar(?:s|ed)?|skyrocket(?:s|ed)?|balloon(?:s|ed)?|expand(?:s|ed)?|` +
			`plunge[sd]?|plummet(?:s|ed)?|slip(?:s|ped)?|edged (?:up|down)|up by)\b`,
	)
	payGrows = pattern.New(`(?i)\b(?:pay|salary|salaries|wages?|earnings)\b`)
	jobsGrow = pattern.New(
		`(?i)\b(?:demand|jobs?|employment|openings|hiring|occupation|vacancies|field|profession|positions)\b`,
	)
	premiumWords = pattern.New(
		`(?i)\b(?:premium|worth|adds?|adding|pays?|paid|earns?|earning|more|extra|higher|boosts?|brings?|` +
			`commands?|lifts?|salary|salaries)\b`,
	)
	lifts = pattern.New(
		`(?i)\b(?:adds?|added|raises? (?:base )?pay(?: by)?|lifts?|boosts?|pays?|earns? (?:you|them)|brings?|` +
			`commands?|is worth|are worth)(?: [\p{L}]+){0,3} ?[+−-]?\s*$`,
	)
	shareAfter = pattern.New(
		`(?i)^ of (?:all |the |our |open |current |these |those )*(?:[\p{L}-]+ ){0,3}?(?:adverts|ads|postings|` +
			`jobs|listings|openings|vacancies)\b`,
	)
	otherPercent = pattern.New(
		`(?i)^(?: (?:confidence|interval|ci|of (?:[\p{L}-]+ ){0,4}?(?:developers|engineers|programmers|` +
			`scientists|analysts|workers|professionals|respondents|people|companies|employers|readers|teams|` +
			`firms|americans|employees|users|participants|graduates|time|team|salary|income|pay)|into (?:an?|` +
			`the|your|their)\b|remote|` +
			`women|men|tax|off|low|high|discount|interest|lower cost|cheaper))\b`,
	)
	differAfter = pattern.New(
		`(?i)^(?:\*|\s)*(?:[a-z-]+ ){0,2}?(?:discrepanc(?:y|ies)|differences?|gaps?|increases?|` +
			`decreases?|reductions?|dips?|shortfalls?|raises?|rises?|jumps?|bumps?|premiums?|hikes?|cuts?|drops?|boosts?|pay ?rises?|` +
			`difference|spread)\b`,
	)
	differBefore = pattern.New(
		`(?i)\b(?:(?:increase|increased|rise|rose|risen|fell|fall|dropped?|grew|climbed|went up|up|down|` +
			`differ|differs|differ(?:ence|ing)|discrepancy|gap|spread|premium|raise|bump|jump|boost|hike|worth|` +
			`adds?|added|adding) (?:of|by|is|was|between the two of)?\s?(?:about |around |roughly |some |` +
			`only |as much as |up to |over |more than |nearly |almost )*|by (?:about |around |roughly |some |only |` +
			`as much as |up to |over |nearly |almost )*)$`,
	)
	countBefore = pattern.New(
		`(?i)\b(?:openings|vacancies|jobs|positions|postings|listings|(?:total )?employment)(?: a year|` +
			` each year| per year| yearly| annually)?(?::| of| to| at| is| are| was| were| reached| totall?ed|` +
			` numbered| st(?:ands?|ood) at)?(?: about| around| roughly| over| nearly| almost|` +
			` approximately)*\s*$`,
	)
	countAfter = pattern.New(
		`(?i)^\+? (?:[\p{L}/&-]+ ){0,4}?(openings|vacancies|jobs|listings|adverts|ads|postings|positions|roles)\b`,
	)
	countWords = pattern.New(
		`(?i)\b(?:there (?:are|were)|held|hold|count(?:s|ed)?|lists?|listed|shows?|showed|has|have|had|choose|` +
			`available|open|found|finds|search|hiring|advertised|stood|currently|right now|today|on offer|` +
			`offers|looking|add(?:s|ed|ing)?|projected|created|filled|lost|gained)\b`,
	)
	comparative = pattern.New(
		`(?i)\b((?:more|less|higher|lower|better|worse)(?: pay| salaries| money)?(?: than)?|out-?earns?|` +
			`ahead of|beats?|behind)\b`,
	)
	comparePay = pattern.New(
		`(?i)\b(?:earn|earns|earned|earning|pay|pays|paid|salary|salaries|wages?|make|makes|out-?earns?|pay(?:s|` +
			`ing)? better|compensation)\b`,
	)
)

// sentence finds the figures of one sentence; their offsets are in it.
func (w *world) sentence(s sentence, said []mention, ctx context) []Finding {
	text := s.text
	ctx.text = text
	all := scan(text)
	starts := clauses(text, all)
	var found []Finding
	oneDollar := dollarsOfMany(all, said)
	for _, n := range all {
		if n.currency == "$" && oneDollar {
			n.currency = "USD"
		}
		w.settleSign(&n, text)
		if n.currency == "" && !n.percent && ctx.money != "" && n.val >= 10 {
			n.currency, n.bare = ctx.money, false
			if ctx.scale > 0 {
				n.val, n.high, n.unit = n.val*ctx.scale, n.high*ctx.scale, n.unit*ctx.scale
			}
		}
		c := clauseAt(starts, n.start, len(text))
		f := Finding{
			Text:   strings.TrimSpace(text[n.start:n.end]),
			Value:  n.val,
			High:   n.high,
			unit:   n.unit,
			offset: n.start,
		}
		before := text[max(0, n.start-30):n.start]
		f.about = aboutWords.MatchString(before)
		switch {
		case overWords.MatchString(before), overAfter.MatchString(text[n.end:]):
			f.Bound = 1
		case underWords.MatchString(before):
			f.Bound = -1
		}
		if f.Kind = w.kind(text, n, c, said, ctx, found, &f); f.Kind == "" {
			continue
		}
		w.attributes(&f, s, said, starts, all, n, ctx)
		if f.Kind == Pay && f.Role == "" {
			f.Role = w.ev.Role
		}
		if !w.worldwide(&f, text, said) && !f.isRegional() {
			w.settle(&f)
		}
		found = append(found, f)
	}
	beforeTax(text, found)
	for i := range found {
		if found[i].Kind == Difference || found[i].Kind == Premium || found[i].Kind == Share {
			w.pair(&found[i], said, text)
		}
	}
	inOrder(text, found, said, ctx.before)
	if f, ok := w.comparison(s, said, found, ctx); ok {
		found = append(found, f)
		slices.SortStableFunc(found, func(a, b Finding) int { return a.offset - b.offset })
	}
	if len(found) > 0 {
		w.samples(found, s, starts)
	}
	return found
}

// kind tells what a number is a figure of, or "".
func (w *world) kind(text string, n number, c span, said []mention, ctx context, found []Finding, f *Finding) string {
	clause := text[c.from:c.to]
	after := strings.TrimPrefix(text[n.end:], ")") // "a quarter (23 per cent) more than"
	switch {
	case n.percent && restates(found, text, n):
		f.percent = true
		return Difference
	case n.percent && listsGrowth(found, text[:n.start]):
		f.ofPay = found[len(found)-1].ofPay
		return Growth
	case n.percent && thanBefore.MatchString(after):
		f.ofPay = !jobsGrow.MatchString(text)
		return Growth
	case n.percent:
		return w.percentKind(text, clause, n.start-c.from, after, said, ctx, f)
	case n.currency != "" && thatIs.MatchString(text[:n.start]) && ctx.differ(n.val):
		f.Currency = n.currency
		return Difference
	case (n.bare || n.short && n.currency == "") && n.val >= 10 && ctx.counts():
		return Count
	case n.currency == "":
		if kind, sure := w.countKind(text, n, clause, said, found); sure {
			return kind
		}
	}
	if n.currency != "" &&
		(uplift.MatchString(after) || n.high == 0 && !partWorth.MatchString(text[:n.start]) && w.differs(text, after, n) || extra.MatchString(text[:n.start]) || restates(found, text, n)) {
		f.Currency, f.Period = n.currency, n.period
		if n.signed < 0 {
			f.Bound = -1
		}
		return Difference
	}
	per, ok := w.payLike(text, n, clause, ctx)
	if !ok {
		return ""
	}
	f.Currency, f.Period = n.currency, per
	return Pay
}

// uplift follows by how much more is earned: "$30-50K+ income uplift".
var uplift = pattern.New(`(?i)^\+? (?:income|pay|salary) (?:uplift|boost|increase|premium|bump)s?\b`)

// people reports whether a role begins right behind an offset.
func people(said []mention, at int) bool {
	return slices.ContainsFunc(
		said,
		func(m mention) bool { return m.what == "role" && m.start >= at && m.start <= at+2 },
	)
}

// restates reports whether an amount says again, in money, the difference that
// stands before it: "4% more than ..., or $3,472 a year".
func restates(found []Finding, text string, n number) bool {
	i := len(found) - 1
	if i < 0 || found[i].Kind != Difference || found[i].offset+len(found[i].Text) > n.start {
		return false
	}
	between := text[found[i].offset+len(found[i].Text) : n.start]
	if between == " (" && n.currency != "" && n.currency != found[i].Currency {
		return true
	}
	return (found[i].percent || n.percent) && orElse.MatchString(between) || movedFrom.MatchString(between)
}

// movedFrom is what stands between a difference and what it was before.
var movedFrom = pattern.New(`(?i)\b(?:up|down) from\s+(?:about |around )?$`)

var orElse = pattern.New(`(?i)^[^.;\d]{0,60}(?:,|\() ?(?:or|that is|i\.e\.)(?: about| around| roughly)?\s+$`)

// differs reports whether an amount is what pay rises by or differs in.
func (w *world) differs(text, after string, n number) bool {
	switch {
	case n.huge:
		return false
	case moreAfter.MatchString(converted.ReplaceAllString(after, "")) && n.val >= 20:
		return true
	case n.signed > 0, differAfter.MatchString(after), gapAfter.MatchString(after):
		return true
	}
	lead := text[max(0, n.start-90):n.start]
	return gapOf.MatchString(lead) || differBefore.MatchString(lead[max(0, len(lead)-50):])
}

// converted is an amount in brackets behind another one, in another currency.
var converted = pattern.New(`^ \([^()]{2,16}\)`)

var (
	// gapOf says that the difference between two follows.
	gapOf = pattern.New(
		`(?i)\b(?:gap|difference|discrepancy|spread)\b[^.;\d]*\b(?:is|was|of|comes to|amounts to)\b[^.;\d]{0,24}$`,
	)
	// gapAfter explains a figure that stands alone before it as a gap.
	gapAfter = pattern.New(`(?i)^\.\W*(?:(?:that|this) is |that's )?(?:the|a) (?:gap|difference)\b`)
	// extra is what stands before what pay rises by.
	extra = pattern.New(
		`(?i)\b(?:an extra|an additional|adds? (?:an )?(?:extra|additional)|worth an extra)\s+$`,
	)
	// partWorth is what stands before the worth of a part of pay.
	partWorth = pattern.New(
		`(?i)\b(stock|shares|equity|RSUs?|options|bonus(?:es)?|grants?|package) (?:worth|of)(?: about| around|` +
			` roughly| some| up to)?\s+$`,
	)
	// openingsMove says what a number of openings came to.
	openingsMove = pattern.New(
		`(?i)\b(?:openings|vacancies|postings|listings)\b[^.;$€£]*\b(?:to|at)\s+(?:about |around |just )?$`,
	)
	// inTown follows a number of openings that is given by town.
	inTown = pattern.New(`^ in \p{Lu}`)
)

// thanBefore follows a change against an earlier time: "18% fewer than a year
// before".
var thanBefore = pattern.New(
	`(?i)^ (?:more|less|fewer|higher|lower|up|down)(?: than)?(?: the (?:average|median|mean)(?: salary| pay|` +
		` wage)?)?(?: in)? (?:(?:a|one|the) (?:year|month|quarter|` +
		`decade)\b|last (?:year|month|quarter)|` +
		`(?:the )?previous|(?:19|20)\d\d)`,
)

// thatIs begins a sentence that says what the amounts before differ by, changeHead
// is the head of a column of changes, and inflation is of prices.
var (
	thatIs = pattern.New(`(?i)^\W*(?:that|this|which)(?:['’]s| is| makes| leaves)(?: an?)?(?: (?:gap|` +
		`difference|spread))?(?: of)?(?: about| around| roughly| almost| nearly)?\s*$`)
	changeHead = pattern.New(`(?i)\b(?:change|yoy|y/y|year[- ]on[- ]year|year[- ]over[- ]year)\b`)
	inflation  = pattern.New(`(?i)\b(?:inflation|consumer prices?|price index|cpi|` +
		`cost of living)\b[^.;,%]{0,40}(?:, which (?:is|was|stood)(?: at)?(?: around| about)? ?)?$|` +
		`\bprices\b[^.;]{0,24}$|` +
		`\b(?:AUD|USD|GBP|EUR|INR|dollar|euro|naira|rand|rupee|currency)\b[^.;,%]{0,16}$`)
)

// growthHead is the head of a row of how an occupation grows.
var growthHead = pattern.New(`(?i)\b(?:growth|outlook|projected change)\b`)

// averageOf stands before what something is compared with: "much higher than the average of 4 percent".
var averageOf = pattern.New(`(?i)\bthan the (?:national |overall )?average of (?:about |around )?$`)

// outlookHead is over a line of how an occupation will grow.
var outlookHead = pattern.New(`(?i)\b(?:projected (?:job )?growth|(?:job )?outlook|growth rate)\b`)

// nextPercent is a second percentage, of which the same is said: "26.4% and 26.7% more".
var nextPercent = pattern.New(`^ (?:and|or) [+-]?\d[\d.]* ?(?:%|percent|per cent)`)

// gapOfPercent follows a percentage that two amounts differ by.
var gapOfPercent = pattern.New(`(?i)^ (?:difference|gap|discrepancy)\b`)

// againPercent is a difference in words that a percentage in brackets says again:
// "almost a third higher (30%)".
var againPercent = pattern.New(`(?i)\b(?:half|third|quarter|fifth|tenth) (?:more|less|higher|lower) \($`)

// upBefore is what stands before a change against an earlier time.
var upBefore = pattern.New(`(?i)\b(?:up|down)(?:, but)?(?: only| just)?(?: by)?(?: only| just)?(?: about| around| some| nearly| over)?\s*$`)

// rankBefore is what stands before a share of people by their pay, moreThan
// behind what one is paid more than another.
var (
	rankBefore = pattern.New(
		`(?i)\b(?:top|bottom|lowest|highest|best|middle|upper|lower|richest|poorest)(?:[- ]paid|[- ]earning)?\s*$`,
	)
	aboveAverage = pattern.New(`(?i)^ (?:more|less|higher|lower|above|below)(?: than)? ` +
		`(?:the )?(?:national|country's|state's|us|uk|global)?\s?(?:average|mean|median)\b`)
	moreThan = pattern.New(
		`(?i)^ (?:more|less|higher|lower|better|above|below)(?: pay|` +
			` salaries)?(?: than)? (?:the (?:national|average|us|uk|country|state|nation)|in\b|front|back|` +
			`full|(?:[\p{L}-]+ ){1,3}(?:developers|engineers))`,
	)
)

// genderGap is a gap between people, not jobs.
var genderGap = pattern.New(
	`(?i)\b(?:gender|ethnicity|racial|women|men)\b.{0,20}\b(?:gap|difference|less|more|lower|higher)\b`,
)

// paysMore is what a percentage is said to be more of: "a 9 % increase in salary".
var paysMore = pattern.New(
	`(?i)^ (?:[\p{L}-]+ ){0,2}?(?:increase|boost|bump|raise|rise|premium|uplift|jump)s?(?: (?:in|on|to|over|` +
		`of))(?: [\p{L}-]+){0,4}? (?:salary|salaries|pay|wages?|earnings|compensation)\b`,
)

// sampled is what a number of reports or people is followed by.
var sampled = pattern.New(
	`(?i)^\+? (?:[\p{L}-]+ ){0,3}?(?:data ?points?|reports?|responses|answers|respondents|observations|` +
		`submissions|participants|profiles|salaries)\b`,
)

// isSample reports whether a number of adverts is what a pay figure or premium
// of the sentence rests on.
func (w *world) isSample(text string, n number) bool {
	lead := strings.ToLower(strings.TrimRight(text[max(0, n.start-24):n.start], " "))
	for _, word := range []string{"across", "from", " on", "over", "of", "(", "n =", "among", "median of", "sample of"} {
		if strings.HasSuffix(lead, word) {
			for _, o := range scan(text) {
				if o.start != n.start && (o.percent || o.currency != "" || o.short) {
					return true
				}
			}
			return word == "median of" || word == "sample of" || word == "(" || word == "from"
		}
	}
	return false
}

func (w *world) percentKind(
	text, clause string,
	at int,
	after string,
	said []mention,
	ctx context,
	f *Finding,
) string {
	sure := slices.ContainsFunc(said, func(m mention) bool { return m.what == "skill" && m.known })
	before := text[:strings.Index(text, clause)+min(len(clause), at)]
	after = nextPercent.ReplaceAllString(after, "")
	switch {
	case versusHead.MatchString(ctx.cell):
		f.percent = true
		return Difference
	case otherPercent.MatchString(after),
		genderGap.MatchString(clause),
		rankBefore.MatchString(clause[:min(len(clause), at)]):
		return ""
	case againPercent.MatchString(before), gapOfPercent.MatchString(after) && comparePay.MatchString(text):
		f.percent = true
		return Difference
	case shareAfter.MatchString(after), strings.Contains(strings.ToLower(ctx.cell), "share"):
		return Share
	case upBefore.MatchString(before):
		f.ofPay = true
		return Growth
	case sure && paysMore.MatchString(after):
		return Premium
	case inflation.MatchString(before), averageOf.MatchString(before):
		return ""
	case growthWords.MatchString(clause) || growthWords.MatchString(ctx.cell) || changeHead.MatchString(ctx.cell),
		ctx.cell != "" && growthHead.MatchString(ctx.row),
		len(text) < 60 && outlookHead.MatchString(ctx.cell+"\n"+ctx.label):
		f.ofPay = payGrows.MatchString(text) && !jobsGrow.MatchString(text)
		return Growth
	case skillHead.MatchString(ctx.cell):
		return Premium
	}
	return percentOfPay(text, clause[:min(len(clause), at)], after, said, sure, ctx, f)
}

// versusHead is the head of a column of differences.
var versusHead = pattern.New(`(?i)\b(?:vs\b|versus|compared|relative to|difference|above|below)`)

// percentOfPay tells a premium from a difference between roles or places and from
// growth, for a percentage that says none by the words beside it.
func percentOfPay(text, lead, after string, said []mention, sure bool, ctx context, f *Finding) string {
	skill := slices.ContainsFunc(said, func(m mention) bool { return m.what == "skill" })
	roles, places := 0, 0
	for _, m := range said {
		switch {
		case m.what == "role" && m.value != "":
			roles++
		case m.what == "place" && m.who.city != "":
			places++
		}
	}
	pays := premiumWords.MatchString(text)
	switch {
	case !sure && aboveAverage.MatchString(after), !skill && moreAfter.MatchString(after),
		!sure && moreThan.MatchString(after) && !lifts.MatchString(lead),
		!sure && moreAfter.MatchString(after) && (roles > 1 || places > 1):
		f.percent = true
		return Difference
	case skill && (pays || ctx.premium):
		return Premium
	case growthWords.MatchString(text):
		f.ofPay = payGrows.MatchString(text) && !jobsGrow.MatchString(text)
		return Growth
	case pays && strings.Contains(strings.ToLower(text), "premium"), lifts.MatchString(lead):
		return Premium
	}
	return ""
}
