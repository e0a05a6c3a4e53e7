// Package lines reads rows of text that never saw our database, one JSON object
// a line, as package normalise reads postings: Filter is what the command
// normalize does, Score holds the same reading against labelled rows, as check
// --eval does.
package lines
