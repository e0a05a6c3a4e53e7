// Package article reads a Markdown article about pay, finds the figures in it
// with their context (role, place, statistic, kind of pay, source, date, n)
// and holds each against figures of ours and published claims: supported,
// stale, of the wrong kind, or unknown.
//
// It is pure: the evidence comes as plain values. It knows no markup but
// Markdown's, judges what an article says and not what it leaves out, and
// never finds a figure in code, in front matter or in an address.
package article
