// Package gap explains why two published pay figures differ: it climbs from
// one to the other a cause at a time (year, title, seniority, place, side, kind
// of pay, statistic, currency), estimates each step from pay that we hold row
// by row, and prints what is left as unexplained.
//
// A step is a difference of log pay. It is estimated inside cells in which
// everything else is alike, as far as the rows allow; what could not be held is
// said in the step. A step for which no rows are held is not guessed: it stays
// in the rest, and is named. The steps are never made to add up to the gap.
//
// It is pure, and draws random numbers from seeds that follow from the step.
package gap
