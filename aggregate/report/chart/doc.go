// Package chart draws figures and the share card as files that stand alone:
// SVG, and PNG at twice the size. What is drawn is a list of shapes, each of
// which knows how to write itself in both forms, so that the two can't differ.
//
// Texts are measured with the widths of the Go fonts (BSD licence), which PNG
// files are also drawn with. Their letters are as wide as those of Arial,
// Helvetica and Liberation Sans, which SVG files ask a reader's machine for.
// Colours are those of the report's light paper.
//
// The package knows nothing of pay; package report says what to draw, and
// alone imports it. The same figure gives the same bytes.
package chart
