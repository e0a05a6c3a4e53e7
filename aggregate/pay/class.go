package pay

// class is what a word says of a figure near it.
type class uint8

const (
	none class = iota
	classPay
	classBase
	classOTE
	classTotal
	classVerb
	// From here on the figure is something else than pay.
	classFunding
	classRevenue
	classVolume
	classBudget
	classBenefit
	classCount
	classOther
	classEstimate
	classOthers // what others earn: averages, wishes
)

var classNames = [...]string{
	none:          "plain",
	classPay:      "pay",
	classBase:     "base",
	classOTE:      "ote",
	classTotal:    "total",
	classVerb:     "verb",
	classFunding:  "funding",
	classRevenue:  "revenue",
	classVolume:   "volume",
	classBudget:   "budget",
	classBenefit:  "benefit",
	classCount:    "count",
	classOther:    "other",
	classEstimate: "estimate",
	classOthers:   "others",
}

func classNamed(name string) class {
	for c, n := range classNames {
		if n == name && n != "" {
			return class(c)
		}
	}
	panic("unknown class " + name)
}

func (c class) isPay() bool   { return c >= classPay && c <= classTotal }
func (c class) isOther() bool { return c >= classFunding && c < classEstimate }

// bound is what a word makes of a lone figure.
type bound uint8

const (
	boundNone bound = iota
	boundFrom
	boundUpTo
	boundAbout
	boundLink
)
