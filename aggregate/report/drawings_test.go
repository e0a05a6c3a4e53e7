package report

import (
	"bytes"
	"encoding/xml"
	"errors"
	"image/png"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"backpay/scraper/testenv"

	"github.com/google/go-cmp/cmp"
)

// charted writes a report's pictures and returns them by name.
func charted(t *testing.T, in Input) map[string][]byte {
	t.Helper()
	files := map[string][]byte{}
	r := Build(in)
	for _, f := range r.pictures() {
		var b bytes.Buffer
		if err := f.write(&b); err != nil {
			t.Fatal(err)
		}
		files[f.name] = b.Bytes()
	}
	return files
}

// Each figure has its picture in both forms and both widths, with the card.
func TestPictures(t *testing.T) {
	testenv.Long(t)
	files := charted(t, small())
	sizes := map[string]int{"charts/card.png": 1200}
	for _, p := range Build(small()).Document.Plots() {
		name := p.ID
		sizes["charts/"+name+".png"], sizes["charts/"+name+"-phone.png"] = 1520, 716
	}
	if len(sizes) < 30 {
		t.Fatalf("the fixture has %d pictures", len(sizes))
	}
	tables := 0
	for name := range files {
		if strings.HasSuffix(name, ".csv") {
			tables++
		}
	}
	if plots := len(sizes) / 2; len(files) != 2*len(sizes)+tables || tables != plots-1 { // a field of areas has no rows
		t.Errorf("%d files and %d tables for %d pictures", len(files), tables, len(sizes))
	}
	for name, width := range sizes {
		c, err := png.DecodeConfig(bytes.NewReader(files[name]))
		if err != nil || c.Width != width {
			t.Errorf("%s: %d pixels wide, want %d: %v", name, c.Width, width, err)
		}
		if c.Height > 4000 || name == "charts/card.png" && c.Height != 630 {
			t.Errorf("%s: %d pixels high", name, c.Height)
		}
		if _, ok := files[strings.TrimSuffix(name, "png")+"svg"]; !ok {
			t.Errorf("%s has no SVG beside it", name)
		}
	}
	if diff := cmp.Diff(files, charted(t, small())); diff != "" {
		t.Error("the same report gives other bytes")
	}
}

// A picture carries what a reader of it alone needs, and the row's numbers as
// the report prints them.
func TestPicturesStandAlone(t *testing.T) {
	testenv.Long(t)
	r, files := newBuilder(small()), charted(t, small())
	for _, c := range []Chart{r.sourcesChart(), r.rolesChart(), r.seniorityChart(), r.remoteChart()} {
		for _, width := range []string{"", "-phone"} {
			shown := svgText(t, files["charts/"+c.ID+width+".svg"])
			want := []string{"e-4f1c", "2 November 2026", "Greenhouse"}
			want = append(want, strings.Fields(c.Title+" "+c.Subtitle)...)
			for _, g := range c.Groups {
				for _, row := range g.Rows {
					want = append(want, row.Label, row.Text.Jobs, row.Text.Median, row.Text.Interval)
				}
			}
			for _, w := range want {
				if !strings.Contains(shown, w) {
					t.Errorf("%s%s lacks %q", c.ID, width, w)
				}
			}
		}
	}
	card := svgText(t, files["charts/card.svg"])
	for _, w := range []string{"$148,000", "$141,000", "$154,000", "e-4f1c", r.reportTitle()} {
		if !strings.Contains(card, w) {
			t.Errorf("the card lacks %q", w)
		}
	}
}

// svgText is what an SVG file shows, without its title and description; it
// fails for a file that is no XML, or that could run or fetch anything.
func svgText(t *testing.T, file []byte) string {
	t.Helper()
	allowed := []string{"svg", "title", "desc", "rect", "line", "circle", "path", "text", "tspan"}
	var b strings.Builder
	var within []string
	for d := xml.NewDecoder(bytes.NewReader(file)); ; {
		tok, err := d.Token()
		if errors.Is(err, io.EOF) {
			return b.String()
		}
		if err != nil {
			t.Fatalf("no XML: %v", err)
		}
		switch tok := tok.(type) {
		case xml.StartElement:
			within = append(within, tok.Name.Local)
			if !slices.Contains(allowed, tok.Name.Local) {
				t.Errorf("an SVG file holds %s", tok.Name.Local)
			}
			for _, a := range tok.Attr {
				if n := strings.ToLower(a.Name.Local); strings.HasPrefix(n, "on") || n == "href" || n == "style" || strings.Contains(a.Value, "url(") {
					t.Errorf("an SVG file has %s=%q", a.Name.Local, a.Value)
				}
			}
		case xml.EndElement:
			if tok.Name.Local == "text" {
				b.WriteString("\n")
			}
			within = within[:len(within)-1]
		case xml.CharData:
			if slices.Contains(within, "text") {
				b.Write(tok)
			}
		}
	}
}

// Whatever a source calls itself, its picture is made and inert.
func TestHostilePictures(t *testing.T) {
	for _, s := range hostile {
		r := Build(everywhere(s))
		for _, f := range r.pictures() {
			if !strings.HasSuffix(f.name, ".svg") {
				continue // the same shapes
			}
			var b bytes.Buffer
			if err := f.write(&b); err != nil {
				t.Fatal(err)
			}
			svgText(t, b.Bytes())
		}
	}
}

// A report without rows has the card, and nothing else to draw.
func TestNoPictures(t *testing.T) {
	if files := charted(t, Input{}); len(files) != 2 {
		t.Errorf("an empty report has %d files of pictures", len(files))
	}
}

// Every picture that the page and the article link to is written with them.
func TestLinkedPicturesAreThere(t *testing.T) {
	testenv.Long(t)
	link := regexp.MustCompile(`charts/[a-z-]+\.(?:svg|png|csv)`)
	for _, format := range []string{"html", "md"} {
		dir := t.TempDir()
		if _, err := Write(Build(small()), dir, []string{format}); err != nil {
			t.Fatal(err)
		}
		links := link.FindAllString(render(t, Build(small()), format), -1)
		if len(links) < 9 {
			t.Errorf("%s links %d pictures", format, len(links))
		}
		for _, l := range links {
			if _, err := os.Stat(filepath.Join(dir, l)); err != nil {
				t.Error(err)
			}
		}
	}
}

// A figure's scale holds all that is drawn on it, and is labelled at two
// places at least.
func TestScalesHoldTheirMarks(t *testing.T) {
	for _, f := range Build(small()).Document.Plots() {
		axis, labelled := f.Axis, 0
		if f.Field != nil {
			axis = f.Field.X
			for _, c := range f.Field.Curves {
				for _, p := range c.Points {
					if p.X < axis.Min || p.X > axis.Max || p.Y < f.Field.Y.Min || p.Y > f.Field.Y.Max {
						t.Errorf("%s: a curve leaves its plot at %v", f.ID, p)
					}
				}
			}
		}
		for _, tick := range axis.Ticks {
			if tick.At < axis.Min || tick.At > axis.Max {
				t.Errorf("%s: the grid line %v lies off %v to %v", f.ID, tick.At, axis.Min, axis.Max)
			}
			if tick.Label != "" {
				labelled++
			}
		}
		if labelled < 2 {
			t.Errorf("%s: %d labels", f.ID, labelled)
		}
		for _, g := range f.Groups {
			for _, r := range g.Rows {
				for _, m := range r.Marks {
					if m.From < axis.Min || m.From > axis.Max || m.To > m.From && m.To > axis.Max {
						t.Errorf("%s: %s has a mark from %v to %v on a scale of %v to %v", f.ID, r.Label, m.From, m.To, axis.Min, axis.Max)
					}
				}
			}
		}
	}
}
