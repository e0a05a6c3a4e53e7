package places

import "strings"

// states are the states of the United States and its capital's district: the
// postal code, the FIPS code and the name of each.
const states = `AL01Alabama AK02Alaska AZ04Arizona AR05Arkansas CA06California CO08Colorado CT09Connecticut DE10Delaware
DC11District_of_Columbia FL12Florida GA13Georgia HI15Hawaii ID16Idaho IL17Illinois IN18Indiana IA19Iowa KS20Kansas KY21Kentucky
LA22Louisiana ME23Maine MD24Maryland MA25Massachusetts MI26Michigan MN27Minnesota MS28Mississippi MO29Missouri MT30Montana
NE31Nebraska NV32Nevada NH33New_Hampshire NJ34New_Jersey NM35New_Mexico NY36New_York NC37North_Carolina ND38North_Dakota
OH39Ohio OK40Oklahoma OR41Oregon PA42Pennsylvania RI44Rhode_Island SC45South_Carolina SD46South_Dakota TN47Tennessee TX48Texas
UT49Utah VT50Vermont VA51Virginia WA53Washington WV54West_Virginia WI55Wisconsin WY56Wyoming`

// USState returns the ISO 3166-2 code ("US-CA") of a state that is given by
// its name, with spaces or underscores, or by its FIPS code ("06"); "" for
// anything else. The District of Columbia counts as a state.
func USState(s string) string {
	s = strings.ReplaceAll(strings.TrimSpace(s), " ", "_")
	for state := range strings.FieldsSeq(states) {
		if strings.EqualFold(state[4:], s) || state[2:4] == s {
			return "US-" + state[:2]
		}
	}
	return ""
}

// USStateName returns the name of what USState reads, with spaces; "" for
// anything else.
func USStateName(s string) string {
	code := USState(s)
	for state := range strings.FieldsSeq(states) {
		if code != "" && code[3:] == state[:2] {
			return strings.ReplaceAll(state[4:], "_", " ")
		}
	}
	return ""
}

// USStateNames are the names of all, by alphabet.
func USStateNames() (names []string) {
	for state := range strings.FieldsSeq(states) {
		names = append(names, strings.ReplaceAll(state[4:], "_", " "))
	}
	return names
}
