// Package employer decides which names of companies are one employer.
//
// A name's key is equal over spelling and legal form. Names with different keys
// are one employer where something proves it: the same advert under both (as
// package dedupe finds), the same tenant of an applicant tracking service, a
// site or a note that gives the other name, a list of known names, or names
// that differ only in words such as "Technologies" or "USA". Each join carries
// its evidence, and the user's word stands above all of it.
//
// What only suggests that two names are one employer (initials, a shared
// beginning) joins nothing; AtLeast counts with it.
//
// The package is pure.
package employer
