// Package extract holds nothing itself: below it stand the readers of forms that
// pages share, a package for each subject (jsonld, htmltext, feed, table, ...).
// Sources are made of them.
//
// They know no source and no network. Everything they are given is hostile: no
// function panics, takes more than linear time in the input, or goes deeper
// than a fixed bound. Input is UTF-8, as scraper.Page promises.
package extract
