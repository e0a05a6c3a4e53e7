package normalise

import (
	"regexp"
	"strings"
)

// The roles of occupations, by code. An occupation of several roles is none
// of them: it is left to the words of its title.
//
// SOC is the Standard Occupational Classification of the US (2018, and 2010
// where the code is not in use any more); 15-1256 is the group that the wage
// survey published in place of 15-1252 and 15-1253 for some years. ISCO is
// the International Standard Classification of Occupations of 2008.
var occupations = map[string]map[string]string{
	"soc": {
		"11-3021": "manager",  // computer and information systems managers
		"15-1132": "software", // 2010: software developers, applications
		"15-1133": "software", // 2010: software developers, systems software
		"15-1134": "frontend", // 2010: web developers
		"15-1212": "security", // information security analysts
		"15-1251": "software", // computer programmers
		"15-1252": "software", // software developers
		"15-1253": "qa",       // software quality assurance analysts and testers
		"15-1254": "frontend", // web developers
		"15-1256": "software", // software developers and quality assurance
		"15-1257": "frontend", // web developers and digital interface designers
		"15-2051": "data_sci", // data scientists
	},
	"isco": {
		"1330": "manager",  // ICT services managers
		"2512": "software", // software developers
		"2513": "frontend", // web and multimedia developers
		"2514": "software", // applications programmers
	},
}

// computing are the groups whose other occupations are read by their titles:
// computer and mathematical ones, and professionals and technicians of
// information technology. An occupation of any other group is none of our
// roles, whatever its title ("Computer Numerically Controlled Tool
// Programmers").
var computing = map[string][]string{
	"soc":  {"15-"},
	"isco": {"25", "35", "133"},
}

// occupation is the role of a code with its system, as a claim states it
// ("SOC 15-1252"), and the rule; ok is false where the code says nothing. The
// detail that O*NET adds ("15-1252.00") and a missing system before a code of
// the SOC's form are allowed.
func occupation(code string) (role, rule string, ok bool) {
	system, number, found := strings.Cut(strings.TrimSpace(code), " ")
	if !found {
		system, number = "SOC", system
	}
	number, _, _ = strings.Cut(strings.TrimSpace(number), ".")
	system = strings.ToLower(strings.TrimRight(system, ":-0123456789"))
	rule = "code:" + system + ":" + number
	if role, ok = occupations[system][number]; ok {
		return role, rule, true
	}
	groups, known := computing[system]
	if !known || number == "" || number[0] < '0' || number[0] > '9' {
		return "", "", false
	}
	for _, g := range groups {
		if strings.HasPrefix(number, g) {
			return "", "", false
		}
	}
	return "other", rule, true
}

// joint is a title that names several occupations: "Software Developers,
// Quality Assurance Analysts, and Testers".
var joint = regexp.MustCompile(
	`(?i)^([\pL /-]*?(?:developers|engineers|programmers|analysts|scientists|administrators|managers|designers|architects))(?:,| and | & ).*(?:developers|engineers|programmers|analysts|scientists|administrators|managers|designers|architects|testers|specialists)$`,
)

// mainOccupation returns the first occupation of a joint title, which statistics
// offices name it by, else the title.
func mainOccupation(title string) string {
	if m := joint.FindStringSubmatch(strings.TrimSpace(title)); m != nil {
		return m[1]
	}
	return title
}
