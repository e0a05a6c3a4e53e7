package pay

// Hint is what the caller knows beside the text.
type Hint struct {
	// Country is an ISO 3166 alpha-2 code, "" when unknown. It settles which
	// dollar $ is, and the currency of a figure without one.
	Country string
	// Title is the title of the job.
	Title string
	// Field says that the whole text is a field for pay, though it may still
	// be empty or hold something else.
	Field bool
}

// Range is one range of pay as the text states it.
type Range struct {
	// Min and Max are in major units of Currency a Period, never annualised; 0
	// where that end is not stated. A lone figure has Min == Max.
	Min, Max float64
	Currency string // ISO 4217, or "" when unknown
	Period   string // hour, day, week, biweek, month, year, or "" when unknown
	Kind     string // base, ote or total
	Tax      string // gross, net, or "" when the text doesn't say
	Contract string // b2b, permanent, or "" when the text doesn't say
	// Payments is how many months' pay make a year, when the text says so (13 for
	// 13薪, x 13, "14 Gehälter"); else 0.
	Payments int
	// Quote is the text's own bytes from Start to End, the title's where InTitle.
	Quote      string
	Start, End int
	InTitle    bool
	// Rules are the ids of the rules that made the range what it is.
	Rules []string
	// Confidence is the estimate, 0 to 1, that the range is right in amount,
	// currency and period, learnt from how parsers that lack some words read
	// (feature.go): currency or period that is implied, unknown words beside the
	// figure, several amounts and open ends lower it.
	Confidence float64
	// Facts are what told most for and against the reading, the heaviest first;
	// Explain fills them.
	Facts []Fact
}

// Fact is something known of a figure and its weight in the confidence of the
// reading: for it above zero, against it below.
type Fact struct {
	Name   string  `json:"name"`
	Weight float64 `json:"weight"`
}

// Rejected is a figure that looked like pay and was not taken for it.
type Rejected struct {
	Quote  string `json:"quote"`
	In     string `json:"in,omitempty"` // title, where the quote stands there and not in the text
	Start  int    `json:"start"`
	End    int    `json:"end"`
	Reason string `json:"reason"`
	Rule   string `json:"rule,omitempty"` // the rule that decided, where it was one of judgement
}

// maxFigures bounds what one text may yield, so that a hostile text costs no
// more than its length. The longest real advert seen states about forty.
const maxFigures = 400

// Parse returns the distinct ranges of pay in text, in the order of the text:
// base pay, and on-target or total pay only where no base pay is stated. Where
// the text states none, those of the hint's title.
func Parse(text string, h Hint) []Range {
	ranges, _ := read(text, h, false, "")
	return ranges
}

// Explain is Parse that also returns the figures that were not taken for pay, and
// why; where there are none either, the lines that speak of pay and state no amount
// that can be read.
func Explain(text string, h Hint) ([]Range, []Rejected) {
	return read(text, h, true, "")
}

// read leaves the rule called off out, which tests ask for.
func read(text string, h Hint, explain bool, off string) ([]Range, []Rejected) {
	ranges, rejected := readText(text, h, explain, off)
	if len(ranges) == 0 && h.Title != "" && !h.Field {
		var more []Rejected
		ranges, more = readText(h.Title, h, explain, off)
		for _, r := range more {
			r.In = "title"
			rejected = append(rejected, r)
		}
		for i := range ranges {
			ranges[i].InTitle = true
			ranges[i].Rules = append(ranges[i].Rules, "title")
		}
	}
	if explain && len(ranges) == 0 && len(rejected) == 0 {
		rejected = silent(text)
	}
	return ranges, rejected
}

func readText(text string, h Hint, explain bool, off string) ([]Range, []Rejected) {
	plain, at := western(text)
	ranges, rejected := readPlain(plain, h, explain, off)
	if at == nil {
		return ranges, rejected
	}
	for i := range ranges {
		r := &ranges[i]
		r.Start, r.End = int(at[r.Start]), int(at[r.End])
		r.Quote = text[r.Start:r.End]
	}
	for i := range rejected {
		r := &rejected[i]
		r.Start, r.End = int(at[r.Start]), int(at[r.End])
		r.Quote = text[r.Start:r.End]
	}
	return ranges, rejected
}

// readPlain reads a text whose digits are ours.
func readPlain(text string, h Hint, explain bool, off string) ([]Range, []Rejected) {
	p := parsers.Get().(*parser)
	defer p.release()
	p.d, p.text, p.hint, p.explain, p.off = words(), text, h, explain, off
	p.regions = regions(p.d, text, p.regions[:0])
	for _, r := range p.regions {
		p.region(r)
		if len(p.figures) >= maxFigures {
			break
		}
	}
	if len(p.figures) == 0 {
		return nil, nil
	}
	return p.choose()
}
