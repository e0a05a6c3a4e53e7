package chart

import "image/color"

// Tone is a colour by the part it plays.
type Tone int

// The tones: those of the sides, then those of the other parts.
const (
	Inherit Tone = iota // the group's
	Posted
	Reported
	Employer
	Filed
	Model
	Unclear // comparators, and effects that aren't clear
	Up
	Down
	Left
	Rent
	Tax
	Above
	Includes
	Below
)

// hex is a colour of light paper as SVG writes it.
type hex string

// The colours that aren't tones.
const (
	paper hex = "#fcfbf8"
	ink   hex = "#1b1a18"
	muted hex = "#5b5750"
	faint hex = "#6b665d"
	hair  hex = "#dcd7cc"
	grid  hex = "#e5e1d7"
	zero  hex = "#8b857a"
	noise hex = "#e9e4d8"
	none  hex = "none"
)

// full and pale are a tone's colours as a mark and as the bar under it.
func (t Tone) full() hex { f, _ := t.colours(); return f }
func (t Tone) pale() hex { _, p := t.colours(); return p }

func (t Tone) colours() (full, pale hex) {
	switch t {
	case Reported:
		return "#a1480c", "#e6d0bf"
	case Employer:
		return "#147b69", "#c4dcd6"
	case Filed:
		return "#2b2d30", "#cac9c8"
	case Model:
		return "#4f1460", "#d2c3d4"
	case Unclear:
		return "#5f6b76", "#d6d8d9"
	case Up:
		return "#5c8fd6", "#d6e1f0"
	case Down:
		return "#c67540", "#efdbcc"
	case Left:
		return "#3f74c6", "#cedaec"
	case Rent:
		return "#a78740", "#e8dfcc"
	case Tax:
		return "#e3ded3", "#e3ded3"
	case Above:
		return "#dbe4f3", "#dbe4f3"
	case Includes:
		return "#8fb0e2", "#8fb0e2"
	case Below:
		return "#e6dcc6", "#e6dcc6"
	}
	return "#0b3fa8", "#c3d3ee"
}

// rgba reads "#rrggbb".
func (h hex) rgba() color.RGBA {
	digit := func(i int) uint8 {
		c := h[i]
		if c >= 'a' {
			return c - 'a' + 10
		}
		return c - '0'
	}
	return color.RGBA{digit(1)<<4 | digit(2), digit(3)<<4 | digit(4), digit(5)<<4 | digit(6), 255}
}
