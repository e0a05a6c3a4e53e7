// Package store keeps everything in one SQLite file: runs, the frontier of a
// run, what pages said, what package aggregate believes of it, and the figures.
//
// The tables are published (see the table dictionary in the file itself): users
// query them with any sqlite3 of version 3.40 or later, also while a run
// writes. Said and believed stand apart: a settled page writes what was said,
// PutBeliefs writes what we believe, and neither touches the other's columns.
//
// The package may import scraper and aggregate for their types, and is itself
// imported by cmd only. Its clock is a parameter.
package store
