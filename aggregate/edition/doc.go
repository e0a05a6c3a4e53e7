// Package edition counts: Compute goes from rows of what is believed to the
// figures of an edition, how much each source, and each side's sources
// together, pay for a role in a country, how sure that is, and whether it may
// be printed.
//
// A file holds one kind of figure: level.go and cell.go the levels of pay,
// difference.go their comparison, demand.go open jobs, trend.go growth,
// distribution.go how ranges spread, observed.go surveys and filings, raw.go
// and sensitivity.go other readings beside the answer, gaps.go the way to
// published figures. What needs a method of its own stands in a package: city
// (tax, rent), gap (causes of differences), premium (the regression of skills).
// diff.go and offer.go answer the commands of these names.
//
// It is pure: no clock, no database, and randomness only from seeds that follow
// from what a figure is about. The same rows in any order give the same
// figures, to the byte.
package edition
