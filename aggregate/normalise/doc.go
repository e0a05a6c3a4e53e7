// Package normalise goes from what was said to what is believed: Posting, Claim
// and Observation read a record with the rules and dictionaries of the leaves
// (pay, skill, role, place, dedupe) and return a value of package aggregate in
// which each part carries the rule and the evidence that it came from.
//
// It is the only such way: aggregate, normalize and check --eval all use it.
// Everything here is pure: no network, no database, no clock. A record is never
// changed; a better rule is a re-run over the same records.
package normalise
