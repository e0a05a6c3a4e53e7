// Package report makes an edition's report: Build composes one Report value
// from figures and from what is known about their sources, and renderers
// write that value as a page (index.html), a text for a static site
// (report.md), a table (figures.csv) and data (report.json).
//
// All words and all numbers are settled in Build; a renderer only lays them
// out, so the four files can't disagree, and whatever is printed in one is in
// report.json. The words never say more than a figure's grade allows: a good
// figure gives its middle with the interval, a rough one its interval only,
// a withheld one "too few to say" with the jobs and employers behind it.
//
// Everything that comes from outside (titles, companies, quotes, links,
// errors) is hostile: it is cleaned in Build, cut to a length, and escaped by
// each renderer for its form. The page runs no script and asks for nothing.
package report
