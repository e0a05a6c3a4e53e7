package mapping

import (
	"math"
	"strconv"
	"strings"

	"backpay/scraper/pattern"
)

// figure matches a cell that is one number: with a sign of currency or a code
// around it, separators of thousands, and a letter for thousands.
var figure = pattern.New(
	`^(?:[\p{Sc}]|[A-Z]{1,3}\$|R\$|Rs\.?|[A-Z]{3})?\s*([-+]?\d[\d.,' \x{a0}\x{202f}]*(?:[eE][+]?\d+)?)\s*([kKmM]?)\+?\s*(?:[\p{Sc}]|[A-Z]{3}|Kč|zł)?$`,
)

// amount reads a cell that holds one number and nothing else. decimal is the
// mark before cents, where it is known.
func amount(s, decimal string) (float64, bool) {
	m := figure.FindStringSubmatch(strings.TrimSpace(s))
	if m == nil || len(s) > 40 {
		return 0, false
	}
	n := strings.NewReplacer(" ", "", "\u00a0", "", "\u202f", "", "'", "").Replace(strings.TrimRight(m[1], " .,"))
	dot, comma := strings.LastIndex(n, "."), strings.LastIndex(n, ",")
	if decimal == "" {
		decimal = "."
		switch {
		case dot >= 0 && comma >= 0 && comma > dot, // 1.234,56
			dot < 0 && comma >= 0 && strings.Count(n, ",") == 1 && len(n)-comma-1 != 3, // 12,5
			comma < 0 && strings.Count(n, ".") > 1:                                     // 1.234.567
			decimal = ","
		}
	}
	if decimal == "," {
		n = strings.ReplaceAll(strings.ReplaceAll(n, ".", ""), ",", ".")
	} else {
		n = strings.ReplaceAll(n, ",", "")
	}
	f, err := strconv.ParseFloat(n, 64)
	if err != nil || math.IsInf(f, 0) || math.Abs(f) > 1e13 {
		return 0, false
	}
	switch strings.ToLower(m[2]) {
	case "k":
		f *= 1e3
	case "m":
		f *= 1e6
	}
	return cleaned(f), true
}

// cleaned takes the noise off a number that was kept in too few bits, such as
// 55.59000015258789 or 114999.99999999999.
func cleaned(f float64) float64 {
	if r := math.Round(f*100) / 100; math.Abs(r-f) < 1e-6*math.Max(1, math.Abs(f)) {
		return r
	}
	return f
}

// units are what amounts are multiplied by.
var units = map[string]float64{
	"": 1, "1": 1, "one": 1, "thousand": 1e3, "thousands": 1e3, "k": 1e3, "lakh": 1e5, "lakhs": 1e5,
	"lac": 1e5, "lpa": 1e5,
	"million": 1e6, "millions": 1e6, "m": 1e6, "wan": 1e4, "万": 1e4, "千": 1e3, "crore": 1e7, "cent": .01, "cents": .01,
	"triệu": 1e6, "million vnd": 1e6, "tys": 1e3, "tys.": 1e3, "тыс": 1e3, "тыс.": 1e3,
}

func unit(s string) float64 {
	if f, ok := units[fold(s)]; ok {
		return f
	}
	if f, err := strconv.ParseFloat(s, 64); err == nil && f > 0 {
		return f
	}
	return 1
}

// inText matches the numbers of a text, with a letter for thousands.
var inText = pattern.New(`\d[\d,]*(?:\.\d+)?\s?[kK]?\b`)

// said finds a number in a text: to the unit, since the cents of cells are cut
// off. exact is the number as the text has it, at the place where it stands.
func said(text string, want float64) (exact float64, at int, found bool) {
	if want <= 0 {
		return 0, 0, false
	}
	for _, loc := range inText.FindAllStringIndex(text, 4096) {
		n := strings.ReplaceAll(text[loc[0]:loc[1]], ",", "")
		factor := 1.0
		if strings.HasSuffix(n, "k") || strings.HasSuffix(n, "K") {
			n, factor = strings.TrimSpace(n[:len(n)-1]), 1e3
		}
		f, err := strconv.ParseFloat(n, 64)
		if err == nil && math.Floor(f*factor) == math.Floor(want) {
			return f * factor, loc[0], true
		}
	}
	return 0, 0, false
}
