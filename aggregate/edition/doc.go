// Package figure computes the figures of an edition from rows of
// aggregate.Row: how much each source, and each side's sources together, pay
// for a role in a country, how sure that is, and whether it may be printed.
//
// It is pure: no clock, no database, and randomness only from seeds that follow
// from what a figure is about. The same rows in any
// order give the same figures, to the byte.
package edition
