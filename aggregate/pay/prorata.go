package pay

// pastProRata passes "pro rata" at token i, which says of a year's pay that part of the
// time is paid for, and returns the token after it.
func (p *parser) pastProRata(i int) int {
	if p.off == "pro-rata" {
		return i
	}
	switch p.folded(i) {
	case "prorata", "prorated":
		return i + 1
	case "pro":
		j := i + 1
		if p.at(j).kind == kDash {
			j++
		}
		switch p.folded(j) {
		case "rata", "rated", "rato":
			return j + 1
		}
	}
	return i
}

// taxInBracket reads a bracket that adds a tax of sales to the amount, as invoices do,
// and returns the token after it: "22 000 zł netto (+ VAT) / mies.".
func (p *parser) taxInBracket(a *amount, i int) int {
	if p.at(i+1).kind != kPlus || p.at(i+3).kind != kClose || p.off == "tax-added" {
		return i
	}
	switch p.folded(i + 2) {
	case "vat", "btw", "mwst", "ust", "iva", "tva", "moms", "dph", "pdv", "gst", "hst", "kdv", "afa", "ндс", "пдв":
		if a.tax == "" {
			a.tax = "net"
		}
		return i + 4
	}
	return i
}
