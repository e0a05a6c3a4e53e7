package picture

import (
	"fmt"
	"image/color"
	"strconv"
	"strings"

	"backpay/aggregate/report/document"
)

// paint is a colour by its name in the palette.
type paint string

// The colours that aren't tones.
const (
	paper paint = "paper"
	ink   paint = "ink"
	muted paint = "muted"
	faint paint = "faint"
	hair  paint = "hair"
	grid  paint = "grid"
	zero  paint = "zero"
	noise paint = "noise"
)

// palette holds each colour on light and on dark paper. The first five tones
// were searched for: no two of them are closer than 23 in CIELAB on light paper
// and 18 on dark, for normal sight and for the three kinds of colour blindness.
var palette = []struct {
	name        paint
	light, dark string
}{
	{paper, "#fcfbf8", "#15171a"},
	{ink, "#1b1a18", "#ecebe7"},
	{muted, "#5b5750", "#b0aca4"},
	{faint, "#6b665d", "#9c988f"},
	{hair, "#dcd7cc", "#363a40"},
	{grid, "#e5e1d7", "#292d32"},
	{zero, "#8b857a", "#7d8188"},
	{noise, "#e9e4d8", "#2a2c2e"},
	{"blue", "#0b3fa8", "#a3c5f8"},
	{"rust", "#a1480c", "#f58248"},
	{"green", "#147b69", "#51b88b"},
	{"black", "#2b2d30", "#f0eee9"},
	{"violet", "#4f1460", "#df6cf2"},
	{"slate", "#5f6b76", "#98a2ac"},
	{"sky", "#5c8fd6", "#4a80cc"},
	{"copper", "#c67540", "#b5602e"},
	{"azure", "#3f74c6", "#4d80cd"},
	{"ochre", "#a78740", "#857243"},
	{"sand", "#e3ded3", "#30343a"},
	{"ice", "#dbe4f3", "#22344f"},
	{"steel", "#8fb0e2", "#2f5a97"},
	{"wheat", "#e6dcc6", "#4a4230"},
}

// pale is the share of a tone in its pale form, the rest is paper.
const pale = 0.24

func full(t document.Tone) paint {
	if t == document.Inherit {
		t = document.Blue
	}
	return paint(t)
}

func paled(t document.Tone) paint { return full(t) + "-pale" }

// hexes are the colours of one paper by name, the pale ones among them.
func hexes(dark bool) map[paint]string {
	of := func(light, dim string) string {
		if dark {
			return dim
		}
		return light
	}
	out := map[paint]string{}
	under := rgba(of(palette[0].light, palette[0].dark))
	for _, c := range palette {
		out[c.name] = of(c.light, c.dark)
		own := rgba(out[c.name])
		mix := func(a, b uint8) int { return int(pale*float64(a) + (1-pale)*float64(b) + 0.5) }
		out[c.name+"-pale"] = fmt.Sprintf(
			"#%02x%02x%02x",
			mix(own.R, under.R),
			mix(own.G, under.G),
			mix(own.B, under.B),
		)
	}
	return out
}

var onLight = hexes(false)

// Variables are the palette as a style sheet's variables.
func Variables(dark bool) string {
	var b strings.Builder
	of := hexes(dark)
	for _, c := range palette {
		fmt.Fprintf(&b, "--%s:%s;--%[1]s-pale:%[3]s;", c.name, of[c.name], of[c.name+"-pale"])
	}
	return b.String()
}

// rgba reads "#rrggbb".
func rgba(hex string) color.RGBA {
	v, err := strconv.ParseUint(strings.TrimPrefix(hex, "#"), 16, 32)
	if err != nil {
		return color.RGBA{A: 255}
	}
	return color.RGBA{uint8(v >> 16), uint8(v >> 8), uint8(v), 255}
}
