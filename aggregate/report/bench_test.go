package report

import (
	"io"
	"testing"
)

// BenchmarkBuild is the cost of a report's blocks from the figures of an edition.
func BenchmarkBuild(b *testing.B) {
	in := small()
	for b.Loop() {
		Build(in)
	}
}

// BenchmarkFiles is the cost of the files of a report by their form; those of
// charts are the SVG and the PNG of every drawing.
func BenchmarkFiles(b *testing.B) {
	r := Build(small())
	for _, form := range Formats() {
		b.Run(form, func(b *testing.B) {
			for b.Loop() {
				for _, f := range r.files(form) {
					if err := f.write(io.Discard); err != nil {
						b.Fatal(err)
					}
				}
			}
		})
	}
}
