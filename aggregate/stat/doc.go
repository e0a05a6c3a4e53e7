// Package stat holds the statistics that figures are made with: floats in,
// floats out. It knows nothing of jobs, employers or currencies, uses the
// standard library only, draws random numbers from a seed that the caller
// gives and no others, and gives the same bits for the same input whatever
// machine runs it.
//
// Where a rule has more than one usual form, the one chosen is named and
// cited at the function.
package stat
