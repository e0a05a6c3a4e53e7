// Package skill finds the skills that a job text names: technologies,
// practices, certifications and soft skills, by a dictionary and by rules of
// context for the names that are also words of the language.
//
// Find makes one pass over the text. A word is hashed while it is read and
// looked up; only words that begin a name of the dictionary are looked at
// closer (the longest name wins). What was found is then judged in a second
// pass over the finds alone: "Go" is a language in a list of languages or
// after "experience with", and is nothing in "go to market".
//
// What is not a skill: English uses of a name, names of companies
// ("Snowflake Ventures"), competitors ("an alternative to Datadog"), the
// names of other things ("Unity Catalog", "Series C"), and parts of
// addresses. Nothing is implied: only what the text names is found.
//
// The dictionary is data/skills.txt, which says how to add to it. The
// package is pure and imports nothing of the project.
package skill
