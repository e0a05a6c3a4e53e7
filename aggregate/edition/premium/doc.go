// Package premium computes what naming a skill goes with in pay: log annual
// pay on role, seniority, place, source, month and all skills at once, with an
// effect for each employer, errors that allow for clustering by employer, and
// a floor of made-up words beside it. A premium is a difference between
// adverts that name a skill and adverts like them that don't. It isn't what
// learning the skill would earn.
//
// Soft skills are words like any others: give them among the skills.
//
// It is pure: no clock, no database, and no randomness but the seed's. The
// same rows in any order give the same result, to the byte.
package premium
