// Package reference holds what figures are read with: rates of exchange,
// regional prices, rents, income tax, consumer prices and purchasing power.
//
// A Set is made of the tables that are built in (data/, each with its source,
// date and licence), over which newer rows of the database are laid. Answers
// carry the date that they are of; whoever prints one prints its date.
//
// It is pure: no network, no database, no clock. The zero answer of a lookup
// that found nothing is never a value: look at ok.
package reference
