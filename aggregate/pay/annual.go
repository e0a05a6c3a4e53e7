package pay

// Currency returns the currency of a country (ISO 3166 alpha-2), or "".
func Currency(country string) string { return words().lands[country].currency }

// Annual returns the amount a year, the factor it was multiplied by and the id
// of the rule. The factor is 0 where the period is unknown.
//
// hour: 2080 = 52 weeks of 40 hours, as the US Office of Personnel Management
// and schema.org users reckon full time; France by its legal 35 hours (Code du
// travail L3121-27), 1820. day: 260 = 52 weeks of 5 days; 220 worked days in
// the countries where day rates are contractors' and unpaid leave is theirs
// (GB, IE, FR, NL, BE, DE, AT, CH). biweek: 26, week: 52, month: 12.
func Annual(amount float64, period, country string) (annual, factor float64, rule string) {
	switch period {
	case "year":
		factor, rule = 1, "year"
	case "month":
		factor, rule = 12, "month-12"
	case "biweek":
		factor, rule = 26, "biweek-26"
	case "week":
		factor, rule = 52, "week-52"
	case "day":
		factor, rule = 260, "day-260"
		switch country {
		case "GB", "IE", "FR", "NL", "BE", "DE", "AT", "CH":
			factor, rule = 220, "day-220"
		}
	case "hour":
		factor, rule = 2080, "hour-2080"
		if country == "FR" {
			factor, rule = 1820, "hour-1820"
		}
	}
	return amount * factor, factor, rule
}
