// Package picture draws the plots of a document, by one piece of code for each
// mark: into files that stand alone (SVG, and PNG at twice the size) and into
// the rows of a page, where places are in percent of the room there is.
//
// What is drawn is a list of shapes, each of which knows how to write itself in
// every form, so that no two forms can differ.
//
// Texts are measured with the widths of the Go fonts (BSD licence), which PNG
// files are also drawn with. Their letters are as wide as those of Arial,
// Helvetica and Liberation Sans, which SVG files ask a reader's machine for.
// Files have the colours of light paper; a page has those of its style sheet.
//
// The package knows documents, and nothing of what they are about. The same
// plot gives the same bytes.
package picture
