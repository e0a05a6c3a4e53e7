// Package role reads the title of a job: the family that it belongs to, its
// seniority and, from the description, the years of experience asked for.
//
// Families are backend, frontend, fullstack, mobile, data_eng, data_sci,
// data_analyst, ml, devops, embedded, qa, security, manager (manages
// engineers), software (an engineer of no named kind) and other. Seniorities
// are intern, junior, mid, senior, staff, principal, lead, manager, or "".
//
// A title is read by a small grammar: it is cut into parts; the part that
// holds the noun of the trade ("engineer", "Entwickler", "développeur") is
// the main one; the words about that noun say the kind. The vocabulary is
// data/roles.txt. The package is pure and imports nothing of the project.
package role
